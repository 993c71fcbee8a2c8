"""Stretches of the source that a clerk can mean when standing on a line: how far they reach, and what is beside them.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from inquiries.reading.numbers import NumberError, parse_numbers
from responses.desk.workpiece import LABEL, REPEATED, Segment, Workpiece


def end_of_part(piece: Workpiece, offset: int) -> int:
    """Where the part that holds the character ends; furniture within it is passed over."""
    segments = _from(piece, offset)
    first = next(segments, None)
    if first is None:
        return offset
    end = first.end
    for one in segments:
        if not one.is_furniture:
            if not _same(one, first):
                break
            end = one.end
    return end


def start_of_part(piece: Workpiece, offset: int) -> int:
    """Where the part that holds the character begins."""
    before = [one for one in piece.segments if one.start <= offset]
    if not before:
        return offset
    first = before[-1]
    start = first.start
    for one in reversed(before[:-1]):
        if not one.is_furniture:
            if not _same(one, first):
                break
            start = one.start
    return start


def previous_owner(piece: Workpiece, offset: int) -> str:
    """The question, answer or passage whose text stands above the part that holds the character, "" without."""
    here = piece.segment_at(offset)
    above = (one for one in reversed(piece.segments) if one.start < start_of_part(piece, offset))
    return next((one.owner for one in above if one.owner and (here is None or one.owner != here.owner)), "")


def next_owner(piece: Workpiece, offset: int) -> str:
    """The one whose text stands below."""
    here = piece.segment_at(offset)
    below = (one for one in piece.segments if one.start >= end_of_part(piece, offset))
    return next((one.owner for one in below if one.owner and (here is None or one.owner != here.owner)), "")


def numbers_on(line: str) -> tuple[str, ...]:
    """The numbers that a line consists of, as in "Zu 1. und 2.:"; none when it says anything else."""
    text = line.strip()
    looks_so = text[-1:] in (".", ":", ")") or text.casefold().startswith(("zu ", "antwort"))
    if len(text) > 80 or not looks_so:
        return ()
    try:
        return parse_numbers(text)
    except NumberError:
        return ()


def _from(piece: Workpiece, offset: int) -> Iterator[Segment]:
    return (one for one in piece.segments if one.end > offset)


def _same(one: Segment, other: Segment) -> bool:
    """Whether both are one part to a clerk: the text of an owner, with its number and heading, or the same rest."""
    if one.owner != other.owner:
        return False
    if not one.owner:
        return one.part == other.part
    return (one.part == REPEATED) == (other.part == REPEATED) or LABEL in (one.part, other.part)
