"""Marks of footnotes and exponents, written so that nobody takes them for part of the word or number before them."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-=abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_MARK = re.compile(r"[\d+(),*]{1,6}[a-z]?\)?|[a-z]\)?|-\d{1,3}")


def is_mark(text: str) -> bool:
    """Whether raised text is a mark or an exponent; other raised text is a word."""
    return _MARK.fullmatch(text.strip()) is not None


def raised(text: str) -> str:
    """A raised mark in raised characters, brackets as they are: "Kreise" and "1)" become "Kreise¹)", "m2" "m²"."""
    return text.translate(_RAISED) if is_mark(text) else text
