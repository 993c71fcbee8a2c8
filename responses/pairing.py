"""Questions and answers as the rows of a page, in the order of the inquiry. Pure: loaded rows in, values out.

Nothing here asks the database: the letters come in with all that belongs to them
(``Stellungnahme.objects.for_reading()``), so a page has a fixed number of queries.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from inquiries.models import Frage
from inquiries.reading import same_wording
from inquiries.reading.numbers import sort_key
from inquiries.reading.wording import difference

from .models import Antwort, Luecke, Stellungnahme, Ziffer


class State(enum.StrEnum):
    """What can be said of a question and its answer; the value is the name in the page's markup."""

    OPEN = "open"
    ANSWERED = "answered"
    DRAFT = "draft"
    JOINT = "joint"
    REFERENCE_ONLY = "reference-only"
    REWORDED = "reworded"
    WITHOUT_QUESTION = "without-question"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Rewording:
    """A question that the ministry repeated in other words: (kind, words), kind one of same, asked, repeated."""

    frage: Frage
    wortlaut: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it stands in a row: the letter, every number it covers, and how it repeats the questions."""

    antwort: Antwort
    stellungnahme: Stellungnahme
    numbers: tuple[str, ...]
    unknown_numbers: tuple[str, ...]
    rewordings: tuple[Rewording, ...]

    def covers(self, frage: Frage) -> bool:
        return any(ziffer.frage_id == frage.pk for ziffer in self.antwort.ziffern.all())


@dataclass(slots=True)
class Row:
    """Questions that stand together (one, or neighbours that are answered together) and their answers.

    ``answers`` are all that answer these questions, in the order of the letters. Those that stand in full in
    an earlier row, because a joint answer covers questions that are no neighbours, are also in ``earlier``
    (key of the answer → that row). A row without questions holds an answer that fits no question.
    """

    questions: tuple[Frage, ...]
    answers: tuple[Given, ...]
    luecken: tuple[Luecke, ...] = ()
    earlier: dict[int, Row] = field(default_factory=dict, repr=False)

    @property
    def anchor(self) -> str:
        if self.questions:
            return self.questions[0].anchor
        return f"antwort-{self.answers[0].antwort.pk}"

    @property
    def answers_here(self) -> tuple[Given, ...]:
        """The answers that are to be read in this row."""
        return tuple(given for given in self.answers if given.antwort.pk not in self.earlier)

    @property
    def shown_with(self) -> Row | None:
        """The earlier row where its answers stand, when none of them stands here."""
        if not self.earlier or self.answers_here:
            return None
        return self.earlier[self.answers[0].antwort.pk]

    @property
    def states(self) -> tuple[State, ...]:
        """Every state that holds, the plainest first."""
        if not self.questions:
            return (State.WITHOUT_QUESTION,)
        if not self.answers:
            return (State.DECISION,) if all(frage.beschlussteil for frage in self.questions) else (State.OPEN,)
        drafts = all(given.stellungnahme.is_draft for given in self.answers)
        states = [State.DRAFT if drafts else State.ANSWERED]
        if any(len(given.numbers) > 1 for given in self.answers):
            states.append(State.JOINT)
        if len(self.by_reference) == len(self.questions):
            states.append(State.REFERENCE_ONLY)
        if any(given.rewordings for given in self.answers_here):
            states.append(State.REWORDED)
        return tuple(states)

    @property
    def by_reference(self) -> tuple[Frage, ...]:
        """Its questions whose answers all say nothing but where to look."""
        return tuple(
            frage
            for frage in self.questions
            if (given := [one.antwort for one in self.answers if one.covers(frage)])
            and all(antwort.nur_verweis for antwort in given)
        )

    @property
    def is_open(self) -> bool:
        return State.OPEN in self.states

    @property
    def joint_numbers(self) -> tuple[str, ...]:
        """The numbers of all questions that share an answer of this row, in the house's order."""
        numbers = {number for given in self.answers if len(given.numbers) > 1 for number in given.numbers}
        return tuple(sorted(numbers, key=sort_key))


def pair(fragen: Iterable[Frage], stellungnahmen: Iterable[Stellungnahme]) -> list[Row]:
    """Put each question beside what was answered to it.

    ``stellungnahmen`` in the order in which they shall be read. Each question stands in the result once, and
    each answer is to be read in one place (``Row.answers_here``).
    """
    asked = sorted(fragen, key=lambda frage: (frage.position, frage.pk))
    given_to: dict[int, list[Given]] = {frage.pk: [] for frage in asked}
    reasons: dict[int, list[Luecke]] = {frage.pk: [] for frage in asked}
    left_over: list[Given] = []
    order: dict[int, int] = {}
    by_key = {frage.pk: frage for frage in asked}
    for letter in stellungnahmen:
        for antwort in letter.antworten.all():
            given = _given(antwort, letter, by_key)
            order[antwort.pk] = len(order)
            # A set of keys, for two labels of an answer may have been corrected to the same question.
            covered = {ziffer.frage_id for ziffer in antwort.ziffern.all()} & given_to.keys()
            for frage_id in covered:
                given_to[frage_id].append(given)
            if not covered:
                left_over.append(given)
        for luecke in letter.luecken.all():
            reasons.get(luecke.frage_id, []).append(luecke)

    rows: list[Row] = []
    for frage in asked:
        answers = given_to[frage.pk]
        if rows and _belongs_to(rows[-1], frage, answers):
            both = {given.antwort.pk: given for given in (*rows[-1].answers, *answers)}
            rows[-1].answers = tuple(both[pk] for pk in sorted(both, key=order.__getitem__))
            rows[-1].questions += (frage,)
        else:
            rows.append(Row((frage,), tuple(answers), () if answers else tuple(reasons[frage.pk])))
    _find_earlier(rows)
    for given in left_over:
        rows.insert(_place_of(given, rows), Row(questions=(), answers=(given,)))
    return rows


def _given(antwort: Antwort, letter: Stellungnahme, fragen: Mapping[int, Frage]) -> Given:
    ziffern = sorted(antwort.ziffern.all(), key=lambda ziffer: sort_key(ziffer.nummer))
    return Given(
        antwort=antwort,
        stellungnahme=letter,
        numbers=tuple(ziffer.nummer for ziffer in ziffern),
        unknown_numbers=tuple(ziffer.nummer for ziffer in ziffern if not ziffer.frage_id),
        rewordings=tuple(rewording for ziffer in ziffern if (rewording := _rewording(ziffer, fragen))),
    )


def _rewording(ziffer: Ziffer, fragen: Mapping[int, Frage]) -> Rewording | None:
    frage = fragen.get(ziffer.frage_id)
    if not frage or not ziffer.wortlaut or same_wording(frage.text, ziffer.wortlaut):
        return None
    return Rewording(frage, ziffer.wortlaut, difference(frage.text, ziffer.wortlaut))


def _belongs_to(row: Row, frage: Frage, answers: Sequence[Given]) -> bool:
    """Whether a question stands with those of the row before it: under the same heading, and one of the two
    has no answer that the other lacks. A supplement that covers everything so does not pull apart the pairs
    of the first letter."""
    if row.questions[-1].abschnitt != frage.abschnitt:
        return False
    there = {given.antwort.pk for given in row.answers}
    here = {given.antwort.pk for given in answers}
    return bool(there and here) and (there <= here or here <= there)


def _find_earlier(rows: Sequence[Row]) -> None:
    first: dict[int, Row] = {}
    for row in rows:
        for given in row.answers:
            if first.setdefault(given.antwort.pk, row) is not row:
                row.earlier[given.antwort.pk] = first[given.antwort.pk]


def _place_of(given: Given, rows: Sequence[Row]) -> int:
    """After the last row that begins with a number no later than the answer's first."""
    if not given.numbers:
        return len(rows)
    first = sort_key(given.numbers[0])
    for index in range(len(rows), 0, -1):
        row = rows[index - 1]
        numbers = [frage.nummer for frage in row.questions] or list(row.answers[0].numbers)
        if numbers and sort_key(numbers[0]) <= first:
            return index
    return 0
