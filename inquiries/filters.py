"""What the list can be narrowed down to, and the orders it can stand in.

Every filter is a condition that an index answers or an EXISTS over the inquiry's own few rows; drafts of
letters take no part in any of them.
"""

from __future__ import annotations

import datetime
from typing import TypedDict

from django.conf import settings
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from inquiries.models import Antrag, Verweis

PUBLISHED = "veroeffentlicht"

STATES = {
    "offen": "offen",
    "teilweise": "teilweise beantwortet",
    "beantwortet": "beantwortet",
    "verweis": "durch Verweis beantwortet",
    "ueberfaellig": "überfällig",
}

# A paper that does not print its Eingang is placed by the date at its signatures; shown they are never one for
# the other.
_DAY = Coalesce("eingegangen", "datum")
NEWEST_FIRST = (_DAY.desc(nulls_last=True), "-pk")

# The oldest first is the newest first read backwards, so one index serves both.
ORDERS = {
    "neueste": NEWEST_FIRST,
    "aelteste": (_DAY.asc(nulls_first=True), "pk"),
    # Read backwards from the unique index of Drucksache; those without a number have no place in it.
    "nummer": (
        "-drucksache__parlament",
        "-drucksache__wahlperiode",
        "-drucksache__nummer",
        "-drucksache__zusatz",
        "-pk",
    ),
    "frist": (F("frist").asc(nulls_last=True), "pk"),
}
RELEVANCE = "relevanz"

SORT_LABELS = {
    "neueste": "neueste zuerst",
    "aelteste": "älteste zuerst",
    "nummer": "nach Nummer",
    "frist": "nach Frist",
    RELEVANCE: "nach Relevanz",
}


class Chosen(TypedDict, total=False):
    """The values of the filter form; empty strings do not narrow anything."""

    wahlperiode: str
    art: str
    fraktion: str
    ministerium: str
    stand: str
    verweise: str


def narrow(antraege: QuerySet[Antrag], chosen: Chosen, *, on: datetime.date) -> QuerySet[Antrag]:
    """The inquiries that fit every chosen filter; ``on`` is the day on which something is overdue or not."""
    if wahlperiode := chosen.get("wahlperiode"):
        antraege = antraege.filter(drucksache__parlament=settings.PARLAMENT, drucksache__wahlperiode=wahlperiode)
    if art := chosen.get("art"):
        antraege = antraege.filter(art=art)
    if fraktion := chosen.get("fraktion"):
        antraege = antraege.filter(fraktionen__kuerzel=fraktion)
    if ministerium := chosen.get("ministerium"):
        answered_by_it = Antrag.objects.filter(
            stellungnahmen__ministerium__name=ministerium, stellungnahmen__state=PUBLISHED
        )
        antraege = antraege.filter(pk__in=answered_by_it.values("pk"))
    if stand := chosen.get("stand"):
        antraege = _in_state(antraege, stand, on=on)
    if chosen.get("verweise"):
        antraege = antraege.filter(pk__in=Verweis.objects.published().unresolved().values("antrag"))
    return antraege


def _in_state(antraege: QuerySet[Antrag], stand: str, *, on: datetime.date) -> QuerySet[Antrag]:
    match stand:
        case "offen":
            return antraege.unanswered()
        case "teilweise":
            return antraege.partly_answered()
        case "beantwortet":
            return antraege.answered()
        case "verweis":
            return antraege.answered_by_reference()
        case "ueberfaellig":
            return antraege.overdue(on=on)
    raise ValueError(f"no such state: {stand}")
