"""Where the title ends, which nothing marks: at the questions, the type again, a date, the paper's own number."""

from __future__ import annotations

import re

from .lines import Line
from .marks import ANNEX, DAY_LINE, KIND_KEYS, OPENING, REPLY_KEYS, Label, is_reason, read_label
from .vocabulary import WORDS

LONGEST_TITLE = 500
_GOES_ON = re.compile(r"Mit\s+Schreiben\s|A\.\s+[A-ZÄÖÜ]|Ihr\s+Schreiben|Sehr\s+geehrte")
OWN_NUMBER = re.compile(
    r"[-–]?\s*(?:Landtags-?)?\s?(?:Drucksache|Drs\.|LT-Drs\.|LT-Drucksache)(?:\s+Nr\.)?:?\s+"
    r"(?P<term>1\d)\s?/\s?(?P<number>\d{1,2}\s?\d{3}|\d{1,5})\s*[-–]?"
)


def end_of_title(lines: list[Line], position: int, *, in_letter: bool) -> int:
    """Index of the first line behind the title that begins at ``position``.

    ``in_letter``: type and askers stand on one line, as in the letter of a ministry, and the number below them.
    """
    end, length = position, 0
    while end < len(lines) and length <= LONGEST_TITLE:
        line = lines[end]
        label = read_label(line)
        listed = label and _first(label) and (end > position or not _opens_below(lines, end))
        dated = end > position and DAY_LINE.fullmatch(line.text) and _is_open(lines[end - 1])
        if (_ends_title(line) and not dated) or listed or (end > position and line.page):
            return end
        if (in_letter or line.seam or line.text[0] in "-–") and OWN_NUMBER.fullmatch(line.text):
            return end
        length += len(line.text) + 1
        end += 1
    end = position  # no natural end: the title is what stands together
    while (
        end < len(lines)
        and end - position < 8
        and (end == position or not lines[end].gap or lines[end - 1].text.endswith("-"))
    ):
        end += 1
    return end


def _ends_title(line: Line) -> bool:
    key = line.key
    return bool(
        key in KIND_KEYS
        or OPENING.match(line.text)
        or key in REPLY_KEYS
        or is_reason(line)
        or DAY_LINE.fullmatch(line.text)
        or ANNEX.fullmatch(line.text)
        or _GOES_ON.match(line.text)
    )


def _first(label: Label) -> bool:
    return label.main == "1" or label.roman == "I" or (label.letter == "a" and not label.main)


def _is_open(line: Line) -> bool:
    """Whether a line of the title ends in a word that is never the last: "am" / "1. Mai 2022"."""
    return line.text.split()[-1].casefold() in WORDS["never last"]


def _opens_below(lines: list[Line], index: int) -> bool:
    """Whether the questions open only further down, or stand above, so that a number here begins the title:
    "1. FC Muster …"."""
    below = any(
        OPENING.match(line.text) or line.text.startswith("Sehr geehrte") or OWN_NUMBER.fullmatch(line.text)
        for line in lines[index + 1 : index + 6]
    )
    return below or any(OPENING.match(line.text) for line in lines[:index])
