"""The rules and pictures of a page, through PDFium."""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

MAX_OBJECTS = 20_000
"""Of a page with more lines and pictures than this (a map) no more are looked at."""
_DRAWING = 200  # so many shapes that are no rules make a drawing: a map, a diagram, letters turned into outlines
_MAX_DEPTH = 4  # of drawings within drawings
_HAIR = 2.5  # points: nothing thicker is a rule

Box = tuple[float, float, float, float]
"""Left, bottom, right and top on the page, y upwards."""


class Drawings:
    """The rules of a page, its pictures, what is drawn in a colour other than white, and bars drawn over text."""

    def __init__(self, page) -> None:
        self.rules: list[Box] = []
        self.pictures: list[Box] = []
        self.coloured: list[Box] = []
        self._shapes: list[Box] = []
        self._bars: list[tuple[int, Box]] = []  # dark boxes, and how many objects are drawn before them
        self._drawn: dict[int, int] = {}  # of each text object, by its address, the same
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
                self._drawn[ctypes.addressof(drawn.contents)] = -self._left
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

    def share_of(self, sheet: Box) -> float:
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

    def covers(self, text_object: int, x: float, y: float) -> bool:
        """Whether a dark bar is drawn over this place of a text object: it was blackened."""
        return bool(self._bars) and any(
            order > self._drawn.get(text_object, order) and left <= x <= right and bottom <= y <= top
            for order, (left, bottom, right, top) in self._bars
        )

    def _add_path(self, drawn, box: Box) -> None:
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
        simple = pdfium.FPDFPath_CountSegments(drawn) <= 5
        if mode.value and any(part.value < 240 for part in colour[:3]):
            self.coloured.append(box)
            if simple and all(part.value < 80 for part in colour[:3]) and colour[3].value > 200:
                self._bars.append((-self._left, box))
        if stroked.value and simple:  # the box around a cell
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


def _bounds(drawn, matrix: tuple[float, ...]) -> Box | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawn, *(ctypes.byref(edge) for edge in edges)):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)
