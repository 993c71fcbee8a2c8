"""A read paper becomes rows, in one transaction: all of it or nothing."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inquiries.models import Antrag, Drucksache, Source
from inquiries.reading import Paper, same_wording

from .desk.answered import same_inquiries
from .findings import record_findings
from .fitting import IntakeError
from .models import Stellungnahme
from .paper_rows import ARTEN, record_inquiry, record_reply
from .publishing import obstacles, open_questions, publish
from .shared_number import inquiries_of


class Outcome(enum.StrEnum):
    INQUIRY = "Anfrage erfasst"
    INQUIRY_WITH_REPLY = "Anfrage mit Antwort erfasst"
    REPLY = "Antwort zu erfasster Anfrage hinzugefügt"
    KNOWN = "schon erfasst, nichts geändert"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a paper."""

    outcome: Outcome
    antrag: Antrag
    stellungnahme: Stellungnahme | None = None
    further: tuple[Receipt, ...] = ()
    """What became of the further inquiries of a paper that holds several."""

    @property
    def all(self) -> tuple[Receipt, ...]:
        return (self, *self.further)


NO_ANSWER = "Das Schreiben enthält zu dieser Nummer keine Antwort (beim Einlesen festgestellt)."


def record_paper(paper: Paper, source: Source, *, by=None) -> Receipt:
    """Store what was read from ``source`` (not saved yet), with its citations.

    A source that is here already changes nothing. A reply to an inquiry that waits for one is added to it. Of several
    inquiries in one paper each is stored, or none. A printed paper is public: its reply is published at once, unless
    the reader found something of severity "error"; then it stays a draft for a clerk to look at. Raises IntakeError.
    """
    if known := _known(source):
        return known
    source.erfasst_von = by
    return _record(paper, source, by=by)


@transaction.atomic
def _record(paper: Paper, source: Source, *, by) -> Receipt:
    source.save()
    receipts = []
    with pghistory.context(source=source.pk):
        for place, one in enumerate(inquiries := inquiries_of(paper), start=1):
            try:
                receipts.append(_record_one(one, source, by=by))
            except IntakeError as error:
                raise IntakeError(f"{place}. Anfrage: {error}" if len(inquiries) > 1 else str(error)) from error
    return replace(receipts[0], further=tuple(receipts[1:]))


def _record_one(paper: Paper, source: Source, *, by) -> Receipt:
    antrag = _supplemented(paper) if _supplements(paper) else _waiting(paper)
    outcome, new = Outcome.REPLY, None
    if antrag is None:
        _check(paper)
        antrag = new = record_inquiry(paper, source)
        outcome = Outcome.INQUIRY_WITH_REPLY if paper.response else Outcome.INQUIRY
    stellungnahme = record_reply(antrag, paper, source) if paper.response else None
    record_findings(paper.findings, antrag=new, stellungnahme=stellungnahme)
    if stellungnahme and paper.complete and not obstacles(stellungnahme):
        reasons = {frage.pk: NO_ANSWER for frage in open_questions(stellungnahme)}
        publish(stellungnahme, by=by, at=timezone.now(), reasons=reasons, unread=True)
    return Receipt(outcome, antrag, stellungnahme)


def _supplements(paper: Paper) -> bool:
    return paper.response is not None and paper.response.kind.startswith("Ergänz")


def _known(source: Source) -> Receipt | None:
    stored = Source.objects.filter(sha256=source.sha256).first()
    if stored is None:
        return None
    letter = stored.stellungnahmen.select_related("antrag").first()
    antrag = letter.antrag if letter else stored.antraege.first()
    if antrag is None:
        raise IntakeError(f"Dieselbe Quelle liegt schon vor ({stored}), gehört aber zu keiner Anfrage.")
    return Receipt(Outcome.KNOWN, antrag, letter)


def _waiting(paper: Paper) -> Antrag | None:
    """The inquiry of the paper's number when it is here and has no reply yet; of a paper without a number, the only
    one without a number and a reply that has its title and asks its questions."""
    if not paper.drucksache:
        same = same_inquiries(paper) if paper.response else []
        free = [antrag for antrag in same if not antrag.drucksache_id and not antrag.stellungnahmen.exists()]
        return free[0] if len(free) == 1 else None
    stored = Antrag.objects.filter(drucksache__in=_numbered(paper.drucksache)).first()
    if stored is None:
        return None
    withdrawn = Stellungnahme.State.ZURUECKGEZOGEN
    if not paper.response or stored.stellungnahmen.exclude(state=withdrawn).exists():
        raise IntakeError(f"Drucksache {stored.number} ist schon erfasst. Es wurde nichts geändert.")
    texts = {frage.nummer: frage.text for frage in stored.fragen.all()}
    for question in paper.questions:
        if question.number not in texts or not same_wording(texts[question.number], question.text):
            raise IntakeError(
                f"Drucksache {stored.number} ist mit anderen Fragen erfasst (Nummer {question.number} weicht ab). "
                "Es wurde nichts geändert."
            )
    return stored


def _numbered(number: str):
    try:
        return Drucksache.objects.numbered(number)
    except ValidationError as error:
        raise IntakeError(error.messages[0]) from error


def _supplemented(paper: Paper) -> Antrag:
    """The inquiry that an "Ergänzende Antwort" supplements: the one that its head or opening cites."""
    if paper.drucksache and Stellungnahme.objects.filter(drucksache__in=_numbered(paper.drucksache)).exists():
        raise IntakeError(f"Drucksache {paper.drucksache} ist schon erfasst. Es wurde nichts geändert.")
    cited = [reference.drucksache for reference in paper.references if reference.kind == "drucksache"]
    for number in dict.fromkeys(number for number in cited if number and number != paper.drucksache):
        if antrag := Antrag.objects.filter(drucksache__in=_numbered(number)).first():
            return antrag
    named = f" (genannt: {', '.join(dict.fromkeys(filter(None, cited)))})" if cited else ""
    raise IntakeError(f"Die Anfrage, die hier ergänzend beantwortet wird, ist noch nicht erfasst{named}.")


def _check(paper: Paper) -> None:
    """Refuse what is no inquiry, or lacks what every inquiry has."""
    if paper.kind not in ARTEN:
        what = f"ein Papier der Art „{paper.kind}“" if paper.kind else "ein Papier unbekannter Art"
        raise IntakeError(f"Das ist {what}, keine Anfrage.")
    if not paper.title:
        raise IntakeError("Der Titel der Anfrage wurde nicht gefunden.")
    if not paper.questions:
        raise IntakeError("In dem Papier wurde keine Frage gefunden.")
    numbers = [question.number for question in paper.questions]
    if doubled := sorted({number for number in numbers if numbers.count(number) > 1}):
        raise IntakeError(f"Die Nummer {', '.join(doubled)} kommt bei den Fragen mehrfach vor.")
