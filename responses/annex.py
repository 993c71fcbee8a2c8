"""The annex of a dossier: what its inquiries cite and are not themselves, question by question, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inquiries.models import Antrag, Verweis
from inquiries.reading.cited_parts import is_part

from .chapter import Pair, cut_pairs, letter_names
from .pairing import Row, pair
from .register import Citations, anchor_of, cited_inquiry

MOST_PAPERS = 100
"""So many papers an annex holds; what else is cited stands in the register."""

CitedNumbers = dict[int, set[str] | None]
"""Of each cited inquiry (primary key) the labels of the cited questions; None for the whole."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is cited of one inquiry. ``is_whole``: it is cited as such, and stands here with all its questions."""

    antrag: Antrag
    anchor: str
    number: str
    pairs: tuple[Pair, ...]
    is_whole: bool


def cited_numbers(antraege: Sequence[Antrag]) -> CitedNumbers:
    """What the inquiries cite of others that are here, from rows of ``inquiries_to_print``; in reading order."""
    own = {antrag.pk for antrag in antraege}
    cited: CitedNumbers = {}
    for verweis in _citations(antraege):
        pk = cited_inquiry(verweis)
        if pk is None or pk in own:
            continue
        labels = cited.setdefault(pk, set())
        if labels is not None and verweis.ziffern:
            labels.update(verweis.ziffern)
        else:
            cited[pk] = None
    return cited


def excerpt(antrag: Antrag, labels: set[str] | None, citations: Citations) -> Excerpt:
    """What is cited of ``antrag``, a row of ``inquiries_to_print``. Asks no database."""
    return Excerpt(
        antrag=antrag,
        anchor=anchor_of(antrag),
        number=f"Drucksache {antrag.drucksache}" if antrag.drucksache_id else "Ohne Drucksachennummer",
        pairs=tuple(cut_pairs(antrag, _rows(antrag, labels), letter_names(antrag), citations)),
        is_whole=labels is None,
    )


def included(antrag: Antrag, labels: set[str] | None) -> set[str]:
    """The numbers of the questions that an excerpt shows."""
    return {frage.nummer for row in _rows(antrag, labels) for frage in row.questions}


def _rows(antrag: Antrag, labels: set[str] | None) -> list[Row]:
    """The rows of the cited questions, and those below which a joint answer to them stands."""
    rows = pair(antrag.fragen.all(), antrag.stellungnahmen.all())
    if labels is None:
        return rows
    asked = [row for row in rows if any(_is_cited(frage.nummer, labels) for frage in row.questions)]
    shown = {id(row) for row in asked} | {id(there) for row in asked for there in row.earlier.values()}
    return [row for row in rows if id(row) in shown]


def _is_cited(nummer: str, labels: Iterable[str]) -> bool:
    return any(is_part(label, [nummer]) for label in labels)


def _citations(antraege: Iterable[Antrag]) -> Iterator[Verweis]:
    for antrag in antraege:
        yield from antrag.verweise.all()
        for letter in antrag.stellungnahmen.all():
            yield from letter.verweise.all()
