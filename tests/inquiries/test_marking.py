"""Texts cut into paragraphs, and paragraphs at their citations."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.marking import paragraphs


@dataclass(frozen=True)
class Mark:
    start: int
    ende: int
    zitat: str


def mark(text, quote, start=0):
    at = text.index(quote, start)
    return Mark(at, at + len(quote), quote)


def texts(text, *marks):
    """The paragraphs as lists of strings, citations in brackets."""
    return [
        [f"[{segment.text}]" if segment.verweis else segment.text for segment in paragraph]
        for paragraph in paragraphs(text, marks)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\n \t\n", [], id="only-white-space"),
        pytest.param("eins", [["eins"]], id="one"),
        pytest.param("eins\n\nzwei", [["eins"], ["zwei"]], id="blank-line"),
        pytest.param("eins\r\n\r\nzwei", [["eins"], ["zwei"]], id="line-ends-of-a-form"),
        pytest.param("eins\n \t \nzwei", [["eins"], ["zwei"]], id="blanks-on-the-blank-line"),
        pytest.param("\n\neins\n\n\n\n  zwei  \n", [["eins"], ["zwei"]], id="around-and-between"),
        pytest.param("– a\n– b", [["– a\n– b"]], id="a-line-end-stays-in-its-paragraph"),
    ],
)
def test_a_text_is_cut_at_its_blank_lines(text, expected):
    assert texts(text) == expected


def test_citations_are_segments_of_their_own_in_the_order_of_the_text():
    text = "Siehe 17/1 und 17/2.\n\nAuch 17/3"
    marks = [mark(text, "17/3"), mark(text, "17/1"), mark(text, "17/2")]
    assert texts(text, *marks) == [["Siehe ", "[17/1]", " und ", "[17/2]", "."], ["Auch ", "[17/3]"]]


def test_a_segment_carries_the_citation_it_was_given():
    text = "Siehe 17/1"
    cited = mark(text, "17/1")
    [[_, segment]] = paragraphs(text, [cited])
    assert segment.verweis is cited


def test_of_two_citations_that_overlap_the_first_is_marked():
    text = "Ziffer 3 in 17/1"
    assert texts(text, mark(text, "Ziffer 3 in 17/1"), mark(text, "17/1")) == [["[Ziffer 3 in 17/1]"]]


def test_a_citation_over_the_end_of_a_paragraph_is_left_out_rather_than_cut():
    text = "Drucksache\n\n17/1"
    assert texts(text, Mark(0, len(text), text)) == [["Drucksache"], ["17/1"]]


@pytest.mark.parametrize(
    "gone",
    [Mark(0, 4, "17/9"), Mark(90, 94, "17/1"), Mark(3, 3, "")],
    ids=["other-words", "beyond-the-text", "nothing"],
)
def test_a_citation_that_no_longer_stands_there_is_not_marked(gone):
    assert texts("17/1 steht am Anfang", gone) == [["17/1 steht am Anfang"]]


@given(st.text(alphabet="ab \n\r\t", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_nothing_but_white_space_is_lost(text, spans):
    marks = [Mark(start, ende, text[start:ende]) for start, ende in spans if start < ende]
    cut = paragraphs(text, marks)
    joined = "".join(segment.text for paragraph in cut for segment in paragraph)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(segment.text for paragraph in cut for segment in paragraph)
