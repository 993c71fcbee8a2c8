"""Batches and the list of the desk: each paper with its state, and what can be done there."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from inquiries.models import Antrag
from responses.desk.arriving import Purpose, receive
from responses.desk.batches import store_accepted
from responses.desk.reading_in import read_in
from responses.models import Eingang, Stapel
from tests import factories
from tests.conftest import signed_in
from tests.responses.desk.papers import inquiry_text, opened_inquiry
from tests.responses.desk.test_batches import CLEAN
from tests.responses.desk.test_recognising import File

pytestmark = pytest.mark.django_db
Stand = Eingang.Stand
LIST = "/admin/responses/eingang/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def clerk(sachbearbeitung_client) -> Client:
    factories.ministerium()
    factories.fraktion()
    return sachbearbeitung_client


def given(*files: tuple[str, bytes], read: bool = True) -> Stapel:
    account = factories.user(role="Sachbearbeitung")
    batch = receive(account, files=[File(content, name) for name, content in files], purpose=Purpose())
    for eingang in batch.eingaenge.all() if read else ():
        read_in(eingang.pk)
    return batch


@pytest.fixture
def batch() -> Stapel:
    opened_inquiry(number="17/4714", titel="Schon erfasst")
    known = inquiry_text(number="17/4714")
    files = [(name, text.encode()) for name, text in CLEAN.items()]
    return given(*files, ("leer.txt", b""), ("bekannt.txt", known.encode()), ("brief.txt", b"Guten Tag, anbei nichts."))


def html(client: Client, address: str, **headers) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def row(batch: Stapel, name: str) -> Eingang:
    return batch.eingaenge.get(name=name)


def test_a_batch_shows_each_paper_with_its_state_and_what_can_be_done(clerk, batch):
    page = html(clerk, batch.get_absolute_url())
    assert page.count("gelesen, ohne Hinweise</span>") == 2
    assert "Die Datei ist leer." in page
    assert "Drucksache 17/4714 ist schon erfasst: Kleine Anfrage 17/4714" in page
    assert "Weder eine Anfrage noch eine Antwort erkannt." in page
    for name, address in (
        ("bekannt.txt", "vergleichen"),
        ("4711.txt", "pruefen"),
        ("brief.txt", "zuordnen"),
        ("leer.txt", "datei"),
    ):
        assert f'href="{LIST}{row(batch, name).pk}/{address}/"' in page
    assert "Alle ohne Hinweise übernehmen (2)" in page
    assert "hx-get" not in page


def test_a_batch_that_is_read_shows_how_far_it_is_and_asks_again_until_it_is_done(clerk):
    batch = given(("a.txt", inquiry_text().encode()), ("b.txt", b"x"), read=False)
    page = html(clerk, batch.get_absolute_url())
    assert '<progress max="2" value="0"' in page
    assert "0 von 2 fertig" in page
    assert "Zurzeit läuft kein Dienst, der Dateien liest." in page
    poll = page.split('hx-get="')[1].split('"')[0]
    assert clerk.get(poll, headers=HTMX).status_code == 204
    read_in(row(batch, "a.txt").pk)
    fragment = html(clerk, poll, **HTMX)
    assert "<html" not in fragment
    assert "1 von 2 fertig" in fragment
    assert 'id="eingaenge" hx-swap-oob="true"' in fragment
    read_in(row(batch, "b.txt").pk)
    fragment = html(clerk, poll, **HTMX)
    assert "hx-get" not in fragment
    assert "Alles fertig: 2 Papiere." in fragment


def test_lists_are_narrowed_down_by_state(clerk, batch):
    page = html(clerk, f"{batch.get_absolute_url()}?stand=fehler")
    assert "leer.txt" in page
    assert "4711.txt" not in page
    assert clerk.get(f"{batch.get_absolute_url()}?stand=unsinn").status_code == 404


def test_the_desk_lists_the_papers_of_all_that_are_to_be_worked_on(clerk, batch):
    Eingang.objects.filter(pk=row(batch, "4711.txt").pk).update(stand=Stand.VERWORFEN)
    page = html(clerk, LIST)
    assert "4712.txt" in page
    assert "4711.txt" not in page
    assert str(batch.konto) in page
    assert "4711.txt" in html(clerk, f"{LIST}?stand=alle")


def test_a_long_list_has_pages_and_needs_the_same_few_queries(clerk, django_assert_max_num_queries):
    batch = given(*[(f"{number}.txt", b"") for number in range(60)])
    page = html(clerk, f"{batch.get_absolute_url()}?seite=2")
    assert "Seite 2 von 2" in page
    assert "59.txt" in page
    for address in (batch.get_absolute_url(), LIST):
        with django_assert_max_num_queries(8):
            clerk.get(address)


def test_those_without_findings_are_accepted_after_it_was_said_what_happens(clerk, batch):
    address = reverse("admin:responses_eingang_uebernehmen", args=[batch.pk])
    page = html(clerk, address)
    assert "2 Papiere werden gespeichert" in page
    assert "4711.txt" in page
    assert "leer.txt" not in page
    response = clerk.post(address)
    assert response.url == batch.get_absolute_url()
    assert "2 Papiere werden als Entwurf gespeichert." in said(response)
    assert "wird gespeichert" in html(clerk, response.url)
    for job in ProcrastinateJob.objects.filter(task_name="store_eingang"):
        store_accepted(job.args["eingang"], version=job.args["version"], attempt=0)
    page = html(clerk, response.url)
    assert "gespeichert (2)" in page
    assert f"/admin/inquiries/antrag/{Antrag.objects.get(drucksache__nummer=4711).pk}/change/" in page
    assert "Es war nichts zu übernehmen." in said(clerk.post(address))


def test_the_batch_is_worked_off_one_after_the_other(clerk, batch):
    address = reverse("admin:responses_eingang_naechster", args=[batch.pk])
    assert clerk.get(address).url == row(batch, "4711.txt").get_absolute_url()
    after = row(batch, "4712.txt").position
    assert clerk.get(f"{address}?nach={after}").url.endswith(f"{row(batch, 'bekannt.txt').pk}/vergleichen/")
    assert clerk.get(f"{address}?nach=unsinn").status_code == 302
    Eingang.objects.update(stand=Stand.VERWORFEN)
    response = clerk.get(address)
    assert response.url == batch.get_absolute_url()
    assert "nichts mehr zu prüfen" in said(response)


def test_a_row_is_dismissed_and_brought_back_where_it_was_pressed(clerk, batch):
    here = f"{batch.get_absolute_url()}?stand=fehler"
    address, eingang = reverse("admin:responses_eingang_zeile"), row(batch, "leer.txt")
    response = clerk.post(address, {"verwerfen": eingang.pk, "zurueck": here})
    assert response.url == here
    assert "ist verworfen" in said(response)
    clerk.post(address, {"zurueckholen": eingang.pk, "zurueck": here})
    assert row(batch, "leer.txt").stand == Stand.FEHLER
    clerk.post(address, {"lesen": eingang.pk, "zurueck": here})
    assert row(batch, "leer.txt").stand == Stand.WARTET
    assert clerk.post(address, {"verwerfen": "99999", "zurueck": here}).status_code == 404
    assert clerk.post(address, {"verwerfen": "x", "zurueck": "https://example.org/"}).url == LIST


@pytest.mark.parametrize("name", ["stapel", "naechster", "uebernehmen", "datei", "zuordnen", "vergleichen"])
def test_only_clerks_get_in(batch, name):
    eingang = row(batch, "4711.txt")
    key = batch.pk if name in ("stapel", "naechster", "uebernehmen") else eingang.pk
    address = reverse(f"admin:responses_eingang_{name}", args=[key])
    assert signed_in("Lesen").get(address).status_code == 403
    assert Client().get(address).url.startswith("/anmelden/")
    assert (
        signed_in("Sachbearbeitung").get(reverse(f"admin:responses_eingang_{name}", args=[999999])).status_code == 404
    )
