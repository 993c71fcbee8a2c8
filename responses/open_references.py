"""Citations that lead nowhere yet: papers to enter next, and citations that somebody has to look at.

A page costs a fixed number of queries, each answered by an index however many citations there are: the database
keeps the counts (migration ``0003_open_citations``).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from inquiries import search
from inquiries.filters import NEWEST_FIRST
from inquiries.listing import MOST_FOUND
from inquiries.mentions import Mention
from inquiries.models import Antrag, Drucksache, Verweis
from inquiries.models.verweis import VerweisQuerySet
from inquiries.reading.cited_parts import is_part
from inquiries.reading.numbers import sort_key
from inquiries.rows import columns, names_of, row
from responses.models import Stellungnahme
from responses.places import Place, places_of
from responses.visible import VISIBLE

PER_PAGE = 25
PLACES_SHOWN = 3
"""Of each missing paper so many of its newest places are quoted; the paper's own page has them all."""

EVERY_HOUSE = "alle"


class Kind(enum.StrEnum):
    """What somebody has to look at; the value is the end of the page's address."""

    AMBIGUOUS = "mehrdeutig"
    UNKNOWN_PART = "unbekannte-ziffer"
    NO_TARGET = "ohne-ziel"


# --- Papers to enter next ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MissingPaper:
    """``zitate`` are the places that the reader may see, of which ``im_entwurf`` stand in drafts; ``places`` are the
    newest of them. ``draft`` is the letter in draft that has this number, for clerks."""

    paper: Drucksache
    zitate: int
    im_entwurf: int
    places: tuple[tuple[Mention, Place], ...]
    draft: Stellungnahme | None

    @property
    def is_own_house(self) -> bool:
        return self.paper.parlament == settings.PARLAMENT

    @property
    def can_be_entered(self) -> bool:
        return self.is_own_house and self.draft is None

    @property
    def more(self) -> int:
        return self.zitate - len(self.places)


ORDERS = {
    "haeufigkeit": ("-zitate", "-wahlperiode", "-nummer", "-pk"),
    "nummer": ("-wahlperiode", "-nummer", "zusatz", "pk"),
}


def missing_papers(
    text: str, *, parlament: str, wahlperiode: int | None, order: str, drafts: bool
) -> QuerySet[Drucksache]:
    """Papers that are cited but not here. ``text`` is a number, or words that the citing inquiries contain;
    ``parlament`` is a code, empty for the own house, or EVERY_HOUSE; ``drafts`` counts citations in drafts, too."""
    cited = Q(zitate__gt=0) | Q(zitate_im_entwurf__gt=0) if drafts else Q(zitate__gt=0)
    papers = Drucksache.objects.filter(cited, erfasst=False)
    if parlament != EVERY_HOUSE:
        papers = papers.filter(parlament=parlament or settings.PARLAMENT)
    if wahlperiode:
        papers = papers.filter(wahlperiode=wahlperiode)
    if number := search.number_in(text):
        papers = papers.filter(_numbered(number))
    elif text:
        citing = Verweis.objects.filter(antrag__in=_about(text))
        papers = papers.filter(pk__in=(citing if drafts else citing.published()).values("drucksache"))
    return papers.order_by(*ORDERS[order])


_DRUCKSACHE = names_of(Drucksache)
_LETTER = names_of(Stellungnahme, "id", "state")

_DESCRIBED = f"""
SELECT {columns("paper", _DRUCKSACHE)}, {columns("letter", _LETTER)}, ARRAY(
    SELECT verweis.id FROM inquiries_verweis verweis
    WHERE verweis.drucksache_id = paper.id AND {VISIBLE}
    ORDER BY verweis.id DESC LIMIT %(shown)s
)
FROM inquiries_drucksache paper
LEFT JOIN responses_stellungnahme letter ON letter.drucksache_id = paper.id
WHERE paper.id = ANY(%(papers)s::bigint[])
"""  # noqa: S608


def described(papers: Sequence[int], *, drafts: bool) -> list[MissingPaper]:
    """What the page shows of the papers (primary keys), in their order; two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_DESCRIBED, {"papers": list(papers), "drafts": drafts, "shown": PLACES_SHOWN})
        found = {values[0]: values for values in cursor}
    places = places_of([key for values in found.values() for key in values[-1]])
    return [_described(found[key], places, drafts=drafts) for key in papers if key in found]


def _described(values: Sequence, places: Mapping[int, tuple[Mention, Place]], *, drafts: bool) -> MissingPaper:
    *own, newest = values
    parts = iter(own)
    paper, letter = row(Drucksache, _DRUCKSACHE, parts), row(Stellungnahme, _LETTER, parts)
    return MissingPaper(
        paper=paper,
        zitate=paper.zitate + (paper.zitate_im_entwurf if drafts else 0),
        im_entwurf=paper.zitate_im_entwurf if drafts else 0,
        places=tuple(places[key] for key in newest),
        draft=letter if drafts else None,
    )


# --- Citations to look at ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenCitation:
    """A citation where it stands. ``papers`` are the candidates of an ambiguous one, else what is cited;
    ``unknown`` are the cited numbers that the paper lacks, ``known`` those that it has."""

    verweis: Verweis
    antrag: Mention
    place: Place
    papers: tuple[Drucksache, ...] = ()
    unknown: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[tuple[Mention, Place], ...]:
        return ((self.antrag, self.place),)

    @property
    def numbers(self) -> str:
        """Which numbers the cited paper has: "1 bis 8"."""
        if len(self.known) > 2:
            return f"{self.known[0]} bis {self.known[-1]}"
        return " und ".join(self.known)


_OF_KIND = {
    Kind.AMBIGUOUS: Q(ausgang=Verweis.Ausgang.AMBIGUOUS),
    Kind.UNKNOWN_PART: Q(ziffer_fehlt=True),
    Kind.NO_TARGET: Q(ausgang=Verweis.Ausgang.NO_TARGET),
}


def open_citations(kind: Kind, text: str, *, wahlperiode: int | None, order: str, drafts: bool) -> VerweisQuerySet:
    """Citations of that kind, the newest first or ("aelteste") last. ``text`` is the number of the citing or of a
    cited paper, or words of the citing inquiry; ``wahlperiode`` is that of the citing one."""
    found = Verweis.objects.filter(_OF_KIND[kind])
    if not drafts:
        found = found.published()
    if wahlperiode:
        found = found.filter(antrag__drucksache__wahlperiode=wahlperiode)
    if number := search.number_in(text):
        papers = Drucksache.objects.filter(_numbered(number)).values("pk")
        candidates = Verweis.kandidaten.through.objects.filter(drucksache__in=papers).values("verweis")
        found = found.filter(Q(antrag__drucksache__in=papers) | Q(drucksache__in=papers) | Q(pk__in=candidates))
    elif text:
        found = found.filter(antrag__in=_about(text))
    return found.order_by("pk" if order == "aelteste" else "-pk")


_VERWEIS = names_of(Verweis, "id", "antrag_id", "zitat", "ziffern", "grund", "ziffer_fehlt")
_ANTRAG = names_of(Antrag, "id", "titel")

# The papers are what is cited, or what an ambiguous citation may mean. Its Ziffern are those of the inquiry that is
# read under the cited number, of which only a citation of an unknown one asks.
_EXPLAINED = f"""
SELECT {columns("verweis", _VERWEIS)},
    (
        SELECT json_agg(json_build_array(
            {columns("paper", _DRUCKSACHE)}, {columns("antrag", _ANTRAG)}, {columns("letter", _LETTER)}
        ) ORDER BY paper.parlament, paper.wahlperiode, paper.nummer, paper.id)
        FROM inquiries_drucksache paper
        LEFT JOIN inquiries_antrag antrag ON antrag.drucksache_id = paper.id
        LEFT JOIN responses_stellungnahme letter ON letter.drucksache_id = paper.id
        WHERE paper.id = ANY(CASE
            WHEN verweis.drucksache_id IS NOT NULL THEN ARRAY[verweis.drucksache_id]
            ELSE ARRAY(SELECT drucksache_id FROM inquiries_verweis_kandidaten WHERE verweis_id = verweis.id)
        END)
    ),
    CASE WHEN verweis.ziffer_fehlt THEN ARRAY(
        SELECT nummer FROM inquiries_frage WHERE antrag_id = CASE
            WHEN verweis.art = 'same-paper' THEN verweis.antrag_id
            ELSE coalesce(
                (SELECT id FROM inquiries_antrag WHERE drucksache_id = verweis.drucksache_id),
                (SELECT antrag_id FROM responses_stellungnahme WHERE drucksache_id = verweis.drucksache_id)
            )
        END
    ) ELSE '{{}}' END
FROM inquiries_verweis verweis
WHERE verweis.id = ANY(%s::bigint[]) AND verweis.stand <> 'verworfen' AND NOT verweis.ruht
"""  # noqa: S608


def explained(citations: Sequence[int]) -> list[OpenCitation]:
    """What the page shows of the citations (primary keys), in their order; two queries."""
    if not citations:
        return []
    places = places_of(citations)
    with connection.cursor() as cursor:
        cursor.execute(_EXPLAINED, [list(citations)])
        found = {values[0]: _explained(values, places) for values in cursor if values[0] in places}
    return [found[key] for key in citations if key in found]


def _explained(values: Sequence, places: Mapping[int, tuple[Mention, Place]]) -> OpenCitation:
    *own, papers, numbers = values
    verweis = row(Verweis, _VERWEIS, iter(own))
    known = tuple(sorted(numbers, key=sort_key))
    return OpenCitation(
        verweis,
        *places[verweis.pk],
        papers=tuple(_paper(iter(paper)) for paper in papers or ()),
        unknown=tuple(label for label in verweis.ziffern if verweis.ziffer_fehlt and not is_part(label, known)),
        known=known,
    )


def _paper(values: Iterator) -> Drucksache:
    paper = row(Drucksache, _DRUCKSACHE, values)
    antrag, letter = row(Antrag, _ANTRAG, values), row(Stellungnahme, _LETTER, values)
    paper._state.fields_cache |= {"antrag": antrag, "stellungnahme": letter}
    return paper


# --- Search --------------------------------------------------------------------------------------------------------


def _numbered(number: tuple[int, int, str]) -> Q:
    wahlperiode, nummer, zusatz = number
    found = Q(wahlperiode=wahlperiode, nummer=nummer)
    return found & Q(zusatz__iexact=zusatz) if zusatz else found


def _about(text: str) -> list[int]:
    """The newest inquiries that contain the words, as many as the list of inquiries shows."""
    words = search.understand(text)
    if not words.are_searchable:
        return []
    found = search.matching(Antrag.objects.all(), words).order_by(*NEWEST_FIRST)
    return list(found.values_list("pk", flat=True)[:MOST_FOUND])
