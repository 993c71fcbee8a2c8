"""Where an answer leads that says nothing but "see there": on, until an answer says something of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

LONGEST = 10
"""References of one chain that are followed unasked."""
MOST = 60
"""References of one page that are followed unasked."""

# A letter that is a draft answers nothing for readers. A paper is read under the number of its inquiry or under
# that of a letter to it; the rule for parts of a question is that of ``reading.cited_parts.is_part``. A reference
# is not followed twice on one way; other circles end where the page finds the question above.
_CHAIN = """
WITH RECURSIVE chain(path, verweis, way) AS (
    SELECT start.path, start.verweis, ARRAY[start.verweis]
    FROM unnest(%(paths)s::text[], %(verweise)s::bigint[]) AS start(path, verweis)
  UNION ALL
    SELECT chain.path || '-' || next.id, next.id, chain.way || next.id
    FROM chain
    JOIN inquiries_verweis verweis ON verweis.id = chain.verweis AND verweis.ausgang = 'target'
    LEFT JOIN inquiries_antrag cited ON cited.drucksache_id = verweis.drucksache_id
    LEFT JOIN responses_stellungnahme own ON own.drucksache_id = verweis.drucksache_id
        AND (own.state = 'veroeffentlicht' OR %(drafts)s AND NOT own.ruht)
    JOIN inquiries_frage frage
        ON frage.antrag_id = CASE verweis.art
            WHEN 'same-paper' THEN verweis.antrag_id ELSE coalesce(cited.id, own.antrag_id)
        END
        AND EXISTS (
            SELECT 1 FROM unnest(verweis.ziffern) AS label
            WHERE frage.nummer = label
                OR starts_with(frage.nummer, label) AND substr(frage.nummer, length(label) + 1, 1) ~ '[a-z.]'
                OR starts_with(label, frage.nummer) AND substr(label, length(frage.nummer) + 1, 1) ~ '[a-z.]'
        )
    JOIN LATERAL (
        SELECT array_agg(antwort.id) AS ids
        FROM responses_ziffer ziffer
        JOIN responses_antwort antwort ON antwort.id = ziffer.antwort_id
        JOIN responses_stellungnahme letter ON letter.id = antwort.stellungnahme_id
        WHERE ziffer.frage_id = frage.id AND (letter.state = 'veroeffentlicht' OR %(drafts)s AND NOT letter.ruht)
        HAVING bool_and(antwort.nur_verweis)
    ) AS answers ON true
    JOIN responses_antwortverweis stands ON stands.antwort_id = ANY(answers.ids)
    JOIN inquiries_verweis next ON next.id = stands.verweis_ptr_id
        AND next.ausgang = 'target' AND next.stand <> 'verworfen' AND NOT next.ruht AND next.ziffern <> '{}'
    WHERE next.id <> ALL(chain.way) AND cardinality(chain.way) < %(longest)s
)
SELECT DISTINCT path FROM (SELECT path FROM chain WHERE cardinality(way) > 1 LIMIT %(most)s) AS first_found
"""


def follow_references(starts: Iterable[tuple[str, int]], *, drafts: bool) -> set[str]:
    """The ways on from citations (path on the page, key) through answers that only refer elsewhere; one query.

    A way is the path of the citation that it begins with and the keys of those after it, "12-45-67", and each step
    of it is a way of its own. ``drafts`` says whether letters that are not published count.
    """
    begun: Sequence[tuple[str, int]] = list(starts)
    if not begun:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            _CHAIN,
            {
                "paths": [path for path, _ in begun],
                "verweise": [verweis for _, verweis in begun],
                "drafts": drafts,
                "longest": LONGEST,
                "most": MOST,
            },
        )
        return {path for (path,) in cursor.fetchall()}
