"""What every benchmark does: take turns, keep the fastest, and work in a database of its own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def fastest(
    rounds: int, kinds: dict[str, Callable[[], object]], clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Seconds of the fastest of ``rounds`` runs of each kind, taken in turns.

    By the clock on the wall, for databases and printing work in other processes; what works in this one alone is
    better measured with ``time.process_time``.
    """
    took = {name: float("inf") for name in kinds}
    for _ in range(rounds):
        for name, work in kinds.items():
            start = clock()
            work()
            took[name] = min(took[name], clock() - start)
    return took


def verdict(ratio: float, wanted: float) -> str:
    return f"ratio {ratio:.2f}, wanted at most {wanted:g}: {'kept' if ratio <= wanted else 'MISSED'}"


def set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    os.environ.setdefault("HTTPS", "0")
    django.setup()
    from django.conf import settings

    # Templates, static files and paths as in the running site, without having to collect the files first.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")]


@contextmanager
def own_database() -> Iterator[None]:
    """A test database that is removed again."""
    from django.test.utils import setup_databases, teardown_databases

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(databases, verbosity=0)
