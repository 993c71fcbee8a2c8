"""Houses as citations name them: "Deutscher Bundestag", "LT NRW", "Bayer. Landtag", "Bürgerschaft".

The patterns read text without blanks and hyphens, in lower case. The forms are data (vocabulary/parliaments.csv); one
form may stand for two houses, and then it cannot be told which is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .vocabulary import rows


def any_of(forms: Iterable[str]) -> str:
    """The pattern that takes any of these written forms, the longest first."""
    return f"(?:{'|'.join(map(_squeezed, sorted(forms, key=len, reverse=True)))})"


def _squeezed(form: str) -> str:
    return re.escape(re.sub(r"[\s-]", "", form).lower()).replace(r"\.", r"\.?")


def _key(form: str) -> str:
    return re.sub(r"[\s.-]", "", form).lower()


_ROWS = rows("parliaments")
_CODES: dict[str, set[str]] = {}
for _row in _ROWS:
    _CODES.setdefault(_key(_row["form"]), set()).update(filter(None, [_row["code"]]))
_LANDS = [_key(row["form"]) for row in _ROWS if row["role"] == "land"]

LAND = (
    "(?:"
    + "|".join(
        _squeezed(form) + ("(?:er|en|es|em|e)?" if form.endswith("isch") else "")
        for form in sorted((row["form"] for row in _ROWS if row["role"] == "land"), key=len, reverse=True)
    )
    + r")\.?"
)
GENERIC = any_of(row["form"] for row in _ROWS if row["role"] == "generic")
FULL = any_of(row["form"] for row in _ROWS if row["role"] == "house")
LINK = r"(?:in|von|des|der|desland(?:es)?)?"
HOUSE = (
    rf"(?:{LAND},?(?:{GENERIC}|bürgerschafts?)|{FULL}(?:\(landtag\)(?:{LAND})?)?"
    rf"|{GENERIC}{LINK}\(?{LAND}\)?|{GENERIC})"
)


def codes_of(houses: Iterable[str | None]) -> set[str]:
    """The codes that the first of these that names a parliament may stand for; none when no house does."""
    for house in filter(None, houses):
        name = re.sub(r"[.,()]", "", house.replace("(landtag)", ""))
        codes = _CODES.get(name) or {code for land in _lands(name) for code in _CODES[land]}
        if codes:
            return set(codes)
    return set()


_ALONE = re.compile(f"(?:{GENERIC}{LINK})?")  # a short form such as "he" is part of many words


def _lands(name: str) -> list[str]:
    """The longest name of a Land inside ``name`` ("landtagnordrheinwestfalen" → "nordrheinwestfalen")."""
    found = [form for form in _LANDS if form in name and (len(form) > 3 or _ALONE.fullmatch(name.replace(form, "")))]
    longest = max(map(len, found), default=0)
    return [form for form in found if len(form) == longest]
