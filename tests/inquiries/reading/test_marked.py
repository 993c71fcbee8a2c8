"""Papers with their truth marked in them are read without fault, and however their lines are set, none in silence."""

from __future__ import annotations

import re
import textwrap

import pytest

from inquiries.reading import read_paper
from tests.inquiries.reading.marked import marked_papers
from tests.inquiries.reading.score import uncovered

PAPERS = marked_papers()
SETTINGS = {
    "without empty lines": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "an empty line behind each line": lambda text: text.replace("\n", "\n\n"),
    "lines of sixty characters": lambda text: "\n".join(
        textwrap.fill(line, 60, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    ),
    "headings glued to the answer": lambda text: re.sub(r"(?m)^((?:Antwort )?[Zz]u [^\n]{1,40}:)\n+", r"\1 ", text),
}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_marked_paper_is_read_without_fault(paper):
    read = read_paper(paper.text)
    assert list(paper.wrong(read)) == []
    assert uncovered(paper.text, read) is None


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_lines_set_otherwise_hide_no_fault(paper, setting):
    text = SETTINGS[setting](paper.text)
    read = read_paper(text)
    assert [fault for fault in paper.wrong(read) if not fault[3]] == []
    assert uncovered(text, read) is None
