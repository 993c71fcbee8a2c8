"""Compares what was read with the truth, field by field: right, wrong with a finding, wrong in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from inquiries.reading import Paper
from tests.inquiries.reading.corpus import Truth

RIGHT, FOUND, SILENT = "right", "wrong with a finding", "wrong in silence"

# What a finding must be about to speak for a field that was read wrongly.
_ABOUT = {
    "kind": ("kind",),
    "drucksache": ("drucksache", "kind"),
    "title": ("title", "ministry", "kind"),
    "date": ("date", "questions"),
    "received": ("received",),
    "issued": ("issued",),
    "fraktionen": ("fraktionen", "askers", "kind"),
    "askers": ("askers", "signatories", "kind"),
    "signatories": ("signatories", "fraktionen", "text"),
    "questions": ("question", "text"),
    "begruendung": ("begruendung", "text"),
    "response": ("response", "questions", "text"),
    "answers": ("answer", "question", "response", "text", "signed_by"),
    "signed_by": ("signed_by",),
    "office": ("signed_by",),
    "preamble": ("response", "answer", "question"),
    "ministry": ("ministry",),
    "co_ministries": ("ministry",),
    "letter_date": ("letter_date",),
    "letter_reference": ("letter_reference",),
    "response kind": ("response",),
}


def score(truth: Truth, paper: Paper) -> Iterator[tuple[str, str, Any, Any]]:
    """Field, outcome, what is true, what was read. Texts are compared word for word, blanks aside."""
    for field, true, read in _pairs(truth, paper):
        if true == read:
            yield field, RIGHT, true, read
        else:
            spoken = any(finding.about.startswith(_ABOUT[field]) for finding in paper.findings)
            yield field, FOUND if spoken else SILENT, true, read


def _pairs(truth: Truth, paper: Paper) -> Iterator[tuple[str, Any, Any]]:
    yield "kind", truth.kind, paper.kind
    yield "drucksache", truth.drucksache, paper.drucksache
    yield "title", _plain(truth.title), _plain(paper.title)
    yield "date", truth.date, paper.date
    yield "received", truth.received, paper.received
    yield "issued", truth.issued, paper.issued
    yield "fraktionen", truth.fraktionen, list(paper.fraktionen)
    yield "askers", truth.askers, [(asker.name, asker.fraktion) for asker in paper.askers]
    yield "signatories", truth.signatories, list(paper.signatories)
    yield (
        "questions",
        [(number, _plain(text)) for number, text in truth.questions],
        [(question.number, _plain(question.text)) for question in paper.questions],
    )
    yield "begruendung", _plain(truth.begruendung), _plain(paper.begruendung and paper.begruendung.text)
    yield "response", bool(truth.response), bool(paper.response)
    if not (truth.response and paper.response):
        return
    true, read = truth.response, paper.response
    yield "response kind", true["kind"], read.kind
    for field in ("ministry", "letter_date", "letter_reference", "signed_by", "office"):
        yield field, true[field], getattr(read, field)
    yield "co_ministries", list(true["co_ministries"]), list(read.co_ministries)
    yield "preamble", _plain(true["preamble"]), _plain(read.preamble and read.preamble.text)
    yield (
        "answers",
        [(tuple(numbers), _plain(text)) for numbers, text in true["answers"]],
        [(answer.numbers, _plain(answer.text)) for answer in read.answers],
    )


def _plain(text: str | None) -> str | None:
    return " ".join(text.split()) if text is not None else None


def uncovered(text: str, paper: Paper) -> str | None:
    """Where parts and furniture overlap or leave a gap; None when they cover the text exactly."""
    position = 0
    for start, end in sorted([*(part.span for part in paper.parts), *(item.span for item in paper.furniture)]):
        if start != position or end <= start:
            return f"at {position}: {text[position : position + 60]!r}"
        position = end
    return None if position == len(text) else f"at {position}: {text[position : position + 60]!r}"
