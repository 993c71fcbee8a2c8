"""Where papers are cited: each place with its inquiry, the link to it, and the sentence."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import InvalidPage, Page, Paginator
from django.db import connection
from django.db.models import F
from django.http import HttpRequest

from inquiries.access import sees_drafts
from inquiries.models import Antrag, Drucksache, Verweis
from inquiries.pages import NotFound
from responses.places import Place, places_of

PER_PAGE = 25
BESIDE = 5
"""Places that stand beside a question; all of them stand at the end of the page."""


@dataclass(frozen=True, slots=True)
class Citing:
    """One page of the places that cite some papers; ``groups`` are those places by citing inquiry."""

    page: Page
    groups: tuple[tuple[Antrag, tuple[Place, ...]], ...]

    @property
    def count(self) -> int:
        return self.page.paginator.count


def places_citing(request: HttpRequest, papers: Iterable[Drucksache | int], *, but: Antrag | None = None) -> Citing:
    """The page ``?stellen=n`` of the places that cite one of the papers, newest inquiry first.

    A fixed number of queries. Citations in drafts are for clerks. Raises NotFound for a page that does not exist.
    """
    found = Verweis.objects.filter(drucksache__in=list(papers))
    if but is not None:
        found = found.exclude(antrag=but)
    if not sees_drafts(request.user):
        found = found.published()
    newest_first = (F("antrag__eingegangen").desc(nulls_last=True), "-antrag_id", "pk")
    # Only the keys are put in order: a paper may be cited ten thousand times, and the texts are long.
    keys = found.order_by(*newest_first).values_list("pk", flat=True)
    try:
        page = Paginator(keys, PER_PAGE).page(request.GET.get("stellen", 1))
    except InvalidPage:
        raise NotFound("Diese Seite der Fundstellen gibt es nicht.") from None
    places = places_of(list(page))
    groups: dict[Antrag, list[Place]] = {}
    for antrag, place in (places[pk] for pk in page):
        groups.setdefault(antrag, []).append(place)
    return Citing(page, tuple((antrag, tuple(places)) for antrag, places in groups.items()))


@dataclass(frozen=True, slots=True)
class Beside:
    """The places that cite one question: how many there are, and the newest ``BESIDE`` with their inquiries."""

    count: int
    places: tuple[tuple[Antrag, Place], ...]

    @property
    def more(self) -> int:
        return self.count - len(self.places)


# Which question a label means is the rule of ``reading.cited_parts.is_part``. A question that is named in its own
# paper is cited there, too.
_PER_QUESTION = """
WITH cited AS (
    SELECT verweis.id, verweis.antrag_id, label
    FROM inquiries_verweis verweis
    CROSS JOIN unnest(verweis.ziffern) AS label
    WHERE (verweis.drucksache_id = ANY(%(papers)s) OR verweis.antrag_id = %(antrag)s AND verweis.art = 'same-paper')
        AND verweis.ausgang = 'target' AND verweis.stand <> 'verworfen'
        AND NOT EXISTS (
            SELECT 1 FROM responses_antwortverweis told
            JOIN responses_stellungnahme letter ON letter.id = told.stellungnahme_id
            WHERE told.verweis_ptr_id = verweis.id AND letter.state = 'entwurf' AND NOT %(drafts)s
        )
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
"""


def places_citing_questions(antrag: Antrag, papers: Iterable[int], *, drafts: bool) -> dict[int, Beside]:
    """Of each question (key) of the inquiry the places that cite it by its number, newest inquiry first.

    ``papers`` are the numbers (keys) under which the inquiry is read. A fixed number of queries.
    """
    values = {"papers": list(papers), "antrag": antrag.pk, "drafts": drafts, "beside": BESIDE}
    with connection.cursor() as cursor:
        cursor.execute(_PER_QUESTION, values)
        found = cursor.fetchall()
    places = places_of({pk for _, pk, _ in found})
    beside: dict[int, Beside] = {}
    for frage, rows in itertools.groupby(found, lambda row: row[0]):
        cut = list(rows)
        beside[frage] = Beside(cut[0][2], tuple(places[pk] for _, pk, _ in cut))
    return beside
