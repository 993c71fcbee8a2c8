"""Tables drawn with rules around their cells: the cells, and what stands in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from .content import Rule
from .rows import Row, Word

_TOUCH = 3.0  # points: rules that end so near each other meet
_MOST_RULES = 3000  # a page with more is a drawing
_LONG_CELL = 8  # lines: a longer cell is text of its own, not an entry


@dataclass(slots=True)
class Grid:
    """Edges of columns and of rows, ascending; rules stand at all of them, though perhaps not all along."""

    xs: list[float]
    ys: list[float]
    upright: list[Rule]

    def holds(self, word: Word, base: float) -> bool:
        middle = (word.x0 + word.x1) / 2
        return self.xs[0] - 1 < middle < self.xs[-1] + 1 and self.ys[0] - 1 < base < self.ys[-1] + 1


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables of a page from top to bottom: at least two rows or two columns of cells."""
    rules = list(rules)
    if len(rules) > _MOST_RULES:
        return []
    grids = []
    for group in _connected(rules):
        upright = [rule for rule in group if not rule.horizontal]
        xs = _edges(rule.x0 for rule in upright)
        ys = _edges(rule.y0 for rule in group if rule.horizontal)
        if len(xs) > 1 and len(ys) > 1 and len(xs) + len(ys) > 4:
            grids.append(Grid(xs, ys, upright))
    return sorted(grids, key=lambda grid: grid.ys[0])


def take_rows(grid: Grid, rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows inside the grid and those outside; a row that runs out of it is parted."""
    inside, outside = [], []
    for row in rows:
        held = [word for word in row.words if grid.holds(word, row.base - 0.3 * row.size)]
        if held:
            inside.append(Row(held, row.base, row.size))
        if rest := [word for word in row.words if word not in held]:
            outside.append(Row(rest, row.base, row.size))
    return inside, outside


def grid_lines(grid: Grid, rows: list[Row], cell_sign: str) -> Iterable[tuple[str, Row]]:
    """The text of each row of the grid, with its last row of words. Lines of one cell are joined by blanks."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(bisect_right(grid.ys, row.base - 0.3 * row.size), []).append(row)
    for group in groups.values():
        cells: list[list[str]] = [[] for _ in grid.xs[1:]]
        for row in group:
            for place, text in _pieces(grid, row):
                cells[place].append(text)
        if any(len(cell) > _LONG_CELL for cell in cells):
            for cell in cells:
                yield from ((text, group[-1]) for text in cell)
        else:
            yield cell_sign.join(" ".join(cell) for cell in cells).rstrip(cell_sign), group[-1]


def _pieces(grid: Grid, row: Row) -> Iterable[tuple[int, str]]:
    """The words of a row by the column of their cell; one that spans columns stands in the first."""
    edges = [rule.x0 for rule in grid.upright if rule.y0 - 1 < row.base - 0.3 * row.size < rule.y1 + 1]
    pieces: list[list[Word]] = [[row.words[0]]]
    for before, word in pairwise(row.words):
        if any((before.x0 + before.x1) / 2 < x < (word.x0 + word.x1) / 2 for x in edges):
            pieces.append([])
        pieces[-1].append(word)
    for words in pieces:
        left = max((x for x in [grid.xs[0], *edges] if x < (words[0].x0 + words[0].x1) / 2), default=grid.xs[0])
        place = min(max(0, bisect_right(grid.xs, left + _TOUCH) - 1), len(grid.xs) - 2)
        yield place, " ".join(word.text for word in words)


def _edges(places: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _TOUCH:
            edges.append(place)
    return edges


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that meet, directly or through others. Swept from top to bottom."""
    order = sorted(rules, key=lambda rule: rule.y0)
    groups: list[_Group] = []
    done: list[_Group] = []
    for rule in order:
        done += [group for group in groups if group.y1 < rule.y0 - _TOUCH]
        groups = [group for group in groups if group.y1 >= rule.y0 - _TOUCH]
        touching = [group for group in groups if group.meets(rule)]
        joined = _Group([rule, *(other for group in touching for other in group.rules)])
        groups = [group for group in groups if group not in touching] + [joined]
    return [group.rules for group in [*done, *groups]]


class _Group:
    def __init__(self, rules: list[Rule]) -> None:
        self.rules = rules
        self.x0, self.x1 = min(rule.x0 for rule in rules), max(rule.x1 for rule in rules)
        self.y0, self.y1 = min(rule.y0 for rule in rules), max(rule.y1 for rule in rules)

    def meets(self, rule: Rule) -> bool:
        if rule.x1 < self.x0 - _TOUCH or rule.x0 > self.x1 + _TOUCH or rule.y0 > self.y1 + _TOUCH:
            return False
        return any(
            rule.x0 < other.x1 + _TOUCH
            and other.x0 < rule.x1 + _TOUCH
            and rule.y0 < other.y1 + _TOUCH
            and other.y0 < rule.y1 + _TOUCH
            for other in self.rules
        )
