"""The examples that a new installation shows: they are read completely, say what they are, and show every state."""

from __future__ import annotations

import functools
import itertools
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command

from inquiries.models import Antrag, Fraktion, Ministerium, Source, Wahlperiode
from inquiries.models.datei import digest
from inquiries.reading import Paper, read_paper, same_wording, vocabulary
from responses.intake import record_paper
from responses.models import Stellungnahme
from responses.pairing import State, pair

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
PAPERS = FIXTURES / "papers"
REAL = "antrag-ki-allianz.txt"
INVENTED_FROM = 19_000
"""No Wahlperiode has had that many Drucksachen, so invented papers are numbered from here."""


@dataclass(frozen=True)
class Expected:
    """What a paper holds. ``answers`` has a word for each answer, "1+2" for a joint one; ``findings`` are the codes
    of severity "warning" or "error" that the paper is there to show, each with the reason.
    """

    kind: str
    number: str | None
    questions: str
    answers: str = ""
    findings: tuple[tuple[str, str], ...] = ()


def numbered(last: int) -> str:
    return " ".join(str(number) for number in range(1, last + 1))


EXPECTED = {
    REAL: Expected("Antrag", None, numbered(8), numbered(8)),
    "16-19204-kleine-anfrage-bruecke-beispielbach.txt": Expected(
        "Kleine Anfrage", "16/19204", numbered(4), numbered(4)
    ),
    "16-19377-antrag-geburtshilfe.txt": Expected("Antrag", "16/19377", numbered(5), numbered(5)),
    "17-19021-kleine-anfrage-breitband.txt": Expected("Kleine Anfrage", "17/19021", "1 2 3a 3b 4 5", "1 2 3a 3b 4 5"),
    "17-19156-kleine-anfrage-landesbruecken.txt": Expected("Kleine Anfrage", "17/19156", numbered(6), "1+2 3+4+5 6"),
    "17-19344-antrag-brueckenprogramm.txt": Expected("Antrag", "17/19344", numbered(5), numbered(5)),
    "17-19412-grosse-anfrage-wasserversorgung.txt": Expected(
        "Große Anfrage", "17/19412", numbered(30), numbered(30).replace("7 8", "7+8")
    ),
    "17-19518-antrag-ladeinfrastruktur.txt": Expected("Antrag", "17/19518", numbered(5), numbered(5)),
    "17-19607-kleine-anfrage-waldumbau.txt": Expected("Kleine Anfrage", "17/19607", numbered(5), numbered(5)),
    "17-19731-kleine-anfrage-bahnhof-musterlingen.txt": Expected(
        "Kleine Anfrage", "17/19731", numbered(4), numbered(4)
    ),
    "17-19732-kleine-anfrage-zugausfaelle-mustertalbahn.txt": Expected(
        "Kleine Anfrage", "17/19732", numbered(5), "1+2 3 4 5"
    ),
    "17-19733-kleine-anfrage-schienenersatzverkehr.txt": Expected(
        "Kleine Anfrage", "17/19733", numbered(4), numbered(4)
    ),
    "17-19744-antrag-ganztagsschule.txt": Expected("Antrag", "17/19744", numbered(6), numbered(6)),
    "17-19752-antrag-laufzeiten-ki-projekte.txt": Expected("Antrag", "17/19752", numbered(4), numbered(4)),
    "17-19790-ergaenzende-stellungnahme-ganztagsschule.txt": Expected("Antrag", "17/19790", "4", "4"),
    "17-19861-antrag-hausaerztliche-versorgung.txt": Expected(
        "Antrag", "17/19861", "I.1 I.2 I.3 I.4 II.1 II.2", "I.1 I.2 I.3 I.4"
    ),
    "17-19880-antrag-bruecken-zwischenbilanz.txt": Expected(
        "Antrag",
        "17/19880",
        numbered(5),
        numbered(6),
        (("answer-without-question", "the ministry adds an answer 6 that nobody asked for"),),
    ),
    "18-19035-kleine-anfrage-dorflaeden.txt": Expected("Kleine Anfrage", "18/19035", numbered(5), numbered(5)),
    "18-19081-kleine-anfrage-notaufnahme.txt": Expected("Kleine Anfrage", "18/19081", numbered(5)),
    "18-19098-antrag-bibliotheken.txt": Expected("Antrag", "18/19098", numbered(6), numbered(6)),
    "18-19118-antrag-berufliche-schulen.txt": Expected("Antrag", "18/19118", numbered(5)),
    "18-19124-kleine-anfrage-laermschutz.txt": Expected("Kleine Anfrage", "18/19124", numbered(4), "1+2 3 4"),
    "18-19140-kleine-anfrage-freibaeder.txt": Expected(
        "Kleine Anfrage",
        "18/19140",
        numbered(6),
        "1 2 3 5",
        (("question-unanswered", "the letter leaves questions 4 and 6 to a later one"),),
    ),
    "18-19150-kleine-anfrage-ki-in-kleinbetrieben.txt": Expected(
        "Kleine Anfrage", "18/19150", numbered(4), numbered(4)
    ),
    "18-19166-kleine-anfrage-hochwasserschutz.txt": Expected("Kleine Anfrage", "18/19166", numbered(3), numbered(3)),
    "18-19187-antrag-radschnellweg.txt": Expected("Antrag", "18/19187", numbered(5)),
    "18-19190-grosse-anfrage-feuerwehr.txt": Expected("Große Anfrage", "18/19190", numbered(12)),
    "18-19203-kleine-anfrage-mustertalbahn-nachfrage.txt": Expected(
        "Kleine Anfrage", "18/19203", numbered(3), numbered(3)
    ),
    "18-19209-antrag-anschluesse-mustertal.txt": Expected("Antrag", "18/19209", numbered(3), numbered(3)),
}

ROWS = pytest.mark.parametrize("name", EXPECTED)


def source(name: str) -> str:
    return (PAPERS / name).read_text(encoding="utf-8")


@functools.cache
def read(name: str) -> Paper:
    return read_paper(source(name))


@functools.cache
def citations() -> dict[str, set[str]]:
    """Drucksache → the Drucksachen of the same house that it cites."""
    return {
        expected.number: {
            reference.drucksache
            for reference in read(name).references
            if reference.kind == "drucksache" and reference.parliament == "BW" and reference.drucksache
        }
        - {expected.number}
        for name, expected in EXPECTED.items()
        if expected.number
    }


def test_every_example_stands_in_the_table():
    assert {path.name for path in PAPERS.iterdir()} == set(EXPECTED)


@ROWS
def test_an_example_is_read_completely(name):
    expected, paper = EXPECTED[name], read(name)

    assert (paper.kind, paper.drucksache) == (expected.kind, expected.number)
    assert [question.number for question in paper.questions] == expected.questions.split()
    answers = paper.response.answers if paper.response else ()
    assert ["+".join(answer.numbers) for answer in answers] == expected.answers.split()
    found = {finding.code for finding in paper.findings if finding.severity != "info"}
    assert found == {code for code, _reason in expected.findings}


@ROWS
def test_the_head_of_an_example_is_read(name):
    paper = read(name)

    assert paper.title
    assert paper.fraktionen
    assert paper.response is None or (paper.response.ministry and paper.response.signed_by and paper.response.office)


@ROWS
def test_the_numbers_of_the_file_and_of_the_paper_agree(name):
    number = EXPECTED[name].number
    assert number is None or name.startswith(number.replace("/", "-") + "-")


@pytest.mark.parametrize("name", sorted(EXPECTED.keys() - {REAL}))
def test_an_invented_paper_says_so_and_takes_no_real_number(name):
    assert source(name).splitlines()[0].startswith("Musterdrucksache")
    assert int(EXPECTED[name].number.split("/")[1]) > INVENTED_FROM


def test_the_citations_make_a_chain_of_four_papers():
    chain = ["17/19880", "17/19344", "17/19156", "16/19204"]
    assert all(cited in citations()[citing] for citing, cited in itertools.pairwise(chain))


def test_the_citations_make_a_circle():
    circle = ["17/19731", "17/19732", "17/19733", "17/19731"]
    assert all(cited in citations()[citing] for citing, cited in itertools.pairwise(circle))


def parts_cited_in(name: str) -> set[tuple[str, str]]:
    return {(reference.drucksache, part) for reference in read(name).references for part in reference.parts}


def test_references_lead_over_four_papers_from_answer_to_answer():
    steps = [
        ("18-19209-antrag-anschluesse-mustertal.txt", ("18/19203", "1")),
        ("18-19203-kleine-anfrage-mustertalbahn-nachfrage.txt", ("17/19731", "4")),
        ("17-19731-kleine-anfrage-bahnhof-musterlingen.txt", ("17/19732", "3")),
        ("17-19732-kleine-anfrage-zugausfaelle-mustertalbahn.txt", ("17/19731", "1")),
    ]
    for name, cited in steps:
        assert cited in parts_cited_in(name)


def test_two_answers_only_refer_to_each_other():
    assert ("18/19203", "2") in parts_cited_in("18-19209-antrag-anschluesse-mustertal.txt")
    assert ("18/19209", "2") in parts_cited_in("18-19203-kleine-anfrage-mustertalbahn-nachfrage.txt")


def test_some_cited_papers_are_entered_and_some_are_not():
    cited = set().union(*citations().values())
    assert cited & citations().keys()
    assert cited - citations().keys()


def test_ziffer_3_of_17_9075_is_cited_by_several_papers():
    citing = {
        name
        for name in EXPECTED
        for reference in read(name).references
        if reference.drucksache == "17/9075" and "3" in reference.parts
    }
    assert len(citing) >= 3


def test_papers_of_other_parliaments_and_a_plenarprotokoll_are_cited():
    references = [reference for name in EXPECTED for reference in read(name).references]
    assert {"BT", "BR"} <= {reference.parliament for reference in references}
    assert {"drucksache", "plenarprotokoll", "same-paper"} <= {reference.kind for reference in references}


def test_nine_ministries_agree_with_one_answer():
    response = read("17-19518-antrag-ladeinfrastruktur.txt").response
    known = {ministry.name for ministry in vocabulary.MINISTRIES}
    assert len(response.co_ministries) == 9
    assert {response.ministry, *response.co_ministries} <= known


@pytest.mark.parametrize(
    ("name", "number"),
    [(REAL, "6"), ("17-19744-antrag-ganztagsschule.txt", "3"), ("17-19518-antrag-ladeinfrastruktur.txt", "2")],
)
def test_a_question_is_repeated_in_other_words(name, number):
    paper = read(name)
    reworded = {
        question.number
        for question in paper.questions
        for answer in paper.response.answers
        if question.number in answer.repeated and not same_wording(question.text, answer.repeated[question.number])
    }
    assert reworded == {number}


def test_broken_words_and_page_breaks_are_mended():
    answers = read("17-19607-kleine-anfrage-waldumbau.txt").response.answers
    assert "Hektar hat sich natürliche Verjüngung eingestellt oder wird in den nächsten Jahren erwartet." in (
        answers[1].text
    )
    assert "die Wiederbewaldung und die Anlage von Wasserrückhalten an Wegen. Im Jahr 2023" in answers[4].text


def test_the_vocabulary_agrees_with_the_readers_tables():
    rows = json.loads((FIXTURES / "vocabulary.json").read_text(encoding="utf-8"))
    fields = {
        model: [row["fields"] for row in rows if row["model"] == f"inquiries.{model}"]
        for model in ("wahlperiode", "fraktion", "ministerium")
    }
    assert sum(map(len, fields.values())) == len(rows)
    assert [
        (field["nummer"], field["beginn"], field["ende"])
        for field in fields["wahlperiode"]
        if field["parlament"] == "BW"
    ] == [
        (term.number, term.begins.isoformat(), term.ends and term.ends.isoformat())
        for term in vocabulary.WAHLPERIODEN.values()
    ]
    assert {field["kuerzel"] for field in fields["fraktion"]} == set(vocabulary.FRAKTIONEN.values())
    assert [
        (field["kuerzel"], field["name"], field["gueltig_von"], field["gueltig_bis"]) for field in fields["ministerium"]
    ] == [
        (
            ministry.abbreviation,
            ministry.name,
            ministry.valid_from.isoformat(),
            ministry.valid_to and ministry.valid_to.isoformat(),
        )
        for ministry in vocabulary.MINISTRIES
    ]


@pytest.fixture
def vocabulary_rows(db):
    call_command("loaddata", FIXTURES / "vocabulary.json", verbosity=0)


def test_the_vocabulary_is_loaded_twice_without_harm(vocabulary_rows):
    call_command("loaddata", FIXTURES / "vocabulary.json", verbosity=0)

    assert Wahlperiode.objects.count() == len(vocabulary.WAHLPERIODEN)
    assert Fraktion.objects.count() == len(set(vocabulary.FRAKTIONEN.values()))
    assert Ministerium.objects.count() == len(vocabulary.MINISTRIES)


def test_all_examples_are_stored_and_together_show_every_state(vocabulary_rows):
    for name in EXPECTED:
        source_row = Source(name=name, sha256=digest((PAPERS / name).read_bytes()), text=source(name))
        record_paper(read(name), source_row)

    assert Antrag.objects.count() + Stellungnahme.objects.filter(art="ergaenzung").count() == len(EXPECTED)
    assert not Stellungnahme.objects.drafts().exists()
    assert not Stellungnahme.objects.filter(ministerium=None).exists()
    states = {
        state
        for antrag in Antrag.objects.all()
        for row in pair(antrag.fragen.all(), antrag.stellungnahmen.for_reading())
        for state in row.states
    }
    assert states == set(State) - {State.DRAFT}  # printed papers are public
    assert Antrag.objects.filter(stellungnahmen=None).count() == len(
        [1 for row in EXPECTED.values() if not row.answers]
    )
    ergaenzung = Stellungnahme.objects.get(art="ergaenzung")
    assert (str(ergaenzung.antrag.drucksache), str(ergaenzung.drucksache)) == ("17/19744", "17/19790")
