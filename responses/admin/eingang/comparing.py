"""The page "Vergleichen": what is here already beside the paper that came in, and what can be done with that."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from inquiries.admin.fields import desk_url
from inquiries.extraction import ExtractionError
from responses.desk import steps
from responses.desk.batches import dismiss
from responses.desk.comparing import compare, new_side, stored_side
from responses.desk.reading_in import go_on, read_as_reply
from responses.desk.recognising import Known, among, recognise
from responses.desk.workpiece import Desk
from responses.models import Eingang, Stellungnahme
from responses.revising import open_to_correction

from .capture import way_on


class VergleichenMixin(admin.ModelAdmin):
    def get_urls(self):
        return [
            path(
                "<int:pk>/vergleichen/",
                self.admin_site.admin_view(self.vergleichen_view),
                name="responses_eingang_vergleichen",
            ),
            *super().get_urls(),
        ]

    def vergleichen_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Eingang.objects.select_related("stapel", "antrag__drucksache", "ersetzt")
        eingang = get_object_or_404(rows, pk=pk)
        if eingang.stand != Eingang.Stand.GELESEN or eingang.uebernahme_von_id:
            messages.info(request, f"{eingang} ist nicht mehr in Arbeit.")
            return HttpResponseRedirect(eingang.stapel.get_absolute_url())
        desk = steps.current(eingang)
        known = recognise(eingang, eingang.text, desk.paper, eingang.antrag, alone=desk.is_letter_alone)
        if known:
            given = request.POST if request.method == "POST" else request.GET
            known = among(known, given.get("anfrage", ""), desk.paper)
        if request.method == "POST":
            return self._decide(request, eingang, known)
        if known is None:
            messages.info(request, "Dieses Papier gleicht keinem, das schon da ist.")
            return HttpResponseRedirect(eingang.get_absolute_url())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Vergleichen",
            "eingang": eingang,
            "batch": eingang.stapel,
            "known": known,
            "known_url": _url(known),
            "comparison": _comparison(known, desk, eingang),
            "revisable": _revisable(known, desk),
            "answerable": _answerable(known, desk, eingang),
            "is_answer": desk.piece.has_reply,
        }
        return TemplateResponse(request, "admin/responses/eingang/vergleichen.html", context)

    def _decide(self, request: HttpRequest, eingang: Eingang, known: Known | None) -> HttpResponse:
        if request.POST.get("version") != str(eingang.version):
            messages.warning(request, "Jemand anderes hat das Papier inzwischen bearbeitet. Bitte neu entscheiden.")
            return HttpResponseRedirect(way_on(eingang))
        desk = steps.current(eingang)
        try:
            if "verwerfen" in request.POST:
                dismiss(eingang, by=request.user)
                messages.success(request, f"{eingang} ist verworfen. „Zurückholen“ macht es rückgängig.")
                return HttpResponseRedirect(_next(eingang))
            if "fassung" in request.POST and known:
                key = request.POST["fassung"]
                letter = next((one for one in _revisable(known, desk) if str(one.pk) == key), None)
                if letter is None:
                    messages.warning(request, "Dieses Schreiben lässt sich inzwischen nicht mehr berichtigen.")
                    return HttpResponseRedirect(way_on(eingang))
                eingang = read_as_reply(eingang, letter.antrag, ersetzt=letter, by=request.user)
            elif "antwort" in request.POST and known and _answerable(known, desk, eingang):
                eingang = read_as_reply(eingang, known.antrag, by=request.user)
            elif "weiter" in request.POST:
                eingang = go_on(eingang, by=request.user)
        except ExtractionError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(way_on(eingang))


def _next(eingang: Eingang) -> str:
    """Where the work on the batch goes on after this paper."""
    return f"{reverse('admin:responses_eingang_naechster', args=[eingang.stapel_id])}?nach={eingang.position}"


def _url(known: Known) -> str:
    if known.eingang:
        return way_on(known.eingang)
    return desk_url(known.letter or known.antrag)


def _comparison(known: Known, desk: Desk, eingang: Eingang):
    if not known.eingang:
        return compare(stored_side(known.antrag, known.letter), new_side(desk, known.antrag))
    if not known.eingang.schritt:
        return None  # not read yet; there is nothing but the same file
    first = new_side(steps.current(known.eingang), known.eingang.antrag)
    return compare(first, new_side(desk, eingang.antrag))


def _revisable(known: Known, desk: Desk) -> list[Stellungnahme]:
    """The letters of which the paper may be a corrected version, the likeliest first."""
    if known.antrag is None or not desk.piece.has_reply:
        return []
    return sorted(open_to_correction(known.antrag), key=lambda letter: letter != known.letter)


def _answerable(known: Known, desk: Desk, eingang: Eingang) -> bool:
    """Whether the paper may be stored as a further reply to the inquiry."""
    return known.antrag is not None and desk.piece.has_reply and eingang.ersetzt_id is None
