"""What was published is corrected by a version of its own and withdrawn with a reason, and readers see both."""

import pytest
from playwright.sync_api import Locator, Page, expect

from inquiries.roles import LESEN, SACHBEARBEITUNG
from responses.models import Hinweis
from tests.browser.keyboard import press, tab_to, type_into

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "Zahl in Antwort 2 richtiggestellt."


@pytest.fixture
def letter(load):
    """A published letter with four answers, and one thing that nobody has settled."""
    [inquiry] = load("17-19731")
    letter = inquiry.stellungnahmen.get()
    Hinweis.objects.create(
        stellungnahme=letter,
        code="letter-in-text",
        schwere="warning",
        stelle="answer 2",
        meldung="Antwort zu 2: Darin steht eine ungewöhnliche Zahl. Bitte prüfen.",
    )
    return letter


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def desk(letter) -> str:
    return f"/admin/responses/stellungnahme/{letter.pk}/change/"


def test_a_letter_is_corrected_presented_published_and_withdrawn(letter, browser_as, assert_sound):
    clerk, reader = browser_as(SACHBEARBEITUNG, javascript=False), browser_as(LESEN, javascript=False)
    inquiry, before = letter.antrag, letter.antworten.get(ziffern__nummer="2").text
    clerk.goto(desk(letter))
    expect(clerk.get_by_role("region", name="Hinweise: 1 offen")).to_contain_text("ungewöhnliche Zahl")
    assert_sound(clerk)
    button(clerk, "Berichtigen").click()
    expect(clerk.locator(".messagelist")).to_contain_text("Bis sie veröffentlicht ist, sehen Lesende")
    draft_address = clerk.url
    clerk.get_by_role("region", name="Hinweise: 1 offen").get_by_role("link", name="Antwort zu 2").click()
    second = clerk.get_by_label("Antwort zu 2", exact=True)
    expect(second).to_be_in_viewport()
    second.fill(before + " Es waren neunundneunzig.")
    clerk.get_by_label("Was wird berichtigt?").fill(WHY)
    button(clerk, "Speichern und vorlegen").click()
    clerk.get_by_label("Bemerkung").fill("Bitte bis Freitag.")
    assert_sound(clerk)
    button(clerk, "Vorlegen").click()
    reader.goto(inquiry.get_absolute_url())
    expect(reader.get_by_text("neunundneunzig")).to_have_count(0)

    clerk.goto("/admin/")
    assert_sound(clerk)
    presented = clerk.get_by_role("region", name="Zur Veröffentlichung vorgelegt (1)")
    expect(presented).to_contain_text("Bitte bis Freitag.")
    presented.get_by_role("link").first.click()
    expect(clerk).to_have_url(draft_address)
    clerk.get_by_role("link", name="Veröffentlichen").click()
    expect(clerk.get_by_text("Es fehlt noch: ein Wort zu 1 Hinweis.")).to_be_visible()
    button(clerk, "Veröffentlichen").click()
    expect(clerk.locator(".errorlist")).to_have_text("Bitte angeben, warum Hinweis 1 (Antwort zu 2) erledigt ist.")
    assert_sound(clerk)
    clerk.get_by_label("Warum ist Hinweis 1 erledigt?").fill("Geprüft.")
    button(clerk, "Veröffentlichen").click()
    expect(clerk.locator(".messagelist")).to_contain_text("Sie ersetzt die bisherige Fassung.")

    reader.reload()
    expect(reader.locator(".letter")).to_contain_text("Berichtigt am")
    expect(reader.locator(".letter")).to_contain_text(WHY)
    expect(reader.locator(".answer__text", has_text="neunundneunzig")).to_have_count(1)
    assert_sound(reader)
    reader.get_by_role("link", name="Änderungen und frühere Fassungen").click()
    changed = reader.get_by_role("region", name="Was sich geändert hat")
    expect(changed.get_by_role("heading", level=3)).to_have_text(["Antwort zu 2"])
    expect(changed.locator(".version__words ins")).to_have_text("neu: Es waren neunundneunzig.")
    assert_sound(reader)
    reader.get_by_role("region", name="Fassungen").get_by_role("link").last.click()
    expect(reader.locator(".notice")).to_contain_text("Ersetzt durch die Fassung vom")
    expect(reader.get_by_role("region", name="Diese Fassung")).to_contain_text(before[:40])
    expect(reader.get_by_role("link", name="Text des Schreibens")).to_be_visible()
    old_address = reader.url

    clerk.goto(draft_address)
    clerk.get_by_role("link", name="Zurückziehen").click()
    button(clerk, "Zurückziehen").click()
    expect(clerk.locator(".errorlist")).to_have_text("Bitte angeben, warum das Schreiben zurückgezogen wird.")
    clerk.get_by_role("textbox").fill("Zum falschen Papier erfasst.")
    button(clerk, "Zurückziehen").click()
    expect(clerk.locator(".notice")).to_contain_text("Zurückgezogen am")
    reader.goto(inquiry.get_absolute_url())
    expect(reader.get_by_text("0 von 4 beantwortet")).to_be_visible()
    expect(reader.locator(".notice")).to_contain_text("zurückgezogen: Zum falschen Papier erfasst.")
    assert_sound(reader)
    reader.goto(old_address)
    expect(reader.locator(".notice")).to_contain_text("Der Text wird nicht mehr gezeigt.")
    expect(reader.get_by_text(before[:40])).to_have_count(0)


def test_a_letter_is_corrected_and_withdrawn_by_keyboard_alone(letter, browser_as):
    clerk = browser_as(SACHBEARBEITUNG)
    clerk.goto(desk(letter))
    press(button(clerk, "So steht es im Papier (Hinweis 1)"))
    expect(clerk.get_by_role("region", name="Hinweise")).to_contain_text("So steht es im Papier.")
    press(button(clerk, "Wieder öffnen (Hinweis 1)"))
    type_into(clerk.get_by_label("oder Grund zu Hinweis 1"), "Geprüft.")
    press(button(clerk, "Erledigt (Hinweis 1)"), at_most=1)
    expect(clerk.get_by_role("region", name="Hinweise")).to_contain_text("Geprüft.")
    press(button(clerk, "Berichtigen"))
    type_into(clerk.get_by_label("Was wird berichtigt?"), WHY)
    tab_to(clerk.get_by_label("Antwort zu 2", exact=True))
    clerk.keyboard.press("End")
    clerk.keyboard.type(" Nachtrag.")
    press(button(clerk, "Speichern und veröffentlichen"))
    expect(clerk.locator(".messagelist")).to_contain_text("ist veröffentlicht.")
    press(clerk.get_by_role("region", name="Schreiben der Landesregierung").get_by_role("link").last)
    press(clerk.get_by_role("link", name="Zurückziehen"))
    type_into(clerk.get_by_role("textbox"), "Doppelt erfasst.")
    press(button(clerk, "Zurückziehen"), at_most=1)
    expect(clerk.locator(".notice")).to_contain_text("Doppelt erfasst.")
