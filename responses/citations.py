"""Citations in a ministry's letter, and answers that are nothing but one."""

from __future__ import annotations

from django.db import transaction

from inquiries.linking import Place, relink
from inquiries.reading.references import is_reference_only

from .models import AntwortVerweis, Stellungnahme


@transaction.atomic
def link_stellungnahme(stellungnahme: Stellungnahme) -> None:
    """Find the citations in the Vorbemerkung and in each answer, and mark answers that only refer elsewhere."""
    antworten = list(stellungnahme.antworten.order_by("position"))
    for antwort in antworten:
        if antwort.nur_verweis != (nur_verweis := is_reference_only(antwort.text)):
            antwort.nur_verweis = nur_verweis
            antwort.save(update_fields=["nur_verweis"])
    letter = {"stellungnahme": stellungnahme}
    relink(
        AntwortVerweis,
        AntwortVerweis.objects.filter(stellungnahme=stellungnahme),
        stellungnahme.antrag,
        [
            Place(stellungnahme.vorbemerkung, {**letter, "ort": AntwortVerweis.Ort.VORBEMERKUNG}),
            *(
                Place(antwort.text, {**letter, "ort": AntwortVerweis.Ort.ANTWORT, "antwort": antwort})
                for antwort in antworten
            ),
        ],
    )
