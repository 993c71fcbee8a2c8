"""The only bridge from citations found in a text to rows of Verweis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

from inquiries.models import Antrag, Drucksache, Parlament, Verweis
from inquiries.reading.references import Reference, find_references


@dataclass(frozen=True, slots=True)
class Place:
    """One text of an inquiry and the columns that say where it stands."""

    text: str
    columns: dict[str, Any]


def link_antrag(antrag: Antrag) -> None:
    """Find the citations in all that was asked: title, questions, Begründung."""
    relink(
        Verweis,
        Verweis.objects.filter(antrag=antrag, antwortverweis__isnull=True),
        antrag,
        [
            Place(antrag.titel, {"ort": Verweis.Ort.TITEL}),
            Place(antrag.begruendung, {"ort": Verweis.Ort.BEGRUENDUNG}),
            *(
                Place(frage.text, {"ort": Verweis.Ort.FRAGE, "frage": frage})
                for frage in antrag.fragen.order_by("position")
            ),
        ],
    )


@transaction.atomic
def relink(
    model: type[Verweis], existing: models.QuerySet[Verweis], antrag: Antrag, places: Iterable[Place]
) -> list[Verweis]:
    """Make the rows agree with what stands in the texts now; rows that still hold keep their identity.

    ``existing`` are all rows that these places have. Returns the rows in order of the places and the text.
    """
    known = {_identity(verweis): verweis for verweis in existing}
    kept: list[Verweis] = []
    for place in places:
        for reference in find_references(place.text):
            found = model(antrag=antrag, **place.columns, **_columns(reference, antrag))
            same = known.pop(_identity(found), None)
            if same is None:
                found.save()
            kept.append(same or found)
    for gone in known.values():
        gone.delete()
    return kept


# What makes two rows the same citation; a row of a letter also has its answer.
_COLUMNS = ("ort", "frage_id", "antwort_id", "start", "ende", "zitat", "art", "drucksache_id", "protokoll", "ausgang")


def _identity(verweis: Verweis) -> tuple:
    return (*(getattr(verweis, name, None) for name in _COLUMNS), tuple(verweis.ziffern))


def _columns(reference: Reference, antrag: Antrag) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "art": reference.kind,
        "start": reference.span.start,
        "ende": reference.span.end,
        "zitat": reference.quote,
        "ziffern": list(reference.parts),
    }
    if reference.kind == Verweis.Art.PLENARPROTOKOLL:
        columns["protokoll"] = reference.drucksache or ""
    elif reference.kind == Verweis.Art.DRUCKSACHE:
        target = _target(reference)
        if reference.parliament is None:
            columns["ausgang"] = Verweis.Ausgang.AMBIGUOUS
        elif target is None or _cannot_be(target, antrag):
            columns["ausgang"] = Verweis.Ausgang.NO_TARGET
        else:
            columns["drucksache"] = target
    return columns


def _target(reference: Reference) -> Drucksache | None:
    if not reference.drucksache or reference.parliament is None:
        return None
    number = reference.drucksache
    if reference.parliament == Parlament.BUNDESRAT:  # printed as number/year: 123/24
        nummer, _, year = number.partition("/")
        number = f"{year[-2:]}/{nummer}"
    try:
        return Drucksache.objects.with_number(number, reference.parliament)
    except ValidationError:
        return None


def _cannot_be(target: Drucksache, antrag: Antrag) -> bool:
    """No paper cites one of a later Wahlperiode of its own house."""
    return (
        antrag.drucksache is not None
        and target.parlament == antrag.drucksache.parlament == settings.PARLAMENT
        and target.wahlperiode > antrag.drucksache.wahlperiode
    )
