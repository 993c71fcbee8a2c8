"""What the page of an inquiry loads by SQL is what the models load."""

import datetime

import pytest

from inquiries import roles
from inquiries.models import Verweis
from responses.models import AntwortVerweis, Luecke
from responses.views.texts import citations_in, letters_of, questions_of
from tests import factories

pytestmark = pytest.mark.django_db

CITED = ("pk", "antrag_id", "frage_id", "ort", "start", "ende", "zitat", "art", "drucksache", "protokoll", "ziffern")


@pytest.fixture
def inquiry():
    here = factories.antrag(number="17/9075", fragen=["Wie viele?", "Warum?"])
    factories.stellungnahme(here, {"1": "Acht."}, drucksache=factories.drucksache("17/9076"))
    inquiry = factories.antrag(
        number="17/19344",
        titel="Musteranfrage zur Drucksache 17/9075",
        fragen=["Siehe Ziffer 2 in Drucksache 17/9075.", "Und Drucksache 17/9076?", "Was noch?"],
    )
    first = factories.stellungnahme(
        inquiry,
        {"1 und 2": "Auf Drucksache 17/1 wird verwiesen.", "7": "Siehe Drucksache 17/2."},
        wortlaut={"1": "Anders?"},
        schreiben_vom=datetime.date(2025, 9, 1),
    )
    first.im_einvernehmen.add(factories.ministerium("Ministerium B"), factories.ministerium("Ministerium A"))
    Luecke.objects.create(stellungnahme=first, frage=inquiry.fragen.last(), grund="Später.")
    factories.stellungnahme(inquiry, {"3": "Siehe Plenarprotokoll 17/3."}, published=False)
    unclear = Verweis.objects.get(zitat="Drucksache 17/2")
    unclear.kandidaten.set([factories.drucksache("17/2"), factories.drucksache("17/9075")])
    Verweis.objects.filter(pk=unclear.pk).update(drucksache=None, ausgang=Verweis.Ausgang.AMBIGUOUS)
    return inquiry


def told(letter):
    """A letter with all that belongs to it, in plain values."""
    answers = [
        (one, one.position, one.text, one.nur_verweis, numbers(one.ziffern.all())) for one in letter.antworten.all()
    ]
    gaps = [(gap, gap.frage_id, gap.grund) for gap in letter.luecken.all()]
    return letter, answers, gaps, sorted(map(str, letter.im_einvernehmen.all()))


def numbers(ziffern):
    return sorted((one.pk, one.antwort_id, one.nummer, one.frage_id, one.wortlaut) for one in ziffern)


@pytest.mark.parametrize(("role", "letters"), [(roles.LESEN, 1), (roles.SACHBEARBEITUNG, 2)])
def test_letters_come_with_the_parts_that_the_models_give(inquiry, role, letters, django_assert_num_queries):
    reader = factories.user(role=role)
    reader.get_all_permissions()
    with django_assert_num_queries(2):
        found = [told(letter) for letter in letters_of(inquiry, reader)]
    assert found == [told(letter) for letter in inquiry.stellungnahmen.visible_to(reader).for_reading()]
    assert len(found) == letters


def test_an_inquiry_without_letters_has_none(django_assert_num_queries):
    inquiry, reader = factories.antrag(), factories.user(role=roles.LESEN)
    reader.get_all_permissions()
    with django_assert_num_queries(1):
        assert letters_of(inquiry, reader) == []


def test_citations_come_as_the_models_give_them(inquiry, django_assert_num_queries):
    letters = list(inquiry.stellungnahmen.all().in_order())
    with django_assert_num_queries(1):
        found = citations_in(inquiry, letters)
        shown = [
            (
                *(getattr(one, name) for name in CITED),
                one.is_unresolved,
                one.antwort_id,
                sorted(paper.pk for paper in one.kandidaten.all()),
            )
            for one in found
        ]
    in_answers = {one.pk: one.antwort_id for one in AntwortVerweis.objects.all()}
    expected = [
        (
            *(getattr(one, name) for name in CITED),
            one.is_unresolved,
            in_answers.get(one.pk),
            sorted(one.kandidaten.values_list("pk", flat=True)),
        )
        for one in Verweis.objects.filter(antrag=inquiry).with_target()
    ]
    assert sorted(shown, key=lambda one: one[0]) == sorted(expected, key=lambda one: one[0])
    assert len(shown) == 6
    assert [one.stellungnahme_id for one in found] == [None] * 3 + [letters[0].pk] * 2 + [letters[1].pk]


def test_dismissed_citations_stay_away(inquiry):
    clerk = {"berichtigt_von": factories.user(), "berichtigt_am": datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC)}
    Verweis.objects.update(stand=Verweis.Stand.VERWORFEN, **clerk)
    assert citations_in(inquiry, list(inquiry.stellungnahmen.all())) == []


def test_questions_stand_in_their_order(inquiry):
    assert [frage.nummer for frage in questions_of(inquiry)] == ["1", "2", "3"]
