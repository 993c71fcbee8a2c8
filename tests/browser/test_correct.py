"""A clerk puts citations right: one means another paper, one is none, one was not found."""

import pytest
from playwright.sync_api import Page, expect

from inquiries.models import Antrag
from inquiries.roles import LESEN, SACHBEARBEITUNG
from tests import factories
from tests.browser.keyboard import press, tab_to, type_into

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "Was folgt 🙂 aus 17/19777, was aus Drucksache 17/19001 und was aus 17/19777?"


@pytest.fixture
def inquiry() -> Antrag:
    return factories.antrag(number="17/19500", fragen=[QUESTION])


def desk(page: Page, inquiry: Antrag) -> None:
    page.goto(f"/admin/inquiries/antrag/{inquiry.pk}/change/")


def citations(page: Page):
    return page.get_by_role("region", name="Verweise").get_by_role("row")


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_citation_is_put_right_dismissed_and_taken_back(inquiry, browser_as, assert_accessible, javascript):
    clerk, reader = browser_as(SACHBEARBEITUNG, javascript=javascript), browser_as(LESEN, javascript=javascript)
    desk(clerk, inquiry)
    citations(clerk).nth(1).get_by_role("link", name="berichtigen").click()
    expect(clerk.get_by_role("heading", name="Verweis berichtigen")).to_be_visible()
    expect(clerk.get_by_role("mark")).to_have_text("Drucksache 17/19001")
    assert_accessible(clerk)
    clerk.get_by_label("Nummer").fill("siebzehn")
    button(clerk, "Sichern").click()
    expect(clerk.get_by_role("navigation", name="Fehler")).to_contain_text("keine Drucksachennummer")
    expect(clerk.get_by_label("Nummer")).to_have_value("siebzehn")
    clerk.get_by_label("Nummer").fill("17/19002")
    button(clerk, "Sichern").click()
    reader.goto(inquiry.get_absolute_url())
    expect(reader.locator(".cite").get_by_text("Drucksache 17/19001").first).to_have_attribute(
        "href", "/drucksache/17/19002/"
    )

    desk(clerk, inquiry)
    expect(citations(clerk).nth(1)).to_contain_text("berichtigt von")
    citations(clerk).nth(1).get_by_role("link", name="berichtigen").click()
    clerk.get_by_label("kein Verweis").check()
    button(clerk, "Sichern").click()
    reader.reload()
    expect(reader.locator("a.cite")).to_have_count(0)

    desk(clerk, inquiry)
    citations(clerk).nth(1).get_by_role("link", name="berichtigen").click()
    clerk.get_by_role("link", name="Zurücknehmen").click()
    assert_accessible(clerk)
    button(clerk, "Berichtigung zurücknehmen").click()
    expect(citations(clerk).nth(1)).to_contain_text("17/19001")
    expect(citations(clerk).nth(1)).not_to_contain_text("berichtigt von")


def test_a_missing_citation_is_added_by_keyboard_alone(inquiry, browser_as, assert_accessible):
    clerk = browser_as(SACHBEARBEITUNG)
    desk(clerk, inquiry)
    press(clerk.get_by_role("link", name="Verweis ergänzen"), at_most=120)
    expect(clerk.get_by_role("heading", name="In welchem Text steht der Verweis?")).to_be_visible()
    assert_accessible(clerk)
    press(clerk.get_by_role("link", name="Frage 1", exact=True))
    text = clerk.get_by_label("Text: Worte des Verweises hier markieren")
    expect(text).to_be_visible()
    assert_accessible(clerk)
    tab_to(text)
    clerk.keyboard.press("Control+End")
    clerk.keyboard.press("ArrowLeft")
    for _ in "17/19777":
        clerk.keyboard.press("Shift+ArrowLeft")
    expect(clerk.get_by_label("Worte des Verweises", exact=False).last).to_have_value("17/19777")
    tab_to(clerk.get_by_label("eine Drucksache"))
    clerk.keyboard.press("Space")
    type_into(clerk.get_by_label("Nummer"), "17/19777")
    press(button(clerk, "Sichern"))
    expect(citations(clerk).nth(2)).to_contain_text("ergänzt von")
    added = inquiry.verweise.get(stand="ergaenzt")
    assert (added.start, added.zitat) == (QUESTION.rindex("17/19777"), "17/19777")


def test_a_missing_citation_is_added_without_scripts(inquiry, browser_as, assert_accessible):
    clerk = browser_as(SACHBEARBEITUNG, javascript=False)
    desk(clerk, inquiry)
    clerk.get_by_role("link", name="Verweis ergänzen").click()
    clerk.get_by_role("link", name="Frage 1", exact=True).click()
    clerk.locator("#id_worte").fill("17/19777")
    clerk.get_by_label("eine Drucksache").check()
    clerk.get_by_label("Nummer").fill("17/19777")
    button(clerk, "Sichern").click()
    expect(clerk.get_by_role("navigation", name="Fehler")).to_contain_text("Das wievielte Mal ist gemeint?")
    assert_accessible(clerk)
    clerk.get_by_label("Wievieltes Vorkommen").fill("1")
    button(clerk, "Sichern").click()
    expect(citations(clerk).nth(1)).to_contain_text("17/19777")
    assert inquiry.verweise.get(stand="ergaenzt").start == QUESTION.index("17/19777")
