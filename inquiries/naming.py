"""How numbers, people and Fraktionen are named in running German. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from inquiries.models import Antrag, Fraktion, Urheber

_PLURAL = {"Frage": "Fragen", "Ziffer": "Ziffern"}


def enumeration(parts: Sequence[str]) -> str:
    """The parts as a German list: "a", "a und b", "a, b und c"."""
    *first, last = parts or [""]
    return f"{', '.join(first)} und {last}" if first else last


def questions_named(antrag: Antrag, numbers: Sequence[str]) -> str:
    """ "Frage 3" or "Fragen 1 und 2", in an Antrag "Ziffer 3"."""
    noun = antrag.question_noun
    return f"{_PLURAL[noun] if len(numbers) > 1 else noun} {enumeration(numbers)}".strip()


def people_named(people: Iterable[Urheber]) -> str:
    """ "Erika Muster und Max Beispiel (GRÜNE), Anna Vorlage (SPD)": the Fraktion stands after its last member."""
    groups = []
    for fraktion, members in itertools.groupby(people, lambda person: str(person.fraktion or "")):
        names = enumeration([person.name_gedruckt for person in members])
        groups.append(f"{names} ({fraktion})" if fraktion else names)
    return ", ".join(groups)


def fraktionen_named(fraktionen: Iterable[Fraktion]) -> str:
    """ "Fraktion GRÜNE" or "Fraktionen CDU und SPD", empty when there is none."""
    names = [str(fraktion) for fraktion in fraktionen]
    return f"{'Fraktionen' if len(names) > 1 else 'Fraktion'} {enumeration(names)}" if names else ""
