"""The left side: the source as it is, in lines that can be put elsewhere, each with the name of its part.

A line is a line of the source, or a sentence of a very long one, or what begins a part in the middle of a line; blank
lines go with the line above them. Lines cover the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from responses.desk.checks import Note
from responses.desk.workpiece import HEADING, LABEL, Segment, Workpiece

from .places import belongs_with, colour_of, name_of, place_of

WINDOW = 50_000
"""Characters of the source that are shown at once."""
_LONG = 240  # characters: a longer line is offered sentence by sentence
_SENTENCE = re.compile(r"(?<=[.!?;:…])[\"“”«»]?[^\S\n]+(?=[\"„“»(]?[A-ZÄÖÜ0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d]|\b\d{1,3}|\b(?:Abs|Art|bzw|Drs|ca|etc|evtl|ggf|Mio|Mrd|Nr|Nrn|usw|vgl|Ziff))\.$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line; ``is_mark`` is a number or heading that is not part of the text."""

    text: str
    is_mark: bool


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    end: int
    place: str
    colour: str
    name: str
    pieces: tuple[Piece, ...]
    begins_part: bool = False
    """Whether the line above belongs to another part."""
    ends_paragraph: bool = False
    page: int = 0
    """The page of a PDF on which the line stands; 0 when the source has no pages."""
    turns: bool = False
    """Whether a page begins here."""
    notes: tuple[Note, ...] = field(default=(), hash=False)


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of the source that is shown, and where the others begin."""

    number: int
    starts: tuple[int, ...]
    start: int
    end: int

    def number_of(self, offset: int) -> int:
        """The window that holds a character; the first is 1."""
        return max(bisect_right(self.starts, offset), 1)


def window(source: str, number: int) -> Window:
    """The window of that number; the first is 1. Windows end with lines, or with words of very long ones."""
    starts = [0]
    while len(source) - starts[-1] > WINDOW * 1.25:
        reach = starts[-1] + WINDOW
        end = source.find("\n", reach, reach + WINDOW // 4)
        if end < 0:
            end = source.rfind(" ", starts[-1] + WINDOW // 2, reach)
        starts.append(end + 1 if end >= 0 else reach)
    number = min(max(number, 1), len(starts))
    end = starts[number] if number < len(starts) else len(source)
    return Window(number, tuple(starts), starts[number - 1], end)


def lines_of(piece: Workpiece, source: str, stretch: Window, notes: Sequence[Note] = ()) -> list[Line]:
    """The lines of a stretch of the source, those of ``notes`` that stand in the source at their line."""
    lines: list[Line] = []
    has_pages = "\f" in source
    page, counted = source.count("\f", 0, stretch.start) + 1, stretch.start
    before: Segment | None = None
    for start, end, inside in _cut(piece, source, stretch):
        main = _main(inside, source)
        turned = source.count("\f", counted, start)
        page, counted = page + turned, start
        lines.append(
            Line(
                start,
                end,
                place_of(main),
                colour_of(main, piece),
                name_of(main, piece),
                _pieces(inside, source, start, end),
                begins_part=before is None or not belongs_with(before, main),
                ends_paragraph=source[start:end].count("\n") > 1,
                page=page if has_pages else 0,
                turns=has_pages and (turned > 0 or before is None),
            )
        )
        before = main
    return _with_notes(lines, notes)


def line_at(piece: Workpiece, source: str, offset: int) -> Line | None:
    """The line that holds a character."""
    stretch = window(source, 1)
    stretch = window(source, stretch.number_of(offset))
    return next((line for line in lines_of(piece, source, stretch) if line.start <= offset < line.end), None)


def _cut(piece: Workpiece, source: str, stretch: Window) -> Iterator[tuple[int, int, list[Segment]]]:
    """Each line with the segments that reach into it."""
    cuts = sorted({*_line_starts(source, stretch), *_part_starts(piece, source, stretch)})
    segments = piece.segments
    at = max(bisect_right(segments, stretch.start, key=lambda one: one.start) - 1, 0)
    for start, end in zip(cuts, [*cuts[1:], stretch.end], strict=True):
        inside = []
        while at < len(segments) and segments[at].start < end:
            if segments[at].end > start:
                inside.append(segments[at])
            at += 1
        at -= 1
        if inside:
            yield start, end, inside


def _line_starts(source: str, stretch: Window) -> Iterator[int]:
    yield stretch.start
    at, is_first = stretch.start, True
    for line in source[stretch.start : stretch.end].splitlines(keepends=True):
        if line.strip():
            if not is_first:
                yield at
            is_first = False  # blank lines above it are its own
        if len(line) > _LONG:
            for gap in _SENTENCE.finditer(line):
                if gap.start() > 40 and not _ABBREVIATED.search(line, max(gap.start() - 12, 0), gap.start()):
                    yield at + gap.end()
        at += len(line)


def _part_starts(piece: Workpiece, source: str, stretch: Window) -> Iterator[int]:
    """Where a part begins in the middle of a line."""
    segments = piece.segments
    at = max(bisect_right(segments, stretch.start, key=lambda one: one.start) - 1, 0)
    while at + 1 < len(segments) and segments[at + 1].start < stretch.end:
        one, following = segments[at], segments[at + 1]
        at += 1
        if following.start <= stretch.start or belongs_with(one, following):
            continue
        text = source[following.start : min(following.end, following.start + 200)]
        if text.strip() and source[source.rfind("\n", 0, following.start) + 1 : following.start].strip():
            yield following.start + len(text) - len(text.lstrip())


def _main(inside: Sequence[Segment], source: str) -> Segment:
    """The segment that a line is named by: the first with words in it that are no number or heading."""
    worded = [one for one in inside if source[one.start : one.end].strip()] or list(inside)
    return next((one for one in worded if one.part not in (LABEL, HEADING)), worded[0])


def _pieces(inside: Sequence[Segment], source: str, start: int, end: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for one in inside:
        text = source[max(one.start, start) : min(one.end, end)]
        is_mark = one.part in (LABEL, HEADING)
        if pieces and pieces[-1].is_mark == is_mark:
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text + text)
        else:
            pieces.append(Piece(text, is_mark))
    if pieces:
        pieces[0] = replace(pieces[0], text=pieces[0].text.lstrip("\r\n\f"))
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip())
    return tuple(one for one in pieces if one.text)


def _with_notes(lines: list[Line], notes: Sequence[Note]) -> list[Line]:
    starts = [line.start for line in lines]
    at: dict[int, list[Note]] = {}
    for note in notes:
        offsets = [span.start for span in (note.span, *note.again) if span]
        inside = [offset for offset in offsets if lines and lines[0].start <= offset < lines[-1].end]
        for index in {bisect_right(starts, offset) - 1 for offset in inside}:
            at.setdefault(index, []).append(note)
    return [replace(line, notes=tuple(at[index])) if index in at else line for index, line in enumerate(lines)]
