"""The text as lines, without furniture; a text that lost its line breaks is cut where its structure shows.

Every later step looks at lines: a line knows where it stands, whether an empty line or a page break goes before it,
and its ``key``, the bare letters by which headings are recognised ("A n t w o r t *)" → "antwort").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .furniture import Surroundings
from .seams import REPLY, closing_seams, find_seams, lost_its_breaks, was_reflowed
from .text import Span

LONGEST_HEADING = 120
_LONGEST_KEY = 60  # letters; twice what the headings of the house need
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_BREAKS = str.maketrans("\n\r", "  ")
_SEAM_LENGTH = 200  # a shorter line is not cut
_REASON = re.compile(r"Begründung:\s+(?=[A-ZÄÖÜ„])")
_OFFICE_HINT = re.compile(r" (?:Minister|Staats|[A-Z][a-z]+minister)")
_BEFORE_NAME = re.compile(r"[.?!:“\")]\Z|Grüßen,?\Z|\A(?:In Vertretung|[iI]\.\s?V\.)")
_GLUED = re.compile(rf"(?:{REPLY})(?:\s?\*\s?\))?\s+Mit\s")  # but the heading of a reply with its first sentence


NOT_READ = object()


@dataclass(slots=True)
class Line:
    """One line without furniture at its ends and without blanks around it.

    ``gap``: an empty line goes before it; ``page``: furniture or a form feed goes before it.
    """

    start: int
    end: int
    text: str
    gap: bool = False
    page: bool = False
    seam: bool = False
    _key: str | None = None
    label: Any = NOT_READ
    heading: Any = NOT_READ
    """The number and the heading of an answer that it begins with, for whoever asks again; see ``marks``."""

    @property
    def key(self) -> str:
        """Letters of a short line in lower case, "" for a longer one."""
        if self._key is None:
            self._key = heading_key(self.text) if len(self.text) <= LONGEST_HEADING else ""
        return self._key

    def behind(self, offset: int) -> Line | None:
        """What stands behind this offset of its text, as a line of its own; None when nothing does."""
        rest = self.text[offset:]
        bare = rest.strip()
        if not bare:
            return None
        start = self.start + offset + rest.index(bare[0])
        return Line(start, self.end, bare, seam=True)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def heading_key(text: str) -> str:
    """Its letters alone in lower case; "" when they are too many for a heading."""
    bare = "".join(text.split())
    if len(bare) > _LONGEST_KEY:
        return ""
    return (bare if bare.isalpha() else _NOT_LETTERS.sub("", bare)).casefold()


def split_lines(text: str, surroundings: Surroundings) -> list[Line]:
    """All lines that hold anything but furniture and blanks, in the order of the text."""
    lines: list[Line] = []
    flat = lost_its_breaks(text)
    if was_reflowed(text):
        text, flat = text.translate(_BREAKS), True
    position = 0
    after_furniture = False
    for item in surroundings.furniture:
        if item.kind == "markup":
            continue
        _split(text, position, item.span.start, lines, page=after_furniture, flat=flat)
        position, after_furniture = item.span.end, True
    _split(text, position, len(text), lines, page=after_furniture, flat=flat)
    return _without_markup(text, lines, surroundings)


def _split(text: str, start: int, end: int, lines: list[Line], *, page: bool, flat: bool) -> None:
    gap = False
    position = start
    for printed in text[start:end].splitlines(keepends=True):
        stripped = printed.strip()
        if stripped:
            first = position + printed.index(stripped[0])
            if offsets := _seams(stripped, lines, gap=gap, flat=flat):
                for number, (low, high) in enumerate(_pieces(stripped, offsets)):
                    piece = stripped[low:high]
                    lines.append(
                        Line(first + low, first + high, piece, gap and not number, page and not number, number > 0)
                    )
            else:
                lines.append(Line(first, first + len(stripped), stripped, gap, page))
            gap = page = False
        elif position > start:
            gap = True
        page = page or printed[-1] == "\f"
        position += len(printed)


def _seams(text: str, lines: list[Line], *, gap: bool, flat: bool) -> list[int]:
    """Where a printed line is to be cut."""
    if flat or len(text) > _SEAM_LENGTH:
        return find_seams(text, flat=flat)
    if text[0] in "AS" and _GLUED.match(text):
        return find_seams(text, flat=True)
    if text[0] == "B" and (reason := _REASON.match(text)):
        return [reason.end()]
    hinted = ("inister" in text or " Staats" in text) and _OFFICE_HINT.search(text)
    if hinted and lines and (gap or _BEFORE_NAME.search(lines[-1].text)):
        return closing_seams(text)
    return []


def _pieces(text: str, offsets: Iterable[int]) -> Iterable[tuple[int, int]]:
    low = 0
    for offset in [*offsets, len(text)]:
        piece = text[low:offset]
        if stripped := piece.strip():
            first = low + piece.index(stripped[0])
            yield first, first + len(stripped)
        low = offset


def _without_markup(text: str, lines: list[Line], surroundings: Surroundings) -> list[Line]:
    """Lines without the markup at their ends; markup inside a line stays and is dropped by the repair."""
    marks = [item.span for item in surroundings.furniture if item.kind == "markup"]
    if not marks:
        return lines
    starts = {span.start: span.end for span in marks}
    ends = {span.end: span.start for span in marks}
    kept = []
    for index, line in enumerate(lines):
        start, end = line.start, line.end
        if start not in starts and end not in ends:
            kept.append(line)
            continue
        while start < end and (start in starts or text[start].isspace()):
            start = starts.get(start, start + 1)
        while end > start and (end in ends or text[end - 1].isspace()):
            end = ends.get(end, end - 1)
        if start < end:
            line.start, line.end, line.text = start, end, text[start:end]
            kept.append(line)
        else:
            _pass_on(lines, index)
    return kept


def _pass_on(lines: list[Line], index: int) -> None:
    """An emptied line leaves its gap to the next one."""
    line = lines[index]
    if index + 1 < len(lines):
        lines[index + 1].gap |= line.gap
        lines[index + 1].page |= line.page


def _spacing(text: str, lines: list[Line]) -> int:
    """Line breaks from one line to the next: 2 where an empty line follows every line and more end a paragraph."""
    pairs = [pair for pair in pairwise(lines) if not pair[1].seam and not pair[1].page]
    if len(pairs) < 20 or not all(line.gap for _, line in pairs):
        return 1
    breaks = [text.count("\n", before.end, line.start) for before, line in pairs]
    return 2 if max(breaks) > 3 and breaks.count(2) * 3 > len(breaks) else 1


class Flow:
    """The text of a paper as lines, and the slices of the source that stretches of lines stand for."""

    def __init__(self, text: str, surroundings: Surroundings):
        self.text = text
        self.lines = split_lines(text, surroundings)
        self.spacing = _spacing(text, self.lines)
        if self.spacing > 1:
            for before, line in pairwise(self.lines):
                line.gap = text.count("\n", before.end, line.start) > self.spacing
        self.marks = [item.span for item in surroundings.furniture if item.kind == "markup"]
        self.mark_starts = [span.start for span in self.marks]

    def only(self, lines: list[Line]) -> Flow:
        """The same text with some of its lines."""
        part = copy(self)
        part.lines = lines
        return part

    def slices(self, lines: Sequence[Line], start: int | None = None, end: int | None = None) -> list[Span]:
        """Maximal stretches of the source that these lines cover, from ``start`` on and up to ``end``."""
        if len(lines) == 1:  # the most frequent case
            line = lines[0]
            low = line.start if start is None or line.start > start else start
            high = line.end if end is None or line.end < end else end
            spans = [Span(low, high)] if low < high else []
            return self.without_marks(spans) if self.marks else spans
        spans = []
        low = high = -1  # of the stretch that is growing
        for line in lines:
            first = line.start if start is None or line.start > start else start
            last = line.end if end is None or line.end < end else end
            if first >= last:
                continue
            if high < 0 or line.page or not self.text[high:first].isspace():
                if high >= 0:
                    spans.append(Span(low, high))
                low = first
            high = last
        if high >= 0:
            spans.append(Span(low, high))
        return self.without_marks(spans) if self.marks else spans

    def without_marks(self, spans: list[Span]) -> list[Span]:
        if spans and bisect_left(self.mark_starts, spans[0].start) == bisect_left(self.mark_starts, spans[-1].end):
            return spans
        clean: list[Span] = []
        for span in spans:
            start, end = span
            index = bisect_left(self.mark_starts, start)
            if index == len(self.marks) or self.mark_starts[index] >= end:
                clean.append(span)
                continue
            while index < len(self.marks) and self.mark_starts[index] < end:
                mark = self.marks[index]
                if mark.start > start:
                    clean.append(Span(start, mark.start))
                start = max(start, mark.end)
                index += 1
            if start < end:
                clean.append(span if start == span.start else Span(start, end))
        return clean
