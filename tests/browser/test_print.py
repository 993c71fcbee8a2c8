"""The third job: a dossier of one inquiry, and of a selection from the list, saved from the page and read back."""

import re

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Page, expect

from inquiries.roles import LESEN
from responses.models import Druckauftrag
from responses.orders import carry_out
from tests.browser.keyboard import press, tab_to, type_into
from tests.pdf import Pdf, compact

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def examples(load):
    return load("antrag-ki", "17-19156", "17-19731", "17-19732")


def saved(page: Page, step) -> tuple[str, Pdf]:
    """The name and the content of what ``step`` makes the browser save."""
    with page.expect_download(timeout=60_000) as download:
        step()
    content = download.value.path().read_bytes()
    assert content.startswith(b"%PDF-")
    return download.value.suggested_filename, Pdf(content)


def assert_holds(pdf: Pdf, *antraege) -> None:
    """Every title, question and answer of the inquiries stands in the PDF."""
    text = compact(pdf.tagged_text())
    for antrag in antraege:
        assert compact(antrag.titel) in text
        assert antrag.fragen.exists()
        for frage in antrag.fragen.all():
            assert compact(frage.text) in text, frage
        for letter in antrag.stellungnahmen.all():
            for antwort in letter.antworten.all():
                assert all(compact(line) in text for line in antwort.text.split("\n")), antwort


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_an_inquiry_is_saved_as_a_pdf_for_somebody(examples, browser_as, javascript):
    page = browser_as(LESEN, javascript=javascript)
    page.goto(examples[0].get_absolute_url())
    name, pdf = saved(page, page.get_by_role("button", name="Als PDF").click)
    assert name == f"Dossier-Anfrage-{examples[0].pk}.pdf"
    assert_holds(pdf, examples[0])
    cover = pdf.page_text(1)
    assert date_format(timezone.localdate(), "j. F Y") in cover
    assert not re.search(r"^Für ", cover, re.MULTILINE)

    page.get_by_text("Name auf dem Deckblatt").click()
    page.get_by_label("Erstellt für").fill("Präsidentin Muster")
    _, pdf = saved(page, page.get_by_role("button", name="Als PDF").click)
    assert "Für Präsidentin Muster\n" in pdf.page_text(1)
    expect(page).to_have_url(re.compile(re.escape(examples[0].get_absolute_url())))


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_three_chosen_in_the_list_are_saved_as_one_dossier(examples, browser_as, javascript):
    page = browser_as(LESEN, javascript=javascript)
    page.goto("/")
    chosen = [examples[0], examples[1], examples[3]]
    for antrag in chosen:
        page.get_by_role("listitem").filter(has_text=antrag.titel).get_by_role("checkbox").check()
    if javascript:
        expect(page.get_by_text("3 Anfragen ausgewählt")).to_be_visible()
    page.get_by_text("Name auf dem Deckblatt").click()
    page.get_by_label("Erstellt für").fill("Ausschuss für Muster")
    name, pdf = saved(page, page.get_by_role("button", name="Auswahl als PDF").click)
    assert re.fullmatch(r"Dossier-\d{4}-\d\d-\d\d-3-Anfragen\.pdf", name)
    assert_holds(pdf, *chosen)
    assert "Für Ausschuss für Muster\n" in pdf.page_text(1)
    assert compact(examples[2].fragen.first().text) not in compact(pdf.tagged_text())


def test_a_choice_and_the_name_outlive_searching_and_are_printed_by_keyboard(examples, browser_as):
    page = browser_as(LESEN)
    page.goto("/?q=Musterlingen")
    first = page.get_by_role("listitem").filter(has_text=examples[2].titel).get_by_role("checkbox")
    tab_to(first)
    page.keyboard.press("Space")
    press(page.locator(".for-whom summary"))
    type_into(page.get_by_label("Erstellt für"), "Referat 7", at_most=1)
    tab_to(page.get_by_role("searchbox"), back=True)
    page.keyboard.press("Control+A")
    page.keyboard.type("KI-Allianz")
    expect(page.locator("#treffer-titel")).to_have_text("1 Anfrage")
    tab_to(page.get_by_role("listitem").filter(has_text=examples[0].titel).get_by_role("checkbox"))
    page.keyboard.press("Space")
    expect(page.get_by_text("2 Anfragen ausgewählt")).to_be_visible()
    expect(page.get_by_label("Erstellt für")).to_have_value("Referat 7")
    tab_to(page.get_by_role("button", name="Auswahl als PDF"))
    _, pdf = saved(page, lambda: page.keyboard.press("Enter"))
    assert_holds(pdf, examples[0], examples[2])
    assert "Für Referat 7\n" in pdf.page_text(1)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_what_cannot_be_printed_is_said_on_a_page(examples, browser_as, javascript):
    page = browser_as(LESEN, javascript=javascript)
    if javascript:
        page.goto(f"/dossier/?antrag={examples[0].pk}&fuer={'x' * 201}")
        expect(page.get_by_role("alert")).to_have_text("„Für“ hat höchstens 200 Zeichen (es sind 201).")
    else:
        page.goto("/")
        page.get_by_role("button", name="Auswahl als PDF").click()
        expect(page.get_by_role("alert")).to_contain_text("Es ist keine Anfrage ausgewählt.")
    page.get_by_role("link", name="Zur Liste der Anfragen").click()
    expect(page.locator("#treffer-titel")).to_have_text("4 Anfragen")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_long_dossier_is_printed_by_a_job(examples, browser_as, assert_sound, settings, no_jobs_left, javascript):
    settings.DOSSIER_DIRECT_INQUIRIES = 1
    page = browser_as(LESEN, javascript=javascript)

    def look_again() -> None:
        if not javascript:
            page.get_by_role("link", name="Seite neu laden").click()

    page.goto(f"/dossier/?antrag={examples[0].pk}&antrag={examples[1].pk}")
    expect(page.get_by_text("Es ist als Nächstes an der Reihe.")).to_be_visible()
    assert_sound(page)
    order = Druckauftrag.objects.get()
    Druckauftrag.objects.update(stand=Druckauftrag.Stand.IN_ARBEIT, seiten=40)
    look_again()
    expect(page.get_by_text("40 Seiten sind gesetzt")).to_be_visible()
    assert_sound(page)
    carry_out(order.pk, attempt=0)
    look_again()
    expect(page.get_by_text("Das Dossier ist gedruckt.")).to_be_visible()
    assert_sound(page)
    name, pdf = saved(page, page.get_by_role("link", name="PDF herunterladen").click)
    assert name.endswith("-2-Anfragen.pdf")
    assert_holds(pdf, examples[0], examples[1])
    page.goto(order.get_absolute_url())
    expect(page.get_by_role("link", name="PDF herunterladen")).to_be_visible()
