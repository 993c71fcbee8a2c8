"""From a file's bytes to the text of a paper: PDF, DOCX, ODT, web page, plain text and Markdown.

The content says what a file is, its name only tells Markdown from plain text. Page breaks become form feeds, cells of
tables are parted by tabs, raised marks are written as such ("Kreise¹"). What cannot be extracted raises
ExtractionError with a German sentence for whoever gave the file; what was left out or is in doubt is a finding.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

from .archive import Archive, NotADocument
from .files import printable, read_file
from .limits import check_bytes, check_text
from .opendocument import MEDIA_TYPE as ODT
from .opendocument import is_opendocument, opendocument_text
from .outcome import Extracted, ExtractionError
from .pdf import page_image, page_of, pdf_text
from .plain import decode, decoded
from .webpage import declared_charset, html_text, is_html, is_mhtml, page_of_mhtml
from .word import is_word, word_text

__all__ = ["Extracted", "ExtractionError", "decode", "extract", "page_image", "page_of", "printable", "read_file"]

TEXT = "text/plain"
MARKDOWN = "text/markdown"
PDF = "application/pdf"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PDF = re.compile(rb"(?:\A|[\s\0])%PDF-\d")
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")  # neither a database nor UTF-8 holds these
_READABLE = "Lesbar sind PDF, DOCX, ODT, HTML, TXT und MD."
_PICTURE = "Die Datei ist ein Bild: bitte Texterkennung anwenden und als PDF speichern."
_PACKED = "Die Datei ist ein Archiv. Bitte entpacken und die einzelnen Dateien angeben."
_PROGRAM = f"Die Datei ist ein Programm, kein Text. {_READABLE}"
_OLD_WORD = "Die Datei ist ein Word-Dokument im alten Format (.doc). Bitte als DOCX oder PDF speichern."
_REFUSED = (
    (b"{\\rtf", "Die Datei ist im Format RTF. Bitte als DOCX oder PDF speichern."),
    (b"\x89PNG", _PICTURE), (b"\xff\xd8\xff", _PICTURE), (b"GIF8", _PICTURE), (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE), (b"RIFF", _PICTURE), (b"BM6", _PICTURE),
    (b"\x1f\x8b", _PACKED), (b"7z\xbc\xaf\x27\x1c", _PACKED), (b"Rar!", _PACKED), (b"BZh", _PACKED),
    (b"\xfd7zXZ", _PACKED),
    (b"MZ\x90", _PROGRAM), (b"\x7fELF", _PROGRAM),
    (b"%!PS", "Die Datei ist im Format PostScript. Bitte als PDF speichern."),
    (b"SQLite format 3", f"Die Datei ist eine Datenbank, kein Text. {_READABLE}"),
)  # fmt: skip
"""How files begin that are no text, and what to do with them."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def extract(content: bytes, name: str = "") -> Extracted:
    """The text of a file.

    Raises ExtractionError for empty, binary, encrypted, damaged, over-large and image-only files, and for kinds of
    files that are not read.
    """
    if not content.strip(b"\0 \t\r\n\f"):
        raise ExtractionError("Die Datei ist leer.")
    check_bytes(content)
    text, media_type, findings = _read(content, PurePath(name).suffix.lower())
    text = unicodedata.normalize("NFC", _NO_CHARACTER.sub("\ufffd", text))
    return Extracted(check_text(text), media_type, findings)


def _read(content: bytes, suffix: str) -> tuple[str, str, tuple]:
    start = content[:1024]
    if _PDF.search(start) and not is_html(content):
        text, findings = pdf_text(content)
        return text, PDF, findings
    if start.startswith(b"PK\x03\x04"):
        return _document(content)
    if start.startswith(_OLE):
        raise ExtractionError(_ole_refusal(content))
    for signature, refusal in _REFUSED:
        if start.startswith(signature):
            raise ExtractionError(refusal)
    if is_html(content):
        return _web_page(content, declared_charset(content))
    if is_mhtml(content) and (page := page_of_mhtml(content)):
        return _web_page(*page)
    try:
        text, findings = decoded(content)
    except ExtractionError:
        _check_name(suffix)
        raise
    if is_html(text[:8192].encode()) or suffix in (".html", ".htm"):  # in UTF-16, or a part of a page
        return _shown(text), HTML, findings
    _check_name(suffix)
    return text, MARKDOWN if suffix in (".md", ".markdown") else TEXT, findings


def _check_name(suffix: str) -> None:
    if suffix in (".pdf", ".docx", ".odt"):
        raise ExtractionError(
            f"Die Datei ist beschädigt: sie heißt wie ein {suffix[1:].upper()}, ist aber keines. Bitte neu speichern."
        )


def _document(content: bytes) -> tuple[str, str, tuple]:
    try:
        archive = Archive(content)
        if is_opendocument(archive):
            text, media_type = opendocument_text(archive), ODT
        elif is_word(archive.names):
            text, media_type = word_text(archive), DOCX
        elif any(name.startswith(("xl/", "ppt/")) for name in archive.names):
            raise ExtractionError(f"Die Datei ist eine Tabelle oder Präsentation, kein Text. {_READABLE}")
        else:
            raise ExtractionError(_PACKED)
    except NotADocument as error:
        raise ExtractionError(
            f"Die Datei ist ein beschädigtes Word-Dokument oder Archiv. Bitte neu speichern. {_READABLE}"
        ) from error
    if not text.strip():
        raise ExtractionError("Das Dokument enthält keinen Text. Besteht es aus Bildern, bitte Texterkennung anwenden.")
    return text, media_type, ()


def _ole_refusal(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "Das Dokument ist mit einem Kennwort geschützt. Bitte eine ungeschützte Fassung angeben."
    if "WordDocument".encode("utf-16-le") in content:
        return _OLD_WORD
    return f"Die Datei ist in einem alten Office-Format. Bitte als DOCX oder PDF speichern. {_READABLE}"


def _web_page(content: bytes, charset: str | None) -> tuple[str, str, tuple]:
    marked = content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    try:
        if charset and not marked:
            return _shown(content.decode(charset)), HTML, ()
    except (LookupError, UnicodeDecodeError):
        pass  # it is not what it says
    page, findings = decoded(content)
    return _shown(page), HTML, findings


def _shown(page: str) -> str:
    text = html_text(page)
    if not text:
        raise ExtractionError("Die Webseite enthält keinen Text.")
    return text
