"""Broken words are whole for the search of citations, and every place leads back into the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.reading.unbroken import Unbroken


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("Druck-\nsache", "Drucksache", id="hyphen-at-line-end"),
        pytest.param("Zif-\r\n  fer 3", "Ziffer 3", id="indented-line"),
        pytest.param("Druck\u00adsache", "Drucksache", id="soft-hyphen"),
        pytest.param("Bund-\nund Länder", "Bund-\nund Länder", id="a-word-left-out"),
        pytest.param("Smart-City", "Smart-City", id="a-real-compound"),
        pytest.param("Drs. 17/90-\n75", "Drs. 17/90-\n75", id="a-number-is-not-joined"),
        pytest.param("F rage 3", "Frage 3", id="split-capital"),
        pytest.param("A ber F alle", "A ber F alle", id="no-word-of-citations"),
        pytest.param("17\u00a0/\u202f9075", "17 / 9075", id="hard-blanks"),
        pytest.param("zu   Frage \n 3", "zu Frage\n3", id="runs-of-blanks"),
        pytest.param("17\u20449075", "17/9075", id="slashes"),
    ],
)
def test_a_broken_word_is_whole(source, text):
    assert Unbroken(source).text == text


def test_a_place_leads_back_over_everything_that_was_left_out():
    source = "Siehe  Druck-\n  sache   17/1 und F rage 3."
    unbroken = Unbroken(source)
    start = unbroken.text.index("Drucksache 17/1")
    assert unbroken.span(start, start + 15).of(source) == "Druck-\n  sache   17/1"
    start = unbroken.text.index("Frage 3")
    assert unbroken.span(start, start + 7).of(source) == "F rage 3"


@given(st.text(alphabet="aF r/-\u00ad\n\u00a0\t1", max_size=60))
def test_every_character_that_is_left_leads_to_itself(source):
    unbroken = Unbroken(source)
    places = [unbroken.span(place, place + 1).start for place in range(len(unbroken.text))]
    assert places == sorted(set(places))
    for place, sign in zip(places, unbroken.text, strict=True):
        assert source[place] == sign or source[place].isspace()


@given(st.text(alphabet="ab \n", max_size=60))
def test_paragraphs_are_the_text_without_the_gaps_between_them(source):
    unbroken = Unbroken(source)
    for start, paragraph in unbroken.paragraphs():
        assert unbroken.text[start : start + len(paragraph)] == paragraph
        assert "\n\n" not in paragraph
