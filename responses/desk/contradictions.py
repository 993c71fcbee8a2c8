"""Whether a letter says of itself that it answers another inquiry than the one it is put to. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inquiries.reading import Finding, Paper, Span
from inquiries.reading.wording import squeeze
from responses.authorship import surname

from .opening import LONGEST, numbers_named

OTHER_INQUIRY = "other-inquiry"
_ALIKE = 0.7
"""Share of the words of the shorter of two titles that both must have to be the same title in other words."""
_SAME_NAME = 0.8
"""Ratio of difflib above which two surnames are one, written wrongly once."""
_SENTENCE = "opening of the reply"
_BELOW_THE_HEAD = ("salutation", _SENTENCE, "Vorbemerkung", "heading of", "label of", "answer", "repeated", "question")
"""Beginnings of the reader's names of parts."""
_SUBJECT = re.compile(r"^[ \t]*(?:Betreff|Betr\.?)[ \t]*:?[ \t]+(?P<words>\S.*(?:\n[ \t]*\S.*){0,2})", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SAY_NOTHING = frozenset(
    {
        "abgeordnete", "abgeordneten", "abgeordneter", "aktenzeichen", "anfrage", "antrag", "antwort",
        "august", "bezug", "datum", "dezember", "drucksache", "februar", "fraktion", "große", "großen",
        "hier", "januar", "juli", "juni", "kleine", "kleinen", "landtag", "landtags", "mündliche",
        "mündlichen", "märz", "november", "nummer", "oktober", "schreiben", "september", "stellungnahme",
        "unser", "zeichen",
    }
)  # fmt: skip
"""Words of a subject line that every letter may have."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is known of the inquiry: number ("" when it has none), title, who asks (names and Fraktionen)."""

    number: str
    title: str
    askers: tuple[str, ...] = ()
    fraktionen: tuple[str, ...] = ()


def contradictions(text: str, paper: Paper, inquiry: Inquiry) -> Iterator[Finding]:
    """At most one finding, a warning with all that does not fit: the numbers that the head of the letter names, its
    subject, who asked. A letter that names the inquiry's number is not doubted, and what it does not say contradicts
    nothing."""
    head, sentence = _head(text, paper)
    numbers = numbers_named(head) or numbers_named(sentence)
    if inquiry.number and inquiry.number in [*numbers, paper.drucksache]:
        return
    said = [
        *_other_number(paper, numbers, inquiry),
        *_other_title(paper, head, inquiry),
        *_other_askers(paper, inquiry),
    ]
    if said:
        yield Finding(
            OTHER_INQUIRY, "warning", "text",
            "Der Kopf des Schreibens passt nicht zu der Anfrage, der es zugeordnet ist. Er nennt "
            f"{'; '.join(said)}. Bitte prüfen, ob es die richtige Anfrage ist.",
            _place(paper),
        )  # fmt: skip


def _head(text: str, paper: Paper) -> tuple[str, str]:
    """What stands above salutation, opening sentence and first answer, and the opening sentence."""
    end = min((part.span.start for part in paper.parts if part.name.startswith(_BELOW_THE_HEAD)), default=len(text))
    sentences = (part.span.of(text) for part in paper.parts if part.name == _SENTENCE)
    return text[:end][:LONGEST], next(sentences, "")


def _other_number(paper: Paper, numbers: Iterable[str], inquiry: Inquiry) -> Iterator[str]:
    own = {paper.drucksache} if paper.response and paper.response.kind.startswith("Ergänz") else set()
    others = [number for number in numbers if number not in own and number not in numbers_named(inquiry.title)]
    if inquiry.number and others:
        yield f"Drucksache {', '.join(others)} statt {inquiry.number}"


def _other_title(paper: Paper, head: str, inquiry: Inquiry) -> Iterator[str]:
    subject = paper.title or ""
    if not subject and (line := _SUBJECT.search(head)):
        subject = " ".join(line["words"].split())
    if not subject or squeeze(inquiry.title).casefold() in squeeze(head).casefold():
        return
    if squeeze(subject).casefold() in squeeze(inquiry.title).casefold():
        return
    here, there = _words(subject, inquiry), _words(inquiry.title, inquiry)
    fewest = min(len(here), len(there))
    if fewest >= 2 and len(here & there) < _ALIKE * fewest:
        yield f"als Gegenstand „{subject if len(subject) <= 120 else f'{subject[:120]}…'}“"


def _words(text: str, inquiry: Inquiry) -> set[str]:
    """The words that say what it is about, by their beginnings: endings change from sentence to sentence."""
    names = {word for name in inquiry.askers for word in _WORD.findall(name.casefold())}
    return {word[:6] for word in _WORD.findall(text.casefold()) if word not in _SAY_NOTHING | names}


def _other_askers(paper: Paper, inquiry: Inquiry) -> Iterator[str]:
    here = [surname(asker.name).casefold() for asker in paper.askers]
    there = [surname(name).casefold() for name in inquiry.askers]
    if here and there:
        if not any(difflib.get_close_matches(name, there, n=1, cutoff=_SAME_NAME) for name in here):
            yield f"als Fragende {', '.join(asker.name for asker in paper.askers)}"
        return
    fraktionen = {*paper.fraktionen}
    if fraktionen and inquiry.fraktionen and not (here or there) and fraktionen.isdisjoint(inquiry.fraktionen):
        yield f"als Fraktion {', '.join(paper.fraktionen)}"


def _place(paper: Paper) -> Span | None:
    """Where in the source the letter says what it is about."""
    places = {part.name: part.span for part in reversed(paper.parts)}
    return next((places[name] for name in ("title", "drucksache", "askers", "head") if name in places), None)
