"""A letter's answers as they are entered: rows of numbers, text and repeated questions become Antworten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from inquiries.models import Antrag, Frage
from inquiries.reading.numbers import sort_key

from .citations import link_stellungnahme
from .models import Antwort, Stellungnahme, Ziffer


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer: the numbers it covers, its text, and the questions as the letter repeats them, by number.

    ``antwort`` is the row that it changes; without one a row is made.
    """

    numbers: tuple[str, ...]
    text: str
    wortlaut: Mapping[str, str] = field(default_factory=dict)
    antwort: Antwort | None = None


@transaction.atomic
def record_answers(
    stellungnahme: Stellungnahme, entries: Iterable[Entry], *, removed: Iterable[Antwort] = ()
) -> list[Antwort]:
    """Store ``entries`` in the order of the house, take away ``removed``, and find the citations anew.

    A number that the inquiry lacks is stored without a Frage: the letter says it, so it is kept and flagged.
    Returns the answers in their order.
    """
    for antwort in removed:
        antwort.delete()
    fragen = {frage.nummer: frage for frage in stellungnahme.antrag.fragen.all()}
    ordered = sorted(entries, key=lambda entry: sort_key(entry.numbers[0]))
    antworten = [
        _record(entry, stellungnahme, fragen, position=position) for position, entry in enumerate(ordered, start=1)
    ]
    link_stellungnahme(stellungnahme)
    return antworten


def _record(entry: Entry, stellungnahme: Stellungnahme, fragen: Mapping[str, Frage], *, position: int) -> Antwort:
    antwort = entry.antwort or Antwort(stellungnahme=stellungnahme)
    antwort.text, antwort.position = entry.text, position
    antwort.save()
    known = {ziffer.nummer: ziffer for ziffer in antwort.ziffern.all()}
    for number in entry.numbers:
        ziffer = known.pop(number, None) or Ziffer(antwort=antwort, nummer=number)
        wanted = fragen.get(number), entry.wortlaut.get(number, "")
        if ziffer.pk is None or wanted != (ziffer.frage, ziffer.wortlaut):
            ziffer.frage, ziffer.wortlaut = wanted
            ziffer.save()
    for gone in known.values():
        gone.delete()
    return antwort


def match_ziffern(antrag: Antrag) -> list[str]:
    """Let each number in the letters mean the question that bears it now.

    A question that is entered later is the one that a letter already answered; one that is given another number
    is no longer. Returns the numbers that have lost their question, in the order of the house.
    """
    fragen = {frage.nummer: frage for frage in antrag.fragen.all()}
    lost = set()
    for ziffer in Ziffer.objects.filter(antwort__stellungnahme__antrag=antrag).select_related("frage"):
        frage = fragen.get(ziffer.nummer)
        if frage == ziffer.frage:
            continue
        if frage is None:
            lost.add(ziffer.nummer)
        ziffer.frage = frage
        ziffer.save(update_fields=["frage"])
    return sorted(lost, key=sort_key)


def unanswered(stellungnahme: Stellungnahme) -> list[Frage]:
    """The questions that this letter says nothing to, in the order of the inquiry."""
    return list(
        stellungnahme.antrag.fragen.filter(beschlussteil=False)
        .exclude(ziffern__antwort__stellungnahme=stellungnahme)
        .order_by("position", "pk")
    )
