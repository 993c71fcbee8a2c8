"""Verweise: what to enter next, and citations that somebody has to look at."""

import csv
import io
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from inquiries import roles
from inquiries.models import Verweis
from responses import open_references
from tests import factories
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Target": "treffer"}


def words(html: str) -> str:
    return unescape(" ".join(strip_tags(html.replace("</li>", " ")).split()))


def items(response) -> list[str]:
    results = response.content.decode().partition("</section>")[0]
    return [words(item) for item in results.split('<li class="open-item">')[1:]]


def papers(response) -> list[str]:
    return [item.partition(" Stelle")[0] for item in items(response)]


@pytest.fixture
def cited():
    """17/9075 is cited three times and once in a draft, 17/9080 twice, 18/500 once, BT 20/1234 once, 17/19001 is
    here."""
    factories.antrag(
        number="17/19001",
        titel="Musteranfrage zu den Brücken",
        fragen=["Was sagt Drucksache 17/9075?", "Was sagen die Drucksachen 17/9075 und 17/9080?"],
    )
    bridges = factories.antrag(
        number="18/19002",
        titel="Musteranfrage zu den Wäldern",
        fragen=["Was sagt Drucksache 17/19001?", "Was sagen Drucksache 18/500 und Bundestagsdrucksache 20/1234?"],
    )
    factories.stellungnahme(bridges, {"1": "Siehe Drucksache 17/9075.", "2": "Siehe Drucksache 17/9080."})
    factories.stellungnahme(bridges, {"1": "Siehe Drucksache 17/9075 und 17/7777."}, published=False)
    factories.settle()


def test_what_is_cited_most_comes_first_with_its_newest_sentences(cited, lesen_client):
    response = lesen_client.get("/verweise/")
    assert papers(response) == ["Drucksache 17/9075 3", "Drucksache 17/9080 2", "Drucksache 18/500 1"]
    assert items(response)[0] == (
        "Drucksache 17/9075 3 Stellen Kleine Anfrage 18/19002, Antwort zu Frage 1 Siehe Drucksache 17/9075. "
        "Kleine Anfrage 17/19001, Frage 2 Was sagen die Drucksachen 17/9075 und 17/9080? "
        "Kleine Anfrage 17/19001, Frage 1 Was sagt Drucksache 17/9075?"
    )
    assert "Entwurf" not in response.content.decode()


def test_clerks_also_see_what_drafts_cite_and_the_way_to_the_form(cited, sachbearbeitung_client):
    response = sachbearbeitung_client.get("/verweise/")
    assert papers(response)[0] == "Drucksache 17/9075 4"
    assert "4 Stellen, davon 1 in Entwürfen Jetzt erfassen: Drucksache 17/9075" in items(response)[0]
    assert "Alle 4 Stellen, die Drucksache 17/9075 zitieren" in items(response)[0]
    assert "Drucksache 17/7777 1" in papers(response)
    paper = factories.drucksache("17/9075")
    assert f'href="/admin/inquiries/antrag/add/?drucksache={paper.pk}"' in response.content.decode()
    form = sachbearbeitung_client.get(f"/admin/inquiries/antrag/add/?drucksache={paper.pk}")
    assert 'value="17/9075"' in form.content.decode()


def test_a_letter_in_draft_that_has_the_number_is_offered_instead_of_entering_it_again(cited):
    other = factories.antrag(number="17/19003")
    letter = factories.stellungnahme(other, {"1": "Acht."}, published=False, drucksache=factories.drucksache("17/9075"))
    factories.settle()
    clerk = signed_in(roles.SACHBEARBEITUNG).get("/verweise/?q=17/9075")
    assert "Entwurf eines Schreibens mit dieser Nummer" in items(clerk)[0]
    assert f"/admin/responses/stellungnahme/{letter.pk}/change/" in clerk.content.decode()
    assert "Jetzt erfassen" not in clerk.content.decode()
    assert "Entwurf" not in signed_in(roles.LESEN).get("/verweise/?q=17/9075").content.decode()


def test_a_paper_leaves_the_list_when_it_is_entered(cited, lesen_client):
    factories.antrag(number="17/9075")
    factories.settle()
    assert papers(lesen_client.get("/verweise/")) == ["Drucksache 17/9080 2", "Drucksache 18/500 1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("wahlperiode=18", ["Drucksache 18/500 1"], id="wahlperiode"),
        pytest.param("parlament=BT", ["Drucksache BT 20/1234 1"], id="parliament"),
        pytest.param(
            "parlament=alle&sortierung=nummer",
            ["Drucksache BT 20/1234 1", "Drucksache 18/500 1", "Drucksache 17/9080 2", "Drucksache 17/9075 3"],
            id="every-parliament-by-number",
        ),
        pytest.param("q=Drs.+17/9080", ["Drucksache 17/9080 2"], id="number"),
        pytest.param("q=17/7777", [], id="a-number-that-only-a-draft-cites"),
        pytest.param("q=Wald", ["Drucksache 17/9075 3", "Drucksache 17/9080 2", "Drucksache 18/500 1"], id="words"),
        pytest.param("q=Wald&wahlperiode=18", ["Drucksache 18/500 1"], id="words-and-filter"),
        pytest.param("q=Quastenflosser", [], id="words-of-no-inquiry"),
        pytest.param("q=die", [], id="words-that-cannot-be-searched"),
    ],
)
def test_search_and_filters_narrow_the_list(cited, lesen_client, query, found):
    assert papers(lesen_client.get(f"/verweise/?{query}")) == found


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("wahlperiode=x", "Wahlperiode: Die Wahlperiode ist keine Zahl."),
        ("wahlperiode=100", "Wahlperiode: Die Wahlperiode ist eine Zahl von 1 bis 99."),
        ("parlament=XX", "Parlament: „XX“ steht hier nicht zur Auswahl."),
        (f"q={'x' * 201}", "Suche: Die Suche ist zu lang: höchstens 200 Zeichen, es sind 201."),
        ("seite=x", "Seite: Die Seite ist keine Zahl."),
    ],
    ids=["no-number", "no-term", "no-parliament", "too-long", "no-page"],
)
def test_what_cannot_be_asked_is_said_and_what_was_typed_stays(lesen_client, query, message):
    for address in ("/verweise/", "/verweise/nicht-erfasst.csv"):
        response = lesen_client.get(f"{address}?{query}")
        assert response.status_code == 400
        assert message in words(response.content.decode())
    assert query.partition("=")[2] in response.content.decode()


def test_pages_keep_what_is_chosen_and_a_page_too_far_leads_to_the_last(lesen_client, monkeypatch, cited):
    monkeypatch.setattr(open_references, "PER_PAGE", 2)
    response = lesen_client.get("/verweise/?sortierung=nummer&q=Musteranfrage")
    assert papers(response) == ["Drucksache 18/500 1", "Drucksache 17/9080 2"]
    assert 'rel="next" href="/verweise/?q=Musteranfrage&amp;sortierung=nummer&amp;seite=2"' in response.content.decode()
    response = lesen_client.get("/verweise/?seite=9")
    assert response.status_code == 404
    assert 'href="/verweise/?seite=2"' in response.content.decode()


def test_htmx_gets_the_results_alone_and_the_address_to_show(cited, lesen_client):
    response = lesen_client.get("/verweise/?q=17/9080&sortierung=", headers=HTMX)
    assert "<html" not in response.content.decode()
    assert response["HX-Push-Url"] == "/verweise/?q=17%2F9080"
    assert "HX-Request" in response["Vary"]


# --- CSV -------------------------------------------------------------------------------------------------------


def table(response) -> list[dict[str, str]]:
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_table_has_what_the_page_has(cited, lesen_client):
    response = lesen_client.get("/verweise/nicht-erfasst.csv?wahlperiode=17")
    assert response.content.startswith(b"\xef\xbb\xbfDrucksache;Parlament;Wahlperiode;Nummer;Zusatz;Zitiert;Adresse;")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="nicht-erfasste-drucksachen-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"]
    )
    first, second = table(response)
    assert (first["Drucksache"], first["Parlament"], first["Nummer"]) == (
        "17/9075",
        "Landtag von Baden-Württemberg",
        "9075",
    )
    assert (first["Zitiert"], second["Zitiert"]) == ("3", "2")
    assert first["Adresse"] == "http://testserver/drucksache/17/9075/"
    assert first["Fundstelle 1"] == "Antwort zu Frage 1, Kleine Anfrage 18/19002: Musteranfrage zu den Wäldern"
    assert first["Satz 1"] == "Siehe Drucksache 17/9075."
    assert "davon in Entwürfen" not in first


def test_clerks_have_a_column_for_drafts(cited, sachbearbeitung_client):
    rows = {row["Drucksache"]: row for row in table(sachbearbeitung_client.get("/verweise/nicht-erfasst.csv"))}
    assert (rows["17/9075"]["Zitiert"], rows["17/9075"]["davon in Entwürfen"]) == ("4", "1")
    assert "17/7777" in rows


@pytest.mark.parametrize("start", ["=1+1", "+49", "- Punkt", "@alle", "\t=1", "  =1"])
def test_no_cell_is_a_formula(lesen_client, start):
    factories.antrag(fragen=[f"{start} in Drucksache 17/9075"])
    factories.settle()
    [row] = table(lesen_client.get("/verweise/nicht-erfasst.csv"))
    assert row["Satz 1"].startswith("'")
    assert "Drucksache 17/9075" in row["Satz 1"]


# --- Citations to look at --------------------------------------------------------------------------------------


@pytest.fixture
def odd():
    """One citation of each kind in a published inquiry, and one of each in a draft."""
    factories.antrag(number="17/19001", titel="Musteranfrage zu den Brücken", fragen=["Eins?", "Zwei?", "Drei?"])
    text = "Siehe Frage 7 in Drucksache 17/19001 und Drucksache 18/19999 sowie Drucksache 17/9075, 17/4000 und 17/4001."
    antrag = factories.antrag(number="17/19002", titel="Musteranfrage zu den Wäldern", fragen=[text])
    factories.stellungnahme(antrag, {"1": text}, published=False)
    for verweis in Verweis.objects.filter(drucksache__nummer=9075):
        verweis.kandidaten.set([factories.drucksache("17/19001"), factories.drucksache("17/9075", "BT")])
    Verweis.objects.filter(drucksache__nummer=9075).update(drucksache=None, ausgang=Verweis.Ausgang.AMBIGUOUS)
    Verweis.objects.filter(ausgang=Verweis.Ausgang.NO_TARGET).update(grund=Verweis.Grund.LATER_TERM)
    factories.settle()
    return antrag


EXPECTED = {
    "mehrdeutig": "Gemeint sein kann: Drucksache BT 17/9075 Deutscher Bundestag, nicht erfasst "
    "Drucksache 17/19001 Musteranfrage zu den Brücken",
    "unbekannte-ziffer": "Drucksache 17/19001 hat keine Ziffer 7, nur 1 bis 3.",
    "ohne-ziel": "spätere Wahlperiode",
}


@pytest.mark.parametrize("kind", EXPECTED)
def test_each_kind_of_open_citation_has_its_page_with_its_explanation(odd, kind):
    for role, count in ((roles.LESEN, 1), (roles.SACHBEARBEITUNG, 2)):
        found = items(signed_in(role).get(f"/verweise/{kind}/"))
        assert len(found) == count
        assert "Kleine Anfrage 17/19002, Frage 1" in found[-1]
        assert EXPECTED[kind] in found[-1]
    for query, count in (("q=17/19002", 1), ("q=Wald", 1), ("q=17/4711", 0), ("wahlperiode=18", 0)):
        assert len(items(signed_in(roles.LESEN).get(f"/verweise/{kind}/?{query}"))) == count, query


@pytest.mark.parametrize("kind", EXPECTED)
def test_clerks_get_from_each_to_where_it_is_put_right(odd, kind):
    desk = [
        re.findall(r'href="(/admin/inquiries/verweis/\d+/change/)"', page.content.decode())
        for page in (signed_in(role).get(f"/verweise/{kind}/") for role in (roles.LESEN, roles.SACHBEARBEITUNG))
    ]
    assert [len(addresses) for addresses in desk] == [0, 2]
    assert signed_in(roles.SACHBEARBEITUNG).get(desk[1][0]).status_code == 200


def test_an_ambiguous_citation_is_found_by_its_candidates(odd, lesen_client):
    assert len(items(lesen_client.get("/verweise/mehrdeutig/?q=17/9075"))) == 1


def test_a_dismissed_citation_is_not_listed(odd, lesen_client):
    clerk = {"berichtigt_von": factories.user(), "berichtigt_am": timezone.now()}
    Verweis.objects.update(stand=Verweis.Stand.VERWORFEN, **clerk)
    factories.settle()
    for address in ("/verweise/", *(f"/verweise/{kind}/" for kind in EXPECTED)):
        assert items(lesen_client.get(address)) == []


@pytest.mark.parametrize("address", ["/verweise/?parlament=alle", *(f"/verweise/{kind}/" for kind in EXPECTED)])
def test_pages_take_a_fixed_number_of_queries(odd, sachbearbeitung_client, address):
    sachbearbeitung_client.get(address)
    with CaptureQueriesContext(connection) as few:
        sachbearbeitung_client.get(address)
    for number in range(19100, 19110):
        text = f"Siehe Frage 7 in Drucksache 17/19001, Drucksache 18/{number} und Drucksache 17/{number - 9000}."
        antrag = factories.antrag(number=f"17/{number}", fragen=[text])
        factories.stellungnahme(
            antrag, {"1": f"Siehe Drucksache 17/{number - 9000} und Bundestagsdrucksache 19/{number}."}
        )
        ambiguous = antrag.verweise.filter(drucksache__nummer=number - 9000)
        ambiguous[0].kandidaten.set([factories.drucksache("17/19001"), factories.drucksache("17/9075", "BT")])
        antrag.verweise.filter(pk=ambiguous[0].pk).update(drucksache=None, ausgang=Verweis.Ausgang.AMBIGUOUS)
    factories.settle()
    with CaptureQueriesContext(connection) as many:
        assert len(items(sachbearbeitung_client.get(address))) > 10
    assert len(many) == len(few)
