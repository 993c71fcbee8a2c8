"""Pages as they are printed: what stands in which order, what is parted and what is not."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

import pytest
import weasyprint

from inquiries.pdf.__main__ import pages_of
from inquiries.pdf.process import Limits
from tests.written_pdf import HELVETICA, picture, show, write_pdf

LIMITS = Limits(seconds=10, memory=10**9, pages=50, characters=10**6)
STYLE = """@page { size: A4; margin: 30mm 25mm }
body { font: 11pt/1.2 "Liberation Serif"; text-align: justify; hyphens: auto; hyphenate-character: "-"; margin: 0 }
table { border-collapse: collapse; text-align: left; hyphens: none } td, th { padding: 1mm 4mm; font-weight: normal }
.grid td, .grid th { border: 0.3mm solid; padding: 0.5mm 1mm } .ruled tr { border-bottom: 0.3mm solid }"""
PROSE = (
    "Die Landesregierung misst der Schulhaussanierung große Bedeutung bei und hat die zuständigen Stellen gebeten, den "
    "Stand der Vorhaben zu erheben und bis zum Ende des Jahres zu berichten. "
)


def pages(content: bytes) -> list[str]:
    return [page.text for page in pages_of(content, LIMITS)]


def printed(html: str, style: str = "") -> str:
    document = f"<html lang=de><style>{STYLE}{style}</style><body>{html}</body></html>"
    return "\f".join(pages(weasyprint.HTML(string=document).write_pdf()))


def test_columns_are_read_one_after_the_other():
    text = printed(f"<div style='column-count: 2; column-gap: 6mm'>{PROSE * 3}</div>")
    assert " ".join(text.replace("-\n", "").split()) == (PROSE * 3).strip()


def test_the_two_columns_of_an_imprint_stay_apart():
    text = printed(
        "<div style='display: grid; grid-template-columns: 80mm 80mm; font-size: 8.5pt; hyphens: none'>"
        "<div>Drucksachen und Plenarprotokolle sind im Internet<br>abrufbar unter: www.landtag-bw.de/Dokumente</div>"
        "<div>Der Landtag druckt auf Recyclingpapier, ausgezeich-<br>net mit dem Umweltzeichen „Der Blaue Engel“.</div>"
    )
    assert text == (
        "Drucksachen und Plenarprotokolle sind im Internet\nabrufbar unter: www.landtag-bw.de/Dokumente\n\n"
        "Der Landtag druckt auf Recyclingpapier, ausgezeich-\nnet mit dem Umweltzeichen „Der Blaue Engel“."
    )


def test_names_in_two_columns_are_read_by_columns():
    names = "<div>Müller<br>Dr. Beispielmann<br>Probst</div><div>Mustermann<br>von Absatzer<br>Randzeile</div>"
    text = printed(f"<div style='display: grid; grid-template-columns: 60mm 60mm; hyphens: none'>{names}</div>")
    assert " ".join(text.split()) == "Müller Dr. Beispielmann Probst Mustermann von Absatzer Randzeile"


TABLE = (
    "<table class={}><tr><th>Landkreis<th>Anzahl<th>Kosten in Euro<tr><td>Calw<td>12<td>1 200<tr><td>Enzkreis<td><td>7"
    "<tr><td>Freudenstadt<td>3<td>44 000</table>"
)


@pytest.mark.parametrize("rules", ["grid", "ruled", "none"])
def test_rows_of_a_table_are_lines_and_empty_cells_keep_their_place(rules):
    assert printed(f"<p>{PROSE}</p>{TABLE.format(rules)}<p>{PROSE}</p>").split("\n\n")[1] == (
        "Landkreis\tAnzahl\tKosten in Euro\nCalw\t12\t1 200\nEnzkreis\t\t7\nFreudenstadt\t3\t44 000"
    )


@pytest.mark.parametrize("rules", ["grid", "ruled"])
def test_a_cell_of_several_lines_is_one_cell(rules):
    long = "Neubau einer Brücke über den Fluss und Umbau der angrenzenden Straße samt Radweg, Gehweg und Beleuchtung"
    rows = "".join(
        f"<tr style='vertical-align: top'><td>{place}<td>{long}<td>2015" for place in ("Musterstadt", "Calw")
    )
    assert printed(f"<table class={rules} style='width: 110mm'>{rows}</table>") == (
        f"Musterstadt\t{long}\t2015\nCalw\t{long}\t2015"
    )


def test_marks_are_raised_and_do_not_change_the_word_or_number_before_them():
    text = printed(
        "<p>In 3 Landkreisen<sup>1</sup> und 4 Städten<sup>2)</sup> wurden 120 m<sup>2</sup> und CO<sub>2</sub>-Werte "
        "gemessen*<sup>)</sup>.</p><p style='font-size: 8pt'><sup>1</sup> Ohne Stadtkreise.</p>",
        "sup, sub { font-size: 65%; line-height: 0 }",
    )
    assert text == ("In 3 Landkreisen¹ und 4 Städten²) wurden 120 m² und CO2-Werte gemessen*).\n\n¹ Ohne Stadtkreise.")


@pytest.mark.parametrize("spacing", ["0.1em", "0.25em", "0.4em"])
def test_spaced_letters_make_words(spacing):
    heading = f"<p style='letter-spacing: {spacing}; text-align: center'>Kleine Anfrage</p>"
    assert printed(heading) == "Kleine Anfrage"


def test_letters_with_blanks_between_them_make_words():
    assert printed("<p>K l e i n e &nbsp; A n f r a g e</p>") == "Kleine Anfrage"


def test_letters_that_stand_alone_stay_alone():
    assert printed("<p>Die Linien A B C und D</p>") == "Die Linien A B C und D"


def test_a_blank_under_a_letter_parts_no_word():
    # As InDesign writes an indent: the blank stands where the next letter does.
    line = "BT /F1 11 Tf 60 700 Td (2. ) Tj 14 0 Td ( ) Tj 0 0 Td (W) Tj 10.4 0 Td (ie viele?) Tj ET"
    assert pages(write_pdf(line)) == ["2. Wie viele?"]


def test_words_are_parted_by_white_where_the_file_has_no_blanks():
    line = "BT /F1 11 Tf 60 700 Td [(Die) -280 (Landesregierung) -280 (pr\xfcft) -280 (das.)] TJ ET"
    assert pages(write_pdf(line)) == ["Die Landesregierung prüft das."]


def test_lines_are_read_from_top_to_bottom_in_whatever_order_they_are_written():
    lines = [show(f"Zeile {number}", 60, 700 - 14 * number) for number in range(6)]
    assert pages(write_pdf("".join(lines[::-1]))) == ["\n".join(f"Zeile {number}" for number in range(6))]


def test_a_label_stands_with_its_text_however_wide_the_indent():
    rows = "".join(show(label, 60, y) + show(text, 100, y) for label, text, y in [
        ("1.", "Wie viele Vorhaben wurden in den letzten Jahren", 700), ("", "insgesamt begonnen?", 686),
        ("2.", "Was haben sie gekostet, und wer hat die Kosten", 672), ("", "getragen?", 658)])  # fmt: skip
    assert pages(write_pdf(rows)) == [
        "1. Wie viele Vorhaben wurden in den letzten Jahren\ninsgesamt begonnen?\n"
        "2. Was haben sie gekostet, und wer hat die Kosten\ngetragen?"
    ]


def test_loose_lines_of_justified_text_have_no_columns():
    text = printed(f"<div style='width: 45mm; hyphens: none'>{PROSE * 4}</div>")
    assert "\t" not in text
    assert " ".join(text.split()) == (PROSE * 4).strip()


def test_header_and_page_number_are_lines_of_their_own():
    text = printed(
        f"<p>{PROSE * 45}</p>",
        "@page { @top-left { content: 'Landtag von Baden-Württemberg' } @top-right { content: 'Drucksache 17 / 8906' }"
        " @bottom-center { content: counter(page) } }",
    )
    first, second = text.split("\f")
    assert first.startswith("Landtag von Baden-Württemberg\tDrucksache 17 / 8906\n\nDie Landesregierung")
    assert first.endswith("\n\n1")
    assert second.endswith("\n\n2")


def test_a_real_print_is_read_as_it_stands():
    print_of_2021 = Path(__file__).with_name("drucksache-17-273.pdf")  # an official work (§ 5 UrhG)
    first, second, third, _ = pages(print_of_2021.read_bytes())
    assert first.startswith(
        "Landtag von Baden-Württemberg\tDrucksache 17 / 273\n17. Wahlperiode\t22.6.2021\n\nGesetzentwurf\n\n"
    )
    assert (
        "\n\nA. Zielsetzung\n\nDer Gesetzentwurf hat zum Ziel, die Wahlaltersgrenze bei Landtagswahlen für\n" in first
    )
    assert first.endswith(
        "\n\nDer Landtag druckt auf Recyclingpapier, ausgezeich-\nnet mit dem Umweltzeichen „Der Blaue Engel“."
    )
    assert second.startswith("Landtag von Baden-Württemberg\tDrucksache 17 / 273\n\nC. Alternativen\n\nBeibehaltung")
    assert "\n\n1. In Artikel 26 Absatz 1 wird die Angabe „18. Lebens-\njahr“ durch die Angabe" in third
    assert "\n\n„Wählbar ist jeder Wahlberechtigte, der am Tage der\nWahl das" in third
    assert third.endswith("\n\n22.6.2021\n\nStoch, Binder\n\nund Fraktion\n\n3")


def test_a_stamp_over_a_line_mixes_no_letters():
    stamp = show("EINGEGANGEN", 90, 700, 9)
    assert pages(write_pdf(show("Die Landesregierung prüft das.", 60, 700) + stamp)) == [
        "Die Landesregierung prüft das.\nEINGEGANGEN"
    ]


def test_a_line_written_in_several_goes_is_one_line():
    line = show("wird es", 150, 700) + show("Im Jahr", 60, 700) + show("2016", 115, 700) + show("besser.", 190, 700)
    assert pages(write_pdf(line)) == ["Im Jahr 2016 wird es besser."]


@pytest.mark.parametrize("slope", [-0.01, 0, 0.01], ids=["falling", "level", "rising"])
def test_the_wavering_lines_of_a_scan_are_lines(slope):
    chance = random.Random(3)
    lines = [line.split() for line in textwrap.wrap(PROSE * 3, 70)]
    content = "q 595 0 0 842 0 0 cm /Im1 Do Q\n"
    for number, words in enumerate(lines):
        x = 60.0
        for word in words:
            y = 700 - 13.5 * number + slope * x + chance.uniform(-1.2, 1.2)
            size = round(chance.uniform(8, 11), 1)
            content += show(word, round(x, 1), round(y, 1), size, before="3 Tr")
            x += 0.6 * size * len(word) + 4
    courier = HELVETICA.replace(b"Helvetica", b"Courier")  # of which all letters are 0.6 wide
    scan = write_pdf(content, font=courier, extra={100: picture()}, resources="/XObject << /Im1 100 0 R >>")
    assert pages(scan) == ["\n".join(" ".join(words) for words in lines)]
