"""The papers around a paper, over time."""

import datetime

import pytest

from responses.models import Stellungnahme
from responses.timeline import FURTHEST, MOST, timeline
from tests import factories

pytestmark = pytest.mark.django_db


def paper(number, cites=(), day=None, *, published=True, **fields):
    inquiry = factories.antrag(number=number, eingegangen=day, **fields)
    answer = " ".join(f"Siehe Drucksache {other}." for other in cites) or "Zwölf."
    factories.stellungnahme(inquiry, {"1": answer}, published=published)
    return inquiry


def day(month):
    return datetime.date(2025, month, 1)


def around(inquiry, *, drafts=False):
    return timeline([inquiry.drucksache_id], inquiry, drafts=drafts)


def words(found):
    """Each entry as "17/1 cites via 17/2"."""
    said = []
    for entry in found.entries:
        relations = [
            f"{name} {relation.via.number if relation.via else 'it'}"
            for name, relation in (("cited in", entry.cited), ("cites", entry.cites))
            if relation
        ]
        said.append(" ".join([entry.antrag.number, *relations, *(["here"] if entry.is_here else [])]))
    return said


def test_both_directions_stand_in_one_list_by_date_with_the_paper_itself():
    paper("17/1", day=day(1))
    here = paper("17/2", cites=["17/1"], day=day(3))
    paper("17/3", cites=["17/2"], day=day(5))
    assert words(around(here)) == ["17/1 cited in it", "17/2 here", "17/3 cites it"]


def test_what_follows_from_a_citing_paper_names_the_paper_between():
    paper("17/1", day=day(1))
    paper("17/2", cites=["17/1"], day=day(2))
    here = paper("17/3", cites=["17/2"], day=day(3))
    paper("17/4", cites=["17/3"], day=day(4))
    paper("17/5", cites=["17/4"], day=day(5))
    assert words(around(here)) == [
        "17/1 cited in 17/2",
        "17/2 cited in it",
        "17/3 here",
        "17/4 cites it",
        "17/5 cites 17/4",
    ]


def test_a_paper_of_a_circle_stands_once_with_both_relations():
    here = paper("17/1", cites=["17/2"], day=day(1))
    paper("17/2", cites=["17/1"], day=day(2))
    found = around(here)
    assert words(found) == ["17/1 here", "17/2 cited in it cites it"]
    assert not found.goes_on


def test_the_nearest_relation_counts():
    here = paper("17/1", day=day(1))
    paper("17/2", cites=["17/1"], day=day(2))
    paper("17/3", cites=["17/2", "17/1"], day=day(3))
    assert words(around(here))[-1] == "17/3 cites it"


def test_a_paper_without_a_date_stands_last():
    here = paper("17/1", day=day(1))
    paper("17/2", cites=["17/1"])
    paper("17/3", cites=["17/1"], day=day(2))
    assert [entry.antrag.number for entry in around(here).entries] == ["17/1", "17/3", "17/2"]


def test_a_paper_that_is_cited_nowhere_and_cites_nothing_has_no_time_line():
    assert not around(paper("17/1", day=day(1)))


def test_the_number_of_a_letter_belongs_to_its_inquiry():
    here = paper("17/1", day=day(1))
    factories.stellungnahme(
        here, {"1": "Mehr."}, art=Stellungnahme.Art.ERGAENZUNG, drucksache=factories.drucksache("17/2")
    )
    middle = paper("17/3", cites=["17/2"], day=day(3))
    assert words(around(middle)) == ["17/1 cited in it", "17/3 here"]
    later = paper("17/4", cites=["17/3"], day=day(4))
    assert words(around(later))[0] == "17/1 cited in 17/3"


def test_drafts_are_for_clerks():
    here = paper("17/1", day=day(1))
    paper("17/2", cites=["17/1"], day=day(2), published=False)
    paper("17/3", cites=["17/2"], day=day(3))
    assert not around(here)
    assert words(around(here, drafts=True)) == ["17/1 here", "17/2 cites it", "17/3 cites 17/2"]


def test_a_paper_that_is_not_here_has_what_cites_it():
    paper("17/2", cites=["17/1"], day=day(2))
    paper("17/3", cites=["17/2"], day=day(3))
    found = timeline([factories.drucksache("17/1").pk], None, drafts=False)
    assert words(found) == ["17/2 cites it", "17/3 cites 17/2"]


@pytest.mark.parametrize(("length", "goes_on"), [(FURTHEST, False), (FURTHEST + 1, True)], ids=["just", "beyond"])
def test_a_chain_that_goes_on_beyond_the_last_step_is_said(length, goes_on):
    here = paper("17/1", day=day(1))
    for n in range(2, length + 2):
        paper(f"17/{n}", cites=[f"17/{n - 1}"], day=day(n))
    found = around(here)
    assert found.goes_on is goes_on
    assert len(found.entries) == FURTHEST + 1


def test_more_papers_than_fit_are_cut_to_the_newest_and_said():
    here = paper("17/1", day=day(1))
    for n in range(MOST + 5):
        paper(f"17/{n + 2}", cites=["17/1"], day=day(2) + datetime.timedelta(days=n))
    found = around(here)
    assert found.is_cut
    assert len(found.entries) == MOST + 1
    assert found.entries[-1].antrag.number == f"17/{MOST + 6}"
    assert found.entries[1].antrag.number == "17/7"


@pytest.mark.parametrize("count", [1, 30], ids=["one-paper", "thirty-papers"])
def test_it_takes_two_queries(django_assert_num_queries, count):
    here = paper("17/1", cites=[f"16/{n}" for n in range(1, count + 1)], day=day(1))
    for n in range(1, count + 1):
        paper(f"16/{n}", day=day(1))
        paper(f"17/{n + 1}", cites=["17/1"], day=day(2))
    with django_assert_num_queries(2):
        assert len(words(around(here))) == 2 * count + 1
