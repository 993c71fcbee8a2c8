"""The way of a paper on the example: its questions first, the letter later; and past a dead server and worker."""

import os
import re
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect
from procrastinate.contrib.django.models import ProcrastinateJob

from inquiries.models import Antrag
from inquiries.roles import SACHBEARBEITUNG
from responses.models import Arbeitsschritt, Eingang, Stellungnahme
from tests.browser.conftest import PAPERS
from tests.browser.keyboard import press
from tests.browser.test_arrive import long_pdf, until
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
ERFASSEN = "/admin/responses/eingang/erfassen/"
EXAMPLE = (PAPERS / "antrag-ki-allianz.txt").read_text(encoding="utf-8")
QUESTIONS, _, ANSWERS = EXAMPLE.partition("Mit Schreiben vom")
LETTER = f"Mit Schreiben vom{ANSWERS}"
QUESTIONS = QUESTIONS[: QUESTIONS.rindex("Stellungnahme")]


@pytest.fixture(autouse=True)
def vocabulary(transactional_db):
    call_command("loaddata", "vocabulary", verbosity=0)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_questions_come_first_and_the_letter_is_published_later(browser_as, assert_accessible, by):
    clerk = browser_as(SACHBEARBEITUNG)
    act = press if by == "keyboard" else (lambda wanted: wanted.click())

    def paste(text: str) -> None:
        expect(clerk.locator("textarea[name=text]")).to_be_focused()
        assert_accessible(clerk)
        clerk.keyboard.insert_text(text)
        act(clerk.get_by_role("button", name="Einlesen"))
        expect(clerk).to_have_url(re.compile(r"/pruefen/"))
        assert_accessible(clerk)

    clerk.goto("/admin/")
    act(clerk.get_by_role("navigation", name="Erfassung").get_by_role("link", name="Erfassen", exact=True))
    paste(QUESTIONS)
    clerk.keyboard.press("Control+s") if by == "keyboard" else clerk.get_by_role("button", name="Speichern").click()
    expect(clerk.locator("#beendet")).to_contain_text("Gespeichert als")
    antrag = Antrag.objects.get()
    assert (antrag.fragen.count(), antrag.fragen_beantwortet) == (8, 0)

    clerk.goto("/admin/inquiries/antrag/?stand=wartet")
    act(clerk.get_by_role("link", name="Antwort erfassen"))
    paste(LETTER)
    publish = clerk.get_by_role("button", name="Speichern und veröffentlichen")
    if by == "keyboard":
        clerk.keyboard.press("Shift+F6")  # into the page, and back to its foot
        clerk.keyboard.press("Shift+F6")
        expect(publish).to_be_focused()
        clerk.keyboard.press("Enter")
    else:
        publish.click()
    expect(clerk.locator("#beendet")).to_contain_text("veröffentlicht")
    assert_accessible(clerk)
    antrag.refresh_from_db()
    assert antrag.fragen_beantwortet == 8
    assert Stellungnahme.objects.get().antrag == antrag


@pytest.fixture
def site(database_address):
    """``site()`` starts the site in a process of its own and gives it once it answers; ended after the test."""
    with socket.socket() as found:
        found.bind(("localhost", 0))
        port = found.getsockname()[1]
    started = []

    def start() -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", f"localhost:{port}", "--noreload"],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {"DATABASE_URL": database_address, "SECRET_KEY": settings.SECRET_KEY, "HTTPS": "0", "DEBUG": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        until(lambda: _answers(f"{start.address}/anmelden/"))
        return process

    start.address = f"http://localhost:{port}"
    yield start
    for process in started:
        process.kill()
        process.wait()


def _answers(address: str) -> bool:
    try:
        return urlopen(address, timeout=30).status == 200
    except (URLError, ConnectionError):
        time.sleep(0.2)
        return False


@pytest.fixture
def clerk_on(browser: Browser, site):
    """``clerk_on()`` opens a browser of the same clerk on the site; with it goes the one before."""
    session = signed_in(SACHBEARBEITUNG).cookies[settings.SESSION_COOKIE_NAME].value
    opened: list[BrowserContext] = []

    def open_page() -> Page:
        for context in opened:
            context.close()
        opened[:] = [browser.new_context(base_url=site.address, locale="de-DE", reduced_motion="reduce")]
        opened[0].add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.address}])
        return opened[0].new_page()

    yield open_page
    for context in opened:
        context.close()


def killed(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()


def test_server_and_worker_are_killed_and_the_work_goes_on(site, worker, clerk_on):
    server = site()
    clerk = clerk_on()
    clerk.goto(ERFASSEN)
    clerk.set_input_files(
        "input[type=file]",
        [
            {"name": "lang.pdf", "mimeType": "application/pdf", "buffer": long_pdf()},
            {"name": "antrag.txt", "mimeType": "text/plain", "buffer": EXAMPLE.encode()},
        ],
    )
    clerk.get_by_role("button", name="Einlesen").click()
    expect(clerk.get_by_text("0 von 2 fertig")).to_be_visible()
    reader = worker()
    until(ProcrastinateJob.objects.filter(status="doing").exists)
    killed(reader)
    killed(server)
    with connection.cursor() as cursor:  # the time passes after which a worker counts as dead
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")

    worker()
    server = site()
    until(lambda: not Eingang.objects.filter(stand=Eingang.Stand.WARTET).exists())
    clerk.reload()
    expect(clerk.get_by_role("row").filter(has_text="lang.pdf")).to_contain_text("Weder eine Anfrage noch eine Antwort")
    clerk.get_by_role("row").filter(has_text="antrag.txt").get_by_role("link", name="Prüfen").click()
    title = clerk.get_by_label("Titel", exact=True)
    title.fill("Erste Änderung")
    title.press("Tab")
    until(Arbeitsschritt.objects.filter(nummer=2).exists)

    killed(server)  # with the browser closed at the same time
    eingang = Eingang.objects.get(name="antrag.txt")
    clerk = clerk_on()
    server = site()
    clerk.goto(eingang.get_absolute_url())
    expect(clerk.get_by_label("Titel", exact=True)).to_have_value("Erste Änderung")

    killed(server)  # with something typed that it never heard of
    title = clerk.get_by_label("Titel", exact=True)
    title.fill("Zweite Änderung")
    title.press("Tab")
    site()
    expect(title).to_have_value("Zweite Änderung")
    clerk.get_by_role("button", name="Als Entwurf speichern").click()
    expect(clerk.locator("#beendet")).to_contain_text("Gespeichert als")
    assert Antrag.objects.get().titel == "Zweite Änderung"
    assert Stellungnahme.objects.get().antworten.count() == 8
    assert Eingang.objects.count() == 2
