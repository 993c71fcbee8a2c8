"""``manage.py find_references [FILE] [--lines]``: the citations in any text, as JSON; touches no database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inquiries.reading.references import find_references

UNREADABLE = 2
"""Exit status when the input cannot be read as text."""


class Command(BaseCommand):
    help = "Findet die Verweise in einem Text und gibt sie als JSON aus."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", metavar="DATEI", help="Text in UTF-8; ohne Angabe wird die Standardeingabe gelesen"
        )
        parser.add_argument(
            "--lines", action="store_true", help="jede Zeile ist ein Text für sich und ergibt eine Zeile JSON"
        )

    def handle(self, *args: Any, file: str | None, lines: bool, **options: Any) -> None:
        text = _text(file)
        if not lines:
            self.stdout.write(_as_json(text))
            return
        texts = text.removesuffix("\n").split("\n") if text else []
        for line in texts:
            self.stdout.write(_as_json(line.removesuffix("\r")))


def _text(file: str | None) -> str:
    name = f"Die Datei „{file}“" if file else "Die Standardeingabe"
    try:
        raw = Path(file).read_bytes() if file else _standard_input()
    except FileNotFoundError:
        raise CommandError(f"{name} gibt es nicht.", returncode=UNREADABLE) from None
    except IsADirectoryError:
        raise CommandError(f"„{file}“ ist ein Verzeichnis, keine Datei.", returncode=UNREADABLE) from None
    except PermissionError:
        raise CommandError(f"{name} darf nicht gelesen werden.", returncode=UNREADABLE) from None
    except (OSError, ValueError) as error:
        raise CommandError(f"{name} lässt sich nicht lesen: {error}.", returncode=UNREADABLE) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{name} ist kein Text in UTF-8 (Byte {error.start + 1} passt nicht).", returncode=UNREADABLE
        ) from None
    if "\0" in text:
        raise CommandError(f"{name} ist kein Text, sondern enthält binäre Daten.", returncode=UNREADABLE)
    return text


def _standard_input() -> bytes:
    if sys.stdin is None:  # closed by whoever started the command
        raise CommandError("Die Standardeingabe ist geschlossen.", returncode=UNREADABLE)
    return sys.stdin.buffer.read()


def _as_json(text: str) -> str:
    return json.dumps([reference.to_json() for reference in find_references(text)], ensure_ascii=False)
