"""Papers arrive: dropped or pasted, read by a worker that may die, worked off, and stored together."""

import re
import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Page, expect
from procrastinate.contrib.django.models import ProcrastinateJob

from inquiries.models import Antrag
from inquiries.roles import SACHBEARBEITUNG
from responses.models import Eingang, Stapel, Stellungnahme
from tests import factories
from tests.browser.keyboard import press, tab_to
from tests.responses.desk.papers import ANSWERS, LETTER, inquiry_text, letter, opened_inquiry
from tests.written_pdf import encrypt_pdf, show, write_pdf

pytestmark = pytest.mark.django_db(transaction=True)
ERFASSEN = "/admin/responses/eingang/erfassen/"
PAGES_TO_READ = 120
"""Of a PDF that takes a second or more, so that its worker can be killed meanwhile."""


@pytest.fixture
def vocabulary(transactional_db):
    call_command("loaddata", "vocabulary", verbosity=0)


def until(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def drop(page: Page, files: dict[str, bytes]) -> None:
    """Let go of files above the page, as a mouse does."""
    transfer = page.evaluate_handle(
        """files => {
            const transfer = new DataTransfer();
            for (const [name, bytes] of files) transfer.items.add(new File([new Uint8Array(bytes)], name));
            return transfer;
        }""",
        [[name, list(content)] for name, content in files.items()],
    )
    page.dispatch_event("main", "dragover", {"dataTransfer": transfer})
    page.dispatch_event("main", "drop", {"dataTransfer": transfer})


def long_pdf() -> bytes:
    """A PDF of many pages that is no inquiry."""
    lines = "".join(show("Die Landesregierung hat die Zahlen nicht erhoben.", 60, 800 - 12 * at) for at in range(60))
    return write_pdf(*[lines] * PAGES_TO_READ)


def test_files_are_dropped_read_by_workers_of_which_one_is_killed_and_stored_together(
    browser_as, worker, vocabulary, assert_sound
):
    clean = {
        f"{number}.txt": inquiry_text(number=f"17/{number}", title=f"Musteranfrage {number}", answers=ANSWERS).encode()
        for number in (4711, 4712)
    }
    clerk = browser_as(SACHBEARBEITUNG)
    clerk.goto("/admin/")
    clerk.get_by_role("navigation", name="Erfassung").get_by_role("link", name="Erfassen", exact=True).click()
    assert_sound(clerk)
    drop(clerk, {"leer.txt": b"", "geheim.pdf": encrypt_pdf("Kleine Anfrage", user=b"muster"), "lang.pdf": long_pdf()})
    drop(clerk, {"bild.pdf": b"\x89PNG\r\n\x1a\n" + bytes(300), **clean})
    expect(clerk.get_by_text("Gewählt: 6 Dateien")).to_be_visible()
    clerk.keyboard.press("Enter")  # "Einlesen" has the focus

    expect(clerk.get_by_text("0 von 6 fertig")).to_be_visible()
    expect(clerk.get_by_text("Zurzeit läuft kein Dienst")).to_be_visible()
    assert_sound(clerk)

    first = worker()
    long = Eingang.objects.get(name="lang.pdf").pk
    being_read = ProcrastinateJob.objects.filter(status="doing", args={"eingang": long})
    until(being_read.exists)
    first.kill()
    first.wait()
    assert Eingang.objects.get(pk=long).stand == Eingang.Stand.WARTET
    expect(clerk.get_by_text("2 von 6 fertig")).to_be_visible()
    with connection.cursor() as cursor:  # the time passes after which a worker counts as dead
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    worker()
    expect(clerk.get_by_text("Alles fertig: 6 Papiere.")).to_be_visible(timeout=60_000)
    for name, sentence in {
        "leer.txt": "Die Datei ist leer.",
        "geheim.pdf": "mit einem Kennwort geschützt",
        "lang.pdf": "Weder eine Anfrage noch eine Antwort erkannt.",
        "bild.pdf": "Die Datei ist ein Bild",
    }.items():
        expect(clerk.get_by_role("row").filter(has_text=name)).to_contain_text(sentence)
    assert_sound(clerk)

    clerk.set_viewport_size({"width": 1280, "height": 900})
    clerk.get_by_role("link", name="Alle ohne Hinweise übernehmen (2)").click()
    assert_sound(clerk)
    clerk.get_by_role("button", name="2 speichern").click()
    expect(clerk.get_by_role("link", name="gespeichert (2)")).to_be_visible(timeout=30_000)
    assert sorted(str(antrag.drucksache) for antrag in Antrag.objects.all()) == ["17/4711", "17/4712"]
    assert [letter.state for letter in Stellungnahme.objects.all()] == ["entwurf", "entwurf"]
    assert Eingang.objects.count() == 6

    clerk.get_by_role("row").filter(has_text="lang.pdf").get_by_role("link", name="Anfrage angeben").click()
    assert_sound(clerk)
    clerk.go_back()
    empty = clerk.get_by_role("row").filter(has_text="leer.txt")
    empty.get_by_role("button", name="Verwerfen").click()
    empty.get_by_role("button", name="Zurückholen").click()
    expect(empty.get_by_role("button", name="Verwerfen")).to_be_visible()


def test_a_letter_is_pasted_by_keyboard_alone_and_leads_to_checking(browser_as, vocabulary):
    antrag = opened_inquiry(number="17/4711")
    clerk = browser_as(SACHBEARBEITUNG)
    clerk.goto("/admin/inquiries/antrag/?stand=wartet")
    press(clerk.get_by_role("link", name="Antwort erfassen zu"))
    box = clerk.get_by_label("Text des Schreibens")
    expect(box).to_be_focused()
    clerk.keyboard.insert_text(LETTER)
    clerk.keyboard.press("Control+Enter")
    expect(clerk).to_have_url(re.compile(r"/eingang/\d+/pruefen/"))
    assert Eingang.objects.get().antrag == antrag


def test_a_known_paper_is_compared_without_scripts_and_dismissed(browser_as, vocabulary, assert_sound):
    antrag = opened_inquiry(number="17/4711")
    ministerium = factories.ministerium()
    factories.stellungnahme(
        antrag, {"1": "Es sind 400 Brücken."}, ministerium=ministerium, schreiben_vom="2025-09-01",
        aktenzeichen="VM3-12/7",
    )  # fmt: skip
    clerk = browser_as(SACHBEARBEITUNG, javascript=False)
    clerk.goto(f"{ERFASSEN}?antrag={antrag.pk}")
    clerk.get_by_label("Text des Schreibens").fill(LETTER)
    clerk.get_by_role("button", name="Einlesen").click()
    expect(clerk.get_by_role("heading", name="Vergleichen")).to_be_visible()
    expect(clerk.locator("del").filter(has_text="400")).to_be_visible()
    assert_sound(clerk)
    tab_to(clerk.get_by_role("button", name="Verwerfen"))
    clerk.keyboard.press("Enter")
    expect(clerk.get_by_text("In diesem Stapel ist nichts mehr zu prüfen.")).to_be_visible()
    clerk.get_by_role("button", name="Zurückholen").click()
    expect(clerk.get_by_text("zu vergleichen", exact=True)).to_be_visible()
    assert clerk.url.endswith(reverse("admin:responses_eingang_stapel", args=[Stapel.objects.get().pk]))


def test_a_corrected_letter_pasted_where_everything_is_pasted_becomes_a_new_version(
    browser_as, vocabulary, assert_sound
):
    stored = factories.stellungnahme(
        opened_inquiry(), {"1": "Es sind 400 Brücken.", "2": ANSWERS[1]}, ministerium=factories.ministerium(),
        schreiben_vom="2025-09-01", aktenzeichen="VM3-12/7", unterzeichnet_von="Hermann-Beispiel",
    )  # fmt: skip
    waiting = opened_inquiry(number="17/4711")
    clerk = browser_as(SACHBEARBEITUNG, javascript=False)
    clerk.goto(ERFASSEN)
    clerk.get_by_label("Text der Anfrage").fill(letter(day="22. September 2025", reference="VM3-99"))
    clerk.get_by_role("button", name="Einlesen").click()
    expect(clerk.get_by_text("Das Schreiben passt zu 2 Anfragen.")).to_be_visible()
    expect(clerk.get_by_role("button", name="Als Antwort auf diese Anfrage")).to_be_visible()
    assert_sound(clerk)
    candidates = clerk.get_by_role("navigation", name="Anfragen, auf die es antworten kann")
    expect(candidates.get_by_role("listitem")).to_have_count(2)
    assert candidates.locator("[aria-current]").inner_text() == str(waiting)
    candidates.get_by_role("link", name="ohne Nummer").click()
    expect(clerk.locator("del").filter(has_text="400")).to_be_visible()
    expect(clerk.get_by_text("fehlt", exact=True)).to_have_count(0)
    assert_sound(clerk)
    clerk.get_by_role("button", name="Als neue Fassung der Antwort vom 01.09.2025").click()
    expect(clerk.get_by_text("Neue Fassung von:")).to_be_visible()
    clerk.get_by_label("Was wird berichtigt?").fill("Zahl der Brücken richtiggestellt.")
    clerk.get_by_role("button", name="Als Entwurf speichern").click()
    draft = Stellungnahme.objects.get(state=Stellungnahme.State.ENTWURF)
    assert (draft.ersetzt, draft.antrag) == (stored, stored.antrag)
