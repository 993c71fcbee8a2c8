"""The whole way of script/run, with real processes: an empty folder becomes a site that one can sign in to."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from http.cookiejar import CookieJar

import psutil
import pytest

from config import serve
from tests.config.conftest import ROOT, until

SECONDS_TO_PRINT = 120
"""A second or two on a machine that has nothing else to do; the worker has to begin, too."""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind((serve.ADDRESS, 0))
        return probe.getsockname()[1]


class Site:
    """The running site, read as a browser reads it."""

    def __init__(self, installation, port: int) -> None:
        self.address = f"http://localhost:{port}"
        self.process = installation.start("-m", "config.serve", PORT=str(port), HTTPS="0", DOSSIER_DIRECT_INQUIRIES="1")
        self.lines = []
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if line.startswith("Beenden"):
                break
        else:
            pytest.fail(self.process.stderr.read())
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def accounts(self) -> dict[str, str]:
        return dict(line.split() for line in self.lines if line.startswith("    "))

    def get(self, path: str) -> str:
        with self.browser.open(self.address + path) as answer:
            return answer.read().decode()

    def sign_in(self, name: str, password: str) -> str:
        """The path that one is led to."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get("/anmelden/"))[1]
        form = {"csrfmiddlewaretoken": token, "username": name, "password": password, "next": "/barrierefreiheit/"}
        with self.browser.open(self.address + "/anmelden/", urllib.parse.urlencode(form).encode()) as answer:
            return urllib.parse.urlsplit(answer.url).path

    def workers(self) -> list[psutil.Process]:
        """Those for jobs that run."""
        found = []
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error):  # killed a moment ago
                found += [child] if "config.worker" in child.cmdline() else []
        return found

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


def test_an_empty_folder_becomes_a_site_that_keeps_its_accounts(installation, port):
    first = Site(installation, port)
    assert f"Die Seite läuft: {first.address}/" in first.lines
    assert set(first.accounts()) == {"lesen", "sachbearbeitung", "verwaltung"}
    for name, password in first.accounts().items():
        assert first.sign_in(name, password) == "/barrierefreiheit/"
    files = re.findall(r'(?:href|src)="(/static/[^"#]+)"', first.get("/anmelden/"))
    assert files
    for file in files:
        assert re.search(r"\.[0-9a-f]{12}\.", file), f"{file} is not named after its contents"
        assert first.get(file)
    assert first.end(signal.SIGINT) == 0
    assert not installation.running()

    second = Site(installation, port)
    assert second.accounts() == first.accounts()
    assert "Beispiele werden geladen …" not in second.lines
    assert second.end(signal.SIGTERM) == 0
    assert not installation.running()


def test_a_worker_prints_beside_the_site_another_takes_its_place_and_a_killed_site_leaves_nothing_behind(
    installation, port
):
    site = Site(installation, port)
    until(site.workers)
    [first] = site.workers()
    first.kill()
    until(lambda: site.workers() and site.workers() != [first])
    site.sign_in("lesen", site.accounts()["lesen"])
    with site.browser.open(f"{site.address}/dossier/?antrag=1&antrag=2") as page:
        order = urllib.parse.urlsplit(page.url).path
    for _ in range(2 * SECONDS_TO_PRINT):
        if "PDF herunterladen" in (html := site.get(order)):
            break
        time.sleep(0.5)
    else:
        pytest.fail(html)
    with site.browser.open(f"{site.address}{order}pdf/") as answer:
        assert answer.read(5) == b"%PDF-"
    [second] = site.workers()

    site.end(signal.SIGKILL)
    installation.until_stopped()
    # Where nobody collects what is left of a process, it stays as a name in the table.
    assert not second.is_running() or second.status() == psutil.STATUS_ZOMBIE
    with pytest.raises(urllib.error.URLError):
        site.get("/anmelden/")


def test_the_site_goes_on_after_a_crash_of_its_database(installation, port):
    site = Site(installation, port)
    assert site.sign_in(*next(iter(site.accounts().items()))) == "/barrierefreiheit/"
    subprocess.run(["kill", "-KILL", str(installation.running())], check=True)
    until(lambda: not installation.running())
    assert "csrfmiddlewaretoken" in site.get("/passwort/")
    assert site.end(signal.SIGTERM) == 0


@pytest.mark.parametrize("value", ["achttausend", "0", "65536", "-1"])
def test_a_port_is_a_number(installation, value):
    refused = serve_once(installation, PORT=value)
    assert refused == f"PORT muss eine Zahl von 1 bis 65535 sein, nicht „{value}“.\n"


def test_a_port_in_use_is_one_sentence(installation, port):
    with socket.socket() as other:
        other.bind((serve.ADDRESS, port))
        other.listen()
        refused = serve_once(installation, PORT=str(port))
    assert refused == f"Port {port} ist belegt. Mit einem anderen: PORT={port + 1} script/run\n"
    assert not installation.home.exists()


def test_a_server_that_does_not_answer_is_one_sentence(installation, port):
    refused = serve_once(installation, PORT=str(port), DATABASE_URL=f"postgres://nobody@127.0.0.1:{port}/nothing")
    assert refused.startswith("Die Datenbank aus DATABASE_URL antwortet nicht: ")
    assert refused.count("\n") == 1


def test_a_setting_that_is_none_is_one_sentence(installation, port):
    refused = serve_once(installation, PORT=str(port), HTTPS="vielleicht")
    assert refused == "Eine Einstellung stimmt nicht: HTTPS must be 1 or 0, not 'vielleicht'.\n"


def test_a_folder_that_cannot_be_had_is_one_sentence(installation, port):
    (installation.var / "datei").touch()
    refused = serve_once(installation, PORT=str(port), VAR_DIR=str(installation.var / "datei"))
    assert f"lässt sich nicht starten: {installation.var}/datei: File exists." in refused
    assert refused.count("\n") == 1


def serve_once(installation, **environment: str) -> str:
    """What it says when it refuses to start."""
    done = subprocess.run(
        [sys.executable, "-m", "config.serve"],
        cwd=ROOT,
        env=installation.environment(**environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done.stdout
    return done.stderr
