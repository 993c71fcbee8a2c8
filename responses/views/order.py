"""The page of a dossier that is being printed, and its PDF, for nobody but who asked for it."""

from __future__ import annotations

import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from procrastinate.contrib.django.models import ProcrastinateWorker

from inquiries.access import reading_required
from inquiries.accesses import log_export
from inquiries.pages import NotFound, render_page, wants_fragment
from responses.dossier import inquiries_to_print
from responses.forms import DossierForm
from responses.models import Druckauftrag

PAGES_A_REPORT = 20
HEARD_OF = datetime.timedelta(minutes=1)
"""A worker reports every few seconds; one that did not for so long is gone."""


@require_GET
@never_cache
@reading_required
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the order is. ``?gesehen=`` is what the page that asks shows already: 204 when nothing is new."""
    placed = _order(request, pk)
    shown = f"{placed.stand}-{placed.seiten // PAGES_A_REPORT}"
    if wants_fragment(request) and request.GET.get("gesehen") == shown:
        return HttpResponse(status=204)
    context = {"order": placed, "shown": shown, "size": len(placed.pdf) if placed.pdf else 0}
    if not placed.is_finished:
        working = ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - HEARD_OF)
        context |= {"before": Druckauftrag.objects.open().filter(pk__lt=pk).count(), "works": working.exists()}
    return render_page(request, "dossier/order.html", context, fragment="druckauftrag")


@require_GET
@never_cache
@reading_required
def order_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    placed = _order(request, pk)
    if placed.stand != Druckauftrag.Stand.FERTIG:
        raise NotFound("Dieses Dossier ist noch nicht gedruckt.")
    form = DossierForm(QueryDict(placed.abfrage))
    log_export("Dossier", inquiries_to_print(form.cleaned_data["antrag"]) if form.is_valid() else (), request=request)
    disposition = f'attachment; filename="{placed.dateiname}"'
    return HttpResponse(bytes(placed.pdf), content_type="application/pdf", headers={"Content-Disposition": disposition})


def _order(request: HttpRequest, pk: int) -> Druckauftrag:
    """The order, if it is theirs and its time is not over: to anybody else there is none."""
    theirs = Druckauftrag.objects.kept(now=timezone.now()).filter(konto=request.user, pk=pk).first()
    if theirs is None:
        raise NotFound("Dieses Dossier gibt es nicht, oder es wurde nach Ablauf seiner Zeit gelöscht.")
    return theirs
