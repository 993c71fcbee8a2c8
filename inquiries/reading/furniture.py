"""What the printer put around the text: headers, page numbers, the foot of the first page, the imprint, markup.

Found on the whole text at once, whether it stands on lines of its own or in the middle of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .dates import DATE, DAY
from .imprint import find_imprints
from .paper import Furniture
from .seams import lost_its_breaks
from .text import Span
from .website import find_website

_NUMBER = r"(?P<term>\d{1,2})\s{0,2}/[^\S\n]{0,2}(?P<number>\d{1,2}[ ]\d{3}(?!\d)|\d{1,6})(?!\d|\.\s?Wahlperiode)"
# Blanks that keep the columns of the page may be many; others are lost.
_BETWEEN = r"(?:[^\S\n]{0,200}+(?:[·•|]\s{0,3})?+(?:\n\s{0,40}+)?+)"
_HEADER = re.compile(
    rf"""
    (?:L(?:andtag|ANDTAG)\s{{0,2}}(?:von|VON)\s{{0,2}}B(?:aden-\s{{0,20}}W\wrttemberg|ADEN-\s?WÜRTTEMBERG)(?P<rest>
       (?:{_BETWEEN}(?P<wahlperiode>\d{{2}})\s?\.\s{{0,2}}Wahlperiode)?
       (?:{_BETWEEN}(?:\d{{1,3}}(?:[^\S\n]{{0,3}}\n\s{{0,40}}|[ ]))?D(?:rucksache|RUCKSACHE)\s{{0,3}}{_NUMBER})?
       (?:{_BETWEEN}(?P<wahlperiode2>\d{{2}})\s?\.\s{{0,2}}Wahlperiode)?
       (?:{_BETWEEN}(?P<date>{DATE})(?=\s|\Z))?))
    """,
    re.VERBOSE,
)
_NUMBER_ABOVE = re.compile(rf"Drucksache\s{{0,3}}{_NUMBER}{_BETWEEN}\Z")  # the two halves of a header exchanged
_LONE_NUMBER = re.compile(rf"D(?:rucksache|RUCKSACHE)[^\S\n]{{0,9}}{_NUMBER}[^\S\n]*\**$", re.MULTILINE)
_FIRST_NUMBER = re.compile(rf"\s{{0,40}}(?P<paper>Drucksache\s{{0,3}}{_NUMBER})(?=\s)")
_LONE_TERM = re.compile(r"(?P<wahlperiode>1[0-9])[^\S\n]?\.[^\S\n]?Wahlperiode[^\S\n]*\**$", re.MULTILINE)
_PAGE_ONE_BEHIND = rf"(?:(?<=\d{{4}})1(?!\d)|{_BETWEEN}1(?=\s|\Z))?"  # glued to the year, or apart from it
_FOOT = re.compile(
    rf"Eingegangen\s?:?\s{{0,3}}(?P<received>{DATE})?"
    rf"(?:\s{{0,3}}/?\s{{0,3}}Ausgegeben\s?:?\s{{0,3}}(?P<issued>{DAY}(?!\d\d|[02-9]))?)?{_PAGE_ONE_BEHIND}"
    rf"|Ausgegeben\s?:\s{{0,3}}(?P<issued2>{DAY}(?!\d\d|[02-9])){_PAGE_ONE_BEHIND}"
)
_SUBMITTED = re.compile(
    rf"Eing(?:ang|egangen)(?:[^\S\n]am)?:?[^\S\n]*(?P<received>{DATE})"
    r"(?:[^\S\n]*[,/–-]?[^\S\n]*(?:um[^\S\n]+)?\d{1,2}[:.]\d{2}(?:[^\S\n]*Uhr)?)(?=\s|\Z)",
)
_PAGE_LINE = re.compile(
    r"\n[^\S\n]*(?:[-–—][^\S\n]{0,2}(\d{1,3})[^\S\n]{0,2}[-–—]|Seite[^\S\n]+(\d{1,3})(?:[^\S\n]+von[^\S\n]+\d{1,3})?)"
    r"[^\S\n]*(?=\n|\f|\Z)"
)
_PAGE_INSIDE = re.compile(r"[-–—](?<=\s.)\s(\d{1,3})\s[-–—](?=\s)")  # "- 2 -" in a text on one line
_RULES = [re.compile(rf"{sign}(?<!\S.)[_–—-]{{4,}}(?=\s|\Z)") for sign in "_–—-"]  # a search for one sign leaps
_HEAD = 600  # characters; so far down a stamp may stand in the middle of a line
_NEAR = 40  # so many characters may stand between a page number and the header below it, blanks all of them
_FAR = 1200  # the same, where the blanks of the page are kept
_NEAR_BLANKS = re.compile(rf"\s{{0,{_NEAR}}}")
_LONE_PAGE = re.compile(r"[^\S\n\f]*(\d{1,3})[^\S\n\f]*(?=\n|\f|\Z)")
_LONE_PAGE_END = re.compile(r"(?:\A|[\n\f])[^\S\n\f]*(\d{1,3})[^\S\n]*\Z")
_FORM_FEED = re.compile(r"\f")
_LINE_END = re.compile(r"\**[^\S\n]*[\n\f]")
_PAGE_ONE = re.compile(r"[^\S\n](1)(?=\s|\Z)")
_NUMBER_AFTER = re.compile(r"\**\s{1,20}(\d{1,3})(?=\s|\Z)(?!\s?[.)])(?P<amount>\s(?:Prozent|Euro))?")
_LAST_NUMBER = re.compile(r"\s(\d{1,3})\s*\Z")
_BLOCK_MARK = re.compile(
    r"\n[^\S\n]*(?P<mark>\#{1,6}[^\S\n]+|>[^\S\n]+|[-–*•][^\S\n]+(?=\*{0,2}\d{1,2}[a-z]?[.)][^\S\n]))"
)
_STARS = re.compile(
    r"""
    \*(?: (?<![\w*]\*) \*{0,2} (?=[^\s*)])              # opens: *word
       | (?<=[^\s*]\*) \*{0,2} (?![\w*)])                  # closes: word*
       | (?<=\w\*) \* (?=\w) )                            # **inside** a word
    """,
    re.VERBOSE,
)
_DASH = re.compile(r"[ ](?<=[*:;,.?][ ])(?P<mark>[-–][^\S\n]+)(?=\d{1,2}[.)][^\S\n])")


@dataclass(slots=True)
class Surroundings:
    """Furniture in the order of the text, and what it says about the paper."""

    furniture: list[Furniture] = field(default_factory=list)
    numbers: list[tuple[int, str, Span]] = field(default_factory=list)
    terms: list[tuple[int, Span]] = field(default_factory=list)
    header_dates: list[Span] = field(default_factory=list)
    received: list[Span] = field(default_factory=list)
    issued: list[Span] = field(default_factory=list)
    mask: bytearray = field(default_factory=bytearray)

    def add(self, kind: str, start: int, end: int) -> None:
        if end > start:
            self.furniture.append(Furniture(kind, Span(start, end)))
            self.mask[start:end] = b"\1" * (end - start)


def find_furniture(text: str) -> Surroundings:
    """All furniture of the text, without overlap."""
    found = Surroundings(mask=bytearray(len(text)))
    _find_headers(text, found)
    for match in _SUBMITTED.finditer(text):
        if not _begins_line(text, match.start()) and match.start() > _HEAD:
            continue
        found.add("received-stamp", match.start(), match.end())
        found.received.append(Span(*match.span("received")))
    if "usgegeben" in text or "ingegangen:" in text or "ingegangen :" in text:
        _find_feet(text, found)
    for span in find_imprints(text, found.mask):
        found.add("imprint", *span)
    for match in _PAGE_LINE.finditer(text):
        found.add("page-number", match.start(), match.end())
    if lost_its_breaks(text):
        page = 1
        for match in _PAGE_INSIDE.finditer(text):
            if int(match[1]) == page + 1:
                page += 1
                found.add("page-number", *match.span())
    for rule in _RULES:
        for match in rule.finditer(text):
            found.add("rule", *match.span())
    _find_page_numbers(text, found)
    _find_markup(text, found)
    for span in find_website(text, found.mask):
        found.add("website", *span)
    found.furniture.sort(key=lambda item: item.span)
    found.furniture = _without_overlap(found.furniture)
    return found


def _find_markup(text: str, found: Surroundings) -> None:
    if match := _BLOCK_MARK.match("\n" + text[:40]):
        found.add("markup", match.start("mark") - 1, match.end("mark") - 1)
    for match in _BLOCK_MARK.finditer(text):
        found.add("markup", *match.span("mark"))
    for match in _DASH.finditer(text):
        found.add("markup", *match.span("mark"))
    for match in _STARS.finditer(text):
        found.add("markup", *match.span())


def _find_headers(text: str, found: Surroundings) -> None:
    page = 1
    own = None
    behind = False  # whether page numbers stand behind the headers
    for match in _HEADER.finditer(text):
        numbered_by = match
        if match["number"] is None:
            numbered_by = _NUMBER_ABOVE.search(text, max(0, match.start() - 240), match.start()) or match
        number = numbered_by["number"]
        wahlperiode = match["wahlperiode"] or match["wahlperiode2"]
        if number is None and wahlperiode is None:
            rest = _REST_OF_LINE.match(text, match.end())
            if match["date"] or rest is None or not _LONE_NUMBER.match(text, rest.end()):
                continue
        spaced = " / " in numbered_by[0]
        label = f"{int(numbered_by['term'])}/{_digits(number)}" if number else None
        glued = bool(number and own and label == f"{own}{page + 1}")  # the page number follows without a blank
        strange = number and not spaced and not wahlperiode and label != own
        if strange and not _begins_line(text, numbered_by.start()):
            continue  # cited in a sentence
        end = match.end()
        if glued:
            label = own
        elif match["date"] and not wahlperiode:
            end = match.start("date")
        elif match["date"]:
            found.header_dates.append(Span(*match.span("date")))
        if not wahlperiode:
            page += 1
            after = _NUMBER_AFTER.match(text, end)
            before = _NUMBER_BEFORE.search(text, max(0, match.start() - 8), match.start())
            if after and (behind or not after["amount"] or not before):
                below = "\n" in text[end : after.start(1)]
                lines = below and _LONE_PAGE.match(text, after.start(1))
                row = below and not lines and _numbered_above(text, match.start())  # "3 Musterstadt 500"
                if (int(after[1]) == page and not row) or (lines and abs(int(after[1]) - page) <= 1):
                    end = after.end(1)
                    behind = True
        elif (after := _NUMBER_AFTER.match(text, end)) and int(after[1]) < 3 and _WORD_BEGINS.match(text, after.end(1)):
            end = after.end(1)
        numbered = end > match.end()
        start = min(match.start(), numbered_by.start())
        if not numbered:
            start = _page_before(text, start, page - (not wahlperiode))
        found.add("page-header", start, end)
        if number:
            own = own or label
            term, digits = label.split("/")
            found.numbers.append((int(term), digits, Span(numbered_by.start("term"), numbered_by.end("number"))))
        if wahlperiode:
            name = "wahlperiode" if match["wahlperiode"] else "wahlperiode2"
            found.terms.append((int(wahlperiode), Span(*match.span(name))))
    if not found.numbers and (match := _FIRST_NUMBER.match(text)):
        found.add("page-header", *match.span("paper"))
        own = f"{int(match['term'])}/{_digits(match['number'])}"
        found.numbers.append(
            (int(match["term"]), _digits(match["number"]), Span(match.start("term"), match.end("number")))
        )
    for match in _LONE_NUMBER.finditer(text):
        if _begins_line(text, match.start()) and not found.mask[match.start("term")]:
            if found.numbers and f"{int(match['term'])}/{_digits(match['number'])}" != own:
                continue
            found.add("page-header", match.start(), match.end())
            own = own or f"{int(match['term'])}/{_digits(match['number'])}"
            span = Span(match.start("term"), match.end("number"))
            found.numbers.append((int(match["term"]), _digits(match["number"]), span))
            _find_date_below(text, match.end(), found)
    for match in _LONE_TERM.finditer(text):
        if _begins_line(text, match.start()) and not found.mask[match.start()]:
            found.add("page-header", match.start(), match.end())
            found.terms.append((int(match["wahlperiode"]), Span(*match.span("wahlperiode"))))
            _find_date_below(text, match.end(), found)


def _numbered_above(text: str, start: int) -> bool:
    """Whether a page number stands on the line above a header."""
    return _page_above(text, start) is not None


_WORD_BEGINS = re.compile(r"\s+[A-ZÄÖÜ]")
_REST_OF_LINE = re.compile(r"[^\S\n]*\n\s*")
_COUNTING_WORD = re.compile(r"(?:Fragen?|Ziffern?|Nummern?|Nr\.|Absatz|Abs\.|Satz|Artikel|§|und|bis|von|Seite)\s+\Z")
_NUMBER_BEFORE = re.compile(r"(?<!\S)\d{1,3}(?=\s{0,3}\**\Z)")
_DATE_LINE = re.compile(rf"\s{{0,6}}({DATE})[^\S\n]*(?=\n|\Z)")


def _find_date_below(text: str, end: int, found: Surroundings) -> None:
    if not found.header_dates and (match := _DATE_LINE.match(text, end)):
        found.add("page-header", *match.span(1))
        found.header_dates.append(Span(*match.span(1)))


def _find_feet(text: str, found: Surroundings) -> None:
    for match in _FOOT.finditer(text):
        if not (match["received"] or match["issued"] or match["issued2"]):
            continue
        start = match.start()
        if start and text[start - 1].isdigit() and not text[start - 2 : start - 1].isdigit():
            start -= 1  # the page number, glued to the word
        found.add("page-foot", start, match.end())
        for name, spans in (("received", found.received), ("issued", found.issued), ("issued2", found.issued)):
            if match[name]:
                spans.append(Span(*match.span(name)))


def _find_page_numbers(text: str, found: Surroundings) -> None:
    """Lone numbers at the edges of pages: beside headers, feet, imprints and form feeds, and at the very end."""
    pages = 1 + (text.count("\f") or sum(1 for item in found.furniture if item.kind == "page-header"))
    for item in list(found.furniture):
        if item.kind not in ("page-header", "page-foot", "imprint"):
            continue
        start, end = item.span
        after = _LINE_END.match(text, end)
        if (after and (match := _LONE_PAGE.match(text, _skip(text, after.end()))) and int(match[1]) <= pages + 1) or (
            item.kind == "imprint" and (match := _PAGE_ONE.match(text, end))
        ):
            found.add("page-number", *match.span(1))
        if (match := _page_above(text, start)) and int(match[1]) <= pages + 1:
            found.add("page-number", *match.span(1))
    for feed in _FORM_FEED.finditer(text) if "\f" in text else ():
        if (match := _LONE_PAGE.match(text, _skip(text, feed.end()))) and int(match[1]) <= pages:
            found.add("page-number", *match.span(1))
        if (match := _page_above(text, feed.start())) and int(match[1]) <= pages:
            found.add("page-number", *match.span(1))
    match = _LAST_NUMBER.search(text, max(0, len(text.rstrip()) - 40)) if pages > 1 else None
    if match and abs(int(match[1]) - pages) <= 1 and not found.mask[match.start(1)]:
        found.add("page-number", *match.span(1))


def _page_above(text: str, start: int) -> re.Match[str] | None:
    """The lone number above this place, with nothing but blanks between: the foot of a page may be set far above."""
    low = max(0, start - _FAR)
    end = low + len(text[low:start].rstrip())
    if not text[low:end][-1:].isdecimal():
        return None
    return _LONE_PAGE_END.search(text, max(0, end - _FAR // 5), end)  # as far from its margin


def _skip(text: str, position: int) -> int:
    return _NEAR_BLANKS.match(text, position).end()


def _begins_line(text: str, position: int) -> bool:
    """Whether only blanks and marks of a heading stand before this place on its line."""
    before = text[max(0, position - 40) : position].rpartition("\n")
    return not before[2].strip(" \t\f*#>") and (bool(before[1]) or position <= 40)


def _page_before(text: str, start: int, page: int) -> int:
    """Where a header begins: at the number of the page that it follows, when that stands directly before it."""
    match = _NUMBER_BEFORE.search(text, max(0, start - 8), start)
    if match is None:
        return start
    if _begins_line(text, match.start()) and "\n" in text[match.end() : start]:
        return match.start()
    cited = _COUNTING_WORD.search(text, max(0, match.start() - 12), match.start())
    ends = text[max(0, match.start() - 2) : match.start()].rstrip()[-1:] in (".", "?", "!", "“")
    pages = (page, page + 1) if ends or match.end() == start else (page,)  # it may count the page that begins
    return match.start() if int(match[0]) in pages and not cited else start


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())


def _without_overlap(items: list[Furniture]) -> list[Furniture]:
    clean: list[Furniture] = []
    position = 0
    for item in items:
        start, end = item.span
        if end <= position:
            continue
        clean.append(Furniture(item.kind, Span(max(start, position), end)))
        position = end
    return clean
