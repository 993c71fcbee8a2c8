"""A reply is put to the only inquiry that fits and waits; where several fit all are told, and nothing is guessed."""

import pytest

from inquiries.reading import read_paper
from responses.desk.answered import Fitting, fitting, is_letter_alone
from tests import factories
from tests.responses.desk.papers import LETTER, QUESTIONS, TITLE, inquiry_text, letter, opened_inquiry

pytestmark = pytest.mark.django_db


def fits(text: str) -> Fitting:
    paper = read_paper(text)
    return fitting(text, paper, alone=is_letter_alone(paper))


def test_a_letter_that_repeats_the_questions_is_put_to_the_inquiry_that_asks_them():
    antrag = opened_inquiry(titel="Ganz anderer Titel der Anfrage")
    factories.antrag(fragen=["Wie viele Schulen im Land haben im Jahr 2024 eine neue Turnhalle bekommen?"])
    assert fits(LETTER).answered == antrag


def test_a_letter_that_fits_two_inquiries_is_put_to_none():
    both = (opened_inquiry(), opened_inquiry())
    found = fits(LETTER)
    assert (found.inquiries, found.answered) == (both[::-1], None)


def test_what_follows_narrows_down_what_fits_several():
    opened_inquiry()
    answered = opened_inquiry()
    factories.stellungnahme(answered, {"1": "Ja."}, aktenzeichen="VM3-12/7")
    assert fits(LETTER).only == answered
    named = opened_inquiry(number="17/4711")
    opened_inquiry(number="17/4712")
    assert fits(f"Kleine Anfrage Drucksache 17/4711\n\n{letter(reference='VM3-1')}").answered == named


def test_an_inquiry_that_is_answered_waits_for_no_letter():
    antrag = opened_inquiry()
    factories.stellungnahme(antrag, {"1": "Ja."})
    assert (fits(LETTER).only, fits(LETTER).answered) == (antrag, None)


BARE = "\n\nZu 1.:\n\nEs sind 412 Brücken. Siehe Drucksache 17/20.\n\nZu 2.:\n\nVorgesehen sind 80 Millionen Euro.\n"


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        pytest.param("Kleine Anfrage der Abg. Erika Muster, Drucksache 17/4711", True, id="number"),
        pytest.param(f"Kleine Anfrage der Abg. Erika Muster\n– {TITLE}", True, id="subject"),
        pytest.param("Kleine Anfrage, Drucksachen 17/4711 und 17/20", False, id="two-numbers"),
        pytest.param("Kleine Anfrage der Abg. Erika Muster", False, id="neither"),
    ],
)
def test_a_letter_is_put_to_the_inquiry_that_its_opening_names(opening, found):
    antrag = opened_inquiry(number="17/4711")
    factories.antrag(number="17/20", titel="Eine andere Anfrage zu den Schulen", fragen=["Wie viele Schulen?"])
    assert fits(opening + BARE).answered == (antrag if found else None)


@pytest.mark.parametrize(
    "opening",
    [
        pytest.param(f"Betreff: Kleine Anfrage der Abg. Erika Muster – {TITLE}", id="betreff"),
        pytest.param(f"Kleine Anfrage „{TITLE}“", id="quoted"),
        pytest.param("Kleine Anfrage\n- Musteranfrage zu\nden Brücken im Land", id="two-lines"),
    ],
)
def test_the_title_of_an_answered_inquiry_is_found_in_the_subject_of_a_letter(opening):
    antrag = opened_inquiry()
    factories.stellungnahme(antrag, {"1": "Ja."})
    assert fits(opening + BARE).only == antrag


@pytest.mark.parametrize("heading", ["Zu 1.:", "Antwort zu Frage 1:", "Zu den Fragen 1 bis 3:", "1.", "zu Ziffer 2a)"])
def test_what_an_answer_cites_says_nothing_of_the_inquiry(heading):
    factories.antrag(number="17/20", titel="Eine andere Anfrage zu den Schulen", fragen=["Wie viele Schulen?"])
    assert fits(f"{heading}\n\nEs sind 412 Brücken, siehe Drucksache 17/20.\n").inquiries == ()


def test_a_supplement_is_put_to_the_inquiry_that_it_supplements():
    antrag = factories.antrag(number="17/4711")
    factories.stellungnahme(antrag, {"1": "Ja."})
    text = "Ergänzende Antwort\n\ndes Ministeriums für Verkehr\n\nzu der Kleinen Anfrage Drucksache 17/4711" + BARE
    assert fits(text).answered == antrag


def test_an_inquiry_answers_none():
    opened_inquiry(number="17/4712")
    assert fits(inquiry_text(number="17/4713")) == Fitting()


def test_a_whole_paper_is_not_put_to_an_inquiry_that_asks_only_some_of_its_questions():
    factories.antrag(number="16/4712", fragen=QUESTIONS[:1], titel="Vor Jahren gefragt")
    assert fits(inquiry_text(number="17/4713", answers=("Ja.", "Nein."))).inquiries == ()


def test_what_fits_is_found_in_the_same_queries_however_much_is_stored(django_assert_max_num_queries):
    for at in range(20):
        antrag = opened_inquiry(number=f"17/{at + 1}", titel=f"Anfrage {at} zu einem anderen Gegenstand")
        factories.stellungnahme(antrag, {"1": "Ja."})
    with django_assert_max_num_queries(6):
        assert len(fits(LETTER).inquiries) == 10
