"""Where papers are cited: each place with its inquiry, the link to it, and the sentence."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import connection
from django.http import HttpRequest

from inquiries.access import sees_drafts
from inquiries.mentions import Mention
from inquiries.models import Antrag
from inquiries.pages import NotFound
from responses.places import Place, places_of
from responses.visible import VISIBLE

PER_PAGE = 25
BESIDE = 5
"""Places that stand beside a question; all of them stand at the end of the page."""


@dataclass(frozen=True, slots=True)
class Citing:
    """One page of the places that cite some papers; ``groups`` are those places by citing inquiry."""

    page: Page
    groups: tuple[tuple[Mention, tuple[Place, ...]], ...]

    @property
    def count(self) -> int:
        return self.page.paginator.count


@dataclass(frozen=True, slots=True)
class Beside:
    """The places that cite one question: how many there are, and the newest ``BESIDE`` with their inquiries."""

    count: int
    places: tuple[tuple[Mention, Place], ...]

    @property
    def more(self) -> int:
        return self.count - len(self.places)


def places_citing(request: HttpRequest, papers: Iterable[int]) -> Citing:
    """The page ``?stellen=n`` of the places that cite one of the papers (keys), newest inquiry first; two queries.

    Citations in drafts are for clerks. Raises NotFound for a page that does not exist.
    """
    page = _page_of_keys(request, papers, but=0)
    return _citing(page, places_of(page))


def places_citing_inquiry(
    request: HttpRequest, antrag: Antrag, papers: Iterable[int]
) -> tuple[Citing, dict[int, Beside]]:
    """The same of an inquiry that is read under these numbers, its own texts left out; and of each of its questions
    (key) the places that cite it by its number, its own texts included. Three queries."""
    papers = list(papers)
    page = _page_of_keys(request, papers, but=antrag.pk)
    per_question = _keys_per_question(antrag, papers, drafts=sees_drafts(request.user))
    places = places_of({*page, *(pk for _, pk, _ in per_question)})
    beside: dict[int, Beside] = {}
    for frage, rows in itertools.groupby(per_question, lambda row: row[0]):
        cut = list(rows)
        beside[frage] = Beside(cut[0][2], tuple(places[pk] for _, pk, _ in cut))
    return _citing(page, places), beside


def _citing(page: Page, places: Mapping[int, tuple[Mention, Place]]) -> Citing:
    groups: dict[Mention, list[Place]] = {}
    for antrag, place in (places[pk] for pk in page):
        groups.setdefault(antrag, []).append(place)
    return Citing(page, tuple((antrag, tuple(places)) for antrag, places in groups.items()))


# Only the keys are put in order: a paper may be cited ten thousand times, and the texts are long. They are found once,
# to be counted and to be sorted.
_KEYS = """
WITH cited AS MATERIALIZED (
    SELECT verweis.id, verweis.antrag_id
    FROM inquiries_verweis verweis
    WHERE verweis.drucksache_id = ANY(%(papers)s) AND verweis.antrag_id <> %(but)s
        AND {visible}
)
SELECT cited.id, (SELECT count(*) FROM cited)
FROM cited JOIN inquiries_antrag antrag ON antrag.id = cited.antrag_id
ORDER BY antrag.eingegangen DESC NULLS LAST, antrag.id DESC, cited.id
OFFSET %(start)s LIMIT %(per_page)s
""".replace("{visible}", VISIBLE)
_MOST_PAGES = 1_000_000


def _page_of_keys(request: HttpRequest, papers: Iterable[int], *, but: int) -> Page:
    """The page that was asked for of the citations (keys) of the papers in other inquiries than ``but``; one query."""
    no_such_page = NotFound("Diese Seite der Fundstellen gibt es nicht.")
    try:
        number = int(request.GET.get("stellen", 1))
    except ValueError:
        raise no_such_page from None
    if not 1 <= number <= _MOST_PAGES:
        raise no_such_page
    values = {"papers": list(papers), "but": but, "drafts": sees_drafts(request.user)}
    values |= {"start": (number - 1) * PER_PAGE, "per_page": PER_PAGE}
    with connection.cursor() as cursor:
        cursor.execute(_KEYS, values)
        found = cursor.fetchall()
    if not found and number > 1:
        raise no_such_page
    pages = Paginator((), PER_PAGE)
    pages.count = found[0][1] if found else 0
    return Page([pk for pk, _ in found], number, pages)


# Which question a label means is the rule of ``reading.cited_parts.is_part``. A question that is named in its own
# paper is cited there, too.
_PER_QUESTION = """
WITH cited AS (
    SELECT verweis.id, verweis.antrag_id, label
    FROM inquiries_verweis verweis
    CROSS JOIN unnest(verweis.ziffern) AS label
    WHERE (verweis.drucksache_id = ANY(%(papers)s) OR verweis.antrag_id = %(antrag)s AND verweis.art = 'same-paper')
        AND verweis.ausgang = 'target' AND {visible}
),
meant AS (
    SELECT labels.label, frage.id AS frage
    FROM (SELECT DISTINCT label FROM cited) AS labels
    JOIN inquiries_frage frage ON frage.antrag_id = %(antrag)s AND (
        frage.nummer = label
        OR NOT EXISTS (SELECT 1 FROM inquiries_frage WHERE antrag_id = %(antrag)s AND nummer = label) AND (
            starts_with(frage.nummer, label) AND substr(frage.nummer, length(label) + 1, 1) ~ '[a-z.]'
            OR starts_with(label, frage.nummer) AND substr(label, length(frage.nummer) + 1, 1) ~ '[a-z.]'
        )
    )
)
SELECT frage, id, how_many FROM (
    SELECT places.*, count(*) OVER (PARTITION BY frage) AS how_many, row_number() OVER (
        PARTITION BY frage ORDER BY antrag.eingegangen DESC NULLS LAST, antrag.id DESC, places.id
    ) AS place
    FROM (SELECT DISTINCT cited.id, cited.antrag_id, meant.frage FROM cited JOIN meant USING (label)) AS places
    JOIN inquiries_antrag antrag ON antrag.id = places.antrag_id
) AS counted
WHERE place <= %(beside)s
ORDER BY frage, place
""".replace("{visible}", VISIBLE)


def _keys_per_question(antrag: Antrag, papers: Sequence[int], *, drafts: bool) -> list[tuple[int, int, int]]:
    """(question, citation, how many cite the question), at most BESIDE of each question."""
    values = {"papers": papers, "antrag": antrag.pk, "drafts": drafts, "beside": BESIDE}
    with connection.cursor() as cursor:
        cursor.execute(_PER_QUESTION, values)
        return cursor.fetchall()
