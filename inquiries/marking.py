"""A text cut into what a page prints: paragraphs of plain stretches and citations. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Cited(Protocol):
    start: int
    ende: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text, and the citation that it is (None for plain text)."""

    text: str
    verweis: Cited | None = None


_PARAGRAPH = re.compile(r"(?:(?!\n[ \t]*\n).)+", re.DOTALL)


def paragraphs(text: str, verweise: Iterable[Cited] = ()) -> list[list[Segment]]:
    """Cut ``text`` at blank lines, and each paragraph at its citations.

    Joined again, the segments are the text without the blank lines between paragraphs. A citation that
    reaches over a paragraph's end, or into the one before it, is left out rather than cut.
    """
    marks = sorted(verweise, key=lambda verweis: (verweis.start, verweis.ende))
    cut = []
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        while start < end and text[start] == "\n":
            start += 1
        inside = [mark for mark in marks if start <= mark.start and mark.ende <= end]
        if segments := list(_segments(text, start, end, inside)):
            cut.append(segments)
    return cut


def _segments(text: str, start: int, end: int, marks: list[Cited]) -> Iterable[Segment]:
    for mark in marks:
        if mark.start < start:
            continue
        if start < mark.start:
            yield Segment(text[start : mark.start])
        yield Segment(text[mark.start : mark.ende], mark)
        start = mark.ende
    if start < end:
        yield Segment(text[start:end])
