"""The page "Vergleichen": what is stored beside what came, word by word, and what a clerk makes of it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from responses.desk import steps
from responses.desk.comparing import Difference, Side, compare
from responses.models import Eingang, Stellungnahme
from tests import factories
from tests.responses.desk.papers import ANSWERS, inquiry_text, letter, opened_inquiry
from tests.responses.desk.test_recognising import arrived

pytestmark = pytest.mark.django_db
Stand = Eingang.Stand


@pytest.fixture
def clerk(sachbearbeitung_client) -> Client:
    factories.ministerium()
    factories.fraktion()
    return sachbearbeitung_client


@pytest.fixture
def stored(clerk) -> Stellungnahme:
    """The reply as it was published, with another figure."""
    return factories.stellungnahme(
        opened_inquiry(number="17/4711"),
        {"1": "Es sind 400 Brücken.", "2": ANSWERS[1]},
        schreiben_vom="2025-09-01",
        aktenzeichen="VM3-12/7",
    )


@pytest.fixture
def known(stored) -> Eingang:
    return arrived(factories.user(role="Sachbearbeitung"), text=letter(), antrag=stored.antrag)


def page_of(client: Client, eingang: Eingang):
    return client.get(reverse("admin:responses_eingang_vergleichen", args=[eingang.pk]))


def decide(client: Client, eingang: Eingang, choice: str, value: object = "", version: int | None = None, **data):
    address = reverse("admin:responses_eingang_vergleichen", args=[eingang.pk])
    return client.post(address, {choice: value, "version": eingang.version if version is None else version} | data)


def test_both_stand_side_by_side_with_the_words_that_differ(clerk, known):
    page = page_of(clerk, known).content.decode()
    assert "Dieses Schreiben ist schon erfasst" in page
    assert '<del><span class="visually-hidden">nur vorhanden: </span>400</del>' in page
    assert '<ins><span class="visually-hidden">nur neu: </span>412</ins>' in page
    assert "VM3-12/7" in page
    for choice in ("verwerfen", "fassung", "antwort", "weiter"):
        assert f'name="{choice}"' in page


def test_a_known_paper_may_be_dismissed(clerk, known):
    response = decide(clerk, known, "verwerfen")
    assert f"/stapel/{known.stapel_id}/naechster/" in response.url
    known.refresh_from_db()
    assert known.stand == Stand.VERWORFEN


def test_it_may_be_a_corrected_version_of_the_published_letter(clerk, known, stored):
    assert decide(clerk, known, "fassung", stored.pk).url == known.get_absolute_url()
    known.refresh_from_db()
    assert (known.ersetzt, known.antrag, known.bekannt) == (stored, stored.antrag, "")
    assert [answer.text for answer in steps.current(known).paper.response.answers] == list(ANSWERS)


def test_it_may_be_a_further_reply_or_be_worked_on_all_the_same(clerk, known, stored):
    for choice in ("antwort", "weiter"):
        Eingang.objects.filter(pk=known.pk).update(bekannt="schon erfasst")
        known.refresh_from_db()
        assert decide(clerk, known, choice).url == known.get_absolute_url()
        known.refresh_from_db()
        assert (known.bekannt, known.antrag, known.ersetzt) == ("", stored.antrag, None)


def test_a_draft_is_not_replaced_by_a_version(clerk):
    antrag = opened_inquiry(number="17/4712", titel="Zweite Musteranfrage")
    factories.stellungnahme(antrag, {"1": "Ja."}, published=False, schreiben_vom="2025-09-01", aktenzeichen="VM3-12/7")
    eingang = arrived(factories.user(role="Sachbearbeitung"), text=letter(), antrag=antrag)
    assert 'name="fassung"' not in page_of(clerk, eingang).content.decode()
    draft = antrag.stellungnahmen.get()
    assert decide(clerk, eingang, "fassung", draft.pk).url == eingang.get_absolute_url().replace(
        "pruefen", "vergleichen"
    )
    eingang.refresh_from_db()
    assert eingang.ersetzt is None


# --- A new letter where one is already ------------------------------------------------------------------------

CORRECTED = letter(("Es sind 413 Brücken.", ANSWERS[1]), day="22. September 2025", reference="VM3-99")


def test_a_corrected_letter_leads_to_the_letter_that_it_may_correct(clerk, stored):
    response = clerk.post(reverse("admin:responses_eingang_erfassen"), {"text": CORRECTED})
    eingang = Eingang.objects.get()
    assert response.url == reverse("admin:responses_eingang_vergleichen", args=[eingang.pk])
    page = page_of(clerk, eingang).content.decode()
    assert "Das Schreiben wiederholt die Fragen einer Anfrage, zu der schon ein Schreiben erfasst ist" in page
    buttons = re.findall(r'<button type="submit" name="(\w+)"', page.split("vergleichen__tun")[1])
    assert buttons == ["fassung", "antwort", "weiter", "verwerfen"]
    assert "Als neue Fassung der Antwort vom 01.09.2025" in page
    decide(clerk, eingang, "fassung", stored.pk)
    eingang.refresh_from_db()
    assert (eingang.ersetzt, eingang.antrag, eingang.bekannt) == (stored, stored.antrag, "")


@pytest.mark.parametrize(("choice", "put"), [("antwort", True), ("weiter", False)])
def test_it_may_be_a_further_answer_or_another_paper_after_all(clerk, stored, choice, put):
    eingang = arrived(factories.user(role="Sachbearbeitung"), text=CORRECTED)
    assert decide(clerk, eingang, choice).url == eingang.get_absolute_url()
    eingang.refresh_from_db()
    assert (eingang.antrag, eingang.ersetzt) == (stored.antrag if put else None, None)


def test_of_several_letters_any_may_be_corrected(clerk, stored):
    second = factories.stellungnahme(stored.antrag, {"2": "Mehr."}, schreiben_vom="2025-10-02", art="ergaenzung")
    eingang = arrived(factories.user(role="Sachbearbeitung"), text=CORRECTED)
    page = page_of(clerk, eingang).content.decode()
    assert page.index("der Ergänzung vom 02.10.2025") < page.index("der Antwort vom 01.09.2025")
    decide(clerk, eingang, "fassung", stored.pk)
    eingang.refresh_from_db()
    assert eingang.ersetzt == stored != second


def test_where_several_inquiries_fit_each_is_compared_and_one_is_chosen(clerk, stored):
    waiting = opened_inquiry(titel="Eine zweite Anfrage mit denselben Fragen")
    eingang = arrived(factories.user(role="Sachbearbeitung"), text=CORRECTED)
    page = page_of(clerk, eingang).content.decode()
    assert "passt zu 2 Anfragen" in page
    assert "Als Antwort auf diese Anfrage" in page  # the newest stands first
    address = reverse("admin:responses_eingang_vergleichen", args=[eingang.pk])
    other = clerk.get(f"{address}?anfrage={stored.antrag_id}").content.decode()
    assert "Als neue Fassung der Antwort vom 01.09.2025" in other
    assert "Als neue Fassung" not in clerk.get(f"{address}?anfrage=0").content.decode()
    decide(clerk, eingang, "antwort", anfrage=waiting.pk)
    eingang.refresh_from_db()
    assert (eingang.antrag, eingang.ersetzt, eingang.bekannt) == (waiting, None, "")


def test_a_letter_to_an_inquiry_that_was_given_is_no_other_paper(clerk, stored):
    text = letter(("Es sind 413 Brücken.", ANSWERS[1]), day="22. September 2025")
    eingang = arrived(factories.user(role="Sachbearbeitung"), text=text, antrag=stored.antrag)
    page = page_of(clerk, eingang).content.decode()
    assert "hat dasselbe Aktenzeichen wie ein erfasstes" in page
    assert re.findall(r'<button type="submit" name="(\w+)"', page.split("vergleichen__tun")[1]) == [
        "fassung", "antwort", "verwerfen",
    ]  # fmt: skip


def test_the_page_needs_the_same_queries_however_many_inquiries_fit(clerk, stored, django_assert_num_queries):
    opened_inquiry()
    eingang = arrived(factories.user(role="Sachbearbeitung"), text=CORRECTED)
    with CaptureQueriesContext(connection) as asked:
        page_of(clerk, eingang)
    for _ in range(5):
        opened_inquiry()
    with django_assert_num_queries(len(asked)):
        page_of(clerk, eingang)


def test_what_a_letter_alone_does_not_say_is_not_shown_as_missing(clerk, stored):
    eingang = arrived(factories.user(role="Sachbearbeitung"), text=CORRECTED)
    comparison = page_of(clerk, eingang).context["comparison"]
    changed = [one.label for one in comparison.head if not one.is_same]
    assert not {"Art", "Drucksache", "Titel", "Datum"} & set(changed)
    assert [pair.number for pair in comparison.pairs if pair.answer and not pair.answer.is_same] == ["1"]
    assert all(pair.question.is_same for pair in comparison.pairs)


def test_an_inquiry_that_is_entered_is_compared_with_its_head_and_questions(clerk):
    opened_inquiry(number="17/4711", titel="Ein anderer Titel")
    eingang = arrived(factories.user(role="Sachbearbeitung"), text=inquiry_text())
    page = page_of(clerk, eingang).content.decode()
    assert ">Ein anderer Titel</del>" in page.replace('<span class="visually-hidden">nur vorhanden: </span>', "")
    assert "Wie viele Brücken im Land" in page
    assert 'name="antwort"' not in page


def test_a_double_on_the_desk_is_compared_with_the_first(clerk):
    account = factories.user(role="Sachbearbeitung")
    arrived(account, text=inquiry_text())
    eingang = arrived(account, text=inquiry_text())
    page = page_of(clerk, eingang).content.decode()
    assert "Derselbe Text ist schon in Arbeit" in page
    assert "Kopf, Fragen und Antworten sagen dasselbe." in page


def test_who_decides_on_an_older_state_is_told(clerk, known):
    decide(clerk, known, "verwerfen", version=known.version - 1)
    known.refresh_from_db()
    assert known.stand == Stand.GELESEN


def test_what_is_known_no_more_goes_on_to_checking(clerk, stored):
    eingang = arrived(factories.user(role="Sachbearbeitung"), text=inquiry_text(number="17/4715", title="Neu"))
    assert page_of(clerk, eingang).url == eingang.get_absolute_url()
    Eingang.objects.filter(pk=eingang.pk).update(stand=Stand.VERWORFEN)
    assert page_of(clerk, eingang).url == eingang.stapel.get_absolute_url()


def test_the_page_needs_the_same_queries_however_many_answers_there_are(clerk, known, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        page_of(clerk, known)


def test_a_comparison_names_what_is_only_on_one_side():
    comparison = compare(Side({"Titel": "A"}, {"1": "Frage"}, {"1": "Ja."}), Side({"Titel": "A"}, {"2": "Neu"}, {}))
    assert comparison.head == (Difference("Titel", "A", "A"),)
    assert [(pair.number, bool(pair.question), bool(pair.answer)) for pair in comparison.pairs] == [
        ("1", True, True),
        ("2", True, False),
    ]
    assert comparison.changes == 3
