"""Where each finding stands on the page, and the way through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from responses.desk.checks import SEVERITIES, Note
from responses.desk.workpiece import BEGRUENDUNG, VORBEMERKUNG, Desk

from . import result_pane
from .changing import FIELD_NAMES, GROUPS, ROLES
from .places import owner_name
from .result_pane import Row

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
    on_page = {place for row in rows for place in row.places}
    fixed = {*FIELD_NAMES, *ROLES, *GROUPS, BEGRUENDUNG, VORBEMERKUNG}
    shown = []
    for note in notes:
        query = ""
        if note.at in on_page or note.at in fixed:
            at = note.at
            number = result_pane.part_with(rows, at) if at in on_page else right
            if number != right:
                query = f"?rechts={number}&links={left.number}"
        elif note.span and note.code == "text-in-no-part":
            at = ""
            number = left.number_of(note.span.start)
            if number != left.number:
                query = f"?links={number}&rechts={right}"
        else:
            at = "allgemein"
        shown.append(Shown(note, _about(desk, note), at, f"{query}#h-{note.key}"))
    return shown


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


def missing_of(notes: Sequence[Note]) -> list[str]:
    """What is missing by name: "Frage 7: keine Antwort"."""
    return [
        f"Frage {note.at.removeprefix('frage-')}" if note.at.startswith("frage-") else note.message
        for note in notes
        if note.code == "question-unanswered" and not note.reason
    ]
