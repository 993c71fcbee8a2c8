"""The page "Prüfen" itself: shown, and changed step by step."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import patch_vary_headers

from responses.desk import steps
from responses.desk.changes import ChangeError
from responses.models import Eingang

from .changing import step_of
from .creating import create
from .ending import EndingMixin, steps_version
from .sheets import SheetsMixin
from .showing import Refusal, Where, eingang_of, page_context, page_url
from .stelle import stelle_at

TEMPLATE = "admin/responses/pruefen/page.html"


class PruefenMixin(EndingMixin, SheetsMixin):
    """Adds the page to the admin of Eingang. A paper is changed there and nowhere else."""

    def get_urls(self):
        view = self.admin_site.admin_view
        at = "<int:pk>/pruefen/"
        return [
            path(at, view(self.pruefen_view), name="responses_eingang_pruefen"),
            path(f"{at}aendern/", view(self.aendern_view), name="responses_eingang_aendern"),
            path(f"{at}stelle/", view(self.stelle_view), name="responses_eingang_stelle"),
            *super().get_urls(),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Eingang | None = None) -> bool:
        return self.admin_site.has_permission(request) and (obj is None or obj.stand == Eingang.Stand.GELESEN)

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None) -> HttpResponse:
        if not object_id.isdecimal():
            raise Http404
        return HttpResponseRedirect(eingang_of(int(object_id)).get_absolute_url())

    # --- Showing -----------------------------------------------------------------------------------------

    def pruefen_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        eingang = eingang_of(pk)
        if not eingang.schritt:
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
        """What can be done at a line of the source: ``?ab=`` is where it begins, ``&bis=`` the end of a range."""
        eingang, where = eingang_of(pk), Where.of(request)
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
            "change_url": where.on(reverse("admin:responses_eingang_aendern", args=[pk])),
            "back_url": f"{page_url(eingang, where)}#z{stelle.line.start}",
        }
        name = "admin/responses/pruefen/stelle.html"
        return TemplateResponse(request, f"{name}#menue" if request.htmx else name, context)

    # --- Changing ----------------------------------------------------------------------------------------

    def aendern_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        eingang, where = eingang_of(pk), Where.of(request)
        if request.method != "POST":
            return HttpResponseRedirect(page_url(eingang, where))
        try:
            said, place = _change(request, eingang)
        except ChangeError as error:
            refusal = Refusal(request.POST.get("formular", ""), str(error), request.POST)
            return self._page(request, eingang, where, status=400, refusal=refusal)
        except steps.OutdatedError:
            return self._page(request, eingang_of(pk), where, status=409, wanted=request.POST)
        except steps.ClosedError:
            messages.warning(request, "Das Papier ist inzwischen nicht mehr in Arbeit. Es wurde nichts geändert.")
            return self._leave(request, page_url(eingang, where))
        eingang = eingang_of(pk)
        if request.htmx:
            return self._page(request, eingang, where, said=said, place=place)
        messages.success(request, said)
        return HttpResponseRedirect(page_url(eingang, where, place))

    def _leave(self, request: HttpRequest, url: str) -> HttpResponse:
        if not request.htmx:
            return HttpResponseRedirect(url)
        return HttpResponse(headers={"HX-Redirect": url})


@transaction.atomic
def _change(request: HttpRequest, eingang: Eingang) -> tuple[str, str]:
    """Do what the form asks for; says what was done, and the place of it."""
    data, by = request.POST, request.user
    version = steps_version(request)
    if eingang.version != version and eingang.stand == Eingang.Stand.GELESEN:
        raise steps.OutdatedError
    if data.get("tun") == "rueckgaengig":
        was = steps.undo(eingang, by=by, version=version)
        return (f"Rückgängig gemacht: {was}" if was else "Es gibt nichts rückgängig zu machen."), ""
    if data.get("tun") == "wiederholen":
        was = steps.redo(eingang, by=by, version=version)
        return (f"Wieder getan: {was}" if was else "Es gibt nichts zu wiederholen."), ""
    desk = steps.current(eingang)
    step = create(data, desk, by) or step_of(data, desk)
    steps.take(eingang, step.change, step.was, by=by, version=version)
    return step.was, step.place


def _offset(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 12 else None
