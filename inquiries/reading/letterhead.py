"""The head of a ministry's own letter: its date and its Aktenzeichen, where the opening sentence names neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .dates import DATE, parse_date
from .draft import Draft
from .head import Head
from .lines import Line
from .ministries import Named, known_prefix
from .reply import Reply

_DAY = re.compile(rf"\b(?:Datum|Stuttgart)\s?[:,]?(?:\s+den)?\s+({DATE})")
_SIGN = re.compile(
    r"\b(?:Aktenzeichen|Geschäftszeichen|Gesch\.-Z\.|Unser\s+Zeichen|Az\.|AZ)\s?:?\s+"
    r"(?P<sign>(?=[\w()./–-]*\d)[A-ZÄÖÜ\d][\w()./–-]{3,60})"
)


def take_letterhead(draft: Draft, head: Head, reply: Reply, lines: Sequence[Line]) -> None:
    """Fills in date, Aktenzeichen and ministry from the head of the letter where the letter itself names none."""
    day, sign, ministry = read_letterhead(draft, lines)
    head.ministry = head.ministry or ministry
    reply.opening.letter_date = reply.opening.letter_date or day
    reply.opening.letter_reference = reply.opening.letter_reference or sign


def read_letterhead(draft: Draft, lines: Sequence[Line]) -> tuple[date | None, str | None, Named | None]:
    """Date, Aktenzeichen and ministry of the lines above the salutation.

    "Datum 12.03.2024", "Stuttgart, 2. Juli 2026", "Aktenzeichen VM1-0141.5-31/43", "MINISTERIUM FÜR VERKEHR".
    """
    text = " ".join(draft.read(lines).text.split())
    day, sign = _DAY.search(text), _SIGN.search(text)
    return parse_date(day[1]) if day else None, sign["sign"].rstrip(".,") if sign else None, _ministry(lines)


def _ministry(lines: Sequence[Line]) -> Named | None:
    """The ministry whose paper it is: the first one that begins a line, over as many lines as it takes."""
    for index, line in enumerate(lines):
        if "ministerium" in line.text[:40].casefold():
            name = known_prefix(" ".join(following.text for following in lines[index : index + 4]))
            if name:
                return Named(name, known=True)
    return None
