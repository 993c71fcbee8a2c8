"""What of a page can be seen, turned so that it stands upright."""

from __future__ import annotations

import math

from .characters import Mark, read_marks
from .content import Glyph, PageContent, Rule, View
from .drawings import Box, Drawings

_QUARTER = math.pi / 2
_CELL = 8.0  # points
_LARGEST = 2000  # points: no letter is larger


def read_page(page) -> PageContent:
    """The content of a page of pypdfium2."""
    content = PageContent()
    sheet = page.get_bbox()
    drawn = Drawings(page)
    marks = _seen(list(read_marks(page)), sheet, drawn, content)
    content.pictured = drawn.share_of(sheet)
    content.unknown = sum(mark.unknown for mark in marks)
    turned: dict[int, list[Mark]] = {}
    slanted = []
    for mark in marks:
        quarters = mark.style.angle / _QUARTER
        if abs(quarters - round(quarters)) > 0.03:
            slanted.append(f" {mark.text}" if mark.spaced else mark.text)
        else:
            turned.setdefault(round(quarters) % 4, []).append(mark)
    for quarter, group in sorted(turned.items(), key=lambda item: (-len(item[1]), item[0])):
        rules = [Rule(*_turned(box, quarter)) for box in drawn.rules]
        recognised = 2 * sum(mark.style.invisible for mark in group) > len(group)
        content.views.append(View([_glyph(mark, quarter) for mark in group], rules, recognised))
    content.slanted = "".join(slanted).strip()
    return content


def _seen(marks: list[Mark], sheet: Box, drawn: Drawings, content: PageContent) -> list[Mark]:
    """The characters that stand on the sheet: visible ones, and the layer of a text recognition over a picture.

    A recognised layer says again what visible text says where both stand at one place; there the visible text counts.
    """
    printed, twice = _Places(), _Places()
    if any(mark.style.invisible for mark in marks):
        for mark in marks:
            if not mark.style.invisible and _inside(*mark.origin, [sheet]):
                printed.add("", mark)
    seen: list[Mark] = []
    for mark in marks:
        x, y = _middle(mark)
        size = mark.style.size
        hidden = not 0.5 < size < _LARGEST or not (sheet[0] <= x <= sheet[2] and sheet[1] <= y <= sheet[3])
        if not hidden and mark.style.invisible:
            if printed.hold("", mark, 0.7 * size, 0.4 * size):
                continue
            hidden = not _inside(x, y, drawn.pictures)
            content.recognised += not hidden
        hidden = hidden or (mark.style.white and not _inside(x, y, drawn.coloured))
        if hidden or drawn.covers(mark.style.drawn, x, y):
            content.unseen += 1
            continue
        reach = max(0.5, 0.1 * size)  # drawn again a little beside itself, for bold
        if not twice.hold(mark.text, mark, reach, reach):
            twice.add(mark.text, mark)
            seen.append(mark)
    return seen


class _Places:
    """Characters by a key and by where they stand, to find another one at the same place."""

    def __init__(self) -> None:
        self.cells: dict[tuple[str, int, int], list[tuple[float, float]]] = {}

    def add(self, key: str, mark: Mark) -> None:
        x, y = mark.origin
        self.cells.setdefault((key, int(x // _CELL), int(y // _CELL)), []).append(mark.origin)

    def hold(self, key: str, mark: Mark, across: float, along: float) -> bool:
        """Whether one begins within these distances; none is more than two cells."""
        x, y = mark.origin
        across, along = min(across, 2 * _CELL), min(along, 2 * _CELL)
        for column in range(int((x - across) // _CELL), int((x + across) // _CELL) + 1):
            for row in range(int((y - along) // _CELL), int((y + along) // _CELL) + 1):
                for other_x, other_y in self.cells.get((key, column, row), ()):
                    if abs(other_x - x) <= across and abs(other_y - y) <= along:
                        return True
        return False


def _middle(mark: Mark) -> tuple[float, float]:
    left, bottom, right, top = mark.box
    if right <= left and top <= bottom:
        return mark.origin
    return (left + right) / 2, (bottom + top) / 2


def _inside(x: float, y: float, boxes: list[Box]) -> bool:
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in boxes)


def _turned(box: Box, quarter: int) -> tuple[float, float, float, float]:
    """Left, right, top, bottom of a box once the page is turned by ``quarter`` right angles, y downwards."""
    left, bottom, right, top = box
    return {
        0: (left, right, -top, -bottom),
        1: (bottom, top, left, right),
        2: (-right, -left, bottom, top),
        3: (-top, -bottom, -right, -left),
    }[quarter]


def _glyph(mark: Mark, quarter: int) -> Glyph:
    _, x1, _, _ = _turned(mark.box, quarter)
    x, y = mark.origin
    x0, base = {0: (x, -y), 1: (y, x), 2: (-x, y), 3: (-y, -x)}[quarter]
    return Glyph(mark.text, x0, max(x0, x1), base, mark.style.size, mark.spaced)
