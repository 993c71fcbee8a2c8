"""A letter that says of itself that it answers another inquiry than the one it is put to gives a finding."""

import pytest

from inquiries.reading import Question, read_paper
from responses.desk import steps
from responses.desk.contradictions import Inquiry, contradictions
from responses.desk.reading_in import read_as_reply
from tests import factories
from tests.responses.desk.papers import TITLE, inquiry_text, opened_inquiry
from tests.responses.desk.test_recognising import arrived

ANSWERS = "\n\nZu 1.:\n\nEs sind 412 Brücken. Siehe Drucksache 17/20.\n\nZu 2.:\n\nVorgesehen sind 80 Millionen.\n"
INQUIRY = Inquiry("17/4711", TITLE, ("Erika Muster",), ("GRÜNE",))
OPENING = "Sehr geehrte Frau Präsidentin,\n\ndas Ministerium für Verkehr beantwortet die Anfrage wie folgt:"


def found(head: str, inquiry: Inquiry = INQUIRY) -> str:
    text = f"Ministerium für Verkehr\n\n{head}\n\n{OPENING}{ANSWERS}"
    paper = read_paper(text, asked=(Question("1", "Wie viele?", None), Question("2", "Welche?", None)))
    return " ".join(finding.message for finding in contradictions(text, paper, inquiry))


KA = "Kleine Anfrage der Abg. Erika Muster GRÜNE"


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="says-nothing"),
        pytest.param(f"{KA}\n- {TITLE}\n- Drucksache 17/4711", id="all-the-same"),
        pytest.param(f"{KA}\n- Ein ganz anderer Gegenstand\n- Drucksache 17/4711", id="its-number"),
        pytest.param(f"{KA}\n- Brücken im Land", id="a-part-of-the-title"),
        pytest.param("Kleine Anfrage des Abg. Erika Mustér GRÜNE\n- " + TITLE, id="a-name-misspelt"),
        pytest.param("Betreff: Ihr Schreiben vom 3. August 2025, Kleine Anfrage", id="no-subject"),
        pytest.param(f"Betreff: Kleine Anfrage der Abg. Erika Muster – {TITLE}", id="subject"),
        pytest.param("Kleine Anfrage der Abg. Erika Muster u. a. GRÜNE\n- " + TITLE, id="and-others"),
    ],
)
def test_a_letter_that_fits_its_inquiry_or_says_nothing_of_it_gives_no_finding(head):
    assert found(head) == ""


@pytest.mark.parametrize(
    ("head", "said"),
    [
        pytest.param(f"{KA}\n- {TITLE}\n- Drucksache 17/4712", "Drucksache 17/4712 statt 17/4711", id="number"),
        pytest.param("Bezug: Drucksache 17 / 4712", "Drucksache 17/4712 statt 17/4711", id="reference-line"),
        pytest.param(f"{KA}\n- Neubau von Turnhallen an Grundschulen", "„Neubau von Turnhallen an", id="title"),
        pytest.param("Betreff: Neubau von Turnhallen an Schulen", "„Neubau von Turnhallen an Schulen“", id="subject"),
        pytest.param(f"Kleine Anfrage des Abg. Max Beispiel SPD\n- {TITLE}", "als Fragende Max Beispiel", id="askers"),
    ],
)
def test_a_letter_that_names_another_inquiry_gives_a_finding(head, said):
    assert said in found(head)


def test_what_is_not_known_of_the_inquiry_contradicts_nothing():
    unknown = Inquiry("", TITLE)
    assert found(f"Kleine Anfrage des Abg. Max Beispiel SPD\n- {TITLE}\n- Drucksache 17/1", unknown) == ""


def test_another_fraktion_than_the_one_that_asks_gives_a_finding():
    head = f"Antrag der Fraktion der SPD\n- {TITLE}"
    assert "als Fraktion SPD" in found(head, Inquiry("", TITLE, (), ("CDU",)))
    assert found(head, Inquiry("", TITLE, (), ("SPD",))) == ""


def test_a_paper_cited_in_the_title_of_the_inquiry_is_not_another_one():
    title = "Nachfrage zu den Brücken in Drucksache 17/4000"
    assert found(f"{KA}\n- {title}", Inquiry("17/4711", title, ("Erika Muster",))) == ""


@pytest.mark.django_db
def test_a_letter_put_to_a_wrong_inquiry_is_warned_of_until_it_is_put_to_the_right_one():
    factories.ministerium()
    clerk = factories.user(role="Sachbearbeitung")
    wrong = opened_inquiry(number="17/4712", titel="Neubau von Turnhallen an Grundschulen")
    right = opened_inquiry(number="17/4711")
    text = f"{KA}\n- {TITLE}\n- Drucksache 17/4711\n\n{OPENING}{ANSWERS}"
    eingang = arrived(clerk, text=text, antrag=wrong)
    notes = [note for note in steps.notes(eingang, steps.current(eingang)) if note.code == "other-inquiry"]
    assert [(note.is_open, note.severity, note.at) for note in notes] == [(True, "warning", "")]
    eingang = read_as_reply(eingang, right, by=clerk)
    assert "other-inquiry" not in {note.code for note in steps.notes(eingang, steps.current(eingang))}


@pytest.mark.django_db
def test_a_whole_paper_of_another_number_is_warned_of():
    clerk = factories.user(role="Sachbearbeitung")
    antrag = opened_inquiry(number="17/4712")
    eingang = arrived(clerk, text=inquiry_text(answers=("Ja.", "Nein.")), antrag=antrag)
    assert "other-inquiry" in {note.code for note in steps.notes(eingang, steps.current(eingang))}
