"""What stands side by side on a page: rows are cut at wide gaps, and rows with a common white stripe make a region.

A region is a table, whose rows stay rows, or columns of text that are read one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from .content import Rule
from .rows import Row

_WIDE = 0.9  # of the size: a gap that may part two columns; blanks of justified text rarely reach it
_ALONE = 2.5  # the same for a row that has no neighbour with a gap at the same place
_STRIPE = 0.6  # the least common white between two columns
_TIGHT = 1.5  # times the size: the next base line of the same paragraph
_PADDED = 3.0  # the next base line of the same table, as long as nothing shows how far its rows stand apart
_LABEL = re.compile(
    r"(?:(?:Zu|zu|Antwort zu|Zu den|Fragen?|Ziffern?|Nr\.|§)\s)*\(?(?:\d{1,3}(?:\.\d{1,2})*[a-z]?|[a-zA-Z]|[IVX]{1,5})?"
    r"[.):]{0,2}(?:\s(?:und|bis)\s\d{1,3}[.):]{0,2})?|[-–—•▪◦*·\uf0b7]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+⁾?|\*{1,3}\)?"
)  # fmt: skip


@dataclass(slots=True)
class Piece(Row):
    """Neighbouring words of one row."""


@dataclass(slots=True)
class Band:
    """The pieces at one height, from left to right."""

    pieces: list[Piece]

    @property
    def base(self) -> float:
        return min(piece.base for piece in self.pieces)

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def aligned(self) -> bool:
        bases = [piece.base for piece in self.pieces]
        return max(bases) - min(bases) < 0.15 * self.size


@dataclass(slots=True)
class Region:
    """Bands one below the other. ``columns``: left and right edges; a single one for ordinary lines."""

    bands: list[Band]
    columns: list[tuple[float, float]] = field(default_factory=list)

    def cells(self, band: Band) -> list[list[Piece]]:
        """The pieces of a band by column."""
        cells: list[list[Piece]] = [[] for _ in self.columns]
        for piece in band.pieces:
            middle = (piece.x0 + piece.x1) / 2
            place = next((i for i, (_, right) in enumerate(self.columns) if middle <= right), len(cells) - 1)
            cells[place].append(piece)
        return cells

    def column(self, index: int) -> list[Piece]:
        """The lines of a column."""
        cells = (self.cells(band)[index] for band in self.bands)
        return [
            Piece([word for piece in cell for word in piece.words], cell[0].base, cell[0].size)
            for cell in cells
            if cell
        ]


def find_regions(rows: Iterable[Row], rules: Iterable[Rule] = ()) -> list[Region]:
    """The regions of a page from top to bottom. ``rules``: upright ones part words, however near they stand."""
    upright = [rule for rule in rules if not rule.horizontal]
    regions: list[Region] = []
    for band in _bands(rows, upright):
        if regions and (columns := _joined(regions[-1], band)):
            regions[-1].bands.append(band)
            regions[-1].columns = columns
        else:
            columns = _columns([band]) if len(band.pieces) > 1 else []
            regions.append(Region([band], columns))
    return _with_lines_above(regions)


def _with_lines_above(regions: list[Region]) -> list[Region]:
    """Columns of text with the line above them, when it leaves the same white as they do.

    The first line of a column may be set so loosely that the white behind it is no wider than that between its words.
    """
    out: list[Region] = []
    for region in regions:
        above = out[-1].bands[0] if out and len(out[-1].bands) == 1 else None
        if above and len(region.bands) > 2 and reads_by_columns(region):
            above = _cut(above, region.columns)
            columns = _columns([above, *region.bands])
            if len(columns) == len(region.columns) and region.bands[0].base - above.base < _TIGHT * above.size:
                out.pop()
                region = Region([above, *region.bands], columns)
        out.append(region)
    return out


def _cut(band: Band, columns: list[tuple[float, float]]) -> Band:
    """The band with its pieces cut where the white between all these columns lies between two words."""
    stripes = [(a[1], b[0]) for a, b in pairwise(columns)]
    pieces: list[Piece] = []
    for piece in band.pieces:
        pieces.append(Piece(piece.words[:1], piece.base, piece.size))
        for before, word in pairwise(piece.words):
            white = [min(word.x0, right) - max(before.x1, left) for left, right in stripes]
            if any(width > _STRIPE * piece.size for width in white):
                pieces.append(Piece([word], piece.base, piece.size))
            else:
                pieces[-1].words.append(word)
    return Band(pieces) if len(pieces) >= len(columns) else band


def reads_by_columns(region: Region) -> bool:
    """Whether the columns are texts of their own: running text, lists of names, or set on lines of their own."""
    beside = [band for band in region.bands if len(band.pieces) > 1]
    if len(region.columns) > 3 or len(beside) < 2:
        return False
    if sum(not band.aligned for band in beside) > len(beside) / 2:
        return True
    columns = [region.column(index) for index in range(len(region.columns))]
    pieces = [piece for column in columns for piece in column]
    if all(_is_name(piece.text) for piece in pieces):
        return True
    return all(_runs_on(column, right - left) for column, (left, right) in zip(columns, region.columns, strict=True))


def wraps(above: Piece, below: Piece, width: float) -> bool:
    """Whether the first word of ``below`` had no room left behind ``above`` in a column of this width."""
    first = below.words[0]
    return above.x1 - above.x0 + 0.25 * above.size + first.x1 - first.x0 > 0.97 * width


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 4
        and not any(sign.isdigit() for sign in text)
        and all(word[0].isupper() or word.casefold() in ("von", "und", "zu", "der") for word in words)
        and not any(len(word) > 2 and word.isupper() for word in words)
    )


def _runs_on(column: list[Piece], width: float) -> bool:
    if len(column) < 2 or sum(len(piece.words) for piece in column) < 2.5 * len(column):
        return False
    if sum(not re.search(r"[^\W\d_]{2}", piece.text) for piece in column) > 0.2 * len(column):
        return False
    steps = [(b.base - a.base) / max(a.size, 0.1) for a, b in pairwise(column)]
    wrapped = sum(wraps(a, b, width) for a, b in pairwise(column))
    return median(steps) < _TIGHT and wrapped >= 0.55 * (len(column) - 1)


def _bands(rows: Iterable[Row], upright: list[Rule]) -> list[Band]:
    """Rows cut into pieces; rows that overlap in height, one beside the other, are one band."""
    bands: list[Band] = []
    for row in rows:
        pieces = _pieces(row, [rule.x0 for rule in upright if rule.y0 < row.base - 0.2 * row.size < rule.y1])
        band = bands[-1] if bands else None
        if band and _beside(band, pieces):
            band.pieces = sorted([*band.pieces, *pieces], key=lambda piece: piece.x0)
        else:
            bands.append(Band(pieces))
    return bands


def _beside(band: Band, pieces: list[Piece]) -> bool:
    size = min(band.size, pieces[0].size)
    if pieces[0].base - band.base > 0.5 * size:
        return False
    return all(
        piece.x0 - other.x1 > _WIDE * size or other.x0 - piece.x1 > _WIDE * size
        for piece in pieces
        for other in band.pieces
    )


def _pieces(row: Row, upright: list[float]) -> list[Piece]:
    """A row cut at its wide gaps and at the upright rules that stand in a gap; never behind a label."""
    gaps = sorted(word.gap for word in row.words[1:])
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    pieces = [Piece([row.words[0]], row.base, row.size)]
    for before, word in pairwise(row.words):
        gap = word.gap / row.size
        wide = gap > 1.5 or (gap > _WIDE and word.gap > 2.2 * usual)
        if wide and len(pieces) == 1 and gap < 8 and _LABEL.fullmatch(pieces[0].text):
            wide = False
        if wide or any(before.x1 - 1 < x < word.x0 + 1 for x in upright):
            pieces.append(Piece([word], row.base, row.size))
        else:
            pieces[-1].words.append(word)
    return pieces


def _columns(bands: Iterable[Band]) -> list[tuple[float, float]]:
    """Left and right edges of the columns that all bands leave apart."""
    bands = list(bands)
    stripe = _STRIPE * median(band.size for band in bands)
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.x0, piece.x1) for band in bands for piece in band.pieces):
        if columns and x0 - columns[-1][1] < stripe:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _joined(region: Region, band: Band) -> list[tuple[float, float]]:
    """The columns of the region with this band below it; none when it does not belong there."""
    last = region.bands[-1]
    if not 0.75 < band.size / max(last.size, 0.1) < 1.34:
        return []
    if not region.columns:  # a line of the right column may stand higher than the first of the left one
        right = len(band.pieces) > 1 and last.pieces[0].x0 > band.pieces[1].x0 - band.size
        return _columns([last, band]) if right and band.base - last.base < _TIGHT * band.size else []
    if band.base - last.base > _reach(region) * min(last.size, band.size) and not (
        len(band.pieces) > 1 and len(region.bands) == 1 and band.base - last.base < _PADDED * last.size
    ):
        return []
    columns = _columns([*region.bands, band])
    if len(columns) < len(region.columns):
        return []  # it runs across
    loose = band.base - last.base > _TIGHT * last.size
    if loose and len(columns) > max(len(region.columns), len(band.pieces)):
        return []  # the two have nothing in common but some white
    return columns


def _reach(region: Region) -> float:
    """How far below the last band the next one may stand, as a multiple of the size."""
    steps = [(b.base - a.base) / max(a.size, 0.1) for a, b in pairwise(region.bands)]
    return max(_TIGHT, 1.3 * max(steps, default=0.0))


def parted(region: Region) -> list[Piece]:
    """The pieces of a region of a single band; those that no wide gap parts are one."""
    pieces = [region.bands[0].pieces[0]]
    for piece in region.bands[0].pieces[1:]:
        last = pieces[-1]
        if piece.x0 - last.x1 < _ALONE * max(last.size, piece.size) and abs(piece.base - last.base) < 0.15 * last.size:
            pieces[-1] = Piece([*last.words, *piece.words], last.base, last.size)
        else:
            pieces.append(piece)
    return pieces
