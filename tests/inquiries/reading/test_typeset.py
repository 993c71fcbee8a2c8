"""The same truth, printed as a PDF in the Landtag's layout and read back as well as it ever was."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from inquiries.extraction import extract
from tests.inquiries.reading.score import RIGHT, SILENT, score, uncovered
from tests.inquiries.reading.typeset import PAPERS, print_pdf, truths

BASELINE = json.loads((Path(__file__).parent / "printed_baseline.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def outcomes():
    counts: dict[str, Counter[str]] = {}
    for truth in truths(PAPERS):
        extracted = extract(print_pdf(truth), "paper.pdf")
        assert extracted.findings == ()
        paper = extracted.read()
        assert uncovered(extracted.text, paper) is None, f"seed {truth.seed}"
        for field, outcome, _, _ in score(truth, paper):
            counts.setdefault(field, Counter())[outcome] += 1
    return counts


@pytest.mark.parametrize("field", sorted(BASELINE))
def test_no_field_is_read_worse_from_a_pdf_than_in_the_baseline(outcomes, field):
    assert outcomes[field][RIGHT] >= BASELINE[field][RIGHT]
    assert outcomes[field][SILENT] <= BASELINE[field][SILENT]


def test_the_printed_papers_are_of_every_kind_and_of_several_terms():
    printed = list(truths(PAPERS))
    assert {truth.kind for truth in printed} == {"Antrag", "Kleine Anfrage", "Große Anfrage"}
    assert len({truth.term for truth in printed}) > 3
    assert any("¹" in text for truth in printed if truth.response for _, text in truth.response["answers"])
