"""A read paper becomes rows: all of it or nothing, and never twice."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from inquiries.models import Abgeordnete, Antrag, Drucksache, Source, Urheber, Verweis
from inquiries.models.datei import digest
from inquiries.reading import Finding, Paper, Span, read_paper
from responses.authorship import plain_name, surname
from responses.findings import record_findings
from responses.intake import IntakeError, Outcome, record_paper
from responses.models import AntwortVerweis, Hinweis, Luecke, Stellungnahme
from responses.publishing import withdraw
from tests import factories
from tests.responses.desk.papers import ANSWERS, inquiry_text

PAPERS = Path(settings.BASE_DIR) / "fixtures" / "papers"


@pytest.fixture(autouse=True)
def vocabulary(db):
    call_command("loaddata", "vocabulary", verbosity=0)


def text_of(name: str) -> str:
    return (PAPERS / name).read_text(encoding="utf-8")


def source_of(text: str) -> Source:
    return Source(text=text, sha256=digest(text.encode()), name="Muster.txt")


def record(text: str):
    return record_paper(read_paper(text), source_of(text))


def test_the_real_example_is_stored_whole():
    receipt = record(text_of("antrag-ki-allianz.txt"))
    antrag, letter = receipt.antrag, receipt.stellungnahme
    assert receipt.outcome == Outcome.INQUIRY_WITH_REPLY
    assert (antrag.titel, antrag.datum, antrag.drucksache) == (
        "Strategische Weiterentwicklung der KI-Allianz",
        datetime.date(2025, 8, 8),
        None,
    )
    assert antrag.fragen.count() == letter.antworten.count() == 8
    assert letter.ministerium.kuerzel == "WM"
    assert sorted(str(ministerium) for ministerium in letter.im_einvernehmen.all()) == [
        "Ministerium für Finanzen",
        "Staatsministerium",
    ]
    assert (letter.schreiben_vom, letter.aktenzeichen) == (datetime.date(2025, 9, 1), "WM36-43-99/161")
    assert (letter.unterzeichnet_von, letter.amt) == (
        "Hoffmeister-Kraut",
        "Ministerin für Wirtschaft, Arbeit und Tourismus",
    )
    assert letter.state == Stellungnahme.State.VEROEFFENTLICHT
    assert [str(row.drucksache) for row in AntwortVerweis.objects.filter(stellungnahme=letter)] == ["17/9075"] * 4
    signatures = antrag.urheber.filter(rolle=Urheber.Rolle.SIGNATORY)
    assert signatures.count() == 8
    assert signatures.filter(abgeordnete__isnull=False).count() == 2


def test_every_text_of_the_example_is_the_text_at_its_span():
    receipt = record(text_of("antrag-ki-allianz.txt"))
    source = Source.objects.get()
    for row in [*receipt.antrag.fragen.all(), *receipt.stellungnahme.antworten.all()]:
        there = source.text[row.span_start : row.span_end]
        for word in row.text.split():
            assert word in there.split() or word in there


def test_the_same_source_twice_changes_nothing():
    first = record(text_of("antrag-ki-allianz.txt"))
    again = record(text_of("antrag-ki-allianz.txt"))
    assert (again.outcome, again.antrag, again.stellungnahme) == (Outcome.KNOWN, first.antrag, first.stellungnahme)
    assert Source.objects.count() == Antrag.objects.count() == 1


def test_the_same_paper_in_another_copy_is_refused_by_its_number():
    text = text_of("17-19156-kleine-anfrage-landesbruecken.txt")
    record(text)
    with pytest.raises(IntakeError, match="17/19156 ist schon erfasst"):
        record(text + "\n")
    assert Source.objects.count() == 1


def without_reply(text: str) -> str:
    """The paper as it was printed before the reply came."""
    head, _, rest = text.partition("und\n\nAntwort\n\ndes Ministeriums für Verkehr\n\n")
    return head + rest.partition("\nAntwort\n\nMit Schreiben")[0]


def test_the_reply_is_added_to_the_inquiry_that_waits_for_it():
    text = text_of("17-19156-kleine-anfrage-landesbruecken.txt")
    first = record(without_reply(text))
    assert first.outcome == Outcome.INQUIRY
    second = record(text)
    assert (second.outcome, second.antrag) == (Outcome.REPLY, first.antrag)
    assert second.antrag.stellungnahmen.get().source != second.antrag.source
    assert Antrag.objects.get().fragen_beantwortet == 6


def test_a_reply_is_added_where_the_one_before_was_withdrawn():
    text = text_of("17-19156-kleine-anfrage-landesbruecken.txt")
    first = record(text).stellungnahme
    withdraw(first, by=factories.user(role="Sachbearbeitung"), at=timezone.now(), grund="Versehentlich.")
    receipt = record(text + "\n")
    assert receipt.outcome is Outcome.REPLY
    assert receipt.stellungnahme != first


def test_a_reply_whose_questions_differ_from_those_entered_is_refused():
    text = text_of("17-19156-kleine-anfrage-landesbruecken.txt")
    record(without_reply(text).replace("seit dem Jahr 2015", "seit dem Jahr 2014"))
    with pytest.raises(IntakeError, match="Nummer 2 weicht ab"):
        record(text)
    assert not Stellungnahme.objects.exists()


def test_a_supplement_belongs_to_the_inquiry_that_it_names_and_keeps_its_own_number():
    first = record(text_of("17-19744-antrag-ganztagsschule.txt"))
    second = record(text_of("17-19790-ergaenzende-stellungnahme-ganztagsschule.txt"))
    assert second.antrag == first.antrag
    assert (second.stellungnahme.art, str(second.stellungnahme.drucksache)) == ("ergaenzung", "17/19790")


def test_a_supplement_to_a_paper_that_is_not_here_is_refused_and_says_which():
    with pytest.raises(IntakeError, match="17/19744"):
        record(text_of("17-19790-ergaenzende-stellungnahme-ganztagsschule.txt"))
    assert not Source.objects.exists()


def test_a_question_that_the_letter_passes_over_is_published_with_the_reason():
    receipt = record(text_of("18-19140-kleine-anfrage-freibaeder.txt"))
    reasons = Luecke.objects.filter(stellungnahme=receipt.stellungnahme)
    assert [luecke.frage.nummer for luecke in reasons.order_by("frage__position")] == ["4", "6"]


def test_a_reply_with_an_error_stays_a_draft():
    paper = read_paper(text := text_of("antrag-ki-allianz.txt"))
    damaged = replace(paper, findings=(replace(paper.findings[0], severity="error"),))
    assert record_paper(damaged, source_of(text)).stellungnahme.is_draft


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"kind": "Gesetzentwurf"}, "Gesetzentwurf", id="no-inquiry"),
        pytest.param({"kind": None}, "unbekannter Art", id="unknown-kind"),
        pytest.param({"title": None}, "Titel", id="no-title"),
        pytest.param({"questions": ()}, "keine Frage", id="no-questions"),
        pytest.param({"title": "x" * 501}, "500", id="title-too-long"),
        pytest.param({"further": (Paper(kind="Antrag"),)}, "2. Anfrage: Der Titel", id="one-of-several"),
    ],
)
def test_what_is_no_inquiry_is_refused_and_leaves_nothing_behind(changes, message):
    paper = read_paper(text := text_of("antrag-ki-allianz.txt"))
    with pytest.raises(IntakeError, match=message):
        record_paper(replace(paper, **changes), source_of(text))
    assert not Source.objects.exists()
    assert not Antrag.objects.exists()
    assert not Verweis.objects.exists()


def two_inquiries(second: str = "17/4711", answers: tuple[str, ...] = ()) -> str:
    """A paper with two inquiries; the page header of the second names its number."""
    other = inquiry_text(number=second, title="Musteranfrage zu den Tunneln im Land", answers=answers)
    return f"{inquiry_text(answers=answers)}\f{other}"


def test_of_several_inquiries_in_a_paper_one_bears_the_shared_number_and_the_others_say_so():
    receipt = record(two_inquiries())
    assert [one.outcome for one in receipt.all] == [Outcome.INQUIRY, Outcome.INQUIRY]
    first, second = (one.antrag for one in receipt.all)
    assert (first.number, second.number) == ("17/4711", "ohne Nummer")
    assert first.source == second.source
    assert [hinweis.code for hinweis in second.hinweise.all()] == ["number-shared"]
    assert record(two_inquiries()).outcome == Outcome.KNOWN


def test_an_inquiry_whose_head_names_a_number_of_its_own_bears_that():
    receipt = record(two_inquiries("17/4712"))
    assert [one.antrag.number for one in receipt.all] == ["17/4711", "17/4712"]
    assert "number-shared" not in {hinweis.code for one in receipt.all for hinweis in one.antrag.hinweise.all()}


def test_the_replies_to_several_inquiries_are_added_to_those_that_wait_for_them():
    waiting = [receipt.antrag for receipt in record(two_inquiries()).all]
    receipt = record(two_inquiries(answers=ANSWERS))
    assert [one.outcome for one in receipt.all] == [Outcome.REPLY, Outcome.REPLY]
    assert [one.antrag for one in receipt.all] == waiting


def test_of_several_inquiries_none_is_stored_when_one_cannot_be():
    factories.antrag(number="17/4712")
    with pytest.raises(IntakeError, match=r"^2\. Anfrage: Drucksache 17/4712 ist schon erfasst"):
        record(two_inquiries("17/4712"))
    assert Antrag.objects.count() == 1
    assert not Source.objects.exists()


def asker(paper, **changes):
    return {"askers": (replace(paper.askers[0], **changes), *paper.askers[1:])}


def question(paper, **changes):
    return {"questions": (replace(paper.questions[0], **changes), *paper.questions[1:])}


def response(paper, **changes):
    return {"response": replace(paper.response, **changes)}


@pytest.mark.parametrize(
    ("part", "changes", "message"),
    [
        pytest.param(asker, {"name": "Erika " + "Muster" * 50}, "Abgeordnete.*200", id="name"),
        pytest.param(question, {"section": "Kosten " * 50}, "Frage, Abschnitt.*300", id="heading"),
        pytest.param(question, {"number": "1" * 21}, "Frage, Nummer.*20", id="number"),
        pytest.param(response, {"ministry": "Ministerium für " + "Muster" * 50}, "wie gedruckt.*300", id="ministry"),
        pytest.param(response, {"co_ministries": ("Amt für Beispiele", "x" * 500)}, "500", id="in-agreement"),
        pytest.param(response, {"letter_reference": "x" * 101}, "Aktenzeichen.*100", id="reference"),
        pytest.param(response, {"signed_by": "x" * 201}, "unterzeichnet von.*200", id="signature"),
        pytest.param(response, {"office": "x" * 301}, "Amt.*300", id="office"),
    ],
)
def test_what_is_longer_than_its_column_is_refused_naming_it(part, changes, message):
    paper = read_paper(text := text_of("antrag-ki-allianz.txt"))
    with pytest.raises(IntakeError, match=message):
        record_paper(replace(paper, **part(paper, **changes)), source_of(text))
    assert not Source.objects.exists()
    assert not Antrag.objects.exists()


def test_an_unknown_ministry_is_kept_as_printed():
    paper = read_paper(text := text_of("antrag-ki-allianz.txt"))
    response = replace(paper.response, ministry="Ministerium für Mustersachen", co_ministries=("Amt für Beispiele",))
    letter = record_paper(replace(paper, response=response), source_of(text)).stellungnahme
    assert (letter.ministerium, letter.ministry_name) == (None, "Ministerium für Mustersachen")
    assert letter.im_einvernehmen_gedruckt == "Amt für Beispiele"


def test_a_person_whose_name_two_members_bear_is_not_guessed():
    for _ in range(2):
        Abgeordnete.objects.create(name="Alexander Salomon", nachname="Salomon")
    antrag = record(text_of("antrag-ki-allianz.txt")).antrag
    assert antrag.urheber.get(name_gedruckt="Alexander Salomon").abgeordnete is None


def test_a_number_that_was_only_cited_becomes_the_number_of_the_paper():
    citing = factories.antrag(fragen=["Was folgt aus Drucksache 17/19156?"])
    number = Drucksache.objects.get(nummer=19156)
    receipt = record(text_of("17-19156-kleine-anfrage-landesbruecken.txt"))
    assert receipt.antrag.drucksache == number
    assert not Verweis.objects.unresolved().filter(antrag=citing).exists()


@pytest.mark.parametrize(
    ("name", "plain", "signed"),
    [
        ("Erika Muster", "Erika Muster", "Muster"),
        ("Dr. Paula Probst-Muster", "Paula Probst-Muster", "Probst-Muster"),
        ("Prof. Dr. Jonas von der Vorlage", "Jonas von der Vorlage", "von der Vorlage"),
        ("Dr. rer. nat. Ida Leerzeile", "Ida Leerzeile", "Leerzeile"),
    ],
)
def test_names_are_compared_without_titles_and_signed_by_surname(name, plain, signed):
    assert (plain_name(name), surname(name)) == (plain, signed)


# --- Findings ---------------------------------------------------------------------------------------------


def test_what_the_reader_warns_of_stays_as_hinweise_of_the_letter_or_of_the_inquiry():
    text = (
        text_of("antrag-ki-allianz.txt")
        .replace("Zu 3.:", "Zu 9.:")
        .replace("\n4. welche konkreten", "\n5. welche konkreten", 1)
    )
    receipt = record(text)
    found = {finding.code for finding in read_paper(text).findings if finding.severity != "info"}
    kept = Hinweis.objects.all()
    assert {hinweis.code for hinweis in kept} == found
    assert found
    assert all(hinweis.erledigt_am is None and hinweis.meldung for hinweis in kept)
    of_letter = {hinweis.code for hinweis in receipt.stellungnahme.hinweise.all()}
    of_inquiry = {hinweis.code for hinweis in receipt.antrag.hinweise.all()}
    assert "answer-without-question" in of_letter
    assert of_inquiry
    assert not of_letter & of_inquiry


def test_findings_of_a_paper_that_only_brought_a_letter_stay_with_the_letter():
    antrag = factories.antrag()
    letter = factories.stellungnahme(antrag, {"1": "Es gibt 12."})
    finding = Finding("drucksache-missing", "warning", "drucksache", "Die Nummer fehlt.", Span(3, 9))
    (hinweis,) = record_findings([finding], stellungnahme=letter)
    assert (hinweis.stellungnahme, hinweis.antrag, hinweis.span_start, hinweis.span_end) == (letter, None, 3, 9)
    assert hinweis.place == "Drucksache"


def test_what_is_said_several_times_of_one_place_is_kept_once_and_says_so():
    letter = factories.stellungnahme(factories.antrag(), {"1": "Es gibt 12.", "2": "Es gibt 13."})
    unknown = [
        Finding("reference-unknown-part", "warning", about, "„Frage 9“ gibt es nicht.", Span(start, start + 7))
        for about, start in (("answer 1", 10), ("answer 2", 50), ("answer 1", 30), ("answer 1", 30))
    ]
    first, second = record_findings(unknown, stellungnahme=letter)
    assert (first.stelle, first.span_start, first.meldung) == (
        "answer 1",
        10,
        "„Frage 9“ gibt es nicht. (an 2 Stellen)",
    )
    assert (second.stelle, second.span_start, second.meldung) == ("answer 2", 50, "„Frage 9“ gibt es nicht.")


def test_a_finding_that_only_informs_is_not_kept():
    letter = factories.stellungnahme(factories.antrag(), {"1": "Es gibt 12."})
    assert record_findings([Finding("x", "info", "title", "Nur so.")], stellungnahme=letter) == []
