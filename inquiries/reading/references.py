"""Citations in any text: which papers, which of their questions, and where exactly that is written.

Read are (see the tables of tests/inquiries/reading/test_references.py for every form):

* papers behind a label, alone or in lists: "Drucksache 17/9075", "Drucksachen 16/7748 und 16/7912", "LT-Drs.
  16/3602", "(KA) 17/12415", "BT-Drs. 20/1234", "BR-Drs. 123/24", "Plenarprotokoll 17/13, S. 512 ff.";
* with parts before or behind: "zu den Ziffern 3 und 4 in Drucksache 17/9075", "Antwort zu 4./5. in 17/13120",
  "Drs. 17/1, dort zu Frage 2";
* the last paper named: "a. a. O.", "ebd.", "die genannte Drucksache", "dort zu Frage 2";
* the same paper: "vgl. zu Ziffern 1 und 2", "siehe Antwort zu Frage 1", "wie zu 3. ausgeführt";
* letters with date and Aktenzeichen: "auf das Schreiben vom 3. Mai 2021 (Az. 35-0141.5/7) wird verwiesen".

What cannot be read for certain is no citation. Nothing here knows which papers exist.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from .cited_here import is_of_same_paper
from .cited_letters import find_letters
from .cited_papers import find_papers
from .cited_parts import DAY, OTHER_NUMBER, Phrase, find_phrases, follows, leads_to
from .reference_only import only_refers
from .text import Span
from .unbroken import Unbroken

Kind = Literal["drucksache", "plenarprotokoll", "same-paper", "letter"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One citation of one paper; ``text[span]`` is ``quote``, and spans never overlap.

    ``parliament`` is a code ("BW", "BT", "NW" …) or None: for the same paper, for a letter, and where a house is
    named that cannot be told. ``drucksache`` is the number as the house writes it, without blanks ("17/9075",
    "17/123 neu", in the Bundesrat "123/24"), for a Plenarprotokoll its number ("17/13"), otherwise None.
    ``candidates`` are the codes of the houses that an ambiguous one may belong to, as far as they are known.
    ``parts`` are the labels of the cited questions, ``pages`` the cited pages as written ("512 ff.").

    The span reaches from the first to the last of: the phrase with the parts, the label, the number, its house,
    its pages. In a list each number has a span of its own, the first one with the label. Parts before a label in
    the plural ("Ziffer 3 der Drucksachen 17/1 und 17/2") belong to every paper of the list.
    """

    kind: Kind
    parliament: str | None
    drucksache: str | None
    parts: tuple[str, ...]
    quote: str
    span: Span
    pages: str | None = None
    candidates: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The object of the JSON contract; the caller knows in which part of a paper the text stands."""
        found: dict[str, Any] = {
            "in": None,
            "kind": self.kind,
            "parliament": self.parliament,
            "drucksache": self.drucksache,
            "parts": list(self.parts),
            "quote": self.quote,
            "span": list(self.span),
        }
        return found | ({"candidates": list(self.candidates)} if self.candidates else {})


@dataclass(slots=True)
class _Found:
    """A citation in the making: its anchor (label and number, or words for the last paper), parts and pages."""

    kind: Kind
    parliament: str | None
    number: str | None
    start: int
    end: int
    parts: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()  # those of the parts that stand before the label
    pages: str | None = None
    plural: bool = False
    listed: bool = False
    labelled: bool = True
    again: str | None = None  # "place" (a. a. O.), "paper" (die genannte Drucksache), "there" (dort zu Frage 2)
    candidates: tuple[str, ...] = ()

    def take_pages(self, text: str, limit: int) -> None:
        """Take the pages named directly behind, unless some were found before."""
        match = None if self.pages else _PAGES.match(text, self.end, limit)
        if match:
            self.pages = " ".join(match["pages"].split())
            bracket = text[match.end() - 1] == ")" and "(" not in match[0]
            self.end = match.end() - bracket


_PLACE_AGAIN = re.compile(r"\b[Aa]\.\s?a\.\s?O\.|\baaO\b|\b[Ee]bd\.|\b[Ee]benda\b")
_PAPER = re.compile(r"rucksache\b(?![^\S\n]{0,3}\n?[^\S\n]{0,3}(?:[0-9(:]|Nr\b|Nummer\b))")
_NAMED_BEFORE = re.compile(
    r"(?<![^\W_])(?:(?:(?:oben|zuvor|bereits|eben|schon)\s{1,3})?"
    r"(?:(?:vor|oben)?(?:genannte|erwähnte|zitierte|angeführte|bezeichnete)[nr]?|besagte[nr]?|(?:eben)?diese[nr]?|derselben|dieselbe|selbige[nr]?)|[ov]\.\s?[ga]\.|og\.)"
    r"\s{1,3}(?:Landtagsd|Bundestagsd|D)\Z"
)
_THIS = re.compile(r"diese[nr]?\s")
_THERE = re.compile(
    r"(?<![^\W_])[Dd]ort,?\s{1,3}(?:(?:wird|wurde|werden|ist|sind)\s{1,3})?(?:(?:insbesondere|auch)\s{1,3})?(?:(?:die|in\s{1,3}der|der)\s{1,3})?"
    r"(?:Antwort(?:en)?\s{1,3})?(?:(?:zu|unter|auf)\s{1,3})?(?:(?:den|der|die)\s{1,3})?\Z"
)
_THERE_REACH = 250  # characters from "dort" back to the paper that it means
_PAGE = r"[1-9][0-9]{0,4}(?:\s?[A-D](?![^\W_]))?"
_PAGES = re.compile(
    rf"(?:\s{{1,3}}(?:vom|v\.|der\s{{1,3}}Sitzung\s{{1,3}}vom)\s{{1,3}}{DAY})?\s{{0,2}}[,(]?\s{{0,3}}(?:(?:dort|auf|hier)\s{{1,3}})?"
    rf"(?:S\.|Seiten?)\s{{0,3}}(?P<pages>{_PAGE}(?:\s?ff?\.|\s?[-–]\s?{_PAGE}|\s{{1,2}}bis\s{{1,2}}{_PAGE})?"
    rf"(?:(?:,\s{{1,2}}|\s{{1,2}}und\s{{1,2}}|\s{{1,2}}sowie\s{{1,2}}){_PAGE}(?:\s?ff?\.|\s?[-–]\s?{_PAGE})?(?![0-9/.]))*)(?![0-9/])\)?"
)


_NUMBERS_AND_WORDS = (*"0123456789", "rucksache", "O.", "aaO", "bd.", "benda", "- ", "-\n", "\u00ad", "\u2010")


def find_references(text: str, *, parliament: str = "BW", last_named: Reference | None = None) -> tuple[Reference, ...]:
    """Every citation in ``text``, in order, one for each cited paper.

    ``parliament`` is the house in which the text stands: an unlabelled or "LT-Drs." number is one of its papers.
    ``last_named`` is the paper that "a. a. O." means before the text names one itself.
    """
    if not _may_cite(text):
        return ()
    unbroken = Unbroken(text)
    references: list[Reference] = []
    for start, paragraph in unbroken.paragraphs():
        if _may_cite(paragraph) and (found := _in_paragraph(paragraph, parliament)):
            cited = _resolved(unbroken, start, found, last_named)
            last_named = named_last(cited, last_named)
            references += cited
    return tuple(references)


def _may_cite(text: str) -> bool:
    """Whether the text holds a number, a word for a paper, or a broken word that may be one; often it does not."""
    return any(map(text.__contains__, _NUMBERS_AND_WORDS)) or OTHER_NUMBER.search(text.replace("\n", " ")) is not None


def _in_paragraph(text: str, parliament: str) -> list[_Found]:
    """All citations of one paragraph: what stands in another says nothing of them but what was named last."""
    phrases = list(find_phrases(text))
    anchors = _anchors(text, parliament)
    if not phrases and not anchors:
        return [_Found("letter", None, None, start, end) for start, end in find_letters(text)]
    found = _with_parts(text, anchors, phrases)
    taken = [(item.start, item.end) for item in found]
    for phrase in phrases:
        place = bisect_right(taken, (phrase.start, len(text)))
        floor = taken[place - 1][1] if place else 0
        if floor > phrase.start:
            continue
        if _THERE.search(text, max(floor, phrase.start - 70), phrase.start):
            found.append(_Found("drucksache", None, None, phrase.start, phrase.end, phrase.labels, again="there"))
        elif is_of_same_paper(text, phrase, floor):
            found.append(_Found("same-paper", None, None, phrase.start, phrase.end, phrase.labels))
    for start, end in find_letters(text):
        place = bisect_right(taken, (end, 0))
        if not place or taken[place - 1][1] <= start:
            found.append(_Found("letter", None, None, start, end))
    return sorted(found, key=lambda item: item.start)


def named_last(references: Iterable[Reference], before: Reference | None = None) -> Reference | None:
    """The paper that "a. a. O." means behind a text with these citations; ``before`` when the text names none."""
    return next((one for one in reversed(tuple(references)) if one.drucksache is not None), before)


def is_reference_only(text: str) -> bool:
    """Whether every sentence of an answer cites something and says nothing else.

    Careful: one word outside the closed list (vocabulary/citation_words.csv, role "only") makes it False, and so
    does a sentence without a citation. Names of members and ministries, days and quoted titles say nothing.
    """
    return only_refers(text, [reference.span for reference in find_references(text)])


def _anchors(text: str, parliament: str) -> list[_Found]:
    """Everything that names a paper, in order: labels with numbers, bare numbers, words for the last one."""
    papers = [
        _Found(
            "plenarprotokoll" if paper.kind == "plenarprotokoll" else "drucksache",
            paper.parliament,
            paper.number,
            paper.start,
            paper.end,
            plural=paper.plural,
            listed=paper.listed,
            labelled=paper.labelled,
            candidates=paper.candidates,
        )
        for paper in find_papers(text, parliament=parliament)
    ]
    again = []
    if "O." in text or "aaO" in text or "bd." in text or "benda" in text:  # asked first: to look for them is cheap
        again = [
            _Found("drucksache", None, None, match.start(), match.end(), again="place")
            for match in _PLACE_AGAIN.finditer(text)
        ]
    for match in _PAPER.finditer(text) if "rucksache" in text else ():
        if named := _NAMED_BEFORE.search(text, max(0, match.start() - 60), match.start()):
            said = "there" if _THIS.match(named[0]) else "paper"
            again.append(_Found("drucksache", None, None, named.start(), match.end(), again=said))
    anchors: list[_Found] = []
    for anchor in sorted(papers + again, key=lambda item: item.start):
        if not anchors or anchors[-1].end <= anchor.start:
            anchors.append(anchor)
    return anchors


def _with_parts(text: str, anchors: list[_Found], phrases: list[Phrase]) -> list[_Found]:
    """The anchors that cite, with the parts and pages that belong to them; spans grown to hold these.

    A phrase that can belong to the paper behind it does, before the paper in front of it is asked.
    """
    starts = [phrase.start for phrase in phrases]
    found: list[_Found] = []
    claimed: set[int] = set()
    floor = 0
    for anchor in anchors:
        place = bisect_left(starts, anchor.start) - 1
        phrase = phrases[place] if place >= 0 else None
        fits = phrase is not None and floor <= phrase.start and phrase.end <= anchor.start and not anchor.listed
        fits = fits and not (found and _is_behind(text, found[-1], phrase, anchor))
        if fits and leads_to(text, phrase, anchor.start, labelled=anchor.labelled):
            claimed.add(phrase.start)
            anchor.start, anchor.parts, anchor.leading = phrase.start, phrase.labels, phrase.labels
        elif not anchor.labelled:
            continue
        found.append(anchor)
        floor = anchor.end
    for anchor, successor in zip(found, [*found[1:], None], strict=False):
        limit = successor.start if successor else len(text)
        anchor.take_pages(text, limit)
        place = bisect_left(starts, anchor.end)
        phrase = phrases[place] if place < len(phrases) else None
        if phrase and phrase.end <= limit and phrase.start not in claimed and follows(text, anchor.end, phrase):
            anchor.parts += tuple(label for label in phrase.labels if label not in anchor.parts)
            anchor.end = _with_bracket(text, anchor.end, phrase.end, limit)
            anchor.take_pages(text, limit)
    _share_parts(found)
    return found


_DIRECTLY = re.compile(r"\s{0,2}[,(\[]?\s{0,2}(?:dort\s{1,2})?(?:(?:zu|zur)\s{1,2}(?:den\s{1,2})?)?\Z")


def _is_behind(text: str, paper: _Found, phrase: Phrase, successor: _Found) -> bool:
    """Whether a phrase between two papers belongs to the first: "Drs. 17/1, Frage 1, Drs. 17/2, Frage 2"."""
    parted = text[phrase.end : successor.start].lstrip(" )]\n")[:1] in (",", ";")
    return parted and not paper.leading and _DIRECTLY.match(text, paper.end, phrase.start) is not None


def _with_bracket(text: str, start: int, end: int, limit: int) -> int:
    """``end``, or the place behind the bracket there when it closes one that was opened since ``start``."""
    for mark, closing in ("()", "[]"):
        opened = text.count(mark, start, end) > text.count(closing, start, end)
        if opened and end < limit and text[end] == closing:
            return end + 1
    return end


def _share_parts(found: list[_Found]) -> None:
    """Give parts before a label in the plural to the papers of its list that have none of their own."""
    shared: tuple[str, ...] = ()
    for item in found:
        if not item.listed:
            shared = item.leading if item.plural else ()
        elif not item.parts:
            item.parts = shared
        else:
            shared = ()


def _resolved(unbroken: Unbroken, start: int, found: list[_Found], last: Reference | None) -> list[Reference]:
    """The citations as values, with the last paper named filled in where words stand for it."""
    references: list[Reference] = []
    here = 0  # where the last citation ends
    for item in found:
        kind, parliament, number, candidates = item.kind, item.parliament, item.number, item.candidates
        if item.again:
            if last is None or (item.again == "paper" and last.kind != "drucksache"):
                continue
            if item.again == "there" and not (references and item.start - here <= _THERE_REACH):
                continue
            kind, parliament, number, candidates = last.kind, last.parliament, last.drucksache, last.candidates
        span, here = unbroken.span(start + item.start, start + item.end), item.end
        quote = span.of(unbroken.source)
        reference = Reference(kind, parliament, number, item.parts, quote, span, item.pages, candidates)
        references.append(reference)
        if number is not None:
            last = reference
    return references
