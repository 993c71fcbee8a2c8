"""From a file's bytes to the text of a paper: PDF, Word, web page, plain text and Markdown.

Page breaks of a PDF become form feeds. What cannot be extracted raises ExtractionError with a German sentence for
whoever gave the file.
"""

from __future__ import annotations

import io
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePath

from .docx_text import NotADocument, docx_text, is_docx
from .html_text import declared_charset, html_text, is_html

MAX_BYTES = 50_000_000
"""A larger file is refused; the longest Drucksachen with scanned Anlagen have some 30 MB."""
MAX_PAGES = 2000
_GAP = 0.6  # of the height of a line: a wider gap between two lines is an empty line

TEXT = "text/plain"
MARKDOWN = "text/markdown"
PDF = "application/pdf"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_SUFFIXES = {".txt": TEXT, ".text": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN, ".pdf": PDF}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")  # neither a database nor UTF-8 holds these
_REASONS = {
    FileNotFoundError: "Die Datei gibt es nicht.",
    IsADirectoryError: "Das ist ein Ordner, keine Datei.",
    PermissionError: "Die Datei darf nicht gelesen werden: dazu fehlt die Berechtigung.",
}


class ExtractionError(ValueError):
    """The file holds no readable text; the message is a German sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Extracted:
    text: str
    media_type: str


def read_file(path: Path) -> bytes:
    """The content of a file, at most as much of it as shows that it is too large.

    Raises ExtractionError when there is no such file or it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = _REASONS.get(type(error)) or f"Die Datei lässt sich nicht lesen ({error.strerror})."
        raise ExtractionError(reason) from error
    except ValueError as error:  # a zero byte in the name
        raise ExtractionError(_REASONS[FileNotFoundError]) from error


def printable(path: PurePath | str) -> str:
    """The name of a file in characters that can be printed and stored, whatever bytes the file system has."""
    return os.fsencode(path).decode("utf-8", "replace")


def extract(content: bytes, name: str = "") -> Extracted:
    """The text of a file. ``name`` helps to tell Markdown from plain text; the content decides the rest.

    Raises ExtractionError for empty, binary, encrypted, damaged, over-large and image-only files.
    """
    if not content.strip(b"\0 \t\r\n\f"):
        raise ExtractionError("Die Datei ist leer.")
    if len(content) > MAX_BYTES:
        raise ExtractionError(
            f"Die Datei ist zu groß: erlaubt sind höchstens {MAX_BYTES // 1_000_000} MB. Bitte die Datei teilen."
        )
    suffix = PurePath(name).suffix.lower()
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return Extracted(_pdf_text(content), PDF)
    if is_docx(content):
        return Extracted(_docx_text(content), DOCX)
    if is_html(content) or suffix in (".html", ".htm"):
        return Extracted(_html_text(content), HTML)
    media_type = _SUFFIXES.get(suffix, TEXT)
    if media_type == PDF:
        raise ExtractionError("Die Datei ist beschädigt: sie heißt wie ein PDF, ist aber keines. Bitte neu speichern.")
    return Extracted(decode(content), media_type)


def decode(content: bytes) -> str:
    """Text of unknown encoding: UTF-8 or UTF-16 by their marks, valid UTF-8, otherwise Windows-1252.

    Line ends become "\\n" and the text is composed (NFC). Raises ExtractionError for binary content.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _decoded(content, "utf-16")
    elif _looks_like_utf16(content):
        text = _decoded(content, "utf-16-le" if content[1] == 0 else "utf-16-be")
    else:
        text = _utf8(content)
    text = text.removeprefix("\ufeff")
    if len(_CONTROL.findall(text[:20_000])) > max(2, len(text[:20_000]) // 100):
        raise ExtractionError(
            "Die Datei enthält keinen Text, sondern Binärdaten. Lesbar sind PDF, DOCX, HTML, TXT und MD."
        )
    return _composed(text.replace("\r\n", "\n").replace("\r", "\n"))


def _composed(text: str) -> str:
    """The text with its letters composed, and a sign in place of what is no character."""
    return unicodedata.normalize("NFC", _NO_CHARACTER.sub("\ufffd", text))


def _docx_text(content: bytes) -> str:
    try:
        text = docx_text(content)
    except NotADocument as error:
        raise ExtractionError(
            "Die Datei ist ein Archiv oder ein beschädigtes Word-Dokument. Lesbar sind DOCX, PDF, HTML, TXT und MD."
        ) from error
    if not text.strip():
        raise ExtractionError("Das Word-Dokument enthält keinen Text.")
    return _composed(text)


def _html_text(content: bytes) -> str:
    charset = declared_charset(content)
    try:
        page = content.decode(charset) if charset else decode(content)
    except (LookupError, UnicodeDecodeError):
        page = decode(content)
    text = html_text(page)
    if not text:
        raise ExtractionError("Die Webseite enthält keinen Text.")
    return _composed(text)


def _utf8(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ExtractionError("Die Zeichen der Datei sind beschädigt (UTF-16). Bitte als UTF-8 speichern.") from error


def _looks_like_utf16(content: bytes) -> bool:
    sample = content[:400]
    return len(sample) > 20 and (sample[1::2].count(0) > len(sample) * 0.4 or sample[::2].count(0) > len(sample) * 0.4)


def _pdf_text(content: bytes) -> str:
    """The text of all pages in reading order, a form feed between pages."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise ExtractionError(
                    f"Das PDF hat {len(pdf.pages)} Seiten; erlaubt sind höchstens {MAX_PAGES}. Bitte teilen."
                )
            pages = []
            for page in pdf.pages:
                pages.append(_page_text(page))
                page.close()
    except ExtractionError:
        raise
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            raise ExtractionError(
                "Das PDF ist mit einem Kennwort geschützt. Bitte eine ungeschützte Fassung angeben."
            ) from error
        raise _damaged() from error
    except Exception as error:  # pdfminer raises whatever a damaged file leads it to
        raise _damaged() from error
    if not pages:
        raise _damaged()
    if not any(page.strip() for page in pages):
        raise ExtractionError("Das PDF enthält keinen Text: bitte Texterkennung anwenden.")
    return _composed("\f".join(pages))


def _damaged() -> ExtractionError:
    return ExtractionError("Das PDF ist beschädigt und nicht lesbar. Bitte die Datei neu beschaffen.")


def _page_text(page) -> str:
    """Lines from top to bottom, an empty line where the page leaves a gap; characters printed twice count once."""
    lines = page.dedupe_chars(tolerance=1).extract_text_lines(return_chars=False, x_tolerance=3, y_tolerance=3)
    out: list[str] = []
    previous = None
    for line in lines:
        height = line["bottom"] - line["top"]
        if previous is not None and line["top"] - previous["bottom"] > _GAP * max(
            height, previous["bottom"] - previous["top"]
        ):
            out.append("")
        out.append(line["text"])
        previous = line
    return "\n".join(out)
