"""What is opened on a page: the questions and answers that its citations lead to, each below its paragraph.

However many there are and however far a chain of them goes, they are loaded together, in a fixed few queries.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import F, Prefetch
from django.utils.formats import date_format

from inquiries.models import Antrag, Drucksache, Frage, Verweis
from inquiries.naming import questions_named
from responses.models import Antwort, AntwortVerweis, Stellungnahme
from responses.pairing import Given, Row, State, pair
from responses.views.citation import Citation, Part, Prose, Standing
from responses.views.citations import PageCitations, antrag_cited
from responses.views.trail import Spot, Trail, anchor_of, steps_of

BEGINNING = 240
"""Characters of an answer that its preview shows."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer; ``source`` says what it is, of whom and when: "Stellungnahme vom 1. September 2025, Ministerium …"."""

    label: str
    source: str
    beginning: str
    prose: Prose
    only_refers: bool
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Asked:
    frage: Frage
    name: str
    prose: Prose


@dataclass(frozen=True, slots=True)
class Beside:
    """Questions beside their answers, as on the page of their inquiry."""

    questions: tuple[Asked, ...]
    answers: tuple[Told, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Listed:
    """A question in the list of a paper that is cited as a whole; ``above`` is where it stands already."""

    frage: Frage
    name: str
    path: str
    above: str
    opened: Opened | None


@dataclass(frozen=True, slots=True)
class Opened:
    """What one step of the way shows.

    ``antrag`` is None for a paper that is not here; ``paper`` is then the row that knows how often it is cited.
    ``rows`` are the cited questions; a paper that is cited as a whole has ``listed`` and its ``sources``, the letters
    to it, instead. ``parts`` are those that stand above or do not exist. ``from_list`` says that it was chosen in
    such a list, ``stands_in`` that it is shown in place of an answer that only refers to it.
    """

    path: str
    step: int
    name: str
    standing: Standing
    href: str
    antrag: Antrag | None = None
    letter: Stellungnahme | None = None
    paper: Drucksache | None = None
    rows: tuple[Beside, ...] = ()
    listed: tuple[Listed, ...] = ()
    sources: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    stands_in: bool = False
    from_list: bool = False

    @property
    def anchor(self) -> str:
        return anchor_of(self.path)

    @property
    def names_its_questions(self) -> bool:
        """Whether there are several, so that each needs its own name."""
        return sum(len(row.questions) for row in self.rows) > 1

    @property
    def cited(self) -> int:
        """How often the paper is cited in what everybody may read."""
        return self.paper.zitate if self.paper else 0


@dataclass
class Opening:
    """The rows behind the opened citations, and what each of them shows.

    Of the paths, ``asked`` are those that the reader opened, with those they begin with; ``standing_in`` are those
    that are shown in place of answers that only refer to them.
    """

    asked: Collection[str] = ()
    standing_in: Collection[str] = ()
    verweise: dict[int, Verweis] = field(default_factory=dict)
    antraege: dict[int, Antrag] = field(default_factory=dict)
    fragen: dict[int, list[Frage]] = field(default_factory=dict)
    letters: dict[int, list[Stellungnahme]] = field(default_factory=dict)
    standing_here: list[Verweis] = field(default_factory=list)
    citations: PageCitations | None = None
    shown: set[str] = field(default_factory=set)

    @property
    def is_whole(self) -> bool:
        """Whether all that was asked for is open, once the texts of the page are built."""
        return self.shown.issuperset(self.asked)

    def open_up(self, citation: Citation) -> Opened | None:
        """What a citation shows, None when it is closed."""
        stands_in = citation.path in self.standing_in and any(part.numbers for part in citation.parts)
        if stands_in or citation.path in self.asked:
            return self.build(citation, stands_in=stands_in)
        return None

    def build(self, citation: Citation, *, stands_in: bool = False) -> Opened | None:
        target, verweis = citation.target, citation.verweis
        trail = citation.trail
        shown = {
            "path": citation.path,
            "step": len(trail.steps) + 1,
            "name": citation.name,
            "standing": target.standing,
            "href": citation.href,
            "stands_in": stands_in,
        }
        if target.antrag is None:
            self.shown.add(citation.path)
            return Opened(paper=verweis.drucksache, **shown)
        antrag = self.antraege.get(target.antrag)
        if antrag is None:
            return None
        self.shown.add(citation.path)
        letter = next((one for one in self.letters[antrag.pk] if one.drucksache_id == target.paper), None)
        shown |= {"antrag": antrag, "letter": letter if target.paper else None}
        paper = target.name if target.paper else _paper_named(antrag)
        labels = [part.nummer for part in citation.parts]
        shown["name"] = f"{paper}, {questions_named(antrag, labels)}" if labels else paper
        onward = way_on(citation)
        if not citation.parts:
            return Opened(
                listed=tuple(self._listed(frage, antrag, onward) for frage in self.fragen[antrag.pk]),
                sources=tuple(_source_of(letter) for letter in self.letters[antrag.pk]),
                **shown,
            )
        numbers = {number for part in citation.parts if not part.above for number in part.numbers}
        fragen = [frage for frage in self.fragen[antrag.pk] if frage.nummer in numbers]
        return Opened(
            rows=tuple(self._rows(fragen, antrag, onward)),
            parts=tuple(part for part in citation.parts if part.above or part.unknown),
            **shown,
        )

    def build_listed(self, frage: Frage, trail: Trail) -> Opened | None:
        """A question chosen in the list of a paper; ``trail`` leads to that list."""
        antrag = self.antraege.get(frage.antrag_id)
        if antrag is None:
            return None
        step = f"f{frage.pk}"
        self.shown.add(trail.path_of(step))
        return Opened(
            path=trail.path_of(step),
            step=len(trail.steps) + 1,
            name=f"{_paper_named(antrag)}, {questions_named(antrag, [frage.nummer])}",
            standing=Standing.ENTERED,
            href=f"{antrag.get_absolute_url()}#{frage.anchor}",
            antrag=antrag,
            rows=tuple(self._rows([frage], antrag, trail.then(step, [(antrag.pk, frage.nummer)]))),
            from_list=True,
        )

    def _listed(self, frage: Frage, antrag: Antrag, trail: Trail) -> Listed:
        path = trail.path_of(f"f{frage.pk}")
        above = trail.passed.get((antrag.pk, frage.nummer), "")
        opened = self.build_listed(frage, trail) if path in self.asked and not above else None
        return Listed(frage, questions_named(antrag, [frage.nummer]), path, above, opened)

    def _rows(self, fragen: list[Frage], antrag: Antrag, trail: Trail) -> Iterable[Beside]:
        for row in pair(fragen, self.letters[antrag.pk]):
            if row.questions:
                yield self._beside(row, antrag, trail)

    def _beside(self, row: Row, antrag: Antrag, trail: Trail) -> Beside:
        return Beside(
            questions=tuple(
                Asked(frage, questions_named(antrag, [frage.nummer]), self.citations.frage(frage, trail))
                for frage in row.questions
            ),
            answers=tuple(self._told(given, antrag, trail) for given in row.answers),
            state=row.states[0],
        )

    def _told(self, given: Given, antrag: Antrag, trail: Trail) -> Told:
        return Told(
            label=f"zu {questions_named(antrag, given.numbers)}",
            source=_source_of(given.stellungnahme),
            beginning=textwrap.shorten(given.antwort.text, BEGINNING, placeholder=" …"),
            prose=self.citations.antwort(given.antwort, trail),
            only_refers=given.antwort.nur_verweis,
            is_draft=given.stellungnahme.is_draft,
        )


def load(asked: Collection[str], standing_in: Collection[str], *, drafts: bool) -> Opening:
    """All that the citations and questions on the paths lead to, as far as this reader may see it.

    A fixed number of queries. The result is to be given its ``citations`` before it builds anything.
    """
    opening = Opening(asked=asked, standing_in=standing_in)
    if not asked and not standing_in:
        return opening  # as on most pages
    steps = {step for path in (*asked, *standing_in) for step in path.split("-")}
    chosen = [int(step[1:]) for step in steps if step.startswith("f")]
    keys = [int(step) for step in steps if not step.startswith("f")]
    found = Verweis.objects.with_target().filter(pk__in=keys)
    opening.verweise = {verweis.pk: verweis for verweis in (found if drafts else found.published())}
    cited = {antrag_cited(verweis, drafts=drafts) for verweis in opening.verweise.values()}
    antraege = Antrag.objects.select_related("drucksache").defer("suche", "begruendung")
    opening.antraege = {antrag.pk: antrag for antrag in antraege.filter(pk__in=cited - {None})}
    opening.fragen = {pk: [] for pk in opening.antraege}
    for frage in Frage.objects.filter(antrag__in=opening.antraege).order_by("position", "pk"):
        opening.fragen[frage.antrag_id].append(frage)
    labels = {label for verweis in opening.verweise.values() for label in verweis.ziffern}
    shown = [
        frage.pk
        for fragen in opening.fragen.values()
        for frage in fragen
        if frage.pk in chosen or any(_may_mean(label, frage.nummer) for label in labels)
    ]
    opening.letters = {pk: [] for pk in opening.antraege}
    for letter in _letters(opening.antraege, shown, drafts=drafts):
        opening.letters[letter.antrag_id].append(letter)
        for antwort in letter.antworten.all():
            opening.standing_here += antwort.verweise.all()
    asked_there = Verweis.objects.filter(frage__in=shown, antwortverweis__isnull=True).with_target()
    opening.standing_here += asked_there if shown else ()
    return opening


def _letters(antraege: Collection[int], fragen: Collection[int], *, drafts: bool) -> Iterable[Stellungnahme]:
    """The letters to the inquiries, each with its answers to these questions only."""
    letters = Stellungnahme.objects.current() if drafts else Stellungnahme.objects.published()
    answers = Antwort.objects.filter(ziffern__frage__in=fragen).distinct().order_by("position", "pk")
    return (
        letters.filter(antrag__in=antraege)
        .select_related("ministerium", "drucksache")
        .defer("vorbemerkung")
        .prefetch_related(
            Prefetch("antworten", answers),
            "antworten__ziffern__frage",
            Prefetch("antworten__verweise", AntwortVerweis.objects.with_target()),
            "luecken",
        )
        .order_by(F("schreiben_vom").asc(nulls_last=True), "pk")
    )


def spots_on_page(antrag: int, numbers: Iterable[str]) -> dict[Spot, str]:
    """Where the way begins: beside these questions of the inquiry (key) whose page it is."""
    return {(antrag, ""): "#titel", **{(antrag, number): f"#ziffer-{number}" for number in numbers}}


def way_on(citation: Citation) -> Trail:
    """The way through an opened citation, which shows the questions that it cites or the list of them."""
    numbers = [number for part in citation.parts for number in part.numbers] if citation.parts else [""]
    spots = [(citation.target.antrag, number) for number in numbers]
    return citation.trail.then(str(citation.verweis.pk), spots)


def paths_with_beginnings(paths: Iterable[str]) -> set[str]:
    """Each path and all that it begins with: what is opened in an opened text needs that text."""
    return {"-".join(steps[:end]) for steps in (steps_of(path) for path in paths) for end in range(1, len(steps) + 1)}


def _may_mean(label: str, nummer: str) -> bool:
    """Whether a cited part may be this question; exactly which is for the citation to say."""
    return label.startswith(nummer) or nummer.startswith(label)


def _paper_named(antrag: Antrag) -> str:
    return f"Drucksache {antrag.drucksache}" if antrag.drucksache_id else f"{antrag.get_art_display()} ohne Nummer"


def _source_of(letter: Stellungnahme) -> str:
    day = f" vom {date_format(letter.schreiben_vom, 'j. F Y')}" if letter.schreiben_vom else ""
    ministry = f", {letter.ministry_name}" if letter.ministry_name else ""
    return f"{letter.get_art_display()}{day}{ministry}"
