"""The views of the page "Prüfen": it is shown, changed, stored and dismissed here."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from responses.desk import steps
from responses.desk.changes import ChangeError
from responses.models import Eingang

from .changing import step_of
from .showing import Refusal, Where, page_context
from .stelle import stelle_at

TEMPLATE = "admin/responses/pruefen/page.html"


class PruefenMixin(admin.ModelAdmin):
    """Adds the page to the admin of Eingang."""

    def get_urls(self):
        view = self.admin_site.admin_view
        at = "<int:pk>/pruefen/"
        return [
            path(at, view(self.pruefen_view), name="responses_eingang_pruefen"),
            path(f"{at}aendern/", view(self.aendern_view), name="responses_eingang_aendern"),
            path(f"{at}stelle/", view(self.stelle_view), name="responses_eingang_stelle"),
            *super().get_urls(),
        ]

    # --- Showing -----------------------------------------------------------------------------------------

    def pruefen_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        eingang = _eingang(pk)
        if eingang.stand in (Eingang.Stand.WARTET, Eingang.Stand.FEHLER):
            return HttpResponseRedirect(eingang.stapel.get_absolute_url())
        return self._page(request, eingang, Where.of(request))

    def _page(self, request: HttpRequest, eingang: Eingang, where: Where, *, status: int = 200, **told) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Prüfen: {eingang}",
            **page_context(request, eingang, where, **told),
        }
        name = f"{TEMPLATE}#arbeit" if request.htmx else TEMPLATE
        response = TemplateResponse(request, name, context, status=status)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def stelle_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        eingang, where = _eingang(pk), Where.of(request)
        desk = steps.current(eingang)
        start, end = (_offset(request, name) for name in ("ab", "bis"))
        stelle = stelle_at(desk, start, end) if start is not None else None
        if stelle is None:
            raise Http404("Diese Stelle gibt es im Text nicht.")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Stelle zuordnen",
            "eingang": eingang,
            "version": eingang.version,
            "desk": desk,
            "stelle": stelle,
            "change_url": _with_query(reverse("admin:responses_eingang_aendern", args=[pk]), where),
            "back_url": f"{_url(eingang, where)}#z{stelle.line.start}",
        }
        name = "admin/responses/pruefen/stelle.html"
        return TemplateResponse(request, f"{name}#menue" if request.htmx else name, context)

    # --- Changing ----------------------------------------------------------------------------------------

    def aendern_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        eingang, where = _eingang(pk), Where.of(request)
        if request.method != "POST":
            return HttpResponseRedirect(_url(eingang, where))
        try:
            said, place = _change(request, eingang)
        except ChangeError as error:
            refusal = Refusal(request.POST.get("formular", ""), str(error), request.POST)
            return self._page(request, eingang, where, status=400, refusal=refusal)
        except steps.OutdatedError:
            return self._page(request, _eingang(pk), where, status=409, wanted=request.POST)
        except steps.ClosedError:
            messages.warning(request, "Das Papier ist inzwischen nicht mehr in Arbeit. Es wurde nichts geändert.")
            return self._leave(request, _url(eingang, where))
        eingang = _eingang(pk)
        if request.htmx:
            return self._page(request, eingang, where, said=said, place=place)
        if said:
            messages.success(request, said)
        return HttpResponseRedirect(_url(eingang, where, place))

    def _leave(self, request: HttpRequest, url: str) -> HttpResponse:
        if not request.htmx:
            return HttpResponseRedirect(url)
        response = HttpResponse(status=200)
        response["HX-Redirect"] = url
        return response


def _eingang(pk: int) -> Eingang:
    rows = Eingang.objects.select_related("stapel", "antrag__drucksache", "bearbeitet_von", "anfrage", "stellungnahme")
    return get_object_or_404(rows, pk=pk)


def _change(request: HttpRequest, eingang: Eingang) -> tuple[str, str]:
    """Do what the form asks for; says what was done, and the place of it."""
    data, by = request.POST, request.user
    try:
        version = int(data.get("version", ""))
    except ValueError:
        raise steps.OutdatedError from None
    if eingang.version != version and eingang.stand == Eingang.Stand.GELESEN:
        raise steps.OutdatedError
    if data.get("tun") == "rueckgaengig":
        was = steps.undo(eingang, by=by, version=version)
        return (f"Rückgängig: {was}" if was else "Es gibt nichts rückgängig zu machen."), ""
    if data.get("tun") == "wiederholen":
        was = steps.redo(eingang, by=by, version=version)
        return (f"Wiederholt: {was}" if was else "Es gibt nichts zu wiederholen."), ""
    step = step_of(data, steps.current(eingang))
    eingang, _ = steps.take(eingang, step.change, step.was, by=by, version=version)
    return step.was, step.place


def _offset(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 12 else None


def _with_query(url: str, where: Where) -> str:
    return f"{url}?{urlencode(where.query)}" if where.query else url


def _url(eingang: Eingang, where: Where, place: str = "") -> str:
    url = reverse("admin:responses_eingang_pruefen", args=[eingang.pk])
    query = urlencode(where.query | ({"ort": place} if place else {}))
    return f"{url}?{query}#e-{place}" if place else f"{url}?{query}" if query else url
