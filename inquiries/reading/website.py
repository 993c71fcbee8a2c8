"""What stands around a paper on a saved page of a web site: lines that lead to other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from .text import Span
from .vocabulary import WORDS

_LINE = re.compile(r"[^\n]*\n?")
_TRAIL = re.compile(r"©.{0,80}|[^>]{2,40}(?:\s[>›»/|]\s[^>›»|]{2,60}){2,6}")
_LINES = WORDS["website"]


def find_website(text: str, taken: bytearray) -> Iterator[Span]:
    """The lines above and below the paper; ``taken`` marks the characters that are other furniture."""
    for lines in (_LINE.finditer(text), _last_lines(text)):
        for match in islice(lines, 40):
            line = match.group().strip()
            if line and not _TRAIL.fullmatch(line) and line.casefold() not in _LINES:
                break
            if line and not taken[match.start()]:
                yield Span(*match.span())


def _last_lines(text: str) -> Iterator[re.Match[str]]:
    end = len(text)
    while end > 0:
        start = text.rfind("\n", 0, end - 1) + 1
        if match := _LINE.match(text, start, end):
            yield match
        end = start
