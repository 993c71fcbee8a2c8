"""Places in a text: the one kind of span that everything in this package speaks in."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters, counted in code points: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]
