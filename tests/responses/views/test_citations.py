"""Citations inside the texts of an inquiry: how they stand, and where they lead."""

import re

import pytest
from django.utils.html import strip_tags

from inquiries.models import Antrag, Verweis
from responses.models import AntwortVerweis, Stellungnahme
from tests import factories

pytestmark = pytest.mark.django_db

NUMBER = "17/19344"


@pytest.fixture
def page(lesen_client):
    def read(answer="Siehe oben.", client=lesen_client, **fields):
        inquiry = factories.antrag(number=NUMBER, **fields)
        factories.stellungnahme(inquiry, {"1": answer})
        return client.get(inquiry.get_absolute_url()).content.decode()

    return read


CITATION = re.compile(r'<(?:a|span) class="cite cite--([\w-]+)"(?: href="([^"]+)")?[^>]*>')
FOOTER = re.compile(r'<div class="cited">(.*?)</div>', re.DOTALL)


def links(html):
    """The citations inside the texts: (how it stands, address or None)."""
    return [(kind, href or None) for kind, href in CITATION.findall(html)]


def footers(html):
    """What stands below the texts, as words."""
    return [" ".join(strip_tags(part).split()) for part in FOOTER.findall(html)]


def cited_inquiry(number="17/19156", **fields):
    return factories.antrag(number=number, titel="Musteranfrage, die zitiert wird", **fields)


def test_a_paper_that_is_not_here_is_marked_in_words_and_leads_to_its_page(page):
    html = page("Siehe Drucksache 17/9075.")
    assert links(html) == [("missing", "/drucksache/17/9075/")]
    assert "nicht erfasst" in footers(html)[0]
    assert footers(html) == ["Verweise: 1 Drucksache, davon 1 nicht erfasst Drucksache 17/9075 nicht erfasst"]


def test_a_paper_that_is_here_leads_to_it_with_its_title(page):
    cited_inquiry()
    html = page("Siehe Drucksache 17/19156.")
    assert links(html) == [("entered", "/drucksache/17/19156/")]
    assert footers(html) == ["Verweise: 1 Drucksache Drucksache 17/19156 Musteranfrage, die zitiert wird"]


def test_cited_ziffern_lead_straight_to_the_question(page):
    cited_inquiry(fragen={"3": "Wie?", "4": "Wo?"})
    html = page("Siehe Ziffern 3 und 4 in Drucksache 17/19156.")
    assert links(html) == [("entered", "/drucksache/17/19156/#ziffer-3")]
    assert '<a href="/drucksache/17/19156/#ziffer-3">3</a> und <a href="/drucksache/17/19156/#ziffer-4">4</a>' in html


def test_a_ziffer_that_the_cited_paper_lacks_is_said_and_not_linked(page):
    cited_inquiry()
    html = page("Siehe Ziffern 7 und 1 in Drucksache 17/19156.")
    assert links(html) == [("entered", "/drucksache/17/19156/#ziffer-1")]
    assert "#ziffer-7" not in html
    assert "Ziffern 7 (gibt es dort nicht) und 1" in footers(html)[0]


def test_a_citation_of_the_same_paper_stays_on_the_page(page):
    html = page("Auf die Antwort zu Frage 2 wird verwiesen.", fragen=["Wie viele?", "Welche?"])
    assert ("here", "#ziffer-2") in links(html)


def test_the_papers_own_number_stays_on_the_page_too(page):
    html = page("Siehe Ziffer 2 der Drucksache 17/19344.", fragen=["Wie viele?", "Welche?"])
    assert [href for kind, href in links(html) if kind == "here"] == ["#ziffer-2"]


def test_a_number_that_this_paper_lacks_is_marked_and_not_linked(page):
    html = page("Auf die Antwort zu Frage 9 wird verwiesen.")
    assert links(html) == [("here", None)]
    assert "9 (gibt es dort nicht)" in footers(html)[0]


def test_plenarprotokolle_and_other_houses_are_marked_and_explained(page):
    html = page("Siehe Plenarprotokoll 17/13 und Bundestagsdrucksache 21/500.")
    assert links(html) == [
        ("protocol", None),
        ("other-house", "/drucksache/BT/21/500/"),
    ]
    [footer] = footers(html)
    assert "Plenarprotokoll 17/13 hier nicht geführt Plenarprotokolle werden hier nicht erfasst." in footer
    assert "Deutscher Bundestag anderes Parlament Drucksachen anderer Parlamente werden hier nicht erfasst." in footer
    assert "davon" not in footer


@pytest.mark.parametrize(
    ("columns", "kind", "note"),
    [
        pytest.param({"ausgang": Verweis.Ausgang.AMBIGUOUS}, "ambiguous", "mehrdeutig", id="ambiguous"),
        pytest.param(
            {"ausgang": Verweis.Ausgang.NO_TARGET, "drucksache": None}, "no-target", "kein Ziel", id="no-target"
        ),
        pytest.param({"art": Verweis.Art.LETTER, "drucksache": None}, "letter", "Schreiben", id="letter"),
    ],
)
def test_what_leads_nowhere_is_marked_with_its_reason(lesen_client, columns, kind, note):
    inquiry = factories.antrag(number=NUMBER)
    factories.stellungnahme(inquiry, {"1": "Siehe Drucksache 17/9075."})
    AntwortVerweis.objects.update(**columns)
    html = lesen_client.get(inquiry.get_absolute_url()).content.decode()
    assert links(html) == [(kind, None)]
    assert note in footers(html)[0]


def test_the_papers_that_an_ambiguous_citation_may_mean_are_offered(lesen_client):
    inquiry = factories.antrag(number=NUMBER)
    factories.stellungnahme(inquiry, {"1": "Siehe Drucksache 17/9075."})
    AntwortVerweis.objects.update(ausgang=Verweis.Ausgang.AMBIGUOUS, drucksache=None)
    AntwortVerweis.objects.get().kandidaten.add(factories.drucksache("16/1"), factories.drucksache("21/500", "BT"))
    html = lesen_client.get(inquiry.get_absolute_url()).content.decode()
    assert re.search(r'Es kann sein: <a href="/drucksache/\S+">Drucksache [^<]+</a>, <a', html)


def test_why_a_citation_has_no_target_is_said(page):
    [footer] = footers(page("Siehe Drucksache 18/1."))
    assert "Eine Drucksache einer späteren Wahlperiode kann hier nicht gemeint sein." in footer


def test_citations_stand_in_every_text_of_the_paper(lesen_client):
    inquiry = factories.antrag(
        number=NUMBER,
        titel="Nachfrage zu Drucksache 17/1001",
        fragen=["Was folgt aus Drucksache 17/1002?"],
        begruendung="Anlass ist Drucksache 17/1003.",
    )
    factories.stellungnahme(inquiry, {"1": "Nichts, siehe Drucksache 17/1004."}, vorbemerkung="Wie Drucksache 17/1005.")
    html = lesen_client.get(inquiry.get_absolute_url()).content.decode()
    for number in range(1001, 1006):
        assert ("missing", f"/drucksache/17/{number}/") in links(html)
    assert "5 zitierte Drucksachen nicht erfasst" in html


def test_a_paper_cited_twice_in_an_answer_is_counted_once(page):
    html = page("Siehe Drucksache 17/9075 und Ziffer 3 in Drucksache 17/9075.")
    assert footers(html) == ["Verweise: 1 Drucksache, davon 1 nicht erfasst Drucksache 17/9075, Ziffer 3 nicht erfasst"]


def test_the_number_of_a_letter_leads_to_its_inquiry(page):
    answered = cited_inquiry()
    factories.stellungnahme(
        answered, {"1": "Ergänzt."}, art=Stellungnahme.Art.ERGAENZUNG, drucksache=factories.drucksache("17/19790")
    )
    html = page("Siehe Ziffer 1 in Drucksache 17/19790.")
    assert links(html) == [("entered", "/drucksache/17/19790/#ziffer-1")]
    assert "Musteranfrage, die zitiert wird" in footers(html)[0]


def test_the_number_of_a_letter_on_this_page_leads_to_its_place_here(lesen_client):
    inquiry = factories.antrag(number=NUMBER)
    letter = factories.stellungnahme(inquiry, {"1": "Siehe Drucksache 17/19790."})
    later = factories.stellungnahme(
        inquiry, {"1": "Ergänzt."}, art=Stellungnahme.Art.ERGAENZUNG, drucksache=factories.drucksache("17/19790")
    )
    html = lesen_client.get(inquiry.get_absolute_url()).content.decode()
    assert ("here", f"#schreiben-{later.pk}") in links(html)
    assert f'id="schreiben-{letter.pk}"' in html


def test_a_paper_that_only_a_draft_would_bring_is_not_entered_for_readers(page, sachbearbeitung_client):
    answered = cited_inquiry()
    factories.stellungnahme(
        answered,
        {"1": "Geheim."},
        published=False,
        art=Stellungnahme.Art.ERGAENZUNG,
        drucksache=factories.drucksache("17/19790"),
    )
    html = page("Siehe Drucksache 17/19790.")
    assert links(html) == [("missing", "/drucksache/17/19790/")]
    assert "Musteranfrage, die zitiert wird" not in html
    inquiry = Antrag.objects.get(drucksache__nummer=19344)
    clerks = sachbearbeitung_client.get(inquiry.get_absolute_url()).content.decode()
    assert links(clerks) == [("entered", "/drucksache/17/19790/")]


def test_a_citation_resolves_the_moment_its_paper_is_entered(page, lesen_client):
    assert "cite--missing" in page("Siehe Drucksache 17/19156.")
    cited_inquiry()
    html = lesen_client.get("/drucksache/17/19344/").content.decode()
    assert "cite--entered" in html
    assert "cite--missing" not in html
