"""Inquiries as other pages mention them."""

import pytest
from django.db import connection
from django.urls import reverse

from inquiries.mentions import MENTION, Mention
from tests import factories

pytestmark = pytest.mark.django_db


def mentioned(inquiry):
    columns = MENTION.format("antrag", "paper")
    tables = "inquiries_antrag antrag LEFT JOIN inquiries_drucksache paper ON paper.id = antrag.drucksache_id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {tables} WHERE antrag.id = %s", [inquiry.pk])  # noqa: S608
        return Mention(*cursor.fetchone())


@pytest.mark.parametrize("number", ["17/9075", "17/9075 neu", "17/9075 größer", None])
@pytest.mark.parametrize("art", ["antrag", "grosse_anfrage"])
def test_a_mention_says_what_the_inquiry_says_of_itself(number, art):
    inquiry = factories.antrag(number=number, art=art)
    mention = mentioned(inquiry)
    assert mention == Mention.of(inquiry)
    for said in ("pk", "titel", "number", "question_noun", "reply_noun"):
        assert getattr(mention, said) == getattr(inquiry, said)
    assert mention.name == f"{inquiry.get_art_display()} {inquiry.number}"
    assert mention.get_absolute_url() == inquiry.get_absolute_url()


@pytest.mark.parametrize(
    ("number", "parlament"), [("17/9075", "BW"), ("17/9075 neu", "BW"), ("20/1", "BT"), ("20/1 neu", "BT")]
)
def test_the_address_of_a_paper_is_that_of_its_route(number, parlament):
    paper = factories.drucksache(number, parlament)
    parts = {"wahlperiode": paper.wahlperiode, "nummer": paper.nummer, "zusatz": paper.zusatz, "parlament": parlament}
    said = {name: part for name, part in parts.items() if part and part != "BW"}
    assert paper.get_absolute_url() == reverse("drucksache", kwargs=said)
