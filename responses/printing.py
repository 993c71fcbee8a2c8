"""Prints each PDF in a process of its own, so that the web server's memory does not grow with it.

A fork server has WeasyPrint and the fonts loaded (``responses.press``); a process forked from it begins at once,
and gives back all its memory when it ends. How long the alternatives take: ``benchmarks/dossier.py``.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

SECONDS = 300
"""How long one PDF may take."""

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["responses.press"])

# More at a time than there are processors would only make all of them slower, and fill the memory.
_turn = threading.BoundedSemaphore(os.cpu_count() or 1)


class PrintingError(RuntimeError):
    """The PDF was not made; the message says why, for the log."""


def print_pdf(html: str, *, seconds: float | None = None, on_page: Callable[[int], None] | None = None) -> bytes:
    """Render a dossier's HTML. Raises PrintingError when that fails or takes more than ``seconds`` (``SECONDS``).

    ``on_page`` is called with the number of each page that is laid out; some are laid out several times.
    """
    seconds = SECONDS if seconds is None else seconds
    with _turn:
        receiver, sender = _context.Pipe(duplex=False)
        process = _context.Process(
            target=_print, args=(sender, html), kwargs={"tells_pages": on_page is not None}, name="dossier", daemon=True
        )
        try:
            process.start()
            sender.close()
            deadline = time.monotonic() + seconds
            succeeded = None
            while succeeded is None:
                if not receiver.poll(max(0, deadline - time.monotonic())):
                    raise PrintingError(f"No PDF within {seconds} seconds.")
                succeeded, result = receiver.recv()
                if succeeded is None:
                    on_page(result)
        except (EOFError, OSError) as error:
            # The fork server does not start where WeasyPrint's libraries or the fonts are missing.
            raise PrintingError("The printing process ended without a result; see its own message above.") from error
        finally:
            sender.close()
            receiver.close()
            if process.pid:
                process.kill()
                process.join()
    if not succeeded:
        raise PrintingError(result)
    return result


class _Pages(logging.Handler):
    """Sends the number of each page that WeasyPrint says it lays out."""

    def __init__(self, sender: Connection) -> None:
        super().__init__()
        self.sender = sender

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.endswith("Page %d"):
            self.sender.send((None, record.args[0]))


def _print(sender: Connection, html: str, *, tells_pages: bool) -> None:
    from responses import press  # loaded by the fork server, and only there

    if tells_pages:
        progress = logging.getLogger("weasyprint.progress")
        progress.setLevel(logging.INFO)
        progress.propagate = False
        progress.handlers = [_Pages(sender)]
    try:
        outcome = (True, press.render(html))
    except BaseException as error:  # WeasyPrint's fatal error is a BaseException
        outcome = (False, f"{type(error).__name__}: {error}")
    with suppress(BrokenPipeError):  # whoever waited for it was killed
        sender.send(outcome)
