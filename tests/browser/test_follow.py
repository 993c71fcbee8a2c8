"""Citations followed on the page, by keyboard, with and without scripts, in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from inquiries.models import Verweis
from inquiries.roles import LESEN, SACHBEARBEITUNG
from tests import factories
from tests.browser.keyboard import press, tab_to

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/drucksache/17/1/"


def paper(number: str, *answers: str):
    fragen = [f"Was ist mit {number}, Nummer {n}?" for n in range(1, len(answers) + 1)]
    inquiry = factories.antrag(number=number, fragen=fragen, titel=f"Musteranfrage {number}")
    factories.stellungnahme(inquiry, {str(n): text for n, text in enumerate(answers, start=1)})
    return inquiry


@pytest.fixture
def chain(transactional_db):
    """Four citations in a row, 17/1 to 17/5, and from the last back to the second and to the first."""
    paper("17/1", "Rund zwölf Brücken. Die Lage ist zu Frage 1 in der Drucksache 17/2 beschrieben.", "Anderes.")
    paper("17/2", "Rund zwei Brücken. Die Lage ist zu Frage 1 in der Drucksache 17/3 beschrieben.")
    paper("17/3", "Rund drei Brücken. Die Lage ist zu Frage 1 in der Drucksache 17/4 beschrieben.")
    paper("17/4", "Rund vier Brücken. Die Lage ist zu Frage 1 in der Drucksache 17/5 beschrieben.")
    paper("17/5", "Zurück zu Frage 1 in der Drucksache 17/2, zu Frage 2 in der Drs. 17/1 und zu Frage 1 der Drs. 17/1.")


def citation(page: Page, words: str) -> Locator:
    """The citation that can be opened; scripts make it a button."""
    return page.get_by_role("button", name=words).last


def opened(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name)


def test_a_chain_of_four_is_followed_by_keyboard_without_leaving_the_page_and_ends_in_a_circle(
    chain, browser_as, assert_sound
):
    page = browser_as(LESEN)
    page.goto(ADDRESS)
    for n in range(2, 6):
        link = citation(page, f"Frage 1 in der Drucksache 17/{n}")
        expect(link).to_have_attribute("aria-expanded", "false")
        expect(link).to_have_accessible_name(f"Frage 1 in der Drucksache 17/{n}, aufklappen")
        tab_to(link)
        page.keyboard.press("Enter" if n % 2 else "Space")
        shown = opened(page, f"Drucksache 17/{n}, Frage 1")
        expect(shown).to_be_focused()
        expect(shown).to_contain_text(f"Was ist mit 17/{n}, Nummer 1?")
        expect(link).to_have_attribute("aria-expanded", "true")
        expect(page).to_have_url(re.compile(rf"{ADDRESS}\?offen=(\d+-){{{n - 2}}}\d+#verweis-"))

    # Round: what stands above is said, and a jump away; the other question of the page can still be opened.
    above = page.locator("a.cite--above")
    expect(above).to_have_count(2)
    expect(above.first).to_have_text("Frage 1 in der Drucksache 17/2 (steht schon oben)")
    other = citation(page, "Frage 2 in der Drs. 17/1")
    press(above.first, at_most=5)
    expect(opened(page, "Drucksache 17/2, Frage 1")).to_be_in_viewport()
    press(other)
    expect(opened(page, "Drucksache 17/1, Frage 2")).to_contain_text("Anderes.")
    assert_sound(page)

    # The address brings all of it back; closing a step closes what is below it and goes back to its citation.
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("[data-opened]")).to_have_count(5)
    press(page.get_by_role("button", name="Drucksache 17/3, Frage 1 zuklappen"))
    third = citation(page, "Frage 1 in der Drucksache 17/3")
    expect(third).to_be_focused()
    expect(third).to_have_attribute("aria-expanded", "false")
    expect(page.locator("[data-opened]")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?offen=\d+#verweis-\d+$"))
    first = citation(page, "Frage 1 in der Drucksache 17/2")
    press(first, back=True)
    expect(page.locator("[data-opened]")).to_have_count(0)
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))


def test_without_scripts_a_citation_is_a_link_and_an_address_opens_the_chain(chain, browser_as):
    page = browser_as(LESEN, javascript=False, width=320)
    keys = [Verweis.objects.get(antrag__drucksache__nummer=n).pk for n in range(1, 5)]
    page.goto(f"/verweis/{'-'.join(map(str, keys))}/")
    expect(page).to_have_url(re.compile(rf"{ADDRESS}\?offen="))
    expect(page.locator("[data-opened]")).to_have_count(4)
    expect(opened(page, "Drucksache 17/5, Frage 1")).to_be_in_viewport()
    expect(page.locator("[data-close]:visible")).to_have_count(0)
    page.get_by_role("link", name="Frage 1 in der Drucksache 17/4").first.click()
    expect(page).to_have_url(re.compile("/drucksache/17/4/#ziffer-1$"))


def test_a_paper_that_is_entered_while_the_page_is_open_is_there_when_its_citation_is_followed(
    transactional_db, browser_as
):
    paper("17/1", "Rund zwölf Brücken. Die Lage ist zu Frage 1 in der Drucksache 17/2 beschrieben.")
    reader, clerk = browser_as(LESEN), browser_as(SACHBEARBEITUNG)
    for page in (reader, clerk):
        page.goto(ADDRESS)
        link = citation(page, "Frage 1 in der Drucksache 17/2")
        expect(link).to_contain_text("nicht erfasst")
        link.focus()
        page.keyboard.press("Enter")
        expect(opened(page, "Drucksache 17/2, Ziffer 1")).to_contain_text("Drucksache 17/2 ist nicht erfasst.")
        expect(opened(page, "Drucksache 17/2, Ziffer 1")).to_contain_text("Sie wird an einer Stelle zitiert.")
    expect(reader.get_by_role("link", name="Jetzt erfassen")).to_have_count(0)
    expect(clerk.get_by_role("link", name="Jetzt erfassen")).to_be_visible()
    clerk.get_by_role("link", name="Jetzt erfassen").click()
    expect(clerk.get_by_label("Drucksache:")).to_have_value("17/2")

    paper("17/2", "Rund zwei Brücken.")

    # The reader's page was loaded before: closed and opened again, without loading the page, it shows the paper.
    reader.keyboard.press("Escape")
    press(reader.get_by_role("button", name="zuklappen").last, at_most=4)
    press(citation(reader, "Frage 1 in der Drucksache 17/2"), at_most=80)
    shown = opened(reader, "Drucksache 17/2, Frage 1")
    expect(shown).to_be_focused()
    expect(shown).to_contain_text("Rund zwei Brücken.")
    again = reader.locator(".answer__text a.cite").first
    expect(again).to_have_class(re.compile("cite--entered"))
    expect(again).not_to_contain_text("nicht erfasst")
    expect(again).to_have_attribute("aria-expanded", "true")


def test_in_place_of_an_answer_that_only_refers_stands_the_one_that_says_something(load, browser_as, assert_sound):
    load("17-19731", "17-19732", "18-19203", "18-19209")
    page = browser_as(LESEN, javascript=False)
    page.goto("/")
    row = page.get_by_role("listitem").filter(has_text="Anschlüsse im Mustertal")
    expect(row).to_contain_text("1 von 3 beantwortet, 2 weitere durch Verweis")
    page.goto("/?stand=verweis")
    expect(page.locator("#treffer-titel")).to_have_text("4 Anfragen")
    page.get_by_role("link", name="Anschlüsse im Mustertal").click()
    expect(page.locator(".paper-head__progress")).to_contain_text("1 von 3 beantwortet, 2 weitere durch Verweis")
    first = page.get_by_role("article", name="Ziffer 1")
    expect(first.locator(".opened--stands-in")).to_have_count(3)
    last = opened(page, "Drucksache 17/19732, Frage 3")
    expect(last).to_contain_text("Die Antwort, auf die verwiesen wird")
    expect(last).to_contain_text("Antwort vom 5. Juni 2025, Ministerium für Verkehr")
    expect(last).to_contain_text("Im Herbst 2026 werden zwischen Musterlingen und Oberentwurf die Gleise erneuert.")
    second = page.get_by_role("article", name="Ziffer 2")
    expect(second.locator(".opened--stands-in")).to_have_count(1)
    expect(second.locator("a.cite--above")).to_have_attribute("href", "#ziffer-2")
    beside = page.locator("#ziffer-2 .beside")
    beside.locator("summary").click()
    expect(beside.get_by_role("link", name="18/19203, Antwort zu Frage 2")).to_be_visible()
    expect(page.get_by_role("region", name="Zeitleiste").get_by_role("listitem")).to_have_count(4)
    assert_sound(page)


def test_a_preview_comes_on_focus_and_on_hover_once_and_goes_with_escape(chain, browser_as, assert_accessible):
    page = browser_as(LESEN)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "vorschau" in request.url else None)
    page.goto(ADDRESS)
    preview = page.get_by_role("tooltip")
    link = citation(page, "Frage 1 in der Drucksache 17/2")
    tab_to(link)
    expect(preview).to_be_visible()
    expect(preview).to_contain_text("Was ist mit 17/2, Nummer 1?")
    expect(preview).to_contain_text("Rund zwei Brücken.")
    expect(link).to_have_attribute("aria-describedby", "vorschau")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Tab")

    link.hover()
    expect(preview).to_be_visible()
    preview.hover()
    page.wait_for_timeout(500)  # longer than it would stay without the pointer on it
    expect(preview).to_be_visible()
    page.mouse.move(0, 0)
    expect(preview).to_be_hidden()
    assert len(asked) == 1

    link.click()
    expect(opened(page, "Drucksache 17/2, Frage 1")).to_be_visible()
    expect(preview).to_be_hidden()


def test_what_the_server_cannot_find_is_said_below_the_paragraph(chain, browser_as):
    page = browser_as(LESEN)
    page.goto(ADDRESS)
    Verweis.objects.get(antrag__drucksache__nummer=1).delete()
    citation(page, "Frage 1 in der Drucksache 17/2").click()
    expect(opened(page, "Nicht gefunden")).to_contain_text("Diesen Verweis gibt es hier nicht (mehr).")
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))
