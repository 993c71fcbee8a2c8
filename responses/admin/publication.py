"""The steps between a draft and its readers: present, give back, publish, correct, withdraw."""

from __future__ import annotations

from collections.abc import Callable

import pghistory
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from inquiries.admin.fields import desk_url
from responses.four_eyes import PresentationError, end_presentation, give_back, present
from responses.models import Stellungnahme, Vorlage
from responses.publishing import (
    PublishError,
    obstacles,
    open_questions,
    publish,
    reserved,
    unsettled,
    withdraw,
)
from responses.revising import RevisionError, revise

from .publication_forms import MissingForm, PresentationForm, ReturnForm, WithdrawalForm


class PresentedFilter(admin.SimpleListFilter):
    title = "Vorlage"
    parameter_name = "vorgelegt"

    def lookups(self, request, model_admin):
        return [("alle", "zur Veröffentlichung vorgelegt"), ("mir", "mir vorgelegt")]

    def queryset(self, request, queryset):
        open_ones = Vorlage.objects.open()
        if self.value() == "alle":
            return queryset.filter(pk__in=open_ones.values("stellungnahme"))
        if self.value() == "mir":
            return queryset.filter(pk__in=open_ones.filter(vorgelegt_an=request.user).values("stellungnahme"))
        return queryset


class PublicationMixin(admin.ModelAdmin):
    """Presenting a draft is for every clerk, the rest for whoever may publish."""

    def get_urls(self):
        steps: dict[str, tuple[str, Callable]] = {
            "publish": ("veroeffentlichen", self.publish_view),
            "withdraw": ("zurueckziehen", self.withdraw_view),
            "revise": ("berichtigen", self.revise_view),
            "present": ("vorlegen", self.present_view),
            "give_back": ("zurueckgeben", self.give_back_view),
        }
        return [
            *(
                path(f"<int:pk>/{word}/", self.admin_site.admin_view(view), name=f"responses_stellungnahme_{name}")
                for name, (word, view) in steps.items()
            ),
            *super().get_urls(),
        ]

    def may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm("responses.publish_stellungnahme")

    # --- Publishing --------------------------------------------------------------------------------------

    def publish_saved(self, request: HttpRequest, letter: Stellungnahme) -> HttpResponse:
        """What "Speichern und veröffentlichen" does after saving: at once, or by way of the page for reasons."""
        if not self.may_publish(request):
            raise PermissionDenied
        if open_questions(letter) or obstacles(letter) or unsettled(letter) or reserved(letter, by=request.user):
            messages.info(request, "Der Entwurf ist gespeichert. Vor dem Veröffentlichen fehlt noch etwas.")
            return HttpResponseRedirect(step_url(letter, "publish"))
        try:
            self._publish(request, letter)
        except PublishError as error:  # somebody else was quicker
            messages.warning(request, str(error))
            return HttpResponseRedirect(desk_url(letter))
        return HttpResponseRedirect(desk_url(letter.antrag))

    @transaction.atomic
    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self._letter(request, pk)
        if not letter.is_draft:
            messages.warning(request, "Das Schreiben ist schon veröffentlicht.")
            return HttpResponseRedirect(desk_url(letter))
        form = MissingForm(
            _sent(request),
            antrag=letter.antrag,
            fragen=open_questions(letter),
            hinweise=unsettled(letter),
            known=letter.luecken.all(),
        )
        missing = obstacles(letter)
        withheld = reserved(letter, by=request.user)
        if request.method == "POST" and form.is_valid() and not missing and not withheld:
            try:
                self._publish(request, letter, form)
                return HttpResponseRedirect(desk_url(letter.antrag))
            except PublishError as error:
                form.add_error(None, str(error))
        return self._page(request, letter, "publish", form, title="Veröffentlichen", missing=missing, withheld=withheld)

    def _publish(self, request: HttpRequest, letter: Stellungnahme, form: MissingForm | None = None) -> None:
        reasons = form.given(form.FRAGE) if form else {}
        settled = form.given(form.HINWEIS) if form else {}
        publish(letter, by=request.user, at=timezone.now(), reasons=reasons, settled=settled)
        told = f" {len(reasons)} ohne Antwort, mit Grund." if reasons else ""
        told += " Sie ersetzt die bisherige Fassung." if letter.ersetzt_id else ""
        self.log_change(request, letter, f"Veröffentlicht.{told}")
        messages.success(request, f"{letter} ist veröffentlicht.{told}")

    # --- What is published ---------------------------------------------------------------------------------

    @transaction.atomic
    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self._letter(request, pk)
        if not letter.is_published:
            messages.warning(request, f"Das Schreiben ist nicht veröffentlicht ({letter.get_state_display()}).")
            return HttpResponseRedirect(desk_url(letter))
        form = WithdrawalForm(_sent(request))
        if request.method == "POST" and form.is_valid():
            grund = " ".join(form.cleaned_data["grund"].split())
            try:
                with pghistory.context(grund=grund):
                    withdraw(letter, by=request.user, at=timezone.now(), grund=grund)
            except PublishError as error:
                messages.warning(request, str(error))
            else:
                self.log_change(request, letter, "Zurückgezogen.")
                messages.success(request, f"{letter} ist zurückgezogen. Lesende sehen an dieser Stelle den Grund.")
            return HttpResponseRedirect(desk_url(letter))
        return self._page(request, letter, "withdraw", form, title="Zurückziehen")

    @transaction.atomic
    def revise_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The button "Berichtigen"; whoever comes by the address alone is led to the letter, which has it."""
        letter = self._letter(request, pk)
        if request.method != "POST":
            return HttpResponseRedirect(desk_url(letter))
        try:
            draft, made = revise(letter)
        except RevisionError as error:
            messages.warning(request, str(error))
            return HttpResponseRedirect(desk_url(letter))
        if made:
            self.log_addition(request, draft, f"Entwurf einer Berichtigung von {letter}.")
            messages.success(
                request,
                "Dies ist eine Abschrift als Entwurf. Bis sie veröffentlicht ist, sehen Lesende, was sie bisher sehen.",
            )
        else:
            messages.info(request, "An dieser Berichtigung wird schon gearbeitet.")
        return HttpResponseRedirect(desk_url(draft))

    # --- Four eyes ---------------------------------------------------------------------------------------

    @transaction.atomic
    def present_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self._letter(request, pk, publishing=False)
        form = PresentationForm(_sent(request), by=request.user)
        if request.method == "POST" and form.is_valid():
            to = form.cleaned_data["vorgelegt_an"]
            try:
                present(letter, by=request.user, at=timezone.now(), to=to, bemerkung=form.cleaned_data["bemerkung"])
            except PresentationError as error:
                messages.warning(request, str(error))
                return HttpResponseRedirect(desk_url(letter))
            self.log_change(request, letter, "Zur Veröffentlichung vorgelegt.")
            whom = f" {to}" if to else ""
            messages.success(request, f"{letter} ist{whom} zur Veröffentlichung vorgelegt.")
            return HttpResponseRedirect(desk_url(letter.antrag))
        if not letter.is_draft or letter.vorlagen.open().exists():
            return HttpResponseRedirect(desk_url(letter))
        return self._page(request, letter, "present", form, title="Zur Veröffentlichung vorlegen")

    @transaction.atomic
    def give_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self._letter(request, pk)
        form = ReturnForm(_sent(request))
        if request.method == "POST" and form.is_valid():
            try:
                give_back(letter, by=request.user, at=timezone.now(), bemerkung=form.cleaned_data["bemerkung"])
            except PresentationError as error:
                messages.warning(request, str(error))
            else:
                self.log_change(request, letter, "Mit einer Bemerkung zurückgegeben.")
                messages.success(request, f"{letter} ist zurückgegeben.")
            return HttpResponseRedirect(desk_url(letter))
        if not letter.vorlagen.open().exists():
            return HttpResponseRedirect(desk_url(letter))
        return self._page(request, letter, "give_back", form, title="Zurückgeben")

    def end_presentation(self, request: HttpRequest, letter: Stellungnahme) -> None:
        """What was presented is not what lies there now."""
        if end_presentation(letter, Vorlage.Ausgang.GEAENDERT, by=request.user, at=timezone.now()):
            messages.warning(request, "Der Entwurf war vorgelegt; mit der Änderung ist die Vorlage zurückgenommen.")

    def _letter(self, request: HttpRequest, pk: int, *, publishing: bool = True) -> Stellungnahme:
        if publishing and not self.may_publish(request):
            raise PermissionDenied
        letters = Stellungnahme.objects.select_related("antrag__drucksache", "ministerium", "ersetzt")
        return get_object_or_404(letters, pk=pk)

    def _page(self, request: HttpRequest, letter: Stellungnahme, name: str, form, **context) -> HttpResponse:
        return TemplateResponse(
            request,
            f"admin/responses/stellungnahme/{name}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": letter,
                "antrag": letter.antrag,
                "form": form,
                "back_url": desk_url(letter),
                "media": self.media,
                "vier_augen": settings.VIER_AUGEN,
                **context,
            },
        )


def _sent(request: HttpRequest):
    """What the form was sent with; a form without a field is sent, too."""
    return request.POST if request.method == "POST" else None


def step_url(letter: Stellungnahme, step: str) -> str:
    return reverse(f"admin:responses_stellungnahme_{step}", args=[letter.pk])
