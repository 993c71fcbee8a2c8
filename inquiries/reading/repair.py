"""Repairs what extraction did to a text: nothing is added but joints, nothing dropped but blanks and hyphens.

Undone are: hyphenation at line ends ("Land-" / "kreis") and as a broken word ("Land- kreis", "Innen - ministerium"),
blanks before closing punctuation ("plant ?") and after a slash ("2018/ 2019"), split capitals ("W ie viele"),
runs of blanks, soft hyphens and other invisible characters. Kept are the hyphens of real compounds
("Smart-City", "KI-gestützt", "Vor- und Nachteile"). Sentences broken by a page or an empty line are joined.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from .text import Span
from .vocabulary import WORDS

_JOINING = WORDS["after hyphen"]
_OPEN_ENDED = WORDS["never last"]
_AFTER_DASH = WORDS["after dash"] | _OPEN_ENDED
_FIRST_WORDS = WORDS["first"]

_LIST_ITEM = re.compile(r"(?:[-–—•▪◦*·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_LAST_WORD = re.compile(r"\S{1,40}\Z")
_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\ufffe\x00-\x08\x0e-\x1b\x7f"

_DEFECT = re.compile(
    rf"""
    (?P<break>[-\u2010\u2011\u00ad]?(?:[^\S\n\f])*+[\n\f]\s*+)
  | (?P<invisible>[{_INVISIBLE}]+)
  | (?P<hyphen>(?<=[^\W\d_])-[ \u00a0]+(?=[^\W\d_]))
  | (?P<dash>(?<=[^\W\d_]{{2}})[ ]-[ ](?=[a-zäöüß]{{2}}))
  | (?P<glue>[ \u00a0]+(?=[,;?!.](?:\s|\Z))|(?<=\w/)[ ](?=[^\W_])|(?<=[„(])[ \u00a0]+(?=\w))
  | (?P<spaced>(?<!\S)[^\W\d_](?:[ ][^\W\d_]){{3,60}}(?!\S))
  | (?P<capital>(?<!\S)[A-ZÄÖÜ][ ](?=[a-zäöüß]))
  | (?P<blank>[^\S\n\f]{{2,}}|[\t\u00a0\u2007\u202f\u2009\x1c-\x1f\x0b\x85])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text and the way back: ``runs`` are (offset here, offset in the source), ascending."""

    text: str
    runs: tuple[tuple[int, int], ...]

    def source(self, offset: int) -> int:
        """Where the character at ``offset`` stands in the source."""
        here, there = self.runs[bisect_right(self.runs, (offset, float("inf"))) - 1]
        return there + offset - here

    def span(self, start: int, end: int) -> Span:
        """The span in the source of the non-empty stretch ``text[start:end]``."""
        return Span(self.source(start), self.source(end - 1) + 1)


def repair(source: str, slices: Iterable[Span]) -> Repaired:
    """The text of these slices of the source, in order, joined as if nothing stood between them."""
    raw_parts: list[str] = []
    starts: list[tuple[int, int]] = []
    position = 0
    previous = None
    for span in slices:
        if previous is not None and span.start > previous:
            between = source[previous : span.start]
            if joint := "".join(sign for sign in between if sign.isspace()) and _joint(between):
                raw_parts.append(joint)
                position += len(joint)
        starts.append((position, span.start))
        raw_parts.append(source[span.start : span.end])
        position += span.end - span.start
        previous = span.end
    raw = "".join(raw_parts)
    begin, end = len(raw) - len(raw.lstrip()), len(raw.rstrip())
    out: list[str] = []
    runs: list[tuple[int, int]] = []
    length = 0

    def keep(first: int, last: int) -> None:
        nonlocal length
        index = bisect_right(starts, (first, float("inf"))) - 1
        while first < last:
            stop = min(last, starts[index + 1][0]) if index + 1 < len(starts) else last
            if stop > first:
                runs.append((length, starts[index][1] + first - starts[index][0]))
                out.append(raw[first:stop])
                length += stop - first
            first = stop
            index += 1

    position = begin
    for match in _DEFECT.finditer(raw, begin, end):
        kept, joint = _mend(raw, match, begin, end)
        if kept is None:
            continue
        keep(position, match.start())
        for first, last in kept:
            keep(first, last)
        if joint:
            out.append(joint)
            runs.append((length, starts[bisect_right(starts, (match.start(), float("inf"))) - 1][1]))
            length += len(joint)
        position = match.end()
    keep(position, end)
    return Repaired("".join(out), tuple(runs) or ((0, starts[0][1] if starts else 0),))


def _joint(between: str) -> str:
    return "\f" if between.strip() else between


def _mend(raw: str, match: re.Match[str], begin: int, end: int) -> tuple[list[tuple[int, int]] | None, str]:
    """Which characters of a defect stay, and what joins its two sides; ``None`` when it is no defect."""
    kind = match.lastgroup
    start, stop = match.span()
    if kind == "break":
        return _mend_break(raw, start, stop)
    if kind in ("invisible", "glue"):
        return [], ""
    if kind == "blank":
        return [], " "
    if kind == "hyphen":
        follower = _WORD.match(raw, stop).group()
        if follower in _JOINING:
            return None, ""
        return ([], "") if _is_broken(raw, start, follower) else ([(start, start + 1)], "")
    if kind == "dash":
        follower = _WORD.match(raw, stop).group()
        return (None, "") if follower in _AFTER_DASH or follower.endswith("t") else ([], "")
    if kind == "capital":
        word = raw[start] + _WORD.match(raw, stop).group()
        at_start = start == begin or raw[start - 2 : start] in (". ", "? ", ": ", "! ")
        return ([(start, start + 1)], "") if at_start and word in _FIRST_WORDS else (None, "")
    return [(offset, offset + 1) for offset in range(start, stop, 2)], ""  # spaced


def _mend_break(raw: str, start: int, stop: int) -> tuple[list[tuple[int, int]], str]:
    gap = raw[start:stop]
    before = raw[start - 1] if start else ""
    after = raw[stop] if stop < len(raw) else ""
    hyphen = gap[0] in "-\u2010\u2011\u00ad"
    kept = [(start, start + 1)] if hyphen else []
    if hyphen and before.isalnum() and after.isalnum():
        follower = _WORD.match(raw, stop).group()
        if follower in _JOINING:
            return kept, " "
        return ([], "") if gap[0] == "\u00ad" or _is_broken(raw, start, follower) else (kept, "")
    if before == "/" and after.isalnum() and start > 1 and raw[start - 2].isalnum():
        return kept, ""
    if after in ",;?!." and (stop + 1 >= len(raw) or raw[stop + 1].isspace()):
        return kept, ""
    breaks = gap.count("\n")
    page = "\f" in gap
    if breaks < 2 and not page:
        item = before in ".:;,?!)“" and _LIST_ITEM.match(raw, stop)
        return kept, "\n" if item else " "
    last = _LAST_WORD.search(raw, max(0, start - 40), start)
    closed = before in '.?!:;“”")…*' and not (last and last.group().casefold() in _OPEN_ENDED)
    if not closed and (page or after.islower() or before in ",(–-/" or _is_open(last)):
        return kept, " "
    if page and breaks < 2:
        return kept, " "
    return kept, "\n\n"


def _is_open(last: re.Match[str] | None) -> bool:
    return last is not None and last.group().casefold() in _OPEN_ENDED


def _is_broken(raw: str, hyphen: int, follower: str) -> bool:
    """Whether the hyphen at this offset only breaks a word that ``follower`` continues."""
    if not follower[0].islower():
        return False
    start = hyphen
    while start and raw[start - 1].isalnum():
        start -= 1
    head = raw[start:hyphen]
    return not (len(head) > 1 and head.isupper()) and not head[-1:].isdigit()
