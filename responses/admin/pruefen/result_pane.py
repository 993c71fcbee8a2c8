"""The right side: what becomes of the paper. Values for the template, made of the desk alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from inquiries.reading import same_wording
from inquiries.reading.wording import difference
from responses.admin.answers import enumerate_labels
from responses.desk.workpiece import BEGRUENDUNG, VORBEMERKUNG, Desk, Given

WINDOW = 60_000
"""Characters of questions and answers that are shown at once."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that can be read and typed. ``start`` is where it begins in the source, None when it is not there."""

    place: str
    text: str
    is_typed: bool
    start: int | None

    @property
    def paragraphs(self) -> list[str]:
        return [paragraph for paragraph in self.text.split("\n\n") if paragraph.strip()]


@dataclass(frozen=True, slots=True)
class Question:
    place: str
    number: str
    text: Text
    section: str
    decision: bool
    is_known: bool
    """It belongs to the inquiry that the letter answers and is only shown."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as the letter repeats it; ``words`` as of ``difference``, empty when it is the same."""

    number: str
    text: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    place: str
    numbers: tuple[str, ...]
    text: Text
    wordings: tuple[Wording, ...]
    following: str = ""
    """Place of the next answer, "" after the last."""

    @property
    def label(self) -> str:
        return enumerate_labels(self.numbers)

    @property
    def is_joint(self) -> bool:
        return len(self.numbers) > 1

    @property
    def reworded(self) -> tuple[Wording, ...]:
        return tuple(wording for wording in self.wordings if wording.words)


@dataclass(slots=True)
class Row:
    """Questions that stand together and their answers. ``elsewhere``: answers shown in an earlier row."""

    questions: list[Question] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    elsewhere: list[Answer] = field(default_factory=list)

    @property
    def section(self) -> str:
        return self.questions[0].section if self.questions else ""

    @property
    def is_decision(self) -> bool:
        return bool(self.questions) and all(question.decision for question in self.questions)

    @property
    def places(self) -> list[str]:
        return [one.place for one in (*self.questions, *self.answers)]

    @property
    def size(self) -> int:
        return sum(len(one.text.text) for one in (*self.questions, *self.answers)) + 200

    @property
    def unanswered(self) -> str:
        """The number of the question without an answer, "" when there is one."""
        has_none = self.questions and not self.answers and not self.elsewhere and not self.is_decision
        return self.questions[0].number if has_none else ""


def rows_of(desk: Desk) -> list[Row]:
    """Each question with its answers, in order; what answers no question stands behind the answer before it."""
    answers = _answers(desk)
    by_number: dict[str, list[Answer]] = {}
    for answer in answers:
        for number in answer.numbers:
            by_number.setdefault(number, []).append(answer)
    rows: list[Row] = []
    shown: set[str] = set()
    for question in _questions(desk):
        mine = by_number.get(question.number, [])
        last = rows[-1] if rows else None
        if last and mine and last.answers == mine and not last.elsewhere and last.section == question.section:
            last.questions.append(question)
            continue
        here = [answer for answer in mine if answer.place not in shown]
        rows.append(Row([question], here, [answer for answer in mine if answer.place in shown]))
        shown |= {answer.place for answer in here}
    _put_in_between(rows, [answer for answer in answers if answer.place not in shown], answers)
    return rows


def _put_in_between(rows: list[Row], left_over: Sequence[Answer], answers: Sequence[Answer]) -> None:
    order = {answer.place: at for at, answer in enumerate(answers)}
    for answer in left_over:
        before = [
            at
            for at, row in enumerate(rows)
            if any(order[one.place] < order[answer.place] for one in (*row.answers, *row.elsewhere))
        ]
        rows.insert(before[-1] + 1 if before else len(rows), Row(answers=[answer]))


def _questions(desk: Desk) -> list[Question]:
    if desk.known:
        return [
            Question(
                f"frage-{one.number}", one.number, Text(f"frage-{one.number}", one.text, False, None),
                one.section or "", one.decision, is_known=True,
            )
            for one in desk.known
        ]  # fmt: skip
    return [
        Question(one.key, one.number, _text(desk, one.key), one.section, one.decision, is_known=False)
        for one in desk.piece.questions
    ]


def _answers(desk: Desk) -> list[Answer]:
    asked = {question.number: question.text for question in desk.questions}
    followed = [*(one.key for one in desk.piece.answers), ""][1:]
    return [
        Answer(one.key, one.numbers, _text(desk, one.key), tuple(_wordings(desk, one, asked)), following)
        for one, following in zip(desk.piece.answers, followed, strict=True)
    ]


def _wordings(desk: Desk, given: Given, asked: dict[str, str]) -> list[Wording]:
    """One for each number of the answer; the text is empty where the letter repeats nothing."""
    repeated = desk.wordings(given)
    return [_wording(number, asked.get(number, ""), repeated.get(number, "")) for number in given.numbers]


def _wording(number: str, asked: str, text: str) -> Wording:
    same = not asked or not text or same_wording(asked, text)
    return Wording(number, text, () if same else difference(asked, text))


def _text(desk: Desk, owner: str) -> Text:
    spans = desk.spans_of(owner)
    return Text(owner, desk.text_of(owner), owner in desk.piece.touched, spans[0].start if spans else None)


def passage_of(desk: Desk, owner: str) -> Text:
    """The Begründung or the Vorbemerkung."""
    assert owner in (BEGRUENDUNG, VORBEMERKUNG)
    return _text(desk, owner)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the rows: as many as fit on a page of a long paper."""

    number: int
    count: int
    rows: Sequence[Row]


def parts_of(rows: Sequence[Row]) -> list[list[Row]]:
    parts: list[list[Row]] = [[]]
    size = 0
    for row in rows:
        if parts[-1] and size + row.size > WINDOW:
            parts.append([])
            size = 0
        parts[-1].append(row)
        size += row.size
    return parts


def part(rows: Sequence[Row], number: int) -> Part:
    parts = parts_of(rows)
    number = min(max(number, 1), len(parts))
    return Part(number, len(parts), parts[number - 1])


def part_numbers(rows: Sequence[Row]) -> dict[str, int]:
    """On which part each question and answer is shown."""
    return {
        place: number for number, inside in enumerate(parts_of(rows), start=1) for row in inside for place in row.places
    }
