"""The accessibility statement, and feedback."""

import pytest

from inquiries.models import Rueckmeldung

pytestmark = pytest.mark.django_db


def test_the_statement_is_public_and_names_a_way_to_report(client, settings):
    settings.CONTACT_EMAIL = "barrierefrei@landtag.example"
    html = client.get("/barrierefreiheit/").content.decode()
    assert "Erklärung zur Barrierefreiheit" in html
    assert "mailto:barrierefrei@landtag.example" in html


def test_each_page_leads_to_feedback_about_itself(lesen_client):
    html = lesen_client.get("/", {"q": "Brücken", "art": "antrag"}).content.decode()
    assert 'href="/rueckmeldung/?seite=%2F%3Fq%3DBr%25C3%25BCcken%26art%3Dantrag"' in html
    form = lesen_client.get("/rueckmeldung/?seite=%2F%3Fart%3Dantrag").content.decode()
    assert 'value="/?art=antrag"' in form


def test_feedback_is_kept_with_its_page_and_leads_back_there(lesen_client):
    response = lesen_client.post("/rueckmeldung/", {"seite": "/?art=antrag", "text": "Die Schrift ist zu klein."})
    assert response.url == "/?art=antrag"
    stored = Rueckmeldung.objects.get()
    assert (stored.seite, stored.text) == ("/?art=antrag", "Die Schrift ist zu klein.")
    assert stored.von.groups.get().name == "Lesen"
    assert "Danke, Ihre Rückmeldung ist angekommen." in lesen_client.get("/").content.decode()


@pytest.mark.parametrize("page", ["https://example.org/", "//example.org", "quatsch", ""])
def test_feedback_leads_to_no_other_place(lesen_client, page):
    assert lesen_client.post("/rueckmeldung/", {"seite": page, "text": "Hallo."}).url == "/"


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"text": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"text": "x" * 5001}, "höchstens 5000 Zeichen"),
        ({"text": "a\x00b"}, "Nullzeichen sind nicht erlaubt."),
        ({"text": "Hallo.", "seite": "/" * 501}, "höchstens 500 Zeichen"),
    ],
    ids=["empty", "too long", "NUL", "page too long"],
)
def test_bad_feedback_is_refused_at_the_field_and_kept_in_the_form(lesen_client, form, message):
    response = lesen_client.post("/rueckmeldung/", form)
    html = response.content.decode()
    assert response.status_code == 400
    assert message in html
    assert 'aria-invalid="true"' in html
    assert form["text"].replace("\x00", "")[:50] in html.replace("\x00", "")
    assert not Rueckmeldung.objects.exists()
