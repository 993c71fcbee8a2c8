from __future__ import annotations

import pytest

from inquiries.reading import same_wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ob sie plant;", "ob sie plant.", id="closing punctuation"),
        pytest.param("im Landkreis", "im Land-\nkreis", id="hyphenation"),
        pytest.param("Was plant sie?", "Was  plant\nsie ?", id="blanks"),
        pytest.param("die „Ziele“", 'die "Ziele"', id="quotation marks"),
        pytest.param("Welche Ziele", "welche Ziele", id="first letter"),
        pytest.param("2018/2019", "2018/ 2019", id="blank inside a number"),
        pytest.param("Stra\u00dfe \u00e4", "Stra\u00dfe a\u0308", id="composed letters"),
    ],
)
def test_extraction_does_not_change_the_wording(one, other):
    assert same_wording(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ob sie beabsichtigt", "ob sie plant", id="another word"),
        pytest.param("1,5 Millionen", "15 Millionen", id="a comma inside a number"),
        pytest.param("5 %", "5", id="a sign of measure"),
        pytest.param("sie Sie", "sie sie", id="a capital inside"),
        pytest.param("", "x", id="nothing"),
    ],
)
def test_another_wording_is_another_wording(one, other):
    assert not same_wording(one, other)
