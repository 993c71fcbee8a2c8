"""Where a citation stands: in which inquiry, in which of its texts, and in which sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from inquiries.mentions import MENTION, Mention
from inquiries.models import Verweis
from inquiries.naming import enumeration, questions_named
from inquiries.reading.numbers import sort_key
from inquiries.sentences import Quoted, sentence_around
from responses.models import Stellungnahme


@dataclass(frozen=True, slots=True)
class Place:
    """One citation: ``where`` it stands ("Antwort zu Frage 3"), the link to that place, the sentence around it, and
    what it ``cites`` of the paper ("Ziffern 3 und 4", empty for the whole)."""

    where: str
    href: str
    sentence: Quoted
    cites: str
    is_draft: bool


# The columns of _Row and of a mention. Written by hand: the ORM takes longer to put this together than the database to
# answer.
_PLACES = """
SELECT verweis.id, verweis.ort, verweis.start, verweis.ende, verweis.ziffern,
    CASE verweis.ort
        WHEN 'frage' THEN frage.text
        WHEN 'begruendung' THEN antrag.begruendung
        WHEN 'titel' THEN antrag.titel
        WHEN 'vorbemerkung' THEN letter.vorbemerkung
        ELSE antwort.text
    END,
    frage.nummer, letter.id, letter.art, letter.state, antwort.id,
    ARRAY(SELECT nummer FROM responses_ziffer WHERE antwort_id = antwort.id ORDER BY id),
    ARRAY(SELECT nummer FROM responses_ziffer WHERE antwort_id = antwort.id AND frage_id IS NOT NULL ORDER BY id),
    {mention}
FROM inquiries_verweis verweis
JOIN inquiries_antrag antrag ON antrag.id = verweis.antrag_id
LEFT JOIN inquiries_drucksache paper ON paper.id = antrag.drucksache_id
LEFT JOIN inquiries_frage frage ON frage.id = verweis.frage_id
LEFT JOIN responses_antwortverweis told ON told.verweis_ptr_id = verweis.id
LEFT JOIN responses_stellungnahme letter ON letter.id = told.stellungnahme_id
LEFT JOIN responses_antwort antwort ON antwort.id = told.antwort_id
WHERE verweis.id = ANY(%s) AND verweis.stand <> 'verworfen' AND NOT verweis.ruht
""".replace("{mention}", MENTION.format("antrag", "paper"))


class _Row(NamedTuple):
    pk: int
    ort: str
    start: int
    ende: int
    ziffern: list[str]
    text: str
    frage_nummer: str | None
    letter: int | None
    letter_art: str | None
    letter_state: str | None
    antwort: int | None
    nummern: list[str]
    asked: list[str]


def places_of(keys: Iterable[int]) -> dict[int, tuple[Mention, Place]]:
    """Citations (primary keys) as places, each with the inquiry in which it stands; one query."""
    keys = list(keys)
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [keys])
        found = cursor.fetchall()
    width = len(_Row._fields)
    places = {}
    for columns in found:
        row, antrag = _Row(*columns[:width]), Mention(*columns[width:])
        places[row.pk] = antrag, _place(antrag, row)
    return places


def _place(antrag: Mention, row: _Row) -> Place:
    where, anchor = _where(antrag, row)
    return Place(
        where=where,
        href=f"{antrag.get_absolute_url()}#{anchor}",
        sentence=sentence_around(row.text, row.start, row.ende),
        cites=_parts_named(row.ziffern),
        is_draft=row.letter_state == Stellungnahme.State.ENTWURF,
    )


def _parts_named(ziffern: list[str]) -> str:
    if not ziffern:
        return ""
    return f"{'Ziffern' if len(ziffern) > 1 else 'Ziffer'} {enumeration(ziffern)}"


def _where(antrag: Mention, row: _Row) -> tuple[str, str]:
    """What the text is called, and its anchor on the page of its inquiry."""
    match row.ort:
        case Verweis.Ort.FRAGE:
            return questions_named(antrag, [row.frage_nummer]), f"ziffer-{row.frage_nummer}"
        case Verweis.Ort.BEGRUENDUNG:
            return "Begründung", "begruendung"
        case Verweis.Ort.TITEL:
            return "Titel", "titel"
        case Verweis.Ort.VORBEMERKUNG:
            return "Vorbemerkung", f"vorbemerkung-{row.letter}"
    numbers = sorted(row.nummern, key=sort_key)
    art = Stellungnahme.Art(row.letter_art).label
    name = f"{art} zu {questions_named(antrag, numbers)}" if numbers else "Antwort"
    asked = min(row.asked, key=sort_key, default=None)
    return name, f"ziffer-{asked}" if asked else f"antwort-{row.antwort}"
