"""Citations: every written form, what only looks like one, exact spans, linear time, and pure references."""

import json
from dataclasses import FrozenInstanceError
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.reading.numbers import parse_numbers
from inquiries.reading.references import find_references, is_reference_only
from inquiries.reading.text import Span
from inquiries.reading.vocabulary import rows
from tests.inquiries.reading.citation_corpus import BASELINE, measure
from tests.inquiries.reading.written_citations import IN_PAPERS, TABLES

ROWS = [
    pytest.param(text, found, id=f"{table}-{name}") for table, forms in TABLES.items() for name, text, found in forms
]

REFERENCE_ONLY = [
    ("example", "Auf die Stellungnahme der Landesregierung in Drucksache 17/9075 wird verwiesen."),
    ("see", "Siehe Antwort zu Frage 1."),
    ("see-short", "S. Antwort zu 1."),
    ("two-sentences", "Siehe Antwort zu Frage 1. Im Übrigen wird auf Drucksache 17/9075 verwiesen."),
    ("two-questions", "Es wird auf die Antworten zu den Fragen 1 und 2 sowie zu Frage 4 verwiesen."),
    ("names", "Auf die Antwort auf die Kleine Anfrage des Abg. Max Muster CDU in Drucksache 17/9075 wird verwiesen."),
    ("title", "Auf die Antwort zur Kleinen Anfrage „Zustand der Musterbrücke“, Drs. 17/9075, wird verwiesen."),
    ("own-number", "Zu Frage 2 wird auf die Antwort zu Frage 1 verwiesen."),
    ("repetition", "Zur Vermeidung von Wiederholungen wird auf die Antwort zu Ziffer 3 Bezug genommen."),
    ("line-ends", "Auf die Stellungnahme\nin Drucksache 17/9075\nwird verwiesen."),
    ("dot-of-the-number", "Es wird auf die Antwort unter 1. verwiesen."),
    ("list", "Vgl. Drs. 17/1, 17/2 und 17/3."),
    ("letter", "Auf das Schreiben vom 3. Mai 2021 (Az. 35-0141.5/7) wird verwiesen."),
]
SAYS_MORE = [
    ("nothing", ""),
    ("no-citation", "Nein."),
    ("pointing-nowhere", "Siehe oben."),
    ("no-first", "Nein. Siehe Antwort zu Frage 1."),
    ("statement-behind", "Siehe Antwort zu Frage 1. Die Kosten trägt das Land."),
    ("statement-before", "Die Kosten trägt das Land. Siehe Antwort zu Frage 1."),
    ("statement-inside", "Die Kosten betragen laut Drucksache 17/9075 fünf Euro."),
    ("no-reference", "Auf Drucksache 17/9075 wird nicht verwiesen."),
    ("difference", "Siehe Antwort zu Frage 1, jedoch ohne Stuttgart."),
    ("number", "Siehe Antwort zu Frage 1: 17 Fälle."),
    ("quotation", "Auf Drucksache 17/9075 wird verwiesen: „Das Land zahlt nichts“."),
    ("quoted-sentence", "Siehe Drucksache 17/9075 „Das Land zahlt nichts.“"),
    ("subject", "Hinsichtlich der Kosten wird auf die Antwort zu Frage 1 verwiesen."),
    ("sentence-without-citation", "Siehe Antwort zu Frage 1. Im Übrigen wird auf die Landesregierung verwiesen."),
]

NEARLY = [
    "17/",
    "17/1 ",
    "17/1, ",
    "Drs. 17/1, ",
    "Drs. 17/1 (Frage 3) ",
    "Drucksache ",
    "Drucksachen-Nr. ",
    "D r u c k ",
    "Frage 1 ",
    "Frage 1, ",
    "siehe Frage ",
    "siehe die der den ",
    "siehe Antwort zu Frage 1 und ",
    "auf die Antwort zu Frage 1 ",
    "zu Frage 3 der Kleinen Anfrage des Abg. ",
    "Abg. Max ",
    "„",
    "(",
    "dort zu ",
    "a. a. O. ",
    "die genannte Drucksache ",
    "Schreiben vom 3. Mai 2021 ",
    "Schreiben des Ministeriums ",
    "Plenarprotokoll 17/13, S. 1, 2, ",
    "Landtag von ",
    "Bürgerschaft der Freien und Hansestadt ",
    "1 2 3 ",
    "1",
    "/",
    " ",
    "\n",
    "- ",
    "\u00ad",
    "I. ",
    "3a) ",
    "§ 3 Nr. 2 ",
    "verwiesen ",
]


def written(reference):
    """A citation as the tables write it."""
    parts = f"({','.join(reference.parts)})" if reference.parts else ""
    number = (reference.drucksache or "").replace(" ", "_")
    return {
        "drucksache": f"{reference.parliament or '?'}:{number}{parts}",
        "plenarprotokoll": f"PP:{reference.parliament or '?'}:{number}{parts}",
        "same-paper": f"={parts}",
        "letter": "letter",
    }[reference.kind]


def found_in(text):
    return " ".join(map(written, find_references(text)))


def assert_exact(text, references):
    end = 0
    for reference in references:
        assert isinstance(reference.span, Span)
        assert end <= reference.span.start < reference.span.end <= len(text)
        assert reference.span.of(text) == reference.quote
        assert reference.quote == reference.quote.strip()
        assert len(set(reference.parts)) == len(reference.parts)
        assert all(parse_numbers(part) == (part,) for part in reference.parts)
        end = reference.span.end


@pytest.mark.parametrize(("text", "found"), ROWS)
def test_a_written_form_gives_exactly_its_citations(text, found):
    assert found_in(text) == found
    assert_exact(text, find_references(text))


@pytest.mark.parametrize(("text", "found"), ROWS)
def test_a_written_form_reads_the_same_inside_a_sentence(text, found):
    """The words around are neutral; only what "a. a. O." means could change, and nothing is named before."""
    before, after = "Die Musterbrücke wird gesperrt.\n\n", "\n\nDer Verkehr wird umgeleitet."
    references = find_references(before + text + after)
    assert " ".join(map(written, references)) == found
    assert_exact(before + text + after, references)


@pytest.mark.parametrize(("text", "found"), [pytest.param(text, found, id=name) for name, text, found in IN_PAPERS])
def test_a_sentence_of_a_paper_cites_exactly_what_it_cites(text, found):
    references = find_references(text)
    assert " ".join(map(written, references)) == found
    assert_exact(text, references)


def test_the_tables_have_no_row_twice():
    ids = [row.id for row in ROWS]
    texts = [text for forms in TABLES.values() for _, text, _ in forms]
    texts += [text for _, text, _ in IN_PAPERS]
    assert len(set(ids)) == len(ids) >= 150
    assert len(set(texts)) == len(texts) >= 1000


def test_the_quote_reaches_from_the_parts_to_the_number():
    text = "Insofern wird auf die Stellungnahme zu den Ziffern 3 und 4 in Drucksache 17/9075 verwiesen."
    (reference,) = find_references(text)
    assert reference.quote == "Ziffern 3 und 4 in Drucksache 17/9075"


def test_the_quote_reaches_from_the_label_to_the_parts():
    text = "Siehe Drs. 17/1, dort zu Frage 2 (Seite 4). Ferner Drs. 17/2 (Ziffern 3 und 4)."
    assert [reference.quote for reference in find_references(text)] == [
        "Drs. 17/1, dort zu Frage 2 (Seite 4)",
        "Drs. 17/2 (Ziffern 3 und 4)",
    ]


def test_each_number_of_a_list_has_a_quote_of_its_own():
    text = "auf die Drucksachen 16/7748, 16/7912 (Frage 3) und 16/7913 wird verwiesen"
    assert [reference.quote for reference in find_references(text)] == [
        "Drucksachen 16/7748",
        "16/7912 (Frage 3)",
        "16/7913",
    ]


@pytest.mark.parametrize(
    ("written_pages", "pages"),
    [
        (", S. 512", "512"),
        (", S. 512 f.", "512 f."),
        (", S. 512 ff.", "512 ff."),
        (", Seite 512", "512"),
        (", Seiten 512 bis 514", "512 bis 514"),
        (", S. 512–514", "512–514"),
        (", S. 512, 514 und 520", "512, 514 und 520"),
        (", S. 512 B", "512 B"),
        (", S. 512 B – 514 A", "512 B – 514 A"),
        (" (S. 512)", "512"),
        (" vom 12. Juli 2021, S. 512", "512"),
        (", Seiten\n512", "512"),
        ("", None),
        (", Stand 512", None),
    ],
)
def test_pages_of_a_plenarprotokoll_are_kept_as_written(written_pages, pages):
    (reference,) = find_references(f"im Plenarprotokoll 17/13{written_pages} nachzulesen")
    assert reference.pages == pages


def test_words_for_the_last_paper_mean_the_one_that_the_caller_names():
    (named,) = find_references("Siehe BT-Drs. 20/12.")
    assert found_in("Vgl. a. a. O., Frage 3.") == ""
    (again,) = find_references("Vgl. a. a. O., Frage 3.", last_named=named)
    assert written(again) == "BT:20/12(3)"
    assert again.quote == "a. a. O., Frage 3"


def test_an_unlabelled_number_belongs_to_the_house_of_the_text():
    (reference,) = find_references("siehe Drs. 20/12", parliament="HE")
    assert reference.parliament == "HE"


def test_a_reference_is_a_value_and_an_object_of_the_contract():
    (reference,) = find_references("zu Ziffer 3 in Drs. 17/9075")
    with pytest.raises(FrozenInstanceError):
        reference.kind = "letter"
    assert json.loads(json.dumps(reference.to_json())) == {
        "in": None,
        "kind": "drucksache",
        "parliament": "BW",
        "drucksache": "17/9075",
        "parts": ["3"],
        "quote": "Ziffer 3 in Drs. 17/9075",
        "span": [3, 27],
    }


@pytest.mark.parametrize("row", rows("citation_labels"), ids=lambda row: row["label"])
def test_every_label_of_the_table_is_found_in_its_example(row):
    (reference,) = find_references(row["example"])
    assert reference.kind == row["kind"]
    assert reference.quote == row["quote"]
    without_blanks = reference.quote.replace(" ", "").replace("-", "").replace(".", "").lower()
    assert row["label"].replace(" ", "").replace("-", "").replace(".", "").lower() in without_blanks


@pytest.mark.parametrize("row", rows("parliaments"), ids=lambda row: row["form"])
def test_every_house_of_the_table_is_found_in_its_example(row):
    (reference,) = find_references(row["example"])
    assert (row["code"] or "BW") in (reference.candidates or (reference.parliament,))
    assert row["form"].lower() in row["example"].lower()


WORDS = rows("citation_words")


@pytest.mark.parametrize(
    "row", [row for row in WORDS if row["role"] != "only"], ids=lambda row: f"{row['role']}-{row['word']}"
)
def test_every_joining_word_of_the_table_joins_part_and_paper_in_its_example(row):
    (reference,) = find_references(row["example"])
    assert reference.parts == ("3",)
    assert row["word"] in row["example"]


@pytest.mark.parametrize("row", [row for row in WORDS if row["role"] == "only"], ids=lambda row: row["word"])
def test_every_empty_word_of_the_table_says_nothing_in_its_example(row):
    assert is_reference_only(row["example"])
    assert row["word"].lower() in row["example"].lower()


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in REFERENCE_ONLY])
def test_an_answer_that_says_nothing_but_see_there_is_known(text):
    assert is_reference_only(text)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in SAYS_MORE])
def test_an_answer_that_says_anything_else_is_an_answer(text):
    assert not is_reference_only(text)


PIECES = [text for forms in TABLES.values() for _, text, _ in forms] + NEARLY


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=8) | st.sampled_from(" \n,.;()/-0123456789"), max_size=12),
    st.sampled_from(["", " ", "\n", ", ", ". "]),
)
def test_nothing_crashes_and_every_span_is_exact(pieces, glue):
    text = glue.join(pieces)
    assert_exact(text, find_references(text))
    is_reference_only(text)


@given(st.text(max_size=200))
def test_random_text_cites_only_what_stands_in_it(text):
    assert_exact(text, find_references(text))


@given(st.integers(1, 30), st.integers(1, 99_999), st.text(alphabet="0123456789", min_size=1, max_size=4))
def test_a_number_is_never_cut_off(term, number, more):
    """Whatever digits follow a number directly, the shorter number is not cited."""
    cited = {reference.drucksache for reference in find_references(f"siehe Drs. {term}/{number}{more}.")}
    assert cited <= {f"{term}/{number}{more}"}


@pytest.mark.parametrize("piece", NEARLY)
def test_nearly_matching_text_takes_linear_time(piece):
    def seconds(length):
        text = (piece * length)[:length]
        begin = process_time()
        find_references(text)
        is_reference_only(text)
        return process_time() - begin

    small = min(seconds(5_000) for _ in range(3))
    # Linear growth takes 20 times as long, quadratic growth 400 times.
    assert min(seconds(100_000) for _ in range(2)) < 100 * max(small, 0.002)


def test_no_kind_of_citation_of_the_generated_corpus_is_found_worse_than_in_the_baseline():
    result = measure()
    baseline = json.loads(BASELINE.read_text())
    assert result["kinds"].keys() == baseline.keys()
    for kind, counts in result["kinds"].items():
        assert counts["expected"] == baseline[kind]["expected"], "another corpus: store it with script/measure --store"
        assert counts["right"] >= baseline[kind]["right"], (kind, result["missed"][:5])
        assert counts["found"] - counts["right"] <= baseline[kind]["found"] - baseline[kind]["right"], (
            kind,
            result["wrong"][:5],
        )
    assert result["precision"] >= 0.999
    assert result["recall"] >= 0.999
