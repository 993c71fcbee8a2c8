"""Numbers as automatic lists write them; the files hold only the count."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 4000  # no list goes further; a file may say anything


def letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    if not 0 < number < _LARGEST:
        return str(number)
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    if not 0 < number < _LARGEST:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        while number >= value:
            out, number = out + sign, number - value
    return out


def numeral(number: int, kind: str) -> str:
    """``kind`` is the type of an HTML list: 1, a, A, i or I."""
    write = {"a": letters, "i": roman}.get(kind.lower(), str)
    return write(number).upper() if kind in ("A", "I") else write(number)
