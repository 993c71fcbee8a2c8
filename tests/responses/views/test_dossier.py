"""The dossier's address: who gets in, what may be asked, and what comes back."""

import pytest
from django.urls import reverse

from inquiries import roles
from responses import printing
from tests import factories
from tests.conftest import signed_in
from tests.pdf import Pdf

pytestmark = pytest.mark.django_db
URL = reverse("dossier")


def test_an_inquiry_comes_as_a_pdf_named_after_its_number(lesen_client):
    antrag = factories.antrag(number="17/9075")
    factories.stellungnahme(antrag, {"1": "Es gibt 9 000 Brücken."})
    response = lesen_client.get(URL, {"antrag": antrag.pk, "fuer": "Präsidentin des Landtags"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Dossier-17-9075.pdf"'
    assert "no-store" in response["Cache-Control"]
    pdf = Pdf(response.content)
    assert "Präsidentin des Landtags" in pdf.page_text(1)
    assert "Es gibt 9 000 Brücken." in pdf.page_text(3)


@pytest.mark.parametrize(
    ("ordnung", "expected"),
    [({}, ["17/10", "17/9"]), ({"ordnung": "auswahl"}, ["17/10", "17/9"]), ({"ordnung": "nummer"}, ["17/9", "17/10"])],
    ids=["not said", "as selected", "by number"],
)
def test_a_selection_comes_in_the_order_asked_for(lesen_client, ordnung, expected):
    keys = [factories.antrag(number=number).pk for number in ("17/10", "17/9")]
    response = lesen_client.get(URL, {"antrag": [*keys, keys[0]], **ordnung})
    cover = Pdf(response.content).page_text(1)
    assert sorted(expected, key=cover.index) == expected
    assert "-2-Anfragen.pdf" in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("", 400, "Es ist keine Anfrage ausgewählt."),
        ("antrag=", 400, "Es ist keine Anfrage ausgewählt."),
        ("antrag=abc", 400, "„abc“ bezeichnet keine Anfrage."),
        ("antrag=-1", 400, "„-1“ bezeichnet keine Anfrage."),
        ("antrag=1.5", 400, "„1.5“ bezeichnet keine Anfrage."),
        ("antrag=%D9%A3", 400, "bezeichnet keine Anfrage."),
        ("antrag=" + "9" * 40, 400, "bezeichnet keine Anfrage."),
        ("antrag=%00", 400, "bezeichnet keine Anfrage."),
        ("antrag=%3Cscript%3E", 400, "„&lt;script&gt;“ bezeichnet keine Anfrage."),
        ("antrag=999999", 404, "Die Anfrage mit der Kennung 999999 gibt es nicht (mehr)."),
        ("antrag=999998&antrag=999999", 404, "2 der ausgewählten Anfragen gibt es nicht (mehr): 999998, 999999."),
        ("antrag=999999&fuer=" + "x" * 201, 400, "„Für“ hat höchstens 200 Zeichen (es sind 201)."),
        ("antrag=999999&fuer=%00", 400, "Nullzeichen sind nicht erlaubt."),
        ("antrag=999999&ordnung=datum", 400, "„datum“ ist keine Reihenfolge"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_a_sentence(lesen_client, query, status, message):
    response = lesen_client.get(f"{URL}?{query}")
    assert response.status_code == status
    assert message in response.content.decode()


def test_a_missing_inquiry_refuses_the_whole_selection(lesen_client):
    response = lesen_client.get(URL, {"antrag": [factories.antrag().pk, 999_999]})
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


def test_more_inquiries_than_one_request_may_print_are_refused(lesen_client, settings):
    settings.DOSSIER_MAX_INQUIRIES = 2
    keys = [factories.antrag().pk for _ in range(3)]
    response = lesen_client.get(URL, {"antrag": keys})
    assert response.status_code == 400
    assert "Ein Dossier fasst höchstens 2 Anfragen; ausgewählt sind 3." in response.content.decode()
    assert lesen_client.get(URL, {"antrag": keys[:2]}).status_code == 200


def test_a_failing_printer_is_said_so_and_logged(lesen_client, monkeypatch, caplog):
    monkeypatch.setattr(printing, "SECONDS", 0.001)
    response = lesen_client.get(URL, {"antrag": factories.antrag().pk})
    assert response.status_code == 503
    assert "Das Dossier konnte nicht erstellt werden." in response.content.decode()
    assert "No PDF within 0.001 seconds" in caplog.text


@pytest.mark.parametrize(
    ("role", "status"),
    [(roles.LESEN, 200), (roles.SACHBEARBEITUNG, 200), (None, 403)],
    ids=["Lesen", "Sachbearbeitung", "no role"],
)
def test_whoever_may_read_may_print(role, status):
    assert signed_in(role).get(URL, {"antrag": factories.antrag().pk}).status_code == status


def test_a_visitor_is_sent_to_sign_in(client):
    response = client.get(URL, {"antrag": factories.antrag().pk})
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


def test_it_is_for_reading_only(lesen_client):
    assert lesen_client.post(URL).status_code == 405


def test_drafts_are_not_printed_for_clerks_either(sachbearbeitung_client):
    antrag = factories.antrag()
    factories.stellungnahme(antrag, {"1": "Noch geheim."}, published=False)
    pdf = Pdf(sachbearbeitung_client.get(URL, {"antrag": antrag.pk}).content)
    assert "geheim" not in pdf.tagged_text()
    assert "Offen." in pdf.page_text(3)


def test_the_cited_answers_come_as_an_annex_when_asked_for(lesen_client):
    cited = factories.antrag(number="17/19075")
    factories.stellungnahme(cited, {"1": "Es gibt 9 000 Brücken."})
    antrag = factories.antrag(number="17/19076", fragen=["Was sagt Frage 1 in Drucksache 17/19075?"])
    page = lesen_client.get(antrag.get_absolute_url()).content.decode()
    assert '<input type="checkbox" id="anhang" name="anhang" value="1">' in page
    for query, holds in (({}, False), ({"anhang": "1"}, True)):
        pdf = Pdf(lesen_client.get(URL, {"antrag": antrag.pk, **query}).content)
        assert ("Es gibt 9 000 Brücken." in " ".join(page.extract_text() for page in pdf.pages)) == holds
