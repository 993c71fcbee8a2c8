"""The blocks of a reply whose questions are known: also where neither a usual heading nor a repeated question is.

Further written forms: "Zu den Fragen 1" / "und 2:" over two lines; "Die Fragen 3 und 4 werden gemeinsam beantwortet."
in front of an answer; "Frage 3" alone or with a colon; "ad 3)"; "ANTWORT ZU FRAGE 3"; a question repeated in other
words and without its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .blocks import Block, BlockReader
from .lines import Line
from .marks import ANSWER_WORD, read_answer_heading, read_broken_heading, read_label
from .numbers import match_numbers, split_section
from .wording import likeness, words

_NUMBERED = re.compile(
    r"(?:(?:(?:[Zz]u\s+)?(?:den\s+)?(?:Fragen?|Ziffern?|Ziff\.))|(?P<ad>[Aa]d)"
    r"|(?:ANTWORT\s+)?(?:ZU\s+)?(?:DEN\s+)?(?:FRAGEN?|ZIFFERN?)|ZU)\s+(?=[\dIVX])"
)
_NUMBERED_END = re.compile(r"\s?(?P<sign>[.):]{0,2})(?:\s+|\Z)")
_SHOUTED = re.compile(r"(?<=\d)\s(?:UND|BIS|SOWIE)\s(?=\d)")
_JOINT = re.compile(r"(?:Die\s+|Zu\s+den\s+)?(?:Fragen|Ziffern|Nummern)\s+\d")
_SENTENCE_END = re.compile(r"[.?!:;)“\"*]\Z")
_QUESTION_SIGN = re.compile(r"[?;]")
_SENTENCE = re.compile(r"\w{3}[.!]\s+[A-ZÄÖÜ„]")
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
        self._order = {number: index for index, number in enumerate(numbers)}
        headings = [heading for line in self.lines if (heading := read_answer_heading(line))]
        self._headed = {label for heading in headings for label in heading.labels}
        self._labels_answers = not headings and not any(_is_answer_word(line) for line in self.lines)
        return (self._broken_anywhere, *super().steps(), self._reworded, self._numbered, self._joint)

    def _broken_anywhere(self, index: int) -> int | None:
        broken = read_broken_heading(self.lines, index, anywhere=True)
        if broken is None or not self._numbers.issuperset(broken.labels):
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
        seen = [*self._answered, *(repeat.label for repeat in self._pending)]
        last = max((self._order[number] for number in seen if number in self._order), default=-1)
        numbers = list(self._order)
        return numbers[last + 1 : last + 1 + _NEXT]

    def _numbered(self, index: int) -> int | None:
        """ "Frage 3" alone or with a colon, "ad 3)": the number of an answer where nothing else heads answers."""
        line = self.lines[index]
        match = _NUMBERED.match(line.text)
        if match is None or not self._labels_answers or not self._begins(index):
            return None
        plain = _SHOUTED.sub(lambda found: found[0].lower(), line.text)
        found = match_numbers(plain, match.end())
        if found is None or not self._numbers.issuperset(found.labels):
            return None
        end = _NUMBERED_END.match(line.text, found.end)
        closed = end and (
            ":" in end["sign"] or end.end() == len(line.text) or (match["ad"] and line.text[end.end() - 2] in ").:")
        )
        if not closed or self._asks_on(index, end.end()):
            return None
        self._open_headed(line, found.labels, end.end())
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
