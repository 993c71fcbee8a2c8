"""The blocks of a reply: which questions are repeated, under which heading, and which lines answer them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .draft import Draft
from .lines import Line, heading_key
from .marks import ANSWER_WORD, OPENING, AnswerHeading, read_answer_heading, read_broken_heading, read_label
from .numbers import whole_of
from .repeats import Repeat, RepeatFinder
from .text import Span

_ANSWER_COLON = re.compile(r"Antwort(?:\s+der\s+Landesregierung)?:(?:\s+|\Z)")
_FORMULA_GOES_ON = re.compile(r"die\s+Landesregierung\s+zu\s+ersuchen|zu\s+(?:ersuchen|berichten)\b.{0,3}\Z")
_FORMULA_ENDS = re.compile(r"(?:berichten|Landesregierung)\s*[,:]?\Z|:\Z")
_LONGEST_FORMULA = 6  # lines


@dataclass(slots=True)
class Block:
    """One answer being gathered: its labels, the questions repeated for it, its lines from ``start`` on."""

    labels: tuple[str, ...]
    repeats: list[Repeat] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    start: int | None = None
    heading: Span | None = None


class BlockReader:
    """Walks over the lines between the opening and the closing of a reply.

    ``front`` are the lines before the first block, ``repeats`` all repeated questions in order.
    """

    def __init__(self, draft: Draft, lines: list[Line], finder: RepeatFinder, headings: Mapping[str, list[str]]):
        self.draft = draft
        self.lines = lines
        self.finder = finder
        self.headings = headings
        self._entered: Counter[str] = Counter()
        self.blocks: list[Block] = []
        self._answered: set[str] = set()
        self.repeats: list[Repeat] = []
        self.front: list[Line] = []
        self._pending: list[Repeat] = []
        self._current: Block | None = None
        self._section = ""

    def steps(self) -> tuple[Callable[[int], int | None], ...]:
        """What a line may be, asked in turn: each gives the index behind what it took, or None."""
        return self._broken, self._heading, self._answer_word, self._section_heading, self._repeat, self._formula

    def read(self) -> BlockReader:
        steps = self.steps()
        index = 0
        while index < len(self.lines):
            for step in steps:
                if (following := step(index)) is not None:
                    index = following
                    break
            else:
                self._text(self.lines[index])
                index += 1
        if self._pending:
            self._open_pending()
        return self

    def _broken(self, index: int) -> int | None:
        """A heading, or the label of a repeated question, that a page break goes through."""
        line = self.lines[index]
        following = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if following is None or not following.page:
            return None
        if broken := read_broken_heading(self.lines, index):
            return self._open_broken(index, broken)
        if line.text in ("Frage", "Ziffer") and read_label(following):
            self.draft.name("label of a repeated question", [line])
            return index + 1
        return None

    def _open_broken(self, index: int, broken: AnswerHeading) -> int:
        self.draft.name(f"heading of answer {', '.join(broken.labels)}", [self.lines[index]])
        self._open_headed(self.lines[index + 1], broken.labels, broken.end)
        return index + 2

    def _heading(self, index: int) -> int | None:
        line = self.lines[index]
        heading = read_answer_heading(line)
        if heading is None:
            return None
        self._open_headed(line, heading.labels, heading.end)
        return index + 1

    def _open_headed(self, line: Line, written: tuple[str, ...], end: int) -> None:
        """Opens the block of a heading; of the repeated questions it takes those that it covers."""
        labels = tuple(self.finder.resolve(label, self._section, self._answered) for label in written)
        covered = [repeat for repeat in self._pending if self.finder.covers(labels, repeat.label)]
        self._pending = [repeat for repeat in self._pending if repeat not in covered]
        behind = line.start + end
        if behind < line.end and (answer := _ANSWER_COLON.match(line.text, end)):  # "Zu Frage 1: Antwort: …"
            behind = line.start + answer.end()
        lines = [line] if behind < line.end else []
        self._open(Block(labels, covered, lines, behind, Span(line.start, behind)))
        self.draft.name(f"heading of answer {', '.join(labels)}", [line], end=behind)

    def _answer_word(self, index: int) -> int | None:
        """ "Antwort:" below repeated questions."""
        line = self.lines[index]
        current = self._current
        headed = current is not None and current.heading is not None and not current.lines
        behind = behind_answer_word(line) if self._pending or headed else None
        if behind is None:
            return None
        if self._pending:
            self._open_worded(line, behind)
            return index + 1
        self.draft.name(f"heading of answer {', '.join(current.labels)}", [line], end=behind)  # below "Zu Frage 1:"
        current.start = behind
        current.lines.extend([line] if behind < line.end else [])
        return index + 1

    def _open_worded(self, line: Line, behind: int) -> None:
        block = self._open_pending([line] if behind < line.end else [], behind)
        block.heading = Span(line.start, behind)
        self.draft.name(f"heading of answer {', '.join(block.labels)}", [line], end=behind)

    def _section_heading(self, index: int) -> int | None:
        line = self.lines[index]
        if self.headings and (key := heading_key(line.text)) and key in self.headings and self._heads_block(index, key):
            marks = self.headings[key]
            mark = marks[self._entered[key]] if marks else ""
            self._entered[key] += 1
        elif line.text[0] not in "IVX" or (mark := self._marked_section(line)) is None:
            return None
        self.draft.name("section heading", [line])
        self._section = self.finder.section = mark or self._section
        self._current = None
        return index + 1

    def _heads_block(self, index: int, key: str) -> bool:
        """Whether a line worded as a heading heads something here, for the first time, and is no cell of a table."""
        if self._entered[key] >= max(1, len(self.headings[key])):
            return False
        following = self.lines[index + 1 : index + 4]
        return any(read_label(line) or read_answer_heading(line) for line in following) or (
            bool(following) and (self.lines[index].gap or following[0].gap)
        )

    def _marked_section(self, line: Line) -> str | None:
        """The mark of a line "II. …" that heads a section whose questions count anew, in whatever words."""
        label = read_label(line)
        if label is None or label.main:
            return None
        mark = f"{self._section[0]}.{label.roman}" if self._section[:1] in tuple("ABCDEFGH") else label.roman
        headed = line.text.rstrip(".") == label.roman or (
            len(line.text) < 120 and line.text.rstrip(" *")[-1:] not in "?;."
        )
        return mark if headed and mark in self.finder.sections else None

    def _repeat(self, index: int) -> int | None:
        repeat = self.finder.at(index)
        return self._take(repeat) if repeat else None

    def _take(self, repeat: Repeat) -> int:
        repeat.name(self.draft)
        self.repeats.append(repeat)
        current = self._current
        if current is not None and not current.lines and self.finder.covers(current.labels, repeat.label):
            current.repeats.append(repeat)  # repeated below the heading instead of above it
            current.start = None
            current.lines.extend([repeat.rest] if repeat.rest else [])
            return repeat.stop
        self._current = None
        self._pending.append(repeat)
        if repeat.rest is not None:
            self._open_rest(repeat.rest)
        return repeat.stop

    def _open_rest(self, line: Line) -> None:
        """What follows a repeated question on its last line: a heading, or the answer itself."""
        if heading := read_answer_heading(line):
            self._open_headed(line, heading.labels, heading.end)
        elif (behind := behind_answer_word(line)) is not None:
            self._open_worded(line, behind)
        else:
            self._open_pending([line], line.start)

    def _formula(self, index: int) -> int | None:
        """ "Ich frage die Landesregierung:" a second time."""
        line = self.lines[index]
        if index >= 4 and (self._current is not None or not line.gap):
            return None
        if not OPENING.match(line.text):
            return None
        stop = index + 1
        while stop < min(len(self.lines), index + _LONGEST_FORMULA) and _goes_on(
            self.lines[stop - 1], self.lines[stop]
        ):
            stop += 1
        self.draft.name("repeated opening", self.lines[index:stop])
        return stop

    def _text(self, line: Line) -> None:
        if self._current is not None:
            self._current.lines.append(line)
        elif self._pending:
            self._open_pending([line], line.start)
        elif not self.blocks:
            self.front.append(line)

    def _open_pending(self, lines: list[Line] | None = None, start: int | None = None) -> Block:
        """Opens a block for the questions repeated last, which no heading has taken.

        Where parts of a question are repeated below its stem, the parts are what is answered.
        """
        repeated = [repeat.label for repeat in self._pending]
        stems = {whole_of(label) for label in repeated}
        block = Block(tuple(label for label in repeated if label not in stems), self._pending, lines or [], start)
        self._pending = []
        self._open(block)
        return block

    def _open(self, block: Block) -> None:
        self.blocks.append(block)
        self._answered.update(block.labels)
        self._current = block


def behind_answer_word(line: Line) -> int | None:
    """Offset in the source behind "Antwort:", when the line is or begins with that heading."""
    if match := _ANSWER_COLON.match(line.text):
        return line.start + match.end()
    return line.end if len(line.text) < 40 and line.key in ANSWER_WORD else None


def _goes_on(before: Line, line: Line) -> bool:
    if _FORMULA_GOES_ON.match(line.text):
        return True
    if _FORMULA_ENDS.search(before.text):
        return False
    return not line.gap and len(line.text) < 90 and not read_label(line) and not read_answer_heading(line)
