"""The chain of numbers that makes a list of questions: 1, 2, 3 … with sub-questions and sections.

What only looks like a number is passed over: dates, amounts, lists inside a question.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import zip_longest

from .lines import Line, heading_key
from .marks import Label, read_label
from .vocabulary import WORDS

_CLOSED = re.compile(r"[.;?!:)“\"…]\s*\*?\s*\Z")
_END = re.compile(r"[.;?!]\)?[“\"]?\s*\*?\s*\Z")
_MARK = re.compile(
    r"(?:Teil|Abschnitt|Kapitel|(?:Themen|Fragen)?(?:[Bb]lock|[Kk]omplex|[Ff]eld|[Bb]ereich))\s+"
    r"(?P<named>[A-H]|[IVX]{1,5})(?:\s?[:.)–-]+\s*|\s+|\Z)"
    r"|(?P<mark>[A-H])[.)]\s+"
)
_INSIDE = re.compile(r"(?<=[;?])\s+(?=\d{1,2}(?:[.)](?:\s+\D|\s*\Z)|\s+[A-ZÄÖÜ]))")
_NUMBER = re.compile(r"\d*")
_GAP = 3  # a number further ahead than this is no question with a number left out
_REACH = 60  # lines to look ahead
_LONGEST_HEADING = 3  # lines
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_ASKING = frozenset(word.casefold() for word in WORDS["first"])
ROMAN = tuple(
    f"{tens}{ones}"
    for tens in ("", "X", "XX", "XXX")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
)


@dataclass(slots=True)
class Item:
    """A question being gathered: its label, its section's mark, its lines from ``start`` in the source on."""

    label: str
    lines: list[Line]
    start: int
    section: str = ""
    heading: str | None = None
    part: int = 0
    """How many headings stand above it."""


@dataclass(slots=True)
class Chain:
    items: list[Item] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    opened: list[tuple[str, int, str]] = field(default_factory=list)
    """For each line of a heading its key, the count of the heading (0 in further lines), the mark that it bears."""
    unmarked: bool = False
    """Sections count anew without bearing a mark; they are counted in Roman numerals."""
    lead: list[Line] = field(default_factory=list)

    def number(self, item: Item) -> str:
        """The label that tells an item from all others where sections count anew: "II.3"."""
        if not item.label:
            return item.section
        return f"{item.section}.{item.label}" if item.section and self.restarts else item.label

    @property
    def restarts(self) -> bool:
        parts: dict[str, int] = {}
        return any(item.part != parts.setdefault(item.label, item.part) for item in self.items if item.label)

    @property
    def sections(self) -> dict[str, list[str]]:
        """Keys of lines that head sections → the marks of the sections they open, in order; none in further lines."""
        sections: dict[str, list[str]] = defaultdict(list)
        for key, count, mark in self.opened:
            sections[key] += [mark or (ROMAN[count] if self.unmarked else "")] if count else []
        return sections


def read_chain(lines: list[Line], *, parts_answered: frozenset[str] = frozenset()) -> Chain:
    """The chain among lines that begin with a number; where that leaves numbers out, also inside lines.

    ``parts_answered``: numbers of questions whose parts "a)" and "b)" the reply answers on their own, so that they
    are questions, however they end.
    """
    chain = _Walker(lines, parts_answered=parts_answered).walk()
    if _runs_on(chain):
        pieces = [piece for line in lines for piece in _cut(line)]
        cut = _Walker(pieces, parts_answered=parts_answered).walk()
        chain = cut if len(cut.items) > len(chain.items) else chain
    return _with_counted_sections(_with_numbered_headings(chain))


def _with_counted_sections(chain: Chain) -> Chain:
    """Sections that bear no mark, while their numbers begin anew, are I, II, III in the order of their headings."""
    if not chain.restarts or any(item.section for item in chain.items) or chain.items[-1].part >= len(ROMAN):
        return chain
    for item in chain.items:
        item.section = ROMAN[item.part]
    chain.unmarked = True
    return chain


def _with_numbered_headings(chain: Chain) -> Chain:
    """ "2. Zukunft" above "2.1 Was ist geplant?" heads a section and asks nothing."""
    items = []
    heading = None
    for item, following in zip_longest(chain.items, chain.items[1:]):
        heads = following and following.label == f"{item.label}.1" and not _END.search(item.lines[-1].text)
        if heads:
            heading = " ".join(_texts(item)).strip()
            chain.headings.extend(item.lines)
            chain.opened.append((heading_key(heading), 0, ""))
        else:
            item.heading = heading if "." in item.label and heading else item.heading
            items.append(item)
    chain.items = items
    return chain


def _runs_on(chain: Chain) -> bool:
    """Whether a question holds the number that should have come next: line breaks were lost."""
    for item, following in zip_longest(chain.items, chain.items[1:]):
        number = int(_NUMBER.match(item.label)[0] or 0) + 1
        if number == 1 or (following and following.label.startswith(str(number))):
            continue
        if re.search(rf"[;?]\s+{number}(?:[.)]\s|\s+[A-ZÄÖÜ])", " ".join(_texts(item))):
            return True
    return False


def _cut(line: Line) -> list[Line]:
    """The line in pieces, each but the first beginning with a number behind a finished question."""
    pieces = []
    while match := _INSIDE.search(line.text):
        rest = line.behind(match.end())
        if rest is None:
            break
        text = line.text[: match.start()]
        pieces.append(Line(line.start, line.start + match.start(), text, line.gap, line.page, line.seam))
        line = rest
    return [*pieces, line]


class _Walker:
    def __init__(self, lines: list[Line], *, parts_answered: frozenset[str]):
        self.lines = lines
        self.parts_answered = parts_answered
        self.labels: list[Label | None] = [read_label(line) for line in lines]
        self.places: dict[str, list[int]] = defaultdict(list)
        for index, label in enumerate(self.labels):
            if label and label.main and not label.letter:
                self.places[label.main].append(index)
        self.chain = Chain()
        self.style: str | None = None
        self.last = 0
        self.letter = ""
        self.listed = 0  # last number of a list inside the current question
        self.roman = 0
        self.section = ""
        self.outer = ""  # "A" in "A. I. 1."
        self.heading: str | None = None
        self.count = 0  # headings so far
        self.fresh = -1  # index of the line behind the latest heading

    def walk(self) -> Chain:
        index = 0
        while index < len(self.lines):
            index = self._section(index) or self._plain_heading(index) or self._step(index)
        return self.chain

    def _step(self, index: int) -> int:
        label, line = self.labels[index], self.lines[index]
        if label is not None:
            if label.roman and label.main:  # "I. 1."
                self.roman, self.section = _value(label.roman), label.roman
                self.last, self.letter, self.listed, self.style = label.number - 1, "", 0, label.style
            if label.main and self._fits_style(label, index):
                if self._accepts(label, index):
                    self._open(label, line)
                    return index + 1
                self.listed = label.number if label.number in (1, self.listed + 1) else self.listed
            elif label.letter and not label.main and self._accepts_letter(label, index):
                self._open_part(label, line)
                return index + 1
        if self.chain.items:
            self.chain.items[-1].lines.append(line)
        else:
            self.chain.lead.append(line)
        return index + 1

    def _open(self, label: Label, line: Line) -> None:
        if not label.letter:
            self.style = self.style if self.style is not None else label.style
        self.last, self.letter, self.listed = label.number, label.letter, 0
        self._add(label.main + label.letter, line, line.start + label.end)

    def _open_part(self, label: Label, line: Line) -> None:
        self.letter = label.letter
        previous = self.chain.items[-1] if self.chain.items else None
        if (
            previous
            and previous.label == str(self.last)
            and not "".join(self_text for self_text in _texts(previous)).strip(" :")
        ):
            self.chain.items.pop()  # "3." alone above "a)": its line only bears the number
            line_before = previous.lines[0]
            self._add(f"{self.last}{label.letter}", line, line.start + label.end)
            self.chain.items[-1].lines.insert(0, line_before)
            return
        self._add(f"{self.last}{label.letter}" if self.last else label.letter, line, line.start + label.end)

    def _add(self, label: str, line: Line, start: int) -> None:
        section = f"{self.outer}.{self.section}" if self.outer else self.section
        self.chain.items.append(Item(label, [line], start, section, self.heading, self.count))

    def _head(self, lines: list[Line], mark: str) -> None:
        self.count += 1
        self.chain.headings.extend(lines)
        for number, line in enumerate(lines):
            self.chain.opened.append((heading_key(line.text), 0 if number else self.count, mark))

    def _fits_style(self, label: Label, index: int) -> bool:
        if self.style is None or label.letter or "." in label.main:
            return True
        if {self.style, label.style} == {"", "."}:
            return label.number == self.last + 1 and self._closed(index)
        one, other = self.style.rstrip(":"), label.style.rstrip(":")
        return one == other or {one, other} == {".", ".)"}

    def _closed(self, index: int) -> bool:
        if index == 0 or not self.chain.items:
            return True
        line = self.lines[index]
        return line.gap or line.seam or _CLOSED.search(self.lines[index - 1].text) is not None

    def _later(self, main: str, index: int) -> list[int]:
        """The next few lines behind ``index`` that begin with this number, before the numbers begin anew."""
        places = self.places.get(main, [])
        first = bisect_right(places, index)
        if first == len(places):
            return []
        later = places[first : first + 5]
        ones = self.places.get("1", [])
        one = bisect_right(ones, index)
        while one < len(ones) and ones[one] < later[-1] and not self._closed(ones[one]):
            one += 1
        return [at for at in later if one == len(ones) or at < ones[one]]

    def _accepts(self, label: Label, index: int) -> bool:
        number, last, closed = label.number, self.last, self._closed(index)
        if "." in label.main:  # 1.1
            if number == last and label.main == f"{last}.1" and not closed:
                return self._asks(index, label)
            return number in (last, last + 1) and (closed or label.main == f"{last + 1}.1")
        if label.letter:
            follows = not self.letter or ord(label.letter) == ord(self.letter) + 1
            return closed and ((number == last and follows) or (number == last + 1 and label.letter == "a"))
        if number == 1 and self.fresh == index:
            return True
        if number == last + 1:
            later = self._later(label.main, index)
            if self.listed and self.listed + 1 == number and (any(map(self._closed, later)) if closed else later):
                return False  # goes on in the list inside the question; its own number comes later
            if closed:
                return True
            if any(self._closed(at) for at in later):
                return False
            if not self.listed and not later and self.lines[index - 1].text[-1] == ",":
                return True  # an Antrag may part its demands by commas
            first = _FIRST_WORD.match(self.lines[index].text, label.end)
            return first is not None and first[0].casefold() in _ASKING
        if not self.chain.items:
            return number == 1 or (number <= 1 + _GAP and not self.places.get("1") and closed)
        if not closed:
            return False
        if number == last and not self.letter:
            return self._twice(index)
        if 0 < number - last - 1 <= _GAP and not self.listed:
            return not any(self._later(str(missing), index) for missing in range(last + 1, number))
        return False

    def _asks(self, index: int, label: Label) -> bool:
        """Whether "1.1" is a question and no item of a list: the line above "1.2" ends as questions do."""
        for at in range(index + 1, min(index + _REACH, len(self.labels))):
            following = self.labels[at]
            if following and following.main == f"{label.number}.2":
                return _END.search(self.lines[at - 1].text) is not None
        return True

    def _twice(self, index: int) -> bool:
        """Whether a number printed twice heads two questions: both end as questions do."""
        line, before = self.lines[index], self.lines[index - 1]
        if not line.gap or not _END.search(before.text):
            return False
        for following in self.lines[index : index + 8]:
            if _END.search(following.text):
                return following.text.rstrip(" *")[-1] in "?;"
        return False

    def _accepts_letter(self, label: Label, index: int) -> bool:
        if self.letter:
            return ord(label.letter) == ord(self.letter) + 1
        if label.letter != "a":
            return False
        for at in range(index + 1, min(index + _REACH, len(self.labels))):
            following = self.labels[at]
            if following and following.letter == "b" and not following.main:
                return str(self.last) in self.parts_answered or _END.search(self.lines[at - 1].text) is not None
            if following and following.main:
                return False
        return False

    def _section(self, index: int) -> int | None:
        """A line "II. …": the heading of a section, or a question numbered so. Gives the line behind it."""
        label = self.labels[index]
        if label is None or not label.roman or label.main or not self._closed(index):
            return None
        if _value(label.roman) != self.roman + 1:
            return None
        following = next(
            (at for at in range(index + 1, min(index + _REACH, len(self.lines))) if self._counts(at)), None
        )
        self.roman, self.section = self.roman + 1, label.roman
        block = self.lines[index:following]
        after = self.labels[following] if following is not None else None
        if (
            after
            and after.main
            and after.number in (1, self.last + 1)
            and not any(line.text.rstrip(" *")[-1:] in "?;" for line in block)
            and len(block) <= _LONGEST_HEADING + 1
        ):
            text = " ".join([self.lines[index].text[label.end :], *(line.text for line in block[1:])]).strip()
            self.heading = text or None
            self._head(block, f"{self.outer}.{label.roman}" if self.outer else label.roman)
            self.fresh, self.letter, self.listed = following, "", 0
            self.last = 0 if after.number == 1 else self.last
            return following
        self.heading, self.letter = None, ""
        self._add("", self.lines[index], self.lines[index].start + label.end)
        return index + 1

    def _counts(self, index: int) -> bool:
        label = self.labels[index]
        return label is not None and bool(label.main or label.roman)

    def _plain_heading(self, index: int) -> int | None:
        """Short lines without closing punctuation between a finished question and the next number."""
        first = self.lines[index]
        if self.labels[index] is not None or not first.text[0].isupper() or len(first.text) > 120:
            return None
        titled = first.gap and first.text.endswith(":") and len(first.text) < 80
        if _CLOSED.search(first.text) and not titled:
            return None
        behind_question = self.chain.items and self.lines[index - 1] is self.chain.items[-1].lines[-1]
        if behind_question and not _END.search(self.lines[index - 1].text):
            return None
        stop = index
        while stop < len(self.lines) and stop - index < _LONGEST_HEADING and self.labels[stop] is None:
            if len(self.lines[stop].text) > 120 or (stop > index and self.lines[stop].gap):
                return None
            stop += 1
        label = self.labels[stop] if stop < len(self.lines) else None
        if label and label.roman and not label.main and _value(label.roman) in (1, self.roman + 1):
            return self._outer_heading(index, stop)
        if label is None or not label.main or label.letter or label.number not in (1, self.last + 1):
            return None
        if (_CLOSED.search(self.lines[stop - 1].text) and not titled) or not self._fits_style(label, stop):
            return None
        if self.lines[stop - 1].text.endswith(","):
            return None
        self.heading = " ".join(line.text for line in self.lines[index:stop]).rstrip(": ")
        if match := _MARK.match(self.heading):
            self.section = match["mark"] or match["named"]
            self.heading = self.heading[match.end() :]
        self._head(self.lines[index:stop], self.section if match else "")
        self.fresh, self.letter, self.listed = stop, "", 0
        return stop

    def _outer_heading(self, index: int, stop: int) -> int | None:
        """ "A. Lage" above "I. Gebäude": its sections count anew or run on."""
        match = _MARK.match(self.lines[index].text)
        if match is None:
            return None
        self.outer, self.roman = match["mark"] or match["named"], _value(self.labels[stop].roman) - 1
        self._head(self.lines[index:stop], "")
        return stop


def _texts(item: Item) -> list[str]:
    """What stands behind the number, line by line."""
    first, *rest = item.lines
    return [first.text[item.start - first.start :], *(line.text for line in rest)]


def _value(roman: str) -> int:
    return ROMAN.index(roman) if roman in ROMAN else -1
