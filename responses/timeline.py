"""The papers around a paper: what it cites, what cites it, and what follows from those, over time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from inquiries.mentions import MENTION, Mention
from inquiries.models import Antrag
from responses.visible import VISIBLE

FURTHEST = 3
"""Steps: a paper that cites one that cites one that cites this is the third."""
MOST = 40
"""Papers of each direction; the nearest first, of those the newest."""
_LOOKED_AT = 400

# Who cites whom: a paper is read under the number of its inquiry and under those of letters to it. Letters in draft
# and citations in them are for clerks. One step more than is shown tells whether the chain goes on.
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
        WHERE antrag_id = around.antrag AND (state = 'veroeffentlicht' OR %(drafts)s AND NOT ruht)
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
        WHERE drucksache_id = verweis.drucksache_id AND (state = 'veroeffentlicht' OR %(drafts)s AND NOT ruht)
    ) AS cited
    WHERE around.step <= %(furthest)s AND cited.antrag <> %(antrag)s AND cited.antrag <> around.antrag
)
"""
# With what names the papers, so that a page full of them takes no further query and no rows of the model.
_NEAREST = """
SELECT near.step, near.day, near.how_many, near.goes_on, {mention}, {mention_of_via}
FROM (
    SELECT nearest.*, count(*) FILTER (WHERE step <= %(furthest)s) OVER () AS how_many,
        bool_or(step > %(furthest)s) OVER () AS goes_on
    FROM (
        SELECT DISTINCT ON (antrag) antrag, step, via, coalesce(read.eingegangen, read.datum) AS day
        FROM (SELECT * FROM around WHERE step > 0 LIMIT %(looked_at)s) AS looked_at
        JOIN inquiries_antrag read ON read.id = looked_at.antrag
        ORDER BY antrag, step, via
    ) AS nearest
    ORDER BY step, day DESC NULLS LAST, antrag DESC
    LIMIT %(most)s
) AS near
JOIN inquiries_antrag read ON read.id = near.antrag
LEFT JOIN inquiries_drucksache paper ON paper.id = read.drucksache_id
LEFT JOIN inquiries_antrag via ON via.id = near.via
LEFT JOIN inquiries_drucksache via_paper ON via_paper.id = via.drucksache_id
"""
_PARTS = {
    "visible": f"verweis.ausgang = 'target' AND verweis.drucksache_id IS NOT NULL AND {VISIBLE}",
    "mention": MENTION.format("read", "paper"),
    "mention_of_via": MENTION.format("via", "via_paper"),
}
CITING, CITED = ((direction + _NEAREST).format(**_PARTS) for direction in (_CITING, _CITED))


@dataclass(frozen=True, slots=True)
class Relation:
    """How a paper is connected: ``step`` 1 directly, more through the paper ``via``."""

    step: int
    via: Mention | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper on the time line; one of a circle both ``cites`` and is ``cited``. ``is_here`` is the paper itself."""

    antrag: Mention
    day: datetime.date | None
    cites: Relation | None = None
    cited: Relation | None = None
    is_here: bool = False

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
    """The papers around the one that is read under the numbers ``papers`` (keys); two queries.

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
    citing = _around(CITING, values)
    cited = _around(CITED, values) if antrag else _Direction()
    entries = [
        Entry(antrag, day, cites=citing.relations.get(antrag), cited=cited.relations.get(antrag))
        for antrag, day in (citing.days | cited.days).items()
    ]
    if antrag:
        entries.append(Entry(Mention.of(antrag), antrag.eingegangen or antrag.datum, is_here=True))
    return Timeline(
        tuple(sorted(entries, key=lambda entry: (entry.day or datetime.date.max, entry.antrag.pk))),
        is_cut=citing.is_cut or cited.is_cut,
        goes_on=citing.goes_on or cited.goes_on,
    )


@dataclass(slots=True)
class _Direction:
    """What is found in one direction: how each inquiry is connected, and its day (the Eingang, or the date at the
    signatures for a paper that does not print it)."""

    relations: dict[Mention, Relation] = field(default_factory=dict)
    days: dict[Mention, datetime.date | None] = field(default_factory=dict)
    is_cut: bool = False
    goes_on: bool = False


def _around(query: str, values: dict) -> _Direction:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows = cursor.fetchall()
    found = _Direction()
    for step, day, how_many, goes_on, *names in rows:
        found.is_cut, found.goes_on = how_many > MOST, goes_on
        if step <= FURTHEST:
            antrag = Mention(*names[:7])
            found.relations[antrag] = Relation(step, Mention(*names[7:]) if names[7] else None)
            found.days[antrag] = day
    return found
