"""The words of the house as data: one CSV a subject, an example with each row.

Read once, when the package is imported. Validity is in whole days, both ends included; an empty end is open.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of ``name``.csv, each as column → value."""
    with (files(__name__) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True, slots=True)
class Ministry:
    abbreviation: str
    name: str
    valid_from: date
    valid_to: date | None

    def existed(self, first: date, last: date) -> bool:
        """Whether the ministry bore this name on some day from ``first`` to ``last``."""
        return self.valid_from <= last and (self.valid_to is None or self.valid_to >= first)


@dataclass(frozen=True, slots=True)
class Wahlperiode:
    number: int
    begins: date
    ends: date | None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


MINISTRIES = tuple(
    Ministry(row["abbreviation"], row["name"], date.fromisoformat(row["valid_from"]), _day(row["valid_to"]))
    for row in rows("ministries")
)
WAHLPERIODEN = {
    int(row["number"]): Wahlperiode(int(row["number"]), date.fromisoformat(row["begins"]), _day(row["ends"]))
    for row in rows("wahlperioden")
}
FRAKTIONEN = {row["printed"]: row["name"] for row in rows("fraktionen")}
KINDS = {row["label"]: row["kind"] for row in rows("kinds")}
DOCUMENTS = {row["label"]: row["kind"] for row in rows("documents")}
REPLIES = {row["label"]: row["kind"] for row in rows("replies")}
OFFICES = tuple(sorted((row["office"] for row in rows("offices")), key=len, reverse=True))
PARTS = {row["part"]: row["label"] for row in rows("parts")}
"""What the parts and furniture of a paper, and the places of findings, are called in German."""
MONTHS = {row["name"]: int(row["month"]) for row in rows("months")}
WORDS = {
    role: frozenset(row["word"] for row in rows("words") if row["role"] == role)
    for role in sorted({row["role"] for row in rows("words")})
}
"""Words that show what extraction did, by role: "after hyphen" ("Vor- und Nachteile") keeps the hyphen; "never
last" does not end a sentence; "after dash" shows a dash, no broken word; "first" begins questions and sentences,
"anywhere" may have lost its capital in the middle of a sentence too; "never rest" ends like a noun and is none;
"website" is a line that leads to other pages; "answer begins" begins sentences, though never a question;
"imprint" stands at the foot of the first page, "imprint begins" and "imprint ends" at its edges.
"""
