"""What stands in a part where such a text never stands becomes a finding, however it came there."""

from __future__ import annotations

import pytest

from inquiries.reading.asked import Asked
from inquiries.reading.doubts import check_boundaries
from inquiries.reading.draft import Draft
from inquiries.reading.furniture import Surroundings
from inquiries.reading.head import Head
from inquiries.reading.lines import Flow
from inquiries.reading.paper import Answer, Question, Response
from inquiries.reading.people import Authors
from inquiries.reading.text import Span

LONG = "Wie viele Schulen der Musterstadt haben im vergangenen Jahr einen Antrag gestellt?"


def drafted(*parts: tuple[str, str]) -> Draft:
    """A draft in which somebody has already named these stretches, rightly or wrongly."""
    text = "\n".join(stretch for _, stretch in parts)
    flow = Flow(text, Surroundings())
    draft = Draft(text, flow)
    position = 0
    for name, stretch in parts:
        end = position + len(stretch)
        draft.name(name, [line for line in flow.lines if position <= line.start < end])
        position = end + 1
    return draft


@pytest.mark.parametrize(
    ("part", "stretch", "code"),
    [
        ("question 2", "Wie viele?\nGedruckt auf Recyclingpapier", "furniture-in-text"),
        ("Begründung", "Es ist nötig.\nEingegangen: 3.4.2024 / Ausgegeben: 5.6.2024", "furniture-in-text"),
        ("answer 1, 2", "Es sind\nLandtag von Baden-Württemberg Drucksache 17 / 19001\nzwei.", "furniture-in-text"),
        ("answer 1", "Es sind\n2\nLandtag von Baden-Württemberg\nzwei.", "furniture-in-text"),
        ("answer 1", "Es sind\n Landtag von Baden-Württemberg      Drucksache 17 / 19001\n2.", "furniture-in-text"),
        ("question 3", "Wie viele?\nMit freundlichen Grüßen", "letter-in-text"),
        ("Begründung", "Es ist nötig.\nMit Schreiben vom 3. April 2024 Nr. 4 nimmt", "letter-in-text"),
        ("Begründung", "Es ist nötig. A n t w o r t * )", "heading-in-text"),
        ("answer 1", "Es sind zwei.\nIch frage die Landesregierung:", "opening-in-text"),
        ("question 3", "Wie viele?\nZu 3.:\nEs sind zwei.", "answer-in-question"),
        ("question 3", "Wie viele?\nAntwort:\nEs sind zwei.", "answer-in-question"),
        ("answer 1", "Es sind zwei.\nZu den Fragen 2 und 3:\nEs sind drei.", "heading-in-answer"),
        ("answer 1", "Es sind zwei.\nAnlage 1\nGemeinde Zahl", "annex-in-answer"),
        ("answer 1", "Es sind zwei.\nMusterfrau\nMinisterin für Verkehr", "closing-in-answer"),
        ("section heading", "Der Landkreis hat viele Gemeinden. " * 6, "section-doubtful"),
    ],
)  # fmt: skip
def test_a_stranger_in_a_part_is_reported_at_its_place(part, stretch, code):
    draft = drafted(("opening", "Ich frage die Landesregierung:"), (part, stretch))

    check_boundaries(draft, Head(), Asked(), None)

    [finding] = draft.findings
    assert finding.code == code
    assert finding.span.of(draft.text) in stretch


@pytest.mark.parametrize(
    ("part", "stretch"),
    [
        ("imprint", "Drucksachen und Plenarprotokolle sind im Internet\nGedruckt auf Recyclingpapier"),
        ("heading of answer 1", "Zu 1.:"),
        ("answer 1", "Es wird auf die Antwort zu Frage 2 verwiesen."),
        ("answer 1", "Der Landtag von Baden-Württemberg\nhat beschlossen."),
        ("answer 1", "Zu 2. der Richtlinie ist zu sagen, dass sie gilt."),
        ("answer 1", "Minister für Verkehr\nwar damals\nein anderer\nals\nheute,\nwie\nbekannt\nist."),
        ("question 1", "Welche Anlage 1\nist gemeint?"),
        ("closing", "Musterfrau\nMinisterin für Verkehr"),
    ],
)
def test_what_stands_where_it_belongs_is_no_doubt(part, stretch):
    draft = drafted((part, stretch))

    check_boundaries(draft, Head(), Asked(), None)

    assert draft.findings == []


def test_a_question_inside_an_answer_is_reported():
    draft = drafted(("answer 1", f"Es sind zwei. {LONG} Es sind drei."))
    response = Response("Antwort", answers=(Answer(("1",), draft.text, Span(0, len(draft.text))),))
    asked = Asked(questions=(Question("2", LONG, Span(0, 1)), Question("3", "Warum?", Span(0, 1))))

    check_boundaries(draft, Head(), asked, response)

    assert [(finding.code, finding.about) for finding in draft.findings] == [("question-in-answer", "answer 1")]


@pytest.mark.parametrize(
    "title", ["und", "Titel " * 80, "Schulen Ich frage die Landesregierung", "Schulen Kleine Anfrage", "—"]
)
def test_a_title_that_looks_like_none_is_reported(title):
    draft = drafted(("title", title))

    check_boundaries(draft, Head(title=title), Asked(), None)

    assert [finding.code for finding in draft.findings] == ["title-doubtful"]


@pytest.mark.parametrize("name", ["Kleine Anfrage", "Ministerium für Verkehr", "Muster 17", "Fraktion GRÜNE"])
def test_a_name_that_looks_like_none_is_reported(name):
    draft = drafted(("signatures", name))

    check_boundaries(draft, Head(authors=Authors()), Asked(signatories=(name,)), None)

    assert [(finding.code, finding.about) for finding in draft.findings] == [("name-doubtful", "signatories")]
