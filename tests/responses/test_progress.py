"""The counts that the database keeps agree with what pairing shows, whoever changes the rows."""

import datetime

import pgtrigger
import pytest
from django.db import connection

from inquiries.models import Antrag, Frage, Urheber
from responses.dossier import compile_dossier, inquiries_to_print, to_html
from responses.models import Antwort, Stellungnahme, Ziffer
from responses.pairing import pair
from tests import factories

pytestmark = pytest.mark.django_db


def by_hand():
    """What is published may be changed after all: as an administrator does when a court asks for it."""
    kept_as_published = ("Stellungnahme", "published_is_not_deleted"), ("Antwort", "published_stays_as_it_is")
    kept_as_published += ("Antwort", "published_is_not_deleted"), ("Ziffer", "published_is_not_deleted")
    return pgtrigger.ignore(*(f"responses.{model}:{trigger}" for model, trigger in kept_as_published))


def kept(inquiry):
    return Antrag.objects.values_list("fragen_gesamt", "fragen_beantwortet").get(pk=inquiry.pk)


def kept_by_reference(inquiry):
    return Antrag.objects.values_list("fragen_durch_verweis", flat=True).get(pk=inquiry.pk)


def rows_of(inquiry):
    return pair(inquiry.fragen.filter(beschlussteil=False), inquiry.stellungnahmen.published().for_reading())


def counted(inquiry):
    rows = rows_of(inquiry)
    answered = sum(len(row.questions) for row in rows if row.answers)
    return inquiry.fragen.filter(beschlussteil=False).count(), answered


def counted_by_reference(inquiry):
    return sum(len(row.by_reference) for row in rows_of(inquiry))


def finds(inquiry, words):
    return (
        Antrag.objects.extra(where=["suche @@ websearch_to_tsquery('deutsch', %s)"], params=[words])
        .filter(pk=inquiry.pk)
        .exists()
    )


@pytest.fixture
def inquiry(db):
    return factories.antrag(
        fragen={"1": "Wie viele Brücken?", "2": "Welche Kosten?", "3a": "Wann?", "3b": "Womit?"}, number="17/19999"
    )


def test_an_open_inquiry_counts_its_questions(inquiry):
    assert kept(inquiry) == counted(inquiry) == (4, 0)


def test_a_joint_answer_counts_for_each_of_its_questions(inquiry):
    factories.stellungnahme(inquiry, {"1 und 2": "Zwölf, für drei Millionen Euro.", "3a": "Bald."})
    assert kept(inquiry) == counted(inquiry) == (4, 3)


def test_a_draft_counts_for_nothing_until_it_is_published(inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Zwölf Talbrücken."}, published=False)
    assert kept(inquiry) == (4, 0)
    assert not finds(inquiry, "Talbrücke")
    letter.state = Stellungnahme.State.VEROEFFENTLICHT
    letter.save()
    assert kept(inquiry) == counted(inquiry) == (4, 1)
    assert finds(inquiry, "Talbrücke")


def test_two_letters_that_answer_the_same_question_count_once(inquiry):
    factories.stellungnahme(inquiry, {"1": "Zwölf."})
    factories.stellungnahme(inquiry, {"1": "Dreizehn.", "2": "Viel."}, art=Stellungnahme.Art.ERGAENZUNG)
    assert kept(inquiry) == counted(inquiry) == (4, 2)


def test_an_answer_without_a_question_counts_for_nothing(inquiry):
    factories.stellungnahme(inquiry, {"9": "Dazu liegt nichts vor."})
    assert kept(inquiry) == counted(inquiry) == (4, 0)


def test_the_decision_part_waits_for_no_answer(inquiry):
    Frage.objects.filter(antrag=inquiry, nummer="3b").update(beschlussteil=True)
    assert kept(inquiry) == counted(inquiry) == (3, 0)


SEE = "Auf die Antwort zu Frage 1 in der Drucksache 17/19156 wird verwiesen."


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        pytest.param([{"1": "Zwölf.", "2": SEE}], 1, id="one-of-two-answers"),
        pytest.param([{"1 und 2": SEE}], 2, id="joint-answer"),
        pytest.param([{"1": f"Zwölf. {SEE}"}], 0, id="says-something-too"),
        pytest.param([{"1": SEE}, {"1": "Zwölf."}], 0, id="supplement-says-it"),
        pytest.param([{"1": SEE}, {"1": SEE}], 1, id="supplement-refers-too"),
        pytest.param([{"1 und 2": SEE}, {"2": "Zwölf."}], 1, id="supplement-to-one-of-two"),
        pytest.param([{"9": SEE}], 0, id="no-such-question"),
    ],
)
def test_questions_answered_by_reference_only_count_apart(inquiry, letters, expected):
    for answers in letters:
        factories.stellungnahme(inquiry, answers)
    assert kept_by_reference(inquiry) == counted_by_reference(inquiry) == expected
    assert kept(inquiry) == counted(inquiry)


def test_what_is_answered_by_reference_follows_every_correction(inquiry):
    letter = factories.stellungnahme(inquiry, {"1": SEE, "2": SEE}, published=False)
    assert kept_by_reference(inquiry) == 0
    Stellungnahme.objects.filter(pk=letter.pk).update(state=Stellungnahme.State.VEROEFFENTLICHT)
    assert kept_by_reference(inquiry) == counted_by_reference(inquiry) == 2
    with by_hand():
        Antwort.objects.filter(stellungnahme=letter, position=1).update(text="Zwölf.", nur_verweis=False)
    assert kept_by_reference(inquiry) == counted_by_reference(inquiry) == 1
    Frage.objects.filter(antrag=inquiry, nummer="2").update(beschlussteil=True)
    assert kept_by_reference(inquiry) == counted_by_reference(inquiry) == 0


def test_the_progress_names_what_is_answered_by_reference_apart(inquiry):
    def progress():
        return Antrag.objects.get(pk=inquiry.pk).progress

    assert progress() == "0 von 4 beantwortet"
    factories.stellungnahme(inquiry, {"1": SEE})
    assert progress() == "0 von 4 beantwortet, 1 durch Verweis"
    factories.stellungnahme(inquiry, {"2": "Zwölf."})
    assert progress() == "1 von 4 beantwortet, 1 weitere durch Verweis"


def test_the_dossier_counts_what_is_answered_by_reference_apart(inquiry):
    factories.stellungnahme(inquiry, {"1": SEE, "2": "Zwölf."})
    printed = to_html(compile_dossier(inquiries_to_print([inquiry.pk]), on=datetime.date(2026, 11, 24)))
    assert "1 von 4 Fragen, 1 weitere nur durch Verweis" in printed


def test_deleting_takes_the_counts_back(inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Zwölf.", "2": "Viel."})
    with by_hand():
        Ziffer.objects.filter(antwort__stellungnahme=letter, nummer="2").delete()
        assert kept(inquiry) == (4, 1)
        letter.delete()
    assert kept(inquiry) == (4, 0)


def test_an_inquiry_can_be_deleted_with_all_it_has(inquiry):
    inquiry.delete()
    assert not Antrag.objects.filter(pk=inquiry.pk).exists()


def test_a_question_that_moves_to_another_inquiry_is_counted_there(inquiry):
    other = factories.antrag(fragen=["Warum?"])
    Frage.objects.filter(antrag=inquiry, nummer="2").update(antrag=other)
    assert (kept(inquiry), kept(other)) == ((3, 0), (2, 0))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("brücke", True, id="stem-of-a-question"),
        pytest.param("Musteranfragen", True, id="stem-of-the-title"),
        pytest.param("sanierung", True, id="word-of-an-answer"),
        pytest.param("Musteranfrage Sanierungen", True, id="words-of-title-and-answer-together"),
        pytest.param("Erika", True, id="name-of-an-asker"),
        pytest.param("Zeppelin", False, id="word-that-stands-nowhere"),
    ],
)
def test_the_search_vector_holds_title_questions_answers_and_names(inquiry, words, found):
    factories.stellungnahme(inquiry, {"1": "Die Sanierung läuft."})
    assert finds(inquiry, words) is found


def test_the_search_forgets_what_was_changed(inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Die Sanierung läuft."})
    with by_hand():
        Antwort.objects.filter(stellungnahme=letter).update(text="Der Neubau läuft.")
    Urheber.objects.filter(antrag=inquiry).delete()
    inquiry.titel = "Musteranfrage zu Stegen"
    inquiry.save()
    assert finds(inquiry, "neubau steg")
    assert not finds(inquiry, "Sanierung")
    assert not finds(inquiry, "Erika")


def test_a_paper_with_more_words_than_a_search_vector_holds_is_stored_and_found_by_its_beginning(inquiry):
    many = " ".join(f"wort{n}" for n in range(120_000))
    factories.stellungnahme(inquiry, {"1": f"Anfangswort {many}"})
    assert finds(inquiry, "Anfangswort")
    assert kept(inquiry) == (4, 1)


def test_the_search_vector_never_travels_to_the_application(inquiry):
    with connection.execute_wrapper(lambda execute, sql, *rest: refuse_column(execute, sql, *rest)):
        Antrag.objects.get(pk=inquiry.pk).save()


def refuse_column(execute, sql, *rest):
    assert '"suche"' not in sql
    return execute(sql, *rest)
