"""The citations of a dossier: where each leads, and the register of all cited papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings

from inquiries.marking import paragraphs
from inquiries.models import Antrag, Verweis
from inquiries.reading.cited_parts import is_part
from inquiries.reading.numbers import sort_key


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. A citation has an ``anchor`` (it can be pointed at) and mostly a ``target``.

    ``inside``: the target is an inquiry of this dossier or its annex, and not the register at its end.
    """

    text: str
    anchor: str = ""
    target: str = ""
    inside: bool = False


Text = list[list[Piece]]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a paper is cited: the anchor to point at, and its name ("17/9075, Ziffer 2")."""

    anchor: str
    label: str


@dataclass(slots=True)
class CitedPaper:
    """A line of the register. ``target`` is the inquiry in this dossier or (``is_annexed``) in its annex, else empty.

    ``mentions`` are the places by the number that they cite, "" for the paper as such; ``noun`` is what the paper
    calls its numbers, ``numbers`` those it has, None when that is not known.
    """

    name: str
    anchor: str
    order: tuple
    titel: str = ""
    state: str = ""
    target: str = ""
    is_annexed: bool = False
    noun: str = "Ziffer"
    numbers: set[str] | None = None
    mentions: dict[str, list[Mention]] = field(default_factory=dict)

    def add(self, mention: Mention, ziffern: Sequence[str]) -> None:
        for label in ziffern or [""]:
            places = self.mentions.setdefault(label, [])
            if mention not in places:
                places.append(mention)

    @property
    def groups(self) -> list[tuple[str, list[Mention]]]:
        """The places under what they cite: of the whole first, then "Ziffer 1", "Ziffer 2"."""
        labels = sorted(self.mentions, key=lambda label: (label != "", sort_key(label)))
        return [(self._named(label), self.mentions[label]) for label in labels]

    def _named(self, label: str) -> str:
        if not label:
            return ""
        missing = self.numbers is not None and not is_part(label, self.numbers)
        return f"{self.noun} {label}{MISSING_PART if missing else ''}"


MISSING_PART = " (gibt es dort nicht)"
NOT_ENTERED = "nicht erfasst"
ELSEWHERE = "erfasst, nicht Teil dieses Dossiers"
OTHER_KINDS = "Plenarprotokolle werden hier nicht erfasst"
AMBIGUOUS = "mehrdeutig: es ist nicht sicher, welches Papier gemeint ist"
NO_TARGET = "ohne Ziel: eine Drucksache mit dieser Angabe kann es nicht geben"


# "10 000" is one number, and stays on one line.
_GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def slug(text: str) -> str:
    return re.sub(r"\W+", "-", text).strip("-")


def anchor_of(antrag: Antrag) -> str:
    return slug(f"Drucksache {antrag.drucksache}") if antrag.drucksache_id else f"Anfrage-{antrag.pk}"


def anchor_of_question(antrag: Antrag, nummer: str) -> str:
    return f"{anchor_of(antrag)}-{antrag.question_noun}-{slug(nummer)}"


class Citations:
    """Cuts the texts of a dossier at their citations, and keeps account of what is cited where."""

    def __init__(self, antraege: Sequence[Antrag], annexed: Sequence[tuple[Antrag, set[str]]] = ()) -> None:
        """``annexed`` are the inquiries of the annex, each with the numbers of the questions that stand there."""
        rows = [*antraege, *(antrag for antrag, _ in annexed)]
        self._numbers = {antrag.pk: {frage.nummer for frage in antrag.fragen.all()} for antrag in rows}
        self._shown = self._numbers | {antrag.pk: numbers for antrag, numbers in annexed}
        self._inside = {antrag.pk: antrag for antrag in rows}
        self._annexed = {antrag.pk for antrag, _ in annexed}
        self._papers: dict[str, CitedPaper] = {}

    def cut(self, text: str, verweise: Iterable[Verweis], antrag: Antrag, place: str, anchor: str) -> Text:
        """``text`` in paragraphs and pieces. ``place`` names it ("Ziffer 2"), ``anchor`` is where it begins."""
        verweise = list(verweise)
        cut = [
            [self._piece(segment.text, segment.verweis, antrag) for segment in paragraph]
            for paragraph in paragraphs(text, verweise)
        ]
        marked = {piece.anchor for paragraph in cut for piece in paragraph}
        for verweis in verweise:
            own = _own_anchor(verweis)
            mention = Mention(own if own in marked else anchor, self._place(antrag, place))
            if paper := self._paper(verweis):
                paper.add(mention, verweis.ziffern)
        return cut

    def register(self) -> list[CitedPaper]:
        """Every cited paper: the own house's by number, then the others', then minutes and unclear citations."""
        return sorted(self._papers.values(), key=lambda paper: paper.order)

    def _place(self, antrag: Antrag, place: str) -> str:
        name = f"{antrag.number}, {place}" if len(self._inside) > 1 else place
        return f"{name} (Anhang)" if antrag.pk in self._annexed else name

    def _piece(self, text: str, verweis: Verweis | None, antrag: Antrag) -> Piece:
        text = _GROUPED.sub("\u00a0", text)
        if verweis is None:
            return Piece(text)
        cited = antrag.pk if verweis.art == Verweis.Art.SAME_PAPER else cited_inquiry(verweis)
        if target := self._target(cited, verweis.ziffern):
            return Piece(text, _own_anchor(verweis), target, inside=True)
        paper = self._paper(verweis)
        return Piece(text, _own_anchor(verweis), paper.anchor if paper else "")

    def _target(self, cited: int | None, ziffern: Sequence[str]) -> str:
        """The first named Ziffer that the cited inquiry has, else the inquiry; empty when it is not in here."""
        if cited not in self._inside:
            return ""
        antrag = self._inside[cited]
        named = next((nummer for label in ziffern for nummer in self._having(cited, label)), None)
        return anchor_of_question(antrag, named) if named else anchor_of(antrag)

    def _having(self, cited: int, label: str) -> list[str]:
        """The shown questions that a cited label means: its own number, else those that it is a part of."""
        numbers = sorted(self._shown[cited], key=sort_key)
        return [label] if label in numbers else [nummer for nummer in numbers if is_part(label, [nummer])]

    def _paper(self, verweis: Verweis) -> CitedPaper | None:
        """The line of the register; None for citations of the same paper and of letters."""
        if verweis.art in (Verweis.Art.SAME_PAPER, Verweis.Art.LETTER):
            return None
        name, order = _name_and_order(verweis)
        if name not in self._papers:
            self._papers[name] = self._new_paper(verweis, name, order)
        return self._papers[name]

    def _new_paper(self, verweis: Verweis, name: str, order: tuple) -> CitedPaper:
        paper = CitedPaper(name, f"Verzeichnis-{slug(name)}", order)
        cited = cited_inquiry(verweis)
        if cited in self._inside:
            antrag = self._inside[cited]
            paper.titel, paper.noun, paper.numbers = antrag.titel, antrag.question_noun, self._numbers[cited]
            paper.target, paper.is_annexed = self._target(cited, ()), cited in self._annexed
        elif cited:
            paper.titel = getattr(getattr(verweis.drucksache, "antrag", None), "titel", "")
            paper.state = ELSEWHERE
        else:
            paper.state = _state(verweis)
        return paper


def _own_anchor(verweis: Verweis) -> str:
    return f"Verweis-{verweis.pk}"


def cited_inquiry(verweis: Verweis) -> int | None:
    """The key of the inquiry that the cited number belongs to; a published reply's own number is its inquiry's."""
    drucksache = verweis.drucksache
    if verweis.ausgang != Verweis.Ausgang.TARGET:
        return None
    if hasattr(drucksache, "antrag"):
        return drucksache.antrag.pk
    if hasattr(drucksache, "stellungnahme") and drucksache.stellungnahme.is_published:
        return drucksache.stellungnahme.antrag_id
    return None


def _state(verweis: Verweis) -> str:
    """How a cited paper stands that is not here."""
    if verweis.ausgang == Verweis.Ausgang.AMBIGUOUS:
        return AMBIGUOUS
    if verweis.ausgang == Verweis.Ausgang.NO_TARGET or not (verweis.drucksache or verweis.protokoll):
        return NO_TARGET
    if verweis.drucksache is None:
        return OTHER_KINDS
    if verweis.drucksache.parlament != settings.PARLAMENT:
        return f"{verweis.drucksache.get_parlament_display()}, {NOT_ENTERED}"
    return NOT_ENTERED


def _name_and_order(verweis: Verweis) -> tuple[str, tuple]:
    if verweis.ausgang == Verweis.Ausgang.TARGET and (drucksache := verweis.drucksache):
        foreign = "" if drucksache.parlament == settings.PARLAMENT else drucksache.parlament
        order = (0, foreign, drucksache.wahlperiode, drucksache.nummer, drucksache.zusatz)
        return f"Drucksache {drucksache}", order
    if verweis.art == Verweis.Art.PLENARPROTOKOLL:
        return f"Plenarprotokoll {verweis.protokoll}", (1, *map(int, re.findall(r"\d+", verweis.protokoll)))
    quoted = " ".join(verweis.zitat.split())
    return f"„{quoted}“", (2, quoted)
