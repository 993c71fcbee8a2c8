"""Papers as Word documents and saved web pages, their questions in automatic lists, are read as from their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import pytest

from inquiries.extraction import extract
from tests.archives import item, numbered, numbering, opendocument, paragraph, word_document
from tests.inquiries.reading import corpus
from tests.inquiries.reading.corpus import Truth
from tests.inquiries.reading.score import RIGHT, score, uncovered

_LABEL = re.compile(r"\d+\. ")


def truths(count: int) -> Iterator[Truth]:
    """Papers whose questions are counted through, as automatic lists count."""
    seed = 0
    while count:
        truth = corpus.compose(seed).truth
        seed += 1
        plain = all(number == str(index) for index, (number, _) in enumerate(truth.questions, 1))
        if truth.drucksache and truth.layout not in ("letter", "submitted") and plain:
            truth.notes |= {"label": "{}. ", "annex": False, "footnote": False}
            count -= 1
            yield truth


def blocks(truth: Truth) -> tuple[list[str], list[str], list[str]]:
    """What stands before the questions, the questions without their numbers, and what stands behind them."""
    kind, opening, *questions = corpus._questions_block(None, truth)
    before = [*corpus._header(truth), *corpus._foot(truth), *corpus._title_block(truth), kind, opening]
    behind = [*corpus._signed(truth), *corpus._reason(truth), *corpus._reply(truth)]
    paragraphs = [part for block in behind for part in block.split("\n\n")]
    return before, [_LABEL.sub("", question, 1) for question in questions], paragraphs


def as_docx(truth: Truth) -> bytes:
    before, questions, behind = blocks(truth)
    written = [paragraph(escape(text).replace("\n", "</w:t><w:br/><w:t>")) for text in (*before, *behind)]
    listed = [numbered(escape(question)) for question in questions]
    body = "".join([*written[: len(before)], *listed, *written[len(before) :]])
    return word_document(body, numbering=numbering(("decimal", "%1.")))


def as_odt(truth: Truth) -> bytes:
    before, questions, behind = (
        [escape(text).replace("\n", "<text:line-break/>") for text in part] for part in blocks(truth)
    )
    style = (
        "<text:list-style style:name='L'>"
        "<text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/></text:list-style>"
    )
    lists = f"<text:list text:style-name='L'>{''.join(map(item, questions))}</text:list>"
    written = ["".join(f"<text:p>{text}</text:p>" for text in part) for part in (before, behind)]
    return opendocument(lists.join(written), style)


def as_html(truth: Truth) -> bytes:
    before, questions, behind = ([escape(text).replace("\n", "<br>") for text in part] for part in blocks(truth))
    written = ["".join(f"<p>{text}</p>" for text in part) for part in (before, behind)]
    listed = "".join(f"<li>{question}" for question in questions)
    page = f"<!doctype html><title>Dokument</title><nav>Startseite</nav>{written[0]}<ol>{listed}</ol>{written[1]}"
    return page.encode("cp1252", "xmlcharrefreplace")


@pytest.mark.parametrize("write", [as_docx, as_odt, as_html])
def test_papers_with_automatic_lists_are_read_as_printed(write):
    wrong = []
    for truth in truths(16):
        extracted = extract(write(truth))
        paper = extracted.read()
        assert uncovered(extracted.text, paper) is None
        wrong += [(truth.seed, *result) for result in score(truth, paper) if result[1] != RIGHT]
    assert wrong == []
