"""Inquiries → one printable document: what stands in it, and its HTML.

A dossier is handed on, so it holds published letters only, whoever prints it.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch
from django.template.loader import render_to_string

from inquiries.models import Antrag, Frage, Parlament, Urheber, Verweis

from . import annex
from .annex import Excerpt
from .chapter import Chapter, chapter
from .models import Stellungnahme
from .register import Citations, CitedPaper, slug

LISTED_QUESTIONS = 40
"""Up to so many questions the table of contents names them, too."""
LINES_ON_COVER = 26
"""Room for titles on the cover of several inquiries: each takes its lines (of 70 characters) and one of space."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """``on`` is the date of export, ``fuer`` who it is for (may be empty). ``annex`` is what the chapters cite, without
    the ``not_annexed`` papers that it had no room for."""

    chapters: tuple[Chapter, ...]
    annex: tuple[Excerpt, ...]
    not_annexed: int
    register: list[CitedPaper]
    on: datetime.date
    fuer: str

    @property
    def title(self) -> str:
        if len(self.chapters) > 1:
            return f"Dossier: {len(self.chapters)} Anfragen"
        return str(self.chapters[0].antrag)

    @property
    def house(self) -> str:
        return Parlament(settings.PARLAMENT).label

    @property
    def on_cover(self) -> tuple[Chapter, ...]:
        room = itertools.accumulate(len(chapter.antrag.titel) // 70 + 2 for chapter in self.chapters)
        return tuple(chapter for chapter, lines in zip(self.chapters, room, strict=True) if lines <= LINES_ON_COVER)

    @property
    def not_on_cover(self) -> int:
        return len(self.chapters) - len(self.on_cover)

    @property
    def lists_questions(self) -> bool:
        return sum(len(pair.questions) for chapter in self.chapters for pair in chapter.pairs) <= LISTED_QUESTIONS

    @property
    def file_name(self) -> str:
        """ "Dossier-17-9075.pdf", of several "Dossier-2026-11-23-5-Anfragen.pdf"."""
        if len(self.chapters) > 1:
            return f"Dossier-{self.on:%Y-%m-%d}-{len(self.chapters)}-Anfragen.pdf"
        antrag = self.chapters[0].antrag
        return f"Dossier-{slug(str(antrag.drucksache)) if antrag.drucksache_id else f'Anfrage-{antrag.pk}'}.pdf"


def inquiries_to_print(pks: Sequence[int]) -> list[Antrag]:
    """The inquiries with all that a dossier shows, in the order of ``pks``, in a fixed number of queries.

    Keys that are no inquiry's are left out.
    """
    rows = Antrag.objects.select_related("drucksache").prefetch_related(
        "fraktionen",
        "fristverlaengerungen",
        Prefetch("urheber", Urheber.objects.select_related("fraktion").order_by("position", "pk")),
        Prefetch("fragen", Frage.objects.order_by("position", "pk")),
        Prefetch("verweise", Verweis.objects.with_target().filter(antwortverweis__isnull=True)),
        Prefetch("stellungnahmen", Stellungnahme.objects.published().for_reading()),
    )
    found = rows.in_bulk(set(pks))
    return [found[pk] for pk in dict.fromkeys(pks) if pk in found]


def by_number(antraege: Sequence[Antrag]) -> list[Antrag]:
    """In order of Wahlperiode and number; inquiries that have none yet come last."""

    def key(antrag: Antrag) -> tuple:
        if (paper := antrag.drucksache) is None:
            return (1, antrag.pk)
        return (0, paper.parlament, paper.wahlperiode, paper.nummer, paper.zusatz)

    return sorted(antraege, key=key)


def inquiries_to_annex(antraege: Sequence[Antrag]) -> list[Antrag]:
    """The inquiries that rows of ``inquiries_to_print`` cite and are not, by number, loaded as those are."""
    return by_number(inquiries_to_print(list(annex.cited_numbers(antraege))))


def compile_dossier(
    antraege: Sequence[Antrag], *, on: datetime.date, fuer: str = "", annexed: Sequence[Antrag] = ()
) -> Dossier:
    """Put the dossier together from rows of ``inquiries_to_print``, in their order. Asks no database.

    ``annexed`` are rows of ``inquiries_to_annex`` when the cited questions and answers are to stand in an annex.
    """
    cited = annex.cited_numbers(antraege) if annexed else {}
    shown = annexed[: annex.MOST_PAPERS]
    citations = Citations(antraege, [(antrag, annex.included(antrag, cited[antrag.pk])) for antrag in shown])
    chapters = tuple(chapter(antrag, citations, on=on) for antrag in antraege)
    excerpts = tuple(annex.excerpt(antrag, cited[antrag.pk], citations) for antrag in shown)
    return Dossier(chapters, excerpts, len(annexed) - len(shown), citations.register(), on, fuer)


def to_html(dossier: Dossier) -> str:
    return render_to_string("dossier/document.html", {"dossier": dossier})
