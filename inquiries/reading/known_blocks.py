"""The blocks of a reply whose questions are known: also where neither a usual heading nor a repeated question is.

Further written forms: "Zu den Fragen 1" / "und 2:" over two lines; "Die Fragen 3 und 4 werden gemeinsam beantwortet."
in front of an answer; "Frage 3" alone or with a colon; "ad 3)"; "ANTWORT ZU FRAGE 3"; a question repeated in other
words and without its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest

from .blocks import Block, BlockReader
from .draft import Draft
from .lines import Line
from .marks import ANSWER_WORD, read_answer_heading, read_broken_heading, read_label
from .numbered_answers import cut_at_numbers, find_numbered, find_parts, numbered_heading
from .numbers import match_numbers, split_section, whole_of
from .paper import Question
from .repeats import Repeat
from .text import Span
from .wording import likeness, words

_TO = re.compile(r"(?:Antwort\s+)?Zu\s+(?:(?:den\s+)?(?:Fragen?|Ziffern?|Nr\.|Nummern?)\s+)?(?=[\dIVX])", re.IGNORECASE)
_BEFORE_WORD = re.compile(r"\s?[.):]{0,2}\s+(?=[A-ZÄÖÜ„“\"(])")
_BEFORE_QUOTATION = re.compile(r"\s+(?=[„“\"(])")
_ASKED = re.compile(r"(?:Frage|F)\s?:")
_ANSWERED = re.compile(r"A\s?:\s+")
_LONE_MARK = re.compile(r"(?:[A-H]|[IVX]{1,5})\.")
_JOINT = re.compile(r"(?:Die\s+|Zu\s+den\s+)?(?:Fragen|Ziffern|Nummern)\s+\d")
_SENTENCE_END = re.compile(r"[.?!:;)“\"*]\Z")
_QUESTION_SIGN = re.compile(r"[?;]")
_SENTENCE = re.compile(r"\w{2}[.!]\s+[A-ZÄÖÜ„]")
_FEWEST = 4  # words that say whether a question is repeated
_LIKE = 0.55
_CLEARER = 0.15
_NEXT = 3  # so many of the questions that are still to come may be repeated in other words
_LONGEST = 12  # lines of such a repeat


class KnownBlockReader(BlockReader):
    """As ``BlockReader``; its finder knows all the questions that there are."""

    def steps(self) -> tuple[Callable[[int], int | None], ...]:
        numbers = [question.number for question in self.finder.questions]
        self._numbers = {part for number in numbers for part in (number, split_section(number)[1])}
        self._in_order = numbers
        self._order = {number: index for index, number in enumerate(numbers)}
        self._reached = 0
        headings = [heading for line in self.lines if (heading := read_answer_heading(line))]
        self._headed = {label for heading in headings for label in heading.labels}
        self._labels_answers = not headings and not any(_is_answer_word(line) for line in self.lines)
        return (self._broken_anywhere, *super().steps(), self._reworded, self._numbered, self._joint)

    def _heading(self, index: int) -> int | None:
        """Also without a colon, "Zu 4 und 5 Siehe", directly below those questions; and "Zu 4. „So …"."""
        if (following := super()._heading(index)) is not None:
            return following
        line = self.lines[index]
        heading = self._below_repeats(line) if self._pending else self._before_quotation(index)
        if heading is None:
            return None
        self._open_headed(self.lines[index], *heading)
        return index + 1

    def _below_repeats(self, line: Line) -> tuple[tuple[str, ...], int] | None:
        match = _TO.match(line.text)
        found = match_numbers(line.text, match.end()) if match else None
        behind = _BEFORE_WORD.match(line.text, found.end) if found else None
        repeated = [split_section(repeat.label)[1] for repeat in self._pending]
        if behind is None or [split_section(label)[1] for label in found.labels] != repeated:
            return None
        return found.labels, behind.end()

    def _before_quotation(self, index: int) -> tuple[tuple[str, ...], int] | None:
        """The heading of the next answer, where a quotation or a bracket begins that."""
        line = self.lines[index]
        match = _TO.match(line.text) if self._begins(index) else None
        found = match_numbers(line.text, match.end()) if match else None
        behind = _BEFORE_QUOTATION.match(line.text, found.end) if found else None
        coming = [split_section(number)[1] for number in self._coming()]
        if behind is None or line.text[found.end - 1] not in ".)" or coming[: len(found.labels)] != [*found.labels]:
            return None
        return found.labels, behind.end()

    def _take(self, repeat: Repeat) -> int:
        """Takes the number of a repeated question along, or "Frage:", that stands alone on the line above it."""
        lines = self._current.lines if self._current else self.front
        if lines and not read_label(repeat.lines[0]) and self._labels(lines[-1], repeat):
            self.draft.name(f"label of repeated question {repeat.label}", [lines.pop()])
        self._reach([repeat.label])
        return super()._take(repeat)

    def _labels(self, line: Line, repeat: Repeat) -> bool:
        label = read_label(line)
        if label is None:
            return _ASKED.fullmatch(line.text) is not None
        return label.end == len(line.text) and f"{label.main}{label.letter}" == split_section(repeat.label)[1]

    def _open_rest(self, line: Line) -> None:
        if heading := self._below_repeats(line):
            self._open_headed(line, *heading)
        elif match := _ANSWERED.match(line.text):
            self._open_worded(line, line.start + match.end())
        else:
            super()._open_rest(line)

    def _answer_word(self, index: int) -> int | None:
        """Also "A:" below repeated questions."""
        if (following := super()._answer_word(index)) is not None or not self._pending:
            return following
        line = self.lines[index]
        if match := _ANSWERED.match(line.text):
            self._open_worded(line, line.start + match.end())
            return index + 1
        return None

    def _section_heading(self, index: int) -> int | None:
        """Also one whose mark stands on the line above it: "II." / "Lage vor Ort"."""
        if (following := super()._section_heading(index)) is not None:
            return following
        if index + 1 == len(self.lines) or not _LONE_MARK.fullmatch(self.lines[index].text):
            return None
        following = super()._section_heading(index + 1)
        if following is not None:
            self.draft.name("section heading", [self.lines[index]])
        return following

    def _broken_anywhere(self, index: int) -> int | None:
        broken = read_broken_heading(self.lines, index, anywhere=True)
        if broken is None or not self._numbers.issuperset(broken.labels):
            return None
        closed = ":" in self.lines[index + 1].text[: broken.end]
        if not closed and not (self.lines[index].text[0] in "AZ" and self._begins(index)):
            return None
        return self._open_broken(index, broken)

    def _reworded(self, index: int) -> int | None:
        """A question in other words and without its number: one of the next, and like no other."""
        line = self.lines[index]
        if read_label(line) or not self._begins(index):
            return None
        stop = self._end_of_question(index)
        text = " ".join(one.text for one in self.lines[index:stop])
        said = words(text)
        if len(said) < _FEWEST:
            return None
        shares = sorted(
            ((likeness(said, words(self.finder.by_label[number].text)), number) for number in self._coming()),
            reverse=True,
        )
        if not shares or shares[0][0] < _LIKE or not self.finder.asks_alike(shares[0][1], text):
            return None
        if len(shares) > 1 and shares[0][0] - shares[1][0] < _CLEARER:
            return None
        return self._take(self.finder.reworded(shares[0][1], index, stop))

    def _end_of_question(self, index: int) -> int:
        """The line behind the one in which the first sentence ends as questions do; ``index`` when it does not."""
        said = ""
        for stop in range(index, min(index + _LONGEST, len(self.lines))):
            line = self.lines[stop]
            if stop > index and (line.gap or read_label(line)):
                break
            said = f"{said} {line.text}"
            if sign := _QUESTION_SIGN.search(said):
                return index if _SENTENCE.search(said, 0, sign.start()) else stop + 1
        return index

    def _coming(self) -> list[str]:
        return self._in_order[self._reached : self._reached + _NEXT]

    def _reach(self, labels: Iterable[str]) -> None:
        """Remember how far the questions are answered or repeated by now."""
        self._reached = max(self._reached, *(self._order.get(label, -1) + 1 for label in labels), 0)

    def _open(self, block: Block) -> None:
        self._reach(block.labels)
        super()._open(block)

    def _numbered(self, index: int) -> int | None:
        """ "Frage 3" alone or with a colon, "ad 3)": the number of an answer where nothing else heads answers."""
        line = self.lines[index]
        heading = numbered_heading(line.text) if self._labels_answers else None
        if heading is None:
            return None
        labels, end, closed = heading
        coming = [split_section(number)[1] for number in self._coming()[: len(labels)]]
        if not self._begins(index) and (coming != [*labels] or line.text[0].islower()):
            return None
        if not closed or not self._numbers.issuperset(labels) or self._asks_on(index, end):
            return None
        self._open_headed(line, labels, end)
        return index + 1

    def _asks_on(self, index: int, end: int) -> bool:
        """Whether the paragraph behind a number ends as a question: then it is repeated in other words."""
        text = self.lines[index].text[end:]
        stop = index + 1
        while stop < len(self.lines) and (not text or not self.lines[stop].gap) and stop < index + _LONGEST:
            if text and re.search(r"[.?!]\Z", text):
                break
            text = self.lines[stop].text
            stop += 1
        return text.rstrip(" *").endswith("?")

    def _joint(self, index: int) -> int | None:
        """ "Die Fragen 3 und 4 werden gemeinsam beantwortet." where no heading and no repeat says so."""
        line = self.lines[index]
        if self._pending or not _JOINT.match(line.text) or not self._begins(index):
            return None
        labels = self.finder.joint_statement(" ".join(one.text for one in self.lines[index : index + 4]))
        labels = tuple(self.finder.resolve(label, self._section, self._answered) for label in labels)
        if len(labels) < 2 or not all(label in self._order for label in labels):
            return None
        if self._answered.intersection(labels) or self._headed.intersection(labels):
            return None
        self._open(Block(labels, [], [line], line.start))
        return index + 1

    def _begins(self, index: int) -> bool:
        """Whether a line begins a paragraph or a sentence."""
        line = self.lines[index]
        return index == 0 or line.gap or line.page or _SENTENCE_END.search(self.lines[index - 1].text) is not None


def _is_answer_word(line: Line) -> bool:
    return len(line.text) < 40 and line.key in ANSWER_WORD


def numbered_blocks(draft: Draft, lines: list[Line], questions: tuple[Question, ...]) -> tuple[list[Line], list[Block]]:
    """The lines before the first answer, and the answers, where only bare numbers part them."""
    numbers = [question.number for question in questions if not question.decision]
    found = find_numbered(lines, numbers) if len(numbers) > 1 else None
    if found is None and len(numbers) > 1:
        pieces = cut_at_numbers(lines)
        found = find_numbered(pieces, numbers)
        lines = pieces if found else lines
    if found is None:
        return lines, []
    blocks = []
    for one, following in zip_longest(found, found[1:]):
        line = lines[one.index]
        behind = line.start + one.end
        draft.name(f"heading of answer {', '.join(one.labels)}", [line], end=behind)
        taken = lines[one.index : following.index if following else None]
        blocks.append(
            Block(one.labels, [], taken if behind < line.end else taken[1:], behind, Span(line.start, behind))
        )
    return lines[: found[0].index], blocks


def part_blocks(draft: Draft, blocks: list[Block], questions: tuple[Question, ...]) -> list[Block]:
    """The blocks, those of a question in parts divided where "a)" and "b)" head the answers to these."""
    parts: dict[str | None, list[str]] = {}
    for question in questions:
        parts.setdefault(whole_of(question.number), []).append(question.number)
    return [part for block in blocks for part in _parted(draft, block, parts)]


def _parted(draft: Draft, block: Block, parts_of: Mapping[str | None, Sequence[str]]) -> list[Block]:
    parts = parts_of.get(block.labels[0], ()) if len(block.labels) == 1 else ()
    if len(parts) < 2 or not block.lines:
        return [block]
    start = block.lines[0].start if block.start is None else block.start
    found = find_parts(block.lines, start, parts)
    if found is None:
        return [block]
    blocks = []
    for one, following in zip_longest(found, found[1:]):
        line = block.lines[one.index]
        behind = line.start + one.end
        draft.name(f"heading of answer {', '.join(one.labels)}", [line], start, behind)
        taken = block.lines[one.index : following.index if following else None]
        repeats = [repeat for repeat in block.repeats if repeat.label in one.labels]
        blocks.append(
            Block(one.labels, repeats, taken if behind < line.end else taken[1:], behind, Span(line.start, behind))
        )
    return blocks
