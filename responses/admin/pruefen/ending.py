"""The end of the work on a paper: stored as draft, stored and published, or dismissed."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html

from inquiries import presence
from inquiries.admin.fields import desk_url
from responses.desk import steps
from responses.desk.batches import dismiss
from responses.desk.storing import Stored, StoreError, store
from responses.four_eyes import present
from responses.models import Eingang, Stellungnahme

from .showing import Refusal, Where, eingang_of, next_paper, page_url

_CORRECTS = forms.CharField(required=False, max_length=Stellungnahme._meta.get_field("berichtigungsgrund").max_length)


class EndingMixin(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view
        at = "<int:pk>/pruefen/"
        return [
            path(f"{at}speichern/", view(self.speichern_view), name="responses_eingang_speichern"),
            path(f"{at}verwerfen/", view(self.verwerfen_view), name="responses_eingang_verwerfen"),
            *super().get_urls(),
        ]

    def speichern_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        eingang, where = eingang_of(pk), Where.of(request)
        if request.method != "POST":
            return HttpResponseRedirect(page_url(eingang, where))
        publishing = "veroeffentlichen" in request.POST
        presenting = publishing and settings.VIER_AUGEN
        try:
            version = steps_version(request)
            if publishing and (open_ := _open_notes(eingang)):
                return self._refused(request, eingang, where, _still_open(open_), open_[0].at)
            if publishing and not presenting and not request.user.has_perm("responses.publish_stellungnahme"):
                return self._refused(request, eingang, where, "Ihr Konto darf nicht veröffentlichen.")
            corrects = _CORRECTS.clean(request.POST.get("berichtigungsgrund", ""))
            stored = store(
                eingang, by=request.user, version=version, publishing=publishing and not presenting, corrects=corrects
            )
        except ValidationError as error:
            return self._refused(request, eingang, where, f"Was wird berichtigt? {error.messages[0]}")
        except StoreError as error:
            return self._refused(request, eingang, where, f"Nicht gespeichert: {error}", error.at)
        except steps.OutdatedError:
            return self._page(request, eingang_of(pk), where, status=409, unsaved=True)
        except steps.ClosedError:
            messages.warning(request, "Das Papier ist inzwischen nicht mehr in Arbeit. Es wurde nichts geändert.")
            return self._leave(request, page_url(eingang, where))
        presence.leave(eingang, request.user)
        self.log_change(request, stored.stellungnahme or stored.antrag, f"Aus dem Eingang „{eingang}“ gespeichert.")
        if presenting and stored.stellungnahme:
            present(stored.stellungnahme, by=request.user, at=timezone.now())
            state = "und zur Veröffentlichung vorgelegt"
        else:
            state = "und veröffentlicht" if publishing else "als Entwurf"
        messages.success(request, _said(stored, state))
        return self._leave(request, page_url(eingang, Where()))

    def _refused(
        self, request: HttpRequest, eingang: Eingang, where: Where, sentence: str, at: str = ""
    ) -> HttpResponse:
        """Nothing is stored; the page leads to what is to be put right first."""
        refusal = Refusal("speichern", sentence, request.POST)
        return self._page(request, eingang, where, status=400, refusal=refusal, place=at)

    def verwerfen_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        eingang = eingang_of(pk)
        if request.method != "POST":
            return HttpResponseRedirect(page_url(eingang, Where()))
        following = next_paper(eingang)
        if dismiss(eingang, by=request.user):
            presence.leave(eingang, request.user)
            messages.success(request, f"{eingang} ist verworfen. In der Liste macht „Zurückholen“ es rückgängig.")
        else:
            messages.warning(request, f"{eingang} ist schon gespeichert oder verworfen.")
        return self._leave(request, (following or eingang.stapel).get_absolute_url())


def steps_version(request: HttpRequest) -> int:
    """The version of the state that the page showed. Raises OutdatedError when it names none."""
    text = request.POST.get("version", "")
    if not text.isdecimal() or len(text) > 9:
        raise steps.OutdatedError
    return int(text)


def _open_notes(eingang: Eingang):
    if eingang.stand != Eingang.Stand.GELESEN:
        return []
    return [note for note in steps.notes(eingang, steps.current(eingang)) if note.is_open]


def _still_open(notes) -> str:
    count = "Ein Hinweis ist" if len(notes) == 1 else f"{len(notes)} Hinweise sind"
    return f"Noch nicht gespeichert: {count} offen. Bitte erledigen oder einen Grund angeben. {notes[0].message}"


def _said(stored: Stored, state: str) -> str:
    antrag = format_html('<a href="{}">{}</a>', desk_url(stored.antrag), stored.antrag)
    if stored.stellungnahme is None:
        return format_html("Gespeichert: {}.", antrag)
    letter = format_html('<a href="{}">{}</a>', desk_url(stored.stellungnahme), stored.stellungnahme)
    return format_html("Gespeichert {}: {} zu {}.", state, letter, antrag)
