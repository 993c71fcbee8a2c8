"""Papers named by a label and a number: "Drucksache 17/9075", "BT-Drs. 20/1234", "Plenarprotokolle 17/13 und 17/14".

A number counts only behind a label, or in a list that a label opens. The search goes from the numbers to the
labels before them, because numbers with a slash are rare: texts without any cost next to nothing.

Labels and houses are read with blanks, line ends and hyphens ignored, so that "Drucksachen- Nr.:17/11416" and
"Druck-\\nsache 17/9075" are found. Blanks inside a number belong to it ("17 / 9075", "17/13 032"), a line end
does not (see cited_numbers).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from .cited_houses import FULL, GENERIC, HOUSE, LAND, LINK, any_of, codes_of
from .cited_numbers import BLANK, read_number
from .cited_parts import DAY
from .numbers import NOUN
from .vocabulary import rows

_LABEL_WINDOW = 110  # characters before a number in which its label, with the house, has to end
_HOUSE_WINDOW = 80  # characters behind a number in which its house may be named


@dataclass(frozen=True, slots=True)
class CitedPaper:
    """A paper named in a text: ``start`` is where its label (or, inside a list, its number) begins.

    ``number`` is "17/9075", "17/123 neu" or, in the Bundesrat, "123/24". ``parliament`` is a code such as "BT",
    or None when the house is named but cannot be told; ``candidates`` are those that it may be. ``plural`` says that
    its label opens a list ("Drucksachen"), ``listed`` that it stands in a list behind another, ``labelled`` is False
    for a bare number.
    """

    kind: str
    parliament: str | None
    number: str
    start: int
    end: int
    number_start: int
    plural: bool = False
    listed: bool = False
    labelled: bool = True
    candidates: tuple[str, ...] = ()


_LABELS = {re.sub(r"[\s.-]", "", row["label"]).lower(): row for row in rows("citation_labels")}
_PLURAL = re.compile(r"drucksachen|drsn|anfragen|anträgen?|plenarprotokollen?")

_LABEL = any_of(row["label"] for row in rows("citation_labels"))
_NUMBERED = r"(?:(?:mit|unter)?(?:der)?(?:laufenden|lfd\.)?(?:nummern?|nrn?|no)\.?)?"

# Both are matched against squeezed, lower-case text.
_BEFORE = re.compile(
    rf"(?:(?P<house>{HOUSE})\.?[,:–]?(?:[0-9]{{1,2}}\.wahlperiode[,:–]?)?\(?|(?P<land>{LAND}))?"
    rf"(?P<adjective>(?:kleine|große|grosse|mündliche)[nr]?)?"
    rf"(?P<label>{_LABEL})\.?\)?[:.]*(?P<count>{_NUMBERED})[:.]*"
    rf"(?:(?:des|der|vom|im|von)?\(?(?P<between>{HOUSE}|{LAND})\)?,?)?{_NUMBERED}[:.]*[„“\"»(\[]?\Z"
)
# The first signs of what that pattern begins with: asked first, for that is cheap.
_BEGINNINGS = {
    "".join(signs)[:4]
    for begins in (
        *(row["form"] for row in rows("parliaments")),
        *(row["label"] for row in rows("citation_labels")),
        *("kleine", "große", "grosse", "mündliche"),
    )
    for signs in product(*((".", "") if sign == "." else (sign,) for sign in re.sub(r"[\s-]", "", begins).lower()))
}
_BEGINS = re.compile(f"(?={'|'.join(map(re.escape, sorted(_BEGINNINGS)))})")
_BEHIND = re.compile(
    rf"(?:(?:des|der|vom|im)(?P<named>{FULL}|{GENERIC}{LINK}{LAND}|{LAND}{GENERIC}|{GENERIC})"
    rf"|\((?P<bracketed>{HOUSE}|{LAND})\)"
    rf"|,?(?P<apart>{GENERIC}{LAND})(?![,:–]?\(?{_LABEL}))"
)

_TERM = re.compile(rf"(?<![0-9/])(?<![0-9][.-])(?P<term>[1-9][0-9]{{0,3}}|[1-9]{BLANK}[0-9]){BLANK}{{0,3}}\Z")
_TERM_WINDOW = 12  # characters before a slash that can hold a Wahlperiode and what must not stand before it
_NUMBER = re.compile(rf"{BLANK}{{0,3}}(?=[0-9])")
_PART_IN_LIST = (
    r"(?:\s{0,2}(?:[(\[][^()\[\]]{1,80}[)\]]|„[^“”]{1,120}[“”])"
    rf"|\s{{1,2}}(?:vom|v\.)\s{{1,2}}{DAY}(?![0-9/])"
    rf"|,?\s{{1,2}}(?:dort\s)?(?:zu\s)?(?:den\s|der\s)?{NOUN}\s{{0,2}}"
    r"[0-9][0-9a-z.]{0,4}(?:(?:\s?[,/–-]\s?|\s(?:und|bis|sowie)\s)[0-9][0-9a-z.]{0,4}(?!\s?/)){0,6}?"
    r"|,?\s{1,2}(?:S\.|Seiten?)\s{0,2}[0-9]{1,5}(?:\s?ff?\.)?)?"
)
_LIST_GAP = re.compile(
    _PART_IN_LIST
    + r"\s{0,3}(?:[,;]\s{0,3})?"
    + r"(?:(?P<word>und|u\.|noch|sowie|oder|bzw\.|beziehungsweise|bis|als\s{1,2}auch|wie\s{1,2}auch|[/&+–-]),?\s{0,3})?"
    + r"(?:(?:auch|ergänzend|ferner|zudem|zuletzt),?\s{1,2})?"
    + r"(?:(?:auf|in|aus|zu)\s{1,2})?(?:(?:der|die|den|dem)\s{1,2})?(?:(?:Nr\.|Nummer)\s{0,2})?[(„\"]?"
)
_LONGEST_GAP = 140


def find_papers(text: str, *, parliament: str = "BW") -> Iterator[CitedPaper]:
    """The papers named in ``text``, in order; ``parliament`` is the house that an unlabelled number belongs to.

    Numbers that have neither a label nor a list before them come with ``labelled`` False: they cite a paper only
    where a part stands before them ("Antwort zu 4./5. in 17/13120").
    """
    previous: CitedPaper | None = None
    slash = -1
    while (slash := text.find("/", slash + 1)) >= 0:
        head = _TERM.search(text, max(0, slash - _TERM_WINDOW), slash)
        digits = _NUMBER.match(text, slash + 1)
        read = read_number(text, digits.end()) if head and digits else None
        floor = previous.end if previous else 0
        if read is None or head.start() < floor:
            continue
        number, end = read
        term = re.sub(r"\D", "", head["term"])
        paper = _labelled(text, head.start(), end, term, number, floor, parliament)
        if paper is None and previous is not None:
            paper = _listed(text, head.start(), end, term, number, previous)
        if paper is None:
            if len(term) <= 2:
                yield CitedPaper(
                    "drucksache", parliament, f"{term}/{number}", head.start(), end, head.start(), labelled=False
                )
            continue
        yield paper
        previous = paper


_WORD_BEFORE = re.compile(r"[^\W\d_][^\w]{0,8}\Z")
_KEPT = re.compile(r"[^\s\-\u00ad\u2010\u2011]+")
_SIGN = re.compile(r"[\W_](?=[^\W_])")


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A stretch of text without blanks and hyphens, in lower case, and where each of its pieces comes from."""

    text: str
    starts: list[int]  # of the pieces, here
    sources: list[int]  # and in the text

    @classmethod
    def of(cls, text: str, start: int, end: int) -> _Squeezed:
        starts: list[int] = []
        sources: list[int] = []
        pieces: list[str] = []
        length = 0
        for match in _KEPT.finditer(text, start, end):
            piece = match[0]
            starts.append(length)
            sources.append(match.start())
            pieces.append(piece)
            length += len(piece)
        kept = "".join(pieces)
        lower = kept.lower()
        if len(lower) != len(kept):  # a letter such as "İ" is two when it is lowered: then the places would be wrong
            lower = "".join([sign.lower() if len(sign.lower()) == 1 else sign for sign in kept])
        return cls(lower, starts, sources)

    def place(self, offset: int) -> int:
        """Where the character at ``offset`` stands in the text."""
        piece = bisect_right(self.starts, offset) - 1
        return self.sources[piece] + offset - self.starts[piece]

    def words(self) -> list[int]:
        """Where words begin: with a piece, or behind a sign inside one."""
        return sorted({*self.starts, *[match.end() for match in _SIGN.finditer(self.text)]})


def _labelled(text: str, start: int, end: int, term: str, number: str, floor: int, own: str) -> CitedPaper | None:
    """The paper whose number stands at ``start``, when a label stands directly before it."""
    if not _WORD_BEFORE.search(text, max(floor, start - 12), start):  # cheap, and mostly so
        return None
    squeezed = _Squeezed.of(text, max(floor, start - _LABEL_WINDOW), start)
    for match in _matches(squeezed, text):
        row = _LABELS[match["label"].replace(".", "")]
        label_start = squeezed.place(match.start("adjective" if match["adjective"] else "label"))
        label_end = squeezed.place(match.end("label") - 1) + 1
        label = text[squeezed.place(match.start("label")) : label_end]
        if re.search(r"\n\s*\n", text[label_start:start]) or (len(match["label"]) < 6 and re.search(r"\s", label)):
            continue
        glued = text[label_end : label_end + 1].islower()  # "Antragsnummer" counts otherwise
        if row["strength"] == "weak" and (glued or _month_or_season(term, number)):
            continue
        if len(match["label"]) < 3 and not label.isupper():  # "Ka" and "ds" are words, or parts of them
            continue
        first = squeezed.place(match.start())
        if row["strength"] == "strong" and _FOREIGN_SERIES.search(text, max(0, first - 12), first):
            continue
        if text[first - 1 : first] == "(" and text[start - 1 - len(_trail(text, start)) : start].strip() == ")":
            first -= 1
        behind, behind_end = _house_behind(text, end)
        codes = codes_of([match["house"] or match["land"], match["between"], behind])
        if not codes and _SAID_ELSEWHERE.search(text, max(floor, first - _SENTENCE), first):
            codes = {"BT", own}
        code = (codes.pop() if len(codes) == 1 else None) if codes else own
        if not _fits(code, term, number):
            continue
        plural = _PLURAL.fullmatch(match["label"]) is not None and not match["count"]
        opened = text[label_start:start].count("(") > text[label_start:start].count(")")
        end = (behind_end or end) + (opened and behind_end is None and text[end : end + 1] == ")")
        candidates = tuple(sorted(codes)) if code is None else ()
        return CitedPaper(
            row["kind"], code, f"{term}/{number}", first, end, start, plural=plural, candidates=candidates
        )
    return None


# "KT-Drs. 17/2021" counts in a series of its own, as whoever stands before the hyphen does.
_FOREIGN_SERIES = re.compile(r"[^\W_]\.?[-\u2010\u2011]\s?\Z")
# The federal government answers the Bundestag; a paper that quotes it may mean either house.
_SAID_ELSEWHERE = re.compile(
    r"(?:Antwort|Beantwortung|Bericht|Unterrichtung|Gesetzentwurf)\w{0,3}\s{1,3}der\s{1,3}Bundesregierung\b[^.!?;]{0,160}\Z"
)
_SENTENCE = 240


def _trail(text: str, start: int) -> str:
    return re.search(r"\s{0,3}\Z", text[max(0, start - 3) : start])[0]


def _matches(squeezed: _Squeezed, text: str) -> Iterator[re.Match[str]]:
    """Readings of the label that ends the stretch, the longest first; its first letter begins a word."""
    for start in squeezed.words():
        if not _BEGINS.match(squeezed.text, start) or (match := _BEFORE.match(squeezed.text, start)) is None:
            continue
        first = squeezed.place(start)
        if text[first - 1 : first].isalnum():
            continue  # inside a word
        inner = squeezed.place(match.start("label"))
        sentence = match["house"] and re.search(r"[.!?]\s+\Z|\n\s*\n\s*\Z", text[first:inner])
        if not (sentence and not re.search(r"\b[A-Za-zü]{2,3}\.\s\Z", text[first:inner])):
            yield match


def _house_behind(text: str, end: int) -> tuple[str | None, int | None]:
    """The house named behind a number ("… des Deutschen Bundestages", "… (NRW)") and where that ends."""
    if not _MAY_NAME_A_HOUSE.match(text, end):
        return None, None
    squeezed = _Squeezed.of(text, end, min(len(text), end + _HOUSE_WINDOW))
    match = _BEHIND.match(squeezed.text)
    if match is None:
        return None, None
    last = squeezed.place(match.end() - 1) + 1
    if text[last : last + 1].isalnum() and not match["bracketed"]:
        return None, None
    return match["named"] or match["bracketed"] or match["apart"], last


_MAY_NAME_A_HOUSE = re.compile(r"\s{0,2}\(|\s{1,2}(?:des|der|vom|im)\s|,?\s{1,2}(?:LT|Landtag)\s")


def _fits(code: str | None, term: str, number: str) -> bool:
    """The Bundesrat counts within the year and names the year last; everywhere else the Wahlperiode is first."""
    if code == "BR":
        return len(number.split()[0]) in (2, 4)
    return len(term) <= 2


def _month_or_season(term: str, number: str) -> bool:
    """Whether "term/number" may be a month ("12/2023") or a season ("23/24"): a weak label is not enough then."""
    if not number.isdigit():
        return False
    year = 1980 <= int(number) <= 2049 or 10 <= int(number) <= 49
    return (int(term) <= 12 and year) or int(number) == int(term) + 1


def _listed(text: str, start: int, end: int, term: str, number: str, previous: CitedPaper) -> CitedPaper | None:
    """The paper whose number stands at ``start``, when it continues the list that ``previous`` is in."""
    gap = _LIST_GAP.fullmatch(text, previous.end, start) if start - previous.end <= _LONGEST_GAP else None
    if gap is None:
        return None
    joint = gap[0].replace("]", ")").rpartition(")")[2]
    if not joint.strip() and not (previous.plural and "\n" in joint):  # in a column, one number a line
        return None
    if previous.parliament == "BR":
        alike = number == previous.number.partition("/")[2]
    elif term == previous.number.partition("/")[0]:
        alike = True
    else:
        near = abs(int(term) - int(previous.number.partition("/")[0])) <= 2
        alike = len(term) <= 2 and int(term) <= 30 and len(number) >= 3 - near - previous.plural
    if not alike:
        return None
    behind, behind_end = _house_behind(text, end)
    codes = codes_of([behind]) or ({previous.parliament} if previous.parliament else set())
    code = codes.pop() if len(codes) == 1 else None
    return CitedPaper(
        previous.kind,
        code,
        f"{term}/{number}",
        start,
        behind_end or end,
        start,
        plural=previous.plural,
        listed=True,
        candidates=tuple(sorted(codes)) if code is None and codes else previous.candidates if code is None else (),
    )
