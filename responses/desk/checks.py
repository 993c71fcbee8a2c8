"""What a clerk should look at in a workpiece, as it stands now. Pure: what the house knows is passed in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from inquiries.reading import Finding, Span
from inquiries.reading.again import CHECKED_AGAIN, check_again
from inquiries.reading.numbers import sort_key

from .workpiece import BEGRUENDUNG, LEFT_OVER, VORBEMERKUNG, Desk, Notice, as_day, as_number

_DATES = {
    "date": "Datum der Anfrage",
    "received": "Eingangsdatum",
    "issued": "Ausgabedatum",
    "letter_date": "Datum des Schreibens",
}


_ASKED_OF_HOUSE = frozenset({"unknown-ministry", "unknown-fraktion"})
"""Codes of the reader's findings that are made again here: the house may have learned the name since."""


@dataclass(frozen=True, slots=True)
class House:
    """Names that the house knows: those of ministries, and the abbreviations of Fraktionen."""

    ministries: frozenset[str]
    fraktionen: frozenset[str]


@dataclass(frozen=True, slots=True)
class Note:
    """A finding at its place. ``at``: the key of a question or answer, "frage-3" for a known question, a field's name,
    or "" for the text as a whole. ``reason`` is why a clerk lets it stand; ``again`` is where else in the source the
    same is to be said of the same place."""

    key: str
    code: str
    severity: str
    at: str
    message: str
    span: Span | None = None
    reason: str = ""
    again: tuple[Span, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it must be put right or given a reason before anything is published."""
        return self.severity != "info" and not self.reason


UNANSWERED = "question-unanswered"
LEFT_OVER_CODE = "text-in-no-part"
SEVERITIES = ("error", "warning", "info")


def check(desk: Desk, house: House) -> list[Note]:
    """All notes, those that weigh most first, then in the order of the source, then of the numbers."""
    piece = desk.piece
    found = check_again(desk.paper, answers_to=desk.known, from_reply=piece.from_reply)
    if piece.supplements:
        found = [finding for finding in found if finding.code != UNANSWERED]  # the first reply answers the others
    if desk.other_document:  # it has no questions, and nobody is to make some up
        found = [finding for finding in found if finding.code != "questions-missing"]
    notes = [_note(desk, finding) for finding in found]
    notes += [_as_note(desk, notice) for notice in piece.notices if _still_holds(desk, notice)]
    notes += [_note(desk, finding) for finding in (*_left_over(desk), *_typed_otherwise(desk), *_names(desk, house))]
    notes += [_note(desk, finding) for finding in (*_impossible(desk), *_supplemented(desk))]
    order = _order(desk)
    return sorted(
        _once(notes),
        # What has no place in the source stands before what has one; what is told of the same place stays in the
        # order in which it was found, which is that of the numbers.
        key=lambda note: (
            SEVERITIES.index(note.severity),
            note.span.start if note.span else -1,
            order.get(note.at, -1),
        ),
    )


def _once(notes: Iterable[Note]) -> Iterable[Note]:
    """What is said of one place several times, as of a citation that stands there twice, as one note."""
    once: dict[str, Note] = {}
    for note in notes:
        known = once.setdefault(note.key, note)
        if known is not note and note.span and note.span not in (known.span, *known.again):
            once[note.key] = replace(known, again=(*known.again, note.span))
    return once.values()


def _order(desk: Desk) -> dict[str, int]:
    """The places of the paper by their numbers: its questions, then its answers."""
    questions = [*(f"frage-{question.number}" for question in desk.known), *(one.key for one in desk.piece.questions)]
    answers = sorted(desk.piece.answers, key=lambda one: sort_key(one.numbers[0]))
    return {place: at for at, place in enumerate([*questions, *(one.key for one in answers)])}


def coverage(desk: Desk) -> tuple[int, int, int]:
    """Characters of the source (white space apart) that belong to a part, are furniture, and belong to nothing yet."""
    parts = furniture = left = 0
    for segment in desk.piece.segments:
        length = len("".join(desk.source[segment.start : segment.end].split()))
        if segment.part == LEFT_OVER:
            left += length
        elif segment.is_furniture:
            furniture += length
        else:
            parts += length
    return parts, furniture, left


def _note(desk: Desk, finding: Finding) -> Note:
    # Two stretches that belong to nothing may begin with the same words: what is said of one holds for it alone.
    place = [str(finding.span.start)] if finding.code == LEFT_OVER_CODE and finding.span else []
    key = _key(finding.code, finding.about, finding.message, *place)
    reason = desk.piece.settled.get(key, "")
    return Note(key, finding.code, finding.severity, _at(desk, finding.about), finding.message, finding.span, reason)


def _as_note(desk: Desk, notice: Notice) -> Note:
    key = _key(notice.code, notice.about, notice.message)
    span = Span(*notice.span) if notice.span else None
    at = _at(desk, notice.at)
    return Note(key, notice.code, notice.severity, at, notice.message, span, desk.piece.settled.get(key, ""))


def _key(*parts: str) -> str:
    return hashlib.blake2s("\0".join(parts).encode(), digest_size=6).hexdigest()


def _at(desk: Desk, about: str) -> str:
    kind, _, number = about.partition(" ")
    number = number.partition(" (")[0]
    if kind == "question":
        own = next((one.key for one in desk.piece.questions if one.number == number), "")
        return own if own and not desk.known else f"frage-{number}"
    if kind == "answer":
        return _answer_to(desk, tuple(number.split(", ")))
    return {"preamble": VORBEMERKUNG, "begruendung": BEGRUENDUNG, "text": ""}.get(about, about)


def _answer_to(desk: Desk, numbers: tuple[str, ...]) -> str:
    """The key of the answer to exactly these numbers, else of the first to one of them."""
    answers = desk.piece.answers
    same = (one.key for one in answers if one.numbers == numbers)
    return next(same, "") or next((one.key for one in answers if {*numbers} & {*one.numbers}), "")


def _still_holds(desk: Desk, notice: Notice) -> bool:
    """Whether what the reader found is still so: nobody typed there, and its place belongs where it belonged."""
    if notice.code in CHECKED_AGAIN | _ASKED_OF_HOUSE:
        return False
    if notice.code == "not-an-inquiry":
        return bool(desk.other_document)
    piece = desk.piece
    if notice.at in piece.touched or (notice.at in _names_of_keys(desk) and desk.typed(notice.at) is not None):
        return False
    if notice.at[:1] in "fa" and notice.at[1:].isdigit() and notice.at not in _names_of_keys(desk):
        return False  # what it was about is gone
    if notice.span and notice.was:
        segment = piece.segment_at(notice.span[0])
        return segment is not None and f"{segment.part} {segment.owner}" == notice.was
    return True


def _names_of_keys(desk: Desk) -> set[str]:
    return {one.key for one in (*desk.piece.questions, *desk.piece.answers)}


def _left_over(desk: Desk) -> Iterator[Finding]:
    for segment in desk.piece.segments:
        text = " ".join(desk.source[segment.start : segment.end].split())
        if segment.part == LEFT_OVER and text:
            sample = text if len(text) <= 60 else f"{text[:60]}…"
            yield Finding(
                LEFT_OVER_CODE, "warning", "text",
                f"„{sample}“ gehört zu keinem Teil. Bitte zuordnen, oder angeben, dass es zu nichts gehört.",
                Span(segment.start, segment.end),
            )  # fmt: skip


def _typed_otherwise(desk: Desk) -> Iterator[Finding]:
    """Texts that a clerk typed although the source has one."""
    for key in desk.piece.touched:
        spans = desk.spans_of(key)
        if spans and desk.typed(key) not in (None, desk.passages.read(spans)):
            item = desk.piece.asked(key) or desk.piece.given(key)
            about = key if item is None else f"question {item.number}" if key[0] == "f" else _about_answer(item)
            yield Finding(
                "text-typed", "info", about, "Der Text ist von Hand geändert und steht so nicht in der Vorlage.",
                Span(spans[0].start, spans[-1].end),
            )  # fmt: skip


def _about_answer(item) -> str:
    return f"answer {', '.join(item.numbers)}"


def _names(desk: Desk, house: House) -> Iterator[Finding]:
    piece = desk.piece
    if piece.has_reply:
        for about, name in (
            ("ministry", piece.get("ministry")),
            *(("co_ministries", one) for one in piece.co_ministries),
        ):
            if name and name not in house.ministries:
                yield Finding(
                    "unknown-ministry", "warning", about,
                    f"„{name}“ steht in keinem Verzeichnis der Ministerien. Bitte auswählen oder anlegen.",
                )  # fmt: skip
    printed = [*piece.fraktionen, *(person.fraktion for person in (*piece.askers, *piece.signatories))]
    for name in dict.fromkeys(filter(None, printed)):
        if name not in house.fraktionen:
            yield Finding(
                "unknown-fraktion", "warning", "fraktionen",
                f"Die Fraktion „{name}“ ist nicht bekannt. Bitte auswählen oder anlegen.",
            )  # fmt: skip


def _impossible(desk: Desk) -> Iterator[Finding]:
    number = desk.piece.get("drucksache")
    if number and as_number(number) is None:
        yield Finding(
            "number-impossible", "error", "drucksache",
            f"„{number}“ ist keine Drucksachennummer. Bitte als 17/9075 eingeben.",
        )  # fmt: skip
    for name, label in _DATES.items():
        text = desk.piece.get(name)
        if text and as_day(text) is None:
            yield Finding(
                "date-impossible", "error", name, f"{label}: „{text}“ ist kein Tag. Bitte als 1.9.2025 eingeben."
            )


def _supplemented(desk: Desk) -> Iterator[Finding]:
    """A supplement has no questions of its own: alone it would become an inquiry that nobody made."""
    if desk.piece.supplements and not desk.known and not desk.piece.questions:
        yield Finding(
            "supplemented-missing", "error", "kind",
            "Das Papier ergänzt die Antwort auf eine Anfrage, die hier nicht angegeben ist. Bitte die Anfrage "
            "angeben; ist sie noch nicht erfasst, dann zuerst erfassen.",
        )  # fmt: skip
