"""Answers that say nothing but "see there": "Auf die Stellungnahme … in Drucksache 17/9075 wird verwiesen." """

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from .cited_parts import find_phrases, tokens
from .text import Span
from .vocabulary import rows

_WORDS = {row["word"].lower().rstrip(".") for row in rows("citation_words") if row["role"] == "only"}
_PLACE = "Q"  # stands for a citation; no word of the list
_ABBREVIATED = {"s.", "vgl.", "abg.", "u.", "a.", "g.", "o.", "bzw.", "dr.", "prof."}
_MARKS = {"", ",", ";", ":", "(", ")", "–", "-", "/"}


def only_refers(text: str, cited: Sequence[Span]) -> bool:
    """Whether nothing is said around the citations at ``cited`` (in order), and each sentence has one.

    Other phrases with numbers only say what is answered: "Zu Frage 2 wird auf … verwiesen".
    """
    if not cited:
        return False
    marks = [(span, _PLACE) for span in cited]
    for phrase in find_phrases(text):
        before = bisect_right(cited, phrase.start, key=lambda span: span.start) - 1
        if before < 0 or cited[before].end <= phrase.start:
            marks.append((Span(phrase.start, phrase.end), "zu"))
    pieces, position = [], 0
    for (start, end), mark in sorted(marks):
        pieces += [text[position:start], f" {mark} "]
        position = end
    pieces.append(text[position:])
    plain = re.sub(r"\s+", " ", "".join(pieces)).strip()
    read = tokens(plain, 0, len(plain))
    return read is not None and all(map(_only_refers, _sentences(read)))


def _sentences(read: list[tuple[str, str]]) -> list[list[str]]:
    """The words and marks of each sentence; what names, days and quoted titles say is left out."""
    sentences: list[list[str]] = [[]]
    for (kind, token), (_, following) in pairwise([*read, ("mark", "")]):
        if kind in ("day", "name") or (kind == "quoted" and token[-2] not in ".!?" and sentences[-1][-1:] != [":"]):
            continue
        ends = token in (".", "!", "?", ";") or (token.endswith(".") and token.lower() not in _ABBREVIATED)
        sentences[-1].append(token.rstrip("."))
        if ends and not following[:1].islower():  # the dot of "zu 1. verwiesen" ends nothing
            sentences.append([])
    return [sentence for sentence in sentences if any(word.strip(",;") for word in sentence)]


def _only_refers(sentence: list[str]) -> bool:
    return _PLACE in sentence and all(word in _MARKS or word == _PLACE or word.lower() in _WORDS for word in sentence)
