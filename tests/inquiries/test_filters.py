"""What each filter keeps, and the orders of the list."""

import datetime

import pytest

from inquiries.filters import ORDERS, narrow
from inquiries.models import Antrag
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2025, 6, 1)
DAY = datetime.timedelta(days=1)


def kept(**chosen):
    return set(narrow(Antrag.objects.all(), chosen, on=TODAY))


def test_by_wahlperiode_of_the_number():
    wanted = factories.antrag(number="17/19001")
    factories.antrag(number="16/19001")
    factories.antrag()
    assert kept(wahlperiode="17") == {wanted}


def test_by_kind():
    wanted = factories.antrag(art=Antrag.Art.GROSSE_ANFRAGE)
    factories.antrag(art=Antrag.Art.KLEINE_ANFRAGE)
    assert kept(art="grosse_anfrage") == {wanted}


def test_by_any_of_its_fraktionen():
    wanted = factories.antrag(askers=[("Erika Muster", "GRÜNE"), ("Max Beispiel", "SPD")])
    factories.antrag(askers=[("Anna Vorlage", "CDU")])
    assert kept(fraktion="SPD") == {wanted}


def test_by_the_ministry_of_a_published_letter():
    verkehr, finanzen = (factories.ministerium(f"Ministerium für {name}", name[:2]) for name in ("Verkehr", "Finanzen"))
    wanted = factories.antrag()
    factories.stellungnahme(wanted, {"1": "Ja."}, ministerium=verkehr)
    factories.stellungnahme(wanted, {"1": "Doch."}, ministerium=verkehr)
    factories.stellungnahme(factories.antrag(), {"1": "Ja."}, ministerium=verkehr, published=False)
    factories.stellungnahme(factories.antrag(), {"1": "Ja."}, ministerium=finanzen)
    assert kept(ministerium="Ministerium für Verkehr") == {wanted}
    assert narrow(Antrag.objects.all(), {"ministerium": "Ministerium für Verkehr"}, on=TODAY).count() == 1


@pytest.mark.parametrize("stand", ["offen", "teilweise", "beantwortet"])
def test_by_state(stand):
    answers = {"offen": {}, "teilweise": {"1": "Ja."}, "beantwortet": {"1": "Ja.", "2": "Nein."}}
    inquiries = {}
    for name, given in answers.items():
        inquiries[name] = factories.antrag(fragen=["Ob?", "Wann?"])
        factories.stellungnahme(inquiries[name], given)
    assert kept(stand=stand) == {inquiries[stand]}


def test_by_answers_that_only_refer_elsewhere():
    inquiry = factories.antrag(fragen=["Ob?", "Wann?"])
    factories.stellungnahme(inquiry, {"1": "Auf Drucksache 17/9075 wird verwiesen.", "2": "Bald."})
    factories.stellungnahme(factories.antrag(), {"1": "Bald, siehe auch Drucksache 17/9075."})
    assert kept(stand="verweis") == kept(stand="verweis") & kept(stand="beantwortet") == {inquiry}


def test_a_draft_answers_nothing():
    inquiry = factories.antrag(fragen=["Ob?"])
    factories.stellungnahme(inquiry, {"1": "Ja."}, published=False)
    assert kept(stand="offen") == {inquiry}
    assert not kept(stand="beantwortet")


def test_overdue_is_what_waits_after_its_deadline():
    late = factories.antrag(zugeleitet=TODAY - 22 * DAY)
    factories.antrag(zugeleitet=TODAY - 21 * DAY)
    answered = factories.antrag(zugeleitet=TODAY - 40 * DAY)
    factories.stellungnahme(answered, {"1": "Ja."})
    factories.antrag()
    assert kept(stand="ueberfaellig") == {late}


def test_open_references_are_published_citations_of_papers_that_are_not_here():
    wanted = factories.antrag(fragen=["Was folgt aus Drucksache 17/19500?"])
    factories.antrag(fragen=["Was folgt aus Drucksache 17/19501?"])
    factories.antrag(number="17/19501")
    factories.stellungnahme(factories.antrag(), {"1": "Siehe Drucksache 17/19502."}, published=False)
    assert kept(verweise="offen") == {wanted}


def test_a_paper_that_is_a_draft_so_far_is_not_here():
    wanted = factories.antrag(fragen=["Was folgt aus Drucksache 17/19500?"])
    letter = factories.stellungnahme(
        factories.antrag(), {"1": "Ja."}, drucksache=factories.drucksache("17/19500"), published=False
    )
    assert kept(verweise="offen") == {wanted}
    letter.state = letter.State.VEROEFFENTLICHT
    letter.save()
    assert not kept(verweise="offen")


def test_a_citation_that_points_at_no_paper_is_not_open():
    inquiry = factories.antrag(number="16/19001", fragen=["Was folgt aus Drucksache 17/19500?"])
    assert inquiry.verweise.get().ausgang == "no-target"
    assert not kept(verweise="offen")


def test_filters_hold_together():
    wanted = factories.antrag(number="17/19001", art=Antrag.Art.ANTRAG)
    factories.antrag(number="17/19002", art=Antrag.Art.KLEINE_ANFRAGE)
    factories.antrag(number="16/19003", art=Antrag.Art.ANTRAG)
    assert kept(wahlperiode="17", art="antrag", fraktion="", stand="offen") == {wanted}


@pytest.fixture
def six():
    day = datetime.date(2025, 1, 1)
    return {
        "a": factories.antrag(number="16/19900", eingegangen=day),
        "b": factories.antrag(number="17/19002", eingegangen=day + 9 * DAY),
        "c": factories.antrag(number="17/19010", eingegangen=day + 9 * DAY),
        "d": factories.antrag(number="17/19010 neu", eingegangen=day + 2 * DAY),
        "e": factories.antrag(),
        "f": factories.antrag(number="17/19001", datum=day + 5 * DAY),
    }


@pytest.mark.parametrize(
    ("order", "names"),
    [("neueste", "cbfdae"), ("aelteste", "eadfbc"), ("nummer", "dcbfa"), ("frist", "adbcef")],
)
def test_orders_are_complete_and_end_in_the_primary_key(six, order, names):
    listed = Antrag.objects.order_by(*ORDERS[order])
    if order == "nummer":  # those without a number are added by the list itself
        listed = listed.filter(drucksache__isnull=False)
    name_of = {inquiry: name for name, inquiry in six.items()}
    assert "".join(name_of[inquiry] for inquiry in listed) == names
