"""The same paper with its lines set otherwise says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inquiries.reading import Paper, read_paper

ROOT = Path(__file__).parents[3]
PAPERS = sorted([*(ROOT / "fixtures" / "papers").glob("*.txt"), *(Path(__file__).parent / "papers").glob("*.txt")])

LAYOUTS = {
    "on one line": lambda text: " ".join(text.split()),
    "without empty lines": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "an empty line behind each line": lambda text: text.replace("\n", "\n\n"),
    "with Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "indented": lambda text: "\n".join(f"   {line}" for line in text.split("\n")),
}

# What a text without line breaks does not show any more: field → paper.
LOST = {
    ("on one line", "17-19790-ergaenzende-stellungnahme-ganztagsschule"): {"title", "references", "reply"},
    ("on one line", "parts-of-questions"): {"questions", "answers"},  # "a)" behind a comma may be an enumeration
    ("on one line", "title-behind-the-questions"): {"title", "begruendung", "answers", "reply"},  # each reported
    ("on one line", "names-in-columns"): {"people", "questions", "head", "answers"},  # reported: signatures-missing
    ("on one line", "names-in-pieces"): {"title"},  # reported: title-doubtful
    ("on one line", "lost-letters"): {"title"},  # reported: title-missing
    ("on one line", "kept-columns"): {"answers", "reply"},  # reported: closing-missing
}


def said(paper: Paper) -> dict[str, object]:
    """What the paper says, blanks aside."""
    reply = paper.response
    return {
        "head": (paper.kind, paper.drucksache, paper.date, paper.received, paper.issued, paper.askers),
        "title": paper.title,
        "people": (paper.fraktionen, paper.signatories),
        "questions": [(question.number, _plain(question.text)) for question in paper.questions],
        "begruendung": _plain(paper.begruendung.text) if paper.begruendung else None,
        "reply": reply and (
            reply.kind, reply.ministry, reply.co_ministries, reply.letter_date, reply.letter_reference,
            _plain(reply.preamble.text) if reply.preamble else None, reply.signed_by, reply.office,
        ),
        "answers": reply and [
            (answer.numbers, _plain(answer.text), {number: _plain(text) for number, text in answer.repeated.items()})
            for answer in reply.answers
        ],
        "references": [(one.in_, one.drucksache, one.parts) for one in paper.references],
    }  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_the_setting_of_the_lines_changes_nothing(path, layout):
    text = path.read_text(encoding="utf-8")
    printed, otherwise = said(read_paper(text)), said(read_paper(LAYOUTS[layout](text)))
    different = {field for field in printed if printed[field] != otherwise[field]}
    assert different == LOST.get((layout, path.stem), set())
