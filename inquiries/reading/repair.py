"""Repairs what extraction did to a text: nothing is added but joints, nothing dropped but blanks and hyphens.

Undone are: hyphenation at line ends ("Land-" / "kreis") and as a broken word ("Land- kreis", "Innen - ministerium"),
blanks before closing punctuation ("plant ?") and after a slash ("2018/ 2019"), split capitals ("W ie viele") and
nouns ("Nen nung"), runs of blanks, soft hyphens and other invisible characters. Kept are the hyphens of real compounds
("Smart-City", "KI-gestützt", "Vor- und Nachteile"). Sentences broken by a page or an empty line are joined.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from .apart import Edit, find_apart
from .rows import Rows, find_rows
from .text import Span
from .vocabulary import WORDS

_JOINING = WORDS["after hyphen"]
_OPEN_ENDED = WORDS["never last"]
_AFTER_DASH = WORDS["after dash"] | _OPEN_ENDED

_LIST_ITEM = re.compile(r"(?:[-–—•▪◦*·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_LETTERED_ITEM = re.compile(r"(?:[-–—•▪◦]|[a-z]\))\s")
_WORD = re.compile(r"[^\W_]+")
_HYPHENS = "-\u2010\u2011\u00ad"
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\ufffe\x00-\x08\x0e-\x1b\x7f"

# Every blank or invisible character but a plain single blank between words.
_SUSPECT = re.compile(rf"[\s{_INVISIBLE}](?:(?<![ ])|(?=[\s,;?!.\-])|(?<=[\-/„(][ ]))")
# At or beside each of these, but for two blanks; plain blanks are too many to look at each.
_NEAR_SUSPECT = re.compile(
    rf"[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000{_INVISIBLE},;?!.\-/„(]"
    r"(?:(?<![,;?!.\-/„(])|(?<=[ ].)|(?<=[\-/„(])(?=[ ]))"
)
_GAP = re.compile(r"\s+")
# The end of a line in the middle of a sentence, between words: it becomes a blank, and that is all.
_PLAIN_BREAK = re.compile(r"\n(?<=[^\W_][^\W_]\n)(?=[^\s,;?!.\-])")
_INVISIBLE_RUN = re.compile(rf"[{_INVISIBLE}]+")


@dataclass(slots=True)  # many are made, and a frozen one takes three times as long
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


def repair(source: str, slices: Iterable[Span], *, spacing: int = 1) -> Repaired:
    """The text of these slices of the source, in order, joined as if nothing stood between them.

    ``spacing``: how many line breaks end a line; 2 where an empty line follows every line.
    """
    slices = list(slices)
    if len(slices) == 1 and (whole := slices[0].of(source)) and _needs_no_repair(whole, source):
        return Repaired(whole, ((0, slices[0].start),))
    raw_parts: list[str] = []
    starts: list[tuple[int, int]] = []
    position = 0
    previous = None
    for span in slices:
        if previous is not None and span.start > previous:
            between = source[previous : span.start]
            if _GAP.search(between):
                joint = _joint(between)
                raw_parts.append(joint)
                position += len(joint)
        starts.append((position, span.start))
        raw_parts.append(source[span.start : span.end])
        position += span.end - span.start
        previous = span.end
    raw = "".join(raw_parts)
    rows = find_rows(raw)
    raw = (
        _PLAIN_BREAK.sub(lambda match: "\n" if match.start() in rows.breaks else " ", raw)
        if rows.breaks
        else (_PLAIN_BREAK.sub(" ", raw))
    )
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
    for start, stop, kept, joint in _edits(raw, begin, end, spacing, source, rows):
        if start < position:
            continue
        keep(position, start)
        for first, last in kept:
            keep(first, last)
        if joint:
            out.append(joint)
            runs.append((length, starts[bisect_right(starts, (start, float("inf"))) - 1][1]))
            length += len(joint)
        position = stop
    keep(position, end)
    return Repaired("".join(out), tuple(runs) or ((0, starts[0][1] if starts else 0),))


def _needs_no_repair(raw: str, source: str) -> bool:
    """Whether a stretch of a single line holds none of the defects; asked first, for most are so."""
    return (
        not (raw[0].isspace() or raw[-1].isspace() or "\n" in raw or "  " in raw)
        and _NEAR_SUSPECT.search(raw) is None
        and not find_apart(raw, 0, len(raw), source)
    )


def _edits(raw: str, begin: int, end: int, spacing: int, source: str, rows: Rows) -> list[Edit]:
    edits: list[Edit] = []
    position = begin
    doubled = "  " in raw
    while doubled or (near := _NEAR_SUSPECT.search(raw, position, end)):
        match = _SUSPECT.search(raw, position if doubled else max(position, near.start() - 1), end)
        if match is None:
            break
        start, stop = match.span()
        if gap := _GAP.match(raw, start, end):
            stop = gap.end()
        elif hidden := _INVISIBLE_RUN.match(raw, start, end):
            stop = hidden.end()
        edit = _row_edit(raw, start, stop, rows) or _mend(raw, start, stop, begin, end, spacing)
        if edit and (edit[2] or edit[3] != raw[edit[0] : edit[1]]):
            edits.append(edit)
        position = max(stop, edit[1] if edit else stop)
    apart = find_apart(raw, begin, end, source)
    return sorted(edits + apart) if apart else edits


def _row_edit(raw: str, start: int, stop: int, rows: Rows) -> Edit | None:
    """What stands between two cells, or at the end of a row, of a table."""
    if start in rows.cells:
        return start, stop, [], "\t"
    if rows.breaks and "\n" in raw[start:stop] and not rows.breaks.isdisjoint(range(start, stop)):
        return start, stop, [], "\n" if raw.count("\n", start, stop) < 2 else "\n\n"
    return None


def _mend(raw: str, start: int, stop: int, begin: int, end: int, spacing: int) -> Edit | None:
    """What becomes of one blank stretch (or run of invisible characters) that is more than a blank."""
    gap = raw[start:stop]
    if not gap[0].isspace():
        if gap[-1] == "\u00ad" and stop < end and raw[stop] in "\n\r" and (after := _GAP.match(raw, stop, end)):
            return start, after.end(), [], ""  # a soft hyphen at the end of a line
        return start, stop, [], ""
    before = raw[start - 1] if start > begin else ""
    if "\n" in gap or "\f" in gap or "\r" in gap:
        return _mend_break(raw, start, stop, begin, spacing)
    after = raw[stop] if stop < end else ""
    if after in ",;?!." and (stop + 1 >= end or raw[stop + 1].isspace()):
        return start, stop, [], ""
    if before == "/" and after.isalnum() and start > begin + 1 and raw[start - 2].isalnum():
        return start, stop, [], ""
    if before and before in "„(" and after.isalnum():
        return start, stop, [], ""
    if before == "-" and after.isalpha() and start > begin + 1 and raw[start - 2].isalpha():
        follower = _WORD.match(raw, stop).group()
        if _joins(raw, start - 1, follower):
            return (start, stop, [], " ") if len(gap) > 1 else None
        broken = _is_broken(raw, start - 1, follower)
        return start - 1, stop, [] if broken else [(start - 1, start)], ""
    if after == "-" and stop + 2 < end and raw[stop + 1] == " " and raw[stop + 2].islower() and before.isalpha():
        follower = _WORD.match(raw, stop + 2).group()
        known = follower in _AFTER_DASH or follower.endswith("t") or len(follower) < 2
        if not known and raw[max(begin, start - 2) : start].isalpha() and stop - start == 1:
            return start, stop + 2, [], ""
    return None if gap == " " else (start, stop, [], " ")


def _joint(between: str) -> str:
    return "\f" if between.strip() else between


def _mend_break(raw: str, start: int, stop: int, begin: int, spacing: int) -> Edit:
    """How the two sides of a line end, an empty line or a page break are joined."""
    gap = raw[start:stop]
    before = raw[start - 1] if start > begin else ""
    after = raw[stop] if stop < len(raw) else ""
    if before and before in _HYPHENS and start > begin + 1 and raw[start - 2].isalnum() and after.isalnum():
        follower = _WORD.match(raw, stop).group()
        if _joins(raw, start - 1, follower):
            return start, stop, [], " "
        kept = before != "\u00ad" and not _is_broken(raw, start - 1, follower)
        return (start, stop, [], "") if kept else (start - 1, stop, [], "")
    if (
        before == "-"
        and raw[max(begin, start - 3) : start - 1][1:] == " "
        and raw[start - 3].isalpha()
        and after.islower()
    ):
        follower = _WORD.match(raw, stop).group()
        if follower not in _JOINING and follower not in _AFTER_DASH and len(follower) > 1:
            return start - 2, stop, [], ""  # "beant -" / "wortet"
    if before == "/" and after.isalnum() and start > begin + 1 and raw[start - 2].isalnum():
        return start, stop, [], ""
    if after and after in ",;?!." and (stop + 1 >= len(raw) or raw[stop + 1].isspace()):
        return start, stop, [], ""
    breaks = gap.count("\n") // spacing
    page = "\f" in gap
    if breaks < 2 and not page:
        item = before and before in ".:;,?!)“" and _LIST_ITEM.match(raw, stop)
        return start, stop, [], "\n" if item else " "
    if _LETTERED_ITEM.match(raw, stop):
        return start, stop, [], "\n\n" if breaks > 1 else "\n"
    last = raw[max(begin, start - 40) : start].split()[-1:]
    open_ended = bool(last) and last[0].casefold() in _OPEN_ENDED
    if not open_ended and before and before in '.?!:;“”")…*':
        return start, stop, [], " " if page and breaks < 2 else "\n\n"
    if page or open_ended or after.islower() or (before and before in ",(–-/"):
        return start, stop, [], " "
    return start, stop, [], "\n\n"


def _joins(raw: str, hyphen: int, follower: str) -> bool:
    """Whether the hyphen stands for a word that comes later ("Vor- und Nachteile"), not for a broken "so-wie"."""
    return follower in _JOINING and raw[max(0, hyphen - 2) : hyphen] + follower not in _JOINING


def _is_broken(raw: str, hyphen: int, follower: str) -> bool:
    """Whether the hyphen at this offset only breaks a word that ``follower`` continues."""
    if not follower[0].islower():
        return False
    start = hyphen
    while start and raw[start - 1].isalnum():
        start -= 1
    head = raw[start:hyphen]
    return not (len(head) > 1 and head.isupper()) and not head[-1:].isdigit()
