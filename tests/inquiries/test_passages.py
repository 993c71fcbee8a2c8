"""The passage that a search shows, and what is marked in it."""

import pytest

from inquiries import search
from inquiries.passages import best_passages, marked, marked_titles
from tests import factories

pytestmark = pytest.mark.django_db


def passage(inquiry, text):
    return best_passages([inquiry.pk], search.understand(text)).get(inquiry.pk)


def test_the_best_fitting_text_is_shown_with_its_number_and_its_words_marked():
    inquiry = factories.antrag(fragen=["Wie viele Tunnel es gibt;", "Wie viele Brücken und Förderungen es gibt;"])
    factories.stellungnahme(inquiry, {"1": "Zwölf Tunnel.", "2": "Es gibt Brücken."})
    best = passage(inquiry, "Förderung Brücke")
    assert (best.is_answer, best.numbers, best.anchor) == (False, ("2",), "ziffer-2")
    assert best.html == "Wie viele <mark>Brücken</mark> und <mark>Förderungen</mark> es gibt;"


def test_an_answer_to_several_questions_leads_to_the_first_of_them():
    inquiry = factories.antrag(fragen=["Wie?", "Wo?", "Wer?"])
    factories.stellungnahme(inquiry, {"1": "So.", "2 und 3": "Der Quastenflosser im See."})
    best = passage(inquiry, "Quastenflosser")
    assert (best.is_answer, best.numbers, best.anchor) == (True, ("2", "3"), "ziffer-2")


def test_an_answer_to_no_question_has_no_anchor():
    inquiry = factories.antrag(fragen=["Wie?"])
    factories.stellungnahme(inquiry, {"9": "Der Quastenflosser."})
    assert passage(inquiry, "Quastenflosser").anchor == ""


def test_drafts_give_no_passage():
    inquiry = factories.antrag(fragen=["Wie?"])
    factories.stellungnahme(inquiry, {"1": "Der Quastenflosser."}, published=False)
    assert passage(inquiry, "Quastenflosser") is None


def test_a_long_text_is_cut_to_the_passage_and_says_so():
    text = "Vorrede ohne Belang. " * 40 + "Der Quastenflosser schwimmt. " + "Nachrede ohne Belang. " * 40
    inquiry = factories.antrag(fragen=[text])
    html = passage(inquiry, "Quastenflosser").html
    assert "<mark>Quastenflosser</mark>" in html
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert len(html) < 500


def test_what_stands_in_a_text_is_escaped():
    inquiry = factories.antrag(titel="<b>Brücken</b> & <script>", fragen=['Ob 3 < 5 & "Brücken" > \x022 sind?'])
    words = search.understand("Brücken")
    assert (
        marked_titles([inquiry.pk], words)[inquiry.pk] == "&lt;b&gt;<mark>Brücken</mark>&lt;/b&gt; &amp; &lt;script&gt;"
    )
    assert passage(inquiry, "Brücken").html == "Ob 3 &lt; 5 &amp; &quot;<mark>Brücken</mark>&quot; &gt; 2 sind?"


@pytest.mark.parametrize(
    ("headline", "html"),
    [
        ("a \x02b\x03 c", "a <mark>b</mark> c"),
        ("\x02<b>\x03", "<mark>&lt;b&gt;</mark>"),
        ("a \x02b", "a b"),
        ("a\x03 \x02\x02b\x03", "a <mark>b</mark>"),
    ],
    ids=["marked", "escaped inside", "never closed", "unbalanced"],
)
def test_marks_are_always_balanced(headline, html):
    assert marked(headline) == html


def test_passages_of_many_inquiries_cost_as_many_queries_as_of_one(django_assert_num_queries):
    keys = []
    for _ in range(5):
        inquiry = factories.antrag(fragen=["Wie viele Brücken?", "Wo?"])
        factories.stellungnahme(inquiry, {"1": "Keine.", "2": "An den Brücken, den Brücken."})
        keys.append(inquiry.pk)
    words = search.understand("Brücken")
    for some in (keys[:1], keys):
        with django_assert_num_queries(3):
            assert len(best_passages(some, words)) == len(some)
