"""Whether a paper that came in is here already, or corrects or adds to what is.

Nothing is decided here: what is known is shown beside what is stored.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.functions import MD5
from django.utils.text import Truncator

from inquiries.models import Antrag, Datei, Source
from inquiries.models.datei import digest
from inquiries.reading import Paper, Response
from responses.models import Eingang, Stellungnahme

from .answered import AKTENZEICHEN, Fitting, fitting, papers_numbered, same_inquiries


@dataclass(frozen=True, slots=True)
class Known:
    """What is here already: rows that are stored, or another paper on the desk. ``sentence`` names it."""

    sentence: str
    antrag: Antrag | None = None
    letter: Stellungnahme | None = None
    eingang: Eingang | None = None
    inquiries: tuple[Antrag, ...] = ()
    """When the paper is new, but it is not certain which inquiry it answers, or whether it corrects a letter: all
    that may be meant; ``antrag`` is the first of them."""


def recognise(
    eingang: Eingang, text: str, paper: Paper, antrag: Antrag | None, *, alone: bool, fits: Fitting | None = None
) -> Known | None:
    """What the paper is known as; None when it is new. ``antrag`` is the inquiry that it answers.

    ``alone``: see ``fitting``; ``fits`` is what that gave, when it was asked already.
    """
    if known := _same_source(eingang, text) or _on_the_desk(eingang, text):
        return known
    if eingang.ersetzt_id:
        return None
    if letter := _letter_numbered(paper.drucksache):
        return _is_here(f"Drucksache {paper.drucksache}", letter.antrag, letter)
    if antrag is not None:
        return _same_letter(paper.response, antrag) or _same_aktenzeichen(paper.response, antrag)
    fits = fits or fitting(text, paper, alone=alone)
    return (_answered_before(paper, fits) if alone else None) or _several(paper, fits) or _same_paper(paper)


def among(known: Known, key: str, paper: Paper) -> Known:
    """The same with another of its inquiries in front, when ``key`` names one."""
    chosen = next((one for one in known.inquiries if str(one.pk) == key), known.antrag)
    if chosen is None or chosen == known.antrag:
        return known
    return Known(known.sentence, chosen, _letter_like(paper.response, chosen), inquiries=known.inquiries)


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


# --- The same paper in another copy, or another version of it -------------------------------------------------


def _is_here(what: str, antrag: Antrag, letter: Stellungnahme | None) -> Known:
    return Known(_sentence(what, "ist schon erfasst", antrag, letter), antrag, letter)


def _same_paper(paper: Paper) -> Known | None:
    """A whole paper whose inquiry is entered."""
    stored = _inquiry_numbered(paper.drucksache) or next(iter(same_inquiries(paper)), None)
    if stored is None:
        return None
    letter = _letter_like(paper.response, stored) if paper.response else None
    what = f"Drucksache {paper.drucksache}" if paper.drucksache else "Eine Anfrage dieses Titels mit diesen Fragen"
    return _is_here(what, stored, letter)


def _same_letter(reply: Response | None, antrag: Antrag) -> Known | None:
    """The letter of the same day and Aktenzeichen to the same inquiry."""
    if reply is None or not (reply.letter_date and reply.letter_reference):
        return None
    letters = latest_versions(antrag).filter(schreiben_vom=reply.letter_date, aktenzeichen=reply.letter_reference)
    letter = letters.first()
    return _is_here("Dieses Schreiben", antrag, letter) if letter else None


def _same_aktenzeichen(reply: Response | None, antrag: Antrag) -> Known | None:
    """A letter of another day with the same Aktenzeichen to the same inquiry, which this one may correct."""
    if reply is None or not reply.letter_reference or reply.kind.startswith("Ergänz"):
        return None
    letter = latest_versions(antrag).filter(aktenzeichen=reply.letter_reference).first()
    return _may_correct(AKTENZEICHEN, antrag, letter) if letter else None


def _answered_before(paper: Paper, fits: Fitting) -> Known | None:
    """A letter alone to the only inquiry that fits, where a letter is already."""
    antrag = fits.only
    if antrag is None:
        return None
    if known := _same_letter(paper.response, antrag):
        return known
    return None if fits.answered else _may_correct(fits.sign, antrag, _letter_like(paper.response, antrag))


def _may_correct(sign: str, antrag: Antrag, letter: Stellungnahme | None) -> Known:
    return Known(_sentence("Das Schreiben", sign, antrag, letter), antrag, letter, inquiries=(antrag,))


def _several(paper: Paper, fits: Fitting) -> Known | None:
    """A reply that fits several inquiries: which of them it answers is for a clerk to say."""
    if len(fits.inquiries) < 2:
        return None
    first = fits.inquiries[0]
    sentence = f"Das Schreiben passt zu {len(fits.inquiries)} Anfragen. Bitte wählen, welche es beantwortet"
    return Known(sentence, first, _letter_like(paper.response, first), inquiries=fits.inquiries)


def latest_versions(antrag: Antrag) -> QuerySet[Stellungnahme]:
    """The letters to an inquiry, each in its latest version, whatever became of that; the latest letter first."""
    letters = antrag.stellungnahmen.filter(ersetzt_durch=None)
    return letters.order_by(F("schreiben_vom").desc(nulls_last=True), "-pk")


def _letter_like(reply: Response | None, antrag: Antrag) -> Stellungnahme | None:
    """The letter that a reply to the same inquiry is shown beside: that of the same Aktenzeichen, else the latest."""
    letters = latest_versions(antrag)
    reference = reply.letter_reference if reply else None
    return (letters.filter(aktenzeichen=reference).first() if reference else None) or letters.first()


def _letter_numbered(number: str | None) -> Stellungnahme | None:
    rows = Stellungnahme.objects.select_related("antrag__drucksache", "drucksache")
    return rows.filter(drucksache__in=papers_numbered(number)).first()


def _inquiry_numbered(number: str | None) -> Antrag | None:
    return Antrag.objects.select_related("drucksache").filter(drucksache__in=papers_numbered(number)).first()


def _sentence(what: str, verb: str, antrag: Antrag, letter: Stellungnahme | None) -> str:
    name = f"{antrag.get_art_display()} {antrag.number}" if antrag.drucksache_id else antrag.get_art_display()
    reply = f", mit {letter.get_art_display()}" if letter else ""
    if letter and letter.schreiben_vom:
        reply += f" vom {letter.schreiben_vom:%d.%m.%Y}"
    if letter and not letter.is_published:
        reply += f" ({letter.get_state_display()})"
    return _cut(f"{what} {verb}: {name} „{Truncator(antrag.titel).chars(120)}“{reply}")


def _cut(sentence: str) -> str:
    return Truncator(sentence).chars(300)
