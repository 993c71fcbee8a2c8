"""Every page and state of the site: accessible, light and dark, wide and narrow, and quiet on the console."""

import datetime
import re

import pytest
from django.contrib import admin
from django.core.exceptions import SuspiciousOperation
from django.urls import reverse
from playwright.sync_api import expect

from inquiries import listing
from inquiries.models import Rueckmeldung
from inquiries.roles import LESEN, SACHBEARBEITUNG
from responses.models import Stellungnahme
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])


def statuses(page, addresses: dict[str, int], assert_sound) -> None:
    """Open each address, which must answer with its status and be sound."""
    for address, status in addresses.items():
        assert page.goto(address).status == status, address
        assert_sound(page)


def test_what_visitors_see(browser_as, assert_sound):
    page = browser_as(None)
    statuses(page, {"/anmelden/": 200, "/barrierefreiheit/": 200}, assert_sound)
    page.goto("/anmelden/")
    page.get_by_label("Benutzername").fill("erika.muster")
    page.get_by_label("Passwort").fill("falsch")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Benutzername oder Passwort stimmt nicht.")
    expect(page.get_by_label("Benutzername")).to_have_value("erika.muster")
    assert_sound(page)
    page.context.clear_cookies(name="csrftoken")
    page.get_by_label("Passwort").fill("falsch")
    page.get_by_role("button", name="Anmelden").click()
    expect(page).to_have_title(re.compile("^Formular abgelaufen"))
    assert_sound(page)


def test_the_list_in_all_its_states(load, browser_as, assert_sound):
    page = browser_as(LESEN)
    page.goto("/")
    expect(page.get_by_text("Es ist noch keine Anfrage erfasst.")).to_be_visible()
    assert_sound(page)
    load("antrag-ki", "17-19156", "18-19081", "17-19412")
    states = {
        "/": 200,
        "/?q=KI-Allianz": 200,
        "/?q=KI-Alianz": 200,
        "/?q=17/9075": 200,
        "/?q=Quastenflosser": 200,
        "/?q=Br%C3%BCcke&wahlperiode=17&art=kleine_anfrage&stand=beantwortet": 200,
        "/?stand=ueberfaellig": 200,
        "/?art=quatsch&seite=x": 400,
        f"/?q={'x' * 201}": 400,
        "/?seite=9": 404,
    }
    statuses(page, states, assert_sound)
    page.goto("/")
    page.locator("input[name=antrag]").first.check()
    assert_sound(page)


@SCRIPTS
def test_what_readers_read(load, browser_as, assert_sound, javascript):
    papers = load("antrag-ki", "17-19412", "18-19118", "17-19880")
    page = browser_as(LESEN, javascript=javascript)
    read = {paper.get_absolute_url(): 200 for paper in papers}
    statuses(page, {**read, "/drucksache/17/9075/": 200, f"/quelle/{papers[0].source_id}/": 200}, assert_sound)


def test_forms_and_errors_that_readers_meet(browser_as, assert_sound, monkeypatch):
    page = browser_as(LESEN)
    addresses = {
        "/rueckmeldung/": 200,
        "/passwort/": 200,
        "/barrierefreiheit/": 200,
        "/dossier/": 400,
        "/dossier/?antrag=4711": 404,
        "/drucksache/17/4711/": 404,
        "/gibt-es-nicht/": 404,
        "/admin/": 403,
    }
    statuses(page, addresses, assert_sound)
    page.goto("/rueckmeldung/")
    page.get_by_role("button", name="Rückmeldung senden").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_sound(page)
    page.get_by_label("Ihre Rückmeldung").fill("Auf der Musterseite fehlt ein Muster.")
    page.get_by_role("button", name="Rückmeldung senden").click()
    expect(page.get_by_text("Danke, Ihre Rückmeldung ist angekommen.")).to_be_visible()
    assert_sound(page)
    assert Rueckmeldung.objects.get().text == "Auf der Musterseite fehlt ein Muster."
    page.goto("/passwort/")
    for field in ("Altes Passwort", "Neues Passwort", "Neues Passwort bestätigen"):
        page.get_by_label(field, exact=True).fill("kurz")
    page.get_by_role("button", name="Passwort ändern").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_sound(page)
    for error, status in ((SuspiciousOperation("Muster"), 400), (RuntimeError("Muster"), 500)):

        def fail(*args, error=error, **kwargs):
            raise error

        monkeypatch.setattr(listing, "find", fail)
        statuses(page, {"/": status}, assert_sound)


def test_an_account_without_a_role_is_told_so_on_a_sound_page(browser_as, assert_sound):
    page = browser_as("")
    statuses(page, {"/": 403}, assert_sound)


def test_the_lists_of_the_desk(load, browser_as, assert_sound):
    load("antrag-ki", "17-19156", "18-19081")
    page = browser_as(SACHBEARBEITUNG)
    lists = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in admin.site._registry
    ]
    opened = []
    for address in ["/admin/", *lists, f"{lists[0]}?q=nichts"]:
        if page.goto(address).status == 200:
            opened.append(address)
            assert_sound(page)
    assert {"/admin/", "/admin/inquiries/antrag/", "/admin/responses/stellungnahme/"} <= set(opened)


@SCRIPTS
def test_the_forms_of_the_desk(load, browser_as, assert_sound, javascript):
    real, unanswered, large = load("antrag-ki", "18-19081", "17-19412")
    letter = real.stellungnahmen.get()
    draft = factories.stellungnahme(
        unanswered, {"1 und 2": "Siehe Drucksache 17/9075."}, published=False, schreiben_vom=datetime.date(2026, 7, 20)
    )
    forms = [
        "/admin/inquiries/antrag/add/",
        reverse("admin:inquiries_antrag_change", args=[real.pk]),
        reverse("admin:responses_stellungnahme_add") + f"?antrag={large.pk}",
        reverse("admin:responses_stellungnahme_change", args=[draft.pk]),
        reverse("admin:responses_stellungnahme_change", args=[letter.pk]),
        reverse("admin:responses_stellungnahme_history", args=[letter.pk]),
        reverse("admin:responses_stellungnahme_publish", args=[draft.pk]),
        reverse("admin:responses_stellungnahme_withdraw", args=[letter.pk]),
        reverse("admin:responses_stellungnahme_delete", args=[draft.pk]),
    ]
    if not javascript:
        forms = [address for address in forms if "/add/" in address or "/change/" in address]  # scripts touch no other
    statuses(browser_as(SACHBEARBEITUNG, javascript=javascript), dict.fromkeys(forms, 200), assert_sound)


def test_forms_of_the_desk_that_came_back_with_errors(load, browser_as, assert_sound):
    [unanswered] = load("18-19081")
    page = browser_as(SACHBEARBEITUNG)
    page.goto("/admin/inquiries/antrag/add/")
    page.get_by_label("Drucksache:", exact=True).fill("siebzehn")
    page.get_by_label("Eingegangen:", exact=True).fill("31.2.2026")
    page.locator("#fragen-0").get_by_label("Nummer:", exact=True).fill("eins")
    page.get_by_role("button", name="Sichern", exact=True).click()
    expect(page.get_by_role("navigation", name="Fehler").get_by_role("listitem")).not_to_have_count(0)
    assert_sound(page)

    page.goto(f"/admin/responses/stellungnahme/add/?antrag={unanswered.pk}")
    page.get_by_label("Schreiben vom").fill("gestern")
    first = page.locator(".antwort").first
    first.get_by_label(re.compile("^Zu Nummer")).fill("99")
    first.get_by_label(re.compile("^Antwort zu")).fill("Viele.")
    page.get_by_role("button", name="Als Entwurf speichern").click()
    expect(page.get_by_role("navigation", name="Fehler").get_by_role("listitem")).to_have_count(2)
    expect(first.get_by_label("Das Schreiben nennt diese Nummer wirklich")).to_be_visible()
    assert_sound(page)
    assert not Stellungnahme.objects.exists()

    draft = factories.stellungnahme(unanswered, {"1": "Viele."}, published=False)
    page.goto(reverse("admin:responses_stellungnahme_publish", args=[draft.pk]))
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.locator(".errorlist")).to_have_count(4)
    assert_sound(page)
    draft.state = Stellungnahme.State.VEROEFFENTLICHT
    draft.save()
    page.goto(reverse("admin:responses_stellungnahme_withdraw", args=[draft.pk]))
    page.get_by_role("button", name="Zurückziehen").click()
    expect(page.locator(".errorlist")).to_have_count(1)
    assert_sound(page)
