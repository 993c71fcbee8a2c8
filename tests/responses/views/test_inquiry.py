"""The page of one inquiry: each question beside its answer, and what the paper says about itself."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from inquiries.models import Antrag, Frage, Fristverlaengerung, Source, Urheber
from inquiries.models.datei import digest
from responses.models import Luecke, Stellungnahme
from tests import factories

pytestmark = pytest.mark.django_db

NUMBER = "17/19344"
ADDRESS = "/drucksache/17/19344/"
DAY = datetime.date


def text_of(response):
    """What can be read on the page, white space folded."""
    apart = re.sub(r"(</(?:dt|dd|p|li|summary)>|<br>)", r" \1", response.content.decode())
    return " ".join(strip_tags(apart).split())


def read(client, inquiry):
    response = client.get(inquiry.get_absolute_url())
    assert response.status_code == 200
    return text_of(response)


def html(client, inquiry):
    return client.get(inquiry.get_absolute_url()).content.decode()


def source(text="Ein Musterpapier."):
    return Source.objects.create(text=text, sha256=digest(text.encode()))


# --- Addresses -------------------------------------------------------------------------------------------


def test_an_inquiry_without_a_number_is_read_under_its_key(lesen_client):
    inquiry = factories.antrag(titel="Musteranfrage ohne Nummer")
    assert inquiry.get_absolute_url() == reverse("antrag", kwargs={"pk": inquiry.pk})
    assert "Musteranfrage ohne Nummer" in read(lesen_client, inquiry)
    assert "Drucksachennummer noch nicht bekannt" in read(lesen_client, inquiry)


def test_the_key_of_a_numbered_inquiry_leads_to_its_number(lesen_client):
    inquiry = factories.antrag(number=NUMBER)
    response = lesen_client.get(reverse("antrag", kwargs={"pk": inquiry.pk}))
    assert response.status_code == 302
    assert response.url == ADDRESS


@pytest.mark.parametrize("pk", [0, 987654321, 10**30], ids=["zero", "unknown", "beyond-the-column"])
def test_an_unknown_key_is_told_in_a_sentence(lesen_client, pk):
    response = lesen_client.get(f"/anfragen/{pk}/")
    assert response.status_code == 404
    assert "Diese Anfrage gibt es hier nicht." in text_of(response)


@pytest.mark.parametrize("address", ["/anfragen/1/", ADDRESS], ids=["key", "number"])
def test_nobody_reads_without_a_role(client, address):
    assert client.get(address).status_code == 302
    client.force_login(factories.user())
    assert client.get(address).status_code == 403


# --- The head --------------------------------------------------------------------------------------------


def test_the_head_says_all_that_the_paper_says_about_itself(lesen_client):
    inquiry = factories.antrag(
        number=NUMBER,
        art=Antrag.Art.ANTRAG,
        titel="Musterantrag zu den Brücken im Land",
        askers=[("Erika Muster", "GRÜNE"), ("Max Beispiel", "GRÜNE"), ("Anna Vorlage", "SPD")],
        datum=DAY(2025, 5, 25),
        eingegangen=DAY(2025, 5, 28),
        zugeleitet=DAY(2025, 6, 2),
        ausgegeben=DAY(2025, 6, 26),
    )
    Urheber.objects.create(antrag=inquiry, name_gedruckt="Muster", rolle=Urheber.Rolle.SIGNATORY, position=9)
    letter = factories.stellungnahme(
        inquiry,
        {"1": "Zwölf."},
        art=Stellungnahme.Art.STELLUNGNAHME,
        schreiben_vom=DAY(2025, 6, 20),
        aktenzeichen="VM2-0141.5/19344",
        unterzeichnet_von="Vorbild",
        amt="Ministerin für Verkehr",
        im_einvernehmen_gedruckt="Ministerium für Muster; Ministerium für Beispiele",
    )
    letter.im_einvernehmen.add(factories.ministerium("Ministerium für Finanzen", "FM"))
    page = read(lesen_client, inquiry)
    for fact in (
        "Antrag · Drucksache 17/19344",
        "Musterantrag zu den Brücken im Land",
        "Erika Muster und Max Beispiel (GRÜNE), Anna Vorlage (SPD)",
        "Unterzeichnet von Muster",
        "Datum 25. Mai 2025",
        "Eingegangen 28. Mai 2025",
        "Zugeleitet 2. Juni 2025",
        "Schreiben vom 20. Juni 2025",
        "Ausgegeben 26. Juni 2025",
        "Frist 23. Juni 2025",
        "Stellungnahme vom 20. Juni 2025",
        "Ministerium Ministerium für Verkehr",
        "Ministerium für Finanzen Ministerium für Muster Ministerium für Beispiele",
        "Aktenzeichen VM2-0141.5/19344",
        "Vorbild Ministerin für Verkehr",
        "1 von 1 beantwortet",
    ):
        assert fact in page
    assert "vorläufig" not in page
    assert "überfällig" not in page


def test_a_fraktion_that_asks_alone_is_named(lesen_client):
    inquiry = factories.antrag(askers=())
    inquiry.fraktionen.add(factories.fraktion("SPD"))
    assert "Fraktion SPD" in read(lesen_client, inquiry)


def test_what_is_not_known_is_said_to_be_unknown(lesen_client):
    page = read(lesen_client, factories.antrag())
    assert "Eingegangen nicht bekannt Zugeleitet nicht bekannt Schreiben vom nicht bekannt" in page


def test_a_deadline_counted_from_the_eingang_is_provisional_and_may_be_overdue(lesen_client):
    page = read(lesen_client, factories.antrag(eingegangen=DAY(2025, 5, 28)))
    assert "18. Juni 2025 vorläufig, ab Eingang gerechnet überfällig" in page
    assert "0 von 1 beantwortet" in page


def test_a_deadline_by_a_rule_that_is_not_certain_is_provisional(lesen_client):
    page = read(lesen_client, factories.antrag(eingegangen=DAY(2026, 6, 1), zugeleitet=DAY(2026, 6, 2)))
    assert "23. Juni 2026 vorläufig, Regel dieser Wahlperiode nicht gesichert" in page


def test_an_extension_stands_with_its_reason(lesen_client):
    inquiry = factories.antrag(eingegangen=DAY(2025, 5, 28))
    Fristverlaengerung.objects.create(
        antrag=inquiry,
        neue_frist=DAY(2025, 8, 1),
        grund="Umfangreiche Erhebung",
        zugestimmt_von="Erika Muster",
        quelle="Schreiben vom 10. Juni 2025",
    )
    page = read(lesen_client, inquiry)
    assert "1. August 2025 verlängert" in page
    assert "bis 1. August 2025: Umfangreiche Erhebung" in page


def test_the_source_is_one_click_away(lesen_client):
    inquiry = factories.antrag(source=source())
    assert f'href="{reverse("source", kwargs={"pk": inquiry.source_id})}"' in html(lesen_client, inquiry)


def test_the_other_inquiries_of_the_same_paper_are_named_though_one_alone_bears_its_number(lesen_client):
    paper = source()
    first = factories.antrag(number=NUMBER, source=paper)
    second, third = (factories.antrag(titel=f"{name} Musteranfrage", source=paper) for name in ("Zweite", "Dritte"))
    factories.antrag(titel="Aus einem anderen Papier")
    said = "Im selben Papier Kleine Anfrage ohne Nummer: Zweite Musteranfrage Kleine Anfrage ohne Nummer: Dritte Muster"
    assert said in read(lesen_client, first)
    assert f'<a href="{first.get_absolute_url()}">Kleine Anfrage 17/19344: Musteranfrage' in html(lesen_client, second)
    assert "Aus einem anderen Papier" not in read(lesen_client, third)


def test_a_source_that_holds_a_draft_is_not_offered_to_readers(lesen_client, sachbearbeitung_client):
    inquiry = factories.antrag(source=source())
    factories.stellungnahme(inquiry, {"1": "Geheim."}, published=False, source=inquiry.source)
    address = reverse("source", kwargs={"pk": inquiry.source_id})
    assert address not in html(lesen_client, inquiry)
    assert address in html(sachbearbeitung_client, inquiry)


def test_everybody_prints_and_clerks_edit(lesen_client, sachbearbeitung_client):
    inquiry = factories.antrag()
    print_it = f'<input type="hidden" name="antrag" value="{inquiry.pk}">'
    edit = reverse("admin:inquiries_antrag_change", args=[inquiry.pk])
    answer = f"{reverse('admin:responses_eingang_erfassen')}?antrag={inquiry.pk}"
    assert print_it in html(lesen_client, inquiry)
    assert edit not in html(lesen_client, inquiry)
    assert answer not in html(lesen_client, inquiry)
    for address in (print_it, edit, answer):
        assert address in html(sachbearbeitung_client, inquiry)


# --- Questions and answers -------------------------------------------------------------------------------


def test_each_question_has_an_address_and_stands_before_its_answer(lesen_client):
    inquiry = factories.antrag(fragen={"1": "Wie viele?", "3a": "Welche?", "I.1": "Warum?"})
    factories.stellungnahme(inquiry, {"3a": "Die große.", "1": "Zwölf.", "I.1": "Darum."})
    page = html(lesen_client, inquiry)
    found = re.findall(r'id="(ziffer-[^"]+)"|<p>(Zwölf\.|Die große\.|Darum\.)</p>', page)
    assert [anchor or answer for anchor, answer in found] == [
        *("ziffer-1", "Zwölf."),
        *("ziffer-3a", "Die große."),
        *("ziffer-I.1", "Darum."),
    ]


def test_each_number_of_a_joint_answer_has_an_address_and_the_answer_is_there_once(lesen_client):
    inquiry = factories.antrag(fragen=["Wie viele?", "Welche?", "Wann?"])
    factories.stellungnahme(inquiry, {"1 und 2": "Zwölf große.", "3": "Bald."})
    page = html(lesen_client, inquiry)
    assert all(page.count(f'id="ziffer-{n}"') == 1 for n in (1, 2, 3))
    assert page.count("Zwölf große.") == 1
    assert "Antwort zu Fragen 1 und 2 gemeinsam beantwortet" in read(lesen_client, inquiry)


def test_a_joint_answer_to_questions_apart_is_pointed_to(lesen_client):
    inquiry = factories.antrag(fragen=["Wie viele?", "Welche?", "Wann?"])
    factories.stellungnahme(inquiry, {"1 und 3": "Zwölf, bald.", "2": "Große."})
    page = html(lesen_client, inquiry)
    assert page.count("Zwölf, bald.") == 1
    assert "Gemeinsam beantwortet mit Frage 1: die Antwort steht dort." in read(lesen_client, inquiry)
    assert 'Dieselbe Antwort gilt für Frage <a href="#ziffer-3">3</a>' in page


def test_an_open_question_says_so_with_the_clerks_reason(lesen_client):
    inquiry = factories.antrag(fragen=["Wie viele?", "Welche?"])
    assert read(lesen_client, inquiry).count("Noch keine Antwort.") == 2
    letter = factories.stellungnahme(inquiry, {"1": "Zwölf."})
    Luecke.objects.create(stellungnahme=letter, frage=inquiry.fragen.get(nummer="2"), grund="Wird nachgereicht.")
    page = read(lesen_client, inquiry)
    assert "offen Ohne Antwort. Vermerk der Sachbearbeitung: Wird nachgereicht." in page
    assert "1 von 2 beantwortet" in page


def test_a_decision_part_asks_for_no_answer(lesen_client):
    inquiry = factories.antrag(fragen=["zu berichten;", "zu beschließen."], enthaelt_beschlussteil=True)
    Frage.objects.filter(antrag=inquiry, nummer="2").update(beschlussteil=True)
    page = read(lesen_client, inquiry)
    assert "Beschlussteil, keine Antwort verlangt." in page
    assert "enthält Beschlussteil" in page
    assert page.count("Noch keine Antwort.") == 1


def test_an_answer_without_a_question_is_flagged(lesen_client):
    inquiry = factories.antrag()
    factories.stellungnahme(inquiry, {"1": "Zwölf.", "7": "Nicht gefragt."})
    page = read(lesen_client, inquiry)
    assert "Antwort zu Frage 7 Antwort ohne Frage Nicht gefragt." in page


def test_a_number_that_the_inquiry_lacks_is_named(lesen_client):
    inquiry = factories.antrag()
    factories.stellungnahme(inquiry, {"1 und 2": "Zwölf."})
    assert "Die Anfrage enthält keine Frage 2." in read(lesen_client, inquiry)


def test_an_answer_that_only_refers_is_shown_as_such(lesen_client):
    inquiry = factories.antrag()
    factories.stellungnahme(inquiry, {"1": "Auf die Antwort zu Frage 1 in Drucksache 17/9075 wird verwiesen."})
    assert "nur durch Verweis beantwortet" in read(lesen_client, inquiry)


def test_changed_wording_is_folded_and_shown_word_by_word(lesen_client):
    inquiry = factories.antrag(fragen=["ob die Landesregierung beabsichtigt, zu bauen;"])
    factories.stellungnahme(inquiry, {"1": "Ja."}, wortlaut={"1": "ob die Landesregierung plant, zu bauen;"})
    page = html(lesen_client, inquiry)
    assert '<details class="rewording">' in page
    assert "ob die Landesregierung gefragt: beabsichtigt, wiederholt als: plant, zu bauen;" in read(
        lesen_client, inquiry
    )


def test_the_nouns_are_those_of_the_instrument(lesen_client):
    inquiry = factories.antrag(art=Antrag.Art.ANTRAG, fragen=["wie viele;"])
    factories.stellungnahme(inquiry, {"1": "Zwölf."}, art=Stellungnahme.Art.STELLUNGNAHME)
    page = read(lesen_client, inquiry)
    assert "Stellungnahme zu Ziffer 1" in page
    assert "Frage" not in page.replace("Anfrage", "")


def test_sections_of_a_large_inquiry_stand_above_their_first_question(lesen_client):
    inquiry = factories.antrag(art=Antrag.Art.GROSSE_ANFRAGE, fragen=["Wie viele?", "Welche?", "Wann?"])
    inquiry.fragen.filter(nummer__in="12").update(abschnitt="I. Bestand")
    inquiry.fragen.filter(nummer="3").update(abschnitt="II. Zukunft")
    page = html(lesen_client, inquiry)
    assert page.count('<h3 class="pairs__section">') == 2
    assert page.index("I. Bestand</h3>") < page.index('id="ziffer-1"')
    assert page.index('id="ziffer-2"') < page.index("II. Zukunft</h3>") < page.index('id="ziffer-3"')


def test_previous_and_next_lead_along_the_rows(lesen_client):
    inquiry = factories.antrag(fragen=["Wie viele?", "Welche?", "Wann?"])
    factories.stellungnahme(inquiry, {"1 und 2": "Zwölf große."})
    page = html(lesen_client, inquiry)
    assert '<a href="#ziffer-3" aria-label="Weiter: Frage 3">' in page
    assert '<a href="#ziffer-1" aria-label="Zurück: Fragen 1 und 2">' in page


def test_the_jump_list_says_the_state_of_each_question_in_words(lesen_client):
    inquiry = factories.antrag(fragen=["Wie viele?", "Welche?"])
    factories.stellungnahme(inquiry, {"1": "Zwölf."})
    page = html(lesen_client, inquiry)
    jump = page[page.index('class="jump"') : page.index('class="pairs"')]
    assert re.findall(r'href="#(ziffer-\d)"', jump) == ["ziffer-1", "ziffer-2"]
    assert re.findall(r'aria-label="([^"]+)"', jump) == ["beantwortet", "offen"]


def test_the_vorbemerkung_stands_above_and_the_begruendung_folded_below(lesen_client):
    inquiry = factories.antrag(begruendung="Darum wird gefragt.")
    factories.stellungnahme(inquiry, {"1": "Zwölf."}, vorbemerkung="Vorab sei bemerkt.")
    page = html(lesen_client, inquiry)
    assert page.index("Vorab sei bemerkt.") < page.index("Zwölf.") < page.index("Darum wird gefragt.")
    assert re.search(r"<details class=\"folded\">\s*<summary>Begründung</summary>", page)


def test_with_several_letters_each_answer_says_which_it_is_from(lesen_client):
    inquiry = factories.antrag(number=NUMBER)
    factories.stellungnahme(inquiry, {"1": "Zwölf."}, schreiben_vom=DAY(2025, 6, 20))
    factories.stellungnahme(
        inquiry,
        {"1": "Dreizehn."},
        art=Stellungnahme.Art.ERGAENZUNG,
        schreiben_vom=DAY(2025, 7, 30),
        drucksache=factories.drucksache("17/19790"),
    )
    page = read(lesen_client, inquiry)
    assert "Antwort vom 20. Juni 2025 zu Frage 1 Zwölf." in page
    assert "Ergänzung vom 30. Juli 2025 zu Frage 1 Dreizehn." in page
    assert "Ergänzung vom 30. Juli 2025 Drucksache 17/19790" in page


def test_paragraphs_are_kept_and_markup_in_a_paper_is_text(lesen_client):
    inquiry = factories.antrag(titel="Muster <b>fett</b> & mehr", fragen=["<script>alert(1)</script>"])
    factories.stellungnahme(inquiry, {"1": "Erster.\r\n\r\nZweiter <i>Absatz</i>, Drucksache 17/9075."})
    page = html(lesen_client, inquiry)
    assert "<p>Erster.</p><p>Zweiter &lt;i&gt;Absatz&lt;/i&gt;, <a" in page
    assert "<script>alert" not in page
    assert "<b>fett" not in page


# --- Drafts ----------------------------------------------------------------------------------------------


@pytest.fixture
def with_draft(db):
    inquiry = factories.antrag(number=NUMBER)
    factories.stellungnahme(
        inquiry,
        {"1": "Geheim, siehe Drucksache 17/4711.", "8": "Ebenso geheim."},
        published=False,
        schreiben_vom=DAY(2025, 8, 30),
        vorbemerkung="Geheime Vorbemerkung.",
        aktenzeichen="GEHEIM-1",
        unterzeichnet_von="Geheimrat",
    )
    return inquiry


def test_nothing_of_a_draft_reaches_a_reader(lesen_client, with_draft):
    page = html(lesen_client, with_draft)
    for word in ("Geheim", "geheim", "GEHEIM", "17/4711", "Entwurf", "30. August"):
        assert word not in page
    assert "Noch keine Antwort." in page
    assert "0 von 1 beantwortet" in page


def test_clerks_see_a_draft_marked_as_one(sachbearbeitung_client, with_draft):
    page = read(sachbearbeitung_client, with_draft)
    assert "Geheim, siehe Drucksache 17/4711" in page
    assert "Antwort zu Frage 1 Entwurf" in page
    assert "Noch nicht veröffentlicht: nur für die Sachbearbeitung zu sehen." in page
    assert "0 von 1 beantwortet" in page
    assert "im Entwurf beantwortet" in html(sachbearbeitung_client, with_draft)


# --- Cost ------------------------------------------------------------------------------------------------

QUERIES = 28


@pytest.mark.parametrize("count", [1, 30], ids=["one-question", "thirty-questions"])
def test_the_page_takes_a_fixed_number_of_queries(lesen_client, django_assert_num_queries, count):
    for n in range(count):
        cited = factories.antrag(number=f"17/{1000 + n}", fragen=["Wie viele?", "Siehe Drucksache 17/19344?"])
        factories.stellungnahme(cited, {"1": "Auf Drucksache 17/19344 wird verwiesen."})
    inquiry = factories.antrag(
        number=NUMBER, source=source(), fragen=[f"Wie viele (Drucksache 17/{1000 + n})?" for n in range(count)]
    )
    for n in range(count):
        letter = factories.stellungnahme(
            inquiry,
            {str(n + 1): f"Siehe Ziffer 1 in Drucksache 17/{1000 + n} und Drucksache 16/{n + 1}."},
            wortlaut={str(n + 1): "Ganz anders?"},
            drucksache=factories.drucksache(f"17/{2000 + n}"),
        )
        letter.im_einvernehmen.add(factories.ministerium(f"Ministerium {n}"))
        Luecke.objects.create(stellungnahme=letter, frage=inquiry.fragen.first(), grund="Später.")
    lesen_client.get(ADDRESS)
    with django_assert_num_queries(QUERIES):
        assert lesen_client.get(ADDRESS).status_code == 200
