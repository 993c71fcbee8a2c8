"""Replies cut out of the synthetic papers, as a clerk would paste them for an inquiry that is known already.

``cut_reply(seed)`` takes a paper of ``corpus`` or of ``forms`` and gives a part of it with its truth: from the heading
of the reply, from its opening sentence, from behind that, or from the first answer on; with its closing or without;
as printed, filled anew, or on one line. The letters of ministries are left whole.
"""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass, replace

from inquiries.reading import Question, Span, read_paper
from tests.inquiries.reading.corpus import Composed, Truth, compose
from tests.inquiries.reading.forms import compose_forms

_OPENING = re.compile(r"[Mm]it\s+Schreiben\s+vom\s")
_FOLLOWS = re.compile(r"wie\s+fol-?\s?gt(?:\s+Stel-?\s?lung)?:\s*|Stel-?\s?lung:\s*")
_HEADING = re.compile(
    r"(?:Antwort\s+)?[Zz]u\s+(?:(?:den\s+)?(?:Fragen?|Ziffern?|Nr\.)\s+)?\d[\dab.,]*(?:\s+(?:und|bis)\s+\d[\dab.]*|,\s+\d[\dab.]*)*:?\s+\Z"
)
BEGINNINGS = ("heading", "opening", "behind the opening", "first answer")
LINES = {
    "as printed": lambda text: text,
    "filled anew": lambda text: "\n".join(
        textwrap.fill(line, 66, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    ),
    "one line": lambda text: " ".join(text.split()),
}


@dataclass(slots=True)
class Pasted:
    text: str
    truth: Truth
    asked: tuple[Question, ...]
    way: str
    """How it was cut."""


def cut_reply(seed: int) -> Pasted | None:
    """The piece of this seed; None when its paper has no reply, or none whose parts can be found in its text."""
    chance = random.Random(f"reply {seed}")
    composed = (compose, compose_forms)[seed % 2](seed // 2)
    truth = composed.truth
    if truth.response is None:
        return None
    asked = _known(composed)
    if truth.layout == "letter":
        return Pasted(composed.text, replace(truth, questions=[], askers=truth.askers), asked, "letter")
    begins, ends, lines = chance.choice(BEGINNINGS), chance.random() < 0.7, chance.choice(list(LINES))
    start = _start(composed, begins)
    stop = len(composed.text) if ends else _stop(composed)
    if start is None or stop is None or stop <= start:
        return None
    text = composed.text[start:stop]
    if len(re.findall("Landtag von Baden-Württemberg", text)) and lines == "filled anew":
        lines = "as printed"
    way = f"{begins}, {'closing' if ends else 'no closing'}, {lines}"
    return Pasted(LINES[lines](text), _truth_of(truth, text, begins, ends=ends), asked, way)


def _known(composed: Composed) -> tuple[Question, ...]:
    """The questions as they were entered; the headings of their sections as they stand in the paper."""
    sections = {question.number: question.section for question in read_paper(composed.text).questions}
    return tuple(
        Question(number, " ".join(text.split()), Span(0, 0), sections.get(number))
        for number, text in composed.truth.questions
    )


def _start(composed: Composed, begins: str) -> int | None:
    text = composed.text
    opening = next(iter(_OPENING.finditer(text)), None)
    if opening is None:
        return None
    if begins == "opening":
        return opening.start()
    if begins == "heading":
        heading = re.compile(r"(?:A\s?n\s?t\s?w\s?o\s?r\s?t|S\s?t\s?e\s?l\s?l\s?u\s?n\s?g\s?n\s?a\s?h\s?m\s?e)\s+\Z")
        found = heading.search(text[: opening.start()])
        return found.start() if found else None
    behind = _FOLLOWS.search(text, opening.end())
    if behind is None:
        return None
    if begins == "behind the opening":
        return behind.end()
    words = composed.truth.response["answers"][0][1].split()[:6]
    answer = re.compile(r"\s+".join(map(re.escape, words))).search(text, behind.end())
    heading = answer and _HEADING.search(text[: answer.start()])
    return heading.start() if heading and heading.start() >= behind.end() else None


def _stop(composed: Composed) -> int | None:
    """Where the closing begins: the last line that names who signs, with what belongs to it above."""
    reply = composed.truth.response
    at = composed.text.rfind(reply["signed_by"])
    if at < 0:
        return None
    before = composed.text[:at]
    closing = re.compile(r"(?:Stuttgart,\s[^\n]{6,40}\s+|In Vertretung(?:\sdes\sMinisters)?\s+|gez\.\s+)*\Z")
    return closing.search(before).start()


def _truth_of(truth: Truth, text: str, begins: str, *, ends: bool) -> Truth:
    opened = begins in ("heading", "opening")
    response = {**truth.response}
    if not opened:
        response |= {"ministry": None, "co_ministries": [], "letter_date": None, "letter_reference": None}
    if begins == "first answer":
        response["preamble"] = None
    if not ends:
        response |= {"signed_by": None, "office": None}
    numbered = "Landtag von Baden-Württemberg" in text
    return replace(
        truth, kind=None, title=None, date=None, received=None, issued=None, fraktionen=[], askers=[], signatories=[],
        questions=[], begruendung=None, drucksache=truth.drucksache if numbered else None, response=response,
    )  # fmt: skip
