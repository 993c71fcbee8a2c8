"""A paper that arrived is read, recognised, and put on the desk; may be broken off at any point and done again."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from inquiries.extraction import Extracted, ExtractionError, extract
from inquiries.extraction.limits import check_text
from inquiries.models import Antrag, Datei, Urheber
from inquiries.reading import Paper, read_paper
from responses.models import Eingang, Stellungnahme
from responses.tasks import MOST_ATTEMPTS

from . import steps
from .answered import Fitting, fitting, is_letter_alone
from .contradictions import Inquiry, contradictions
from .recognising import recognise

NOT_READ = (
    "Das Lesen dieser Datei wurde mehrmals abgebrochen, ohne dass ein Fehler zu erkennen war. "
    "Bitte die Datei in einem anderen Format speichern, oder ihren Text einfügen."
)
NO_INQUIRY = (
    "Weder eine Anfrage noch eine Antwort erkannt. Ist es das Schreiben eines Ministeriums, geben Sie bitte an, "
    "auf welche Anfrage es antwortet."
)


def read_in(pk: int, *, attempt: int = 0) -> None:
    """Read a paper that waits for it. Whatever is wrong with the file is said at its row; so is that reading it was
    broken off so often (``attempt``) that it is given up."""
    waiting = Eingang.objects.select_related("antrag").filter(pk=pk, stand=Eingang.Stand.WARTET).first()
    if waiting is None:
        return
    if attempt >= MOST_ATTEMPTS:
        _refuse(waiting, NOT_READ)
        return
    try:
        extracted = _extract(waiting)
    except ExtractionError as error:
        _refuse(waiting, str(error))
        return
    paper, antrag, fits = _read(waiting, extracted.text)
    known = recognise(waiting, extracted.text, paper, antrag, alone=is_letter_alone(paper), fits=fits)
    with transaction.atomic():
        eingang = _lock(waiting)
        if eingang is None:
            return
        eingang.text, eingang.medientyp = extracted.text, extracted.media_type
        eingang.antrag = eingang.antrag or antrag
        if known is None and eingang.datei_id and _is_nothing(paper):
            # Its text is kept: a clerk may know better.
            _say(eingang, NO_INQUIRY)
            return
        eingang.bekannt = known.sentence if known else ""
        paper = _with_contradictions(eingang, extracted.text, paper)
        steps.start(eingang, text=extracted.text, paper=paper, findings=extracted.findings)


@transaction.atomic
def read_as_reply(eingang: Eingang, antrag: Antrag | None, *, ersetzt: Stellungnahme | None = None, by) -> Eingang:
    """Read a paper that is here as the reply to this inquiry (``ersetzt``: as a new version of that letter), or, with
    None, as one that brings its own.

    That it is known is settled with that. What was done to it so far is done anew. Raises ExtractionError when its
    file cannot be read any more.
    """
    stored = _in_work(eingang)
    if stored is not None:
        stored.antrag, stored.ersetzt, stored.bekannt = antrag, ersetzt, ""
        _start_again(stored, by=by)
    return stored or eingang


@transaction.atomic
def go_on(eingang: Eingang, *, by) -> Eingang:
    """Let a clerk work on a paper although it is known."""
    stored = _in_work(eingang)
    if stored is not None and stored.bekannt:
        stored.bekannt = ""
        stored.version += 1
        stored.bearbeitet_von, stored.bearbeitet_am = by, timezone.now()
        stored.save(update_fields=["bekannt", "version", "bearbeitet_von", "bearbeitet_am"])
    return stored or eingang


@transaction.atomic
def begin_unread(eingang: Eingang, *, by) -> Eingang:
    """Let a clerk work on a text in which no inquiry was recognised. Raises ExtractionError."""
    stored = _in_work(eingang)
    if stored is not None and stored.stand == Eingang.Stand.FEHLER:
        _start_again(stored, by=by)
    return stored or eingang


def _in_work(eingang: Eingang) -> Eingang | None:
    rows = Eingang.objects.select_for_update(of=("self",)).select_related("antrag", "stapel").exclude(text="")
    readable = rows.filter(stand__in=[Eingang.Stand.GELESEN, Eingang.Stand.FEHLER], uebernahme_von=None)
    return readable.filter(pk=eingang.pk).first()


def _start_again(eingang: Eingang, *, by) -> None:
    extracted = _extract(eingang)
    paper = read_paper(extracted.text, asked=steps.known_questions(eingang))
    place = steps.place_of(eingang, paper)
    papers = [paper, *paper.further]
    papers[place] = _with_contradictions(eingang, extracted.text, papers[place])
    paper = replace(papers[0], further=tuple(papers[1:]))
    steps.start_again(eingang, text=extracted.text, paper=paper, place=place, findings=extracted.findings, by=by)


def _with_contradictions(eingang: Eingang, text: str, paper: Paper) -> Paper:
    """The paper with what it says against the inquiry that it is put to."""
    antrag = eingang.antrag
    if antrag is None or paper.response is None:
        return paper
    asking = antrag.urheber.filter(rolle=Urheber.Rolle.ASKER).order_by("position", "pk")
    inquiry = Inquiry(
        number=str(antrag.drucksache or ""),
        title=antrag.titel,
        askers=tuple(asking.values_list("name_gedruckt", flat=True)),
        fraktionen=tuple(antrag.fraktionen.values_list("kuerzel", flat=True)),
    )
    return replace(paper, findings=(*paper.findings, *contradictions(text, paper, inquiry)))


def _extract(eingang: Eingang) -> Extracted:
    if eingang.datei_id is None:
        return Extracted(check_text(eingang.text), "text/plain")
    content = bytes(Datei.objects.values_list("inhalt", flat=True).get(pk=eingang.datei_id))
    return extract(content, eingang.name)


def _read(eingang: Eingang, text: str) -> tuple[Paper, Antrag | None, Fitting | None]:
    """The paper, and the inquiry that it answers: the one that was given, else the only one that fits, with all that
    fit."""
    fits = None
    if eingang.antrag_id is None:
        paper = read_paper(text)
        fits = fitting(text, paper, alone=is_letter_alone(paper))
        eingang.antrag = fits.answered
        if eingang.antrag is None:
            return paper, None, fits
    return read_paper(text, asked=steps.known_questions(eingang)), eingang.antrag, fits


def _is_nothing(paper: Paper) -> bool:
    return not paper.kind and not paper.questions and paper.response is None


def _lock(eingang: Eingang) -> Eingang | None:
    """The row, when it still waits: somebody may have dismissed it, or read it, in the meantime."""
    rows = Eingang.objects.select_for_update(of=("self",)).select_related("antrag", "stapel")
    return rows.filter(pk=eingang.pk, stand=Eingang.Stand.WARTET).first()


@transaction.atomic
def _refuse(waiting: Eingang, sentence: str) -> None:
    if eingang := _lock(waiting):
        _say(eingang, sentence)


def _say(eingang: Eingang, sentence: str) -> None:
    eingang.stand, eingang.fehler = Eingang.Stand.FEHLER, sentence
    eingang.version += 1
    eingang.save()
