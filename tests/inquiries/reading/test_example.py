"""The real paper, complete."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inquiries.reading import Asker, read_paper, to_json
from tests.inquiries.reading.score import uncovered

TEXT = (Path(__file__).parents[3] / "fixtures" / "papers" / "antrag-ki-allianz.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def paper():
    return read_paper(TEXT)


def test_the_head_is_read(paper):
    assert paper.kind == "Antrag"
    assert paper.title == "Strategische Weiterentwicklung der KI-Allianz"
    assert paper.date == date(2025, 8, 8)
    assert (paper.drucksache, paper.received, paper.issued) == (None, None, None)
    assert paper.fraktionen == ("GRÜNE",)
    assert paper.askers == (Asker("Alexander Salomon", "GRÜNE"), Asker("Peter Seimer", "GRÜNE"))
    assert paper.signatories == ("Salomon", "Seimer", "Häusler", "Hentschel", "Herken", "Höh", "Niemann", "Tok")


def test_the_eight_questions_are_read_without_their_numbers(paper):
    assert [question.number for question in paper.questions] == list("12345678")
    assert paper.questions[0].text == (
        "welche der ursprünglich definierten Ziele der KI-Allianz bislang erreicht wurden;"
    )
    assert paper.questions[7].text.startswith("wie sich die bisherige und die geplante künftige Finanzierung")
    assert paper.questions[7].text.endswith("institutionelle Förderung vorgesehen ist.")


def test_the_begruendung_is_the_text_between_its_heading_and_the_reply(paper):
    assert paper.begruendung.text.startswith("Die KI-Allianz Baden-Württemberg ist eine Genossenschaft")
    assert paper.begruendung.text.endswith("Baden-Württembergs nachhaltig zu sichern.")


def test_the_letter_is_read(paper):
    response = paper.response
    assert response.kind == "Stellungnahme"
    assert response.ministry == "Ministerium für Wirtschaft, Arbeit und Tourismus"
    assert response.co_ministries == ("Staatsministerium", "Ministerium für Finanzen")
    assert response.letter_date == date(2025, 9, 1)
    assert response.letter_reference == "WM36-43-99/161"
    assert response.preamble is None
    assert response.signed_by == "Hoffmeister-Kraut"
    assert response.office == "Ministerin für Wirtschaft, Arbeit und Tourismus"


def test_each_answer_stands_with_the_question_it_repeats(paper):
    answers = paper.response.answers
    assert [answer.numbers for answer in answers] == [(number,) for number in "12345678"]
    assert [list(answer.repeated) for answer in answers] == [[number] for number in "12345678"]
    assert answers[0].repeated["1"] == paper.questions[0].text  # without the stray "- " and "*"
    assert answers[0].text.startswith("Die KI-Allianz Baden-Württemberg versteht sich")
    assert answers[7].text.endswith("wird zunächst die Zweckerreichung der Projekte geprüft und bewertet.")


def test_a_sentence_broken_by_a_page_is_joined(paper):
    assert "mit Wirtschaft, Wissenschaft, Politik und Zivilgesellschaft" in paper.response.answers[4].text


def test_the_four_citations_are_found_and_none_in_the_aktenzeichen(paper):
    assert [(one.in_, one.drucksache, one.parts) for one in paper.references] == [
        ("answer 2", "17/9075", ("3", "4")),
        ("answer 6", "17/9075", ()),
        ("answer 7", "17/9075", ()),
        ("answer 8", "17/9075", ()),
    ]
    for one in paper.references:
        assert "17/9075" in one.span.of(TEXT)


def test_the_changed_wording_of_question_6_is_the_only_finding(paper):
    assert [(one.code, one.severity, one.about) for one in paper.findings] == [
        ("question-reworded", "info", "question 6")
    ]


def test_parts_and_furniture_cover_the_text(paper):
    assert uncovered(TEXT, paper) is None


def test_json_has_the_names_of_the_contract(paper):
    read = to_json(paper)
    assert set(read) >= {
        "kind", "drucksache", "title", "date", "received", "issued", "fraktionen", "askers", "signatories",
        "questions", "begruendung", "response", "references", "furniture", "findings",
    }  # fmt: skip
    assert read["date"] == "2025-08-08"
    assert set(read["response"]) >= {
        "kind", "ministry", "co_ministries", "letter_date", "letter_reference", "preamble", "signed_by", "office",
        "answers",
    }  # fmt: skip
    assert read["references"][0]["in"] == "answer 2"
    start, end = read["questions"][0]["span"]
    assert TEXT[start:end] == read["questions"][0]["text"]
