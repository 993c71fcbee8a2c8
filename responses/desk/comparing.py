"""A paper that came in beside what is stored already: heads, questions and answers, with the words that differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from inquiries.models import Antrag
from inquiries.reading import same_wording
from inquiries.reading.numbers import sort_key
from inquiries.reading.wording import difference
from responses.models import Stellungnahme

from .workpiece import Desk


@dataclass(slots=True)
class Side:
    """One of the two: head fields by their label, texts of questions and of answers by number."""

    head: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands at one place on both sides, "" where there is nothing. ``words``: (kind, words) with kind one of
    same, asked (stored only), repeated (new only); empty when both say the same."""

    label: str
    stored: str
    new: str
    words: tuple[tuple[str, str], ...] = ()

    @property
    def is_same(self) -> bool:
        return not self.words


@dataclass(frozen=True, slots=True)
class Pair:
    number: str
    question: Difference | None
    answer: Difference | None


@dataclass(frozen=True, slots=True)
class Comparison:
    head: tuple[Difference, ...]
    pairs: tuple[Pair, ...]

    @property
    def changes(self) -> int:
        """At how many places the two differ."""
        texts = [text for pair in self.pairs for text in (pair.question, pair.answer) if text]
        return sum(not one.is_same for one in (*self.head, *texts))


def compare(stored: Side, new: Side) -> Comparison:
    labels = dict.fromkeys([*stored.head, *new.head])
    head = (_difference(label, stored.head.get(label, ""), new.head.get(label, "")) for label in labels)
    numbers = {*stored.questions, *stored.answers, *new.questions, *new.answers}
    pairs = (
        Pair(
            number,
            _difference("Frage", stored.questions.get(number, ""), new.questions.get(number, "")),
            _difference("Antwort", stored.answers.get(number, ""), new.answers.get(number, "")),
        )
        for number in sorted(numbers, key=sort_key)
    )
    return Comparison(tuple(filter(None, head)), tuple(pairs))


def _difference(label: str, stored: str, new: str) -> Difference | None:
    if not stored and not new:
        return None
    words = () if same_wording(stored, new) else difference(stored, new)
    return Difference(label, stored, new, words)


# --- Sides --------------------------------------------------------------------------------------------------


def stored_side(antrag: Antrag, letter: Stellungnahme | None) -> Side:
    """What is stored of the inquiry, and of the letter when there is one."""
    head = {
        "Art": antrag.get_art_display(),
        "Drucksache": str(antrag.drucksache or ""),
        "Titel": antrag.titel,
        "Datum": _day(antrag.datum),
    }
    questions = {frage.nummer: frage.text for frage in antrag.fragen.order_by("position", "pk")}
    if letter is None:
        return Side(head, questions)
    head |= {
        "Antwort": letter.get_art_display(),
        "Ministerium": letter.ministry_name,
        "Schreiben vom": _day(letter.schreiben_vom),
        "Aktenzeichen": letter.aktenzeichen,
        "Vorbemerkung": letter.vorbemerkung,
        "Unterzeichnet von": letter.unterzeichnet_von,
    }
    answers = letter.antworten.prefetch_related("ziffern").order_by("position", "pk")
    return Side(
        head, questions, _by_number(([ziffer.nummer for ziffer in one.ziffern.all()], one.text) for one in answers)
    )


def new_side(desk: Desk, antrag: Antrag | None = None) -> Side:
    """What the paper says; what a letter alone does not say of its inquiry is that of ``antrag``."""
    paper = desk.paper
    head = {
        "Art": paper.kind or "",
        "Drucksache": paper.drucksache or "",
        "Titel": paper.title or "",
        "Datum": _day(paper.date),
    }
    questions = {question.number: question.text for question in paper.questions}
    alone = antrag is not None and (desk.known or desk.is_letter_alone)
    if alone:
        known = stored_side(antrag, None)
        head, questions = {label: head[label] or known.head[label] for label in head}, known.questions
    reply = paper.response
    if reply is None:
        return Side(head, questions)
    supplements = desk.piece.supplements
    head |= {
        "Antwort": antrag.reply_noun if alone and not paper.kind and not supplements else reply.kind,
        "Ministerium": reply.ministry or "",
        "Schreiben vom": _day(reply.letter_date),
        "Aktenzeichen": reply.letter_reference or "",
        "Vorbemerkung": reply.preamble.text if reply.preamble else "",
        "Unterzeichnet von": reply.signed_by or "",
    }
    return Side(head, questions, _by_number((answer.numbers, answer.text) for answer in reply.answers))


def _by_number(answers: Iterable[tuple[Iterable[str], str]]) -> dict[str, str]:
    """Each number with its text; a joint answer stands at its first number, the others point there."""
    texts: dict[str, str] = {}
    for numbers, text in answers:
        first, *others = numbers or [""]
        texts[first] = f"{texts[first]}\n\n{text}" if first in texts else text
        for number in others:
            texts.setdefault(number, f"(gemeinsam mit {first})")
    return texts


def _day(day) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
