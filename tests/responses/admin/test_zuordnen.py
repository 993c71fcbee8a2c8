"""The page "Anfrage angeben": the inquiry is found by what a clerk knows of it, and chosen."""

import pytest
from django.test import Client
from django.urls import reverse

from responses.desk import steps
from responses.desk.inquiry_search import search_inquiries
from responses.models import Eingang
from tests import factories
from tests.responses.desk.papers import ANSWERS, TITLE, inquiry_text, letter, opened_inquiry
from tests.responses.desk.test_checks import SUPPLEMENT
from tests.responses.desk.test_recognising import arrived

pytestmark = pytest.mark.django_db
Stand = Eingang.Stand
NOTHING = b"Guten Tag, anbei nichts."


@pytest.fixture
def clerk(sachbearbeitung_client) -> Client:
    factories.ministerium()
    factories.fraktion()
    return sachbearbeitung_client


@pytest.fixture
def account(clerk):
    return factories.user(role="Sachbearbeitung")


@pytest.fixture
def answered():
    """An inquiry without a number, and its letter."""
    return factories.stellungnahme(
        opened_inquiry(), {"1": "Ja."}, schreiben_vom="2025-09-01", aktenzeichen="VM3-0141.5/12"
    )


def address_of(eingang: Eingang) -> str:
    return reverse("admin:responses_eingang_zuordnen", args=[eingang.pk])


def found(text: str) -> list[int]:
    return [one.antrag.pk for one in search_inquiries(text, on=factories.datetime.date(2025, 10, 1))]


@pytest.mark.parametrize(
    "text",
    ["17/4711", "Drs. 17 / 4711", "Radweg", "Ausbau der Radwege", "Radwge", "VM7-12/99", "vm7-12", "Rita Vorlage"],
)
def test_an_inquiry_is_found_by_what_is_known_of_it(answered, text):
    asker = [("Rita Vorlage", None)]
    antrag = factories.antrag(number="17/4711", titel="Ausbau der Radwege im Land", fragen=["Wie?"], askers=asker)
    factories.stellungnahme(antrag, {"1": "Ja."}, aktenzeichen="VM7-12/99", published=False)
    assert found(text) == [antrag.pk]


def test_a_number_finds_what_bears_it_and_not_what_cites_it(answered):
    factories.antrag(number="17/4713", fragen=["Wie ist der Stand nach Drucksache 17/4712?"])
    assert found("17/4712") == []
    supplement = factories.drucksache("17/4712")
    factories.stellungnahme(answered.antrag, {"1": "Mehr."}, drucksache=supplement, art="ergaenzung")
    assert found("17/4712") == [answered.antrag_id]


def test_a_paper_is_put_to_an_inquiry_without_a_number(clerk, account):
    antrag = opened_inquiry()
    eingang = arrived(account, content=NOTHING)
    page = clerk.get(address_of(eingang)).content.decode()
    assert NOTHING.decode() in page
    assert "Als Antwort lesen" not in page
    page = clerk.get(address_of(eingang), {"suche": "Brücken im Land"}).content.decode()
    assert f'name="anfrage" value="{antrag.pk}"' in page
    assert clerk.post(address_of(eingang), {"anfrage": antrag.pk}).url == eingang.get_absolute_url()
    eingang.refresh_from_db()
    assert (eingang.stand, eingang.antrag) == (Stand.GELESEN, antrag)


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        ("", 400, "Bitte angeben, wonach gesucht werden soll."),
        ("17/9", 200, "Zu „17/9“ ist keine Anfrage erfasst."),
        ("x" * 300, 400, "höchstens 200 Zeichen"),
        ("a\0b", 400, "Nullzeichen"),
        ("<b>", 200, "Zu „&lt;b&gt;“ ist keine Anfrage erfasst."),
    ],
)
def test_what_finds_nothing_is_said(clerk, account, words, status, sentence):
    eingang = arrived(account, content=NOTHING)
    response = clerk.get(address_of(eingang), {"suche": words})
    assert (response.status_code, sentence in response.content.decode()) == (status, True)


@pytest.mark.parametrize("data", [{"anfrage": "0"}, {"anfrage": "x"}, {"fassung": "0"}, {}])
def test_a_choice_that_is_none_changes_nothing(clerk, account, data):
    eingang = arrived(account, content=NOTHING)
    assert clerk.post(address_of(eingang), data).status_code == 400
    eingang.refresh_from_db()
    assert (eingang.stand, eingang.antrag) == (Stand.FEHLER, None)


def test_where_a_letter_is_the_paper_may_be_a_new_version_of_it(clerk, account, answered):
    eingang = arrived(account, content=NOTHING)
    page = clerk.get(address_of(eingang), {"suche": "VM3-0141.5/12"}).content.decode()
    assert "Als weitere Antwort lesen" in page
    assert "Als neue Fassung der Antwort vom 01.09.2025 lesen" in page
    clerk.post(address_of(eingang), {"fassung": answered.pk})
    eingang.refresh_from_db()
    assert (eingang.antrag, eingang.ersetzt) == (answered.antrag, answered)


def test_what_fits_by_itself_is_offered_at_once(clerk, account, answered):
    eingang = arrived(account, text=letter())
    page = clerk.get(address_of(eingang)).content.decode()
    assert "Das könnte sie sein" in page
    assert f'name="anfrage" value="{answered.antrag_id}"' in page


def test_a_paper_in_which_nothing_was_recognised_is_worked_on_all_the_same(clerk, account):
    eingang = arrived(account, content=NOTHING)
    assert clerk.post(address_of(eingang), {"_dennoch": ""}).url == eingang.get_absolute_url()


def test_a_paper_that_was_put_to_the_wrong_inquiry_is_put_to_another_or_read_as_a_new_one(clerk, account):
    opened_inquiry(number="17/4711")
    other = opened_inquiry(number="17/4716", titel="Eine dritte Musteranfrage")
    eingang = arrived(account, text=inquiry_text(answers=ANSWERS))
    assert f'href="{address_of(eingang)}"' in clerk.get(eingang.get_absolute_url()).content.decode()
    clerk.post(address_of(eingang), {"anfrage": other.pk})
    eingang.refresh_from_db()
    assert eingang.antrag == other
    assert "Zurzeit: Antwort zu" in clerk.get(address_of(eingang)).content.decode()
    clerk.post(address_of(eingang), {"_ohne": ""})
    eingang.refresh_from_db()
    assert eingang.antrag is None
    assert [question.number for question in steps.current(eingang).paper.questions] == ["1", "2"]


# --- At the findings that it settles --------------------------------------------------------------------------

UNKNOWN = "Antwort des Ministeriums für Verkehr\n\nZu 1.:\n\nEs sind 412 Bauwerke.\n\nZu 2.:\n\nKeine.\n"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(UNKNOWN, {"kind-missing"}, id="bare-letter"),
        pytest.param(SUPPLEMENT, {"supplemented-missing"}, id="supplement"),
    ],
)
def test_the_findings_of_a_bare_letter_lead_to_the_search(clerk, account, text, places):
    eingang = arrived(account, text=text)
    page = clerk.get(eingang.get_absolute_url())
    notes = {one.note.code: one.note.key for one in page.context["shown"]}
    assert places <= notes.keys()
    for code in places:
        box = page.content.decode().split(f'id="h-{notes[code]}"')[1].split('class="hinweis ')[0]
        assert f'action="{address_of(eingang)}"' in box
        assert 'name="suche"' in box
        assert "So steht es im Papier" not in box
    for code in notes.keys() & {"title-missing", "questions-missing"}:
        box = page.content.decode().split(f'id="h-{notes[code]}"')[1].split('class="hinweis ')[0]
        assert f'href="{address_of(eingang)}">Antwort auf eine erfasste Anfrage' in box


def test_the_findings_of_an_inquiry_do_not(clerk, account):
    eingang = arrived(account, text=inquiry_text().replace(TITLE, ""))
    page = clerk.get(eingang.get_absolute_url())
    assert "title-missing" in {one.note.code for one in page.context["shown"]}
    assert "Anfrage suchen" not in page.content.decode()


def test_the_page_needs_the_same_queries_however_much_is_found(clerk, account, django_assert_num_queries):
    eingang = arrived(account, content=NOTHING)
    opened_inquiry()
    with django_assert_num_queries(11):
        clerk.get(address_of(eingang), {"suche": "Brücken"})
    for _ in range(8):
        factories.stellungnahme(opened_inquiry(), {"1": "Ja."}, aktenzeichen="VM3")
    with django_assert_num_queries(11):
        clerk.get(address_of(eingang), {"suche": "Brücken"})
