"""Whatever the text: never a crash, never a character lost, never more than linear work."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inquiries.reading import read_paper, to_json
from tests.inquiries.reading.corpus import compose
from tests.inquiries.reading.score import uncovered

SIGNS = st.sampled_from(
    ["*)", "**", "Zu 1.:\n", "\n1.\n", "\n\n", "\n- 2 -\n", "(", "\x00", "\u00ad", "\f", "1. ", "a) ", "II. ", "\r\n",
     "Landtag von Baden-Württemberg Drucksache 17 / 1", "Kleine Anfrage\ndes Abg. A B SPD\n", "8.8.2025\n", "\ud800",
     "Mit Schreiben vom 1. Mai 2025 ", "wie folgt:", "Anlage\n", "\nBegründung\n", "31.2.2025 "]
)  # fmt: skip


def _holds(text: str) -> None:
    paper = read_paper(text)
    assert uncovered(text, paper) is None
    to_json(paper)
    for question in paper.questions:
        assert question.text
        assert 0 <= question.span.start < question.span.end <= len(text)
    for reference in paper.references:
        assert reference.span.of(text)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 5000), cuts=st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 900)), max_size=4))
def test_a_paper_with_pieces_cut_out(seed, cuts):
    text = compose(seed).text
    for start, length in cuts:
        text = text[:start] + text[start + length :]
    _holds(text)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 5000), inserted=st.lists(st.tuples(st.integers(0, 9999), SIGNS), max_size=6))
def test_a_paper_with_signs_thrown_in(seed, inserted):
    text = compose(seed).text
    for place, signs in inserted:
        text = text[:place] + signs + text[place:]
    _holds(text)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 5000), chance=st.randoms(use_true_random=False))
def test_a_paper_with_its_lines_shuffled_and_doubled(seed, chance):
    lines = compose(seed).text.split("\n")
    _holds("\n".join(chance.choices(lines, k=len(lines))))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 5000))
def test_a_paper_in_the_wrong_encoding(seed):
    _holds(compose(seed).text.encode().decode("latin-1"))


@settings(max_examples=120, deadline=None)
@given(text=st.one_of(st.text(max_size=300), st.lists(SIGNS, max_size=30).map("".join)))
def test_any_text_at_all(text):
    _holds(text)


def _calls(text: str) -> int:
    """Calls of Python functions while a text is read: work that no busy machine can blur."""
    count = 0

    def tick(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        read_paper(text)
    finally:
        sys.setprofile(before)
    return count


GROWING = {
    "a paper again and again": lambda times: compose(1).text * times,
    "numbered lines": lambda times: "Ich frage die Landesregierung:\n" + "1. Wie?\n" * 60 * times,
    "answer headings": lambda times: "Antwort\n" + "Zu 1.:\nJa.\n" * 60 * times,
    "page headers": lambda times: "Landtag von Baden-Württemberg Drucksache 17 / 1 und " * 60 * times,
    "imprints": lambda times: "Drucksachen und Plenarprotokolle sind im Internet " * 60 * times,
    "title blocks": lambda times: "Antrag\nder Abg. A B SPD\nTitel\n\n" * 40 * times,
    "closings": lambda times: "Antwort\nZu 1.:\n" + "Muster\nMinister\n" * 60 * times,
    "sections": lambda times: "Ich frage die Landesregierung:\n" + "I. Haushalt\n1. Wie?\n" * 60 * times,
    "one endless line": lambda times: "Zu 1., 2. und 3. wird auf 17/1 vom 8.8.2025 verwiesen; " * 60 * times,
    "openings of letters": lambda times: "Mit Schreiben vom 1. Mai 2025 beantwortet das Ministerium \n" * 40 * times,
}


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING.keys())
def test_work_grows_with_the_length_of_the_text(make):
    read_paper(make(1))  # what is computed once is no growth
    assert _calls(make(16)) < 6.5 * _calls(make(4))


@pytest.mark.parametrize("text", ["1" * 1_000_000, " " * 1_000_000, "\n" * 300_000, "a- " * 100_000, "*" * 300_000])
def test_monotonous_texts_are_read_in_one_go(text):
    paper = read_paper(text)
    assert uncovered(text, paper) is None
