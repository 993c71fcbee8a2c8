"""Papers arrive on the desk: pasted, as files, or by hand. Each gets its row at once, and is read from there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from inquiries.models import Antrag, Datei
from inquiries.reading import Paper, Response
from responses.models import Eingang, Stapel, Stellungnahme
from responses.tasks import read_eingang

from . import steps

LONGEST_NAME = 255
SECONDS_FOR_THE_REQUEST = 120
"""After so long a paper that a request was to read, and did not, is read by a worker."""


class Given(Protocol):
    """A file as it was given. ``refusal`` is a German sentence when its content was not taken."""

    name: str
    refusal: str

    def read(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the papers are for: the inquiry that they answer, the letter of which they are a corrected version."""

    antrag: Antrag | None = None
    ersetzt: Stellungnahme | None = None


@transaction.atomic
def receive(konto, *, text: str = "", files: Iterable[Given] = (), purpose: Purpose, at_once: bool = False) -> Stapel:
    """Keep what was given, all of it or nothing, and have it read.

    ``text`` is kept as it is (see ``stored_text``). A file that was refused has its row with the reason. ``at_once``:
    the caller reads it itself, and a worker does only if the caller does not come to it.
    """
    batch = Stapel.objects.create(konto=konto)
    rows = []
    if text:
        rows.append(_row(batch, purpose, text=text, medientyp="text/plain"))
    for file in files:
        if file.refusal:
            rows.append(_row(batch, purpose, name=clean_name(file.name), fehler=file.refusal))
        else:
            rows.append(_row(batch, purpose, name=clean_name(file.name), datei=Datei.objects.keep(file.read())))
    for position, row in enumerate(rows, start=1):
        row.position = position
        row.stand = Eingang.Stand.FEHLER if row.fehler else Eingang.Stand.WARTET
    to_be_read = [row for row in Eingang.objects.bulk_create(rows) if row.stand == Eingang.Stand.WARTET]
    have_read(to_be_read, later=at_once)
    return batch


@transaction.atomic
def begin_by_hand(konto, *, purpose: Purpose) -> Eingang:
    """A paper without a source: everything is typed."""
    batch = Stapel.objects.create(konto=konto)
    eingang = _row(batch, purpose)
    eingang.position = 1
    eingang.save()
    reply = Response(purpose.antrag.reply_noun) if purpose.antrag else None
    steps.start(eingang, text="", paper=Paper(response=reply), by=konto)
    return eingang


def _row(batch: Stapel, purpose: Purpose, **columns) -> Eingang:
    return Eingang(stapel=batch, antrag=purpose.antrag, ersetzt=purpose.ersetzt, **columns)


def have_read(rows: Iterable[Eingang], *, later: bool = False) -> None:
    """Have workers read these papers, in their order."""
    task = read_eingang.configure(schedule_in={"seconds": SECONDS_FOR_THE_REQUEST}) if later else read_eingang
    if jobs := [{"eingang": row.pk} for row in rows]:
        task.batch_defer(*jobs)


@transaction.atomic
def have_read_again(eingang: Eingang, *, by) -> bool:
    """Have a paper that could not be read be read once more; False when there is nothing to read."""
    stored = Eingang.objects.select_for_update().defer("text").get(pk=eingang.pk)
    if stored.stand != Eingang.Stand.FEHLER or stored.datei_id is None:
        return False
    stored.stand, stored.fehler = Eingang.Stand.WARTET, ""
    stored.bearbeitet_von, stored.bearbeitet_am = by, timezone.now()
    stored.version += 1
    stored.save(update_fields=["stand", "fehler", "bearbeitet_von", "bearbeitet_am", "version"])
    have_read([stored])
    return True


# --- Names and texts as they are kept -----------------------------------------------------------------------

_BLANKS = re.compile(r"\s+")


def clean_name(name: str) -> str:
    """The name of a file for people to read: without folders, control signs and signs that turn the direction of
    writing, and at most as long as its column; the ending stays."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(" " if sign.isspace() else sign for sign in last if sign.isspace() or _is_shown(sign))
    plain = _BLANKS.sub(" ", unicodedata.normalize("NFC", shown)).strip()
    if len(plain) > LONGEST_NAME:
        suffix = PurePosixPath(plain).suffix[:20]
        plain = plain[: LONGEST_NAME - len(suffix) - 1].rstrip() + "…" + suffix
    return plain if plain.strip(".") else "Datei"


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")


def stored_text(typed: str) -> str:
    """A pasted text as it is kept: ends of lines as everywhere in the house, and no sign that cannot be stored."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _NO_CHARACTER.sub("\ufffd", lines))
