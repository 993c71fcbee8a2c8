"""A real browser on the real pages: Debian's Chromium, driven by Playwright, without any other host."""

import shutil
from collections.abc import Callable
from contextlib import contextmanager, nullcontext, suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from inquiries.models import Antrag
from responses.importing import import_file
from tests import factories
from tests.conftest import signed_in

# WCAG 2.2 AA with all that it builds on, and what axe calls good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Without "preload": axe would load style sheets into the page, which the content security policy forbids.
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "preload": False}
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-sandbox",  # Chromium's own refuses to work for root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS_TO_WAIT = 10
PAPERS = settings.BASE_DIR / "fixtures" / "papers"
PASSWORD = "Ein-Muster-Passwort-27"


@pytest.fixture(scope="session")
def browser() -> Browser:
    # Playwright's synchronous interface keeps an event loop in this thread, which Django takes for asynchronous
    # code. There is none: the test waits for the browser, and the server has a thread of its own.
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        program = shutil.which("chromium") or pytest.fail("Es fehlt Chromium: script/setup test")
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


class Watch:
    """What a page must never do: ask another host, or break its own script or content security policy."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.complaints: list[str] = []

    def over(self, context: BrowserContext) -> None:
        context.route(lambda url: not url.startswith((f"{self.address}/", "data:", "blob:")), self._refuse)
        context.on("weberror", lambda error: self.complaints.append(f"error in a script: {error.error}"))
        context.on("console", self._hear)

    def _refuse(self, route) -> None:
        self.complaints.append(f"asked for {route.request.url}")
        route.abort()

    def _hear(self, message) -> None:
        # A page's own status (404, 403) is an error on the console, too; that is for the test to judge.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")


@pytest.fixture
def without_scripts() -> set[BrowserContext]:
    """The contexts of this test in which scripts are off."""
    return set()


@pytest.fixture
def browser_as(browser, live_server, without_scripts) -> Callable[..., Page]:
    """``browser_as(role)`` opens a page for somebody signed in with that role; None is a visitor.

    Paths are enough for ``page.goto("/…")``. ``javascript=False`` switches scripts off, ``colors`` is "light" or
    "dark", ``width`` in CSS pixels. The test fails when the page asks any other host for anything.
    """
    watch = Watch(live_server.url)
    contexts = []

    def open_page(role: str | None, *, javascript: bool = True, colors: str = "light", width: int = 1280) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            java_script_enabled=javascript,
            color_scheme=colors,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        contexts.append(context)
        if not javascript:
            without_scripts.add(context)
        context.set_default_timeout(SECONDS_TO_WAIT * 1000)
        watch.over(context)
        if role is not None:
            session = signed_in(role).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url, "httpOnly": True}]
            )
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not watch.complaints


@contextmanager
def scripts_on(page: Page):
    """Lets axe, itself a script, look at a page that was made without its own: they are not run now either."""
    session = page.context.new_cdp_session(page)
    for off in (True, False):  # a session that switched nothing off cannot switch it on
        session.send("Emulation.setScriptExecutionDisabled", {"value": off})
    yield
    session.send("Emulation.setScriptExecutionDisabled", {"value": True})


@pytest.fixture
def assert_accessible(without_scripts) -> Callable[[Page], None]:
    """``assert_accessible(page)`` fails with every place that breaks a rule of WCAG 2.2 AA."""

    def check(page: Page) -> None:
        page.wait_for_load_state()  # with its stylesheets, which something that is visible already need not have
        with scripts_on(page) if page.context in without_scripts else nullcontext():
            found = Axe().run(page, options=OPTIONS).response
        assert found["passes"], "axe looked at nothing"
        places = [
            f"{violation['id']}: {violation['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
        assert not places, f"{page.url}\n" + "\n".join(places)

    return check


SCREENS = [("light", 1400), ("dark", 320)]


@pytest.fixture
def assert_sound(assert_accessible) -> Callable[[Page], None]:
    """``assert_sound(page)``: accessible and without sideways scrolling, wide and light, narrow and dark, and with
    everything unfolded."""

    def check(page: Page) -> None:
        folded = page.locator("main details:not([open]) > summary").filter(visible=True)
        while folded.count():
            folded.first.click()
        for colors, width in SCREENS:
            page.emulate_media(color_scheme=colors)
            page.set_viewport_size({"width": width, "height": 900})
            assert _width_needed(page, width) <= width, f"{page.url} needs more than {width} pixels"
            assert_accessible(page)

    return check


def _width_needed(page: Page, width: int) -> int:
    """Pixels, once the page has settled in its new size; a page that needs too many is given two seconds."""
    with suppress(PlaywrightTimeout):
        page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width, timeout=2000)
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.fixture
def load(transactional_db) -> Callable[..., list[Antrag]]:
    """``load("antrag-ki", "17-19156")`` reads papers of ``fixtures/papers`` as ``load_examples`` does."""

    def load(*beginnings: str) -> list[Antrag]:
        call_command("loaddata", "vocabulary", verbosity=0)
        return [_imported(beginning) for beginning in beginnings]

    return load


def _imported(beginning: str) -> Antrag:
    [path] = PAPERS.glob(f"{beginning}*.txt")
    imported = import_file(path)
    assert not imported.refusal
    return imported.receipt.antrag


@pytest.fixture
def person(transactional_db) -> Callable[[str], tuple[str, str]]:
    """``person(role)`` makes an account with that role: its name and its password."""

    def person(role: str) -> tuple[str, str]:
        account = factories.user(role=role)
        account.set_password(PASSWORD)
        account.save()
        return account.username, PASSWORD

    return person
