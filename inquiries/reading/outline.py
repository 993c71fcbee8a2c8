"""Cuts a paper into what was asked and what was replied."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .head import Head
from .lines import Line
from .marks import OPENING, REPLY_KEYS, heads_reply, is_reason, kind_of, opens_letter, read_answer_heading, read_label

_SALUTATION = re.compile(r"Sehr\s+geehrte")


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines by region; every line outside the title block is in exactly one."""

    before: list[Line]
    """Above the questions: letterhead, notes, a Begründung that comes first."""
    asked: list[Line]
    """From the opening formula to the end of the Begründung."""
    reply: list[Line]
    """From the heading of the reply to the end of the text."""


def outline(lines: list[Line], head: Head) -> Outline:
    start, end = head.used
    flow = lines[:start] + lines[end:]
    opening = next((index for index, line in enumerate(flow) if OPENING.match(line.text)), None)
    reply = _find_reply(flow, opening)
    if opening is None or opening >= reply:
        opening = _find_bare_questions(flow, reply)
    if opening is None:
        return Outline(flow[:reply], [], flow[reply:])
    while opening and kind_of(flow[opening - 1]):
        opening -= 1
    return Outline(flow[:opening], flow[opening:reply], flow[reply:])


def _find_reply(flow: list[Line], opening: int | None) -> int:
    first = 0 if opening is None else opening + 1
    for index in range(first - 1):
        if opens_letter(flow, index):  # a ministry's own letter repeats the opening of what was asked
            first = 0
            break
    for index in range(first, len(flow)):
        if opens_letter(flow, index):
            while index > first and (flow[index - 1].key in REPLY_KEYS or _SALUTATION.match(flow[index - 1].text)):
                index -= 1
            return next((at for at in range(first, index) if heads_reply(flow, at)), index)
    headed = opening is not None
    for index in range(first, len(flow)):
        if headed and index + 1 < len(flow) and heads_reply(flow, index):
            return index
    for index in range(first, len(flow)):
        if (heading := read_answer_heading(flow[index])) and heading.labels[0] in ("1", "I.1", "1a", "I"):
            return index
    return len(flow)


def _find_bare_questions(flow: list[Line], reply: int) -> int | None:
    """The first of questions that no formula opens: "1." with "2." further down, each a question."""
    start = None
    for index in range(reply):
        label = read_label(flow[index])
        if label is None or is_reason(flow[index]):
            continue
        if start is None and (label.main == "1" or (label.letter == "a" and not label.main)):
            start = index
        elif start is not None and (label.main == "2" or (label.letter == "b" and not label.main)):
            closing = flow[index - 1].text.rstrip(" *")[-1:]
            return start if closing in "?;" else None
    return None
