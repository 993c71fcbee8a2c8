"""Replies whose questions are known already: a letter that is pasted for an inquiry that was entered before."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from inquiries.reading import read_paper
from tests.inquiries.reading.marked import pasted_letters
from tests.inquiries.reading.score import uncovered

TEXT = (Path(__file__).parents[3] / "fixtures" / "papers" / "antrag-ki-allianz.txt").read_text(encoding="utf-8")
CUTS = {
    "from the heading": "Stellungnahme\n\nMit Schreiben",
    "from the opening sentence": "Mit Schreiben vom",
    "from the repeated formula": "*Der Landtag wolle",
    "from the first heading": "Zu 1.:",
}

LETTERS = pasted_letters()


@pytest.fixture(scope="module")
def whole():
    return read_paper(TEXT)


@pytest.mark.parametrize("begins", CUTS.values(), ids=CUTS)
def test_a_part_of_the_paper_is_read_as_the_reply_to_known_questions(whole, begins):
    text = TEXT[TEXT.index(begins) :]
    paper = read_paper(text, asked=whole.questions)
    assert uncovered(text, paper) is None
    assert paper.questions == ()
    assert [(one.numbers, one.text) for one in paper.response.answers] == [
        (one.numbers, one.text) for one in whole.response.answers
    ]
    assert paper.response.signed_by == "Hoffmeister-Kraut"


def test_a_whole_paper_is_read_as_without_known_questions_when_they_are_the_same(whole):
    assert read_paper(TEXT, asked=whole.questions) == whole


def test_a_whole_paper_that_asks_something_else_says_so(whole):
    known = [replace(question, text="was sonst geplant ist;") for question in whole.questions[:2]]
    paper = read_paper(TEXT, asked=[*known, *whole.questions[2:]])
    differ = [finding.about for finding in paper.findings if finding.code == "questions-differ"]
    assert differ == ["question 1", "question 2"]
    assert paper.questions == whole.questions


def test_an_inquiry_without_its_reply_says_so(whole):
    text = TEXT[: TEXT.index("Stellungnahme\n\nMit Schreiben")]
    paper = read_paper(text, asked=whole.questions)
    assert paper.response is None
    assert "reply-missing" in {finding.code for finding in paper.findings}


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)
def test_a_pasted_letter_is_read_without_fault_or_says_so(letter):
    paper = read_paper(letter.text, asked=letter.asked)
    wrong = list(letter.wrong(paper))
    assert [fault for fault in wrong if not (letter.doubtful and fault[3])] == []
    assert uncovered(letter.text, paper) is None


def test_a_part_of_a_letter_need_not_be_signed(whole):
    text = TEXT[TEXT.index("Zu 1.:") : TEXT.index("Hoffmeister-Kraut\n")]
    closings = [one for one in read_paper(text, asked=whole.questions).findings if one.code == "closing-missing"]
    assert [one.severity for one in closings] == ["info"]


def test_findings_about_known_questions_point_at_nothing_in_the_text(whole):
    text = TEXT[TEXT.index("Zu 2.:") :]
    paper = read_paper(text, asked=whole.questions)
    unanswered = [one for one in paper.findings if one.code == "question-unanswered"]
    assert [(one.about, one.span) for one in unanswered] == [("question 1", None)]


def test_a_reply_alone_says_nothing_of_a_missing_head(whole):
    codes = {one.code for one in read_paper("Zu 1.:\nJa.", asked=whole.questions).findings}
    assert not codes & {"kind-missing", "title-missing", "askers-missing", "questions-missing", "questions-from-reply"}
    assert {"empty", "kind-missing", "title-missing"} & {
        one.code for one in read_paper(" \n", asked=whole.questions).findings
    } == {"empty"}


def test_answers_that_cannot_be_told_apart_stay_together_whole(whole):
    text = "Die Ziele sind erreicht. Herausforderungen gab es keine."
    paper = read_paper(text, asked=whole.questions)
    assert paper.response.answers == ()
    assert paper.response.preamble.text == text
    assert "answers-not-separable" in {one.code for one in paper.findings}


@pytest.mark.parametrize("spread", [re.compile(r"\n\s*\n+"), re.compile(r"\n")], ids=["close", "wide"])
@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)
def test_empty_lines_more_or_less_hide_no_fault(letter, spread):
    text = spread.sub("\n" if "s" in spread.pattern else "\n\n", letter.text)
    paper = read_paper(text, asked=letter.asked)
    assert [fault for fault in letter.wrong(paper) if not fault[3]] == []
    assert uncovered(text, paper) is None
