"""What is proposed for a new letter, and that nothing is proposed without a ground."""

import datetime

import pytest

from inquiries.models import Antrag, Ministerium
from responses.models import Stellungnahme
from responses.proposals import letter_day, propose_art, propose_ministerium
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.date(2025, 8, 8)


def ministry(name, kuerzel, start=(2021, 5, 12), end=None):
    return Ministerium.objects.create(
        name=name, kuerzel=kuerzel, gueltig_von=datetime.date(*start), gueltig_bis=end and datetime.date(*end)
    )


@pytest.mark.parametrize(
    ("art", "earlier", "expected"),
    [
        (Antrag.Art.ANTRAG, False, "stellungnahme"),
        (Antrag.Art.KLEINE_ANFRAGE, False, "antwort"),
        (Antrag.Art.GROSSE_ANFRAGE, False, "antwort"),
        (Antrag.Art.ANTRAG, True, "ergaenzung"),
        (Antrag.Art.KLEINE_ANFRAGE, True, "ergaenzung"),
    ],
)
def test_the_kind_of_letter_follows_the_kind_of_inquiry(art, earlier, expected):
    assert propose_art(Antrag(art=art), earlier=earlier) == expected


def test_the_day_is_the_letters_own_else_the_latest_known_of_the_inquiry():
    antrag = Antrag(datum=datetime.date(2025, 8, 1), eingegangen=DAY)
    assert letter_day(antrag) == DAY
    assert letter_day(antrag, Stellungnahme(schreiben_vom=datetime.date(2025, 9, 1))) == datetime.date(2025, 9, 1)
    assert letter_day(Antrag()) is None


def test_without_a_ground_nothing_is_proposed():
    ministry("Ministerium für Verkehr", "VM")
    factories.stellungnahme(factories.antrag(number="17/19001"), {"1": "Acht."})
    assert propose_ministerium(factories.antrag(number="17/19002"), on=DAY) is None


def test_the_ministry_that_answered_this_inquiry_is_proposed():
    inquiry = factories.antrag()
    letter = factories.stellungnahme(inquiry, {"1": "Acht."})
    proposal = propose_ministerium(inquiry, on=DAY)
    assert proposal.ministerium == letter.ministerium
    assert "diese Anfrage schon beantwortet" in proposal.grund


def test_the_ministry_that_answered_the_cited_paper_is_proposed_with_its_number():
    letter = factories.stellungnahme(factories.antrag(number="17/19001"), {"1": "Acht."})
    inquiry = factories.antrag(fragen=["Was hat sich seit Drucksache 17/19001 geändert?"])
    proposal = propose_ministerium(inquiry, on=DAY)
    assert proposal.ministerium == letter.ministerium
    assert "17/19001" in proposal.grund


def test_two_ministries_are_no_ground():
    for number, name, kuerzel in (("17/19001", "Verkehr", "VM"), ("17/19002", "Finanzen", "FM")):
        factories.stellungnahme(
            factories.antrag(number=number), {"1": "Ja."}, ministerium=ministry(f"Ministerium für {name}", kuerzel)
        )
    inquiry = factories.antrag(fragen=["Siehe Drucksachen 17/19001 und 17/19002?"])
    assert inquiry.verweise.count() == 2
    assert propose_ministerium(inquiry, on=DAY) is None


def test_a_draft_to_the_same_inquiry_is_no_ground():
    inquiry = factories.antrag()
    factories.stellungnahme(inquiry, {"1": "Acht."}, published=False)
    assert propose_ministerium(inquiry, on=DAY) is None


def test_a_draft_to_the_cited_paper_is_no_ground():
    factories.stellungnahme(factories.antrag(number="17/19001"), {"1": "Acht."}, published=False)
    assert propose_ministerium(factories.antrag(fragen=["Siehe Drucksache 17/19001?"]), on=DAY) is None


def test_a_ministry_renamed_since_is_proposed_under_the_name_of_the_day():
    old = ministry("Ministerium für Wirtschaft, Arbeit und Wohnungsbau", "WM", (2016, 5, 12), (2021, 5, 11))
    new = ministry("Ministerium für Wirtschaft, Arbeit und Tourismus", "WM")
    factories.stellungnahme(factories.antrag(number="16/19001"), {"1": "Acht."}, ministerium=old)
    inquiry = factories.antrag(fragen=["Was hat sich seit Drucksache 16/19001 geändert?"])
    assert propose_ministerium(inquiry, on=DAY).ministerium == new
    assert propose_ministerium(inquiry, on=datetime.date(2020, 1, 1)).ministerium == old
    assert propose_ministerium(inquiry, on=datetime.date(2010, 1, 1)) is None
