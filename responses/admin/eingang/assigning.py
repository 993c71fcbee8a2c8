"""The page "Anfrage angeben": the inquiry that a paper answers is looked for, and chosen."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from inquiries.admin.fields import named_by
from inquiries.extraction import ExtractionError
from inquiries.models import Antrag
from responses.desk import steps
from responses.desk.answered import fitting
from responses.desk.inquiry_search import Found, offered, search_inquiries
from responses.desk.reading_in import begin_unread, read_as_reply
from responses.models import Eingang, Stellungnahme

from .capture import way_on
from .forms import SuchenForm


class ZuordnenMixin(admin.ModelAdmin):
    def get_urls(self):
        return [
            path("<int:pk>/zuordnen/", self.admin_site.admin_view(self.assign_view), name="responses_eingang_zuordnen"),
            *super().get_urls(),
        ]

    def assign_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say which inquiry a paper answers, or that it answers none here, and read it so; or work on it as it is."""
        eingang = get_object_or_404(Eingang.objects.select_related("stapel", "antrag__drucksache"), pk=pk)
        if eingang.stand not in (Eingang.Stand.FEHLER, Eingang.Stand.GELESEN) or not eingang.text:
            messages.warning(request, f"{eingang} lässt sich zurzeit nicht zuordnen.")
            return HttpResponseRedirect(eingang.stapel.get_absolute_url())
        if request.method == "POST":
            try:
                if changed := _decide(request.POST, eingang, by=request.user):
                    return HttpResponseRedirect(way_on(changed))
                messages.warning(request, "Das gibt es nicht (mehr), oder es wurde eben geändert. Bitte neu wählen.")
            except ExtractionError as error:
                messages.error(request, str(error))
        form = SuchenForm(request.GET if "suche" in request.GET else None)
        words = form.cleaned_data["suche"] if form.is_valid() else ""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Anfrage angeben",
            "eingang": eingang,
            "batch": eingang.stapel,
            "form": form,
            "words": words,
            "found": search_inquiries(words, on=timezone.localdate()) if words else _proposed(eingang),
        }
        status = 400 if form.errors or request.method == "POST" else 200
        return TemplateResponse(request, "admin/responses/eingang/zuordnen.html", context, status=status)


def _decide(data: QueryDict, eingang: Eingang, *, by) -> Eingang | None:
    """Do what the button says; None when what it names is not there (any more)."""
    if "_dennoch" in data:
        return begin_unread(eingang, by=by)
    if "_ohne" in data:
        return read_as_reply(eingang, None, by=by)
    if letter := named_by(data.get("fassung", ""), Stellungnahme.objects.select_related("antrag")):
        stands = not letter.is_draft and not Stellungnahme.objects.filter(ersetzt=letter).exists()
        return read_as_reply(eingang, letter.antrag, ersetzt=letter, by=by) if stands else None
    antrag = named_by(data.get("anfrage", ""), Antrag.objects.all())
    return read_as_reply(eingang, antrag, by=by) if antrag else None


def _proposed(eingang: Eingang) -> list[Found]:
    """What fits by itself, but for the inquiry that it is put to already."""
    if not eingang.schritt:
        return []
    desk = steps.current(eingang)
    fits = fitting(eingang.text, desk.paper, alone=desk.is_letter_alone)
    return offered(antrag.pk for antrag in fits.inquiries if antrag.pk != eingang.antrag_id)
