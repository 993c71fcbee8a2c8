"""Whether two texts say the same in the same words, whatever extraction did to them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence

_NUMBER_INSIDE = re.compile(r"(?<=\d)\s?([.,:/])\s?(?=\d)")
_NUMBER_HINT = re.compile(r"[.,:/](?=\s?\d)")  # asked first: it leaps from sign to sign
_KEPT = re.compile(r"\w+|[%€§&+=<>\u2044\u0001-\u0004]+")
_SIGNS = str.maketrans(".,:/", "\u0001\u0002\u0003\u0004")


def squeeze(text: str) -> str:
    """Letters and digits alone, with the signs that change a number or a sum; the first letter in lower case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if _NUMBER_HINT.search(text):
        text = _NUMBER_INSIDE.sub(lambda match: match.group(1).translate(_SIGNS), text)
    text = "".join(text.split())
    if not text.isalnum():
        text = "".join(_KEPT.findall(text.replace("_", "")))
    return text[:1].casefold() + text[1:]


def same_wording(one: str, other: str) -> bool:
    """Whether both are equal apart from extraction: white space, hyphenation, quotation marks, punctuation.

    Signs inside numbers count ("1,5" is not "15"), and so do %, € and §.
    """
    return one == other or squeeze(one) == squeeze(other)


def rejoin(text: str, other: str) -> str:
    """The text without the blanks inside its words ("Nen nung") that the same words elsewhere do not have.

    Both must be the same but for blanks; a blank before a capital letter is never taken out.
    """
    if text == other:
        return text
    letters, spaced = text.split(" "), other.split(" ")
    if "".join(letters) != "".join(spaced):
        return text
    ends, position = set(), 0
    for word in spaced:
        position += len(word)
        ends.add(position)
    kept, position = [], 0
    for word, following in zip(letters, [*letters[1:], ""], strict=True):
        position += len(word)
        joined = position not in ends and word[-1:].isalpha() and following[:1].islower()
        kept.append(word if joined else f"{word} ")
    return "".join(kept).rstrip()


def words(text: str) -> set[str]:
    return set(_WORDS.findall(text.casefold()))


_WORDS = re.compile(r"[^\W_]{2,}")


def likeness(one: set[str], other: set[str]) -> float:
    """Share of common words, from 0 to 1, of two sets of words."""
    if not one or not other:
        return 0.0
    return len(one & other) / max(len(one), len(other))


# The comparison takes up to the cube of the length (some 0.2 seconds for 250 words on each side).
_MOST_PAIRS = 250 * 250


def difference(asked: str, repeated: str) -> tuple[tuple[str, str], ...]:
    """The two wordings as one sequence of (kind, words): "same" in both, "asked" or "repeated" in one only.

    Compared word by word. Where more than some 250 words differ, those are shown one after the other.
    """
    before, after = asked.split(), repeated.split()
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    parts = [("same", before[:head])]
    changed_before, changed_after = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(changed_before) * len(changed_after) > _MOST_PAIRS:
        parts += [("asked", changed_before), ("repeated", changed_after)]
    else:
        matcher = difflib.SequenceMatcher(None, changed_before, changed_after, autojunk=False)
        for tag, start, end, start_after, end_after in matcher.get_opcodes():
            if tag == "equal":
                parts.append(("same", changed_before[start:end]))
            else:
                parts.append(("asked", changed_before[start:end]))
                parts.append(("repeated", changed_after[start_after:end_after]))
    parts.append(("same", before[len(before) - tail :]))
    return tuple((kind, " ".join(words)) for kind, words in parts if words)


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words the two begin with in common."""
    return next(
        (index for index, (one, other) in enumerate(zip(left, right, strict=False)) if one != other),
        min(len(left), len(right)),
    )
