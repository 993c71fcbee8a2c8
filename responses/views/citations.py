"""The citations of one page: what each cites, how that stands here, and where its link leads."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings

from inquiries.marking import Segment, paragraphs
from inquiries.models import Antrag, Drucksache, Frage, Verweis
from responses.models import Stellungnahme


class Standing(enum.StrEnum):
    """How a citation stands; the value is the name in the page's markup."""

    ENTERED = "entered"
    MISSING = "missing"
    HERE = "here"
    OTHER_HOUSE = "other-house"
    PROTOCOL = "protocol"
    LETTER = "letter"
    AMBIGUOUS = "ambiguous"
    NO_TARGET = "no-target"


NOTES = {
    Standing.ENTERED: "",
    Standing.MISSING: "nicht erfasst",
    Standing.HERE: "",
    Standing.OTHER_HOUSE: "anderes Parlament",
    Standing.PROTOCOL: "hier nicht geführt",
    Standing.LETTER: "Schreiben",
    Standing.AMBIGUOUS: "mehrdeutig",
    Standing.NO_TARGET: "kein Ziel",
}
EXPLANATIONS = {
    Standing.ENTERED: "",
    Standing.MISSING: "",
    Standing.HERE: "",
    Standing.OTHER_HOUSE: "Drucksachen anderer Parlamente werden hier nicht erfasst.",
    Standing.PROTOCOL: "Plenarprotokolle werden hier nicht erfasst.",
    Standing.LETTER: "Schreiben, die keine Drucksache sind, werden hier nicht erfasst.",
    Standing.AMBIGUOUS: "Es ist nicht sicher, welches Papier gemeint ist.",
    Standing.NO_TARGET: "Eine Drucksache mit dieser Angabe kann es nicht geben.",
}


@dataclass(frozen=True, slots=True)
class Target:
    """What is cited. ``title`` is that of the inquiry when it is here, ``href`` empty where nothing can be opened."""

    standing: Standing
    name: str
    title: str = ""
    href: str = ""

    @property
    def note(self) -> str:
        """How it stands, in a word or two; empty when its link leads to what is cited."""
        return NOTES[self.standing]

    @property
    def explanation(self) -> str:
        return EXPLANATIONS[self.standing]


@dataclass(frozen=True, slots=True)
class Part:
    """A cited Ziffer. ``href`` is empty when its paper is not here or has no such number (``unknown``)."""

    nummer: str
    href: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation where it stands in its text (``start`` to ``ende``), and what it leads to."""

    verweis: Verweis
    target: Target
    parts: tuple[Part, ...]

    @property
    def start(self) -> int:
        return self.verweis.start

    @property
    def ende(self) -> int:
        return self.verweis.ende

    @property
    def zitat(self) -> str:
        return self.verweis.zitat

    @property
    def href(self) -> str:
        """To the first part that can be opened, else to the paper."""
        return next((part.href for part in self.parts if part.href), self.target.href)


@dataclass(frozen=True, slots=True)
class Cited:
    """One target of a text with all parts of it that the text cites."""

    target: Target
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as the page prints it: its paragraphs, and what it cites."""

    paragraphs: list[list[Segment]]
    cited: tuple[Cited, ...]

    @property
    def papers(self) -> tuple[Cited, ...]:
        """The papers of this house that it cites, its own excepted."""
        return tuple(cited for cited in self.cited if cited.target.standing in (Standing.ENTERED, Standing.MISSING))

    @property
    def missing(self) -> int:
        return sum(cited.target.standing is Standing.MISSING for cited in self.cited)


class PageCitations:
    """All citations of one inquiry and its letters, in two queries beside those that loaded the letters.

    ``letters`` are those that the reader may see; a paper that only a hidden draft would bring counts as not
    entered.
    """

    def __init__(
        self, antrag: Antrag, fragen: Sequence[Frage], letters: Sequence[Stellungnahme], *, drafts: bool
    ) -> None:
        self._antrag = antrag
        self._drafts = drafts
        self._numbers_here = {frage.nummer for frage in fragen}
        self._anchors_here = {letter.drucksache_id: f"#schreiben-{letter.pk}" for letter in letters}
        self._anchors_here[antrag.drucksache_id] = ""
        self._anchors_here.pop(None, None)
        asked = Verweis.objects.filter(antrag=antrag, antwortverweis__isnull=True).with_target()
        self._rows: list[Verweis] = [*asked, *(verweis for letter in letters for verweis in letter.verweise.all())]
        self._find_targets()
        self._citations: dict[tuple, list[Citation]] = {}
        for verweis in self._rows:
            self._citations.setdefault(_place(verweis), []).append(self._citation(verweis))

    def title(self) -> Prose:
        return self._prose(self._antrag.titel, (Verweis.Ort.TITEL, None))

    def begruendung(self) -> Prose:
        return self._prose(self._antrag.begruendung, (Verweis.Ort.BEGRUENDUNG, None))

    def frage(self, frage: Frage) -> Prose:
        return self._prose(frage.text, (Verweis.Ort.FRAGE, frage.pk))

    def vorbemerkung(self, letter: Stellungnahme) -> Prose:
        return self._prose(letter.vorbemerkung, (Verweis.Ort.VORBEMERKUNG, letter.pk))

    def antwort(self, antwort) -> Prose:
        return self._prose(antwort.text, (Verweis.Ort.ANTWORT, antwort.pk))

    def elsewhere(self) -> tuple[Cited, ...]:
        """Everything outside this page that the whole paper cites, each target once."""
        everything = _cited(citation for citations in self._citations.values() for citation in citations)
        return tuple(one for one in everything if one.target.standing is not Standing.HERE)

    def _prose(self, text: str, place: tuple) -> Prose:
        citations = self._citations.get(place, [])
        return Prose(paragraphs(text, citations), _cited(citations))

    def _find_targets(self) -> None:
        """Titles of the cited papers that are here, and which of the cited numbers they have."""
        papers = {verweis.drucksache for verweis in self._rows if verweis.drucksache}
        self._antrag_of = {paper.pk: pk for paper in papers if (pk := self._antrag_pk(paper))}
        pks = set(self._antrag_of.values())
        labels = {label for verweis in self._rows for label in verweis.ziffern}
        self._titles = dict(Antrag.objects.filter(pk__in=pks).values_list("pk", "titel"))
        self._numbers = set(Frage.objects.filter(antrag__in=pks, nummer__in=labels).values_list("antrag_id", "nummer"))

    def _antrag_pk(self, paper: Drucksache) -> int | None:
        """The inquiry that is read under the paper's number, when this reader may read it."""
        if antrag := getattr(paper, "antrag", None):
            return antrag.pk
        letter = getattr(paper, "stellungnahme", None)
        return letter.antrag_id if letter and (self._drafts or not letter.is_draft) else None

    def _citation(self, verweis: Verweis) -> Citation:
        target = self._target(verweis)
        return Citation(verweis, target, tuple(self._part(verweis, target, label) for label in verweis.ziffern))

    def _target(self, verweis: Verweis) -> Target:
        if verweis.ausgang == Verweis.Ausgang.AMBIGUOUS:
            return Target(Standing.AMBIGUOUS, verweis.zitat)
        if verweis.art == Verweis.Art.SAME_PAPER:
            return Target(Standing.HERE, "dieses Papier")
        if verweis.art == Verweis.Art.PLENARPROTOKOLL:
            return Target(Standing.PROTOCOL, f"Plenarprotokoll {verweis.protokoll}".strip())
        if verweis.art == Verweis.Art.LETTER:
            return Target(Standing.LETTER, verweis.zitat)
        if verweis.drucksache is None:
            return Target(Standing.NO_TARGET, verweis.zitat)
        return self._paper(verweis.drucksache)

    def _paper(self, paper: Drucksache) -> Target:
        name = f"Drucksache {paper}"
        if paper.pk in self._anchors_here:
            return Target(Standing.HERE, name, href=self._anchors_here[paper.pk])
        if pk := self._antrag_of.get(paper.pk):
            return Target(Standing.ENTERED, name, self._titles.get(pk, ""), paper.get_absolute_url())
        if paper.parlament != settings.PARLAMENT:
            return Target(
                Standing.OTHER_HOUSE, name, title=paper.get_parlament_display(), href=paper.get_absolute_url()
            )
        return Target(Standing.MISSING, name, href=paper.get_absolute_url())

    def _part(self, verweis: Verweis, target: Target, label: str) -> Part:
        if target.standing is Standing.HERE:
            known = label in self._numbers_here
            return Part(label, f"#ziffer-{label}" if known else "", unknown=not known)
        if target.standing is Standing.ENTERED:
            known = (self._antrag_of[verweis.drucksache_id], label) in self._numbers
            return Part(label, f"{target.href}#ziffer-{label}" if known else "", unknown=not known)
        return Part(label)


def _place(verweis: Verweis) -> tuple:
    """The text in which a citation stands: what it is, and the key of its row where there are several."""
    keys = {
        Verweis.Ort.FRAGE: lambda: verweis.frage_id,
        Verweis.Ort.VORBEMERKUNG: lambda: verweis.stellungnahme_id,
        Verweis.Ort.ANTWORT: lambda: verweis.antwort_id,
    }
    return (verweis.ort, keys[verweis.ort]() if verweis.ort in keys else None)


def _cited(citations: Iterable[Citation]) -> tuple[Cited, ...]:
    grouped: dict[Target, dict[Part, None]] = {}
    for citation in citations:
        grouped.setdefault(citation.target, {}).update(dict.fromkeys(citation.parts))
    return tuple(Cited(target, tuple(parts)) for target, parts in grouped.items())
