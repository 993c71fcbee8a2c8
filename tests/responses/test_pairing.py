"""Questions beside their answers, as rows in the order of the inquiry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.models import Frage
from responses.models import Antwort, Luecke, Stellungnahme, Ziffer
from responses.pairing import State, pair
from tests import factories

TEXTS = {
    "1": "Wie viele Brücken es gibt;",
    "2": "welche Kosten entstehen;",
    "3": "wann gebaut wird;",
    "4": "wer das bezahlt;",
}


@pytest.fixture
def inquiry(db):
    return factories.antrag(fragen=TEXTS)


def rows_of(inquiry):
    return pair(inquiry.fragen.all(), inquiry.stellungnahmen.for_reading())


def shown(inquiry):
    """Each row as (numbers of its questions, the answers to be read there)."""
    return [
        ([frage.nummer for frage in row.questions], [given.antwort.text for given in row.answers_here])
        for row in rows_of(inquiry)
    ]


def states(inquiry):
    return {row.anchor: row.states for row in rows_of(inquiry)}


def supplement(inquiry, antworten, **fields):
    return factories.stellungnahme(inquiry, antworten, art=Stellungnahme.Art.ERGAENZUNG, **fields)


# --- Which stand together --------------------------------------------------------------------------------


def test_questions_without_a_letter_are_rows_of_their_own_and_open(inquiry):
    rows = rows_of(inquiry)
    assert [row.anchor for row in rows] == ["ziffer-1", "ziffer-2", "ziffer-3", "ziffer-4"]
    assert all(row.states == (State.OPEN,) and row.is_open for row in rows)


def test_rows_follow_the_inquiry_and_not_the_letter(inquiry):
    factories.stellungnahme(inquiry, {"3": "Bald.", "1": "Zwölf."})
    assert shown(inquiry) == [(["1"], ["Zwölf."]), (["2"], []), (["3"], ["Bald."]), (["4"], [])]


def test_neighbours_with_a_joint_answer_are_one_row(inquiry):
    factories.stellungnahme(inquiry, {"1 und 2": "Zwölf, teuer.", "3 bis 4": "Bald, das Land."})
    assert shown(inquiry) == [(["1", "2"], ["Zwölf, teuer."]), (["3", "4"], ["Bald, das Land."])]
    first = rows_of(inquiry)[0]
    assert first.states == (State.ANSWERED, State.JOINT)
    assert first.joint_numbers == ("1", "2")


def test_a_joint_answer_to_questions_apart_is_read_once_and_pointed_to(inquiry):
    factories.stellungnahme(inquiry, {"1 und 4": "Zwölf, das Land.", "2": "Teuer.", "3": "Bald."})
    assert shown(inquiry) == [(["1"], ["Zwölf, das Land."]), (["2"], ["Teuer."]), (["3"], ["Bald."]), (["4"], [])]
    first, _, _, last = rows_of(inquiry)
    assert last.shown_with.anchor == first.anchor
    assert first.shown_with is None
    assert last.states == (State.ANSWERED, State.JOINT)
    assert last.joint_numbers == ("1", "4")
    assert not last.is_open


def test_neighbours_that_share_an_answer_from_above_stand_together(inquiry):
    factories.stellungnahme(inquiry, {"1, 3 und 4": "Alles zusammen.", "2": "Teuer."})
    assert shown(inquiry) == [(["1"], ["Alles zusammen."]), (["2"], ["Teuer."]), (["3", "4"], [])]


def test_a_supplement_to_one_of_two_joint_questions_joins_their_row(inquiry):
    factories.stellungnahme(inquiry, {"1 und 2": "Zwölf, teuer."})
    supplement(inquiry, {"2": "Noch teurer."})
    assert shown(inquiry)[0] == (["1", "2"], ["Zwölf, teuer.", "Noch teurer."])


def test_a_supplement_for_all_questions_does_not_pull_the_first_pairs_apart(inquiry):
    factories.stellungnahme(inquiry, {"1": "Zwölf.", "2": "Teuer.", "3": "Bald.", "4": "Das Land."})
    supplement(inquiry, {"1 bis 4": "Alles ist neu."})
    assert shown(inquiry) == [
        (["1"], ["Zwölf.", "Alles ist neu."]),
        (["2"], ["Teuer."]),
        (["3"], ["Bald."]),
        (["4"], ["Das Land."]),
    ]
    first, second, *_ = rows_of(inquiry)
    assert list(second.earlier.values()) == [first] or second.earlier[first.answers[1].antwort.pk].anchor == "ziffer-1"
    assert second.shown_with is None


def test_neighbours_under_different_headings_stay_apart(inquiry):
    Frage.objects.filter(antrag=inquiry, nummer="2").update(abschnitt="Kosten")
    factories.stellungnahme(inquiry, {"1 und 2": "Zwölf, teuer."})
    assert shown(inquiry)[:2] == [(["1"], ["Zwölf, teuer."]), (["2"], [])]


def test_answers_to_a_question_come_in_the_order_of_the_letters(inquiry):
    supplement(inquiry, {"1": "Dreizehn."}, schreiben_vom="2025-06-01")
    factories.stellungnahme(inquiry, {"1": "Zwölf."}, schreiben_vom="2025-05-01")
    assert shown(inquiry)[0] == (["1"], ["Zwölf.", "Dreizehn."])


# --- Answers without a question --------------------------------------------------------------------------


def test_an_answer_without_a_question_stands_where_its_number_belongs(inquiry):
    factories.stellungnahme(inquiry, {"2a": "Nicht gefragt.", "9": "Auch nicht.", "1": "Zwölf."})
    assert shown(inquiry) == [
        (["1"], ["Zwölf."]),
        (["2"], []),
        ([], ["Nicht gefragt."]),
        (["3"], []),
        (["4"], []),
        ([], ["Auch nicht."]),
    ]
    row = rows_of(inquiry)[2]
    assert row.states == (State.WITHOUT_QUESTION,)
    assert row.anchor == f"antwort-{row.answers[0].antwort.pk}"
    assert row.answers[0].unknown_numbers == ("2a",)


def test_an_answer_before_the_first_question_comes_first(db):
    inquiry = factories.antrag(fragen={"3": "Wann?"})
    factories.stellungnahme(inquiry, {"1": "Nicht gefragt."})
    assert shown(inquiry) == [([], ["Nicht gefragt."]), (["3"], [])]


def test_an_answer_without_any_number_comes_last(inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Zwölf."})
    Antwort.objects.create(stellungnahme=letter, position=9, text="Im Übrigen nichts.")
    assert shown(inquiry)[-1] == ([], ["Im Übrigen nichts."])


def test_a_number_that_the_inquiry_lacks_is_named_beside_those_it_has(inquiry):
    factories.stellungnahme(inquiry, {"4 und 5": "Das Land."})
    row = rows_of(inquiry)[-1]
    assert row.answers[0].unknown_numbers == ("5",)
    assert State.ANSWERED in row.states


def test_an_answer_linked_to_another_inquirys_question_is_not_lost(inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Zwölf."})
    other = factories.antrag(fragen={"1": "Etwas anderes?"})
    Ziffer.objects.filter(antwort__stellungnahme=letter).update(frage=other.fragen.get())
    assert ([], ["Zwölf."]) in shown(inquiry)


def test_an_answer_with_two_labels_of_one_question_stands_there_once(inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Zwölf."})
    Ziffer.objects.create(antwort=letter.antworten.get(), nummer="1a", frage=inquiry.fragen.get(nummer="1"))
    assert shown(inquiry)[0] == (["1"], ["Zwölf."])


# --- States ----------------------------------------------------------------------------------------------


def test_a_clerks_reason_stands_with_the_open_question_until_it_is_answered(inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Zwölf."})
    frage = inquiry.fragen.get(nummer="2")
    Luecke.objects.create(stellungnahme=letter, frage=frage, grund="Wird nachgereicht.")
    assert [luecke.grund for luecke in rows_of(inquiry)[1].luecken] == ["Wird nachgereicht."]
    supplement(inquiry, {"2": "Teuer."})
    assert rows_of(inquiry)[1].luecken == ()


def test_a_decision_part_is_not_open(inquiry):
    Frage.objects.filter(antrag=inquiry, nummer="4").update(beschlussteil=True)
    assert states(inquiry)["ziffer-4"] == (State.DECISION,)
    assert not rows_of(inquiry)[3].is_open


def test_a_decision_part_that_is_answered_all_the_same_is_answered(inquiry):
    Frage.objects.filter(antrag=inquiry, nummer="4").update(beschlussteil=True)
    factories.stellungnahme(inquiry, {"4": "Das wird abgelehnt."})
    assert states(inquiry)["ziffer-4"] == (State.ANSWERED,)


def test_what_only_a_draft_answers_is_not_called_answered(inquiry):
    factories.stellungnahme(inquiry, {"1": "Zwölf."}, published=False)
    assert states(inquiry)["ziffer-1"] == (State.DRAFT,)
    supplement(inquiry, {"1": "Dreizehn."})
    assert states(inquiry)["ziffer-1"] == (State.ANSWERED,)


def test_only_references_make_a_reference(inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Zwölf.", "2": "Teuer."})
    letter.antworten.update(nur_verweis=True)
    assert states(inquiry)["ziffer-1"] == (State.ANSWERED, State.REFERENCE_ONLY)
    supplement(inquiry, {"1": "Dreizehn."})
    assert states(inquiry)["ziffer-1"] == (State.ANSWERED,)


def test_other_words_for_a_question_are_shown_word_by_word(inquiry):
    factories.stellungnahme(inquiry, {"1": "Zwölf."}, wortlaut={"1": "Wie viele Brücken vorhanden sind;"})
    row = rows_of(inquiry)[0]
    assert row.states == (State.ANSWERED, State.REWORDED)
    [rewording] = row.answers[0].rewordings
    assert rewording.frage.nummer == "1"
    assert rewording.words == (
        ("same", "Wie viele Brücken"),
        ("asked", "es gibt;"),
        ("repeated", "vorhanden sind;"),
    )


def test_the_same_words_with_another_ending_are_no_change(inquiry):
    factories.stellungnahme(inquiry, {"1": "Zwölf."}, wortlaut={"1": "Wie viele  Brücken es gibt."})
    assert states(inquiry)["ziffer-1"] == (State.ANSWERED,)


# --- Whatever the letters say ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_pairing_asks_the_database_for_nothing(inquiry, django_assert_num_queries):
    factories.stellungnahme(inquiry, {"1 und 3": "Zwölf.", "7": "Nichts."}, wortlaut={"1": "Anders?"})
    fragen, letters = list(inquiry.fragen.all()), list(inquiry.stellungnahmen.for_reading())
    with django_assert_num_queries(0):
        [row.states for row in pair(fragen, letters)]


NUMBERS = st.lists(st.sampled_from("1234569"), min_size=1, max_size=4, unique=True)


@given(letters=st.lists(st.lists(NUMBERS, max_size=5), max_size=3))
def test_every_question_stands_once_and_every_answer_is_read_once(letters):
    fragen = [Frage(pk=number, nummer=str(number), position=number, text="?") for number in range(1, 7)]
    by_number = {frage.nummer: frage for frage in fragen}
    rows = pair(fragen, [_letter(pk, answers, by_number) for pk, answers in enumerate(letters, start=1)])

    assert [frage.pk for row in rows for frage in row.questions] == [1, 2, 3, 4, 5, 6]
    read = [given.antwort.pk for row in rows for given in row.answers_here]
    assert sorted(read) == sorted(
        100 * pk + n for pk, answers in enumerate(letters, start=1) for n in range(len(answers))
    )
    for row in rows:
        for frage in row.questions:
            covering = [given for given in row.answers if frage.nummer in given.numbers]
            assert len(covering) == sum(frage.nummer in numbers for answers in letters for numbers in answers)


def _letter(pk, answers, by_number):
    """A letter as ``for_reading`` loads it, without a database."""
    letter = Stellungnahme(pk=pk, state=Stellungnahme.State.VEROEFFENTLICHT)
    antworten = []
    for position, numbers in enumerate(answers):
        antwort = Antwort(pk=100 * pk + position, position=position, text="!")
        antwort._prefetched_objects_cache = {
            "ziffern": [Ziffer(antwort=antwort, nummer=number, frage=by_number.get(number)) for number in numbers]
        }
        antworten.append(antwort)
    letter._prefetched_objects_cache = {"antworten": antworten, "luecken": []}
    return letter
