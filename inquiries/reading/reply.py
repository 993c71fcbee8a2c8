"""The reply: its opening, the Vorbemerkung, the blocks of repeated questions and answers, closing, Anlagen.

A block is found by its heading ("Zu 1. und 2.:", "Antwort zu Frage 5:"), or, where there is none, by the question
that is repeated in front of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from .blocks import Block, BlockReader, behind_answer_word
from .draft import Draft, hull
from .embedded import cut_at_questions, cut_where_known
from .footnotes import NOTE
from .known_blocks import KnownBlockReader, numbered_blocks, part_blocks
from .letter import (
    REGARDS,
    Closing,
    Opening,
    find_annex,
    find_closing,
    find_other_opening,
    find_signature,
    read_opening,
)
from .lines import Line
from .marks import (
    REPLY_KEYS,
    heads_preamble,
    kind_of,
    opens_letter,
    read_answer_heading,
    read_label,
)
from .paper import Answer, Passage, Question
from .repeats import Repeat, RepeatFinder
from .text import Span

_WITHOUT_NUMBER = re.compile(r"(?:Antwort\s+)?[Zz]u(?:r|\s+der)\s+(?:Kleinen\s+)?(?:An)?[Ff]rage\s?:?|Antwort\s?:")
_LONGEST_CLOSING = 12  # lines
_NEAR = 5  # lines between a closing and its Anlage


@dataclass(slots=True)
class Reply:
    kind: str | None = None
    opening: Opening = field(default_factory=Opening)
    preamble: Passage | None = None
    answers: tuple[Answer, ...] = ()
    closing: Closing = field(default_factory=Closing)
    has_letter: bool = False
    span: Span | None = None
    repeats: list[Repeat] = field(default_factory=list)


def read_reply(
    draft: Draft,
    lines: list[Line],
    questions: tuple[Question, ...],
    headings: Mapping[str, list[str]],
    *,
    alone: bool = False,
) -> Reply:
    """``alone``: the text is a reply and no more, its questions are known from elsewhere."""
    reply = Reply(span=hull(lines))
    position = 0
    while position < len(lines) and lines[position].key in REPLY_KEYS:
        reply.kind = REPLY_KEYS[lines[position].key]
        draft.name("reply heading", [lines[position]])
        position += 1
    position = _skip_salutation(draft, lines, position)
    if cover := _cover_letter(lines, position):
        draft.name("cover letter", lines[position:cover])
        position = _skip_salutation(draft, lines, cover)
    rest = None
    opened = len(lines) if position < len(lines) and opens_letter(lines, position) else None
    if opened is None and alone:
        opened = find_other_opening(lines, position)
    if opened is not None:
        reply.has_letter = True
        reply.opening = read_opening(draft, lines[:opened], position)
        position = reply.opening.end
        rest = reply.opening.offset
    body = lines[position:]
    if rest is not None and body and body[0].start < rest < body[0].end:
        first = body[0]
        tail = draft.text[rest : first.end]
        blanks = len(tail) - len(tail.lstrip())
        body[0] = Line(rest + blanks, first.end, tail.strip())
    _keep_sentences(body)
    body = _cut_end(draft, reply, body)
    if alone:
        body = _cut_regards(draft, reply, body)
        _keep_mentions(body)
        body = cut_where_known(body, questions)
    else:
        body = cut_at_questions(body, questions)
    finder = RepeatFinder(draft, questions, body, alone=alone)
    found = (KnownBlockReader if alone else BlockReader)(draft, body, finder, headings).read()
    reply.repeats = found.repeats
    if alone:
        if not found.blocks:
            found.front, found.blocks = numbered_blocks(draft, found.front, questions)
        found.blocks = part_blocks(draft, found.blocks, questions)
    _read_front(draft, reply, found.front, found.blocks, questions, finder)
    _make_answers(draft, reply, found.blocks)
    return reply


def _keep_sentences(lines: list[Line]) -> None:
    """ "zu 1." in lower case at the start of a line heads no answer when it goes on with a sentence."""
    for before, line in pairwise(lines):
        if line.text[0] in "za" and not (line.gap or line.page or line.seam) and before.text[-1] not in ".?!:;)“":
            line.heading = None


def _keep_mentions(lines: list[Line]) -> None:
    """ "Siehe / Antwort zu Frage 3." mentions an answer and heads none: no colon, and the sentence began above."""
    for before, line in pairwise(lines):
        heading = read_answer_heading(line)
        if heading is None or ":" in line.text[: heading.end] or before.text[-1] in ".?!:;)“*":
            continue
        if line.seam or line.text[0] in "za":
            line.heading = None


def _cut_regards(draft: Draft, reply: Reply, lines: list[Line]) -> list[Line]:
    """Takes off "Mit freundlichen Grüßen" or "gez. Muster", and what stands below, of which no office is known."""
    if reply.closing.signed_by is not None:
        return lines
    first = max(0, len(lines) - _LONGEST_CLOSING)
    regards = (index for index in range(first, len(lines)) if REGARDS.fullmatch(lines[index].text))
    start = next(regards, None)
    if signature := find_signature(lines, first if start is None else start):
        reply.closing = signature
        start = signature.start if start is None else start
    if start is None:
        return lines
    draft.name("closing", lines[start:])
    return lines[:start]


def _skip_salutation(draft: Draft, lines: list[Line], position: int) -> int:
    """Names "Sehr geehrte …"; gives the index behind it."""
    while position < len(lines) and lines[position].text.startswith("Sehr geehrte"):
        draft.name("salutation", [lines[position]])
        position += 1
    return position


def _cover_letter(lines: list[Line], start: int) -> int | None:
    """Index of the letter itself, when a covering letter ("In der Anlage übersende ich …") goes before it."""
    for index in range(start, min(len(lines), start + 40)):
        if read_answer_heading(lines[index]) or read_label(lines[index]):
            return None
        if opens_letter(lines, index):
            return index if index > start else None
    return None


def _cut_end(draft: Draft, reply: Reply, lines: list[Line]) -> list[Line]:
    """Takes off the closing, footnotes and Anlagen; gives the lines before them."""
    last = 0
    for index, line in enumerate(lines):
        if read_answer_heading(line):
            last = index
    if closing := _closing_above_annex(lines, last):
        reply.closing = closing
        draft.name("closing", lines[closing.start : closing.end])
        _name_rest(draft, lines[closing.end :])
        return lines[: closing.start]
    closing = find_closing(lines[: find_annex(lines, last)] or lines, last)
    end = find_annex(lines, closing.start if closing.signed_by else last + 1)
    if closing.signed_by is None and end < len(lines):
        closing = find_closing(lines, end)
        closing = closing if closing.signed_by else Closing(start=end, end=end)
        if closing.start > end:
            _name_annexes(draft, lines[end : closing.start])
            draft.name("closing", lines[closing.start : closing.end])
            _name_rest(draft, lines[closing.end :])
            reply.closing = closing
            return lines[:end]
    reply.closing = closing
    draft.name("closing", lines[closing.start : closing.end])
    _name_rest(draft, lines[max(closing.end, closing.start) :])
    return lines[: closing.start]


def _closing_above_annex(lines: list[Line], last: int) -> Closing | None:
    """The closing with an office just above an Anlage in which there are headings like those of answers."""
    annex = find_annex(lines, 1)
    while annex < last:
        first = max(0, annex - _LONGEST_CLOSING)
        closing = find_closing(lines[first:annex], 0)
        if closing.office and annex - first - closing.end < _NEAR:
            closing.start, closing.end = closing.start + first, closing.end + first
            return closing
        annex = find_annex(lines, annex + 1)
    return None


def _name_rest(draft: Draft, lines: list[Line]) -> None:
    """Behind the closing: numbered footnotes of the last page, then Anlagen."""
    annex = find_annex(lines, 0)
    notes = annex if annex and NOTE.match(lines[0].text) else 0
    draft.name("footnote", lines[:notes])
    draft.name("text in no part", lines[notes:annex])
    _name_annexes(draft, lines[annex:])


def _name_annexes(draft: Draft, lines: list[Line]) -> None:
    start = 0
    while start < len(lines):
        end = find_annex(lines, start + 1)
        if end < len(lines) and lines[end].text[:60] == lines[start].text[:60] and lines[end].page is False:
            end = find_annex(lines, end + 1)
        draft.name(lines[start].text.rstrip(":") if len(lines[start].text) < 30 else "Anlage", lines[start:end])
        start = end


def _read_front(
    draft: Draft,
    reply: Reply,
    front: list[Line],
    blocks: list[Block],
    questions: tuple[Question, ...],
    finder: RepeatFinder,
) -> None:
    """What stands before the first block: a Vorbemerkung, or, with a single question, the answer itself."""
    if not front:
        return
    while front and (kind_of(front[0]) or front[0].key in REPLY_KEYS):
        draft.name("repeated opening", [front.pop(0)])
    if not front:
        return
    if not blocks:
        if joint := finder.joint_statement(draft.read(front).text):
            blocks.append(Block(joint, [], front, front[0].start))
            return
        numbers = [question.number for question in questions if not question.decision]
        if len(numbers) == 1:
            start = front[0].start
            if len(front) > 1 and _WITHOUT_NUMBER.fullmatch(front[0].text):
                draft.name(f"heading of answer {numbers[0]}", [front.pop(0)])
                start = front[0].start
            elif finder.alone and (behind := behind_answer_word(front[0])) and behind < front[0].end:
                draft.name(f"heading of answer {numbers[0]}", front[:1], end=behind)
                start = behind
            blocks.append(Block((numbers[0],), [], front, start))
            return
        draft.find(
            "answers-not-separable", "error", "response",
            "Die Antworten auf die einzelnen Fragen sind nicht voneinander zu trennen. Bitte von Hand zuordnen.",
            hull(front),
        )  # fmt: skip
    if heads_preamble(front[0]):
        draft.name("heading of the Vorbemerkung", front[:1])
        front = front[1:]
    elif finder.alone and blocks and not reply.has_letter:
        draft.find(
            "preamble-doubtful", "warning", "preamble",
            "Der Text vor der ersten Antwort ist als Vorbemerkung gelesen. Bitte prüfen, ob er eine ist.", hull(front),
        )  # fmt: skip
    reply.preamble = draft.passage("Vorbemerkung", "preamble", front)


def _make_answers(draft: Draft, reply: Reply, blocks: list[Block]) -> None:
    answers = []
    places: Counter[str] = Counter()
    for number, block in enumerate(blocks):
        place = f"answer {block.labels[0]}" if block.labels else f"answer at {number + 1}"
        repeated = {repeat.label: repeat.text for repeat in block.repeats}
        passage = draft.passage(f"answer {', '.join(block.labels)}", _counted(place, places), block.lines, block.start)
        places[place] += passage is not None
        if passage is None or not passage.text:
            at = block.heading or (block.repeats[-1].span if block.repeats else None)
            draft.find(
                "answer-empty", "warning", f"question {block.labels[0]}",
                f"Zu Nummer {', '.join(block.labels)} steht im Schreiben kein Text. Bitte prüfen.", at,
            )  # fmt: skip
            continue
        answers.append(Answer(block.labels, passage.text, passage.span, repeated))
    reply.answers = tuple(answers)


def _counted(place: str, places: Counter[str]) -> str:
    """The place, or the place with a count when an answer to the same number was read before."""
    return f"{place} ({places[place] + 1})" if places[place] else place
