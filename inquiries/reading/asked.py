"""What was asked: the opening formula, the numbered questions, date, signatures, Begründung."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .dates import DATE, parse_date
from .draft import Draft, hull
from .lines import Line
from .marks import DAY_LINE, FOOTNOTE, OPENING, Label, is_reason, kind_of, read_label
from .paper import Passage, Question
from .people import read_signatures, signs_fraktion
from .text import Span

_CLOSED = re.compile(r"[.;?!:)“\"…]\s*\*?\s*\Z")
_END = re.compile(r"[.;?!]\)?[“\"]?\s*\*?\s*\Z")
_FORMULA_END = re.compile(r"(?::|berichten,?|ersuchen,?|beschließen,?)\s*\*?\s*\Z")
_SIGNED_DAY = re.compile(rf"({DATE})\s+(?=[A-ZÄÖÜ])")
_GAP = 3  # a number further ahead than this is no question with a number left out
_SECTION = re.compile(r"\A(?P<mark>[IVX]{1,5}|[A-H])[.)]\s+")


@dataclass(slots=True)
class Asked:
    questions: tuple[Question, ...] = ()
    date: date | None = None
    date_span: Span | None = None
    signatories: tuple[str, ...] = ()
    signing_fraktionen: tuple[str, ...] = ()
    signature_span: Span | None = None
    begruendung: Passage | None = None
    sections: tuple[str, ...] = ()
    has_opening: bool = False


@dataclass(slots=True)
class _Item:
    """A question being gathered."""

    label: str
    lines: list[Line]
    start: int
    section: str = ""
    heading: str | None = None


@dataclass(slots=True)
class _Walk:
    items: list[_Item] = field(default_factory=list)
    section: str = ""
    heading: str | None = None
    restarted: bool = False
    headings: list[str] = field(default_factory=list)


def read_asked(draft: Draft, before: list[Line], lines: list[Line]) -> Asked:
    asked = Asked()
    _read_before(draft, before, asked)
    if not lines:
        return asked
    start = _read_opening(draft, lines, asked)
    end, tail = _find_end(lines, start)
    _read_questions(draft, lines[start:end], asked)
    _read_tail(draft, lines[end:], tail, asked)
    return asked


def _read_before(draft: Draft, lines: list[Line], asked: Asked) -> None:
    """Lines above the opening formula; a Begründung may stand there."""
    for index, line in enumerate(lines):
        if is_reason(line):
            draft.name("heading of the Begründung", [line])
            asked.begruendung = draft.passage("Begründung", "begruendung", lines[index + 1 :])
            lines = lines[:index]
            break
    if lines:
        draft.name("head", lines)


def _read_opening(draft: Draft, lines: list[Line], asked: Asked) -> int:
    start = 0
    while start < len(lines) and kind_of(lines[start]):
        draft.name("kind", [lines[start]])
        start += 1
    if start == len(lines) or not OPENING.match(lines[start].text):
        return start
    asked.has_opening = True
    end = start
    while end < len(lines) and end < start + 12:
        if end > start and read_label(lines[end]):
            break
        end += 1
        if _FORMULA_END.search(lines[end - 1].text) and not (end < len(lines) and _continues_formula(lines[end])):
            break
    draft.name("opening", lines[start:end])
    return end


def _continues_formula(line: Line) -> bool:
    return bool(re.match(r"(?:die\s+Landesregierung\s+zu|zu\s+berichten|(?:\w+\s){0,4}zu\s+ersuchen)", line.text))


def _find_end(lines: list[Line], start: int) -> tuple[int, int]:
    """Where the questions end, and where the date does: (first line behind, first line behind the date)."""
    for index in range(start, len(lines)):
        line = lines[index]
        if is_reason(line) and index > start:
            return _back_over_signature(lines, start, index)
        if DAY_LINE.fullmatch(line.text) and index > start and _ends_there(lines, index):
            return index, index + 1
        if (match := _SIGNED_DAY.match(line.text)) and _signs(line.text[match.end() :]):
            return index, index
    return _back_over_signature(lines, start, len(lines))


def _ends_there(lines: list[Line], index: int) -> bool:
    """Whether a lone date closes the questions: a signature, a heading or nothing follows."""
    if index + 1 == len(lines):
        return True
    following = lines[index + 1]
    if is_reason(following) or kind_of(following) or FOOTNOTE.match(following.text):
        return True
    if following.text[0].isdigit() or read_label(following):
        return False
    joined = ""
    for line in lines[index + 1 : index + 12]:
        if is_reason(line):
            break
        joined = f"{joined} {line.text}".strip()
        if signs_fraktion(joined):
            return read_signatures(joined) is not None
    return read_signatures(following.text) is not None


def _signs(text: str) -> bool:
    return read_signatures(text) is not None and signs_fraktion(text)


def _back_over_signature(lines: list[Line], start: int, end: int) -> tuple[int, int]:
    """Without a date: signatures are the names with a Fraktion that stand last."""
    first = end
    for index in range(end - 1, max(start, end - 8) - 1, -1):
        text = " ".join(line.text for line in lines[index:end])
        if len(text) > 600 or read_label(lines[index]):
            break
        if _signs(text) and index > start:
            first = index
    return first, first


def _read_tail(draft: Draft, lines: list[Line], _: int, asked: Asked) -> None:
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
            lines = [replace(line, start=line.start + match.end(), text=line.text[match.end() :]), *lines[1:]]
    end = position
    while end < len(lines) and not is_reason(lines[end]) and not FOOTNOTE.match(lines[end].text):
        end += 1
    taken = _read_signatures(draft, lines[position:end], asked)
    rest = lines[position + taken : end]
    for line in [line for line in rest if kind_of(line)]:
        draft.name("kind", [line])
    rest = [line for line in rest if not kind_of(line)]
    if rest:
        draft.name("text in no part", rest)
    position = end
    while position < len(lines) and FOOTNOTE.match(lines[position].text):
        draft.name("footnote", [lines[position]])
        position += 1
    lines = lines[position:]
    if lines and is_reason(lines[0]):
        draft.name("heading of the Begründung", lines[:1])
        body = lines[1:]
        notes = [line for line in body if FOOTNOTE.match(line.text)]
        for line in notes:
            draft.name("footnote", [line])
        asked.begruendung = draft.passage(
            "Begründung", "begruendung", [line for line in body if not FOOTNOTE.match(line.text)]
        )
    elif lines:
        draft.name("text in no part", lines)


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
    count, best = 0, 0
    found = None
    joined = ""
    for line in lines[:15]:
        if count and line.gap and found and not signs_fraktion(line.text) and signs_fraktion(joined):
            break
        joined = f"{joined} {line.text}".strip()
        count += 1
        result = read_signatures(joined)
        if result is None:
            break
        found, best = result, count
    if not found:
        return 0
    taken = lines[:best]
    repaired = draft.read(taken)
    result = read_signatures(repaired.text) or found
    asked.signatories, asked.signing_fraktionen = result
    asked.signature_span = hull(taken)
    draft.name("signatures", taken)
    return best


def _read_questions(draft: Draft, lines: list[Line], asked: Asked) -> None:
    walk = _walk(lines)
    if not walk.items:
        _read_single(draft, lines, asked)
        return
    first = walk.items[0].lines[0].start
    lead = [line for line in lines if line.start < first and line.end <= walk.items[0].start]
    named = {id(line) for item in walk.items for line in item.lines}
    lead = [line for line in lead if id(line) not in named and line.text not in walk.headings]
    if lead:
        draft.name("opening", lead)
    decides = _decision_sections(walk)
    questions = []
    for item in walk.items:
        number = f"{item.section}.{item.label}" if walk.restarted and item.section and item.label else item.label
        number = number or item.section
        place = f"question {number}"
        draft.name(f"label of question {number}", item.lines[:1], end=item.start)
        passage = draft.passage(place, place, item.lines, item.start)
        if passage is None or not passage.text:
            draft.find(
                "question-empty", "warning", place, f"Hinter der Nummer {number} steht kein Text. Bitte prüfen.",
                item.lines[0].span,
            )  # fmt: skip
            continue
        questions.append(Question(number, passage.text, passage.span, item.heading, decision=item.section in decides))
    claimed = {id(line) for item in walk.items for line in item.lines}
    for line in lines:
        if id(line) not in claimed and line.text in walk.headings:
            draft.name("section heading", [line])
    asked.questions = tuple(questions)
    asked.sections = tuple(walk.headings)


def _decision_sections(walk: _Walk) -> set[str]:
    """Sections of an Antrag that ask for a decision: those beside a section that asks for a report."""
    headings = {item.section: item.heading or "" for item in walk.items if item.section}
    reporting = {section for section, heading in headings.items() if "bericht" in heading.casefold()}
    return set(headings) - reporting if reporting else set()


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


def _walk(lines: list[Line]) -> _Walk:
    """Finds the chain of numbers 1, 2, 3 … among lines that begin with a number."""
    walk = _Walk()
    labels = [read_label(line) for line in lines]
    ahead: dict[str, list[int]] = defaultdict(list)
    for index, label in enumerate(labels):
        if label and label.main and not label.letter:
            ahead[label.main].append(index)
    style: str | None = None
    last, letter, listed = 0, "", 0
    for index, line in enumerate(lines):
        label = labels[index]
        closed = index == 0 or not walk.items or _closed(lines[index - 1]) or line.gap or line.seam
        if label is None:
            _append(walk, line, lines, labels, index)
            continue
        if label.roman and not label.main:
            if _is_section(walk, lines, labels, index, label):
                _open_section(walk, line, label, lines, labels, index)
                last, letter, listed = (0 if _restarts(labels, index) else last), "", 0
            else:
                _append(walk, line, lines, labels, index)
            continue
        if label.roman:  # "I. 1."
            walk.section, last, style = label.roman, 0, label.style
            walk.restarted = True
        if label.main and (style is None or _same_style(style, label.style)):
            accepted = _accepts(label, last, letter, index, lines, ahead, closed, listed, walk)
            if not accepted and label.number == 1 and last and closed and _heading_above(walk, lines, labels, index):
                accepted, walk.restarted = True, True
            if accepted:
                if not label.letter and "." not in label.main:
                    _take_heading(walk)
                style = style or label.style if not label.letter else style
                last, letter, listed = label.number, label.letter, 0
                walk.items.append(
                    _Item(label.main + label.letter, [line], line.start + label.end, walk.section, walk.heading)
                )
                continue
            listed = label.number if label.number in (1, listed + 1) else listed
        elif label.letter and not label.main and walk.items and _accepts_letter(label, letter, index, labels, last):
            letter = label.letter
            previous = walk.items[-1]
            if (
                previous.label == str(last)
                and len(previous.lines) == 1
                and not previous.lines[0].text[previous.start - previous.lines[0].start :].strip(" :")
            ):
                walk.items.pop()
            walk.items.append(
                _Item(f"{last}{letter}" if last else letter, [line], line.start + label.end, walk.section, walk.heading)
            )
            continue
        _append(walk, line, lines, labels, index)
    return walk


def _same_style(one: str, other: str) -> bool:
    return one.rstrip(":") == other.rstrip(":") or ({one, other} <= {".", ".)", ""} and bool(one) == bool(other))


def _closed(line: Line) -> bool:
    return _CLOSED.search(line.text) is not None


def _accepts(label, last, letter, index, lines, ahead, closed, listed, walk) -> bool:
    """Whether a number continues the chain; a list inside a question, a date or an amount does not."""
    number = label.number
    if "." in label.main:  # 1.1
        return number in (last, last + 1) and closed
    if label.letter:
        if number == last:
            return closed and (not letter or ord(label.letter) == ord(letter) + 1)
        return number == last + 1 and closed
    later = [at for at in ahead.get(label.main, ()) if at > index]
    if number == last + 1:
        if listed and listed + 1 == number and later:
            return False  # goes on in the list inside the question; its own number comes later
        return closed or not any(_closed(lines[at - 1]) or lines[at].gap for at in later)
    if not walk.items or not closed or (later and number != last):
        return number == 1 and not walk.items
    if number == last and not letter:
        return lines[index].gap and _END.search(lines[index - 1].text) is not None and _ends_as_question(lines, index)
    skipped = [str(missing) for missing in range(last + 1, number)]
    if 0 < number - last - 1 <= _GAP and not listed:
        return not any(at > index for missing in skipped for at in ahead.get(missing, ()))
    return False


def _ends_as_question(lines: list[Line], index: int) -> bool:
    for line in lines[index : index + 8]:
        if _END.search(line.text):
            return line.text.rstrip(" *")[-1] in "?;"
    return False


def _accepts_letter(label: Label, letter: str, index: int, labels: list[Label | None], last: int) -> bool:
    if letter:
        return ord(label.letter) == ord(letter) + 1
    if label.letter != "a":
        return False
    for following in labels[index + 1 : index + 30]:
        if following and following.letter == "b" and not following.main:
            return True
        if following and following.main:
            return False
    return False


def _append(walk: _Walk, line: Line, lines: Sequence[Line], labels: list[Label | None], index: int) -> None:
    if not walk.items:
        return
    if _is_heading(walk, lines, labels, index):
        walk.headings.append(line.text)
        walk.heading = line.text
        if match := _SECTION.match(line.text):
            walk.section = match["mark"]
        return
    walk.items[-1].lines.append(line)


def _is_heading(walk: _Walk, lines: Sequence[Line], labels: list[Label | None], index: int) -> bool:
    """A short line without closing punctuation between a finished question and a number: a section's heading."""
    line = lines[index]
    if not (line.gap or line.page or line.seam) or len(line.text) > 150 or _CLOSED.search(line.text):
        return False
    if line.text[0].islower() or index == 0 or not _END.search(lines[index - 1].text):
        return False
    if index + 1 >= len(lines):
        return False
    following = labels[index + 1]
    return following is not None and bool(following.main) and not following.letter


def _heading_above(walk: _Walk, lines: Sequence[Line], labels: list[Label | None], index: int) -> bool:
    return index > 0 and bool(walk.headings) and lines[index - 1].text == walk.headings[-1]


def _take_heading(walk: _Walk) -> None:
    """The heading stays that of every question until the next one."""


def _is_section(walk: _Walk, lines: list[Line], labels: list[Label | None], index: int, label: Label) -> bool:
    if index and walk.items and not (_closed(lines[index - 1]) or lines[index].gap):
        return False
    return label.roman == "I" or bool(walk.section) or not walk.items


def _open_section(walk: _Walk, line: Line, label: Label, lines, labels, index: int) -> None:
    walk.section = label.roman
    following = labels[index + 1] if index + 1 < len(labels) else None
    if following is not None and following.main and not _ends_in_question(line.text):
        walk.heading = line.text[label.end :].strip() or None
        walk.headings.append(line.text)
    else:  # the section is the question
        later = [at for at in range(index + 1, min(len(labels), index + 4)) if labels[at] and labels[at].main == "1"]
        if later and not _ends_in_question(line.text):
            walk.heading = line.text[label.end :].strip() or None
            walk.headings.append(line.text)
            return
        walk.heading = None
        walk.items.append(_Item("", [line], line.start + label.end, label.roman, None))


def _ends_in_question(text: str) -> bool:
    return text.rstrip(" *")[-1:] in "?;"


def _restarts(labels: list[Label | None], index: int) -> bool:
    following = next((label for label in labels[index + 1 :] if label and label.main), None)
    return following is not None and following.number == 1
