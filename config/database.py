"""Where the data lives: the server that DATABASE_URL names, or a PostgreSQL of the application's own."""

import os
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config import embedded


def configuration(var_dir: Path) -> dict:
    """Django's settings for the database.

    ``DATABASE_URL`` names a PostgreSQL server (``postgres://user:password@host:port/name``; a socket's folder is
    written with ``%2F`` as the host). Without it the application's own server is used, see ``config.embedded``.
    ``DATABASE_POOL`` is the number of connections that a web server process keeps ready; 0, as for commands and
    tests, opens one connection for each thread.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    if url:
        database = _server(url)
    else:
        database = {
            "ENGINE": "config.embedded",
            "HOST": str(var_dir.resolve() / "postgres"),
            "NAME": embedded.DATABASE,
            "USER": embedded.DATABASE,
        }
    if size := _pool_size():
        # The pool keeps the connections, so Django must not; each is tested before it is handed out, which lets
        # the site go on after a restart of the server.
        database |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
        # An attempt to connect is given up before a request is: the next request begins a new one, so the site is back
        # seconds after its server instead of after the minutes that the attempts of one outage are apart in the end.
        pool = {"min_size": 1, "max_size": size, "timeout": 10, "reconnect_timeout": 5}
        database["OPTIONS"] = {**database.get("OPTIONS", {}), "pool": pool}
    return database


def _server(url: str) -> dict:
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// (the only kind of server).")
    shape = "DATABASE_URL must look like postgres://user:password@host/name."
    try:
        database = dj_database_url.parse(url)
    except ValueError:
        raise ImproperlyConfigured(shape) from None  # the address holds a password: never quoted
    if not database["NAME"]:
        raise ImproperlyConfigured(shape)
    return database


def _pool_size() -> int:
    value = os.environ.get("DATABASE_POOL", "").strip() or "0"
    if not value.isdecimal():
        raise ImproperlyConfigured(f"DATABASE_POOL must be a number of connections, not {value!r}.")
    return int(value)
