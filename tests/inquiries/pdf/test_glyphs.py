"""What counts as printed on a page: characters that are seen, once, and rightly named."""

from __future__ import annotations

import pytest

from inquiries.pdf.__main__ import pages_of
from inquiries.pdf.process import Limits
from tests.written_pdf import picture, show, stream, write_pdf

LIMITS = Limits(seconds=10, memory=10**9, pages=50, characters=10**6)
PICTURE = {"extra": {100: picture()}, "resources": "/XObject << /Im1 100 0 R >>"}
WHOLE_PAGE = "q 595 0 0 842 0 0 cm /Im1 Do Q\n"
CUSTOM_FONT = {100: b"<< /Type /FontDescriptor /FontName /Muster /Flags 4 >>"}
GARBLED = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Muster /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType2 /BaseFont /Muster /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
    b"/Supplement 0 >> /FontDescriptor 100 0 R >>] >>"
)


def only_page(content: bytes):
    (page,) = pages_of(content, LIMITS)
    return page


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param(show("Verborgen", 60, 600, before="1 g"), id="white"),
        pytest.param(show("Verborgen", 60, 600, before="3 Tr"), id="drawn in no way"),
        pytest.param(show("Verborgen", 60, 600, 0.2), id="as small as a speck"),
        pytest.param(show("Verborgen", 700, 600), id="beside the sheet"),
        pytest.param(show("Verborgen", 60, 900), id="above the sheet"),
        pytest.param(show("Verborgen", 60, 600) + "0 g 50 590 200 30 re f\n", id="blackened"),
    ],
)
def test_text_that_nobody_sees_is_left_out_and_counted(hidden):
    page = only_page(write_pdf(show("Gedruckt", 60, 700) + hidden))
    assert page.text == "Gedruckt"
    assert page.unseen == len("Verborgen")


def test_white_text_on_a_dark_ground_is_read():
    page = only_page(write_pdf("0.2 g 50 590 200 30 re f\n" + show("Kopfzeile", 60, 600, before="1 g")))
    assert (page.text, page.unseen) == ("Kopfzeile", 0)


def test_the_layer_of_a_text_recognition_is_read():
    page = only_page(write_pdf(WHOLE_PAGE + show("Erkannter Text", 60, 700, before="3 Tr"), **PICTURE))
    assert (page.text, page.recognised, page.unseen) == ("Erkannter Text", 13, 0)
    assert page.pictured == 1.0


def test_a_recognised_layer_below_printed_text_says_nothing_twice():
    content = WHOLE_PAGE + show("Gedruckter Text", 60, 700) + show("Gedruokter Toxt", 61, 701, before="3 Tr")
    assert only_page(write_pdf(content, **PICTURE)).text == "Gedruckter Text"


@pytest.mark.parametrize("offset", [0, 0.3, 0.6])
def test_letters_printed_twice_for_bold_count_once(offset):
    assert only_page(write_pdf(show("Antwort", 60, 700) + show("Antwort", 60 + offset, 700))).text == "Antwort"


def test_double_letters_stay_double():
    assert (
        only_page(write_pdf(show("Schifffahrt, Fußballlliga, 1111", 60, 700))).text == "Schifffahrt, Fußballlliga, 1111"
    )


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_text_printed_sideways_is_read_as_it_stands(degrees):
    matrix = {90: "0 1 -1 0 300 100", 180: "-1 0 0 -1 400 400", 270: "0 -1 1 0 300 700"}[degrees]
    lines = "".join(
        f"BT /F1 11 Tf {matrix} Tm 0 {-14 * n} Td ({text}) Tj ET\n"
        for n, text in enumerate(("Erste Zeile", "Zweite Zeile"))
    )
    assert only_page(write_pdf(lines)).text == "Erste Zeile\nZweite Zeile"
    assert only_page(write_pdf(lines, page=f"/Rotate {degrees}")).text == "Erste Zeile\nZweite Zeile"


def test_a_line_aslant_stands_behind_the_text():
    page = only_page(write_pdf("BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (Entwurf) Tj ET\n" + show("Antrag", 60, 700)))
    assert page.text == "Antrag\n\nEntwurf"


def test_a_font_that_names_no_characters_is_counted():
    page = only_page(write_pdf("BT /F1 11 Tf 60 700 Td <002B0048004F004F0052> Tj ET", font=GARBLED, extra=CUSTOM_FONT))
    assert page.unknown == 5


def test_ligatures_come_apart():
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 100 0 R >>"
    cmap = (
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        b"2 beginbfchar <41> <FB03> <42> <00660066> endbfchar endcmap"
    )
    content = show("AnB", 60, 700)
    assert only_page(write_pdf(content, font=font, extra={100: stream(cmap)})).text == "ffinff"


def test_a_drawing_in_a_drawing_that_draws_itself_ends():
    form = stream(
        b"/Im1 Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Im1 100 0 R >> >>"
    )
    content = write_pdf(show("Text", 60, 700) + "/Im1 Do", extra={100: form}, resources="/XObject << /Im1 100 0 R >>")
    assert only_page(content).text == "Text"
