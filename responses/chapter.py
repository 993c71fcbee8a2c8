"""One inquiry as a chapter of a dossier: rows of ``pairing`` with their texts cut for print. Pure."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from inquiries.models import Antrag, Frage, Fristverlaengerung, Verweis
from inquiries.naming import askers_named, questions_named, signatories_named

from .models import Luecke, Stellungnahme
from .pairing import Given, Rewording, Row, State, pair
from .register import Citations, Text, anchor_of, anchor_of_question

COMPACT = 600
"""A row of at most so many characters is not divided between two pages."""
SHORT = 62
RUNNING_TITLE = 72


@dataclass(frozen=True, slots=True)
class Question:
    """``short`` is the beginning of its text, one line for the table of contents."""

    frage: Frage
    heading: str
    short: str
    anchor: str
    text: Text


@dataclass(frozen=True, slots=True)
class Answer:
    """``changes``: each question that was repeated in other words, and a sentence that says which."""

    given: Given
    label: str
    text: Text
    notes: tuple[str, ...]
    changes: tuple[tuple[Rewording, str], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """``abschnitt`` is the heading that begins here; ``elsewhere`` names each joint answer of these questions that
    stands in an earlier pair, with the question that it stands below."""

    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    anchor: str
    abschnitt: str
    is_open: bool
    is_decision: bool
    is_compact: bool
    luecken: tuple[Luecke, ...]
    elsewhere: tuple[tuple[str, Question], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    stellungnahme: Stellungnahme
    name: str
    in_agreement: tuple[str, ...]
    vorbemerkung: Text


@dataclass(frozen=True, slots=True)
class Chapter:
    antrag: Antrag
    anchor: str
    number: str
    askers: str
    signatories: str
    letters: tuple[Letter, ...]
    pairs: tuple[Pair, ...]
    begruendung: Text
    extension: Fristverlaengerung | None
    is_overdue: bool

    @property
    def running_title(self) -> str:
        return textwrap.shorten(self.antrag.titel, RUNNING_TITLE, placeholder=" …")

    @property
    def has_abschnitte(self) -> bool:
        return any(pair.abschnitt for pair in self.pairs)


def chapter(antrag: Antrag, citations: Citations, *, on: datetime.date) -> Chapter:
    """The inquiry as of the day ``on``. Its texts are cut in reading order, which is the register's order, too."""
    anchor = anchor_of(antrag)
    verweise: dict[str, list[Verweis]] = {}
    for verweis in antrag.verweise.all():
        verweise.setdefault(verweis.ort, []).append(verweis)

    citations.cut(antrag.titel, verweise.get(Verweis.Ort.TITEL, ()), antrag, "Titel", anchor)
    letters = tuple(_letter(letter, citations, antrag) for letter in antrag.stellungnahmen.all())
    rows = pair(antrag.fragen.all(), antrag.stellungnahmen.all())
    pairs = tuple(cut_pairs(antrag, rows, letter_names(antrag), citations))
    return Chapter(
        antrag=antrag,
        anchor=anchor,
        number=f"Drucksache {antrag.drucksache}" if antrag.drucksache_id else "Ohne Drucksachennummer",
        askers=askers_named(antrag.urheber.all(), antrag.fraktionen.all()),
        signatories=signatories_named(antrag.urheber.all()),
        letters=letters,
        pairs=pairs,
        begruendung=citations.cut(
            antrag.begruendung,
            verweise.get(Verweis.Ort.BEGRUENDUNG, ()),
            antrag,
            "Begründung",
            f"{anchor}-Begruendung",
        ),
        extension=max(antrag.fristverlaengerungen.all(), key=lambda row: row.neue_frist, default=None),
        is_overdue=antrag.is_overdue(on=on),
    )


def letter_names(antrag: Antrag) -> dict[int, str]:
    """What each letter (primary key) is called above its answers: with its date where there are several."""
    letters = antrag.stellungnahmen.all()
    return {letter.pk: _named(letter) if len(letters) > 1 else antrag.reply_noun for letter in letters}


def _named(letter: Stellungnahme) -> str:
    name = letter.get_art_display()
    return f"{name} vom {date_format(day, 'j. F Y')}" if (day := letter.schreiben_vom) else name


def _letter(letter: Stellungnahme, citations: Citations, antrag: Antrag) -> Letter:
    in_agreement = [ministerium.name for ministerium in letter.im_einvernehmen.all()]
    if letter.im_einvernehmen_gedruckt:
        in_agreement.append(letter.im_einvernehmen_gedruckt)
    verweise = [verweis for verweis in letter.verweise.all() if verweis.ort == Verweis.Ort.VORBEMERKUNG]
    anchor = f"{anchor_of(antrag)}-Vorbemerkung-{letter.pk}"
    vorbemerkung = citations.cut(letter.vorbemerkung, verweise, antrag, "Vorbemerkung", anchor)
    return Letter(letter, _named(letter), tuple(in_agreement), vorbemerkung)


def cut_pairs(antrag: Antrag, rows: Iterable[Row], names: dict[int, str], citations: Citations) -> Iterator[Pair]:
    """Rows of ``pairing`` cut for print; ``names`` are those of ``letter_names``. With a row come those that it calls
    earlier."""
    verweise = [verweis for verweis in antrag.verweise.all() if verweis.ort == Verweis.Ort.FRAGE]
    questions: dict[int, Question] = {}
    abschnitt = ""
    for row in rows:
        for frage in row.questions:
            questions[frage.pk] = _question(frage, antrag, citations, verweise)
        heading = row.questions[0].abschnitt if row.questions else abschnitt
        anchor = questions[row.questions[0].pk].anchor if row.questions else f"{anchor_of(antrag)}-{row.anchor}"
        yield Pair(
            questions=tuple(questions[frage.pk] for frage in row.questions),
            answers=tuple(_answer(given, antrag, citations, names, anchor) for given in row.answers_here),
            anchor=anchor,
            abschnitt="" if heading == abschnitt else heading,
            is_open=row.is_open,
            is_decision=State.DECISION in row.states,
            is_compact=_length(row) <= COMPACT,
            luecken=row.luecken,
            elsewhere=tuple(
                (_label(given, antrag, names), questions[row.earlier[given.antwort.pk].questions[0].pk])
                for given in row.answers
                if given.antwort.pk in row.earlier
            ),
        )
        abschnitt = heading


def _length(row: Row) -> int:
    return sum(len(frage.text) for frage in row.questions) + sum(len(given.antwort.text) for given in row.answers_here)


def _question(frage: Frage, antrag: Antrag, citations: Citations, verweise: Sequence[Verweis]) -> Question:
    heading = f"{antrag.question_noun} {frage.nummer}"
    anchor = anchor_of_question(antrag, frage.nummer)
    own = [verweis for verweis in verweise if verweis.frage_id == frage.pk]
    short = textwrap.shorten(frage.text, SHORT, placeholder=" …")
    return Question(frage, heading, short, anchor, citations.cut(frage.text, own, antrag, heading, anchor))


def _answer(given: Given, antrag: Antrag, citations: Citations, names: dict[int, str], anchor: str) -> Answer:
    antwort = given.antwort
    notes = []
    if given.unknown_numbers:
        notes.append(f"Die Anfrage enthält nicht: {questions_named(antrag, given.unknown_numbers)}.")
    if antwort.nur_verweis:
        notes.append("Die Antwort besteht nur aus einem Verweis.")
    place = f"Antwort zu {questions_named(antrag, given.numbers)}" if given.numbers else "Antwort ohne Nummer"
    return Answer(
        given=given,
        label=_label(given, antrag, names),
        text=citations.cut(antwort.text, given.stellungnahme.citations_in(antwort), antrag, place, anchor),
        notes=tuple(notes),
        changes=tuple((rewording, _in_words(rewording)) for rewording in given.rewordings),
    )


def _label(given: Given, antrag: Antrag, names: dict[int, str]) -> str:
    """ "Stellungnahme zu Ziffern 1 und 2", with its date when the inquiry has several letters."""
    name = names[given.stellungnahme.pk]
    return f"{name} zu {questions_named(antrag, given.numbers)}" if given.numbers else name


def _in_words(rewording: Rewording) -> str:
    """ "„beabsichtigt“ lautet dort „plant“": the difference for those who do not see strokes and lines."""
    changes = []
    words = list(rewording.words)
    while words:
        kind, text = words.pop(0)
        if kind == "asked" and words and words[0][0] == "repeated":
            asked, repeated = _without_same_stop(text, words.pop(0)[1])
            changes.append(f"„{asked}“ lautet dort „{repeated}“")
        elif kind == "asked":
            changes.append(f"„{text}“ fehlt dort")
        elif kind == "repeated":
            changes.append(f"„{text}“ steht nur dort")
    return "; ".join(changes)


def _without_same_stop(asked: str, repeated: str) -> tuple[str, str]:
    """A comma that ends both is no part of the difference."""
    if len(asked) > 1 and len(repeated) > 1 and asked[-1] == repeated[-1] and asked[-1] in ",;.:?":
        return asked[:-1], repeated[:-1]
    return asked, repeated
