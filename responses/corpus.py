"""Synthetic papers in any number, for benchmarks: the same seed gives the same texts."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

SUBJECTS = (
    "Brücken", "Radwege", "Grundschulen", "Krankenhäuser", "Wälder", "Bibliotheken", "Glasfasernetze", "Feuerwehren",
    "Freibäder", "Museen", "Talsperren", "Weinberge", "Bahnhöfe", "Polizeireviere", "Hochschulen", "Pflegeheime",
    "Kläranlagen", "Windkraftanlagen", "Streuobstwiesen", "Jugendzentren", "Landstraßen", "Wochenmärkte",
)  # fmt: skip
PLACES = tuple(
    first + last
    for first in ("Muster", "Beispiel", "Probe", "Vorlagen")
    for last in ("stadt", "dorf", "tal", "hausen", "ingen", "bach", "berg", "feld")
)
ASPECTS = (
    "der Zustand", "die Finanzierung", "die Personalausstattung", "die Auslastung", "die Sanierung", "die Förderung",
    "die Erreichbarkeit", "der Ausbau", "die Digitalisierung", "die Barrierefreiheit", "der Energieverbrauch",
)  # fmt: skip
STATEMENTS = (
    "Nach Angaben der zuständigen Stellen wurden im Jahr {year} insgesamt {count} Vorhaben abgeschlossen.",
    "Hierfür standen im Haushalt {count} 000 Euro zur Verfügung.",
    "Die Zuständigkeit liegt bei der Gemeinde {place}, die hierüber in eigener Verantwortung entscheidet.",
    "Eine gesonderte Erhebung liegt der Landesregierung hierzu nicht vor.",
    "Der Anteil stieg seit dem Jahr {year} um {count} Prozent, vor allem bei den Vorhaben in {place}.",
    "Die Arbeiten sollen im Laufe des Jahres {year} beginnen und werden in {count} Abschnitten ausgeführt.",
)
MEMBERS = tuple(
    (f"{first} {last}", last, fraktion)
    for first, fraktion in (("Erika", "GRÜNE"), ("Jonas", "CDU"), ("Amira", "SPD"), ("Lukas", "FDP/DVP"))
    for last in ("Muster", "Beispiel", "Vorlage", "Exempel")
)
MINISTRIES = (
    ("Ministeriums für Verkehr", "Ministerium für Verkehr", "Minister für Verkehr"),
    ("Ministeriums für Finanzen", "Ministerium für Finanzen", "Minister für Finanzen"),
)
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
FIRST_NUMBER = 20_001
MOST = 99_999 - FIRST_NUMBER + 1
START, DAYS = datetime.date(2021, 6, 1), 1_700  # within the 17th Wahlperiode


def papers(count: int, *, seed: int = 1) -> Iterator[str]:
    """Texts of ``count`` printed Kleine Anfragen with about eight questions each, nine in ten with their reply.

    They are papers of the 17th Wahlperiode, numbered from 17/20001 on; one answer in four cites an earlier one.
    Raises ValueError for more than 79,999, where the numbers of a Wahlperiode end.
    """
    if count > MOST:
        raise ValueError(f"Es gibt höchstens {MOST} Nummern.")
    chance = random.Random(seed)
    for number in range(FIRST_NUMBER, FIRST_NUMBER + count):
        yield _paper(chance, number, START + datetime.timedelta(days=chance.randrange(DAYS)))


def _paper(chance: random.Random, number: int, day: datetime.date) -> str:
    name, surname, fraktion = chance.choice(MEMBERS)
    genitive, nominative, office = chance.choice(MINISTRIES)
    subject, place = chance.choice(SUBJECTS), chance.choice(PLACES)
    questions = [
        f"Wie hat sich {chance.choice(ASPECTS)} der {subject} in {place} seit dem Jahr {chance.randint(2012, 2020)} "
        f"entwickelt?"
        for _ in range(chance.randint(5, 11))
    ]
    answered = chance.random() < 0.9
    lines = [
        "Musterdrucksache – erfundenes Beispiel ohne amtlichen Inhalt\n",
        f"Landtag von Baden-Württemberg\n17. Wahlperiode\n\nDrucksache 17 / {number}\n{_day(day)}\n",
        f"Kleine Anfrage\n\ndes Abg. {name} {fraktion}\n",
        *([f"und\n\nAntwort\n\ndes {genitive}\n"] if answered else []),
        f"{subject} in {place}: {chance.choice(ASPECTS)}\n\nKleine Anfrage\n\nIch frage die Landesregierung:\n",
        *(f"{position}. {text}\n" for position, text in enumerate(questions, start=1)),
        f"{_day(day)}\n\n{surname} {fraktion}\n",
    ]
    if answered:
        letter = day + datetime.timedelta(days=chance.randint(18, 30))
        lines.append(
            f"Antwort\n\nMit Schreiben vom {letter.day}. {MONTHS[letter.month - 1]} {letter.year} "
            f"Nr. VM2-0141.5-31/{number % 1000} beantwortet das {nominative} die Kleine Anfrage wie folgt:\n"
        )
        for position, text in enumerate(questions, start=1):
            lines.append(f"{position}. {text}\n\nZu {position}.:\n\n{_answer(chance, number, place)}\n")
        lines.append(f"Beispielmann\n\n{office}\n")
    return "\n".join(lines)


def _answer(chance: random.Random, number: int, place: str) -> str:
    sentences = [
        statement.format(year=chance.randint(2015, 2030), count=chance.randint(2, 99), place=place)
        for statement in chance.sample(STATEMENTS, chance.randint(2, 5))
    ]
    if number > FIRST_NUMBER and chance.random() < 0.25:
        cited = chance.randrange(FIRST_NUMBER, number)
        sentences.append(
            f"Im Übrigen wird auf die Antwort zu Frage {chance.randint(1, 5)} in Drucksache 17/{cited} verwiesen."
        )
    return " ".join(sentences)


def _day(day: datetime.date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
