"""Glyphs become words, words become rows: what stands on one base line, with raised marks at their words.

Blanks are found from the space between the ink, not from the blanks of the file: those may lie under a letter
("1. I n Artikel", where the W of "W ie" was pushed to the indent), and other producers write none at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .content import Glyph
from .marks import is_mark, raised

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Word:
    """``gap``: the white before it on its row; none before the first. ``spaced``: the file has a blank before it."""

    text: str
    x0: float
    x1: float
    gap: float = 0.0
    spaced: bool = False


@dataclass(slots=True)
class Row:
    """Words from left to right on one base line. ``size``: of the font of most of it."""

    words: list[Word]
    base: float
    size: float

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def find_rows(glyphs: Iterable[Glyph], *, recognised: bool = False) -> list[Row]:
    """The rows of a page from top to bottom; words far apart on one base line stand in one row.

    ``recognised``: the text comes from a text recognition, which gives each word a base line of its own.
    """
    lines = _base_lines(glyphs)
    marks = [] if recognised else _take_marks(lines)
    rows = [Row(_words(line), _base(line), _size(line)) for line in lines]
    rows = _wavering(rows) if recognised else rows + _attach(marks, rows)
    for row in rows:
        _set_gaps(row.words)
        row.words = _closed_up(row.words)
        _set_gaps(row.words)
    return sorted(rows, key=lambda row: (row.base, row.x0))


def _base_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = []
    start = float("-inf")
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if glyph.base - start > max(0.6, 0.12 * glyph.size):
            lines.append([])
            start = glyph.base
        lines[-1].append(glyph)
    return [layer for line in lines for layer in _layers(line)]


def _layers(line: list[Glyph]) -> list[list[Glyph]]:
    """The texts that stand on one base line, one over the other as under a stamp; mostly there is one.

    The glyphs come in the order of the file, in which each text is written from left to right.
    """
    runs: list[list[Glyph]] = []
    for glyph in line:
        if runs and glyph.x0 > runs[-1][-1].x0 - glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    layers: list[list[list[Glyph]]] = []
    for run in sorted(runs, key=lambda run: run[0].x0):
        free = (layer for layer in layers if layer[-1][-1].x1 < run[0].x0 + run[0].size)
        layer = next(free, None)
        if layer is None:
            layers.append([run])
        else:
            layer.append(run)
    return [[glyph for run in layer for glyph in run] for layer in layers]


def _wavering(rows: list[Row]) -> list[Row]:
    """Rows of words whose base lines waver or run aslant, as on a scan: each word joins the row to its left."""
    words = sorted(((word, row.base, row.size) for row in rows for word in row.words), key=lambda item: item[0].x0)
    found: list[list[tuple[Word, float, float]]] = []
    for word, base, size in words:
        near = [
            (abs(base - last_base) + 0.05 * max(0.0, word.x0 - last.x1), index)
            for index, (last, last_base, last_size) in enumerate(row[-1] for row in found)
            if abs(base - last_base) < 0.45 * max(size, last_size) and word.x0 > last.x1 - 0.5 * size
        ]
        if near:
            found[min(near)[1]].append((word, base, size))
        else:
            found.append([(word, base, size)])
    usual = median(size for _, _, size in words)
    out = []
    for row in found:
        size = median(size for _, _, size in row)
        # Lines begin at one margin more often than they end at one: there, lines that run aslant are evenly apart.
        out.append(Row([word for word, _, _ in row], row[0][1], usual if 0.75 < size / usual < 1.33 else size))
    return out


def _base(line: list[Glyph]) -> float:
    return median(glyph.base for glyph in line)


def _size(line: list[Glyph]) -> float:
    return median(glyph.size for glyph in line)


def _take_marks(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """Takes out the lines of small print that stand a little above or below larger print and hold only marks.

    Gives each connected group of their glyphs; a group that is set beside no word goes back as a line of its own.
    """
    sizes = [_size(line) for line in lines]
    bases = [_base(line) for line in lines]
    taken: set[int] = set()
    for i in range(len(lines)):
        for j in range(max(0, i - 3), min(len(lines), i + 4)):
            apart = abs(bases[j] - bases[i])
            few = len(lines[i]) < 8
            smaller = sizes[j] > (1.1 if few else 1.2) * sizes[i] and 0.08 * sizes[j] < apart < 0.65 * sizes[j]
            alone = (
                few and len(lines[i]) < min(4, len(lines[j])) and 0.98 * sizes[i] < sizes[j] and apart < 0.55 * sizes[j]
            )
            if j != i and (smaller or alone):
                taken.add(i)
    groups = [group for i in sorted(taken) for group in _groups(lines[i])]
    lines[:] = [line for i, line in enumerate(lines) if i not in taken]
    return groups


def _groups(line: list[Glyph]) -> list[list[Glyph]]:
    groups: list[list[Glyph]] = []
    for glyph in sorted(line, key=lambda glyph: glyph.x0):
        if groups and glyph.x0 - groups[-1][-1].x1 < 0.3 * glyph.size:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return groups


def _attach(groups: list[list[Glyph]], rows: list[Row]) -> list[Row]:
    """Puts marks at the words beside which they are raised or lowered; gives the rows of those that stand alone."""
    hosts = sorted(rows, key=lambda row: row.base)
    bases = [row.base for row in hosts]
    alone: list[Row] = []
    for group in groups:
        text = "".join(glyph.text for glyph in group)
        x0, x1, base, size = group[0].x0, group[-1].x1, _base(group), _size(group)
        for row in hosts[bisect_left(bases, base - size) : bisect_right(bases, base + 1.2 * size)]:
            if row.size < 0.98 * size or abs(row.base - base) > 0.65 * row.size:
                continue
            word = _neighbour(row, x0, x1)
            if word is None:
                continue
            above = row.base - base > 0.1 * row.size
            _insert(row, word, raised(text) if above else text, x0, x1, apart=above and not is_mark(text))
            break
        else:
            near = next((row for row in alone if abs(row.base - base) < 0.1 * size), None)
            if near is None:
                alone.append(Row([Word(text, x0, x1)], base, size))
            else:
                near.words.append(Word(text, x0, x1))
    for row in alone:
        row.words.sort(key=lambda word: word.x0)
    return alone


def _neighbour(row: Row, x0: float, x1: float) -> Word | None:
    """The word that the mark directly follows, else the one that it directly precedes."""
    for word in row.words:
        if word.x0 < x0 and -0.25 * row.size < x0 - word.x1 < 0.3 * row.size:
            return word
    for word in row.words:
        if -0.25 * row.size < word.x0 - x1 < 0.7 * row.size:
            return word
        if word.x0 < x0 and x1 < word.x1 + 0.1 * row.size:
            return word  # amid the word, whose letters were set around it
    return None


def _insert(row: Row, word: Word, text: str, x0: float, x1: float, *, apart: bool) -> None:
    if x0 >= word.x1 - 0.25 * row.size and not apart:
        word.text, word.x1 = word.text + text, max(word.x1, x1)
        after = row.words.index(word) + 1
        follower = row.words[after] if after < len(row.words) else None
        if follower and follower.x0 - x1 < (0.07 if follower.spaced else 0.15) * row.size:
            row.words.remove(follower)  # the word goes on behind it: "CO" "2" "-Ausstoß"
            word.text, word.x1 = word.text + follower.text, follower.x1
    else:
        row.words.append(Word(text, x0, x1))
        row.words.sort(key=lambda other: other.x0)


def _words(line: list[Glyph]) -> list[Word]:
    ordered = sorted(line, key=lambda glyph: glyph.x0)
    spread = _tracking(ordered)
    blanks = any(glyph.spaced for glyph in ordered[1:])
    words = [Word(ordered[0].text, ordered[0].x0, ordered[0].x1, spaced=True)]
    for a, b in pairwise(ordered):
        if _parted(a, b, spread, blanks=blanks):
            words.append(Word(b.text, b.x0, b.x1, spaced=b.spaced))
        else:
            words[-1].text += b.text
            words[-1].x1 = max(words[-1].x1, b.x1)
    return words


def _tracking(line: list[Glyph]) -> float:
    """How far letters are set apart throughout the line, as a share of their size; 0 for ordinary setting."""
    gaps = [(b.x0 - a.x1) / b.size for a, b in pairwise(line) if not b.spaced and 0 < b.size > b.x0 - a.x1]
    middle = median(gaps) if len(gaps) > 3 else 0.0
    return middle if middle > 0.04 else 0.0


def _parted(a: Glyph, b: Glyph, spread: float, *, blanks: bool) -> bool:
    """Whether a blank stands between two neighbours. ``blanks``: this line of the file has blanks of its own."""
    gap = (b.x0 - a.x1) / max(a.size, b.size, 0.1)
    if b.spaced:
        return gap > 0.07 + spread
    return gap > (0.3 if blanks else 0.15) + 1.6 * spread


def _closed_up(words: list[Word]) -> list[Word]:
    """Words that were set with blanks between their letters, in one piece again: "A n t r a g" is "Antrag".

    At least four single letters in a row, the spaces between them even; a space half as wide again parts two words.
    """
    out: list[Word] = []
    position = 0
    while position < len(words):
        end = position
        while end < len(words) and len(words[end].text) == 1 and _LETTER.match(words[end].text):
            end += 1
        run = words[position:end]
        if len(run) >= 4:
            narrow = min(word.gap for word in run[1:])
            for index, word in enumerate(run):
                if index and word.gap < 1.5 * narrow + 0.1:
                    out[-1] = Word(out[-1].text + word.text, out[-1].x0, word.x1, out[-1].gap)
                else:
                    out.append(word)
            position = end
        else:
            out.append(words[position])
            position += 1
    return out


def _set_gaps(words: list[Word]) -> None:
    for a, b in pairwise(words):
        b.gap = b.x0 - a.x1
