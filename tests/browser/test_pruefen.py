"""A paper is put right and published at the desk: by mouse, by keyboard alone, and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from inquiries.reading import read_paper
from responses.desk import steps
from responses.models import Eingang, Stapel, Stellungnahme
from tests import factories
from tests.browser.keyboard import press, type_into

EXAMPLE = (settings.BASE_DIR / "fixtures" / "papers" / "antrag-ki-allianz.txt").read_text(encoding="utf-8")
_QUESTION_4 = "4. welche konkreten Maßnahmen zur strategischen Weiterentwicklung der KI-Allianz vorgesehen sind;"
# Without number and question above it, the answer to 4 is read as the end of that to 3.
SWALLOWED = EXAMPLE.replace(f"\n{_QUESTION_4}\n\nZu 4.:\n", "\n")


@pytest.fixture
def arrived(transactional_db) -> Callable[[str], Eingang]:
    for name in ("Ministerium für Wirtschaft, Arbeit und Tourismus", "Staatsministerium", "Ministerium für Finanzen"):
        factories.ministerium(name, name[:10])
    factories.fraktion("GRÜNE")
    clerk = factories.user(role="Sachbearbeitung", name="erika.muster")

    def arrive(text: str) -> Eingang:
        batch = Stapel.objects.create(konto=clerk)
        eingang = Eingang.objects.create(stapel=batch, position=1, name="Schreiben.txt", medientyp="text/plain")
        steps.start(eingang, text=text, paper=read_paper(text), by=clerk)
        return eingang

    return arrive


def answers(eingang: Eingang) -> dict[str, str]:
    desk = steps.current(Eingang.objects.get(pk=eingang.pk))
    return {", ".join(one.numbers): desk.text_of(one.key) for one in desk.piece.answers}


def line(page: Page, beginning: str):
    return page.locator("#zeilen .zeile").filter(has_text=beginning).last


def sound(page: Page, assert_accessible) -> None:
    """Accessible with everything unfolded, wide and light, narrow and dark, and nowhere wider than the window."""
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
    for colors, width in (("dark", 320), ("light", 1280)):
        page.emulate_media(color_scheme=colors)
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_accessible(page)
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = false; })")


def said(page: Page, sentence: str) -> None:
    expect(page.locator("#gesagt")).to_contain_text(sentence)


def test_by_mouse_a_swallowed_answer_is_found_begun_and_published(browser_as, arrived, assert_accessible):
    eingang = arrived(SWALLOWED)
    page = browser_as("Sachbearbeitung")
    page.goto(eingang.get_absolute_url())
    page.get_by_role("link", name="Nächster Hinweis").click()
    finding = page.locator(".hinweis:focus")
    expect(finding).to_contain_text("Frage 4")
    finding.get_by_role("link", name="Im Text suchen").click()
    line(page, "Als von der Landesverwaltung").locator(".zeile__text").click()
    expect(page.locator("#m-nummern")).to_have_value("4")
    page.get_by_role("button", name="Antwort beginnen").click()
    said(page, "Antwort zu 4 beginnt hier")
    assert answers(eingang)["4"].startswith("Als von der Landesverwaltung")
    new = page.get_by_role("region", name="Antwort zu 4")
    expect(new).to_contain_text("weiter ausgebaut wird.")

    # Each side shows the other.
    new.hover()
    expect(line(page, "Als von der Landesverwaltung")).to_contain_class("zusammen")
    expect(line(page, "Als von der Landesverwaltung")).to_be_in_viewport()

    # What is typed while another change is on its way is kept, and sent.
    page.locator("#id-letter_reference").fill("WM36-1")
    page.locator("#id-signed_by").fill("Muster")
    page.locator("#id-office").click()
    said(page, "Unterschrift geändert")
    piece = steps.current(Eingang.objects.get(pk=eingang.pk)).piece
    assert (piece.get("letter_reference"), piece.get("signed_by")) == ("WM36-1", "Muster")

    page.locator("#rueckgaengig").click()
    said(page, "Rückgängig gemacht: Unterschrift geändert")
    expect(page.locator("#id-signed_by")).to_have_value("Hoffmeister-Kraut")
    sound(page, assert_accessible)
    while page.locator("#fuss-offen").count():
        page.get_by_role("button", name="So steht es im Papier").first.click()
        page.wait_for_timeout(300)
    page.get_by_role("button", name="Speichern und veröffentlichen").click()
    expect(page.locator("#beendet")).to_contain_text("veröffentlicht")
    assert Stellungnahme.objects.get().antworten.count() == 8


def test_by_keyboard_alone_a_joint_answer_is_put_right(browser_as, arrived, assert_accessible):
    eingang = arrived(SWALLOWED)
    page = browser_as("Sachbearbeitung")
    page.goto(eingang.get_absolute_url())
    keys = page.keyboard
    keys.press("F8")
    expect(page.locator(".hinweis:focus")).to_contain_text("Frage 4")
    press(page.locator(".hinweis").get_by_role("link", name="Im Text suchen").first)
    # From the line that the answer before begins with, down to where the swallowed one begins.
    for _ in range(40):
        if "Als von der Landesverwaltung" in page.locator(".zeile:focus-within").inner_text():
            break
        keys.press("ArrowDown")
    keys.press("Enter")
    menu = page.locator("#menue")
    expect(menu.locator("button").first).to_be_focused()
    assert_accessible(page)
    keys.press("Escape")
    expect(line(page, "Als von der Landesverwaltung").locator("[data-griff]")).to_be_focused()

    keys.press("Shift+ArrowDown")
    expect(page.locator(".zeile.gewaehlt")).to_have_count(2)
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(menu.locator("button").first).to_be_focused()
    type_into(page.locator("#m-nummern"), "3 und 4")
    keys.press("Enter")
    said(page, "Antwort zu 3 und 4 beginnt hier")
    expect(page.locator(".zeile:focus-within")).to_contain_text("Als von der Landesverwaltung")
    assert "3, 4" in answers(eingang)
    keys.press("Control+z")
    said(page, "Rückgängig gemacht: Antwort zu 3 und 4 beginnt hier")
    keys.press("Control+y")
    said(page, "Wieder getan")

    keys.press("F6")  # to the answer that the line belongs to
    expect(page.get_by_role("region", name="Antwort zu 3 und 4")).to_be_focused()
    type_into(page.locator("input[value='3 und 4']"), "4", at_most=1)
    keys.press("Enter")
    said(page, "jetzt 4")
    assert {"3", "4"} <= answers(eingang).keys()
    expect(page.locator("[name=nummern]:focus")).to_have_value("4")
    keys.press("F6")
    press(page.locator("#speichern"), at_most=1)
    expect(page.locator("#beendet")).to_contain_text("Gespeichert")
    assert Stellungnahme.objects.get().is_draft


def test_a_button_pressed_straight_after_typing_does_what_it_says_after_the_typing(browser_as, arrived):
    eingang = arrived(EXAMPLE)
    page = browser_as("Sachbearbeitung")
    page.goto(eingang.get_absolute_url())
    page.locator("#id-signed_by").fill("Muster")
    page.keyboard.press("Control+s")
    expect(page.locator("#beendet")).to_contain_text("Gespeichert")
    letter = Stellungnahme.objects.get()
    assert (letter.unterzeichnet_von, letter.is_draft) == ("Muster", True)

    eingang = arrived(EXAMPLE.replace("Strategische Weiterentwicklung", "Muster der Weiterentwicklung"))
    page.goto(eingang.get_absolute_url())
    page.locator("#id-signed_by").fill("Beispiel")
    page.locator("#veroeffentlichen").hover()
    page.mouse.down()
    page.wait_for_timeout(500)  # a slow hand
    page.mouse.up()
    expect(page.locator("#beendet")).to_contain_text("veröffentlicht")
    assert Stellungnahme.objects.exclude(pk=letter.pk).get().unterzeichnet_von == "Beispiel"


def test_nothing_is_stored_while_what_was_typed_is_refused(browser_as, arrived):
    page = browser_as("Sachbearbeitung")
    page.goto(arrived(EXAMPLE).get_absolute_url())
    page.locator("#id-drucksache").fill("siebzehn")
    page.keyboard.press("Control+s")
    expect(page.locator("#abgelehnt")).to_be_focused()
    expect(page.locator("#id-drucksache")).to_have_value("siebzehn")
    page.wait_for_timeout(300)
    assert not Stellungnahme.objects.exists()


def test_two_clerks_on_one_paper_lose_nothing(browser_as, arrived):
    eingang = arrived(EXAMPLE)
    first, second = browser_as("Sachbearbeitung"), browser_as("Sachbearbeitung")
    for page in (first, second):
        page.goto(eingang.get_absolute_url())
    expect(second.locator("#presence-people")).to_contain_text("arbeitet auch hier")
    first.locator("#id-title").fill("Titel der ersten")
    first.locator("#id-title").blur()
    said(first, "Titel geändert")
    second.locator("#id-office").fill("Amt der zweiten")
    second.locator("#id-office").blur()
    expect(second.locator("#wanted")).to_contain_text("Ihre Änderung wurde nicht übernommen: Amt geändert")
    expect(second.locator("#id-title")).to_have_value("Titel der ersten")
    expect(second.locator("#ansage")).to_have_text("")
    second.get_by_role("button", name="Auf den neuen Stand anwenden").click()
    expect(second.locator("#wanted")).to_have_count(0)
    piece = steps.current(Eingang.objects.get(pk=eingang.pk)).piece
    assert (piece.get("title"), piece.get("office")) == ("Titel der ersten", "Amt der zweiten")

    # Who is signed out meanwhile keeps what they typed; who closes the window, too.
    second.context.clear_cookies(name="sessionid")
    second.locator("#id-office").fill("Getippt und abgemeldet")
    second.locator("#id-office").blur()
    expect(second.locator("#ansage")).to_contain_text("Ihre Anmeldung ist abgelaufen")
    expect(second.locator("#id-office")).to_have_value("Getippt und abgemeldet")
    first.reload()
    first.locator("#id-title").fill("Getippt und geschlossen")
    first.close(run_before_unload=True)
    for _ in range(50):
        if steps.current(Eingang.objects.get(pk=eingang.pk)).piece.get("title") == "Getippt und geschlossen":
            break
        second.wait_for_timeout(100)
    else:
        pytest.fail("what was typed went with the window")


def test_without_scripts_everything_is_reached_by_links_and_buttons(browser_as, arrived, assert_accessible):
    eingang = arrived(SWALLOWED)
    page = browser_as("Sachbearbeitung", javascript=False)
    page.goto(eingang.get_absolute_url())
    line(page, "Als von der Landesverwaltung").locator("[data-griff]").click()
    expect(page.get_by_role("heading", name="Stelle zuordnen")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Antwort beginnen").click()
    expect(page.get_by_text("Antwort zu 4 beginnt hier").first).to_be_visible()
    assert answers(eingang)["4"].startswith("Als von der Landesverwaltung")
    page.locator("#id-drucksache").fill("siebzehn")
    page.get_by_role("button", name="Speichern (Drucksache)").click()
    expect(page.locator("#abgelehnt")).to_be_visible()
    expect(page.locator("#id-drucksache")).to_have_value("siebzehn")
    assert_accessible(page)
