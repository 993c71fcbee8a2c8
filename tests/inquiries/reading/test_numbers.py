"""Numbers of questions: every written form of the house, what is refused, and the order."""

import random
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.reading.numbers import (
    MAX_LENGTH,
    MAX_RANGE,
    NumberError,
    match_numbers,
    parse_numbers,
    sort_key,
    split_section,
)

WRITTEN = [
    ("one", "3", "3"),
    ("one-with-dot", "3.", "3"),
    ("one-with-bracket", "3)", "3"),
    ("dot-and-bracket", "3.)", "3"),
    ("two", "1. und 2.", "1 2"),
    ("two-plain", "1 und 2", "1 2"),
    ("two-sowie", "1 sowie 2", "1 2"),
    ("two-bzw", "1 bzw. 2", "1 2"),
    ("two-oder", "1 oder 2", "1 2"),
    ("two-u", "1 u. 2", "1 2"),
    ("two-plus", "1+2", "1 2"),
    ("two-ampersand", "1 & 2", "1 2"),
    ("two-als-auch", "1 als auch 2", "1 2"),
    ("list", "1, 2 und 4", "1 2 4"),
    ("list-with-dots", "1., 2. und 4.", "1 2 4"),
    ("list-comma-and-und", "1, 2, und 4", "1 2 4"),
    ("list-without-blanks", "1,2,3", "1 2 3"),
    ("list-semicolon", "1; 2", "1 2"),
    ("slash", "4./5.", "4 5"),
    ("slash-plain", "4/5", "4 5"),
    ("slash-three", "4/5/6", "4 5 6"),
    ("range", "3. bis 5.", "3 4 5"),
    ("range-plain", "3 bis 5", "3 4 5"),
    ("range-inclusive", "3 bis einschließlich 5", "3 4 5"),
    ("range-hyphen", "3-5", "3 4 5"),
    ("range-dots-and-hyphen", "3.-5.", "3 4 5"),
    ("range-dash", "3 – 5", "3 4 5"),
    ("range-em-dash", "3—5", "3 4 5"),
    ("range-no-break-space", "3\u00a0–\u00a05", "3 4 5"),
    ("range-and-one", "1 bis 3 und 5", "1 2 3 5"),
    ("two-ranges", "1-3, 5-7", "1 2 3 5 6 7"),
    ("over-a-line-end", "1, 2\nund 4", "1 2 4"),
    ("letter", "3a", "3a"),
    ("letter-capital", "3A", "3a"),
    ("letter-bracket", "3a)", "3a"),
    ("letter-apart", "3 a)", "3a"),
    ("letter-in-brackets", "3 (a)", "3a"),
    ("letter-after-dot", "3. a)", "3a"),
    ("letter-plain-apart", "3 a", "3a"),
    ("letter-named", "3 Buchstabe a", "3a"),
    ("letters-share-the-number", "1. a) und b)", "1a 1b"),
    ("letters-without-brackets", "1 a, b und 3", "1a 1b 3"),
    ("letters-with-dots", "3 a. und b.", "3a 3b"),
    ("letter-range", "3a bis 3c", "3a 3b 3c"),
    ("letter-range-short", "3a bis c", "3a 3b 3c"),
    ("letter-range-brackets", "3 a) – c)", "3a 3b 3c"),
    ("letters-alone", "a) und b)", "a b"),
    ("letters-alone-range", "a) bis c)", "a b c"),
    ("sub-number", "1.2", "1.2"),
    ("sub-number-closed", "1.2.", "1.2"),
    ("sub-numbers", "1.1 und 1.2", "1.1 1.2"),
    ("sub-number-range", "1.1 bis 1.3", "1.1 1.2 1.3"),
    ("sub-sub-number-letter", "1.2.3 a)", "1.2.3a"),
    ("section", "I. 1.", "I.1"),
    ("section-glued", "I.1", "I.1"),
    ("section-shared", "I. 1. und 2.", "I.1 I.2"),
    ("section-range", "II. 1 bis 3", "II.1 II.2 II.3"),
    ("section-in-section", "A. I. 1.", "A.I.1"),
    ("section-in-section-shared", "A. I. 1. und 2.", "A.I.1 A.I.2"),
    ("enclosed", "(1) und (2)", "1 2"),
    ("sections-both-named", "I. 1., II. 3.", "I.1 II.3"),
    ("section-noun", "Ziffer I Nr. 2", "I.2"),
    ("sections-alone", "I. und II.", "I II"),
    ("sections-alone-range", "I bis IV", "I II III IV"),
    ("section-letter", "A. 1.", "A.1"),
    ("heading", "Zu 1.:", "1"),
    ("heading-two", "Zu 1. und 2.:", "1 2"),
    ("heading-questions", "Zu den Fragen 1 bis 3:", "1 2 3"),
    ("heading-answer", "Antwort zu Frage 5:", "5"),
    ("heading-ziffer", "Zu Ziffer 4:", "4"),
    ("noun-repeated", "Frage 1 und zu Frage 2", "1 2"),
    ("noun-plural", "Ziffern 3 und 4", "3 4"),
    ("noun-abbreviated", "Nrn. 3 und 4", "3 4"),
    ("blanks-around", "  1 und 2  ", "1 2"),
    ("longest-range", f"1 bis {MAX_RANGE}", " ".join(str(number) for number in range(1, MAX_RANGE + 1))),
]

REFUSED = [
    ("nothing", "", "mindestens eine"),
    ("blanks", " \n", "mindestens eine"),
    ("word", "alle", "keine Liste"),
    ("zero", "0", "keine Liste"),
    ("leading-zero", "01", "keine Liste"),
    ("four-digits", "2024", "keine Liste"),
    ("half-a-list", "1,", "keine Liste"),
    ("half-a-range", "1 bis", "keine Liste"),
    ("no-separator", "1 2", "keine Liste"),
    ("only-separator", "und", "keine Liste"),
    ("date", "1.2.2024", "keine Liste"),
    ("drucksache", "17/9075", "keine Liste"),
    ("short-drucksache", "17/907", "keine Liste"),
    ("and-following", "3 ff.", "keine Liste"),
    ("negative", "-3", "keine Liste"),
    ("other-digits", "٣", "keine Liste"),
    ("superscript", "²", "keine Liste"),
    ("no-roman-number", "IIII", "keine Liste"),
    ("slash-backwards", "5/4", "keine Liste"),
    ("backwards", "5-3", "rückwärts"),
    ("backwards-letters", "3c bis 3a", "rückwärts"),
    ("backwards-sections", "III bis I", "rückwärts"),
    ("same-twice-as-range", "3-3", "nur eine Nummer"),
    ("absurd", "1 bis 999", "zu groß"),
    ("just-too-many", f"1 bis {MAX_RANGE + 1}", "zu groß"),
    ("mixed-range", "3 bis 5a", "einzeln"),
    ("range-over-numbers", "3a bis 4c", "einzeln"),
    ("range-over-sections", "I.1 bis II.3", "einzeln"),
    ("range-into-levels", "1.1 bis 3", "einzeln"),
    ("double", "1 und 1", "Nummer 1 ist doppelt"),
    ("double-written-differently", "3a, 3 a)", "Nummer 3a ist doppelt"),
    ("double-in-ranges", "1-3, 2", "Nummer 2 ist doppelt"),
    ("letter-without-number", "1 und b)", "fehlt die Nummer"),
    ("too-long", "1," * MAX_LENGTH, "zu lang"),
]

AT_START = [
    ("heading", "1.: Die Ziele", "1", "1."),
    ("two", "1. und 2.: Die Ziele", "1 2", "1. und 2."),
    ("next-line-counts", "1 und 2\n3 Personen", "1 2", "1 und 2"),
    ("bullet-below", "1.\n- 3 Personen", "1", "1."),
    ("dash-and-year", "1. - 2024 wurden", "1", "1."),
    ("dash-and-smaller", "5 – 3 Fälle", "5", "5"),
    ("amount-follows", "1 und 5 Prozent", "1", "1"),
    ("day-follows", "2, 3. Mai", "2", "2"),
    ("drucksache-follows", "3, 17/9075", "3", "3"),
    ("short-drucksache-follows", "3 und 17/907", "3", "3"),
    ("double-follows", "1 und 1", "1", "1"),
    ("and-others", "3 u. a. genannt", "3", "3"),
    ("same-place", "3 a. a. O.", "3", "3"),
    ("letter-then-text", "1. a) Die Ziele", "1a", "1. a)"),
    ("dots-of-omission", "3 ...", "3", "3"),
    ("section", "I. Zu berichten", "I", "I."),
]

NOT_AT_START = [
    ("drucksache", "17/9075"),
    ("short-drucksache", "17/907"),
    ("date", "1.2.2024"),
    ("year", "2024 wurden"),
    ("word", "Innenministerium"),
    ("article", "a die"),
    ("range-backwards", "5 bis 3"),
    ("range-too-long", "1 bis 999"),
    ("range-mixed", "3 bis 5a"),
    ("nothing", ""),
]


def cases(table):
    return [pytest.param(*row, id=name) for name, *row in table]


@pytest.mark.parametrize(("text", "labels"), cases(WRITTEN))
def test_a_list_of_numbers_is_read_in_every_written_form(text, labels):
    assert parse_numbers(text) == tuple(labels.split())


@pytest.mark.parametrize(("text", "message"), cases(REFUSED))
def test_what_is_no_list_of_numbers_is_refused_with_a_sentence(text, message):
    with pytest.raises(NumberError, match=message) as refusal:
        parse_numbers(text)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(("text", "labels", "matched"), cases(AT_START))
def test_a_list_at_the_start_ends_where_it_stops_making_sense(text, labels, matched):
    before = "Zu den Fragen "
    assert match_numbers(text) == (tuple(labels.split()), len(matched))
    assert match_numbers(before + text, len(before)) == (tuple(labels.split()), len(before + matched))


@pytest.mark.parametrize("text", cases(NOT_AT_START))
def test_what_does_not_begin_with_a_list_gives_none(text):
    assert match_numbers(text) is None


def test_labels_sort_in_the_order_of_the_house():
    ordered = ["a", "1", "1a", "1b", "1.1", "1.2", "1.2a", "1.10", "2", "10", "I", "I.1", "I.2", "II.1", "IX.1"]
    ordered += ["X.1", "A.1", "A.2", "A.I.1", "A.I.2", "A.V.1", "A.IX.1", "B.1", "?", "Anhang"]
    shuffled = random.Random(17).sample(ordered, len(ordered))
    assert sorted(shuffled, key=sort_key) == ordered


@given(st.sets(st.from_regex(r"\A[1-9][0-9]?[a-z]?\Z"), min_size=1, max_size=20))
def test_every_set_of_labels_reads_back_from_its_printed_list(labels):
    printed = ", ".join(labels)
    assert parse_numbers(printed) == tuple(labels)


@given(st.integers(1, 999), st.integers(1, MAX_RANGE - 1), st.sampled_from([" bis ", "-", " – ", ". bis ", ".–"]))
def test_a_range_holds_every_number_between_its_ends(first, width, dash):
    if first + width > 999:
        first -= width
    expected = tuple(str(number) for number in range(first, first + width + 1))
    assert parse_numbers(f"{first}{dash}{first + width}") == expected


@given(st.text(alphabet="0123456789abcIVXA.,;/)( -–\nundbisoweFrageZ:%", max_size=60) | st.text(max_size=60))
def test_nothing_crashes_and_labels_are_written_in_one_way_only(text):
    found = match_numbers(text)
    if found is not None:
        assert 0 < found.end <= len(text)
        assert len(set(found.labels)) == len(found.labels)
        assert all(parse_numbers(label) == (label,) for label in found.labels)
    with suppress(NumberError):
        assert parse_numbers(text)


@pytest.mark.parametrize(
    "piece",
    ["1, ", "1.", " ", "1 und ", "I", "X.", "1 a) ", "1-", "1/", "bis ", "1 a. ", "1.1.", "A. ", "\n", "9", "Frage "],
)
def test_nearly_matching_text_takes_linear_time(piece):
    def seconds(length):
        text = (piece * length)[:length]
        begin = process_time()
        match_numbers(text)
        return process_time() - begin

    small = min(seconds(5_000) for _ in range(3))
    # Linear growth takes 20 times as long, quadratic growth 400 times.
    assert min(seconds(100_000) for _ in range(2)) < 100 * max(small, 0.001)


@pytest.mark.parametrize(
    ("label", "section", "number"),
    [
        ("II.3", "II", "3"),
        ("A.I.1a", "A.I", "1a"),
        ("B.2", "B", "2"),
        ("1.2", "", "1.2"),
        ("3", "", "3"),
        ("II", "", "II"),
    ],
)
def test_the_section_of_a_label_stands_before_its_number(label, section, number):
    assert split_section(label) == (section, number)
