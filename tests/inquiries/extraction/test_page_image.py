"""Pages of PDFs as pictures, and on which page a place of the text stands."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given, settings, strategies
from PIL import Image
from weasyprint import HTML

from inquiries.extraction import ExtractionError, extract, page_image, page_of
from tests.written_pdf import HELVETICA, encrypt_pdf, show, stream, write_pdf

RED, BLUE = "1 0 0 rg 0 0 595 842 re f\n", "0 0 1 rg 0 421 595 421 re f\n"


def opened(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    picture.load()
    return picture


def colours(png: bytes) -> set[tuple[int, int, int]]:
    return {colour for _, colour in opened(png).getcolors(maxcolors=1 << 24)}


def test_a_page_is_drawn_in_its_colours_and_as_wide_as_asked():
    content = write_pdf(RED, BLUE)
    first, second = (opened(page_image(content, page, width=301)) for page in (1, 2))
    assert (first.format, first.mode, first.size) == ("PNG", "RGB", (301, 426))
    assert first.getpixel((150, 200)) == first.getpixel((0, 425)) == (255, 0, 0)
    assert second.getpixel((150, 100)) == (0, 0, 255)
    assert second.getpixel((150, 400)) == (255, 255, 255)


def test_a_printed_paper_shows_the_page_on_which_its_text_stands():
    sheet = "<style>@page{size:A4} p{break-before:page} i{background:lime;display:block;height:5cm}</style>"
    content = HTML(string=f"{sheet}<p>Erste Seite</p><p>Zweite Seite<i></i></p><p>Dritte Seite</p>").write_pdf()
    text = extract(content, "a.pdf").text
    assert [page_of(text, text.index(word)) for word in ("Erste", "Zweite", "Dritte")] == [1, 2, 3]
    green = [(0, 255, 0) in colours(page_image(content, page, width=200)) for page in (1, 2, 3)]
    assert green == [False, True, False]


def test_every_place_of_a_text_is_on_one_page_whatever_characters_the_file_names():
    cmap = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <5a> <000C> endbfchar endcmap"
    font = HELVETICA[:-2] + b"/ToUnicode 100 0 R >>"
    pages = [show("Anfang Z Mitte", 60, 700), "", show("Ende", 60, 700)]
    text = extract(write_pdf(*pages, font=font, extra={100: stream(cmap)}), "a.pdf").text
    assert text.count("\f") == 2
    assert [page_of(text, text.index(word)) for word in ("Anfang", "Mitte", "Ende")] == [1, 1, 3]


@given(strategies.lists(strategies.text("ab\n", max_size=5), min_size=1, max_size=6))
@settings(max_examples=30)
def test_the_page_of_a_place_is_the_one_that_the_form_feeds_count(pages):
    text = "\f".join(pages)
    places = [number for number, page in enumerate(pages, 1) for _ in page + "\f"]
    assert [page_of(text, offset) for offset in range(len(text) + 1)] == places


@pytest.mark.parametrize(
    ("size", "rotate", "expected"),
    [
        ("0 0 595 842", 0, (300, 425)),
        ("0 0 595 842", 90, (300, 212)),
        ("0 0 10 14000", 0, (1, 900)),
        ("0 0 14000 10", 0, (300, 1)),
        ("0 0 0 0", 0, (300, 389)),
    ],
    ids=["upright", "turned", "a strip", "a band", "no size"],
)
def test_a_page_of_any_shape_gives_a_picture_of_bounded_size(size, rotate, expected):
    content = write_pdf(RED, page=f"/MediaBox [{size}] /Rotate {rotate}").replace(b"/MediaBox [0 0 595 842]", b"", 1)
    assert opened(page_image(content, 1, width=300)).size == expected


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_named(page):
    with pytest.raises(ExtractionError, match=r"Diese Seite hat das PDF nicht\."):
        page_image(write_pdf(RED), page, width=100)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(encrypt_pdf("Antrag", user=b"geheim"), "Kennwort"), (b"%PDF-1.7 nichts", "beschädigt")],
    ids=["password", "no pdf"],
)
def test_a_file_that_cannot_be_opened_is_refused_as_when_it_is_read(content, sentence):
    with pytest.raises(ExtractionError, match=sentence):
        page_image(content, 1, width=100)


@pytest.mark.parametrize("width", [0, -5, 2401])
def test_a_picture_has_a_sensible_width(width):
    with pytest.raises(ValueError, match="from 1 to 2400"):
        page_image(write_pdf(RED), 1, width=width)


def test_scripts_and_forms_of_a_file_are_not_run_or_drawn():
    script = b"<< /S /JavaScript /JS (this.getField\\('f'\\).fillColor = color.red; app.alert\\('x'\\);) >>"
    field = (
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V (voll) /Rect [0 0 595 842] "
        b"/MK << /BG [1 0 0] >> /DA (/F1 40 Tf 1 0 0 rg) >>"
    )
    content = write_pdf(
        show("Text", 60, 700),
        page="/Annots [101 0 R]",
        extra={100: script, 101: field},
        catalog="/OpenAction 100 0 R /AcroForm << /Fields [101 0 R] /NeedAppearances true >>",
    )
    seen = colours(page_image(content, 1, width=600))
    assert all(red == green == blue for red, green, blue in seen)
    assert min(seen) < (90, 90, 90)


def test_drawing_a_page_may_not_take_more_time_than_is_set(settings):
    settings.PAPER_MAX_SECONDS = 1
    forms = {
        100 + depth: stream(
            b"/A Do " * 10 if depth < 9 else b"0 0 9 9 re f",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A %d 0 R >> >>" % (101 + depth),
        )
        for depth in range(10)
    }
    content = write_pdf("/X Do", resources="/XObject << /X 100 0 R >>", extra=forms)
    start = time.monotonic()
    with pytest.raises(ExtractionError, match="zu aufwendig aufgebaut und lässt sich nicht zeigen"):
        page_image(content, 1, width=200)
    assert time.monotonic() - start < 10
