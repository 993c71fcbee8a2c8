"""What can be done at a line of the source: the small menu that opens there."""

from __future__ import annotations

from dataclasses import dataclass

from inquiries.margin import german
from responses.admin.answers import enumerate_labels
from responses.desk.changes import LOOSE
from responses.desk.workpiece import BEGRUENDUNG, LEFT_OVER, NOTHING, VORBEMERKUNG, Desk

from .places import OWN_NAMES, name_of, owner_name
from .source_pane import Line, line_at, lines_of, window
from .stretches import end_of_part, next_owner, numbers_on, previous_owner

_MOST_ENDS = 40
_SHORT = 50  # characters of a line that it is named by


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Stelle:
    """The menu at a line. ``ends``: how far what is meant reaches; ``targets``: what it can belong to, in groups."""

    line: Line
    words: str
    is_furniture: bool
    ends: tuple[Choice, ...]
    part_end: int
    line_end: int
    above: str
    """German name of the part above that the text up to here can go to; "" when there is none."""
    below: str
    numbers: str
    """The numbers that a new answer beginning here is likely to have."""
    targets: tuple[tuple[str, tuple[Choice, ...]], ...]


def stelle_at(desk: Desk, start: int, end: int | None) -> Stelle | None:
    """The menu at the line that holds the character ``start``; up to ``end`` when a range of lines is meant."""
    piece, source = desk.piece, desk.source
    line = line_at(piece, source, start)
    if line is None:
        return None
    segment = piece.segment_at(_first_letter(source, line))
    if segment is None:
        return None
    at = line.start
    above, below = previous_owner(piece, segment.start), next_owner(piece, segment.start)
    return Stelle(
        line=line,
        words=_short(source[line.start : line.end]),
        is_furniture=segment.is_furniture,
        ends=tuple(_ends(desk, line, end)),
        part_end=end_of_part(piece, segment.start) if segment.start >= at else end_of_part(piece, at),
        line_end=end or line.end,
        above=owner_name(above, piece) if above else "",
        below=owner_name(below, piece) if below else "",
        numbers=_likely_numbers(desk, source[line.start : line.end]),
        targets=tuple(_targets(desk, name_of(segment, piece))),
    )


def _first_letter(source: str, line: Line) -> int:
    text = source[line.start : line.end]
    return line.start + len(text) - len(text.lstrip())


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHORT else f"{words[:_SHORT]}…"


def _likely_numbers(desk: Desk, text: str) -> str:
    if numbers := numbers_on(text):
        return enumerate_labels(numbers)
    answered = {number for given in desk.piece.answers for number in given.numbers}
    open_ = [one.number for one in desk.questions if one.number not in answered and not one.decision]
    return open_[0] if open_ else ""


def _ends(desk: Desk, line: Line, end: int | None):
    """Where what is meant can end: with this line, its paragraph, its part, or any of the lines below."""
    piece, source = desk.piece, desk.source
    stretch = window(source, 1)
    stretch = window(source, stretch.number_of(line.start))
    below = [one for one in lines_of(piece, source, stretch) if one.start >= line.start]
    paragraph = next((one.end for one in below if one.ends_paragraph), line.end)
    part = end_of_part(piece, line.start)
    named = {line.end: "nur diese Zeile", paragraph: "bis zum Ende des Absatzes", part: f"bis zum Ende: {line.name}"}
    chosen = end if end is not None else paragraph
    offered = dict.fromkeys([line.end, paragraph, part, chosen, *(one.end for one in below[:_MOST_ENDS])])
    words = {one.end: _short(source[one.start : one.end]) for one in below}
    for offset in sorted(offered):
        label = named.get(offset) or f"bis „{words.get(offset, '…')}“"
        yield Choice(str(offset), label, offset == chosen)


def _targets(desk: Desk, now: str):
    piece = desk.piece
    yield "Antworten", tuple(Choice(one.key, owner_name(one.key, piece)) for one in piece.answers)
    if not desk.known:
        yield "Fragen", tuple(Choice(one.key, owner_name(one.key, piece)) for one in piece.questions)
    yield (
        "Frage, wie das Schreiben sie wiederholt",
        tuple(
            Choice(f"w:{one.key}:{number}", german(f"repeated question {number}"))
            for one in piece.answers
            for number in one.numbers
        ),
    )
    passages = [VORBEMERKUNG] if desk.known else [BEGRUENDUNG, VORBEMERKUNG]
    loose = [name for name in LOOSE if name not in (NOTHING, LEFT_OVER)]
    yield (
        "Sonst",
        (
            *(Choice(name, OWN_NAMES[name]) for name in passages),
            *(Choice(name, german(name)) for name in loose),
            Choice(NOTHING, OWN_NAMES[NOTHING]),
        ),
    )
