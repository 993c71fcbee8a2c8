"""What is read from a paper: frozen values, and the JSON object that they make.

The names are those of the house and of the JSON contract. Every ``span`` points into the text that was read,
every ``text`` is the repaired reading of what stands at its span. Absent values are ``None`` or empty. The reader
always gives spans; what a person typed has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from .text import Span

Severity = Literal["info", "warning", "error"]
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Asker:
    """A member named in the head of the paper, with the Fraktion printed there (``None`` when none is)."""

    name: str
    fraktion: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered question. ``number`` is a label such as "3", "3a" or "1.2", never an integer.

    ``section`` is the heading above it in a Große Anfrage, ``decision`` says that it stands in the part of an
    Antrag that asks the Landtag to decide ("II. …") and so needs no answer.
    """

    number: str
    text: str
    span: Span | None
    section: str | None = None
    decision: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One block of the reply: the numbers it covers, the questions as repeated there, the answer."""

    numbers: tuple[str, ...]
    text: str
    span: Span | None
    repeated: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Response:
    """The reply of the government. ``kind`` is "Stellungnahme", "Antwort" or "Ergänzende Antwort"."""

    kind: str
    ministry: str | None = None
    co_ministries: tuple[str, ...] = ()
    letter_date: date | None = None
    letter_reference: str | None = None
    preamble: Passage | None = None
    signed_by: str | None = None
    office: str | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperReference:
    """A citation, and the part of the paper where it stands ("question 3", "answer 2", "begruendung" …)."""

    in_: str
    kind: str
    parliament: str | None
    drucksache: str | None
    parts: tuple[str, ...]
    quote: str
    span: Span


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the printer put around the text: page headers, page numbers, the imprint."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """A named stretch of the source. Parts and furniture together cover the whole text without overlap."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at: a stable code, its place, a German sentence that says what to do."""

    code: str
    severity: Severity
    about: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    kind: str | None = None
    drucksache: str | None = None
    title: str | None = None
    date: date | None = None
    received: date | None = None
    issued: date | None = None
    fraktionen: tuple[str, ...] = ()
    askers: tuple[Asker, ...] = ()
    signatories: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    begruendung: Passage | None = None
    response: Response | None = None
    references: tuple[PaperReference, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    findings: tuple[Finding, ...] = ()
    parts: tuple[Part, ...] = ()
    further: tuple[Paper, ...] = ()
    """The second and all following inquiries of a Drucksache that holds several."""

    @property
    def complete(self) -> bool:
        """Whether nothing of severity "error" was found."""
        return not any(finding.severity == "error" for paper in (self, *self.further) for finding in paper.findings)


def to_json(paper: Paper) -> dict[str, Any]:
    """The paper as the JSON contract names it; dates are ISO 8601, spans are pairs of code points."""
    return {
        "kind": paper.kind,
        "drucksache": paper.drucksache,
        "title": paper.title,
        "date": _iso(paper.date),
        "received": _iso(paper.received),
        "issued": _iso(paper.issued),
        "fraktionen": list(paper.fraktionen),
        "askers": [{"name": asker.name, "fraktion": asker.fraktion} for asker in paper.askers],
        "signatories": list(paper.signatories),
        "questions": [
            {
                "number": question.number,
                "text": question.text,
                "span": _pair(question.span),
                "section": question.section,
                "decision": question.decision,
            }
            for question in paper.questions
        ],
        "begruendung": _passage(paper.begruendung),
        "response": _response(paper.response),
        "references": [
            {
                "in": reference.in_,
                "kind": reference.kind,
                "parliament": reference.parliament,
                "drucksache": reference.drucksache,
                "parts": list(reference.parts),
                "quote": reference.quote,
                "span": list(reference.span),
            }
            for reference in paper.references
        ],
        "furniture": [{"kind": item.kind, "span": list(item.span)} for item in paper.furniture],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "about": finding.about,
                "message": finding.message,
                "span": _pair(finding.span),
            }
            for finding in paper.findings
        ],
        "parts": [{"name": part.name, "span": list(part.span)} for part in paper.parts],
        "further": [to_json(inquiry) for inquiry in paper.further],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _pair(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def _passage(passage: Passage | None) -> dict[str, Any] | None:
    return {"text": passage.text, "span": _pair(passage.span)} if passage else None


def _response(response: Response | None) -> dict[str, Any] | None:
    if response is None:
        return None
    return {
        "kind": response.kind,
        "ministry": response.ministry,
        "co_ministries": list(response.co_ministries),
        "letter_date": _iso(response.letter_date),
        "letter_reference": response.letter_reference,
        "preamble": _passage(response.preamble),
        "signed_by": response.signed_by,
        "office": response.office,
        "answers": [
            {
                "numbers": list(answer.numbers),
                "repeated": dict(answer.repeated),
                "text": answer.text,
                "span": _pair(answer.span),
            }
            for answer in response.answers
        ],
    }
