"""The way from a text of a page to what is opened below it, citation by citation. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LONGEST = 100
"""Steps of one way. A chain of citations comes round in a circle, or to its end, long before."""

_PATH = re.compile(r"f?[1-9]\d{0,17}(?:-f?[1-9]\d{0,17})*")

Spot = tuple[int, str]
"""A question: key of its inquiry, and its number; no number stands for the whole inquiry."""


@dataclass(frozen=True, slots=True)
class Trail:
    """``steps`` are what was opened on the way: the key of a citation ("12"), or "f" and the key of a question that
    was chosen in the list of a paper ("f34"). ``passed`` says where each question stands that the way came by."""

    steps: tuple[str, ...] = ()
    passed: Mapping[Spot, str] = field(default_factory=dict)

    def path_of(self, step: str) -> str:
        """What names one opened citation on the page, in its markup and in the address: "12-45-f34"."""
        return "-".join((*self.steps, step))

    def then(self, step: str, spots: Iterable[Spot]) -> Trail:
        """The way on, through ``step``, which shows the questions ``spots``."""
        anchor = anchor_of(self.path_of(step))
        return Trail((*self.steps, step), {**dict.fromkeys(spots, anchor), **self.passed})


def anchor_of(path: str) -> str:
    return f"#verweis-{path}"


def steps_of(path: str) -> tuple[str, ...]:
    """The steps of a path; none for a text that is no path, or one that is too long."""
    steps = tuple(path.split("-")) if _PATH.fullmatch(path) else ()
    return steps if len(steps) <= LONGEST else ()
