"""Citations in a ministry's letter, and answers that are nothing but one."""

from __future__ import annotations

from django.db import transaction

from inquiries.linking import Place, named_in_questions, relink
from inquiries.models import Antrag
from inquiries.reading.reference_only import only_refers
from inquiries.reading.text import Span

from .models import AntwortVerweis, Stellungnahme


def link_letters(antrag: Antrag) -> None:
    """Find the citations in all letters of an inquiry anew, but for versions that hold no more."""
    for stellungnahme in antrag.stellungnahmen.open_to_citations().order_by("pk"):
        link_stellungnahme(stellungnahme)


@transaction.atomic
def link_stellungnahme(stellungnahme: Stellungnahme) -> None:
    """Find the citations in the Vorbemerkung and in each answer, and mark answers that only refer elsewhere.

    A letter is printed behind the questions and reads on from there; one with a number of its own stands alone.
    """
    antrag = stellungnahme.antrag
    antworten = list(stellungnahme.antworten.order_by("position", "pk"))
    letter = {"stellungnahme_id": stellungnahme.pk}
    linked = relink(
        AntwortVerweis,
        AntwortVerweis.alle.filter(stellungnahme=stellungnahme),
        antrag,
        [
            Place(stellungnahme.vorbemerkung, {**letter, "ort": AntwortVerweis.Ort.VORBEMERKUNG}),
            *(
                Place(antwort.text, {**letter, "ort": AntwortVerweis.Ort.ANTWORT, "antwort_id": antwort.pk})
                for antwort in antworten
            ),
        ],
        last_named=None if stellungnahme.own_number else named_in_questions(antrag),
    )
    for antwort in antworten:
        cited = [
            Span(row.start, row.ende)
            for row in linked.rows
            if row.antwort_id == antwort.pk and row.stand != AntwortVerweis.Stand.VERWORFEN
        ]
        if antwort.nur_verweis != (nur_verweis := only_refers(antwort.text, cited)):
            antwort.nur_verweis = nur_verweis
            antwort.save(update_fields=["nur_verweis"])
