"""One citation as a page shows it: what it cites, how that stands here, and where its link leads. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inquiries.marking import Segment
from inquiries.models import Verweis
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
}
ABOVE = "steht schon oben"
_LEADING_SOMEWHERE = (Standing.ENTERED, Standing.MISSING, Standing.HERE, Standing.OTHER_HOUSE)


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
    def leads_somewhere(self) -> bool:
        """Whether there is something to show of what it cites, if only that it is not here."""
        return self.target.standing in _LEADING_SOMEWHERE

    @property
    def can_be_opened(self) -> bool:
        if self.trail is None or self.above or not self.leads_somewhere:
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
