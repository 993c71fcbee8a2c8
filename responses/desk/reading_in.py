"""A paper that arrived is read, recognised, and put on the desk; may be broken off at any point and done again."""

from __future__ import annotations

from django.db import transaction

from inquiries.extraction import Extracted, ExtractionError, check_text, extract
from inquiries.models import Antrag, Datei
from inquiries.reading import Paper, Question, read_paper
from responses.models import Eingang

from . import steps
from .recognising import Known, answered_inquiry, recognise

NOT_READ = (
    "Das Lesen dieser Datei wurde mehrmals abgebrochen, ohne dass ein Fehler zu erkennen war. "
    "Bitte die Datei in einem anderen Format speichern, oder ihren Text einfügen."
)
NO_INQUIRY = (
    "Weder eine Anfrage noch eine Antwort erkannt. Ist es das Schreiben eines Ministeriums, geben Sie bitte an, "
    "auf welche Anfrage es antwortet."
)


def read_in(pk: int, *, may_fail_again: bool = True) -> None:
    """Read a paper that waits for it. Whatever is wrong with the file is said at its row; ``may_fail_again`` is False
    when reading it was broken off so often that it is given up."""
    waiting = Eingang.objects.select_related("antrag").filter(pk=pk, stand=Eingang.Stand.WARTET).first()
    if waiting is None:
        return
    if not may_fail_again:
        _refuse(waiting, NOT_READ)
        return
    try:
        extracted = _extract(waiting)
    except ExtractionError as error:
        _refuse(waiting, str(error))
        return
    paper, antrag = _read(waiting, extracted.text)
    known = recognise(waiting, extracted.text, paper, antrag)
    with transaction.atomic():
        eingang = _lock(waiting)
        if eingang is None:
            return
        eingang.text, eingang.medientyp = extracted.text, extracted.media_type
        if antrag and not eingang.antrag_id:
            eingang.antrag = antrag
        if known is None and _is_nothing(paper) and eingang.datei_id:
            _say(eingang, NO_INQUIRY)
            return
        eingang.bekannt = known.sentence if known else ""
        steps.start(eingang, text=extracted.text, paper=paper, findings=extracted.findings)


def _extract(eingang: Eingang) -> Extracted:
    if eingang.datei_id is None:
        return Extracted(check_text(eingang.text), "text/plain")
    content = bytes(Datei.objects.values_list("inhalt", flat=True).get(pk=eingang.datei_id))
    return extract(content, eingang.name)


def _read(eingang: Eingang, text: str) -> tuple[Paper, Antrag | None]:
    """The paper, and the inquiry that it answers: the one that was given, else the only one that fits."""
    if eingang.antrag_id:
        return read_paper(text, asked=steps.known_questions(eingang)), eingang.antrag
    paper = read_paper(text)
    antrag = answered_inquiry(text, paper)
    if antrag is None:
        return paper, None
    return read_paper(text, asked=steps.questions_of(antrag)), antrag


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
