"""The lines of the source cover it, whatever is done to the parts, and say what they belong to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies

from inquiries.reading import read_paper
from responses.admin.pruefen import source_pane
from responses.admin.pruefen.source_pane import lines_of, window
from responses.admin.pruefen.stretches import end_of_part, next_owner, numbers_on, previous_owner, start_of_part
from responses.desk import changes
from responses.desk.beginning import begin

from .conftest import EXAMPLE


@pytest.fixture(scope="module")
def piece():
    return begin(EXAMPLE, read_paper(EXAMPLE))


def lines(piece, source: str) -> list[source_pane.Line]:
    stretch = window(source, 1)
    return [line for at in range(1, len(stretch.starts) + 1) for line in lines_of(piece, source, window(source, at))]


def covers(found, source: str) -> bool:
    edges = [0, *(line.end for line in found)]
    return [line.start for line in found] == edges[:-1] and edges[-1] == len(source)


def test_the_lines_of_the_example_cover_it_and_are_named(piece):
    found = lines(piece, EXAMPLE)
    assert covers(found, EXAMPLE)
    named = {line.name for line in found if line.begins_part}
    assert {"Titel", "Frage 8", "Antwort zu 8", "wiederholte Frage 8", "Begründung", "Unterschriften"} <= named
    heading = next(line for line in found if EXAMPLE[line.start : line.end].startswith("Zu 3.:"))
    assert [(one.text, one.is_mark) for one in heading.pieces] == [("Zu 3.:", True)]
    question = next(line for line in found if line.name == "Frage 3")
    assert question.pieces[0].is_mark
    assert question.pieces[1].text.startswith("inwiefern")


CUT = strategies.tuples(strategies.integers(0, len(EXAMPLE) - 1), strategies.integers(1, 900))


@given(strategies.lists(CUT, max_size=5))
@settings(max_examples=40, deadline=None)
def test_lines_cover_the_source_wherever_parts_are_cut(cuts):
    piece = begin(EXAMPLE, read_paper(EXAMPLE))
    for start, length in cuts:
        piece = changes.assign(piece, start, min(start + length, len(EXAMPLE)), "nothing")
    assert covers(lines(piece, EXAMPLE), EXAMPLE)


def test_a_text_on_one_line_is_offered_sentence_by_sentence():
    source = "Zu 1.: " + "Die Brücken stehen seit z. B. 1990 im Land und werden gepflegt. " * 8
    found = lines(begin(source, read_paper(source)), source)
    assert covers(found, source)
    assert len(found) == 8


def test_windows_cover_a_long_source_in_lines(piece, monkeypatch):
    monkeypatch.setattr(source_pane, "WINDOW", 1000)
    stretch = window(EXAMPLE, 1)
    assert len(stretch.starts) > 5
    assert covers(lines(piece, EXAMPLE), EXAMPLE)
    assert all(EXAMPLE[start - 1].isspace() for start in stretch.starts[1:])
    for offset in (0, 5_000, len(EXAMPLE) - 1):
        its = window(EXAMPLE, stretch.number_of(offset))
        assert its.start <= offset < its.end


def test_the_pages_of_a_pdf_begin_where_they_begin():
    source = "Erste Zeile\nzweite\n\fdritte auf Seite zwei\nvierte\n\fauf Seite drei"
    found = lines(begin(source, read_paper(source)), source)
    assert [(line.page, line.turns) for line in found] == [(1, True), (1, False), (2, True), (2, False), (3, True)]


def test_stretches_reach_as_far_as_a_part(piece):
    at = EXAMPLE.index("Dieses Ziel wird aktuell")
    key = piece.segment_at(at).owner
    assert EXAMPLE[start_of_part(piece, at) :].lstrip().startswith("Zu 1.:")
    assert EXAMPLE[: end_of_part(piece, at)].rstrip().endswith("aufgebaut werden.")
    assert previous_owner(piece, at) != key
    assert piece.given(next_owner(piece, at)).numbers == ("2",)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Zu 4.:", ("4",)),
        ("Zu 1. und 2.:", ("1", "2")),
        ("Antwort zu Frage 3", ("3",)),
        ("Zu den Brücken:", ()),
        ("4 Brücken wurden gebaut", ()),
        ("", ()),
        ("Zu 1. " + "und 2. " * 40, ()),
    ],
)
def test_a_line_of_numbers_is_known(text, numbers):
    assert numbers_on(text) == numbers
