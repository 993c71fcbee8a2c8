from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.reading import same_wording
from inquiries.reading.wording import difference, rejoin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ob sie plant;", "ob sie plant.", id="closing punctuation"),
        pytest.param("im Landkreis", "im Land-\nkreis", id="hyphenation"),
        pytest.param("Was plant sie?", "Was  plant\nsie ?", id="blanks"),
        pytest.param("die „Ziele“", 'die "Ziele"', id="quotation marks"),
        pytest.param("Welche Ziele", "welche Ziele", id="first letter"),
        pytest.param("2018/2019", "2018/ 2019", id="blank inside a number"),
        pytest.param("Stra\u00dfe \u00e4", "Stra\u00dfe a\u0308", id="composed letters"),
    ],
)
def test_extraction_does_not_change_the_wording(one, other):
    assert same_wording(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ob sie beabsichtigt", "ob sie plant", id="another word"),
        pytest.param("1,5 Millionen", "15 Millionen", id="a comma inside a number"),
        pytest.param("5 %", "5", id="a sign of measure"),
        pytest.param("sie Sie", "sie sie", id="a capital inside"),
        pytest.param("", "x", id="nothing"),
    ],
)
def test_another_wording_is_another_wording(one, other):
    assert not same_wording(one, other)


# --- The difference of two wordings ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "repeated", "expected"),
    [
        pytest.param("", "", (), id="nothing"),
        pytest.param("a b", "a b", (("same", "a b"),), id="same"),
        pytest.param("a b", "c", (("asked", "a b"), ("repeated", "c")), id="all-other"),
        pytest.param("a b c", "a c", (("same", "a"), ("asked", "b"), ("same", "c")), id="left-out"),
        pytest.param("a c", "a b c", (("same", "a"), ("repeated", "b"), ("same", "c")), id="added"),
        pytest.param("a a", "a", (("same", "a"), ("asked", "a")), id="doubled"),
        pytest.param(
            "ob sie beabsichtigt, das zu öffnen;",
            "ob sie plant, das zu öffnen;",
            (("same", "ob sie"), ("asked", "beabsichtigt,"), ("repeated", "plant,"), ("same", "das zu öffnen;")),
            id="one-word",
        ),
    ],
)
def test_two_wordings_are_compared_word_by_word(asked, repeated, expected):
    assert difference(asked, repeated) == expected


@given(st.text(alphabet="ab ", max_size=60), st.text(alphabet="ab ", max_size=60))
def test_a_difference_holds_both_wordings(asked, repeated):
    parts = difference(asked, repeated)
    assert " ".join(words for kind, words in parts if kind != "repeated").split() == asked.split()
    assert " ".join(words for kind, words in parts if kind != "asked").split() == repeated.split()


def test_wordings_that_differ_at_great_length_are_shown_one_after_the_other():
    began = time.perf_counter()
    parts = difference("x " + "a b " * 5_000 + "y", "x " + "b a c " * 5_000 + "y")
    assert [kind for kind, _ in parts] == ["same", "asked", "repeated", "same"]
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("text", "other", "whole"),
    [
        ("unter Nen nung der Stand orte?", "unter Nennung der Standorte?", "unter Nennung der Standorte?"),
        ("unter Nennung der Orte?", "unter Nen nung der Orte?", "unter Nennung der Orte?"),
        ("in der Schule", "in derSchule", "in der Schule"),
        ("unter Nen nung der Orte?", "unter Nennung der Kreise?", "unter Nen nung der Orte?"),
        ("", "", ""),
    ],
    ids=["broken twice", "whole already", "before a capital", "other words", "nothing"],
)
def test_words_broken_by_blanks_are_joined_as_the_same_words_elsewhere(text, other, whole):
    assert rejoin(text, other) == whole
