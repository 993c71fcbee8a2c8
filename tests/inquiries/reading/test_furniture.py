"""What the printer put around the text is named, wherever it stands, and nothing else is."""

from __future__ import annotations

import pytest

from inquiries.reading.furniture import find_furniture

HEADER = "Landtag von Baden-Württemberg Drucksache 17 / 4711"


def found(text: str) -> list[tuple[str, str]]:
    return [(item.kind, item.span.of(text)) for item in find_furniture(text).furniture]


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        pytest.param(f"wird die\n{HEADER}\n2\nFrage", [("page-header", f"{HEADER}\n2")], id="header, number below"),
        pytest.param(f"wird die\n1\n{HEADER}\nFrage", [("page-header", f"1\n{HEADER}")], id="header, number above"),
        pytest.param(f"wird die {HEADER} 2 Frage", [("page-header", f"{HEADER} 2")], id="header inside a line"),
        pytest.param(
            "Landtag von Baden-Württemberg\n17. Wahlperiode\nDrucksache 17 / 10 000\n8.8.2024\nAntrag",
            [("page-header", "Landtag von Baden-Württemberg\n17. Wahlperiode\nDrucksache 17 / 10 000\n8.8.2024")],
            id="first page",
        ),
        pytest.param("x.\n- 2 -\nDas", [("page-number", "\n- 2 -")], id="number of a letter's page"),
        pytest.param("x.\nSeite 2 von 5\nDas", [("page-number", "\nSeite 2 von 5")], id="number with a word"),
        pytest.param("x.\n2\fDas", [("page-number", "2")], id="number before a page break"),
        pytest.param(
            "Eingegangen: 8.8.2024 / Ausgegeben: 20.9.2024 1\nAntrag",
            [("page-foot", "Eingegangen: 8.8.2024 / Ausgegeben: 20.9.2024 1")],
            id="foot of the first page",
        ),
        pytest.param(
            "1Eingegangen: 08. 08. 2024 / Ausgegeben: 20. 09. 2024\nAntrag",
            [("page-foot", "1Eingegangen: 08. 08. 2024 / Ausgegeben: 20. 09. 2024")],
            id="number glued to the foot",
        ),
        pytest.param("Eingang: 3.4.2016 13:45\nAntrag", [("received-stamp", "Eingang: 3.4.2016 13:45")], id="stamp"),
        pytest.param(
            f"unter:\nDrucksachen und Plenarprotokolle sind im Internet Der Landtag druckt auf Recyclingpapier, aus-\n"
            "abrufbar unter: www.landtag-bw.de/Dokumente gezeichnet mit dem Umweltzeichen „Der Blaue Engel“."
            f"{HEADER}\nFrage",
            [
                (
                    "imprint",
                    "Drucksachen und Plenarprotokolle sind im Internet Der Landtag druckt auf Recyclingpapier, aus-\n"
                    "abrufbar unter: www.landtag-bw.de/Dokumente gezeichnet mit dem Umweltzeichen „Der Blaue Engel“.",
                ),
                ("page-header", HEADER),
            ],
            id="header glued to the imprint",
        ),
        pytest.param("**Antrag**", [("markup", "**"), ("markup", "**")], id="markup"),
        pytest.param("Text\n________\nNote", [("rule", "________")], id="rule"),
    ],
)
def test_furniture_is_named(text, furniture):
    assert found(text) == furniture


@pytest.mark.parametrize(
    "imprint",
    [
        "Drucksachen und Plenarprotokolle sind im Internet\nabrufbar unter: www.landtag-bw.de/Dokumente\n"
        "Der Landtag druckt auf Recyclingpapier, ausgezeich-\nnet mit dem Umweltzeichen „Der Blaue Engel“.",
        "Drucksachen und Plenarprotokolle sind im Internet Der Landtag druckt auf Recyclingpapier, ausgezeich-\n"
        "abrufbar unter: www.landtag-bw.de/Dokumente net mit dem Umweltzeichen „Der Blaue Engel“.",
    ],
    ids=["one column after the other", "columns interleaved"],
)
@pytest.mark.parametrize("around", ["{}", "Wird die\n{}\nBrücke saniert?", "Wird die {} Brücke saniert?"])
def test_the_imprint_is_found_whole_and_takes_no_word_with_it(imprint, around):
    text = around.format(imprint)
    assert ("imprint", imprint) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Landesregierung verweist auf Landtag von Baden-Württemberg Drucksache 16/123, Seite 4.",
        "Der Landtag von Baden-Württemberg hat am 8.8.2024 beschlossen.",
        "Im Jahr 2015 gab es\n12\nFälle.",
        "Kosten * Faktor",
        "Das Umweltzeichen wird im Internet beworben.",
        "Der Antrag ist am 3.4.2016 eingegangen.",
    ],
)
def test_text_that_only_looks_like_furniture_stays(text):
    assert found(text) == []


def test_headers_tell_number_term_and_date():
    text = "Landtag von Baden-Württemberg Drucksache 17 / 273\n17. Wahlperiode 22.6.2021\n\nAntrag"
    surroundings = find_furniture(text)
    assert [(term, digits) for term, digits, _ in surroundings.numbers] == [(17, "273")]
    assert [term for term, _ in surroundings.terms] == [17]
    assert [span.of(text) for span in surroundings.header_dates] == ["22.6.2021"]
