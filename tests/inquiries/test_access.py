"""Who gets in: every address is closed to visitors, and the table says what each role may open."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver

from inquiries import roles
from inquiries.access import ROLE_MISSING, reading_required, sees_drafts, sources_visible_to
from inquiries.models import Source
from inquiries.models.datei import digest
from tests import factories
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

PUBLIC = {"/anmelden/", "/darstellung/", "/barrierefreiheit/"}


def source(text="Drucksache im Muster"):
    return Source.objects.create(text=text, sha256=digest(text.encode()))


def addresses():
    """An address for every pattern of the site but those of the admin, with numbers that lead nowhere."""
    values = {"pk": 4711, "wahlperiode": 17, "nummer": 4711, "zusatz": "neu", "parlament": "BT", "weg": "4711"}
    values["table"] = "inquiries.antrag"
    found = set()
    for pattern in get_resolver().url_patterns:
        for inner in getattr(pattern, "url_patterns", []):
            if str(pattern.pattern).startswith("admin"):
                continue
            route = str(inner.pattern)
            for name, value in values.items():
                for kind in ("int", "str", "slug", "zusatz"):
                    route = route.replace(f"<{kind}:{name}>", str(value))
            assert "<" not in route, f"the test knows no value for {route}"
            found.add(f"/{route}")
    return sorted(found)


def test_every_address_but_the_public_ones_asks_visitors_to_sign_in():
    client = Client()
    closed = [address for address in addresses() if address not in PUBLIC]
    assert len(closed) > 8
    for address in closed:
        response = client.get(address)
        assert response.status_code in (302, 405), address
        if response.status_code == 302:
            assert response.url.startswith("/anmelden/"), address


TABLE = [
    # address, without a role, Lesen, Sachbearbeitung
    ("/", 403, 200, 200),
    ("/?q=x", 403, 200, 200),
    ("/verweise/", 403, 200, 200),
    ("/verweise/mehrdeutig/", 403, 200, 200),
    ("/verweise/nicht-erfasst.csv", 403, 200, 200),
    ("/karte/", 403, 200, 200),
    ("/rueckmeldung/", 403, 200, 200),
    ("/quelle/{source}/", 403, 200, 200),
    ("/quelle/{source}/datei/", 403, 200, 200),
    ("/quelle/{draft}/", 403, 404, 200),
    ("/quelle/{draft}/datei/", 403, 404, 200),
    ("/quelle/{mixed}/", 403, 404, 200),
    ("/quelle/{loose}/", 403, 404, 200),
    ("/fassung/{published}/", 403, 200, 200),
    ("/fassung/{entered}/", 403, 404, 200),
    ("/passwort/", 200, 200, 200),
    ("/barrierefreiheit/", 200, 200, 200),
    ("/admin/", 403, 403, 200),
]


@pytest.mark.parametrize(("address", "nobody", "lesen", "sachbearbeitung"), TABLE, ids=[row[0] for row in TABLE])
def test_each_role_opens_what_the_table_says(address, nobody, lesen, sachbearbeitung):
    papers = {name: source(f"Text von {name}") for name in ("source", "draft", "mixed", "loose")}
    factories.antrag(source=papers["source"])
    mixed = factories.antrag(source=papers["mixed"])
    factories.stellungnahme(mixed, published=False, source=papers["mixed"])
    letters = {
        "entered": factories.stellungnahme(mixed, published=False, source=papers["draft"]),
        "published": factories.stellungnahme(factories.antrag()),
    }
    path = address.format(**{name: row.pk for name, row in (papers | letters).items()})
    for role, status in ((None, nobody), (roles.LESEN, lesen), (roles.SACHBEARBEITUNG, sachbearbeitung)):
        assert signed_in(role).get(path).status_code == status, role


def test_an_account_without_a_role_is_told_what_to_do():
    response = signed_in(None).get("/")
    assert response.status_code == 403
    assert ROLE_MISSING in response.content.decode()
    assert "Abmelden" in response.content.decode()


def test_reading_needs_every_permission_of_the_role():
    @reading_required
    def view(request):
        return HttpResponse("offen")

    request = RequestFactory().get("/")
    request.user = factories.user(role=roles.LESEN)
    assert view(request).content == b"offen"
    request.user = factories.user()
    with pytest.raises(PermissionDenied, match="keine Rolle"):
        view(request)


def test_a_source_opens_to_readers_when_its_last_draft_is_published():
    paper = source()
    reader, clerk = (factories.user(role=role) for role in (roles.LESEN, roles.SACHBEARBEITUNG))
    letter = factories.stellungnahme(factories.antrag(source=paper), published=False, source=paper)
    assert not sources_visible_to(reader).exists()
    assert sources_visible_to(clerk).get() == paper
    letter.state = letter.State.VEROEFFENTLICHT
    letter.save()
    assert sources_visible_to(reader).get() == paper


@pytest.mark.parametrize(("role", "sees"), [(None, False), (roles.LESEN, False), (roles.SACHBEARBEITUNG, True)])
def test_drafts_are_for_clerks(role, sees):
    assert sees_drafts(factories.user(role=role)) is sees


@pytest.mark.parametrize("role", [None, roles.LESEN, roles.SACHBEARBEITUNG])
@pytest.mark.parametrize("staff", [True, False], ids=["staff", "no-staff"])
def test_ways_to_the_desk_are_shown_to_those_who_get_in_and_to_nobody_else(role, staff):
    account = factories.user(role=role)
    account.is_staff = staff
    account.save()
    client = Client()
    client.force_login(account)
    antrag = factories.antrag(number="17/19001", fragen=["Wie viele? (Drucksache 17/9075)"])
    factories.stellungnahme(antrag, {"1": "Acht."}, published=False)
    gets_in = staff and role == roles.SACHBEARBEITUNG
    assert (client.get("/admin/").status_code == 200) == gets_in
    for address in ("/", antrag.get_absolute_url(), "/drucksache/17/9075/"):
        page = client.get(address).content.decode()
        assert ("Erfassung</a>" in page) == gets_in, address
        assert ('href="/admin/' in page) == gets_in, address


def test_no_cache_keeps_a_page_that_only_some_may_see(sachbearbeitung_client):
    antrag = factories.antrag(number="17/19001", source=source())
    pages = (
        "/",
        antrag.get_absolute_url(),
        f"/quelle/{antrag.source_id}/",
        f"/quelle/{antrag.source_id}/datei/",
        "/xyz/",
    )
    for address in (*pages, "/admin/", f"/dossier/?antrag={antrag.pk}"):
        kept = sachbearbeitung_client.get(address)["Cache-Control"]
        assert {"private", "no-store"} <= set(kept.split(", ")), address
