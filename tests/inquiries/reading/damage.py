"""What happens to papers on their way: each kind of damage is a function of a text and a seeded source of chance."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

CONTROLS = (
    "\x00", "\x01", "\x02", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1c", "\x1f", "\x7f", "\x85", "\u00ad", "\u200b",
    "\u2028", "\ufeff", "\ufffe", "\ufffd", "\ud800", "\udfff",
)  # fmt: skip
MARKS = ("*", "**", "(", ")", "\n- 2 -\n", "\f", "\\.", "1. ", "Zu 1.:\n", "\t", "   ", " - ")
LINE_ENDS = ("\r\n", "\r", "\n\n", "\u2028", "\x0b", "\v\n")
ENCODINGS = ("latin-1", "cp1252", "cp850", "utf-16-le")


def cut(text: str, chance: Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randint(1, 900) :]


def doubled(text: str, chance: Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start : start + 600] + text[start:]


def lines_shuffled(text: str, chance: Random) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def lines_lost_and_doubled(text: str, chance: Random) -> str:
    lines = text.split("\n")
    return "\n".join(chance.choices(lines, k=len(lines)))


def pages_swapped(text: str, chance: Random) -> str:
    pages = text.split("\f") if "\f" in text else [text[first : first + 2500] for first in range(0, len(text), 2500)]
    chance.shuffle(pages)
    return "\f".join(pages)


def wrong_encoding(text: str, chance: Random) -> str:
    return text.encode("utf-8", "surrogatepass").decode(chance.choice(ENCODINGS), "replace")


def letters_apart_from_their_marks(text: str, chance: Random) -> str:
    return unicodedata.normalize("NFD", text)


def line_ends_lost(text: str, chance: Random) -> str:
    return text.replace("\n", " ")


def other_line_ends(text: str, chance: Random) -> str:
    return text.replace("\n", chance.choice(LINE_ENDS))


def blanks_lost(text: str, chance: Random) -> str:
    return "".join("" if sign == " " and chance.random() < 0.03 else sign for sign in text)


def blanks_added(text: str, chance: Random) -> str:
    return _scattered(text, chance, (" ",), 0.02)


def control_characters(text: str, chance: Random) -> str:
    return _scattered(text, chance, CONTROLS, 0.01)


def marks_thrown_in(text: str, chance: Random) -> str:
    return _scattered(text, chance, MARKS, 0.006)


def digits_thrown_in(text: str, chance: Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + "1234567890" * chance.randint(1, 300) + text[start:]


def _scattered(text: str, chance: Random, signs: tuple[str, ...], share: float) -> str:
    return "".join(sign + chance.choice(signs) if chance.random() < share else sign for sign in text)


DAMAGES: tuple[Callable[[str, Random], str], ...] = (
    cut, doubled, lines_shuffled, lines_lost_and_doubled, pages_swapped, wrong_encoding,
    letters_apart_from_their_marks, line_ends_lost, other_line_ends, blanks_lost, blanks_added, control_characters,
    marks_thrown_in, digits_thrown_in,
)  # fmt: skip
