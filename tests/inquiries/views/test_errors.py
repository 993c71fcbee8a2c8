"""Our own pages for what goes wrong."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import path

from inquiries.views import errors
from tests import factories

UNKNOWN = "/gibt-es-nicht/"


def explode(request):
    raise RuntimeError("geheime Einzelheit")


urlpatterns = [path("kaputt/", explode)]
handler500 = "inquiries.views.errors.server_error"


@pytest.mark.django_db
def test_an_unknown_address_is_not_found_in_words(lesen_client):
    response = lesen_client.get(UNKNOWN)
    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in response.content.decode()
    assert "Zur Liste der Anfragen" in response.content.decode()


@pytest.mark.django_db
def test_visitors_get_the_same_page_without_the_navigation(client):
    html = client.get(UNKNOWN).content.decode()
    assert "Diese Seite gibt es nicht" in html
    assert "Hauptnavigation" not in html


@pytest.mark.django_db
def test_a_fragment_is_answered_with_a_fragment(lesen_client):
    html = lesen_client.get(UNKNOWN, headers={"HX-Request": "true"}).content.decode()
    assert "Diese Seite gibt es nicht" in html
    assert "<html" not in html


@pytest.mark.django_db
@pytest.mark.urls("tests.inquiries.views.test_errors")
def test_a_failure_shows_nothing_of_its_cause():
    client = Client(raise_request_exception=False)
    client.force_login(factories.user())
    response = client.get("/kaputt/")
    assert response.status_code == 500
    assert "Da ist etwas schiefgegangen" in response.content.decode()
    assert "geheime Einzelheit" not in response.content.decode()


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (lambda request: errors.server_error(request), "Da ist etwas schiefgegangen"),
        (lambda request: errors.bad_request(request, ValueError()), "hat diese Eingabe nicht verstanden"),
    ],
    ids=["500", "400"],
)
def test_these_pages_need_no_database(page, sentence):
    # Without the mark for the database every query would fail this test.
    assert sentence in page(RequestFactory().get("/")).content.decode()
    assert not connection.in_atomic_block


@pytest.mark.django_db
def test_a_forged_form_is_refused_in_words(lesen_client):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = lesen_client.cookies
    response = strict.post("/abmelden/")
    assert response.status_code == 403
    assert "Das Formular ist abgelaufen" in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_host_is_refused_in_words(client):
    response = client.get("/", headers={"Host": "boese.example"})
    assert response.status_code == 400
    assert "hat diese Eingabe nicht verstanden" in response.content.decode()
