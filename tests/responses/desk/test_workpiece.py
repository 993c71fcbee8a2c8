"""A paper in work says what the reader said, and covers its source whatever is done to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inquiries.reading import read_paper
from inquiries.reading.again import CHECKED_AGAIN, check_again
from responses.desk import changes
from responses.desk.beginning import begin, begin_each
from responses.desk.changes import ChangeError
from responses.desk.workpiece import LEFT_OVER, NOTHING, OTHER, TEXT, Desk, Workpiece
from tests.inquiries.reading.corpus import compose
from tests.inquiries.reading.extractors import extract_otherwise
from tests.inquiries.reading.forms import compose_forms

PAPERS = Path(__file__).parents[3] / "fixtures" / "papers"
EXAMPLE = (PAPERS / "antrag-ki-allianz.txt").read_text(encoding="utf-8")
FIELDS = (
    "kind", "drucksache", "title", "date", "received", "issued", "fraktionen", "askers", "signatories", "questions",
    "begruendung", "response",
)  # fmt: skip


def papers():
    for path in sorted(PAPERS.glob("*.txt")):
        yield path.name, path.read_text(encoding="utf-8")
    for make in (compose, extract_otherwise, compose_forms):
        for seed in range(40):
            yield f"{make.__name__} {seed}", make(seed).text


def begun(text: str) -> Workpiece:
    return begin(text, read_paper(text))


def covers(piece: Workpiece, text: str) -> bool:
    ends = [0, *(segment.end for segment in piece.segments)]
    return [segment.start for segment in piece.segments] == ends[:-1] and ends[-1] == len(text)


def test_what_was_read_is_what_would_be_stored():
    for name, text in papers():
        paper = read_paper(text)
        piece = begun(text)
        again = Desk(piece, text).paper
        differing = {field for field in FIELDS if getattr(paper, field) != getattr(again, field)}
        # Questions that the paper only repeats belong to the answers there.
        assert differing <= ({"questions"} if piece.from_reply else set()), name
        assert [one.text for one in again.questions] == [one.text for one in paper.questions], name
        assert covers(piece, text), name


def test_what_the_reader_finds_is_found_again():
    for name, text in papers():
        paper = read_paper(text)
        piece = begun(text)
        again = {(one.code, one.about) for one in check_again(Desk(piece, text).paper, from_reply=piece.from_reply)}
        assert again <= {(one.code, one.about) for one in paper.findings}, name
        missed = {(one.code, one.about) for one in paper.findings if one.code in CHECKED_AGAIN} - again
        assert {code for code, _ in missed} <= {"questions-from-reply", "text-in-no-part", "answer-empty"}, name


def test_a_workpiece_is_kept_as_json_without_loss():
    for name, text in papers():
        piece = begun(text)
        assert Workpiece.from_json(json.loads(json.dumps(piece.to_json()))) == piece, name


def test_each_inquiry_of_a_paper_is_a_workpiece_of_its_own():
    text = (Path(__file__).parents[2] / "inquiries/reading/papers/two-oral-questions.txt").read_text(encoding="utf-8")
    paper = read_paper(text)
    first, second = begin_each(text, paper)
    assert covers(first, text)
    assert covers(second, text)
    assert Desk(first, text).paper.questions == paper.questions
    assert Desk(second, text).paper.questions == paper.further[0].questions
    of_first, of_second = ({one.start for one in piece.segments if one.part == OTHER} for piece in (first, second))
    assert of_first
    assert of_second
    assert not of_first & of_second


@pytest.fixture
def desk() -> Desk:
    return Desk(begun(EXAMPLE), EXAMPLE)


def key_of(piece: Workpiece, number: str) -> str:
    return next(one.key for one in piece.answers if number in one.numbers)


def test_a_paragraph_moves_to_the_answer_before(desk):
    piece = desk.piece
    second, third = key_of(piece, "2"), key_of(piece, "3")
    start = EXAMPLE.index("Die Laufzeitverlängerungen sind bedingt")
    end = EXAMPLE.index("3.", start)
    moved = Desk(changes.assign(piece, start, end, third), EXAMPLE)
    assert desk.text_of(second).endswith("erwiesen.")
    assert moved.text_of(second).endswith("verwiesen.")
    assert moved.text_of(third).startswith("Die Laufzeitverlängerungen sind bedingt")
    assert covers(moved.piece, EXAMPLE)


def test_furniture_inside_a_moved_stretch_stays_furniture():
    text = next(text for name, text in papers() if any(one.part == "page-header" for one in begun(text).segments))
    piece = begun(text)
    headers = [one for one in piece.segments if one.is_furniture]
    moved = changes.assign(piece, 0, len(text), NOTHING)
    assert [one for one in moved.segments if one.is_furniture] == headers


def test_furniture_that_is_no_furniture_can_be_put_where_it_belongs():
    text = next(text for name, text in papers() if any(one.part == "page-header" for one in begun(text).segments))
    piece = begun(text)
    header = next(one for one in piece.segments if one.part == "page-header")
    moved = changes.assign(piece, header.start, header.end, "begruendung")
    assert moved.segment_at(header.start).owner == "begruendung"


def test_answers_are_merged_and_split_again_without_losing_a_word(desk):
    piece = desk.piece
    first, second = key_of(piece, "1"), key_of(piece, "2")
    begins = next(one.start for one in piece.segments if one.owner == second and one.part == TEXT)
    merged = changes.merge(piece, second, first)
    joint = merged.given(first)
    assert joint.numbers == ("1", "2")
    assert Desk(merged, EXAMPLE).text_of(first).split() == (desk.text_of(first) + " " + desk.text_of(second)).split()
    apart, new = changes.split(merged, first, begins, ["2"])
    apart = changes.renumber(apart, first, ["1"])
    assert Desk(apart, EXAMPLE).text_of(first) == desk.text_of(first)
    assert Desk(apart, EXAMPLE).text_of(new) == desk.text_of(second)


def test_what_is_removed_is_left_over_and_seen(desk):
    piece = changes.remove(desk.piece, key_of(desk.piece, "4"))
    left = " ".join(EXAMPLE[one.start : one.end] for one in piece.segments if one.part == LEFT_OVER)
    assert "Als von der Landesverwaltung unabhängige Genossenschaft" in left
    assert covers(piece, EXAMPLE)


def test_a_typed_text_stands_until_it_is_taken_back(desk):
    key = key_of(desk.piece, "3")
    typed = changes.write(desk.piece, key, "Von Hand.")
    moved = changes.assign(typed, 0, 10, key)
    assert Desk(moved, EXAMPLE).text_of(key) == "Von Hand."
    assert Desk(changes.write(typed, key, None), EXAMPLE).text_of(key) == desk.text_of(key)


REFUSED = {
    "a place beyond the text": lambda piece: changes.assign(piece, 0, 10**9, NOTHING),
    "a target that is gone": lambda piece: changes.assign(piece, 0, 5, "a999"),
    "an answer with itself": lambda piece: changes.merge(piece, key_of(piece, "1"), key_of(piece, "1")),
    "an answer without a number": lambda piece: changes.renumber(piece, key_of(piece, "1"), []),
    "a question of two numbers": lambda piece: changes.renumber(piece, piece.questions[0].key, ["1", "2"]),
    "a split behind the answer": lambda piece: changes.split(piece, key_of(piece, "1"), len(EXAMPLE), ["9"]),
    "a field that there is not": lambda piece: changes.fill(piece, "password", "x"),
    "a text of nobody": lambda piece: changes.write(piece, "a999", "x"),
    "typed with read": lambda piece: changes.merge(
        changes.write(piece, key_of(piece, "1"), "x"), key_of(piece, "2"), key_of(piece, "1")
    ),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_what_makes_no_sense_is_refused_with_a_sentence(desk, change):
    with pytest.raises(ChangeError, match=r"[.]$"):
        change(desk.piece)


PIECE = begun(EXAMPLE)
OWNERS = [one.key for one in (*PIECE.questions, *PIECE.answers)] + ["begruendung", "vorbemerkung", NOTHING, LEFT_OVER]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.integers(0, len(EXAMPLE)), st.integers(1, 3000), st.sampled_from(OWNERS), st.booleans()),
        max_size=8,
    )
)
def test_whatever_is_moved_no_character_is_lost_or_doubled(moves):
    piece = PIECE
    for start, length, target, removing in moves:
        try:
            if removing and (piece.given(target) or piece.asked(target)):
                piece = changes.remove(piece, target)
            else:
                piece = changes.assign(piece, start, min(start + length, len(EXAMPLE)), target)
        except ChangeError:
            continue
    assert covers(piece, EXAMPLE)
    assert all(one.start < one.end for one in piece.segments)
    desk = Desk(piece, EXAMPLE)
    letters = sorted("".join(EXAMPLE.split()))
    owned = "".join(EXAMPLE[one.start : one.end] for one in piece.segments)
    assert sorted("".join(owned.split())) == letters
    for one in (*piece.questions, *piece.answers):
        source = "".join("".join(EXAMPLE[span.start : span.end].split()) for span in desk.spans_of(one.key))
        if one.typed is None:
            # Repairing joins broken words and folds blanks; no letter comes or goes.
            assert _letters(desk.text_of(one.key)) == _letters(source)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
