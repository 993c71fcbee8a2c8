"""Every version of a letter has an address: what it says, what it changed, that it was replaced or withdrawn."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inquiries import roles
from inquiries.models import Source
from inquiries.models.datei import digest
from responses.models import Antwort, Stellungnahme
from responses.publishing import publish, withdraw
from responses.revising import revise
from tests import factories
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

FIRST = datetime.datetime(2025, 9, 3, 10, 30, tzinfo=datetime.UTC)
SECOND = datetime.datetime(2025, 10, 7, 10, 30, tzinfo=datetime.UTC)


@pytest.fixture
def clerk():
    return factories.user(role=roles.SACHBEARBEITUNG)


@pytest.fixture
def letter(clerk):
    inquiry = factories.antrag(number="17/19500", fragen=["Wie viele?", "Wo?"])
    source = Source.objects.create(text="Muster", sha256=digest(b"Muster"))
    row = factories.stellungnahme(
        inquiry, {"1": "Es sind acht.", "2": "Hier."}, published=False, source=source, aktenzeichen="VM-1"
    )
    publish(row, by=clerk, at=FIRST)
    return row


@pytest.fixture
def corrected(letter, clerk):
    draft, _ = revise(letter)
    draft.antworten.filter(position=1).update(text="Es sind neun.")
    draft.berichtigungsgrund = "Zahl richtiggestellt."
    draft.save()
    publish(draft, by=clerk, at=SECOND)
    return draft


def page(client, letter):
    response = client.get(reverse("fassung", args=[letter.pk]))
    return " ".join(response.content.decode().split())


def test_the_inquiry_shows_the_version_that_holds_and_leads_to_what_changed(lesen_client, letter, corrected):
    html = " ".join(lesen_client.get(letter.antrag.get_absolute_url()).content.decode().split())
    assert "Berichtigt am 7. Oktober 2025:</strong> Zahl richtiggestellt." in html
    assert "Es sind neun." in html
    assert "Es sind acht." not in html
    assert reverse("fassung", args=[corrected.pk]) in html


def test_the_version_that_holds_tells_what_changed_word_by_word(lesen_client, letter, corrected):
    html = page(lesen_client, corrected)
    assert "Dies ist die geltende Fassung" in html
    for marked in (
        '<del><span class="visually-hidden">entfallen: </span>acht.</del>',
        '<ins><span class="visually-hidden">neu: </span>neun.</ins>',
    ):
        assert marked in html
    assert html.index("7. Oktober 2025, 12:30 Uhr</a>") < html.index("3. September 2025, 12:30 Uhr</a>")
    assert "<h3>Antwort zu 2</h3>" not in html


def test_a_replaced_version_stays_readable_with_its_source_and_says_by_what(lesen_client, letter, corrected):
    html = page(lesen_client, letter)
    assert (
        'Ersetzt durch die <a href="{}">Fassung vom 7. Oktober 2025</a>: Zahl richtiggestellt.'.format(
            reverse("fassung", args=[corrected.pk])
        )
        in html
    )
    assert "Es sind acht." in html
    assert f'href="/quelle/{letter.source_id}/"' in html


def test_of_a_withdrawn_letter_readers_see_that_it_was_and_why_and_clerks_all(lesen_client, letter, corrected, clerk):
    withdraw(corrected, by=clerk, at=SECOND, grund="Falsches Papier.")
    for version in (letter, corrected):
        html = page(lesen_client, version)
        assert "Zurückgezogen am 7. Oktober 2025: Falsches Papier." in html
        assert "Es sind" not in html
        assert "Es sind" in page(signed_in(roles.SACHBEARBEITUNG), version)
    assert lesen_client.get(f"/quelle/{letter.source_id}/").status_code == 404
    html = lesen_client.get(letter.antrag.get_absolute_url()).content.decode()
    assert html.count("Falsches Papier.") == 1
    assert "Es sind" not in html
    assert "0 von 2 beantwortet" in " ".join(html.split())


def test_a_new_version_takes_the_place_of_a_withdrawn_one_without_showing_it(lesen_client, letter, clerk):
    withdraw(letter, by=clerk, at=FIRST, grund="Namen Dritter.")
    draft, _ = revise(letter)
    draft.antworten.filter(position=1).update(text="Es sind neun.")
    draft.berichtigungsgrund = "Namen entfernt."
    draft.save()
    publish(draft, by=clerk, at=SECOND)
    html = page(lesen_client, draft)
    assert "Die Fassung davor ist zurückgezogen und wird nicht verglichen." in html
    assert "acht" not in html
    inquiry = lesen_client.get(letter.antrag.get_absolute_url()).content.decode()
    assert "zurückgezogen" not in inquiry
    assert "Namen entfernt." in inquiry


def test_the_number_of_its_own_leads_to_the_version_that_holds_or_says_that_it_was_withdrawn(
    lesen_client, letter, clerk
):
    supplement = factories.stellungnahme(
        letter.antrag,
        {"1": "Neun."},
        art="ergaenzung",
        drucksache=factories.drucksache("17/19600"),
        veroeffentlicht_am=FIRST,
    )
    draft, _ = revise(supplement)
    draft.berichtigungsgrund = "Zahl."
    draft.save()
    publish(draft, by=clerk, at=SECOND)
    assert f'href="#schreiben-{draft.pk}"' in lesen_client.get("/drucksache/17/19600/").content.decode()
    assert "<dt>Drucksache</dt><dd>17/19600</dd>" in page(lesen_client, supplement)
    withdraw(draft, by=clerk, at=SECOND, grund="Falsches Papier.")
    html = lesen_client.get("/drucksache/17/19600/").content.decode()
    assert f'id="schreiben-{draft.pk}"' in html
    assert "Falsches Papier." in html


def test_drafts_are_for_clerks_and_stand_in_no_list_of_readers(lesen_client, letter):
    draft, _ = revise(letter)
    assert lesen_client.get(reverse("fassung", args=[draft.pk])).status_code == 404
    assert "Entwurf" not in page(lesen_client, letter)
    for version in (draft, letter):
        assert "Entwurf" in page(signed_in(roles.SACHBEARBEITUNG), version)
    html = signed_in(roles.SACHBEARBEITUNG).get(letter.antrag.get_absolute_url()).content.decode()
    assert html.count("Es sind acht.") == 1


def test_a_version_that_does_not_stand_in_the_inquiry_is_read_at_its_own_address(lesen_client, letter, corrected):
    assert letter.__class__.objects.get(pk=letter.pk).get_absolute_url() == reverse("fassung", args=[letter.pk])
    assert corrected.get_absolute_url() == letter.antrag.get_absolute_url()
    html = lesen_client.get(f"/quelle/{letter.source_id}/").content.decode()
    assert f'href="{reverse("fassung", args=[letter.pk])}"' in html


def test_there_is_no_version_of_a_key_that_leads_nowhere(lesen_client):
    assert lesen_client.get(reverse("fassung", args=[4711])).status_code == 404


def test_many_answers_and_versions_cost_as_many_queries_as_few(lesen_client, clerk):
    def queries(count):
        inquiry = factories.antrag(fragen=["Wie?"] * count)
        version = factories.stellungnahme(inquiry, {str(n): "So." for n in range(1, count + 1)})
        for _ in range(2 if count < 10 else 5):
            version, _ = revise(version)
            Antwort.objects.filter(stellungnahme=version).update(text="Anders.")
            version.berichtigungsgrund = "Anders."
            version.save()
            publish(version, by=clerk, at=SECOND)
        with CaptureQueriesContext(connection) as captured:
            assert lesen_client.get(reverse("fassung", args=[version.pk])).status_code == 200
        return len(captured)

    assert queries(2) == queries(30)
    assert Stellungnahme.objects.published().count() == 2
