"""The two pages between draft and readers: reasons before publishing, a reason for taking a letter back."""

from __future__ import annotations

import pghistory
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from inquiries.admin.fields import desk_url
from responses.models import Stellungnahme
from responses.publishing import PublishError, obstacles, open_questions, publish, withdraw

from .forms import ReasonsForm, WithdrawalForm


class PublicationMixin(admin.ModelAdmin):
    """Publishing and taking back, for whoever may publish."""

    def get_urls(self):
        return [
            path(
                "<int:pk>/veroeffentlichen/",
                self.admin_site.admin_view(self.publish_view),
                name="responses_stellungnahme_publish",
            ),
            path(
                "<int:pk>/zuruecknehmen/",
                self.admin_site.admin_view(self.withdraw_view),
                name="responses_stellungnahme_withdraw",
            ),
            *super().get_urls(),
        ]

    def may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm("responses.publish_stellungnahme")

    def publish_saved(self, request: HttpRequest, letter: Stellungnahme) -> HttpResponse:
        """What "Speichern und veröffentlichen" does after saving: at once, or by way of the page for reasons."""
        if not self.may_publish(request):
            raise PermissionDenied
        if open_questions(letter) or obstacles(letter):
            messages.info(request, "Der Entwurf ist gespeichert. Vor dem Veröffentlichen fehlt noch etwas.")
            return HttpResponseRedirect(reverse("admin:responses_stellungnahme_publish", args=[letter.pk]))
        self._publish(request, letter, {})
        return HttpResponseRedirect(desk_url(letter.antrag))

    @transaction.atomic
    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self._letter(request, pk)
        if not letter.is_draft:
            messages.warning(request, "Das Schreiben ist schon veröffentlicht.")
            return HttpResponseRedirect(desk_url(letter))
        form = ReasonsForm(
            request.POST or None, antrag=letter.antrag, fragen=open_questions(letter), known=letter.luecken.all()
        )
        missing = obstacles(letter)
        if request.method == "POST" and form.is_valid() and not missing:
            try:
                self._publish(request, letter, form.reasons)
                return HttpResponseRedirect(desk_url(letter.antrag))
            except PublishError as error:
                form.add_error(None, str(error))
        return self._page(request, letter, "publish", form, title="Veröffentlichen", missing=missing)

    def _publish(self, request: HttpRequest, letter: Stellungnahme, reasons: dict[int, str]) -> None:
        publish(letter, by=request.user, at=timezone.now(), reasons=reasons)
        without = f" {len(reasons)} ohne Antwort, mit Grund." if reasons else ""
        self.log_change(request, letter, f"Veröffentlicht.{without}")
        messages.success(request, f"{letter} ist veröffentlicht.{without}")

    @transaction.atomic
    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self._letter(request, pk)
        if letter.is_draft:
            messages.warning(request, "Das Schreiben ist ein Entwurf.")
            return HttpResponseRedirect(desk_url(letter))
        form = WithdrawalForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                with pghistory.context(grund=form.cleaned_data["grund"]):
                    withdraw(letter)
            except PublishError as error:
                messages.warning(request, str(error))
            else:
                self.log_change(request, letter, "Zurück in den Entwurf.")
                messages.success(request, f"{letter} ist wieder ein Entwurf und für Lesende nicht mehr zu sehen.")
            return HttpResponseRedirect(desk_url(letter))
        return self._page(request, letter, "withdraw", form, title="Zurück in den Entwurf")

    def _letter(self, request: HttpRequest, pk: int) -> Stellungnahme:
        if not self.may_publish(request):
            raise PermissionDenied
        return get_object_or_404(Stellungnahme.objects.select_related("antrag__drucksache", "ministerium"), pk=pk)

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
                **context,
            },
        )
