"""The dossier of one or more inquiries, as a PDF to download."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from inquiries.access import reading_required
from inquiries.accesses import log_export
from responses.dossier import inquiries_to_print, to_html
from responses.forms import DossierForm
from responses.orders import place, selected
from responses.printing import PrintingError, print_pdf

logger = logging.getLogger(__name__)


@require_GET
@never_cache
@reading_required
def dossier(request: HttpRequest) -> HttpResponse:
    """``?antrag=KEY`` (repeated), ``fuer=NAME``, ``ordnung=auswahl|nummer``, ``anhang=1`` for the cited answers.

    A selection of more than ``DOSSIER_DIRECT_INQUIRIES`` is printed by a job, and leads to the page of its order. 400
    for a selection that cannot be, 404 when one of the inquiries does not exist, 503 when printing fails.
    """
    form = DossierForm(request.GET)
    if not form.is_valid():
        return _refuse(request, form, 400)
    keys = form.cleaned_data["antrag"]
    antraege = inquiries_to_print(keys)
    if len(antraege) < len(keys):
        missing = sorted(set(keys) - {antrag.pk for antrag in antraege})
        form.add_error("antrag", _missing(missing))
        return _refuse(request, form, 404)
    if len(antraege) > settings.DOSSIER_DIRECT_INQUIRIES:
        return redirect(place(request.user, request.GET.urlencode()))
    compiled = selected(form, antraege, on=timezone.localdate())
    try:
        pdf = print_pdf(to_html(compiled))
    except PrintingError:
        logger.exception("No dossier of %d inquiries", len(antraege))
        form.add_error(None, "Das Dossier konnte nicht erstellt werden. Bitte versuchen Sie es später noch einmal.")
        return _refuse(request, form, 503)
    log_export("Dossier", antraege, request=request)
    disposition = f'attachment; filename="{compiled.file_name}"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _missing(keys: list[int]) -> str:
    if len(keys) == 1:
        return f"Die Anfrage mit der Kennung {keys[0]} gibt es nicht (mehr)."
    named = ", ".join(map(str, keys[:5])) + (" …" if len(keys) > 5 else "")
    return f"{len(keys)} der ausgewählten Anfragen gibt es nicht (mehr): {named}."


def _refuse(request: HttpRequest, form: DossierForm, status: int) -> TemplateResponse:
    messages = [message for errors in form.errors.values() for message in errors]
    return TemplateResponse(request, "dossier/refused.html", {"messages_of_form": messages}, status=status)
