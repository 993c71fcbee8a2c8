"""The sentence that opens the reply, and how the reply closes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .dates import DATE, parse_date
from .draft import Draft
from .lines import Line
from .marks import ANNEX, DAY_LINE, read_answer_heading, read_label
from .ministries import JOINTLY, Named, read_ministry, split_ministries
from .people import bare_name, read_signatures
from .seams import OFFICE, PERSON
from .text import Span

_LONGEST_OPENING = 25  # lines
_LONGEST_OTHER = 6  # lines of an opening in other words
_SPEAKS_OF_INQUIRY = re.compile(r"\b(?:An)?[Ff]ragen?\b|\bAntrag\b")
_SPEAKS_OF_ANSWER = re.compile(r"[Aa]ntwort|\bStellung\b|\bfolg")
_FOLLOWS = re.compile(r"\bfolgt(?P<colon>[^:?]{0,30}:)?(?:\s+Stellung)?[.]?")
_FOLLOWS_OPEN = re.compile(r"\b(?:wie|folgt[^:]{0,20})\s*\Z|\bwie\s+fol-\Z")
_COLON_NEXT = re.compile(r"[^:?]{0,24}:")
_DAY = re.compile(rf"\bvom\s+({DATE})")
_REFERENCE = re.compile(
    r"(?:\bNr\.:?|\bAz\.?:?|\bAktenzeichen:?|\bGesch(?:äfts|\.-)zeichen:?|\bGZ:?)\s*"
    r"(?P<sign>(?:(?!\s(?:nimmt|beantwortet|hat|teilt|das|die|wird|ergänzt)\b)[^?;]){2,80}?)"
    r"\s*,?\s+(?=(?:nimmt|beantwortet|hat|teilt|das\s|die\s|wird|ergänzt))"
)
_BARE_REFERENCE = re.compile(
    rf"{DATE}\s*,?\s+\(?(?P<sign>(?=[\w()./-]*\d)[A-ZÄÖÜ\d][\w()./–-]{{4,60}}(?:\s?[-/.]\s?[\w()./-]+)*)\)?\s+"
    r"(?=nimmt|beantwortet|das|die)"
)
_FOR_WHOM = r"(?:für\s+die\s+Landesregierung|namens\s+der|im\s+Namen)"
_WHAT = r"d(?:ie|en)\s+(?:\w+\s+)?(?:Kleinen?|Großen?|Mündlichen?|Antrag|Anfrage)\b"
_WHO = re.compile(
    rf"""
    \b(?:nimmt|beantwortet|ergänzt|hat|teilt)\s+(?:das|die|der)\s+(?P<who>.*?)\s*
    (?=\(?\s*,?\s*(?:{JOINTLY}|{_FOR_WHOM}|zugleich|nach\s+Beteiligung|{_WHAT}|zu\s+de[mrn]\s+
       |zu\s+(?:Ziffern?|Fragen?|Nummern?)|ergänzend|wie\s+folgt|ihre|seine|$))
    """,
    re.DOTALL | re.VERBOSE,
)
_WHO_FIRST = re.compile(r"\A\s*[Dd](?:as|ie)\s+(?P<who>.*?)\s+(?=(?:nimmt|beantwortet|hat|teilt|ergänzt)\b)", re.DOTALL)
_TOGETHER = re.compile(
    rf"""
    {JOINTLY}\s+(?:mit\s+|de[sr]\s+)?(?P<who>.*?)\s*
    (?=,?\s*(?:{_FOR_WHOM}|{_WHAT}|wie\s+folgt|nimmt\b|beantwortet\b|$
       |zu\s+de[mr]\s+(?:Antrag|o\.|oben|Kleinen|Großen|genannten|Anfrage|Mündlichen)))
    """,
    re.DOTALL | re.VERBOSE,
)
_INSTEAD = re.compile(
    r"(?:[Gg]ez\.|In\s+Vertretung|I\.\s?V\.|i\.\s?V\.|In\s+Vertretung\s+de[sr]\s+\w+)(?:\s+de[sr]\s+\w+)?\.?"
)
_OFFICE = re.compile(rf"(?:{OFFICE})\b(?!\s+(?:hat|haben|wird|ist|war|wurde)\b)")
_NAME = re.compile(rf"(?:[Gg]ez\.\s*)?({PERSON})(?:,?\s+(?:MdL|MdB))?")
REGARDS = re.compile(r"(?:Mit\s+)?(?:freundlich|best|vorzüglich)e[nr]?\s+\w+,?", re.IGNORECASE)
_NEVER_NAMES = frozenset({"anlage", "anlagen", "vertretung", "begründung", "hinweis", "quelle", "nachrichtlich"})


@dataclass(slots=True)
class Opening:
    ministry: Named | None = None
    co_ministries: tuple[Named, ...] = ()
    letter_date: date | None = None
    letter_reference: str | None = None
    end: int = 0
    """Index of the first line behind the opening."""
    offset: int = 0
    """Offset in the source behind the opening, when it ends inside its last line."""
    span: Span | None = None


def read_opening(draft: Draft, lines: list[Line], start: int) -> Opening:
    """ "Mit Schreiben vom 1. September 2025 Nr. … nimmt das Ministerium … im Einvernehmen … wie folgt Stellung:" """
    end = start
    offset = 0
    while end < min(len(lines), start + _LONGEST_OPENING):
        line = lines[end]
        if end > start and (read_answer_heading(line) or (read_label(line) and _ends(lines[end - 1]))):
            break
        end += 1
        if stop := _end_in_line(lines, end):
            offset = line.start + stop
            break
    opening = Opening(
        end=end, offset=offset or lines[end - 1].end, span=Span(lines[start].start, offset or lines[end - 1].end)
    )
    passage = draft.passage("opening of the reply", "opening", lines[start:end], end=opening.offset)
    text = passage.text if passage else ""
    if offset and offset < lines[end - 1].end:
        opening.end = end - 1
    _read_fields(draft, opening, text)
    return opening


def find_other_opening(lines: list[Line], start: int) -> int | None:
    """Index behind a sentence that speaks of the inquiry and its answer and ends in a colon: "… antworte ich:"."""
    said = ""
    for index in range(start, min(len(lines), start + _LONGEST_OTHER)):
        line = lines[index]
        if read_answer_heading(line) or read_label(line) or (index > start and line.gap):
            return None
        said = f"{said} {line.text}"
        if line.text.endswith(":"):
            return index + 1 if _SPEAKS_OF_INQUIRY.search(said) and _SPEAKS_OF_ANSWER.search(said) else None
    return None


def _end_in_line(lines: list[Line], end: int) -> int | None:
    """Where the opening ends in the last line read: behind "wie folgt:", "wie folgt Stellung:", broken or not."""
    text = lines[end - 1].text
    if match := _FOLLOWS.search(text):
        if match["colon"]:
            return match.end()
        goes_on = end < len(lines) and (
            re.match(r"Stellung\s*:", lines[end].text) or (not lines[end].gap and _COLON_NEXT.match(lines[end].text))
        )
        return None if goes_on or match.end() < len(text) else match.end()
    if end > 1 and _FOLLOWS_OPEN.search(lines[end - 2].text) and (match := _COLON_NEXT.match(text)):
        return match.end()
    return None


def _ends(line: Line) -> bool:
    return line.text.rstrip(" *")[-1:] in ":."


def _read_fields(draft: Draft, opening: Opening, text: str) -> None:
    text = " ".join(text.split())
    if match := _DAY.search(text):
        opening.letter_date = parse_date(match[1])
    if (match := _REFERENCE.search(text)) or (match := _BARE_REFERENCE.search(text)):
        opening.letter_reference = re.sub(r"^[–-]\s|\s[–-]$", "", match["sign"].strip(" ,:"))
    for pattern in (_WHO, _WHO_FIRST):
        if opening.ministry is None and (who := pattern.search(text)):
            opening.ministry = read_ministry(who["who"])
    if match := _TOGETHER.search(text):
        opening.co_ministries = tuple(split_ministries(match["who"]))


@dataclass(slots=True)
class Closing:
    signed_by: str | None = None
    office: str | None = None
    start: int = 0
    """Index of the first line of the closing; the end of the lines when there is none."""
    unusual: bool = False
    second: str | None = None
    """Who signs below."""
    end: int = 0
    """Index of the first line behind it."""


def find_annex(lines: list[Line], start: int) -> int:
    """Index of the heading of the first Anlage behind the closing, or the end."""
    for index in range(start, len(lines)):
        line = lines[index]
        if line.text[0] == "A" and len(line.text) < 140 and ANNEX.fullmatch(line.text) and line.text[-1] not in ".,;":
            return index
    return len(lines)


def find_closing(lines: list[Line], start: int) -> Closing:
    """The last name with an office below it, from ``start`` on."""
    for index in range(len(lines) - 1, start - 1, -1):
        line = lines[index]
        if len(line.text) > 160 or not _OFFICE.match(line.text) or index == start:
            continue
        if (first := _name_above(lines, index, start)) is not None:
            return _with_colleague(lines, _closing(lines, first, index), start)
    return _closing_without_office(lines, start)


def find_signature(lines: list[Line], start: int) -> Closing | None:
    """ "gez. Muster" with whatever stands below it."""
    for index in range(start, len(lines)):
        if lines[index].text.startswith(("gez. ", "Gez. ")) and _is_name(lines[index]):
            return Closing(_name(lines[index]), None, index, unusual=True, end=len(lines))
    return None


def _with_colleague(lines: list[Line], closing: Closing, start: int) -> Closing:
    """Two sign: the first one, of the ministry that leads, stands directly above the second."""
    for index in range(closing.start - 1, max(start, closing.start - 4), -1):
        if _OFFICE.match(lines[index].text) and (name := _name_above(lines, index, start)) is not None:
            first = _closing(lines, name, index)
            if first.end == closing.start:
                first.end, first.second = closing.end, closing.signed_by
                return first
    return closing


def _name_above(lines: list[Line], index: int, start: int) -> int | None:
    """Index of the line with the name, directly above the office."""
    above = index - 1
    if above > start and _is_name(lines[above]) and index >= len(lines) - 3:
        return above
    if (
        above >= start
        and _is_name(lines[above])
        and (above == start or lines[above].gap or lines[above].page or lines[above].seam or _closes(lines[above - 1]))
    ):
        return above
    return None


def _closes(line: Line) -> bool:
    return bool(
        re.search(r"[.?!:“\")]\s*\Z", line.text)
        or _INSTEAD.fullmatch(line.text)
        or REGARDS.fullmatch(line.text)
        or DAY_LINE.fullmatch(line.text)
    )


def _is_name(line: Line) -> bool:
    match = _NAME.fullmatch(line.text)
    return (
        match is not None
        and line.key not in _NEVER_NAMES
        and len(line.text) < 60
        and len(bare_name(match[1]).split()) <= 5
    )


def _name(line: Line) -> str:
    return re.sub(r",?\s+Md[LB]\Z", "", _NAME.fullmatch(line.text)[1])


def _closing(lines: list[Line], name: int, office: int) -> Closing:
    first = name
    while first and _goes_before_name(lines, first - 1):
        first -= 1
    closing = Closing(start=first)
    closing.signed_by = _name(lines[name])
    end = office + 1
    while end < len(lines) and end < office + 5 and _continues_office(lines[end - 1], lines[end]):
        end += 1
    closing.office = " ".join(" ".join(line.text for line in lines[office:end]).split()).rstrip(" .")
    closing.office = re.sub(r"(?<=[a-zäöü])- (?=[a-zäöü](?!nd\b))", "", closing.office)
    closing.office = re.sub(r"\s+(?:Seite\s+)?\d.*\Z", "", closing.office)  # the page number below it
    closing.end = end
    return closing


def _goes_before_name(lines: list[Line], index: int) -> bool:
    """Greetings, "In Vertretung", place and date; a day that ends a sentence ("am / 2. Juli 2019.") is none."""
    text = lines[index].text
    if _INSTEAD.fullmatch(text) or REGARDS.fullmatch(text):
        return True
    if not DAY_LINE.fullmatch(text) or text.endswith("."):
        return False
    return index == 0 or _closes(lines[index - 1]) or not text[0].isdigit()


def _continues_office(before: Line, line: Line) -> bool:
    if ANNEX.fullmatch(line.text) or len(line.text) > 100:
        return False
    if re.search(r"(?:,|\bund|\bfür|\bde[sr]|\bim|-)\s*\Z", before.text):
        return True
    if line.gap:
        return bool(re.fullmatch(r"(?:für|und)\s[\w ,-]{3,60}", line.text))
    return bool(re.match(r"(?:für|und|de[sr]|im)\s", line.text))


def _closing_without_office(lines: list[Line], start: int) -> Closing:
    """A name alone at the very end, or below "In Vertretung": taken, and reported as unusual."""
    for index in range(len(lines) - 1, start, -1):
        if _INSTEAD.fullmatch(lines[index].text) and index + 1 < len(lines) and _is_name(lines[index + 1]):
            closing = Closing(_name(lines[index + 1]), None, index, True)
            closing.end = index + 2
            return closing
    last = len(lines) - 1
    alone = last > start and lines[last].gap and _is_name(lines[last]) and _closes(lines[last - 1])
    if alone and len(lines[last].text.split()) <= 4 and read_signatures(lines[last].text):
        closing = Closing(_name(lines[last]), None, last, True)
        closing.end = last + 1
        return closing
    closing = Closing(start=len(lines))
    closing.end = len(lines)
    return closing
