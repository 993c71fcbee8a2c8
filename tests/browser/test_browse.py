"""The first job, on the real inquiry: find it, read every question beside its answer, follow what it cites."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from inquiries.roles import LESEN
from tests.browser.keyboard import press, tab_to, type_into
from tests.pdf import compact

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Strategische Weiterentwicklung der KI-Allianz"
PAPER = (settings.BASE_DIR / "fixtures" / "papers" / "antrag-ki-allianz.txt").read_text(encoding="utf-8")
ASKED, REPLY = PAPER.split("wie folgt Stellung:")
NUMBERS = [str(number) for number in range(1, 9)]


def asked(number: str) -> str:
    """The question as the printed paper has it."""
    return re.search(rf"^{number}\. (.+)$", ASKED, re.MULTILINE)[1]


def answered(number: str) -> str:
    """Everything between "Zu n.:" and the next repeated question or the signature."""
    return re.search(rf"^Zu {number}\.:$(.+?)^(?:{int(number) + 1}\. |Hoffmeister)", REPLY, re.MULTILINE | re.DOTALL)[1]


@pytest.fixture
def examples(load):
    """The real inquiry among two others."""
    return load("antrag-ki", "17-19156", "17-19731")


def results(page: Page) -> Locator:
    return page.locator("#treffer-titel")


def pair(page: Page, number: str) -> Locator:
    return page.get_by_role("article", name=f"Ziffer {number}", exact=True)


def search(page: Page, words: str, *, javascript: bool) -> None:
    box = page.get_by_role("searchbox")
    if javascript:
        box.fill("")
        box.press_sequentially(words)
    else:
        box.fill(words)
        page.get_by_role("button", name="Suchen").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_reader_signs_in_finds_the_inquiry_reads_it_and_signs_out(examples, browser_as, person, javascript):
    page = browser_as(None, javascript=javascript)
    page.goto("/")
    expect(page).to_have_url(re.compile(r"/anmelden/\?next=/$"))
    name, password = person(LESEN)
    page.get_by_label("Benutzername").fill(name)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("button", name="Anmelden").click()
    expect(results(page)).to_have_text("3 Anfragen")

    search(page, "KI-Allianz", javascript=javascript)
    expect(results(page)).to_have_text("1 Anfrage")
    expect(page).to_have_url(re.compile(r"/\?q=KI-Allianz(&|$)"))
    page.reload()
    expect(results(page)).to_have_text("1 Anfrage")
    expect(page.get_by_role("searchbox")).to_have_value("KI-Allianz")
    expect(page.locator("#treffer mark").first).to_be_visible()
    page.go_back()
    expect(results(page)).to_have_text("3 Anfragen")

    search(page, "KI-Alianz", javascript=javascript)
    expect(results(page)).to_have_text("Ähnliche Titel")
    expect(page.get_by_text("Keine genauen Treffer für „KI-Alianz“")).to_be_visible()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(page.get_by_text("8 von 8 beantwortet")).to_be_visible()

    expect(page.get_by_role("article")).to_have_count(8)
    for number in NUMBERS:
        here = pair(page, number)
        question, answer = here.locator(".question__text"), here.locator(".answer__text")
        assert compact(question.inner_text()) == compact(asked(number))
        assert compact(answer.inner_text()).replace("(nichterfasst)", "") == compact(answered(number))
        left, right = question.bounding_box(), answer.bounding_box()
        assert left["x"] + left["width"] <= right["x"]
        assert abs(left["y"] - right["y"]) < 60

    page.locator(".account summary").click()
    page.get_by_role("button", name="Abmelden").click()
    expect(page).to_have_url(re.compile("/anmelden/"))
    page.goto("/")
    expect(page).to_have_url(re.compile("/anmelden/"))


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_reader_jumps_to_a_question_and_sees_what_the_ministry_changed(examples, browser_as, javascript):
    page = browser_as(LESEN, javascript=javascript)
    address = examples[0].get_absolute_url()
    page.goto(f"{address}#ziffer-3")
    expect(page.locator("#ziffer-3")).to_be_in_viewport()
    expect(page.locator("#ziffer-8")).not_to_be_in_viewport()
    jump = page.get_by_role("navigation", name="Ziffern")
    expect(jump.get_by_role("link")).to_have_count(8)
    jump.get_by_role("link").nth(7).click()
    expect(page).to_have_url(re.compile("#ziffer-8$"))
    expect(page.locator("#ziffer-8")).to_be_in_viewport()

    changed = page.locator(".rewording")
    expect(changed).to_have_count(1)
    expect(pair(page, "6").locator(".rewording__text")).to_be_hidden()
    pair(page, "6").get_by_text("mit geändertem Wortlaut wiederholt").click()
    expect(changed.locator(".rewording__text del")).to_have_text("gefragt: beabsichtigt,")
    expect(changed.locator(".rewording__text ins")).to_have_text("wiederholt als: plant,")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_citation_leads_to_all_places_that_cite_the_paper_and_back(examples, browser_as, javascript):
    page = browser_as(LESEN, javascript=javascript)
    page.goto(examples[0].get_absolute_url())
    marked = page.locator(".answer__text a.cite")
    expect(marked).to_have_count(4)
    for number in ("2", "6", "7", "8"):
        expect(pair(page, number).locator(".answer__text a.cite")).to_contain_text("nicht erfasst")
    pair(page, "2").get_by_text("Ziffern 3 und 4 in Drucksache 17/9075").click()
    if javascript:  # opens below the paragraph and says that there is nothing to read
        expect(pair(page, "2").get_by_role("group")).to_contain_text("Drucksache 17/9075 ist nicht erfasst.")
        page.get_by_role("link", name="Sie wird an 4 Stellen zitiert").click()

    expect(page).to_have_url(re.compile("/drucksache/17/9075/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Drucksache 17/9075 nicht erfasst")
    expect(page.get_by_role("heading", name="Zitiert an 4 Stellen")).to_be_visible()
    places = page.locator(".place")
    expect(places).to_have_count(4)
    expect(places.first).to_contain_text("zitiert Ziffern 3 und 4")
    for place, number in zip(places.all(), ("2", "6", "7", "8"), strict=True):
        expect(place).to_contain_text(f"Stellungnahme zu Ziffer {number}")
        sentence = place.locator("blockquote").inner_text()
        assert compact(sentence) in compact(answered(number))
        assert sentence.endswith("verwiesen.")
    page.get_by_role("link", name="Stellungnahme zu Ziffer 7").click()
    expect(page.locator("#ziffer-7")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_the_source_is_one_click_away_and_is_the_paper_as_received(examples, browser_as, javascript):
    page = browser_as(LESEN, javascript=javascript)
    page.goto(examples[0].get_absolute_url())
    page.get_by_role("link", name="Text der Quelle").click()
    assert page.locator(".source-text").text_content() == PAPER.removeprefix("\n")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Datei speichern").click()
    assert saved.value.suggested_filename == "antrag-ki-allianz.txt"
    assert saved.value.path().read_text(encoding="utf-8") == PAPER


def test_the_keyboard_alone_is_enough_from_signing_in_to_signing_out(examples, browser_as, person):
    page = browser_as(None)
    page.goto("/")
    name, password = person(LESEN)
    type_into(page.get_by_label("Benutzername"), name)
    type_into(page.get_by_label("Passwort"), password, at_most=1)
    press(page.get_by_role("button", name="Anmelden"), at_most=1)
    type_into(page.get_by_role("searchbox"), "KI-Alianz")
    expect(results(page)).to_have_text("Ähnliche Titel")
    press(page.get_by_role("link", name=TITLE))
    press(page.locator("a[data-jump=ziffer-6]"))
    expect(page.locator("#ziffer-6")).to_be_in_viewport()
    cited = pair(page, "6").locator(".answer__text a.cite")
    tab_to(cited, at_most=3)
    press(pair(page, "6").locator("summary"), at_most=1)
    expect(pair(page, "6").locator(".rewording__text")).to_be_visible()
    press(cited, at_most=1, back=True)
    press(page.get_by_role("link", name="Sie wird an 4 Stellen zitiert"), at_most=5)
    expect(page.get_by_role("heading", name="Zitiert an 4 Stellen")).to_be_visible()
    press(page.locator(".account summary"))
    press(page.get_by_role("button", name="Abmelden"), at_most=2)
    expect(page).to_have_url(re.compile("/anmelden/"))
