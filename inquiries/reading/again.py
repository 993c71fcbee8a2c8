"""What does not fit together in a paper whose values a person has put right: the checks that ask nothing but these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from . import checks
from .asked import Asked
from .draft import Draft
from .head import Head
from .letter import Opening
from .paper import Finding, Paper, Question
from .reply import Reply

CHECKED_AGAIN = frozenset(
    {
        "answer-empty", "answer-number-twice", "answer-without-question", "date-after-term", "date-before-term",
        "date-missing", "dates-out-of-order", "decision-part", "kind-missing", "letter-date-missing",
        "ministry-missing", "numbering-gap", "question-empty", "question-number-twice", "question-reworded",
        "question-unanswered", "question-unfinished", "questions-elsewhere", "questions-from-reply",
        "questions-missing", "repeat-missing", "text-in-no-part", "title-missing",
    }
)  # fmt: skip
"""Codes of the reader's findings that a page which checks again need not keep."""


def check_again(paper: Paper, *, answers_to: Sequence[Question] = (), from_reply: bool = False) -> tuple[Finding, ...]:
    """The findings of a paper as it stands now. ``answers_to``: the known questions that a bare letter answers.

    Texts may be empty, for they may not be typed yet. ``from_reply``: the paper holds its questions only as the
    ministry repeats them.
    """
    draft = Draft("", None)
    supplements = paper.response is not None and paper.response.kind.startswith("Ergänz")
    if not answers_to and not supplements:
        _check_head(draft, paper)
    for question in paper.questions:
        if not question.text:
            draft.find(
                "question-empty", "error", f"question {question.number}",
                f"Die Frage {question.number} hat keinen Text. Bitte eintragen oder die Frage entfernen.",
            )  # fmt: skip
    questions = tuple(question for question in paper.questions if question.text)
    head = Head(kind=paper.kind, reply_kind=paper.response.kind if paper.response else None)
    asked = Asked(questions=questions, date=paper.date, from_reply=from_reply)
    if not answers_to:
        checks.check_questions(draft, head, asked)
    if paper.response:
        _check_reply(draft, paper, Asked(questions=questions or tuple(answers_to), from_reply=not questions))
    reply = Reply(opening=Opening(letter_date=_letter_date(paper))) if paper.response else None
    dated = Asked(questions=() if answers_to else questions, date=paper.date, from_reply=from_reply)
    checks.check_dates(draft, dated, reply, paper.drucksache, paper.received, paper.issued)
    return tuple(draft.findings)


def _letter_date(paper: Paper) -> date | None:
    return paper.response.letter_date if paper.response else None


def _check_head(draft: Draft, paper: Paper) -> None:
    if not paper.kind:
        draft.find("kind-missing", "error", "kind", "Die Art der Anfrage fehlt. Bitte wählen.")
    if not paper.title:
        draft.find("title-missing", "error", "title", "Der Titel fehlt. Bitte eintragen.")


def _check_reply(draft: Draft, paper: Paper, asked: Asked) -> None:
    response = paper.response
    if not response.ministry:
        draft.find("ministry-missing", "warning", "ministry", "Welches Ministerium antwortet, fehlt. Bitte eintragen.")
    if not response.letter_date:
        draft.find("letter-date-missing", "info", "letter_date", "Das Datum des Schreibens fehlt.")
    for answer in response.answers:
        if not answer.text:
            numbers = ", ".join(answer.numbers)
            draft.find(
                "answer-empty", "error", f"answer {numbers}",
                f"Die Antwort zu {numbers} hat keinen Text. Bitte zuordnen, eintragen oder die Antwort entfernen.",
            )  # fmt: skip
    checks.check_answers(draft, asked, response)
