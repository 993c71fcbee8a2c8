"""All that the page shows, as values for its template: a fixed number of queries however long the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from inquiries import presence
from responses.desk import steps
from responses.desk.batches import next_to_check
from responses.desk.changes import ChangeError
from responses.desk.checks import coverage
from responses.desk.workpiece import BEGRUENDUNG, LEFT_OVER, VORBEMERKUNG, Desk
from responses.models import Eingang

from . import result_pane, source_pane
from .changing import step_of
from .head import Search, head_of
from .notes_pane import counts_of, missing_of, shown_notes
from .sheets import sheets_of


@dataclass(frozen=True, slots=True)
class Where:
    """Which window of the source and which part of the rows a page shows, and the place that it leads to."""

    left: int = 1
    right: int = 1
    sheet: int = 1
    """The page of a PDF whose picture is shown."""
    place: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Where:
        numbers = (_number(request.GET, name) for name in ("links", "rechts", "blatt"))
        return cls(*numbers, request.GET.get("ort", ""))

    @property
    def query(self) -> dict[str, int]:
        numbers = {"links": self.left, "rechts": self.right, "blatt": self.sheet}
        return {name: number for name, number in numbers.items() if number != 1}

    def on(self, url: str) -> str:
        return f"{url}?{urlencode(self.query)}" if self.query else url


def eingang_of(pk: int) -> Eingang:
    """The paper with all that the page asks of it. Raises Http404."""
    rows = Eingang.objects.select_related(
        "stapel", "antrag__drucksache", "bearbeitet_von", "anfrage", "stellungnahme", "ersetzt"
    )
    return get_object_or_404(rows, pk=pk)


def page_url(eingang: Eingang, where: Where, place: str = "") -> str:
    """Where the page shows this; with a place, it leads there."""
    url = eingang.get_absolute_url()
    query = urlencode(where.query | ({"ort": place} if place else {}))
    return f"{url}{'?' if query else ''}{query}{f'#e-{place}' if place else ''}"


def next_paper(eingang: Eingang) -> Eingang | None:
    """The next one of the batch that is to be looked at."""
    following = next_to_check(eingang.stapel, after=eingang.position)
    return following if following and following.pk != eingang.pk else None


def _number(data: QueryDict, name: str) -> int:
    text = data.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 6 else 1


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that made no sense: the form that asked for it, the sentence that says why, and what was typed."""

    form: str
    message: str
    data: QueryDict


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a clerk wanted to change while somebody else did: to be asked for again on the new state."""

    was: str
    hidden: tuple[tuple[str, str], ...]
    typed: tuple[tuple[str, str], ...]
    """Names and values of what can be changed before it is asked for again."""


_TYPED = {"text", "wert", "nummern", "grund", "name", "abschnitt"}
_NOT_REPEATED = {"csrfmiddlewaretoken", "version", "formular"}


def wanted_of(data: QueryDict, desk: Desk) -> Wanted:
    try:
        was = step_of(data, desk).was
    except ChangeError as error:
        was = str(error)
    pairs = [(name, value) for name, values in data.lists() for value in values if name not in _NOT_REPEATED]
    return Wanted(
        was,
        tuple((name, value) for name, value in pairs if name not in _TYPED),
        tuple((name, value) for name, value in pairs if name in _TYPED),
    )


def page_context(
    request: HttpRequest,
    eingang: Eingang,
    where: Where,
    *,
    refusal: Refusal | None = None,
    wanted: QueryDict | None = None,
    said: str = "",
    place: str = "",
    unsaved: bool = False,
) -> dict[str, Any]:
    is_open = eingang.stand == Eingang.Stand.GELESEN
    desk = steps.current(eingang)
    notes = steps.notes(eingang, desk)
    rows = result_pane.rows_of(desk)
    place = place or where.place
    parts = result_pane.part_numbers(rows)
    part = result_pane.part(rows, parts.get(place, where.right))
    left = source_pane.window(desk.source, where.left)
    shown = shown_notes(desk, notes, rows, left=left, right=part.number)
    on_left = {one.note.key: one for one in shown if not one.at}
    sheets = sheets_of(eingang)
    here = Where(left.number, part.number, max(min(where.sheet, sheets), 1))
    search = Search.of(request)
    now = eingang.schritt
    names = dict(eingang.schritte.filter(nummer__in=[now - 1, now, now + 1]).values_list("nummer", "was"))
    _, _, left_over = coverage(desk)
    return {
        "eingang": eingang,
        "version": eingang.version,
        "is_open": is_open,
        "following": None if is_open else next_paper(eingang),
        "presence": presence.begin(eingang, request.user, at=timezone.now()) if is_open and not request.htmx else None,
        "desk": desk,
        "change_url": here.on(reverse("admin:responses_eingang_aendern", args=[eingang.pk])),
        "store_url": here.on(reverse("admin:responses_eingang_speichern", args=[eingang.pk])),
        "here": here,
        "sheets": sheets,
        "page_url": eingang.get_absolute_url(),
        "stelle_url": reverse("admin:responses_eingang_stelle", args=[eingang.pk]),
        "left": left,
        "lines": source_pane.lines_of(desk.piece, desk.source, left, notes),
        "shown_at_line": on_left,
        "head": head_of(desk, search),
        "part": part,
        "parts": parts,
        "begruendung": result_pane.passage_of(desk, BEGRUENDUNG),
        "vorbemerkung": result_pane.passage_of(desk, VORBEMERKUNG),
        "shown": shown,
        "shown_at": _by_place(shown),
        "open": [one for one in shown if one.note.is_open],
        "counts": counts_of(notes),
        "missing": missing_of(shown),
        "left_over": left_over,
        "left_over_at": next((one.start for one in desk.piece.segments if one.part == LEFT_OVER), None),
        "undo": names[now] if now - 1 in names else "",
        "redo": names.get(now + 1, ""),
        "refusal": refusal,
        "unsaved": unsaved,
        "may_publish": request.user.has_perm("responses.publish_stellungnahme") or settings.VIER_AUGEN,
        "vier_augen": settings.VIER_AUGEN,
        "wanted": wanted_of(wanted, desk) if wanted is not None else None,
        "said": said,
        "place": place,
        "noun": "Ziffer" if desk.piece.get("kind") == "Antrag" else "Frage",
    }


def _by_place(shown) -> dict[str, list]:
    at: dict[str, list] = {}
    for one in shown:
        at.setdefault(one.at, []).append(one)
    return at
