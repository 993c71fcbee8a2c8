"""Whether a paper that came in is here already, and which inquiry a reply answers.

Nothing is decided here: what is known is shown beside what is stored, and an inquiry is only proposed, and only when
exactly one fits.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import MD5
from django.utils.text import Truncator

from inquiries.models import Antrag, Datei, Drucksache, Frage, Source
from inquiries.models.datei import digest
from inquiries.reading import Paper, same_wording
from inquiries.reading.references import find_references
from inquiries.reading.wording import squeeze
from responses.models import Eingang, Stellungnahme

MOST_WAITING = 2_000
"""So many inquiries without a reply are looked through, the newest first."""
LONG_ENOUGH = 40
"""Letters of a question, or of a title, that say enough to be found in a letter by."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is here already: rows that are stored, or another paper on the desk. ``sentence`` names it."""

    sentence: str
    antrag: Antrag | None = None
    letter: Stellungnahme | None = None
    eingang: Eingang | None = None


def recognise(eingang: Eingang, text: str, paper: Paper, antrag: Antrag | None) -> Known | None:
    """What the paper is known as; None when it is new. ``antrag`` is the inquiry that it answers."""
    return (
        _same_source(eingang, text)
        or _on_the_desk(eingang, text)
        or (None if eingang.ersetzt_id else _same_paper(paper, antrag))
    )


# --- The same file or text ------------------------------------------------------------------------------------


def _same_source(eingang: Eingang, text: str) -> Known | None:
    checksum = (
        Datei.objects.values_list("sha256", flat=True).get(pk=eingang.datei_id)
        if eingang.datei_id
        else digest(text.encode())
    )
    same_bytes = Source.objects.filter(sha256=checksum)
    for rows, what in ((same_bytes, "Dieselbe Datei" if eingang.datei_id else "Derselbe Text"),
                       (_with_text(Source.objects.all(), text), "Derselbe Text")):  # fmt: skip
        for source in rows.only("pk").order_by("pk"):
            letter = source.stellungnahmen.select_related("antrag__drucksache").order_by("-pk").first()
            antrag = letter.antrag if letter else source.antraege.select_related("drucksache").first()
            if antrag:
                return Known(_sentence(what, "ist schon gespeichert", antrag, letter), antrag, letter)
    return None


def _with_text(rows: QuerySet, text: str) -> QuerySet:
    """Those with exactly this text, by the index on its checksum."""
    checksum = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return rows.alias(checksum=MD5("text")).filter(checksum=checksum)


def _on_the_desk(eingang: Eingang, text: str) -> Known | None:
    """An earlier paper in work with the same content: of two, the later one is the double."""
    earlier = Eingang.objects.in_work().filter(pk__lt=eingang.pk).defer("text").select_related("stapel")
    same = earlier.filter(datei_id=eingang.datei_id) if eingang.datei_id else earlier.none()
    other = same.order_by("pk").first() or _with_text(earlier, text).order_by("pk").first()
    if other is None:
        return None
    what = "Dieselbe Datei" if eingang.datei_id and other.datei_id == eingang.datei_id else "Derselbe Text"
    return Known(_cut(f"{what} ist schon in Arbeit: {other}, {other.stapel}"), eingang=other)


# --- The same paper in another copy ---------------------------------------------------------------------------


def _same_paper(paper: Paper, antrag: Antrag | None) -> Known | None:
    if known := _same_letter(paper, antrag):
        return known
    if antrag is not None:
        return None
    if letter := _letter_numbered(paper.drucksache):
        return Known(_sentence(f"Drucksache {paper.drucksache}", "ist schon erfasst", letter.antrag, letter),
                     letter.antrag, letter)  # fmt: skip
    if stored := _inquiry_numbered(paper.drucksache) or _same_inquiry(paper):
        letter = _letters(stored).first() if paper.response else None
        what = f"Drucksache {paper.drucksache}" if paper.drucksache else "Eine Anfrage dieses Titels mit diesen Fragen"
        return Known(_sentence(what, "ist schon erfasst", stored, letter), stored, letter)
    return None


def _same_letter(paper: Paper, antrag: Antrag | None) -> Known | None:
    """The letter of the same day and Aktenzeichen to the same inquiry."""
    reply = paper.response
    if antrag is None or reply is None or not (reply.letter_date and reply.letter_reference):
        return None
    letter = _letters(antrag).filter(schreiben_vom=reply.letter_date, aktenzeichen=reply.letter_reference).first()
    return Known(_sentence("Dieses Schreiben", "ist schon erfasst", antrag, letter), antrag, letter) if letter else None


def _letters(antrag: Antrag) -> QuerySet[Stellungnahme]:
    """What stands in the inquiry, the latest first."""
    return antrag.stellungnahmen.current().order_by("-schreiben_vom", "-pk")


def _letter_numbered(number: str | None) -> Stellungnahme | None:
    rows = Stellungnahme.objects.select_related("antrag__drucksache", "drucksache")
    return rows.filter(drucksache__in=_numbered(number)).first()


def _inquiry_numbered(number: str | None) -> Antrag | None:
    return Antrag.objects.select_related("drucksache").filter(drucksache__in=_numbered(number)).first()


def _numbered(number: str | None) -> QuerySet[Drucksache]:
    try:
        return Drucksache.objects.numbered(number or "")
    except ValidationError:
        return Drucksache.objects.none()


def _same_inquiry(paper: Paper, rows: QuerySet[Antrag] | None = None) -> Antrag | None:
    """The inquiry of the same title that asks the same questions, when it is the only one."""
    if not paper.title or not paper.questions:
        return None
    rows = Antrag.objects.all() if rows is None else rows
    texts = {question.number: question.text for question in paper.questions}
    fitting = []
    for antrag in rows.filter(titel=paper.title).select_related("drucksache").prefetch_related("fragen")[:20]:
        stored = {frage.nummer: frage.text for frage in antrag.fragen.all()}
        if stored.keys() == texts.keys() and all(same_wording(stored[number], texts[number]) for number in texts):
            fitting.append(antrag)
    return _only(fitting)


def _sentence(what: str, verb: str, antrag: Antrag, letter: Stellungnahme | None) -> str:
    name = f"{antrag.get_art_display()} {antrag.number}" if antrag.drucksache_id else antrag.get_art_display()
    reply = f", mit {letter.get_art_display()}" if letter else ""
    if letter and letter.schreiben_vom:
        reply += f" vom {letter.schreiben_vom:%d.%m.%Y}"
    return _cut(f"{what} {verb}: {name} „{Truncator(antrag.titel).chars(120)}“{reply}")


def _cut(sentence: str) -> str:
    return Truncator(sentence).chars(300)


# --- Which inquiry a reply answers ----------------------------------------------------------------------------


def answered_inquiry(text: str, paper: Paper) -> Antrag | None:
    """The stored inquiry that a reply answers: by its number, by the number or subject that its opening names, or by
    the questions that it repeats. None when none fits, or more than one."""
    if paper.response and not _supplements(paper) and (numbered := _inquiry_numbered(paper.drucksache)):
        return None if _letters(numbered).exists() else numbered
    if paper.questions and not paper.response:
        return None
    if paper.questions and paper.title:
        return _same_inquiry(paper, waiting())
    return _named_in(_opening(text)) or _only(_repeated_in(text)) or _only(_subject_of(_opening(text)))


def waiting() -> QuerySet[Antrag]:
    """Inquiries without any reply."""
    return Antrag.objects.filter(fragen_beantwortet=0, stellungnahmen=None)


def _supplements(paper: Paper) -> bool:
    return paper.response is not None and paper.response.kind.startswith("Ergänz")


_OPENING_ENDS = re.compile(
    r"\bwie\s+folgt\b|\bfolgt\s+Stellung\b|^[ \t]*(?:Zu\s(?:Frage\s|Ziffer\s|Nr\.\s)?)?1\s?[.:)]", re.MULTILINE
)
_LONGEST_OPENING = 4_000


def _opening(text: str) -> str:
    """What a letter says before its first answer."""
    end = _OPENING_ENDS.search(text)
    return text[: min(end.start() if end else len(text), _LONGEST_OPENING)]


def _named_in(opening: str) -> Antrag | None:
    """The inquiry whose number the opening of a letter names, when it names one only that is here."""
    ours = [cited for cited in find_references(opening) if cited.parliament == settings.PARLAMENT]
    numbers = {cited.drucksache for cited in ours if cited.kind == "drucksache"}
    named = {antrag.pk: antrag for number in numbers if (antrag := _inquiry_numbered(number))}
    return _only(named.values())


def _repeated_in(text: str) -> Iterator[Antrag]:
    """Waiting inquiries of which the letter repeats at least half of the questions."""
    letter = squeeze(text).casefold()
    questions: dict[int, list[str]] = {}
    newest = waiting().order_by("-pk").values("pk")[:MOST_WAITING]
    for antrag, question in Frage.objects.filter(antrag__in=newest).values_list("antrag_id", "text"):
        questions.setdefault(antrag, []).append(squeeze(question).casefold())
    found = [
        antrag
        for antrag, texts in questions.items()
        if 2 * sum(len(one) >= LONG_ENOUGH and one in letter for one in texts) >= len(texts)
    ]
    return iter(Antrag.objects.filter(pk__in=found[:2]).select_related("drucksache"))


def _subject_of(opening: str) -> Iterator[Antrag]:
    """Waiting inquiries whose title stands in the opening."""
    words = squeeze(opening).casefold()
    for antrag in waiting().select_related("drucksache").order_by("-pk")[:MOST_WAITING]:
        title = squeeze(antrag.titel).casefold()
        if len(title) >= LONG_ENOUGH // 2 and title in words:
            yield antrag


def _only(rows: Iterable[Antrag]) -> Antrag | None:
    """The row, when it is the only one."""
    found = list(rows)
    return found[0] if len(found) == 1 else None
