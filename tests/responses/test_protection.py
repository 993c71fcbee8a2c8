"""What is published is neither overwritten nor deleted, not even by SQL."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from inquiries.models import Verweis
from responses.citations import link_stellungnahme
from responses.entry import match_ziffern
from responses.models import Luecke, Stellungnahme
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def inquiry():
    return factories.antrag(fragen=["Wie viele?", "Wo?"])


def letter_to(inquiry, *, published):
    letter = factories.stellungnahme(
        inquiry, {"1": "Siehe Drucksache 17/19001."}, published=False, drucksache=factories.drucksache("17/19700")
    )
    Luecke.objects.create(stellungnahme=letter, frage=inquiry.fragen.get(nummer="2"), grund="Folgt.")
    letter.im_einvernehmen.add(factories.ministerium("Staatsministerium", "StM"))
    if published:
        letter.state = "veroeffentlicht"
        letter.save()
    return letter


OVERWRITING = {
    "head": "UPDATE responses_stellungnahme SET aktenzeichen = 'X'",
    "inquiry": "UPDATE responses_stellungnahme SET antrag_id = (SELECT max(id) FROM inquiries_antrag)",
    "own number": "UPDATE responses_stellungnahme SET drucksache_id = NULL",
    "answer": "UPDATE responses_antwort SET text = 'X'",
    "number": "UPDATE responses_ziffer SET nummer = '2'",
    "wording": "UPDATE responses_ziffer SET wortlaut = 'X'",
    "reason": "UPDATE responses_luecke SET grund = 'X'",
    "no reason": "DELETE FROM responses_luecke",
    "no number": "DELETE FROM responses_ziffer",
    "no agreement": "DELETE FROM responses_stellungnahme_im_einvernehmen",
}


@pytest.mark.parametrize("statement", OVERWRITING.values(), ids=OVERWRITING)
def test_what_readers_saw_is_refused_to_change_and_a_draft_is_not(inquiry, statement):
    factories.antrag()
    letter = letter_to(inquiry, published=False)
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(statement)
        transaction.set_rollback(True)
    letter.state = "veroeffentlicht"
    letter.save()
    with pytest.raises(ProgrammingError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(statement)


WITHDRAWN = {"zurueckgezogen_am": timezone.now(), "zurueckziehungsgrund": "Falsch."}
STATES = {"veroeffentlicht": {}, "ersetzt": {}, "zurueckgezogen": WITHDRAWN}


@pytest.mark.parametrize("state", STATES)
def test_no_version_that_was_ever_published_is_deleted_or_goes_back(inquiry, state):
    letter = letter_to(inquiry, published=True)
    letters = Stellungnahme.objects.filter(pk=letter.pk)
    letters.update(state=state, **STATES[state])
    back = "entwurf" if state == "veroeffentlicht" else "veroeffentlicht"
    for change in (
        letter.antworten.all().delete,
        lambda: letter.antworten.update(text="X"),
        lambda: letters.update(state=back, zurueckgezogen_am=None, zurueckziehungsgrund=""),
        letter.delete,
    ):
        with pytest.raises(ProgrammingError, match="never changed or deleted"), transaction.atomic():
            change()


def test_what_follows_from_other_rows_still_does(inquiry):
    letter = letter_to(inquiry, published=True)
    inquiry.fragen.filter(nummer="1").update(nummer="7")
    assert match_ziffern(inquiry) == ["1"]
    link_stellungnahme(letter)
    assert letter.antworten.get().nur_verweis
    Verweis.objects.update(ziffern=["1"])
    link_stellungnahme(letter)
    assert Verweis.objects.get().ziffern == []


def test_a_draft_goes_with_all_that_belongs_to_it(inquiry):
    letter = letter_to(inquiry, published=False)
    letter.delete()
    assert not Luecke.objects.exists()
