"""The text of a page: regions from top to bottom, rows of tables with tabs between their cells.

An empty line stands where the page leaves more room than between two lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from .columns import Band, Piece, Region, find_regions, parted, reads_by_columns, wraps
from .content import PageContent, Rule, View
from .grids import find_grids, grid_lines, take_rows
from .rows import Row, find_rows

CELL = "\t"
_ROOM = 1.25  # times the usual distance of base lines: more is an empty line
_WAVER = 1.15  # the lines of a scan are unevenly apart
_NOTE = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰*]|\d{1,2}\)?\s")


@dataclass(slots=True)
class _Line:
    text: str
    base: float
    size: float
    apart: bool = False  # an empty line goes before it, whatever the room
    table: bool = False  # a row of a table, which stands close to the row above it


def page_text(content: PageContent) -> str:
    """Text printed sideways and slanted text follow behind the upright text, each as a block of its own."""
    blocks = [_view_text(view) for view in content.views]
    return "\n\n".join(block for block in [*blocks, content.slanted] if block)


def _view_text(view: View) -> str:
    rows = find_rows(view.glyphs, recognised=view.recognised)
    if not rows:
        return ""
    leading = _leading(rows) * (_WAVER if view.recognised else 1)
    out: list[str] = []
    previous: _Line | None = None
    for line in _all_lines(rows, view.rules):
        if previous is not None:
            out.append("\n\n" if _is_apart(previous, line, leading) else "\n")
        out.append(line.text)
        previous = line
    return "".join(out)


def _all_lines(rows: list[Row], rules: list[Rule]) -> Iterable[_Line]:
    """The lines of a page from top to bottom, those of tables in grids among them."""
    for grid in find_grids(rules):
        inside, rows = take_rows(grid, rows)
        if not inside:
            continue
        above = [row for row in rows if row.base < grid.ys[0]]
        rows = [row for row in rows if row.base >= grid.ys[0]]
        yield from _flow_lines(above, rules)
        for index, (text, row) in enumerate(grid_lines(grid, inside, CELL)):
            yield _Line(text, row.base, row.size, apart=index == 0, table=True)
    yield from _flow_lines(rows, rules)


def _flow_lines(rows: list[Row], rules: list[Rule]) -> Iterable[_Line]:
    regions = find_regions(rows, rules)
    for index, region in enumerate(regions):
        band = region.bands[0]
        if len(region.bands) > 1:
            yield from _lines(region, rules)
        elif any(_fills_the_same_measure(band, other) for other in _beside(regions, index)):
            yield _row_line(
                band, [Piece([word for piece in band.pieces for word in piece.words], band.base, band.size)]
            )
        else:
            yield _row_line(band, parted(region))


def _beside(regions: list[Region], index: int) -> list[Band]:
    """The bands directly above and below a region."""
    above = [regions[index - 1].bands[-1]] if index else []
    return above + [region.bands[0] for region in regions[index + 1 : index + 2]]


def _fills_the_same_measure(band: Band, other: Band) -> bool:
    """Whether both are lines of one justified paragraph, in which a gap may be as wide as any between columns."""
    size = band.size
    return (
        abs(band.base - other.base) < 1.7 * size
        and abs(band.pieces[-1].x1 - other.pieces[-1].x1) < 0.15 * size
        and abs(band.pieces[0].x0 - other.pieces[0].x0) < 2.5 * size
    )


def _leading(rows: list[Row]) -> float:
    """The usual distance of base lines, as a multiple of the size of the font."""
    steps = Counter(
        round((b.base - a.base) / a.size, 1) for a, b in pairwise(rows) if a.size and abs(a.size - b.size) < 0.1
    )
    likely = {step: count for step, count in steps.items() if 0.9 <= step <= 2.2 and count > 1}
    # The smallest that is common: on a page of short paragraphs, the space between them may be the most frequent.
    return min((step for step, count in likely.items() if 3 * count >= max(likely.values())), default=1.2)


def _is_apart(previous: _Line, line: _Line, leading: float) -> bool:
    if line.apart or line.table != previous.table:
        return True
    if line.table:
        return False
    size = max(previous.size, line.size)
    step = line.base - previous.base
    if step < 0 or step > _ROOM * leading * size:
        return True  # upwards: the next column
    return line.size < 0.9 * previous.size and _NOTE.match(line.text) is not None


def _lines(region: Region, rules: list[Rule]) -> list[_Line]:
    if not _ruled(region, rules) and reads_by_columns(region):
        lines = []
        for index in range(len(region.columns)):
            column = [_Line(piece.text, piece.base, piece.size) for piece in region.column(index)]
            column[0].apart = index > 0
            lines += column
        return lines
    return [_table_line(region, bands) for bands in _table_rows(region, rules)]


def _row_line(band: Band, pieces: list[Piece]) -> _Line:
    return _Line(CELL.join(piece.text for piece in pieces), band.base, band.size)


def _table_line(region: Region, bands: list[Band]) -> _Line:
    """One row of a table; lines of one cell are joined by blanks, empty cells keep their tab."""
    columns = zip(*(region.cells(band) for band in bands), strict=True)
    cells = [" ".join(piece.text for cell in column for piece in cell) for column in columns]
    return _Line(CELL.join(cells).rstrip(CELL), bands[-1].base, bands[-1].size, table=True)


def _across(region: Region, rules: list[Rule]) -> list[float]:
    """The heights of the horizontal rules that run through the region or along its edges."""
    left, right = region.columns[0][0], region.columns[-1][1]
    top = region.bands[0].base - 2.5 * region.bands[0].size
    bottom = region.bands[-1].base + 2 * region.bands[-1].size
    heights: list[float] = []
    for y in sorted(
        rule.y0
        for rule in rules
        if rule.horizontal
        and top < rule.y0 < bottom
        and min(right, rule.x1) - max(left, rule.x0) > 0.1 * (right - left)
    ):
        if not heights or y - heights[-1] > 2:
            heights.append(y)
    return heights


def _ruled(region: Region, rules: list[Rule]) -> bool:
    """Whether rules make a table of it: between its columns, or at least two across."""
    if len(_across(region, rules)) > 1:
        return True
    top, bottom = region.bands[0].base, region.bands[-1].base
    gutters = [(a[1], b[0]) for a, b in pairwise(region.columns)]
    return any(
        not rule.horizontal and rule.y0 < bottom and rule.y1 > top and left - 1 <= rule.x0 <= right + 1
        for rule in rules
        for left, right in gutters
    )


def _table_rows(region: Region, rules: list[Rule]) -> Iterable[list[Band]]:
    """The bands that make one row each: what two rules enclose, else a band and the lines that its cells run on to."""
    heights = _across(region, rules)
    groups: dict[int, list[Band]] = {}
    for band in region.bands:
        groups.setdefault(sum(height < band.base - 0.3 * band.size for height in heights), []).append(band)
    trusted = len(groups) > 1 and 3 * len(groups) >= len(region.bands)
    for group in groups.values():
        if trusted and _is_one_row(region, group):
            yield group
            continue
        row = [group[0]]
        for band in group[1:]:
            if _runs_on(region, row[-1], band):
                row.append(band)
            else:
                yield row
                row = [band]
        yield row


def _is_one_row(region: Region, group: list[Band]) -> bool:
    """Whether cells of several lines make it: one leaves a cell empty that another fills, and all lines are full."""
    cells = [region.cells(band) for band in group]
    filled = [{index for index, cell in enumerate(row) if cell} for row in cells]
    if all(row == set.union(*filled) for row in filled):
        return False
    return all(
        wraps(upper[index][-1], lower[index][0], right - left)
        for upper, lower in pairwise(cells)
        for index, (left, right) in enumerate(region.columns)
        if upper[index] and lower[index]
    )


def _runs_on(region: Region, above: Band, below: Band) -> bool:
    """Whether the cells of ``above`` run on in ``below``: its first cell is empty and each other had no room left."""
    upper, lower = region.cells(above), region.cells(below)
    if lower[0] or below.base - above.base > 1.5 * below.size:
        return False
    for index, cell in enumerate(lower):
        if cell:
            left, right = region.columns[index]
            if not upper[index] or cell[0].text.replace(" ", "").isdigit():
                return False
            if not wraps(upper[index][-1], cell[0], right - left):
                return False
    return True
