"""What is here already is recognised, and what may correct or add to it; nothing is decided by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inquiries.models import Datei, Source
from inquiries.models.datei import digest
from responses.desk.arriving import Purpose, receive
from responses.desk.reading_in import begin_unread, go_on, read_as_reply, read_in
from responses.models import Eingang
from responses.publishing import withdraw
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


# --- Which letter it may correct ----------------------------------------------------------------------------

CORRECTED = ("Es sind 413 Brücken.", ANSWERS[1])


@pytest.fixture
def answered(clerk):
    """An inquiry without a number, and the published letter that answers it."""
    return factories.stellungnahme(
        opened_inquiry(), {"1": "Es sind 412 Brücken."}, schreiben_vom="2025-09-01", aktenzeichen="VM3-12/7"
    )


SUBJECT = f"Kleine Anfrage der Abg. Erika Muster\n- {TITLE}\n\n"
BARE = "Zu 1.:\n\nEs sind 413 Brücken.\n\nZu 2.:\n\nVorgesehen sind 80 Millionen Euro.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(letter(CORRECTED, reference="VM3-1"), "wiederholt die Fragen", id="questions"),
        pytest.param(
            "Mit Schreiben vom 22. September 2025 Nr. VM3-12/7 beantwortet das Ministerium für Verkehr die Kleine "
            f"Anfrage wie folgt:\n\n{BARE}", "hat dasselbe Aktenzeichen", id="aktenzeichen",
        ),
        pytest.param(f"{SUBJECT}Sehr geehrte Frau Präsidentin,\n\n{BARE}", "nennt den Titel", id="subject"),
    ],
)  # fmt: skip
def test_a_corrected_letter_is_recognised_and_put_to_nothing_by_itself(clerk, answered, text, said):
    eingang = arrived(clerk, text=text)
    assert eingang.bekannt.startswith(f"Das Schreiben {said}")
    assert eingang.bekannt.endswith(f"Kleine Anfrage „{TITLE}“, mit Antwort vom 01.09.2025")
    assert (eingang.antrag, eingang.ersetzt) == (None, None)


def test_a_letter_that_names_an_answered_inquiry_is_not_put_to_it_in_silence(clerk, answered):
    antrag = factories.antrag(number="17/4711", titel="Eine andere Anfrage")
    factories.stellungnahme(antrag, {"1": "Ja."}, published=False)
    eingang = arrived(clerk, text=f"Kleine Anfrage Drucksache 17/4711\n\n{BARE}")
    assert eingang.bekannt.endswith("Kleine Anfrage 17/4711 „Eine andere Anfrage“, mit Antwort (Entwurf)")


def test_a_supplement_that_says_so_is_put_to_the_inquiry_although_it_is_answered(clerk, answered):
    text = letter(CORRECTED, reference="VM3-99").replace("Mit Schreiben", "Ergänzende Antwort\n\nMit Schreiben")
    eingang = arrived(clerk, text=text)
    assert (eingang.bekannt, eingang.antrag) == ("", answered.antrag)


def test_a_later_letter_of_the_same_aktenzeichen_is_compared_although_its_inquiry_was_given(clerk, answered):
    text = letter(CORRECTED, day="22. September 2025")
    assert arrived(clerk, text=text, antrag=answered.antrag, ersetzt=answered).bekannt == ""
    again = arrived(clerk, text=f"{text}\n", antrag=answered.antrag)
    assert again.bekannt.startswith("Das Schreiben hat dasselbe Aktenzeichen")


def test_a_letter_that_fits_several_inquiries_waits_for_somebody_to_choose(clerk, answered):
    opened_inquiry(number="17/4711")
    eingang = arrived(clerk, text=letter(CORRECTED, reference="VM3-99"))
    assert eingang.bekannt == "Das Schreiben passt zu 2 Anfragen. Bitte wählen, welche es beantwortet"
    assert eingang.antrag is None


def test_a_withdrawn_letter_that_comes_again_is_recognised(clerk, answered):
    withdraw(answered, by=clerk, at=timezone.now(), grund="Falsche Zahl.")
    eingang = arrived(clerk, text=letter())
    assert eingang.bekannt.endswith("mit Antwort vom 01.09.2025 (zurückgezogen)")


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
    for at in range(10, 12):
        opened_inquiry(number=f"17/{at}", titel=f"Anfrage {at} zu einem anderen Gegenstand")
    few = queries_to_read(clerk)
    for at in range(12, 22):
        opened_inquiry(number=f"17/{at}", titel=f"Anfrage {at} zu einem anderen Gegenstand")
    assert queries_to_read(clerk) == few


def queries_to_read(clerk) -> int:
    batch = receive(clerk, text=f"{QUESTIONS[0]} {Eingang.objects.count()}", purpose=Purpose())
    with CaptureQueriesContext(connection) as asked:
        read_in(batch.eingaenge.get().pk)
    return len(asked)
