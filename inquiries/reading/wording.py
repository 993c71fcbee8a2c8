"""Whether two texts say the same in the same words, whatever extraction did to them."""

from __future__ import annotations

import re
import unicodedata

_NUMBER_INSIDE = re.compile(r"(?<=\d)\s?([.,:/])\s?(?=\d)")
_NUMBER_HINT = re.compile(r"[.,:/](?=\s?\d)")  # asked first: it leaps from sign to sign
_KEPT = re.compile(r"[^\W_]+|[%€§&+=<>\u2044\u0001-\u0004]+")
_SIGNS = str.maketrans(".,:/", "\u0001\u0002\u0003\u0004")


def squeeze(text: str) -> str:
    """Letters and digits alone, with the signs that change a number or a sum; the first letter in lower case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if _NUMBER_HINT.search(text):
        text = _NUMBER_INSIDE.sub(lambda match: match.group(1).translate(_SIGNS), text)
    text = "".join(text.split())
    if not text.isalnum():
        text = "".join(_KEPT.findall(text))
    return text[:1].casefold() + text[1:]


def same_wording(one: str, other: str) -> bool:
    """Whether both are equal apart from extraction: white space, hyphenation, quotation marks, punctuation.

    Signs inside numbers count ("1,5" is not "15"), and so do %, € and §.
    """
    return one == other or squeeze(one) == squeeze(other)


def words(text: str) -> set[str]:
    return set(_WORDS.findall(text.casefold()))


_WORDS = re.compile(r"[^\W_]{2,}")


def likeness(one: set[str], other: set[str]) -> float:
    """Share of common words, from 0 to 1, of two sets of words."""
    if not one or not other:
        return 0.0
    return len(one & other) / max(len(one), len(other))
