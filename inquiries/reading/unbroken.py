"""A text as the search for citations reads it: plain blanks and slashes, words whole that extraction has broken.

Undone are hyphenation inside a word ("Druck-" / "sache", soft hyphens at line ends too), a capital split from a
word that citations are made of ("F rage", "S iehe"), runs of blanks, blanks around line ends, hard and narrow blanks,
and slashes of other alphabets. What is undone keeps its place in the source, so that a span found here is a span there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from .text import Span

_WORDS = (
    r"(?:ragen?|iffern?|iff\.|ntwort(?:en)?|ummern?|iehe|gl\.|ergleiche|tellungnahmen?|usführungen|eantwortung|"
    r"andtags?(?:drucksache)?|undestags?(?:drucksache)?|rucksachen?|ntrags?|nfragen?|uf|ie)\b"
)
# It begins with one class of characters, so that the search leaps.
_BROKEN = re.compile(
    r"[-\u2010\u00adABDFLNSUVZ](?:"
    r"(?<=[^A-Z])(?<=[^\W\d_].)(?:\n|(?<=\u00ad))(?=[a-zäöüß])(?!(?:und|oder|bzw|sowie|bis)\b)"
    rf"|(?<=[A-Z])(?<![^\W_].)(?P<blank>[ \n])(?={_WORDS}))"
)
# Without one of these, or a soft hyphen, no word is broken; looked for from blanks and line ends, which is quick.
_SPLIT_WORD = re.compile(rf"[ ](?<=[ABDFLNSUVZ][ ])(?={_WORDS})")
_BROKEN_LINE = re.compile(r"\n(?<=[-\u2010ABDFLNSUVZ]\n)")
_BLANKS = "\t\r\f\u00a0\u2007\u2009\u202f"
_SLASHES = "\u2044\u2215\uff0f"
_NEEDLESS = re.compile(r"(?<=\n) +| +(?=[ \n])")
_PARAGRAPH = re.compile(r"\n\n+")


class Unbroken:
    """``text`` is the source with broken words made whole; ``span`` leads back."""

    def __init__(self, source: str) -> None:
        self._layers: list[tuple[list[int], list[int]]] = []
        text = source
        for sign in _BLANKS:
            text = text.replace(sign, " ")
        for sign in _SLASHES:
            text = text.replace(sign, "/")
        self.source, self.text = source, text
        if "  " in text or ("\n" in text and (" \n" in text or "\n " in text)):
            self._leave_out(_NEEDLESS)
        if "\u00ad" in self.text or _SPLIT_WORD.search(self.text) or _BROKEN_LINE.search(self.text):
            self._leave_out(_BROKEN)

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        """Where each paragraph begins in ``text``, and the paragraph."""
        start = 0
        for gap in _PARAGRAPH.finditer(self.text) if "\n\n" in self.text else ():
            yield start, self.text[start : gap.start()]
            start = gap.end()
        yield start, self.text[start:]

    def span(self, start: int, end: int) -> Span:
        """The stretch of the source that ``text[start:end]``, which is not empty, was made from."""
        return Span(self._source(start), self._source(end - 1) + 1)

    def _leave_out(self, pattern: re.Pattern[str]) -> None:
        pieces: list[str] = []
        starts: list[int] = []  # where each piece begins in the new text
        gone: list[int] = []  # characters of the old text that were left out up to there
        position = length = 0
        for match in pattern.finditer(self.text):
            start = match.start("blank") if "blank" in match.groupdict() and match["blank"] else match.start()
            pieces.append(self.text[position:start])
            length += start - position
            position = match.end()
            starts.append(length)
            gone.append(position - length)
        if pieces:
            pieces.append(self.text[position:])
            self.text = "".join(pieces)
            self._layers.append((starts, gone))

    def _source(self, offset: int) -> int:
        for starts, gone in reversed(self._layers):
            piece = bisect_right(starts, offset) - 1
            offset += gone[piece] if piece >= 0 else 0
        return offset
