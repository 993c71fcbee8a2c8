"""Whatever the text: never a crash, never a word lost or added, never more than linear work."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import inquiries.reading
from inquiries.reading import Question, Span, read_paper
from inquiries.reading.references import find_references
from tests.inquiries.reading.corpus import compose
from tests.inquiries.reading.damage import DAMAGES
from tests.inquiries.reading.forms import compose_forms
from tests.inquiries.reading.invariants import assert_faithful
from tests.inquiries.reading.marked import marked_papers, pasted_letters
from tests.inquiries.reading.replies import cut_reply
from tests.inquiries.reading.score import uncovered

MARKED = [paper.text for paper in marked_papers()]
LETTERS = pasted_letters()
ASKED = tuple(
    Question(str(number), f"Wie viele Brücken hat die Straße {number}?", Span(0, 0)) for number in range(1, 9)
)
SIGNS = st.sampled_from(
    ["*)", "**", "Zu 1.:\n", "\n1.\n", "\n\n", "\n- 2 -\n", "(", "\x00", "\u00ad", "\f", "1. ", "a) ", "II. ", "\r\n",
     "Landtag von Baden-Württemberg Drucksache 17 / 1", "Kleine Anfrage\ndes Abg. A B SPD\n", "8.8.2025\n", "\ud800",
     "Mit Schreiben vom 1. Mai 2025 ", "wie folgt:", "Anlage\n", "\nBegründung\n", "31.2.2025 ",
     "\ufffd", "\u0308", "\ufffe", "\ufb01", "\\*", "Impressum\n", "      ",
     "Drucksache 17 / 1 Landtag von Baden-Württemberg "]
)  # fmt: skip
ANY_PAPER = st.one_of(
    st.integers(0, 5000).map(lambda seed: compose(seed).text),
    st.integers(0, 5000).map(lambda seed: compose_forms(seed).text),
    st.sampled_from(MARKED),
)


@contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Ends what would go on for ever; by computing time and with a wide margin, so that a busy machine ends nothing."""

    def give_up(number, frame):
        raise AssertionError(f"not done after {seconds} seconds of computing")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("first", [0, 40, 80])
@pytest.mark.parametrize("make", [compose, compose_forms], ids=["layouts", "forms"])
def test_each_synthetic_paper_keeps_every_word(make, first):
    for seed in range(first, first + 40):
        assert_faithful(make(seed).text)


def test_each_paper_written_by_hand_keeps_every_word():
    for text in MARKED:
        assert_faithful(text)


@settings(max_examples=100, deadline=None)
@given(text=ANY_PAPER, damages=st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=3), seed=st.integers(0, 2**16))
def test_a_damaged_paper_loses_no_word_and_gets_none(text, damages, seed):
    for damage in damages:
        text = damage(text, Random(seed))
    assert_faithful(text)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_no_damage_of_any_kind_costs_or_adds_a_word(damage):
    for seed in range(6):
        assert_faithful(damage(compose(seed).text, Random(seed)))


@settings(max_examples=40, deadline=None)
@given(text=ANY_PAPER, inserted=st.lists(st.tuples(st.integers(0, 9999), SIGNS), max_size=6))
def test_a_paper_with_signs_thrown_in(text, inserted):
    for place, signs in inserted:
        text = text[:place] + signs + text[place:]
    assert_faithful(text)


@settings(max_examples=120, deadline=None)
@given(text=st.one_of(st.text(max_size=300), st.lists(SIGNS, max_size=30).map("".join)))
def test_any_text_at_all(text):
    assert_faithful(text)


def test_each_reply_to_known_questions_keeps_every_word():
    for letter in LETTERS:
        assert_faithful(letter.text, asked=letter.asked)
    for reply in filter(None, map(cut_reply, range(80))):
        assert_faithful(reply.text, asked=reply.asked)


@settings(max_examples=60, deadline=None)
@given(
    letter=st.sampled_from(LETTERS),
    damages=st.lists(st.sampled_from(DAMAGES), max_size=2),
    inserted=st.lists(st.tuples(st.integers(0, 999), SIGNS), max_size=4),
    seed=st.integers(0, 2**16),
)
def test_a_damaged_letter_to_known_questions_loses_no_word_and_gets_none(letter, damages, inserted, seed):
    text = letter.text
    for damage in damages:
        text = damage(text, Random(seed))
    for place, signs in inserted:
        text = text[:place] + signs + text[place:]
    assert_faithful(text, asked=letter.asked)


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(ANY_PAPER, st.lists(SIGNS, max_size=30).map("".join)))
def test_any_text_is_read_to_known_questions(text):
    assert_faithful(text, asked=ASKED)


def _calls(text: str, asked: Sequence[Question] = ()) -> int:
    """Calls of Python functions while a text is read: work that no busy machine can blur."""
    count = 0

    def tick(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        read_paper(text, asked=asked)
    finally:
        sys.setprofile(before)
    return count


GROWING = {
    "a paper again and again": lambda times: compose(1).text * times,
    "numbered lines": lambda times: "Ich frage die Landesregierung:\n" + "1. Wie?\n" * 60 * times,
    "answer headings": lambda times: "Antwort\n" + "Zu 1.:\nJa.\n" * 60 * times,
    "page headers": lambda times: "Landtag von Baden-Württemberg Drucksache 17 / 1 und " * 60 * times,
    "imprints": lambda times: "Drucksachen und Plenarprotokolle sind im Internet " * 60 * times,
    "title blocks": lambda times: "Antrag\nder Abg. A B SPD\nTitel\n\n" * 40 * times,
    "title blocks with headers": lambda times: (
        "Landtag von Baden-Württemberg\n17. Wahlperiode\nDrucksache 17 / 1\nAntrag\nder Abg. A B SPD\nTitel\n\n"
        * 20 * times
    ),
    "closings": lambda times: "Antwort\nZu 1.:\n" + "Muster\nMinister\n" * 60 * times,
    "sections": lambda times: "Ich frage die Landesregierung:\n" + "I. Haushalt\n1. Wie?\n" * 60 * times,
    "one endless line": lambda times: "Zu 1., 2. und 3. wird auf 17/1 vom 8.8.2025 verwiesen; " * 60 * times,
    "openings of letters": lambda times: "Mit Schreiben vom 1. Mai 2025 beantwortet das Ministerium \n" * 40 * times,
    "questions in one line": lambda times: (
        "Ich frage die Landesregierung: " + " ".join(f"{n}. Wie viele sind es?" for n in range(60 * times))
    ),
    "answers in one line": lambda times: "Antwort " + "Zu 1.: Es sind viele. " * 60 * times,
    "form feeds": lambda times: "\f" * 200 * times,
    "openings": lambda times: "Ich frage die Landesregierung:\n" * 60 * times,
    "asterisks alone": lambda times: "*\n" * 100 * times,
    "footnotes": lambda times: "*) Nach Ablauf der Frist eingegangen.\n" * 60 * times,
    "notes at the foot": lambda times: "Es gibt Kosten1.\n1 Stand: heute\n\f" * 40 * times,
    "table rows": lambda times: "2015\t17\t33\n" * 60 * times,
    "names": lambda times: "Antrag\nder Abg. " + "A B, " * 60 * times + "SPD\n",
    "ministries": lambda times: "Das " + "Ministerium für Verkehr und das " * 60 * times + "beantwortet wie folgt:",
}  # fmt: skip


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING.keys())
def test_work_grows_with_the_length_of_the_text(make):
    read_paper(make(1))  # what is computed once is no growth
    assert _calls(make(16)) < 6.5 * _calls(make(4))


GROWING_REPLIES = {
    "a letter again and again": lambda times: "Zu 1.:\nJa. Sie hat\n3 Brücken.\nZu 2.:\nNein.\n\n" * 20 * times,
    "bare numbers": lambda times: "1. Ja.\n2. Nein.\n" * 30 * times,
    "lists": lambda times: "Es gilt:\n1. eins,\n2. zwei\n" * 30 * times,
    "on one line": lambda times: "1. Wie viele Brücken hat die Straße 1? Es sind drei. Zu 2.: Vier. " * 20 * times,
    "joint statements": lambda times: "Die Fragen 1 und 2 werden gemeinsam beantwortet.\n" * 40 * times,
    "questions in other words": lambda times: "Wie viele Brücken gibt es an der Straße?\nDrei.\n" * 30 * times,
    "quoted lines": lambda times: "> Zu 1.:\n> Ja.\n" * 40 * times,
    "page headers": lambda times: "Landtag von Baden-Württemberg Drucksache 17 / 1 3 und " * 40 * times,
}


@pytest.mark.parametrize("make", GROWING_REPLIES.values(), ids=GROWING_REPLIES.keys())
def test_work_on_a_reply_alone_grows_with_its_length(make):
    read_paper(make(1), asked=ASKED)
    assert _calls(make(16), ASKED) < 6.5 * _calls(make(4), ASKED)


def test_work_on_a_reply_alone_grows_with_its_questions():
    def calls(count: int) -> int:
        paper = read_paper(_large(count))
        text = "\n".join(f"{question.number}. {question.text}\nEs sind drei." for question in paper.questions)
        return _calls(text, paper.questions)

    assert calls(200) < 5.5 * calls(50)


def _large(questions: int) -> str:
    """A Große Anfrage with each question repeated above its answer."""
    asked = [f"{n}. Wie viele Brücken der Straße {n} in Musterstadt wurden saniert?" for n in range(1, questions + 1)]
    answered = [f"{question}\nZu {n}.:\nEs sind {n} Brücken." for n, question in enumerate(asked, start=1)]
    head = "Große Anfrage\nder Fraktion der SPD\n\nBrücken\n\nWir fragen die Landesregierung:\n"
    opening = "Antwort\n\nMit Schreiben vom 8. Juni 2022 beantwortet das Ministerium die Anfrage wie folgt:\n"
    return "\n".join([head, *asked, opening, *answered, "Muster\nMinister"])


def test_work_grows_with_the_questions_of_a_grosse_anfrage():
    read_paper(_large(10))
    assert _calls(_large(400)) < 4.8 * _calls(_large(100))


ENDLESS = {
    "ten megabytes of digits": "1" * 10_000_000,
    "counting digits": "1234567890" * 100_000,
    "blanks": " " * 1_000_000,
    "line ends": "\n" * 300_000,
    "form feeds": "\f" * 50_000,
    "broken words": "a- " * 30_000,
    "asterisks": "*" * 300_000,
    "asterisks in lines": "*\n" * 50_000,
    "brackets": "(" * 1_000_000,
    "hyphens": "-" * 300_000,
    "letters": "a" * 1_000_000,
    "letters apart": "a b c d " * 10_000,
    "labels of papers": "Drucksache 17/" * 10_000,
    "numbers of questions": "1.\n" * 20_000,
    "headings of questions": "Frage 1:\n" * 10_000,
    "headings of answers": "Zu 1.:\n" * 5_000,
    "lone surrogates": "\ud800" * 300_000,
    "marks without letters": "\u0308" * 300_000,
    "one long line": "Die Landesregierung sagt, es seien 3 von 12. " * 2_000,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_monotonous_texts_are_read_in_one_go(text):
    with patience(100):
        assert uncovered(text, read_paper(text)) is None
        find_references(text)


@pytest.mark.parametrize("name", ["counting digits", "numbers of questions", "headings of answers", "one long line"])
def test_monotonous_texts_are_read_to_known_questions_in_one_go(name):
    with patience(100):
        assert uncovered(ENDLESS[name], read_paper(ENDLESS[name], asked=ASKED)) is None


def _patterns() -> set[re.Pattern[str]]:
    """Every pattern that a module of the package holds."""
    found = set()
    for module in pkgutil.iter_modules(inquiries.reading.__path__):
        for held in vars(importlib.import_module(f"inquiries.reading.{module.name}")).values():
            several = held if isinstance(held, tuple) else (held,)
            found.update(one for one in several if isinstance(one, re.Pattern))
    return found


NEARLY = ["a", "A", "1", " ", "\n", "1. ", "A b, ", "Zu den Fragen 1, 2 und ", "(", "im Einvernehmen mit dem "]


def test_what_nearly_matches_keeps_no_pattern_busy():
    """Squares of these lengths are read in no time; cubes and powers are not."""
    patterns = _patterns()
    assert len(patterns) > 100
    for pattern in patterns:
        with patience(8):
            for sign in NEARLY:
                text = sign * (2000 // len(sign)) + "!"
                assert sum(len(match[0]) for match in pattern.finditer(text)) <= len(text)
