"""The only bridge from citations found in a text to rows of Verweis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from inquiries.keeping import place_corrections
from inquiries.models import Antrag, Drucksache, Parlament, Verweis
from inquiries.models.drucksache import parse_number
from inquiries.reading.references import Reference, find_references, named_last


@dataclass(frozen=True, slots=True)
class Place:
    """One text of an inquiry and the columns that say where it stands."""

    text: str
    columns: dict[str, Any]

    def holds(self, verweis: Verweis) -> bool:
        return all(getattr(verweis, name) == value for name, value in self.columns.items())


@dataclass(frozen=True, slots=True)
class Linked:
    """The rows of some texts, in order of the texts, and the paper that "a. a. O." means behind them."""

    rows: list[Verweis]
    last_named: Reference | None


letters_follow: list[Callable[[Antrag], None]] = []
"""What finds the citations in the letters of an inquiry anew; set by the application that knows letters."""


@transaction.atomic
def link_antrag(antrag: Antrag) -> None:
    """Find the citations in all that was asked: title, questions, Begründung; then in its letters.

    These follow because they read on from there: the own number of the paper may have changed, and so may the
    paper that an answer calls "a. a. O.".
    """
    existing = Verweis.alle.filter(antrag=antrag, antwortverweis__isnull=True)
    relink(Verweis, existing, antrag, _asked(antrag))
    for follow in letters_follow:
        follow(antrag)


def named_in_questions(antrag: Antrag) -> Reference | None:
    """The paper that was named last before a letter begins."""
    last = None
    for place in _asked(antrag):
        last = named_last(_find(place, last), last)
    return last


def _asked(antrag: Antrag) -> list[Place]:
    return [
        Place(antrag.titel, {"ort": Verweis.Ort.TITEL}),
        *(
            Place(frage.text, {"ort": Verweis.Ort.FRAGE, "frage_id": frage.pk})
            for frage in antrag.fragen.order_by("position", "pk")
        ),
        Place(antrag.begruendung, {"ort": Verweis.Ort.BEGRUENDUNG}),
    ]


def _find(place: Place, last_named: Reference | None) -> tuple[Reference, ...]:
    return find_references(place.text, parliament=settings.PARLAMENT, last_named=last_named)


@transaction.atomic
def relink(
    model: type[Verweis],
    existing: models.QuerySet[Verweis],
    antrag: Antrag,
    places: Sequence[Place],
    *,
    last_named: Reference | None = None,
) -> Linked:
    """Make the rows agree with what stands in the texts now; rows that still hold keep their identity.

    ``existing`` are all rows that these places have. What a clerk corrected stays as the clerk said, wherever its
    words stand now; where they are gone, it goes too. ``last_named`` is the paper named last before these texts.
    """
    # Two who save the same paper at once would each add what the other has just added.
    Antrag.objects.select_for_update().only("pk").get(pk=antrag.pk)
    known = list(existing.prefetch_related("kandidaten"))
    corrected = [verweis for verweis in known if verweis.stand != Verweis.Stand.GEFUNDEN]
    kept = place_corrections(corrected, places)
    found: list[tuple[Place, Reference]] = []
    for place in places:
        references = _find(place, last_named)
        last_named = named_last(references, last_named)
        taken = [verweis for verweis in kept if place.holds(verweis)]
        found += [
            (place, reference)
            for reference in references
            if not any(row.start < reference.span.end and reference.span.start < row.ende for row in taken)
        ]
    targets = _Targets(antrag, [reference for _, reference in found])
    rows = _Rows([verweis for verweis in known if verweis.stand == Verweis.Stand.GEFUNDEN])
    for place, reference in found:
        target = targets.of(reference)
        if place.columns["ort"] == Verweis.Ort.TITEL and antrag.drucksache_id and target.is_paper(antrag.drucksache_id):
            continue  # a title that repeats the number of its own paper
        kept.append(rows.take(model, antrag, place, reference, target))
    rows.drop_rest()
    for verweis in corrected:
        if verweis not in kept:
            verweis.delete()
    order = {id(place): index for index, place in enumerate(places)}
    kept.sort(key=lambda row: (next(order[id(place)] for place in places if place.holds(row)), row.start))
    return Linked(kept, last_named)


# --- What is cited ----------------------------------------------------------------------------------------

Key = tuple[str, int, int, str]
"""Parliament, Wahlperiode, number and suffix: what makes a Drucksache."""


@dataclass(frozen=True, slots=True)
class _Target:
    """The columns that say what a citation means."""

    columns: dict[str, Any]
    kandidaten: list[Drucksache] = field(default_factory=list)

    def is_paper(self, pk: int) -> bool:
        return self.columns["drucksache_id"] == pk

    def stands_in(self, verweis: Verweis) -> bool:
        same = all(getattr(verweis, name) == value for name, value in self.columns.items())
        if same and (self.kandidaten or verweis.ausgang == Verweis.Ausgang.AMBIGUOUS):
            return {paper.pk for paper in verweis.kandidaten.all()} == {paper.pk for paper in self.kandidaten}
        return same


class _Targets:
    """The rows of all cited papers, in a fixed number of queries; papers that nobody has cited yet are made."""

    def __init__(self, antrag: Antrag, references: Iterable[Reference]) -> None:
        self._own = antrag.drucksache
        wanted = {key for reference in references for key in _keys(reference) if not self._cannot_be(key)}
        self._papers = _papers(wanted)

    def of(self, reference: Reference) -> _Target:
        columns: dict[str, Any] = {
            "art": reference.kind,
            "drucksache_id": None,
            "protokoll": "",
            "ziffern": list(reference.parts),
            "ausgang": Verweis.Ausgang.TARGET,
            "grund": "",
        }
        if reference.kind == Verweis.Art.PLENARPROTOKOLL:
            columns["protokoll"] = reference.drucksache or ""
        elif reference.kind == Verweis.Art.DRUCKSACHE:
            keys = _keys(reference)
            possible = [key for key in keys if not self._cannot_be(key)]
            if reference.parliament is None:
                columns["ausgang"] = Verweis.Ausgang.AMBIGUOUS
                return _Target(columns, [self._papers[key] for key in possible])
            if possible:
                columns["drucksache_id"] = self._papers[possible[0]].pk
            else:
                columns["ausgang"] = Verweis.Ausgang.NO_TARGET
                columns["grund"] = Verweis.Grund.LATER_TERM if keys else Verweis.Grund.NO_NUMBER
        return _Target(columns)

    def _cannot_be(self, key: Key) -> bool:
        """No paper cites one of a later Wahlperiode of its own house."""
        return (
            self._own is not None
            and key[0] == self._own.parlament == settings.PARLAMENT
            and key[1] > self._own.wahlperiode
        )


def _keys(reference: Reference) -> list[Key]:
    """The paper that is cited, or those that may be; none when the number is no number of a Drucksache."""
    if reference.kind != Verweis.Art.DRUCKSACHE or not reference.drucksache:
        return []
    keys = []
    for parlament in [reference.parliament] if reference.parliament else reference.candidates:
        number = reference.drucksache
        if parlament == Parlament.BUNDESRAT:  # printed as number/year: 123/24
            nummer, _, year = number.partition("/")
            number = f"{year[-2:]}/{nummer}"
        try:
            keys.append((parlament, *parse_number(number)))
        except ValidationError:
            continue
    return keys


def _papers(keys: set[Key]) -> dict[Key, Drucksache]:
    if not keys:
        return {}
    names = ("parlament", "wahlperiode", "nummer", "zusatz")
    asked = Q()
    for parlament, wahlperiode in {key[:2] for key in keys}:
        numbers = [key[2] for key in keys if key[:2] == (parlament, wahlperiode)]
        asked |= Q(parlament=parlament, wahlperiode=wahlperiode, nummer__in=numbers)

    def stored() -> dict[Key, Drucksache]:
        return {tuple(getattr(row, name) for name in names): row for row in Drucksache.objects.filter(asked)}

    papers = stored()
    if missing := sorted(keys - papers.keys()):
        rows = [Drucksache(**dict(zip(names, key, strict=True))) for key in missing]
        Drucksache.objects.bulk_create(rows, ignore_conflicts=True)  # somebody else may cite it at this moment
        papers = stored()
    return papers


# --- Rows -------------------------------------------------------------------------------------------------


class _Rows:
    """The found rows that are there: each is kept for the citation with its words, nearest to where it stood."""

    def __init__(self, rows: Iterable[Verweis]) -> None:
        self._left: dict[str, list[Verweis]] = {}
        for row in rows:
            self._left.setdefault(row.zitat, []).append(row)

    def take(
        self, model: type[Verweis], antrag: Antrag, place: Place, reference: Reference, target: _Target
    ) -> Verweis:
        start, ende = reference.span
        same = [row for row in self._left.get(reference.quote, ()) if place.holds(row)]
        if not same:
            row = model(antrag=antrag, zitat=reference.quote, start=start, ende=ende, **place.columns, **target.columns)
            row.save()
            if target.kandidaten:
                row.kandidaten.set(target.kandidaten)
            return row
        row = min(same, key=lambda row: (not target.stands_in(row), abs(row.start - start)))
        self._left[reference.quote].remove(row)
        if (row.start, row.ende) == (start, ende) and target.stands_in(row):
            return row
        row.start, row.ende = start, ende
        for name, value in target.columns.items():
            setattr(row, name, value)
        row.save()
        row.kandidaten.set(target.kandidaten)
        return row

    def drop_rest(self) -> None:
        for row in chain.from_iterable(self._left.values()):
            row.delete()
