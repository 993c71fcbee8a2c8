"""What differs between two versions of a letter, answer by answer."""

import pytest

from responses.models import Antwort, Luecke, Stellungnahme
from responses.versions import compare, line_of
from tests import factories

pytestmark = pytest.mark.django_db


def versions(before, after, *, wortlaut=({}, {}), **fields):
    inquiry = factories.antrag(fragen=["Wie viele?", "Wo?", "Wann?"])
    return [
        factories.stellungnahme(
            inquiry, texts, published=False, wortlaut=words, **{name: value[at] for name, value in fields.items()}
        )
        for at, (texts, words) in enumerate(zip((before, after), wortlaut, strict=True))
    ]


def told(before, after):
    marks = {"same": "{}", "asked": "[-{}-]", "repeated": "[+{}+]"}
    return {
        change.label: " ".join(marks[kind].format(words) for kind, words in change.words)
        for change in compare(before, after)
    }


def test_equal_versions_do_not_differ_whatever_the_line_ends():
    assert told(*versions({"1": "Es sind\nacht."}, {"1": "Es sind acht."})) == {}


def test_a_changed_answer_is_told_word_by_word_and_the_others_are_left_out():
    before = {"1": "Es sind acht Brücken.", "2": "Hier."}
    after = {"1": "Es sind neun Brücken.", "2": "Hier."}
    assert told(*versions(before, after)) == {"Antwort zu 1": "Es sind [-acht-] [+neun+] Brücken."}


def test_an_answer_that_covers_other_numbers_now_is_compared_with_what_it_was():
    assert told(*versions({"1": "Acht.", "3": "Morgen."}, {"1 und 2": "Acht.", "3": "Morgen."})) == {
        "Antwort zu 1, 2: Nummern": "[-1-] [+1, 2+]",
    }


def test_answers_that_came_and_went_are_told_whole():
    assert told(*versions({"1": "Acht.", "2": "Hier."}, {"1": "Acht.", "3": "Nie."})) == {
        "Antwort zu 2": "[-Hier.-]",
        "Antwort zu 3": "[+Nie.+]",
    }


def test_an_answer_cut_in_two_is_the_first_of_both():
    assert told(*versions({"1 und 2": "Acht. Hier."}, {"1": "Acht.", "2": "Hier."})) == {
        "Antwort zu 1: Nummern": "[-1, 2-] [+1+]",
        "Antwort zu 1": "Acht. [-Hier.-]",
        "Antwort zu 2": "[+Hier.+]",
    }


def test_the_head_the_wording_and_the_reasons_are_compared_too():
    before, after = versions(
        {"1": "Acht."},
        {"1": "Acht."},
        wortlaut=({"1": "Wie viele?"}, {"1": "Wie viel?"}),
        aktenzeichen=("VM-1", "VM-2"),
        ministerium_gedruckt=("", "Ministerium für Muster"),
        amt=("Minister", "Ministerin"),
    )
    after.im_einvernehmen.add(factories.ministerium("Staatsministerium", "StM"))
    Luecke.objects.create(stellungnahme=before, frage=before.antrag.fragen.get(nummer="2"), grund="Folgt.")
    assert told(before, after) == {
        "Ministerium": "Ministerium für [-Verkehr-] [+Muster+]",
        "Im Einvernehmen mit": "[+Staatsministerium+]",
        "Aktenzeichen": "[-VM-1-] [+VM-2+]",
        "1 im Wortlaut des Schreibens": "Wie [-viele?-] [+viel?+]",
        "Frage 2 ohne Antwort, weil": "[-Folgt.-]",
        "Amt": "[-Minister-] [+Ministerin+]",
    }


def test_an_answer_without_a_number_is_compared_too():
    before, after = versions({}, {})
    for letter, text in ((before, "Alt."), (after, "Neu.")):
        Antwort.objects.create(stellungnahme=letter, position=1, text=text)
    assert told(before, after) == {"Antwort zu –": "[-Alt.-] [+Neu.+]"}


def test_the_line_of_versions_begins_with_the_latest_and_leaves_other_letters_out():
    inquiry = factories.antrag()
    first = factories.stellungnahme(inquiry, {"1": "Acht."})
    second = Stellungnahme.objects.create(antrag=inquiry, art="antwort", ersetzt=first)
    third = Stellungnahme.objects.create(antrag=inquiry, art="antwort", ersetzt=second)
    factories.stellungnahme(inquiry, {"1": "Anderes Schreiben."})
    for version in (first, second, third):
        assert line_of(version, inquiry.stellungnahmen.all()) == [third, second, first]
