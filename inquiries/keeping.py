"""Where a corrected citation stands now: its words are found again, by the words around them. Pure but for saving."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from inquiries.models import Verweis

if TYPE_CHECKING:
    from inquiries.linking import Place

AROUND = 80
"""Characters before and behind the words of a correction that are kept to know the place again."""


def surroundings(text: str, start: int, ende: int) -> tuple[str, str]:
    """The words before and behind a stretch, white space folded."""
    return _folded(text[max(0, start - AROUND) : start]), _folded(text[ende : ende + AROUND])


def place_corrections(corrected: Sequence[Verweis], places: Sequence[Place]) -> list[Verweis]:
    """The corrections whose words still stand in one of the texts, moved to where that is.

    Each is sought in its own text first, then in the others: an answer may be cut in two, or joined with another.
    No two take the same words. Left out is one whose words are gone.
    """
    kept: list[Verweis] = []
    for verweis in sorted(corrected, key=lambda row: row.start):
        own = [place for place in places if place.holds(verweis)]
        others = [place for place in places if not place.holds(verweis) and place.columns.keys() == _columns(verweis)]
        for place in [*own, *others]:
            taken = [(row.start, row.ende) for row in kept if place.holds(row)]
            stretch = _find_again(verweis, place.text, taken)
            if stretch is None:
                continue
            _move(verweis, place, *stretch)
            kept.append(verweis)
            break
    return kept


def _columns(verweis: Verweis) -> set[str]:
    """The columns that name a text of the same kind as the one where the citation stands."""
    names = {"ort"}
    if verweis.ort == Verweis.Ort.FRAGE:
        names.add("frage_id")
    if getattr(verweis, "stellungnahme_id", None):
        names.add("stellungnahme_id")
    if verweis.ort == Verweis.Ort.ANTWORT:
        names.add("antwort_id")
    return names


def _find_again(verweis: Verweis, text: str, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The stretch of ``text`` with the words of the citation that lies in the same words as it did."""
    words = r"\s+".join(map(re.escape, verweis.zitat.split()))
    free = [
        match.span()
        for match in re.finditer(words, text)
        if not any(match.start() < end and start < match.end() for start, end in taken)
    ]

    def likeness(stretch: tuple[int, int]) -> tuple[int, int]:
        before, behind = surroundings(text, *stretch)
        alike = _in_common(before[::-1], verweis.davor[::-1]) + _in_common(behind, verweis.danach)
        return alike, -abs(stretch[0] - verweis.start)

    return max(free, key=likeness, default=None)


def _in_common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _move(verweis: Verweis, place: Place, start: int, ende: int) -> None:
    before, behind = surroundings(place.text, start, ende)
    now = {
        **place.columns,
        "start": start,
        "ende": ende,
        "zitat": place.text[start:ende],
        "davor": before,
        "danach": behind,
    }
    if any(getattr(verweis, name) != value for name, value in now.items()):
        for name, value in now.items():
            setattr(verweis, name, value)
        verweis.save()


def _folded(text: str) -> str:
    return " ".join(text.split())
