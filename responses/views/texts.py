"""The texts of an inquiry's page, with all that is told of them: questions, letters and answers, and the citations.

In SQL where the ORM would take a query for each kind of row, and longer to put it together than the database to answer.
What comes of it are rows of the models, as pairing and citations take them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection

from inquiries.models import Antrag, Drucksache, Frage, Ministerium, Verweis
from inquiries.rows import columns, names_of, row, rows
from responses.models import Antwort, Luecke, Stellungnahme, Ziffer

_QUESTIONS = "SELECT * FROM inquiries_frage WHERE antrag_id = %s ORDER BY position, id"


def questions_of(antrag: Antrag) -> list[Frage]:
    return list(Frage.objects.raw(_QUESTIONS, [antrag.pk]))


_ANTWORT = names_of(Antwort, "id", "stellungnahme_id", "position", "text", "nur_verweis")
_ZIFFER = names_of(Ziffer)
_LUECKE = names_of(Luecke)
_MINISTERIUM = names_of(Ministerium, "id", "name")

_PARTS = f"""
SELECT letter.id,
    (
        SELECT json_agg(json_build_array(json_build_array({columns("antwort", _ANTWORT)}), (
            SELECT json_agg(json_build_array({columns("ziffer", _ZIFFER)}) ORDER BY ziffer.id)
            FROM responses_ziffer ziffer WHERE ziffer.antwort_id = antwort.id
        )) ORDER BY antwort.position, antwort.id)
        FROM responses_antwort antwort WHERE antwort.stellungnahme_id = letter.id
    ),
    (
        SELECT json_agg(json_build_array({columns("luecke", _LUECKE)}) ORDER BY luecke.id)
        FROM responses_luecke luecke WHERE luecke.stellungnahme_id = letter.id
    ),
    (
        SELECT json_agg(json_build_array({columns("ministerium", _MINISTERIUM)}) ORDER BY ministerium.id)
        FROM responses_stellungnahme_im_einvernehmen agreeing
        JOIN inquiries_ministerium ministerium ON ministerium.id = agreeing.ministerium_id
        WHERE agreeing.stellungnahme_id = letter.id
    )
FROM responses_stellungnahme letter WHERE letter.id = ANY(%s::bigint[])
"""  # noqa: S608


def letters_of(antrag: Antrag, user) -> list[Stellungnahme]:
    """The letters to it that the reader may see and those that were withdrawn, as ``for_reading()`` loads them but
    for their citations; two queries however many there are."""
    letters = list(antrag.stellungnahmen.visible_to(user, and_withdrawn=True).in_order())
    if not letters:
        return []
    by_key = {letter.pk: letter for letter in letters}
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, [list(by_key)])
        for pk, answers, gaps, ministries in cursor:
            parts = {
                "antworten": [_answer(values, numbers) for values, numbers in answers or ()],
                "luecken": rows(Luecke, _LUECKE, gaps),
                "im_einvernehmen": rows(Ministerium, _MINISTERIUM, ministries),
            }
            by_key[pk]._prefetched_objects_cache = parts
    return letters


def _answer(values: Sequence, numbers: Sequence[Sequence] | None) -> Antwort:
    antwort = row(Antwort, _ANTWORT, iter(values))
    antwort._prefetched_objects_cache = {"ziffern": rows(Ziffer, _ZIFFER, numbers)}
    return antwort


_VERWEIS = names_of(
    Verweis,
    *("id", "antrag_id", "frage_id", "ort", "start", "ende", "zitat", "art", "drucksache_id", "protokoll", "ziffern"),
    *("ausgang", "grund"),
)
_DRUCKSACHE = names_of(Drucksache)
_CITED_LETTER = names_of(Stellungnahme, "id", "antrag_id", "state")

_CITATIONS = f"""
SELECT {columns("verweis", _VERWEIS)}, told.stellungnahme_id, told.antwort_id, cited.id,
    {columns("letter", _CITED_LETTER)}, {columns("paper", _DRUCKSACHE)},
    CASE WHEN verweis.ausgang = 'ambiguous' THEN (
        SELECT json_agg(json_build_array({columns("paper", _DRUCKSACHE)}) ORDER BY paper.id)
        FROM inquiries_verweis_kandidaten meant JOIN inquiries_drucksache paper ON paper.id = meant.drucksache_id
        WHERE meant.verweis_id = verweis.id
    ) END
FROM inquiries_verweis verweis
LEFT JOIN responses_antwortverweis told ON told.verweis_ptr_id = verweis.id
LEFT JOIN inquiries_drucksache paper ON paper.id = verweis.drucksache_id
LEFT JOIN inquiries_antrag cited ON cited.drucksache_id = paper.id
LEFT JOIN responses_stellungnahme letter ON letter.drucksache_id = paper.id
WHERE verweis.antrag_id = %s AND verweis.stand <> 'verworfen' AND NOT verweis.ruht
ORDER BY verweis.start, verweis.id
"""  # noqa: S608


def citations_in(antrag: Antrag, letters: Sequence[Stellungnahme]) -> list[Verweis]:
    """The citations in all texts of the page, as ``with_target()`` loads them: those of the inquiry, then those of its
    letters; one query.

    Each knows its letter (``stellungnahme_id``), the answer in which it stands (``antwort_id``), and if it is
    ambiguous what it may mean.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CITATIONS, [antrag.pk])
        found = [_citation(iter(values)) for values in cursor]
    return [
        one for letter in (None, *(letter.pk for letter in letters)) for one in found if one.stellungnahme_id == letter
    ]


def _citation(parts: Iterator) -> Verweis:
    verweis = row(Verweis, _VERWEIS, parts)
    verweis.stellungnahme_id, verweis.antwort_id = next(parts), next(parts)
    cited = row(Antrag, ("id",), parts)
    letter = row(Stellungnahme, _CITED_LETTER, parts)
    paper = row(Drucksache, _DRUCKSACHE, parts)
    if paper:
        paper._state.fields_cache |= {"antrag": cited, "stellungnahme": letter}
        verweis.drucksache = paper
    verweis._prefetched_objects_cache = {"kandidaten": rows(Drucksache, _DRUCKSACHE, next(parts))}
    return verweis
