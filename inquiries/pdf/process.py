"""Reads a PDF in a process that may use little time and memory, whatever the file was made to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

PASSWORD, DAMAGED, PAGES, CHARACTERS, COSTLY = "password", "damaged", "pages", "characters", "costly"

_ROOT = Path(__file__).resolve().parent.parent.parent
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


class PdfProblem(ValueError):
    """Nothing was read; ``code`` is one of the constants of this module."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_pages(content: bytes, limits: Limits) -> list[Page]:
    """The pages of a PDF, at least one. Raises PdfProblem."""
    numbers = (limits.seconds, limits.memory, limits.pages, limits.characters)
    try:
        with _turn:
            ended = subprocess.run(
                [sys.executable, "-m", __package__, *map(str, numbers)],
                input=content,
                capture_output=True,
                check=True,
                cwd=_ROOT,
                env={"LC_ALL": "C.UTF-8"},
                timeout=limits.seconds + _GRACE,
            )
        result = json.loads(ended.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise PdfProblem(COSTLY) from error
    if isinstance(result, str):
        raise PdfProblem(result)
    return [Page(**page) for page in result]
