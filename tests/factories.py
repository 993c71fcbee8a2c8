"""Rows for tests: each function makes one complete thing and takes what the test is about."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable

from django.contrib.auth.models import Group, User
from django.db import connection

from inquiries.linking import link_antrag
from inquiries.models import Antrag, Drucksache, Frage, Fraktion, Ministerium, Urheber
from inquiries.reading.numbers import parse_numbers
from responses.citations import link_stellungnahme
from responses.models import Antwort, Stellungnahme, Ziffer

_counter = itertools.count(1)


def settle() -> None:
    """What the end of a transaction does: the counts of citations are brought up to date."""
    connection.check_constraints()


def user(*, role: str | None = None, name: str | None = None) -> User:
    account = User.objects.create_user(name or f"person-{next(_counter)}", is_staff=role == "Sachbearbeitung")
    if role:
        account.groups.add(Group.objects.get(name=role))
    return account


def drucksache(number: str, parlament: str | None = None) -> Drucksache:
    return Drucksache.objects.with_number(number, parlament)


def fraktion(kuerzel: str = "GRÜNE") -> Fraktion:
    return Fraktion.objects.get_or_create(kuerzel=kuerzel, defaults={"name": f"Fraktion {kuerzel}"})[0]


def ministerium(name: str = "Ministerium für Verkehr", kuerzel: str = "VM") -> Ministerium:
    return Ministerium.objects.get_or_create(
        name=name, defaults={"kuerzel": kuerzel, "gueltig_von": datetime.date(2016, 5, 12)}
    )[0]


def antrag(
    *,
    number: str | None = None,
    fragen: Iterable[str] | dict[str, str] = ("Wie viele Brücken es im Land gibt;",),
    art: str = Antrag.Art.KLEINE_ANFRAGE,
    titel: str = "Musteranfrage zu den Brücken im Land",
    askers: Iterable[tuple[str, str | None]] = (("Erika Muster", "GRÜNE"),),
    **fields,
) -> Antrag:
    """An inquiry with its questions (texts numbered from 1, or label → text), askers and citations."""
    row = Antrag.objects.create(art=art, titel=titel, drucksache=drucksache(number) if number else None, **fields)
    texts = fragen if isinstance(fragen, dict) else {str(n): text for n, text in enumerate(fragen, start=1)}
    Frage.objects.bulk_create(
        Frage(antrag=row, nummer=label, position=position, text=text)
        for position, (label, text) in enumerate(texts.items(), start=1)
    )
    for position, (name, kuerzel) in enumerate(askers, start=1):
        part = fraktion(kuerzel) if kuerzel else None
        Urheber.objects.create(antrag=row, name_gedruckt=name, fraktion=part, position=position)
        if part:
            row.fraktionen.add(part)
    link_antrag(row)
    return row


def stellungnahme(
    inquiry: Antrag,
    antworten: dict[str, str] | None = None,
    *,
    published: bool = True,
    wortlaut: dict[str, str] | None = None,
    **fields,
) -> Stellungnahme:
    """A letter with its answers (numbers as printed → text, for example "1 und 2") and citations."""
    fields.setdefault("art", Stellungnahme.Art.ANTWORT)
    if "ministerium" not in fields:
        fields["ministerium"] = ministerium()
    letter = Stellungnahme.objects.create(
        antrag=inquiry,
        state=Stellungnahme.State.VEROEFFENTLICHT if published else Stellungnahme.State.ENTWURF,
        **fields,
    )
    by_number = {frage.nummer: frage for frage in inquiry.fragen.all()}
    for position, (numbers, text) in enumerate((antworten or {}).items(), start=1):
        row = Antwort.objects.create(stellungnahme=letter, position=position, text=text)
        Ziffer.objects.bulk_create(
            Ziffer(antwort=row, nummer=label, frage=by_number.get(label), wortlaut=(wortlaut or {}).get(label, ""))
            for label in parse_numbers(numbers)
        )
    link_stellungnahme(letter)
    return letter
