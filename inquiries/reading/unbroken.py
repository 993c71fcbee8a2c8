"""A text as the search for citations reads it: words whole that a line end or a blank has broken, one kind of slash.

Undone are hyphenation inside a word ("Druck-" / "sache", soft hyphens at line ends too), a capital split from a
word that citations are made of ("F rage", "S iehe"), and slashes of other alphabets. What is undone keeps its
place in the source, so that a span found here is a span there.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from .text import Span

_WORDS = (
    r"(?:ragen?|iffern?|iff\.|ntwort(?:en)?|ummern?|iehe|gl\.|ergleiche|tellungnahmen?|usführungen|eantwortung|"
    r"andtags?(?:drucksache)?|undestags?(?:drucksache)?|ntrags?|nfragen?|uf|ie)\b"
)
# It begins with one class of characters, so that the search leaps.
_BROKEN = re.compile(
    r"[-\u2010\u00adABDFLNSUVZ](?:"
    r"(?<=[^A-Z])(?<=[^\W\d_].)(?:[^\S\n]{0,3}\n\s{0,3}|(?<=\u00ad))(?=[a-zäöüß])(?!(?:und|oder|bzw|sowie|bis)\b)"
    rf"|(?<=[A-Z])(?<![^\W_].)(?P<blank>[ \u00a0])(?={_WORDS}))"
)
# Looked for first, from line ends and blanks, which is quick; most texts have none of them.
_HYPHENATED = re.compile(
    r"\n(?:(?<=[-\u2010]\n)|(?<=[-\u2010][^\S\n]\n)|(?<=[-\u2010][^\S\n]{2}\n)|(?<=[-\u2010][^\S\n]{3}\n))"
)
_SPLIT = re.compile(rf"[ ](?<=[ABDFLNSUVZ][ ])(?<![^\W_][A-Z][ ])(?={_WORDS})")
_SLASHES = "\u2044\u2215\uff0f"


class Unbroken:
    """``text`` with broken words made whole; ``span`` leads back into the source."""

    def __init__(self, source: str) -> None:
        self.source = source
        pieces: list[str] = []
        self._starts: list[int] = []  # where each piece begins in ``text``
        self._gone: list[int] = []  # characters of the source that were left out up to there
        position = length = 0
        for broken in _BROKEN.finditer(source) if _may_be_broken(source) else ():
            start = broken.start("blank") if broken["blank"] else broken.start()
            pieces.append(source[position:start])
            length += start - position
            position = broken.end()
            self._starts.append(length)
            self._gone.append(position - length)
        pieces.append(source[position:])
        self.text = "".join(pieces)
        for slash in _SLASHES:
            self.text = self.text.replace(slash, "/")

    def span(self, start: int, end: int) -> Span:
        """The stretch of the source that ``text[start:end]``, which is not empty, was made from."""
        return Span(self._source(start), self._source(end - 1) + 1)

    def _source(self, offset: int) -> int:
        piece = bisect_right(self._starts, offset) - 1
        return offset + self._gone[piece] if piece >= 0 else offset


def _may_be_broken(source: str) -> bool:
    if "\u00ad" in source or "\u00a0" in source:
        return True
    return bool(_HYPHENATED.search(source) or _SPLIT.search(source))
