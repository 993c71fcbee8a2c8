"""The page of one inquiry: its head, and each question beside its answer."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format

from inquiries.access import reading_required, sees_drafts, sources_visible_to
from inquiries.models import Antrag, Frage, Verweis
from inquiries.naming import questions_named
from inquiries.pages import NotFound, render_page
from responses.models import Stellungnahme
from responses.pairing import Given, Row, State, pair
from responses.standing_in import follow_references
from responses.timeline import timeline
from responses.views.citation import Prose, Standing
from responses.views.citations import PageCitations
from responses.views.citing import Beside, places_citing_inquiry
from responses.views.head import head_of
from responses.views.opening import Opening, load, paths_with_beginnings, spots_on_page
from responses.views.texts import citations_in, letters_of, questions_of
from responses.views.trail import Trail, steps_of


@dataclass(frozen=True, slots=True)
class Question:
    frage: Frage
    prose: Prose
    beside: Beside | None


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
    states: tuple[State, ...]
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
        return self.states[0]

    @property
    def is_reference_only(self) -> bool:
        return State.REFERENCE_ONLY in self.states


@dataclass(frozen=True, slots=True)
class Letter:
    stellungnahme: Stellungnahme
    name: str
    vorbemerkung: Prose
    in_agreement: tuple[str, ...]


def inquiries_to_read() -> QuerySet[Antrag]:
    return Antrag.objects.select_related("drucksache")


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
    letters, withdrawn = _letters(request, antrag)
    rows = pair(questions_of(antrag), letters)
    drafts = sees_drafts(request.user)
    offen = request.GET.getlist("offen")
    standing_here = citations_in(antrag, letters)
    opening = _opening(offen, rows, standing_here, drafts=drafts)
    citations = _citations(antrag, letters, standing_here, opening, drafts=drafts)
    own_papers = [pk for pk in (antrag.drucksache_id, *(letter.drucksache_id for letter in letters)) if pk]
    citing, beside = places_citing_inquiry(request, antrag, own_papers)
    pairs = _pairs(antrag, rows, citations, beside, several=len(letters) > 1)
    context = {
        "antrag": antrag,
        "is_overdue": antrag.is_overdue(on=timezone.localdate()),
        "title": citations.title(antrag),
        "begruendung": citations.begruendung(antrag, _beginning(antrag, ())),
        "letters": [_letter(letter, citations) for letter in letters],
        "withdrawn": withdrawn,
        "sees_drafts": drafts,
        "opened": opened,
        "pairs": pairs,
        "has_sections": any(pair.heading for pair in pairs),
        "cited": (cited := citations.elsewhere(antrag)),
        "missing": sum(one.target.standing is Standing.MISSING for one in cited),
        "all_opened": opening.is_whole and len(opening.asked) == len(paths_with_beginnings(offen)),
        "citing": citing,
        "timeline": timeline(own_papers, antrag, drafts=drafts),
        "sources": _sources(request, antrag, letters),
        **head_of(antrag),
    }
    return render_page(request, "responses/inquiry.html", context)


MOST_OPEN = 40
"""Citations that an address may open, those on the way to them included."""


def _letters(request: HttpRequest, antrag: Antrag) -> tuple[list[Stellungnahme], list[Stellungnahme]]:
    """The letters to be read, and those that were withdrawn and nothing took their place."""
    found = letters_of(antrag, request.user)
    replaced = {letter.ersetzt_id for letter in found}
    withdrawn = [letter for letter in found if letter.is_withdrawn and letter.pk not in replaced]
    return [letter for letter in found if not letter.is_withdrawn], withdrawn


def _opening(
    asked_for: Sequence[str], rows: Sequence[Row], standing_here: Sequence[Verweis], *, drafts: bool
) -> Opening:
    """What the address opens (``?offen=12-45``, repeated), and what stands in for answers that only refer to it."""
    asked = paths_with_beginnings(asked_for)
    asked = set(sorted(asked, key=lambda path: (len(steps_of(path)), path))[:MOST_OPEN])
    standing_in = {
        str(verweis.pk): verweis.pk
        for row in rows
        for given in row.answers_here
        if given.antwort.nur_verweis and any(given.covers(frage) for frage in row.by_reference)
        for verweis in standing_here
        if verweis.antwort_id == given.antwort.pk and verweis.ziffern
    }
    opened = {path: int(last) for path in asked if (last := path.rpartition("-")[2]).isdecimal()}
    onward = follow_references((opened | standing_in).items(), drafts=drafts)
    return load(asked, onward | standing_in.keys(), drafts=drafts)


def _citations(
    antrag: Antrag,
    letters: Sequence[Stellungnahme],
    standing_here: Sequence[Verweis],
    opening: Opening,
    *,
    drafts: bool,
) -> PageCitations:
    anchors = {letter.drucksache_id: f"#schreiben-{letter.pk}" for letter in letters if letter.drucksache_id}
    addresses = {pk: other.get_absolute_url() for pk, other in opening.antraege.items()}
    opening.citations = PageCitations(
        # A citation that was loaded with what it opens is the same row: the page's own comes last and stays.
        {row.pk: row for row in (*opening.standing_here, *standing_here)}.values(),
        anchors_here=anchors,
        addresses={**addresses, antrag.pk: ""},
        drafts=drafts,
        open_up=opening.open_up,
    )
    return opening.citations


def _beginning(antrag: Antrag, numbers: Iterable[str]) -> Trail:
    """Where a way through citations begins: beside these questions of the page."""
    return Trail((), spots_on_page(antrag.pk, numbers))


def _sources(request: HttpRequest, antrag: Antrag, letters: Sequence[Stellungnahme]) -> set[int]:
    """Keys of the sources of this page that the reader may open."""
    sources = {source for source in (antrag.source_id, *(letter.source_id for letter in letters)) if source}
    if not sources:
        return set()
    return set(sources_visible_to(request.user).filter(pk__in=sources).values_list("pk", flat=True))


def _letter(letter: Stellungnahme, citations: PageCitations) -> Letter:
    in_agreement = [str(ministerium) for ministerium in letter.im_einvernehmen.all()]
    if letter.im_einvernehmen_gedruckt:
        in_agreement += letter.im_einvernehmen_gedruckt.split("; ")
    return Letter(
        letter,
        _letter_named(letter),
        citations.vorbemerkung(letter, _beginning(letter.antrag, ())),
        tuple(in_agreement),
    )


def _letter_named(letter: Stellungnahme) -> str:
    """ "Stellungnahme vom 1. September 2025": enough to tell the letters of one inquiry apart."""
    day = letter.schreiben_vom
    return f"{letter.get_art_display()} vom {date_format(day, 'j. F Y')}" if day else letter.get_art_display()


def _pairs(
    antrag: Antrag, rows: Sequence[Row], citations: PageCitations, beside: dict[int, Beside], *, several: bool
) -> list[Pair]:
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
                states=row.states,
                name=questions_named(antrag, labels) if labels else "ohne Nummer",
                heading=section if section != heading else "",
                questions=tuple(_question(antrag, frage, citations, beside.get(frage.pk)) for frage in row.questions),
                answers=tuple(_answer(antrag, given, citations, several=several) for given in row.answers_here),
                joint_with=tuple(others),
                earlier=tuple({id(there): there for there in row.earlier.values()}.values()),
            )
        )
        heading = section
    for before, after in itertools.pairwise(pairs):
        before.next, after.previous = after, before
    return pairs


def _question(antrag: Antrag, frage: Frage, citations: PageCitations, beside: Beside | None) -> Question:
    return Question(frage, citations.frage(frage, _beginning(antrag, [frage.nummer])), beside)


def _answer(antrag: Antrag, given: Given, citations: PageCitations, *, several: bool) -> Answer:
    known = [number for number in given.numbers if number not in given.unknown_numbers]
    return Answer(
        given=given,
        prose=citations.antwort(given.antwort, _beginning(antrag, known)),
        label=f"zu {questions_named(antrag, given.numbers)}" if given.numbers else "ohne Nummer",
        letter=_letter_named(given.stellungnahme) if several else "",
        unknown_numbers=questions_named(antrag, given.unknown_numbers) if given.unknown_numbers else "",
    )
