"""Footnotes: taken out of the lines before anything else is read, for they stand in the middle of other texts.

Written forms: "*) Nach Ablauf der Drei-Wochen-Frist eingegangen." anywhere, and "1 Stand: 1. März" at the foot of a
page, when the text above bears the number ("Kriminalstatistik1", "Kosten.¹").
"""

from __future__ import annotations

import re

from .draft import Draft
from .lines import Line
from .marks import FOOTNOTE

NOTE = re.compile(r"(?P<number>\d{1,2}|[¹²³⁴-⁹⁰]{1,2})\)?\s+[^\W\d_„]")
_RAISED = re.compile(
    r"(?:(?:(?<=[a-zäöüß)“\"])|(?<=[a-zäöüß)“\"][.,;:]))(?=\d)|(?=[¹²³⁴-⁹⁰]))"  # a raised sign is sure by itself
    r"(?P<number>\d{1,2}|[¹²³⁴-⁹⁰]{1,2})\)?(?=[\s.,;:)]|\Z)"
)
_ALONE = re.compile(r"(?P<number>\d{1,2}|[¹²³⁴-⁹⁰]{1,2})")
_RULE = re.compile(r"\s*[_―─—-]{3,}\s*")  # above the notes of a page
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LONGEST = 4  # lines of a note with an asterisk
_FOOT = 20  # lines at the foot of a page in which its notes stand


def take_footnotes(draft: Draft) -> None:
    """Names the footnotes and leaves the other lines in the draft's flow."""
    lines = draft.flow.lines
    notes = {index for index, line in enumerate(lines) if line.text[0] == "*" and FOOTNOTE.match(line.text)}
    for index in sorted(notes):
        notes.update(_goes_on(lines, index))
    before = start = 0
    for index in range(1, len(lines)):
        if lines[index].page and not _RULE.fullmatch(draft.text, lines[index - 1].end, lines[index].start):
            notes.update(_at_foot(lines, before, start, index))
            before, start = start, index
    notes.update(_at_foot(lines, before, start, len(lines)))
    if notes:
        draft.name("footnote", [lines[index] for index in sorted(notes)])
        draft.flow = draft.flow.only([line for index, line in enumerate(lines) if index not in notes])


def _goes_on(lines: list[Line], index: int) -> range:
    """The further lines of a note with an asterisk: up to the end of its sentence, when it is broken over lines."""
    stop = index + 1
    while stop < min(len(lines), index + _LONGEST) and not (lines[stop].gap or lines[stop].page):
        if lines[stop - 1].text[-1] in ".:?!" or len(lines[stop - 1].text) < 40:
            break
        stop += 1
    return range(index + 1, stop if lines[stop - 1].text[-1] == "." else index + 1)


def _at_foot(lines: list[Line], before: int, start: int, stop: int) -> range:
    """The numbered notes that end a page, from the first one on whose number is raised in the text above it.

    ``before``: where the page before begins; a note may be put off to the next page, if its number is a raised sign.
    """
    first = max(start, stop - _FOOT)
    begun = [(index, match) for index in range(first, stop) if (match := _begun(lines, index, stop))]
    if not begun:
        return range(0)
    raised: dict[str, int] = {}
    for index in range(before, stop):
        for match in _RAISED.finditer(lines[index].text):
            if index < start and match["number"].isdecimal():
                continue
            raised.setdefault(match["number"].translate(_PLAIN), index)
    for position, (index, _) in enumerate(begun):
        numbers = [found["number"].translate(_PLAIN) for _, found in begun[position:]]
        if all(raised.get(number, stop) < index for number in numbers) and _count_up(numbers):
            return range(index, stop)
    return range(0)


def _begun(lines: list[Line], index: int, stop: int) -> re.Match[str] | None:
    """The number of a note, before its text or on the line above it."""
    if not lines[index].text[0].isdigit():
        return None
    if match := NOTE.match(lines[index].text):
        return match
    return _ALONE.fullmatch(lines[index].text) if index + 1 < stop else None


def _count_up(numbers: list[str]) -> bool:
    return [int(number) for number in numbers] == list(range(int(numbers[0]), int(numbers[0]) + len(numbers)))
