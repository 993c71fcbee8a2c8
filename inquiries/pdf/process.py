"""Reads or draws a PDF in a process that may use little time and memory, whatever the file was made to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

PASSWORD, DAMAGED, PAGES, CHARACTERS, COSTLY = "password", "damaged", "pages", "characters", "costly"
NO_PAGE, PAGE_DAMAGED = "no page", "page damaged"

_ROOT = Path(__file__).resolve().parent.parent.parent
REFUSED = 3  # exit status of the process: what it wrote is the code of a problem
_GRACE = 5  # seconds beyond the CPU time, for a process that has to wait

# More at a time than there are processors would only make all of them slower, and fill the memory.
_turn = threading.BoundedSemaphore(os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of CPU time, bytes of memory, pages and characters that a PDF may take."""

    seconds: int
    memory: int
    pages: int
    characters: int


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, and what is not in it.

    ``damaged``: the page could not be read; ``pictured``: the share of it that pictures cover, drawings counted as
    one; ``recognised``: characters that a text recognition laid over a picture; ``unseen``: characters left out that
    nobody sees; ``unknown``: characters of which the file does not say what they are.
    """

    text: str
    damaged: bool = False
    pictured: float = 0.0
    recognised: int = 0
    unseen: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page to be drawn, the first is 1, and the width of its picture in pixels."""

    page: int
    width: int


class PdfProblem(ValueError):
    """Nothing was read; ``code`` is one of the constants of this module."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_pages(content: bytes, limits: Limits) -> list[Page]:
    """The pages of a PDF, at least one. Raises PdfProblem."""
    return [Page(**page) for page in json.loads(_run(content, limits))]


def draw_page(content: bytes, sheet: Sheet, limits: Limits) -> bytes:
    """A PNG. Raises PdfProblem."""
    return _run(content, limits, sheet.page, sheet.width)


def _run(content: bytes, limits: Limits, *wanted: int) -> bytes:
    """What the process writes; the problem that it names becomes an error."""
    numbers = (limits.seconds, limits.memory, limits.pages, limits.characters, *wanted)
    try:
        with _turn:
            ended = subprocess.run(
                [sys.executable, "-m", __package__, *map(str, numbers)],
                input=content,
                capture_output=True,
                cwd=_ROOT,
                env={"LC_ALL": "C.UTF-8"},
                timeout=limits.seconds + _GRACE,
            )
    except subprocess.SubprocessError as error:
        raise PdfProblem(COSTLY) from error
    if ended.returncode == REFUSED:
        raise PdfProblem(ended.stdout.decode())
    if ended.returncode:
        raise PdfProblem(COSTLY)
    return ended.stdout
