"""The characters that a page draws, in the order of the file, through PDFium.

Only what is drawn counts: PDFium's own blanks, line ends and joined hyphens are hints at most.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

_INVISIBLE = (3, 7)  # text render modes that draw nothing
_HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}  # PDFium's mark of a hyphen at a line end; a soft hyphen that is drawn
_BLANK = frozenset(" \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")


@dataclass(slots=True)
class Style:
    """What the characters of one text object share; ``drawn`` is its address."""

    drawn: int
    size: float
    angle: float
    invisible: bool
    white: bool


@dataclass(slots=True)
class Mark:
    text: str
    box: tuple[float, float, float, float]  # left, bottom, right, top on the page
    origin: tuple[float, float]
    style: Style
    unknown: bool
    spaced: bool

    def clip(self, follower: tuple[float, float]) -> None:
        """Ends an upright letter where the next sign begins, however far its ink reaches (an "f" in italics)."""
        left, bottom, right, top = self.box
        if self.style.angle == 0 and abs(follower[1] - self.origin[1]) < 0.1:
            width = right - self.origin[0]
            if 0.55 * width < follower[0] - self.origin[0] < width:
                self.box = (left, bottom, follower[0], top)


def read_marks(page) -> Iterator[Mark]:
    """Every character that the page draws, in the order of the file."""
    text_page = page.get_textpage()
    raw = text_page.raw
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    places = ctypes.byref(x), ctypes.byref(y)
    edges = [ctypes.byref(edge) for edge in (left, right, bottom, top)]
    box_of, matrix_of = ctypes.byref(loose), ctypes.byref(matrix)
    styles: dict[tuple, Style] = {}
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
            previous = Mark(text, box, origin, style, unknown, spaced)
            spaced = False
        if previous is not None:
            yield previous
    finally:
        text_page.close()


def _style(raw, index: int, drawn, matrix) -> Style:
    size = pdfium.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)
    angle = math.atan2(matrix.b, matrix.a)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else 0
    colour = [ctypes.c_uint() for _ in range(4)]
    known = pdfium.FPDFText_GetFillColor(raw, index, *(ctypes.byref(part) for part in colour))
    white = bool(known) and mode in (0, 4) and all(part.value >= 250 for part in colour[:3])
    faint = bool(known) and mode in (0, 4) and colour[3].value == 0
    address = ctypes.addressof(drawn.contents) if drawn else 0
    return Style(address, size, 0.0 if abs(angle) < 0.01 else angle, mode in _INVISIBLE or faint, white)


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
