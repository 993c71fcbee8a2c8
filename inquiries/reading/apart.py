"""Words that extraction set apart: "n i c h t", "W ie viele", "Nen nung"."""

from __future__ import annotations

import re
from functools import lru_cache

from .vocabulary import WORDS

_FIRST_WORDS = WORDS["first"]
_ANYWHERE = WORDS["anywhere"]
_NEVER_PARTS = WORDS["never last"] | WORDS["after hyphen"] | WORDS["after dash"]
_NEVER_RESTS = WORDS["never rest"]
_WORD = re.compile(r"[^\W_]+")
_SPLIT_CAPITAL = re.compile(r"(?:\A|(?<=[ \n\f]))[A-ZÄÖÜ][ ](?=[a-zäöüß])")
_AFTER_BLANK = re.compile(r"[ ][A-ZÄÖÜ][ ](?=[a-zäöüß])")
_LETTERS = re.compile(r"[^\W\d_]+")
_LAST_LETTERS = re.compile(r"[^\W\d_]{2,40}\Z")


def _rest_of_noun(ending: str, longest: int) -> re.Pattern[str]:
    """The blank-led, uncapitalised end of a noun: searched from its ending on, which is quick."""
    widths = "|".join(rf"(?<=[ ][a-zäöüß]{{{width}}}{ending})" for width in range(longest - len(ending) + 1))
    longer = rf"(?<![a-zäöüß]{{{longest - len(ending) + 1}}}{ending})"  # most nouns, told at once
    return re.compile(rf"{ending}{longer}(?:{widths})(?:en)?(?![\w-])")


_RESTS_OF_NOUNS = tuple(_rest_of_noun(ending, 10) for ending in ("ung", "heit", "keit", "schaft", "tion", "tät"))
_SPACED_OUT = re.compile(r"(?:\A|(?<=\s))[^\W\d_](?:[ ][^\W\d_]){3,60}(?!\S)")
_SINGLE_LETTER = re.compile(r"[ ](?<=[ ].[ ])(?<=[^\W\d_][ ])")  # most blanks have none two signs before them

Edit = tuple[int, int, list[tuple[int, int]], str]
"""Start and end of a defect in the raw text, the ranges inside it that stay, what joins its two sides."""


def find_apart(raw: str, begin: int, end: int, source: str) -> list[Edit]:
    """The edits that join what stands apart in ``raw[begin:end]``, which was cut from the ``source`` of a paper."""
    edits: list[Edit] = []
    single = _may_hold_single_letters(source) and _SINGLE_LETTER.search(raw, begin, end)
    if single or raw[begin + 1 : begin + 2] == " ":
        edits += _spaced_out(raw, begin, end) + _capitals(raw, begin, end, source)
    if _may_hold_rests(source):
        edits += _rests_of_nouns(raw, begin, end)
    return edits


def _spaced_out(raw: str, begin: int, end: int) -> list[Edit]:
    """Letter-spaced words: "n i c h t"."""
    edits = []
    for match in _SPACED_OUT.finditer(raw, begin, end):
        start, stop = match.span()
        edits.append((start, stop, [(offset, offset + 1) for offset in range(start, stop, 2)], ""))
    return edits


def _capitals(raw: str, begin: int, end: int, source: str) -> list[Edit]:
    """Split-off capitals: "W ie viele" at the beginning of a text or a sentence, "V erkehr" anywhere when the paper
    has the word in one piece too."""
    found = list(_AFTER_BLANK.finditer(raw, begin, end))
    places = [match.start() + 1 for match in found]
    if _SPLIT_CAPITAL.match(raw, begin, end):
        places.insert(0, begin)
    edits = []
    for start in places:
        rest = _WORD.match(raw, start + 2).group()
        word = raw[start] + rest
        begins = start == begin or raw[start - 2 : start] in (". ", "? ", ": ", "! ")
        if (
            (begins and word in _FIRST_WORDS)
            or word in _ANYWHERE
            or (rest not in _NEVER_PARTS and len(rest) > 2 and word in _words(source))
        ):
            edits.append((start, start + 2, [(start, start + 1)], ""))
    return edits


@lru_cache(maxsize=2)
def _words(source: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(source))


@lru_cache(maxsize=2)
def _may_hold_single_letters(source: str) -> bool:
    """Whether a letter stands alone anywhere; where none does in a paper, its parts need not be searched."""
    text = source.replace("\n", " ").replace("\f", " ").replace("\t", " ")
    return (text[1:2] == " " and text[0].isalpha()) or _SINGLE_LETTER.search(text) is not None


@lru_cache(maxsize=2)
def _may_hold_rests(source: str) -> bool:
    """Whether the end of a noun stands alone anywhere, in the same way."""
    text = source.replace("\n", " ").replace("\f", " ")
    return any(pattern.search(text) for pattern in _RESTS_OF_NOUNS)


def _rests_of_nouns(raw: str, begin: int, end: int) -> list[Edit]:
    """Blanks inside nouns, seen by the end of a noun without its capital: "Nen nung", "Aus rich - tung"."""
    edits = []
    for pattern in _RESTS_OF_NOUNS:
        for match in pattern.finditer(raw, begin, end):
            start = raw.rfind(" ", 0, match.start()) + 1
            if raw[start - 3 : start] == " - " and (
                head := _LAST_LETTERS.search(raw, max(begin, start - 43), start - 3)
            ):
                start = head.start()
            before = _LAST_LETTERS.search(raw, max(begin, start - 41), start - 1)
            rest = raw[start : match.end()]
            if before is None or raw[start - 1] != " " or rest[0].isupper() or rest in _NEVER_RESTS:
                continue
            if before.group() not in _NEVER_PARTS:
                edits.append((start - 1, start, [], ""))
    return edits
