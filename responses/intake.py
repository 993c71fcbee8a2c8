"""A read paper becomes rows, in one transaction: all of it or nothing."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TypeVar

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from inquiries.linking import link_antrag
from inquiries.models import Abgeordnete, Antrag, Drucksache, Frage, Fraktion, Ministerium, Source, Urheber
from inquiries.reading import Paper, Response, same_wording

from .citations import link_stellungnahme
from .findings import record_findings
from .models import Antwort, Stellungnahme, Ziffer
from .publishing import obstacles, open_questions, publish


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


class IntakeError(ValueError):
    """The paper cannot be stored; the message is a German sentence that says why. Nothing was changed."""


NO_ANSWER = "Das Schreiben enthält zu dieser Nummer keine Antwort (beim Einlesen festgestellt)."


def record_paper(paper: Paper, source: Source, *, by=None) -> Receipt:
    """Store what was read from ``source`` (not saved yet), with its citations.

    A source that is here already changes nothing. A reply to an inquiry that waits for one is added to it. A
    printed paper is public: its reply is published at once, unless the reader found something of severity
    "error"; then it stays a draft for a clerk to look at. Raises IntakeError.
    """
    if known := _known(source):
        return known
    source.erfasst_von = by
    return _record(paper, source, by=by)


@transaction.atomic
def _record(paper: Paper, source: Source, *, by) -> Receipt:
    antrag = _supplemented(paper) if _supplements(paper) else _waiting(paper)
    if antrag is None:
        _check(paper)
    source.save()
    outcome, new = Outcome.REPLY, None
    with pghistory.context(source=source.pk):
        if antrag is None:
            antrag = new = _new_antrag(paper, source)
            outcome = Outcome.INQUIRY_WITH_REPLY if paper.response else Outcome.INQUIRY
        stellungnahme = _record_reply(antrag, paper, source, by=by) if paper.response else None
        record_findings(paper.findings, antrag=new, stellungnahme=stellungnahme)
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
    """The inquiry of the paper's number when it is here and has no reply yet."""
    if not paper.drucksache:
        return None
    stored = Antrag.objects.filter(drucksache__in=_numbered(paper.drucksache)).first()
    if stored is None:
        return None
    if not paper.response or stored.stellungnahmen.exists():
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


_ARTEN = {label: value for value, label in Antrag.Art.choices}


def _check(paper: Paper) -> None:
    """Refuse what is no inquiry, or lacks what every inquiry has."""
    if paper.kind not in _ARTEN:
        what = f"ein Papier der Art „{paper.kind}“" if paper.kind else "ein Papier unbekannter Art"
        raise IntakeError(f"Das ist {what}, keine Anfrage.")
    if not paper.title:
        raise IntakeError("Der Titel der Anfrage wurde nicht gefunden.")
    if not paper.questions:
        raise IntakeError("In dem Papier wurde keine Frage gefunden.")
    if paper.further:
        raise IntakeError("Die Drucksache enthält mehrere Anfragen. Bitte jede für sich erfassen.")
    numbers = [question.number for question in paper.questions]
    if doubled := sorted({number for number in numbers if numbers.count(number) > 1}):
        raise IntakeError(f"Die Nummer {', '.join(doubled)} kommt bei den Fragen mehrfach vor.")


def _new_antrag(paper: Paper, source: Source) -> Antrag:
    antrag = Antrag(
        art=_ARTEN[paper.kind],
        drucksache=Drucksache.objects.with_number(paper.drucksache) if paper.drucksache else None,
        titel=paper.title,
        datum=paper.date,
        eingegangen=paper.received,
        ausgegeben=paper.issued,
        begruendung=paper.begruendung.text if paper.begruendung else "",
        enthaelt_beschlussteil=any(question.decision for question in paper.questions),
        source=source,
    )
    _fitting(antrag).save()
    Frage.objects.bulk_create(
        _fitting(
            Frage(
                antrag=antrag,
                nummer=question.number,
                position=position,
                text=question.text,
                abschnitt=question.section or "",
                beschlussteil=question.decision,
                span_start=question.span.start,
                span_end=question.span.end,
            )
        )
        for position, question in enumerate(paper.questions, start=1)
    )
    _record_people(antrag, paper)
    link_antrag(antrag)
    return antrag


Row = TypeVar("Row", bound=Model)


def _fitting(row: Row) -> Row:
    """The row, when every text of the paper fits into its column; a paper may say anything. Raises IntakeError."""
    relations = [field.name for field in row._meta.fields if field.is_relation]
    try:
        row.clean_fields(exclude=relations)
    except ValidationError as error:
        sentences = [
            f"{row._meta.get_field(name).verbose_name}: {' '.join(messages)}"
            for name, messages in error.message_dict.items()
        ]
        raise IntakeError(f"{row._meta.verbose_name}, {'; '.join(sentences)} Es wurde nichts geändert.") from error
    return row


# --- People ----------------------------------------------------------------------------------------------

_TITLES = re.compile(r"\b(?:Prof|Dr|h\. ?c|e\. ?h|habil|rer|nat|jur|med|phil|Ing|Dipl)\.(?:-\w+\.)?\s*")
_SURNAME = re.compile(r"(?:\b(?:von|van|vom|zu|zur|de|der|den|di|da|dos|el|al)\s+)*[^\s]+$", re.IGNORECASE)


def plain_name(name: str) -> str:
    """The name without academic titles, which papers print in one place and leave out in another."""
    return " ".join(_TITLES.sub("", name).split())


def surname(name: str) -> str:
    """As members sign: the last word, with the particles before it ("von der Muster")."""
    match = _SURNAME.search(plain_name(name))
    return match[0] if match else name


def _record_people(antrag: Antrag, paper: Paper) -> None:
    fraktionen = {fraktion.kuerzel: fraktion for fraktion in Fraktion.objects.filter(kuerzel__in=_fraktionen(paper))}
    antrag.fraktionen.set(fraktionen[name] for name in _fraktionen(paper) if name in fraktionen)
    urheber = [
        Urheber(
            antrag=antrag,
            abgeordnete=_abgeordnete(asker.name),
            fraktion=fraktionen.get(asker.fraktion),
            rolle=Urheber.Rolle.ASKER,
            name_gedruckt=asker.name,
            position=position,
        )
        for position, asker in enumerate(paper.askers, start=1)
    ]
    only = fraktionen[paper.fraktionen[0]] if len(paper.fraktionen) == 1 and paper.fraktionen[0] in fraktionen else None
    for position, name in enumerate(paper.signatories, start=len(urheber) + 1):
        # A signature is a surname: it is a person only when exactly one of the askers has that name.
        same = [asker for asker in urheber if asker.rolle == Urheber.Rolle.ASKER and _signs(asker, name)]
        urheber.append(
            Urheber(
                antrag=antrag,
                abgeordnete=same[0].abgeordnete if len(same) == 1 else None,
                fraktion=same[0].fraktion if len(same) == 1 else only,
                rolle=Urheber.Rolle.SIGNATORY,
                name_gedruckt=name,
                position=position,
            )
        )
    Urheber.objects.bulk_create(map(_fitting, urheber))


def _fraktionen(paper: Paper) -> list[str]:
    return list(dict.fromkeys([*paper.fraktionen, *(asker.fraktion for asker in paper.askers if asker.fraktion)]))


def _signs(asker: Urheber, signature: str) -> bool:
    return surname(asker.name_gedruckt).casefold() == plain_name(signature).casefold()


def _abgeordnete(name: str) -> Abgeordnete | None:
    """The member of exactly that name, made when there is none; nobody when two bear it."""
    plain = plain_name(name)
    same = list(Abgeordnete.objects.filter(name=plain)[:2])
    if not same:
        member = _fitting(Abgeordnete(name=plain, nachname=surname(plain)))
        member.save()
        return member
    return same[0] if len(same) == 1 else None


# --- The reply -------------------------------------------------------------------------------------------


def _record_reply(antrag: Antrag, paper: Paper, source: Source, *, by) -> Stellungnahme:
    response = paper.response
    own_number = None
    if paper.drucksache and not (antrag.drucksache and antrag.drucksache in _numbered(paper.drucksache)):
        own_number = Drucksache.objects.with_number(paper.drucksache)
    ministerium = _ministerium(response.ministry, response, paper)
    stellungnahme = Stellungnahme(
        antrag=antrag,
        art=_art(response),
        drucksache=own_number,
        ministerium=ministerium,
        ministerium_gedruckt="" if ministerium else (response.ministry or ""),
        schreiben_vom=response.letter_date,
        aktenzeichen=response.letter_reference or "",
        vorbemerkung=response.preamble.text if response.preamble else "",
        unterzeichnet_von=response.signed_by or "",
        amt=response.office or "",
        source=source,
    )
    in_agreement = {name: _ministerium(name, response, paper) for name in response.co_ministries}
    stellungnahme.im_einvernehmen_gedruckt = "; ".join(name for name, found in in_agreement.items() if not found)
    _fitting(stellungnahme).save()
    stellungnahme.im_einvernehmen.set(filter(None, in_agreement.values()))
    _record_answers(stellungnahme, response)
    link_stellungnahme(stellungnahme)
    if paper.complete and not obstacles(stellungnahme):
        reasons = {frage.pk: NO_ANSWER for frage in open_questions(stellungnahme)}
        publish(stellungnahme, by=by, at=timezone.now(), reasons=reasons)
    return stellungnahme


def _art(response: Response) -> str:
    if response.kind.startswith("Ergänz"):
        return Stellungnahme.Art.ERGAENZUNG
    return Stellungnahme.Art.ANTWORT if response.kind == "Antwort" else Stellungnahme.Art.STELLUNGNAHME


def _ministerium(name: str | None, response: Response, paper: Paper) -> Ministerium | None:
    """The ministry of that name, valid at the letter's date when several periods have it."""
    if not name:
        return None
    same = Ministerium.objects.filter(name=name)
    on = response.letter_date or paper.received or paper.date
    valid = same.valid(on=on).first() if on else None
    return valid or same.order_by("-gueltig_von").first()


def _record_answers(stellungnahme: Stellungnahme, response: Response) -> None:
    fragen = {frage.nummer: frage for frage in stellungnahme.antrag.fragen.all()}
    antworten = Antwort.objects.bulk_create(
        Antwort(
            stellungnahme=stellungnahme,
            position=position,
            text=answer.text,
            span_start=answer.span.start,
            span_end=answer.span.end,
        )
        for position, answer in enumerate(response.answers, start=1)
        if answer.text
    )
    given = [answer for answer in response.answers if answer.text]
    Ziffer.objects.bulk_create(
        _fitting(
            Ziffer(antwort=antwort, nummer=number, frage=fragen.get(number), wortlaut=answer.repeated.get(number, ""))
        )
        for antwort, answer in zip(antworten, given, strict=True)
        for number in dict.fromkeys(answer.numbers)
    )
