"""What the history keeps of a table: each state of each row, written by triggers of the database, never changed."""

from __future__ import annotations

import pghistory
from django.db import models
from pghistory.models import Event


class Version(Event):
    """One state of a row. ``part_of`` names the columns of the rows that it belongs to: a question's inquiry.

    ``named_by`` are the columns that tell the rows of one page from each other. The context says who did it: see
    ``inquiries.history.Step``.
    """

    STAND, INSERT, UPDATE, DELETE = "stand", "insert", "update", "delete"

    part_of: tuple[str, ...] = ()
    named_by: tuple[str, ...] = ()

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


def record(
    model: type[models.Model],
    *,
    part_of: tuple[str, ...] = (),
    named_by: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
) -> None:
    """Keep every state of the rows of ``model`` from now on, but for the columns ``without``.

    Left out is what follows from other columns: a change of nothing else is no state of its own. The rows that are
    there already get their first state from ``first_states`` in the migration.
    """
    name = model._meta.model_name
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(without),
        base_model=Version,
        attrs={"part_of": part_of, "named_by": named_by},
        meta={
            "default_permissions": (),
            "indexes": [models.Index(fields=[column], name=f"{name}_version_{column}"[:30]) for column in part_of],
        },
    )(model)


def first_states(version: type[Version], tracked: type[models.Model]) -> str:
    """SQL that gives each row that is older than the history its first state."""
    columns = [
        field.column
        for field in version._meta.local_fields
        if not field.name.startswith("pgh_") and field.column in {row.column for row in tracked._meta.fields}
    ]
    listed = ", ".join(f'"{column}"' for column in columns)
    return (
        f'INSERT INTO "{version._meta.db_table}" (pgh_created_at, pgh_label, pgh_obj_id, {listed}) '  # noqa: S608
        f'SELECT now(), \'{Version.STAND}\', "{tracked._meta.pk.column}", {listed} FROM "{tracked._meta.db_table}"'
    )
