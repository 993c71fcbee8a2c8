"""What does not fit together is said: each finding has a code, a place and a sentence."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from inquiries import reading
from inquiries.reading import Answer, Paper, Question, Response, read_paper
from inquiries.reading.again import check_again

PAPER = """Musterdrucksache – erfundenes Beispiel ohne amtlichen Inhalt

Landtag von Baden-Württemberg
17. Wahlperiode

Drucksache 17 / 4711
8.8.2024

Eingegangen: 8.8.2024 / Ausgegeben: 20.9.2024 1

Kleine Anfrage

der Abg. Anna Muster und Dr. Bernd Beispiel SPD

und

Antwort

des Ministeriums für Verkehr

Musterbrücken im Musterkreis

Kleine Anfrage

Wir fragen die Landesregierung:

1. Wie viele Musterbrücken gibt es?

2. Wie viele davon sind gesperrt?

3. Was kostet die Sanierung?

7.8.2024

Muster, Dr. Beispiel SPD

Antwort

Mit Schreiben vom 30. August 2024 Nr. VM2-0141.5-31/4711 beantwortet das Ministerium für Verkehr die Kleine Anfrage
wie folgt:

1. Wie viele Musterbrücken gibt es?

Zu 1.:

Es gibt zwölf.

2. Wie viele davon sind gesperrt?

Zu 2.:

Drei.

3. Was kostet die Sanierung?

Zu 3.:

Das ist noch nicht bekannt.

Brückner

Minister für Verkehr
"""


def findings(old: str = "", new: str = "", count: int = -1) -> dict[str, str]:
    """Codes and places of what is found once ``old`` reads ``new``."""
    assert old in PAPER
    paper = read_paper(PAPER.replace(old, new, count) if old else PAPER)
    return {finding.code: finding.about for finding in paper.findings}


def test_a_paper_in_order_gives_no_finding():
    assert findings() == {}


@pytest.mark.parametrize(
    ("old", "new", "code", "about"),
    [
        ("3. Was kostet", "5. Was kostet", "numbering-gap", "question 5"),
        ("Was kostet die Sanierung?", "Was kostet die", "question-unfinished", "question 3"),
        ("Zu 2.:\n\nDrei.", "", "question-unanswered", "question 2"),
        ("Zu 3.:", "Zu 4.:", "answer-without-question", "answer 4"),
        ("Zu 3.:", "Zu 2.:", "answer-number-twice", "answer 2"),
        ("sind gesperrt?\n\nZu", "wurden gesperrt?\n\nZu", "question-reworded", "question 2"),
        ("Minister für Verkehr", "", "unusual-closing", "signed_by"),
        ("Brückner\n\nMinister für Verkehr", "", "closing-missing", "signed_by"),
        ("Ministerium für Verkehr", "Ministerium für Zauberei", "unknown-ministry", "ministry"),
        ("das Ministerium für Verkehr", "das Ministerium für Finanzen", "ministries-disagree", "ministry"),
        ("das Ministerium für Verkehr", "das Finanzministerium", "ministry-not-in-term", "ministry"),
        ("Ministerium", "Amt", "ministry-missing", "ministry"),
        ("Beispiel SPD\n\nund", "Beispiel XYZ\n\nund", "unknown-fraktion", "askers"),
        ("Beispiel SPD\n\nund", "Beispiel\n\nund", "fraktion-missing", "askers"),
        ("Muster, Dr. Beispiel SPD", "Muster, Dr. Bespiel SPD", "signature-without-asker", "signatories"),
        ("Muster, Dr. Beispiel SPD", "Muster SPD", "asker-not-signed", "signatories"),
        ("Muster, Dr. Beispiel SPD", "Muster, Dr. Beispiel CDU", "fraktionen-disagree", "fraktionen"),
        ("\n7.8.2024", "\n7.8.2014", "date-before-term", "date"),
        ("\n7.8.2024", "\n7.8.2026", "date-after-term", "date"),
        ("\n7.8.2024", "\n9.8.2024", "dates-out-of-order", "received"),
        ("Ausgegeben: 20.9.2024", "Ausgegeben: 20.8.2024", "dates-out-of-order", "issued"),
        ("Muster, Dr. Beispiel SPD", "Muster   Dr. Beispiel Platz Halter SPD", "several-readings", "signatories"),
        ("Muster, Dr. Beispiel SPD\n\n", "", "signatures-missing", "signatories"),
        ("30. August 2024", "30. Juli 2024", "dates-out-of-order", "letter_date"),
        ("\n7.8.2024", "\n31.6.2024", "date-impossible", "date"),
        ("7.8.2024\n\n", "", "date-missing", "date"),
        ("Drucksache 17 / 4711", "", "drucksache-missing", "drucksache"),
        ("Zu 1.:", "Landtag von Baden-Württemberg Drucksache 17 / 1234\n\nZu 1.:", "several-readings", "drucksache"),
        ("17. Wahlperiode", "16. Wahlperiode", "several-readings", "drucksache"),
        ("\n8.8.2024\n", "\n9.8.2024\n", "several-readings", "received"),
        ("Musterbrücken im Musterkreis\n\n", "", "title-missing", "title"),
        ("im Musterkreis\n\n", "im Musterkreis\n\n4.5.2024\n\nNachfrage\n\n", "text-behind-title", "title"),
        ("Zu 1.:\n\nEs gibt zwölf.", "Zu 1.:", "answer-empty", "question 1"),
        ("\n\nMinister für Verkehr", "\n\nMinister für Verkehr\n\nNoch ein Satz.", "text-in-no-part", "text"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_found(old, new, code, about):
    assert findings(old, new).get(code) == about


@pytest.mark.parametrize("severity", ["error"])
def test_a_paper_without_type_and_questions_is_incomplete(severity):
    paper = read_paper("Ein Brief ohne Fragen.")
    assert {finding.code for finding in paper.findings if finding.severity == severity} >= {
        "kind-missing", "title-missing",
    }  # fmt: skip
    assert not paper.complete


def test_nothing_is_read_from_nothing():
    paper = read_paper(" \n ")
    assert [finding.code for finding in paper.findings] == ["empty"]
    assert (paper.kind, paper.questions, paper.response) == (None, (), None)


def test_every_message_is_a_german_sentence_for_a_clerk():
    for text in ("", "Antrag", PAPER.replace("SPD", "XYZ").replace("Zu 2", "Zu 5")):
        for finding in read_paper(text).findings:
            assert finding.message[0].isupper() or finding.message[0] == "„"
            assert finding.message.endswith(".")


def test_every_warning_and_error_tells_what_to_do():
    said = list(written_findings())
    assert len(said) > 40
    assert {code for code, severity, message in said if severity != "info" and "itte " not in message} == set()


def written_findings():
    """Code, severity and message of each finding that the reader can make, as they stand in its source."""
    for path in Path(reading.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or len(call.args) < 4 or ast.unparse(call.func) not in _FINDS:
                continue
            code, severity = (ast.unparse(one).strip("'") for one in call.args[:2])
            message = "".join(str(one.value) for one in ast.walk(call.args[3]) if isinstance(one, ast.Constant))
            if message:
                yield code, severity, message


_FINDS = ("draft.find", "Finding")


def test_a_supplement_need_not_repeat_the_questions():
    paper = read_paper(
        "Landtag von Baden-Württemberg\n15. Wahlperiode\nDrucksache 15 / 26036\n28. 10. 2014\n"
        "E r g ä n z e n d e  A n t w o r t\ndes Ministeriums für Kultus, Jugend und Sport\n"
        "zu der Kleinen Anfrage des Abg. Karl Muster CDU\n– Drucksache 15/25335\nLehrkräfte im Musterkreis\n"
        "Mit Schreiben vom 21. Oktober 2014 Nr. 14-0311.23/128 ergänzt das Ministerium für Kultus, Jugend und Sport "
        "seine Antwort auf die Kleine Anfrage wie folgt:\nZu 2.:\nEs sind 14 statt 12 Stellen.\n"
        "Musterfrau\nMinisterin für Kultus, Jugend und Sport\n"
    )

    assert [(finding.code, finding.severity) for finding in paper.findings] == [("questions-elsewhere", "info")]
    assert [answer.numbers for answer in paper.response.answers] == [("2",)]
    assert paper.complete


@pytest.mark.parametrize(
    ("repeated", "severity"),
    [
        ("welche Brücken im Mustertal seit 2018 saniert wurden;", "info"),
        ("wie viele Lehrkräfte an den Musterschulen fehlen;", "warning"),
    ],
    ids=["in other words", "another question"],
)
def test_a_repeated_question_that_is_quite_another_is_more_than_reworded(repeated, severity):
    asked = Question("1", "welche Brücken im Mustertal seit dem Jahr 2019 saniert wurden;", None)
    answer = Answer(("1",), "Keine.", None, {"1": repeated})
    paper = Paper(
        kind="Antrag", title="Brücken", questions=(asked,), response=Response("Stellungnahme", answers=(answer,))
    )
    found = [finding.severity for finding in check_again(paper) if finding.code == "question-reworded"]
    assert found == [severity]
