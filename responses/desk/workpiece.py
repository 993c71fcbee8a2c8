"""A paper in work: what the reader made of it, and what a clerk changed. Pure; every change gives a new workpiece.

The segments cover the source completely, in order and without overlap, whatever is done to them: nothing is lost,
and what belongs to no part is seen. A text is read from the segments that belong to it, unless it is typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.core.exceptions import ValidationError

from inquiries.models.drucksache import parse_number
from inquiries.reading import Answer, Asker, Paper, Passage, Question, Response, Span
from inquiries.reading.dates import parse_date
from inquiries.reading.passages import Passages
from inquiries.reading.vocabulary import DOCUMENTS

BEGRUENDUNG, VORBEMERKUNG = "begruendung", "vorbemerkung"
TEXT, LABEL, HEADING, REPEATED = "text", "label", "heading", "repeated"
"""What a segment is to its owner: text of it, the number before it, the heading above it, a repeated question."""
LEFT_OVER = "text in no part"
OTHER = "other inquiry"
"""It belongs to another inquiry of the same Drucksache."""
NOTHING = "nothing"
"""A clerk has looked at it: it belongs to nothing that is stored."""
OTHER_DOCUMENTS = frozenset(DOCUMENTS.values())
"""Kinds of Drucksachen that are no inquiries."""
FURNITURE = frozenset(
    {"page-header", "page-foot", "page-number", "imprint", "received-stamp", "rule", "markup", "website", "blank"}
)
FIELDS = (
    "kind", "drucksache", "title", "date", "received", "issued", "reply_kind", "ministry", "letter_date",
    "letter_reference", "signed_by", "office",
)  # fmt: skip
"""Head fields, each a text ("" when absent); dates as ISO 8601, or as typed while they are no dates."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the source. ``owner`` is the key of what it belongs to ("f3", "a2", "begruendung"), or "".

    ``part`` is what it is to its owner; without an owner the reader's name of the part ("title", "page-number"), or
    "nothing". A repeated question has its number in ``number``.
    """

    start: int
    end: int
    part: str
    owner: str = ""
    number: str = ""

    @property
    def is_furniture(self) -> bool:
        return not self.owner and self.part in FURNITURE


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. ``typed`` is its text when it is not that of its segments."""

    key: str
    number: str
    typed: str | None = None
    section: str = ""
    decision: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """One answer, to the questions of these numbers. ``wordings``: typed ones of repeated questions, by number."""

    key: str
    numbers: tuple[str, ...]
    typed: str | None = None
    wordings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """A name as printed; ``meant`` is the key of the member, None when the name alone says who it is."""

    name: str
    fraktion: str = ""
    meant: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A finding of the reader that is not made again, and what stood at its place then: the part with its owner."""

    code: str
    severity: str
    about: str
    message: str
    span: tuple[int, int] | None = None
    at: str = ""
    """Key of the question or answer that it is about, or the name of the head field."""
    was: str = ""
    """ "part owner" of the segment at its place; "" when it has none."""


@dataclass(frozen=True, slots=True)
class Workpiece:
    segments: tuple[Segment, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    fraktionen: tuple[str, ...] = ()
    askers: tuple[Person, ...] = ()
    signatories: tuple[Person, ...] = ()
    co_ministries: tuple[str, ...] = ()
    questions: tuple[Asked, ...] = ()
    from_reply: bool = False
    """The questions stand in the source only as the ministry repeats them."""
    answers: tuple[Given, ...] = ()
    has_reply: bool = False
    begruendung: str | None = None
    """As typed; None when it is that of its segments."""
    vorbemerkung: str | None = None
    notices: tuple[Notice, ...] = ()
    settled: Mapping[str, str] = field(default_factory=dict)
    """Why a finding may stand as it is, by its key."""
    touched: tuple[str, ...] = ()
    """Head fields and owners whose value a clerk typed."""

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def supplements(self) -> bool:
        """Whether it adds to a reply that was given before, to some of the questions."""
        return self.has_reply and self.get("reply_kind").startswith("Ergänz")

    def asked(self, key: str) -> Asked | None:
        return next((one for one in self.questions if one.key == key), None)

    def given(self, key: str) -> Given | None:
        return next((one for one in self.answers if one.key == key), None)

    def segment_at(self, offset: int) -> Segment | None:
        return next((segment for segment in self.segments if segment.start <= offset < segment.end), None)

    @property
    def next_number(self) -> int:
        return 1 + max((int(one.key[1:]) for one in (*self.questions, *self.answers)), default=0)

    def to_json(self) -> dict[str, Any]:
        """As plain values; segments as short lists, for there are many."""
        data = {name: getattr(self, name) for name in self.__dataclass_fields__}
        for name in ("askers", "signatories", "questions", "answers", "notices"):
            data[name] = [asdict(one) for one in data[name]]
        data["segments"] = [[one.start, one.end, one.part, one.owner, one.number] for one in self.segments]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Workpiece:
        rows = {
            "segments": [Segment(*row) for row in data["segments"]],
            "askers": [Person(**row) for row in data["askers"]],
            "signatories": [Person(**row) for row in data["signatories"]],
            "questions": [Asked(**row) for row in data["questions"]],
            "answers": [Given(**row | {"numbers": tuple(row["numbers"])}) for row in data["answers"]],
            "notices": [
                Notice(**row | {"span": tuple(row["span"]) if row["span"] else None}) for row in data["notices"]
            ],
        }
        lists = {name: tuple(data[name]) for name in ("fraktionen", "co_ministries", "touched")}
        rest = {name: data[name] for name in data if name not in rows and name not in lists}
        return cls(**{name: tuple(values) for name, values in rows.items()}, **lists, **rest)


@lru_cache(maxsize=4)
def _passages(source: str) -> Passages:
    """A page looks at the same source again and again; for 2 MB that takes two seconds each time."""
    return Passages(source)


class Desk:
    """A workpiece on its source: the texts that it makes, and the paper that would be stored of it.

    ``known`` are the questions of the inquiry that a letter answers; without them the paper's own questions count.
    """

    def __init__(self, piece: Workpiece, source: str, known: Sequence[Question] = ()) -> None:
        self.piece, self.source, self.known = piece, source, tuple(known)

    @property
    def passages(self) -> Passages:
        return _passages(self.source)

    @property
    def is_letter_alone(self) -> bool:
        """Whether it is a letter without the inquiry that it answers, which it repeats at most."""
        return self.piece.from_reply or not self.piece.questions

    @cached_property
    def _spans(self) -> Mapping[tuple[str, str, str], list[Span]]:
        """By owner, part and number; looked up once, for there may be thousands of segments."""
        spans: dict[tuple[str, str, str], list[Span]] = {}
        for one in self.piece.segments:
            if one.owner:
                spans.setdefault((one.owner, one.part, one.number), []).append(Span(one.start, one.end))
        return spans

    def spans_of(self, owner: str, part: str = TEXT, number: str = "") -> list[Span]:
        """Where in the source the text of an owner stands, or a question that is repeated before an answer."""
        return self._spans.get((owner, part, number), [])

    def text_of(self, owner: str) -> str:
        """The text of a question, an answer, the Begründung or the Vorbemerkung."""
        typed = self.typed(owner)
        return self.passages.read(self.spans_of(owner)) if typed is None else typed

    def typed(self, owner: str) -> str | None:
        if owner == BEGRUENDUNG:
            return self.piece.begruendung
        if owner == VORBEMERKUNG:
            return self.piece.vorbemerkung
        item = self.piece.asked(owner) or self.piece.given(owner)
        return item.typed if item else None

    def wordings(self, given: Given) -> dict[str, str]:
        """The questions as the letter repeats them before this answer, by number."""
        read = {
            number: self.passages.read(spans)
            for number in given.numbers
            if (spans := self.spans_of(given.key, REPEATED, number))
        }
        return {number: text for number, text in (read | dict(given.wordings)).items() if text}

    @property
    def other_document(self) -> str:
        """What the paper is when it is neither inquiry nor reply ("Gesetzentwurf"): nothing of it can be stored."""
        kind = self.piece.get("kind")
        return kind if kind in OTHER_DOCUMENTS and not self.known else ""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is asked: the known questions, else those of the paper."""
        return self.known or self._asked

    @cached_property
    def _asked(self) -> tuple[Question, ...]:
        return tuple(
            Question(one.number, self.text_of(one.key), self._hull(one.key), one.section or None, one.decision)
            for one in self.piece.questions
        )

    @cached_property
    def answers(self) -> tuple[tuple[Given, Answer], ...]:
        return tuple(
            (one, Answer(one.numbers, self.text_of(one.key), self._hull(one.key), self.wordings(one)))
            for one in self.piece.answers
        )

    def _hull(self, owner: str) -> Span | None:
        """From the first to the last character that belongs to the owner, white space at the ends apart."""
        spans = self.spans_of(owner)
        if not spans:
            return None
        start, end = spans[0].start, spans[-1].end
        raw = self.source[start:end]
        return Span(start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())) if raw.strip() else None

    def _passage(self, owner: str) -> Passage | None:
        text = self.text_of(owner)
        return Passage(text, self._hull(owner)) if text else None

    @cached_property
    def paper(self) -> Paper:
        """The paper as it stands; a date or a number that is none is absent."""
        piece = self.piece
        return Paper(
            kind=piece.get("kind") or None,
            drucksache=as_number(piece.get("drucksache")),
            title=piece.get("title") or None,
            date=as_day(piece.get("date")),
            received=as_day(piece.get("received")),
            issued=as_day(piece.get("issued")),
            fraktionen=piece.fraktionen,
            askers=tuple(Asker(person.name, person.fraktion or None) for person in piece.askers),
            signatories=tuple(person.name for person in piece.signatories),
            questions=() if self.known else self._asked,
            begruendung=None if self.known else self._passage(BEGRUENDUNG),
            response=self._response() if piece.has_reply else None,
        )

    def _response(self) -> Response:
        piece = self.piece
        return Response(
            kind=piece.get("reply_kind") or ("Stellungnahme" if piece.get("kind") == "Antrag" else "Antwort"),
            ministry=piece.get("ministry") or None,
            co_ministries=piece.co_ministries,
            letter_date=as_day(piece.get("letter_date")),
            letter_reference=piece.get("letter_reference") or None,
            preamble=self._passage(VORBEMERKUNG),
            signed_by=piece.get("signed_by") or None,
            office=piece.get("office") or None,
            answers=tuple(answer for _, answer in self.answers),
        )


def as_number(text: str) -> str | None:
    """ "17 / 9075" → "17/9075"; None when it is no number of a Drucksache."""
    try:
        wahlperiode, nummer, zusatz = parse_number(text)
    except ValidationError:
        return None
    return f"{wahlperiode}/{nummer} {zusatz}".strip()


def as_day(text: str) -> date | None:
    """ "2025-09-01" or as printed; None when it is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return parse_date(text)
