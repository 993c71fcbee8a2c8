"""From draft to published: what must be said before readers see a letter; and withdrawn, with a reason.

A published letter is not edited. Readers may have printed and quoted it, so a correction is a version of its own
(``revising``) that replaces the one before it here, and a withdrawn one stays with the reason at its address.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from inquiries.models import Frage

from .entry import unanswered
from .findings import SETTLED_BY_PUBLISHING, settle_many
from .four_eyes import contributors, end_presentation
from .models import Hinweis, Luecke, Stellungnahme, Vorlage, Ziffer


class PublishError(ValueError):
    """The letter cannot be published (or withdrawn) now; the message is a German sentence for the clerk."""


def open_questions(stellungnahme: Stellungnahme) -> list[Frage]:
    """Questions that nobody answered and nobody explained, were this letter published now.

    An answer in another published letter counts, and so does a reason recorded there; not those of the version that
    this one replaces. A supplement is not asked to answer what its letter supplements.
    """
    if stellungnahme.art == Stellungnahme.Art.ERGAENZUNG:
        return []
    others = (
        Stellungnahme.objects.published()
        .filter(antrag=stellungnahme.antrag)
        .exclude(pk__in=[stellungnahme.pk, stellungnahme.ersetzt_id or 0])
    )
    settled = {
        *Ziffer.objects.filter(antwort__stellungnahme__in=others).values_list("frage_id", flat=True),
        *Luecke.objects.filter(stellungnahme__in=others).values_list("frage_id", flat=True),
    }
    return [frage for frage in unanswered(stellungnahme) if frage.pk not in settled]


def obstacles(stellungnahme: Stellungnahme) -> list[str]:
    """Sentences that say what is missing before this letter can be published; what a reason settles is not among
    them: open questions, and Hinweise (``unsettled``)."""
    missing = []
    if not stellungnahme.ministry_name:
        missing.append("Das Ministerium fehlt.")
    if not stellungnahme.antworten.exists() and not stellungnahme.vorbemerkung:
        missing.append("Das Schreiben enthält noch keinen Text: weder eine Antwort noch eine Vorbemerkung.")
    if stellungnahme.ersetzt_id and not stellungnahme.berichtigungsgrund:
        missing.append("Es fehlt, was berichtigt wird; Lesende sehen diesen Satz bei der neuen Fassung.")
    return missing


def unsettled(stellungnahme: Stellungnahme) -> list[Hinweis]:
    """The Hinweise that need a word before the letter is published, in the order they came.

    A question that the reader found unanswered is not asked for twice: it is open, or answered by now.
    """
    return list(stellungnahme.hinweise.open().serious().exclude(code__in=SETTLED_BY_PUBLISHING).order_by("pk"))


def reserved(stellungnahme: Stellungnahme, *, by) -> str:
    """Why this clerk leaves publishing to another, as a sentence; empty when nothing speaks against it.

    Asked for with the setting VIER_AUGEN only.
    """
    if not settings.VIER_AUGEN or by is None or by.pk not in contributors(stellungnahme):
        return ""
    return (
        "Vier Augen: Sie haben dieses Schreiben selbst erfasst, geändert oder vorgelegt. "
        "Veröffentlichen kann es nur jemand anderes; legen Sie es dazu vor."
    )


@transaction.atomic
def publish(
    stellungnahme: Stellungnahme,
    *,
    by,
    at: datetime.datetime,
    reasons: Mapping[int, str] | None = None,
    settled: Mapping[int, str] | None = None,
    unread: bool = False,
) -> None:
    """Make a draft visible to readers, in place of the version that it corrects.

    ``reasons``: primary key of each open question → why it has no answer; ``settled``: of each unsettled Hinweis →
    why nothing is left to do. ``unread`` is for printed papers, which are public: nobody has read them here yet, so
    their Hinweise stay open, and no second pair of eyes is asked for. Raises PublishError, and changes nothing, when
    it is no draft, something is missing or a reason is.
    """
    _lock(stellungnahme, Stellungnahme.State.ENTWURF, "Das Schreiben ist schon veröffentlicht.")
    if missing := obstacles(stellungnahme):
        raise PublishError(" ".join(missing))
    if not unread and (sentence := reserved(stellungnahme, by=by)):
        raise PublishError(sentence)
    given = _folded(reasons)
    left_open = open_questions(stellungnahme)
    if without := [frage.nummer for frage in left_open if not given.get(frage.pk)]:
        raise PublishError(f"Ohne Antwort und ohne Grund: {', '.join(without)}.")
    if not unread:
        _settle(stellungnahme, left_open, given, _folded(settled), by=by, at=at)
    stellungnahme.luecken.all().delete()
    Luecke.objects.bulk_create(
        Luecke(stellungnahme=stellungnahme, frage=frage, grund=given[frage.pk]) for frage in left_open
    )
    _replace(stellungnahme)
    stellungnahme.state = Stellungnahme.State.VEROEFFENTLICHT
    stellungnahme.veroeffentlicht_am = at
    stellungnahme.veroeffentlicht_von = by
    stellungnahme.save(update_fields=["state", "drucksache", "veroeffentlicht_am", "veroeffentlicht_von"])
    end_presentation(stellungnahme, Vorlage.Ausgang.VEROEFFENTLICHT, by=by, at=at)


def _folded(texts: Mapping[int, str] | None) -> dict[int, str]:
    return {pk: " ".join(text.split()) for pk, text in (texts or {}).items()}


def _settle(stellungnahme: Stellungnahme, left_open, reasons, settled, *, by, at: datetime.datetime) -> None:
    left = unsettled(stellungnahme)
    if without := [hinweis for hinweis in left if not settled.get(hinweis.pk)]:
        raise PublishError(f"Noch nicht erledigt: {len(without)} Hinweis{'e' if len(without) > 1 else ''}.")
    for hinweis in left:
        hinweis.erledigt_grund = settled[hinweis.pk]
    numbers = {f"question {frage.nummer}": reasons[frage.pk] for frage in left_open}
    known = list(stellungnahme.hinweise.open().filter(code__in=SETTLED_BY_PUBLISHING))
    for hinweis in known:
        hinweis.erledigt_grund = numbers.get(hinweis.stelle, "Die Frage ist inzwischen beantwortet.")
    settle_many([*left, *known], by=by, at=at)


def _replace(stellungnahme: Stellungnahme) -> None:
    """The version before it gives up its place and its number; one that was withdrawn remains so."""
    if not stellungnahme.ersetzt_id:
        return
    before = Stellungnahme.objects.select_for_update(of=["self"]).get(pk=stellungnahme.ersetzt_id)
    if stellungnahme.drucksache_id is None:
        stellungnahme.drucksache_id = before.drucksache_id
    before.drucksache = None
    if before.is_published:
        before.state = Stellungnahme.State.ERSETZT
        before.save(update_fields=["state", "drucksache"])
    elif stellungnahme.drucksache_id is not None:
        before.save(update_fields=["drucksache"])


@transaction.atomic
def withdraw(stellungnahme: Stellungnahme, *, by, at: datetime.datetime, grund: str) -> None:
    """Take a published letter away from readers, with the versions before it; its address says when and why.

    Raises PublishError when it is not published.
    """
    _lock(stellungnahme, Stellungnahme.State.VEROEFFENTLICHT, "Das Schreiben ist nicht (mehr) veröffentlicht.")
    version: Stellungnahme | None = stellungnahme
    while version is not None:
        if not version.is_withdrawn:
            version.state = Stellungnahme.State.ZURUECKGEZOGEN
            version.zurueckgezogen_am, version.zurueckgezogen_von = at, by
            version.zurueckziehungsgrund = grund
            version.save(update_fields=["state", "zurueckgezogen_am", "zurueckgezogen_von", "zurueckziehungsgrund"])
        version = version.ersetzt


def _lock(stellungnahme: Stellungnahme, expected: str, otherwise: str) -> None:
    """Two clerks may press the button at the same time: the second one is told."""
    stored = Stellungnahme.objects.select_for_update().only("state").get(pk=stellungnahme.pk)
    if stored.state != expected:
        raise PublishError(otherwise)
