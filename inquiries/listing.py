"""The list: what was found, in which order, and what each row shows.

A page costs a fixed number of queries: the order is found on primary keys alone, then the rows of one page are
fetched with all that they print.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from inquiries import filters, search
from inquiries.models import Antrag, Drucksache, Fraktion, Urheber, Verweis
from inquiries.naming import askers_named, questions_named
from inquiries.passages import Passage, best_passages, marked_titles
from inquiries.search import Words

PER_PAGE = 25
MOST_FOUND = 1_000
"""A search shows so many inquiries at most, the first of its order: nobody reads on, and ranking reads them whole."""


class How(enum.Enum):
    """How the words of a search were taken: what fits better is tried first."""

    EXACTLY = enum.auto()
    BEGINNINGS = enum.auto()
    SIMILAR_TITLES = enum.auto()


@dataclass(frozen=True, slots=True)
class Found:
    """Primary keys of inquiries in their order, and how they were found.

    ``more`` says that there are more than ``pages`` walk through; ``papers`` are those that the search named by
    number, None when it named none.
    """

    pages: Paginator
    order: str
    words: Words | None = None
    papers: list[Drucksache] | None = None
    how: How = How.EXACTLY
    more: bool = False

    @property
    def by_beginnings(self) -> bool:
        return self.how is How.BEGINNINGS

    @property
    def similar(self) -> bool:
        return self.how is How.SIMILAR_TITLES

    @property
    def total(self) -> int:
        return self.pages.count


def find(text: str, chosen: filters.Chosen, order: str, *, on: datetime.date) -> Found:
    """Search and filter; ``order`` is a key of SORT_LABELS, or empty for what suits the search."""
    antraege = filters.narrow(Antrag.objects.all(), chosen, on=on)
    if not text:
        return _browse(antraege, "neueste" if order in ("", filters.RELEVANCE) else order)
    order = order or filters.RELEVANCE
    papers = search.papers_numbered(text)
    if papers is not None:
        papers = list(papers)
        keys, more = _first(search.about(antraege, papers), order, ("concern", *filters.NEWEST_FIRST))
        return Found(Paginator(keys, PER_PAGE), order, papers=papers, more=more)
    words = search.understand(text)
    if not words.are_searchable:
        return Found(Paginator([], PER_PAGE), order, words)
    for how, tried in ((How.EXACTLY, words), (How.BEGINNINGS, words.as_beginnings())):
        keys, more = _first(search.matching(antraege, tried), order, filters.NEWEST_FIRST)
        if keys:
            ranked = search.by_relevance(keys, tried)
            return Found(_searched(keys, ranked, order), order, tried, how=how, more=more)
    with search.misspellings_forgiven():
        keys, more = _first(search.similar_titles(antraege, text), order, filters.NEWEST_FIRST)
    ranked = search.by_similarity(keys, text)
    how = How.SIMILAR_TITLES if keys else How.EXACTLY
    return Found(_searched(keys, ranked, order), order, words, how=how, more=more)


def _searched(keys: list[int], ranked: QuerySet[Antrag], order: str) -> Paginator:
    """The pages of a search: in order of relevance the newest matches are ranked, else the keys stand already."""
    if keys and order == filters.RELEVANCE:
        return _Pages(ranked.values_list("pk", flat=True), len(keys))
    return Paginator(keys, PER_PAGE)


def _first(antraege: QuerySet[Antrag], order: str, by_relevance: Sequence[Any]) -> tuple[list[int], bool]:
    """The primary keys of the first inquiries of an order, and whether there are more."""
    antraege = antraege.order_by(*filters.ORDERS.get(order, by_relevance))
    keys = list(antraege.values_list("pk", flat=True)[: MOST_FOUND + 1])
    return keys[:MOST_FOUND], len(keys) > MOST_FOUND


def _browse(antraege: QuerySet[Antrag], order: str) -> Found:
    keys = antraege.order_by(*filters.ORDERS[order]).values_list("pk", flat=True)
    total = antraege.count()
    if order != "nummer":
        return Found(_Pages(keys, total), order)
    numbered = keys.filter(drucksache__nummer__gt=0)  # an inner join, so that the index gives the order
    without = antraege.filter(drucksache__isnull=True).order_by("-pk").values_list("pk", flat=True)
    return Found(_Pages(_OneAfterTheOther(numbered, without), total), order)


class _Pages(Paginator):
    """Pages of something whose length is known already."""

    def __init__(self, keys: Any, count: int) -> None:
        super().__init__(keys, PER_PAGE)
        self.count = count


@dataclass(frozen=True, slots=True)
class _OneAfterTheOther:
    """Two querysets that are sliced as one."""

    first: QuerySet
    second: QuerySet

    def __getitem__(self, part: slice) -> list[int]:
        keys = list(self.first[part])
        if missing := part.stop - part.start - len(keys):
            start = 0 if keys else part.start - self.first.count()
            keys += self.second[start : start + missing]
        return keys


# --- Rows ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One inquiry as the list prints it. ``titel`` is text, or HTML with the words marked that were looked for."""

    antrag: Antrag
    titel: str
    askers: str
    ministries: tuple[str, ...]
    open_references: int
    has_draft: bool
    is_overdue: bool
    passage: Passage | None
    passage_place: str

    @property
    def is_open(self) -> bool:
        return self.antrag.fragen_beantwortet < max(self.antrag.fragen_gesamt, 1)

    @property
    def passage_url(self) -> str:
        url = self.antrag.get_absolute_url()
        return f"{url}#{self.passage.anchor}" if self.passage and self.passage.anchor else url


def rows(keys: Sequence[int], words: Words | None, *, on: datetime.date, drafts: bool) -> list[Row]:
    """The rows of one page in the order of ``keys``; ``drafts`` flags letters that are not published yet."""
    antraege = _with_all_that_a_row_prints(Antrag.objects.filter(pk__in=keys), drafts=drafts).in_bulk()
    titles = marked_titles(keys, words) if words and words.are_searchable else {}
    passages = best_passages(keys, words) if words and words.are_searchable else {}
    return [_row(antraege[key], titles.get(key), passages.get(key), on=on) for key in keys if key in antraege]


def _row(antrag: Antrag, titel: str | None, passage: Passage | None, *, on: datetime.date) -> Row:
    place = ""
    if passage:
        noun = antrag.reply_noun if passage.is_answer else ""
        place = questions_named(antrag, passage.numbers) if passage.numbers else ""
        place = f"{noun} zu {place}" if noun and place else noun or place
    return Row(
        antrag=antrag,
        titel=titel or antrag.titel,
        askers=askers_named(antrag.people, antrag.sorted_fraktionen),
        ministries=tuple(dict.fromkeys(letter.ministry_name for letter in antrag.letters if letter.ministry_name)),
        open_references=antrag.open_references,
        has_draft=antrag.has_draft,
        is_overdue=antrag.is_overdue(on=on),
        passage=passage,
        passage_place=place,
    )


def _with_all_that_a_row_prints(antraege: QuerySet[Antrag], *, drafts: bool) -> QuerySet[Antrag]:
    Stellungnahme = apps.get_model("responses", "Stellungnahme")
    open_references = (
        Verweis.objects.published()
        .unresolved()
        .filter(antrag=OuterRef("pk"))
        .order_by()
        .values("antrag")
        .annotate(number=Count("pk"))
        .values("number")
    )
    letters = Stellungnahme.objects.filter(antrag=OuterRef("pk")).drafts() if drafts else Stellungnahme.objects.none()
    return (
        antraege.select_related("drucksache")
        .annotate(open_references=Coalesce(Subquery(open_references), 0), has_draft=Exists(letters))
        .prefetch_related(
            Prefetch(
                "urheber",
                Urheber.objects.select_related("fraktion").order_by("position", "pk"),
                to_attr="people",
            ),
            Prefetch("fraktionen", Fraktion.objects.order_by("kuerzel"), to_attr="sorted_fraktionen"),
            Prefetch(
                "stellungnahmen",
                Stellungnahme.objects.published().select_related("ministerium").order_by("schreiben_vom", "pk"),
                to_attr="letters",
            ),
        )
    )
