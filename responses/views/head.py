"""What the head of an inquiry's page says beside the inquiry's own columns: who asks, who signed, longer deadlines,
what else is asked in the same paper.

In SQL: of a page of so many small parts, the ORM takes longer to put each query together than the database to answer.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import connection

from inquiries.models import Antrag, Fristverlaengerung
from inquiries.naming import askers_named, signatories_named

_PEOPLE = """
SELECT
    ARRAY(
        SELECT fraktion.kuerzel
        FROM inquiries_antrag_fraktionen asking JOIN inquiries_fraktion fraktion ON fraktion.id = asking.fraktion_id
        WHERE asking.antrag_id = %(antrag)s ORDER BY asking.id
    ),
    (
        SELECT json_agg(json_build_array(rolle, name_gedruckt, fraktion.kuerzel) ORDER BY position, urheber.id)
        FROM inquiries_urheber urheber LEFT JOIN inquiries_fraktion fraktion ON fraktion.id = urheber.fraktion_id
        WHERE urheber.antrag_id = %(antrag)s
    ),
    ARRAY(
        SELECT other.id
        FROM inquiries_antrag here JOIN inquiries_antrag other ON other.source_id = here.source_id
        WHERE here.id = %(antrag)s AND other.id <> here.id ORDER BY other.id
    )
"""
_EXTENSIONS = "SELECT * FROM inquiries_fristverlaengerung WHERE antrag_id = %s ORDER BY neue_frist, id"


class Person(NamedTuple):
    """As ``Urheber``, with the Kürzel of the Fraktion."""

    rolle: str
    name_gedruckt: str
    fraktion: str | None


def head_of(antrag: Antrag) -> dict[str, Any]:
    """For the template: ``askers`` and ``signatories`` in words, the ``extensions``, and the ``same_paper``: inquiries
    of the same Drucksache, of which one alone bears the number. Two queries, and one where there are such."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"antrag": antrag.pk})
        fraktionen, people, others = cursor.fetchone()
    people = [Person(*person) for person in people or ()]
    return {
        "askers": askers_named(people, fraktionen),
        "signatories": signatories_named(people),
        "same_paper": Antrag.objects.filter(pk__in=others).select_related("drucksache").order_by("pk"),
        "extensions": list(Fristverlaengerung.objects.raw(_EXTENSIONS, [antrag.pk])),
    }
