"""Two people look at a letter: one presents it, another publishes it or gives it back with a remark."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.db import models, transaction

from inquiries.recording import Version

from .models import Antwort, ImEinvernehmen, Stellungnahme, Vorlage, Ziffer
from .models.stellungnahme import MAY_CHANGE


class PresentationError(ValueError):
    """It cannot be presented or given back now; the message is a German sentence for the clerk."""


def may_publish() -> models.QuerySet:
    """The accounts that a letter can be presented to, by name."""
    accounts = get_user_model().objects.filter(is_active=True, is_staff=True)
    granted = models.Q(is_superuser=True)
    for way in ("groups__permissions", "user_permissions"):
        granted |= models.Q(
            **{f"{way}__codename": "publish_stellungnahme", f"{way}__content_type__app_label": "responses"}
        )
    return accounts.filter(granted).distinct().order_by("username")


@transaction.atomic
def present(stellungnahme: Stellungnahme, *, by, at: datetime.datetime, to=None, bemerkung: str = "") -> Vorlage:
    """Ask for the draft to be published; ``to`` nobody in particular means whoever may.

    Raises PresentationError when it is no draft or lies before somebody already.
    """
    letter = _lock(stellungnahme)
    if not letter.is_draft:
        raise PresentationError("Das Schreiben ist schon veröffentlicht.")
    if stellungnahme.vorlagen.open().exists():
        raise PresentationError("Das Schreiben ist schon zur Veröffentlichung vorgelegt.")
    return Vorlage.objects.create(
        stellungnahme=stellungnahme, vorgelegt_am=at, vorgelegt_von=by, vorgelegt_an=to, bemerkung=bemerkung
    )


@transaction.atomic
def give_back(stellungnahme: Stellungnahme, *, by, at: datetime.datetime, bemerkung: str) -> None:
    """Say what is to be done first. Raises PresentationError when it lies before nobody."""
    _lock(stellungnahme)
    if not end_presentation(stellungnahme, Vorlage.Ausgang.ZURUECKGEGEBEN, by=by, at=at, rueckmeldung=bemerkung):
        raise PresentationError("Das Schreiben ist nicht (mehr) zur Veröffentlichung vorgelegt.")


def end_presentation(
    stellungnahme: Stellungnahme, ausgang: str, *, by, at: datetime.datetime, rueckmeldung: str = ""
) -> bool:
    """Whether there was one to end."""
    vorlage = stellungnahme.vorlagen.open().first()
    if vorlage is None:
        return False
    vorlage.ausgang, vorlage.beendet_von, vorlage.beendet_am = ausgang, by, at
    vorlage.rueckmeldung = rueckmeldung
    vorlage.save(update_fields=["ausgang", "beendet_von", "beendet_am", "rueckmeldung"])
    return True


def _lock(stellungnahme: Stellungnahme) -> Stellungnahme:
    return Stellungnahme.objects.select_for_update().only("state").get(pk=stellungnahme.pk)


# --- Who had a hand in it -----------------------------------------------------------------------------------


def contributors(stellungnahme: Stellungnahme) -> set[int]:
    """The keys of those who entered, changed or presented the letter.

    Asked of the history, which the database writes whichever way a change is made. What only follows from something
    else is no change: a number whose question was entered later, a step of publishing.
    """
    found = set(stellungnahme.vorlagen.values_list("vorgelegt_von", flat=True))
    if stellungnahme.source_id and stellungnahme.source.erfasst_von_id:
        found.add(stellungnahme.source.erfasst_von_id)
    antworten = Antwort.pgh_event_model.objects.filter(stellungnahme=stellungnahme.pk)
    for model, rows, but in (
        (Stellungnahme, {"pgh_obj": stellungnahme.pk}, set(MAY_CHANGE)),
        (ImEinvernehmen, {"stellungnahme": stellungnahme.pk}, set()),
        (Antwort, {"stellungnahme": stellungnahme.pk}, set()),
        (Ziffer, {"antwort__in": antworten.values("pgh_obj")}, {"frage"}),
    ):
        states = model.pgh_event_model.objects.filter(**rows).order_by("pgh_obj_id", "pgh_id")
        found.update(_who_changed(states, but))
    return found


def _who_changed(states: models.QuerySet, but: set[str]) -> Iterator[int]:
    """Of the states of some rows, row by row in order: who made one that differs from the state before it."""
    version = states.model
    said = [
        field.attname
        for field in version._meta.local_fields
        if not field.name.startswith("pgh_") and field.name not in but
    ]
    before: Version | None = None
    for state in states:
        first = before is None or before.pgh_obj_id != state.pgh_obj_id
        differs = first or state.pgh_label == Version.DELETE
        differs = differs or any(getattr(state, name) != getattr(before, name) for name in said)
        who = (state.pgh_context or {}).get("user")
        if differs and who is not None:
            yield who
        before = state
