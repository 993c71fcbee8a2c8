"""The head of a ministry's own letter: its date and its Aktenzeichen, where the opening sentence names neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .dates import DATE, parse_date
from .draft import Draft
from .lines import Line

_DAY = re.compile(rf"\b(?:Datum|Stuttgart)\s?[:,]?(?:\s+den)?\s+({DATE})")
_SIGN = re.compile(
    r"\b(?:Aktenzeichen|Geschäftszeichen|Gesch\.-Z\.|Unser\s+Zeichen|Az\.|AZ)\s?:?\s+"
    r"(?P<sign>(?=[\w()./–-]*\d)[A-ZÄÖÜ\d][\w()./–-]{3,60})"
)


def read_letterhead(draft: Draft, lines: Sequence[Line]) -> tuple[date | None, str | None]:
    """Date and Aktenzeichen of the lines above the salutation: "Datum 12.03.2024", "Aktenzeichen VM1-0141.5-31/43"."""
    text = " ".join(draft.read(lines).text.split())
    day, sign = _DAY.search(text), _SIGN.search(text)
    return parse_date(day[1]) if day else None, sign["sign"].rstrip(".,") if sign else None
