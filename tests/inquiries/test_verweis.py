"""What can be asked of citations."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from inquiries.models import Verweis
from inquiries.reading.cited_parts import is_part
from tests import factories

pytestmark = pytest.mark.django_db

# The numbers of an inquiry, the cited label, whether that is there.
PARTS = [
    pytest.param(["1", "2", "3"], "3", True, id="its-own-number"),
    pytest.param(["1", "2"], "3", False, id="no-such-number"),
    pytest.param(["3"], "3a", True, id="a-letter-of-a-question"),
    pytest.param(["3a", "3b"], "3", True, id="a-question-in-parts"),
    pytest.param(["3a", "3b"], "3c", False, id="a-part-that-is-missing"),
    pytest.param(["30", "31"], "3", False, id="a-longer-number"),
    pytest.param(["3"], "31", False, id="a-shorter-number"),
    pytest.param(["1.2"], "1", True, id="numbers-with-points"),
    pytest.param(["II"], "I", False, id="roman-numbers"),
    pytest.param(["II.1"], "II", True, id="a-section"),
    pytest.param([], "1", False, id="no-questions-at-all"),
]


@pytest.mark.parametrize(("numbers", "label", "known"), PARTS)
def test_a_cited_part_is_there_or_not_in_python_and_in_sql_alike(numbers, label, known):
    cited = factories.antrag(number="17/19001", fragen=[])
    for position, number in enumerate(numbers, start=1):
        cited.fragen.create(nummer=number, position=position, text="Wie viele?")
    citing = factories.antrag(fragen=["Was folgt aus Ziffer 1 in Drucksache 17/19001?"])
    citing.verweise.update(ziffern=[label])
    assert is_part(label, numbers) is known
    assert Verweis.objects.citing_unknown_parts().exists() is not known


def test_nothing_is_said_of_parts_of_a_paper_that_is_not_here():
    factories.antrag(fragen=["Was folgt aus Ziffer 7 in Drucksache 17/19001?"])
    assert not Verweis.objects.citing_unknown_parts().exists()


def test_a_number_that_the_same_paper_lacks_is_an_unknown_part():
    inquiry = factories.antrag(fragen=["Eins?", "Was folgt aus der Antwort zu Frage 7?"])
    inquiry.verweise.update(art="same-paper", drucksache=None, ziffern=["7"])
    assert [row.ziffern for row in Verweis.objects.citing_unknown_parts()] == [["7"]]


def test_a_dismissed_citation_is_seen_only_where_all_are_asked_for():
    inquiry = factories.antrag(fragen=["Was folgt aus Drucksache 17/19001?"])
    clerk = factories.user()
    inquiry.verweise.update(stand=Verweis.Stand.VERWORFEN, berichtigt_von=clerk, berichtigt_am=timezone.now())
    assert not Verweis.objects.exists()
    assert not inquiry.verweise.exists()
    assert Verweis.alle.corrected().count() == 1


def test_who_corrected_a_citation_is_never_missing():
    inquiry = factories.antrag(fragen=["Was folgt aus Drucksache 17/19001?"])
    with pytest.raises(IntegrityError):
        inquiry.verweise.update(stand=Verweis.Stand.BERICHTIGT)
