"""Two clerks on one paper: each is told of the other."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect

from inquiries.roles import SACHBEARBEITUNG
from tests import factories
from tests.browser.keyboard import press, tab_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna_and_ben(browser_as):
    """The pages of two clerks, with scripts or without."""

    def open_pages(javascript: bool = True) -> list:
        pages = []
        for first_name in ("Anna", "Ben"):
            pages.append(browser_as(SACHBEARBEITUNG, javascript=javascript))
            User.objects.filter(pk=User.objects.latest("pk").pk).update(first_name=first_name, last_name="Muster")
        return pages

    return open_pages


def test_two_clerks_on_one_letter_are_told_of_each_other(load, anna_and_ben, settings, assert_sound):
    settings.PRESENCE_SECONDS = 3
    [antrag] = load("17-19731")
    address = reverse("admin:inquiries_antrag_change", args=[antrag.pk])
    anna, ben = anna_and_ben()
    anna.goto(address)
    expect(anna.locator("#presence-people .notice")).to_have_count(0)
    ben.goto(address)
    told = ben.locator("#presence-people .notice")
    expect(told).to_contain_text("Anna Muster arbeitet auch hier, seit")
    expect(anna.locator("#presence-people .notice")).to_contain_text("Ben Muster arbeitet auch hier, seit")
    assert_sound(ben)
    anna.goto("/")
    expect(told).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_two_clerks_change_one_paper_and_neither_loses_a_word(
    load, anna_and_ben, assert_sound, assert_accessible, javascript
):
    [antrag] = load("17-19731")
    anna, ben = anna_and_ben(javascript)
    address = reverse("admin:inquiries_antrag_change", args=[antrag.pk])
    for page in (anna, ben):
        page.goto(address)
    anna.locator("#id_titel").fill("Barrierefreier Umbau des Bahnhofs Musterlingen")
    anna.locator("#id_fragen-1-text").fill("Welche Bahnsteighöhe ist vorgesehen?")
    press(anna.get_by_role("button", name="Sichern", exact=True), back=True)
    ben.locator("#id_titel").fill("Barrierefreier Ausbau des Bahnhofs Musterlingen bis 2030")
    ben.locator("#id_fragen-2-text").fill("Wer trägt die Kosten?")
    press(ben.get_by_role("button", name="Sichern", exact=True), back=True)
    table = ben.get_by_role("table").filter(has_text="Beim Öffnen")
    expect(ben.get_by_role("heading", name="Inzwischen wurde hier etwas anderes gespeichert")).to_be_visible()
    expect(table.get_by_role("row", name="Titel")).to_contain_text("Umbau")
    expect(table.get_by_role("row", name="Titel")).to_contain_text("bis 2030")
    expect(ben.locator("#id_fragen-1-text")).to_have_value("Welche Bahnsteighöhe ist vorgesehen?")
    expect(ben.locator("#id_fragen-2-text")).to_have_value("Wer trägt die Kosten?")
    assert_sound(ben) if javascript else assert_accessible(ben)
    tab_to(table.get_by_label("Ihre Eingabe"))
    ben.keyboard.press("ArrowDown")
    press(ben.get_by_role("button", name="Meine Eingaben speichern"))
    expect(ben.locator(".messagelist")).to_contain_text("geändert")
    antrag.refresh_from_db()
    assert antrag.titel == "Barrierefreier Umbau des Bahnhofs Musterlingen"
    texts = dict(antrag.fragen.values_list("nummer", "text"))
    assert (texts["2"], texts["3"]) == ("Welche Bahnsteighöhe ist vorgesehen?", "Wer trägt die Kosten?")


def test_what_was_typed_into_a_letter_that_another_deleted_is_still_shown(load, browser_as, assert_sound):
    [antrag] = load("17-19731")
    letter = factories.stellungnahme(antrag, {"1": "Im Jahr 2031."}, published=False)
    page = browser_as(SACHBEARBEITUNG)
    page.goto(reverse("admin:responses_stellungnahme_change", args=[letter.pk]))
    page.get_by_label("Antwort zu 1", exact=True).fill("Im Jahr 2032.")
    letter.delete()
    page.get_by_role("button", name="Als Entwurf speichern").click()
    expect(page.get_by_role("heading", name="Nicht gespeichert")).to_be_visible()
    expect(page.get_by_text("Im Jahr 2032.")).to_be_visible()
    assert_sound(page)


def test_whoever_was_signed_out_meanwhile_signs_in_elsewhere_and_saves_what_was_typed(
    load, browser_as, person, settings
):
    settings.PRESENCE_SECONDS = 1.5
    [antrag] = load("17-19731")
    page = browser_as(SACHBEARBEITUNG)
    page.goto(reverse("admin:inquiries_antrag_change", args=[antrag.pk]))
    page.locator("#id_titel").fill("Lange getippt")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    notice = page.locator("#presence-people .notice")
    expect(notice).to_contain_text("Ihre Anmeldung ist abgelaufen")
    with page.context.expect_page() as opened:
        notice.get_by_role("link").click()
    name, password = person(SACHBEARBEITUNG)
    opened.value.get_by_label("Benutzername").fill(name)
    opened.value.get_by_label("Passwort").fill(password)
    opened.value.get_by_role("button", name="Anmelden").click()
    opened.value.close()
    expect(notice).to_have_count(0)
    page.get_by_role("button", name="Sichern", exact=True).click()
    antrag.refresh_from_db()
    assert antrag.titel == "Lange getippt"


def test_a_closed_browser_loses_nothing(load, browser_as, settings, assert_sound):
    settings.DRAFT_SECONDS = 0.5
    [antrag] = load("17-19731")
    address = f"{reverse('admin:responses_stellungnahme_add')}?antrag={antrag.pk}"
    page = browser_as(SACHBEARBEITUNG)
    cookies = page.context.cookies()
    page.goto(address)
    page.get_by_label("Antwort zu 2", exact=True).fill("Die Höhe beträgt 55 Zentimeter.")
    expect(page.locator("#kept-until")).to_contain_text("Ihre Eingaben sind aufgehoben, Stand")
    page.context.close()
    again = browser_as(None)
    again.context.add_cookies(cookies)
    again.goto(address)
    expect(again.get_by_text("etwas eingegeben und nicht gespeichert")).to_be_visible()
    assert_sound(again)
    press(again.get_by_role("button", name="Wiederherstellen"))
    expect(again.get_by_label("Antwort zu 2", exact=True)).to_have_value("Die Höhe beträgt 55 Zentimeter.")
    assert_sound(again)
