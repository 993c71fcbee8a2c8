"""The page of one inquiry: its head, and each question beside its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from inquiries.access import reading_required, sees_drafts, sources_visible_to
from inquiries.models import Antrag, Frage, Fristverlaengerung, Urheber
from inquiries.pages import NotFound, render_page
from responses.models import Stellungnahme
from responses.pairing import Given, Row, State, pair
from responses.views.citations import PageCitations, Prose, Standing
from responses.views.citing import places_citing
from responses.wording import fraktionen_named, letter_named, people_named, questions_named


@dataclass(frozen=True, slots=True)
class Question:
    frage: Frage
    prose: Prose


@dataclass(frozen=True, slots=True)
class Answer:
    """``label`` says which numbers it covers, ``letter`` which letter it is from when there are several."""

    given: Given
    prose: Prose
    label: str
    letter: str
    unknown_numbers: str

    @property
    def is_joint(self) -> bool:
        return len(self.given.numbers) > 1


@dataclass(slots=True)
class Pair:
    """A row of the page. ``heading`` is the section that begins here, ``earlier`` where its other answers stand."""

    row: Row
    name: str
    heading: str
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    joint_with: tuple[str, ...]
    earlier: tuple[Row, ...]
    previous: Pair | None = None
    next: Pair | None = None

    @property
    def anchor(self) -> str:
        return self.row.anchor

    @property
    def numbers(self) -> str:
        """As the jump list shows it: "3", "1–2", or the number that no question has."""
        labels = [question.frage.nummer for question in self.questions] or list(self.row.answers[0].numbers)
        return labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}" if labels else "–"

    @property
    def state(self) -> State:
        return self.row.states[0]

    @property
    def is_reworded(self) -> bool:
        return State.REWORDED in self.row.states

    @property
    def is_reference_only(self) -> bool:
        return State.REFERENCE_ONLY in self.row.states


@dataclass(frozen=True, slots=True)
class Letter:
    stellungnahme: Stellungnahme
    name: str
    vorbemerkung: Prose
    in_agreement: tuple[str, ...]


def inquiries_to_read():
    """Inquiries with what the head of their page says, in a fixed few queries."""
    return Antrag.objects.select_related("drucksache").prefetch_related(
        "fraktionen",
        Prefetch("fragen", Frage.objects.order_by("position", "pk")),
        Prefetch("urheber", Urheber.objects.select_related("fraktion").order_by("position", "pk")),
        Prefetch("fristverlaengerungen", Fristverlaengerung.objects.order_by("neue_frist", "pk")),
    )


@reading_required
def antrag(request: HttpRequest, pk: int) -> HttpResponse:
    """An inquiry by its key: for those without a number; others are read under their number."""
    row = inquiries_to_read().filter(pk=pk).first()
    if row is None:
        raise NotFound("Diese Anfrage gibt es hier nicht.")
    if row.drucksache_id:
        return redirect(row)
    return inquiry_page(request, row)


def inquiry_page(request: HttpRequest, antrag: Antrag, *, opened: Stellungnahme | None = None) -> HttpResponse:
    """``antrag`` as ``inquiries_to_read`` loads it; ``opened`` is the letter whose own number was asked for."""
    letters = list(antrag.stellungnahmen.visible_to(request.user).for_reading())
    fragen = list(antrag.fragen.all())
    citations = PageCitations(antrag, fragen, letters, drafts=sees_drafts(request.user))
    cited = citations.all()
    own_papers = [pk for pk in (antrag.drucksache_id, *(letter.drucksache_id for letter in letters)) if pk]
    people = list(antrag.urheber.all())
    pairs = _pairs(antrag, pair(fragen, letters), citations, several=len(letters) > 1)
    sources = {source for source in (antrag.source_id, *(letter.source_id for letter in letters)) if source}
    context = {
        "antrag": antrag,
        "title": citations.title(),
        "askers": people_named(p for p in people if p.rolle == Urheber.Rolle.ASKER) or fraktionen_named(antrag),
        "signatories": people_named(p for p in people if p.rolle == Urheber.Rolle.SIGNATORY),
        "letters": [_letter(letter, citations) for letter in letters],
        "opened": opened,
        "pairs": pairs,
        "has_sections": any(pair.heading for pair in pairs),
        "sources": set(sources_visible_to(request.user).filter(pk__in=sources).values_list("pk", flat=True)),
        "is_overdue": antrag.is_overdue(on=timezone.localdate()),
        "extensions": list(antrag.fristverlaengerungen.all()),
        "begruendung": citations.begruendung(),
        "cited": [one for one in cited if one.target.standing is not Standing.HERE],
        "entered": sum(one.target.standing is Standing.ENTERED for one in cited),
        "missing": sum(one.target.standing is Standing.MISSING for one in cited),
        "citing": places_citing(request, own_papers, but=antrag),
    }
    return render_page(request, "responses/inquiry.html", context)


def _letter(letter: Stellungnahme, citations: PageCitations) -> Letter:
    return Letter(
        letter,
        letter_named(letter),
        citations.vorbemerkung(letter),
        tuple(str(m) for m in letter.im_einvernehmen.all()),
    )


def _pairs(antrag: Antrag, rows: Sequence[Row], citations: PageCitations, *, several: bool) -> list[Pair]:
    pairs: list[Pair] = []
    heading = ""
    for row in rows:
        section = row.questions[0].abschnitt if row.questions else heading
        shown = [frage.nummer for frage in row.questions]
        others = [number for number in row.joint_numbers if number not in shown]
        labels = shown or list(row.answers[0].numbers)
        pairs.append(
            Pair(
                row=row,
                name=questions_named(antrag, labels) if labels else "ohne Nummer",
                heading=section if section != heading else "",
                questions=tuple(Question(frage, citations.frage(frage)) for frage in row.questions),
                answers=tuple(_answer(antrag, given, citations, several=several) for given in row.answers_here),
                joint_with=tuple(others),
                earlier=tuple({id(there): there for there in row.earlier.values()}.values()),
            )
        )
        heading = section
    for before, after in zip(pairs, pairs[1:], strict=False):
        before.next, after.previous = after, before
    return pairs


def _answer(antrag: Antrag, given: Given, citations: PageCitations, *, several: bool) -> Answer:
    return Answer(
        given=given,
        prose=citations.antwort(given.antwort),
        label=f"zu {questions_named(antrag, given.numbers)}" if given.numbers else "ohne Nummer",
        letter=letter_named(given.stellungnahme) if several else "",
        unknown_numbers=questions_named(antrag, given.unknown_numbers) if given.unknown_numbers else "",
    )
