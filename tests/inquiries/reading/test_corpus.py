"""The synthetic corpus is read as well as it ever was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inquiries.reading import read_paper
from tests.inquiries.reading.corpus import DEFECTS, LAYOUTS, compose
from tests.inquiries.reading.score import RIGHT, SILENT, score, uncovered

BASELINE = json.loads((Path(__file__).parent / "baseline.json").read_text(encoding="utf-8"))
SEEDS = range(160)


@pytest.fixture(scope="module")
def outcomes():
    counts: dict[str, dict[str, int]] = {}
    for seed in SEEDS:
        composed = compose(seed)
        paper = read_paper(composed.text)
        assert uncovered(composed.text, paper) is None, f"seed {seed}"
        for field, outcome, _, _ in score(composed.truth, paper):
            counts.setdefault(field, {}).setdefault(outcome, 0)
            counts[field][outcome] += 1
    return counts


def test_the_corpus_holds_every_layout_and_every_defect():
    truths = [compose(seed).truth for seed in SEEDS]
    assert {truth.layout for truth in truths} == set(LAYOUTS)
    assert {defect for truth in truths for defect in truth.defects} == set(DEFECTS)


@pytest.mark.parametrize("field", sorted(BASELINE))
def test_no_field_is_read_worse_than_in_the_baseline(outcomes, field):
    assert outcomes[field].get(RIGHT, 0) >= BASELINE[field][RIGHT]
    assert outcomes[field].get(SILENT, 0) <= BASELINE[field][SILENT]
