"""What holds for every text: all of it is in some part, and each part says what stands there, no more and no less."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Container, Iterator, Sequence

from inquiries.reading import Paper, Question, Span, read_paper, to_json
from inquiries.reading.references import find_references
from tests.inquiries.reading.score import uncovered

_HYPHENS = "-\u2010\u2011\u00ad\ufffe\x02"
"""Hyphens, and the signs that extraction leaves where a line broke a word."""


def assert_faithful(text: str, *, asked: Sequence[Question] = ()) -> Paper:
    """Reads the text, asserts all that holds for any, and gives the paper."""
    paper = read_paper(text, asked=asked)
    assert uncovered(text, paper) is None
    json.dumps(to_json(paper))
    for inquiry in (paper, *paper.further):
        for names, read, span in _texts(inquiry):
            assert read
            assert 0 <= span.start < span.end <= len(text)
            _assert_same_words(read, _standing(text, paper, names, span))
        for reference in inquiry.references:
            assert 0 <= reference.span.start < reference.span.end <= len(text)
            quoted, standing = _signs(reference.quote).strip("-"), _signs(reference.span.of(text)).strip("-")
            assert _in_order(quoted, standing)
            assert (quoted[0], quoted[-1]) == (standing[0], standing[-1])
        for finding in inquiry.findings:
            assert finding.message
            assert finding.span is None or 0 <= finding.span.start <= finding.span.end <= len(text)
    _assert_references_stand(text)
    return paper


def _assert_references_stand(text: str) -> None:
    end = 0
    for reference in find_references(text):
        assert reference.span.of(text) == reference.quote
        assert end <= reference.span.start
        end = reference.span.end


def _texts(inquiry: Paper) -> Iterator[tuple[Container[str], str, Span]]:
    """Each text that was read, with the names of the parts that hold it and its span."""
    for question in inquiry.questions:
        place = f"question {question.number}"
        yield {place, f"repeated {place}"}, question.text, question.span
    if inquiry.begruendung:
        yield {"Begründung"}, inquiry.begruendung.text, inquiry.begruendung.span
    if inquiry.response is None:
        return
    if inquiry.response.preamble:
        yield {"Vorbemerkung"}, inquiry.response.preamble.text, inquiry.response.preamble.span
    for answer in inquiry.response.answers:
        yield {f"answer {', '.join(answer.numbers)}"}, answer.text, answer.span


def _standing(text: str, paper: Paper, names: Container[str], span: Span) -> str:
    """What the source holds inside the span in parts of these names: furniture and other parts are left out."""
    return "".join(
        text[max(part.span.start, span.start) : min(part.span.end, span.end)]
        for part in paper.parts
        if part.name in names and part.span.start < span.end and part.span.end > span.start
    )


def _assert_same_words(read: str, standing: str) -> None:
    """Nothing added, nothing left out: the same signs in the same order, but for hyphens that were undone."""
    read, standing = _signs(read), _signs(standing)
    assert _composed(read.replace("-", "")) == _composed(standing.replace("-", ""))
    assert _in_order(read, standing)


def _signs(text: str) -> str:
    """All that is printed: no blanks, nothing invisible, one sign for all hyphens, letters apart from their marks."""
    text = text.replace("\\", "").replace("\u0294", "\ufffd")
    return "".join(
        "-" if sign in _HYPHENS else sign
        for sign in unicodedata.normalize("NFKD", text)
        if sign in _HYPHENS or not (sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf"))
    )


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _in_order(some: str, all_: str) -> bool:
    rest = iter(all_)
    return all(sign in rest for sign in some)
