"""What single lines are: headings, openings, labels, the sentence that opens the reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .dates import DATE, MONTH
from .lines import NOT_READ, Line, heading_key
from .numbers import match_numbers
from .seams import ANSWER_NOUN
from .vocabulary import DOCUMENTS, KINDS, REPLIES, WORDS

KIND_KEYS = {heading_key(label): kind for label, kind in KINDS.items()}
DOCUMENT_KEYS = {heading_key(label): kind for label, kind in DOCUMENTS.items()}
REPLY_KEYS = {heading_key(label): kind for label, kind in REPLIES.items()}
REASON_KEYS = frozenset({"begründung", "begruendung", "zurbegründung"})
_PREAMBLE = re.compile(
    r"(?:Zur?\s+|Zu\s+den\s+)?(?:(?:Allgemeine|Einleitende)\s+)?Vorbemerkung(?:en)?"
    r"(?:\s+(?:de[rs]|zu[rm]?)\s+[^.:\d]{3,60})?\s?[:.]?",
    re.IGNORECASE,
)
BYLINE = re.compile(r"(?:de[rs])\s+(?:Abg\b|Abgeordnete|Fraktion)", re.IGNORECASE)
_BROKEN = r"(?:\s?-\s?|\s)?"  # where lines and extraction break the word
_MINISTRY = _BROKEN.join((r"\w*[Mm]ini", "s", "te", "ri", r"ums?\b"))
FROM = re.compile(rf"(?:de[rs])\s+(?:{_MINISTRY}|Landesregierung|Regierung)")
OPENING = re.compile(
    r"(?:\*?\s*)(?:Der\s+Landtag\s+(?:wolle|möge)\s+beschlie(?:ß|ss)en"
    r"|(?:Ich|Wir)\s+(?:frage|fragen|bitte|bitten)\s+(?:daher\s+|deshalb\s+|hiermit\s+)?die\s+(?:Landesr|R)egierung"
    r"|(?:Die|Der)\s+(?:Fraktion|Unterzeichn\w+|Abgeordnete\w*)\s[^.?!]{0,60}?fragt?e?n?\s+die\s+Landesregierung"
    r"|(?:Vor\s+diesem\s+Hintergrund|Daher|Deshalb|Hiermit|Dies\s+vorausgeschickt\w*)\s+(?:frage|fragen|bitte|bitten)"
    r"\s+(?:ich|wir)\s+die\s+Landesregierung)",
)
_LETTER_START = re.compile(
    r"[Mm]it\s+Schr(?:eiben\b|\.)|(?:Namens|Im\s+Namen)\s+der\s+Landesregierung"
    r"|[Dd](?:as|ie)\s+(?:\w*[Mm]inisterium|Landesregierung)\b"
    r"|(?:[Dd]ie|[Ii]hre|[Zz]u[mr]?|[Aa]uf)\s+(?:\w+\s+){0,2}(?:Anfrage|Antrag)\b"
    r"|[Ii]ch\s+(?:beantworte|nehme)\b|[Nn]amens\s+und\s+im\s+Auftrag\b"
)
_INSIDE = r"(?:(?!(?!Abg)\w{3}\.\s+[A-ZÄÖÜ])[^?])"  # within one sentence
_LETTER = re.compile(
    rf"[Mm]it\s+Schr(?:eiben|\.)[^?]{{0,200}}?\bvom\s+{DATE}"
    rf"|{_INSIDE}{{0,700}}?\b(?:beantworte[tn]?|nimmt|nehmen?|ergänzt)\b{_INSIDE}{{0,700}}?wie\s+folgt"
    rf"|{_INSIDE}{{0,700}}?\bwird\b{_INSIDE}{{0,700}}?wie\s+folgt\s+(?:beantwortet|Stellung\s+genommen)"
)
DAY_LINE = re.compile(rf"(?:[A-ZÄÖÜ][\w-]+(?:\s\w+)?,?\s+(?:den|am)?\s*)?({DATE})\.?")
ANNEX = re.compile(
    r"(?:Anlagen?|Anhang)(?:\s*(?:\d{1,2}|[IVX]{1,4}|[A-H]))?(?:\s+zu[rm]?\b.{0,80}|\s*:.{0,100}|\s*\(.{0,60}\))?"
)
FOOTNOTE = re.compile(r"\*{1,3}\s?\)\s+\S|\*\s+(?:Der\s+Überschreitung|Nach\s+Ablauf|Geänderte|Berichtigt)")
ANSWER_WORD = frozenset(
    {"antwort", "antworten", "antwortderlandesregierung", "stellungnahmederlandesregierung", "stellungnahme",
     "gemeinsameantwort"}
)  # fmt: skip

LABEL = re.compile(
    r"""
    (?:(?P<noun>Frage|Ziffer|Nr\.|Nummer)\s{0,2}(?P<n0>\d{1,3})\s?(?P<s0>[a-z])?\s?
         (?:\)?\s?[:.](?=\s|\Z)|\)(?=\s)|(?=\s*\Z|\s+(?:W(?:ie|e[rmn]|as|ann|arum|o\w*|elche[rsmn]?)|Inwie\w+|Ist|Sind|Gibt)\b))\s*
     | (?P<roman>[IVX]{1,5})(?P<rt>[.)])\s{0,3}(?:(?P<n1>\d{1,3})(?P<t1>[.)])\s+)?
     | (?P<n3>\d{1,3}(?:\.\d{1,2}){1,2})\s?(?:(?P<s3>[a-h])\)|(?P<t8>[.):]))?\s+(?=\D)
     | \(?(?P<n2>\d{1,3})(?P<point>(?:\.\d{1,2}){1,2})?\s?
         (?:(?P<s2>[a-h])(?:(?P<t2>[.):]{1,2})|(?=\s))
          | [.):]\s?(?P<s6>[a-h])(?P<t6>\))(?=\s)
          | (?P<t3>[.):]{1,2}))\s*
     | (?P<n4>\d{1,3})(?P<point4>(?:\.\d{1,2}){1,2})?\s+(?=[A-ZÄÖÜ„])
     | \(?(?P<s5>[a-z])(?P<t5>\))\s*
     | (?P<s7>[a-h])(?P<t7>\.)\s+(?=[^\W\d_]{2})
    )
    """,
    re.VERBOSE,
)
_SAID = re.compile(r"(?:Frage|Ziffer)\s?:\s+")  # "1. Frage: Wie …"
_NO_LABEL = re.compile(
    rf"(?:{MONTH}|Quartal|Halbjahr|Wahlperiode|Jahrhundert|Klassen?|Lebensjahr\w*|Schulhalbjahr|Semester|Trimester|"
    r"Staatsexamen|Halbzeit|Platz|Stufe|Kammer|Senat|Auflage|Sitzung|Änderung\w*|Ausgabe|Bundesland|Weltkrieg\w*|"
    r"(?:und|bis|oder|sowie)\s\d{1,3}\.|Bundesliga|Liga|Mannschaft|"
    r"Prozent|Euro|Mio|Mrd|Millionen|Milliarden|Tausend|Uhr|Jahre?n?|Monate?n?|Personen|Fälle|Stellen|\d)(?![a-zäöü])"
)
_HEADING = re.compile(
    rf"(?:(?:Gemeinsame\s+)?(?:Antwort|Antworten|Stellungnahme)\s+(?:der\s+Landesregierung\s+)?)?"
    rf"(?:[Zz]u[rm]?|[Aa]uf|[Aa]d)\s+"
    rf"(?P<noun>{ANSWER_NOUN}\s+)?(?<!Zum\s)(?<!zum\s)(?=[\dIVXa-z(]|[A-H]\.)"
    rf"|(?:Gemeinsame\s+)?(?:Antwort|Antworten)\s+(?P<noun2>{ANSWER_NOUN}\s+)?(?=\d)"
    rf"|(?P<noun3>(?:Die\s+)?(?:Fragen|Ziffern)\s+)(?=\d)"
)
_HEADING_BEGINS = frozenset({"Zu", "zu", "Au", "au", "Ad", "ad", "An", "Ge", "St", "Di", "Fr", "Zi"})
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ„")
_PART_OF = re.compile(r"(?:Buchst|Satz|Absatz|Abs\.|Nr\.|Nummer|Ziffer|Frage|Halbsatz|Spiegelstrich|Teil|Unter)")
_BEGINNINGS = WORDS["first"] | WORDS["answer begins"]
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_HEADING_END = re.compile(
    r"(?:[.)]?\s(?:des\sAntrags|der\s(?:Kleinen\s|Großen\s)?Anfrage)(?!\w))?\s?[.)]?\s?(?:(?:\([^()]{3,80}\)\s?)?(?P<colon>:))?\s*"
)


@dataclass(slots=True)  # many are made, and a frozen one takes three times as long
class Label:
    """A number at the start of a line: its parts, how it is written, and where the text after it begins."""

    roman: str
    main: str  # "3" or "1.2" or ""
    letter: str
    style: str
    end: int  # offset in the line

    @property
    def number(self) -> int:
        return int(self.main.split(".")[0]) if self.main else 0


def read_label(line: Line) -> Label | None:
    """The label a line begins with, unless it is a date, an amount or the like."""
    label = line.label
    if label is NOT_READ:
        label = line.label = _read_label(line.text)
    return label


def _read_label(text: str) -> Label | None:
    first = text[0]
    if not (first.isdigit() or first in "(IVXFZN" or (first.islower() and text[1:2] in (")", "."))):
        return None
    match = LABEL.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    if rest and _NO_LABEL.match(rest) and not match["noun"]:
        return None
    main = match["n0"] or match["n1"] or match["n2"] or match["n3"] or match["n4"] or ""
    main += match["point"] or match["point4"] or ""
    if main.startswith("0"):
        return None
    letter = match["s0"] or match["s3"] or match["s2"] or match["s6"] or match["s5"] or match["s7"] or ""
    style = (
        "Frage"
        if match["noun"]
        else match["t1"] or match["t2"] or match["t6"] or match["t3"] or match["t5"] or match["t7"] or match["rt"] or ""
    )
    said = _SAID.match(text, match.end())
    return Label(match["roman"] or "", main, letter, style, said.end() if said else match.end())


def kind_of(line: Line) -> str | None:
    return KIND_KEYS.get(line.key) if len(line.text) < 60 else None


def stands_apart(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is no part of a sentence that began above it."""
    line = lines[index]
    if index == 0 or line.gap or line.page or line.seam:
        return True
    before = lines[index - 1].text
    return not re.search(r"[\w,-]\Z", before) or len(before) < 50


def heads_reply(lines: Sequence[Line], index: int) -> bool:
    return len(lines[index].text) < 60 and lines[index].key in REPLY_KEYS and stands_apart(lines, index)


def opens_letter(lines: Sequence[Line], index: int) -> bool:
    """Whether the sentence that opens the reply begins with this line: "Mit Schreiben vom … wie folgt:"."""
    if not _LETTER_START.match(lines[index].text):
        return False
    joined = lines[index].text
    for line in lines[index + 1 : index + 8]:
        if line.key in REPLY_KEYS:
            break
        joined = f"{joined} {line.text}"
    if "folgt" not in joined and joined[0] not in "Mm":
        return False
    return _LETTER.match(joined[:1600]) is not None


def heads_preamble(line: Line) -> bool:
    """ "Vorbemerkung", "Vorbemerkungen der Landesregierung:", "Zur Vorbemerkung des Fragestellers:"."""
    return len(line.text) < 80 and (line.key == "vorbemerkung" or _PREAMBLE.fullmatch(line.text) is not None)


def is_reason(line: Line) -> bool:
    return len(line.text) < 60 and line.key in REASON_KEYS


@dataclass(frozen=True, slots=True)
class AnswerHeading:
    """ "Zu 1. und 2.:" at the start of a line: labels ("" section stripped off) and where the answer begins."""

    labels: tuple[str, ...]
    end: int


def read_answer_heading(line: Line) -> AnswerHeading | None:
    """The heading of an answer, standing alone or with a colon before the answer's first words."""
    heading = line.heading
    if heading is NOT_READ:
        heading = line.heading = heading_in(line.text) if line.text[:2] in _HEADING_BEGINS else None
    return heading


def heading_in(text: str) -> AnswerHeading | None:
    """The heading of an answer at the beginning of a text."""
    match = _HEADING.match(text)
    if match is None:
        return None
    found = match_numbers(text, match.end())
    if found is None:
        return None
    end = _HEADING_END.match(text, found.end)
    rest = text[end.end() :]
    if not rest:
        if match["noun3"] and not end["colon"]:
            return None
        return AnswerHeading(found.labels, end.end())
    if end["colon"] and not match["noun3"]:
        return AnswerHeading(found.labels, end.end())
    if match["noun"] and text[0] in "ZA" and rest[0] in _CAPITALS and not _PART_OF.match(rest):
        return AnswerHeading(found.labels, end.end())
    if text[0] in "ZA" and (first := _FIRST_WORD.match(rest)) and first[0] in _BEGINNINGS:
        return AnswerHeading(found.labels, end.end())
    if text[found.end - 1] in ".)" and text[0] in "ZA" and rest[0].isupper() and not _NO_LABEL.match(rest):
        return AnswerHeading(found.labels, end.end())
    return None


_HEADING_BEGUN = re.compile(
    r"(?:Antwort\s)?[Zz]u(?:\s(?:den|der|die|Fragen?|Ziffern?|Nr\.|\d{1,3}[a-z]?[.)]?,?|und|bis|sowie))*"
)


def read_broken_heading(lines: Sequence[Line], index: int, *, anywhere: bool = False) -> AnswerHeading | None:
    """A heading that a page break cuts: "Zu den Fragen 1." / "und 2:"; ``end`` counts in the second line.

    ``anywhere``: also one that the end of a line cuts.
    """
    if index + 1 >= len(lines) or not (anywhere or lines[index + 1].page):
        return None
    first = lines[index].text
    if not _HEADING_BEGUN.fullmatch(first) or (len(first) < 4 and not lines[index + 1].page):
        return None
    heading = heading_in(f"{first} {lines[index + 1].text}")
    if heading is None or heading.end <= len(first) + 1:
        return None
    return AnswerHeading(heading.labels, heading.end - len(first) - 1)
