"""Rows of the models from columns of SQL that is written by hand, where one query brings rows of several of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model


def columns(table: str, names: Iterable[str]) -> str:
    """The columns ``names`` of a table as SQL has them."""
    return ", ".join(f"{table}.{name}" for name in names)


def names_of(model: type[Model], *chosen: str) -> tuple[str, ...]:
    """The columns of a model, or those that were chosen of them, in the order in which ``row`` takes them."""
    names = [field.attname for field in model._meta.concrete_fields]
    return tuple(name for name in names if not chosen or name in chosen)


def row(model: type[Model], names: Sequence[str], values: Iterator) -> Model | None:
    """The row of the next values, None when there is none (an outer join): the key, which comes first, is empty."""
    taken = list(itertools.islice(values, len(names)))
    return model.from_db(DEFAULT_DB_ALIAS, names, taken) if taken[0] is not None else None


def rows(model: type[Model], names: Sequence[str], found: Iterable[Sequence] | None) -> list:
    """The rows of what ``json_agg`` put together, which is None for none."""
    return [model.from_db(DEFAULT_DB_ALIAS, names, values) for values in found or ()]
