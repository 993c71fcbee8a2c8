"""Days as the house writes them: 8.8.2025, 08. 02. 2017, 1. September 2025, 1. Sept. 2025."""

from __future__ import annotations

import re
from datetime import date

from .vocabulary import MONTHS

MONTH = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
DAY = rf"\d{{1,2}}\s?\.\s{{0,2}}(?:\d{{1,2}}\s?\.\s{{0,2}}|(?:{MONTH})\s{{1,2}})(?:19|20)\d{{2}}"
DATE = rf"{DAY}(?!\d)"
"""Pattern of one day, without groups; in ``DAY`` another figure may follow the year."""

_PARTS = re.compile(rf"(\d{{1,2}})\s?\.\s*(?:(\d{{1,2}})\s?\.|({MONTH}))\s*(\d{{4}})")


def parse_date(text: str) -> date | None:
    """The first day written in ``text``; None when there is none or the calendar has no such day."""
    match = _PARTS.search(text)
    if match is None:
        return None
    day, number, name, year = match.groups()
    try:
        return date(int(year), int(number) if number else MONTHS[name], int(day))
    except ValueError:
        return None
