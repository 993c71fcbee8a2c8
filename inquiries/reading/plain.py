"""The text in plain signs, for which the rules are written, and the way back to the text as extracted.

Plain is: one code point for a letter with its marks (a + U+0308 → ä), letters for a ligature (ﬁ → fi), one kind of
blank, of hyphen and of line end, nothing invisible, no escapes of markup, a letter in the place of one that was lost
(U+FFFD). The signs that extraction leaves where a line broke a word (U+FFFE, U+0002, a soft hyphen before a line
end) become a hyphen and a line end, so that such words are joined by the same rules as printed ones.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from .paper import Finding, Paper, Part
from .text import Span

_MARKS = "\u0300-\u036f"
_LIGATURES = "\ufb00-\ufb06"
_LINE_ENDS = "\r\u0085\u2028\u2029\x0b"
_BLANKS = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011"
_BREAKS = "\u00ad\ufffe\x02"
LOST = "\ufffd"
STANDS_IN = "\u0294"  # a letter without case, for one that extraction lost
_INVISIBLE = "\u200b-\u200f\u2060\ufeff"
# With the backslashes of markup, "1\.". It begins with one class of characters, so that the search leaps.
_STRANGE = re.compile(
    rf"[{_MARKS}{_LIGATURES}{_LINE_ENDS}{_BLANKS}{_HYPHENS}{_BREAKS}{_INVISIBLE}{LOST}\\]"
    r"(?:(?<!\\)|(?=[.()\[\]*_#+-]))"
)
_MARK = re.compile(rf"[{_MARKS}]+")
_LINE_END = re.compile(r"[^\S\r\n]*[\r\n\f]")
_REPLACED = (
    (re.compile(f"[{_LIGATURES}]"), lambda sign: unicodedata.normalize("NFKC", sign)),
    (re.compile(f"[{_BLANKS}]"), lambda sign: " "),
    (re.compile(f"[{_HYPHENS}]"), lambda sign: "-"),
    (re.compile(f"[{_LINE_ENDS}]"), lambda sign: "\n"),
    (re.compile(f"[{_INVISIBLE}]"), lambda sign: ""),
    (re.compile(LOST), lambda sign: STANDS_IN),
)
_PLAIN = {
    chr(code): make(chr(code))
    for code in [*range(0x300), *range(0x2000, 0x2070), 0x3000, *range(0xFB00, 0xFB07), 0xFEFF, 0xFFFD]
    for pattern, make in _REPLACED
    if pattern.match(chr(code))
}


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in plain signs; ``runs`` are (offset here, offset in the source), ascending."""

    text: str
    runs: tuple[tuple[int, int], ...]
    length: int
    """Of the source."""
    lost: Finding | None = None
    """That letters were lost before the text reached us."""

    def source(self, offset: int) -> int:
        """Where the character at ``offset`` begins in the source; what was dropped goes with what stands before."""
        if offset <= 0:
            return 0
        if offset >= len(self.text):
            return self.length
        here, there = self.runs[bisect_right(self.runs, (offset, float("inf"))) - 1]
        return there + offset - here

    def restore(self, paper: Paper) -> Paper:
        """The paper with all its spans pointing into the source, and with its lost letters."""
        if not self.text:
            return replace(paper, parts=(Part("blank", Span(0, self.length)),))
        paper = _moved(paper, self)
        return replace(paper, findings=(*paper.findings, self.lost)) if self.lost else paper


def make_plain(source: str) -> Plain | None:
    """The source in plain signs; None when it has no others."""
    if _STRANGE.search(source) is None:
        return None
    pieces: list[str] = []
    runs = [(0, 0)]
    position = length = 0
    for match in _STRANGE.finditer(source):
        start, end = match.span()
        if start < position:
            continue  # one of several marks
        start, end, sign = _plain_sign(source, start, end, position)
        pieces += (source[position:start], sign)
        length += start - position + len(sign)
        if len(sign) != end - start:
            runs.append((length, end))
        position = end
    pieces.append(source[position:])
    return Plain("".join(pieces), tuple(runs), len(source), _lost(source))


def _lost(source: str) -> Finding | None:
    count, first = source.count(LOST), source.find(LOST)
    if not count:
        return None
    return Finding(
        "unreadable-characters", "warning", "text",
        f"Der Text enthält {count} unlesbare Zeichen („{LOST}“). Bitte im Papier nachsehen und ersetzen.",
        Span(first, first + 1),
    )  # fmt: skip


def _plain_sign(source: str, start: int, end: int, position: int) -> tuple[int, int, str]:
    """The stretch of the source around one strange sign, and what stands for it."""
    sign = source[start]
    if sign == "\r" and source[end : end + 1] == "\n":
        return start, end + 1, "\n"
    if sign in _BREAKS:
        if sign == "\u00ad":
            return start, end, "-" if _LINE_END.match(source, end) else ""
        inside = source[start - 1 : start].isalnum() and source[end : end + 1].isalnum()
        return start, end, "-\n" if inside else "-" if _LINE_END.match(source, end) else ""
    if marks := _MARK.match(source, start):
        start = max(position, start - 1)
        return start, marks.end(), unicodedata.normalize("NFC", source[start : marks.end()])
    return start, end, _PLAIN.get(sign, "")


def _moved(value: Any, plain: Plain) -> Any:
    if isinstance(value, Span):
        return Span(plain.source(value.start), plain.source(value.end))
    if isinstance(value, tuple):
        moved = (_moved(one, plain) for one in value)
        return tuple(one for one in moved if not _is_empty(one))
    if isinstance(value, str):
        return value.replace(STANDS_IN, LOST)
    if isinstance(value, Mapping):
        return {key: _moved(one, plain) for key, one in value.items()}
    if is_dataclass(value):
        return replace(value, **{field.name: _moved(getattr(value, field.name), plain) for field in fields(value)})
    return value


def _is_empty(value: Any) -> bool:
    span = getattr(value, "span", None)
    return isinstance(span, Span) and span.start >= span.end
