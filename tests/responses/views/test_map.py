"""The map of citations as a page: drawn as SVG, and the same as a table."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from inquiries import roles
from responses import citation_map
from tests import factories
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"


def words(html: str) -> str:
    return unescape(" ".join(strip_tags(html.replace("</span>", " ").replace("<span", " <span")).split()))


def svg(response) -> ElementTree.Element:
    markup = re.search(r"<svg class=\"map\".*?\n      </svg>", response.content.decode(), re.DOTALL)[0]
    return ElementTree.fromstring(markup.replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1))


def drawn(response) -> list[str]:
    """The names of the boxes, in their order in the page."""
    return [box.get("aria-label") for box in svg(response).iter(f"{SVG}a")]


def rows(response) -> list[list[str]]:
    body = re.search(r"<tbody>(.*?)</tbody>", response.content.decode(), re.DOTALL)[1]
    return [
        [words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]


@pytest.fixture
def papers():
    """18/19003 → 17/19002 → 17/19001 → 16/500, which is not here; and one that is alone."""
    first = factories.antrag(number="17/19001", titel="Musterbrücken <Teil 1>", fragen=["Siehe Drucksache 16/500."])
    second = factories.antrag(number="17/19002", titel="Musterbrücken, Teil 2", fragen=["Wie in Drucksache 17/19001?"])
    factories.stellungnahme(second, {"1": "Siehe Drucksache 17/19001."}, drucksache=factories.drucksache("17/19050"))
    third = factories.antrag(number="18/19003", titel="Musterwälder", fragen=["Siehe Drucksache 17/19050."])
    factories.stellungnahme(third, {"1": "Siehe Drucksache 17/19001."}, published=False)
    factories.antrag(number="18/19004", titel="Musterseen")
    return first, second, third


TABLE = [
    ["Drucksache 16/500 nicht erfasst", "–", "17/19001"],
    ["Kleine Anfrage 17/19001 Musterbrücken <Teil 1>", "16/500", "17/19002 (2 Stellen)"],
    ["Kleine Anfrage 17/19002 Musterbrücken, Teil 2", "17/19001 (2 Stellen)", "18/19003"],
    ["Kleine Anfrage 18/19003 Musterwälder", "17/19002", "–"],
]


def test_the_map_of_the_list_shows_who_cites_whom_from_old_to_new(papers, lesen_client):
    response = lesen_client.get("/karte/")
    assert drawn(response) == [
        "Drucksache 16/500, nicht erfasst",
        "Kleine Anfrage 17/19001: Musterbrücken <Teil 1>",
        "Kleine Anfrage 17/19002: Musterbrücken, Teil 2",
        "Kleine Anfrage 18/19003: Musterwälder",
    ]
    assert rows(response) == TABLE
    assert "Wie 4 Anfragen einander" in words(response.content.decode())
    assert "1 Anfrage der Auswahl zitiert keine Drucksache" in words(response.content.decode())
    picture = svg(response)
    assert picture.get("role") == "group"
    assert [picture.find(f"{SVG}{name}").get("id") for name in ("title", "desc")] == picture.get(
        "aria-labelledby"
    ).split()
    assert len(picture.findall(f".//{SVG}g/{SVG}path")) == 3
    assert len(picture.findall(f".//{SVG}path[@class='map__edge map__edge--several']")) == 1
    assert [box.get("href") for box in picture.iter(f"{SVG}a")][:2] == [
        "/drucksache/16/500/",
        "/drucksache/17/19001/",
    ]
    assert not [element for element in picture.iter() if element.get("style")]


def test_the_map_follows_search_and_filters(papers, lesen_client):
    response = lesen_client.get("/karte/?q=Musterw%C3%A4lder")
    assert [row[0] for row in rows(response)] == [TABLE[2][0], TABLE[3][0]]
    assert "1 Anfrage zu „Musterwälder“" in words(response.content.decode())
    assert 'href="/?q=Musterw%C3%A4lder"' in response.content.decode()
    assert "Keine dieser Anfragen zitiert" in words(lesen_client.get("/karte/?q=Musterseen").content.decode())
    assert "Zu dieser Auswahl gibt es keine" in words(lesen_client.get("/karte/?q=Quastenflosser").content.decode())
    response = lesen_client.get("/karte/?art=quatsch")
    assert (response.status_code, response.url) == (302, "/?art=quatsch")
    assert 'href="/karte/?q=Musterseen"' in lesen_client.get("/?q=Musterseen").content.decode()


@pytest.mark.parametrize("start", range(3))
def test_the_map_of_a_paper_reaches_two_steps(papers, lesen_client, start):
    response = lesen_client.get(f"/karte/anfrage/{papers[start].pk}/")
    farthest = ["Kleine Anfrage 17/19001 Musterbrücken <Teil 1>", "–", "17/19002 (2 Stellen)"]
    assert rows(response) == [TABLE, TABLE, [farthest, *TABLE[2:]]][start]
    centre = svg(response).findall(f".//{SVG}a[@class='map__node map__node--centre']")
    assert [box.get("href") for box in centre] == [papers[start].get_absolute_url()]
    page = lesen_client.get(papers[start].get_absolute_url()).content.decode()
    assert f'href="/karte/anfrage/{papers[start].pk}/"' in page


def test_a_paper_that_is_not_here_has_a_map_and_one_that_is_has_that_of_its_inquiry(papers, lesen_client):
    missing, letter = factories.drucksache("16/500"), factories.drucksache("17/19050")
    page = lesen_client.get(missing.get_absolute_url()).content.decode()
    assert f'href="/karte/drucksache/{missing.pk}/"' in page
    assert [row[0] for row in rows(lesen_client.get(f"/karte/drucksache/{missing.pk}/"))] == [
        row[0] for row in TABLE[:3]
    ]
    response = lesen_client.get(f"/karte/drucksache/{letter.pk}/")
    assert response.url == f"/karte/anfrage/{papers[1].pk}/"


def test_drafts_are_drawn_for_clerks_only(papers):
    only_in_draft = factories.drucksache("16/777")
    factories.stellungnahme(papers[0], {"1": "Siehe Drucksache 16/777."}, published=False)
    for role, status in ((roles.LESEN, 404), (roles.SACHBEARBEITUNG, 200)):
        client = signed_in(role)
        assert client.get(f"/karte/drucksache/{only_in_draft.pk}/").status_code == status
        names = [row[0] for row in rows(client.get(f"/karte/anfrage/{papers[0].pk}/"))]
        assert ("Drucksache 16/777 nicht erfasst" in names) == (status == 200)
    assert rows(signed_in(roles.SACHBEARBEITUNG).get("/karte/"))[-1][1] == "17/19001, 17/19002"


def test_a_paper_without_any_citation_is_told_so(lesen_client):
    alone = factories.antrag(number="17/19001")
    response = lesen_client.get(f"/karte/anfrage/{alone.pk}/")
    assert "Dieses Papier zitiert keine Drucksache und wird in keiner zitiert." in words(response.content.decode())


def test_what_has_no_room_is_said(papers, lesen_client, monkeypatch):
    monkeypatch.setattr(citation_map, "MOST_PAPERS", 2)
    for address in ("/karte/", f"/karte/anfrage/{papers[1].pk}/"):
        response = lesen_client.get(address)
        assert len(drawn(response)) == 2
        assert "2 weitere sind weggelassen" in words(response.content.decode())


@pytest.mark.parametrize("address", ["/karte/anfrage/4711/", "/karte/drucksache/4711/"])
def test_what_is_not_here_has_no_map(lesen_client, address):
    assert lesen_client.get(address).status_code == 404


def test_a_map_takes_a_fixed_number_of_queries(papers, lesen_client):
    addresses = ("/karte/", f"/karte/anfrage/{papers[0].pk}/")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            for address in addresses:
                lesen_client.get(address)
        return len(captured)

    queries()
    few = queries()
    for number in range(19100, 19110):
        factories.antrag(
            number=f"18/{number}", fragen=[f"Siehe Drucksachen 17/19001, 17/{number} und 18/{number - 1}."]
        )
    assert queries() == few
