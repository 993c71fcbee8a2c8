"""Whether the texts of a paper fit into the columns of a row: a paper may say anything."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model


class IntakeError(ValueError):
    """The paper cannot be stored; the message is a German sentence that says why. Nothing was changed."""


Row = TypeVar("Row", bound=Model)


def fitting(row: Row) -> Row:
    """The row, when every text of the paper fits into its column; a paper may say anything. Raises IntakeError."""
    relations = [field.name for field in row._meta.fields if field.is_relation]
    try:
        row.clean_fields(exclude=relations)
    except ValidationError as error:
        sentences = [
            f"{row._meta.get_field(name).verbose_name}: {' '.join(messages)}"
            for name, messages in error.message_dict.items()
        ]
        raise IntakeError(f"{row._meta.verbose_name}, {'; '.join(sentences)} Es wurde nichts geändert.") from error
    return row
