"""Any stretches of a paper, read as the reader reads its parts: for a person who puts its parts right."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from .furniture import find_furniture
from .lines import Flow
from .plain import LOST, STANDS_IN, make_plain
from .repair import repair
from .text import Span


class Passages:
    """The repaired text of stretches of one source. What holds for all of it is looked up once."""

    def __init__(self, text: str) -> None:
        self._plain = make_plain(text)
        self._text = self._plain.text if self._plain else text
        self._flow = Flow(self._text, find_furniture(self._text))

    def read(self, spans: Iterable[Span]) -> str:
        """The text of these spans, in their order, joined as if nothing stood between them."""
        if not self._text:
            return ""
        slices = [piece for span in spans for piece in self._slices(self._in_plain(span))]
        text = repair(self._text, slices, spacing=self._flow.spacing).text if slices else ""
        return text.replace(STANDS_IN, LOST) if self._plain else text

    def _in_plain(self, span: Span) -> Span:
        if self._plain is None:
            return span
        offsets = range(len(self._text) + 1)
        start, end = (bisect_left(offsets, offset, key=self._plain.source) for offset in span)
        return Span(start, end)

    def _slices(self, span: Span) -> list[Span]:
        """The span without white space around it, and without the marks of markup in it."""
        raw = span.of(self._text)
        start = span.start + len(raw) - len(raw.lstrip())
        end = span.start + len(raw.rstrip())
        return self._flow.without_marks([Span(start, end)]) if start < end else []
