"""The numbers that Word writes in front of paragraphs; the file holds only which list and level they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .archive import attribute, child, local
from .numerals import letters, roman

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    pattern: str
    start: int


class Numbering:
    """Counts along while the paragraphs are read in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self.lists: dict[str, str] = {}  # number of a list → what it is made after; lists of one kind count together
        self.levels: dict[tuple[str, int], _Level] = {}
        self.restarts: dict[tuple[str, int], int] = {}
        self.counts: dict[tuple[str, int], int] = {}
        self.started: set[str] = set()
        self.styles = {attribute(style, "styleId"): style for style in styles or () if local(style) == "style"}
        kinds = {attribute(kind, "abstractNumId"): kind for kind in numbering or () if local(kind) == "abstractNum"}
        for number in numbering or ():
            if local(number) != "num":
                continue
            list_id = attribute(number, "numId")
            kind_id = attribute(child(number, "abstractNumId"), "val")
            self.lists[list_id] = kind_id
            overrides = [node for node in number if local(node) == "lvlOverride"]
            own = [level for node in overrides for level in node if local(level) == "lvl"]
            for level in [*(node for node in kinds.get(kind_id, ()) if local(node) == "lvl"), *own]:
                self.levels[list_id, _whole(attribute(level, "ilvl"), 0)] = _level(level)
            for node in overrides:
                if (start := child(node, "startOverride")) is not None:
                    self.restarts[list_id, _whole(attribute(node, "ilvl"), 0)] = _whole(attribute(start, "val"), 1)

    def label(self, paragraph: Element) -> str:
        """What is printed before the paragraph, with a blank; empty for none."""
        list_id, depth = self._place(paragraph)
        level = self.levels.get((list_id, depth))
        if level is None:
            return ""
        self._count(list_id, depth, level)
        if level.kind == "bullet":
            return "• "
        if level.kind == "none":
            return ""
        text = _PLACE.sub(lambda match: self._numeral(list_id, int(match[1]) - 1), level.pattern)
        return f"{text} " if text.strip() else ""

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """List and level, of the paragraph itself or of its style."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        list_id, depth = attribute(child(own, "numId"), "val"), attribute(child(own, "ilvl"), "val")
        style = self.styles.get(attribute(child(properties, "pStyle"), "val"))
        for _ in range(_LEVELS):
            if list_id or style is None:
                break
            given = child(style, "pPr", "numPr")
            list_id = attribute(child(given, "numId"), "val")
            depth = depth or attribute(child(given, "ilvl"), "val")
            style = self.styles.get(attribute(child(style, "basedOn"), "val"))
        return list_id, _whole(depth, 0)

    def _count(self, list_id: str, depth: int, level: _Level) -> None:
        kind = self.lists[list_id]
        if list_id not in self.started:
            self.started.add(list_id)
            for (other, deeper), start in self.restarts.items():
                if other == list_id:
                    self.counts[kind, deeper] = start - 1
        self.counts[kind, depth] = self.counts.get((kind, depth), level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            self.counts.pop((kind, deeper), None)

    def _numeral(self, list_id: str, depth: int) -> str:
        level = self.levels.get((list_id, depth), _Level("decimal", "", 1))
        number = self.counts.get((self.lists[list_id], depth), level.start)
        return {
            "lowerLetter": letters(number),
            "upperLetter": letters(number).upper(),
            "lowerRoman": roman(number),
            "upperRoman": roman(number).upper(),
            "decimalZero": f"{number:02}",
            "none": "",
        }.get(level.kind, str(number))


def _level(level: Element) -> _Level:
    kind = attribute(child(level, "numFmt"), "val") or "decimal"
    start = _whole(attribute(child(level, "start"), "val"), 1)
    return _Level(kind, attribute(child(level, "lvlText"), "val"), start)


def _whole(value: str, default: int) -> int:
    return int(value) if re.fullmatch(r"\d{1,6}", value, re.ASCII) else default
