"""The page of an inquiry and of a paper in a real browser."""

import datetime

import pytest
from playwright.sync_api import expect

from inquiries.models import Frage
from inquiries.roles import LESEN, SACHBEARBEITUNG
from responses.models import Luecke, Stellungnahme
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/drucksache/17/19344/"
LONG = "Dazu liegen der Landesregierung die folgenden Angaben vor. " * 12


@pytest.fixture
def inquiry(transactional_db):
    """An inquiry with every state, and texts long enough to scroll."""
    factories.antrag(number="17/19156", fragen=["Wie viele Brücken gibt es im Land?"])
    row = factories.antrag(
        number="17/19344",
        titel="Musteranfrage zur Donaudampfschifffahrtsgesellschaftsbrücke (vgl. Drucksache 17/19156)",
        fragen={
            "1": "Wie viele Brücken gibt es?",
            "2": "Welche davon (Drucksache 17/9075) sind gesperrt?",
            "3a": "Ob beabsichtigt ist, sie zu erneuern?",
            "3b": "Wann die Oberbürgermeisterinnenwahlkampfveranstaltungshalle gebaut wird?",
            "4": "Was kostet das?",
            "5": "Der Landtag möge das beschließen.",
            "6": "Wer bezahlt das?",
        },
        begruendung="Anlass ist Drucksache 17/9075.\n\nMehr ist nicht zu sagen.",
        eingegangen=datetime.date(2025, 5, 28),
    )
    Frage.objects.filter(antrag=row, nummer="5").update(beschlussteil=True)
    letter = factories.stellungnahme(
        row,
        {
            "1 und 2": LONG + "\n\nSiehe Plenarprotokoll 17/13.",
            "3a": LONG + "Auf die Antwort zu Frage 1 wird verwiesen.",
            "3b": "Auf die Antwort zu Ziffer 1 in Drucksache 17/19156 wird verwiesen.",
            "9": "Nicht gefragt, aber siehe BT-Drs. 21/500.",
        },
        wortlaut={"3a": "Ob geplant ist, sie zu erneuern?"},
        vorbemerkung="Vorab: Siehe Drucksache 17/9075.",
        schreiben_vom=datetime.date(2025, 6, 20),
        unterzeichnet_von="Vorbild",
        amt="Minister für Verkehr",
    )
    Luecke.objects.create(stellungnahme=letter, frage=row.fragen.get(nummer="4"), grund="Wird nachgereicht.")
    factories.stellungnahme(row, {"6": "Entwurf: das Land."}, published=False, art=Stellungnahme.Art.ERGAENZUNG)
    return row


@pytest.mark.parametrize(
    ("role", "javascript"), [(LESEN, False), (SACHBEARBEITUNG, True)], ids=["reader-no-scripts", "clerk-scripts"]
)
def test_the_pages_are_accessible_and_need_no_sideways_scrolling(browser_as, assert_sound, inquiry, role, javascript):
    page = browser_as(role, javascript=javascript)
    for address in (ADDRESS, "/drucksache/17/9075/"):
        page.goto(address)
        assert_sound(page)


@pytest.mark.parametrize(("width", "beside"), [(1600, True), (320, False)], ids=["wide", "narrow"])
def test_an_answer_stands_beside_its_question_where_there_is_room(browser_as, inquiry, width, beside):
    page = browser_as(LESEN, width=width)
    page.goto(ADDRESS)
    question = page.locator("#ziffer-3a").bounding_box()
    answer = page.get_by_role("article", name="Frage 3a").locator(".answer").bounding_box()
    if beside:
        assert answer["x"] >= question["x"] + question["width"]
        assert abs(answer["y"] - question["y"]) < 20
    else:
        assert answer["y"] >= question["y"] + question["height"]


def test_lines_are_no_longer_than_75_characters(browser_as, inquiry):
    page = browser_as(LESEN, width=1600)
    page.goto(ADDRESS)
    per_line = (
        page.locator("#ziffer-3a")
        .locator("xpath=ancestor::article")
        .locator(".answer__text p")
        .first.evaluate(
            """paragraph => {
            const range = document.createRange();
            range.selectNodeContents(paragraph);
            const lines = new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top))).size;
            return paragraph.textContent.length / lines;
        }"""
        )
    )
    assert 45 < per_line <= 75


def test_the_jump_list_leads_to_a_question_and_shows_where_the_reader_is(browser_as, inquiry):
    page = browser_as(LESEN, width=1600)
    page.goto(ADDRESS)
    link = page.locator('a[data-jump="ziffer-3b"]')
    link.click()
    expect(page).to_have_url(f"{page.url.partition('#')[0]}#ziffer-3b")
    expect(page.locator("#ziffer-3b")).to_be_in_viewport()
    expect(link).to_have_attribute("aria-current", "location")
    expect(page.locator("a[data-jump][aria-current]")).to_have_count(1)
    expect(link).to_be_in_viewport()


def test_previous_and_next_lead_from_question_to_question_by_keyboard(browser_as, inquiry):
    page = browser_as(LESEN)
    page.goto(ADDRESS)
    page.get_by_role("link", name="Weiter: Frage 3a").press("Enter")
    expect(page.locator("#ziffer-3a")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Link zu Frage 3a")).to_be_focused()


def test_the_address_of_a_question_is_copied(browser_as, inquiry):
    page = browser_as(LESEN)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(ADDRESS)
    page.get_by_role("link", name="Link zu Frage 3a").click()
    expect(page.get_by_role("status")).to_have_text("Link zu Frage 3a wurde kopiert.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.url.partition('#')[0]}#ziffer-3a"


def test_without_scripts_the_address_of_a_question_is_a_link(browser_as, inquiry):
    page = browser_as(LESEN, javascript=False)
    page.goto(ADDRESS)
    page.get_by_role("link", name="Link zu Frage 3a").click()
    assert page.url.endswith("#ziffer-3a")


def test_changed_wording_is_shown_on_demand(browser_as, inquiry):
    page = browser_as(LESEN, javascript=False)
    page.goto(ADDRESS)
    changed = page.locator(".rewording__text")
    expect(changed).to_be_hidden()
    page.get_by_text("Frage 3a mit geändertem Wortlaut wiederholt").click()
    expect(changed.locator("del")).to_contain_text("beabsichtigt")
    expect(changed.locator("ins")).to_contain_text("geplant")


def test_a_citation_is_followed_to_the_question_and_back(browser_as, inquiry):
    page = browser_as(LESEN, javascript=False)
    page.goto(ADDRESS)
    page.locator("#ziffer-3b").locator("xpath=ancestor::article").locator("a.cite--entered").click()
    assert page.url.endswith("/drucksache/17/19156/#ziffer-1")
    expect(page.locator("#ziffer-1")).to_be_in_viewport()
    page.locator("#zitiert-in").get_by_role("link", name="Antwort zu Frage 3b").click()
    assert page.url.endswith(f"{ADDRESS}#ziffer-3b")


def test_a_citation_in_the_folded_begruendung_is_opened_from_the_cited_paper(browser_as, inquiry):
    page = browser_as(LESEN, javascript=False)
    page.goto("/drucksache/17/9075/")
    page.get_by_role("link", name="Begründung").click()
    expect(page.get_by_text("Mehr ist nicht zu sagen.")).to_be_visible()


def test_the_print_of_a_page_has_every_text_and_no_tools(browser_as, inquiry):
    page = browser_as(LESEN)
    page.goto(ADDRESS)
    page.emulate_media(media="print")
    for tool in (".jump", ".pair__nav", ".paper-head__actions", ".tool"):
        expect(page.locator(tool).first).to_be_hidden()
    expect(page.get_by_text("Mehr ist nicht zu sagen.")).to_be_visible()
