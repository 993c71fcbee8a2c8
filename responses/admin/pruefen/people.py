"""Who is meant by a name on the paper: the members of that name, and what becomes of it when it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inquiries.models import Abgeordnete
from responses.authorship import NOBODY, plain_name, surname
from responses.desk.workpiece import Person


@dataclass(frozen=True, slots=True)
class Someone:
    """A name on the paper with the members whom it can mean; ``state`` says in German what will be stored."""

    person: Person
    candidates: tuple[Abgeordnete, ...]
    state: str
    is_unclear: bool = False


def someone(person: Person, members: Sequence[Abgeordnete]) -> Someone:
    """``members``: all who have the surname of anybody on the paper."""
    plain = plain_name(person.name)
    same_surname = tuple(one for one in members if one.nachname.casefold() == surname(person.name).casefold())
    same = tuple(one for one in same_surname if one.name == plain)
    if person.meant == NOBODY:
        return Someone(person, same_surname, "niemand Bestimmtes")
    if person.meant is not None:
        chosen = next((one.name for one in members if one.pk == person.meant), "")
        return Someone(person, same_surname, f"ausgewählt: {chosen}" if chosen else "ausgewählt")
    if len(same) == 1:
        return Someone(person, same_surname, "im Verzeichnis")
    if same:
        return Someone(person, same_surname, f"{len(same)} dieses Namens: bitte wählen", is_unclear=True)
    return Someone(person, same_surname, "neu" if " " in plain else "")


__all__ = ["Someone", "someone", "surname"]
