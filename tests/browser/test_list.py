"""The list in a real browser: typing, choosing, going back, and choosing for a dossier, with and without scripts."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from inquiries import roles
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def inquiries():
    """27 inquiries, so that there are two pages; two of them speak of a Hochwasserschutz."""
    day = datetime.date(2025, 1, 1)
    for number in range(25):
        factories.antrag(
            number=f"17/{19001 + number}", titel=f"Zustand der Brücken, Teil {number + 1}", eingegangen=day
        )
    flood = factories.antrag(
        number="17/19101",
        titel="Hochwasserschutz am Musterbach",
        askers=[("Anna Vorlage", "SPD")],
        fragen=["welche Pegel der Musterbach erreichte, siehe Drucksache 17/19500;", "Wann?"],
    )
    factories.stellungnahme(flood, {"1": "Der Damm ist saniert."})
    factories.antrag(titel="Mittel für den Hochwasserschutz", askers=[("Max Beispiel", "CDU")])


def heading(page):
    return page.locator("#treffer-titel")


def test_results_follow_typing_and_choosing_and_back_undoes_them(inquiries, browser_as):
    page = browser_as(roles.LESEN)
    page.goto("/")
    expect(heading(page)).to_have_text("27 Anfragen")
    page.locator("#q").press_sequentially("Hochwasserschutz", delay=10)
    expect(heading(page)).to_have_text("2 Anfragen")
    expect(page.locator("#trefferzahl")).to_have_text("2 Anfragen gefunden.")
    expect(page.locator("#q")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/\?q=Hochwasserschutz$"))
    page.select_option("#fraktion", "SPD")
    expect(heading(page)).to_have_text("1 Anfrage")
    expect(page).to_have_url(re.compile(r"/\?q=Hochwasserschutz&fraktion=SPD$"))

    page.go_back()
    expect(heading(page)).to_have_text("2 Anfragen")
    expect(page.locator("#fraktion")).to_have_value("")
    page.go_back()
    expect(heading(page)).to_have_text("27 Anfragen")
    expect(page.locator("#q")).to_have_value("")
    page.go_forward()
    expect(heading(page)).to_have_text("2 Anfragen")
    expect(page.locator("#q")).to_have_value("Hochwasserschutz")
    page.reload()
    expect(heading(page)).to_have_text("2 Anfragen")
    page.fill("#q", "Zustand")
    expect(heading(page)).to_have_text("25 Anfragen")


def test_the_same_form_works_without_scripts(inquiries, browser_as):
    page = browser_as(roles.LESEN, javascript=False)
    page.goto("/")
    page.fill("#q", "Hochwasserschutz")
    page.select_option("#fraktion", "SPD")
    page.click("text=Anwenden")
    expect(heading(page)).to_have_text("1 Anfrage")
    page.click("text=SPD (Filter entfernen)")
    expect(heading(page)).to_have_text("2 Anfragen")
    page.click("text=Filter zurücksetzen")
    page.click("text=Weiter")
    expect(page.locator(".results__order").first).to_contain_text("Seite 2 von 2")


def test_a_hit_leads_to_its_question(inquiries, browser_as):
    page = browser_as(roles.LESEN)
    page.goto("/?q=Damm")
    page.click("text=Antwort zu Frage 1")
    expect(page).to_have_url(re.compile(r"/drucksache/17/19101/#ziffer-1$"))


def test_a_choice_for_a_dossier_outlives_paging_and_searching(inquiries, browser_as):
    page = browser_as(roles.LESEN)
    page.goto("/?sortierung=nummer")
    first = page.locator("input[name=antrag]").first
    first.check()
    expect(page.locator("[data-selection-text]")).to_have_text("1 Anfrage ausgewählt")
    page.click("text=Weiter")
    page.locator("input[name=antrag]").first.check()
    expect(page.locator("[data-selection-text]")).to_have_text("2 Anfragen ausgewählt")
    page.fill("#q", "Hochwasserschutz")
    expect(heading(page)).to_have_text("2 Anfragen")
    expect(page.locator("[data-selection-text]")).to_have_text("2 Anfragen ausgewählt")
    form = page.locator("#auswahl")
    assert len(form.evaluate("form => new FormData(form).getAll('antrag')")) == 2
    page.get_by_role("button", name="Auswahl aufheben").click()
    expect(page.locator("[data-selection]")).to_be_hidden()
    assert form.evaluate("form => new FormData(form).getAll('antrag')") == []


def test_a_box_that_is_checked_before_the_script_is_there_stays_checked(inquiries, browser_as):
    page = browser_as(roles.LESEN)
    waiting = []
    page.route("**/list*.js", lambda route: waiting.append(route))
    page.goto("/", wait_until="commit")
    page.locator("input[name=antrag]").first.check()
    waiting.pop().continue_()
    expect(page.locator("[data-selection-text]")).to_have_text("1 Anfrage ausgewählt")
    expect(page.locator("input[name=antrag]").first).to_be_checked()


def test_without_scripts_the_checked_rows_are_sent(inquiries, browser_as):
    page = browser_as(roles.LESEN, javascript=False)
    page.goto("/")
    page.locator("input[name=antrag]").first.check()
    keys = [page.locator("input[name=antrag]").first.get_attribute("value")]
    with page.expect_request(re.compile("/dossier/")) as asked:
        page.locator("text=Auswahl als PDF").click(no_wait_after=True)
    assert re.findall(r"antrag=(\d+)", asked.value.url) == keys


def test_a_server_that_does_not_answer_is_said_so(inquiries, browser_as):
    page = browser_as(roles.LESEN)
    page.goto("/")
    page.evaluate("console.error = () => {}")  # htmx writes there what it cannot send
    page.route("**/?q=*", lambda route: route.fulfill(status=500, body=""))
    page.fill("#q", "Brücken")
    expect(page.locator("#meldungen")).to_contain_text("Das hat nicht geklappt.")
    page.unroute("**/?q=*")
    page.fill("#q", "Hochwasserschutz")
    expect(heading(page)).to_have_text("2 Anfragen")
    expect(page.locator("#meldungen")).to_be_empty()


def test_the_keyboard_alone_reaches_everything(inquiries, browser_as):
    page = browser_as(roles.LESEN)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#inhalt")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()
    page.locator(".account summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("text=Passwort ändern")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("text=Passwort ändern")).to_be_hidden()


def test_light_or_dark_is_chosen_without_scripts(browser_as):
    page = browser_as(roles.LESEN, javascript=False)
    page.goto("/barrierefreiheit/")
    page.get_by_role("button", name="Dunkel").click()
    expect(page).to_have_url(re.compile("/barrierefreiheit/$"))
    expect(page.locator("html")).to_have_attribute("data-kern-theme", "dark")


def test_every_target_is_large_enough(inquiries, browser_as):
    page = browser_as(roles.SACHBEARBEITUNG, width=320)
    page.goto("/?fraktion=SPD&stand=offen")
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, select, summary")]
            .filter((one) => one.checkVisibility() && !one.closest("p, .skip-link"))
            .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([_, box]) => box.width && (box.width < 22 || box.height < 22))
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )
    assert not small
