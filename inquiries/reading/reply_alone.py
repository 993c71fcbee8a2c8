"""A reply that is read alone, because the questions that it answers are known already.

What a clerk pastes for an inquiry that was entered before: the whole paper, the ministry's letter with its head, its
body only, or less. A text that lists no questions of its own is the reply from its first word to its last, but for the
head of the letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .asked import Asked
from .chain import ROMAN
from .draft import Draft
from .head import Head, read_head
from .letterhead import take_letterhead
from .lines import Flow, Line, heading_key
from .marks import OPENING, heads_reply, opens_letter, read_answer_heading, read_label
from .numbers import split_section
from .outline import outline
from .paper import Question
from .reply import Reply, read_reply
from .wording import same_wording

_SALUTATION = re.compile(r"Sehr\s+geehrte|(?:Liebe|Guten\s+Tag)\b")
_MAIL_HEAD = re.compile(r"(?:Von|Gesendet|An|Cc|Kopie|Betreff|Betr\.?|Datum|Aktenzeichen|Az\.?|Anlagen?)\s?:\s")
_CLOSING_BEGUN = re.compile(r"\b(?:[Gg]ez\.|In Vertretung|(?:Prof\.|Dr\.)(?:\sh\.)?(?:\s?c\.)?)\Z")
_FAR = 120  # lines, in which the head of a letter ends


def lists_questions(flow: Flow) -> bool:
    """Whether the text lists questions of its own: it is a paper, and more than a reply.

    Questions below a title block, or below a formula ("Ich frage die Landesregierung:"), are such a list; but not the
    formula that the ministry repeats with the first questions, if the first answer is the answer to all of them.
    """
    head = read_head(Draft(flow.text, flow))
    regions = outline(flow.lines, head)
    if not regions.asked:
        return False
    if head.byline and not head.in_letter:
        return True
    if not any(OPENING.match(line.text) for line in regions.asked[:2]) or not regions.reply:
        return False
    if any(opens_letter(regions.reply, index) for index in range(min(3, len(regions.reply)))):
        return True
    heading = read_answer_heading(regions.reply[0])
    if heading is None:
        return False
    labels = {label.main for line in regions.asked if (label := read_label(line))}
    return not labels <= set(heading.labels)


def read_alone(draft: Draft, known: tuple[Question, ...]) -> tuple[Head, Asked, Reply | None]:
    """The reply to questions that are known, and what the head of its letter says of the inquiry."""
    lines = draft.flow.lines
    asked = Asked(known, headings=_headings(known), elsewhere=True)
    if not lines:
        return Head(), asked, None
    start = _letter_start(lines)
    head, above = _read_letter_head(draft, lines[:start])
    reply = read_reply(draft, lines[start:], known, asked.headings, alone=True)
    take_letterhead(draft, head, reply, above)
    if reply.answers and _CLOSING_BEGUN.search(reply.answers[-1].text):
        numbers = ", ".join(reply.answers[-1].numbers)
        draft.find(
            "closing-in-answer", "warning", f"answer {numbers}",
            f"Am Ende der Antwort zu {numbers} beginnt schon die Unterschrift. Bitte prüfen, wo die Antwort endet.",
            reply.answers[-1].span,
        )  # fmt: skip
    if not (reply.kind or head.reply_kind or head.kind):
        reply.kind = _kind(draft, reply, known)
    return head, asked, reply


def _kind(draft: Draft, reply: Reply, known: Sequence[Question]) -> str:
    """As the opening sentence says, "… wie folgt Stellung:"; else as an Antrag asks, indirectly, or an Anfrage."""
    opening = reply.opening.span.of(draft.text) if reply.opening.span else ""
    for sign, kind in (("Stellung", "Stellungnahme"), ("ntwort", "Antwort")):
        if sign in opening:
            return kind
    return "Stellungnahme" if all(question.text[:1].islower() for question in known) else "Antwort"


def _letter_start(lines: Sequence[Line]) -> int:
    """Index of the line behind the head of a letter or of a mail; 0 when the text begins with the reply itself."""
    heads = next((index for index, line in enumerate(lines) if not _MAIL_HEAD.match(line.text)), len(lines))
    for index in range(min(len(lines), _FAR)):
        if read_answer_heading(lines[index]):
            return heads
        if opens_letter(lines, index) or _SALUTATION.match(lines[index].text):
            while index and heads_reply(lines, index - 1):
                index -= 1
            return index
    return heads


def _read_letter_head(draft: Draft, lines: list[Line]) -> tuple[Head, list[Line]]:
    """What the head of a letter says of the inquiry, and the lines that say something else."""
    if not lines:
        return Head(), []
    above = Draft(draft.text, draft.flow.only(lines), draft.parts, draft.findings, draft.texts)
    head = read_head(above)
    start, end = head.used
    rest = [*lines[:start], *lines[end:]]
    draft.name("head", rest)
    return head, rest


def _headings(questions: Sequence[Question]) -> Mapping[str, list[str]]:
    """Keys of the headings of sections → the marks of the sections they open, in order.

    A section is headed by its words alone, or with a mark before them: its own ("II.3"), or, where the numbers run on
    through the sections, the one that it has by its place.
    """
    headings: dict[str, list[str]] = {}
    sections: list[tuple[str, str]] = []
    for question in questions:
        section = (question.section or "", split_section(question.number)[0])
        if section[0] and section != (sections[-1] if sections else None):
            sections.append(section)
    for place, (words, mark) in enumerate(sections):
        written = {words, *(f"{one} {words}" for one in ((mark,) if mark else _marks(place)))}
        for key in sorted(filter(None, map(heading_key, written))):
            headings.setdefault(key, []).append(mark)
    return headings


def _marks(place: int) -> tuple[str, ...]:
    return tuple(marks[place] for marks in (ROMAN[1:], "ABCDEFGH") if place < len(marks))


def compare_questions(draft: Draft, known: Sequence[Question], asked: Asked) -> None:
    """Say where the questions of a whole paper are not those that are known."""
    listed = {question.number: question for question in asked.questions}
    for question in known:
        here = listed.pop(question.number, None)
        if here is None:
            draft.find(
                "questions-differ", "warning", f"question {question.number}",
                f"Die Frage {question.number} steht nicht im Papier. Bitte prüfen, ob es das richtige ist.",
            )  # fmt: skip
        elif not same_wording(here.text, question.text):
            draft.find(
                "questions-differ", "warning", f"question {question.number}",
                f"Die Frage {question.number} lautet im Papier anders als erfasst. Bitte vergleichen; es gilt die "
                "erfasste Frage.", here.span,
            )  # fmt: skip
    for number, question in listed.items():
        draft.find(
            "questions-differ", "warning", f"question {number}",
            f"Die Frage {number} des Papiers ist nicht erfasst. Bitte prüfen, ob es das richtige ist.", question.span,
        )  # fmt: skip
