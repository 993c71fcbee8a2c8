"""Where each finding stands on the page, and the way through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inquiries.reading.numbers import sort_key
from responses.desk.checks import LEFT_OVER_CODE, SEVERITIES, UNANSWERED, Note
from responses.desk.storing import UNSTORABLE
from responses.desk.workpiece import BEGRUENDUNG, LEFT_OVER, VORBEMERKUNG, Desk
from responses.findings import AS_PRINTED

from .changing import FIELD_NAMES, GROUPS, ROLES
from .places import owner_name
from .result_pane import Row, part_numbers
from .stretches import next_owner, previous_owner

SEVERITY_NAMES = {"error": ("Fehler", "Fehler"), "warning": ("Hinweis", "Hinweise"), "info": ("Notiz", "Notizen")}


@dataclass(frozen=True, slots=True)
class Shown:
    """A note with the place on the page where it stands: on the left a line of the source, else on the right."""

    note: Note
    about: str
    """ "Frage 7", "Titel" …"""
    at: str
    """The place on the right, "allgemein" for what is about the paper as a whole; "" when it stands on the left."""
    href: str
    subject: str = ""
    """The name or number that the note is about, where a remedy needs it."""
    others: tuple[tuple[str, str], ...] = ()
    """(place, German name) of what the remedies can join it with or put it to."""
    start: int | None = None
    """Where in the source the clerk may look for what is missing."""
    usual: tuple[str, str] = ("So steht es im Papier", AS_PRINTED)
    """The reason that is one press away: what the button says, and the reason; nothing where a remedy says it."""

    @property
    def can_stand(self) -> bool:
        """Whether a reason is enough: without some things there is nothing that could be stored."""
        return self.note.severity != "info" and self.note.code not in UNSTORABLE

    @property
    def is_missing_answer(self) -> bool:
        return self.note.code == UNANSWERED

    @property
    def anchor(self) -> str:
        return f"h-{self.note.key}"

    @property
    def severity_name(self) -> str:
        return SEVERITY_NAMES[self.note.severity][0]


@dataclass(frozen=True, slots=True)
class Count:
    severity: str
    number: int

    @property
    def name(self) -> str:
        one, several = SEVERITY_NAMES[self.severity]
        return f"{self.number} {one if self.number == 1 else several}"


def shown_notes(desk: Desk, notes: Sequence[Note], rows: Sequence[Row], *, left, right: int) -> list[Shown]:
    """In the order of ``check``. ``left``: the window of the source that is shown, ``right``: the part of the rows."""
    parts = part_numbers(rows)
    fixed = {*FIELD_NAMES, *ROLES, *GROUPS, BEGRUENDUNG, VORBEMERKUNG}
    shown = []
    for note in notes:
        query = ""
        if note.at in parts or note.at in fixed:
            at = note.at
            number = parts.get(at, right)
            if number != right:
                query = f"?rechts={number}&links={left.number}"
        elif note.span and note.code == LEFT_OVER_CODE:
            at = ""
            number = left.number_of(note.span.start)
            if number != left.number:
                query = f"?links={number}&rechts={right}"
        else:
            at = "allgemein"
        shown.append(Shown(note, _about(desk, note), at, f"{query}#h-{note.key}", **_remedy(desk, note)))
    return shown


def _remedy(desk: Desk, note: Note) -> dict[str, Any]:
    """What the usual remedies of a note need to know."""
    piece = desk.piece
    match note.code:
        case "question-unanswered":
            number = _number(desk, note)
            reason = ("Das Schreiben antwortet darauf nicht", "Das Schreiben enthält zu dieser Nummer keine Antwort.")
            return {"subject": number, "start": _where_to_look(desk, number), "usual": reason}
        case "other-inquiry":
            return {"usual": ("Es ist die richtige Anfrage", "Es ist die richtige Anfrage.")}
        case "unknown-ministry":
            names = (piece.get("ministry"), *piece.co_ministries)
            return {"subject": next((name for name in names if f"„{name}“" in note.message), "")}
        case "unknown-fraktion":
            people = (*piece.askers, *piece.signatories)
            names = (*piece.fraktionen, *(person.fraktion for person in people))
            return {"subject": next((name for name in names if f"„{name}“" in note.message), "")}
        case "answer-number-twice":
            here = piece.given(note.at)
            same = [one for one in piece.answers if here and one is not here and {*one.numbers} & {*here.numbers}]
            return {"others": tuple((one.key, owner_name(one.key, piece)) for one in same)}
        case _ if note.code == LEFT_OVER_CODE:
            beside = (previous_owner(piece, note.span.start), next_owner(piece, note.span.start))
            return {"others": tuple((key, owner_name(key, piece)) for key in beside if key), "usual": ("", "")}
    return {}


def _number(desk: Desk, note: Note) -> str:
    question = desk.piece.asked(note.at)
    return question.number if question else note.at.removeprefix("frage-")


def _where_to_look(desk: Desk, number: str) -> int | None:
    """Text that belongs to no part, else the answer before the missing one, which may have swallowed it."""
    piece = desk.piece
    left_over = (one.start for one in piece.segments if one.part == LEFT_OVER)
    before = [one.key for one in piece.answers if sort_key(one.numbers[0]) < sort_key(number)]
    own = [span.start for key in before[-1:] for span in desk.spans_of(key)]
    return next(left_over, own[0] if own else None)


def _about(desk: Desk, note: Note) -> str:
    if note.at in FIELD_NAMES:
        return FIELD_NAMES[note.at]
    if note.at in ROLES or note.at in GROUPS:
        return (ROLES | GROUPS)[note.at]
    if note.at.startswith("frage-"):
        return f"Frage {note.at.removeprefix('frage-')}"
    return owner_name(note.at, desk.piece) if note.at else "Text"


def counts_of(notes: Sequence[Note]) -> list[Count]:
    """How many stand open, by severity; notes of severity "info" are never open and only counted."""
    found = [
        Count(severity, sum(note.severity == severity and not note.reason for note in notes)) for severity in SEVERITIES
    ]
    return [count for count in found if count.number]


def missing_of(shown: Sequence[Shown]) -> list[Shown]:
    """The questions without an answer and without a reason."""
    return [one for one in shown if one.is_missing_answer and not one.note.reason]
