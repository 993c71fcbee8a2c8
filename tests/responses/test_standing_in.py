"""References followed to an answer that says something, in one query."""

import pytest

from inquiries.models import Verweis
from responses.models import AntwortVerweis
from responses.standing_in import LONGEST, MOST, follow_references
from tests import factories

pytestmark = pytest.mark.django_db


def see(number, ziffer="1"):
    return f"Auf die Antwort zu Frage {ziffer} in der Drucksache {number} wird verwiesen."


def paper(number, answers, *, published=True, fragen=None):
    inquiry = factories.antrag(number=number, fragen=fragen or [f"Wie viele ({n})?" for n in answers])
    factories.stellungnahme(inquiry, answers, published=published)
    return inquiry


def citation_in(number):
    wahlperiode, nummer = number.split("/")
    return AntwortVerweis.objects.filter(
        antrag__drucksache__wahlperiode=wahlperiode, antrag__drucksache__nummer=nummer
    ).earliest("pk")


def ways(number, *, drafts=False):
    """From the first citation in a paper on, each way as the numbers of the papers that it stands in."""
    start = citation_in(number)
    paths = follow_references([(str(start.pk), start.pk)], drafts=drafts)
    keys = {pk for path in paths for pk in map(int, path.split("-"))}
    names = {v.pk: str(v.antrag.drucksache) for v in Verweis.objects.filter(pk__in=keys)}
    return {" ".join(names[int(key)] for key in path.split("-")) for path in paths}


def test_a_chain_of_references_is_followed_to_its_end():
    paper("17/1", {"1": see("17/2")})
    paper("17/2", {"1": see("17/3")})
    paper("17/3", {"1": see("17/4")})
    paper("17/4", {"1": "Zwölf."})
    assert ways("17/1") == {"17/1 17/2", "17/1 17/2 17/3"}


def test_an_answer_that_says_something_ends_the_way():
    paper("17/1", {"1": see("17/2")})
    paper("17/2", {"1": f"Zwölf. {see('17/3')}"})
    paper("17/3", {"1": "Dreizehn."})
    assert ways("17/1") == set()


def test_a_supplement_that_says_something_ends_the_way_too():
    paper("17/1", {"1": see("17/2")})
    second = paper("17/2", {"1": see("17/3")})
    factories.stellungnahme(second, {"1": "Zwölf."}, art="ergaenzung")
    assert ways("17/1") == set()


def test_a_circle_ends():
    paper("17/1", {"1": see("17/2")})
    paper("17/2", {"1": see("17/1")})
    assert ways("17/1") == {"17/1 17/2"}


def test_several_numbers_lead_several_ways():
    paper("17/1", {"1": "Auf die Antworten zu den Fragen 1 und 2 in der Drucksache 17/2 wird verwiesen."})
    paper("17/2", {"1": see("17/3"), "2": see("17/4"), "3": see("17/5")})
    assert ways("17/1") == {"17/1 17/2"}
    assert len(follow_references([("7", citation_in("17/1").pk)], drafts=False)) == 2


def test_a_reference_inside_the_same_paper_is_followed():
    paper("17/1", {"1": see("17/2", "2")})
    paper("17/2", {"1": "Zwölf.", "2": "Auf die Antwort zu Frage 3 wird verwiesen.", "3": see("17/3")})
    assert ways("17/1") == {"17/1 17/2", "17/1 17/2 17/2"}


def test_the_number_of_a_letter_and_the_parts_of_a_question_are_followed():
    paper("17/1", {"1": see("17/3", "4")})
    second = factories.antrag(number="17/2", fragen={"4a": "Wie viele?", "4b": "Wo?"})
    factories.stellungnahme(second, {"4a": see("17/5")}, drucksache=factories.drucksache("17/3"))
    assert ways("17/1") == {"17/1 17/2"}


def test_drafts_are_followed_for_clerks_only():
    paper("17/1", {"1": see("17/2")})
    paper("17/2", {"1": see("17/3")}, published=False)
    assert ways("17/1") == set()
    assert ways("17/1", drafts=True) == {"17/1 17/2"}


def test_a_long_chain_ends_after_some_steps():
    for n in range(1, LONGEST + 5):
        paper(f"17/{n}", {"1": see(f"17/{n + 1}")})
    assert max(len(way.split()) for way in ways("17/1")) == LONGEST


def test_references_that_branch_and_branch_end_in_one_query(django_assert_num_queries):
    for n in range(1, LONGEST + 1):
        both = f"Auf die Antworten zu den Fragen 1 und 2 in der Drucksache 17/{n + 1} wird verwiesen."
        paper(f"17/{n}", {"1": both, "2": both})
    start = citation_in("17/1")
    with django_assert_num_queries(1):
        assert len(follow_references([(str(start.pk), start.pk)], drafts=False)) == MOST


def test_nothing_to_follow_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert follow_references([], drafts=False) == set()
