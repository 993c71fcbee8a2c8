"""The inquiry that a clerk means: looked for by its number, by a letter's Aktenzeichen, or by words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Prefetch, Q

from inquiries.listing import find
from inquiries.models import Antrag, Drucksache, Fraktion, Urheber
from inquiries.naming import askers_named
from inquiries.search import number_in
from responses.models import Stellungnahme

MOST_FOUND = 20
SHORTEST_AKTENZEICHEN = 4


@dataclass(frozen=True, slots=True)
class Found:
    """An inquiry as it is offered. ``letters``: those to it, each in its latest version."""

    antrag: Antrag
    askers: str
    letters: tuple[Stellungnahme, ...]

    @property
    def revisable(self) -> tuple[Stellungnahme, ...]:
        """The letters that a new one may replace: see ``revising.open_to_correction``."""
        return tuple(letter for letter in self.letters if not letter.is_draft)


def search_inquiries(text: str, *, on: datetime.date) -> list[Found]:
    """At most MOST_FOUND inquiries: of that number, else those with that Aktenzeichen (or a part of it) on a letter to
    them, then what the list at "/" finds for these words on that day."""
    if number := number_in(text):
        wahlperiode, nummer, zusatz = number
        papers = Drucksache.objects.filter(parlament=settings.PARLAMENT, wahlperiode=wahlperiode, nummer=nummer)
        papers = papers.filter(zusatz__iexact=zusatz) if zusatz else papers
        rows = Antrag.objects.filter(Q(drucksache__in=papers) | Q(stellungnahmen__drucksache__in=papers))
        return offered(rows.order_by("pk").values_list("pk", flat=True)[:MOST_FOUND])
    by_words = find(text, {}, "", on=on).pages.page(1).object_list
    return offered([*_with_aktenzeichen(text), *by_words])


def offered(keys: Iterable[int]) -> list[Found]:
    """The inquiries of these keys in their order, each once; two queries and one for each relation that is shown."""
    rows = Antrag.objects.select_related("drucksache").prefetch_related(
        Prefetch("urheber", Urheber.objects.select_related("fraktion").order_by("position", "pk"), to_attr="people"),
        Prefetch("fraktionen", Fraktion.objects.order_by("kuerzel"), to_attr="sorted_fraktionen"),
        Prefetch(
            "stellungnahmen",
            Stellungnahme.objects.filter(ersetzt_durch=None).order_by(F("schreiben_vom").asc(nulls_last=True), "pk"),
            to_attr="letters",
        ),
    )
    chosen = list(dict.fromkeys(keys))[:MOST_FOUND]
    found = rows.in_bulk(chosen)
    return [
        Found(antrag, askers_named(antrag.people, antrag.sorted_fraktionen), tuple(antrag.letters))
        for antrag in (found[key] for key in chosen if key in found)
    ]


def _with_aktenzeichen(text: str) -> list[int]:
    if len(text) < SHORTEST_AKTENZEICHEN or not any(sign.isdigit() for sign in text):
        return []
    letters = Stellungnahme.objects.filter(aktenzeichen__icontains=text).order_by("-pk")
    return list(letters.values_list("antrag", flat=True)[:MOST_FOUND])
