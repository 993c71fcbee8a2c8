"""The papers around a paper: what it cites, what cites it, and what follows from those, over time."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from inquiries.models import Antrag

FURTHEST = 3
"""Steps: a paper that cites one that cites one that cites this is the third."""
MOST = 40
"""Papers of each direction; the nearest first, of those the newest."""
_LOOKED_AT = 400

# Who cites whom: a paper is read under the number of its inquiry and under those of letters to it. Letters in draft
# and citations in them are for clerks. One step more than is shown tells whether the chain goes on.
_VISIBLE = """
    verweis.ausgang = 'target' AND verweis.stand <> 'verworfen' AND verweis.drucksache_id IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM responses_antwortverweis told
        JOIN responses_stellungnahme letter ON letter.id = told.stellungnahme_id
        WHERE told.verweis_ptr_id = verweis.id AND letter.state = 'entwurf' AND NOT %(drafts)s
    )
"""
_CITING = """
WITH RECURSIVE around(antrag, step, via) AS (
    (
        SELECT citing.id, 1, NULL::bigint FROM inquiries_antrag citing
        WHERE citing.id <> %(antrag)s AND citing.id IN (
            SELECT verweis.antrag_id FROM inquiries_verweis verweis
            WHERE verweis.drucksache_id = ANY(%(papers)s) AND {visible}
        )
        ORDER BY coalesce(citing.eingegangen, citing.datum) DESC NULLS LAST, citing.id DESC
        LIMIT %(most)s + 1
    )
  UNION
    SELECT verweis.antrag_id, around.step + 1, around.antrag
    FROM around
    CROSS JOIN LATERAL (
        SELECT drucksache_id FROM inquiries_antrag WHERE id = around.antrag
        UNION ALL
        SELECT drucksache_id FROM responses_stellungnahme
        WHERE antrag_id = around.antrag AND (state = 'veroeffentlicht' OR %(drafts)s)
    ) AS paper
    JOIN inquiries_verweis verweis ON verweis.drucksache_id = paper.drucksache_id AND {visible}
    WHERE around.step <= %(furthest)s AND verweis.antrag_id <> %(antrag)s AND verweis.antrag_id <> around.antrag
)
"""
_CITED = """
WITH RECURSIVE around(antrag, step, via) AS (
    SELECT %(antrag)s::bigint, 0, NULL::bigint
  UNION
    SELECT cited.antrag, around.step + 1, nullif(around.antrag, %(antrag)s)
    FROM around
    JOIN inquiries_verweis verweis ON verweis.antrag_id = around.antrag AND {visible}
    CROSS JOIN LATERAL (
        SELECT id AS antrag FROM inquiries_antrag WHERE drucksache_id = verweis.drucksache_id
        UNION ALL
        SELECT antrag_id FROM responses_stellungnahme
        WHERE drucksache_id = verweis.drucksache_id AND (state = 'veroeffentlicht' OR %(drafts)s)
    ) AS cited
    WHERE around.step <= %(furthest)s AND cited.antrag <> %(antrag)s AND cited.antrag <> around.antrag
)
"""
_NEAREST = """
SELECT DISTINCT ON (antrag) antrag, step, via, coalesce(read.eingegangen, read.datum)
FROM (SELECT * FROM around WHERE step > 0 LIMIT %(looked_at)s) AS looked_at
JOIN inquiries_antrag read ON read.id = looked_at.antrag
ORDER BY antrag, step, via
"""


class Found(NamedTuple):
    """How many steps away an inquiry is, through which other one (keys), and when it came in."""

    step: int
    via: int | None
    day: datetime.date | None


@dataclass(frozen=True, slots=True)
class Relation:
    """How a paper is connected: ``step`` 1 directly, more through the paper ``via``."""

    step: int
    via: Antrag | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper on the time line; one of a circle both ``cites`` and is ``cited``. ``is_here`` is the paper itself."""

    antrag: Antrag
    day: datetime.date | None
    cites: Relation | None = None
    cited: Relation | None = None
    is_here: bool = False

    @property
    def name(self) -> str:
        return f"{self.antrag.get_art_display()} {self.antrag.number}"

    @property
    def day_in_words(self) -> str:
        """ "3.6.2025": there are many on a page, and the date filter takes its time."""
        return f"{self.day.day}.{self.day.month}.{self.day.year}" if self.day else ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The papers by date, those without one last. ``is_cut`` says that there are more, ``goes_on`` that the chain
    goes further than ``FURTHEST`` steps."""

    entries: tuple[Entry, ...]
    is_cut: bool
    goes_on: bool
    most: int = MOST

    def __bool__(self) -> bool:
        return any(not entry.is_here for entry in self.entries)


def timeline(papers: Iterable[int], antrag: Antrag | None, *, drafts: bool) -> Timeline:
    """The papers around the one that is read under the numbers ``papers`` (keys); three queries.

    ``antrag`` is None for a paper that is not here: it is known by what cites it alone.
    """
    values = {
        "papers": list(papers),
        "antrag": antrag.pk if antrag else 0,
        "drafts": drafts,
        "furthest": FURTHEST,
        "most": MOST,
        "looked_at": _LOOKED_AT,
    }
    citing = _around(_CITING, values)
    cited = _around(_CITED, values) if antrag else {}
    shown_citing, shown_cited = _nearest(citing), _nearest(cited)
    shown = [(citing, pk) for pk in shown_citing] + [(cited, pk) for pk in shown_cited]
    rows = _antraege({key for found, pk in shown for key in (pk, found[pk].via) if key})
    entries = [
        Entry(
            rows[pk],
            _day(rows[pk]),
            cites=_relation(citing[pk], rows) if pk in shown_citing else None,
            cited=_relation(cited[pk], rows) if pk in shown_cited else None,
        )
        for pk in shown_citing | shown_cited
    ]
    if antrag:
        entries.append(Entry(antrag, _day(antrag), is_here=True))
    near = [[pk for pk, one in found.items() if one.step <= FURTHEST] for found in (citing, cited)]
    return Timeline(
        tuple(sorted(entries, key=lambda entry: (entry.day or datetime.date.max, entry.antrag.pk))),
        is_cut=any(len(found) > MOST for found in near),
        goes_on=any(one.step > FURTHEST for one in (*citing.values(), *cited.values())),
    )


def _around(query: str, values: dict) -> dict[int, Found]:
    """What is found, by the key of the inquiry."""
    with connection.cursor() as cursor:
        cursor.execute(query.format(visible=_VISIBLE) + _NEAREST, values)
        return {antrag: Found(*how) for antrag, *how in cursor.fetchall()}


def _antraege(keys: Collection[int]) -> dict[int, Antrag]:
    """With what names them and their page, and their dates."""
    paper = (f"drucksache__{name}" for name in ("parlament", "wahlperiode", "nummer", "zusatz"))
    rows = Antrag.objects.select_related("drucksache").only("art", "titel", "eingegangen", "datum", *paper)
    return rows.in_bulk(keys)


def _nearest(found: dict[int, Found]) -> set[int]:
    near = [pk for pk, one in found.items() if one.step <= FURTHEST]
    near.sort(key=lambda pk: (found[pk].day or datetime.date.min, pk), reverse=True)
    near.sort(key=lambda pk: found[pk].step)
    return set(near[:MOST])


def _relation(found: Found, rows: dict[int, Antrag]) -> Relation:
    return Relation(found.step, rows[found.via] if found.via else None)


def _day(antrag: Antrag) -> datetime.date | None:
    """The Eingang, or the date at the signatures for a paper that does not print it."""
    return antrag.eingegangen or antrag.datum
