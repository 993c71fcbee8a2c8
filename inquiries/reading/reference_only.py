"""Answers that say nothing but "see there": "Auf die Stellungnahme … in Drucksache 17/9075 wird verwiesen." """

from __future__ import annotations

import re
from collections.abc import Sequence

from .cited_parts import tokens
from .text import Span
from .vocabulary import rows

_WORDS = {row["word"].lower() for row in rows("citation_words") if row["role"] == "only"}
_PLACE = "Q"  # stands for a citation; no word of the list
_ABBREVIATED = {"s.", "vgl.", "abg.", "u.", "a.", "g.", "o.", "dr.", "prof."}


def only_refers(text: str, cited: Sequence[Span]) -> bool:
    """Whether nothing is said around the citations at ``cited``, and each sentence has one."""
    if not cited:
        return False
    pieces, position = [], 0
    for start, end in cited:
        pieces += [text[position:start], f" {_PLACE} "]
        position = end
    pieces.append(text[position:])
    plain = re.sub(r"\s+", " ", "".join(pieces)).strip()
    read = tokens(plain, 0, len(plain))
    return read is not None and all(map(_only_refers, _sentences(read)))


def _sentences(read: list[tuple[str, str]]) -> list[list[str]]:
    """The words and marks of each sentence; what names, days and quoted titles say is left out."""
    sentences: list[list[str]] = [[]]
    for kind, token in read:
        if kind in ("quoted", "day", "name"):
            continue
        ends = token in (".", "!", "?", ";") or (token.endswith(".") and token.lower() not in _ABBREVIATED)
        sentences[-1].append(token.rstrip(".") if ends else token)
        if ends:
            sentences.append([])
    return [sentence for sentence in sentences if any(word.strip(".,;") for word in sentence)]


def _only_refers(sentence: list[str]) -> bool:
    return _PLACE in sentence and all(
        word == _PLACE or word in ("", ",", "(", ")", "–", "-", "/", "?!") or word.lower() in _WORDS
        for word in sentence
    )
