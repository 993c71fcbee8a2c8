"""Text of unknown encoding: what a file or a clipboard holds."""

from __future__ import annotations

import codecs
import re
import unicodedata

from inquiries.reading import Finding

from .outcome import ExtractionError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_EIGHT_BIT = ("cp1252", "mac_roman", "cp850")
"""The encodings of German texts before UTF-8: Windows, the older Macintosh, DOS; the first wins a draw."""
_GERMAN = frozenset("äöüÄÖÜß")
_USUAL = frozenset("§€°²³½¼„“”‚‘’»«–—…·•éèêáàâóòôúùûíìîçñëïÉÀåøæšžčćğışőűśłńăâîșț\u00a0\u00ad×±µ´`©®™†‡")
_SAMPLE = 5000  # characters beyond ASCII
_BEYOND = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TWICE = re.compile(r"Ã[¤¶¼Ÿ„–œ]|â€[žœ“”™˜¦]")


def decode(content: bytes) -> str:
    """The text alone, its letters composed. Raises ExtractionError for binary content."""
    return unicodedata.normalize("NFC", decoded(content)[0])


def decoded(content: bytes) -> tuple[str, tuple[Finding, ...]]:
    """UTF-32, UTF-16 or UTF-8 by their marks, UTF-16 and valid UTF-8 without, else the most German 8-bit encoding.

    Line ends become "\\n". Raises ExtractionError for binary content.
    """
    text, findings = _decoded(content)
    start = text[:20_000]
    if len(_CONTROL.findall(start)) > max(2, len(start) // 100):
        raise ExtractionError(
            "Die Datei enthält keinen Text, sondern Binärdaten. Lesbar sind PDF, DOCX, ODT, HTML, TXT und MD."
        )
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), findings


def _decoded(content: bytes) -> tuple[str, tuple[Finding, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if _looks_like_utf16(content):
        return _strictly(content, "utf-16-le" if content[1] == 0 else "utf-16-be")
    try:
        return _once(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    text = content.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    if sum(sign in _GERMAN for sign in text) > 4 * lost:
        return text, (_unknown_characters(lost),)
    encoding = max(_EIGHT_BIT, key=lambda name: _germanness(content, name))
    text = content.decode(encoding, errors="replace")
    return text, ((_unknown_characters(text.count("\ufffd")),) if "\ufffd" in text else ())


def _strictly(content: bytes, encoding: str) -> tuple[str, tuple[Finding, ...]]:
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError as error:
        raise ExtractionError(
            "Die Zeichen der Datei sind beschädigt. Bitte die Datei neu beschaffen oder als UTF-8 speichern."
        ) from error


def _once(text: str) -> tuple[str, tuple[Finding, ...]]:
    """Undoes an encoding that was applied twice ("GroÃŸe"), where that explains every character of the text."""
    if not _TWICE.search(text):
        return text, ()
    try:
        return text.encode("cp1252").decode("utf-8"), ()
    except UnicodeError:
        return text, (
            Finding(
                "garbled-text", "warning", "text",
                "Umlaute sind in der Datei zu Zeichen wie „Ã¤“ geworden. Bitte die Datei neu beschaffen.",
            ),
        )  # fmt: skip


def _unknown_characters(count: int) -> Finding:
    number = "Ein Zeichen ließ" if count == 1 else f"{count} Zeichen ließen"
    return Finding(
        "unknown-characters", "warning", "text",
        f"{number} sich nicht lesen; im Text steht dafür „\ufffd“. Bitte mit der Vorlage vergleichen.",
    )  # fmt: skip


def _looks_like_utf16(content: bytes) -> bool:
    sample = content[:400]
    return len(sample) > 20 and (sample[1::2].count(0) > len(sample) * 0.4 or sample[::2].count(0) > len(sample) * 0.4)


def _germanness(content: bytes, encoding: str) -> int:
    """Umlauts beside letters speak for an encoding, signs that no German text holds against it."""
    text = content[:200_000].decode(encoding, errors="replace")
    points = 0
    for count, match in enumerate(_BEYOND.finditer(text)):
        if count > _SAMPLE:
            break
        sign, place = match[0], match.start()
        if sign in _GERMAN:
            beside = text[max(0, place - 1) : place + 2]
            points += 2 if any(other.isascii() and other.isalpha() for other in beside) else 0
        elif sign not in _USUAL:
            points -= 2
    return points
