"""The work on a paper, step by step in the database: begun, changed, undone, done again."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from inquiries.models import Fraktion, Ministerium
from inquiries.reading import Finding, Paper, Question
from responses.models import Arbeitsschritt, Eingang
from responses.shared_number import inquiries_of

from .beginning import begin_each, place_in
from .checks import House, Note, check
from .workpiece import Desk, Workpiece

READ = "Eingelesen"
MOST_STEPS = 500
"""So many steps of one paper are kept for undoing."""


class OutdatedError(Exception):
    """Somebody else changed the paper since the page was shown; nothing was changed now."""


class ClosedError(Exception):
    """The paper is stored or dismissed: the work on it is over."""


def known_questions(eingang: Eingang) -> tuple[Question, ...]:
    """The questions of the inquiry that the paper answers; none when it brings its own."""
    if eingang.antrag_id is None:
        return ()
    return tuple(
        Question(frage.nummer, frage.text, None, frage.abschnitt or None, frage.beschlussteil)
        for frage in eingang.antrag.fragen.order_by("position", "pk")
    )


def house() -> House:
    return House(
        frozenset(Ministerium.objects.values_list("name", flat=True)),
        frozenset(Fraktion.objects.values_list("kuerzel", flat=True)),
    )


@transaction.atomic
def start(eingang: Eingang, *, text: str, paper: Paper, findings: Iterable[Finding] = (), by=None) -> None:
    """Begin the work on a paper that was just read. ``findings``: of the extraction, beside those of the paper.

    Of several inquiries in the paper each further one becomes an Eingang of its own in the same batch.
    """
    first, *further = _pieces(text, paper, findings)
    _begin(eingang, text, first, by=by)
    last = eingang.stapel.eingaenge.aggregate(last=Max("position"))["last"] or 0
    for at, piece in enumerate(further, start=1):
        other = Eingang(
            stapel=eingang.stapel,
            position=last + at,
            name=f"{eingang.name[:230]} ({at + 1}. Anfrage)".strip(),
            datei_id=eingang.datei_id,
            medientyp=eingang.medientyp,
        )
        other.save()
        _begin(other, text, piece, by=by)


@transaction.atomic
def start_again(
    eingang: Eingang, *, text: str, paper: Paper, place: int, findings: Iterable[Finding] = (), by=None
) -> None:
    """Do anew what is done already: earlier steps go. Of several inquiries this is the one at ``place``, from 0 on;
    the others have rows of their own since the paper was read first."""
    _begin(eingang, text, _pieces(text, paper, findings)[place], by=by)


def place_of(eingang: Eingang, paper: Paper) -> int:
    """Which of the inquiries of a paper, from 0 on, is worked on here; ``paper`` was just read from the same text."""
    return place_in(paper, current(eingang).piece) if eingang.schritt else 0


def _pieces(text: str, paper: Paper, findings: Iterable[Finding]) -> list[Workpiece]:
    one, *others = inquiries_of(paper)
    return begin_each(text, replace(one, further=tuple(others)), findings)


def _begin(eingang: Eingang, text: str, piece: Workpiece, *, by) -> None:
    eingang.text = text
    eingang.stand = Eingang.Stand.GELESEN
    eingang.fehler = ""
    eingang.schritte.all().delete()
    eingang.schritt = 0
    _add(eingang, piece, READ, by=by, at=timezone.now())


def current(eingang: Eingang) -> Desk:
    """The workpiece of the step that holds now, on its source."""
    step = eingang.schritte.get(nummer=eingang.schritt)
    return Desk(Workpiece.from_json(step.werkstueck), eingang.text, known_questions(eingang))


def notes(eingang: Eingang, desk: Desk) -> list[Note]:
    return check(desk, house())


@transaction.atomic
def take(
    eingang: Eingang, change: Callable[[Workpiece], Workpiece], was: str, *, by, version: int
) -> tuple[Eingang, Desk]:
    """Change the workpiece; ``version`` is the one that the page showed, ``was`` says what is done ("Antwort geteilt").

    What was undone before is given up. A change that changes nothing is no step. Raises OutdatedError, ClosedError,
    and what ``change`` raises; nothing is changed then.
    """
    eingang = lock(eingang, version)
    desk = current(eingang)
    changed = change(desk.piece)
    if changed == desk.piece:
        return eingang, desk
    eingang.schritte.filter(nummer__gt=eingang.schritt).delete()
    _add(eingang, changed, was, by=by, at=timezone.now())
    return eingang, current(eingang)


@transaction.atomic
def answer_to(eingang: Eingang, antrag, *, by, version: int) -> Eingang:
    """Say which inquiry the paper answers (None: it brings its own)."""
    eingang = lock(eingang, version)
    eingang.antrag = antrag
    _touch(eingang, by=by, at=timezone.now())
    return eingang


def undo(eingang: Eingang, *, by, version: int) -> str:
    """Go back one step; says what was undone, "" when there is nothing to undo."""
    return _go(eingang, -1, by=by, version=version)


def redo(eingang: Eingang, *, by, version: int) -> str:
    """Do again what was undone last; says what, "" when there is nothing."""
    return _go(eingang, 1, by=by, version=version)


@transaction.atomic
def _go(eingang: Eingang, way: int, *, by, version: int) -> str:
    eingang = lock(eingang, version)
    target = eingang.schritt + way
    steps = dict(eingang.schritte.filter(nummer__in=[eingang.schritt, target]).values_list("nummer", "was"))
    if target not in steps:
        return ""
    was = steps[max(eingang.schritt, target)]
    eingang.schritt = target
    _touch(eingang, by=by, at=timezone.now())
    return was


def lock(eingang: Eingang, version: int) -> Eingang:
    """The row as it is now, for this transaction alone. Raises OutdatedError, ClosedError."""
    stored = Eingang.objects.select_for_update(of=("self",)).select_related("antrag", "stapel").get(pk=eingang.pk)
    if stored.stand != Eingang.Stand.GELESEN:
        raise ClosedError
    if stored.version != version:
        raise OutdatedError
    return stored


def _add(eingang: Eingang, piece: Workpiece, was: str, *, by, at: datetime.datetime) -> None:
    eingang.schritt += 1
    Arbeitsschritt.objects.create(
        eingang=eingang, nummer=eingang.schritt, was=was, werkstueck=piece.to_json(), konto=by, am=at
    )
    eingang.schritte.filter(nummer__lte=eingang.schritt - MOST_STEPS).delete()
    _touch(eingang, by=by, at=at)


def _touch(eingang: Eingang, *, by, at: datetime.datetime) -> None:
    eingang.version += 1
    eingang.bearbeitet_am, eingang.bearbeitet_von = at, by
    desk = current(eingang)
    eingang.offen = sum(note.is_open for note in notes(eingang, desk))
    eingang.andere_art = desk.other_document
    eingang.betreff = _subject(eingang, desk.piece)[:300]
    eingang.save()


def _subject(eingang: Eingang, piece: Workpiece) -> str:
    """What staff would call the paper: „Antrag 17/9075: Titel“, „Stellungnahme zu 17/9075: Titel“."""
    if antrag := eingang.antrag:
        return f"{antrag.reply_noun} zu {antrag}"
    named = " ".join(filter(None, [piece.get("kind"), piece.get("drucksache")]))
    return ": ".join(filter(None, [named, piece.get("title")]))
