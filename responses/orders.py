"""Orders to print: placed by a page, carried out by a worker, gone after a while."""

from __future__ import annotations

import datetime
import logging
import time

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from inquiries.models import Antrag

from .dossier import Dossier, by_number, compile_dossier, inquiries_to_annex, inquiries_to_print, to_html
from .forms import DossierForm
from .models import Druckauftrag
from .printing import PrintingError, print_pdf
from .tasks import MOST_ATTEMPTS, print_dossier

logger = logging.getLogger(__name__)

SECONDS = 3_600
"""How long a worker may take for one PDF."""
SECONDS_BETWEEN_REPORTS = 1

NOT_PRINTED = (
    "Das Dossier konnte nicht gedruckt werden. Bitte versuchen Sie es später noch einmal, oder mit weniger Anfragen."
)
CHANGED = "Eine der ausgewählten Anfragen gibt es nicht mehr. Bitte wählen Sie neu aus."


def selected(form: DossierForm, antraege: list[Antrag], *, on: datetime.date) -> Dossier:
    """The dossier that a valid form asks for, of the inquiries that it names."""
    if form.cleaned_data["ordnung"] == DossierForm.NUMMER:
        antraege = by_number(antraege)
    annexed = inquiries_to_annex(antraege) if form.cleaned_data["anhang"] else ()
    return compile_dossier(antraege, on=on, fuer=form.cleaned_data["fuer"], annexed=annexed)


def place(konto, abfrage: str) -> Druckauftrag:
    """Have a dossier printed. Who asks again while it is being printed gets the same order."""
    try:
        with transaction.atomic():
            order = Druckauftrag.objects.create(konto=konto, abfrage=abfrage)
            print_dossier.defer(auftrag=order.pk)
    except IntegrityError:
        return Druckauftrag.objects.open().get(konto=konto, abfrage=abfrage)
    return order


def carry_out(pk: int, *, attempt: int) -> None:
    """Print what was ordered. May be broken off at any point and done again; what is finished is left alone."""
    order = Druckauftrag.objects.defer("pdf").filter(pk=pk).first()
    if order is None or order.is_finished:
        return
    if attempt >= MOST_ATTEMPTS:
        _fail(order, NOT_PRINTED)
        return
    _report(order, stand=Druckauftrag.Stand.IN_ARBEIT, seiten=0)
    form = DossierForm(QueryDict(order.abfrage))
    antraege = inquiries_to_print(form.cleaned_data["antrag"]) if form.is_valid() else []
    if not antraege or len(antraege) < len(form.cleaned_data["antrag"]):
        _fail(order, CHANGED)
        return
    compiled = selected(form, antraege, on=timezone.localdate(order.erteilt_am))
    try:
        pdf = print_pdf(to_html(compiled), seconds=SECONDS, on_page=_Reporter(order))
    except PrintingError:
        logger.exception("No dossier of %d inquiries", len(antraege))
        _fail(order, NOT_PRINTED)
        return
    _report(order, stand=Druckauftrag.Stand.FERTIG, pdf=pdf, dateiname=compiled.file_name)


class _Reporter:
    """Called with the number of each page that is laid out; says so at most once a second."""

    def __init__(self, order: Druckauftrag) -> None:
        self.order = order
        self.most = 0
        self.said = time.monotonic()

    def __call__(self, page: int) -> None:
        self.most = max(self.most, page)  # some pages are laid out again, once all numbers of pages are known
        if time.monotonic() - self.said >= SECONDS_BETWEEN_REPORTS:
            self.said = time.monotonic()
            _report(self.order, seiten=self.most)


def _report(order: Druckauftrag, **columns) -> None:
    Druckauftrag.objects.filter(pk=order.pk).update(**columns)


def _fail(order: Druckauftrag, sentence: str) -> None:
    _report(order, stand=Druckauftrag.Stand.GESCHEITERT, fehler=sentence)


def forget(*, now: datetime.datetime) -> None:
    """Remove the orders, and the PDFs with them, whose time is over."""
    Druckauftrag.objects.exclude(pk__in=Druckauftrag.objects.kept(now=now)).delete()
