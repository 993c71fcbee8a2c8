"""What does not fit together in a read paper: each finding has a code, a place and a sentence for a clerk."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import combinations, zip_longest

from .asked import Asked
from .draft import Draft
from .furniture import Surroundings
from .head import Head
from .numbers import whole_of
from .paper import Response
from .people import bare_name, surname
from .reply import Reply
from .vocabulary import MINISTRIES, WAHLPERIODEN
from .wording import likeness, squeeze, words

_COUNTED = re.compile(r"((?:[IVXA-H]+\.)?)(\d+)(?:[a-z]|(?:\.\d+)+[a-z]?)?")
_SAME_SUBJECT = 0.3
"""Two questions that share fewer of their words are about different things."""
_PARENT = re.compile(r"(?:[IVXA-H]+\.){0,2}\d+")


def check_questions(draft: Draft, head: Head, asked: Asked) -> None:
    if not asked.questions and (head.reply_kind or "").startswith("Ergänz"):
        draft.find(
            "questions-elsewhere", "info", "questions",
            "Das Papier ergänzt eine frühere Antwort; die Fragen stehen dort.",
        )  # fmt: skip
        return
    if not asked.questions and head.is_inquiry:
        draft.find(
            "questions-missing", "error", "questions",
            "Es wurde keine Frage gefunden. Bitte die Fragen von Hand eintragen.",
        )  # fmt: skip
        return
    counted = Counter(question.number for question in asked.questions)
    for number, times in counted.items():
        if times > 1:
            draft.find(
                "question-number-twice", "error", f"question {number}",
                f"Die Nummer {number} kommt bei den Fragen {times}-mal vor. Bitte die Nummern prüfen.",
            )  # fmt: skip
    last: dict[str, int] = {}
    for question in asked.questions:
        match = _COUNTED.fullmatch(question.number)
        if match is None:
            continue
        section, number = match[1], int(match[2])
        expected = last.get(section, 0) + 1
        if number > expected and not asked.from_reply and (section in last or number > 1):
            missing = ", ".join(str(one) for one in range(expected, number))
            draft.find(
                "numbering-gap", "warning", f"question {question.number}",
                f"Vor der Nummer {question.number} fehlt {missing}. Bitte im Papier prüfen, ob eine Frage fehlt.",
                question.span,
            )  # fmt: skip
        last[section] = max(number, last.get(section, 0))
    for question, following in zip_longest(asked.questions, asked.questions[1:]):
        parted = following is not None and (
            following.number.startswith(question.number) or following.number[:-1] == question.number[:-1]
        )
        if question.text[-1] not in '.;?!:)“"…' and not (parted and following.number[-1].isalpha()):
            draft.find(
                "question-unfinished", "warning", f"question {question.number}",
                f"Die Frage {question.number} endet ohne Satzzeichen. Bitte im Papier prüfen, ob sie vollständig ist.",
                question.span,
            )  # fmt: skip
    if any(question.decision for question in asked.questions):
        draft.find(
            "decision-part", "info", "questions",
            "Der Antrag enthält einen Beschlussteil, auf den keine Antwort zu erwarten ist.",
        )  # fmt: skip


def check_people(draft: Draft, head: Head, asked: Asked) -> None:
    names = {surname(asker.name) for asker in head.authors.askers}
    signed = {surname(name) for name in asked.signatories}
    if names and signed:
        for asker in head.authors.askers:
            if surname(asker.name) not in signed:
                draft.find(
                    "asker-not-signed", "warning", "signatories",
                    f"{asker.name} fragt, steht aber nicht bei den Unterschriften "
                    f"({', '.join(asked.signatories)}). Bitte die Schreibweise prüfen.", asked.signature_span,
                )  # fmt: skip
        if len(names) == len(head.authors.askers) and not _others(draft, head):
            for name in asked.signatories:
                if surname(name) not in names:
                    draft.find(
                        "signature-without-asker", "warning", "signatories",
                        f"Die Unterschrift „{name}“ passt zu niemandem, der laut Kopf fragt. Bitte prüfen.",
                        asked.signature_span,
                    )  # fmt: skip
    if asked.signing_fraktionen and head.authors.fraktionen:
        strange = [name for name in asked.signing_fraktionen if name not in head.authors.fraktionen]
        if strange:
            draft.find(
                "fraktionen-disagree", "warning", "fraktionen",
                f"Bei den Unterschriften steht {', '.join(strange)}, im Kopf "
                f"{', '.join(head.authors.fraktionen)}. Bitte die Fraktion prüfen.", asked.signature_span,
            )  # fmt: skip
    supplements = (head.reply_kind or "").startswith("Ergänz")
    if asked.lists_questions and not asked.signatories and not supplements:
        draft.find(
            "signatures-missing", "info", "signatories",
            "Unterschriften wurden nicht gefunden. Bitte im Papier prüfen, wer unterschrieben hat.", asked.date_span,
        )  # fmt: skip
    printed = asked.signature_span.of(draft.text) if asked.signature_span else ""
    if len(asked.signatories) > 1 and "," not in printed and "Fraktion" not in printed:
        for name in asked.signatories:
            words = bare_name(name).split()
            if len(words) > 1 and words[0][0].isupper() and not words[0].endswith(".") and surname(name) not in names:
                draft.find(
                    "several-readings", "warning", "signatories",
                    f"Die Unterschrift „{name}“ kann ein Name oder können mehrere sein "
                    f"(möglich: {', '.join(words)}). Bitte prüfen.", asked.signature_span,
                )  # fmt: skip


def _others(draft: Draft, head: Head) -> bool:
    """Whether the byline says "u. a." or names a Fraktion, so that more may sign than are named."""
    text = head.byline.of(draft.text) if head.byline else ""
    return bool(re.search(r"u\.\s?a\.|andere|weitere|Fraktion", text))


def check_dates(
    draft: Draft, asked: Asked, reply: Reply | None, number: str | None, received: date | None, issued: date | None
) -> None:
    wahlperiode = WAHLPERIODEN.get(int(number.split("/")[0])) if number else None
    days = [
        ("date", asked.date, "Datum der Anfrage"),
        ("received", received, "Eingangsdatum"),
        ("issued", issued, "Ausgabedatum"),
    ]
    if reply:
        days.append(("letter_date", reply.opening.letter_date, "Datum des Schreibens"))
    places = {"date": asked.date_span, "letter_date": reply.opening.span if reply else None}
    for about, day, label in days:
        if day and wahlperiode and day < wahlperiode.begins:
            draft.find(
                "date-before-term", "warning", about,
                f"Das {label} {_german(day)} liegt vor der {wahlperiode.number}. Wahlperiode. Bitte prüfen.",
                places.get(about),
            )  # fmt: skip
    letter = reply.opening.letter_date if reply else None
    if wahlperiode and wahlperiode.ends:
        for about, day, label in days[:2]:
            if day and day > wahlperiode.ends:
                draft.find(
                    "date-after-term", "warning", about,
                    f"Das {label} {_german(day)} liegt nach der {wahlperiode.number}. Wahlperiode. Bitte prüfen.",
                    places.get(about),
                )  # fmt: skip
    whole = asked.lists_questions  # else the Eingang is that of a supplement
    order = [*days[: 2 if whole else 1], ("letter_date", letter, "Datum des Schreibens"), days[2]]
    known = [(about, day, label) for about, day, label in order if day]
    for (_, earlier, one), (about, later, other) in combinations(known, 2):
        if later < earlier:
            draft.find(
                "dates-out-of-order", "warning", about,
                f"Das {other} {_german(later)} liegt vor dem {one} {_german(earlier)}. Bitte beide prüfen.",
                places.get(about),
            )  # fmt: skip
    if asked.lists_questions and asked.date is None and asked.date_span is None:
        draft.find(
            "date-missing", "info", "date", "Das Datum der Anfrage wurde nicht gefunden. Bitte im Papier nachsehen."
        )
    if reply and reply.has_letter and letter is None:
        draft.find(
            "letter-date-missing", "info", "letter_date",
            "Das Datum des Schreibens wurde nicht gefunden. Bitte im Schreiben nachsehen.",
            reply.opening.span,
        )  # fmt: skip


def _german(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def check_number(draft: Draft, surroundings: Surroundings, number: str | None) -> None:
    if number is None:
        headed = surroundings.terms or surroundings.issued or surroundings.header_dates
        if not headed and not any(item.kind == "page-header" for item in surroundings.furniture):
            return  # nothing of a printed paper: it has no number yet
        draft.find(
            "drucksache-missing", "info", "drucksache",
            "Das Papier nennt keine eigene Drucksachennummer. Bitte eintragen, sobald sie bekannt ist.",
        )  # fmt: skip
        return
    named = {f"{term}/{digits}" for term, digits, _ in surroundings.numbers}
    if len(named) > 1:
        draft.find(
            "several-readings", "warning", "drucksache",
            f"Die Kopfzeilen nennen verschiedene Nummern: {', '.join(sorted(named))}. Bitte prüfen, ob das Papier "
            "mehrere Drucksachen enthält.",
        )  # fmt: skip
    terms = {term for term, _ in surroundings.terms}
    if terms and int(number.split("/")[0]) not in terms:
        draft.find(
            "several-readings", "warning", "drucksache",
            f"Die Nummer {number} passt nicht zur genannten {min(terms)}. Wahlperiode. Bitte prüfen.",
        )  # fmt: skip


def check_ministries(draft: Draft, head: Head, reply: Reply, number: str | None, day: date | None) -> None:
    opening = reply.opening
    named = [one for one in (opening.ministry or head.ministry, *opening.co_ministries) if one]
    spoken = opening.span.of(draft.text) if opening.span else ""
    if not named and "Landesregierung" not in spoken:
        draft.find(
            "ministry-missing", "warning", "ministry",
            "Welches Ministerium antwortet, wurde nicht gefunden. Bitte von Hand eintragen.", opening.span,
        )  # fmt: skip
    for one in named:
        if not one.known:
            draft.find(
                "unknown-ministry", "warning", "ministry",
                f"„{one.name}“ ist kein bekanntes Ministerium. Bitte prüfen und gegebenenfalls anlegen.",
                opening.span,
            )  # fmt: skip
        elif number and not _in_term(one.name, int(number.split("/")[0]), day):
            draft.find(
                "ministry-not-in-term", "warning", "ministry",
                f"Ein „{one.name}“ gab es in der {number.split('/')[0]}. Wahlperiode nicht. Bitte prüfen.",
                opening.span,
            )  # fmt: skip
    if opening.ministry and head.ministry and opening.ministry.name != head.ministry.name:
        draft.find(
            "ministries-disagree", "warning", "ministry",
            f"Im Kopf steht „{head.ministry.name}“, im Schreiben „{opening.ministry.name}“. Bitte prüfen.",
            opening.span,
        )  # fmt: skip


def _in_term(name: str, term: int, day: date | None) -> bool:
    wahlperiode = WAHLPERIODEN.get(term)
    if wahlperiode is None:
        return True
    last = wahlperiode.ends or date.max
    return any(row.existed(wahlperiode.begins, last) for row in MINISTRIES if row.name == name)


def check_answers(draft: Draft, asked: Asked, response: Response) -> None:
    numbers = [question.number for question in asked.questions]
    answered = Counter(number for answer in response.answers for number in answer.numbers)
    for number, times in answered.items():
        if times > 1:
            draft.find(
                "answer-number-twice", "warning", f"answer {number}",
                f"Zu Nummer {number} gibt es {times} Antworten. Bitte die Zuordnung prüfen.",
            )  # fmt: skip
    known = set(numbers)
    parts = _parts(numbers)
    covered = set(answered)
    partly = {whole_of(number) for number in covered}
    for question in asked.questions:
        number = question.number
        if question.decision or number in covered or _family(number, covered, partly, parts):
            continue
        draft.find(
            "question-unanswered", "warning", f"question {number}",
            f"Zur Frage {number} wurde keine Antwort gefunden. Bitte im Schreiben prüfen.",
            None if asked.elsewhere else question.span,
        )  # fmt: skip
    for answer in response.answers:
        for number in answer.numbers:
            if numbers and number not in known and not _family(number, known, set(parts), parts):
                draft.find(
                    "answer-without-question", "warning", f"answer {number}",
                    f"Die Antwort zu {number} gehört zu keiner gestellten Frage. Bitte die Nummer prüfen.", answer.span,
                )  # fmt: skip
    repeats = [all(number in answer.repeated for number in answer.numbers) for answer in response.answers]
    if sum(repeats) >= 2 and sum(repeats) * 2 > len(repeats):
        for answer, complete in zip(response.answers, repeats, strict=True):
            missing = [number for number in answer.numbers if number not in answer.repeated and number in known]
            repeated = set(answer.repeated)
            partly = {whole_of(number) for number in repeated}
            if missing and not complete and not any(_family(one, repeated, partly, parts) for one in missing):
                draft.find(
                    "repeat-missing", "warning", f"answer {answer.numbers[0]}",
                    f"Vor der Antwort zu {', '.join(answer.numbers)} wird die Frage {', '.join(missing)} nicht "
                    "wiederholt, vor den anderen schon. Bitte prüfen, ob sie in der Antwort davor steht.", answer.span,
                )  # fmt: skip
    texts = {question.number: question.text for question in asked.questions}
    squeezed: dict[str, str] = {}
    for answer in response.answers:
        for number, repeated in answer.repeated.items():
            if texts.get(number, repeated) == repeated:
                continue
            if number not in squeezed:
                squeezed[number] = squeeze(texts[number])
            if squeezed[number] == squeeze(repeated):
                continue
            if likeness(words(texts[number]), words(repeated)) < _SAME_SUBJECT:
                draft.find(
                    "question-reworded", "warning", f"question {number}",
                    f"Das Schreiben wiederholt unter der Nummer {number} eine ganz andere Frage. Bitte prüfen, ob es "
                    "diese Anfrage beantwortet; es gilt die gestellte Frage.",
                    answer.span,
                )  # fmt: skip
            else:
                draft.find(
                    "question-reworded", "info", f"question {number}",
                    f"Das Schreiben wiederholt die Frage {number} in anderem Wortlaut. Es gilt die gestellte Frage.",
                    answer.span,
                )  # fmt: skip


def _parts(numbers: list[str]) -> dict[str | None, list[str]]:
    """The numbers by the number of which they are parts."""
    parts: dict[str | None, list[str]] = {}
    for number in numbers:
        parts.setdefault(whole_of(number), []).append(number)
    return parts


def _family(number: str, covered: set[str], partly: set[str | None], parts: dict[str | None, list[str]]) -> bool:
    """Whether the question it is part of, or all the questions that are its parts, are covered.

    ``partly``: the numbers of which something covered is a part; ``parts``: see ``_parts``.
    """
    parent = _PARENT.match(number)
    if parent and parent[0] != number and parent[0] in covered:
        return True
    if number in parts:
        return all(part in covered for part in parts[number])
    return number in partly


def check_closing(draft: Draft, reply: Reply, *, whole: bool) -> None:
    """``whole``: the reply is all there; else a part of it was taken, which need not be signed."""
    closing = reply.closing
    if closing.second:
        draft.find(
            "several-signatures", "info", "signed_by",
            f"Unter dem Schreiben steht auch „{closing.second}“. Geführt wird, wer zuerst unterzeichnet.",
        )  # fmt: skip
    if closing.signed_by is None:
        draft.find(
            "closing-missing", "warning" if whole else "info", "signed_by",
            "Unter dem Schreiben wurde keine Unterschrift gefunden. Bitte prüfen, ob der Text vollständig ist.",
            reply.span,
        )  # fmt: skip
    elif closing.unusual:
        draft.find(
            "unusual-closing", "warning", "signed_by",
            f"Unter dem Schreiben steht „{closing.signed_by}“ ohne Amt. Bitte prüfen, ob dies die Unterschrift ist.",
        )  # fmt: skip
