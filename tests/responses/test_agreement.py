"""What is stored of a paper's citations is what the reader says of it, and what the finder says of its texts."""

from collections import Counter
from pathlib import Path

import pytest

from inquiries.models import Parlament, Source, Verweis
from inquiries.models.datei import digest
from inquiries.reading import read_paper
from inquiries.reading.references import find_references, named_last
from responses.intake import IntakeError, record_paper
from tests.inquiries.reading.corpus import compose

pytestmark = pytest.mark.django_db

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures" / "papers").glob("*.txt"))
GENERATED = range(24)
PLACES = {"title": "titel", "question": "frage", "begruendung": "begruendung", "preamble": "vorbemerkung"}


def recorded(text):
    """The paper and its inquiry; None for what cannot be stored by itself, such as a supplement."""
    paper = read_paper(text)
    try:
        receipt = record_paper(paper, Source(text=text, sha256=digest(text.encode())))
    except IntakeError:
        return None
    return paper, receipt.antrag


def said_by_reader(paper):
    for reference in paper.references:
        place = reference.in_.partition(" ")[0]
        if place == "answer" or place in PLACES:
            ort = PLACES.get(place, "antwort")
            yield (
                ort,
                *what(reference.kind, reference.parliament, reference.drucksache, reference.parts),
                reference.quote,
            )


def said_by_finder(antrag):
    """The citations of the stored texts, read in the order of the paper."""
    last = None
    for ort, text in texts(antrag):
        references = find_references(text, last_named=last)
        last = named_last(references, last)
        for reference in references:
            yield (
                ort,
                *what(reference.kind, reference.parliament, reference.drucksache, reference.parts),
                reference.quote,
            )


def texts(antrag):
    yield "titel", antrag.titel
    yield from (("frage", frage.text) for frage in antrag.fragen.order_by("position"))
    yield "begruendung", antrag.begruendung
    for letter in antrag.stellungnahmen.all():
        yield "vorbemerkung", letter.vorbemerkung
        yield from (("antwort", antwort.text) for antwort in letter.antworten.order_by("position"))


def what(kind, parliament, number, parts):
    if kind == "drucksache" and parliament is None:
        number = None  # which paper it is, nobody can say
    return kind, parliament, number, tuple(parts)


def stored(antrag):
    own = antrag.drucksache
    for row in Verweis.objects.filter(antrag=antrag).select_related("drucksache"):
        parliament = number = None
        if paper := row.drucksache:
            parliament, number = paper.parlament, f"{paper.wahlperiode}/{paper.nummer} {paper.zusatz}".strip()
            if parliament == Parlament.BUNDESRAT:
                number = f"{paper.nummer}/{paper.wahlperiode:02d}"
        elif row.art == Verweis.Art.PLENARPROTOKOLL:
            parliament, number = "BW", row.protokoll
        elif row.grund == Verweis.Grund.LATER_TERM:
            (reference,) = find_references(row.zitat)
            parliament, number = reference.parliament, reference.drucksache
            assert int(number.partition("/")[0]) > own.wahlperiode
        yield (row.ort, *what(row.art, parliament, number, row.ziffern), row.zitat)


def assert_agreement(text):
    found = recorded(text)
    if found is None:
        return 0
    paper, antrag = found
    rows = Counter(stored(antrag))
    assert rows == Counter(said_by_reader(paper))
    assert rows == Counter(said_by_finder(antrag))
    return rows.total()


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FIXTURES])
def test_the_citations_stored_of_an_example_are_those_that_were_read(path):
    assert_agreement(path.read_text())


def test_the_citations_stored_of_generated_papers_are_those_that_were_read():
    assert sum(assert_agreement(compose(seed).text) for seed in GENERATED) > 50


def test_the_citations_stored_of_every_kind_are_those_that_were_read():
    example = next(path for path in FIXTURES if path.stem == "antrag-ki-allianz").read_text()
    text = example.replace(
        "Zur Finanzierung von Projekten im Zusammenhang mit der KI-Allianz wird auf",
        "Siehe a. a. O., Ziffer 3, sowie die Antwort zu Ziffer 1. Siehe auch Bürgerschaftsdrucksache 22/1234, BR-Drs. "
        "12/24, BT-Drs. 20/1234 und Plenarprotokoll 17/13, S. 620. Zur Finanzierung wird auf",
    )
    assert assert_agreement(text) == assert_agreement(example) + 6
