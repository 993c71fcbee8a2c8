"""A workpiece becomes rows: inquiry, letter, and what is still open about them, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from inquiries.models import Antrag, Drucksache, Source
from inquiries.models.datei import digest
from inquiries.reading import Finding
from responses.findings import record_findings, settle
from responses.fitting import IntakeError
from responses.models import Eingang, Luecke, Stellungnahme
from responses.paper_rows import ARTEN, record_inquiry, record_reply
from responses.publishing import PublishError, open_questions, publish

from . import steps
from .checks import UNANSWERED, Note
from .workpiece import Desk

UNSTORABLE = frozenset(
    {
        "answer-empty", "date-impossible", "kind-missing", "not-an-inquiry", "number-impossible", "question-empty",
        "question-number-twice", "questions-missing", "supplemented-missing", "title-missing",
    }
)  # fmt: skip
"""Findings without whose repair there is nothing that could be stored, whatever reason is given."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a paper. ``missing``: what a clerk must still say before the letter can be published."""

    antrag: Antrag
    stellungnahme: Stellungnahme | None
    missing: tuple[str, ...] = ()


class StoreError(ValueError):
    """The paper cannot be stored as it stands; the message is a German sentence. Nothing was changed.

    ``at`` is where it is to be put right: as in ``Note``.
    """

    def __init__(self, message: str, at: str = "") -> None:
        super().__init__(message)
        self.at = at


def store(eingang: Eingang, *, by, version: int, publishing: bool = False, corrects: str = "") -> Stored:
    """Store the paper as inquiry and draft of a letter, and with ``publishing`` publish the letter.

    ``corrects`` is what a new version of a letter puts right, in the sentence that readers will see.

    What is open stays as Hinweise of the rows; what a clerk gave a reason for is settled with it. Raises StoreError,
    ``steps.OutdatedError`` and ``steps.ClosedError``, and changes nothing then.
    """
    try:
        with transaction.atomic():
            return _store(eingang, by=by, version=version, publishing=publishing, corrects=corrects)
    except (IntakeError, PublishError) as error:
        raise StoreError(str(error)) from error
    except IntegrityError as error:  # the same paper was stored by somebody else at this moment
        raise StoreError("Dasselbe Papier wurde eben von jemand anderem gespeichert. Bitte neu laden.") from error


def _store(eingang: Eingang, *, by, version: int, publishing: bool, corrects: str) -> Stored:
    eingang = steps.lock(eingang, version)
    desk = steps.current(eingang)
    notes = steps.notes(eingang, desk)
    _check(eingang, desk, notes)
    source = _source(eingang, by=by)
    # A job has no request that would name the clerk.
    with pghistory.context(user=by.pk, source=source.pk if source else None):
        antrag = eingang.antrag or _record_inquiry(desk, source)
        letter = record_reply(antrag, desk.paper, source, ersetzt=eingang.ersetzt) if desk.piece.has_reply else None
        _keep_notes(desk, notes, new=None if eingang.antrag else antrag, letter=letter, by=by)
        if letter and letter.ersetzt_id:
            letter.berichtigungsgrund = corrects
            letter.save(update_fields=["berichtigungsgrund"])
        if letter:
            _publish_or_wait(desk, notes, letter, by=by, publishing=publishing)
    eingang.stand = Eingang.Stand.GESPEICHERT
    eingang.source, eingang.anfrage, eingang.stellungnahme = source, antrag, letter
    eingang.version += 1
    eingang.bearbeitet_am, eingang.bearbeitet_von = timezone.now(), by
    eingang.save()
    return Stored(antrag, letter, tuple(note.message for note in notes if note.is_open))


def _check(eingang: Eingang, desk: Desk, notes: list[Note]) -> None:
    for note in notes:
        if note.code in UNSTORABLE:
            raise StoreError(note.message, note.at)
    if eingang.antrag is None:
        if desk.piece.get("kind") not in ARTEN:
            raise StoreError(f"„{desk.piece.get('kind')}“ ist keine Art einer Anfrage.", "kind")
        _check_free(desk)
    elif not desk.piece.has_reply:
        raise StoreError(
            f"Zu {eingang.antrag.number} ist hier keine Antwort. Bitte eine Antwort zuordnen oder eingeben."
        )


def _check_free(desk: Desk) -> None:
    """Refuse the number of a paper that is entered already."""
    number = desk.paper.drucksache
    if not number:
        return
    taken = Antrag.objects.filter(drucksache__in=Drucksache.objects.numbered(number)).first()
    if taken:
        raise StoreError(f"Drucksache {number} ist schon erfasst: {taken.titel}", "drucksache")


def _source(eingang: Eingang, *, by) -> Source | None:
    """The source of what is stored; none when everything was typed. One that is here already is the same one."""
    if not eingang.text:
        return None
    sha256 = eingang.datei.sha256 if eingang.datei_id else digest(eingang.text.encode())
    if known := Source.objects.filter(sha256=sha256).first():
        return known
    source = Source(
        datei_id=eingang.datei_id,
        name=eingang.name,
        medientyp=eingang.medientyp or "text/plain",
        sha256=sha256,
        text=eingang.text,
        empfangen_am=eingang.stapel.erfasst_am,
        erfasst_von=by,
    )
    source.save()
    return source


def _record_inquiry(desk: Desk, source: Source | None) -> Antrag:
    return record_inquiry(
        desk.paper,
        source,
        askers_meant=[person.meant for person in desk.piece.askers],
        signatories_meant=[person.meant for person in desk.piece.signatories],
    )


def _keep_notes(desk: Desk, notes: list[Note], *, new: Antrag | None, letter: Stellungnahme | None, by) -> None:
    """Notes as Hinweise; that a question has no answer is told by the question itself, and its reason is a Luecke."""
    kept = [note for note in notes if note.severity != "info" and not (letter and note.code == UNANSWERED)]
    keep = partial(record_findings, antrag=new, stellungnahme=letter)
    for note in kept:
        about = _about(desk, note.at)
        places = (note.span, *note.again)
        for hinweis in keep(Finding(note.code, note.severity, about, note.message, span) for span in places):
            if note.reason:
                settle(hinweis, grund=note.reason[:500], by=by, at=timezone.now())


def _about(desk: Desk, at: str) -> str:
    """The place of a note in the words of the reader."""
    if question := desk.piece.asked(at):
        return f"question {question.number}"
    if given := desk.piece.given(at):
        return f"answer {', '.join(given.numbers)}"
    if at.startswith("frage-"):
        return f"question {at.removeprefix('frage-')}"
    return {"": "text", "vorbemerkung": "preamble"}.get(at, at)


def _publish_or_wait(desk: Desk, notes: list[Note], letter: Stellungnahme, *, by, publishing: bool) -> None:
    reasons = {
        _about(desk, note.at).removeprefix("question "): note.reason
        for note in notes
        if note.code == UNANSWERED and note.reason
    }
    by_question = {frage.pk: reasons[frage.nummer] for frage in open_questions(letter) if frage.nummer in reasons}
    if publishing:
        publish(letter, by=by, at=timezone.now(), reasons=by_question)
    else:
        Luecke.objects.bulk_create(
            Luecke(stellungnahme=letter, frage_id=frage, grund=grund[:500]) for frage, grund in by_question.items()
        )
