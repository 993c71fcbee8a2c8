"""Answers that are told apart by their numbers alone: "1. Gebaut sind …", "Frage 2", "ad 3)".

Numbers stand in front of the items of lists, too. So they are taken for those of answers only if they count through
all the known questions in their order, if every other number at the beginning of a line or sentence belongs to a
list, and if there is no second way to read them so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .embedded import cut_line
from .lines import Line
from .marks import read_label
from .numbers import match_numbers, split_section

NUMBERED = re.compile(
    r"(?:(?:(?:Antwort|Stellungnahme)\s+)?(?:[Zz]u\s+)?(?:den\s+)?(?:Fragen?|Ziffern?|Ziff\.)|(?P<ad>[Aa]d)"
    r"|(?:ANTWORT\s+)?(?:ZU\s+)?(?:DEN\s+)?(?:FRAGEN?|ZIFFERN?)|ZU)\s+(?=[\dIVX])"
)
"""The words before the number of an answer: "Frage", "Stellungnahme zu den Ziffern", "ad", "ANTWORT ZU FRAGE"."""
_SHOUTED = re.compile(r"(?<=\d)\s(?:UND|BIS|SOWIE)\s(?=\d)")
_SENTENCE_END = re.compile(r"[.?!;)“\"*]\Z")
_ANNOUNCES = re.compile(r"[:,]\Z")
_BEHIND = re.compile(r"[.)]{0,2}(?:\s?:\s*|\s[–-]\s+|\s+(?=[A-ZÄÖÜ„\d])|\s*\Z)")
_BEFORE_AMOUNT = re.compile(r"(\d{1,3})[.)]\s+(?=\d)(?!\d{1,2}\.(?:\s?\d|\s[JFMASOND]))")
_INSIDE = re.compile(
    r"(?<=[.?!:;)“\"])(?<!Nr\.)(?<!Abs\.)(?<!Ziff\.)\s+(?=(?:\d{1,3}[.)]|[a-h]\))\s)"
    rf"|(?<=[.?!:)“\"])\s+(?={NUMBERED.pattern.replace('?P<ad>', '?:')})"
)
_MOST = 4  # numbers at beginnings of lines for each question; in more, nothing is to be found out


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number, or the numbers, of an answer: the line that they begin, and the offset in it behind them."""

    labels: tuple[str, ...]
    index: int
    end: int


@dataclass(frozen=True, slots=True)
class _Mark:
    index: int
    plain: tuple[str, ...]
    end: int
    may_answer: bool
    may_begin_list: bool


def find_numbered(lines: Sequence[Line], numbers: Sequence[str]) -> list[Numbered] | None:
    """The numbers of all answers, in order; None when they are not all there, or not to be told from other numbers."""
    marks = [mark for index in range(len(lines)) if (mark := _mark(lines, index))]
    if not numbers or len(marks) > _MOST * len(numbers):
        return None
    plain = [split_section(number)[1] or number for number in numbers]
    chosen = _Choice(marks, plain).only_way()
    if chosen is None:
        return None
    found, position = [], 0
    for mark in chosen:
        labels = tuple(numbers[position : position + len(mark.plain)])
        found.append(Numbered(labels, mark.index, mark.end))
        position += len(mark.plain)
    return found


def find_parts(lines: Sequence[Line], start: int, parts: Sequence[str]) -> list[Numbered] | None:
    """The letters "a)", "b)" of all parts of one question, the first of them at the offset ``start`` in the source."""
    first = lines[0].behind(start - lines[0].start) if lines and lines[0].start < start else None
    pieces = [first, *lines[1:]] if first else list(lines)
    wanted = iter(parts)
    found: list[Numbered] = []
    following = next(wanted)
    for index, line in enumerate(pieces):
        label = read_label(line)
        if label is None or label.main or not label.letter:
            continue
        if following is None or not following.endswith(label.letter) or (index and not found):
            return None
        offset = line.start - lines[index].start
        found.append(Numbered((following,), index, offset + label.end))
        following = next(wanted, None)
    return found if following is None else None


def cut_at_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines, cut wherever behind a sentence a number or a letter begins the next one."""
    return [piece for line in lines for piece in cut_line(line, (match.end() for match in _INSIDE.finditer(line.text)))]


def numbered_heading(text: str) -> tuple[tuple[str, ...], int, bool] | None:
    """The numbers behind "Frage", "ad" …, the offset behind them, and whether the line or a sign closes the heading."""
    match = NUMBERED.match(text)
    if match is None:
        return None
    found = match_numbers(_SHOUTED.sub(lambda shouted: shouted[0].lower(), text), match.end())
    end = _BEHIND.match(text, found.end) if found else None
    if end is None:
        return None
    sign = text[found.end - 1 : end.end()].strip()
    closed = end.end() == len(text) or sign[-1] in ":–-" or (match["ad"] is not None and sign[-1] in ").")
    return found.labels, end.end(), closed


def _mark(lines: Sequence[Line], index: int) -> _Mark | None:
    line = lines[index]
    before = lines[index - 1].text if index else ""
    begins = index == 0 or line.gap or line.page or _SENTENCE_END.search(before) is not None
    announced = index > 0 and _ANNOUNCES.search(before) is not None
    if heading := numbered_heading(line.text):
        return _Mark(index, heading[0], heading[1], begins or announced, may_begin_list=False) if begins else None
    label = read_label(line)
    several = match_numbers(line.text)
    if several and len(several.labels) > 1 and (end := _BEHIND.match(line.text, several.end)) and not announced:
        return _Mark(index, several.labels, end.end(), begins, may_begin_list=False) if begins else None
    if label is None:
        amount = _BEFORE_AMOUNT.match(line.text) if begins else None
        return _Mark(index, (amount[1],), amount.end(), not announced, announced) if amount else None
    if label.roman and not label.main:
        plain, stop = (label.roman,), label.end
    else:
        plain, stop = (f"{label.main}{label.letter}",), label.end
    return _Mark(index, plain, stop, begins and not announced, announced or not begins)


class _Choice:
    """Which of the marks are those of answers; a state is how many answers are found, and where a list has got to."""

    def __init__(self, marks: list[_Mark], wanted: list[str]):
        self.marks = marks
        self.wanted = wanted

    def only_way(self) -> list[_Mark] | None:
        # state → (number of ways, up to 2; one way as nested pairs)
        states: dict[tuple[int, str], tuple[int, tuple | None]] = {(0, ""): (1, None)}
        for mark in self.marks:
            following: dict[tuple[int, str], tuple[int, tuple | None]] = {}
            for (position, listed), (ways, path) in states.items():
                for state, taken in self._steps(mark, position, listed):
                    known = following.get(state, (0, None))
                    following[state] = (min(2, known[0] + ways), (mark, path) if taken else path)
            states = following
            if not states:
                return None
        ends = [(ways, path) for (position, _), (ways, path) in states.items() if position == len(self.wanted)]
        if len(ends) != 1 or ends[0][0] != 1:
            return None
        chosen, path = [], ends[0][1]
        while path:
            chosen.append(path[0])
            path = path[1]
        return chosen[::-1]

    def _steps(self, mark: _Mark, position: int, listed: str) -> Iterator[tuple[tuple[int, str], bool]]:
        """What a mark may be behind this state: the next answer, the next item of a list, the first one of a list."""
        answers = self._answers(mark, position)
        if answers:
            yield (position + answers, ""), True
        if len(mark.plain) > 1:
            return
        item = mark.plain[0]
        if (listed and item == _next(listed)) or (item in ("1", "a") and mark.may_begin_list):
            yield (position, item), False
        elif not mark.may_answer and not answers:
            yield (position, listed), False  # a number in the middle of a sentence

    def _answers(self, mark: _Mark, position: int) -> int:
        """How many of the next answers bear this mark."""
        if not mark.may_answer:
            return 0
        wanted = self.wanted[position : position + len(mark.plain)]
        if list(mark.plain) == wanted:
            return len(wanted)
        if wanted and len(mark.plain) == 1 and len(mark.plain[0]) == 1 and mark.plain[0].isalpha() and position:
            stem = self.wanted[position - 1].rstrip("abcdefghijklmnopqrstuvwxyz")
            return int(f"{stem}{mark.plain[0]}" == wanted[0])
        return 0


def _next(item: str) -> str:
    return str(int(item) + 1) if item.isdigit() else chr(ord(item) + 1) if len(item) == 1 else ""
