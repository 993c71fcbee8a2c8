"""Footnotes are taken out of the sentences in whose middle they stand, and nothing else is."""

from __future__ import annotations

import pytest

from inquiries.reading import read_paper
from tests.inquiries.reading.score import uncovered

PAPER = """Musterdrucksache – erfundenes Beispiel ohne amtlichen Inhalt

Kleine Anfrage
des Abg. Rudolf Muster SPD
und
Antwort
des Ministeriums für Verkehr
Mustersache

Kleine Anfrage

Ich frage die Landesregierung:

1. Wie viele Pendler gibt es?

2.3.2022

Muster SPD

Antwort

Mit Schreiben vom 24. März 2022 Nr. VM1-0141.5-12/3 beantwortet das Ministerium für Verkehr die Anfrage wie folgt:

1. Wie viele Pendler gibt es?

Zu 1.:

{above}
{foot}
2
Landtag von Baden-Württemberg Drucksache 17 / 2000
in die Stadt.

Ahorn-Muster
Minister für Verkehr
"""


@pytest.mark.parametrize(
    ("above", "foot", "note"),
    [
        ("Es pendeln 9 000 Menschen1 täglich", "1 Ohne Auszubildende.", True),
        ("Es pendeln 9 000 Menschen¹ täglich", "¹ Ohne Auszubildende.", True),
        ("Nach der Statistik.1 pendeln Menschen2 täglich", "1 Stand: Juni, vor\nder Zählung.\n2 Ohne Kinder.", True),
        ("Es pendeln Menschen täglich", "*) Nach Ablauf der Drei-Wochen-Frist eingegangen.", True),
        ("Es pendeln 9 000 Menschen1 täglich", "_____________\n1\n  Ohne Auszubildende.", True),
        ("Es pendeln täglich mit der Linie", "1 Menschen aus Musterstadt", False),
        ("Der CO2-Ausstoß sinkt, in der Tabelle Zeile", "2 Menschen aus Musterstadt", False),
        ("Es pendeln 1,2 Mio. Menschen", "2 Menschen aus Musterstadt", False),
    ],
    ids=["raised number", "superscript", "two notes", "asterisk", "rule above", "row of a table", "formula", "amount"],
)
def test_a_note_at_the_foot_of_a_page_leaves_the_sentence_whole(above, foot, note):
    text = PAPER.format(above=above, foot=foot)
    paper = read_paper(text)
    answer = paper.response.answers[0].text
    assert answer == (f"{above} in die Stadt." if note else f"{above} {foot} in die Stadt.")
    assert ("footnote" in {part.name for part in paper.parts}) == note
    assert uncovered(text, paper) is None
