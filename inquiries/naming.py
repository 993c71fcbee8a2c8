"""How numbers, people and Fraktionen are named in running German. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from inquiries.mentions import Mention
from inquiries.models import Antrag, Fraktion, Urheber

_PLURAL = {"Frage": "Fragen", "Ziffer": "Ziffern"}


def enumeration(parts: Sequence[str]) -> str:
    """The parts as a German list: "a", "a und b", "a, b und c"."""
    *first, last = parts or [""]
    return f"{', '.join(first)} und {last}" if first else last


def questions_named(antrag: Antrag | Mention, numbers: Sequence[str]) -> str:
    """ "Frage 3" or "Fragen 1 und 2", in an Antrag "Ziffer 3"."""
    noun = antrag.question_noun
    return f"{_PLURAL[noun] if len(numbers) > 1 else noun} {enumeration(numbers)}".strip()


def askers_named(urheber: Iterable[Urheber], fraktionen: Iterable[Fraktion]) -> str:
    """Who asks, as the head of the paper says: members, with "u. a." when more have signed; else the Fraktionen.

    ``urheber`` are all of one paper, in their order.
    """
    people = list(urheber)
    asking = [person for person in people if person.rolle == Urheber.Rolle.ASKER]
    others = len(people) - len(asking) > len(asking)
    return people_named(asking, and_others=others) or fraktionen_named(fraktionen)


def signatories_named(urheber: Iterable[Urheber]) -> str:
    return people_named(person for person in urheber if person.rolle == Urheber.Rolle.SIGNATORY)


def people_named(people: Iterable[Urheber], *, and_others: bool = False) -> str:
    """ "Erika Muster und Max Beispiel (GRÜNE), Anna Vorlage (SPD)": the Fraktion stands after its last member."""
    groups = [
        (enumeration([person.name_gedruckt for person in members]), fraktion)
        for fraktion, members in itertools.groupby(people, lambda person: str(person.fraktion or ""))
    ]
    if groups and and_others:
        groups[-1] = (f"{groups[-1][0]} u. a.", groups[-1][1])
    return ", ".join(f"{names} ({fraktion})" if fraktion else names for names, fraktion in groups)


def fraktionen_named(fraktionen: Iterable[Fraktion]) -> str:
    """ "Fraktion GRÜNE" or "Fraktionen CDU und SPD", empty when there is none."""
    names = [str(fraktion) for fraktion in fraktionen]
    return f"{'Fraktionen' if len(names) > 1 else 'Fraktion'} {enumeration(names)}" if names else ""
