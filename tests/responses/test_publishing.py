"""From draft to published, and withdrawn, without a page."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from inquiries.models import Drucksache, Verweis
from responses.models import Hinweis, Luecke, Stellungnahme
from responses.publishing import PublishError, obstacles, open_questions, publish, unsettled, withdraw
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 9, 3, 10, 30, tzinfo=datetime.UTC)
LATER = datetime.datetime(2025, 9, 10, 8, 0, tzinfo=datetime.UTC)


def numbers(fragen):
    return [frage.nummer for frage in fragen]


@pytest.fixture
def inquiry():
    return factories.antrag(fragen=["Wie viele?", "Wo?", "Wann?"])


@pytest.fixture
def clerk():
    return factories.user(role="Sachbearbeitung")


def draft(inquiry, antworten, **fields):
    return factories.stellungnahme(inquiry, antworten, published=False, **fields)


def test_a_draft_that_answers_everything_is_published_with_the_day_and_the_clerk(inquiry, clerk):
    letter = draft(inquiry, {"1 und 2": "Acht.", "3": "Morgen."})
    publish(letter, by=clerk, at=NOW)
    letter.refresh_from_db()
    assert (letter.state, letter.veroeffentlicht_am, letter.veroeffentlicht_von) == ("veroeffentlicht", NOW, clerk)
    inquiry.refresh_from_db()
    assert inquiry.fragen_beantwortet == 3


def test_open_questions_are_those_without_an_answer_in_the_order_of_the_inquiry(inquiry):
    assert numbers(open_questions(draft(inquiry, {"2": "Hier."}))) == ["1", "3"]


def test_a_question_of_the_decision_part_needs_no_answer(inquiry):
    inquiry.fragen.filter(nummer="3").update(beschlussteil=True)
    assert numbers(open_questions(draft(inquiry, {"1 und 2": "Acht."}))) == []


def test_what_another_published_letter_answers_is_not_open(inquiry):
    factories.stellungnahme(inquiry, {"1": "Acht."})
    assert numbers(open_questions(draft(inquiry, {"2": "Hier."}))) == ["3"]


def test_what_another_draft_answers_is_open(inquiry):
    draft(inquiry, {"1": "Acht."})
    assert numbers(open_questions(draft(inquiry, {"2": "Hier."}))) == ["1", "3"]


def test_what_another_published_letter_explained_is_not_open(inquiry, clerk):
    publish(
        draft(inquiry, {"1 und 2": "Acht."}),
        by=clerk,
        at=NOW,
        reasons={inquiry.fragen.get(nummer="3").pk: "Wird nachgereicht."},
    )
    assert open_questions(draft(inquiry, {"1": "Doch neun."})) == []


def test_a_supplement_is_not_asked_for_what_it_does_not_supplement(inquiry):
    assert open_questions(draft(inquiry, {"1": "Neun."}, art=Stellungnahme.Art.ERGAENZUNG)) == []


def test_each_open_question_is_published_with_its_reason(inquiry, clerk):
    letter = draft(inquiry, {"2": "Hier."})
    first, third = inquiry.fragen.get(nummer="1"), inquiry.fragen.get(nummer="3")
    publish(letter, by=clerk, at=NOW, reasons={first.pk: "Keine  Daten.\n", third.pk: "Wird nachgereicht."})
    assert set(letter.luecken.values_list("frage", "grund")) == {
        (first.pk, "Keine Daten."),
        (third.pk, "Wird nachgereicht."),
    }


@pytest.mark.parametrize("reason", [None, "", "  \n"], ids=["none", "empty", "blank"])
def test_an_open_question_without_a_reason_is_named_and_nothing_changes(inquiry, clerk, reason):
    letter = draft(inquiry, {"1 und 2": "Acht."})
    reasons = {} if reason is None else {inquiry.fragen.get(nummer="3").pk: reason}
    with pytest.raises(PublishError, match=r"Ohne Antwort und ohne Grund: 3\."):
        publish(letter, by=clerk, at=NOW, reasons=reasons)
    letter.refresh_from_db()
    assert letter.is_draft
    assert not Luecke.objects.exists()


def test_a_reason_for_a_question_that_is_answered_is_not_kept(inquiry, clerk):
    letter = draft(inquiry, {"1 bis 3": "Acht."})
    publish(letter, by=clerk, at=NOW, reasons={inquiry.fragen.get(nummer="1").pk: "Überholt."})
    assert not Luecke.objects.exists()


def test_a_letter_without_a_ministry_is_not_published(inquiry, clerk):
    letter = draft(inquiry, {"1 bis 3": "Acht."}, ministerium=None)
    with pytest.raises(PublishError, match="Ministerium fehlt"):
        publish(letter, by=clerk, at=NOW)
    letter.ministerium_gedruckt = "Ministerium für Musterfragen"
    assert obstacles(letter) == []


def test_a_letter_without_a_word_is_not_published(inquiry, clerk):
    letter = draft(inquiry, {})
    with pytest.raises(PublishError, match="noch keinen Text"):
        publish(letter, by=clerk, at=NOW, reasons=dict.fromkeys(inquiry.fragen.values_list("pk", flat=True), "Keine."))


def test_a_published_letter_is_not_published_again(inquiry, clerk):
    letter = factories.stellungnahme(inquiry, {"1 bis 3": "Acht."}, veroeffentlicht_am=NOW)
    with pytest.raises(PublishError, match="schon veröffentlicht"):
        publish(letter, by=clerk, at=timezone.now())
    letter.refresh_from_db()
    assert letter.veroeffentlicht_am == NOW


def test_the_second_of_two_clerks_is_told_though_the_row_in_hand_is_still_a_draft(inquiry, clerk):
    letter = draft(inquiry, {"1 bis 3": "Acht."})
    publish(Stellungnahme.objects.get(pk=letter.pk), by=clerk, at=NOW)
    assert letter.is_draft
    with pytest.raises(PublishError, match="schon veröffentlicht"):
        publish(letter, by=clerk, at=NOW)


def test_a_withdrawn_letter_keeps_its_text_and_says_when_why_and_by_whom_and_its_questions_are_open(inquiry, clerk):
    letter = draft(inquiry, {"1 und 2": "Acht, siehe Drucksache 17/19001."})
    publish(letter, by=clerk, at=NOW, reasons={inquiry.fragen.get(nummer="3").pk: "Wird nachgereicht."})
    withdraw(letter, by=clerk, at=LATER, grund="Zum falschen Papier erfasst.")
    letter.refresh_from_db()
    assert (letter.state, letter.veroeffentlicht_am) == ("zurueckgezogen", NOW)
    assert (letter.zurueckgezogen_am, letter.zurueckgezogen_von, letter.zurueckziehungsgrund) == (
        LATER,
        clerk,
        "Zum falschen Papier erfasst.",
    )
    assert letter.antworten.get().text.startswith("Acht")
    inquiry.refresh_from_db()
    assert inquiry.fragen_beantwortet == 0
    for role in ("Lesen", "Sachbearbeitung"):
        assert not Stellungnahme.objects.visible_to(factories.user(role=role)).exists()
    assert not Verweis.objects.exists()
    factories.settle()
    assert Drucksache.objects.numbered("17/19001").get().zitate == 0


def test_only_what_is_published_is_withdrawn(inquiry, clerk):
    with pytest.raises(PublishError, match=r"nicht \(mehr\) veröffentlicht"):
        withdraw(draft(inquiry, {"1": "Acht."}), by=clerk, at=NOW, grund="Doch nicht.")


# --- Hinweise ---------------------------------------------------------------------------------------------


def warned(letter, *codes, schwere="warning"):
    return [
        Hinweis.objects.create(stellungnahme=letter, code=code, schwere=schwere, stelle="answer 1", meldung="Prüfen.")
        for code in codes
    ]


def test_a_hinweis_that_nobody_settled_keeps_a_letter_from_being_published(inquiry, clerk):
    letter = draft(inquiry, {"1 bis 3": "Acht."})
    one, other = warned(letter, "repeat-missing", "letter-in-text")
    warned(letter, "several-signatures", schwere="info")
    assert unsettled(letter) == [one, other]
    with pytest.raises(PublishError, match=r"Noch nicht erledigt: 1 Hinweis\."):
        publish(letter, by=clerk, at=NOW, settled={one.pk: "So steht es im Papier."})
    one.refresh_from_db()
    assert one.erledigt_am is None
    publish(letter, by=clerk, at=NOW, settled={one.pk: "So steht es im Papier.", other.pk: "Geprüft."})
    other.refresh_from_db()
    assert (other.erledigt_grund, other.erledigt_von, other.erledigt_am) == ("Geprüft.", clerk, NOW)


def test_a_hinweis_on_an_unanswered_question_is_settled_by_the_reason_for_it(inquiry, clerk):
    letter = draft(inquiry, {"1 und 2": "Acht."})
    for number in "23":
        Hinweis.objects.create(
            stellungnahme=letter,
            code="question-unanswered",
            schwere="warning",
            stelle=f"question {number}",
            meldung="!",
        )
    assert unsettled(letter) == []
    publish(letter, by=clerk, at=NOW, reasons={inquiry.fragen.get(nummer="3").pk: "Folgt."})
    assert list(letter.hinweise.order_by("pk").values_list("erledigt_grund", flat=True)) == [
        "Die Frage ist inzwischen beantwortet.",
        "Folgt.",
    ]


def test_a_printed_paper_that_nobody_has_read_here_is_published_with_its_hinweise_open(inquiry, settings):
    settings.VIER_AUGEN = True
    letter = draft(inquiry, {"1 bis 3": "Acht."})
    (hinweis,) = warned(letter, "repeat-missing")
    publish(letter, by=None, at=NOW, unread=True)
    hinweis.refresh_from_db()
    assert hinweis.erledigt_am is None
    assert letter.is_published


def test_publishing_takes_the_same_queries_for_one_question_and_for_thirty(django_assert_num_queries, clerk):
    def queries(count):
        letter = draft(factories.antrag(fragen=["Wie?"] * count), {"1": "So."})
        reasons = dict.fromkeys(letter.antrag.fragen.values_list("pk", flat=True), "Keine Daten.")
        connection.queries_log.clear()
        connection.force_debug_cursor = True
        try:
            publish(letter, by=clerk, at=NOW, reasons=reasons)
            return len(connection.queries_log)
        finally:
            connection.force_debug_cursor = False

    assert queries(2) == queries(30)
