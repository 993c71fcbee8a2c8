"""Where a citation stands: in which inquiry, in which of its texts, and in which sentence."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, QuerySet, TextField, When

from inquiries.models import Antrag, Verweis
from inquiries.naming import enumeration, questions_named
from inquiries.reading.numbers import sort_key
from inquiries.sentences import Quoted, sentence_around
from responses.models import Stellungnahme, Ziffer


@dataclass(frozen=True, slots=True)
class Place:
    """One citation: ``where`` it stands ("Antwort zu Frage 3"), the link to that place, the sentence around it, and
    what it ``cites`` of the paper ("Ziffern 3 und 4", empty for the whole)."""

    where: str
    href: str
    sentence: Quoted
    cites: str
    is_draft: bool


def places_of(keys: Iterable[int]) -> dict[int, tuple[Antrag, Place]]:
    """Citations (primary keys) as places, each with the inquiry in which it stands; two queries.

    The inquiries have what names them and their page, and no other columns.
    """
    rows = {row["pk"]: row for row in _with_texts().filter(pk__in=list(keys))}
    antraege = (
        Antrag.objects.select_related("drucksache")
        .only("art", "titel", *(f"drucksache__{name}" for name in ("parlament", "wahlperiode", "nummer", "zusatz")))
        .in_bulk({row["antrag_id"] for row in rows.values()})
    )
    return {pk: (antrag := antraege[row["antrag_id"]], _place(antrag, row)) for pk, row in rows.items()}


@functools.cache
def _with_texts() -> QuerySet[Verweis, dict[str, Any]]:
    """Values and no rows: many places are shown at once, and of each of their tables a column or two.

    Never evaluated itself; put together once, which takes longer than to ask it.
    """
    ziffern = Ziffer.objects.filter(antwort=OuterRef("antwortverweis__antwort")).order_by("pk")
    return Verweis.objects.annotate(
        text=Case(
            When(ort=Verweis.Ort.FRAGE, then="frage__text"),
            When(ort=Verweis.Ort.BEGRUENDUNG, then="antrag__begruendung"),
            When(ort=Verweis.Ort.TITEL, then="antrag__titel"),
            When(ort=Verweis.Ort.VORBEMERKUNG, then="antwortverweis__stellungnahme__vorbemerkung"),
            default="antwortverweis__antwort__text",
            output_field=TextField(),
        ),
        frage_nummer=F("frage__nummer"),
        letter=F("antwortverweis__stellungnahme"),
        letter_art=F("antwortverweis__stellungnahme__art"),
        letter_state=F("antwortverweis__stellungnahme__state"),
        antwort=F("antwortverweis__antwort"),
        nummern=ArraySubquery(ziffern.values("nummer")),
        asked=ArraySubquery(ziffern.filter(frage__isnull=False).values("nummer")),
    ).values(
        *("pk", "antrag_id", "ort", "start", "ende", "ziffern", "text", "frage_nummer", "letter", "letter_art"),
        *("letter_state", "antwort", "nummern", "asked"),
    )


def _place(antrag: Antrag, row: dict[str, Any]) -> Place:
    where, anchor = _where(antrag, row)
    return Place(
        where=where,
        href=f"{antrag.get_absolute_url()}#{anchor}",
        sentence=sentence_around(row["text"], row["start"], row["ende"]),
        cites=_parts_named(row["ziffern"]),
        is_draft=row["letter_state"] == Stellungnahme.State.ENTWURF,
    )


def _parts_named(ziffern: list[str]) -> str:
    if not ziffern:
        return ""
    return f"{'Ziffern' if len(ziffern) > 1 else 'Ziffer'} {enumeration(ziffern)}"


def _where(antrag: Antrag, row: dict[str, Any]) -> tuple[str, str]:
    """What the text is called, and its anchor on the page of its inquiry."""
    match row["ort"]:
        case Verweis.Ort.FRAGE:
            return questions_named(antrag, [row["frage_nummer"]]), f"ziffer-{row['frage_nummer']}"
        case Verweis.Ort.BEGRUENDUNG:
            return "Begründung", "begruendung"
        case Verweis.Ort.TITEL:
            return "Titel", "titel"
        case Verweis.Ort.VORBEMERKUNG:
            return "Vorbemerkung", f"vorbemerkung-{row['letter']}"
    numbers = sorted(row["nummern"], key=sort_key)
    art = Stellungnahme.Art(row["letter_art"]).label
    name = f"{art} zu {questions_named(antrag, numbers)}" if numbers else "Antwort"
    asked = min(row["asked"], key=sort_key, default=None)
    return name, f"ziffer-{asked}" if asked else f"antwort-{row['antwort']}"
