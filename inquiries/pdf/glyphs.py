"""What stands on a page of a PDF, through PDFium: characters with their places, rules, and what cannot be seen.

Coordinates are in points, x to the right and y downwards, as a reader holds the text: for text printed sideways the
page is turned first. Everything is read from the page as drawn; PDFium's own order, blanks and joints are not used.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

MAX_OBJECTS = 20_000
"""Of a page with more lines and pictures than this (a map) no more are looked at."""
_DRAWING = 200  # so many shapes that are no rules make a drawing: a map, a diagram, letters turned into outlines
_MAX_DEPTH = 4  # of drawings within drawings
_HAIR = 2.5  # points: nothing thicker is a rule
_QUARTER = math.pi / 2
_INVISIBLE = (3, 7)  # text render modes that draw nothing
_HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}  # PDFium's mark of a hyphen at a line end; a soft hyphen that is drawn
_BLANK = frozenset(" \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")


@dataclass(slots=True)
class Glyph:
    """One character that shows ink: where it begins and the next one could, its base line, the size of its font.

    ``spaced``: the file has a blank before it.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    spaced: bool = False


@dataclass(slots=True)
class Rule:
    """A thin line, or an edge of a box; horizontal or vertical."""

    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 > self.y1 - self.y0


@dataclass(slots=True)
class View:
    """The page held so that the text of one direction stands upright."""

    glyphs: list[Glyph]
    rules: list[Rule] = field(default_factory=list)


@dataclass(slots=True)
class PageContent:
    """The views of a page, the one with most text first, and text that runs aslant. The rest as in ``process.Page``."""

    views: list[View] = field(default_factory=list)
    slanted: str = ""
    pictured: float = 0.0
    recognised: int = 0
    unseen: int = 0
    unknown: int = 0


@dataclass(slots=True)
class _Style:
    """What the characters of one text object share."""

    size: float
    angle: float
    invisible: bool
    white: bool


@dataclass(slots=True)
class _Mark:
    text: str
    box: tuple[float, float, float, float]  # left, bottom, right, top on the page
    origin: tuple[float, float]
    style: _Style
    unknown: bool
    spaced: bool

    def clip(self, follower: tuple[float, float]) -> None:
        """Ends an upright letter where the next sign begins, however far its ink reaches (an "f" in italics)."""
        left, bottom, right, top = self.box
        if self.style.angle == 0 and abs(follower[1] - self.origin[1]) < 0.1:
            width = right - self.origin[0]
            if 0.55 * width < follower[0] - self.origin[0] < width:
                self.box = (left, bottom, follower[0], top)


_Box = tuple[float, float, float, float]


def read_page(page) -> PageContent:
    """The content of a page of pypdfium2."""
    content = PageContent()
    sheet = page.get_bbox()
    drawn = _Drawings(page)
    marks = _seen(list(_marks(page)), sheet, drawn, content)
    content.pictured = drawn.share_of(sheet)
    content.unknown = sum(mark.unknown for mark in marks)
    turned: dict[int, list[_Mark]] = {}
    slanted = []
    for mark in marks:
        quarters = mark.style.angle / _QUARTER
        if abs(quarters - round(quarters)) > 0.03:
            slanted.append(f" {mark.text}" if mark.spaced else mark.text)
        else:
            turned.setdefault(round(quarters) % 4, []).append(mark)
    for quarter, group in sorted(turned.items(), key=lambda item: (-len(item[1]), item[0])):
        rules = [Rule(*_turned(box, quarter)) for box in drawn.rules]
        content.views.append(View([_glyph(mark, quarter) for mark in group], rules))
    content.slanted = "".join(slanted).strip()
    return content


def _marks(page) -> Iterator[_Mark]:
    """Every character that the page draws, in the order of the file."""
    text_page = page.get_textpage()
    raw = text_page.raw
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    places = ctypes.byref(x), ctypes.byref(y)
    edges = [ctypes.byref(edge) for edge in (left, right, bottom, top)]
    box_of, matrix_of = ctypes.byref(loose), ctypes.byref(matrix)
    styles: dict[tuple, _Style] = {}
    spaced, previous = False, None
    try:
        for index in range(pdfium.FPDFText_CountChars(raw)):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            made_up = pdfium.FPDFText_IsGenerated(raw, index) == 1
            if made_up and code not in _HYPHENS:  # a blank or a line end that PDFium adds, or gives for several
                spaced = True
                continue
            drawn = pdfium.FPDFText_GetTextObject(raw, index)
            pdfium.FPDFText_GetMatrix(raw, index, matrix_of)
            key = (ctypes.addressof(drawn.contents) if drawn else 0, matrix.a, matrix.b, matrix.c, matrix.d)
            style = styles.get(key)
            if style is None:
                style = styles[key] = _style(raw, index, drawn, matrix)
            pdfium.FPDFText_GetCharOrigin(raw, index, *places)
            origin = (x.value, y.value)
            text, unknown = _character(raw, index, code)
            if not text or text == " ":
                spaced = spaced or bool(text)
                if previous is not None and text:
                    previous.clip(origin)
                continue
            if previous is not None and previous.style is style and previous.origin == origin:
                previous.text += text  # the letters of a ligature
                continue
            if style.angle == 0:
                pdfium.FPDFText_GetLooseCharBox(raw, index, box_of)
                box = (loose.left, loose.bottom, loose.right, loose.top)
            else:
                pdfium.FPDFText_GetCharBox(raw, index, *edges)
                box = (left.value, bottom.value, right.value, top.value)
            if previous is not None:
                previous.clip(origin)
                yield previous
            previous = _Mark(text, box, origin, style, unknown, spaced)
            spaced = False
        if previous is not None:
            yield previous
    finally:
        text_page.close()


def _style(raw, index: int, drawn, matrix) -> _Style:
    size = pdfium.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)
    angle = math.atan2(matrix.b, matrix.a)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else 0
    colour = [ctypes.c_uint() for _ in range(4)]
    known = pdfium.FPDFText_GetFillColor(raw, index, *(ctypes.byref(part) for part in colour))
    white = bool(known) and mode in (0, 4) and all(part.value >= 250 for part in colour[:3])
    faint = bool(known) and mode in (0, 4) and colour[3].value == 0
    return _Style(size, 0.0 if abs(angle) < 0.01 else angle, mode in _INVISIBLE or faint, white)


def _character(raw, index: int, code: int) -> tuple[str, bool]:
    """The character, and whether nobody can say which one it is."""
    if code in _HYPHENS:
        return _HYPHENS[code], False
    unknown = (
        code == 0
        or code == 0xFFFD
        or 0xE000 <= code <= 0xF8FF
        or code >= 0xF0000
        or pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1
    )
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd", True
    character = chr(code)
    if character in _BLANK:
        return " ", False
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", character), False  # ligatures
    if code < 32 or unicodedata.category(character) == "Cf":
        return ("\ufffd", True) if unknown else ("", False)
    return character, unknown


class _Drawings:
    """The rules of a page, its pictures, and what is drawn in a colour other than white."""

    def __init__(self, page) -> None:
        self.rules: list[_Box] = []
        self.pictures: list[_Box] = []
        self.coloured: list[_Box] = []
        self._shapes: list[_Box] = []
        self._left = MAX_OBJECTS
        count = pdfium.FPDFPage_CountObjects(page.raw)
        self._walk((pdfium.FPDFPage_GetObject(page.raw, i) for i in range(count)), (1, 0, 0, 1, 0, 0), 0)

    def _walk(self, objects, matrix: tuple[float, ...], depth: int) -> None:
        for drawn in objects:
            self._left -= 1
            if self._left < 0:
                return
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                continue
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = pdfium.FS_MATRIX()
                pdfium.FPDFPageObj_GetMatrix(drawn, ctypes.byref(inner))
                count = pdfium.FPDFFormObj_CountObjects(drawn)
                children = (pdfium.FPDFFormObj_GetObject(drawn, i) for i in range(max(0, count)))
                self._walk(children, _product(inner, matrix), depth + 1)
                continue
            box = _bounds(drawn, matrix)
            if box is None:
                continue
            if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
                self.pictures.append(box)
                self.coloured.append(box)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._add_path(drawn, box)

    def share_of(self, sheet: _Box) -> float:
        """How much of the sheet pictures cover, 0 to 1; where they overlap both count."""
        boxes = [*self.pictures]
        if len(self._shapes) > _DRAWING:
            lefts, bottoms, rights, tops = zip(*self._shapes, strict=True)
            boxes.append((min(lefts), min(bottoms), max(rights), max(tops)))
        covered = sum(
            max(0.0, min(box[2], sheet[2]) - max(box[0], sheet[0]))
            * max(0.0, min(box[3], sheet[3]) - max(box[1], sheet[1]))
            for box in boxes
        )
        return min(1.0, covered / max(1.0, (sheet[2] - sheet[0]) * (sheet[3] - sheet[1])))

    def _add_path(self, drawn, box: _Box) -> None:
        left, bottom, right, top = box
        self._shapes.append(box)
        if min(right - left, top - bottom) <= _HAIR:
            if max(right - left, top - bottom) > 3 * _HAIR:
                self.rules.append(box)
            return
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(drawn, ctypes.byref(mode), ctypes.byref(stroked))
        colour = [ctypes.c_uint() for _ in range(4)]
        pdfium.FPDFPageObj_GetFillColor(drawn, *(ctypes.byref(part) for part in colour))
        if mode.value and any(part.value < 240 for part in colour[:3]):
            self.coloured.append(box)
        if stroked.value and pdfium.FPDFPath_CountSegments(drawn) <= 5:  # the box around a cell
            self.rules += [
                (left, top, right, top), (left, bottom, right, bottom),
                (left, bottom, left, top), (right, bottom, right, top),
            ]  # fmt: skip


def _product(inner, outer: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = outer
    return (
        inner.a * a + inner.b * c, inner.a * b + inner.b * d, inner.c * a + inner.d * c, inner.c * b + inner.d * d,
        inner.e * a + inner.f * c + e, inner.e * b + inner.f * d + f,
    )  # fmt: skip


def _bounds(drawn, matrix: tuple[float, ...]) -> _Box | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawn, *(ctypes.byref(edge) for edge in edges)):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)


def _seen(marks: list[_Mark], sheet: _Box, drawn: _Drawings, content: PageContent) -> list[_Mark]:
    """The characters that stand on the sheet: visible ones, and the layer of a text recognition over a picture.

    A recognised layer says again what visible text says where both stand at one place; there the visible text counts.
    """
    printed, twice = _Places(), _Places()
    for mark in marks:
        if not mark.style.invisible:
            printed.add(mark)
    seen: list[_Mark] = []
    for mark in marks:
        x, y = _middle(mark)
        hidden = mark.style.size < 0.5 or not (sheet[0] <= x <= sheet[2] and sheet[1] <= y <= sheet[3])
        if not hidden and mark.style.invisible:
            if printed.beside(mark):
                continue
            hidden = not _inside(x, y, drawn.pictures)
            content.recognised += not hidden
        if hidden or (mark.style.white and not _inside(x, y, drawn.coloured)):
            content.unseen += 1
        elif not twice.holds(mark):  # drawn again a little beside itself, for bold
            twice.add(mark)
            seen.append(mark)
    return seen


class _Places:
    """Characters by where they stand, to find another one at the same place."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[_Mark]] = {}

    def add(self, mark: _Mark) -> None:
        x, y = mark.origin
        self.cells.setdefault((int(x // 8), int(y // 8)), []).append(mark)

    def _near(self, mark: _Mark) -> Iterator[_Mark]:
        column, row = int(mark.origin[0] // 8), int(mark.origin[1] // 8)
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                yield from self.cells.get((x, y), ())

    def holds(self, mark: _Mark) -> bool:
        """The same character at the same place, or a tenth of its size beside it."""
        reach = max(0.5, 0.1 * mark.style.size)
        return any(
            other.text == mark.text
            and abs(other.origin[0] - mark.origin[0]) <= reach
            and abs(other.origin[1] - mark.origin[1]) <= reach
            and abs(other.style.size - mark.style.size) <= reach
            for other in self._near(mark)
        )

    def beside(self, mark: _Mark) -> bool:
        """Any character that shares this place."""
        reach = 0.7 * mark.style.size
        return any(
            abs(other.origin[0] - mark.origin[0]) <= reach and abs(other.origin[1] - mark.origin[1]) <= 0.6 * reach
            for other in self._near(mark)
        )


def _middle(mark: _Mark) -> tuple[float, float]:
    left, bottom, right, top = mark.box
    if right <= left and top <= bottom:
        return mark.origin
    return (left + right) / 2, (bottom + top) / 2


def _inside(x: float, y: float, boxes: list[_Box]) -> bool:
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in boxes)


def _turned(box: _Box, quarter: int) -> tuple[float, float, float, float]:
    """Left, right, top, bottom of a box once the page is turned by ``quarter`` right angles, y downwards."""
    left, bottom, right, top = box
    return {
        0: (left, right, -top, -bottom),
        1: (bottom, top, left, right),
        2: (-right, -left, bottom, top),
        3: (-top, -bottom, -right, -left),
    }[quarter]


def _glyph(mark: _Mark, quarter: int) -> Glyph:
    _, x1, _, _ = _turned(mark.box, quarter)
    x, y = mark.origin
    x0, base = {0: (x, -y), 1: (y, x), 2: (-x, y), 3: (-y, -x)}[quarter]
    return Glyph(mark.text, x0, max(x0, x1), base, mark.style.size, mark.spaced)
