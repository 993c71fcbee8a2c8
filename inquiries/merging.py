"""Two people changed what one form shows: what each of them did, put together field by field.

A form is told by three states: as it was opened, as it is stored now, and as it was typed. What only one of the two
changed is taken from whoever changed it; what both changed stays as typed and is a conflict for a person to decide.
Nothing here knows a database; values are what a browser sends.
"""

from __future__ import annotations

import enum
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Values = tuple[str, ...]
Typed = Callable[[str], Sequence[str]]
"""The values of a field by its name in the form, none where it was not sent."""

DELETE = "DELETE"
SAVED = "pk:"
_MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a form in which there are several. ``keys`` find it again, the surest first; a blank row has none.

    ``fields`` are for typing, ``hidden`` goes along. A row that is stored has the key ``SAVED`` and its primary key.
    """

    keys: tuple[str, ...]
    name: str
    fields: dict[str, Values]
    hidden: dict[str, Values] = field(default_factory=dict)

    @property
    def saved(self) -> str:
        """The primary key, empty for a row that is not stored."""
        return next((key.removeprefix(SAVED) for key in self.keys if key.startswith(SAVED)), "")


@dataclass(frozen=True, slots=True)
class State:
    """A form with the values that it shows: its own fields by name, and the rows of each group by its prefix."""

    fields: dict[str, Values]
    rows: dict[str, list[Row]]

    def shown(self, name: str) -> Values:
        """What the form shows in a field of this name; nothing where there is no such field."""
        if name in self.fields:
            return self.fields[name]
        for prefix, rows in self.rows.items():
            index, dash, column = name.removeprefix(f"{prefix}-").partition("-")
            if name.startswith(f"{prefix}-") and dash and index.isdecimal() and int(index) < len(rows):
                return rows[int(index)].fields.get(column, ())
        return ()

    def packed(self) -> Any:
        """As values of JSON."""
        rows = {
            prefix: [[row.keys, row.name, row.fields, row.hidden] for row in group]
            for prefix, group in self.rows.items()
        }
        return [self.fields, rows]

    @classmethod
    def unpacked(cls, packed: Any) -> State:
        fields, rows = packed
        return cls(_values(fields), {
            prefix: [Row(tuple(keys), name, _values(shown), _values(hidden)) for keys, name, shown, hidden in group]
            for prefix, group in rows.items()
        })  # fmt: skip


def _values(packed: dict[str, list[str]]) -> dict[str, Values]:
    return {name: tuple(values) for name, values in packed.items()}


class Kind(enum.StrEnum):
    """Who changed a field."""

    BOTH = "beide"
    OTHERS = "andere"
    OWN = "eigene"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the three states are not the same.

    ``name`` is where it stands in the merged form, empty where it is in none. ``prefix`` and ``row`` say which row it
    belongs to, ``gone`` that others deleted that row. ``opened`` is None when that is not known.
    """

    kind: Kind
    name: str
    column: str
    opened: Values | None
    stored: Values
    typed: Values
    prefix: str = ""
    row: Row | None = None
    gone: bool = False


@dataclass(slots=True)
class Merged:
    """What the form should show: the values by name, and the differences, conflicts first."""

    data: dict[str, Values]
    differences: list[Difference]


def normal(values: Sequence[str]) -> Values:
    """Values as they are compared: ends of lines are no difference, nor is a blank behind a text; empty is none."""
    texts = tuple(value.replace("\r\n", "\n").rstrip() for value in values)
    return texts if any(texts) else ()


def merge(opened: State | None, stored: State, typed: Typed) -> Merged:
    """Puts together what was typed and what was stored since the form was opened; None: that is not known."""
    merge = _Merge(opened, stored, typed)
    for name in stored.fields:
        merge.settle(Place(name, name), opened and opened.fields.get(name, ()), stored.fields[name], typed(name))
    for prefix, rows in stored.rows.items():
        merge.rows(prefix, rows)
    order = list(Kind)
    merge.differences.sort(key=lambda difference: order.index(difference.kind))
    return Merged(merge.data, merge.differences)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands: its name in the merged form, its column, and its row."""

    name: str
    column: str
    prefix: str = ""
    row: Row | None = None


class _Merge:
    def __init__(self, opened: State | None, stored: State, typed: Typed) -> None:
        self.opened, self.stored, self.typed = opened, stored, typed
        self.data: dict[str, Values] = {}
        self.differences: list[Difference] = []

    def settle(self, place: Place, opened: Values | None, stored: Values, typed: Sequence[str]) -> None:
        """One field: its value, and what there is to say of it."""
        was, now, mine = opened if opened is None else normal(opened), normal(stored), normal(typed)
        self.data[place.name] = tuple(typed) if mine not in {was, now} else stored
        if mine == now:
            return
        kind = Kind.OTHERS if mine == was else Kind.OWN if now == was else Kind.BOTH
        self.note(kind, place, opened, stored, tuple(typed))

    def note(self, kind: Kind, place: Place, opened: Values | None, stored: Values, typed: Values, **more) -> None:
        self.differences.append(
            Difference(kind, place.name, place.column, opened, stored, typed, place.prefix, place.row, **more)
        )

    def rows(self, prefix: str, stored: list[Row]) -> None:
        was = self._opened_rows(prefix)
        partner = _partners(was, stored)
        for index, now in enumerate(stored):
            for column, values in {**now.fields, **now.hidden}.items():
                self.data[f"{prefix}-{index}-{column}"] = values
        found, left = set(partner.values()), []
        for index, row in enumerate(was):
            if index in partner:
                self._both_have(prefix, index, row, partner[index], stored[partner[index]])
            else:
                left.append((index, row))
        blank = [index for index, row in enumerate(stored) if not row.keys]
        free = itertools.chain(blank, itertools.count(len(stored)))
        total = len(stored)
        for index, row in left:
            if self._only_mine(prefix, index, row, free):
                total = max(total, 1 + self._last)
        for index, row in enumerate(stored):
            if row.saved and index not in found:
                self._only_stored(prefix, index, row)
        self.data[f"{prefix}-TOTAL_FORMS"] = (str(total),)
        self.data[f"{prefix}-INITIAL_FORMS"] = (str(sum(bool(row.saved) for row in stored)),)

    def _opened_rows(self, prefix: str) -> list[Row]:
        """The rows of the form that was typed into: those that were opened, and those added since."""
        rows = list(self._opened(prefix))
        sent = "".join(self.typed(f"{prefix}-TOTAL_FORMS"))
        for index in range(len(rows), min(int(sent), _MOST_ROWS) if sent.isdecimal() else 0):
            key = "".join(self.typed(f"{prefix}-{index}-id"))
            rows.append(Row((SAVED + key,) if key else (), "", self._blank(prefix)))
        return rows

    def _opened(self, prefix: str) -> list[Row]:
        return self.opened.rows.get(prefix, []) if self.opened else []

    def _blank(self, prefix: str) -> dict[str, Values]:
        """What a row shows into which nothing was typed."""
        rows = self.stored.rows[prefix]
        if blank := next((row for row in reversed(rows) if not row.keys), None):
            return blank.fields
        return {column: () for row in rows[-1:] for column in row.fields}

    def _both_have(self, prefix: str, typed_at: int, was: Row, at: int, now: Row) -> None:
        moved = any(normal(was.fields.get(column, ())) != normal(now.fields.get(column, ())) for column in now.fields)
        for column in {**now.fields, **was.fields}:
            name = f"{prefix}-{at}-{column}" if column in now.fields else ""
            place = Place(name, column, prefix, now)
            typed = self.typed(f"{prefix}-{typed_at}-{column}")
            opened = was.fields.get(column, ()) if typed_at < len(self._opened(prefix)) else None
            stored = now.fields.get(column, ())
            if column == DELETE and normal(typed) and moved:
                # What somebody else has just changed is not deleted by the way.
                self.data[name] = ()
                self.note(Kind.BOTH, place, opened, stored, tuple(typed))
            elif name:
                self.settle(place, opened, stored, typed)
            elif normal(typed) not in {normal(opened or ()), ()}:
                self.note(Kind.BOTH, place, opened, stored, tuple(typed))

    def _only_mine(self, prefix: str, typed_at: int, was: Row, free: Iterator[int]) -> bool:
        """A row that is not stored: one that others deleted, or a new one. Whether it is put into the form."""
        typed = {column: tuple(self.typed(f"{prefix}-{typed_at}-{column}")) for column in was.fields}
        changed = [column for column in typed if normal(typed[column]) != normal(was.fields[column])]
        gone = bool(was.saved)
        if not changed or DELETE in changed:
            if gone and not changed:
                self.note(Kind.OTHERS, Place("", "", prefix, was), (), (), (), gone=True)
            return False
        self._last = at = next(free)
        hidden = {column: tuple(self.typed(f"{prefix}-{typed_at}-{column}")) for column in was.hidden if column != "id"}
        for column, values in {**typed, **hidden}.items():
            self.data[f"{prefix}-{at}-{column}"] = values
        for column in changed if gone else ():
            place = Place(f"{prefix}-{at}-{column}", column, prefix, was)
            self.note(Kind.BOTH, place, was.fields.get(column, ()), (), typed[column], gone=True)
        return True

    def _only_stored(self, prefix: str, at: int, now: Row) -> None:
        for column, values in now.fields.items():
            if normal(values):
                self.note(Kind.OTHERS, Place(f"{prefix}-{at}-{column}", column, prefix, now), (), values, ())


def _partners(was: list[Row], now: list[Row]) -> dict[int, int]:
    """Which row of the one list is which of the other: first by the surest keys."""
    partner: dict[int, int] = {}
    free = set(range(len(now)))
    for level in range(max((len(row.keys) for row in was), default=0)):
        by_key = {key: index for index in sorted(free, reverse=True) for key in now[index].keys}
        for index, row in enumerate(was):
            at = by_key.get(row.keys[level]) if index not in partner and level < len(row.keys) else None
            if at in free:
                partner[index] = at
                free.remove(at)
    return partner
