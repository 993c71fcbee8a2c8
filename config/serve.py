"""From a database, perhaps an empty one, to the running site: ``python -m config.serve``, called by script/run.

Brings the database up to date, fills a new one with the vocabulary, the examples and an account for each role,
collects the static files and serves the site on this machine, with a worker for jobs, until Ctrl-C or SIGTERM.
"""

import fcntl
import hashlib
import importlib
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from config.worker import Worker, end_with

ADDRESS = "127.0.0.1"
THREADS = 2 * (os.cpu_count() or 1) + 1


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("HTTPS", "0")  # the address is one of this machine
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    signal.signal(signal.SIGTERM, _end)
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError
    from django.db.utils import OperationalError

    from config.embedded import server as embedded

    try:
        port = free_port(os.environ.get("PORT", "").strip() or "8000")
        prepare()
        serve(port)
    except KeyboardInterrupt:
        sys.exit(130)
    except CommandError as error:
        sys.exit(str(error))
    except ImproperlyConfigured as error:
        sys.exit(f"Eine Einstellung stimmt nicht: {error}")
    except OSError as error:
        sys.exit(f"Die Seite lässt sich nicht starten: {embedded.describe(error)}.")
    except OperationalError as error:
        sys.exit(f"Die Datenbank aus DATABASE_URL antwortet nicht: {' '.join(str(error).split())}")
    finally:
        _leave_database()


def _end(*_: object) -> None:
    raise KeyboardInterrupt


def free_port(value: str) -> int:
    """The port to serve on; ends the program with a sentence when it cannot be had."""
    if not value.isdecimal() or not 0 < int(value) < 65536:
        sys.exit(f"PORT muss eine Zahl von 1 bis 65535 sein, nicht „{value}“.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, int(value)))
        except PermissionError:
            sys.exit(f"Port {value} darf dieser Benutzer nicht öffnen. Mit einem anderen: PORT=8001 script/run")
        except OSError:
            sys.exit(f"Port {value} ist belegt. Mit einem anderen: PORT={_next_port(int(value))} script/run")
    return int(value)


def _next_port(port: int) -> int:
    return port + 1 if port < 65535 else 8000


def prepare() -> None:
    """Everything that the site needs before it is served; may be stopped at any point and run again."""
    import django
    import pghistory
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    _say("Datenbank …")
    call_command("migrate", verbosity=0, interactive=False)
    if _is_new():
        _say("Beispiele werden geladen …")
        with pghistory.context(command="load_examples"):
            call_command("loaddata", "vocabulary", verbosity=0)
            call_command("load_examples")
        call_command("create_accounts", verbosity=0)
    collect_static_files()
    connection.close()


def _is_new() -> bool:
    """Whether nobody can sign in yet. The accounts are created last, so an interrupted start is repeated."""
    from django.contrib.auth import get_user_model

    return not get_user_model().objects.exists()


def collect_static_files() -> None:
    """Collects the static files when they differ from those collected last."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            found = Path(storage.path(path)).stat()
            state.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    stamp = settings.STATIC_ROOT / "collected.sha256"
    with _alone_in(settings.STATIC_ROOT):
        if stamp.exists() and stamp.read_text() == state.hexdigest():
            return
        _say("Statische Dateien …")
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(state.hexdigest())


@contextmanager
def _alone_in(folder: Path):
    """Two starts at the same time collect one after the other."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def serve(port: int) -> None:
    """Serves the site until a signal ends it."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ.setdefault("DATABASE_POOL", str(THREADS))
    multiprocessing.set_start_method("spawn")  # processes that begin anew share no connection with this one
    server = Granian(
        "config.wsgi:application",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        # Two: while one lays out a long dossier the other answers.
        workers=min(2, os.cpu_count() or 1),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        websockets=False,
        log_level=LogLevels.warning,
    )

    @server.on_startup
    def _() -> None:
        # A closed terminal ends the site; by itself granian would take the signal for "load anew".
        signal.signal(signal.SIGHUP, server.signal_handler_interrupt)
        threading.Thread(target=_announce, args=(port,), daemon=True).start()

    worker = Worker()
    worker.start()
    try:
        server.serve(target_loader=partial(_load, os.getpid()))
    finally:
        worker.end()


def _load(parent: int, target: str):
    """The application, in each process of the server; none outlives the main one, even if that is killed."""
    end_with(parent)
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)


def _announce(port: int) -> None:
    """Prints the address and how to sign in, once somebody answers there."""
    from django.conf import settings

    from inquiries.management.commands.create_accounts import read_passwords

    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex((ADDRESS, port)) == 0:
                break
        time.sleep(0.05)
    lines = ["", f"Die Seite läuft: http://localhost:{port}/", ""]
    file = settings.VAR_DIR / "accounts.txt"
    if accounts := read_passwords(file):
        lines += [f"Anmelden (wie eingerichtet, aus {file}):"]
        width = max(map(len, accounts))
        lines += [f"    {name:<{width}}  {password}" for name, password in accounts.items()]
    else:
        lines += ["Anmelden: mit den Konten dieser Datenbank; manage.py changepassword NAME setzt ein Kennwort."]
    _say("\n".join([*lines, "", "Beenden mit Strg+C."]))


def _leave_database() -> None:
    from django.conf import settings

    if settings.configured and (database := settings.DATABASES["default"])["ENGINE"] == "config.embedded":
        from config.embedded import server

        server.leave(Path(database["HOST"]))


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
