"""Which of the stored inquiries a reply may answer. Nothing is guessed: all that fit are given, with how it is seen."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from inquiries.models import Antrag, Drucksache, Frage
from inquiries.reading import Paper, same_wording
from inquiries.reading.wording import squeeze
from inquiries.search import CONFIG
from responses.models import Stellungnahme

from .opening import calls_itself_supplement, numbers_named, opening_of, possible_subjects

MOST_WAITING = 2_000
"""So many inquiries without a reply are looked through, the newest first; the index finds the others."""
MOST_FOUND = 50
"""So many inquiries that an index finds for a letter are looked at, the newest first."""
MOST_FITTING = 10
"""So many are offered to choose from."""
LONG_ENOUGH = 40
"""Letters of a question, or of a title, that say enough to be found in a letter by."""
_QUESTIONS_LOOKED_FOR = 5

_HAS_LETTER = "einer Anfrage, zu der schon ein Schreiben erfasst ist"
NUMBER = f"nennt die Nummer {_HAS_LETTER}"
QUESTIONS = f"wiederholt die Fragen {_HAS_LETTER}"
AKTENZEICHEN = "hat dasselbe Aktenzeichen wie ein erfasstes"
TITLE = f"nennt den Titel {_HAS_LETTER}"
SAME = f"enthält den Titel und die Fragen {_HAS_LETTER}"


@dataclass(frozen=True, slots=True)
class Fitting:
    """The inquiries that a reply may answer, the newest first, and how that is seen: what is said of the reply when
    there is a letter already that it may correct.

    ``supplements``: the reply says of itself that it adds to one that was given before.
    """

    inquiries: tuple[Antrag, ...] = ()
    sign: str = ""
    supplements: bool = False

    @property
    def only(self) -> Antrag | None:
        return self.inquiries[0] if len(self.inquiries) == 1 else None

    @property
    def answered(self) -> Antrag | None:
        """The inquiry that the reply answers without any doubt: the only one that fits, when no letter is there that
        it may correct, or when it says that it supplements one."""
        antrag = self.only
        return antrag if antrag and (self.supplements or not antrag.stellungnahmen.exists()) else None


def is_letter_alone(paper: Paper) -> bool:
    """Whether a paper that was just read is a letter without the inquiry that it answers."""
    return not paper.questions or any(finding.code == "questions-from-reply" for finding in paper.findings)


def fitting(text: str, paper: Paper, *, alone: bool) -> Fitting:
    """The stored inquiries that a reply may answer: by its number, by the numbers that its opening names, by the
    questions that it repeats, by its Aktenzeichen, by its subject.

    The first sign that fits any counts; where it fits several, those that follow narrow them down. ``alone``: the paper
    is a letter without the inquiry; of a whole paper only its number, or title and questions together, say what it is.
    """
    if not alone and not paper.response:
        return Fitting()
    opening = opening_of(text)
    supplements = _supplements(paper) or (alone and calls_itself_supplement(opening))
    own = [] if supplements or not paper.response else [paper.drucksache]
    signs: list[tuple[str, Callable[[], Iterable[int]]]] = [(NUMBER, lambda: _numbered(own))]
    if alone:
        signs += [
            (NUMBER, lambda: _numbered(numbers_named(opening))),
            (QUESTIONS, lambda: _asking(text, paper)),
            (AKTENZEICHEN, lambda: _with_aktenzeichen(paper)),
            (TITLE, lambda: _titled(opening)),
        ]
    else:
        signs.append((SAME, lambda: [antrag.pk for antrag in same_inquiries(paper)]))
    keys: set[int] = set()
    seen = ""
    for sign, find in signs:
        found = set(find())
        if narrowed := found & keys if keys else found:
            keys, seen = narrowed, sign
        if len(keys) == 1:
            break
    rows = Antrag.objects.filter(pk__in=keys).select_related("drucksache").order_by("-pk")
    return Fitting(tuple(rows[:MOST_FITTING]) if keys else (), seen, supplements)


def waiting() -> QuerySet[Antrag]:
    """Inquiries without any reply."""
    return Antrag.objects.filter(fragen_beantwortet=0, stellungnahmen=None)


def same_inquiries(paper: Paper) -> list[Antrag]:
    """The inquiries of the same title that ask the same questions."""
    if not paper.title or not paper.questions:
        return []
    texts = {question.number: question.text for question in paper.questions}
    fitting = []
    rows = Antrag.objects.filter(titel=paper.title).select_related("drucksache").prefetch_related("fragen")
    for antrag in rows.order_by("-pk")[:MOST_FOUND]:
        stored = {frage.nummer: frage.text for frage in antrag.fragen.all()}
        if stored.keys() == texts.keys() and all(same_wording(stored[number], texts[number]) for number in texts):
            fitting.append(antrag)
    return fitting


def papers_numbered(number: str | None) -> QuerySet[Drucksache]:
    try:
        return Drucksache.objects.numbered(number or "")
    except ValidationError:
        return Drucksache.objects.none()


def _supplements(paper: Paper) -> bool:
    return paper.response is not None and paper.response.kind.startswith("Ergänz")


# --- Signs: each gives the keys of inquiries ------------------------------------------------------------------


def _numbered(numbers: Iterable[str | None]) -> Iterable[int]:
    papers = [papers_numbered(number) for number in numbers if number]
    if not papers:
        return ()
    return Antrag.objects.filter(drucksache__in=reduce(operator.or_, papers)).values_list("pk", flat=True)


def _asking(text: str, paper: Paper) -> list[int]:
    """Those of which the letter repeats at least half of the questions."""
    letter = squeeze(text).casefold()
    newest = waiting().order_by("-pk").values("pk")[:MOST_WAITING]
    looked_at = Q(antrag__in=newest)
    if repeated := _repeated(paper):
        words = (SearchQuery(question, config=CONFIG) for question in repeated)
        found = Antrag.objects.filter(suche=reduce(operator.or_, words)).order_by("-pk").values("pk")[:MOST_FOUND]
        looked_at |= Q(antrag__in=found)
    questions: dict[int, list[str]] = {}
    for antrag, question in Frage.objects.filter(looked_at).values_list("antrag_id", "text"):
        questions.setdefault(antrag, []).append(squeeze(question).casefold())
    return [
        antrag
        for antrag, texts in questions.items()
        if 2 * sum(len(one) >= LONG_ENOUGH and one in letter for one in texts) >= len(texts)
    ]


def _repeated(paper: Paper) -> list[str]:
    """The longest of the questions that the letter repeats: the more words, the fewer inquiries have them all."""
    answers = paper.response.answers if paper.response else ()
    texts = {*(question.text for question in paper.questions), *(one for a in answers for one in a.repeated.values())}
    return sorted((text for text in texts if len(text) >= LONG_ENOUGH), key=len)[-_QUESTIONS_LOOKED_FOR:]


def _with_aktenzeichen(paper: Paper) -> Iterable[int]:
    reference = paper.response.letter_reference if paper.response else None
    if not reference:
        return ()
    letters = Stellungnahme.objects.filter(aktenzeichen=reference).order_by("-pk")
    return letters.values_list("antrag", flat=True)[:MOST_FOUND]


def _titled(opening: str) -> list[int]:
    """Those whose title stands in the opening."""
    words = squeeze(opening).casefold()
    rows = [*waiting().order_by("-pk").values_list("pk", "titel")[:MOST_WAITING]]
    if subjects := possible_subjects(opening):
        part_of = reduce(operator.or_, (Q(titel__contains=subject) for subject in subjects))
        rows += Antrag.objects.filter(part_of).order_by("-pk").values_list("pk", "titel")[:MOST_FOUND]
    titles = ((key, squeeze(title).casefold()) for key, title in rows)
    return [key for key, title in titles if len(title) >= LONG_ENOUGH // 2 and title in words]
