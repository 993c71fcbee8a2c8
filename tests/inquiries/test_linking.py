from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from inquiries.linking import link_antrag
from inquiries.models import Antrag, Drucksache, Verweis
from responses.citations import link_stellungnahme
from responses.models import AntwortVerweis
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

CITING = "Auf die Antwort zu Frage 2 in Drucksache 17/19001 wird verwiesen."


def test_a_citation_in_a_question_becomes_a_row_that_points_at_what_stands_there():
    inquiry = factories.antrag(fragen=["Was folgt aus der Antwort zu Frage 2 in Drucksache 17/19001?"])
    verweis = Verweis.objects.get(antrag=inquiry)
    assert str(verweis.drucksache) == "17/19001"
    assert verweis.ziffern == ["2"]
    assert verweis.frage.text[verweis.start : verweis.ende] == verweis.zitat


def test_a_citation_resolves_the_moment_its_paper_is_entered():
    inquiry = factories.antrag(fragen=["Was folgt aus Drucksache 17/19001?"])
    assert Verweis.objects.unresolved().filter(antrag=inquiry).exists()
    factories.antrag(number="17/19001")
    assert not Verweis.objects.unresolved().filter(antrag=inquiry).exists()


def test_a_paper_that_is_only_cited_is_a_paper_that_is_not_entered():
    factories.antrag(number="17/19002", fragen=["Was folgt aus Drucksache 17/19001?"])
    assert [str(paper) for paper in Drucksache.objects.not_entered()] == ["17/19001"]


def test_finding_citations_again_keeps_the_rows_that_still_hold():
    inquiry = factories.antrag(fragen=["Was folgt aus Drucksache 17/19001?", "Und aus Drucksache 17/19003?"])
    before = dict(Verweis.objects.values_list("drucksache__nummer", "pk"))
    inquiry.fragen.filter(nummer="2").update(text="Und aus Drucksache 17/19004?")
    link_antrag(inquiry)
    after = dict(Verweis.objects.values_list("drucksache__nummer", "pk"))
    assert after.keys() == {19001, 19004}
    assert after[19001] == before[19001]


def test_citations_of_a_letter_belong_to_its_answers_and_its_vorbemerkung():
    letter = factories.stellungnahme(
        factories.antrag(), {"1": CITING}, vorbemerkung="Ergänzend wird auf Drucksache 17/19005 hingewiesen."
    )
    rows = AntwortVerweis.objects.filter(stellungnahme=letter).order_by("ort")
    assert [(row.ort, str(row.drucksache), row.antwort_id is None) for row in rows] == [
        ("antwort", "17/19001", False),
        ("vorbemerkung", "17/19005", True),
    ]


def test_an_answer_that_says_nothing_but_see_there_is_marked_so():
    letter = factories.stellungnahme(
        factories.antrag(fragen=["Eins?", "Zwei?"]), {"1": CITING, "2": f"Es sind zwölf Brücken. {CITING}"}
    )
    assert dict(letter.antworten.values_list("position", "nur_verweis")) == {1: True, 2: False}


def test_deleting_an_answer_deletes_its_citations_whole():
    letter = factories.stellungnahme(factories.antrag(), {"1": CITING}, published=False)
    letter.antworten.all().delete()
    assert not Verweis.objects.exists()


def test_citations_of_the_questions_survive_finding_those_of_the_letter():
    inquiry = factories.antrag(fragen=["Was folgt aus Drucksache 17/19001?"])
    letter = factories.stellungnahme(inquiry, {"1": CITING})
    link_stellungnahme(letter)
    link_antrag(inquiry)
    assert Verweis.objects.filter(antrag=inquiry).count() == 2


def test_citations_in_a_draft_are_not_published():
    letter = factories.stellungnahme(factories.antrag(), {"1": CITING}, published=False)
    assert not Verweis.objects.published().exists()
    letter.state = letter.State.VEROEFFENTLICHT
    letter.save()
    assert Verweis.objects.published().count() == 1


def test_a_paper_of_a_later_wahlperiode_of_the_same_house_is_no_target():
    inquiry = factories.antrag(number="16/1000", fragen=["Was folgt aus Drucksache 17/19001?"])
    verweis = Verweis.objects.get(antrag=inquiry)
    assert (verweis.ausgang, verweis.drucksache) == (Verweis.Ausgang.NO_TARGET, None)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("Drucksache 17/19001", "17/19001", id="own-house"),
        pytest.param("Bundestagsdrucksache 21/500", "BT 21/500", id="bundestag"),
        pytest.param("BR-Drs. 123/24", "BR 123/24", id="bundesrat-numbers-within-the-year"),
    ],
)
def test_the_house_of_the_cited_paper_is_kept(text, printed):
    inquiry = factories.antrag(fragen=[f"Was folgt aus {text}?"])
    assert str(Verweis.objects.get(antrag=inquiry).drucksache) == printed


def test_a_citation_of_a_plenarprotokoll_names_it_and_no_drucksache():
    inquiry = factories.antrag(fragen=["Was folgt aus dem Plenarprotokoll 17/13?"])
    verweis = Verweis.objects.get(antrag=inquiry)
    assert (verweis.art, verweis.protokoll, verweis.drucksache) == ("plenarprotokoll", "17/13", None)


def test_an_ambiguous_citation_keeps_the_papers_that_it_may_mean():
    inquiry = factories.antrag(fragen=["Was folgt aus der Bürgerschaftsdrucksache 22/1234?"])
    verweis = inquiry.verweise.get()
    assert (verweis.ausgang, verweis.drucksache) == (Verweis.Ausgang.AMBIGUOUS, None)
    assert {str(paper) for paper in verweis.kandidaten.all()} == {"HB 22/1234", "HH 22/1234"}


def test_a_paper_of_a_later_wahlperiode_is_no_candidate():
    text = "Wie ist die Antwort der Bundesregierung auf die Kleine Anfrage (Drucksache 20/1234) zu verstehen?"
    inquiry = factories.antrag(number="16/1000", fragen=[text])
    assert [str(paper) for paper in inquiry.verweise.get().kandidaten.all()] == ["BT 20/1234"]


def test_a_citation_says_why_it_has_no_target():
    inquiry = factories.antrag(number="16/1000", fragen=["Was folgt aus Drucksache 17/19001?"])
    assert inquiry.verweise.get().grund == Verweis.Grund.LATER_TERM


def test_words_for_the_last_paper_mean_one_that_an_earlier_text_names():
    inquiry = factories.antrag(fragen=["Was folgt aus Drucksache 17/19001?", "Was steht a. a. O.?"])
    letter = factories.stellungnahme(inquiry, {"1": "Siehe a. a. O., Frage 3.", "2": "Die genannte Drucksache."})
    assert [str(row.drucksache) for row in letter.verweise.order_by("pk")] == ["17/19001", "17/19001"]


def test_a_letter_with_a_number_of_its_own_reads_on_from_nothing():
    inquiry = factories.antrag(fragen=["Was folgt aus Drucksache 17/19001?"])
    own = factories.drucksache("17/19500")
    letter = factories.stellungnahme(inquiry, {"1": "Siehe a. a. O., Frage 3."}, drucksache=own)
    assert not letter.verweise.exists()


def test_answers_follow_when_the_questions_name_another_paper():
    inquiry = factories.antrag(fragen=["Was folgt aus Drucksache 17/19001?"])
    letter = factories.stellungnahme(inquiry, {"1": "Siehe a. a. O., Frage 3."})
    inquiry.fragen.update(text="Was folgt aus Drucksache 17/19002?")
    link_antrag(inquiry)
    assert str(letter.verweise.get().drucksache) == "17/19002"


def test_answers_follow_when_the_paper_gets_its_number():
    inquiry = factories.antrag(fragen=["Eins?"])
    letter = factories.stellungnahme(inquiry, {"1": "Siehe Drucksache 17/19001."})
    inquiry.drucksache = factories.drucksache("16/1000")
    inquiry.save()
    link_antrag(inquiry)
    verweis = letter.verweise.get()
    assert (verweis.ausgang, verweis.drucksache) == (Verweis.Ausgang.NO_TARGET, None)


def test_a_row_keeps_its_identity_when_the_text_before_it_grows():
    inquiry = factories.antrag(fragen=["Was folgt aus Drucksache 17/19001?"])
    before = inquiry.verweise.get()
    inquiry.fragen.update(text="Und was, bitte, folgt aus Drucksache 17/19001?")
    link_antrag(inquiry)
    after = inquiry.verweise.get()
    assert after.pk == before.pk
    assert after.start == before.start + len("Und was, bitte, folgt") - len("Was folgt")


def test_a_title_that_repeats_the_papers_own_number_cites_nothing():
    inquiry = factories.antrag(number="17/19001", titel="Nachfrage zu Drucksache 17/19001 und Drucksache 17/18000")
    assert [str(row.drucksache) for row in inquiry.verweise.all()] == ["17/18000"]


def test_a_paper_that_cites_many_is_stored_with_a_fixed_number_of_looks_at_papers(django_assert_max_num_queries):
    from inquiries.linking import _papers

    keys = {("BW", 17, number, "") for number in range(1, 300)}
    with django_assert_max_num_queries(3):
        assert _papers(keys).keys() == keys
    with django_assert_max_num_queries(1):
        _papers(keys)


def test_the_database_refuses_a_kind_it_does_not_know():
    with pytest.raises(IntegrityError):
        Antrag.objects.create(art="petition", titel="Musterpetition")


def test_entering_a_paper_that_a_thousand_cite_asks_no_more_than_entering_any(sachbearbeitung_client):
    """In the admin, so that everything is counted that a clerk waits for; the citations are resolved at once."""
    citing = factories.antrag(fragen=["Siehe Frage 7 in Drucksache 17/19001 und Drucksache 17/19002."])
    often, once = (factories.drucksache(number) for number in ("17/19001", "17/19002"))
    sample = citing.verweise.get(drucksache=often)
    Verweis.objects.bulk_create(
        Verweis(antrag=citing, frage=sample.frage, ort="frage", start=0, ende=5, zitat="Siehe", art="drucksache",
                drucksache=often, ziffern=["7"])
        for _ in range(1_000)
    )  # fmt: skip
    queries = {}
    for paper in (once, often):
        data = filled(
            sachbearbeitung_client.get("/admin/inquiries/antrag/add/", {"drucksache": paper.pk}),
            art="kleine_anfrage",
            titel="Musteranfrage",
            **{"fragen-0-nummer": "1", "fragen-0-text": "Wie viele?"},
        )
        with CaptureQueriesContext(connection) as captured:
            assert sachbearbeitung_client.post("/admin/inquiries/antrag/add/", data).status_code == 302
        queries[paper] = len(captured)
    assert queries[often] == queries[once]
    assert not Verweis.objects.unresolved().exists()
    assert Verweis.objects.citing_unknown_parts().count() == 1_001


@pytest.mark.django_db(transaction=True)
def test_two_who_save_the_same_paper_at_once_store_each_citation_once():
    inquiry = factories.antrag(fragen=["Was folgt daraus?"])
    factories.drucksache("17/19001")
    inquiry.fragen.update(text="Was folgt aus Drucksache 17/19001?")

    def save_too():
        try:
            link_antrag(Antrag.objects.get(pk=inquiry.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            link_antrag(inquiry)
            saved = other.submit(save_too)
            with pytest.raises(TimeoutError):  # the other waits until this one has stored everything
                saved.result(timeout=0.5)
        saved.result(timeout=10)
    assert inquiry.verweise.count() == 1
