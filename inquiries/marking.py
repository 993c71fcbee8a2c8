"""A text cut into what a page prints: paragraphs of plain stretches and citations. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol


class Cited(Protocol):
    """Anything that says where a citation stands in its text, and what stands there."""

    start: int
    ende: int
    zitat: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text, and the citation that it is (None for plain text)."""

    text: str
    verweis: Cited | None = None


# Forms send line ends as two characters, files as one.
_BETWEEN = re.compile(r"\n[^\S\n]*\n\s*")


def paragraphs(text: str, verweise: Iterable[Cited] = ()) -> list[list[Segment]]:
    """Cut ``text`` at blank lines, and each paragraph at its citations.

    Joined again, the segments are the text without the white space around paragraphs. A citation that reaches
    over a paragraph's end, into the one before it, or that no longer stands where it was found, is left out
    rather than cut.
    """
    marks = sorted(verweise, key=lambda verweis: (verweis.start, verweis.ende))
    cut = []
    for start, end in _bounds(text):
        inside = [mark for mark in marks if start <= mark.start and mark.ende <= end]
        if segments := list(_segments(text, start, end, inside)):
            cut.append(segments)
    return cut


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph starts and ends, without the white space around it."""
    start = 0
    for between in (*_BETWEEN.finditer(text), None):
        end = between.start() if between else len(text)
        stretch = text[start:end]
        yield start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())
        start = between.end() if between else end


def _segments(text: str, start: int, end: int, marks: list[Cited]) -> Iterator[Segment]:
    for mark in marks:
        if mark.start < start or not mark.zitat or text[mark.start : mark.ende] != mark.zitat:
            continue
        if start < mark.start:
            yield Segment(text[start : mark.start])
        yield Segment(text[mark.start : mark.ende], mark)
        start = mark.ende
    if start < end:
        yield Segment(text[start:end])
