"""The digits behind the slash of a cited number, as far as they are certain.

Accepted: "9075", "13 032" and "13.032" (thousands), "9 0 7 5" (spaced out), "123 neu", "123 (neu)", "123-neu". A
number that may be cut off is none, for it would lead to another paper: six digits and more, "907 5", "13" with
"032" on the next line, "123-1", "9075/3".
"""

from __future__ import annotations

import re

BLANK = "[ \\t\u00a0\u2007\u2009\u202f]"
"""A blank inside a line, as a pattern."""

_DIGITS = re.compile(r"[0-9]+")
_GROUP = re.compile(rf"{BLANK}{{1,2}}([0-9]+)")
_THOUSANDS = re.compile(r"\.[0-9]{3}(?![0-9])")
_LETTERS = re.compile(r"[^\W\d_¹²³⁰⁴-⁹]{1,2}(?![^\W\d_])")  # one or two; a longer word has only lost its blank
_FOLLOWER = re.compile(rf"{BLANK}{{0,2}}[/.):]")
_SUFFIX = re.compile(
    rf"\s{{0,2}}[(\[](?P<bracketed>neu|NEU|Neu)[)\]]|-?(?P<glued>neu|NEU)(?![^\W\d_])"
    rf"|{BLANK}{{1,2}}(?P<apart>neu|NEU)(?=\s{{0,2}}(?:[.,;:)\]]|\Z|\n\s{{0,3}}\n)|\s{{1,2}}(?:und|sowie|oder|verwiesen|vom|zu|wird)\b)"
)

_CUT_OFF = re.compile(
    rf"""
    {BLANK}?/{BLANK}?(?![0-9]{{1,2}}{BLANK}{{0,3}}/{BLANK}{{0,3}}[0-9])[0-9]  # a third part: 17/9075/3
    | /[0-9]
    | ['’][0-9]                                                                # 17/13’032
    | [-–‐]\n
    | [-–‐][0-9]{{1,2}}(?![0-9/])                                              # 18/123-1
    | ,[0-9]{{1,2}}(?![0-9/,])                                                 # 17/9,5
    """,
    re.VERBOSE,
)
_GLUED = re.compile(r"\.[0-9]")
_NEXT_LINE = re.compile(rf"{BLANK}{{0,3}}\r?\n{BLANK}{{0,3}}([0-9]{{1,4}})(?![0-9.)/:])(?!{BLANK}{{0,3}}(?:\r?\n|$))")


def read_number(text: str, start: int) -> tuple[str, int] | None:
    """The digits at ``start`` without their blanks, with the suffix, and where they end; None when in doubt."""
    match = _DIGITS.match(text, start)
    if match is None or match[0].startswith("0"):
        return None
    digits, end = match[0], match.end()
    if _GROUP.match(text, end):
        joined = _joined(text, end, digits)
        if joined is None:
            return None
        digits, end = joined
    if len(digits) <= 2 and _THOUSANDS.match(text, end):
        digits, end = digits + text[end + 1 : end + 4], end + 4
    if len(digits) > 5 or _cut_off(text, end, digits):
        return None
    if suffix := _SUFFIX.match(text, end):
        return f"{digits} neu", suffix.end()
    return None if _LETTERS.match(text, end) else (digits, end)


def _joined(text: str, end: int, digits: str) -> tuple[str, int] | None:
    """Digits and the groups behind them as one number, or the digits alone, or None when in doubt."""
    groups, ends = [digits], [end]
    while len(groups) < 6 and (group := _GROUP.match(text, ends[-1])):
        groups.append(group[1])
        ends.append(group.end())
    if len(digits) <= 2 and len(groups[1]) == 3 and text[ends[1] : ends[1] + 1] != "/":
        return digits + groups[1], ends[1]
    if all(len(group) == 1 for group in groups) and 3 <= len(groups) <= 5:
        return "".join(groups), ends[-1]
    if _FOLLOWER.match(text, ends[1]) or len(digits) + len(groups[1]) > 5:
        return digits, end
    return None


def _cut_off(text: str, end: int, digits: str) -> bool:
    """Whether the number that ends here seems to go on in a way that is not understood."""
    if _CUT_OFF.match(text, end):
        return True
    if _GLUED.match(text, end):
        return len(digits) < 3  # a longer one is whole: the next sentence or a footnote is glued to it
    line = _NEXT_LINE.match(text, end)
    return line is not None and len(digits) + len(line[1]) <= 5
