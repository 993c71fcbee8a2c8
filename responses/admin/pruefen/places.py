"""How the two sides of the page name the same thing: the place of a segment, and its German name.

A place is the key of a question or answer ("f3", "a2"), "begruendung", "vorbemerkung", or the head field that a part
of the source belongs to ("title"); "" for what leads nowhere.
"""

from __future__ import annotations

from inquiries.margin import german
from inquiries.reading.vocabulary import PARTS
from responses.desk.workpiece import (
    BEGRUENDUNG,
    LABEL,
    LEFT_OVER,
    NOTHING,
    REPEATED,
    VORBEMERKUNG,
    Segment,
    Workpiece,
)

_FIELD_OF = {
    "kind": "kind",
    "askers": "askers",
    "title": "title",
    "title mark": "title",
    "drucksache": "drucksache",
    "supplemented paper": "drucksache",
    "date": "date",
    "signatures": "signatories",
    "received-stamp": "received",
    "imprint": "issued",
    "reply kind": "reply_kind",
    "ministry": "ministry",
    "reply heading": "reply_kind",
    "opening of the reply": "letter_date",
    "cover letter": "letter_date",
    "closing": "signed_by",
}
OWN_NAMES = {NOTHING: "gehört zu nichts", BEGRUENDUNG: PARTS["Begründung"], VORBEMERKUNG: PARTS["Vorbemerkung"]}
_COLOURED = {"head", "opening", "opening of the reply", "closing", "signatures", "askers"}


def place_of(segment: Segment) -> str:
    return segment.owner or _FIELD_OF.get(segment.part, "")


def colour_of(segment: Segment, piece: Workpiece) -> str:
    """The class that a segment is coloured by."""
    if segment.is_furniture:
        return "rand"
    if segment.part == LEFT_OVER:
        return "offen"
    if segment.part == NOTHING:
        return "nichts"
    if segment.part == REPEATED:
        return "wiederholt"
    if segment.owner in (BEGRUENDUNG, VORBEMERKUNG):
        return "vor"
    if segment.owner.startswith("f"):
        return "frage"
    if segment.owner.startswith("a"):
        # Neighbours are told apart: every other answer has another colour.
        at = next((at for at, one in enumerate(piece.answers) if one.key == segment.owner), 0)
        return "antwort-2" if at % 2 else "antwort"
    return "kopf"


def name_of(segment: Segment, piece: Workpiece) -> str:
    """ "Antwort zu 3", "wiederholte Frage 2", "Kopfzeile", "gehört zu keinem Teil"."""
    if segment.part == REPEATED:
        return german(f"repeated question {segment.number}")
    if segment.owner:
        return owner_name(segment.owner, piece)
    return OWN_NAMES.get(segment.part) or german(segment.part)


def owner_name(owner: str, piece: Workpiece) -> str:
    if question := piece.asked(owner):
        return german(f"question {question.number}")
    if given := piece.given(owner):
        return german(f"answer {', '.join(given.numbers)}")
    return OWN_NAMES.get(owner) or german(owner)


def belongs_with(above: Segment, below: Segment) -> bool:
    """Whether two neighbours are read as one: a number or heading goes with the text of the same owner below it."""
    if above.owner != below.owner:
        return False
    if not above.owner:
        return above.part == below.part
    if below.part == REPEATED:
        return above.part == LABEL or (above.part == REPEATED and above.number == below.number)
    return above.part != REPEATED
