"""What the database keeps of citations agrees with what is asked of them, whoever writes the rows."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from inquiries.models import Antrag, Drucksache, Frage, Verweis
from inquiries.models.drucksache import ENTERED
from responses.models import Stellungnahme
from responses.publishing import withdraw
from tests import factories
from tests.factories import settle

pytestmark = pytest.mark.django_db


def assert_agreement():
    settle()
    entered = set(Drucksache.objects.filter(ENTERED).values_list("pk", flat=True))
    assert set(Drucksache.objects.filter(erfasst=True).values_list("pk", flat=True)) == entered
    for paper in Drucksache.objects.all():
        citing = Verweis.objects.filter(drucksache=paper)
        public = citing.published().count()
        assert (paper.zitate, paper.zitate_im_entwurf) == (public, citing.count() - public), paper
    unknown = set(Verweis.objects.citing_unknown_parts().values_list("pk", flat=True))
    assert set(Verweis.objects.filter(ziffer_fehlt=True).values_list("pk", flat=True)) == unknown


def counts(number: str) -> tuple[bool, int, int]:
    settle()
    paper = factories.drucksache(number)
    return paper.erfasst, paper.zitate, paper.zitate_im_entwurf


@pytest.fixture
def citing() -> Antrag:
    """Two citations of 17/19500 in the questions, one in a published letter, one in a draft."""
    antrag = factories.antrag(
        number="17/19001", fragen=["Was sagt Drucksache 17/19500?", "Was sagt Ziffer 7 in Drucksache 17/19500?"]
    )
    factories.stellungnahme(antrag, {"1": "Es wird auf Ziffer 2 in Drucksache 17/19500 verwiesen."})
    factories.stellungnahme(antrag, {"2": "Es wird auf Drucksache 17/19500 verwiesen."}, published=False)
    return antrag


def test_a_paper_counts_its_citations_and_those_in_drafts_apart(citing):
    assert counts("17/19500") == (False, 3, 1)
    assert_agreement()


def test_a_paper_is_here_once_it_is_entered_and_its_missing_ziffern_are_known(citing):
    cited = factories.antrag(number="17/19500", fragen=["Eins?", "Zwei?"])
    assert counts("17/19500") == (True, 3, 1)
    assert [row.ziffern for row in Verweis.objects.filter(ziffer_fehlt=True)] == [["7"]]
    Frage.objects.create(antrag=cited, nummer="7", position=3, text="Sieben?")
    assert_agreement()
    assert not Verweis.objects.filter(ziffer_fehlt=True).exists()
    cited.fragen.filter(nummer="2").update(nummer="9")
    assert_agreement()
    assert Verweis.objects.filter(ziffer_fehlt=True).count() == 1
    cited.fragen.all().delete()
    cited.delete()
    assert_agreement()
    assert counts("17/19500") == (False, 3, 1)


def test_publishing_a_letter_moves_its_citations(citing):
    letter = citing.stellungnahmen.get(state=Stellungnahme.State.ENTWURF)
    letter.state = Stellungnahme.State.VEROEFFENTLICHT
    letter.save()
    assert counts("17/19500") == (False, 4, 0)
    withdraw(letter, by=None, at=timezone.now(), grund="Zum falschen Papier erfasst.")
    assert counts("17/19500") == (False, 3, 0)
    assert_agreement()


def test_deleting_a_draft_takes_its_citations_away(citing):
    citing.stellungnahmen.get(state=Stellungnahme.State.ENTWURF).delete()
    assert counts("17/19500") == (False, 3, 0)
    assert_agreement()


def test_a_letter_printed_under_its_own_number_is_here_when_it_is_published(citing):
    cited = factories.antrag(number="17/19002", fragen=["Eins?"])
    letter = factories.stellungnahme(cited, {"1": "Ja."}, published=False, drucksache=factories.drucksache("17/19500"))
    assert counts("17/19500") == (False, 3, 1)
    letter.state = Stellungnahme.State.VEROEFFENTLICHT
    letter.save()
    assert counts("17/19500") == (True, 3, 1)
    assert Verweis.objects.filter(ziffer_fehlt=True).count() == 2
    assert_agreement()


def test_a_paper_that_gets_another_number_leaves_the_old_one_missing(citing):
    cited = factories.antrag(number="17/19500", fragen=["Eins?"])
    settle()
    cited.drucksache = factories.drucksache("17/19600")
    cited.save()
    assert counts("17/19500") == (False, 3, 1)
    assert_agreement()


def test_a_citation_that_is_corrected_or_dismissed_counts_where_it_belongs(citing):
    settle()
    clerk = {"berichtigt_von": factories.user(), "berichtigt_am": timezone.now()}
    first, second = Verweis.objects.filter(antwortverweis__isnull=True).order_by("pk")
    Verweis.objects.filter(pk=first.pk).update(stand="verworfen", **clerk)
    assert counts("17/19500") == (False, 2, 1)
    Verweis.objects.filter(pk=second.pk).update(
        drucksache=factories.drucksache("17/19700"), stand="berichtigt", **clerk
    )
    assert counts("17/19500") == (False, 1, 1)
    assert counts("17/19700") == (False, 1, 0)
    assert_agreement()


def test_a_number_that_the_same_paper_lacks_is_known():
    inquiry = factories.antrag(fragen=["Eins?", "Was folgt aus der Antwort zu Frage 7?"])
    assert_agreement()
    assert Verweis.objects.filter(ziffer_fehlt=True).count() == 1
    inquiry.fragen.filter(nummer="1").update(nummer="7")
    assert_agreement()


def test_each_paper_is_counted_once_a_transaction_and_nothing_is_left_to_do(citing):
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM inquiries_unsettled WHERE key = %s GROUP BY kind", [citing.pk])
        assert dict(cursor.fetchall())["a"] == 1
        settle()
        cursor.execute("SELECT count(*) FROM inquiries_unsettled")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_two_that_cite_the_same_papers_in_opposite_order_do_not_wait_for_each_other():
    """The counts are written at the end only, so whoever writes first holds nothing that the other one needs."""
    papers = [factories.drucksache(f"17/1950{n}") for n in range(2)]
    inquiries = [factories.antrag(number=f"17/1900{n}", fragen=["Eins?"]) for n in range(2)]
    done = threading.Event()

    def cite(antrag: Antrag, paper: Drucksache) -> None:
        place = {"ort": Verweis.Ort.TITEL, "start": 0, "ende": 1, "zitat": "x", "art": Verweis.Art.DRUCKSACHE}
        Verweis.objects.create(antrag=antrag, drucksache=paper, **place)

    def the_other() -> None:
        with transaction.atomic():
            for paper in reversed(papers):
                cite(inquiries[1], paper)
        connection.close()
        done.set()

    with transaction.atomic():
        cite(inquiries[0], papers[0])
        threading.Thread(target=the_other).start()
        assert done.wait(10)
        cite(inquiries[0], papers[1])
    assert [paper.zitate for paper in Drucksache.objects.filter(pk__in=[paper.pk for paper in papers])] == [2, 2]
