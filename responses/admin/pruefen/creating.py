"""Names that the house does not know yet, made on the spot: a ministry, a Fraktion, a member.

The row and the step that uses it are one transaction of the caller. What is refused raises ChangeError.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict

from inquiries.models import Abgeordnete, Fraktion, Ministerium
from inquiries.reading.dates import parse_date
from responses.authorship import plain_name, surname
from responses.desk import changes
from responses.desk.changes import ChangeError
from responses.desk.workpiece import Desk

from .changing import MOST_NAME, ROLES, Step, line, offset, renamed_fraktion, renamed_ministry


def create(data: QueryDict, desk: Desk, user) -> Step | None:
    """Make what a form asks for and give the step that uses it; None when the form asks for nothing of this kind."""
    maker = _MAKERS.get(data.get("tun", ""))
    return maker(data, desk, user) if maker else None


def _ministry(data: QueryDict, desk: Desk, user) -> Step:
    name, printed = line(data, "name", most=MOST_NAME), data.get("gedruckt", "")
    day = parse_date(line(data, "gueltig_von"))
    if day is None:
        raise ChangeError("Bitte angeben, seit wann das Ministerium so heißt, etwa 12.5.2021.")
    row = Ministerium(name=name, kuerzel=line(data, "kuerzel"), gueltig_von=day)
    _save(row, user)
    return Step(
        f"Ministerium angelegt: {row.name}",
        lambda piece: renamed_ministry(piece, printed, row.name),
        "co_ministries" if printed in desk.piece.co_ministries else "ministry",
    )


def _fraktion(data: QueryDict, desk: Desk, user) -> Step:
    printed = data.get("gedruckt", "")
    row = Fraktion(kuerzel=line(data, "kuerzel"), name=line(data, "name", most=MOST_NAME))
    _save(row, user)
    return Step(
        f"Fraktion angelegt: {row.kuerzel}", lambda piece: renamed_fraktion(piece, printed, row.kuerzel), "fraktionen"
    )


def _member(data: QueryDict, desk: Desk, user) -> Step:
    """A further member of a name that others bear already."""
    role, at = data.get("rolle", ""), offset(data, "stelle")
    people = list(getattr(desk.piece, role)) if role in ROLES else []
    if not 0 <= at < len(people):
        raise ChangeError("Diesen Namen gibt es nicht mehr.")
    name = line(data, "voll", most=MOST_NAME) or plain_name(people[at].name)
    row = Abgeordnete(name=name, nachname=surname(name))
    _save(row, user)
    people[at] = replace(people[at], meant=row.pk)
    return Step(f"Person angelegt: {row.name}", lambda piece: changes.name_people(piece, role, people), role)


def _save(row: Model, user) -> None:
    opts = row._meta
    if not user.has_perm(f"{opts.app_label}.add_{opts.model_name}"):
        raise ChangeError("Ihr Konto darf das nicht anlegen.")
    try:
        row.full_clean()
    except ValidationError as error:
        sentences = [
            " ".join(messages) if name == "__all__" else f"{opts.get_field(name).verbose_name}: {' '.join(messages)}"
            for name, messages in error.message_dict.items()
        ]
        raise ChangeError(" ".join(sentences)) from error
    row.save()


_MAKERS: dict[str, Callable[[QueryDict, Desk, object], Step]] = {
    "ministerium-anlegen": _ministry,
    "fraktion-anlegen": _fraktion,
    "person-anlegen": _member,
}
