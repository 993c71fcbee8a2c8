"""Hinweise on the clerks' desk: settled with a word, taken back, and where in a form each belongs."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from inquiries.admin.antrag import AntragAdmin
from inquiries.admin.fields import desk_url
from responses.findings import AS_PRINTED, SUGGESTED, SettledError, reopen, settle
from responses.models import Hinweis, Stellungnahme

from .publication_forms import SettlementForm

_HEAD = {
    "answer": "", "question": "", "kind": "art", "title": "titel", "drucksache": "drucksachennummer", "date": "datum",
    "received": "eingegangen", "issued": "ausgegeben", "fraktionen": "fraktionen", "begruendung": "begruendung",
    "ministry": "ministerium", "letter_date": "schreiben_vom", "letter_reference": "aktenzeichen",
    "preamble": "vorbemerkung", "signed_by": "unterzeichnet_von",
}  # fmt: skip
"""Places in the words of the reader → fields of the head of a paper; questions and answers are rows."""


def field_of(stelle: str, page: Iterable[forms.BaseForm]) -> str:
    """The id of the field where a finding belongs, "" when the forms of the page have none for it."""
    place, _, numbers = stelle.partition(" ")
    label = numbers.split(",")[0].strip()
    for form in page:
        if place in ("answer", "question"):
            instance = getattr(form, "instance", None)
            known = getattr(form, "numbers", None) or [getattr(instance, "nummer", None)]
            if label and label in known and "text" in form.fields:
                return form["text"].id_for_label
        elif (name := _HEAD.get(place)) and name in form.fields:
            return form[name].id_for_label
    return ""


class OpenFindingsFilter(admin.SimpleListFilter):
    title = "Hinweise"
    parameter_name = "hinweise"

    def lookups(self, request, model_admin):
        return [("offen", "mit offenen Hinweisen")]

    def queryset(self, request, queryset):
        return with_open_findings(queryset) if self.value() == "offen" else queryset


def with_open_findings(rows):
    """The inquiries or letters of which something is open.

    Versions that hold no more ask for nothing; of one that is being corrected, the draft asks.
    """
    column = "stellungnahme" if rows.model is Stellungnahme else "antrag"
    if rows.model is Stellungnahme:
        rows = rows.open_to_citations().filter(ersetzt_durch=None)
    return rows.filter(Exists(Hinweis.objects.open().serious().filter(**{column: OuterRef("pk")})))


AntragAdmin.list_filter = (*AntragAdmin.list_filter, OpenFindingsFilter)


class FindingsMixin(admin.ModelAdmin):
    """The page behind the buttons below each Hinweis, of a letter or of an inquiry."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.finding_view)
        return [path("hinweis/<int:pk>/", view, name="responses_hinweis"), *super().get_urls()]

    @transaction.atomic
    def finding_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        hinweis = get_object_or_404(Hinweis.objects.select_related("antrag", "stellungnahme__antrag"), pk=pk)
        owner = hinweis.stellungnahme or hinweis.antrag
        back = HttpResponseRedirect(f"{desk_url(owner)}#hinweise")
        what = request.POST.get("was")
        form = SettlementForm(request.POST if what == "grund" else None)
        try:
            if what == "oeffnen":
                reopen(hinweis)
                self.log_change(request, owner, f"Hinweis wieder geöffnet: {hinweis}")
                return back
            if what == "gedruckt" or form.is_valid():
                grund = AS_PRINTED if what == "gedruckt" else form.cleaned_data["grund"]
                settle(hinweis, grund=grund, by=request.user, at=timezone.now())
                self.log_change(request, owner, f"Hinweis erledigt: {hinweis}")
                return back
        except SettledError as error:
            messages.warning(request, str(error))
            return back
        if hinweis.erledigt_am:
            return back
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Hinweis",
            "original": owner,
            "antrag": hinweis.antrag or hinweis.stellungnahme.antrag,
            "hinweis": hinweis,
            "form": form,
            "suggested": SUGGESTED,
            "back_url": back.url,
        }
        return TemplateResponse(request, "admin/responses/stellungnahme/hinweis.html", context)
