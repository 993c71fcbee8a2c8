"""The head of the paper and of the letter as fields, with what the house offers to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inquiries.models import Abgeordnete, Antrag, Fraktion, Ministerium
from inquiries.reading.vocabulary import REPLIES
from responses.admin.ministries import is_valid
from responses.desk.workpiece import Desk, Person, as_day

from .changing import DATES, FIELD_NAMES, ROLES
from .people import Someone, someone, surname

INQUIRY_FIELDS = ("kind", "drucksache", "title", "date", "received", "issued")
LETTER_FIELDS = ("reply_kind", "ministry", "letter_date", "letter_reference", "signed_by", "office")
REPLY_KINDS = tuple(dict.fromkeys(REPLIES.values()))
_START_OF = {
    "kind": ("kind",),
    "drucksache": ("drucksache",),
    "title": ("title",),
    "date": ("date", "signatures"),
    "received": ("received-stamp",),
    "issued": ("imprint",),
    "reply_kind": ("reply heading", "reply kind"),
    "ministry": ("opening of the reply", "ministry"),
    "letter_date": ("opening of the reply", "cover letter"),
    "letter_reference": ("opening of the reply", "cover letter"),
    "signed_by": ("closing",),
    "office": ("closing",),
    "askers": ("askers",),
    "signatories": ("signatures",),
    "fraktionen": ("askers", "signatures"),
    "co_ministries": ("opening of the reply", "ministry"),
}
"""Parts of the source from which a field is read, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``groups``: what can be chosen, by heading; none for a text. ``start``: its place in the source."""

    name: str
    value: str
    start: int | None
    groups: tuple[tuple[str, tuple[Option, ...]], ...] = ()

    @property
    def label(self) -> str:
        return FIELD_NAMES[self.name]

    @property
    def is_date(self) -> bool:
        return self.name in DATES

    @property
    def is_long(self) -> bool:
        return self.name in ("title", "ministry", "office")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the questions and around the answers."""

    inquiry: tuple[Field, ...]
    letter: tuple[Field, ...]
    people: tuple[tuple[str, str, tuple[Someone, ...], int | None], ...]
    """(role, its German name, the people, their place in the source)"""
    fraktionen: tuple[tuple[Option, bool], ...]
    """Those of the house and of the paper, and whether the paper names them."""
    co_ministries: tuple[str, ...]
    ministries: tuple[tuple[str, tuple[Option, ...]], ...]
    fraktion_names: tuple[str, ...]
    starts: dict[str, int]


def head_of(desk: Desk) -> Head:
    piece = desk.piece
    starts = _starts(desk)
    ministries = _ministries(desk)
    fraktionen = list(Fraktion.objects.order_by("kuerzel").values_list("kuerzel", flat=True))
    named = (*fraktionen, *(name for name in piece.fraktionen if name not in fraktionen))
    members = list(Abgeordnete.objects.filter(nachname__in=_surnames(piece.askers, piece.signatories)).order_by("name"))
    return Head(
        inquiry=tuple(_field(desk, name, starts, ministries) for name in INQUIRY_FIELDS),
        letter=tuple(_field(desk, name, starts, ministries) for name in LETTER_FIELDS),
        people=tuple(
            (role, label, tuple(someone(one, members) for one in getattr(piece, role)), starts.get(role))
            for role, label in ROLES.items()
        ),
        fraktionen=tuple((Option(name, name), name in piece.fraktionen) for name in named),
        co_ministries=piece.co_ministries,
        ministries=ministries,
        fraktion_names=tuple(fraktionen),
        starts=starts,
    )


def _surnames(*roles: Sequence[Person]) -> list[str]:
    return [surname(person.name) for people in roles for person in people]


def _field(desk: Desk, name: str, starts: dict[str, int], ministries) -> Field:
    value = desk.piece.get(name)
    groups: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    if name == "kind":
        groups = (("", tuple(Option(label, label) for _, label in Antrag.Art.choices)),)
    elif name == "reply_kind":
        groups = (("", tuple(Option(kind, kind) for kind in REPLY_KINDS)),)
    elif name == "ministry":
        groups = ministries
    if groups and value and all(value != option.value for _, options in groups for option in options):
        groups = (("wie gedruckt, nicht im Verzeichnis", (Option(value, value),)), *groups)
    if name in DATES and (day := as_day(value)):
        value = f"{day:%d.%m.%Y}"
    return Field(name, value, starts.get(name), groups)


def _ministries(desk: Desk) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """The names of ministries, those of the letter's day first."""
    on = as_day(desk.piece.get("letter_date")) or as_day(desk.piece.get("received")) or as_day(desk.piece.get("date"))
    valid: dict[str, Option] = {}
    others: dict[str, Option] = {}
    for row in sorted(Ministerium.objects.all(), key=lambda row: (row.name.casefold(), row.gueltig_von)):
        (valid if on is None or is_valid(row, on=on) else others)[row.name] = Option(row.name, row.name)
    groups = [
        (f"gültig am {on:%d.%m.%Y}" if on else "alle Ministerien", tuple(valid.values())),
        ("zu anderer Zeit", tuple(option for name, option in others.items() if name not in valid)),
    ]
    return tuple((label, options) for label, options in groups if options)


def _starts(desk: Desk) -> dict[str, int]:
    """Where in the source each field stands."""
    first: dict[str, int] = {}
    for segment in desk.piece.segments:
        if not segment.owner and segment.part not in first:
            text = desk.source[segment.start : segment.end]
            first[segment.part] = segment.start + len(text) - len(text.lstrip())
    return {
        name: next(first[part] for part in parts if part in first)
        for name, parts in _START_OF.items()
        if any(part in first for part in parts)
    }
