"""Many papers at once: how far they are, which comes next, those without findings stored together, dismissing."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from responses.models import Eingang, Stapel
from responses.tasks import MOST_ATTEMPTS, store_eingang

from . import steps
from .arriving import have_read
from .storing import StoreError, store

CHANGED = "Das Papier wurde geändert, nachdem es übernommen werden sollte. Bitte prüfen und speichern."
NOT_STORED = "Das Speichern wurde mehrmals abgebrochen. Bitte prüfen und einzeln speichern."

Stand = Eingang.Stand

STATES: dict[str, tuple[str, Q]] = {
    "laeuft": ("in Arbeit", Q(stand=Stand.WARTET) | Q(stand=Stand.GELESEN, uebernahme_von__isnull=False)),
    "bekannt": ("zu vergleichen", Q(stand=Stand.GELESEN, uebernahme_von=None) & ~Q(bekannt="")),
    "fremd": ("keine Anfrage", Q(stand=Stand.GELESEN, uebernahme_von=None, bekannt="") & ~Q(andere_art="")),
    "hinweise": ("mit Hinweisen", Q(stand=Stand.GELESEN, uebernahme_von=None, bekannt="", andere_art="", offen__gt=0)),
    "gelesen": ("ohne Hinweise", Q(stand=Stand.GELESEN, uebernahme_von=None, bekannt="", andere_art="", offen=0)),
    "fehler": ("Fehler", Q(stand=Stand.FEHLER)),
    "gespeichert": ("gespeichert", Q(stand=Stand.GESPEICHERT)),
    "verworfen": ("verworfen", Q(stand=Stand.VERWORFEN)),
}
"""What can be said of a paper on the desk; each is in exactly one state."""


def counts(rows: QuerySet[Eingang]) -> dict[str, int]:
    """How many papers are in each state, in one query."""
    # Under names of their own: those of columns would stand for the column no more.
    counted = rows.aggregate(**{f"in_{name}": Count("pk", filter=condition) for name, (_, condition) in STATES.items()})
    return {name: counted[f"in_{name}"] for name in STATES}


def state_of(eingang: Eingang) -> str:
    """The name in STATES."""
    if eingang.stand != Stand.GELESEN:
        return {Stand.WARTET: "laeuft"}.get(eingang.stand, eingang.stand)
    if eingang.uebernahme_von_id:
        return "laeuft"
    if eingang.bekannt:
        return "bekannt"
    if eingang.andere_art:
        return "fremd"
    return "hinweise" if eingang.offen else "gelesen"


def next_to_check(batch: Stapel, *, after: int = 0) -> Eingang | None:
    """The next paper of the batch that a clerk has to look at, from position ``after`` on and then from the top."""
    rows = batch.eingaenge.read().filter(uebernahme_von=None).defer("text").order_by("position")
    return rows.filter(position__gt=after).first() or rows.first()


# --- Storing together ---------------------------------------------------------------------------------------


@transaction.atomic
def accept(rows: QuerySet[Eingang], *, by) -> int:
    """Have all of these papers stored that are read, new here and without findings; says how many."""
    chosen = list(rows.acceptable().select_for_update(of=("self",)).only("pk", "version").order_by("pk"))
    Eingang.objects.filter(pk__in=[row.pk for row in chosen]).update(uebernahme_von=by, fehler="")
    if chosen:
        store_eingang.batch_defer(*({"eingang": row.pk, "version": row.version} for row in chosen))
    return len(chosen)


def store_accepted(pk: int, *, version: int, attempt: int) -> None:
    """Store a paper that was accepted, in a transaction of its own. What was stored before is left alone; what cannot
    be stored is back on the desk, and says why."""
    eingang = Eingang.objects.defer("text").select_related("uebernahme_von").filter(pk=pk).first()
    if eingang is None or eingang.stand != Stand.GELESEN or eingang.uebernahme_von is None:
        return
    if attempt >= MOST_ATTEMPTS:
        _give_back(eingang, NOT_STORED)
    elif eingang.offen:
        _give_back(eingang, CHANGED)
    else:
        try:
            store(eingang, by=eingang.uebernahme_von, version=version)
        except StoreError as error:
            _give_back(eingang, str(error))
        except (steps.OutdatedError, steps.ClosedError):
            _give_back(eingang, CHANGED)


def _give_back(eingang: Eingang, sentence: str) -> None:
    Eingang.objects.filter(pk=eingang.pk, stand=Stand.GELESEN).update(uebernahme_von=None, fehler=sentence)


# --- Dismissing ---------------------------------------------------------------------------------------------


@transaction.atomic
def dismiss(eingang: Eingang, *, by) -> bool:
    """Put a paper aside that nothing is to be stored of; False when it is stored, or being stored, already."""
    stored = Eingang.objects.select_for_update().defer("text").get(pk=eingang.pk)
    if stored.stand in (Stand.GESPEICHERT, Stand.VERWORFEN) or stored.uebernahme_von_id:
        return False
    _change(stored, Stand.VERWORFEN, by=by)
    return True


@transaction.atomic
def bring_back(eingang: Eingang, *, by) -> bool:
    """Take back a dismissal: the paper is where it was."""
    stored = Eingang.objects.select_for_update().defer("text").get(pk=eingang.pk)
    if stored.stand != Stand.VERWORFEN:
        return False
    if stored.schritt:
        _change(stored, Stand.GELESEN, by=by)
    elif stored.fehler:
        _change(stored, Stand.FEHLER, by=by)
    else:
        _change(stored, Stand.WARTET, by=by)
        have_read([stored])
    return True


def _change(eingang: Eingang, stand: Stand, *, by) -> None:
    eingang.stand = stand
    eingang.version += 1
    eingang.bearbeitet_von, eingang.bearbeitet_am = by, timezone.now()
    eingang.save(update_fields=["stand", "version", "bearbeitet_von", "bearbeitet_am"])
