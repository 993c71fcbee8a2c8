"""From draft to published and back: what must be said before readers see a letter.

A published letter is not edited. Readers may have printed and quoted it, so what they saw is changed only by
taking the letter back with a reason, which the history keeps, and publishing it anew.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction

from inquiries.models import Frage

from .entry import unanswered
from .models import Luecke, Stellungnahme, Ziffer


class PublishError(ValueError):
    """The letter cannot be published (or taken back) now; the message is a German sentence for the clerk."""


def open_questions(stellungnahme: Stellungnahme) -> list[Frage]:
    """Questions that nobody answered and nobody explained, were this letter published now.

    An answer in another published letter counts, and so does a reason recorded there. A supplement is not asked
    to answer what its letter supplements.
    """
    if stellungnahme.art == Stellungnahme.Art.ERGAENZUNG:
        return []
    others = Stellungnahme.objects.published().filter(antrag=stellungnahme.antrag).exclude(pk=stellungnahme.pk)
    settled = {
        *Ziffer.objects.filter(antwort__stellungnahme__in=others).values_list("frage_id", flat=True),
        *Luecke.objects.filter(stellungnahme__in=others).values_list("frage_id", flat=True),
    }
    return [frage for frage in unanswered(stellungnahme) if frage.pk not in settled]


def obstacles(stellungnahme: Stellungnahme) -> list[str]:
    """Sentences that say what is missing before this letter can be published; open questions are not among them."""
    missing = []
    if not stellungnahme.ministry_name:
        missing.append("Das Ministerium fehlt.")
    if not stellungnahme.antworten.exists() and not stellungnahme.vorbemerkung:
        missing.append("Das Schreiben enthält noch keinen Text: weder eine Antwort noch eine Vorbemerkung.")
    return missing


@transaction.atomic
def publish(
    stellungnahme: Stellungnahme, *, by, at: datetime.datetime, reasons: Mapping[int, str] | None = None
) -> None:
    """Make a draft visible to readers. ``reasons``: primary key of each open question → why it has no answer.

    Raises PublishError, and changes nothing, when it is no draft, something is missing or a reason is.
    """
    _lock(stellungnahme, Stellungnahme.State.ENTWURF, "Das Schreiben ist schon veröffentlicht.")
    if missing := obstacles(stellungnahme):
        raise PublishError(" ".join(missing))
    given = {pk: " ".join(text.split()) for pk, text in (reasons or {}).items()}
    left_open = open_questions(stellungnahme)
    if without := [frage.nummer for frage in left_open if not given.get(frage.pk)]:
        raise PublishError(f"Ohne Antwort und ohne Grund: {', '.join(without)}.")
    stellungnahme.luecken.all().delete()
    Luecke.objects.bulk_create(
        Luecke(stellungnahme=stellungnahme, frage=frage, grund=given[frage.pk]) for frage in left_open
    )
    stellungnahme.state = Stellungnahme.State.VEROEFFENTLICHT
    stellungnahme.veroeffentlicht_am = at
    stellungnahme.veroeffentlicht_von = by
    stellungnahme.save(update_fields=["state", "veroeffentlicht_am", "veroeffentlicht_von"])


@transaction.atomic
def withdraw(stellungnahme: Stellungnahme) -> None:
    """Make a published letter a draft again, so that it can be corrected; the reasons given stay with it.

    Raises PublishError when it is a draft already.
    """
    _lock(stellungnahme, Stellungnahme.State.VEROEFFENTLICHT, "Das Schreiben ist schon wieder ein Entwurf.")
    stellungnahme.state = Stellungnahme.State.ENTWURF
    stellungnahme.veroeffentlicht_am = None
    stellungnahme.veroeffentlicht_von = None
    stellungnahme.save(update_fields=["state", "veroeffentlicht_am", "veroeffentlicht_von"])


def _lock(stellungnahme: Stellungnahme, expected: str, otherwise: str) -> None:
    """Two clerks may press the button at the same time: the second one is told."""
    stored = Stellungnahme.objects.select_for_update().only("state").get(pk=stellungnahme.pk)
    if stored.state != expected:
        raise PublishError(otherwise)
