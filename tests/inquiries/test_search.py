"""What a search finds, and in which of its ways."""

from datetime import date

import pytest

from inquiries import search
from inquiries.models import Antrag, Drucksache
from tests import factories

pytestmark = pytest.mark.django_db


def found(text, *, beginnings=False):
    words = search.understand(text)
    return set(search.matching(Antrag.objects.all(), words.as_beginnings() if beginnings else words))


@pytest.mark.parametrize(
    "text",
    ["Förderung", "förderungen", "FORDERUNGEN", "Brücken Förderung", '"Förderung der Brücken"', "Tunnel OR Förderung"],
    ids=["as written", "another ending", "without the umlaut", "in any order", "as a phrase", "either"],
)
def test_german_words_are_found_by_stem_and_deaf_to_accents(text):
    inquiry = factories.antrag(titel="Förderung der Brücken im Land")
    factories.antrag(titel="Waldumbau nach Trockenjahren", fragen=["Wie?"])
    assert found(text) == {inquiry}


def test_words_may_stand_in_different_texts_of_an_inquiry():
    inquiry = factories.antrag(titel="Brücken", fragen=["Wie viele Förderungen?", "Welche Kosten?"])
    factories.stellungnahme(inquiry, {"1": "Bewilligt wurden zwölf Anträge."})
    assert found("Brücken Förderung Kosten bewilligt") == {inquiry}


def test_an_asker_is_found_by_name():
    inquiry = factories.antrag(askers=[("Anna Vorlage", "SPD")])
    factories.antrag(askers=[("Erika Muster", "CDU")])
    assert found("Vorlage") == {inquiry}


def test_excluded_words_keep_an_inquiry_out():
    factories.antrag(titel="Brücken und Tunnel")
    kept = factories.antrag(titel="Brücken", fragen=["Wie viele?"])
    assert found("Brücken -Tunnel") == {kept}


def test_an_answer_in_a_draft_is_not_found_until_it_is_published():
    inquiry = factories.antrag()
    letter = factories.stellungnahme(inquiry, {"1": "Die Quastenflosser sind gezählt."}, published=False)
    assert not found("Quastenflosser")
    letter.state = letter.State.VEROEFFENTLICHT
    letter.save()
    assert found("Quastenflosser") == {inquiry}


@pytest.mark.parametrize("text", ["die und der", "-Brücken", "-Brücken -Tunnel", "???", '""'])
def test_a_text_without_a_wanted_word_is_not_searchable(text):
    assert not search.understand(text).are_searchable


@pytest.mark.parametrize(
    "text", ["'", "a & b | !c", "x:*", "<->", "\\", "it's (a", "%s", "'); DROP TABLE", "a.de/x?b&c <2> d"]
)
def test_any_text_is_understood(text):
    factories.antrag()
    words = search.understand(text)
    for tried in (words, words.as_beginnings()):
        if tried.are_searchable:
            keys = [inquiry.pk for inquiry in search.matching(Antrag.objects.all(), tried)]
            assert list(search.by_relevance(keys, tried)) == []


def test_words_may_be_taken_as_beginnings():
    inquiry = factories.antrag(titel="Hochwasserschutz am Musterbach")
    assert not found("Hochwasser")
    assert found("Hochwasser Muster", beginnings=True) == {inquiry}
    assert not found("Hochwasser Tunnel", beginnings=True)


def test_excluded_words_are_excluded_by_their_beginnings_too():
    factories.antrag(titel="Hochwasserschutz am Musterbach")
    assert not found("Hochwasser -Muster", beginnings=True)


def test_a_word_in_the_title_counts_more_than_one_in_an_answer():
    in_answer = factories.antrag(titel="Straßen im Land", fragen=["Welche?"])
    factories.stellungnahme(in_answer, {"1": "Es gibt Brücken."})
    in_title = factories.antrag(titel="Brücken im Land", fragen=["Welche?"])
    ranked = search.by_relevance([in_answer.pk, in_title.pk], search.understand("Brücken"))
    assert list(ranked) == [in_title, in_answer]


def test_inquiries_of_the_same_relevance_stand_newest_first_in_a_fixed_order():
    keys = [factories.antrag(titel="Brücken", eingegangen=date(2025, 1, 2)).pk for _ in range(4)]
    newest = factories.antrag(titel="Brücken", eingegangen=date(2025, 3, 2))
    ranked = search.by_relevance([*keys, newest.pk], search.understand("Brücken"))
    assert [inquiry.pk for inquiry in ranked] == [newest.pk, *reversed(keys)]


def similar(text):
    with search.misspellings_forgiven():
        return list(search.similar_titles(Antrag.objects.all(), text))


@pytest.mark.parametrize(
    "text",
    ["Hochwaserschutz", "Hochwasserschuz", "Hochwassreschutz", "hochwasserschutz Mustrbach", "Mustebrach"],
    ids=["letter missing", "letter missing at the end", "letters swapped", "one word of two", "swapped"],
)
def test_a_misspelt_title_is_still_found(text):
    inquiry = factories.antrag(titel="Hochwasserschutz am Musterbach")
    factories.antrag(titel="Waldumbau nach Trockenjahren")
    assert similar(text) == [inquiry]


def test_every_word_has_to_be_nearly_right():
    factories.antrag(titel="Hochwasserschutz am Musterbach")
    assert similar("Hochwaserschutz Mustrbach")
    assert not similar("Hochwaserschutz Tunnel")
    assert not similar("am ?")


def test_the_nearest_title_stands_first():
    far = factories.antrag(titel="Polizeipräsidien und ihre Polizisten")
    near = factories.antrag(titel="Polizei")
    assert list(search.by_similarity([far.pk, near.pk], "Polizey")) == [near, far]


@pytest.mark.parametrize(
    "text",
    [
        "17/19075", "17 / 19075", "17/19 075", "Drs. 17/19075", "drs 17/19075", "LT-Drs. 17/19075", "DS 17/19075",
        "Drucksache 17/19075", "Drucksachen-Nr.: 17/19075", "Drs.-Nr. 17/19075",
    ],
)  # fmt: skip
def test_a_number_is_read_in_every_form_it_is_typed(text):
    inquiry = factories.antrag(number="17/19075")
    assert list(search.papers_numbered(text)) == [inquiry.drucksache]


@pytest.mark.parametrize("text", ["Brücken", "17", "2014/2015", "17/19075 Brücken bauen", "Drucksache", "1/2/3", ""])
def test_a_text_that_is_no_number_names_no_paper(text):
    assert search.papers_numbered(text) is None


def test_a_number_without_suffix_names_the_reprint_as_well():
    papers = [factories.antrag(number=number).drucksache for number in ("17/19075", "17/19075 neu")]
    assert list(search.papers_numbered("17/19075")) == papers
    assert list(search.papers_numbered("17/19075 neu")) == papers[1:]


def test_a_paper_is_known_when_it_is_entered_or_cited():
    factories.antrag(fragen=["Was folgt aus Drucksache 17/19075?"])
    (cited,) = search.papers_numbered("17/19075")
    assert (cited.entered, cited.cited) == (False, True)
    factories.antrag(number="17/19075")
    (entered,) = search.papers_numbered("17/19075")
    assert entered.entered
    assert list(search.papers_numbered("17/19999")) == []


def test_what_only_a_draft_names_is_unknown():
    inquiry = factories.antrag()
    letter = factories.stellungnahme(
        inquiry, {"1": "Siehe Drucksache 17/19075."}, published=False, drucksache=factories.drucksache("17/19076")
    )
    assert not search.papers_numbered("17/19075")
    assert not search.papers_numbered("17/19076")
    letter.state = letter.State.VEROEFFENTLICHT
    letter.save()
    assert search.papers_numbered("17/19075")
    assert search.papers_numbered("17/19076")


def test_a_number_finds_the_paper_first_then_its_letters_then_who_cites_it():
    cites = factories.antrag(fragen=["Was folgt aus Drucksache 17/19075?"])
    answered = factories.antrag()
    factories.stellungnahme(answered, {"1": "Ja."}, drucksache=factories.drucksache("17/19075"))
    factories.antrag(fragen=["Was folgt aus Drucksache 17/19076?"])
    papers = list(Drucksache.objects.numbered("17/19075"))
    assert list(search.about(Antrag.objects.all(), papers).order_by("concern")) == [answered, cites]


def test_a_citation_in_a_draft_finds_nothing():
    factories.stellungnahme(factories.antrag(), {"1": "Siehe Drucksache 17/19075."}, published=False)
    assert not search.about(Antrag.objects.all(), list(Drucksache.objects.numbered("17/19075"))).exists()
