"""The citations of all texts of one page, and what each of them leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.models import prefetch_related_objects

from inquiries.marking import paragraphs
from inquiries.models import Antrag, Drucksache, Frage, Verweis
from inquiries.reading.cited_parts import is_part
from responses.views.citation import Citation, Cited, Part, Prose, Standing, Target
from responses.views.trail import Trail

if TYPE_CHECKING:
    from responses.views.opening import Opened


_TITLES_AND_NUMBERS = """
SELECT antrag.id, antrag.titel,
    ARRAY(SELECT frage.nummer FROM inquiries_frage frage WHERE frage.antrag_id = antrag.id ORDER BY position, id)
FROM inquiries_antrag antrag WHERE antrag.id = ANY(%s)
"""


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
        self._titles: dict[int, str] = {}
        self._numbers: dict[int, list[str]] = {}
        if pks := set(self._antrag_of.values()) - {None}:
            with connection.cursor() as cursor:
                cursor.execute(_TITLES_AND_NUMBERS, [list(pks)])
                for pk, titel, numbers in cursor:
                    self._titles[pk], self._numbers[pk] = titel, numbers
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
    return letter.antrag_id if letter and (letter.is_published or (drafts and letter.is_draft)) else None


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
