"""Repeated questions that begin inside a line, because line breaks were lost there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Line
from .paper import Question
from .wording import squeeze

_SHORTEST = 12  # letters by which a question is known
_LABEL = re.compile(
    r"(?<=[^\s\d])(?<!Frage)(?<!Ziffer)\s+(?=(?:(?:Frage|Ziffer)\s)?\(?\d{1,3}\s?[a-z]?[.):]{1,2}\s?(?P<beginning>[^\W\d].{0,39}))"
)


def cut_at_questions(lines: list[Line], questions: Sequence[Question]) -> list[Line]:
    """The lines, cut in front of every number behind which the words of a question begin."""
    beginnings = {squeeze(question.text[:60])[:_SHORTEST] for question in questions}
    cut = []
    for line in lines:
        while at := _begins(line, beginnings):
            before = line.text[:at].rstrip()
            cut.append(Line(line.start, line.start + len(before), before, line.gap, line.page, line.seam))
            line = line.behind(at)
        cut.append(line)
    return cut


def _begins(line: Line, beginnings: set[str]) -> int | None:
    """Offset of the first number inside the line behind which a question begins."""
    for match in _LABEL.finditer(line.text):
        if squeeze(match["beginning"])[:_SHORTEST] in beginnings:
            return match.end()
    return None
