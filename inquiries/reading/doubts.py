"""Signs that a boundary was drawn wrongly: what stands in a part where such a text never stands.

The steps before decide by rules; a paper that is built as no rule expects would be cut at a wrong place in silence.
These checks look at the result alone, know nothing of how it came about, and turn such a silence into a finding.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from .asked import Asked
from .draft import Draft
from .head import Head
from .lines import Line
from .marks import OPENING, read_answer_heading
from .paper import Answer, Part, Response
from .text import Span
from .vocabulary import OFFICES

LONGEST_TITLE = 400  # the longest of the 17th term has 329 characters
LONGEST_SECTION_HEADING = 160
SHORTEST_REPEAT = 45
_FEW = 1000  # pairs of question and answer; so many are compared one by one
_PRINTED_AROUND = (
    "Recyclingpapier",
    "Gedruckt auf",
    "Umweltzeichen „",
    "Der Blaue Engel",
    "abrufbar unter: www.landtag",
    "Drucksachen und Plenarprotokolle",
    "Eingegangen: ",
    "Ausgegeben: ",
)
_HOUSE = "Landtag von Baden-Württemberg"
_PAGE_HEADER = re.compile(rf"^[ \t]*(?:Drucksache\s+\d.*)?{_HOUSE}(?:\s+Drucksache\b|[ \t]*$)", re.MULTILINE)
_LETTER = ("Sehr geehrte ", "freundlichen Grüßen", "Mit Schreiben vom ", "ie folgt Stellung")
_SPACED_HEADINGS = ("A n t w o r t", "S t e l l u n g n a h m e", "B e g r ü n d u n g", "A n f r a g e")
_ANNEX = re.compile(r"(?:Anlagen?|Anhang)(?:\s+(?:\d{1,2}|[IVX]{1,4}))?:?")
_OFFICE = re.compile(
    rf"(?:In\s+Vertretung(?:\s+des\s+\w+)?|[iI]\.\s?V\.|(?:{'|'.join(map(re.escape, OFFICES))})"
    r"(?:\s+(?:für|der|des|im)\s.{3,80})?)"
)
_OFFICE_SIGNS = frozenset({"I", "i", *(office[0] for office in OFFICES)})
_OFFICE_BEGINS = frozenset({"In ", "In\t", "I.V", "i.V", "I. ", "i. ", *(office[:3] for office in OFFICES)})
_SIGNS = frozenset("ZAGSDIW") | _OFFICE_SIGNS  # with which a line begins that is looked at closely
_NO_NAME = re.compile(r"\d|[Mm]inisteri|Fraktion|Landtag|Drucksache|Anfrage|Antrag|Anlage|Begründung|[?:;]")
_NO_TITLE = re.compile(
    r"\A(?:de[sr]\s+\w*[Mm]inisteri|Drucksache\s\d|\()|\b(?:Ich|Wir) fragen?|Der Landtag wolle|Mit Schreiben vom"
    r"|\b(?:des|der) Abg\."
    r"|\A(?:und|sowie)\b|(?:Kleine|Große|Mündliche) Anfrage\Z|\A\W*\Z"
)
_OF_THE_HEAD = {"title": "Titel", "askers": "Fragestellende", "signatures": "Unterschriften", "ministry": "Ministerium"}
_DOUBTS = {
    "furniture-in-text": "{part}: Darin steht Text von Kopf oder Fuß einer Seite. Bitte dort herausnehmen.",
    "letter-in-text": "{part}: Darin steht Anrede, Einleitung oder Gruß eines Schreibens. Bitte die Grenzen prüfen.",
    "heading-in-text": "{part}: Darin steht die Überschrift eines anderen Teils. Bitte die Grenzen prüfen.",
    "opening-in-text": "{part}: Darin beginnt noch einmal ein Fragenteil. Bitte die Grenzen prüfen.",
    "answer-in-question": "{part}: Darin beginnt eine Antwort. Bitte prüfen, wo die Frage endet.",
    "heading-in-answer": "{part}: Darin beginnt eine weitere Antwort. Bitte prüfen, wo diese endet.",
    "annex-in-answer": "{part}: Darin beginnt eine Anlage. Bitte prüfen, wo die Antwort endet.",
    "closing-in-answer": "{part}: Darin steht ein Amt wie unter einem Schreiben. Bitte prüfen, wo die Antwort endet.",
    "section-doubtful": "Eine Überschrift zwischen den Fragen ist ungewöhnlich lang. Bitte prüfen, ob sie eine ist.",
}


def check_boundaries(draft: Draft, head: Head, asked: Asked, response: Response | None) -> None:
    """Report what cannot belong to the part in which it was read; each part once for each reason."""
    seen: set[tuple[str, str]] = set()
    for code, part, span in _strangers(draft):
        if (code, part) not in seen:
            seen.add((code, part))
            draft.find(code, "warning", _place(part), _DOUBTS[code].format(part=_german(part)), span)
    if response:
        _check_repeats(draft, asked, response)
    if head.title is not None and (len(head.title) > LONGEST_TITLE or _NO_TITLE.search(head.title)):
        draft.find(
            "title-doubtful", "warning", "title",
            f"„{head.title[:60]}“ ist als Titel gelesen, sieht aber nicht wie einer aus. Bitte prüfen.",
            head.title_span,
        )  # fmt: skip
    if head.title_span and not head.in_letter:
        for part in draft.parts:
            if part.name == "head" and part.span.start >= head.title_span.end:
                sample = " ".join(part.span.of(draft.text).split())[:60]
                draft.find(
                    "text-behind-title", "warning", "title",
                    f"Hinter dem Titel steht „{sample}“. Bitte prüfen, ob es zum Titel gehört.", part.span,
                )  # fmt: skip
    for about, names in (("askers", [asker.name for asker in head.authors.askers]), ("signatories", asked.signatories)):
        for name in names:
            if _NO_NAME.search(name):
                draft.find(
                    "name-doubtful", "warning", about,
                    f"„{name}“ ist als Name gelesen, sieht aber nicht wie einer aus. Bitte prüfen.",
                )  # fmt: skip


def _strangers(draft: Draft) -> Iterator[tuple[str, str, Span]]:
    """The code, the name of the part and the place of everything that cannot stand in its part."""
    parts = sorted(draft.parts, key=attrgetter("span"))
    starts = [part.span.start for part in parts]

    def part_at(offset: int) -> Part | None:
        index = bisect_right(starts, offset) - 1
        return parts[index] if index >= 0 and offset < parts[index].span.end else None

    for code, spans in (
        ("furniture-in-text", (*_occurrences(draft, _PRINTED_AROUND), *_page_headers(draft))),
        ("letter-in-text", _occurrences(draft, _LETTER)),
        ("heading-in-text", _occurrences(draft, _SPACED_HEADINGS) if " n " in draft.text else ()),
    ):
        for span in spans:
            part = part_at(span.start)
            if part and (_is_text(part.name) or part.name in _OF_THE_HEAD):
                yield code, part.name, span
    lines = draft.flow.lines
    for index, line in enumerate(lines):
        code = _doubt(line) if line.text[0] in _SIGNS else ""
        part = part_at(line.start) if code else None
        if part and (reason := _fits(code, part, lines, index)):
            yield reason, part.name, line.span
    for part in parts:
        if part.name == "section heading" and len(part.span.of(draft.text)) > LONGEST_SECTION_HEADING:
            yield "section-doubtful", part.name, part.span


def _extent(draft: Draft) -> Span:
    """From the first line to the last one of the inquiry, which may be one of many in the text."""
    lines = draft.flow.lines
    return Span(lines[0].start, lines[-1].end) if lines else Span(0, 0)


def _occurrences(draft: Draft, signs: tuple[str, ...]) -> Iterator[Span]:
    first, last = _extent(draft)
    for sign in signs:
        offset = draft.text.find(sign, first, last)
        while offset >= 0:
            yield Span(offset, offset + len(sign))
            offset = draft.text.find(sign, offset + 1, last)


def _page_headers(draft: Draft) -> Iterator[Span]:
    text, (first, last) = draft.text, _extent(draft)
    while (house := text.find(_HOUSE, first, last)) >= 0:
        start = text.rfind("\n", 0, house) + 1
        above = text.rfind("Drucksache", max(0, start - 40), start)  # "Drucksache" / "17/1 Landtag von …"
        broken = above >= 0 and text[above:start].removeprefix("Drucksache").isspace()
        for begin in (text.rfind("\n", 0, above) + 1, start) if broken else (start,):
            if begin >= first and (match := _PAGE_HEADER.match(text, begin, last)):
                yield Span(*match.span())
                house = match.end() - 1
                break
        first = house + 1


def _doubt(line: Line) -> str:
    """What a line is on its own: the beginning of something, or ""."""
    text = line.text
    first = text[0]
    if first in "ZAGS" and read_answer_heading(line):
        return "heading"
    if first == "A" and (line.key in ("antwort", "antworten") or _ANNEX.fullmatch(text)):
        return "annex" if line.key.startswith("an") and line.key not in ("antwort", "antworten") else "heading"
    if first in "DIW" and OPENING.match(text):
        return "opening"
    if first in _OFFICE_SIGNS and len(text) < 100 and text[:3] in _OFFICE_BEGINS and _OFFICE.fullmatch(text):
        return "office"
    return ""


def _fits(code: str, part: Part, lines: list[Line], index: int) -> str:
    """The reason for a finding when a line of this kind stands in this part, else ""."""
    if not _is_text(part.name):
        return ""
    if code == "opening":
        return "opening-in-text"
    if part.name.startswith("question"):
        return "answer-in-question" if code == "heading" else ""
    if not part.name.startswith("answer"):
        return ""
    if code == "office":
        ends = index + 6 >= len(lines) or lines[index + 6].start >= part.span.end
        return "closing-in-answer" if ends else ""
    return {"heading": "heading-in-answer", "annex": "annex-in-answer"}[code]


def _is_text(part: str) -> bool:
    return part.startswith(("question ", "answer ")) or part in ("Begründung", "Vorbemerkung")


def _check_repeats(draft: Draft, asked: Asked, response: Response) -> None:
    """A question that stands word for word inside an answer is a boundary that was missed."""
    holding = _find_holding(response.answers) if len(asked.questions) * len(response.answers) > _FEW else None
    for question in asked.questions:
        wording = question.text.rstrip(" ;,.?!")
        if len(wording) < SHORTEST_REPEAT:
            continue
        for answer in holding(wording) if holding else response.answers:
            if wording in answer.text:
                draft.find(
                    "question-in-answer", "warning", f"answer {', '.join(answer.numbers)}",
                    f"In der Antwort zu {', '.join(answer.numbers)} steht der Wortlaut der Frage {question.number}. "
                    "Bitte prüfen, wo die Antwort endet.", answer.span,
                )  # fmt: skip


def _find_holding(answers: tuple[Answer, ...]) -> Callable[[str], Sequence[Answer]]:
    """A function that gives the answers that can hold a text: those with the rarest of its inner words."""
    holding: dict[str, list[Answer]] = {}
    for answer in answers:
        for word in set(answer.text.split()):
            holding.setdefault(word, []).append(answer)
    return lambda text: min((holding.get(word, ()) for word in text.split()[1:-1]), key=len, default=answers)


def _place(part: str) -> str:
    places = {"Begründung": "begruendung", "Vorbemerkung": "preamble", "section heading": "questions"}
    return places.get(part, "signatories" if part == "signatures" else part)


def _german(part: str) -> str:
    return _OF_THE_HEAD.get(part) or part.replace("question", "Frage").replace("answer", "Antwort zu")
