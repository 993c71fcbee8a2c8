"""The imprint at the foot of the first page: two columns of known words, in any order, interleaved, broken or glued."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .text import Span
from .vocabulary import WORDS

_ANCHOR = re.compile(
    r"Drucksachen\s*und\s*(?:Plenar|Der\s+Landtag)|abrufbar\s*unter:?|www\.landtag-bw\.de|Recyclingpapier|"
    r"Umweltzeichen|Der\s*Landtag\s*druckt|Gedruckt\s+auf\s+(?=\S+papier|umwelt|100\s?%)"
)
_HINTS = ("landtag-bw.de", "Recyclingpapier", "Drucksachen und", "Umweltzeichen")
_WORDS = WORDS["imprint"]
_FIRST = tuple(WORDS["imprint begins"])
_LAST = tuple(WORDS["imprint ends"])
_RUN = re.compile(f"(?:{'|'.join(map(re.escape, sorted(_WORDS, key=len, reverse=True)))}|[.,:„“])++")
_LONG = [word for word in _WORDS if len(word) > 7 and word.isalpha()]
_BEGUN = frozenset(word[:cut] for word in _LONG for cut in range(2, len(word)))
_RESTS = frozenset(word[cut:] for word in _LONG for cut in range(2, len(word) - 2))
_TOKEN = re.compile(r"\S+")
_PIECE = re.compile(r"[“”\"]?[^\s“”\"]+[“”\".]*")  # ends where a header is glued to the last quotation mark


def find_imprints(text: str, taken: bytearray) -> Iterator[Span]:
    """Every stretch of words of the imprint; ``taken`` marks the characters that are other furniture."""
    position = 0
    if not any(map(text.__contains__, _HINTS)):
        return
    while anchor := _ANCHOR.search(text, position):
        first, last = anchor.start(), anchor.end()
        tokens = [(match.group(), match.start(), match.end()) for match in _PIECE.finditer(text, first, first + 400)]
        run = []
        for token in tokens:
            if not (_is_imprint_word(token[0]) or _goes_on_imprint(run, token[0])) or taken[token[1]]:
                break
            run.append(token)
        while run and not _bare(run[-1][0]).endswith(_LAST):
            run.pop()
        before = list(_TOKEN.finditer(text, max(position, first - 120), first))
        while before and (_is_imprint_word(before[-1].group()) or before[-1].group()[-1] == "-"):
            match = before.pop()
            run.insert(0, (match.group(), match.start(), match.end()))
        while run and not _bare(run[0][0]).startswith(_FIRST):
            run.pop(0)
        if len(run) >= 3 or (run and len(run[0][0]) > 30):
            yield Span(run[0][1], run[-1][2])
            last = run[-1][2]
        position = last


def _bare(token: str) -> str:
    return token.strip(".,;:„“”\"'-()").casefold()


def _is_imprint_word(token: str) -> bool:
    bare = _bare(token)
    if bare in _WORDS or (token[-1] == "-" and bare in _BEGUN):
        return True
    return 15 < len(bare) < 120 and _RUN.fullmatch(bare) is not None


def _goes_on_imprint(run: list[tuple[str, int, int]], token: str) -> bool:
    """Whether the token ends a word that a line of the column before the other broke: "ausge-" … "zeichnet"."""
    return any(word[-1] == "-" for word, _, _ in run) and _bare(token) in _RESTS
