"""Verweise and the map in a real browser: what to enter next, and who cites whom, by keyboard and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from inquiries.models import Verweis
from inquiries.roles import LESEN, SACHBEARBEITUNG
from tests import factories
from tests.browser.keyboard import choose, press, tab_to, type_into

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def papers():
    """A chain of papers, one missing that is cited most, and one citation of each kind to look at."""
    factories.antrag(
        number="17/19001",
        titel="Musteranfrage zu den Brücken",
        fragen=["Was sagt Drucksache 17/9075?", "Was sagen die Drucksachen 17/9075 und 16/500?"],
    )
    odd = factories.antrag(
        number="17/19002",
        titel="Musteranfrage zu den Wäldern",
        fragen=["Siehe Frage 7 in Drucksache 17/19001, Drucksache 18/19999 und BT-Drs. 19/100."],
    )
    Verweis.objects.filter(drucksache__parlament="BT").update(drucksache=None, ausgang=Verweis.Ausgang.AMBIGUOUS)
    odd.verweise.get(ausgang=Verweis.Ausgang.AMBIGUOUS).kandidaten.add(factories.drucksache("17/19001"))
    for number in range(19100, 19130):
        factories.antrag(
            number=f"17/{number}", titel="Musteranfrage", fragen=[f"Siehe Drucksache 17/{number - 10_000}."]
        )


def test_what_to_enter_next_is_found_narrowed_and_entered_by_keyboard(papers, browser_as, assert_sound):
    page = browser_as(SACHBEARBEITUNG)
    page.goto("/")
    press(page.get_by_role("link", name="Verweise", exact=True))
    heading = page.locator("#treffer-titel")
    expect(heading).to_have_text("32 Drucksachen")
    expect(page.locator(".open-item").first).to_contain_text("Drucksache 17/9075")
    expect(page.get_by_role("link", name="Verweise", exact=True)).to_have_attribute("aria-current", "page")
    assert_sound(page)

    page.set_viewport_size({"width": 1280, "height": 900})
    type_into(page.get_by_role("searchbox"), "Brücken")
    expect(heading).to_have_text("2 Drucksachen")
    expect(page.locator("#trefferzahl")).to_have_text("2 Drucksachen gefunden.")
    choose(page.get_by_label("Sortierung"), "nach Nummer")
    expect(page).to_have_url(re.compile(r"/verweise/\?q=Br%C3%BCcken&sortierung=nummer$"))
    type_into(page.get_by_label("Wahlperiode"), "16", back=True)
    expect(heading).to_have_text("1 Drucksache")
    page.go_back()
    expect(heading).to_have_text("2 Drucksachen")
    with page.expect_download() as download:
        page.get_by_role("link", name="Als CSV-Tabelle").click()
    assert re.fullmatch(r"nicht-erfasste-drucksachen-.*\.csv", download.value.suggested_filename)
    assert download.value.path().read_text(encoding="utf-8-sig").count("\n") == 3
    missing = page.locator(".open-item").filter(has_text="2 Stellen")
    press(missing.get_by_role("link", name="Jetzt erfassen"), at_most=120)
    expect(page.get_by_label("Drucksache:", exact=True)).to_have_value("17/9075")


def test_citations_to_look_at_and_every_list_work_without_scripts(papers, browser_as, assert_sound):
    page = browser_as(LESEN, javascript=False)
    page.goto("/verweise/")
    page.get_by_role("link", name="Weiter").click()
    expect(page.locator(".results__order").first).to_have_text("Seite 2 von 2")
    page.get_by_label("Parlament").select_option("alle Parlamente")
    page.get_by_role("button", name="Anwenden").click()
    expect(page).to_have_url(re.compile("parlament=alle"))
    for tab, explained in (
        ("Mehrdeutig", "Gemeint sein kann:"),
        ("Ziffer unbekannt", "hat keine Ziffer 7, nur 1 und 2."),
        ("Ohne Ziel", "Drucksache 18/19999"),
    ):
        page.get_by_role("link", name=tab).click()
        expect(page.locator("#treffer-titel")).to_have_text("1 Verweis")
        expect(page.locator(".open-item")).to_contain_text(explained)
        assert_sound(page)
        page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/verweise/?wahlperiode=x")
    expect(page.get_by_role("alert")).to_contain_text("Die Wahlperiode ist keine Zahl.")
    assert_sound(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_the_map_is_reached_from_list_and_paper_and_every_box_leads_on(papers, browser_as, assert_sound, javascript):
    page = browser_as(LESEN, javascript=javascript)
    page.goto("/?q=Musteranfrage")
    page.get_by_role("link", name="Karte der Verweise").click()
    box = page.locator("svg").get_by_role("link", name="Drucksache 17/9075, nicht erfasst")
    tab_to(box)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/drucksache/17/9075/$"))
    page.get_by_role("link", name="Karte der Verweise").click()
    expect(page.locator("svg").get_by_role("link")).to_have_count(4)
    expect(page.get_by_role("row")).to_have_count(5)
    assert_sound(page)
    region = page.get_by_role("region", name="Karte")
    tab_to(region)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert region.evaluate("element => element.scrollLeft") > 0
    tab_to(page.locator("svg").get_by_role("link").last)
