"""The sentence around a citation."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.sentences import LONGEST, sentence_around

CITED = "Drucksache 17/9075"


def around(text, quote=CITED):
    start = text.index(quote)
    return sentence_around(text, start, start + len(quote))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Es wird gefördert. Insofern wird auf Drucksache 17/9075 verwiesen. Die Laufzeit ist lang.",
            ("Insofern wird auf ", CITED, " verwiesen."),
            id="middle",
        ),
        pytest.param(
            "Siehe Drucksache 17/9075. Mehr ist nicht bekannt.", ("Siehe ", CITED, "."), id="number-before-stop"
        ),
        pytest.param("Drucksache 17/9075 sagt alles", ("", CITED, " sagt alles"), id="whole-text"),
        pytest.param(
            "Der Aufruf vom 25. August 2025 steht, wie z. B. in Drucksache 17/9075, unter Nr. 3 und Abs. 2 dort. Ende.",
            (
                "Der Aufruf vom 25. August 2025 steht, wie z. B. in ",
                CITED,
                ", unter Nr. 3 und Abs. 2 dort.",
            ),
            id="dates-and-abbreviations",
        ),
        pytest.param("Warum? Das steht in Drucksache 17/9075! Gut.", ("Das steht in ", CITED, "!"), id="other-stops"),
        pytest.param(
            "Er sagte „Nein.“ Auf Drucksache 17/9075 wird verwiesen (vgl. dort). Danach.",
            ("Auf ", CITED, " wird verwiesen (vgl. dort)."),
            id="closing-marks",
        ),
        pytest.param(
            "Ein Absatz ohne Punkt\n\nAuf Drucksache 17/9075\nwird verwiesen\r\n\r\nNoch einer",
            ("Auf ", CITED, " wird verwiesen"),
            id="paragraphs",
        ),
        pytest.param(
            "Im Jahr 2023. Danach folgte Drucksache 17/9075.", ("Danach folgte ", CITED, "."), id="year-ends-a-sentence"
        ),
    ],
)
def test_the_sentence_of_a_citation_is_found(text, expected):
    assert around(text) == expected


def test_a_long_sentence_is_shortened_at_blanks_around_the_citation():
    quoted = around("vorher " * 200 + CITED + " nachher" * 200)
    assert quoted.before.startswith("… vorher")
    assert quoted.before.endswith("vorher ")
    assert quoted.after.endswith("nachher …")
    assert len("".join(quoted)) <= LONGEST + 4


def test_what_one_side_leaves_free_the_other_side_takes():
    quoted = around("Kurz " + CITED + " nachher" * 200)
    assert quoted.before == "Kurz "
    assert LONGEST - 20 < len("".join(quoted)) <= LONGEST + 2


@given(st.text(alphabet="aB1. \n!?„“(z)", max_size=200), st.data())
def test_a_quotation_contains_its_citation_and_only_words_of_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    ende = data.draw(st.integers(start, len(text)))
    quoted = sentence_around(text, start, ende)
    words = " ".join(text.split())
    assert " ".join("".join(quoted).split()) in words
    assert quoted.quote.split() == text[start:ende].split()


@pytest.mark.parametrize("unit", ["a", ". ", "“", "\n ", "1.", "z. B. "], ids=repr)
def test_long_texts_take_a_moment_only(unit):
    text = unit * 50_000 + CITED
    began = time.perf_counter()
    around(text)
    assert time.perf_counter() - began < 5
