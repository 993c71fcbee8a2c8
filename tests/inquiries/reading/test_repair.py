from __future__ import annotations

import pytest

from inquiries.reading.repair import repair
from inquiries.reading.text import Span


def repaired(text: str) -> str:
    return repair(text, [Span(0, len(text))]).text


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        pytest.param("im Land-\nkreis", "im Landkreis", id="word broken at a line end"),
        pytest.param("im Land- kreis", "im Landkreis", id="word broken, line break lost"),
        pytest.param("Baden-\nWürttemberg", "Baden-Württemberg", id="compound broken at its hyphen"),
        pytest.param("Baden- Württemberg", "Baden-Württemberg", id="compound broken, line break lost"),
        pytest.param("KI-\ngestützt", "KI-gestützt", id="hyphen behind an abbreviation stays"),
        pytest.param("Kinder-\nund Jugendhilfe", "Kinder- und Jugendhilfe", id="hyphen for a part left out"),
        pytest.param("Vor- und Nachteile", "Vor- und Nachteile", id="the same inside a line"),
        pytest.param("Innen - ministerium", "Innenministerium", id="word broken by blanks and a hyphen"),
        pytest.param("Kosten - bitte nach Jahren", "Kosten - bitte nach Jahren", id="a dash stays"),
        pytest.param("Was plant sie ?", "Was plant sie?", id="blank before a question mark"),
        pytest.param("Inneres , Digitalisierung", "Inneres, Digitalisierung", id="blank before a comma"),
        pytest.param("im Jahr 2018/ 2019", "im Jahr 2018/2019", id="blank behind a slash"),
        pytest.param("17 / 9075", "17 / 9075", id="blanks around a slash stay"),
        pytest.param("W ie viele Stellen", "Wie viele Stellen", id="split capital"),
        pytest.param("Ja. D ie Landesregierung", "Ja. Die Landesregierung", id="split capital of a sentence"),
        pytest.param("Klasse A und Klasse B", "Klasse A und Klasse B", id="single capitals stay"),
        pytest.param("des A bg. Muster", "des Abg. Muster", id="split capital inside a sentence"),
        pytest.param("Verkehr, also V erkehr", "Verkehr, also Verkehr", id="split capital of a word that occurs whole"),
        pytest.param("Ein Typ E in Betrieb", "Ein Typ E in Betrieb", id="a capital before a preposition stays"),
        pytest.param("die Nen nung der Aus rich - tung", "die Nennung der Ausrichtung", id="nouns in pieces"),
        pytest.param("und beratung, sehr jung", "und beratung, sehr jung", id="what may stand alone stays"),
        pytest.param("n i c h t mehr", "nicht mehr", id="letter-spaced word"),
        pytest.param("Europa so-\nwie dem", "Europa sowie dem", id="broken joining word"),
        pytest.param("Vor-\nwie Nachteile", "Vor- wie Nachteile", id="word that comes later"),
        pytest.param("zu\u00adsammen", "zusammen", id="soft hyphen"),
        pytest.param("zusam\u00ad\nmen", "zusammen", id="soft hyphen at a line end"),
        pytest.param("ein  Wort\tund\u00a0noch", "ein Wort und noch", id="blanks of all kinds"),
        pytest.param("mit Wirtschaft,\n\nWissenschaft", "mit Wirtschaft, Wissenschaft", id="sentence over a gap"),
        pytest.param("Ende.\n\nAnfang", "Ende.\n\nAnfang", id="paragraphs stay apart"),
        pytest.param("Es gilt:\n1. Mittel;\n2. Stellen.", "Es gilt:\n1. Mittel;\n2. Stellen.", id="list"),
        pytest.param("am\n2. Juni", "am 2. Juni", id="a date at a line start is no list"),
        pytest.param("Partnerinnen/\nPartner", "Partnerinnen/Partner", id="slash at a line end"),
        pytest.param("", "", id="nothing"),
    ],
)  # fmt: skip
def test_extraction_is_undone(printed, meant):
    assert repaired(printed) == meant


def test_what_stands_between_the_slices_is_left_out_and_the_sentence_goes_on():
    text = "die Nach-\n2\nLandtag\nfrage steigt"
    slices = [Span(0, text.index("\n2")), Span(text.index("frage"), len(text))]
    assert repair(text, slices).text == "die Nachfrage steigt"


def test_every_character_knows_where_it_stands_in_the_source():
    text = "  Was  plant sie im Land-\nkreis ?\n\nUnd wer ?"
    result = repair(text, [Span(0, len(text))])
    assert result.text == "Was plant sie im Landkreis?\n\nUnd wer?"
    for offset, sign in enumerate(result.text):
        if not sign.isspace():
            assert text[result.source(offset)] == sign
    start = result.text.index("Landkreis")
    assert result.span(start, start + 9).of(text) == "Land-\nkreis"


def test_the_rest_of_a_noun_behind_leading_blanks_is_left_alone():
    assert repair("  ung und Nen nung", [Span(0, 18)]).text == "ung und Nennung"
