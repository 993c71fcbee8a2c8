import pytest
from django.db import connection

from inquiries.models import Drucksache, Frage
from inquiries.rows import columns, names_of, row, rows
from tests import factories

pytestmark = pytest.mark.django_db


def test_names_stand_in_the_order_of_the_model_whatever_the_order_of_choice():
    assert names_of(Frage, "text", "id", "antrag_id") == ("id", "antrag_id", "text")
    assert names_of(Drucksache)[:4] == ("id", "parlament", "wahlperiode", "nummer")
    assert columns("paper", ("id", "nummer")) == "paper.id, paper.nummer"


def test_a_row_takes_its_values_and_leaves_the_rest(django_assert_num_queries):
    frage = factories.antrag(fragen=["Wie viele?"]).fragen.get()
    values = iter([frage.pk, frage.antrag_id, "Wie viele?", "übrig"])
    with django_assert_num_queries(0):
        made = row(Frage, names_of(Frage, "id", "antrag_id", "text"), values)
        assert (made, made.text, made.antrag_id) == (frage, "Wie viele?", frage.antrag_id)
    assert next(values) == "übrig"
    assert made.nummer == "1", "a column that was not chosen is there when it is asked for"


def test_an_outer_join_that_found_nothing_is_no_row():
    values = iter([None, None, "übrig"])
    assert row(Frage, ("id", "text"), values) is None
    assert next(values) == "übrig"


def test_what_json_put_together_are_rows():
    paper = factories.drucksache("17/9075 neu")
    names = names_of(Drucksache)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_agg(json_build_array({columns('paper', names)})) FROM inquiries_drucksache paper")  # noqa: S608
        made = rows(Drucksache, names, cursor.fetchone()[0])
    assert [str(one) for one in made] == [str(paper)] == ["17/9075 neu"]
    assert rows(Drucksache, names, None) == []
