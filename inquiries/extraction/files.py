"""Files on a disk: their bytes, as far as they may be read, and their names."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from .limits import max_bytes
from .outcome import ExtractionError

_REASONS = {
    FileNotFoundError: "Die Datei gibt es nicht.",
    IsADirectoryError: "Das ist ein Ordner, keine Datei.",
    PermissionError: "Die Datei darf nicht gelesen werden: dazu fehlt die Berechtigung.",
}


def read_file(path: Path) -> bytes:
    """The content of a file, at most as much of it as shows that it is too large.

    Raises ExtractionError when there is no such file or it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(max_bytes() + 1)
    except OSError as error:
        reason = _REASONS.get(type(error)) or f"Die Datei lässt sich nicht lesen ({error.strerror})."
        raise ExtractionError(reason) from error
    except ValueError as error:  # a zero byte in the name
        raise ExtractionError(_REASONS[FileNotFoundError]) from error


def printable(path: PurePath | str) -> str:
    """The name of a file in characters that can be printed and stored, whatever bytes the file system has."""
    return os.fsencode(path).decode("utf-8", "replace")
