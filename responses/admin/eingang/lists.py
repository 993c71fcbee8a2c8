"""Batches and the list of all papers on the desk: how far each is, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from inquiries.addresses import Address
from inquiries.pages import NotFound, wants_fragment
from inquiries.views.source import to_be_saved
from responses.desk.arriving import have_read_again
from responses.desk.batches import STATES, accept, bring_back, counts, dismiss, next_to_check, state_of
from responses.models import Eingang, Stapel
from responses.views.order import HEARD_OF

from .capture import way_on

ROWS_PER_PAGE = 50
OPEN = "offen"
"""What the list of all shows at first: everything that somebody has still to do something with."""
_OPEN_STATES = ("laeuft", "bekannt", "fremd", "hinweise", "gelesen", "fehler")
_TO_CHECK = ("bekannt", "fremd", "hinweise", "gelesen")
"""A clerk can look at them."""


@dataclass(frozen=True, slots=True)
class Row:
    eingang: Eingang
    state: str
    """The name in STATES."""
    url: str

    @property
    def label(self) -> str:
        one = self.eingang
        if self.state == "laeuft":
            return "wird gespeichert" if one.uebernahme_von_id else "wird gelesen"
        if self.state == "hinweise":
            return "1 Hinweis" if one.offen == 1 else f"{one.offen} Hinweise"
        return {"gelesen": "gelesen, ohne Hinweise"}.get(self.state, STATES[self.state][0])

    @property
    def said(self) -> str:
        """Why it could not be read or stored, as what it is known, or what it is instead of an inquiry."""
        if self.state == "bekannt":
            return self.eingang.bekannt
        if self.state == "fremd":
            return f"{self.eingang.andere_art}: hier nicht zu speichern. Bitte verwerfen oder die Art richtigstellen."
        return self.eingang.fehler if self.state in ("fehler", "hinweise", "gelesen") else ""

    @property
    def kind(self) -> str:
        """The class of its badge."""
        kinds = {"gespeichert": "badge-success", "gelesen": "badge-success", "fehler": "badge-danger"}
        return kinds.get(self.state, "badge-warning" if self.state in ("hinweise", "bekannt", "fremd") else "")


class ListenMixin(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("stapel/<int:pk>/", view(self.stapel_view), name="responses_eingang_stapel"),
            path("stapel/<int:pk>/naechster/", view(self.next_view), name="responses_eingang_naechster"),
            path("stapel/<int:pk>/uebernehmen/", view(self.accept_view), name="responses_eingang_uebernehmen"),
            path("<int:pk>/datei/", view(self.file_view), name="responses_eingang_datei"),
            path("aendern/", view(self.change_rows_view), name="responses_eingang_zeile"),
            *super().get_urls(),
        ]

    # --- Lists -------------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        rows = Eingang.objects.order_by("-pk")
        path = reverse("admin:responses_eingang_changelist")
        return self._list(request, rows, path, first=OPEN, title="Eingänge", batch=None)

    def stapel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = _batch(pk)
        rows = batch.eingaenge.order_by("position")
        return self._list(request, rows, batch.get_absolute_url(), first="", title=str(batch), batch=batch)

    def _list(
        self, request: HttpRequest, rows: QuerySet[Eingang], path: str, *, first: str, title: str, batch: Stapel | None
    ) -> HttpResponse:
        """``first``: the state that is shown when the address names none."""
        state = request.GET.get("stand", first)
        if state not in {*STATES, OPEN, "alle", ""}:
            raise NotFound("Diesen Stand gibt es nicht.")
        number = counts(rows)
        page = Paginator(_in_state(rows, state), ROWS_PER_PAGE).get_page(request.GET.get("seite"))
        address = Address(path, {"stand": state if state != first else ""})
        shown = "-".join(str(count) for count in number.values())
        if wants_fragment(request) and request.GET.get("gesehen") == shown:
            return HttpResponse(status=204)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "batch": batch,
            "page": page,
            "rows": _rows(page.object_list),
            "page_links": address.page_links(page),
            "here": address.of_page(page.number),
            "poll": Address(path, address.chosen | {"gesehen": shown}).of_page(page.number),
            "states": _choices(address, number, state, first),
            "number": number,
            "total": sum(number.values()),
            "done": sum(number.values()) - number["laeuft"],
            "to_check": sum(number[name] for name in _TO_CHECK),
            "works": not number["laeuft"] or _somebody_works(),
        }
        fragment = "#fortschritt" if wants_fragment(request) else ""
        response = TemplateResponse(request, f"admin/responses/eingang/liste.html{fragment}", context)
        response["Vary"] = "HX-Request"
        return response

    @staticmethod
    def next_view(request: HttpRequest, pk: int) -> HttpResponse:
        """To the next paper of the batch that is to be looked at; ``?nach=`` is the position of the last one."""
        batch = _batch(pk)
        after = request.GET.get("nach", "")
        eingang = next_to_check(batch, after=int(after) if after.isdecimal() and len(after) < 10 else 0)
        if eingang is None:
            messages.success(request, "In diesem Stapel ist nichts mehr zu prüfen.")
            return HttpResponseRedirect(batch.get_absolute_url())
        return HttpResponseRedirect(way_on(eingang))

    # --- Doing -------------------------------------------------------------------------------------------

    def accept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what will be stored, and with POST have it stored."""
        batch = _batch(pk)
        rows = batch.eingaenge.acceptable().defer("text").select_related("antrag__drucksache").order_by("position")
        if request.method == "POST":
            count = accept(batch.eingaenge.all(), by=request.user)
            papers = "1 Papier wird" if count == 1 else f"{count} Papiere werden"
            messages.info(request, f"{papers} als Entwurf gespeichert." if count else "Es war nichts zu übernehmen.")
            return HttpResponseRedirect(batch.get_absolute_url())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Alle ohne Hinweise übernehmen",
            "batch": batch,
            "rows": list(rows),
            "left": counts(batch.eingaenge.all()),
        }
        return TemplateResponse(request, "admin/responses/eingang/uebernehmen.html", context)

    def change_rows_view(self, request: HttpRequest) -> HttpResponse:
        """What the buttons of a row do: its key is the value of the button that was pressed."""
        if request.method == "POST":
            for name, act in (("verwerfen", self._dismiss), ("zurueckholen", self._bring_back), ("lesen", self._again)):
                if name in request.POST and request.POST[name].isdecimal() and len(request.POST[name]) < 18:
                    act(request, get_object_or_404(Eingang.objects.defer("text"), pk=request.POST[name]))
        back = request.POST.get("zurueck", "")
        own = reverse("admin:responses_eingang_changelist")
        return HttpResponseRedirect(back if back.startswith(own) else own)

    @staticmethod
    def _dismiss(request: HttpRequest, eingang: Eingang) -> None:
        if dismiss(eingang, by=request.user):
            messages.success(request, f"{eingang} ist verworfen. „Zurückholen“ macht es rückgängig.")
        else:
            messages.warning(request, f"{eingang} ist schon gespeichert oder verworfen.")

    @staticmethod
    def _bring_back(request: HttpRequest, eingang: Eingang) -> None:
        if bring_back(eingang, by=request.user):
            messages.success(request, f"{eingang} ist wieder da.")

    @staticmethod
    def _again(request: HttpRequest, eingang: Eingang) -> None:
        if have_read_again(eingang, by=request.user):
            messages.info(request, f"{eingang} wird noch einmal gelesen.")

    @staticmethod
    def file_view(request: HttpRequest, pk: int) -> HttpResponse:
        """The file as it came in, to be saved; the text of one that was pasted."""
        eingang = get_object_or_404(Eingang.objects.select_related("datei"), pk=pk)
        if eingang.datei:
            return to_be_saved(bytes(eingang.datei.inhalt), eingang.name or f"eingang-{eingang.pk}")
        return to_be_saved(eingang.text.encode(), f"eingang-{eingang.pk}.txt", "text/plain; charset=utf-8")


def _batch(pk: int) -> Stapel:
    return get_object_or_404(Stapel.objects.select_related("konto"), pk=pk)


def _in_state(rows: QuerySet[Eingang], state: str) -> QuerySet[Eingang]:
    if state == OPEN:
        rows = rows.filter(stand__in=[Eingang.Stand.WARTET, Eingang.Stand.GELESEN, Eingang.Stand.FEHLER])
    elif state in STATES:
        rows = rows.filter(STATES[state][1])
    return rows.select_related("stapel__konto", "antrag__drucksache", "anfrage__drucksache").defer("text")


def _rows(eingaenge) -> list[Row]:
    return [Row(one, state := state_of(one), _url(one, state)) for one in eingaenge]


def _url(eingang: Eingang, state: str) -> str:
    """Where the name of a row leads; "" when there is nothing to see yet."""
    if state == "gespeichert" and eingang.anfrage:
        return reverse("admin:inquiries_antrag_change", args=[eingang.anfrage_id])
    if state in _TO_CHECK:
        return way_on(eingang)
    return ""


def _choices(address: Address, number: dict[str, int], chosen: str, first: str) -> list[dict]:
    """The links by which the list is narrowed down to a state."""
    total = sum(number.values())
    opened = sum(number[name] for name in _OPEN_STATES)
    everything = [(OPEN, "zu bearbeiten", opened), ("alle", "alle", total)] if first else [("", "alle", total)]
    named = [(name, label, number[name]) for name, (label, _) in STATES.items() if number[name] or name == chosen]
    return [
        {
            "label": label,
            "count": count,
            "url": address.with_(stand=name if name != first else ""),
            "chosen": name == chosen,
        }
        for name, label, count in [*everything, *named]
    ]


def _somebody_works() -> bool:
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - HEARD_OF).exists()
