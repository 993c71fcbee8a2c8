"""Questions and answers as the rows of a page, in the order of the inquiry. Pure: loaded rows in, values out.

Nothing here asks the database: the letters come in with all that belongs to them
(``Stellungnahme.objects.for_reading()``), so a page has a fixed number of queries.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inquiries.reading.numbers import sort_key

from inquiries.models import Frage
from inquiries.reading import same_wording

from .models import Antwort, Luecke, Stellungnahme, Ziffer


class State(enum.StrEnum):
    """What can be said of a question and its answer; the value is the name in the page's markup."""

    OPEN = "open"
    ANSWERED = "answered"
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


@dataclass(slots=True)
class Row:
    """Questions that stand together (one, or neighbours that are answered together) and their answers.

    ``shown_with`` is the earlier row where the same answers stand already, when a joint answer covers
    questions that are no neighbours. A row without questions holds an answer that fits no question.
    """

    questions: tuple[Frage, ...]
    answers: tuple[Given, ...]
    luecken: tuple[Luecke, ...] = ()
    shown_with: Row | None = field(default=None, repr=False)

    @property
    def anchor(self) -> str:
        if self.questions:
            return self.questions[0].anchor
        return f"antwort-{self.answers[0].antwort.pk}"

    @property
    def states(self) -> tuple[State, ...]:
        """Every state that holds, the plainest first."""
        if not self.questions:
            return (State.WITHOUT_QUESTION,)
        if not self.answers:
            return (State.DECISION,) if all(frage.beschlussteil for frage in self.questions) else (State.OPEN,)
        states = [State.ANSWERED]
        if any(len(given.numbers) > 1 for given in self.answers):
            states.append(State.JOINT)
        if all(given.antwort.nur_verweis for given in self.answers):
            states.append(State.REFERENCE_ONLY)
        if any(given.rewordings for given in self.answers):
            states.append(State.REWORDED)
        return tuple(states)

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

    ``stellungnahmen`` in the order in which they shall be read. Each question and each answer stands in the
    result, none of them twice but for a joint answer to questions that are no neighbours.
    """
    letters = list(stellungnahmen)
    given_to: dict[int, list[Given]] = {}
    left_over: list[Given] = []
    for letter in letters:
        for antwort in letter.antworten.all():
            given = _given(antwort, letter)
            asked = [ziffer.frage_id for ziffer in antwort.ziffern.all() if ziffer.frage_id]
            for frage_id in asked:
                given_to.setdefault(frage_id, []).append(given)
            if not asked:
                left_over.append(given)
    reasons: dict[int, list[Luecke]] = {}
    for letter in letters:
        for luecke in letter.luecken.all():
            reasons.setdefault(luecke.frage_id, []).append(luecke)

    rows: list[Row] = []
    for frage in sorted(fragen, key=lambda frage: (frage.position, frage.pk)):
        _place(rows, frage, tuple(given_to.get(frage.pk, ())), tuple(reasons.get(frage.pk, ())))
    for given in left_over:
        rows.insert(_place_of(given, rows), Row(questions=(), answers=(given,)))
    return rows


def _given(antwort: Antwort, letter: Stellungnahme) -> Given:
    ziffern = sorted(antwort.ziffern.all(), key=lambda ziffer: sort_key(ziffer.nummer))
    return Given(
        antwort=antwort,
        stellungnahme=letter,
        numbers=tuple(ziffer.nummer for ziffer in ziffern),
        unknown_numbers=tuple(ziffer.nummer for ziffer in ziffern if not ziffer.frage_id),
        rewordings=tuple(rewording for ziffer in ziffern if (rewording := _rewording(ziffer))),
    )


def _rewording(ziffer: Ziffer) -> Rewording | None:
    if not ziffer.frage or not ziffer.wortlaut or same_wording(ziffer.frage.text, ziffer.wortlaut):
        return None
    return Rewording(ziffer.frage, ziffer.wortlaut, difference(ziffer.frage.text, ziffer.wortlaut))


def _place(rows: list[Row], frage: Frage, answers: tuple[Given, ...], luecken: tuple[Luecke, ...]) -> None:
    """Add a question to the row before it when both have the same answers, else as a row of its own."""
    same = [row for row in rows if answers and row.answers == answers]
    if same and same[-1] is rows[-1] and rows[-1].shown_with is None:
        rows[-1].questions += (frage,)
        rows[-1].luecken += luecken
    else:
        rows.append(Row((frage,), answers, () if answers else luecken, shown_with=same[0] if same else None))


def _place_of(given: Given, rows: Sequence[Row]) -> int:
    """After the last row whose questions come before the answer's first number."""
    first = sort_key(given.numbers[0]) if given.numbers else None
    for index in range(len(rows), 0, -1):
        row = rows[index - 1]
        numbers = [frage.nummer for frage in row.questions] or list(row.answers[0].numbers)
        if first is None or not numbers or sort_key(numbers[0]) <= first:
            return index
    return 0


_MOST_WORDS = 4_000


def difference(asked: str, repeated: str) -> tuple[tuple[str, str], ...]:
    """The two wordings as one sequence of (kind, words): "same" in both, "asked" or "repeated" in one only.

    Compared word by word; texts of more than 4,000 words are shown one after the other, for the comparison
    takes time with the square of their length.
    """
    before, after = asked.split(), repeated.split()
    if len(before) + len(after) > _MOST_WORDS:
        return (("asked", asked), ("repeated", repeated))
    parts: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, start_after, end_after in matcher.get_opcodes():
        if tag == "equal":
            parts.append(("same", " ".join(before[start:end])))
            continue
        if start < end:
            parts.append(("asked", " ".join(before[start:end])))
        if start_after < end_after:
            parts.append(("repeated", " ".join(after[start_after:end_after])))
    return tuple(parts)
