"""Names of ministries in running text: genitive, dative, joined, abbreviated, broken by line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .vocabulary import MINISTRIES
from .wording import squeeze

_KNOWN = {squeeze(ministry.name).casefold(): ministry.name for ministry in MINISTRIES}
_LONGEST_FIRST = sorted(_KNOWN, key=len, reverse=True)
_GENITIVE = re.compile(r"\b(\w*[Mm]inisterium)s\b")
JOINTLY = (
    r"(?:im\s+(?:Einvernehmen|Benehmen)|in\s+(?:Abstimmung|Zusammenarbeit)|unter\s+(?:Beteiligung|Mitwirkung)"
    r"|nach\s+(?:Abstimmung|Beteiligung|Anhörung))"
)
_ARTICLE = re.compile(
    rf"(?:,|\bund|\bsowie)?\s*(?:\b{JOINTLY}\s+)?(?:\bmit\s+)?"
    r"(?:\bde[mrs]\s+(?=\w*[Mm]inisterium|Staatskanzlei|Landesregierung)|\bden\s+(?=\w*[Mm]inisterien))"
)
_FIRST_ARTICLE = re.compile(r"\A\s*(?:des|dem|das|der)\s+")
_BLANK_COMMA = re.compile(r"\s+,")
_OF_THE_LAND = re.compile(r"\s+(?:des\s+Landes\s+)?Baden-Württemberg\Z")
_SHORT_FORM = re.compile(r"\s*\((?:[A-ZÄÖÜ][\w/-]{1,9})\)")
MINISTRY_WORD = re.compile(r"\b\w*[Mm]inisterium(?:s)?\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A ministry as printed, in the nominative, and whether the house knows it."""

    name: str
    known: bool


@lru_cache(maxsize=256)  # the same few names stand in all papers
def read_ministry(text: str) -> Named | None:
    """The ministry that is all of ``text`` ("des Ministeriums für Verkehr", "Ministerium für Verkehr (VM)")."""
    bare = _SHORT_FORM.sub("", " ".join(text.split())).strip(" .,;:")
    bare = _FIRST_ARTICLE.sub("", bare)
    bare = _OF_THE_LAND.sub("", _GENITIVE.sub(r"\1", bare, count=1))
    if not bare:
        return None
    if name := _KNOWN.get(squeeze(bare).casefold()):
        return Named(name, True)
    return Named(_BLANK_COMMA.sub(",", bare), False) if MINISTRY_WORD.search(bare) else None


def known_prefix(text: str) -> str | None:
    """The longest known ministry that the text begins with, when it begins with one."""
    bare = squeeze(_GENITIVE.sub(r"\1", _FIRST_ARTICLE.sub("", text), count=1)).casefold()
    return next((_KNOWN[key] for key in _LONGEST_FIRST if bare.startswith(key)), None)


def split_ministries(text: str) -> list[Named]:
    """The ministries of "dem Staatsministerium, dem Ministerium für Finanzen und mit dem Ministerium für Verkehr".

    Names hold commas and "und", so a list is split before its articles, never at its commas.
    """
    named = []
    for piece in _ARTICLE.split(text):
        if piece is None or not piece.strip(" ,"):
            continue
        if found := read_ministry(piece.strip(" ,")):
            named.append(found)
        elif MINISTRY_WORD.search(piece) or piece.strip(" ,"):
            named.append(Named(piece.strip(" ,"), False))
    return named
