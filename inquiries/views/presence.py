"""What a page on which a row is changed asks every half minute: who else works on it."""

from __future__ import annotations

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django_htmx.http import reswap

from inquiries import presence
from inquiries.pages import NotFound

HOUSE = {"inquiries", "responses"}


@csrf_exempt
@login_not_required
@require_POST
def beat(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    """``known`` are the accounts that the page shows already; only of a change is anything said aloud.

    Whoever signed in again in another window has a new token against forged requests; the page gets it from here, so
    that its form can still be sent. That is why none is asked for: forged, this request says at most who is there.
    Whoever is signed out is told so here: the page for signing in would take what was typed away.
    """
    if not request.user.is_authenticated:
        return TemplateResponse(request, "presence/people.html", {"signed_out": True})
    model = _model(table)
    row = model._base_manager.filter(pk=pk).first()
    context = {"noun": model._meta.verbose_name}
    if row is None:
        context["over"] = "gelöscht"
    elif _may_change(request, row):
        now = presence.begin(row, request.user, at=timezone.now())
        context |= {"presence": now, "unchanged": now.known == request.POST.get("known")}
    elif _may_change(request, model):
        context["over"] = "abgeschlossen und lässt sich nicht mehr ändern"
    else:
        raise PermissionDenied
    response = TemplateResponse(request, "presence/people.html", context, headers={"X-CSRF-Token": get_token(request)})
    return reswap(response, "none") if context.get("unchanged") else response


def _model(table: str) -> type[Model]:
    try:
        model = apps.get_model(table)
    except (LookupError, ValueError):
        model = None
    if model is None or model._meta.app_label not in HOUSE:
        raise NotFound("Eine solche Tabelle gibt es nicht.")
    return model


def _may_change(request: HttpRequest, row: Model | type[Model]) -> bool:
    """Whether the account may change this row, or any row of a table, as the clerks' desk has it."""
    permission = f"{row._meta.app_label}.change_{row._meta.model_name}"
    model = row if isinstance(row, type) else type(row)
    if desk := admin.site._registry.get(model):
        return request.user.is_staff and desk.has_change_permission(request, None if row is model else row)
    return request.user.is_staff and request.user.has_perm(permission)
