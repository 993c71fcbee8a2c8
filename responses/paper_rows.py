"""What a paper says becomes the rows of an inquiry and of the letter that answers it, with their citations."""

from __future__ import annotations

from collections.abc import Sequence

from inquiries.linking import link_antrag
from inquiries.models import Antrag, Drucksache, Frage, Ministerium, Source
from inquiries.reading import Paper, Response, Span

from .authorship import record_people
from .citations import link_stellungnahme
from .fitting import fitting
from .models import Antwort, Stellungnahme, Ziffer

ARTEN = {label: value for value, label in Antrag.Art.choices}


def record_inquiry(
    paper: Paper,
    source: Source | None,
    *,
    askers_meant: Sequence[int | None] = (),
    signatories_meant: Sequence[int | None] = (),
) -> Antrag:
    """Store the inquiry of a paper that has kind, title and questions. Raises IntakeError when a text does not fit.

    ``…_meant``: see ``record_people``.
    """
    antrag = Antrag(
        art=ARTEN[paper.kind],
        drucksache=Drucksache.objects.with_number(paper.drucksache) if paper.drucksache else None,
        titel=paper.title,
        datum=paper.date,
        eingegangen=paper.received,
        ausgegeben=paper.issued,
        begruendung=paper.begruendung.text if paper.begruendung else "",
        enthaelt_beschlussteil=any(question.decision for question in paper.questions),
        source=source,
    )
    fitting(antrag).save()
    Frage.objects.bulk_create(
        fitting(
            Frage(
                antrag=antrag,
                nummer=question.number,
                position=position,
                text=question.text,
                abschnitt=question.section or "",
                beschlussteil=question.decision,
                **_place(question.span),
            )
        )
        for position, question in enumerate(paper.questions, start=1)
    )
    record_people(antrag, paper, askers_meant=askers_meant, signatories_meant=signatories_meant)
    link_antrag(antrag)
    return antrag


def _place(span: Span | None) -> dict[str, int | None]:
    return {"span_start": span.start, "span_end": span.end} if span else {"span_start": None, "span_end": None}


def record_reply(
    antrag: Antrag, paper: Paper, source: Source | None, *, ersetzt: Stellungnahme | None = None
) -> Stellungnahme:
    """Store the reply of a paper as a draft; ``ersetzt`` is the letter of which it is a corrected version.

    Raises IntakeError when a text does not fit.
    """
    response = paper.response
    ministerium = _ministerium(response.ministry, response, paper)
    stellungnahme = Stellungnahme(
        antrag=antrag,
        art=_art(response),
        drucksache=None if ersetzt else _own_number(antrag, paper),
        ministerium=ministerium,
        ministerium_gedruckt="" if ministerium else (response.ministry or ""),
        schreiben_vom=response.letter_date,
        aktenzeichen=response.letter_reference or "",
        vorbemerkung=response.preamble.text if response.preamble else "",
        unterzeichnet_von=response.signed_by or "",
        amt=response.office or "",
        source=source,
        ersetzt=ersetzt,
    )
    in_agreement = {name: _ministerium(name, response, paper) for name in response.co_ministries}
    stellungnahme.im_einvernehmen_gedruckt = "; ".join(name for name, found in in_agreement.items() if not found)
    fitting(stellungnahme).save()
    stellungnahme.im_einvernehmen.set(filter(None, in_agreement.values()))
    _record_answers(stellungnahme, response)
    link_stellungnahme(stellungnahme)
    return stellungnahme


def _own_number(antrag: Antrag, paper: Paper) -> Drucksache | None:
    """The number of a letter that was printed on its own; that of a corrected one goes with its publication."""
    if not paper.drucksache or antrag.drucksache in Drucksache.objects.numbered(paper.drucksache):
        return None
    return Drucksache.objects.with_number(paper.drucksache)


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
            **_place(answer.span),
        )
        for position, answer in enumerate(response.answers, start=1)
        if answer.text
    )
    given = [answer for answer in response.answers if answer.text]
    Ziffer.objects.bulk_create(
        fitting(
            Ziffer(antwort=antwort, nummer=number, frage=fragen.get(number), wortlaut=answer.repeated.get(number, ""))
        )
        for antwort, answer in zip(antworten, given, strict=True)
        for number in dict.fromkeys(answer.numbers)
    )
