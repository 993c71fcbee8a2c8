"""Reads a paper: text in, a frozen ``Paper`` out. Each step is a module of its own; this one calls them in turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Any

from . import checks
from .asked import Asked, read_asked
from .cut_pages import mend_surroundings
from .dates import parse_date
from .doubts import check_boundaries
from .draft import Draft
from .embedded import cut_at_seams
from .footnotes import take_footnotes
from .furniture import Surroundings, find_furniture
from .head import Head, read_head, report_head, title_blocks
from .letterhead import take_letterhead
from .lines import Flow, Line
from .marks import read_answer_heading, read_label
from .numbers import split_section
from .outline import outline
from .paper import Answer, Paper, Part, Question, Response
from .paper_references import check_references, read_references
from .plain import make_plain
from .reply import Reply, read_reply
from .reply_alone import compare_questions, lists_questions, read_alone
from .text import Span
from .wording import rejoin

LEFT_OVER = "text in no part"
MOST_INQUIRIES = 100
"""So many are told apart in one text; what follows stays with the last of them."""


def read_paper(text: str, *, asked: Sequence[Question] = ()) -> Paper:
    """Everything that the paper says about itself, with its questions, its answers and what it cites.

    Accepts any text; what is no inquiry, or not readable as one, gives findings instead of values. The parts and
    the furniture of the result cover ``text`` completely and without overlap.

    ``asked``: the questions of an inquiry that is known already, as numbers and texts (their spans do not matter).
    A text that lists no questions of its own is read as the reply to them: a letter with its head, its body only, or
    the answer to a single question. The paper has no questions then, and no findings about what only an inquiry
    says; its answers are checked against ``asked``. Where a whole paper lists other questions, findings say so.
    """
    plain = make_plain(text)
    return plain.restore(_read(plain.text, tuple(asked))) if plain else _read(text, tuple(asked))


def _read(text: str, known: tuple[Question, ...]) -> Paper:
    surroundings = find_furniture(text)
    doubtful = mend_surroundings(text, surroundings) if known else []
    flow = Flow(text, surroundings)
    if known and "\n" not in text.strip():  # however short it is, its line breaks are lost
        flow = flow.only(cut_at_seams(flow.lines))
    starts = title_blocks(flow.lines)
    if len(starts) < 2:
        draft = Draft(text, flow)
        for span in doubtful:
            draft.find(
                "furniture-in-text", "warning", "text",
                f"Neben der Kopfzeile einer Seite steht „{span.of(text)}“. Bitte prüfen, ob dies die Seitenzahl ist.",
                span,
            )  # fmt: skip
        return _complete(_read_one(draft, surroundings, known), draft, surroundings)
    bounds = [0, *starts[1:MOST_INQUIRIES], len(flow.lines)]
    drafts = [Draft(text, flow.only(flow.lines[low:high])) for low, high in pairwise(bounds)]
    # Between two inquiries the feet of a page belong to the one above, its headers to the one below.
    below = pairwise([0, *(flow.lines[high - 1].end for high in bounds[1:-1]), len(text) + 1])
    above = pairwise([0, *(flow.lines[low].start for low in bounds[1:-1]), len(text) + 1])
    around = [_around(surroundings, headed, footed) for headed, footed in zip(below, above, strict=True)]
    first, *further = [
        _read_one(draft, near, () if number else known)
        for number, (draft, near) in enumerate(zip(drafts, around, strict=True))
    ]
    whole = drafts[0]
    whole.find(
        "several-inquiries", "warning", "kind",
        f"Das Papier enthält {len(drafts)} Anfragen. Jede wird für sich erfasst. Bitte prüfen, ob sie richtig "
        "getrennt sind.",
    )  # fmt: skip
    whole.parts.extend(part for draft in drafts[1:] for part in draft.parts)
    return replace(_complete(first, whole, surroundings), further=tuple(further))


def _around(surroundings: Surroundings, headed: tuple[int, int], footed: tuple[int, int]) -> Surroundings:
    """What headers and feet between these places say of one of several inquiries. Where there are none it is what
    stands nearest above, for an inquiry may begin in the middle of a page, or else what there is."""

    def near(items: list, region: tuple[int, int], span: Callable[[Any], Span] = lambda span: span) -> list:
        inside = [item for item in items if region[0] <= span(item).start < region[1]]
        before = [item for item in items if span(item).start < region[0]]
        return inside or before[-1:] or list(items)

    return replace(
        surroundings,
        numbers=near(surroundings.numbers, headed, itemgetter(2)),
        header_dates=near(surroundings.header_dates, headed),
        received=near(surroundings.received, footed),
        issued=near(surroundings.issued, footed),
    )


def _complete(paper: Paper, draft: Draft, surroundings: Surroundings) -> Paper:
    """The paper with all that covers the text, and with the findings of that."""
    parts = _tile(draft, surroundings)
    return replace(paper, parts=parts, furniture=tuple(surroundings.furniture), findings=tuple(draft.findings))


def _read_one(draft: Draft, surroundings: Surroundings, known: tuple[Question, ...]) -> Paper:
    """One inquiry: all or a part of the lines of a text; or the reply alone to questions that are known."""
    blank = not draft.text or draft.text.isspace()
    take_footnotes(draft)
    if known and not lists_questions(draft.flow):
        head, asked, reply = read_alone(draft, known)
    else:
        head, asked, reply = _read_whole(draft)
    if head.number and not surroundings.numbers:
        surroundings.numbers.append(head.number)
    number = _own_number(surroundings)
    received, issued = _stamped(draft, surroundings)
    if not blank:
        if not asked.elsewhere:
            report_head(draft, head)
    else:
        draft.find(
            "empty", "error", "text", "Das Papier enthält keinen Text. Bitte prüfen, ob die Datei die richtige ist."
        )
    if reply:
        asked.questions, reply.answers = _rejoined(asked.questions, reply.answers)
    response = _response(head, reply) if reply else None
    asked = _questions_from_reply(draft, head, asked, reply)
    if head.is_inquiry and not blank:
        if known and not asked.elsewhere:
            compare_questions(draft, known, asked)
            if reply is None:
                draft.find(
                    "reply-missing", "error", "response",
                    "Der Text enthält die Anfrage, aber keine Antwort darauf. Bitte das Schreiben einfügen.",
                )  # fmt: skip
        _check(draft, surroundings, head, asked, reply, response, number, received, issued, known)
    references = read_references(draft, number)
    check_references(draft, references, number, [question.number for question in known or asked.questions])
    return Paper(
        kind=head.kind,
        drucksache=number,
        title=head.title,
        date=asked.date,
        received=received,
        issued=issued,
        fraktionen=head.authors.fraktionen or asked.signing_fraktionen,
        askers=head.authors.askers,
        signatories=asked.signatories,
        questions=() if asked.elsewhere else asked.questions,
        begruendung=asked.begruendung,
        response=response,
        references=references,
        findings=tuple(draft.findings),
        parts=tuple(draft.parts),
    )


def _read_whole(draft: Draft) -> tuple[Head, Asked, Reply | None]:
    head = read_head(draft)
    regions = outline(draft.flow.lines, head)
    if not head.is_inquiry:
        draft.name("body", [*regions.before, *regions.asked, *regions.reply])
        return head, Asked(), None
    asked = read_asked(draft, regions.before, regions.asked, parts_answered=_answered_parts(regions.reply))
    reply = None
    if regions.reply:
        reply = read_reply(draft, regions.reply, asked.questions, asked.headings)
        if head.in_letter or any(line.text.startswith("Sehr geehrte") for line in regions.reply[:2]):
            take_letterhead(draft, head, reply, regions.before)
    return head, asked, reply


def _answered_parts(lines: list[Line]) -> frozenset[str]:
    """Numbers of the questions whose parts the reply answers under headings of their own: "Zu 1 a):", "Zu b):"."""
    parts, main = set(), ""
    for line in lines:
        if heading := read_answer_heading(line):
            for written in heading.labels:
                plain = split_section(written)[1]
                main = plain.rstrip("abcdefghijklmnopqrstuvwxyz") or main
                if plain[-1].islower():
                    parts.add(main)
        elif (label := read_label(line)) and label.main:
            main = label.main
    return frozenset(parts)


def _check(draft, surroundings, head, asked, reply, response, number, received, issued, known) -> None:
    checks.check_number(draft, surroundings, number)
    if not asked.elsewhere:
        checks.check_questions(draft, head, asked)
    checks.check_people(draft, head, asked)
    checks.check_dates(draft, asked, reply, number, received, issued)
    check_boundaries(draft, head, asked, response)
    if reply and response:
        checks.check_ministries(draft, head, reply, number, asked.date)
        checks.check_answers(draft, replace(asked, questions=known, elsewhere=True) if known else asked, response)
        checks.check_closing(draft, reply, whole=reply.has_letter or not asked.elsewhere)


def _own_number(surroundings: Surroundings) -> str | None:
    """The number of the page headers; the commonest, when they disagree (which is reported)."""
    numbers = [f"{term}/{int(digits)}" for term, digits, _ in surroundings.numbers if int(digits)]
    return Counter(numbers).most_common(1)[0][0] if numbers else None


def _stamped(draft: Draft, surroundings: Surroundings) -> tuple[date | None, date | None]:
    """The days of receipt and of issue; the date in the first header is that of the receipt."""
    days = []
    for about, label, spans in (
        ("received", "Eingangsdatum", surroundings.received or surroundings.header_dates[:1]),
        ("issued", "Ausgabedatum", surroundings.issued),
    ):
        named = [parse_date(span.of(draft.text)) for span in spans]
        days.append(named[0] if named else None)
        if named and named[0] is None:
            draft.find(
                "date-impossible", "warning", about,
                f"Das {label} „{spans[0].of(draft.text)}“ gibt es nicht. Bitte prüfen.", spans[0],
            )  # fmt: skip
    header = [parse_date(span.of(draft.text)) for span in surroundings.header_dates]
    if surroundings.received and header and header[0] and days[0] and header[0] != days[0]:
        draft.find(
            "several-readings", "warning", "received",
            f"Die Kopfzeile nennt den {header[0]:%d.%m.%Y}, der Eingangsvermerk den {days[0]:%d.%m.%Y}. Bitte prüfen.",
            surroundings.received[0],
        )  # fmt: skip
    return days[0], days[1]


def _response(head: Head, reply: Reply) -> Response:
    opening, closing = reply.opening, reply.closing
    named = opening.ministry or head.ministry
    kind = reply.kind or head.reply_kind or ("Stellungnahme" if head.kind == "Antrag" else "Antwort")
    if head.reply_kind and head.reply_kind.startswith("Ergänz"):
        kind = head.reply_kind
    return Response(
        kind=kind,
        ministry=named.name if named else None,
        co_ministries=tuple(one.name for one in opening.co_ministries),
        letter_date=opening.letter_date,
        letter_reference=opening.letter_reference,
        preamble=reply.preamble,
        signed_by=closing.signed_by,
        office=closing.office,
        answers=reply.answers,
    )


def _rejoined(
    questions: tuple[Question, ...], answers: tuple[Answer, ...]
) -> tuple[tuple[Question, ...], tuple[Answer, ...]]:
    """Words that extraction broke by blanks, where the same question, asked or repeated, shows them whole."""
    asked = {question.number: question.text for question in questions}
    repeated = {number: text for answer in answers for number, text in answer.repeated.items()}
    whole = {number: rejoin(text, asked.get(number, "")) for number, text in repeated.items()}
    if whole != repeated:
        answers = tuple(replace(one, repeated={number: whole[number] for number in one.repeated}) for one in answers)
    texts = [rejoin(question.text, repeated.get(question.number, "")) for question in questions]
    if texts != [question.text for question in questions]:
        questions = tuple(replace(one, text=text) for one, text in zip(questions, texts, strict=True))
    return questions, answers


def _questions_from_reply(draft: Draft, head: Head, asked: Asked, reply: Reply | None) -> Asked:
    """A ministry's own letter holds the questions only as it repeats them."""
    repeats = [repeat for repeat in reply.repeats if repeat.text] if reply else []
    if asked.questions or not repeats:
        return asked
    asked.from_reply = True
    asked.questions = tuple(Question(repeat.label, repeat.text, repeat.span) for repeat in repeats)
    draft.find(
        "questions-from-reply", "info", "questions",
        "Das Papier enthält die Fragen nur so, wie das Ministerium sie wiederholt.",
    )  # fmt: skip
    return asked


def _tile(draft: Draft, surroundings: Surroundings) -> tuple[Part, ...]:
    """Parts in order, without overlap, covering all that is no furniture; what no step named is left over."""
    text = draft.text
    taken = [(*part.span, part.name) for part in draft.parts]
    taken += [(*item.span, "") for item in surroundings.furniture]
    taken.sort(key=itemgetter(0, 1))
    tiles: list[tuple[int, int, str]] = []  # start, end, name; furniture has none
    position = 0
    for start, end, name in [*taken, (len(text), len(text) + 1, "")]:
        start = max(start, position)
        if end <= start:
            continue
        if position < start:
            if text[position:start].strip():
                tiles.append((position, start, LEFT_OVER))
            elif tiles and tiles[-1][2]:
                tiles[-1] = (tiles[-1][0], start, tiles[-1][2])
            else:
                tiles.append((position, start, "blank"))
        if name and tiles and tiles[-1][2] == name:
            tiles[-1] = (tiles[-1][0], end, name)
        else:
            tiles.append((start, end, name))
        position = end
    parts = [Part(name, Span(start, end)) for start, end, name in tiles if name]
    for span in [part.span for part in parts if part.name == LEFT_OVER]:
        sample = re.sub(r"\s+", " ", text[span.start : span.start + 60]).strip()
        draft.find(
            LEFT_OVER.replace(" ", "-"), "warning", "text",
            f"Der Text „{sample}…“ gehört zu keinem erkannten Teil. Bitte prüfen, wohin er gehört.", span,
        )  # fmt: skip
    return tuple(parts)
