"""Synthetic papers that arrive on the desk: an inquiry with two questions, and the letter that answers it."""

from __future__ import annotations

from inquiries.models import Antrag
from tests import factories

TITLE = "Musteranfrage zu den Brücken im Land"
QUESTIONS = (
    "Wie viele Brücken im Land sind älter als fünfzig Jahre und noch nicht saniert?",
    "Welche Mittel stehen in den kommenden fünf Jahren für deren Sanierung bereit?",
)
ANSWERS = ("Es sind 412 Brücken.", "Vorgesehen sind 80 Millionen Euro jährlich.")


def inquiry_text(*, number: str = "17/4711", title: str = TITLE, answers: tuple[str, ...] = ()) -> str:
    """A Kleine Anfrage; with answers, as it is printed once the reply is there."""
    kopf = (
        f"Landtag von Baden-Württemberg\n17. Wahlperiode\n\nDrucksache {number}\n8. 8. 2025\n\n"
        f"Kleine Anfrage\n\nder Abg. Erika Muster GRÜNE\n\n{'und' if answers else ''}\n\n"
    )
    if answers:
        kopf += "Antwort\n\ndes Ministeriums für Verkehr\n\n"
    asked = "\n".join(f"{at}. {question}" for at, question in enumerate(QUESTIONS, start=1))
    text = f"{kopf}{title}\n\nKleine Anfrage\n\nIch frage die Landesregierung:\n\n{asked}\n\n8.8.2025\n\nMuster GRÜNE\n"
    return text + (f"\nAntwort\n\n{letter(answers)}" if answers else "")


def letter(answers: tuple[str, ...] = ANSWERS, *, day: str = "1. September 2025", reference: str = "VM3-12/7") -> str:
    opening = (
        f"Mit Schreiben vom {day} Nr. {reference} beantwortet das Ministerium für Verkehr die Kleine Anfrage wie folgt:"
    )
    pairs = "\n\n".join(
        f"{at}. {question}\n\nZu {at}.:\n\n{answer}"
        for at, (question, answer) in enumerate(zip(QUESTIONS, answers, strict=True), start=1)
    )
    return f"{opening}\n\n{pairs}\n\nHermann-Beispiel\n\nMinister für Verkehr\n"


LETTER = letter()


def opened_inquiry(*, number: str | None = None, **fields) -> Antrag:
    """The inquiry as it is entered, without a reply."""
    return factories.antrag(number=number, fragen=QUESTIONS, titel=fields.pop("titel", TITLE), **fields)


BILL = (
    "Drucksache 17/4799\n\nGesetzentwurf\n\nder Fraktion GRÜNE\n\nGesetz über Musterbrücken\n\n"
    "A. Zielsetzung\n\nMehr Brücken.\n"
)
"""A Drucksache that is no inquiry."""
