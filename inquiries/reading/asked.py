"""What was asked: the opening formula, the numbered questions, date, signatures, Begründung."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .chain import Chain, Item, read_chain
from .dates import DATE, parse_date
from .draft import Draft, hull
from .lines import Line
from .marks import DAY_LINE, OPENING, is_reason, kind_of, read_label
from .paper import Passage, Question
from .people import read_signatures, signs_fraktion
from .text import Span

_FORMULA_END = re.compile(r"(?::|berichten,?|ersuchen,?|beschließen,?)\s*\*?\s*\Z")
_FORMULA = re.compile(
    r"(?:zu\s+berichten|zu\s+ersuchen|(?:Ich|Wir)\s+fragen?\s+(?:\w+\s+)?die\s+Landesregierung)\s*[,:]?\s+"
    r"(?!zu\s+(?:berichten|ersuchen)|die\s+Landesregierung\s+zu)"
)
_AGAIN = re.compile(
    r"(?:(?:Ferner|Weiter(?:hin)?|Außerdem|Darüber\s+hinaus|Zudem|Zusätzlich)\s+fragen?\s+(?:ich|wir)"
    r"|(?:Ich|Wir)\s+fragen?\s+(?:ferner\s+|weiter(?:hin)?\s+|außerdem\s+)?)\s*die\s+Landesregierung\s*[:,]?"
)
_DEMAND = re.compile(r"\b(?:zu\s\w+e?n|\w+zu\w+e?n)\s*[;.,]?(?:\s+und)?\s*\Z")
_SIGNED_DAY = re.compile(rf"({DATE})\s+(?=[A-ZÄÖÜ])")


@dataclass(slots=True)
class Asked:
    questions: tuple[Question, ...] = ()
    date: date | None = None
    date_span: Span | None = None
    signatories: tuple[str, ...] = ()
    signing_fraktionen: tuple[str, ...] = ()
    signature_span: Span | None = None
    begruendung: Passage | None = None
    headings: Mapping[str, list[str]] = field(default_factory=dict)
    """Keys of lines that head sections → the marks of the sections that they open, in order."""
    has_opening: bool = False
    from_reply: bool = False
    """The questions are known only as the ministry repeats them."""
    elsewhere: bool = False
    """The questions do not stand in this text: they were known before it was read."""

    @property
    def lists_questions(self) -> bool:
        """Whether the text itself says what was asked."""
        return bool(self.questions) and not self.from_reply and not self.elsewhere


def read_asked(draft: Draft, before: list[Line], lines: list[Line], *, parts_answered: frozenset[str]) -> Asked:
    asked = Asked()
    _read_before(draft, before, asked)
    if not lines:
        return asked
    lines = _read_opening(draft, lines, asked)
    end = _find_end(lines)
    _read_questions(draft, lines[:end], asked, parts_answered=parts_answered)
    _read_tail(draft, lines[end:], asked)
    return asked


def _read_before(draft: Draft, lines: list[Line], asked: Asked) -> None:
    """Lines above the opening formula; a Begründung may stand there."""
    for index, line in enumerate(lines):
        if is_reason(line):
            draft.name("heading of the Begründung", [line])
            asked.begruendung = draft.passage("Begründung", "begruendung", lines[index + 1 :])
            lines = lines[:index]
            break
    draft.name("kind", [line for line in lines if kind_of(line)])
    draft.name("head", [line for line in lines if not kind_of(line)])


def _read_opening(draft: Draft, lines: list[Line], asked: Asked) -> list[Line]:
    """Names the opening formula; gives the lines behind it, the first one cut where a question goes on in it."""
    start = 0
    while start < len(lines) and kind_of(lines[start]):
        draft.name("kind", [lines[start]])
        start += 1
    if start == len(lines) or not OPENING.match(lines[start].text):
        return lines[start:]
    asked.has_opening = True
    end = start
    while end < len(lines) and end < start + 12:
        line = lines[end]
        if end > start and read_label(line):
            break
        end += 1
        formulas = list(_FORMULA.finditer(line.text))
        if formulas and (rest := line.behind(formulas[-1].end())):
            draft.name("opening", lines[start:end], end=rest.start)
            return [rest, *lines[end:]]
        if _FORMULA_END.search(line.text) and not (end < len(lines) and _continues_formula(lines[end])):
            break
    draft.name("opening", lines[start:end])
    return lines[end:]


def _continues_formula(line: Line) -> bool:
    return bool(re.match(r"(?:die\s+Landesregierung\s+zu|zu\s+berichten|(?:\w+\s){0,4}zu\s+ersuchen)", line.text))


def _find_end(lines: list[Line]) -> int:
    """Index of the first line behind the questions."""
    for index in range(len(lines)):
        line = lines[index]
        if is_reason(line) and index:
            return _back_over_signature(lines, index)
        if DAY_LINE.fullmatch(line.text) and index and _ends_there(lines, index):
            return index
        if (match := _SIGNED_DAY.match(line.text)) and _signs(line.text[match.end() :]):
            return index
    return _back_over_signature(lines, len(lines))


def _ends_there(lines: list[Line], index: int) -> bool:
    """Whether a lone date closes the questions: a signature, a heading or nothing follows."""
    if index + 1 == len(lines):
        return True
    following = lines[index + 1]
    if is_reason(following) or kind_of(following):
        return True
    if following.text[0].isdigit() or read_label(following):
        return False
    joined = ""
    for line in lines[index + 1 : index + 12]:
        if is_reason(line):
            break
        joined = _joined(joined, line.text)
        if signs_fraktion(joined):
            return read_signatures(joined) is not None
    return read_signatures(following.text) is not None


def _joined(text: str, more: str) -> str:
    """Two lines of names as one; a name may be broken between them."""
    if text.endswith("-") and more[0].islower():
        return text[:-1] + more
    return f"{text}\n{more}".strip()


def _signs(text: str) -> bool:
    return read_signatures(text) is not None and signs_fraktion(text)


def _back_over_signature(lines: list[Line], end: int) -> int:
    """Without a date: signatures are the names with a Fraktion that stand last."""
    first = end
    for index in range(end - 1, max(0, end - 8) - 1, -1):
        text = ""
        for line in lines[index:end]:
            text = _joined(text, line.text)
        if len(text) > 600 or read_label(lines[index]):
            break
        if _signs(text) and index:
            first = index
    return first


def _read_tail(draft: Draft, lines: list[Line], asked: Asked) -> None:
    """Date, signatures, footnotes, Begründung."""
    position = 0
    if lines:
        line = lines[0]
        if match := DAY_LINE.fullmatch(line.text):
            _take_date(draft, asked, line, Span(line.start + match.start(1), line.start + match.end(1)))
            draft.name("date", [line])
            position = 1
        elif match := _SIGNED_DAY.match(line.text):
            _take_date(draft, asked, line, Span(line.start, line.start + match.end(1)))
            draft.name("date", [line], end=line.start + match.end(1))
            lines = [*filter(None, [line.behind(match.end())]), *lines[1:]]
    end = position
    while end < len(lines) and not is_reason(lines[end]):
        end += 1
    taken = _read_signatures(draft, lines[position:end], asked)
    rest = lines[position + taken : end]
    for line in [line for line in rest if kind_of(line)]:
        draft.name("kind", [line])
    rest = [line for line in rest if not kind_of(line)]
    if rest:
        draft.name("text in no part", rest)
    if end < len(lines):
        draft.name("heading of the Begründung", [lines[end]])
        asked.begruendung = draft.passage("Begründung", "begruendung", lines[end + 1 :])


def _take_date(draft: Draft, asked: Asked, line: Line, span: Span) -> None:
    asked.date = parse_date(span.of(draft.text))
    asked.date_span = span
    if asked.date is None:
        draft.find(
            "date-impossible", "warning", "date",
            f"Das Datum „{span.of(draft.text)}“ gibt es nicht. Bitte prüfen.", span,
        )  # fmt: skip


def _read_signatures(draft: Draft, lines: list[Line], asked: Asked) -> int:
    """Reads as many lines as are signatures; gives how many."""
    best = 0
    found = None
    joined = ""
    for count, line in enumerate(lines[:15]):
        if kind_of(line):
            break
        if count and line.gap and found and signs_fraktion(joined) and not _signs_further(lines, count):
            break
        joined = _joined(joined, line.text)
        result = read_signatures(joined)
        if result is None:
            break
        found, best = result, count + 1
    if not found:
        return 0
    taken = lines[:best]
    repaired = draft.read(taken)
    mended = read_signatures(repaired.text) if repaired.text != joined.replace("\n", " ") else None
    if mended and len(mended[0]) == len(found[0]):
        found = mended
    asked.signatories, asked.signing_fraktionen = found
    asked.signature_span = hull(taken)
    draft.name("signatures", taken)
    return best


def _signs_further(lines: list[Line], index: int) -> bool:
    """Whether this line, or it and the next one, end as signatures do: "Muster" / "und Fraktion"."""
    return signs_fraktion(lines[index].text) or (
        index + 1 < len(lines) and _signs(f"{lines[index].text}\n{lines[index + 1].text}")
    )


def _read_questions(draft: Draft, lines: list[Line], asked: Asked, *, parts_answered: frozenset[str]) -> None:
    formulas = [line for line in lines if _AGAIN.fullmatch(line.text)]
    if formulas:
        draft.name("repeated opening", formulas)
        lines = [line for line in lines if not _AGAIN.fullmatch(line.text)]
    chain = read_chain(lines, parts_answered=parts_answered)
    if not chain.items:
        _read_single(draft, lines, asked)
        return
    if chain.lead:
        draft.name("opening", chain.lead)
    if chain.headings:
        draft.name("section heading", chain.headings)
    decides = _decision_sections(chain)
    questions = []
    for item in chain.items:
        number = chain.number(item)
        place = f"question {number}"
        draft.name(f"label of question {number}", item.lines, end=item.start)
        passage = draft.passage(place, place, item.lines, item.start)
        if passage is None or not passage.text:
            draft.find(
                "question-empty", "warning", place, f"Hinter der Nummer {number} steht kein Text. Bitte prüfen.",
                item.lines[0].span,
            )  # fmt: skip
            continue
        questions.append(Question(number, passage.text, passage.span, item.heading, decision=item.section in decides))
    asked.questions = tuple(questions)
    asked.headings = chain.sections
    if chain.unmarked:
        draft.find(
            "sections-unmarked", "info", "questions",
            "Die Abschnitte zählen neu, tragen aber kein Zeichen; sie werden als I, II, III geführt.",
        )  # fmt: skip


def _decision_sections(chain: Chain) -> set[str]:
    """Sections of an Antrag that ask for a decision: those beside a section that asks for a report.

    A section asks for a report when its heading says so; without headings, when its first words ask, while all
    of the other section ends in "zu bauen", "aufzulegen".
    """
    sections: dict[str, list[Item]] = {}
    for item in chain.items:
        if item.section:
            sections.setdefault(item.section, []).append(item)
    reporting = {name for name, items in sections.items() if "bericht" in (items[0].heading or "").casefold()}
    if reporting or len(sections) < 2:
        return set(sections) - reporting if reporting else set()
    if any(item.heading for item in chain.items):
        return set()
    return {name for name, items in sections.items() if all(_DEMAND.search(item.lines[-1].text) for item in items)}


def _read_single(draft: Draft, lines: list[Line], asked: Asked) -> None:
    """One question without a number; more than one paragraph that ends in "?" is not told apart."""
    passage = draft.passage("question 1", "question 1", lines)
    if passage is None or not passage.text:
        return
    asked.questions = (Question("1", passage.text, passage.span),)
    draft.find(
        "question-without-number", "info", "question 1",
        "Die Frage trägt im Papier keine Nummer; sie wird als Nummer 1 geführt.", passage.span,
    )  # fmt: skip
