"""The head of the paper and of the letter as fields, with what the house offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest

from inquiries.models import Abgeordnete, Antrag, Fraktion, Ministerium
from inquiries.reading.vocabulary import REPLIES
from responses.admin.ministries import is_valid
from responses.desk.workpiece import Desk, as_day

from .changing import DATES, FIELD_NAMES, ROLES
from .people import Someone, someone, surname

INQUIRY_FIELDS = ("kind", "drucksache", "title", "date", "received", "issued")
LETTER_FIELDS = ("reply_kind", "ministry", "letter_date", "letter_reference", "signed_by", "office")
REPLY_KINDS = tuple(dict.fromkeys(REPLIES.values()))
_MOST_FOUND = 20
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
class Role:
    """The people who ask or sign. ``start``: their place in the source."""

    name: str
    label: str
    people: tuple[Someone, ...]
    start: int | None


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the questions and around the answers."""

    inquiry: tuple[Field, ...]
    letter: tuple[Field, ...]
    people: tuple[Role, ...]
    fraktionen: tuple[tuple[Option, bool], ...]
    """Those of the house and of the paper, and whether the paper names them."""
    co_ministries: tuple[str, ...]
    ministries: tuple[tuple[str, tuple[Option, ...]], ...]
    fraktion_names: tuple[str, ...]
    starts: dict[str, int]
    search: Search


@dataclass(frozen=True, slots=True)
class Search:
    """Somebody looks for the member who is meant by a name: the name's role and place there, and the words."""

    role: str = ""
    at: int = -1
    words: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Search:
        at = request.GET.get("stelle", "")
        words = request.GET.get("suche", "").replace("\0", "").strip()[:100]
        return cls(request.GET.get("rolle", ""), int(at) if at.isdecimal() and len(at) < 6 else -1, words)

    @property
    def found(self) -> tuple[Abgeordnete, ...]:
        if not self.words:
            return ()
        members = Abgeordnete.objects.filter(name__unaccent__icontains=self.words)
        return tuple(members.order_by("nachname", "name", "pk")[:_MOST_FOUND])


def head_of(desk: Desk, search: Search) -> Head:
    piece = desk.piece
    starts = _starts(desk)
    ministries = _ministries(desk)
    fraktionen = list(Fraktion.objects.order_by("kuerzel").values_list("kuerzel", flat=True))
    named = (*fraktionen, *(name for name in piece.fraktionen if name not in fraktionen))
    members = _members(desk)
    return Head(
        inquiry=tuple(_field(desk, name, starts, ministries) for name in INQUIRY_FIELDS),
        letter=tuple(_field(desk, name, starts, ministries) for name in LETTER_FIELDS),
        people=tuple(
            Role(role, label, tuple(someone(one, members) for one in getattr(piece, role)), starts.get(role))
            for role, label in ROLES.items()
        ),
        fraktionen=tuple((Option(name, name), name in piece.fraktionen) for name in named),
        co_ministries=piece.co_ministries,
        ministries=ministries,
        fraktion_names=tuple(fraktionen),
        starts=starts,
        search=search,
    )


def _members(desk: Desk) -> list[Abgeordnete]:
    """All who bear a surname of the paper, and all who were chosen."""
    people = (*desk.piece.askers, *desk.piece.signatories)
    named = Q(nachname__in={surname(person.name) for person in people})
    chosen = Q(pk__in={person.meant for person in people if person.meant})
    return list(Abgeordnete.objects.filter(named | chosen).order_by("name", "pk")) if people else []


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
