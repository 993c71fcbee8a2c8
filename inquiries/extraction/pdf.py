"""The text of a PDF, findings about what of it could not be read, and its pages as pictures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.conf import settings

from inquiries.pdf import process
from inquiries.pdf.process import Limits, Page, PdfProblem, Sheet, draw_page, read_pages
from inquiries.pdf.streams import has_damaged_streams
from inquiries.reading import Finding

from .outcome import ExtractionError

_REFUSALS = {
    process.PASSWORD: "Das PDF ist mit einem Kennwort geschützt. Bitte eine ungeschützte Fassung angeben.",
    process.DAMAGED: "Das PDF ist beschädigt und nicht lesbar. Bitte die Datei neu beschaffen.",
    process.COSTLY: "Das PDF ist beschädigt oder zu aufwendig aufgebaut und wurde nicht gelesen. "
    "Bitte die Datei neu beschaffen oder neu drucken.",
    process.PAGES: "Das PDF hat zu viele Seiten; erlaubt sind höchstens {pages}. Bitte die Datei teilen.",
    process.CHARACTERS: "Das PDF enthält zu viel Text; erlaubt sind höchstens {characters} Zeichen. "
    "Bitte die Datei teilen.",
    process.NO_PAGE: "Diese Seite hat das PDF nicht.",
    process.PAGE_DAMAGED: "Diese Seite des PDF ist beschädigt und lässt sich nicht zeigen.",
}
_NOT_SHOWN = "Diese Seite des PDF ist zu aufwendig aufgebaut und lässt sich nicht zeigen."
_IMAGE_SECONDS = 10  # somebody waits for it
_WIDEST = 2400  # pixels
_NO_TEXT = "Das PDF enthält keinen Text: bitte Texterkennung anwenden."
_END = re.compile(rb"%%EOF[\s\0]*\Z")
_FEW = 300  # characters: a page of pictures with no more text than this has a header and perhaps a caption

# No German text of some length goes without these.
_COMMON = frozenset(
    {"als", "auf", "das", "dem", "den", "der", "des", "die", "ein", "eine", "es", "für", "im", "in", "ist", "mit",
     "nicht", "sind", "und", "von", "werden", "wird", "zu"}
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2,}")


def pdf_text(content: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text of all pages, a form feed between them. Raises ExtractionError."""
    limits = _limits()
    try:
        pages = read_pages(content, limits)
    except PdfProblem as problem:
        raise _refusal(problem, limits) from problem
    if not any(page.text.strip() for page in pages):
        damaged = any(page.damaged for page in pages) or has_damaged_streams(content)
        raise ExtractionError(_REFUSALS[process.DAMAGED] if damaged else _NO_TEXT)
    return "\f".join(page.text for page in pages), tuple(_findings(content, pages))


def page_image(content: bytes, page: int, *, width: int) -> bytes:
    """A page of a PDF, the first is 1, as a PNG: ``width`` pixels wide, less if it would be over 3 times as high.

    Takes at most 10 seconds; a width is from 1 to 2400, beyond is ValueError. Raises ExtractionError.
    """
    if not 1 <= width <= _WIDEST:
        raise ValueError(f"A picture is from 1 to {_WIDEST} pixels wide, not {width}.")
    limits = _limits()
    limits = replace(limits, seconds=min(limits.seconds, _IMAGE_SECONDS))
    try:
        return draw_page(content, Sheet(page, width), limits)
    except PdfProblem as problem:
        if problem.code == process.COSTLY:
            raise ExtractionError(_NOT_SHOWN) from problem
        raise _refusal(problem, limits) from problem


def page_of(text: str, offset: int) -> int:
    """The page of a PDF on which a character of its text stands, the first is 1; at a form feed, the page it ends."""
    return text.count("\f", 0, offset) + 1


def _limits() -> Limits:
    return Limits(
        settings.PAPER_MAX_SECONDS,
        settings.PAPER_MAX_MEMORY_MB * 1_000_000,
        settings.PAPER_MAX_PAGES,
        settings.PAPER_MAX_CHARACTERS,
    )


def _refusal(problem: PdfProblem, limits: Limits) -> ExtractionError:
    return ExtractionError(_REFUSALS[problem.code].format(pages=limits.pages, characters=limits.characters))


def _findings(content: bytes, pages: Sequence[Page]) -> Iterable[Finding]:
    if damaged := [number for number, page in enumerate(pages, 1) if page.damaged]:
        places = _places(damaged, "Seite {} ist", "Die Seiten {} sind")
        yield _finding("page-damaged", f"{places} beschädigt und nicht gelesen worden. Bitte die Datei neu beschaffen.")
    if has_damaged_streams(content):
        yield _finding(
            "file-damaged",
            "Teile des PDF sind beschädigt; vielleicht fehlt Text. Bitte die Datei neu beschaffen oder vergleichen.",
        )
    if not _END.search(content[-4096:]):
        yield _finding(
            "file-cut-off",
            "Das PDF ist am Ende abgeschnitten; gelesen wurde, was noch da ist. Bitte die Datei neu beschaffen.",
        )
    if empty := [number for number, page in enumerate(pages, 1) if _is_picture(page)]:
        places = _places(empty, "Seite {} ist ein Bild", "Die Seiten {} sind Bilder")
        yield _finding("page-without-text", f"{places} ohne lesbaren Text: bitte Texterkennung anwenden.")
    if unseen := [number for number, page in enumerate(pages, 1) if page.unseen]:
        places = _places(unseen, "Auf Seite {}", "Auf den Seiten {}")
        hidden = "Text, der gedruckt nicht zu sehen ist (etwa geschwärzt)"
        yield _finding("unseen-text", f"{places} enthält die Datei {hidden}; er wurde nicht gelesen.", "info")
    text = "\n".join(page.text for page in pages)
    garbled = is_garbled(text)
    if unknown := [number for number, page in enumerate(pages, 1) if page.unknown]:
        places = _places(unknown, "Auf Seite {}", "Auf den Seiten {}")
        many = garbled or sum(map(_is_nothing, text)) > 0.02 * len(text)
        yield _finding(
            "unknown-characters",
            f"{places} sagt die Datei nicht, welche Zeichen gemeint sind. "
            + ("Bitte Texterkennung anwenden." if many else "Bitte den Text dort mit dem Druck vergleichen."),
            "error" if many else "warning",
        )
    elif garbled:
        yield _finding(
            "garbled-text",
            "Die Zeichen ergeben keinen deutschen Text: die Schrift der Datei ist vermutlich falsch verschlüsselt. "
            "Bitte Texterkennung anwenden.",
        )


def _finding(code: str, message: str, severity: str = "error") -> Finding:
    return Finding(code, severity, "text", message)


def _is_picture(page: Page) -> bool:
    if page.damaged or page.recognised:
        return False
    few = len(page.text) < _FEW if page.pictured > 0.4 else not page.text.strip()
    return page.pictured > 0.01 and few


def _is_nothing(sign: str) -> bool:
    """Whether it stands for a character that the file does not name."""
    return sign == "\ufffd" or unicodedata.category(sign) == "Co"


def is_garbled(text: str) -> bool:
    """Whether a text of some length lacks the words that no German text goes without, or even letters."""
    signs = [sign for sign in text if not sign.isspace()]
    letters, digits = sum(map(str.isalpha, signs)), sum(map(str.isdigit, signs))
    if len(signs) > 300 and letters + digits < 0.5 * len(signs):
        return True
    words = _WORD.findall(text.casefold())
    if len(words) < 60:
        return letters > 600
    return sum(word in _COMMON for word in words) < 0.02 * len(words)


def _places(numbers: list[int], one: str, several: str) -> str:
    """The pages in words: [1, 2, 3, 5] → "Die Seiten 1 bis 3 und 5 sind"."""
    if len(numbers) == 1:
        return one.format(numbers[0])
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = []
    for run in runs:
        names += [f"{run[0]} bis {run[-1]}"] if len(run) > 2 else map(str, run)
    return several.format(f"{', '.join(names[:-1])} und {names[-1]}" if names[1:] else names[0])
