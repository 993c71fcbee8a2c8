"""Every row of the vocabulary reads its own example."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from inquiries import reading
from inquiries.margin import german
from inquiries.reading import read_paper
from inquiries.reading.dates import parse_date
from inquiries.reading.letter import find_closing
from inquiries.reading.lines import heading_key
from inquiries.reading.marks import DOCUMENT_KEYS, KIND_KEYS, REPLY_KEYS
from inquiries.reading.ministries import known_prefix, read_ministry
from inquiries.reading.people import find_fraktionen, known_fraktion
from inquiries.reading.vocabulary import MINISTRIES, WAHLPERIODEN, rows
from tests.inquiries.reading.extractors import extract_otherwise
from tests.inquiries.reading.test_letter import lines_of


def table(name: str):
    listed = rows(name)
    return pytest.mark.parametrize("row", listed, ids=[f"{name}-{number}" for number in range(2, len(listed) + 2)])


@table("ministries")
def test_a_ministry_is_known_in_its_example(row):
    words = row["example"].split()
    start = next(index for index, word in enumerate(words) if word in ("des", "dem"))
    named = read_ministry(" ".join(words[start:]))
    assert (named.name, named.known) == (row["name"], True)
    assert known_prefix(" ".join(words[start:]) + " Ein Titel") == row["name"]


@table("fraktionen")
def test_a_fraktion_is_known_in_its_example(row):
    (found,) = find_fraktionen(row["example"])
    assert found["name"] == row["printed"]
    assert known_fraktion(found["name"]) == row["name"]


@pytest.mark.parametrize(
    ("name", "keys"), [("kinds", KIND_KEYS), ("documents", DOCUMENT_KEYS), ("replies", REPLY_KEYS)]
)
def test_labels_stand_in_their_examples_and_lead_to_their_kind(name, keys):
    for row in rows(name):
        assert row["example"].startswith(row["label"]), row
        assert keys[heading_key(row["label"])] == row["kind"], row
        assert keys[heading_key(" ".join(row["label"]))] == row["kind"], row  # letter-spaced


@table("offices")
def test_an_office_closes_a_letter(row):
    closing = find_closing(lines_of("Das ist geprüft.", "", "Muster", row["example"]), 0)
    assert (closing.signed_by, closing.office) == ("Muster", row["example"])


@table("months")
def test_a_month_makes_a_date(row):
    day = parse_date(row["example"])
    assert day is not None
    assert day.month == int(row["month"])
    assert row["name"] in row["example"]


def test_wahlperioden_follow_one_another_without_gap():
    terms = [WAHLPERIODEN[number] for number in sorted(WAHLPERIODEN)]
    for earlier, later in pairwise(terms):
        assert (later.begins - earlier.ends).days == 1
    assert terms[-1].ends is None


def test_a_ministry_that_was_renamed_is_valid_up_to_the_day_before():
    names = {row.name: row for row in MINISTRIES}
    old, new = names["Ministerium für Kultus, Jugend und Sport"], names["Ministerium für Kultus"]
    assert (new.valid_from - old.valid_to).days == 1
    assert old.existed(date(2020, 1, 1), date(2020, 1, 1))
    assert not new.existed(date(2020, 1, 1), date(2020, 1, 1))


def test_every_role_of_a_word_is_asked_for_and_no_other():
    package = Path(reading.__file__).parent
    asked = {
        role for path in package.glob("*.py") for role in re.findall(r'WORDS\["([^"]+)"\]', path.read_text("utf-8"))
    }
    assert {row["role"] for row in rows("words")} == asked
    assert all(row["word"].strip() for row in rows("words"))


def test_every_part_that_a_paper_has_is_named_in_german():
    texts = [path.read_text("utf-8") for path in (Path(__file__).parent / "papers").glob("*.txt")]
    papers = [read_paper(text) for text in [*texts, *(extract_otherwise(seed).text for seed in range(40))]]
    named = {part.name for paper in papers for part in paper.parts} | {
        item.kind for paper in papers for item in paper.furniture
    }
    assert {name for name in named if german(name) == name} <= {"Begründung", "Vorbemerkung", *_annexes(named)}
    assert all(row["label"] for row in rows("parts"))


def _annexes(names: set[str]) -> set[str]:
    return {name for name in names if name.startswith(("Anlage", "Anhang"))}
