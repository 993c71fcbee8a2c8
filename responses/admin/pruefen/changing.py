"""What the forms of the page ask for, as changes of the workpiece. ``ACTIONS``: the name in a form → what reads it.

Each reads the posted values and gives a Step. What makes no sense raises ChangeError with a German sentence; the page
shows it at the form and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.http import QueryDict

from inquiries.margin import german
from inquiries.models.drucksache import parse_number
from inquiries.reading.numbers import NumberError, parse_numbers
from inquiries.reading.vocabulary import PARTS
from responses.admin.answers import enumerate_labels
from responses.desk import changes
from responses.desk.changes import ChangeError
from responses.desk.workpiece import NOTHING, Desk, Person, Workpiece, as_day

from .places import owner_name
from .stretches import end_of_part, next_owner, numbers_on, previous_owner, start_of_part

MOST_REASON = 500
MOST_NAME = 200
DATES = frozenset({"date", "received", "issued", "letter_date"})
FIELD_NAMES = {
    "kind": "Art",
    "drucksache": "Drucksache",
    "title": "Titel",
    "date": "Datum",
    "received": "eingegangen",
    "issued": "ausgegeben",
    "reply_kind": "Art der Antwort",
    "ministry": "Ministerium",
    "letter_date": "Schreiben vom",
    "letter_reference": "Aktenzeichen",
    "signed_by": "Unterschrift",
    "office": "Amt",
}
ROLES = {"askers": "Fragestellende", "signatories": "Unterschriften"}
GROUPS = {"fraktionen": "Fraktionen", "co_ministries": "im Einvernehmen mit"}


@dataclass(frozen=True, slots=True)
class Step:
    """A change, what the list of steps calls it, and the place that the page then leads to."""

    was: str
    change: Callable[[Workpiece], Workpiece]
    place: str = ""


Reader = Callable[[QueryDict, Desk], Step]
ACTIONS: dict[str, Reader] = {}


def action(name: str) -> Callable[[Reader], Reader]:
    def register(reader: Reader) -> Reader:
        ACTIONS[name] = reader
        return reader

    return register


def step_of(data: QueryDict, desk: Desk) -> Step:
    """What a form asks for. Raises ChangeError."""
    reader = ACTIONS.get(data.get("tun", ""))
    if reader is None:
        raise ChangeError("Diese Änderung gibt es nicht.")
    step = reader(data, desk)
    return replace(step, was=step.was[:200])


# --- What forms send --------------------------------------------------------------------------------------


def line(data: QueryDict, name: str, *, most: int = 1000) -> str:
    """What was typed into a field of one line."""
    text = " ".join(_clean(data.get(name, "")).split())
    if len(text) > most:
        raise ChangeError(f"Das ist zu lang: höchstens {most} Zeichen.")
    return text


def paragraphs(data: QueryDict, name: str) -> str:
    """What was typed into a field of many lines; lines end in "\\n" whatever the browser sends."""
    text = _clean(data.get(name, "")).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _clean(text: str) -> str:
    if "\0" in text:
        raise ChangeError("Die Eingabe enthält ein Zeichen, das kein Text ist. Bitte ohne dieses eingeben.")
    return text


def offset(data: QueryDict, name: str) -> int:
    try:
        return int(data.get(name, ""))
    except ValueError:
        raise ChangeError("Diese Stelle gibt es im Text nicht.") from None


def numbers(data: QueryDict, name: str = "nummern") -> tuple[str, ...]:
    text = line(data, name)
    if not text:
        raise ChangeError("Bitte eine Nummer angeben, etwa „3“ oder „1 und 2“.")
    try:
        return parse_numbers(text)
    except NumberError as error:
        raise ChangeError(str(error)) from error


def _answer_name(found: tuple[str, ...]) -> str:
    return f"Antwort zu {enumerate_labels(found)}"


# --- Texts and fields -------------------------------------------------------------------------------------


@action("feld")
def _fill(data: QueryDict, desk: Desk) -> Step:
    name = data.get("feld", "")
    value = line(data, "wert")
    if name in DATES and (day := as_day(value)):
        value = day.isoformat()
    if name == "drucksache" and value:
        value = _drucksache(value)
    label = FIELD_NAMES.get(name, name)
    return Step(
        f"{label} geändert" if value else f"{label} geleert", lambda piece: changes.fill(piece, name, value), name
    )


def _drucksache(text: str) -> str:
    try:
        wahlperiode, nummer, zusatz = parse_number(text)
    except ValidationError as error:
        raise ChangeError(" ".join(error.messages)) from error
    return f"{wahlperiode}/{nummer} {zusatz}".strip()


@action("text")
def _write(data: QueryDict, desk: Desk) -> Step:
    place, text = data.get("ort", ""), paragraphs(data, "text")
    if text == desk.text_of(place).strip():
        return Step("Nichts geändert", lambda piece: piece, place)
    return Step(
        f"{owner_name(place, desk.piece)}: Text geändert", lambda piece: changes.write(piece, place, text), place
    )


@action("wie-gelesen")
def _as_read(data: QueryDict, desk: Desk) -> Step:
    place = data.get("ort", "")
    return Step(
        f"{owner_name(place, desk.piece)}: Text wie gelesen", lambda piece: changes.write(piece, place, None), place
    )


@action("wortlaut")
def _wording(data: QueryDict, desk: Desk) -> Step:
    place, number, text = data.get("ort", ""), data.get("nummer", ""), paragraphs(data, "text")
    return Step(
        f"Frage {number} im Wortlaut des Schreibens geändert",
        lambda piece: changes.write_wording(piece, place, number, text),
        place,
    )


@action("abschnitt")
def _describe(data: QueryDict, desk: Desk) -> Step:
    place, section, decision = data.get("ort", ""), line(data, "abschnitt", most=300), "beschluss" in data
    return Step(
        f"{owner_name(place, desk.piece)}: Abschnitt geändert",
        lambda piece: changes.describe_question(piece, place, section=section, decision=decision),
        place,
    )


# --- Questions and answers --------------------------------------------------------------------------------


@action("nummern")
def _renumber(data: QueryDict, desk: Desk) -> Step:
    place, found = data.get("ort", ""), numbers(data)
    was = f"{owner_name(place, desk.piece)}: jetzt {enumerate_labels(found)}"
    return Step(was, lambda piece: changes.renumber(piece, place, found), place)


@action("neue-antwort")
def _add_answer(data: QueryDict, desk: Desk) -> Step:
    found, text = numbers(data), paragraphs(data, "text")
    place = f"a{desk.piece.next_number}"
    return Step(
        f"{_answer_name(found)} eingegeben", lambda piece: changes.add_answer(piece, found, text or None)[0], place
    )


@action("neue-frage")
def _add_question(data: QueryDict, desk: Desk) -> Step:
    if desk.known:
        raise ChangeError("Die Fragen gehören zur erfassten Anfrage und werden dort geändert.")
    found, text = numbers(data), paragraphs(data, "text")
    if len(found) != 1:
        raise ChangeError("Eine Frage hat genau eine Nummer.")
    place = f"f{desk.piece.next_number}"
    return Step(
        f"Frage {found[0]} eingegeben", lambda piece: changes.add_question(piece, found[0], text or None)[0], place
    )


@action("verbinden")
def _merge(data: QueryDict, desk: Desk) -> Step:
    place, into = data.get("ort", ""), data.get("mit", "")
    was = f"{owner_name(into, desk.piece)} und {owner_name(place, desk.piece)} verbunden"
    return Step(was, lambda piece: changes.merge(piece, place, into), into)


@action("entfernen")
def _remove(data: QueryDict, desk: Desk) -> Step:
    place = data.get("ort", "")
    return Step(f"{owner_name(place, desk.piece)} entfernt", lambda piece: changes.remove(piece, place))


@action("keine-antwort")
def _drop_reply(data: QueryDict, desk: Desk) -> Step:
    return Step("Das Papier enthält keine Antwort", changes.drop_reply)


# --- Where text belongs -----------------------------------------------------------------------------------


@action("zuordnen")
def _assign(data: QueryDict, desk: Desk) -> Step:
    """This stretch belongs to "a2", "w:a2:3" (question 3 repeated before that answer), "begruendung", "nothing" …"""
    start, end, target = offset(data, "ab"), offset(data, "bis"), data.get("ziel", "")
    if target == "":
        raise ChangeError("Bitte wählen, wozu der Text gehört.")
    if target.startswith("w:"):
        _, owner, number = [*target.split(":", 2), "", ""][:3]
        was = german(f"repeated question {number}")
        return Step(f"Text zugeordnet: {was}", lambda piece: changes.assign(piece, start, end, owner, number), owner)
    was = "Text gehört zu nichts" if target == NOTHING else f"Text zugeordnet: {owner_name(target, desk.piece)}"
    return Step(was, lambda piece: changes.assign(piece, start, end, target), _place(desk, target))


@action("ab-hier")
def _onwards(data: QueryDict, desk: Desk) -> Step:
    """The boundary moves up: from here on the part belongs to what stands below it."""
    start = offset(data, "ab")
    target = next_owner(desk.piece, start)
    if not target:
        raise ChangeError("Darunter steht kein Teil, zu dem der Text gehören könnte.")
    end = end_of_part(desk.piece, start)
    was = f"Grenze verschoben: gehört zu {owner_name(target, desk.piece)}"
    return Step(was, lambda piece: changes.assign(piece, start, end, target), target)


@action("bis-hier")
def _up_to(data: QueryDict, desk: Desk) -> Step:
    """The boundary moves down: up to here the part belongs to what stands above it."""
    at, end = offset(data, "ab"), offset(data, "bis")
    target = previous_owner(desk.piece, at)
    if not target:
        raise ChangeError("Darüber steht kein Teil, zu dem der Text gehören könnte.")
    start = start_of_part(desk.piece, at)
    was = f"Grenze verschoben: gehört zu {owner_name(target, desk.piece)}"
    return Step(was, lambda piece: changes.assign(piece, start, end, target), target)


@action("neu-ab-hier")
def _begin_answer(data: QueryDict, desk: Desk) -> Step:
    """Here begins a new answer. A line that is only its numbers is its heading."""
    start, end, found = offset(data, "ab"), offset(data, "bis"), numbers(data)
    key = f"a{desk.piece.next_number}"
    return Step(
        f"{_answer_name(found)} beginnt hier",
        lambda piece: _begin(changes.add_answer(piece, found)[0], desk.source, key, start, end),
        key,
    )


@action("neue-frage-ab-hier")
def _begin_question(data: QueryDict, desk: Desk) -> Step:
    if desk.known:
        raise ChangeError("Die Fragen gehören zur erfassten Anfrage und werden dort geändert.")
    start, end, found = offset(data, "ab"), offset(data, "bis"), numbers(data)
    if len(found) != 1:
        raise ChangeError("Eine Frage hat genau eine Nummer.")
    key = f"f{desk.piece.next_number}"
    return Step(
        f"Frage {found[0]} beginnt hier",
        lambda piece: _begin(changes.add_question(piece, found[0])[0], desk.source, key, start, end),
        key,
    )


def _begin(piece: Workpiece, source: str, key: str, start: int, end: int) -> Workpiece:
    end = max(end, end_of_part(piece, start)) if end <= start else end
    piece = changes.assign(piece, start, end, key)
    first = source.find("\n", start, end)
    if first >= 0 and numbers_on(source[start:first]) and source[first:end].strip():
        piece = changes.assign(piece, start, first, key, heading=True)
    return piece


def _place(desk: Desk, target: str) -> str:
    return target if target not in PARTS else ""


# --- People and groups ------------------------------------------------------------------------------------


@action("person")
def _person(data: QueryDict, desk: Desk) -> Step:
    """One name of a role, at its place in the list; behind the last it is a new one, and without a name it goes."""
    role, at = data.get("rolle", ""), offset(data, "stelle")
    if role not in ROLES:
        raise ChangeError("Diese Rolle gibt es nicht.")
    people = list(getattr(desk.piece, role))
    name = line(data, "name", most=MOST_NAME)
    if not 0 <= at <= len(people) or (at == len(people) and not name):
        raise ChangeError("Bitte einen Namen eingeben.")
    meant = data.get("gemeint", "")
    if meant and not (meant.isdecimal() and len(meant) < 18):
        raise ChangeError("Diese Person gibt es nicht.")
    person = Person(name, line(data, "fraktion", most=30), int(meant) if meant else None)
    if at < len(people) and people[at].name != name and people[at].meant == person.meant:
        person = replace(person, meant=None)  # another name is another person until somebody says who
    people[at : at + 1] = [person] if name and "weg" not in data else []
    was = f"{ROLES[role]}: {name or 'Name'} {'entfernt' if 'weg' in data or not name else 'geändert'}"
    return Step(was, lambda piece: changes.name_people(piece, role, people), role)


@action("gruppen")
def _groups(data: QueryDict, desk: Desk) -> Step:
    role = data.get("rolle", "")
    names = [_clean(name) for name in data.getlist("namen") if name]
    return Step(f"{GROUPS.get(role, role)} geändert", lambda piece: changes.name_groups(piece, role, names), role)


@action("ersetzen")
def _rename(data: QueryDict, desk: Desk) -> Step:
    """A name as printed is this ministry or Fraktion of the house, wherever it stands in the head."""
    kind, old, new = data.get("art", ""), _clean(data.get("gedruckt", "")), _clean(data.get("wert", ""))
    if not new:
        raise ChangeError("Bitte auswählen.")
    rename = renamed_ministry if kind == "ministerium" else renamed_fraktion
    return Step(
        f"{old} → {new}", lambda piece: rename(piece, old, new), "ministry" if kind == "ministerium" else "fraktionen"
    )


def renamed_ministry(piece: Workpiece, old: str, new: str) -> Workpiece:
    if piece.get("ministry") == old:
        piece = changes.fill(piece, "ministry", new)
    if old in piece.co_ministries:
        names = [new if name == old else name for name in piece.co_ministries]
        piece = changes.name_groups(piece, "co_ministries", names)
    return piece


def renamed_fraktion(piece: Workpiece, old: str, new: str) -> Workpiece:
    if old in piece.fraktionen:
        piece = changes.name_groups(piece, "fraktionen", [new if name == old else name for name in piece.fraktionen])
    for role in ROLES:
        people = getattr(piece, role)
        if any(person.fraktion == old for person in people):
            named = [replace(one, fraktion=new) if one.fraktion == old else one for one in people]
            piece = changes.name_people(piece, role, named)
    return piece


# --- Findings ---------------------------------------------------------------------------------------------


@action("erledigen")
def _settle(data: QueryDict, desk: Desk) -> Step:
    key = data.get("hinweis", "")
    reason = line(data, "ueblich" if "ueblich" in data else "grund", most=MOST_REASON)
    if not reason:
        raise ChangeError("Bitte einen Grund angeben.")
    return Step("Hinweis mit Grund erledigt", lambda piece: changes.settle(piece, key, reason))


@action("wieder-offen")
def _reopen(data: QueryDict, desk: Desk) -> Step:
    key = data.get("hinweis", "")
    return Step("Hinweis wieder offen", lambda piece: changes.settle(piece, key, None))
