import datetime

import pytest

from inquiries.calendar import is_working_day
from inquiries.deadlines import RULES, Due, Rule, due

DAY = datetime.date


@pytest.mark.parametrize(
    ("art", "received", "dispatched", "expected", "provisional"),
    [
        pytest.param("antrag", DAY(2025, 8, 8), None, DAY(2025, 8, 29), True, id="eingang-only-is-provisional"),
        pytest.param("antrag", DAY(2025, 8, 8), DAY(2025, 8, 12), DAY(2025, 9, 2), False, id="runs-from-the-dispatch"),
        pytest.param("kleine_anfrage", None, DAY(2025, 8, 12), DAY(2025, 9, 2), False, id="kleine-anfrage-three-weeks"),
        pytest.param("grosse_anfrage", None, DAY(2025, 8, 12), DAY(2025, 9, 23), False, id="grosse-anfrage-six-weeks"),
        pytest.param("antrag", None, DAY(2026, 5, 4), DAY(2026, 5, 25), True, id="18th-term-rules-are-not-certain"),
    ],
)
def test_a_reply_is_due_by_the_rule_of_its_kind_and_time(art, received, dispatched, expected, provisional):
    result = due(art, received=received, dispatched=dispatched)
    assert (result.on, result.provisional) == (expected, provisional)


@pytest.mark.parametrize(
    ("art", "received"),
    [
        pytest.param("antrag", None, id="no-date"),
        pytest.param("antrag", DAY(2015, 1, 1), id="before-the-first-verified-rule"),
        pytest.param("muendliche_anfrage", DAY(2025, 1, 1), id="kind-without-a-rule"),
    ],
)
def test_without_a_date_or_a_rule_there_is_no_deadline(art, received):
    assert due(art, received=received, dispatched=None) is None


def test_a_recorded_extension_stands_above_every_rule():
    result = due("antrag", received=DAY(2025, 8, 8), dispatched=None, extended_to=DAY(2025, 10, 1))
    assert (result.on, result.provisional) == (DAY(2025, 10, 1), False)


def test_an_extension_holds_even_where_no_rule_is_known():
    assert due("muendliche_anfrage", received=None, dispatched=None, extended_to=DAY(2025, 10, 1)) == Due(
        DAY(2025, 10, 1), provisional=False, rule=None
    )


def test_a_deadline_moves_to_the_next_working_day_only_when_asked_to():
    holiday = {"received": None, "dispatched": DAY(2025, 9, 12)}  # due on 3 October, a Friday and a holiday
    assert due("antrag", **holiday).on == DAY(2025, 10, 3)
    assert due("antrag", **holiday, is_working_day=is_working_day).on == DAY(2025, 10, 6)


def test_the_rule_of_the_time_of_the_paper_is_taken():
    rules = (
        Rule("antrag", 14, "alt", DAY(2010, 1, 1), DAY(2019, 12, 31)),
        Rule("antrag", 28, "neu", DAY(2020, 1, 1)),
    )
    assert due("antrag", received=None, dispatched=DAY(2019, 12, 31), rules=rules).rule.paragraph == "alt"
    assert due("antrag", received=None, dispatched=DAY(2020, 1, 1), rules=rules).rule.paragraph == "neu"


def test_the_rules_of_one_kind_never_overlap():
    for rule in RULES:
        others = [other for other in RULES if other.art == rule.art and other is not rule]
        assert not any(other.holds(rule.art, rule.valid_from) for other in others)
