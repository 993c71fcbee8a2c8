"""Rows of tables stay rows, and prose stays prose."""

from __future__ import annotations

import pytest

from inquiries.reading.repair import repair
from inquiries.reading.text import Span


def mended(text: str) -> str:
    return repair(text, [Span(0, len(text))]).text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param(
            "Es gilt:\nJahr\tKreis\tZahl\n2015\tMuster\t12,5\nWeiter im\nText.",
            "Es gilt:\nJahr\tKreis\tZahl\n2015\tMuster\t12,5\nWeiter im Text.",
            id="cells with tabs",
        ),
        pytest.param(
            " Jahr     Kreis      Zahl\n 2015     Muster     12,5\n          Beispiel   3",
            "Jahr\tKreis\tZahl\n2015\tMuster\t12,5\nBeispiel\t3",
            id="cells with wide gaps",
        ),
        pytest.param(
            "Es sind\n2016 2017 2018\nüberschritten 1.230 1.310 1.402\nin Prozent 4,1 4,3 4,7\nWeiter.",
            "Es sind\n2016 2017 2018\nüberschritten 1.230 1.310 1.402\nin Prozent 4,1 4,3 4,7\nWeiter.",
            id="rows of figures",
        ),
        pytest.param("Gemeinde\tKreis\tZahl\nText", "Gemeinde\tKreis\tZahl\nText", id="one row of three cells"),
        pytest.param("nur\tein\nTabulator", "nur ein Tabulator", id="a tab in prose"),
        pytest.param("a)\tfür Bau,\nb)\tfür Planung.", "a) für Bau,\nb) für Planung.", id="a tab behind a mark"),
        pytest.param("einer    Lücke\nim Satz", "einer Lücke im Satz", id="one gap in prose"),
        pytest.param(
            "in den Jahren 2016 und\n2017 sowie 2018 12\nFälle",
            "in den Jahren 2016 und 2017 sowie 2018 12 Fälle",
            id="figures in prose",
        ),
        pytest.param("Es wurde beant -\nwortet.", "Es wurde beantwortet.", id="word broken behind a blank"),
        pytest.param("Vor -\nund Nachteile", "Vor - und Nachteile", id="no word broken behind a blank"),
        pytest.param(
            "davon\n\na) für Bau,\n\nb) für Planung.", "davon\n\na) für Bau,\n\nb) für Planung.", id="items apart"
        ),
    ],
)
def test_rows_stay_rows(text, read):
    assert mended(text) == read


@pytest.mark.parametrize("sign", ["\t", "   ", " 1 1", "1 ", "1\t\n"])
def test_nothing_is_lost_in_a_table_of_one_sign(sign):
    text = f"x{sign * 5000}y"
    assert "".join(mended(text).split()) == "".join(text.split())
