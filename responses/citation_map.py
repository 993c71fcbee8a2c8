"""How papers cite each other: the papers of a selection, or those around one, and who of them cites whom."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

from inquiries.mentions import MENTION, Mention
from inquiries.models import Drucksache
from responses.visible import VISIBLE

MOST_PAPERS = 60
STEPS = 2
"""So many steps around one paper are looked at."""
MOST_AROUND = 400
"""Citations that one step follows at most, the newest first."""

Key = tuple[str, int]
"""An inquiry that is here ("anfrage", its key), or a paper that is not ("drucksache", its key)."""


@dataclass(slots=True)
class Paper:
    """One paper of the map. ``cites`` and ``cited_by`` are other papers of the map with the number of citations."""

    key: Key
    number: str
    kind: str
    titel: str
    url: str
    day: datetime.date | None
    is_entered: bool
    order: tuple
    cites: dict[Key, int] = field(default_factory=dict)
    cited_by: dict[Key, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.kind} {self.number}"


@dataclass(frozen=True, slots=True)
class CitationMap:
    """Papers in order of time, the oldest first. ``left_out`` are those that there was no room for, ``alone`` those
    of the selection that neither cite nor are cited in it."""

    papers: dict[Key, Paper]
    left_out: int = 0
    alone: int = 0

    @property
    def edges(self) -> list[tuple[Key, Key]]:
        """(citing, cited)"""
        return [(paper.key, cited) for paper in self.papers.values() for cited in paper.cites]


def map_of_selection(antraege: Sequence[int], *, drafts: bool) -> CitationMap:
    """The inquiries (primary keys) and what they cite; those with most connections when there are too many."""
    edges = _edges(_IN, antraege, drafts=drafts)
    degrees = Counter(key for edge in edges for key in edge)
    ranked = sorted(degrees, key=lambda key: (-degrees[key], key))
    chosen = set(ranked[:MOST_PAPERS])
    alone = len({("anfrage", pk) for pk in antraege} - degrees.keys())
    return _drawn(edges, chosen, left_out=len(ranked) - len(chosen), alone=alone)


def map_around(key: Key, *, drafts: bool) -> CitationMap:
    """The paper, what it cites and what cites it, and the same of those, as long as there is room."""
    edges: dict[tuple[Key, Key], int] = {}
    reached: dict[Key, None] = {key: None}
    frontier = [key]
    for _ in range(STEPS):
        if not frontier:
            break
        found = _touching(frontier, drafts=drafts)
        edges |= found
        before = set(reached)
        reached |= dict.fromkeys(other for edge in found for other in edge)
        frontier = [other for other in reached if other not in before][:MOST_PAPERS]
    chosen = set(list(reached)[:MOST_PAPERS])
    # Also what those on the edge of the map say of each other.
    edges |= _edges(_IN, _by_kind(chosen)[0], drafts=drafts)
    return _drawn(edges, chosen, left_out=len(reached) - len(chosen), keep=key)


# What is cited is the inquiry that is read under the number, or the one that a letter of this number answers. Keys are
# cast to the type of the columns: a list of shorter numbers is not hashed, and searched for each of many citations.
_CITATIONS = """
SELECT verweis.antrag_id, verweis.drucksache_id, coalesce(here.id, reply.antrag_id)
FROM inquiries_verweis verweis
JOIN inquiries_drucksache paper ON paper.id = verweis.drucksache_id
LEFT JOIN inquiries_antrag here ON here.drucksache_id = paper.id
LEFT JOIN responses_stellungnahme reply ON reply.drucksache_id = paper.id AND reply.state = 'veroeffentlicht'
WHERE {visible} AND {where}
"""
_IN = _CITATIONS.format(visible=VISIBLE, where="verweis.antrag_id = ANY(%(inquiries)s::bigint[])")
_TOUCHING = _CITATIONS.format(
    visible=VISIBLE,
    where="""(verweis.antrag_id = ANY(%(inquiries)s::bigint[]) OR verweis.drucksache_id = ANY(%(papers)s::bigint[]))
    ORDER BY verweis.id DESC LIMIT %(most)s""",
)
# Asked apart: the database takes quite another way to the citations of papers that it knows to be cited often.
_NUMBERS = """
SELECT drucksache_id FROM inquiries_antrag WHERE id = ANY(%(inquiries)s::bigint[]) AND drucksache_id IS NOT NULL
UNION ALL
SELECT drucksache_id FROM responses_stellungnahme
WHERE antrag_id = ANY(%(inquiries)s::bigint[]) AND drucksache_id IS NOT NULL AND state = 'veroeffentlicht'
"""


def _touching(keys: Iterable[Key], *, drafts: bool) -> dict[tuple[Key, Key], int]:
    """Citations in one of the papers or of one of them; an inquiry is also cited by the numbers of its letters."""
    inquiries, papers = _by_kind(keys)
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, {"inquiries": inquiries})
        papers += [number for (number,) in cursor]
    return _edges(_TOUCHING, inquiries, papers, drafts=drafts)


def _edges(
    query: str, inquiries: Sequence[int], papers: Sequence[int] = (), *, drafts: bool
) -> dict[tuple[Key, Key], int]:
    """(citing, cited) → how many citations; a paper that cites itself is none."""
    values = {"inquiries": list(inquiries), "papers": list(papers), "drafts": drafts, "most": MOST_AROUND}
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found = cursor.fetchall()
    edges: Counter[tuple[Key, Key]] = Counter()
    for antrag, drucksache, cited in found:
        if cited != antrag:
            edges[("anfrage", antrag), ("anfrage", cited) if cited else ("drucksache", drucksache)] += 1
    return dict(edges)


def _by_kind(keys: Iterable[Key]) -> tuple[list[int], list[int]]:
    """The keys of the inquiries, and those of the papers that are not here."""
    keys = list(keys)
    return [pk for kind, pk in keys if kind == "anfrage"], [pk for kind, pk in keys if kind == "drucksache"]


def _drawn(
    edges: dict[tuple[Key, Key], int], chosen: set[Key], *, left_out: int, alone: int = 0, keep: Key | None = None
) -> CitationMap:
    edges = {edge: number for edge, number in edges.items() if chosen.issuperset(edge)}
    connected = {key for edge in edges for key in edge} | ({keep} if keep else set())
    papers = {paper.key: paper for paper in sorted(_papers(connected), key=lambda paper: paper.order)}
    for (citing, cited), number in sorted(edges.items()):
        papers[citing].cites[cited] = number
        papers[cited].cited_by[citing] = number
    return CitationMap(papers, left_out + len(chosen - connected) if keep is None else left_out, alone)


_INQUIRIES = """
SELECT coalesce(antrag.eingegangen, antrag.datum), {mention}
FROM inquiries_antrag antrag LEFT JOIN inquiries_drucksache paper ON paper.id = antrag.drucksache_id
WHERE antrag.id = ANY(%s)
""".replace("{mention}", MENTION.format("antrag", "paper"))


def _papers(keys: Iterable[Key]) -> Iterable[Paper]:
    inquiries, missing = _by_kind(keys)
    with connection.cursor() as cursor:
        cursor.execute(_INQUIRIES, [inquiries])
        found = cursor.fetchall()
    for day, *columns in found:
        antrag = Mention(*columns)
        yield Paper(
            key=("anfrage", antrag.pk),
            number=antrag.number,
            kind=antrag.get_art_display(),
            titel=antrag.titel,
            url=antrag.get_absolute_url(),
            day=day,
            is_entered=True,
            order=_order(antrag if antrag.nummer else None, day, antrag.pk),
        )
    for paper in Drucksache.objects.filter(pk__in=missing):
        yield Paper(
            key=("drucksache", paper.pk),
            number=str(paper),
            kind="Drucksache",
            titel="" if paper.parlament == settings.PARLAMENT else paper.get_parlament_display(),
            url=paper.get_absolute_url(),
            day=None,
            is_entered=False,
            order=_order(paper, None, paper.pk),
        )


def _order(paper: Drucksache | Mention | None, day: datetime.date | None, pk: int) -> tuple:
    """The place in time: by Wahlperiode and number, which run with it. Papers of other houses, which are only ever
    cited, come first; inquiries without a number, the latest ones, last."""
    if paper is None:
        return (2, 0, 0, day or datetime.date.min, pk)
    own = paper.parlament == settings.PARLAMENT
    return (1 if own else 0, paper.wahlperiode, paper.nummer, datetime.date.min, pk)
