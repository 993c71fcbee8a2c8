"""What is here already is recognised, and a reply is put to the only inquiry that fits; nothing else is guessed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inquiries.models import Datei, Source
from inquiries.models.datei import digest
from inquiries.reading import read_paper
from responses.desk.arriving import Purpose, receive
from responses.desk.reading_in import begin_unread, go_on, read_as_reply, read_in
from responses.desk.recognising import answered_inquiry
from responses.models import Eingang
from tests import factories
from tests.responses.desk.papers import ANSWERS, LETTER, QUESTIONS, TITLE, inquiry_text, letter, opened_inquiry

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    factories.ministerium()
    factories.fraktion()
    return factories.user(role="Sachbearbeitung")


class File:
    refusal = ""

    def __init__(self, content: bytes, name: str = "brief.txt") -> None:
        self.content, self.name = content, name

    def read(self) -> bytes:
        return self.content


def arrived(clerk, *, text: str = "", content: bytes = b"", **purpose) -> Eingang:
    batch = receive(clerk, text=text, files=[File(content)] if content else [], purpose=Purpose(**purpose))
    eingang = batch.eingaenge.get()
    read_in(eingang.pk)
    eingang.refresh_from_db()
    return eingang


def source_of(text: str, **columns) -> Source:
    return Source.objects.create(text=text, sha256=digest(text.encode()), **columns)


# --- Known --------------------------------------------------------------------------------------------------


def test_the_same_bytes_are_known_as_what_was_read_from_them(clerk):
    content = inquiry_text(title="Anderer Titel, andere Sache").encode()
    source = Source.objects.create(text="anders", sha256=digest(content), datei=Datei.objects.keep(content))
    factories.antrag(number="17/99", source=source)
    eingang = arrived(clerk, content=content)
    assert eingang.bekannt.startswith("Dieselbe Datei ist schon gespeichert: Kleine Anfrage 17/99 „Musteranfrage")
    assert eingang.stand == Eingang.Stand.GELESEN


def test_the_same_text_is_known_whatever_file_it_came_in(clerk):
    antrag = factories.antrag(number="17/99")
    factories.stellungnahme(antrag, {"1": "Ja."}, source=source_of(inquiry_text(number="17/98")))
    assert arrived(clerk, text=inquiry_text(number="17/98")).bekannt.startswith("Derselbe Text ist schon gespeichert")
    file = arrived(clerk, content=inquiry_text(number="17/98").encode("utf-16"))
    assert file.bekannt.startswith("Derselbe Text ist schon gespeichert")
    assert ", mit Antwort" in file.bekannt


def test_a_source_that_nothing_is_left_of_is_new(clerk):
    source_of(inquiry_text())
    assert arrived(clerk, text=inquiry_text()).bekannt == ""


def test_of_two_on_the_desk_the_later_one_is_known(clerk):
    first = arrived(clerk, content=inquiry_text().encode())
    same_file = arrived(clerk, content=inquiry_text().encode())
    same_text = arrived(clerk, text=inquiry_text())
    assert first.bekannt == ""
    assert same_file.bekannt.startswith("Dieselbe Datei ist schon in Arbeit: brief.txt")
    assert same_text.bekannt.startswith("Derselbe Text ist schon in Arbeit: brief.txt")


def test_a_dismissed_paper_may_come_again(clerk):
    first = arrived(clerk, text=inquiry_text())
    Eingang.objects.filter(pk=first.pk).update(stand=Eingang.Stand.VERWORFEN)
    assert arrived(clerk, text=inquiry_text()).bekannt == ""


@pytest.mark.parametrize("answered", [False, True])
def test_the_same_number_is_known_with_or_without_reply(clerk, answered):
    antrag = opened_inquiry(number="17/4711", titel="Von Hand mit anderem Titel erfasst")
    if answered:
        factories.stellungnahme(antrag, {"1": "Ja."})
    eingang = arrived(clerk, text=inquiry_text(answers=ANSWERS if answered else ()))
    assert eingang.bekannt.startswith("Drucksache 17/4711 ist schon erfasst: Kleine Anfrage 17/4711")


def test_an_inquiry_without_number_is_known_by_title_and_questions(clerk):
    opened_inquiry()
    eingang = arrived(clerk, text=inquiry_text().replace("Drucksache 17/4711", ""))
    assert eingang.bekannt.startswith("Eine Anfrage dieses Titels mit diesen Fragen ist schon erfasst")
    other = inquiry_text().replace("Drucksache 17/4711", "").replace("fünfzig", "sechzig")
    assert arrived(clerk, text=other).bekannt == ""


def test_a_letter_of_the_same_day_and_aktenzeichen_is_known(clerk):
    antrag = opened_inquiry(number="17/4711")
    stored = factories.stellungnahme(antrag, {"1": "Ja."}, schreiben_vom="2025-09-01", aktenzeichen="VM3-12/7")
    eingang = arrived(clerk, text=LETTER, antrag=antrag)
    assert eingang.bekannt.startswith("Dieses Schreiben ist schon erfasst: Kleine Anfrage 17/4711")
    assert "vom 01.09.2025" in eingang.bekannt
    assert arrived(clerk, text=letter(reference="VM3-12/8"), antrag=antrag).bekannt == ""
    corrected = arrived(clerk, text=letter(("Es sind 413 Brücken.", ANSWERS[1])), antrag=antrag, ersetzt=stored)
    assert corrected.bekannt == ""


def test_a_reply_to_an_inquiry_that_waits_is_not_known_but_put_to_it(clerk):
    antrag = opened_inquiry(number="17/4711")
    eingang = arrived(clerk, text=inquiry_text(answers=ANSWERS))
    assert (eingang.bekannt, eingang.antrag) == ("", antrag)


# --- Which inquiry a letter answers -------------------------------------------------------------------------


def proposed(text: str):
    return answered_inquiry(text, read_paper(text))


def test_a_letter_that_repeats_the_questions_is_put_to_the_inquiry_that_asks_them():
    antrag = opened_inquiry(titel="Ganz anderer Titel der Anfrage")
    factories.antrag(fragen=["Wie viele Schulen im Land haben im Jahr 2024 eine neue Turnhalle bekommen?"])
    assert proposed(LETTER) == antrag


def test_a_letter_that_fits_two_inquiries_is_put_to_none():
    opened_inquiry()
    opened_inquiry()
    assert proposed(LETTER) is None


def test_an_inquiry_that_is_answered_waits_for_no_letter():
    factories.stellungnahme(opened_inquiry(), {"1": "Ja."})
    assert proposed(LETTER) is None


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
    assert proposed(opening + BARE) == (antrag if found else None)


def test_a_supplement_is_put_to_the_inquiry_that_it_supplements():
    antrag = factories.antrag(number="17/4711")
    factories.stellungnahme(antrag, {"1": "Ja."})
    text = "Ergänzende Antwort\n\ndes Ministeriums für Verkehr\n\nzu der Kleinen Anfrage Drucksache 17/4711" + BARE
    assert proposed(text) == antrag


def test_an_inquiry_answers_none():
    opened_inquiry(number="17/4712")
    assert proposed(inquiry_text(number="17/4713")) is None


# --- What a clerk says of it --------------------------------------------------------------------------------


def test_a_letter_without_a_hint_is_read_as_the_reply_that_a_clerk_says(clerk):
    antrag = opened_inquiry(number="17/4711")
    eingang = arrived(clerk, content=b"Es sind 412 Bauwerke.\n\nEin Wort dazu.\n")
    assert eingang.stand == Eingang.Stand.FEHLER
    eingang = read_as_reply(eingang, antrag, by=clerk)
    assert (eingang.stand, eingang.antrag, eingang.fehler) == (Eingang.Stand.GELESEN, antrag, "")


def test_a_clerk_may_work_on_a_text_in_which_nothing_was_recognised(clerk):
    eingang = begin_unread(arrived(clerk, content=b"Sehr geehrte Damen und Herren."), by=clerk)
    assert (eingang.stand, eingang.text, eingang.offen > 0) == (
        Eingang.Stand.GELESEN,
        "Sehr geehrte Damen und Herren.",
        True,
    )


def test_a_known_paper_may_be_worked_on_all_the_same(clerk):
    opened_inquiry(number="17/4711")
    eingang = arrived(clerk, text=inquiry_text())
    assert eingang.bekannt
    assert go_on(eingang, by=clerk).bekannt == ""


def test_reading_needs_the_same_queries_however_much_is_stored(clerk):
    few = queries_to_read(clerk)
    for at in range(10, 20):
        opened_inquiry(number=f"17/{at}", titel=f"Anfrage {at} zu einem anderen Gegenstand")
    assert queries_to_read(clerk) <= few + 1  # that for the rows of the two that fit


def queries_to_read(clerk) -> int:
    batch = receive(clerk, text=f"{QUESTIONS[0]} {Eingang.objects.count()}", purpose=Purpose())
    with CaptureQueriesContext(connection) as asked:
        read_in(batch.eingaenge.get().pk)
    return len(asked)
