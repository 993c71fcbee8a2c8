"""The citations of one page: what each cites, how that stands here, and where its link leads."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import prefetch_related_objects

from inquiries.marking import Segment, paragraphs
from inquiries.models import Antrag, Drucksache, Frage, Verweis
from inquiries.reading.cited_parts import is_part
from responses.views.trail import Trail

if TYPE_CHECKING:
    from responses.views.opening import Opened


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
REASONS = {
    Verweis.Grund.LATER_TERM: "Eine Drucksache einer späteren Wahlperiode kann hier nicht gemeint sein.",
    Verweis.Grund.NO_NUMBER: "Das ist keine Nummer, die eine Drucksache haben kann.",
    Verweis.Grund.NOTHING_NAMED: "Vorher ist kein Papier genannt, auf das sich das beziehen kann.",
}
ABOVE = "steht schon oben"
_CAN_BE_OPENED = (Standing.ENTERED, Standing.MISSING, Standing.HERE, Standing.OTHER_HOUSE)


@dataclass(frozen=True, slots=True)
class Target:
    """What is cited. ``antrag`` is the key of the inquiry that is read under it and ``title`` that inquiry's, when it
    is here; ``paper`` is the key of its Drucksache; ``href`` is empty where nothing can be opened. ``candidates`` are
    the papers that an ambiguous citation may mean (name, address), ``reason`` says why one has no target."""

    standing: Standing
    name: str
    title: str = ""
    href: str = ""
    paper: int | None = None
    antrag: int | None = None
    candidates: tuple[tuple[str, str], ...] = ()
    reason: str = ""

    @property
    def note(self) -> str:
        """How it stands, in a word or two; empty when its link leads to what is cited."""
        return NOTES[self.standing]

    @property
    def explanation(self) -> str:
        return REASONS.get(self.reason) or EXPLANATIONS[self.standing]


@dataclass(frozen=True, slots=True)
class Part:
    """A cited Ziffer, and the ``numbers`` of the questions that it means ("3a" and "3b" for "3").

    ``href`` is empty when its paper is not here or has no such number (``unknown``). ``above`` is the anchor of the
    place further up where those questions stand already.
    """

    nummer: str
    href: str = ""
    unknown: bool = False
    numbers: tuple[str, ...] = ()
    above: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation where it stands in its text (``start`` to ``ende``), and what it leads to.

    ``trail`` is the way to the text that it stands in, None where it cannot be opened in place; ``opened`` is what it
    leads to when that is shown, and ``stands_in`` says that it is shown in place of an answer that only refers.
    """

    verweis: Verweis
    target: Target
    parts: tuple[Part, ...]
    trail: Trail | None = None
    opened: Opened | None = None
    stands_in: bool = False
    whole_above: str = ""

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
        """To the place above, the first part that can be opened, or the paper."""
        return self.above or next((part.href for part in self.parts if part.href), self.target.href)

    @property
    def path(self) -> str:
        return self.trail.path_of(str(self.verweis.pk))

    @property
    def above(self) -> str:
        """The anchor further up where all that it cites stands already: the chain has come round in a circle.

        The page itself is above everything that is opened on it, not above its own texts.
        """
        known = [part for part in self.parts if not part.unknown]
        if known:
            return known[0].above if all(part.above for part in known) else ""
        return "" if self.parts else self.whole_above

    @property
    def can_be_opened(self) -> bool:
        if self.trail is None or self.above or self.target.standing not in _CAN_BE_OPENED:
            return False
        return self.target.standing is not Standing.HERE or any(part.numbers for part in self.parts)

    @property
    def note(self) -> str:
        return ABOVE if self.above and self.trail.steps else self.target.note

    @property
    def name(self) -> str:
        """What it cites, in full: "Drucksache 17/9075, Ziffern 3 und 4"."""
        return self.target.name + parts_named(part.nummer for part in self.parts)


def parts_named(labels: Iterable[str]) -> str:
    """ ", Ziffer 3" or ", Ziffern 3, 4 und 7", empty for none."""
    *first, last = [*labels] or [""]
    if not last:
        return ""
    return f", Ziffern {', '.join(first)} und {last}" if first else f", Ziffer {last}"


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
    """All citations of the texts of one page, in two queries beside those that loaded them.

    ``verweise`` as ``with_target()`` loads them. ``anchors_here`` are the papers that are read on this page with
    their places (key of the Drucksache → anchor), ``addresses`` those of the inquiries whose texts stand on it
    (key → address; empty for the page itself). A paper that only a hidden draft would bring counts as not entered
    unless ``drafts`` are for this reader. ``open_up`` makes what an opened citation shows, or None for a closed
    one. ``on_the_way`` are citations whose texts are not on this page, but that are asked about.
    """

    def __init__(
        self,
        verweise: Iterable[Verweis],
        *,
        anchors_here: Mapping[int, str],
        addresses: Mapping[int, str],
        drafts: bool,
        open_up: Callable[[Citation], Opened | None] = lambda citation: None,
        on_the_way: Iterable[Verweis] = (),
    ) -> None:
        self._standing_here = list(verweise)
        self._rows = [*self._standing_here, *on_the_way]
        self._anchors_here = anchors_here
        self._addresses = addresses
        self._drafts = drafts
        self._open_up = open_up
        self._find_targets()
        self._places: dict[tuple, list[Verweis]] = {}
        for verweis in self._standing_here:
            self._places.setdefault(_place(verweis), []).append(verweis)

    def title(self, antrag: Antrag) -> Prose:
        return self._prose(antrag.titel, (Verweis.Ort.TITEL, antrag.pk), None)

    def begruendung(self, antrag: Antrag, trail: Trail) -> Prose:
        return self._prose(antrag.begruendung, (Verweis.Ort.BEGRUENDUNG, antrag.pk), trail)

    def frage(self, frage: Frage, trail: Trail) -> Prose:
        return self._prose(frage.text, (Verweis.Ort.FRAGE, frage.pk), trail)

    def vorbemerkung(self, letter, trail: Trail) -> Prose:
        return self._prose(letter.vorbemerkung, (Verweis.Ort.VORBEMERKUNG, letter.pk), trail)

    def antwort(self, antwort, trail: Trail) -> Prose:
        return self._prose(antwort.text, (Verweis.Ort.ANTWORT, antwort.pk), trail)

    def elsewhere(self, antrag: Antrag) -> tuple[Cited, ...]:
        """Everything outside this page that the whole paper cites, each target once."""
        everything = _cited(
            self.citation(verweis, None) for verweis in self._standing_here if verweis.antrag_id == antrag.pk
        )
        return tuple(one for one in everything if one.target.standing is not Standing.HERE)

    def citation(self, verweis: Verweis, trail: Trail | None) -> Citation:
        """One citation in a text that ``trail`` leads to; it stays closed."""
        target = self._target(verweis)
        passed = trail.passed if trail else {}
        parts = tuple(self._part(target, label, passed) for label in verweis.ziffern)
        whole_above = passed.get((target.antrag, ""), "") if trail and trail.steps else ""
        return Citation(verweis, target, parts, trail, whole_above=whole_above)

    def _prose(self, text: str, place: tuple, trail: Trail | None) -> Prose:
        citations = [self._maybe_opened(verweis, trail) for verweis in self._places.get(place, [])]
        return Prose(paragraphs(text, citations), _cited(citations))

    def _maybe_opened(self, verweis: Verweis, trail: Trail | None) -> Citation:
        citation = self.citation(verweis, trail)
        opened = self._open_up(citation) if citation.can_be_opened else None
        return replace(citation, opened=opened) if opened else citation

    def _find_targets(self) -> None:
        """Titles of the cited papers that are here, and the numbers of their questions."""
        self._antrag_of = {verweis.pk: antrag_cited(verweis, drafts=self._drafts) for verweis in self._rows}
        pks = set(self._antrag_of.values()) - {None}
        self._titles = dict(Antrag.objects.filter(pk__in=pks).values_list("pk", "titel"))
        self._numbers: dict[int, list[str]] = {pk: [] for pk in pks}
        numbers = Frage.objects.filter(antrag__in=pks).order_by("position", "pk")
        for pk, nummer in numbers.values_list("antrag_id", "nummer"):
            self._numbers[pk].append(nummer)
        ambiguous = [verweis for verweis in self._rows if verweis.ausgang == Verweis.Ausgang.AMBIGUOUS]
        prefetch_related_objects(ambiguous, "kandidaten")

    def _target(self, verweis: Verweis) -> Target:
        if verweis.ausgang == Verweis.Ausgang.AMBIGUOUS:
            candidates = tuple((f"Drucksache {one}", one.get_absolute_url()) for one in verweis.kandidaten.all())
            return Target(Standing.AMBIGUOUS, verweis.zitat, candidates=candidates)
        if verweis.art == Verweis.Art.SAME_PAPER:
            return Target(Standing.HERE, "dieses Papier", antrag=verweis.antrag_id)
        if verweis.art == Verweis.Art.PLENARPROTOKOLL:
            return Target(Standing.PROTOCOL, f"Plenarprotokoll {verweis.protokoll}".strip())
        if verweis.art == Verweis.Art.LETTER:
            return Target(Standing.LETTER, verweis.zitat)
        if verweis.drucksache is None:
            return Target(Standing.NO_TARGET, verweis.zitat, reason=verweis.grund)
        return self._paper(verweis, verweis.drucksache)

    def _paper(self, verweis: Verweis, paper: Drucksache) -> Target:
        name, address = f"Drucksache {paper}", paper.get_absolute_url()
        antrag = self._antrag_of[verweis.pk]
        if antrag is not None and antrag == verweis.antrag_id:
            href = address if self._addresses.get(antrag) else self._anchors_here.get(paper.pk, "")
            return Target(Standing.HERE, name, href=href, paper=paper.pk, antrag=antrag)
        if antrag is not None:
            return Target(Standing.ENTERED, name, self._titles.get(antrag, ""), address, paper.pk, antrag)
        if paper.parlament != settings.PARLAMENT:
            return Target(Standing.OTHER_HOUSE, name, paper.get_parlament_display(), address, paper.pk)
        return Target(Standing.MISSING, name, href=address, paper=paper.pk)

    def _part(self, target: Target, label: str, passed: Mapping[tuple[int, str], str]) -> Part:
        if target.antrag is None:
            return Part(label)
        known = self._numbers[target.antrag]
        numbers = (label,) if label in known else tuple(number for number in known if is_part(label, [number]))
        if not numbers:
            return Part(label, unknown=True)
        base = target.href.partition("#")[0] if target.paper else ""
        base = base or self._addresses.get(target.antrag, "")
        above = [passed.get((target.antrag, number), "") for number in numbers]
        return Part(label, f"{base}#ziffer-{numbers[0]}", False, numbers, above[0] if all(above) else "")


def antrag_cited(verweis: Verweis, *, drafts: bool) -> int | None:
    """The inquiry that a citation of ``with_target()`` leads to, None when it is not here for this reader."""
    if verweis.art == Verweis.Art.SAME_PAPER:
        return verweis.antrag_id
    paper: Drucksache | None = verweis.drucksache
    if antrag := getattr(paper, "antrag", None):
        return antrag.pk
    letter = getattr(paper, "stellungnahme", None)
    return letter.antrag_id if letter and (drafts or not letter.is_draft) else None


def _place(verweis: Verweis) -> tuple:
    """The text in which a citation stands: what it is, and the key of its row."""
    keys = {
        Verweis.Ort.FRAGE: lambda: verweis.frage_id,
        Verweis.Ort.VORBEMERKUNG: lambda: verweis.stellungnahme_id,
        Verweis.Ort.ANTWORT: lambda: verweis.antwort_id,
    }
    return (verweis.ort, keys[verweis.ort]() if verweis.ort in keys else verweis.antrag_id)


def _cited(citations: Iterable[Citation]) -> tuple[Cited, ...]:
    grouped: dict[Target, dict[str, Part]] = {}
    for citation in citations:
        grouped.setdefault(citation.target, {}).update((part.nummer, part) for part in citation.parts)
    return tuple(Cited(target, tuple(parts.values())) for target, parts in grouped.items())
