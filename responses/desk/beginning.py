"""The workpiece of a paper that was just read: each part of it as a segment of what it belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from inquiries.reading import Finding, Paper, Response, Span
from inquiries.reading.again import CHECKED_AGAIN

from .workpiece import (
    BEGRUENDUNG,
    FURNITURE,
    HEADING,
    LABEL,
    OTHER,
    REPEATED,
    TEXT,
    VORBEMERKUNG,
    Asked,
    Desk,
    Given,
    Notice,
    Person,
    Segment,
    Workpiece,
)


def begin(text: str, paper: Paper, extracted: Iterable[Finding] = ()) -> Workpiece:
    """The workpiece of a paper that was just read from ``text``, with the findings of its ``extracted`` text."""
    return begin_each(text, paper, extracted)[0]


def begin_each(text: str, paper: Paper, extracted: Iterable[Finding] = ()) -> list[Workpiece]:
    """A workpiece for each inquiry of a paper that holds several; what belongs to the others is named so in each."""
    tiles = sorted([(part.span, part.name) for part in paper.parts] + [(one.span, one.kind) for one in paper.furniture])
    tiles = [(span, name) for span, name in tiles if span.end > span.start]
    starts = [*_starts(paper), len(text) + 1]
    findings = [[*extracted, *paper.findings], *(other.findings for other in paper.further)]
    return [
        _begin(text, inquiry, tiles, Span(low, high), [one for one in found if one.code not in CHECKED_AGAIN])
        for inquiry, (low, high), found in zip((paper, *paper.further), pairwise(starts), findings, strict=True)
    ]


def place_in(paper: Paper, piece: Workpiece) -> int:
    """Which of the inquiries of a paper, from 0 on, the workpiece of the same text is."""
    own = (one.start for one in piece.segments if one.part != OTHER and not one.is_furniture)
    return bisect_right(_starts(paper), next(own, 0)) - 1


def _starts(paper: Paper) -> list[int]:
    """Where each inquiry of a paper begins; the first has all that stands above it, too."""
    return [0, *(min(part.span.start for part in other.parts) for other in paper.further)]


def _begin(
    text: str, paper: Paper, tiles: Sequence[tuple[Span, str]], region: Span, kept: Iterable[Finding]
) -> Workpiece:
    questions = tuple(
        Asked(f"f{at}", one.number, None, one.section or "", one.decision)
        for at, one in enumerate(paper.questions, start=1)
    )
    reply = paper.response
    answers = tuple(
        Given(f"a{at}", one.numbers) for at, one in enumerate(reply.answers if reply else (), len(questions) + 1)
    )
    owners = _Owners(paper, questions, answers)
    segments = tuple(
        owners.segment(span, name)
        if region.start <= span.start < region.end or name in FURNITURE
        else Segment(*span, OTHER)
        for span, name in tiles
    )
    piece = Workpiece(
        segments=segments,
        fields={name: value for name, value in _fields(paper).items() if value},
        fraktionen=paper.fraktionen,
        askers=tuple(Person(asker.name, asker.fraktion or "") for asker in paper.askers),
        signatories=tuple(Person(name) for name in paper.signatories),
        co_ministries=reply.co_ministries if reply else (),
        questions=questions,
        from_reply=any(finding.code == "questions-from-reply" for finding in paper.findings),
        answers=answers,
        has_reply=reply is not None,
    )
    piece = _keep_texts(piece, text, paper)
    return replace(piece, notices=tuple(_notice(piece, finding) for finding in kept))


def _fields(paper: Paper) -> dict[str, str | None]:
    reply = paper.response or Response(kind="")
    days = {"date": paper.date, "received": paper.received, "issued": paper.issued, "letter_date": reply.letter_date}
    return {
        "kind": paper.kind,
        "drucksache": paper.drucksache,
        "title": paper.title,
        "reply_kind": reply.kind,
        "ministry": reply.ministry,
        "letter_reference": reply.letter_reference,
        "signed_by": reply.signed_by,
        "office": reply.office,
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }


class _Owners:
    """Whose each part of a read paper is."""

    def __init__(self, paper: Paper, questions: Sequence[Asked], answers: Sequence[Given]) -> None:
        self._questions: dict[str, list[tuple[str, Span]]] = {}
        for one, read in zip(questions, paper.questions, strict=True):
            self._questions.setdefault(one.number, []).append((one.key, read.span))
        self._answers: dict[str, list[tuple[str, Span]]] = {}
        for one, read in zip(answers, paper.response.answers if paper.response else (), strict=True):
            for number in one.numbers:
                self._answers.setdefault(number, []).append((one.key, read.span))

    def segment(self, span: Span, name: str) -> Segment:
        for prefix, part, find in (
            ("question ", TEXT, self._question),
            ("label of question ", LABEL, self._question),
            ("answer ", TEXT, self._answer),
            ("heading of answer ", HEADING, self._answer),
            ("repeated question ", REPEATED, self._answer),
            ("label of repeated question ", LABEL, self._answer),
        ):
            if name.startswith(prefix) and (owner := find(span, name.removeprefix(prefix), inside=part == TEXT)):
                number = name.removeprefix(prefix) if part == REPEATED else ""
                return Segment(*span, part, owner, number)
        named = {
            "Begründung": (TEXT, BEGRUENDUNG),
            "heading of the Begründung": (HEADING, BEGRUENDUNG),
            "Vorbemerkung": (TEXT, VORBEMERKUNG),
            "heading of the Vorbemerkung": (HEADING, VORBEMERKUNG),
        }
        return Segment(*span, *named[name]) if name in named else Segment(*span, name)

    def _question(self, span: Span, number: str, *, inside: bool) -> str:
        return _nearest(self._questions.get(number, ()), span, inside=inside)

    def _answer(self, span: Span, written: str, *, inside: bool) -> str:
        return _nearest(self._answers.get(written.split(", ")[0], ()), span, inside=inside)


def _nearest(items: Sequence[tuple[str, Span]], span: Span, *, inside: bool) -> str:
    """The key of the item that holds the span, or (what stands above an item) of the next one below it."""
    for key, its in items:
        if its.start < span.end and span.start < its.end:
            return key
    return "" if inside else next((key for key, its in items if its.start >= span.end), "")


def _keep_texts(piece: Workpiece, text: str, paper: Paper) -> Workpiece:
    """Keep the reader's text of whatever its segments alone would not give (words rejoined after the other paper)."""
    desk = Desk(piece, text)
    questions = tuple(
        one if desk.text_of(one.key) == read.text else replace(one, typed=read.text)
        for one, read in zip(piece.questions, paper.questions, strict=True)
    )
    answers = []
    for one, read in zip(piece.answers, paper.response.answers if paper.response else (), strict=True):
        own = desk.wordings(one)
        wordings = {number: wording for number, wording in read.repeated.items() if own.get(number) != wording}
        typed = None if desk.text_of(one.key) == read.text else read.text
        answers.append(replace(one, typed=typed, wordings=wordings))
    return replace(piece, questions=questions, answers=tuple(answers))


def _notice(piece: Workpiece, finding: Finding) -> Notice:
    kind, _, number = finding.about.partition(" ")
    number = number.partition(" (")[0]
    at = finding.about
    if kind == "question":
        at = next((one.key for one in piece.questions if one.number == number), at)
    elif kind == "answer":
        at = next((one.key for one in piece.answers if set(number.split(", ")) & set(one.numbers)), at)
    elif finding.about in ("begruendung", "preamble"):
        at = BEGRUENDUNG if kind == "begruendung" else VORBEMERKUNG
    segment = piece.segment_at(finding.span.start) if finding.span else None
    was = f"{segment.part} {segment.owner}" if segment else ""
    span = tuple(finding.span) if finding.span else None
    return Notice(finding.code, finding.severity, finding.about, finding.message, span, at, was)
