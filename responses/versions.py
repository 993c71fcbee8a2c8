"""The versions of a letter, and what differs from one to the next. Pure: loaded rows in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from inquiries.reading.numbers import sort_key
from inquiries.reading.wording import difference

from .models import Antwort, Stellungnahme


@dataclass(frozen=True, slots=True)
class Difference:
    """One text that two versions do not have in common; ``words`` in the kinds of ``wording.difference``.

    One that only the later version has is all "repeated", one that is gone all "asked".
    """

    label: str
    words: tuple[tuple[str, str], ...]


def line_of(letter: Stellungnahme, letters: Iterable[Stellungnahme]) -> list[Stellungnahme]:
    """All versions of this letter among ``letters``, the latest first."""
    by_key = {row.pk: row for row in letters}
    after = {row.ersetzt_id: row for row in by_key.values() if row.ersetzt_id}
    row = by_key[letter.pk]
    while row.pk in after:
        row = after[row.pk]
    line = [row]
    while (before := by_key.get(line[-1].ersetzt_id)) is not None:
        line.append(before)
    return line


def compare(before: Stellungnahme, after: Stellungnahme) -> tuple[Difference, ...]:
    """What differs, in the order of the letter: head, Vorbemerkung, each answer, signature.

    Both with ``antrag``, ``ministerium``, ``im_einvernehmen``, ``antworten``, their ``ziffern`` and
    ``luecken__frage`` at hand.
    """
    head, foot = _head(before), _foot(before)
    texts = [(label, text, _head(after)[label]) for label, text in head.items()]
    texts += [*_answers(before, after), *_reasons(before, after)]
    texts += [(label, text, _foot(after)[label]) for label, text in foot.items()]
    return tuple(
        Difference(label, difference(one, other)) for label, one, other in texts if one.split() != other.split()
    )


def numbers_of(antwort: Antwort) -> tuple[str, ...]:
    return tuple(sorted((ziffer.nummer for ziffer in antwort.ziffern.all()), key=sort_key))


def _head(letter: Stellungnahme) -> dict[str, str]:
    agreeing = sorted(str(ministerium) for ministerium in letter.im_einvernehmen.all())
    return {
        "Art": letter.get_art_display(),
        "Ministerium": letter.ministry_name,
        "Im Einvernehmen mit": "; ".join(filter(None, [*agreeing, letter.im_einvernehmen_gedruckt])),
        "Schreiben vom": date_format(letter.schreiben_vom, "j. F Y") if letter.schreiben_vom else "",
        "Aktenzeichen": letter.aktenzeichen,
        "Vorbemerkung": letter.vorbemerkung,
    }


def _foot(letter: Stellungnahme) -> dict[str, str]:
    return {"Unterzeichnet von": letter.unterzeichnet_von, "Amt": letter.amt}


def _answers(before: Stellungnahme, after: Stellungnahme) -> list[tuple[str, str, str]]:
    """Each answer beside the one it was: that of the same numbers, else the first that shares one with it."""
    left = list(before.antworten.all())
    later = list(after.antworten.all())
    pairs: list[tuple[Antwort | None, Antwort | None]] = []
    same = {numbers_of(antwort): antwort for antwort in left}
    matched = {antwort.pk: same.pop(numbers_of(antwort), None) for antwort in later}
    left = [antwort for antwort in left if antwort not in matched.values()]
    for antwort in later:
        was = matched[antwort.pk] or next(
            (row for row in left if set(numbers_of(row)) & set(numbers_of(antwort))), None
        )
        if was in left:
            left.remove(was)
        pairs.append((was, antwort))
    pairs += [(antwort, None) for antwort in left]
    pairs.sort(key=lambda pair: [sort_key(number) for number in numbers_of(pair[1] or pair[0])])
    texts = []
    for was, now in pairs:
        label = f"Antwort zu {', '.join(numbers_of(now or was)) or '–'}"
        if was and now and numbers_of(was) != numbers_of(now):
            texts.append((f"{label}: Nummern", ", ".join(numbers_of(was)), ", ".join(numbers_of(now))))
        texts.append((label, was.text if was else "", now.text if now else ""))
        texts += _wordings(was, now)
    return texts


def _wordings(was: Antwort | None, now: Antwort | None) -> list[tuple[str, str, str]]:
    ziffern = [antwort.ziffern.all() if antwort else () for antwort in (was, now)]
    one, other = ({ziffer.nummer: ziffer.wortlaut for ziffer in rows} for rows in ziffern)
    numbers: Sequence[str] = sorted({**one, **other}, key=sort_key)
    return [(f"{number} im Wortlaut des Schreibens", one.get(number, ""), other.get(number, "")) for number in numbers]


def _reasons(before: Stellungnahme, after: Stellungnahme) -> list[tuple[str, str, str]]:
    one, other = ({luecke.frage.nummer: luecke.grund for luecke in row.luecken.all()} for row in (before, after))
    numbers = sorted({**one, **other}, key=sort_key)
    noun = after.antrag.question_noun
    return [(f"{noun} {number} ohne Antwort, weil", one.get(number, ""), other.get(number, "")) for number in numbers]
