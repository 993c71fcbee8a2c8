"""Numbers of questions as the house writes them: "1.", "1. und 2.", "3. bis 5.", "4./5.", "3a", "1.2", "I. 1.".

A number is a label, never an integer: "3", "3a", "1.2", "1.2a", "I.1", "B.4", "a". Labels are written without
blanks, closing dots and brackets, a letter in lower case, so that "3 a)" and "3a" are the same question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

MAX_RANGE = 100
"""The longest range ("1 bis 100") that is believed; the longest Große Anfragen ask some 200 questions."""
MAX_LENGTH = 2000
"""The longest list (in characters) that ``parse_numbers`` looks at."""
_WIDEST_SLASH = 10  # "4/5" and "4/5/6" are lists; "17/907" is a Drucksache

NOUN = (
    r"(?:(?:Teil|Unter|Einzel|Zusatz)?[Ff]ragen?|Ziffern?|Ziff?\.|Nummern?|Nrn?\.|Punkte?n?|"
    r"(?:Unter|Spiegel)punkte?n?|Buchstaben?|Abschnitte?n?)"
)
"""What a numbered question is called, in the singular and the plural, in full and abbreviated."""

_DASH = "[-\u2010\u2011\u2012\u2013\u2014\u2212]"
_PREFIX = (
    rf"(?:(?:[Zz]u[rm]?|[Aa]uf|[Uu]nter|[Bb]ei|[Ii]n)\s{{1,2}})?(?:(?:[Dd]en|[Dd]er|[Dd]ie)\s{{1,2}})?{NOUN}\s{{0,2}}"
)
_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?![A-Za-zÄÖÜäöüß])"

_ITEM = re.compile(
    rf"""
    (?:\((?=\d{{1,3}}\)))?
    (?:
      (?:(?P<section>(?:[A-H]\.\s?)?{_ROMAN}|[A-H](?=\.))\s?\.?(?:(?:[^\S\n]{{0,2}}|\n)(?:{NOUN}\s)?)?)?
      (?P<numbers>[1-9][0-9]{{0,2}}(?:\.[1-9][0-9]{{0,2}}){{0,3}})(?![0-9]|\.[0-9])
      (?:
        (?P<glued>[a-zA-Z])(?![^\W_])
      | \s?\.?\s{{0,2}}(?P<bracketed>[a-z])\)
      | \s?\.?\s{{0,2}}\((?P<enclosed>[a-z])\)
      | ,?\s{{1,2}}(?:Buchstaben?|Buchst\.|lit\.)\s{{0,2}}(?P<named>[a-z])(?![^\W_])
      | \s{{1,2}}(?P<spaced>[a-z])(?![\w.])
      | \s(?P<dotted>[a-e])\.(?!\s?[A-Za-z]\b)
      | \.\s(?P<apart>[a-z])(?=\.?\s{{0,2}}(?:$|[,:)/]|{_DASH}|und\b|bis\b|sowie\b))
      )?
    | (?P<roman>{_ROMAN})
    | (?P<letter>[a-z])(?:\)|(?=\.?\s{{0,2}}(?:$|[,:/;]|{_DASH}|und\b|bis\b|sowie\b)))
    )
    (?:\s?\.(?![0-9])(?!\s?\.))?\)?
    """,
    re.VERBOSE,
)
_SEPARATOR = re.compile(
    rf"""
    (?:
      (?P<range>\s{{1,3}}bis(?:\s{{1,2}}(?:einschließlich|einschl\.|inklusive|inkl\.|zu))?\s{{1,3}}
               |(?<=[.)])bis\s{{1,3}}|[^\S\n]{{0,2}}{_DASH}[^\S\n]{{0,2}})
    | (?P<slash>[^\S\n]{{0,2}}/[^\S\n]{{0,2}})
    | (?:[^\S\n]{{0,2}}[,;]\s{{0,3}}|\s{{1,3}})
      (?:und(?:\s{{1,2}}auch)?|sowie(?:\s{{1,2}}auch)?|oder|bzw\.?|beziehungsweise|u\.?|als\s{{1,2}}auch|wie\s{{1,2}}auch)
      \s{{0,3}}
    | [^\S\n]{{0,2}}[,;]\s{{0,3}}
    | [^\S\n]{{0,2}}[&+][^\S\n]{{0,2}}
    )
    (?:{_PREFIX})?
    """,
    re.VERBOSE,
)
_FURTHER_LETTER = re.compile(r"[b-h](?![\w.])")  # behind a letter: "2 a und b der Drucksache"
# What shows that the number before it counts something or is a day, so that it does not continue a list.
_COUNTED = re.compile(
    r"(?:[^\S\n]{0,2}|\n)(?:%|€|°|(?:Prozent|v\.\s?H\.|Euro|Mio|Mrd|Million|Milliard|Tausend|Uhr|Jahr|Monat|Woche|Tage|Stunde|"
    r"Person|Fäll|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Quartal)\w*)"
)
_BETWEEN_MARKS = re.compile(r"\.\s?")
_SECTION = re.compile(r"(?P<section>(?:[A-H]\.)?[IVX]+|[A-H])\.(?=\d)")
_SLASH = re.compile(r"\s?/\s?(?=[0-9])")
_DIGIT = re.compile(r"[0-9]")
_LAST_STEP = re.compile(r"(?<=.)(?:[a-z]|\.\d+)\Z")
_START = re.compile(rf"\s*(?:(?:[Aa]ntwort(?:en)?\s{{1,2}})?{_PREFIX}|[Zz]u\s{{1,2}})?")
_END = re.compile(r"[\s:]*")


class NumberError(ValueError):
    """What was given is no list of numbers; the message is a German sentence for whoever typed it."""


class NumberList(NamedTuple):
    """Labels in the order of the text, and the offset in the text where their list ends."""

    labels: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    section: str = ""
    numbers: tuple[int, ...] = ()
    letter: str = ""

    def __str__(self) -> str:
        head = [self.section] if self.section else []
        return ".".join([*head, *map(str, self.numbers)]) + self.letter

    def after(self, other: _Number) -> _Number:
        """This number as it is meant behind ``other``: "1 a und b", "I. 1. und 2."."""
        if self.section or not other.numbers:
            return self
        if self.numbers:
            return _Number(other.section, self.numbers, self.letter)
        return _Number(other.section, other.numbers, self.letter) if other.letter else self


def parse_numbers(text: str) -> tuple[str, ...]:
    """The labels of a list that is all of ``text``: "1. und 2." → ("1", "2"), "3a bis 3c" → ("3a", "3b", "3c").

    Accepts what ``match_numbers`` accepts, with or without "Zu", "Frage", "Ziffern" … before and a colon behind.
    Raises NumberError for anything else: no number, a range that runs backwards or over more than MAX_RANGE
    numbers, a number given twice.
    """
    if not text.strip():
        raise NumberError("Bitte mindestens eine Nummer angeben, zum Beispiel „3“, „1 und 2“ oder „3-5“.")
    if len(text) > MAX_LENGTH:
        raise NumberError(f"Die Angabe ist zu lang: erlaubt sind höchstens {MAX_LENGTH} Zeichen.")
    labels, end, problem = _read(text, _START.match(text).end(), strict=True)
    if problem:
        raise NumberError(problem)
    if not labels or _END.match(text, end).end() < len(text):
        raise NumberError(
            f"„{_short(text)}“ ist keine Liste von Nummern. Möglich sind Angaben wie „3“, „3a“, „1 und 2“ oder „3-5“."
        )
    return labels


def match_numbers(text: str, start: int = 0) -> NumberList | None:
    """The list of numbers that begins exactly at ``start``, as far as it goes; None when there is none.

    For headings and citations: the caller has stripped "Zu den Fragen". Written forms: "1.", "1)", "1. und 2.",
    "1, 2 sowie 4", "3 bis 5", "3-5", "3. – 5.", "4./5.", "1 u. 2", "3a", "3 a)", "3. a) und b)", "3a bis c",
    "1.2", "I. 1.", "I. und II.", "a) bis c)", "Frage 1 und zu Frage 2", "3 Buchstabe a". The end includes the
    dot or bracket that closes the last number. Where a list goes wrong it ends before the wrong part; a range
    written with "bis" that makes no sense gives None, for half of it would be a guess.
    """
    labels, end, problem = _read(text, start, strict=False)
    return NumberList(labels, end) if labels and not problem else None


def is_counted(text: str, end: int) -> bool:
    """Whether what follows a number that ends at ``end`` shows it to be an amount or a day, not a label."""
    return _COUNTED.match(text, end) is not None


def whole_of(label: str) -> str | None:
    """The label of which this one names a part: "3a" and "3.1" → "3", "II.3" → "II"; None for "3"."""
    step = _LAST_STEP.search(label)
    return label[: step.start()] if step else None


def sort_key(label: str) -> tuple[int, str, int, tuple[int, ...], str, str]:
    """Key that sorts labels in the order of the house: 1, 1a, 1b, 1.1, 2, 10, then I.1, II.1, then A.1, A.I.1."""
    item = _ITEM.fullmatch(label)
    if item is None:
        return (3, "", 0, (), "", label)
    number = _number(item)
    if not number.section:
        return (0, "", 0, number.numbers, number.letter, label)
    outer, _, inner = number.section.rpartition(".")
    if _is_roman(inner):
        return (2 if outer else 1, outer, _from_roman(inner), number.numbers, number.letter, label)
    return (2, number.section, 0, number.numbers, number.letter, label)


def split_section(label: str) -> tuple[str, str]:
    """The mark of the section and the number in it: "II.3" → ("II", "3"), "A.I.1" → ("A.I", "1"), "3" → ("", "3")."""
    match = _SECTION.match(label)
    return (match["section"], label[match.end() :]) if match else ("", label)


def _read(text: str, start: int, *, strict: bool) -> tuple[tuple[str, ...], int, str]:
    """Labels, end, and a German sentence about what is wrong (empty when nothing is).

    Strictly, anything odd is wrong; otherwise the list ends before it.
    """
    item = _item(text, start)
    if item is None:
        return (), start, ""
    last = _number(item)
    labels = {str(last): None}
    end = item.end()
    while separator := _SEPARATOR.match(text, end):
        item = _item(text, separator.end())
        letter = _FURTHER_LETTER.match(text, separator.end()) if item is None and last.letter else None
        if not (item or letter) or (item and not strict and is_counted(text, item.end())):
            break
        number = (_number(item) if item else _Number(letter=letter[0])).after(last)
        if number.letter and not number.numbers and last.numbers and not strict:  # "Frage 3 u. a."
            break
        added, problem = _added(last, number, separator)
        if not problem and (double := next((label for label in added if label in labels), None)):
            problem = f"Die Nummer {double} ist doppelt angegeben."
        if problem:
            spelled_out = separator["range"] and "bis" in separator["range"]
            return tuple(labels), end, problem if strict or spelled_out else ""
        labels.update(dict.fromkeys(added))
        last, end = number, (item or letter).end()
    return tuple(labels), end, ""


def _added(last: _Number, number: _Number, separator: re.Match[str]) -> tuple[list[str], str]:
    """The labels that ``number`` adds behind ``last``, or what is wrong with it."""
    if separator["range"]:
        return _expand(last, number)
    if separator["slash"] and not _close(last, number):
        return [], f"„{last}/{number}“ ist keine Liste von Nummern."
    if number.letter and not number.numbers and last.numbers:
        return [], f"Zum Buchstaben {number} hinter „{last}“ fehlt die Nummer, zum Beispiel „{last}{number}“."
    return [str(number)], ""


def _item(text: str, start: int) -> re.Match[str] | None:
    """The number at ``start``, unless it is the head of something with a slash such as 17/9075."""
    item = _ITEM.match(text, start)
    if item is None or _DIGIT.match(text, item.end()):
        return None
    if slash := _SLASH.match(text, item.end()):
        follower = _ITEM.match(text, slash.end())
        if follower is None or not _close(_number(item), _number(follower)):
            return None
    return item


def _number(item: re.Match[str]) -> _Number:
    letters = ("glued", "bracketed", "enclosed", "named", "spaced", "dotted", "apart", "letter")
    letter = next((item[name] for name in letters if item[name]), "").lower()
    numbers = tuple(int(part) for part in item["numbers"].split(".")) if item["numbers"] else ()
    section = _BETWEEN_MARKS.sub(".", item["section"] or item["roman"] or "")
    return _Number(section, numbers, letter)


def _close(left: _Number, right: _Number) -> bool:
    """Whether "left/right" can be a list: "4/5", "1a/1b", "a)/b)"."""
    if left.numbers and right.numbers:
        return left.numbers <= right.numbers and right.numbers[0] - left.numbers[0] <= _WIDEST_SLASH
    return bool(right.letter)


def _expand(first: _Number, last: _Number) -> tuple[list[str], str]:
    """The labels behind ``first`` up to ``last``, or a German sentence why that is no range."""
    written = f"Der Bereich „{first} bis {last}“"
    if not last.section and not last.numbers and first.letter:  # "3a bis c"
        last = _Number(first.section, first.numbers, last.letter)
    if first.letter or last.letter:
        alike = (first.section, first.numbers) == (last.section, last.numbers) and first.letter and last.letter
        low, high = (ord(first.letter), ord(last.letter)) if alike else (0, 0)
    elif first.numbers and last.numbers:
        alike = (first.section, first.numbers[:-1]) == (last.section, last.numbers[:-1])
        low, high = first.numbers[-1], last.numbers[-1]
    else:
        alike = not first.numbers and not last.numbers and _is_roman(first.section) and _is_roman(last.section)
        low, high = (_from_roman(first.section), _from_roman(last.section)) if alike else (0, 0)
    if not alike:
        return [], f"{written} lässt sich nicht auszählen. Bitte die Nummern einzeln angeben."
    if high <= low:
        return [], f"{written} läuft rückwärts." if high < low else f"{written} enthält nur eine Nummer."
    if high - low >= MAX_RANGE:
        return [], f"{written} ist zu groß: erlaubt sind höchstens {MAX_RANGE} Nummern."
    steps = range(low + 1, high + 1)
    if first.letter:
        return [str(_Number(first.section, first.numbers, chr(step))) for step in steps], ""
    if first.numbers:
        return [str(_Number(first.section, (*first.numbers[:-1], step))) for step in steps], ""
    return [_to_roman(step) for step in steps], ""


def _is_roman(section: str) -> bool:
    return bool(section) and set(section) <= set("IVX")


def _from_roman(section: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[digit] for digit in section]
    return sum(-low if low < high else low for low, high in zip(values, [*values[1:], 0], strict=True))


def _to_roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
