"""The second job: a clerk enters what came from the ministry, and readers see it once it is published."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from inquiries.models import Antrag
from inquiries.roles import LESEN, SACHBEARBEITUNG
from responses.models import Stellungnahme
from tests.browser.keyboard import choose, press, type_into

pytestmark = pytest.mark.django_db(transaction=True)

MINISTRY = "Ministerium für Soziales, Arbeit und Gesundheit"
JOINT = "Behandelt wurden 41 000 Personen, im Mittel nach 32 Minuten. Siehe Drucksache 17/19999."
THIRD = "Die Notaufnahme war an elf Tagen abgemeldet.\n\nDavon lagen sieben im Winter."
FOURTH = "Die Anlaufstelle hat sich bewährt."
REASON = "Die Angaben liegen noch nicht vor."
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture
def inquiry(load) -> Antrag:
    """A Kleine Anfrage with five questions and no answer."""
    [antrag] = load("18-19081")
    return antrag


def row(page: Page, question: str) -> Locator:
    """The row of the answer that stands beside this question."""
    return page.locator(".antwort").filter(has_text=question)


def numbers(answer: Locator) -> Locator:
    return answer.get_by_label(re.compile("^Zu Nummer"))


def text(answer: Locator) -> Locator:
    return answer.get_by_label(re.compile("^Antwort zu"))


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def messages(page: Page) -> Locator:
    return page.locator(".messagelist")


def assert_reader_sees_nothing_yet(reader: Page, inquiry: Antrag) -> None:
    reader.goto(inquiry.get_absolute_url())
    expect(reader.get_by_text("0 von 5 beantwortet")).to_be_visible()
    expect(reader.get_by_text("Noch keine Antwort.")).to_have_count(5)
    expect(reader.get_by_text("Behandelt wurden")).to_have_count(0)
    assert reader.goto("/drucksache/17/19999/").status == 404, "only a draft cites it"


def assert_reader_sees_the_letter(reader: Page, inquiry: Antrag) -> None:
    reader.goto(inquiry.get_absolute_url())
    expect(reader.get_by_text("4 von 5 beantwortet")).to_be_visible()
    together = reader.get_by_role("article", name="Fragen 1 und 2")
    expect(together).to_contain_text("gemeinsam beantwortet")
    expect(together.locator(".answer__text")).to_contain_text("Behandelt wurden 41 000 Personen")
    expect(together.get_by_role("link", name="Drucksache 17/19999").first).to_be_visible()
    expect(reader.get_by_role("article", name="Frage 3").locator(".answer__text p")).to_have_count(2)
    expect(reader.get_by_role("article", name="Frage 5")).to_contain_text(REASON)


@SCRIPTS
def test_a_letter_is_entered_corrected_kept_as_a_draft_and_published(inquiry, browser_as, javascript):
    clerk = browser_as(SACHBEARBEITUNG, javascript=javascript)
    reader = browser_as(LESEN, javascript=javascript)
    clerk.goto(inquiry.get_absolute_url())
    clerk.get_by_role("link", name="Antwort erfassen").click()
    clerk.get_by_role("link", name="Formular des Schreibens").click()
    clerk.get_by_label("Schreiben vom").fill("24.07.2026")
    clerk.get_by_label("Aktenzeichen").fill("SM52-0141.5-18/81")
    clerk.get_by_label("Ministerium:", exact=True).select_option(MINISTRY)
    first, third, fourth = (
        row(clerk, words) for words in ("Wie viele Patient", "Wie oft war die", "Welche Erfahrungen")
    )
    numbers(first).fill("1 und 2")
    text(first).fill(JOINT)
    numbers(third).fill("33")
    text(third).fill(THIRD)
    text(fourth).fill(FOURTH)
    button(clerk, "Als Entwurf speichern").click()

    refused = "Die Anfrage hat keine Frage 33. Es gibt Fragen 1 bis 5."
    expect(third.locator(".errorlist")).to_contain_text(refused)
    expect(clerk.get_by_role("navigation", name="Fehler")).to_contain_text(refused)
    clerk.get_by_role("navigation", name="Fehler").get_by_role("link", name="Nummer").click()
    expect(numbers(third)).to_be_in_viewport()
    expect(numbers(third)).to_have_value("33")
    expect(numbers(first)).to_have_value("1 und 2")
    for answer, typed in ((first, JOINT), (third, THIRD), (fourth, FOURTH)):
        expect(text(answer)).to_have_value(typed)
    expect(clerk.get_by_label("Aktenzeichen")).to_have_value("SM52-0141.5-18/81")
    assert not Stellungnahme.objects.exists()

    numbers(third).fill("3")
    button(clerk, "Speichern und weiter bearbeiten").click()
    expect(messages(clerk)).to_contain_text("1 Verweis gefunden, davon 1 auf nicht erfasste Drucksachen.")
    cited = clerk.get_by_role("region", name="Verweise").get_by_role("row").nth(1)
    expect(cited).to_contain_text("„Drucksache 17/19999“")
    expect(cited).to_contain_text("nicht erfasst")
    assert_reader_sees_nothing_yet(reader, inquiry)

    button(clerk, "Speichern und veröffentlichen").click()
    expect(messages(clerk)).to_contain_text("Vor dem Veröffentlichen fehlt noch etwas.")
    expect(clerk.get_by_text("Welche Investitionen in die Notaufnahme")).to_be_visible()
    button(clerk, "Veröffentlichen").click()
    expect(clerk.locator(".errorlist")).to_have_count(1)
    assert_reader_sees_nothing_yet(reader, inquiry)
    clerk.get_by_label("Warum bleibt Frage 5 ohne Antwort?").fill(REASON)
    button(clerk, "Veröffentlichen").click()
    expect(messages(clerk)).to_contain_text("ist veröffentlicht.")
    assert_reader_sees_the_letter(reader, inquiry)


def test_a_letter_is_entered_and_published_by_keyboard_alone(inquiry, browser_as):
    clerk, reader = browser_as(SACHBEARBEITUNG), browser_as(LESEN)
    clerk.goto("/")
    press(clerk.get_by_role("link", name="Erfassung"))
    press(clerk.get_by_role("link", name="Anfragen, die auf Antwort warten"))
    press(clerk.get_by_role("link", name="Antwort erfassen zu"))
    press(clerk.get_by_role("link", name="Formular des Schreibens"))
    type_into(clerk.get_by_label("Schreiben vom"), "24.07.2026")
    type_into(clerk.get_by_label("Aktenzeichen"), "SM52-0141.5-18/81")
    choose(clerk.get_by_label("Ministerium:", exact=True), MINISTRY)
    first, third, fourth = (
        row(clerk, words) for words in ("Wie viele Patient", "Wie oft war die", "Welche Erfahrungen")
    )
    type_into(numbers(first), "1 und 2")
    type_into(text(first), JOINT, at_most=1)
    type_into(numbers(third), "33", at_most=6)
    type_into(text(third), THIRD, at_most=1)
    type_into(text(fourth), FOURTH, at_most=3)
    press(button(clerk, "Speichern und weiter bearbeiten"))
    expect(third.locator(".errorlist")).to_contain_text("Die Anfrage hat keine Frage 33.")
    press(clerk.get_by_role("navigation", name="Fehler").get_by_role("link", name="Nummer"))
    expect(numbers(third)).to_be_focused()
    clerk.keyboard.press("Control+A")
    clerk.keyboard.type("3")
    press(button(clerk, "Speichern und weiter bearbeiten"))
    expect(messages(clerk)).to_contain_text("1 Verweis gefunden")
    assert_reader_sees_nothing_yet(reader, inquiry)
    press(button(clerk, "Speichern und veröffentlichen"))
    type_into(clerk.get_by_label("Warum bleibt Frage 5 ohne Antwort?"), REASON)
    press(button(clerk, "Veröffentlichen"), at_most=1)
    expect(messages(clerk)).to_contain_text("ist veröffentlicht.")
    assert_reader_sees_the_letter(reader, inquiry)


@SCRIPTS
def test_a_cited_paper_is_entered_and_what_cites_it_leads_to_its_questions(load, browser_as, javascript):
    [citing] = load("antrag-ki")
    clerk = browser_as(SACHBEARBEITUNG, javascript=javascript)
    clerk.goto("/drucksache/17/9075/")
    clerk.get_by_role("link", name="Anfrage erfassen").click()
    expect(clerk.get_by_label("Drucksache:", exact=True)).to_have_value("17/9075")
    clerk.get_by_label("Art:", exact=True).select_option("Antrag")
    clerk.get_by_label("Titel:", exact=True).fill("Mustertitel zu\nProjekten im Land")
    clerk.get_by_label("Eingegangen:", exact=True).fill("27.06.2025")
    labels = ["1", "2", "3", "3"]
    for index, label in enumerate(labels):
        question = clerk.locator(f"#fragen-{index}")
        question.get_by_label("Nummer:", exact=True).fill(label)
        question.get_by_label("Text:", exact=True).fill(f"wie die Musterfrage {index + 1} zu beantworten ist;")
    asker = clerk.locator("#urheber-0")
    asker.get_by_label("Name wie gedruckt:").fill("Erika Muster")
    asker.get_by_label("Fraktion:").select_option("GRÜNE")
    button(clerk, "Sichern").click()

    last = clerk.locator("#fragen-3")
    expect(last.locator(".errorlist")).to_contain_text("Die Nummer 3 steht schon bei einer Frage weiter oben.")
    expect(last.get_by_label("Text:", exact=True)).to_have_value("wie die Musterfrage 4 zu beantworten ist;")
    expect(clerk.get_by_label("Drucksache:", exact=True)).to_have_value("17/9075")
    assert Antrag.objects.count() == 1
    last.get_by_label("Nummer:", exact=True).fill("4")
    if javascript:
        button(clerk, "Frage hinzufügen").click()
        added = clerk.locator("#fragen-4")
        added.get_by_label("Nummer:", exact=True).fill("5")
        added.get_by_label("Text:", exact=True).fill("wie die Musterfrage 5 zu beantworten ist.")
    button(clerk, "Sichern").click()
    expect(messages(clerk)).to_contain_text("17/9075")

    reader = browser_as(LESEN, javascript=javascript)
    reader.goto(citing.get_absolute_url())
    expect(reader.locator("a.cite--missing")).to_have_count(0)
    second = reader.get_by_role("article", name="Ziffer 2")
    second.locator(".answer__text a.cite").click()
    if javascript:
        expect(second.get_by_role("group")).to_contain_text("wie die Musterfrage 3 zu beantworten ist;")
        second.get_by_role("link", name="Drucksache 17/9075, Ziffern 3 und 4", exact=True).click()
    expect(reader).to_have_url(re.compile("/drucksache/17/9075/#ziffer-3$"))
    expect(reader.get_by_role("heading", level=1)).to_have_text("Mustertitel zu Projekten im Land")
    expect(reader.get_by_role("article")).to_have_count(5 if javascript else 4)
    expect(reader.get_by_role("article", name="Ziffer 3")).to_contain_text("wie die Musterfrage 3 zu beantworten ist;")
    expect(reader.get_by_text("Erika Muster (GRÜNE)")).to_be_visible()


def test_leaving_a_form_with_unsaved_text_asks_first(inquiry, browser_as):
    clerk = browser_as(SACHBEARBEITUNG)
    clerk.goto(f"/admin/responses/stellungnahme/add/?antrag={inquiry.pk}")
    text(row(clerk, "Wie viele Patient")).press_sequentially("Vierzig")
    asked = []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    clerk.on("dialog", stay)
    clerk.get_by_role("link", name="Zum Verzeichnis").click()
    assert asked == ["beforeunload"]
    expect(text(row(clerk, "Wie viele Patient"))).to_have_value("Vierzig")
    button(clerk, "Als Entwurf speichern").click()
    expect(messages(clerk)).to_contain_text("hinzugefügt")
    assert asked == ["beforeunload"]
