"""The same truth, printed as a PDF in the Landtag's layout and read back."""

from __future__ import annotations

import pytest

from inquiries.extraction import extract
from inquiries.reading import read_paper
from tests.inquiries.reading.corpus import compose
from tests.inquiries.reading.score import RIGHT, score, uncovered
from tests.inquiries.reading.typeset import print_pdf

PRINTED = ("modern", "modern-footer-late")
SEEDS = [seed for seed in range(64) if compose(seed).truth.layout in PRINTED][:8]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_printed_paper_is_read_back_word_for_word(seed):
    truth = compose(seed).truth
    text = extract(print_pdf(truth), "paper.pdf").text
    paper = read_paper(text)
    assert uncovered(text, paper) is None
    wrong = [(field, true, read) for field, outcome, true, read in score(truth, paper) if outcome != RIGHT]
    assert wrong == []
