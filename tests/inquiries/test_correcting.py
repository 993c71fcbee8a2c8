"""Clerks put citations right, and what they said stays."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse

from inquiries import correcting
from inquiries.correcting import CorrectionError, Meaning
from inquiries.linking import link_antrag
from inquiries.models import Verweis
from responses.citations import link_stellungnahme
from responses.models import AntwortVerweis
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2025, 9, 1, 12, 5, tzinfo=datetime.UTC)
QUESTION = "Was folgt aus Drucksache 17/19001?"


@pytest.fixture
def clerk(db):
    return factories.user(role="Sachbearbeitung", name="muster")


@pytest.fixture
def inquiry():
    return factories.antrag(number="17/19500", fragen=[QUESTION])


def meaning(number="17/19002", *ziffern):
    return Meaning(Verweis.Art.DRUCKSACHE, factories.drucksache(number), ziffern=ziffern)


def rewrite(inquiry, text):
    inquiry.fragen.update(text=text)
    link_antrag(inquiry)


def said(inquiry):
    """Every row as (words, paper, Ziffern, what became of it), in order of the text."""
    rows = Verweis.alle.filter(antrag=inquiry).order_by("frage__position", "start")
    return [(row.zitat, str(row.drucksache or row.art), row.ziffern, row.stand) for row in rows]


def test_a_corrected_citation_means_what_the_clerk_says_and_tells_who_and_when(inquiry, clerk):
    verweis = inquiry.verweise.get()
    correcting.correct(verweis, meaning("17/19002", "3"), by=clerk, at=AT)
    verweis.refresh_from_db()
    assert (str(verweis.drucksache), verweis.ziffern) == ("17/19002", ["3"])
    assert (verweis.stand, verweis.berichtigt_von, verweis.berichtigt_am) == (Verweis.Stand.BERICHTIGT, clerk, AT)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(QUESTION, id="nothing-changed"),
        pytest.param("Und was, bitte, folgt aus Drucksache 17/19001?", id="words-before"),
        pytest.param("Was folgt aus Drucksache 17/19001 und sonst?", id="words-behind"),
        pytest.param("Was folgt aus\nDrucksache  17/19001?", id="white-space"),
        pytest.param("Siehe Drucksache 17/19003. Was folgt aus Drucksache 17/19001?", id="another-citation"),
    ],
)
def test_a_correction_survives_reading_again_and_editing_around_it(inquiry, clerk, text):
    correcting.correct(inquiry.verweise.get(), meaning(), by=clerk, at=AT)
    rewrite(inquiry, text)
    corrected = inquiry.verweise.get(stand=Verweis.Stand.BERICHTIGT)
    assert str(corrected.drucksache) == "17/19002"
    assert text[corrected.start : corrected.ende] == corrected.zitat
    assert not inquiry.verweise.filter(drucksache__nummer=19001).exists()


def test_of_the_same_words_twice_the_corrected_ones_stay_corrected(inquiry, clerk):
    rewrite(inquiry, "Laut Drucksache 17/1 fehlt Geld. Dagegen nennt Drucksache 17/1 Stellen.")
    second = inquiry.verweise.order_by("start").last()
    correcting.correct(second, meaning("17/2"), by=clerk, at=AT)
    rewrite(inquiry, "Neu: Drucksache 17/1. Laut Drucksache 17/1 fehlt Geld. Dagegen nennt Drucksache 17/1 Stellen.")
    assert [paper for _, paper, _, _ in said(inquiry)] == ["17/1", "17/1", "17/2"]


def test_a_correction_goes_when_its_words_go(inquiry, clerk):
    correcting.correct(inquiry.verweise.get(), meaning(), by=clerk, at=AT)
    rewrite(inquiry, "Was folgt daraus?")
    assert said(inquiry) == []


def test_a_dismissed_citation_stays_dismissed_and_is_seen_nowhere(inquiry, clerk):
    correcting.dismiss(inquiry.verweise.get(), by=clerk, at=AT)
    rewrite(inquiry, f"Neu: {QUESTION}")
    assert not inquiry.verweise.exists()
    assert said(inquiry) == [("Drucksache 17/19001", "17/19001", [], "verworfen")]


def test_an_added_citation_takes_the_place_of_what_was_found_in_its_words(inquiry, clerk):
    rewrite(inquiry, "Was folgt aus Nummer 3 jener Drucksache 17/19001?")
    text = correcting.texts_of(inquiry)[1]
    start = text.text.index("Nummer")
    correcting.add(inquiry, text, start, len(text.text) - 1, meaning("17/19001", "3"), by=clerk, at=AT)
    rewrite(inquiry, "Und was folgt aus Nummer 3 jener Drucksache 17/19001?")
    assert said(inquiry) == [("Nummer 3 jener Drucksache 17/19001", "17/19001", ["3"], "ergaenzt")]


def test_words_that_a_clerk_has_spoken_of_are_not_added_again(inquiry, clerk):
    correcting.dismiss(inquiry.verweise.get(), by=clerk, at=AT)
    text = correcting.texts_of(inquiry)[1]
    with pytest.raises(CorrectionError, match="schon von Hand bearbeitet"):
        correcting.add(inquiry, text, 14, 20, meaning(), by=clerk, at=AT)
    assert len(said(inquiry)) == 1


@pytest.mark.parametrize("how", ["correct", "dismiss", "add"])
def test_whatever_a_clerk_said_can_be_taken_back(inquiry, clerk, how):
    before = said(inquiry)
    verweis = inquiry.verweise.get()
    if how == "correct":
        correcting.correct(verweis, meaning(), by=clerk, at=AT)
    elif how == "dismiss":
        correcting.dismiss(verweis, by=clerk, at=AT)
    else:
        text = correcting.texts_of(inquiry)[1]
        verweis = correcting.add(inquiry, text, 0, len(text.text), meaning(), by=clerk, at=AT)
    assert said(inquiry) != before
    correcting.take_back(Verweis.alle.get(pk=verweis.pk))
    assert said(inquiry) == before
    assert not Verweis.alle.exclude(berichtigt_von=None).exists()


def test_choosing_one_of_two_candidates_ends_the_doubt(inquiry, clerk):
    rewrite(inquiry, "Was folgt aus der Bürgerschaftsdrucksache 22/1234?")
    verweis = inquiry.verweise.get()
    chosen = verweis.kandidaten.get(parlament="HH")
    correcting.correct(verweis, Meaning(Verweis.Art.DRUCKSACHE, chosen), by=clerk, at=AT)
    link_antrag(inquiry)
    assert str(inquiry.verweise.get().drucksache) == "HH 22/1234"
    assert not Verweis.objects.ambiguous().exists()


def test_corrections_in_a_letter_stay_when_an_answer_is_cut_in_two(inquiry, clerk):
    letter = factories.stellungnahme(inquiry, {"1": "Zwölf.\n\nSiehe Drucksache 17/19001."}, published=False)
    correcting.correct(Verweis.objects.get(antwortverweis__stellungnahme=letter), meaning(), by=clerk, at=AT)
    first = letter.antworten.get()
    first.text = "Zwölf."
    first.save()
    second = letter.antworten.create(position=2, text="Siehe Drucksache 17/19001.")
    link_stellungnahme(letter)
    row = AntwortVerweis.objects.get(stellungnahme=letter)
    assert (row.antwort, str(row.drucksache), row.stand) == (second, "17/19002", Verweis.Stand.BERICHTIGT)


def test_an_answer_that_only_refers_is_an_answer_once_its_citation_is_dismissed(inquiry, clerk):
    letter = factories.stellungnahme(inquiry, {"1": "Siehe Drucksache 17/19001."})
    assert letter.antworten.get().nur_verweis
    correcting.dismiss(Verweis.objects.get(antwortverweis__stellungnahme=letter), by=clerk, at=AT)
    assert not letter.antworten.get().nur_verweis


# --- The desk ---------------------------------------------------------------------------------------------


def page(verweis):
    return reverse("admin:inquiries_verweis_change", args=[verweis.pk])


def adding(inquiry, text=None):
    key = f"&text={text}" if text else ""
    return f"{reverse('admin:inquiries_verweis_add')}?antrag={inquiry.pk}{key}"


def send(client, address, **fields):
    return client.post(address, filled(client.get(address), **fields))


def errors(response):
    return response.context["adminform"].form.errors


def test_the_page_shows_the_sentence_and_what_is_meant_so_far(sachbearbeitung_client, inquiry):
    html = sachbearbeitung_client.get(page(inquiry.verweise.get())).content.decode()
    assert "Was folgt aus <mark>Drucksache 17/19001</mark>?" in html
    assert 'value="17/19001"' in html


def test_another_paper_is_typed_and_the_desk_says_who_did_it(sachbearbeitung_client, inquiry):
    verweis = inquiry.verweise.get()
    response = send(sachbearbeitung_client, page(verweis), nummer=" 17 / 19 002 ", ziffern="1 und 3")
    assert response.status_code == 302, errors(response)
    assert said(inquiry) == [("Drucksache 17/19001", "17/19002", ["1", "3"], "berichtigt")]
    html = sachbearbeitung_client.get(page(verweis)).content.decode()
    assert "berichtigt, von" in html
    assert "BW 17/19001" in html, "what would be found"
    desk = sachbearbeitung_client.get(reverse("admin:inquiries_antrag_change", args=[inquiry.pk])).content.decode()
    assert "berichtigt von" in desk


@pytest.mark.parametrize(
    ("fields", "at", "says"),
    [
        pytest.param({"nummer": "siebzehn"}, "nummer", "keine Drucksachennummer", id="no-number"),
        pytest.param({"nummer": ""}, "nummer", "Bitte die Nummer", id="number-missing"),
        pytest.param({"nummer": "18/1"}, "nummer", "17. Wahlperiode kann keines der 18.", id="later-term"),
        pytest.param({"ziffern": "drei"}, "ziffern", "keine Liste von Nummern", id="ziffern"),
        pytest.param({"meint": "plenarprotokoll", "nummer": "17"}, "nummer", "17/13", id="protocol"),
        pytest.param({"meint": "same-paper", "ziffern": ""}, "ziffern", "Welche Ziffer", id="same-paper"),
        pytest.param({"meint": None}, "meint", "zwingend", id="nothing-chosen"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_changes(sachbearbeitung_client, inquiry, fields, at, says):
    before = said(inquiry)
    response = send(sachbearbeitung_client, page(inquiry.verweise.get()), **fields)
    assert response.status_code == 200
    assert says in errors(response)[at][0]
    assert said(inquiry) == before


@pytest.mark.parametrize(
    ("fields", "became"),
    [
        pytest.param({"meint": "kein"}, ("17/19001", [], "verworfen"), id="no-citation"),
        pytest.param({"meint": "same-paper", "ziffern": "1"}, ("same-paper", ["1"], "berichtigt"), id="same-paper"),
        pytest.param(
            {"parlament": "BT", "nummer": "20/1"}, ("BT 20/1", [], "berichtigt"), id="another-house-of-a-later-term"
        ),
        pytest.param({"parlament": "BR", "nummer": "12/24"}, ("BR 12/24", [], "berichtigt"), id="bundesrat"),
        pytest.param({"meint": "letter"}, ("letter", [], "berichtigt"), id="letter"),
        pytest.param(
            {"meint": "plenarprotokoll", "nummer": "17 / 13"}, ("plenarprotokoll", [], "berichtigt"), id="protocol"
        ),
    ],
)
def test_a_citation_may_mean_anything(sachbearbeitung_client, inquiry, fields, became):
    response = send(sachbearbeitung_client, page(inquiry.verweise.get()), **fields)
    assert response.status_code == 302, errors(response)
    assert said(inquiry) == [("Drucksache 17/19001", *became)]


def test_a_candidate_is_chosen(sachbearbeitung_client, inquiry):
    rewrite(inquiry, "Was folgt aus der Bürgerschaftsdrucksache 22/1234?")
    verweis = inquiry.verweise.get()
    candidate = verweis.kandidaten.get(parlament="HB")
    send(sachbearbeitung_client, page(verweis), meint=f"kandidat-{candidate.pk}")
    assert str(inquiry.verweise.get().drucksache) == "HB 22/1234"


def test_a_correction_is_taken_back_on_a_page_of_its_own(sachbearbeitung_client, inquiry):
    verweis = inquiry.verweise.get()
    send(sachbearbeitung_client, page(verweis), meint="kein")
    address = reverse("admin:inquiries_verweis_take_back", args=[verweis.pk])
    assert "BW 17/19001" in sachbearbeitung_client.get(address).content.decode()
    assert sachbearbeitung_client.post(address).status_code == 302
    assert said(inquiry) == [("Drucksache 17/19001", "17/19001", [], "gefunden")]
    assert sachbearbeitung_client.post(address).status_code == 302, "nothing to take back any more"


def test_a_missing_citation_is_added_by_its_words(sachbearbeitung_client, inquiry):
    rewrite(inquiry, "Was sagt 17/1 dazu, und was sagt 17/1 nicht?")
    choice = sachbearbeitung_client.get(adding(inquiry)).content.decode()
    key = f"frage-{inquiry.fragen.get().pk}"
    assert f"text={key}" in choice
    response = send(
        sachbearbeitung_client, adding(inquiry, key), worte="17/1", vorkommen="2", meint="drucksache", nummer="17/1"
    )
    assert response.status_code == 302, errors(response)
    verweis = inquiry.verweise.get()
    assert (verweis.zitat, str(verweis.drucksache), verweis.stand) == ("17/1", "17/1", "ergaenzt")
    assert verweis.frage.text[: verweis.start].endswith("und was sagt ")


def test_words_marked_in_the_text_need_no_counting(sachbearbeitung_client, inquiry):
    rewrite(inquiry, "Was sagt 17/1 dazu, und was sagt 17/1 nicht?")
    address = adding(inquiry, f"frage-{inquiry.fragen.get().pk}")
    start = len("Was sagt 17/1 dazu, und was sagt ")
    send(sachbearbeitung_client, address, worte="17/1", anfang=str(start), meint="drucksache", nummer="17/1")
    assert inquiry.verweise.get().start == start


def test_a_missing_citation_is_added_in_an_answer(sachbearbeitung_client, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Das steht im Bericht 17/1."})
    address = adding(inquiry, f"antwort-{letter.antworten.get().pk}")
    send(sachbearbeitung_client, address, worte="Bericht 17/1", meint="drucksache", nummer="17/1")
    row = AntwortVerweis.objects.get(stellungnahme=letter)
    assert (row.antwort.stellungnahme, row.zitat) == (letter, "Bericht 17/1")


@pytest.mark.parametrize(
    ("fields", "at", "says"),
    [
        pytest.param({"worte": "Drucksache 16"}, "worte", "stehen so nicht im Text", id="other-words"),
        pytest.param({"worte": ""}, "worte", "zwingend", id="no-words"),
        pytest.param({"worte": "s"}, "vorkommen", "Das wievielte Mal", id="several"),
        pytest.param({"worte": "folgt", "vorkommen": "2"}, "vorkommen", "nur 1-mal", id="too-many"),
    ],
)
def test_words_that_cannot_be_placed_are_refused(sachbearbeitung_client, inquiry, fields, at, says):
    before = said(inquiry)
    address = adding(inquiry, f"frage-{inquiry.fragen.get().pk}")
    response = send(sachbearbeitung_client, address, meint="drucksache", nummer="17/1", **fields)
    assert says in errors(response)[at][0]
    assert said(inquiry) == before


def test_words_spoken_of_already_are_refused_at_their_field(sachbearbeitung_client, inquiry):
    send(sachbearbeitung_client, page(inquiry.verweise.get()), meint="kein")
    address = adding(inquiry, f"frage-{inquiry.fragen.get().pk}")
    response = send(sachbearbeitung_client, address, worte="aus Drucksache", meint="drucksache", nummer="17/1")
    assert "schon von Hand bearbeitet (kein Verweis)" in errors(response)["worte"][0]


@pytest.mark.parametrize("query", ["", "?antrag=", "?antrag=abc", f"?antrag={'9' * 30}"])
def test_adding_asks_for_the_paper_first(sachbearbeitung_client, query):
    assert sachbearbeitung_client.get(reverse("admin:inquiries_verweis_add") + query).status_code == 302


def test_a_ziffer_that_the_paper_lacks_is_kept_with_a_warning(sachbearbeitung_client, inquiry):
    factories.antrag(number="17/19002", fragen=["Eins?"])
    verweis = inquiry.verweise.get()
    address = page(verweis)
    data = filled(sachbearbeitung_client.get(address), nummer="17/19002", ziffern="7")
    html = sachbearbeitung_client.post(address, data, follow=True).content.decode()
    assert "7: Nicht jede dieser Ziffern gibt es" in html
    assert inquiry.verweise.get().ziffern == ["7"]


def test_clerks_are_told_when_a_correction_is_lost(sachbearbeitung_client, inquiry, clerk):
    correcting.correct(inquiry.verweise.get(), meaning(), by=clerk, at=AT)
    address = reverse("admin:inquiries_antrag_change", args=[inquiry.pk])
    data = filled(sachbearbeitung_client.get(address), **{"fragen-0-text": "Was folgt daraus?"})
    html = sachbearbeitung_client.post(address, data, follow=True).content.decode()
    assert "Die Berichtigung von „Drucksache 17/19001“ ist entfallen" in html


@pytest.mark.parametrize("doubt", ["mehrdeutig", "spaeter", "selbst", "ziffer"])
def test_what_should_be_looked_at_is_listed(sachbearbeitung_client, doubt):
    inquiry = factories.antrag(
        number="17/19500",
        fragen=["Bürgerschafts-Drs. 22/1?", "Drucksache 18/1?", "Drucksache 17/19500?", "siehe Antwort zu Frage 9?"],
    )
    address = reverse("admin:inquiries_verweis_changelist")
    with connection.cursor() as cursor:  # the database looks for the Ziffern when a transaction ends
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    rows = sachbearbeitung_client.get(address, {"pruefen": doubt}).context["cl"].queryset
    number = {"mehrdeutig": "1", "spaeter": "2", "selbst": "3", "ziffer": "4"}[doubt]
    assert [row.frage.nummer for row in rows] == [number]
    assert inquiry.verweise.count() == 4


@pytest.mark.parametrize("method", ["get", "post"])
def test_readers_correct_nothing(lesen_client, inquiry, method):
    verweis = inquiry.verweise.get()
    take_back = reverse("admin:inquiries_verweis_take_back", args=[verweis.pk])
    for address in (page(verweis), adding(inquiry), take_back):
        assert getattr(lesen_client, method)(address).status_code == 403


def test_readers_do_not_see_what_a_clerk_dismissed_in_a_letter(lesen_client, inquiry, clerk):
    letter = factories.stellungnahme(inquiry, {"1": "Das steht in Drucksache 17/19777."})

    def page_of_reader():
        return lesen_client.get(inquiry.get_absolute_url()).content.decode()

    assert "/drucksache/17/19777/" in page_of_reader()
    correcting.dismiss(Verweis.objects.get(antwortverweis__stellungnahme=letter), by=clerk, at=AT)
    assert "Drucksache 17/19777" in page_of_reader()
    assert "/drucksache/17/19777/" not in page_of_reader()
    assert not letter.antworten.get().verweise.exists()
    assert lesen_client.get("/drucksache/17/19777/").status_code == 404
