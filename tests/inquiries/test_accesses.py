"""The log of sign-ins and exports: who, what, when, from where; not longer than needed, and for few eyes."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from inquiries import roles
from inquiries.accesses import address, forget, log_export
from inquiries.models import Zugriff
from tests import factories
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

PASSWORD = "Brücken-im-Muster-7"
LIST = reverse("admin:inquiries_zugriff_changelist")


@pytest.fixture
def lea():
    account = factories.user(role=roles.LESEN, name="lea")
    account.set_password(PASSWORD)
    account.save()
    return account


def logged() -> list[tuple]:
    return [(entry.art, entry.konto, entry.adresse, entry.was) for entry in Zugriff.objects.order_by("pk")]


def test_signing_in_is_logged(client, lea):
    client.post("/anmelden/", {"username": "lea", "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
    assert logged() == [("anmeldung", lea, "192.0.2.7", "")]


@pytest.mark.parametrize("name", ["lea", "Ein-Passwort-im-falschen-Feld", "", "\0"])
def test_a_failed_sign_in_is_logged_but_no_name_that_nobody_has(client, lea, name):
    client.post("/anmelden/", {"username": name, "password": "falsch"})
    expected = [("fehlversuch", lea if name == "lea" else None, "127.0.0.1", "")]
    assert logged() == (expected if name.strip("\0") else [])


def test_a_dossier_is_logged_with_the_papers_in_it():
    reader = factories.user(role=roles.LESEN)
    one, other = factories.antrag(number="17/9075"), factories.antrag()
    request = RequestFactory().get("/dossier/", REMOTE_ADDR="2001:db8::1")
    request.user = reader
    log_export("Dossier", [one, other], request=request)
    assert logged() == [("export", reader, "2001:db8::1", f"Dossier: 17/9075, Anfrage {other.pk}")]


def test_what_is_printed_is_logged_by_page_and_by_command(lesen_client, tmp_path):
    antrag = factories.antrag(number="17/9075")
    lesen_client.get(reverse("dossier"), {"antrag": antrag.pk})
    lesen_client.get(reverse("verweise-csv"))
    call_command("dossier", "17/9075", output=str(tmp_path / "d.pdf"), verbosity=0)
    exports = [entry[1:] for entry in logged() if entry[0] == "export"]
    reader = User.objects.get(pk=lesen_client.session["_auth_user_id"])
    assert exports == [
        (reader, "127.0.0.1", "Dossier: 17/9075"),
        (reader, "127.0.0.1", "Liste der nicht erfassten Drucksachen (CSV)"),
        (None, None, "Dossier: 17/9075"),
    ]


@pytest.mark.parametrize(
    ("behind", "forwarded", "expected"),
    [
        (0, "198.51.100.3", "127.0.0.1"),
        (1, "198.51.100.3", "198.51.100.3"),
        (1, "203.0.113.9, 198.51.100.3", "198.51.100.3"),
        (2, "203.0.113.9, 198.51.100.3, 10.0.0.1", "198.51.100.3"),
        (2, "10.0.0.1", "127.0.0.1"),
        (1, "unbekannt", None),
        (1, "", "127.0.0.1"),
    ],
    ids=["no proxy", "proxy", "claimed by the browser", "two", "past the first", "nonsense", "proxy says nothing"],
)
def test_the_address_is_the_one_that_the_own_proxies_saw(settings, behind, forwarded, expected):
    settings.BEHIND_PROXY = behind
    assert address(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded)) == expected


def test_entries_go_after_their_days_and_nobody_changes_them(settings):
    settings.ACCESS_LOG_DAYS = 10
    now = timezone.now()
    for days in (9, 11):
        Zugriff.objects.create(art="export", am=now - datetime.timedelta(days=days))
    for statement in ("UPDATE inquiries_zugriff SET was = ''", "DELETE FROM inquiries_zugriff"):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            connection.cursor().execute(statement)
    forget(now=now)
    assert [(now - entry.am).days for entry in Zugriff.objects.all()] == [9]
    log_export("Dossier", [factories.antrag()])
    assert Zugriff.objects.count() == 2
    settings.ACCESS_LOG_DAYS = 0
    log_export("Dossier", [])
    assert not Zugriff.objects.exists()


@pytest.mark.parametrize("role", [roles.SACHBEARBEITUNG, roles.LESEN, None], ids=["clerk", "Lesen", "no role"])
def test_the_log_is_not_for_the_roles(role):
    client = signed_in(role)
    assert client.get(LIST).status_code == 403
    if role == roles.SACHBEARBEITUNG:
        assert LIST not in client.get("/admin/").content.decode()


def test_whoever_administers_sees_the_log_even_of_accounts_that_are_gone(admin_client, lea, client):
    client.post("/anmelden/", {"username": "lea", "password": "falsch"})
    client.post("/anmelden/", {"username": "leo", "password": "falsch"})
    assert "lea" in admin_client.get(LIST).content.decode()
    key = lea.pk
    lea.delete()
    html = admin_client.get(LIST, {"q": "127.0.0.1"}).content.decode()
    assert f"gelöschtes Konto {key}" in html
    assert "unbekannter Name" in html
    entry = Zugriff.objects.filter(konto_id=key).get()
    page = reverse("admin:inquiries_zugriff_change", args=[entry.pk])
    assert f"gelöschtes Konto {key}" in admin_client.get(page).content.decode()
    assert admin_client.post(page, {"was": "x"}).status_code == 403
