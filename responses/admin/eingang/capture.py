"""The page "Erfassen": a text is pasted, or files are dropped or chosen."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from inquiries.admin.fields import desk_url, named_by
from inquiries.models import Antrag
from responses.desk.arriving import Purpose, begin_by_hand, have_read, receive
from responses.desk.reading_in import read_in
from responses.models import Eingang, Stapel, Stellungnahme
from responses.revising import latest_version

from .forms import ErfassenForm
from .uploading import within_limits

logger = logging.getLogger(__name__)


class ErfassenMixin(admin.ModelAdmin):
    def get_urls(self):
        return [
            path(
                "erfassen/",
                within_limits(self.admin_site, self.erfassen_view),
                name="responses_eingang_erfassen",
            ),
            *super().get_urls(),
        ]

    def erfassen_view(self, request: HttpRequest, refusal: str = "") -> HttpResponse:
        """``refusal``: why nothing of the request was taken."""
        purpose = _purpose(request)
        if request.method != "POST" or refusal:
            form = ErfassenForm(antrag=purpose.antrag)
            return self._erfassen_page(request, form, purpose, refusal=refusal, status=413 if refusal else 200)
        form = ErfassenForm(request.POST, request.FILES, antrag=purpose.antrag)
        if not form.is_valid():
            return self._erfassen_page(request, form, purpose, status=400)
        purpose = Purpose(purpose.antrag or form.cleaned_data["anfrage"], purpose.ersetzt)
        if "_hand" in request.POST:
            return HttpResponseRedirect(begin_by_hand(request.user, purpose=purpose).get_absolute_url())
        return HttpResponseRedirect(_take(request, form, purpose))

    def _erfassen_page(
        self, request: HttpRequest, form: ErfassenForm, purpose: Purpose, *, refusal: str = "", status: int
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Berichtigtes Schreiben erfassen" if purpose.ersetzt else "Erfassen",
            "form": form,
            "antrag": purpose.antrag,
            "ersetzt": purpose.ersetzt,
            "refusal": refusal,
            "files_lost": bool(request.FILES) if not refusal else True,
            "most_files": settings.STAPEL_MAX_FILES,
            "most_mb": settings.PAPER_MAX_MB,
            "most_mb_together": settings.STAPEL_MAX_MB,
        }
        return TemplateResponse(request, "admin/responses/eingang/erfassen.html", context, status=status)


def _purpose(request: HttpRequest) -> Purpose:
    """What the address says the papers are for: ``?antrag=`` or ``?berichtigt=`` with a key."""
    if "berichtigt" in request.GET:
        return _correction(request)
    antrag = named_by(request.GET.get("antrag", ""), Antrag.objects.select_related("drucksache"))
    if antrag is None and "antrag" in request.GET:
        messages.warning(request, "Diese Anfrage gibt es nicht (mehr).")
    return Purpose(antrag)


FURTHER = "Was Sie hier erfassen, wird eine weitere Antwort."


def _correction(request: HttpRequest) -> Purpose:
    """The latest version of the letter that ``?berichtigt=`` names is corrected; where that cannot be, it is said what
    the papers become instead."""
    named = named_by(request.GET["berichtigt"], Stellungnahme.objects.select_related("antrag__drucksache"))
    if named is None:
        messages.warning(request, "Das Schreiben, das berichtigt werden soll, gibt es nicht (mehr).")
        return Purpose()
    letter = latest_version(named)
    link = format_html('<a href="{}">{}</a>', desk_url(letter), letter)
    if not letter.is_draft:
        if letter != named:
            state = f" ({letter.get_state_display()})" if letter.is_withdrawn else ""
            said = "Diese Fassung ist schon ersetzt. Berichtigt wird hier die letzte: {}{}."
            messages.warning(request, format_html(said, link, state))
        return Purpose(letter.antrag, letter)
    said = "Dieses Schreiben ist ein Entwurf und wird einfach geändert: {}. {}"
    if letter.ersetzt_id:
        said = "Dieses Schreiben wird schon berichtigt: {}. {}"
    messages.warning(request, format_html(said, link, FURTHER))
    return Purpose(letter.antrag)


def _take(request: HttpRequest, form: ErfassenForm, purpose: Purpose) -> str:
    """Keep what was given; gives the address where it goes on. One small paper is read at once."""
    text, files = form.cleaned_data["text"], form.cleaned_data["dateien"]
    size = len(text.encode()) + sum(file.size for file in files)
    at_once = bool(text) + len(files) == 1 and size <= settings.STAPEL_DIRECT_KB * 1_000
    batch = receive(request.user, text=text, files=files, purpose=purpose, at_once=at_once)
    return _read_at_once(batch) if at_once else batch.get_absolute_url()


def _read_at_once(batch: Stapel) -> str:
    eingang = batch.eingaenge.get()
    try:
        read_in(eingang.pk)
    except Exception:  # whatever it is: the paper is kept, and a worker tries again and says so at its row
        logger.exception("Eingang %d was not read at once", eingang.pk)
        have_read([eingang])
    return way_on(batch.eingaenge.defer("text").order_by("position").first())


def way_on(eingang: Eingang) -> str:
    """Where a clerk goes on with a paper."""
    if eingang.stand != Eingang.Stand.GELESEN:
        return eingang.stapel.get_absolute_url()
    if eingang.bekannt:
        return reverse("admin:responses_eingang_vergleichen", args=[eingang.pk])
    return eingang.get_absolute_url()
