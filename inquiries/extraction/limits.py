"""How large a file may be, and how long reading it may take; the settings say."""

from __future__ import annotations

from django.conf import settings

from .outcome import ExtractionError


def max_bytes() -> int:
    return settings.PAPER_MAX_MB * 1_000_000


def check_bytes(content: bytes) -> None:
    """Raises ExtractionError for a file that is too large."""
    if len(content) > max_bytes():
        raise ExtractionError(too_large())


def too_large() -> str:
    return f"Die Datei ist zu groß: erlaubt sind höchstens {settings.PAPER_MAX_MB} MB. Bitte die Datei teilen."


def check_text(text: str) -> str:
    """The text, when it is not too long; raises ExtractionError otherwise."""
    if len(text) > settings.PAPER_MAX_CHARACTERS:
        raise ExtractionError(
            f"Die Datei enthält zu viel Text: erlaubt sind höchstens {settings.PAPER_MAX_CHARACTERS} Zeichen. "
            "Bitte die Datei teilen."
        )
    return text
