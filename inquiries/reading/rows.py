"""Rows of tables in a text: lines that stay lines, with their cells apart.

A table reaches the text as lines whose cells are parted by tabs (files that know their tables), by wide gaps (text
set out by columns), or by nothing but single blanks. Of the last kind only rows of figures are told from prose.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

_TAB = re.compile(r"(?<=\S)[ ]*\t[ \t]*(?=\S)")
_GAP = re.compile(r"(?<=\S)[ ]{3,}(?=\S)")
_MARKER = re.compile(
    r"\s*(?:[-–—•▪◦*·]|(?:(?:Frage|Zu)\s)?\(?(?:\d{1,3}(?:\.\d{1,2})*[a-z]?|[a-z]|[IVX]{1,4})[.):]{0,2})\Z"
)
_FIGURE = r"(?:[-–+]?\d[\d.,]*(?:\s?(?:%|€|Euro|Prozent))?|[-–—]|k\.\s?A\.)"
_FIGURES = re.compile(rf"(?:\S.*?\s)??{_FIGURE}(?:\s+{_FIGURE})+")
_HINT = re.compile(r"\t|[ ]{3}|\d\s\d[\d.,]*\s?(?:\n|\Z)")
# Figures at the end of a line, looked for from line ends, which is quick.
_FIGURES_END = re.compile(r"\n(?:(?<=\d\n)|(?<=\d[\s.,]\n)|(?<=\d[.,]\s\n))")


@dataclass(frozen=True, slots=True)
class Rows:
    breaks: Set[int]
    """Offsets of line breaks that stay."""
    cells: Set[int]
    """Offsets of the blanks between two cells."""


NO_ROWS = Rows(frozenset(), frozenset())


def find_rows(text: str) -> Rows:
    """The rows of the tables in ``text``, whose lines end with ``\\n``. Linear in its length."""
    hinted = "\t" in text or "   " in text or _FIGURES_END.search(f"{text}\n")
    if not hinted or _HINT.search(text) is None:
        return NO_ROWS
    breaks: set[int] = set()
    cells: set[int] = set()
    start = 0
    lines: list[tuple[int, int, list[int], str]] = []
    for line in text.split("\n"):
        lines.append((start, start + len(line), *_cells(line, start)))
        start += len(line) + 1
    for index, (first, last, found, kind) in enumerate(lines):
        if not kind:
            continue
        near = [lines[other][3] for other in (index - 1, index + 1) if 0 <= other < len(lines)]
        if not any(near) and (kind != "tabs" or len(found) < 2):
            continue  # one line alone is no table
        cells.update(found)
        breaks.update((first - 1, last))
    return Rows(breaks - {-1, len(text)}, cells)


def _cells(line: str, start: int) -> tuple[list[int], str]:
    """Where the cells of a line are parted, and by what; "" for a line that is no row."""
    for kind, pattern in (("tabs", _TAB), ("gaps", _GAP)):
        gaps = [match.start() for match in pattern.finditer(line)]
        if gaps and _MARKER.match(line[: gaps[0]]):
            gaps = gaps[1:]
        if gaps:
            return [start + gap for gap in gaps], kind
    if len(line) < 120 and line[-1:] in "0123456789%–-—." and _FIGURES.fullmatch(line.strip()):
        return [], "figures"
    return [], ""
