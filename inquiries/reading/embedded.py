"""Repeated questions, and headings of answers, that begin inside a line, because line breaks were lost there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise, zip_longest

from .lines import Line
from .marks import heading_in
from .numbers import split_section
from .paper import Question
from .seams import find_seams
from .wording import squeeze

_SHORTEST = 12  # letters by which a question is known
# It begins with a blank, and soon fails behind most of them.
_LABEL = re.compile(
    r"[ ](?=[\d(FZ\s])(?<=[^\s\d][ ])(?<!Frage[ ])(?<!Ziffer[ ])(?<!Zu[ ])(?<!zu[ ])\s*"
    r"(?=(?:(?:Frage|Ziffer)\s)?\(?\d{1,3}\s?[a-z]?[.):]{1,2}\s?(?P<beginning>[^\W\d].{0,39}))"
)


_HEADED = re.compile(r"(?:Antwort\s)?Zu\s[^:?]{1,60}:\s+(?P<beginning>[^\W\d].{0,39})", re.IGNORECASE)


def cut_at_questions(lines: list[Line], questions: Sequence[Question]) -> list[Line]:
    """The lines, cut in front of every number behind which the words of a question begin."""
    beginnings = {squeeze(question.text[:60])[:_SHORTEST] for question in questions}
    if not beginnings:
        return lines
    cut = []
    numbered = _numbered(lines)
    for index, line in enumerate(lines):
        start = 0
        headed = _HEADED.match(line.text) if line.text[0] in "ZA" else None
        if headed and squeeze(headed["beginning"])[:_SHORTEST] in beginnings:
            start = headed.start("beginning")
            cut.append(_piece(line, 0, start))
        for match in _LABEL.finditer(line.text.replace("\t", " ")) if index in numbered else ():
            if squeeze(match["beginning"])[:_SHORTEST] in beginnings:
                cut.append(_piece(line, start, match.start()))
                start = match.end()
        cut.append(_piece(line, start, len(line.text)) if start else line)
    return cut


def _numbered(lines: list[Line]) -> set[int]:
    """Which of the lines may hold a label: all of them are searched at once, for few do."""
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)]
    text = "\n".join([line.text for line in lines]).replace("\t", " ")
    return {bisect_right(starts, match.start()) - 1 for match in _LABEL.finditer(text)}


_BEGINS = re.compile(
    r"(?:(?<=[.?!:;)“\"*])[*\s]{1,6}|\s{1,4}(?=(?:Antworte?n?\s(?:zu|auf)|Zu)\s[^:?!]{1,60}:))(?=[^\s*])"
)
_OWN_LABEL = re.compile(r"(?:(?:Frage|Ziffer|Nr\.|Nummer)\s)?\(?(?:\d{1,3}\s?[a-z]?[.):]{1,2}|[a-z]\))\s?\*{0,2}")
_MARK_ABOVE = re.compile(r"(?<!\S)(?:Teil\s)?(?:[A-H]|[IVX]{1,5})[.:]\s*\Z")
_LABEL_BEFORE = re.compile(r"(?<!\S)\(?(?P<number>\d{1,3}\s?[a-z]?)[.):]{1,2}\Z")
_LONGEST_HEADING = 120  # characters
_SHORTEST_BROKEN = 30  # characters; a heading so near to the end of the line may go on in the next


def cut_at_seams(lines: list[Line]) -> list[Line]:
    """The lines, cut as those of a text are that lost its line breaks."""
    return [piece for line in lines for piece in cut_line(line, find_seams(line.text, flat=True))]


def cut_line(line: Line, offsets: Iterable[int]) -> Iterator[Line]:
    """The line in pieces, from each of these offsets on up to the next."""
    for low, high in pairwise([0, *offsets, len(line.text)]):
        if line.text[low:high].strip():
            yield _piece(line, low, high)


def cut_where_known(lines: list[Line], questions: Sequence[Question]) -> list[Line]:
    """The lines, cut wherever behind a sentence a known question or the heading of its answer begins.

    The question may bear its number or not; the heading names only numbers of known questions. The heading of a
    section that ends a piece is cut off.
    """
    sections = {question.section for question in questions if question.section}
    cut = _cut_at_known(lines, questions)
    if not sections:
        return cut
    following = zip_longest(cut, cut[1:])
    return [piece for line, below in following for piece in _without_section(line, below, sections)]


def _without_section(line: Line, below: Line | None, sections: set[str]) -> Iterator[Line]:
    """The line, and apart from it "Personal", "B. Personal", or "II." above "Personal", at its end."""
    words = next((words for words in sections if line.text.endswith(f" {words}")), "")
    start = len(line.text) - len(words)
    marked = words or (below is not None and below.text in sections)
    mark = _MARK_ABOVE.search(line.text, max(0, start - 12), start) if marked else None
    start = mark.start() if mark else start
    yield from cut_line(line, [start] if 0 < start < len(line.text) else [])


def _cut_at_known(lines: list[Line], questions: Sequence[Question]) -> list[Line]:
    beginnings: dict[str, set[str]] = {}
    for question in questions:
        plain = split_section(question.number)[1]
        beginnings.setdefault(squeeze(question.text[:60])[:_SHORTEST], set()).add(plain)
    numbers = {part for question in questions for part in (question.number, split_section(question.number)[1])}
    cut: list[Line] = []
    for index, line in enumerate(lines):
        following = lines[index + 1].text[:60] if index + 1 < len(lines) else ""
        start = 0
        for stop, begin in _places(line.text):
            if _OWN_LABEL.fullmatch(line.text, start, stop):
                continue
            asked = _asks(line.text, begin, following, beginnings)
            if asked or _heads(line.text, begin, following, numbers):
                label = _LABEL_BEFORE.search(line.text, max(start, stop - 8), stop) if asked else None
                if label and label["number"].replace(" ", "") in asked:
                    stop = begin = label.start()
                cut.append(_piece(line, start, stop))
                start = begin
        cut.append(_piece(line, start, len(line.text)) if start else line)
    return cut


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence ends and where the next one begins, inside a line."""
    for match in _BEGINS.finditer(text):
        if match.start():
            yield match.start(), match.end()


def _asks(text: str, begin: int, following: str, beginnings: Mapping[str, set[str]]) -> set[str]:
    """The numbers of the questions whose first words stand here."""
    label = _OWN_LABEL.match(text, begin)
    begin = label.end() if label else begin
    words = text[begin : begin + 60]
    if len(words) < 60:
        words = f"{words} {following}"
    return beginnings.get(squeeze(words)[:_SHORTEST], set())


def _heads(text: str, begin: int, following: str, numbers: set[str]) -> bool:
    if text[begin] not in "ZA":
        return False
    words = text[begin : begin + _LONGEST_HEADING]
    if len(words) < _SHORTEST_BROKEN:
        words = f"{words} {following}"
    heading = heading_in(words)
    return heading is not None and numbers.issuperset(heading.labels)


def _piece(line: Line, start: int, stop: int) -> Line:
    first = not start
    text = line.text[start:stop].strip()
    start += len(line.text[start:stop]) - len(line.text[start:stop].lstrip())
    piece = Line(
        line.start + start,
        line.start + start + len(text),
        text,
        line.gap and first,
        line.page and first,
        line.seam or not first,
    )
    if first and line.heading is None:
        piece.heading = None  # as was found out for the whole line
    return piece
