"""A version of a letter at an address of its own: how it stands, what it changed, what it says, the other versions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse

from inquiries.access import reading_required, sees_drafts, sources_visible_to
from inquiries.marking import Segment, paragraphs
from inquiries.models import Frage
from inquiries.naming import questions_named
from inquiries.pages import NotFound, render_page
from responses.models import Antwort, Luecke, Stellungnahme
from responses.versions import compare, line_of, numbers_of


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it stands in this version, below the questions that it is to."""

    name: str
    fragen: tuple[Frage, ...]
    text: list[list[Segment]]


@reading_required
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a draft nothing is for readers, of a withdrawn version that it was withdrawn, and why."""
    clerk = sees_drafts(request.user)
    found = Stellungnahme.objects.filter(pk=pk).select_related("antrag__drucksache").first()
    if found is None or (found.is_draft and not clerk):
        raise NotFound("Dieses Schreiben gibt es hier nicht.")
    antrag = found.antrag
    letters = antrag.stellungnahmen.select_related("ministerium", "drucksache").prefetch_related(
        "im_einvernehmen",
        Prefetch("antworten", Antwort.objects.order_by("position", "pk")),
        "antworten__ziffern__frage",
        Prefetch("luecken", Luecke.objects.select_related("frage").order_by("frage__position", "pk")),
    )
    line = [row for row in line_of(found, letters) if clerk or not row.is_draft]
    place = next(index for index, row in enumerate(line) if row.pk == pk)
    letter, earlier = line[place], line[place + 1 :]
    readable = clerk or not letter.is_withdrawn
    before = earlier[0] if earlier and readable and (clerk or not earlier[0].is_withdrawn) else None
    source = letter.source_id if readable else None
    context = {
        "antrag": antrag,
        "letter": letter,
        "line": line,
        "current": next((row for row in line if row.is_published), None),
        "after": line[place - 1] if place else None,
        "readable": readable,
        "before": before,
        "differences": compare(before, letter) if before else (),
        "vorbemerkung": paragraphs(letter.vorbemerkung) if readable else [],
        "answers": [_answered(antwort, antrag) for antwort in letter.antworten.all()] if readable else [],
        "number": next((row.drucksache for row in line if row.drucksache_id), None),
        "source": source if source and sources_visible_to(request.user).filter(pk=source).exists() else None,
    }
    return render_page(request, "responses/version.html", context)


def _answered(antwort: Antwort, antrag) -> Answered:
    fragen = sorted(
        (ziffer.frage for ziffer in antwort.ziffern.all() if ziffer.frage), key=lambda frage: (frage.position, frage.pk)
    )
    numbers = numbers_of(antwort)
    name = f"Zu {questions_named(antrag, numbers)}" if numbers else "Ohne Nummer"
    return Answered(name, tuple(fragen), paragraphs(antwort.text))
