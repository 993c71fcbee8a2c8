"""The synthetic corpus is read as well as it ever was, as composed and as other extractors give it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from inquiries.reading import read_paper
from tests.inquiries.reading.corpus import DEFECTS, LAYOUTS, compose
from tests.inquiries.reading.extractors import EXTRACTORS, extract_otherwise
from tests.inquiries.reading.forms import compose_forms
from tests.inquiries.reading.replies import cut_reply
from tests.inquiries.reading.score import RIGHT, SILENT, score, uncovered

SEEDS = range(160)
CORPORA = {
    name: (make, json.loads((Path(__file__).parent / file).read_text(encoding="utf-8")))
    for name, make, file in (
        ("as composed", compose, "baseline.json"),
        ("otherwise extracted", extract_otherwise, "extracted_baseline.json"),
        ("forms combined", compose_forms, "forms_baseline.json"),
        ("replies alone", cut_reply, "replies_baseline.json"),
    )
}


@pytest.fixture(scope="module", params=CORPORA)
def corpus(request):
    """What was counted for each field, and the baseline."""
    make, baseline = CORPORA[request.param]
    counts: dict[str, Counter[str]] = {field: Counter() for field in baseline}
    for seed in SEEDS:
        composed = make(seed)
        if composed is None:
            continue
        paper = read_paper(composed.text, asked=getattr(composed, "asked", ()))
        assert uncovered(composed.text, paper) is None, f"seed {seed}"
        for field, outcome, _, _ in score(composed.truth, paper):
            counts[field][outcome] += 1
    return counts, baseline


def test_the_corpus_holds_every_layout_every_defect_and_every_extractor():
    truths = [compose(seed).truth for seed in SEEDS]
    assert {truth.layout for truth in truths} == set(LAYOUTS)
    assert {defect for truth in truths for defect in truth.defects} == set(DEFECTS)
    extracted = [extract_otherwise(seed).truth for seed in SEEDS]
    assert {name for truth in extracted for name in truth.notes["extractors"]} == set(EXTRACTORS)


def test_no_field_is_read_worse_than_in_the_baseline(corpus):
    counts, baseline = corpus
    worse = {
        field
        for field, stored in baseline.items()
        if counts[field][RIGHT] < stored[RIGHT] or counts[field][SILENT] > stored[SILENT]
    }
    assert worse == set()
