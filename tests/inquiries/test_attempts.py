"""How often somebody may try to sign in."""

import datetime

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inquiries import roles
from inquiries.models import Zugriff
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "Brücken-im-Muster-7"
REFUSED = "Zu viele Fehlversuche mit diesem Benutzernamen."


@pytest.fixture
def lea():
    account = factories.user(role=roles.LESEN, name="lea")
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client, *, name: str = "lea", password: str = "falsch", address: str = "192.0.2.7", times: int = 1, **more):
    for _ in range(times):
        response = client.post("/anmelden/", {"username": name, "password": password}, REMOTE_ADDR=address, **more)
    return response


def test_after_too_many_failures_even_the_right_password_is_refused_for_a_while(client, lea):
    assert "Benutzername oder Passwort stimmt nicht." in sign_in(client, times=4).content.decode()
    response = sign_in(client)
    assert response.status_code == 429
    html = response.content.decode()
    assert f"{REFUSED} Bitte versuchen Sie es in 15 Minuten noch einmal." in html
    assert 'role="alert"' in html
    assert 'value="lea"' in html
    assert sign_in(client, password=PASSWORD).status_code == 429
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=16)):
        assert sign_in(client, password=PASSWORD).status_code == 302


def test_trying_on_does_not_make_the_pause_longer(client, lea):
    start = timezone.now()
    with time_machine.travel(start) as clock:
        sign_in(client, times=5)
        clock.shift(datetime.timedelta(minutes=10))
        sign_in(client, times=3)
        clock.shift(datetime.timedelta(minutes=6))
        assert sign_in(client, password=PASSWORD).status_code == 302


@pytest.mark.parametrize("other", [{"name": "leo"}, {"address": "192.0.2.8"}], ids=["other name", "other address"])
def test_nobody_else_is_kept_out(client, lea, other):
    factories.user(role=roles.LESEN, name="leo")
    sign_in(client, times=6)
    assert REFUSED not in sign_in(client, **other).content.decode()


def test_another_browser_is_no_way_around(client, lea):
    for number in range(5):
        response = sign_in(client, HTTP_USER_AGENT=f"Musterbrowser {number}")
    assert response.status_code == 429


def test_a_sign_in_that_works_forgets_the_failures_before_it(client, lea):
    sign_in(client, times=4)
    assert sign_in(client, password=PASSWORD).status_code == 302
    client.logout()
    assert REFUSED not in sign_in(client, times=4).content.decode()


def test_a_name_that_nobody_has_is_refused_in_the_same_way(client, lea):
    assert sign_in(client, name="gibt-es-nicht", times=5).status_code == 429


@pytest.mark.parametrize("name", ["lea", "Ein-Passwort-im-falschen-Feld", "ü" * 150])
def test_no_name_and_no_password_that_was_typed_is_kept(client, lea, name):
    sign_in(client, name=name, password="Nicht-zu-sehen", times=2)
    (kept,) = AccessAttempt.objects.values()
    assert kept["failures_since_start"] == 2
    assert not [value for value in kept.values() if name in str(value) or "Nicht-zu-sehen" in str(value)]


def test_what_was_tried_while_it_was_refused_is_in_the_log(client, lea):
    sign_in(client, times=7)
    assert Zugriff.objects.filter(art="fehlversuch", konto=lea).count() == 7


def test_behind_proxies_the_address_is_the_one_that_the_first_of_them_saw(client, lea, settings):
    settings.BEHIND_PROXY = 2
    for number in range(5):
        told = f"203.0.113.{number}, 198.51.100.3, 10.0.0.1"
        response = sign_in(client, address="10.0.0.2", HTTP_X_FORWARDED_FOR=told)
    assert response.status_code == 429
    other = sign_in(client, address="10.0.0.2", HTTP_X_FORWARDED_FOR="198.51.100.4, 10.0.0.1")
    assert REFUSED not in other.content.decode()


def test_whoever_runs_the_site_lets_an_address_in_again(client, lea):
    sign_in(client, times=5)
    call_command("axes_reset_ip", "192.0.2.7")
    assert sign_in(client, password=PASSWORD).status_code == 302


def test_the_limit_is_a_setting_and_can_be_none(client, lea, settings):
    settings.AXES_FAILURE_LIMIT = 2
    assert sign_in(client, times=2).status_code == 429
    settings.AXES_ENABLED = False
    assert sign_in(client, password=PASSWORD).status_code == 302


def test_pages_ask_nothing_of_it(client, lea):
    client.force_login(lea)
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
        client.get("/anmelden/")
    assert not [query for query in queries.captured_queries if "axes" in query["sql"]]


def test_other_ways_to_check_a_password_are_counted_too(lea):
    request = RequestFactory().post("/")
    for _ in range(5):
        assert authenticate(request, username="lea", password="falsch") is None
    assert authenticate(request, username="lea", password=PASSWORD) is None
