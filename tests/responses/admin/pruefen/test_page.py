"""The page as a whole: who sees it, what it shows, how it ends."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from inquiries.models import Antrag, Datei, Urheber
from inquiries.reading import read_paper
from responses.desk import steps
from responses.models import Eingang, Stellungnahme
from tests import factories
from tests.conftest import signed_in
from tests.responses.desk.papers import BILL
from tests.written_pdf import show, write_pdf

from .conftest import EXAMPLE, arrived


def test_every_line_stands_there_with_the_name_of_its_part(page_of):
    text = page_of().text
    for name in ("Titel", "Ziffer 3", "Antwort zu 3", "wiederholte Frage 6", "Begründung", "Schluss", "Frage 8"):
        assert name in text
    assert 'data-ort="a11"' in text
    assert "Text vollständig zugeordnet" in text
    assert "beabsichtigt," in text.split("<del>")[1].split("</del>")[0]


@pytest.mark.parametrize("role", [None, "Lesen"], ids=["visitor", "reader"])
@pytest.mark.parametrize("name", ["pruefen", "aendern", "stelle", "speichern", "verwerfen"])
def test_nobody_but_clerks_gets_in(clerk, role, name):
    eingang = arrived(EXAMPLE, clerk)
    client = signed_in(role) if role else Client()
    url = reverse(f"admin:responses_eingang_{name}", args=[eingang.pk])
    for response in (client.get(url), client.post(url, {"version": eingang.version})):
        assert response.status_code == (302 if role is None else 403)
    eingang.refresh_from_db()
    assert eingang.stand == Eingang.Stand.GELESEN


def test_the_change_page_of_the_admin_leads_here(page_of):
    page = page_of()
    response = page.client.get(reverse("admin:responses_eingang_change", args=[page.pk]))
    assert response["Location"] == page.url


def test_asking_for_a_place_that_is_not_there(page_of):
    page = page_of()
    for query in ("", "?ab=x", "?ab=99999999", "?ab=-1", "?ab=999999999999999999999"):
        assert page.client.get(f"{page.url}stelle/{query}").status_code == 404
    for query in ("?links=0", "?links=9999999999", "?rechts=99999", "?links=x", "?ort=quatsch", "?suche=%00"):
        assert page.client.get(page.url + query).status_code == 200
    for version in ("", "x", "9" * 40):
        response = page.client.post(f"{page.url}aendern/", {"tun": "feld", "feld": "title", "version": version})
        assert response.status_code == 409


def test_htmx_gets_the_work_alone(page_of):
    page = page_of()
    headers = {"HX-Request": "true"}
    version = page.eingang.version
    data = {"tun": "feld", "feld": "title", "wert": "Neu", "version": version}
    response = page.client.post(f"{page.url}aendern/", data, headers=headers)
    text = response.content.decode()
    assert text.strip().startswith('<div id="arbeit"')
    assert f'data-version="{version + 1}"' in text
    assert page.client.post(f"{page.url}aendern/", data, headers=headers).status_code == 409
    menu = page.client.get(f"{page.url}stelle/?ab=500", headers=headers).content.decode()
    assert menu.strip().startswith('<section class="menue"')


def _long(questions: int, words: int) -> str:
    asked = "\n".join(f"{n}. wie viele Brücken der Klasse {n} es im Land gibt;" for n in range(1, questions + 1))
    said = "\n\n".join(f"Zu {n}.:\n\n{'Die Brücken stehen seit Jahren. ' * words}" for n in range(1, questions + 1))
    head, _, _ = EXAMPLE.partition("1. welche")
    opening = "Mit Schreiben vom 1. September 2025 nimmt das Staatsministerium wie folgt Stellung:"
    return f"{head}{asked}\n\n8.8.2025\n\nMuster GRÜNE\n\nStellungnahme\n\n{opening}\n\n{said}\n\nMuster\n\nMinister\n"


def test_a_long_paper_is_shown_in_windows_and_asks_the_database_no_more(page_of):
    few, many = page_of(), page_of(_long(60, 120))
    counts = []
    for page in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page.look()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(many.text) < 1_000_000
    assert "Abschnitt 1 von" in many.text
    assert "Teil 1 von" in many.text
    assert many.key("60") not in many.text.split('id="ergebnis"')[1]
    assert f'id="e-{many.key("60")}"' in many.look("?links=3&rechts=99").text
    many.send(f"nummer-{many.key('60')}", nummern="60 und 61")
    assert f'id="e-{many.key("60")}"' in many.text


def test_of_a_paper_that_is_no_inquiry_the_page_says_so_and_offers_what_can_be_done(page_of):
    page = page_of(BILL)
    assert "Keine Anfrage: Gesetzentwurf" in page.text
    assert "form-speichern" not in page.text
    assert "So steht es im Papier" not in page.text
    store = f"{page.url}speichern/"
    refused = page.client.post(store, {"version": page.eingang.version, "entwurf": "1"})
    assert refused.status_code == 400
    assert not Antrag.objects.exists()
    page.send("feld-kind", wert="Antrag")
    assert "Keine Anfrage" not in page.text
    assert "form-speichern" in page.text


# --- The end of the work ----------------------------------------------------------------------------------


def test_a_paper_is_stored_as_draft_and_the_page_leads_on(page_of, clerk):
    page = page_of()
    other = Eingang.objects.create(stapel=page.eingang.stapel, position=2, medientyp="text/plain")
    steps.start(other, text="Antrag\n\nBrücken", paper=read_paper("Antrag\n\nBrücken"), by=clerk)
    page.send("speichern", entwurf="1")
    letter = Stellungnahme.objects.get()
    assert letter.is_draft
    assert letter.antworten.count() == 8
    assert "Gespeichert als Entwurf" in page.text
    assert other.get_absolute_url() in page.text
    assert 'id="form-feld-title"' not in page.text or "readonly" in page.text
    response = page.client.post(f"{page.url}aendern/", {"tun": "feld", "version": page.eingang.version})
    assert response["Location"] == page.url


def test_a_paper_without_open_findings_is_published(page_of):
    page = page_of()
    page.send("speichern", veroeffentlichen="1")
    assert not Stellungnahme.objects.get().is_draft
    assert "Gespeichert und veröffentlicht" in page.text


def test_open_findings_keep_a_paper_from_being_published(page_of):
    page = page_of(EXAMPLE.replace("Ministerium für Finanzen", "Ministerium für Sternkunde"))
    page.send("speichern", veroeffentlichen="1")
    assert page.response.status_code == 400
    assert "Ein Hinweis ist offen" in page.text
    assert not Stellungnahme.objects.exists()


def test_with_four_eyes_a_paper_is_stored_and_presented(page_of, settings):
    settings.VIER_AUGEN = True
    page = page_of()
    page.send("speichern", veroeffentlichen="1")
    letter = Stellungnahme.objects.get()
    assert letter.is_draft
    assert letter.vorlagen.open().get().vorgelegt_an is None
    assert "und zur Veröffentlichung vorgelegt" in page.text


def test_what_cannot_be_stored_is_said_and_nothing_is(page_of):
    page = page_of()
    page.send("feld-title", wert="").send("speichern", entwurf="1")
    assert page.response.status_code == 400
    assert "Nicht gespeichert: Der Titel fehlt" in page.text
    assert page.eingang.stand == Eingang.Stand.GELESEN


def test_what_cannot_be_stored_cannot_be_reasoned_away(page_of):
    page = page_of().send("feld-title", wert="")
    [note] = [one for one in page.response.context["shown"] if one.note.code == "title-missing"]
    assert f"form-erledigen-{note.note.key}" not in page.text


def test_saving_a_state_that_is_no_longer_there_is_refused(page_of):
    page = page_of()
    old = page.response
    page.send("feld-title", wert="Von der anderen")
    page.response = old
    page.send("speichern", entwurf="1")
    assert page.response.status_code == 409
    assert "Nicht gespeichert" in page.text
    assert "Von der anderen" in page.text
    assert not Stellungnahme.objects.exists()


def test_publishing_needs_the_permission(page_of, clerk):
    group = clerk.groups.get()
    group.permissions.remove(group.permissions.get(codename="publish_stellungnahme"))
    page = page_of()
    assert 'name="veroeffentlichen"' not in page.text
    page.send("speichern", veroeffentlichen="1")
    assert page.response.status_code == 400
    assert not Stellungnahme.objects.exists()


def test_a_paper_is_dismissed(page_of):
    page = page_of()
    page.client.post(f"{page.url}verwerfen/")
    assert page.eingang.stand == Eingang.Stand.VERWORFEN
    assert "Verworfen." in page.look().text
    page.client.post(f"{page.url}verwerfen/")
    assert "schon gespeichert oder verworfen" in page.look().text


def test_two_clerks_are_told_of_each_other(page_of):
    page = page_of()
    other = factories.user(role="Sachbearbeitung", name="anna.vorlage")
    client = Client()
    client.force_login(other)
    assert "arbeitet auch hier" in client.get(page.url).content.decode()


# --- Pages of a PDF ---------------------------------------------------------------------------------------


@pytest.fixture
def printed(clerk) -> Eingang:
    content = write_pdf(show("Antrag", 60, 700), show("Ende", 60, 700))
    eingang = arrived("Antrag\n\fEnde", clerk)
    eingang.datei, eingang.medientyp = Datei.objects.keep(content), "application/pdf"
    eingang.save()
    return eingang


def test_the_pages_of_a_pdf_are_shown_to_clerks_and_kept_by_their_browsers(printed, clerk):
    client = Client()
    client.force_login(clerk)
    assert "von 2" in client.get(printed.get_absolute_url()).content.decode()
    url = reverse("admin:responses_eingang_seite", args=[printed.pk, 2])
    response = client.get(url)
    assert Image.open(io.BytesIO(response.content)).format == "PNG"
    assert "private" in response["Cache-Control"]
    assert "max-age" in response["Cache-Control"]
    assert client.get(url, headers={"If-None-Match": response["ETag"]}).status_code == 304
    for number in (0, 3, 10**9):
        assert client.get(reverse("admin:responses_eingang_seite", args=[printed.pk, number])).status_code == 404
    assert signed_in("Lesen").get(url).status_code == 403


def test_a_text_has_no_pages(page_of):
    page = page_of()
    assert "Seite zeigen" not in page.text
    assert page.client.get(reverse("admin:responses_eingang_seite", args=[page.pk, 1])).status_code == 404


def test_a_name_that_means_nobody_in_particular_is_stored_so(page_of):
    page_of().send("person-askers-0", gemeint="0").send("speichern", entwurf="1")
    first, second = Urheber.objects.filter(rolle="fragt").order_by("position")
    assert (first.name_gedruckt, first.abgeordnete) == ("Alexander Salomon", None)
    assert second.abgeordnete.name == "Peter Seimer"


def test_the_page_says_what_a_paper_is_a_new_version_of_and_what_it_equals(page_of):
    antrag = factories.antrag(fragen=["welche Ziele erreicht wurden;"])
    letter = factories.stellungnahme(antrag, {"1": "Keine."})
    page = page_of("Zu 1.:\n\nAlle.\n", antrag=antrag)
    Eingang.objects.filter(pk=page.pk).update(ersetzt=letter, bekannt="Das Schreiben liegt schon vor.")
    text = page.look().text
    assert "Neue Fassung von" in text
    assert reverse("admin:responses_stellungnahme_change", args=[letter.pk]) in text
    assert "Das Schreiben liegt schon vor." in text
    assert reverse("admin:responses_eingang_vergleichen", args=[page.pk]) in text


def test_a_new_version_is_published_with_what_it_corrects(page_of, clerk):
    antrag = factories.antrag(fragen=["welche Ziele erreicht wurden;"])
    letter = factories.stellungnahme(antrag, {"1": "Keine."}, published=True)
    page = page_of(
        "Mit Schreiben vom 22. September 2025 Nr. WM1-2/3 nimmt das Ministerium für Finanzen wie folgt Stellung:\n\n"
        "Zu 1.:\n\nAlle.\n\nMuster\n\nMinister für Finanzen\n",
        antrag=antrag,
    )
    Eingang.objects.filter(pk=page.pk).update(ersetzt=letter)
    page.look()
    for note in steps.notes(page.eingang, page.desk):
        if note.is_open:
            page.send(f"erledigen-{note.key}", ueblich="So steht es im Papier.")
    page.send("speichern", veroeffentlichen="1", berichtigungsgrund=" ")
    assert page.response.status_code == 400
    assert "Es fehlt, was berichtigt wird" in page.text
    page.send("speichern", veroeffentlichen="1", berichtigungsgrund="x" * 501)
    assert page.response.status_code == 400
    assert "x" * 501 in page.text
    page.send("speichern", veroeffentlichen="1", berichtigungsgrund="Alle Ziele sind erreicht.")
    version = Stellungnahme.objects.get(ersetzt=letter)
    assert (version.is_draft, version.berichtigungsgrund) == (False, "Alle Ziele sind erreicht.")
