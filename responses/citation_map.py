"""How papers cite each other: the papers of a selection, or those around one, and who of them cites whom."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Coalesce

from inquiries.models import Antrag, Drucksache, Verweis
from responses.models import Stellungnahme

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
    edges = _edges(_readable(drafts=drafts).filter(antrag__in=antraege))
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
        found = _edges(_touching(_readable(drafts=drafts), frontier).order_by("-pk")[:MOST_AROUND])
        edges |= found
        before = set(reached)
        reached |= dict.fromkeys(other for edge in found for other in edge)
        frontier = [other for other in reached if other not in before][:MOST_PAPERS]
    chosen = set(list(reached)[:MOST_PAPERS])
    # Also what those on the edge of the map say of each other.
    inside = [pk for kind, pk in chosen if kind == "anfrage"]
    edges |= _edges(_readable(drafts=drafts).filter(antrag__in=inside))
    return _drawn(edges, chosen, left_out=len(reached) - len(chosen), keep=key)


def _readable(*, drafts: bool) -> QuerySet[Verweis]:
    rows = Verweis.objects.filter(drucksache__isnull=False)
    return rows if drafts else rows.published()


def _touching(rows: QuerySet[Verweis], keys: Iterable[Key]) -> QuerySet[Verweis]:
    """Citations in one of the papers or of one of them; an inquiry is also cited by the numbers of its letters."""
    inquiries = [pk for kind, pk in keys if kind == "anfrage"]
    own = Antrag.objects.filter(pk__in=inquiries, drucksache__isnull=False).values_list("drucksache", flat=True)
    letters = Stellungnahme.objects.published().filter(antrag__in=inquiries, drucksache__isnull=False)
    numbers = [pk for kind, pk in keys if kind == "drucksache"]
    numbers += [*own, *letters.values_list("drucksache", flat=True)]
    return rows.filter(Q(antrag__in=inquiries) | Q(drucksache__in=numbers))


def _edges(rows: QuerySet[Verweis]) -> dict[tuple[Key, Key], int]:
    """(citing, cited) → how many citations; a paper that cites itself is none."""
    published = When(
        drucksache__stellungnahme__state=Stellungnahme.State.VEROEFFENTLICHT, then="drucksache__stellungnahme__antrag"
    )
    here = Coalesce("drucksache__antrag__pk", Case(published))
    edges: Counter[tuple[Key, Key]] = Counter()
    for antrag, drucksache, cited in rows.values_list("antrag", "drucksache", here):
        target: Key = ("anfrage", cited) if cited else ("drucksache", drucksache)
        if target != ("anfrage", antrag):
            edges[("anfrage", antrag), target] += 1
    return dict(edges)


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


def _papers(keys: Iterable[Key]) -> Iterable[Paper]:
    pks: dict[str, list[int]] = {"anfrage": [], "drucksache": []}
    for kind, pk in keys:
        pks[kind].append(pk)
    fields = ("art", "titel", "datum", "eingegangen", "drucksache__parlament", "drucksache__wahlperiode")
    inquiries = Antrag.objects.filter(pk__in=pks["anfrage"]).select_related("drucksache")
    for antrag in inquiries.only(*fields, "drucksache__nummer", "drucksache__zusatz"):
        day = antrag.eingegangen or antrag.datum
        yield Paper(
            key=("anfrage", antrag.pk),
            number=antrag.number,
            kind=antrag.get_art_display(),
            titel=antrag.titel,
            url=antrag.get_absolute_url(),
            day=day,
            is_entered=True,
            order=_order(antrag.drucksache, day, antrag.pk),
        )
    for paper in Drucksache.objects.filter(pk__in=pks["drucksache"]):
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


def _order(paper: Drucksache | None, day: datetime.date | None, pk: int) -> tuple:
    """The place in time: by Wahlperiode and number, which run with it. Papers of other houses, which are only ever
    cited, come first; inquiries without a number, the latest ones, last."""
    if paper is None:
        return (2, 0, 0, day or datetime.date.min, pk)
    own = paper.parlament == settings.PARLAMENT
    return (1 if own else 0, paper.wahlperiode, paper.nummer, datetime.date.min, pk)
