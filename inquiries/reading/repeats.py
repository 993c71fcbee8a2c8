"""Questions that the ministry repeats in front of its answers, found by number and wording."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field

from .draft import Draft
from .lines import Line
from .marks import ANSWER_WORD, Label, read_answer_heading, read_label
from .numbers import match_numbers, split_section, whole_of
from .paper import Question
from .repair import repair
from .text import Span
from .wording import likeness, squeeze, words

_ALIKE = 0.45  # share of common words from which a numbered line repeats a question in other words
_REMOTE = 0.2  # below this share not even a number directly above its heading makes a line a repeated question
_SHORTEST = 12  # letters; a shorter repeat without a number proves nothing
_BEGINNINGS = (2, 4)  # so many letters tell most lines from the beginning of a question
_QUESTION_END = re.compile(r"[?;]\)?[“\"]?\s*\*?\s*\Z|\?\s*\Z")
_INNER_END = re.compile(r"[?;]\)?(?=\s+[A-ZÄÖÜ„\d])")
_MOST_SECTIONS = 60  # so many questions with the same number or beginning are compared with what is repeated
_LONGEST = 60  # lines of a question
_MAIN = re.compile(r"(?:[IVXA-H]+\.){0,2}\d+")
_SIGNS = re.compile(r"[^\w\s]*(?:\s[–-][;.,?](?=\s|\Z)|\s[?;](?=\s))?")
_ASKED = re.compile(r"[?;]\)?(?=\s)")
_FORMULA = re.compile(r"(?:berichten|ersuchen|Landesregierung)\s?[,:]\Z")
_JOINT = re.compile(
    r"(?:Die\s+|Zu\s+den\s+)?(?:Fragen|Ziffern|Nummern)\s+(?=\d)",
)
_JOINT_END = re.compile(
    r"[^.]{0,160}?\b(?:gemeinsam|zusammen|zusammengefasst|zusammenfassend|gesamthaft|einheitlich)\b[^.]{0,60}?\bbeantwortet|"
    r"[^.]{0,160}?\bbeantwortet\b[^.]{0,60}?\b(?:gemeinsam|zusammen)"
)
_JOINTLY_STATED = re.compile(r"[^.]{0,160}?\b(?:gemeinsam|zusammen|zusammenfassend)\b[^.]{0,60}?\bStellung\s+genommen")


@dataclass(slots=True)
class Repeat:
    """A repeated question: its label, its repaired text, the index of the line behind it.

    ``rest`` is what follows the question on its last line.
    """

    label: str
    text: str
    span: Span
    lines: list[Line]
    start: int
    end: int
    stop: int
    rest: Line | None = None
    label_end: int = field(default=0)

    def name(self, draft: Draft) -> None:
        draft.name(f"label of repeated question {self.label}", self.lines[:1], end=self.start)
        draft.name(f"repeated question {self.label}", self.lines, self.start, self.end)


class RepeatFinder:
    """Knows the questions and finds where the lines of the reply repeat one."""

    def __init__(self, draft: Draft, questions: tuple[Question, ...], lines: list[Line], *, alone: bool = False):
        self.draft = draft
        self.alone = alone
        """No list of questions stands above the reply; its numbers may be those of answers."""
        self.lines = lines
        self.questions = questions
        self.by_label = {question.number: question for question in questions}
        self.known = bool(questions)
        self._squeezed = {question.number: squeeze(question.text) for question in questions}
        self._words: dict[str, set[str]] = {}
        self._by_beginning: dict[str, list[str]] = {}
        for number, text in self._squeezed.items():
            if len(text) >= _SHORTEST:
                self._by_beginning.setdefault(text[:_SHORTEST], []).append(number)
        self._beginnings = {
            case(text[0]) + text[1:width]
            for text in self._by_beginning
            for case in (str.lower, str.upper)
            for width in _BEGINNINGS
        }
        self._in_sections: dict[str, list[str]] = {}
        for question in questions:
            mark, plain = split_section(question.number)
            if mark:
                self._in_sections.setdefault(plain, []).append(question.number)
        self.section = ""
        self.sections = {split_section(question.number)[0] or question.number for question in questions}
        self._last = ""
        self._main = ""
        self._heads = self._find_heads()

    def _find_heads(self) -> list[tuple[str, ...] | None]:
        """For each line, the labels of the next answer heading at or behind it (within reach), else None."""
        following: list[tuple[str, ...] | None] = [None] * (len(self.lines) + 1)
        distance = 0
        for index in range(len(self.lines) - 1, -1, -1):
            heading = read_answer_heading(self.lines[index])
            if heading or (len(self.lines[index].text) < 40 and self.lines[index].key in ANSWER_WORD):
                following[index], distance = heading.labels if heading else (), 0
            else:
                distance += 1
                following[index] = following[index + 1] if distance < 80 else None
        return following

    def knows(self, label: str) -> bool:
        return label in self.by_label

    def resolve(self, label: str, section: str, answered: Container[str]) -> str:
        """The label as the questions bear it: "1" under "II." → "II.1", "a" under 3 → "3a".

        ``answered``: the labels of all blocks before.
        """
        if label in self.by_label:
            self._remember(label)
            return label
        if section and f"{section}.{label}" in self.by_label:
            self._remember(f"{section}.{label}")
            return f"{section}.{label}"
        if len(label) == 1 and label.isalpha() and self._main:
            candidate = f"{self._main}{label}"
            if candidate in self.by_label or not self.known:
                return candidate
        if found := next((number for number in self._in_sections.get(label, ()) if number not in answered), None):
            return found
        written, plain = split_section(label)
        if written and plain in self.by_label:  # the numbers run on through the sections
            label = plain
        elif written and section[:2] == f"{section[:1]}." and f"{section[:2]}{label}" in self.by_label:
            label = f"{section[:2]}{label}"  # "I. 1." under "A."
        self._remember(label)
        return label

    def _remember(self, label: str) -> None:
        if match := _MAIN.match(label):
            self._main = match[0]

    def covers(self, labels: tuple[str, ...], label: str) -> bool:
        """Whether an answer to these labels answers this one: itself, its parent or its parts."""
        return any(label == other or whole_of(label) == other or whole_of(other) == label for other in labels)

    def at(self, index: int) -> Repeat | None:
        """The repeated question that begins with this line, when one does."""
        line = self.lines[index]
        label = read_label(line)
        if label is None:
            return self._unnumbered(index)
        if self.known:
            return self._numbered(index, label)
        return self._unknown(index, label)

    def _number(self, label: Label) -> list[str]:
        """Labels that this could be, best first."""
        if label.roman and not label.main:
            return [label.roman] if label.roman in self.by_label else []
        plain = f"{label.main}{label.letter}" if label.main else f"{self._main}{label.letter}"
        section = f"{label.roman}." if label.roman else ""
        options = [f"{section}{plain}"]
        if self.section and not section:
            options.insert(0, f"{self.section}.{plain}")
        options += self._in_sections.get(plain, []) if not section else [f"{self.section[:1]}.{options[0]}", plain]
        return [option for option in options if option in self.by_label]

    def _numbered(self, index: int, label: Label) -> Repeat | None:
        line = self.lines[index]
        start = line.start + label.end
        options = self._number(label)
        best, score = None, 0.0
        beginning = None
        for number in options:
            if found := self._to_the_letter(index, start, number):
                return found
            if beginning is None:
                beginning = squeeze(self._source(index, index + 1, start))
            if found := self._extent(index, start, number, beginning):
                return found
        for number in options[:_MOST_SECTIONS]:
            stop = self._stop(index, number)
            text = " ".join(item.text for item in self.lines[index:stop])[label.end :].strip()
            share = self._share(number, text)
            if share > score and (
                not self.alone or self.asks_alike(number, text) or self._directly_above(index, number, stop)
            ):
                best, score = (number, stop), share
        if best is None or (score < _ALIKE and not self._directly_above(index, best[0], best[1])):
            return None
        if score < _ALIKE:
            if self._in_list(index):
                return None
            if score < _REMOTE:
                self.draft.find(
                    "several-readings", "warning", f"answer {best[0]}",
                    f"Der Absatz über der Antwort zu {best[0]} kann die wiederholte Frage sein oder zur Antwort davor "
                    "gehören. Bitte prüfen.", line.span,
                )  # fmt: skip
                return None
        return self._cut_reworded(best[0], index, best[1], start)

    def asks_alike(self, number: str, text: str) -> bool:
        """Whether a text asks as the question does: with a question mark, or indirectly."""
        asked = self.by_label[number].text
        if "?" in asked:
            return "?" in text
        return not asked[:1].islower() or text[:1].islower()

    def _share(self, number: str, text: str) -> float:
        """How like the question a text is, with or without what follows its question mark."""
        share = likeness(self._words_of(number), words(text))
        if share < _ALIKE and (sign := _INNER_END.search(text)):
            share = max(share, likeness(self._words_of(number), words(text[: sign.end()])))
        return share

    def _cut_reworded(self, number: str, index: int, stop: int, start: int) -> Repeat:
        """A repeat in other words; what follows its question mark on the same line is no part of it."""
        last = self.lines[stop - 1]
        before = sum(len(line.text) + 1 for line in self.lines[index : stop - 1])
        length = len(self.by_label[number].text)
        for sign in _INNER_END.finditer(last.text, max(0, start - last.start)):
            if before + sign.end() > 0.6 * length:
                return self._repeat(number, index, stop, start, last.start + sign.end(), last.behind(sign.end()))
        return self._repeat(number, index, stop, start, last.end)

    def reworded(self, number: str, index: int, stop: int) -> Repeat:
        """The repeat in other words, and without its number, that these lines are."""
        return self._cut_reworded(number, index, stop, self.lines[index].start)

    def _in_list(self, index: int) -> bool:
        """Whether a numbered line goes on with a list: the line above it is an item or announces the list."""
        if index == 0:
            return False
        before = self.lines[index - 1]
        label, own = read_label(before), read_label(self.lines[index])
        if label and own and label.main and label.number == own.number - 1:
            return True
        return before.text[-1] in ":," and not _FORMULA.search(before.text)

    def _directly_above(self, index: int, number: str, stop: int) -> bool:
        heading = read_answer_heading(self.lines[stop]) if stop < len(self.lines) else None
        return heading is not None and number in heading.labels

    def _to_the_letter(self, index: int, start: int, number: str) -> Repeat | None:
        """The repeat when its lines read just as the question does: most do, and need no closer look."""
        wanted = self.by_label[number].text
        length, stop = self.lines[index].end - start, index + 1
        while length < len(wanted) and stop < min(len(self.lines), index + _LONGEST):
            length += len(self.lines[stop].text) + 1
            stop += 1
        if stop < len(self.lines) and not self.lines[stop].text[0].isalnum():
            return None  # it may be the closing punctuation
        repeat = self._read(number, index, stop, start, self.lines[stop - 1].end)
        if repeat.text != wanted:
            return None
        self._remember(number)
        return repeat

    def _extent(self, index: int, start: int, number: str, text: str) -> Repeat | None:
        """The repeat when the wording is the same, ending where the question does, even inside a line.

        ``text``: the squeezed wording of the first line.
        """
        wanted = self._squeezed[number]
        limit, stop = len(wanted), index + 1
        if not wanted or not (text.startswith(wanted) or wanted.startswith(text[: len(text) - 1 or 1])):
            return None
        while len(text) < limit and stop < min(len(self.lines), index + _LONGEST):
            stop += 1
            if stop < len(self.lines) and self.lines[stop - 1].end - start < limit:
                continue  # too short to be all of it
            text = squeeze(self._source(index, stop, start))
            if not wanted.startswith(text[: len(text) - 1 or 1]):
                break
        if text == wanted:
            while stop < len(self.lines) and not squeeze(self.lines[stop].text):
                stop += 1  # closing punctuation that extraction put on a line of its own
            return self._repeat(number, index, stop, start, self.lines[stop - 1].end)
        if text.startswith(wanted):
            end = self._cut(stop - 1, index, start, wanted)
            if end is not None:
                line = self.lines[stop - 1]
                tail = self.draft.text[end : line.end]
                rest = Line(end + len(tail) - len(tail.lstrip()), line.end, tail.strip(), line.gap)
                return self._repeat(number, index, stop, start, end, rest if rest.text else None)
        return None

    def _source(self, index: int, stop: int, start: int) -> str:
        """What stands in these lines from an offset in the source on."""
        pieces = self.draft.flow.slices(self.lines[index:stop], start)
        return "\n".join(span.of(self.draft.text) for span in pieces)

    def _cut(self, last: int, index: int, start: int, wanted: str) -> int | None:
        """Offset in the source behind the sign that closes the question, inside the line ``last``."""
        line = self.lines[last]
        begin = max(line.start, start)
        low, high = begin, line.end
        while low < high:  # the shortest end whose letters make the question
            middle = (low + high) // 2
            letters = squeeze(self.draft.read(self.lines[index : last + 1], start, middle).text)
            if len(letters) >= len(wanted):
                high = middle
            else:
                low = middle + 1
        text = self.draft.text
        closing = _SIGNS.match(text, low).end()
        if text[low:closing].strip("-*") or text[closing : closing + 1].isspace():
            return closing
        return None

    def _stop(self, index: int, number: str) -> int:
        """The line behind a repeat in other words: where a question ends at about the length of the original."""
        length = len(self.by_label[number].text)
        total, stop = 0, index
        while stop < len(self.lines) and stop < index + 40:
            line = self.lines[stop]
            if stop > index and (read_answer_heading(line) or read_label(line) or (line.gap and total > 0.5 * length)):
                break
            if stop > index and len(line.text) < 40 and line.key in ANSWER_WORD:
                break
            total += len(line.text) + 1
            stop += 1
            if _QUESTION_END.search(line.text) and total > 0.5 * length:
                break
            if total > 1.6 * length + 80:
                break
        return stop

    def _words_of(self, number: str) -> set[str]:
        if number not in self._words:
            self._words[number] = words(self.by_label[number].text)
        return self._words[number]

    def _unnumbered(self, index: int) -> Repeat | None:
        line = self.lines[index]
        for width in _BEGINNINGS:
            begins = line.text[:width]
            if begins not in self._beginnings and begins.isalpha() and begins.isascii():
                return None  # most lines, told cheaply
        candidates = self._by_beginning.get(squeeze(line.text[:60])[:_SHORTEST], ())
        text = squeeze(self._source(index, index + 1, line.start)) if candidates else ""
        for number in candidates[:_MOST_SECTIONS]:
            if found := self._extent(index, line.start, number, text):
                return found
        return None

    def _unknown(self, index: int, label: Label) -> Repeat | None:
        """Without a list of questions: a number directly above its answer's heading, or a numbered question."""
        if not label.main or (label.letter and not label.main):
            return None
        number = f"{label.roman}.{label.main}{label.letter}" if label.roman else f"{label.main}{label.letter}"
        if index and self.lines[index - 1].text[-1] in ":," and not _FORMULA.search(self.lines[index - 1].text):
            return None
        stop = index
        heads = self._heads[index]
        line = self.lines[index]
        if (
            (line.seam or line.page)
            and heads is None
            and label.number == self._next()
            and (sign := _ASKED.search(line.text, label.end))
        ):
            self._last = str(label.number)  # line breaks were lost: the answer follows on the same line
            start = line.start + label.end
            return self._repeat(number, index, index + 1, start, line.start + sign.end(), line.behind(sign.end()))
        while stop < len(self.lines) and stop < index + 30:
            if stop > index and (read_answer_heading(self.lines[stop]) or (self.lines[stop].key in ANSWER_WORD)):
                break
            following = read_label(self.lines[stop]) if stop > index else None
            if following and following.main == label.main and not following.letter:
                return None  # the number comes again: here it only counts in a list
            if following and _QUESTION_END.search(self.lines[stop - 1].text):
                break
            stop += 1
            if heads is None and (
                _QUESTION_END.search(self.lines[stop - 1].text) or (stop < len(self.lines) and self.lines[stop].gap)
            ):
                break
        closing = self.lines[stop - 1].text
        headed = heads is not None and (number in heads or heads == ())
        indirect = heads is None and self.lines[index].text[label.end : label.end + 1].islower()
        if not _QUESTION_END.search(closing) and not (headed and stop < len(self.lines)) and not indirect:
            return None
        continues = label.number in (self._next(), self._next() - bool(label.letter))
        if not continues and not (headed and number in heads):
            return None
        self._last = str(label.number)
        return self._repeat(number, index, stop, self.lines[index].start + label.end, self.lines[stop - 1].end)

    def _next(self) -> int:
        return int(self._last or 0) + 1

    def _repeat(self, number: str, index: int, stop: int, start: int, end: int, rest: Line | None = None) -> Repeat:
        self._remember(number)
        return self._read(number, index, stop, start, end, rest)

    def _read(self, number: str, index: int, stop: int, start: int, end: int, rest: Line | None = None) -> Repeat:
        lines = self.lines[index:stop]
        slices = self.draft.flow.slices(lines, start, end)
        repaired = repair(self.draft.text, slices, spacing=self.draft.flow.spacing)
        span = Span(slices[0].start, slices[-1].end) if slices else Span(start, start)
        return Repeat(number, repaired.text, span, lines, start, end, stop, rest)

    def joint_statement(self, text: str) -> tuple[str, ...]:
        """The numbers of "Die Fragen 1 bis 5 werden gemeinsam beantwortet." at the beginning of a text."""
        match = _JOINT.search(text, 0, 600)
        if match is None:
            return ()
        found = match_numbers(text, match.end())
        if found and _JOINT_END.match(text, found.end):
            return found.labels
        if found and self.alone and _JOINTLY_STATED.match(text, found.end):
            return found.labels
        return ()
