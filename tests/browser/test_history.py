"""Who changed what, as clerks see it; who came and what went, as whoever administers sees it."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect

from inquiries.roles import SACHBEARBEITUNG

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_change_is_told_with_its_clerk_and_a_paper_with_its_source(load, browser_as, assert_sound):
    [antrag] = load("17-19731")
    page = browser_as(SACHBEARBEITUNG)
    page.goto(reverse("admin:inquiries_antrag_change", args=[antrag.pk]))
    page.locator("#id_titel").fill(antrag.titel + ", zweiter Abschnitt mit Aufzügen an beiden Bahnsteigen")
    page.get_by_label("Zugeleitet:", exact=True).fill("02.03.2026")
    page.get_by_role("button", name="Sichern und weiter bearbeiten").click()
    page.get_by_role("link", name="Verlauf").click()
    latest, first = page.get_by_role("main").locator(".history__steps > li").all()
    clerk = User.objects.get().username
    expect(latest.get_by_role("heading")).to_contain_text(clerk)
    expect(latest.locator("ins").first).to_contain_text("zweiter Abschnitt")
    expect(latest.get_by_text("02.03.2026")).to_be_visible()
    expect(first.get_by_role("link", name=antrag.source.name)).to_be_visible()
    assert_sound(page)


def test_the_log_of_sign_ins(load, browser_as, assert_sound, person):
    name, password = person(SACHBEARBEITUNG)
    page = browser_as(None)
    for typed in ("falsch", password):
        page.goto("/anmelden/")
        page.get_by_label("Benutzername").fill(name)
        page.get_by_label("Passwort").fill(typed)
        page.get_by_role("button", name="Anmelden").click()
    User.objects.filter(username=name).update(is_superuser=True)
    page.goto(reverse("admin:inquiries_zugriff_changelist"))
    rows = page.get_by_role("row").filter(has_text=name)
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Anmeldung")
    expect(rows.last).to_contain_text("Anmeldung gescheitert")
    expect(rows.last).to_contain_text("127.0.0.1")
    assert_sound(page)
