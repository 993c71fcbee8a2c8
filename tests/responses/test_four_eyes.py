"""One clerk presents, another publishes: who may, and what becomes of what was presented."""

import datetime

import pghistory
import pytest
from django.contrib.auth.models import Permission

from inquiries.models import Source
from inquiries.models.datei import digest
from responses.entry import Entry, match_ziffern, record_answers
from responses.four_eyes import PresentationError, contributors, end_presentation, give_back, may_publish, present
from responses.models import Vorlage
from responses.publishing import PublishError, publish, reserved, withdraw
from responses.revising import revise
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 9, 3, 10, 30, tzinfo=datetime.UTC)


@pytest.fixture
def inquiry():
    return factories.antrag(fragen=["Wie viele?"])


@pytest.fixture
def people():
    return [factories.user(role="Sachbearbeitung", name=name) for name in ("anna", "bela", "cora")]


def by(person):
    """As a page that this person sent."""
    return pghistory.context(user=person.pk)


@pytest.fixture
def letter(inquiry, people):
    with by(people[0]):
        return factories.stellungnahme(inquiry, {"1": "Acht."}, published=False)


def test_whoever_entered_or_changed_any_part_of_it_contributed(letter, people):
    anna, bela, cora = (person.pk for person in people)
    assert contributors(letter) == {anna}
    with by(people[1]):
        antwort = letter.antworten.get()
        record_answers(letter, [Entry(numbers=("1",), text="Neun.", antwort=antwort)])
    assert contributors(letter) == {anna, bela}
    with by(people[2]):
        letter.im_einvernehmen.add(factories.ministerium("Staatsministerium", "StM"))
    assert contributors(letter) == {anna, bela, cora}


WITHOUT_A_CHANGE = {
    "saving the same": lambda letter, person: letter.save(),
    "entering its question": lambda letter, person: (
        letter.antrag.fragen.update(nummer="2"),
        match_ziffern(letter.antrag),
    ),
    "giving it back": lambda letter, person: (
        present(letter, by=factories.user(), at=NOW),
        give_back(letter, by=person, at=NOW, bemerkung="Seite 2 fehlt."),
    ),
}


@pytest.mark.parametrize("act", WITHOUT_A_CHANGE.values(), ids=WITHOUT_A_CHANGE)
def test_what_changes_nothing_of_it_is_no_contribution(letter, people, act):
    with by(people[1]):
        act(letter, people[1])
    assert people[1].pk not in contributors(letter)


def test_whoever_removed_an_answer_presented_it_or_received_its_source_contributed(letter, people):
    with by(people[1]):
        letter.antworten.get().delete()
    present(letter, by=people[2], at=NOW)
    assert contributors(letter) == {person.pk for person in people}
    dora = factories.user(name="dora")
    letter.source = Source.objects.create(text="x", sha256=digest(b"x"), erfasst_von=dora)
    letter.save()
    assert dora.pk in contributors(letter)


def test_with_four_eyes_nobody_publishes_what_they_entered(letter, people, settings):
    anna, bela, _ = people
    assert reserved(letter, by=anna) == ""
    settings.VIER_AUGEN = True
    with pytest.raises(PublishError, match="selbst erfasst, geändert oder vorgelegt"):
        publish(letter, by=anna, at=NOW)
    present(letter, by=anna, at=NOW, to=bela)
    publish(letter, by=bela, at=NOW)
    vorlage = letter.vorlagen.get()
    assert (vorlage.ausgang, vorlage.beendet_von) == ("veroeffentlicht", bela)


def test_whoever_published_or_withdrew_a_version_may_publish_the_next(letter, people, settings):
    settings.VIER_AUGEN = True
    anna, bela, cora = people
    with by(bela):
        publish(letter, by=bela, at=NOW)
        withdraw(letter, by=bela, at=NOW, grund="Falsch.")
    assert contributors(letter) == {anna.pk}
    with by(cora):
        draft, _ = revise(letter)
    assert contributors(draft) == {cora.pk}


def test_a_draft_lies_before_one_person_or_all_at_a_time(letter, people):
    present(letter, by=people[0], at=NOW, to=people[1], bemerkung="Eilt.")
    with pytest.raises(PresentationError, match="schon zur Veröffentlichung vorgelegt"):
        present(letter, by=people[2], at=NOW)
    give_back(letter, by=people[1], at=NOW, bemerkung="Datum prüfen.")
    assert letter.vorlagen.get().rueckmeldung == "Datum prüfen."
    with pytest.raises(PresentationError, match=r"nicht \(mehr\)"):
        give_back(letter, by=people[1], at=NOW, bemerkung="Noch einmal.")
    present(letter, by=people[0], at=NOW)
    assert Vorlage.objects.open().count() == 1


def test_what_is_published_is_not_presented(inquiry, people):
    with pytest.raises(PresentationError, match="schon veröffentlicht"):
        present(factories.stellungnahme(inquiry, {"1": "Acht."}), by=people[0], at=NOW)


def test_a_change_takes_the_presentation_back(letter, people):
    assert not end_presentation(letter, Vorlage.Ausgang.GEAENDERT, by=people[0], at=NOW)
    present(letter, by=people[0], at=NOW)
    assert end_presentation(letter, Vorlage.Ausgang.GEAENDERT, by=people[0], at=NOW)
    assert not Vorlage.objects.open().exists()


def test_it_is_presented_to_those_who_may_publish_only(people):
    reader = factories.user(role="Lesen", name="leser")
    granted = factories.user(name="dora")
    granted.is_staff = True
    granted.save()
    assert set(may_publish()) == set(people)
    granted.user_permissions.add(Permission.objects.get(codename="publish_stellungnahme"))
    people[0].is_active = False
    people[0].save()
    assert list(may_publish()) == [*people[1:], granted]
    assert reader not in may_publish()
