"""The page of a paper by its number, and the places that cite it."""

import datetime
import re

import pytest
from django.utils.html import strip_tags

from inquiries.models import Antrag
from responses.models import Antwort, Stellungnahme
from responses.views.citing import PER_PAGE
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(response):
    apart = re.sub(r"(</(?:dt|dd|p|li|a)>|<br>)", r" \1", response.content.decode())
    return " ".join(strip_tags(apart).split())


def citing(answer="Insofern wird auf Drucksache 17/9075 verwiesen.", **fields):
    inquiry = factories.antrag(**{"number": "17/19344", "titel": "Musteranfrage, die zitiert", **fields})
    factories.stellungnahme(inquiry, {"1": answer})
    return inquiry


def test_the_number_of_an_inquiry_opens_it(lesen_client):
    factories.antrag(number="17/19344", titel="Musteranfrage zu den Brücken")
    response = lesen_client.get("/drucksache/17/19344/")
    assert response.status_code == 200
    assert "Musteranfrage zu den Brücken" in text_of(response)


def test_a_suffix_belongs_to_the_number(lesen_client):
    factories.antrag(number="17/19344 neu", titel="Musteranfrage, neue Fassung")
    assert "neue Fassung" in text_of(lesen_client.get("/drucksache/17/19344/neu/"))
    assert lesen_client.get("/drucksache/17/19344/").status_code == 404


def test_the_number_of_a_letter_opens_the_inquiry_that_it_answers(lesen_client):
    inquiry = factories.antrag(number="17/19344")
    letter = factories.stellungnahme(
        inquiry, {"1": "Dreizehn."}, art=Stellungnahme.Art.ERGAENZUNG, drucksache=factories.drucksache("17/19790")
    )
    response = lesen_client.get("/drucksache/17/19790/")
    assert response.status_code == 200
    assert "Drucksache 17/19790 ist die Ergänzung zu dieser Anfrage (Drucksache 17/19344 )" in text_of(response)
    assert f'href="#schreiben-{letter.pk}"' in response.content.decode()
    assert "Dreizehn." in text_of(response)


def test_a_paper_that_is_only_cited_says_where_with_the_sentence(lesen_client):
    citing("Es wird gebaut. Insofern wird auf Ziffern 3 und 4 in Drucksache 17/9075 verwiesen. Ende.")
    response = lesen_client.get("/drucksache/17/9075/")
    page = text_of(response)
    assert response.status_code == 200
    assert "Drucksache 17/9075 nicht erfasst" in page
    assert "Zitiert an 1 Stelle " in page
    assert "Musteranfrage, die zitiert Kleine Anfrage 17/19344" in page
    assert "Antwort zu Frage 1 zitiert Ziffern 3 und 4" in page
    assert "Insofern wird auf Ziffern 3 und 4 in Drucksache 17/9075 verwiesen." in page
    assert "Es wird gebaut" not in page
    assert '<a href="/drucksache/17/19344/#ziffer-1">Antwort zu Frage 1</a>' in response.content.decode()
    assert re.search(r"<mark>[^<]*Drucksache 17/9075</mark> verwiesen\.", response.content.decode())


@pytest.mark.parametrize(
    ("fields", "where", "anchor"),
    [
        pytest.param({"titel": "Zu Drucksache 17/9075"}, "Titel", "titel", id="title"),
        pytest.param({"fragen": {"2a": "Was folgt aus Drucksache 17/9075?"}}, "Frage 2a", "ziffer-2a", id="question"),
        pytest.param({"begruendung": "Siehe Drucksache 17/9075."}, "Begründung", "begruendung", id="begruendung"),
    ],
)
def test_each_place_of_an_inquiry_is_named_and_leads_there(lesen_client, fields, where, anchor):
    inquiry = factories.antrag(number="17/19344", **fields)
    page = lesen_client.get("/drucksache/17/9075/").content.decode()
    assert f'<a href="/drucksache/17/19344/#{anchor}">{where}</a>' in page
    assert f'id="{anchor}"' in lesen_client.get(inquiry.get_absolute_url()).content.decode()


def test_each_place_of_a_letter_is_named_and_leads_there(lesen_client):
    inquiry = factories.antrag(number="17/19344", art=Antrag.Art.ANTRAG, fragen=["wie viele;", "welche;"])
    letter = factories.stellungnahme(
        inquiry,
        {"1 und 2": "Siehe Drucksache 17/9075.", "5": "Auch Drucksache 17/9075."},
        art=Stellungnahme.Art.STELLUNGNAHME,
        vorbemerkung="Vorab Drucksache 17/9075.",
    )
    left_over = Antwort.objects.get(position=2)
    page = lesen_client.get("/drucksache/17/9075/").content.decode()
    its_own = lesen_client.get(inquiry.get_absolute_url()).content.decode()
    for anchor, where in (
        (f"vorbemerkung-{letter.pk}", "Vorbemerkung"),
        ("ziffer-1", "Stellungnahme zu Ziffern 1 und 2"),
        (f"antwort-{left_over.pk}", "Stellungnahme zu Ziffer 5"),
    ):
        assert f'<a href="/drucksache/17/19344/#{anchor}">{where}</a>' in page
        assert f'id="{anchor}"' in its_own


def test_an_entered_paper_shows_below_where_it_is_cited(lesen_client):
    factories.antrag(number="17/9075")
    citing()
    page = text_of(lesen_client.get("/drucksache/17/9075/"))
    assert "Zitiert in 1 Stelle anderer Papiere" in page
    assert "Insofern wird auf Drucksache 17/9075 verwiesen." in page


def test_a_paper_is_not_listed_as_citing_itself(lesen_client):
    citing("Wie in Drucksache 17/19344 gefragt.")
    assert "zitiert-in" not in lesen_client.get("/drucksache/17/19344/").content.decode()


def test_citations_of_a_letters_own_number_stand_with_the_inquiry(lesen_client):
    inquiry = factories.antrag(number="17/9075")
    factories.stellungnahme(
        inquiry, {"1": "Ergänzt."}, art=Stellungnahme.Art.ERGAENZUNG, drucksache=factories.drucksache("17/9500")
    )
    citing("Siehe Drucksache 17/9500.")
    assert "Siehe Drucksache 17/9500." in text_of(lesen_client.get("/drucksache/17/9075/"))


@pytest.mark.parametrize(
    "address",
    [
        "/drucksache/17/4711/",
        "/drucksache/17/9075/neu/",
        "/drucksache/BT/17/9075/",
        "/drucksache/0/0/",
        "/drucksache/99999999999999999999/99999999999999999999/",
    ],
)
def test_a_number_that_occurs_nowhere_is_told_in_a_sentence(lesen_client, address):
    citing()
    response = lesen_client.get(address)
    assert response.status_code == 404
    assert "kommt in keinem Papier vor, das hier erfasst ist." in text_of(response)


@pytest.mark.parametrize("suffix", ["%00", "a%20b", "1", "%27", "x" * 21, "%ED%A0%80"])
def test_what_cannot_be_a_suffix_is_no_address(lesen_client, suffix):
    assert lesen_client.get(f"/drucksache/17/9075/{suffix}/").status_code == 404


def test_a_parliament_that_does_not_exist_is_told_in_a_sentence(lesen_client):
    response = lesen_client.get("/drucksache/XX/17/9075/")
    assert response.status_code == 404
    assert "„XX“ ist kein Kürzel eines Parlaments." in text_of(response)


def test_the_own_parliaments_code_leads_to_the_plain_address(lesen_client):
    factories.antrag(number="17/19344")
    response = lesen_client.get("/drucksache/BW/17/19344/")
    assert (response.status_code, response.url) == (301, "/drucksache/17/19344/")


@pytest.mark.parametrize(
    ("quote", "address", "heading"),
    [
        ("Bundestagsdrucksache 21/500", "/drucksache/BT/21/500/", "Deutscher Bundestag, 21. Wahlperiode"),
        ("BR-Drs. 123/24", "/drucksache/BR/24/123/", "Bundesrat"),
    ],
    ids=["bundestag", "bundesrat"],
)
def test_a_paper_of_another_house_has_a_page_that_says_so(lesen_client, quote, address, heading):
    citing(f"Siehe {quote}.")
    response = lesen_client.get(address)
    assert response.status_code == 200
    assert heading in text_of(response)
    assert "Drucksachen anderer Parlamente werden hier nicht erfasst." in text_of(response)


def test_clerks_enter_a_missing_paper_from_its_page(lesen_client, sachbearbeitung_client):
    citing()
    assert "Anfrage erfassen" in text_of(sachbearbeitung_client.get("/drucksache/17/9075/"))
    assert "Anfrage erfassen" not in text_of(lesen_client.get("/drucksache/17/9075/"))


# --- Drafts ----------------------------------------------------------------------------------------------


@pytest.fixture
def draft(db):
    inquiry = factories.antrag(number="17/19344", titel="Musteranfrage mit Entwurf")
    return factories.stellungnahme(
        inquiry, {"1": "Geheim ist Drucksache 17/9075."}, published=False, drucksache=factories.drucksache("17/19790")
    )


def test_what_only_a_draft_cites_is_unknown_to_readers(lesen_client, sachbearbeitung_client, draft):
    assert lesen_client.get("/drucksache/17/9075/").status_code == 404
    response = sachbearbeitung_client.get("/drucksache/17/9075/")
    assert response.status_code == 200
    assert "Antwort zu Frage 1 Entwurf" in text_of(response)


def test_the_number_of_a_draft_is_unknown_to_readers(lesen_client, sachbearbeitung_client, draft):
    response = lesen_client.get("/drucksache/17/19790/")
    assert response.status_code == 404
    assert "Musteranfrage mit Entwurf" not in text_of(response)
    assert sachbearbeitung_client.get("/drucksache/17/19790/").status_code == 200


def test_a_drafts_number_that_a_public_paper_cites_is_only_cited(lesen_client, draft):
    citing("Siehe Drucksache 17/19790.", number="17/19999")
    page = text_of(lesen_client.get("/drucksache/17/19790/"))
    assert "Drucksache 17/19790 nicht erfasst" in page
    assert "Musteranfrage mit Entwurf" not in page


def test_backlinks_and_their_count_leave_drafts_out(lesen_client, sachbearbeitung_client, draft):
    factories.antrag(number="17/9075")
    citing(number="17/19999")
    assert "Zitiert in 1 Stelle anderer" in text_of(lesen_client.get("/drucksache/17/9075/"))
    assert "Geheim" not in text_of(lesen_client.get("/drucksache/17/9075/"))
    assert "Zitiert in 2 Stellen anderer" in text_of(sachbearbeitung_client.get("/drucksache/17/9075/"))


# --- Many places -----------------------------------------------------------------------------------------


def test_many_places_are_divided_into_pages(lesen_client):
    citing(" ".join(f"Satz {n} nennt Drucksache 17/9075." for n in range(PER_PAGE + 1)))
    first = text_of(lesen_client.get("/drucksache/17/9075/"))
    assert f"Zitiert an {PER_PAGE + 1} Stellen" in first
    assert "Seite 1 von 2" in first
    assert f"Satz {PER_PAGE} nennt" not in first
    second = lesen_client.get("/drucksache/17/9075/?stellen=2")
    assert f"Satz {PER_PAGE} nennt" in text_of(second)
    assert 'href="?stellen=1#zitiert-in"' in second.content.decode()


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "", "9" * 40])
@pytest.mark.parametrize("entered", [True, False], ids=["entered", "only-cited"])
def test_a_page_of_places_that_does_not_exist_is_told_in_a_sentence(lesen_client, page, entered):
    if entered:
        factories.antrag(number="17/9075")
    citing()
    response = lesen_client.get("/drucksache/17/9075/", {"stellen": page})
    assert response.status_code == 404
    assert "Diese Seite der Fundstellen gibt es nicht." in text_of(response)


def test_the_newest_inquiry_comes_first(lesen_client):
    citing(number="17/1", titel="Ältere", eingegangen=datetime.date(2024, 1, 1))
    citing(number="17/2", titel="Neuere", eingegangen=datetime.date(2025, 1, 1))
    citing(number="17/3", titel="Ohne Eingang")
    page = text_of(lesen_client.get("/drucksache/17/9075/"))
    assert page.index("Neuere") < page.index("Ältere") < page.index("Ohne Eingang")


@pytest.mark.parametrize("count", [1, 30], ids=["one-place", "thirty-places"])
def test_the_page_takes_a_fixed_number_of_queries(lesen_client, django_assert_num_queries, count):
    for n in range(count):
        citing(number=f"17/{n + 1}")
    lesen_client.get("/drucksache/17/9075/")
    with django_assert_num_queries(9):
        assert lesen_client.get("/drucksache/17/9075/").status_code == 200


def test_what_papers_contain_is_never_markup(lesen_client):
    hostile = "<b onclick='x'>\"&"
    factories.antrag(number="17/1", titel=hostile)
    citing(f"{hostile} in Drucksache 17/9075, {hostile}", number="17/2", titel=hostile)
    citing("Siehe Drucksachen 17/1 und 17/2.", number="17/3", titel=hostile)
    for address in ("/drucksache/17/9075/", "/drucksache/17/2/"):
        page = lesen_client.get(address).content.decode()
        assert "<b " not in page
        assert page.count("&lt;b onclick=&#x27;x&#x27;&gt;&quot;&amp;") > 1
