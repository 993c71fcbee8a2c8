"""What a page holds: characters with their places, and rules.

Coordinates are in points, x to the right and y downwards, as a reader holds the text: for text printed sideways the
page is turned first.
"""

from __future__ import annotations

from dataclasses import dataclass, field


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
    """The page held so that the text of one direction stands upright.

    ``recognised``: most of it was laid over a picture by a text recognition, and its base lines waver.
    """

    glyphs: list[Glyph]
    rules: list[Rule] = field(default_factory=list)
    recognised: bool = False


@dataclass(slots=True)
class PageContent:
    """The views of a page, the one with most text first, and text that runs aslant. The rest as in ``process.Page``."""

    views: list[View] = field(default_factory=list)
    slanted: str = ""
    pictured: float = 0.0
    recognised: int = 0
    unseen: int = 0
    unknown: int = 0
