"""The PostgreSQL of the application's own: starts when needed, ends with its last user, and says what is wrong."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import replace

import psycopg
import pytest

from config.embedded import place, server
from tests.config.conftest import until

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the database as somebody else")


def ask(installation, question: str):
    socket = place.find(installation.home).socket
    with psycopg.connect(host=str(socket), port=server.PORT, user="inquiries", dbname="inquiries") as connection:
        return connection.execute(question).fetchone()[0]


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def keeper_of(installation) -> int:
    found = subprocess.run(
        ["pgrep", "-f", f"keeper.py {installation.home.resolve()} "], capture_output=True, text=True, check=True
    )
    return int(found.stdout)


@pytest.mark.parametrize("command", [("check",), ("migrate", "--help"), ("read_paper", "--help")], ids=" ".join)
def test_a_command_without_data_starts_no_server(installation, command):
    assert installation.manage(*command).returncode == 0
    assert not installation.home.exists()


def test_a_command_starts_the_server_and_stops_it_at_its_end(installation):
    done = installation.manage("showmigrations", "auth")
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
    assert (installation.data / "PG_VERSION").exists()
    installation.until_stopped()


def test_the_server_stays_until_its_last_user_has_ended(installation):
    first, second = installation.user(), installation.user()
    pid = installation.running()
    first.communicate()
    second_still_asks = ask(installation, "SELECT 1")
    assert (second_still_asks, installation.running()) == (1, pid)
    second.communicate()
    installation.until_stopped()


def test_a_killed_user_leaves_no_server_behind(installation):
    user = installation.user()
    assert installation.running()
    user.kill()
    installation.until_stopped()


def test_a_killed_keeper_is_replaced_by_the_next_user(installation):
    first = installation.user()
    pid = installation.running()
    kill(keeper_of(installation))
    second = installation.user()
    assert installation.running() == pid
    first.communicate()
    second.communicate()
    installation.until_stopped()


def test_data_survive_a_crash_of_the_server(installation):
    installation.user()
    installation.manage("dbshell", "--", "-c", "CREATE TABLE kept (value integer)")
    ask(installation, "INSERT INTO kept VALUES (42) RETURNING value")
    kill(installation.running())
    until(lambda: not installation.running())
    installation.user()
    assert ask(installation, "SELECT value FROM kept") == 42


def test_a_number_left_by_a_crash_that_another_process_has_by_now_does_not_matter(installation):
    installation.user().communicate()
    installation.until_stopped()
    note = installation.data / "postmaster.pid"
    note.write_text(f"{os.getpid()}\n{installation.data}\n")
    shutil.chown(note, installation.data.stat().st_uid, installation.data.stat().st_gid)
    installation.user()
    assert ask(installation, "SELECT 1") == 1


def test_leaving_returns_when_the_server_has_stopped(installation):
    server.join(installation.home)
    assert installation.running()
    server.leave(installation.home)
    assert not installation.running()


def test_only_its_owner_reaches_the_server_and_never_over_the_network(installation):
    installation.user()
    where = place.find(installation.home)
    owner = where.account.uid if where.account else os.geteuid()
    for folder in (where.socket, where.data):
        assert (folder.stat().st_mode & 0o777, folder.stat().st_uid) == (0o700, owner)
    assert ask(installation, "SHOW listen_addresses") == ""
    assert ask(installation, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_letters_have_their_case_without_any_locale_of_the_system(installation):
    installation.user()
    assert ask(installation, "SELECT upper('straßenübergänge') || lower('ÄÖÜ')") == "STRAßENÜBERGÄNGEäöü"


@pytest.mark.parametrize("folder", ["x" * 120, "Größe, mit Komma", "A 'b' c"], ids=["long", "comma", "quotes"])
def test_any_name_of_a_folder_will_do(installation, folder):
    deep = installation.var / folder
    deep.mkdir()
    inner = replace(installation, var=deep)
    inner.user()
    where = place.find(inner.home)
    assert ask(inner, "SELECT 1") == 1
    inner.remove()
    if where.socket.is_relative_to("/tmp") and not where.socket.is_relative_to(installation.var):
        where.socket.rmdir()


@as_root
def test_under_a_folder_that_the_databases_user_may_not_enter_nothing_is_opened_to_it(installation):
    installation.var.chmod(0o700)
    done = installation.manage("showmigrations", "auth")
    elsewhere = installation.home.resolve()
    assert f"Die Datenbank liegt in {elsewhere}" in done.stderr
    assert (done.returncode, elsewhere.parent) == (0, place.Path("/var/lib"))
    assert installation.var.stat().st_mode & 0o777 == 0o700
    again = installation.manage("showmigrations", "auth")
    assert (again.returncode, again.stderr, installation.home.resolve()) == (0, "", elsewhere)


def test_a_socket_folder_that_somebody_else_made_is_not_trusted(installation):
    where = place.Place(installation.var / "postgres", None)
    open_to_all = installation.var / "run"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    with pytest.raises(PermissionError, match="steht anderen offen"):
        where.private(open_to_all)


def empty(data):
    for path in data.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


BROKEN = {
    "no folder of PostgreSQL's": (empty, "ist kein Datenordner von PostgreSQL"),
    "another version": (
        lambda data: (data / "PG_VERSION").write_text("15\n"),
        "gehört zu PostgreSQL 15, eingebaut ist",
    ),
    "damaged": (lambda data: os.truncate(data / "global/pg_control", 100), "PostgreSQL meldet „"),
    "a part is lost": (lambda data: shutil.rmtree(data / "pg_wal"), "PostgreSQL meldet „"),
}


@pytest.mark.parametrize(("damage", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_folder_is_one_sentence_that_names_the_other_way(installation, damage, reason):
    installation.user().communicate()
    installation.until_stopped()
    damage(installation.data)
    done = installation.manage("migrate")
    assert done.returncode == 1
    (sentence,) = done.stderr.strip().splitlines()
    assert "Die eingebaute Datenbank lässt sich nicht starten: " in sentence
    assert reason in sentence
    assert "DATABASE_URL" in sentence


def test_an_interrupted_first_start_begins_anew(installation):
    server.join(installation.home)
    server.leave(installation.home)
    installation.data.rename(installation.home / "data.new")
    (installation.home / "data.new" / "PG_VERSION").unlink()
    installation.user()
    assert ask(installation, "SELECT 1") == 1


def test_a_start_whose_user_is_killed_hinders_nobody(installation):
    installation.user().communicate()
    for delay in (0.05, 0.1, 0.15, 0.2, 0.3):
        started = installation.start("manage.py", "showmigrations")
        time.sleep(delay)
        started.kill()
    installation.user()
    assert ask(installation, "SELECT 1") == 1
