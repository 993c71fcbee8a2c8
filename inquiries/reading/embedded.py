"""Repeated questions that begin inside a line, because line breaks were lost there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Line
from .paper import Question
from .wording import squeeze

_SHORTEST = 12  # letters by which a question is known
# It begins with a blank, and soon fails behind most of them.
_LABEL = re.compile(
    r"[ ](?=[\d(FZ\s])(?<=[^\s\d][ ])(?<!Frage[ ])(?<!Ziffer[ ])(?<!Zu[ ])(?<!zu[ ])\s*"
    r"(?=(?:(?:Frage|Ziffer)\s)?\(?\d{1,3}\s?[a-z]?[.):]{1,2}\s?(?P<beginning>[^\W\d].{0,39}))"
)


_HEADED = re.compile(r"(?:Antwort\s)?Zu\s[^:?]{1,60}:\s+(?P<beginning>[^\W\d].{0,39})", re.IGNORECASE)


def cut_at_questions(lines: list[Line], questions: Sequence[Question]) -> list[Line]:
    """The lines, cut in front of every number behind which the words of a question begin."""
    beginnings = {squeeze(question.text[:60])[:_SHORTEST] for question in questions}
    if not beginnings:
        return lines
    cut = []
    for line in lines:
        start = 0
        headed = _HEADED.match(line.text) if line.text[0] in "ZA" else None
        if headed and squeeze(headed["beginning"])[:_SHORTEST] in beginnings:
            start = headed.start("beginning")
            cut.append(_piece(line, 0, start))
        numbered = any(map(line.text.__contains__, "0123456789"))
        for match in _LABEL.finditer(line.text.replace("\t", " ")) if numbered else ():
            if squeeze(match["beginning"])[:_SHORTEST] in beginnings:
                cut.append(_piece(line, start, match.start()))
                start = match.end()
        cut.append(_piece(line, start, len(line.text)) if start else line)
    return cut


def _piece(line: Line, start: int, stop: int) -> Line:
    first = not start
    text = line.text[start:stop]
    return Line(
        line.start + start, line.start + stop, text, line.gap and first, line.page and first, line.seam or not first
    )
