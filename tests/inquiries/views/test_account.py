"""Signing in and out, the password, light and dark."""

import pytest
from django.contrib.auth.models import User

from inquiries import roles
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "Brücken-im-Muster-7"


@pytest.fixture
def reader():
    account = factories.user(role=roles.LESEN, name="lea")
    account.set_password(PASSWORD)
    account.save()
    return account


def test_signing_in_leads_to_where_one_wanted_to_go(client, reader):
    response = client.get("/?q=Brücken")
    page = client.get(response.url)
    assert "Anmelden" in page.content.decode()
    response = client.post(response.url, {"username": "lea", "password": PASSWORD, "next": "/?q=Brücken"})
    assert (response.status_code, response.url) == (302, "/?q=Br%C3%BCcken")


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_place(client, reader, target):
    response = client.post("/anmelden/", {"username": "lea", "password": PASSWORD, "next": target})
    assert response.url == "/"


def test_a_wrong_password_is_refused_and_the_name_kept(client, reader):
    response = client.post("/anmelden/", {"username": "lea", "password": "falsch"})
    html = response.content.decode()
    assert 'role="alert"' in html
    assert "Benutzername oder Passwort stimmt nicht." in html
    assert 'value="lea"' in html
    assert "falsch" not in html


def test_who_is_signed_in_needs_no_form(lesen_client):
    assert lesen_client.get("/anmelden/").url == "/"


def test_a_session_that_ended_reloads_the_page_that_asked(client):
    response = client.get("/?q=x", headers={"HX-Request": "true"}, follow=True)
    assert response["HX-Refresh"] == "true"
    assert response.content == b""


def test_signing_out_is_a_post(client, reader):
    client.force_login(reader)
    assert client.get("/abmelden/").status_code == 405
    assert client.post("/abmelden/").url == "/anmelden/"
    assert client.get("/").url.startswith("/anmelden/")


def test_the_password_is_changed_with_the_old_one(client, reader):
    client.force_login(reader)
    new = "Ganz-anders-als-vorher-9"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    page = client.post("/passwort/", form, follow=True)
    assert "Ihr Passwort ist geändert." in page.content.decode()
    assert User.objects.get(pk=reader.pk).check_password(new)


def test_a_weak_password_is_refused_in_german(client, reader):
    client.force_login(reader)
    form = {"old_password": PASSWORD, "new_password1": "kurz", "new_password2": "kurz"}
    html = client.post("/passwort/", form).content.decode()
    assert "Dieses Passwort ist zu kurz" in html
    assert User.objects.get(pk=reader.pk).check_password(PASSWORD)


@pytest.mark.parametrize(("choice", "theme"), [("hell", "light"), ("dunkel", "dark")])
def test_light_or_dark_is_kept_in_this_browser(client, choice, theme):
    response = client.post("/darstellung/", {"darstellung": choice}, headers={"Referer": "http://testserver/anmelden/"})
    assert response.url == "http://testserver/anmelden/"
    html = client.get("/anmelden/").content.decode()
    assert f'<html lang="de" data-kern-theme="{theme}">' in html
    assert f'value="{choice}" aria-pressed="true"' in html
    client.post("/darstellung/", {"darstellung": "system"})
    assert '<html lang="de">' in client.get("/anmelden/").content.decode()


@pytest.mark.parametrize("referer", ["https://example.org/", "", "quatsch"])
def test_choosing_leads_to_no_other_host(client, referer):
    assert client.post("/darstellung/", {"darstellung": "hell"}, headers={"Referer": referer}).url == "/"


def test_an_unknown_choice_changes_nothing(client):
    response = client.post("/darstellung/", {"darstellung": '"><script>'})
    assert not response.cookies
    assert client.get("/darstellung/").status_code == 405
