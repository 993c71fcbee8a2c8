"""The sentence that opens the reply, and its closing."""

from __future__ import annotations

from datetime import date

import pytest

from inquiries.reading import read_paper
from inquiries.reading.furniture import find_furniture
from inquiries.reading.letter import find_closing
from inquiries.reading.lines import Line, split_lines

HEAD = """Kleine Anfrage

des Abg. Anton Muster SPD

und

Antwort

des Ministeriums für Verkehr

Musterbrücken

Kleine Anfrage

Ich frage die Landesregierung:

1. Wie viele Musterbrücken gibt es?

8.8.2025

Muster SPD

Antwort

"""


def lines_of(*printed: str) -> list[Line]:
    text = "\n".join(printed)
    return split_lines(text, find_furniture(text))


def response_to(opening: str, closing: str = "Muster\n\nMinister für Verkehr"):
    return read_paper(f"{HEAD}{opening}\n\nZu 1.:\n\nEs gibt zwölf.\n\n{closing}\n").response


@pytest.mark.parametrize(
    ("sign", "read"),
    [
        ("Nr. WM36-43-99/161", "WM36-43-99/161"),
        ("Nr. 35-0141.5-017/8906", "35-0141.5-017/8906"),
        ("Nr. 2-0141.5/15/7712", "2-0141.5/15/7712"),
        ("Nr. Z(45)-0141.5/110F", "Z(45)-0141.5/110F"),
        ("Nr. 5-0141.5/378/1", "5-0141.5/378/1"),
        ("Nr. 3–1228.2/340", "3–1228.2/340"),
        ("Az.: IM3-0141.5-614/32/2", "IM3-0141.5-614/32/2"),
        ("", None),
    ],
)
def test_an_aktenzeichen_is_read_in_every_form_or_not_at_all(sign, read):
    response = response_to(
        f"Mit Schreiben vom 1. September 2025 {sign} beantwortet das Ministerium für Verkehr die Kleine Anfrage "
        "wie folgt:"
    )
    assert response.letter_reference == read
    assert response.letter_date == date(2025, 9, 1)
    assert response.ministry == "Ministerium für Verkehr"


@pytest.mark.parametrize(
    ("agreed", "names"),
    [
        ("im Einvernehmen mit dem Staatsministerium", ["Staatsministerium"]),
        (
            "im Einvernehmen mit dem Ministerium des Inneren, für Digitalisierung und Kommunen und dem Ministerium "
            "der Justiz und für Migration",
            ["Ministerium des Inneren, für Digitalisierung und Kommunen", "Ministerium der Justiz und für Migration"],
        ),
        (
            "im Einvernehmen mit dem Ministerium für Finanzen, mit dem Staatsministerium sowie dem Ministerium für "
            "Kultus, Jugend und Sport",
            ["Ministerium für Finanzen", "Staatsministerium", "Ministerium für Kultus, Jugend und Sport"],
        ),
        ("in Abstimmung mit dem Ministerium für Finanzen (FM)", ["Ministerium für Finanzen"]),
        ("im Einvernehmen mit dem Ministerium für Finanzen für die Landesregierung", ["Ministerium für Finanzen"]),
        ("namens der Landesregierung", []),
    ],
)
def test_ministries_in_agreement_are_split_at_their_articles(agreed, names):
    response = response_to(
        f"Mit Schreiben vom 1. September 2025 Nr. VM1-1 beantwortet das Ministerium für Verkehr {agreed} die Kleine "
        "Anfrage wie folgt:"
    )
    assert list(response.co_ministries) == names
    assert response.ministry == "Ministerium für Verkehr"


@pytest.mark.parametrize(
    ("closing", "name", "office"),
    [
        ("Muster\n\nMinister für Verkehr", "Muster", "Minister für Verkehr"),
        ("In Vertretung\n\nDr. Beispiel\n\nMinisterialdirektor", "Dr. Beispiel", "Ministerialdirektor"),
        ("gez. Dr. Beispiel MdL\nMinister für Verkehr", "Dr. Beispiel", "Minister für Verkehr"),
        ("Mit freundlichen Grüßen\n\nHans Muster\nStaatssekretär", "Hans Muster", "Staatssekretär"),
        ("Mit freundlichen Grüßen\n\nIn Vertretung\n\ngez.\nDr. Beispiel\nAmtschef", "Dr. Beispiel", "Amtschef"),
        ("Freundliche Grüße\ngez.\nDr. Beispiel\nAmtschef", "Dr. Beispiel", "Amtschef"),
        ("Stuttgart, den 1. September 2025\n\nMuster\nMinister", "Muster", "Minister"),
        (
            "Muster-Beispiel\n\nMinisterin für Umwelt, Klima\nund Energiewirtschaft",
            "Muster-Beispiel",
            "Ministerin für Umwelt, Klima und Energiewirtschaft",
        ),
    ],
)
def test_the_closing_is_read(closing, name, office):
    response = response_to(
        "Mit Schreiben vom 1. September 2025 beantwortet das Ministerium für Verkehr die Kleine Anfrage wie folgt:",
        closing,
    )
    assert (response.signed_by, response.office) == (name, office)
    assert [answer.text for answer in response.answers] == ["Es gibt zwölf."]


def test_a_sentence_is_no_closing():
    assert find_closing(lines_of("Der Bericht liegt vor.", "Der", "Minister hat ihn gelesen."), 0).signed_by is None


def test_a_missing_closing_and_an_unknown_ministry_are_reported():
    paper = read_paper(
        f"{HEAD}Mit Schreiben vom 1. September 2025 beantwortet das Ministerium für Zauberei die Kleine Anfrage wie "
        "folgt:\n\nZu 1.:\n\nEs gibt zwölf."
    )
    codes = {finding.code for finding in paper.findings}
    assert {"closing-missing", "unknown-ministry", "ministries-disagree"} <= codes
    assert paper.response.ministry == "Ministerium für Zauberei"
