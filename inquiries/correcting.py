"""Citations as clerks put them right: what one means, that it is none, or one that was not found.

Each is one transaction, says who did it and when, can be taken back, and stays when the paper is read again
(``linking.relink``, ``keeping``).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from inquiries.keeping import surroundings
from inquiries.linking import link_antrag
from inquiries.models import Antrag, Drucksache, Verweis
from inquiries.naming import questions_named
from inquiries.reading.numbers import sort_key


class CorrectionError(ValueError):
    """A clerk has said something of these words already; the message is a German sentence. Nothing was changed."""

    def __init__(self, other: Verweis) -> None:
        super().__init__(
            f"„{other.zitat}“ ist schon von Hand bearbeitet ({other.get_stand_display()}). Bitte dort ändern."
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a citation means: a paper, a Plenarprotokoll ("17/13"), the same paper or a letter, and which Ziffern."""

    art: str
    drucksache: Drucksache | None = None
    protokoll: str = ""
    ziffern: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitingText:
    """A text that may hold citations: what it is called, and the columns of a citation that say where it stands."""

    key: str
    name: str
    text: str
    model: type[Verweis]
    columns: dict[str, Any]


def texts_of(antrag: Antrag) -> list[CitingText]:
    """The texts of an inquiry and of its letters, drafts and what is published, in the order of the paper."""
    ort = Verweis.Ort
    asked = [CitingText("titel", "Titel", antrag.titel, Verweis, {"ort": ort.TITEL})]
    for frage in antrag.fragen.order_by("position", "pk"):
        name = questions_named(antrag, [frage.nummer])
        columns = {"ort": ort.FRAGE, "frage_id": frage.pk}
        asked.append(CitingText(f"frage-{frage.pk}", name, frage.text, Verweis, columns))
    asked.append(CitingText("begruendung", "Begründung", antrag.begruendung, Verweis, {"ort": ort.BEGRUENDUNG}))
    letters = antrag.stellungnahmen.open_to_citations().order_by("pk")
    answered = [text for letter in letters for text in _texts_of_letter(antrag, letter)]
    return [text for text in (*asked, *answered) if text.text]


def _texts_of_letter(antrag: Antrag, letter) -> list[CitingText]:
    model, ort, columns = letter.verweise.model, Verweis.Ort, {"stellungnahme_id": letter.pk}
    noun = letter.get_art_display()
    texts = [
        CitingText(
            f"vorbemerkung-{letter.pk}",
            f"Vorbemerkung ({noun})",
            letter.vorbemerkung,
            model,
            {**columns, "ort": ort.VORBEMERKUNG},
        )
    ]
    for antwort in letter.antworten.prefetch_related("ziffern").order_by("position", "pk"):
        numbers = sorted((ziffer.nummer for ziffer in antwort.ziffern.all()), key=sort_key)
        name = f"{noun} zu {questions_named(antrag, numbers)}" if numbers else noun
        where = {**columns, "ort": ort.ANTWORT, "antwort_id": antwort.pk}
        texts.append(CitingText(f"antwort-{antwort.pk}", name, antwort.text, model, where))
    return texts


def text_of(verweis: Verweis) -> CitingText | None:
    """The text in which a citation stands."""
    letter = getattr(verweis, "antwortverweis", None)
    keys = {
        Verweis.Ort.FRAGE: f"frage-{verweis.frage_id}",
        Verweis.Ort.VORBEMERKUNG: f"vorbemerkung-{letter.stellungnahme_id if letter else ''}",
        Verweis.Ort.ANTWORT: f"antwort-{letter.antwort_id if letter else ''}",
    }
    key = keys.get(verweis.ort, verweis.ort)
    return next((text for text in texts_of(verweis.antrag) if text.key == key), None)


@transaction.atomic
def correct(verweis: Verweis, meaning: Meaning, *, by, at: datetime.datetime) -> None:
    """From now on the citation means this, whatever is found in its words."""
    _sign(verweis, by=by, at=at)
    if verweis.stand != Verweis.Stand.ERGAENZT:
        verweis.stand = Verweis.Stand.BERICHTIGT
    _mean(verweis, meaning)
    verweis.save()
    link_antrag(verweis.antrag)


@transaction.atomic
def dismiss(verweis: Verweis, *, by, at: datetime.datetime) -> None:
    """From now on these words are no citation; one that was added by hand is simply gone."""
    if verweis.stand == Verweis.Stand.ERGAENZT:
        take_back(verweis)
        return
    _sign(verweis, by=by, at=at)
    verweis.stand = Verweis.Stand.VERWORFEN
    verweis.save()
    link_antrag(verweis.antrag)


@transaction.atomic
def add(
    antrag: Antrag, text: CitingText, start: int, ende: int, meaning: Meaning, *, by, at: datetime.datetime
) -> Verweis:
    """Make a citation of ``text[start:ende]``; what was found in these words gives way. Raises CorrectionError."""
    if other := edited_at(antrag, text, start, ende):
        raise CorrectionError(other)
    verweis = text.model(
        antrag=antrag, start=start, ende=ende, zitat=text.text[start:ende], stand=Verweis.Stand.ERGAENZT, **text.columns
    )
    _sign(verweis, by=by, at=at, text=text)
    _mean(verweis, meaning)
    verweis.save()
    link_antrag(antrag)
    return verweis


def edited_at(antrag: Antrag, text: CitingText, start: int, ende: int) -> Verweis | None:
    """What a clerk has said already of words in ``text[start:ende]``."""
    rows = text.model.alle.filter(antrag=antrag, **text.columns).corrected()
    return rows.filter(start__lt=ende, ende__gt=start).first()


@transaction.atomic
def take_back(verweis: Verweis) -> None:
    """The citation is again what is found in its words; one that was added by hand is gone."""
    antrag = verweis.antrag
    if verweis.stand == Verweis.Stand.ERGAENZT:
        verweis.delete()
    else:
        verweis.stand = Verweis.Stand.GEFUNDEN
        verweis.berichtigt_von = verweis.berichtigt_am = None
        verweis.davor = verweis.danach = ""
        verweis.save()
    link_antrag(antrag)


def _sign(verweis: Verweis, *, by, at: datetime.datetime, text: CitingText | None = None) -> None:
    verweis.berichtigt_von, verweis.berichtigt_am = by, at
    if text := text or text_of(verweis):
        verweis.davor, verweis.danach = surroundings(text.text, verweis.start, verweis.ende)


def _mean(verweis: Verweis, meaning: Meaning) -> None:
    verweis.art, verweis.drucksache, verweis.protokoll = meaning.art, meaning.drucksache, meaning.protokoll
    verweis.ziffern = list(meaning.ziffern)
    verweis.ausgang, verweis.grund = Verweis.Ausgang.TARGET, ""
