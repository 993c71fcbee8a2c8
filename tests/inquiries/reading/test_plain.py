"""Papers in other signs are read as the same papers, and every span points into the text as extracted."""

from __future__ import annotations

import unicodedata

import pytest

from inquiries.reading import read_paper
from inquiries.reading.plain import make_plain
from tests.inquiries.reading.corpus import compose
from tests.inquiries.reading.score import RIGHT, score, uncovered


@pytest.mark.parametrize(
    ("extracted", "meant"),
    [
        pytest.param("O\u0308ffentlich", "Öffentlich", id="letter and mark apart"),
        pytest.param("ö\ufb00entlich, Häu\ufb01gkeit", "öffentlich, Häufigkeit", id="ligatures"),
        pytest.param("Nr.\u00a017/1\u202f234", "Nr. 17/1 234", id="blanks of other widths"),
        pytest.param("eins\r\nzwei\rdrei\u2028vier", "eins\nzwei\ndrei\nvier", id="line ends"),
        pytest.param("auf\ufffegeschlüsselt", "auf-\ngeschlüsselt", id="hyphen of a line whose end was lost"),
        pytest.param("auf\x02\r\ngeschlüsselt", "auf-\ngeschlüsselt", id="hyphen in another sign"),
        pytest.param("zu\u00adsammen", "zusammen", id="soft hyphen inside a line"),
        pytest.param("zu\u00ad \nsammen", "zu- \nsammen", id="soft hyphen at a line end"),
        pytest.param("1\\. wie \\*oft", "1. wie *oft", id="escapes of markup"),
        pytest.param("Stra\ufffde", "Stra\u0294e", id="lost letter"),
        pytest.param("\ufeffAn\u200btrag", "Antrag", id="invisible signs"),
    ],
)
def test_strange_signs_become_plain_ones(extracted, meant):
    assert make_plain(extracted).text == meant


def test_a_plain_text_stays_as_it_is():
    assert make_plain("Stellungnahme – „Öffentlich“ ß…\n\f2") is None


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "otherwise",
    [
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="letters and marks apart"),
        pytest.param(lambda text: "\ufeff" + text.replace("\n", "\r\n"), id="CRLF and byte order mark"),
        pytest.param(lambda text: text.replace("fi", "\ufb01").replace("ff", "\ufb00"), id="ligatures"),
        pytest.param(lambda text: text.replace(". ", ".\u00a0"), id="no-break blanks"),
    ],
)
def test_a_paper_in_other_signs_reads_the_same(seed, otherwise):
    composed = compose(seed)
    text = otherwise(composed.text)
    paper, plain = read_paper(text), read_paper(composed.text)
    assert uncovered(text, paper) is None
    assert [one.text for one in paper.questions] == [one.text for one in plain.questions]
    assert [outcome for _, outcome, _, _ in score(composed.truth, paper)].count(RIGHT) >= [
        outcome for _, outcome, _, _ in score(composed.truth, plain)
    ].count(RIGHT)
    for question, same in zip(paper.questions, plain.questions, strict=True):
        assert letters(question.span.of(text)) == letters(same.span.of(composed.text))


def letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())
