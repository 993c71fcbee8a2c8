"""What a clerk may change in a workpiece. Each change is a pure function that gives a new workpiece.

Refused changes raise ChangeError with a German sentence; the workpiece stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from inquiries.reading.numbers import sort_key

from .workpiece import (
    BEGRUENDUNG,
    FIELDS,
    HEADING,
    LABEL,
    LEFT_OVER,
    NOTHING,
    REPEATED,
    TEXT,
    VORBEMERKUNG,
    Asked,
    Given,
    Person,
    Segment,
    Workpiece,
)

LOOSE = (
    NOTHING,
    LEFT_OVER,
    "head",
    "opening",
    "opening of the reply",
    "section heading",
    "closing",
    "footnote",
    "Anlage",
)
"""Parts of a source to which a stretch can be put that are no text of an owner."""


class ChangeError(ValueError):
    """The change makes no sense on this workpiece; the message says so in German."""


# --- Where text belongs -----------------------------------------------------------------------------------


def assign(
    piece: Workpiece, start: int, end: int, target: str, number: str = "", *, heading: bool = False
) -> Workpiece:
    """Put the stretch of the source to ``target``: the key of a question or answer, "begruendung", "vorbemerkung",
    or one of LOOSE. With ``number``, it is that question as the letter repeats it before the answer ``target``;
    as ``heading``, it stands above the text of the target and is no part of it.

    Furniture inside the stretch stays furniture, unless the stretch lies within it.
    """
    length = piece.segments[-1].end if piece.segments else 0
    if not 0 <= start < end <= length:
        raise ChangeError("Diese Stelle gibt es im Text nicht.")
    if target in LOOSE:
        part, owner = target, ""
    elif target in (BEGRUENDUNG, VORBEMERKUNG) or piece.asked(target) or piece.given(target):
        part, owner = HEADING if heading else TEXT, target
    else:
        raise ChangeError("Diesen Teil gibt es nicht mehr. Bitte neu wählen.")
    if number:
        given = piece.given(target)
        if given is None or number not in given.numbers:
            raise ChangeError(f"Zu Nummer {number} gibt es hier keine Antwort.")
        part = REPEATED
    inside = any(one.is_furniture and one.start <= start and end <= one.end for one in piece.segments)
    segments = []
    for one in piece.segments:
        low, high = max(one.start, start), min(one.end, end)
        if low >= high or (one.is_furniture and not inside):
            segments.append(one)
            continue
        segments += [
            replace(one, end=low),
            Segment(low, high, part, owner, number),
            replace(one, start=high),
        ]
    changed = {one.owner for one in piece.segments if one.start < end and start < one.end} | {owner}
    return _read_again(replace(piece, segments=_joined(segments), has_reply=_replies(piece, owner)), changed)


def _replies(piece: Workpiece, owner: str) -> bool:
    return piece.has_reply or owner == VORBEMERKUNG or piece.given(owner) is not None


def _joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Without empty ones, and with neighbours of the same kind as one."""
    joined: list[Segment] = []
    for one in segments:
        if one.start >= one.end:
            continue
        last = joined[-1] if joined else None
        if last and (last.part, last.owner, last.number) == (one.part, one.owner, one.number):
            joined[-1] = replace(last, end=one.end)
        else:
            joined.append(one)
    return tuple(joined)


def _read_again(piece: Workpiece, owners: Iterable[str]) -> Workpiece:
    """Let the texts of these owners be those of their segments again, but for those that a clerk typed."""
    free = set(owners) - set(piece.touched) - {""}
    return replace(
        piece,
        questions=tuple(replace(one, typed=None) if one.key in free else one for one in piece.questions),
        answers=tuple(replace(one, typed=None, wordings={}) if one.key in free else one for one in piece.answers),
    )


# --- Questions and answers --------------------------------------------------------------------------------


def add_answer(piece: Workpiece, numbers: Sequence[str], text: str | None = None) -> tuple[Workpiece, str]:
    """A new answer, typed or (without ``text``) waiting for a stretch of the source; gives its key, too."""
    _check_numbers(numbers)
    key = f"a{piece.next_number}"
    given = Given(key, tuple(numbers), text)
    touched = (*piece.touched, key) if text is not None else piece.touched
    return replace(piece, answers=_sorted((*piece.answers, given)), has_reply=True, touched=touched), key


def add_question(piece: Workpiece, number: str, text: str | None = None) -> tuple[Workpiece, str]:
    _check_numbers([number])
    key = f"f{piece.next_number}"
    touched = (*piece.touched, key) if text is not None else piece.touched
    questions = sorted((*piece.questions, Asked(key, number, text)), key=lambda one: sort_key(one.number))
    return replace(piece, questions=tuple(questions), from_reply=False, touched=touched), key


def renumber(piece: Workpiece, key: str, numbers: Sequence[str]) -> Workpiece:
    """Change the numbers that an answer belongs to, or the number of a question."""
    _check_numbers(numbers)
    if question := piece.asked(key):
        if len(numbers) != 1:
            raise ChangeError("Eine Frage hat genau eine Nummer.")
        return _with(piece, replace(question, number=numbers[0]))
    given = _answer(piece, key)
    wordings = {number: text for number, text in given.wordings.items() if number in numbers}
    changed = _with(piece, replace(given, numbers=tuple(numbers), wordings=wordings))
    return replace(changed, segments=tuple(_repeats_taken_up(piece, key, numbers)))


def _repeats_taken_up(piece: Workpiece, key: str, numbers: Sequence[str]) -> Iterable[Segment]:
    """The segments; a question repeated above an answer that is now said to be to it, too, is repeated for it."""
    begins = next((one.start for one in piece.segments if one.owner == key and one.part == TEXT), 0)
    parts = {f"repeated question {number}": (REPEATED, number) for number in numbers}
    parts |= {f"label of repeated question {number}": (LABEL, "") for number in numbers}
    for one in piece.segments:
        if not one.owner and one.part in parts and one.end <= begins:
            part, number = parts[one.part]
            yield replace(one, part=part, owner=key, number=number)
        else:
            yield one


def merge(piece: Workpiece, key: str, into: str) -> Workpiece:
    """Make one answer of two: the numbers and texts of both."""
    if key == into:
        raise ChangeError("Eine Antwort kann nicht mit sich selbst verbunden werden.")
    first, second = _answer(piece, into), _answer(piece, key)
    numbers = sorted({*first.numbers, *second.numbers}, key=sort_key)
    typed = None
    if first.typed is not None or second.typed is not None:
        if first.typed is None or second.typed is None:
            raise ChangeError(
                "Eine der beiden Antworten ist von Hand geändert, die andere nicht. Bitte zuerst „wie gelesen“ "
                "wiederherstellen oder beide von Hand eingeben."
            )
        typed = "\n\n".join(filter(None, [first.typed, second.typed]))
    segments = [replace(one, owner=into) if one.owner == key else one for one in piece.segments]
    merged = replace(first, numbers=tuple(numbers), typed=typed, wordings={**second.wordings, **first.wordings})
    answers = [merged if one.key == into else one for one in piece.answers if one.key != key]
    return replace(piece, segments=_joined(segments), answers=_sorted(answers))


def split(piece: Workpiece, key: str, at: int, numbers: Sequence[str]) -> tuple[Workpiece, str]:
    """Let a new answer to ``numbers`` begin at the offset ``at`` of the source; gives its key, too."""
    _answer(piece, key)
    following = [one for one in piece.segments if one.owner == key and one.end > at]
    if not following:
        raise ChangeError("Hinter dieser Stelle steht kein Text der Antwort.")
    piece, new = add_answer(piece, numbers)
    for one in following:
        piece = assign(piece, max(one.start, at), one.end, new)
    return piece, new


def remove(piece: Workpiece, key: str) -> Workpiece:
    """Take a question or an answer away; what was read of it belongs to no part then."""
    if piece.asked(key) is None and piece.given(key) is None:
        raise ChangeError("Diesen Teil gibt es nicht mehr.")
    segments = [Segment(one.start, one.end, LEFT_OVER) if one.owner == key else one for one in piece.segments]
    return replace(
        piece,
        segments=_joined(segments),
        questions=tuple(one for one in piece.questions if one.key != key),
        answers=tuple(one for one in piece.answers if one.key != key),
        touched=tuple(name for name in piece.touched if name != key),
    )


def drop_reply(piece: Workpiece) -> Workpiece:
    """The paper holds no reply."""
    for given in piece.answers:
        piece = remove(piece, given.key)
    return replace(piece, has_reply=False)


# --- Texts and fields -------------------------------------------------------------------------------------


def write(piece: Workpiece, owner: str, text: str | None) -> Workpiece:
    """Type the text of a question, an answer, the Begründung or the Vorbemerkung; None goes back to the source."""
    touched = tuple(name for name in piece.touched if name != owner)
    if text is not None:
        touched = (*touched, owner)
    if owner == BEGRUENDUNG:
        return replace(piece, begruendung=text, touched=touched)
    if owner == VORBEMERKUNG:
        return replace(piece, vorbemerkung=text, has_reply=piece.has_reply or bool(text), touched=touched)
    item = piece.asked(owner) or piece.given(owner)
    if item is None:
        raise ChangeError("Diesen Teil gibt es nicht mehr.")
    return replace(_with(piece, replace(item, typed=text)), touched=touched)


def write_wording(piece: Workpiece, key: str, number: str, text: str) -> Workpiece:
    """Type a question as the letter repeats it; "" goes back to the source."""
    given = _answer(piece, key)
    if number not in given.numbers:
        raise ChangeError(f"Zu Nummer {number} gibt es hier keine Antwort.")
    wordings = {one: wording for one, wording in given.wordings.items() if one != number}
    return _with(piece, replace(given, wordings=wordings | {number: text} if text else wordings))


def fill(piece: Workpiece, name: str, value: str) -> Workpiece:
    """Fill in a field of the head."""
    if name not in FIELDS:
        raise ChangeError("Dieses Feld gibt es nicht.")
    fields = {one: text for one, text in piece.fields.items() if one != name}
    if value:
        fields[name] = value
    touched = (*(one for one in piece.touched if one != name), name)
    return replace(piece, fields=fields, touched=touched)


def describe_question(piece: Workpiece, key: str, *, section: str, decision: bool) -> Workpiece:
    question = piece.asked(key)
    if question is None:
        raise ChangeError("Diese Frage gibt es nicht mehr.")
    return _with(piece, replace(question, section=section, decision=decision))


def name_people(piece: Workpiece, role: str, people: Iterable[Person]) -> Workpiece:
    """The people of a role, "askers" or "signatories", in their order."""
    if role not in ("askers", "signatories"):
        raise ChangeError("Diese Rolle gibt es nicht.")
    return replace(piece, **{role: tuple(people)}, touched=_touched(piece, role))


def name_groups(piece: Workpiece, role: str, names: Iterable[str]) -> Workpiece:
    """The Fraktionen of the paper ("fraktionen") or the ministries in agreement ("co_ministries")."""
    if role not in ("fraktionen", "co_ministries"):
        raise ChangeError("Dieses Feld gibt es nicht.")
    return replace(piece, **{role: tuple(dict.fromkeys(names))}, touched=_touched(piece, role))


def _touched(piece: Workpiece, name: str) -> tuple[str, ...]:
    return (*(one for one in piece.touched if one != name), name)


def settle(piece: Workpiece, finding: str, reason: str | None) -> Workpiece:
    """Say why a finding (by its key) may stand; None takes it back."""
    settled = {key: text for key, text in piece.settled.items() if key != finding}
    return replace(piece, settled=settled | {finding: reason} if reason else settled)


# --- Parts of these ---------------------------------------------------------------------------------------


def _answer(piece: Workpiece, key: str) -> Given:
    if given := piece.given(key):
        return given
    raise ChangeError("Diese Antwort gibt es nicht mehr.")


def _check_numbers(numbers: Sequence[str]) -> None:
    if not numbers:
        raise ChangeError("Bitte eine Nummer angeben.")


def _with(piece: Workpiece, item: Asked | Given) -> Workpiece:
    if isinstance(item, Asked):
        return replace(piece, questions=tuple(item if one.key == item.key else one for one in piece.questions))
    return replace(piece, answers=_sorted(item if one.key == item.key else one for one in piece.answers))


def _sorted(answers: Iterable[Given]) -> tuple[Given, ...]:
    """In the order of their first numbers; what the paper has in another order stays so among equals."""
    return tuple(sorted(answers, key=lambda one: sort_key(one.numbers[0])))
