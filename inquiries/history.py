"""What became of a row and of all that belongs to it: the states that the database kept, as steps with differences."""

from __future__ import annotations

import datetime
import enum
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import formats, timezone

from inquiries.models import Source
from inquiries.reading.wording import difference
from inquiries.recording import Version

LONG = 60
"""From so many characters on, two wordings are compared word by word."""


class Kind(enum.StrEnum):
    """What became of a row, as the page says it."""

    FOUND = "vorgefunden"
    ADDED = "hinzugefügt"
    CHANGED = "geändert"
    REMOVED = "gelöscht"


@dataclass(frozen=True, slots=True)
class Difference:
    """One column. ``words`` is the comparison of two long texts, in the kinds of ``difference``."""

    label: str
    before: str
    after: str
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row: "Frage", "3", changed, and the columns that differ."""

    noun: str
    name: str
    kind: Kind
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What one request or command did in one transaction.

    ``who`` is the name of the account, empty when there was none; ``way`` the command, or the address of the page;
    both empty for whatever bypassed the application. ``grund`` are the words of the clerk, ``source`` is what was read.
    """

    at: datetime.datetime
    who: str
    way: str
    grund: str
    source: Source | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """A row before and after a step, as the values of its columns; None where there was none."""

    version: type[Version]
    before: Version | None
    after: Version | None

    @property
    def kind(self) -> Kind:
        if self.after is None:
            return Kind.REMOVED
        if self.before is None:
            return Kind.FOUND if self.after.pgh_label == Version.STAND else Kind.ADDED
        return Kind.CHANGED


_Moment = tuple[datetime.datetime, Any]


def steps(model: type[models.Model], key: Any) -> list[Step]:
    """All that happened to a row (which may be gone) and to what belongs to it, the latest first.

    Takes a query for each table that has states of it, and one for each that those states refer to.
    """
    states: dict[_Moment, list[_State]] = defaultdict(list)
    contexts: dict[_Moment, dict] = {}
    for version, keys in _belonging(model, {key}).items():
        rows = version.objects.filter(pgh_obj_id__in=keys).order_by("pgh_obj_id", "pgh_id")
        for _, of_row in itertools.groupby(rows, key=lambda state: state.pgh_obj_id):
            for moment, state in _passed(of_row, contexts):
                states[moment].append(state)
    labels = _Labels(state for found in states.values() for state in found)
    people = _accounts(contexts.values())
    sources = Source.objects.defer("text").in_bulk({context.get("source") for context in contexts.values()} - {None})
    told = []
    for moment in sorted(states, key=lambda moment: (moment[0], str(moment[1])), reverse=True):
        if changes := tuple(change for state in states[moment] if (change := labels.change(state))):
            context = contexts[moment]
            told.append(
                Step(
                    at=moment[0],
                    who=people.get(context.get("user"), ""),
                    way=context.get("command") or context.get("url") or "",
                    grund=context.get("grund", ""),
                    source=sources.get(context.get("source")),
                    changes=changes,
                )
            )
    return told


@dataclass(frozen=True, slots=True)
class Author:
    """Who changed a row last, and when; ``who`` is empty for whatever bypassed the application."""

    who: str
    at: datetime.datetime


def last_authors(model: type[models.Model], keys: Iterable[Any], *, parts: bool = True) -> dict[Any, Author]:
    """Of the latest state of each of these rows and of what is directly part of it, by the key of the row.

    Without ``parts`` a row counts with nothing but what it chooses several of. Takes a query for each table that has
    states of them, and one for the accounts.
    """
    chosen = {field.remote_field.through for field in model._meta.many_to_many}
    latest: dict[Any, Version] = {}
    for version in _versions():
        tracked = version.pgh_tracked_model._meta.concrete_model
        owners = version.part_of if parts or tracked in chosen else ()
        columns = [column for column in map(version._meta.get_field, owners) if column.related_model is model]
        for column in ["pgh_obj_id"] * (tracked is model) + [field.attname for field in columns]:
            states = version.objects.filter(**{f"{column}__in": keys}).order_by(column, "-pgh_id").distinct(column)
            for state in states:
                key = getattr(state, column)
                if key not in latest or state.pgh_created_at > latest[key].pgh_created_at:
                    latest[key] = state
    contexts = {key: state.pgh_context or {} for key, state in latest.items()}
    accounts = get_user_model().objects.in_bulk({context.get("user") for context in contexts.values()} - {None})
    names = {key: account.get_full_name() or account.get_username() for key, account in accounts.items()}
    return {
        key: Author(names.get(context.get("user"), context.get("command", "")), latest[key].pgh_created_at)
        for key, context in contexts.items()
    }


def count_states(model: type[models.Model], key: Any) -> int:
    """How often a row and all that belongs to it was changed: two counts that are the same mean that nothing was."""
    found = _belonging(model, {key}).items()
    return sum(version.objects.filter(pgh_obj_id__in=keys).count() for version, keys in found)


def _versions() -> list[type[Version]]:
    return [model for model in apps.get_models() if issubclass(model, Version)]


def _belonging(model: type[models.Model], keys: set) -> dict[type[Version], set]:
    """The keys of the rows that a page tells of, by the table of their states: a row, and all that is part of it."""
    found: dict[type[Version], set] = defaultdict(set)
    for version in _versions():
        if version.pgh_tracked_model._meta.concrete_model is model:
            found[version] |= keys
    for version in _versions():
        for column in version.part_of:
            if version._meta.get_field(column).related_model is not model:
                continue
            parts = set(version.objects.filter(**{f"{column}__in": keys}).values_list("pgh_obj_id", flat=True))
            if not parts:
                continue
            # What a row of another table goes on, as a citation in a letter does, is told there.
            tracked = version.pgh_tracked_model._meta.concrete_model
            whole = next(iter(tracked._meta.parents), tracked)
            for part, rows in _belonging(whole, parts).items():
                found[part] |= rows
    return found


def _passed(rows: Iterable[Version], contexts: dict[_Moment, dict]) -> Iterator[tuple[_Moment, _State]]:
    """Of the states of one row, in order: what each step found and what it left."""
    before = None
    for moment, of_step in itertools.groupby(rows, key=lambda state: (state.pgh_created_at, state.pgh_context_id)):
        last = list(of_step)[-1]
        contexts[moment] = contexts.get(moment, {}) | (last.pgh_context or {})
        after = None if last.pgh_label == Version.DELETE else last
        if before or after:
            yield moment, _State(type(last), before, after)
        before = after


def _accounts(contexts: Iterable[dict]) -> dict[int, str]:
    keys = {context["user"] for context in contexts if context.get("user")}
    found = {account.pk: account.get_username() for account in get_user_model().objects.filter(pk__in=keys)}
    return {key: found.get(key, f"gelöschtes Konto {key}") for key in keys}


class _Labels:
    """The values of columns in words; the rows that they refer to are fetched once a table."""

    def __init__(self, states: Iterable[_State]) -> None:
        wanted: dict[type[models.Model], set] = defaultdict(set)
        for state in states:
            for row in filter(None, (state.before, state.after)):
                for field in _told(state.version):
                    if field.is_relation and (key := getattr(row, field.attname)) is not None:
                        wanted[field.related_model].add(key)
        self.rows = {model: model._base_manager.in_bulk(keys) for model, keys in wanted.items()}

    def change(self, state: _State) -> Change | None:
        """None when the step left the row as it was."""
        differences = tuple(self._differences(state))
        if not differences:
            return None
        named = state.after or state.before
        names = (self._value(named, named._meta.get_field(column)) for column in state.version.named_by)
        noun = str(state.version.pgh_tracked_model._meta.verbose_name)
        return Change(noun, ", ".join(filter(None, names)), state.kind, differences)

    def _differences(self, state: _State) -> Iterator[Difference]:
        for field in _told(state.version):
            before = self._value(state.before, field) if state.before else ""
            after = self._value(state.after, field) if state.after else ""
            if before == after:
                continue
            long = before and after and max(len(before), len(after)) > LONG
            yield Difference(str(field.verbose_name), before, after, difference(before, after) if long else ())

    def _value(self, row: Version, field: models.Field) -> str:
        value = getattr(row, field.attname)
        if value is None:
            return ""
        if field.is_relation:
            there = self.rows[field.related_model].get(value)
            return str(there) if there is not None else f"gelöscht (Kennung {value})"
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return "ja" if value else "nein"
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if isinstance(value, datetime.datetime):
            return formats.date_format(timezone.localtime(value), "d.m.Y H:i")
        if isinstance(value, datetime.date):
            return formats.date_format(value, "d.m.Y")
        return str(value)


def _told(version: type[Version]) -> list[models.Field]:
    """The columns of a page; what a row belongs to is said by the page."""
    return [
        field
        for field in version._meta.local_fields
        if not field.name.startswith("pgh_") and field.name not in {"id", *version.part_of}
    ]
