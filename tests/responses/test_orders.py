"""Long dossiers are printed by a job: ordered, done by a worker that may die, handed to one person, forgotten."""

import datetime
import time

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from inquiries import roles
from inquiries.models import Zugriff
from responses import orders
from responses.models import Druckauftrag
from responses.orders import carry_out, forget, place
from responses.tasks import MOST_ATTEMPTS, print_dossier
from tests import factories
from tests.conftest import signed_in
from tests.pdf import Pdf

pytestmark = pytest.mark.django_db
Stand = Druckauftrag.Stand
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def one_is_printed_at_once(settings):
    settings.DOSSIER_DIRECT_INQUIRIES = 1


@pytest.fixture
def query() -> str:
    return "&".join(f"antrag={factories.antrag(number=number).pk}" for number in ("17/10", "17/9"))


@pytest.fixture
def order(query) -> Druckauftrag:
    return place(factories.user(role=roles.LESEN), query)


def state(order: Druckauftrag) -> str:
    order.refresh_from_db()
    return order.stand


def account(client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def client_of(order: Druckauftrag):
    client = signed_in(None)
    client.force_login(order.konto)
    return client


# --- Ordering -----------------------------------------------------------------------------------------------


def test_a_long_dossier_leads_to_the_page_of_its_order(lesen_client, query):
    response = lesen_client.get(f"{reverse('dossier')}?{query}&fuer=Pr%C3%A4sidentin")
    order = Druckauftrag.objects.get()
    assert (response.status_code, response.url) == (302, order.get_absolute_url())
    assert order.konto == account(lesen_client)
    assert ProcrastinateJob.objects.get().args == {"auftrag": order.pk}
    html = lesen_client.get(response.url).content.decode()
    assert "Es ist als Nächstes an der Reihe." in html
    assert "Zurzeit läuft kein Druckdienst." in html


def test_a_short_dossier_comes_at_once(lesen_client, query, settings):
    settings.DOSSIER_DIRECT_INQUIRIES = 2
    assert lesen_client.get(f"{reverse('dossier')}?{query}")["Content-Type"] == "application/pdf"
    assert not Druckauftrag.objects.exists()


def test_who_asks_again_while_it_is_printed_gets_the_same_order(order, query):
    assert place(order.konto, query) == order
    assert place(factories.user(), query) != order
    Druckauftrag.objects.filter(pk=order.pk).update(stand=Stand.GESCHEITERT)
    assert place(order.konto, query) != order
    assert ProcrastinateJob.objects.count() == 3


# --- Printing -----------------------------------------------------------------------------------------------


def test_an_order_becomes_a_pdf_in_the_order_asked_for(order):
    Druckauftrag.objects.filter(pk=order.pk).update(abfrage=f"{order.abfrage}&fuer=Frau+Muster&ordnung=nummer")
    carry_out(order.pk, attempt=0)
    assert state(order) == Stand.FERTIG
    cover = Pdf(bytes(order.pdf)).page_text(1)
    assert cover.index("17/9") < cover.index("17/10")
    assert "Frau Muster" in cover
    assert order.dateiname == f"Dossier-{timezone.localdate():%Y-%m-%d}-2-Anfragen.pdf"
    first = bytes(order.pdf)
    carry_out(order.pk, attempt=1)
    assert state(order) == Stand.FERTIG
    assert bytes(order.pdf) == first


def test_it_is_dated_by_the_order_however_late_it_is_printed(order):
    Druckauftrag.objects.filter(pk=order.pk).update(erteilt_am=timezone.now() - datetime.timedelta(days=1))
    carry_out(order.pk, attempt=0)
    order.refresh_from_db()
    assert f"{timezone.localdate() - datetime.timedelta(days=1):%Y-%m-%d}" in order.dateiname


def test_the_pages_laid_out_are_counted(order, monkeypatch):
    monkeypatch.setattr(orders, "SECONDS_BETWEEN_REPORTS", 0)
    carry_out(order.pk, attempt=0)
    order.refresh_from_db()
    assert order.seiten == len(Pdf(bytes(order.pdf)).pages)


def test_what_cannot_be_printed_is_said_so_and_logged(order, monkeypatch, caplog):
    monkeypatch.setattr(orders, "SECONDS", 0.001)
    carry_out(order.pk, attempt=0)
    assert state(order) == Stand.GESCHEITERT
    assert "No PDF within 0.001 seconds" in caplog.text
    html = client_of(order).get(order.get_absolute_url()).content.decode()
    assert "Das Dossier konnte nicht gedruckt werden." in html
    assert f"{reverse('dossier')}?antrag=" in html


def test_an_inquiry_that_is_gone_meanwhile_is_said_so(order):
    Druckauftrag.objects.filter(pk=order.pk).update(abfrage=f"{order.abfrage}&antrag=999999")
    carry_out(order.pk, attempt=0)
    assert (state(order), order.fehler) == (Stand.GESCHEITERT, orders.CHANGED)


def test_an_order_that_ends_its_worker_again_and_again_is_given_up(order):
    carry_out(order.pk, attempt=MOST_ATTEMPTS)
    assert (state(order), order.fehler) == (Stand.GESCHEITERT, orders.NOT_PRINTED)


@pytest.mark.parametrize("attempt", [0, MOST_ATTEMPTS - 1])
def test_a_job_that_a_restart_of_the_database_broke_off_is_tried_again(order, attempt, monkeypatch):
    def gone(*args, **options):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(orders, "print_pdf", gone)
    with pytest.raises(OperationalError) as error:
        carry_out(order.pk, attempt=attempt)
    job = ProcrastinateJob.objects.get().procrastinate_job.evolve(attempts=attempt)
    assert print_dossier.get_retry_exception(exception=error.value, job=job)
    assert state(order) == Stand.IN_ARBEIT


def test_an_order_that_is_gone_needs_no_printing():
    carry_out(4711, attempt=0)


def test_an_order_and_its_pdf_go_when_their_time_is_over(order, settings):
    settings.DOSSIER_KEEP_HOURS = 5
    forget(now=order.erteilt_am + datetime.timedelta(hours=4))
    assert Druckauftrag.objects.exists()
    forget(now=order.erteilt_am + datetime.timedelta(hours=6))
    assert not Druckauftrag.objects.exists()


# --- The page -----------------------------------------------------------------------------------------------


def test_the_page_says_how_far_it_is_and_then_offers_the_pdf(order):
    client, address = client_of(order), order.get_absolute_url()
    Druckauftrag.objects.filter(pk=order.pk).update(stand=Stand.IN_ARBEIT, seiten=1_234)
    html = client.get(address).content.decode()
    assert "1.234 Seiten sind gesetzt" in html
    assert f'hx-get="{address}?gesehen=in-arbeit-61"' in html
    assert client.get(f"{address}?gesehen=in-arbeit-61", headers=HTMX).status_code == 204
    fragment = client.get(f"{address}?gesehen=wartet-0", headers=HTMX)
    assert "<html" not in fragment.content.decode()

    assert client.get(reverse("druckauftrag-pdf", args=[order.pk])).status_code == 404
    carry_out(order.pk, attempt=0)
    html = client.get(f"{address}?gesehen=in-arbeit-61", headers=HTMX).content.decode()
    assert "hx-get" not in html
    assert reverse("druckauftrag-pdf", args=[order.pk]) in html


def test_the_pdf_is_handed_out_as_a_download_and_logged(order):
    carry_out(order.pk, attempt=0)
    response = client_of(order).get(reverse("druckauftrag-pdf", args=[order.pk]))
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Disposition"].startswith('attachment; filename="Dossier-')
    assert "no-store" in response["Cache-Control"]
    entry = Zugriff.objects.get(art=Zugriff.Art.EXPORT)
    assert (entry.konto, entry.was) == (order.konto, "Dossier: 17/10, 17/9")


@pytest.mark.parametrize("name", ["druckauftrag", "druckauftrag-pdf"])
def test_an_order_is_for_nobody_else_and_not_for_ever(order, name, settings, admin_client, lesen_client):
    carry_out(order.pk, attempt=0)
    address = reverse(name, args=[order.pk])
    assert client_of(order).get(address).status_code == 200
    for other in (admin_client, lesen_client):
        assert other.get(address).status_code == 404
    Druckauftrag.objects.update(erteilt_am=timezone.now() - datetime.timedelta(hours=settings.DOSSIER_KEEP_HOURS + 1))
    response = client_of(order).get(address)
    assert response.status_code == 404
    assert "nach Ablauf seiner Zeit gelöscht" in response.content.decode()


def test_who_lost_the_role_gets_nothing(order):
    order.konto.groups.clear()
    assert client_of(order).get(order.get_absolute_url()).status_code == 403


# --- The worker ---------------------------------------------------------------------------------------------


def until(condition, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_is_killed_is_done_by_the_next(worker, query):
    order = place(factories.user(role=roles.LESEN), query)
    first = worker()
    until(lambda: state(order) == Stand.IN_ARBEIT)
    first.kill()
    first.wait()
    assert ProcrastinateJob.objects.get(task_name="print_dossier").status == "doing"

    with connection.cursor() as cursor:  # the time passes after which a worker counts as dead
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    worker()
    until(lambda: state(order) == Stand.FERTIG)
    assert order.pdf
