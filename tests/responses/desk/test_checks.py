"""What a clerk is told about a paper in work, and when it is said no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from inquiries.reading import Finding, Question, Span, read_paper
from responses.desk import changes
from responses.desk.beginning import begin
from responses.desk.checks import LEFT_OVER_CODE, House, check, coverage
from responses.desk.workpiece import LEFT_OVER, NOTHING, Desk, Person
from tests.responses.desk.papers import BILL

EXAMPLE = (Path(__file__).parents[3] / "fixtures" / "papers" / "antrag-ki-allianz.txt").read_text(encoding="utf-8")
HOUSE = House(
    frozenset({"Ministerium für Wirtschaft, Arbeit und Tourismus", "Staatsministerium", "Ministerium für Finanzen"}),
    frozenset({"GRÜNE"}),
)
PIECE = begin(EXAMPLE, read_paper(EXAMPLE))


def codes(piece, known=()) -> set[str]:
    return {note.code for note in check(Desk(piece, EXAMPLE, known), HOUSE) if note.is_open}


def answer(piece, number: str) -> str:
    return next(one.key for one in piece.answers if number in one.numbers)


def test_nothing_is_open_on_the_example_and_all_of_it_is_assigned():
    assert codes(PIECE) == set()
    parts, furniture, left = coverage(Desk(PIECE, EXAMPLE))
    assert left == 0
    assert parts + furniture == len("".join(EXAMPLE.split()))


def remove_question(piece):
    return changes.remove(piece, piece.questions[2].key)


OPENS = {
    "question-unanswered": lambda piece: changes.renumber(piece, answer(piece, "3"), ["9"]),
    "answer-without-question": lambda piece: changes.renumber(piece, answer(piece, "3"), ["9"]),
    "answer-number-twice": lambda piece: changes.renumber(piece, answer(piece, "3"), ["2"]),
    "answer-empty": lambda piece: changes.add_answer(piece, ["3"])[0],
    "question-empty": lambda piece: changes.add_question(piece, "9")[0],
    "question-number-twice": lambda piece: changes.renumber(piece, piece.questions[2].key, ["2"]),
    "numbering-gap": remove_question,
    "text-in-no-part": remove_question,
    "questions-missing": lambda piece: _without_questions(piece),
    "title-missing": lambda piece: changes.fill(piece, "title", ""),
    "kind-missing": lambda piece: changes.fill(piece, "kind", ""),
    "ministry-missing": lambda piece: changes.fill(piece, "ministry", ""),
    "unknown-ministry": lambda piece: changes.fill(piece, "ministry", "Ministerium für Beispiele"),
    "unknown-fraktion": lambda piece: changes.name_people(piece, "askers", [Person("Erika Muster", "MUSTER")]),
    "date-impossible": lambda piece: changes.fill(piece, "letter_date", "31.2.2025"),
    "number-impossible": lambda piece: changes.fill(piece, "drucksache", "siebzehn"),
    "dates-out-of-order": lambda piece: changes.fill(piece, "letter_date", "1.8.2025"),
    "date-before-term": lambda piece: changes.fill(changes.fill(piece, "drucksache", "17/9999"), "date", "2020-01-01"),
}


def _without_questions(piece):
    for question in piece.questions:
        piece = changes.remove(piece, question.key)
    return piece


@pytest.mark.parametrize(("code", "change"), OPENS.items(), ids=OPENS)
def test_what_does_not_fit_is_told(code, change):
    assert code in codes(change(PIECE))


def test_a_reason_settles_a_note_and_is_taken_back():
    piece = changes.fill(PIECE, "ministry", "Ministerium für Beispiele")
    note = next(note for note in check(Desk(piece, EXAMPLE), HOUSE) if note.is_open)
    settled = changes.settle(piece, note.key, "So steht es im Papier.")
    assert codes(settled) == set()
    assert codes(changes.settle(settled, note.key, None)) == {"unknown-ministry"}


def test_a_reason_holds_only_for_what_it_was_given_for():
    piece = changes.fill(PIECE, "ministry", "Ministerium für Beispiele")
    note = next(note for note in check(Desk(piece, EXAMPLE), HOUSE) if note.is_open)
    piece = changes.settle(piece, note.key, "So steht es im Papier.")
    assert codes(changes.fill(piece, "ministry", "Ministerium für anderes")) == {"unknown-ministry"}


def doubt(about: str, words: str) -> Finding:
    start = EXAMPLE.index(words)
    return Finding("question-in-answer", "warning", about, "Bitte prüfen.", Span(start, start + len(words)))


def test_what_the_reader_doubted_is_told_until_its_place_belongs_elsewhere():
    piece = begin(EXAMPLE, read_paper(EXAMPLE), [doubt("answer 2", "Die Laufzeitverlängerungen sind bedingt")])
    assert codes(piece) == {"question-in-answer"}
    start = EXAMPLE.index("Die Laufzeitverlängerungen sind bedingt")
    elsewhere = changes.assign(piece, start, EXAMPLE.index("erwiesen.", start) + 9, answer(piece, "3"))
    assert codes(elsewhere) == set()
    other_end = changes.assign(piece, start - 40, start - 5, NOTHING)
    assert codes(other_end) == {"question-in-answer"}


def test_what_the_reader_doubted_is_told_until_it_is_typed_or_gone():
    piece = begin(EXAMPLE, read_paper(EXAMPLE), [doubt("answer 2", "Die Laufzeitverlängerungen sind bedingt")])
    assert codes(changes.write(piece, answer(piece, "2"), "Von Hand.")) == set()
    assert "question-in-answer" not in codes(changes.remove(piece, answer(piece, "2")))


def test_a_doubt_about_a_field_ends_when_the_field_is_filled_in():
    finding = Finding("title-doubtful", "warning", "title", "Bitte den Titel prüfen.")
    piece = begin(EXAMPLE, read_paper(EXAMPLE), [finding])
    assert codes(piece) == {"title-doubtful"}
    assert codes(changes.fill(piece, "title", "Strategische Weiterentwicklung der KI-Allianz")) == set()


def test_a_typed_text_that_is_not_the_source_is_told_as_information():
    piece = changes.write(PIECE, answer(PIECE, "2"), "Von Hand.")
    assert codes(piece) == set()
    notes = check(Desk(piece, EXAMPLE), HOUSE)
    assert [note.at for note in notes if note.code == "text-typed"] == [answer(piece, "2")]


def test_a_letter_is_checked_against_the_questions_that_it_answers():
    letter = EXAMPLE[EXAMPLE.index("Mit Schreiben vom") :]
    questions = read_paper(EXAMPLE).questions
    known = (*questions, *(Question(number, f"was noch unter {number} gefragt ist;", None) for number in ("9", "10")))
    piece = begin(letter, read_paper(letter, asked=known))
    notes = [note for note in check(Desk(piece, letter, known), HOUSE) if note.is_open]
    assert [(note.code, note.at) for note in notes] == [
        ("question-unanswered", "frage-9"),
        ("question-unanswered", "frage-10"),
    ]


def letter_of(answers: str) -> str:
    return (
        "Mit Schreiben vom 1. September 2025 Nr. FM3-12/7 beantwortet das Ministerium für Finanzen die Kleine Anfrage "
        f"wie folgt:\n\n{answers}\n\nMuster\n\nMinister für Finanzen\n"
    )


def open_notes(letter: str, known):
    piece = begin(letter, read_paper(letter, asked=known))
    return [note for note in check(Desk(piece, letter, known), HOUSE) if note.is_open]


def test_what_is_to_be_said_of_one_answer_twice_is_said_once_with_both_places():
    known = (Question("1", "Wie viele Brücken gibt es?", None), Question("2", "Was kosten sie?", None))
    letter = letter_of(
        "Zu 1.:\n\nSiehe die Antwort zu Frage 9. Mehr steht in der Antwort zu Frage 9.\n\n"
        "Zu 2.:\n\nAuch dazu siehe die Antwort zu Frage 9."
    )
    first, second = open_notes(letter, known)
    assert first.message == second.message
    assert first.at != second.at
    assert [letter[span.start : span.end] for span in (first.span, *first.again)] == ["Frage 9", "Frage 9"]
    assert second.again == ()


def test_what_is_told_of_one_place_is_told_in_the_order_of_the_numbers():
    known = tuple(Question(str(number), f"Was gilt für Brücke {number}?", None) for number in (1, 2))
    letter = letter_of("Zu 1. und 2.:\n\nAlles.\n\nZu 3. bis 12.:\n\nNichts.")
    messages = [note.message for note in open_notes(letter, known)]
    assert messages == [
        f"Die Antwort zu {number} gehört zu keiner gestellten Frage. Bitte die Nummer prüfen."
        for number in range(3, 13)
    ]


def test_answers_without_a_place_in_the_source_are_told_in_the_order_of_their_numbers():
    piece = PIECE
    for number in ("12", "9", "10"):
        piece = changes.add_answer(piece, [number], "Von Hand.")[0]
    notes = [note for note in check(Desk(piece, EXAMPLE), HOUSE) if note.is_open]
    assert [piece.given(note.at).numbers for note in notes] == [("9",), ("10",), ("12",)]


def test_a_reason_for_text_in_no_part_does_not_hold_for_other_text_that_begins_alike():
    foot = "Musterdruck der Beispielpresse, Seite für Seite auf Papier, das niemandem gehört"
    text = EXAMPLE.replace("\n\nZu 2.:", f"\n\n{foot} eins\n\nZu 2.:").replace(
        "\n\nZu 5.:", f"\n\n{foot} zwei\n\nZu 5.:"
    )
    piece = begin(text, read_paper(text))
    for words in (f"{foot} eins", f"{foot} zwei"):
        piece = changes.assign(piece, text.index(words), text.index(words) + len(words), LEFT_OVER)
    first, second = (note for note in check(Desk(piece, text), HOUSE) if note.code == LEFT_OVER_CODE)
    assert first.message == second.message
    piece = changes.settle(piece, first.key, "Doppelt gedruckt.")
    assert [note.reason for note in check(Desk(piece, text), HOUSE) if note.code == LEFT_OVER_CODE] == [
        "Doppelt gedruckt.",
        "",
    ]


def test_of_a_paper_that_is_no_inquiry_only_that_is_said_until_its_kind_is_put_right():
    piece = begin(BILL, read_paper(BILL))
    assert Desk(piece, BILL).other_document == "Gesetzentwurf"
    assert [note.code for note in check(Desk(piece, BILL), HOUSE) if note.is_open] == ["not-an-inquiry"]
    right = Desk(changes.fill(piece, "kind", "Antrag"), BILL)
    assert right.other_document == ""
    assert "questions-missing" in {note.code for note in check(right, HOUSE)}
    assert "not-an-inquiry" not in {note.code for note in check(right, HOUSE)}


SUPPLEMENT = (
    "Drucksache 17/8301\n\nErgänzende Antwort\n\ndes Ministeriums für Finanzen\n\nzu der Kleinen Anfrage der "
    "Abg. Erika Muster GRÜNE – Drucksache 17/8001\n\nBrücken im Land\n\nMit Schreiben vom 10. Oktober 2025 "
    "Nr. FM3-12/7 beantwortet das Ministerium für Finanzen die Kleine Anfrage ergänzend wie folgt:\n\nZu 2.:\n\n"
    "Vorgesehen sind 95 Millionen Euro.\n\nMuster\n\nMinister für Finanzen\n"
)


def test_a_supplement_need_not_answer_every_question_but_say_whose():
    known = (Question("1", "Wie viele Brücken gibt es?", None), Question("2", "Was kosten sie?", None))
    for asked, expected in ((known, []), ((), ["supplemented-missing"])):
        piece = begin(SUPPLEMENT, read_paper(SUPPLEMENT, asked=asked))
        notes = check(Desk(piece, SUPPLEMENT, asked), HOUSE)
        assert [note.code for note in notes if note.is_open] == expected


def test_an_answer_put_to_a_further_question_takes_the_repeat_of_it_that_stands_above():
    asked = "Wie viele Brücken gibt es?", "Was kosten sie?", "Wer zahlt das?"
    known = tuple(Question(str(at), text, None) for at, text in enumerate(asked, start=1))
    letter = (
        "Mit Schreiben vom 1. September 2025 Nr. FM3-12/7 beantwortet das Ministerium für Finanzen die Kleine Anfrage "
        f"wie folgt:\n\n1. {asked[0]}\n\nZu 1.:\n\nEs gibt 412.\n\n2. {asked[1]}\n3. {asked[2]}\n\nZu 2.:\n\n"
        "Achtzig Millionen zahlt das Land.\n\nMuster\n\nMinister für Finanzen\n"
    )
    piece = begin(letter, read_paper(letter, asked=known))
    assert [note.code for note in check(Desk(piece, letter, known), HOUSE) if note.is_open] == ["question-unanswered"]
    desk = Desk(changes.renumber(piece, answer(piece, "2"), ["2", "3"]), letter, known)
    assert [note.code for note in check(desk, HOUSE) if note.is_open] == []
    assert desk.paper.response.answers[1].repeated == {"2": asked[1], "3": asked[2]}
