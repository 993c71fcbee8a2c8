"""PDFs that are not as they should be: what is said about them, and that none takes more than it may."""

from __future__ import annotations

import random
import time
import zlib

import pytest

from inquiries.extraction import ExtractionError, extract
from inquiries.extraction.pdf import is_garbled
from tests.written_pdf import HELVETICA, assemble, encrypt_pdf, picture, show, stream, write_pdf

SENTENCE = "Die Landesregierung hat die Zahlen zu den Schulen und Straßen bis heute nicht erhoben."
TEXT = "".join(show(SENTENCE, 60, 700 - 14 * line) for line in range(6))
SCAN = {"extra": {100: picture()}, "resources": "/XObject << /Im1 100 0 R >>"}
PICTURE = "q 595 0 0 842 0 0 cm /Im1 Do Q\n"


def findings(content: bytes) -> dict[str, str]:
    return {finding.code: finding.message for finding in extract(content, "a.pdf").findings}


def page_tree(entries: bytes, **objects: bytes) -> bytes:
    """A PDF whose page tree has these entries; page 10 is sound."""
    return assemble({
        1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages %s >>" % entries, 3: HELVETICA,
        10: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R "
            b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 20 0 R >> >> >>",
        11: stream(TEXT.encode("cp1252")),
    } | {int(number[1:]): content for number, content in objects.items()})  # fmt: skip


def flate(data: bytes, *, filters: bytes = b"/FlateDecode") -> bytes:
    return b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(data), filters, data)


def test_a_sound_pdf_has_no_findings_and_a_form_feed_between_pages():
    read = extract(write_pdf(TEXT, show("Ende", 60, 700)), "a.pdf")
    assert read.text == "\n".join([SENTENCE] * 6) + "\fEnde"
    assert read.findings == ()


def test_a_pdf_that_only_its_owner_may_change_is_read():
    assert extract(encrypt_pdf("Kleine Anfrage", user=b""), "a.pdf").text == "Kleine Anfrage"


def test_a_pdf_that_asks_for_a_password_is_refused():
    with pytest.raises(ExtractionError, match="mit einem Kennwort geschützt"):
        extract(encrypt_pdf("Kleine Anfrage", user=b"geheim"), "a.pdf")


def test_a_pdf_of_pictures_asks_for_text_recognition():
    with pytest.raises(ExtractionError, match="enthält keinen Text: bitte Texterkennung anwenden"):
        extract(write_pdf(PICTURE, PICTURE, **SCAN), "a.pdf")


def test_pages_of_pictures_are_named():
    header = show("Drucksache 17 / 8906", 400, 800)
    content = write_pdf(TEXT, PICTURE, TEXT, header + PICTURE, PICTURE, PICTURE, **SCAN)
    assert findings(content) == {
        "page-without-text": "Die Seiten 2 und 4 bis 6 sind Bilder ohne lesbaren Text: bitte Texterkennung anwenden."
    }


def test_empty_pages_and_pages_with_a_picture_beside_text_are_no_scans():
    assert findings(write_pdf(TEXT, "", TEXT + "q 200 0 0 100 60 300 cm /Im1 Do Q", **SCAN)) == {}


def test_text_that_is_not_printed_is_reported_with_its_page():
    content = write_pdf(TEXT, TEXT + show("verborgen", 60, 300, before="1 g"))
    assert findings(content)["unseen-text"].startswith("Auf Seite 2 enthält die Datei Text, der gedruckt nicht")


def test_characters_without_a_name_are_reported():
    cmap = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <5a> <E05A> endbfchar endcmap"
    font = HELVETICA[:-2] + b"/ToUnicode 100 0 R >>"
    message = findings(write_pdf(TEXT, font=font, extra={100: stream(cmap)}))["unknown-characters"]
    assert message == (
        "Auf Seite 1 sagt die Datei nicht, welche Zeichen gemeint sind. Bitte den Text dort mit dem Druck vergleichen."
    )


def test_letters_that_make_no_german_are_reported():
    shifted = "".join(chr(ord(sign) + 3) if sign.isascii() and sign.isalpha() else sign for sign in SENTENCE)
    lines = "".join(show(shifted, 60, 800 - 14 * line) for line in range(12))
    assert "Texterkennung" in findings(write_pdf(lines))["garbled-text"]


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (SENTENCE * 20, False),
        ("2015 1 234 5,6 17 " * 100, False),
        ("Müller, Mustermann, Beispiel, " * 10, False),
        ("§%&/()=#*+ '!$\" " * 40, True),
        ("Vwloh kdkd okokp " * 40, True),
        ("Xz" * 500, True),
    ],
    ids=["prose", "numbers", "names", "signs", "no words", "one word"],
)
def test_what_is_garbled_is_told_from_what_is_short_or_made_of_numbers(text, garbled):
    assert is_garbled(text) is garbled


def read_or_refused(content: bytes) -> tuple[str, str]:
    """The text of a PDF and "", or "" and the sentence with which it is refused."""
    try:
        return extract(content, "a.pdf").text, ""
    except ExtractionError as error:
        return "", str(error)


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95, 0.99])
def test_a_pdf_that_is_cut_off_is_read_with_a_finding_or_refused(share):
    whole = write_pdf(*[TEXT] * 5)
    part = whole[: int(len(whole) * share)]
    _, refused = read_or_refused(part)
    assert "beschädigt" in refused if refused else "file-cut-off" in findings(part)


def test_a_pdf_with_a_broken_table_of_objects_is_repaired():
    assert extract(write_pdf(TEXT).replace(b"startxref", b"startxxxx"), "a.pdf").text == "\n".join([SENTENCE] * 6)


def test_damage_in_packed_text_is_reported():
    lines = "".join(show(f"{SENTENCE} {number * 7919}", 60, 800 - 14 * number) for number in range(40))
    packed = zlib.compress(lines.encode("cp1252"))
    at = int(0.9 * len(packed))
    damaged = packed[:at] + b"\xff" * 9 + packed[at + 9 :]
    tree = b"/Kids [10 0 R] /Count 1"
    assert findings(page_tree(tree, o11=flate(packed))) == {}
    assert "vielleicht fehlt Text" in findings(page_tree(tree, o11=flate(damaged)))["file-damaged"]
    with pytest.raises(ExtractionError, match="beschädigt"):
        extract(page_tree(tree, o11=flate(b"\xff" * 9 + packed[9:])), "a.pdf")


def test_damage_anywhere_gives_text_or_a_sentence():
    chance = random.Random(7)
    whole = write_pdf(*[TEXT] * 3)
    for _ in range(12):
        at, length = chance.randrange(len(whole)), chance.randrange(1, 300)
        damaged = whole[:at] + chance.randbytes(length) + whole[at + length * chance.randrange(2) :]
        text, refused = read_or_refused(damaged)
        assert text or refused.endswith(".")


BOMBS = {
    "a stream that unpacks to a hundred megabytes": page_tree(
        b"/Kids [10 0 R] /Count 1", o11=flate(zlib.compress(b" " * 10**8, 9))
    ),
    "a stream packed twice": page_tree(
        b"/Kids [10 0 R] /Count 1",
        o11=flate(zlib.compress(zlib.compress(b" " * 4 * 10**8, 9), 9), filters=b"[/FlateDecode /FlateDecode]"),
    ),
    "arrays in arrays": page_tree(b"/Kids [10 0 R] /Count 1", o5=b"[" * 300_000 + b"]" * 300_000),
    "a page tree in itself": page_tree(b"/Kids [2 0 R 10 0 R 2 0 R] /Count 3"),
    "a page tree that is its own parent": page_tree(b"/Kids [10 0 R] /Count 1 /Parent 2 0 R"),
    "two thousand million pages": page_tree(b"/Kids [10 0 R] /Count 2000000000"),
    "a length that is the stream": page_tree(
        b"/Kids [10 0 R] /Count 1", o11=b"<< /Length 11 0 R >>\nstream\nBT ET\nendstream"
    ),
    "drawings in drawings": page_tree(
        b"/Kids [10 0 R] /Count 1",
        o11=stream(b"/X Do"),
        **{
            f"o{20 + depth}": stream(
                b"/A Do " * 10 if depth < 9 else b"BT /F1 9 Tf (A) Tj ET",
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                b"/Resources << /Font << /F1 3 0 R >> /XObject << /A %d 0 R >> >>" % (21 + depth),
            )
            for depth in range(10)
        },
    ),
    "coordinates beyond all numbers": page_tree(
        b"/Kids [10 0 R] /Count 1",
        o11=stream(b"BT /F1 1e38 Tf 1e38 0 0 1e38 1e38 1e38 Tm (A) Tj ET" + TEXT.encode("cp1252")),
    ),
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_a_pdf_made_to_be_costly_ends_in_text_or_a_sentence(content, settings):
    settings.PAPER_MAX_SECONDS, settings.PAPER_MAX_MEMORY_MB = 5, 400
    start = time.monotonic()
    text, refused = read_or_refused(content)
    assert text or refused.endswith(".")
    assert time.monotonic() - start < 20


def test_a_pdf_may_not_take_more_time_than_is_set(settings):
    settings.PAPER_MAX_SECONDS = 1
    words = "".join(show(f"Wort {number}", 40 + number % 9 * 60, 20 + number // 9 % 800) for number in range(60_000))
    with pytest.raises(ExtractionError, match="zu aufwendig aufgebaut"):
        extract(write_pdf(words), "a.pdf")


def test_a_pdf_may_not_have_more_pages_or_text_than_is_set(settings):
    settings.PAPER_MAX_PAGES = 2
    with pytest.raises(ExtractionError, match="zu viele Seiten; erlaubt sind höchstens 2"):
        extract(write_pdf(TEXT, TEXT, TEXT), "a.pdf")
    settings.PAPER_MAX_CHARACTERS = 600
    with pytest.raises(ExtractionError, match="zu viel Text; erlaubt sind höchstens 600 Zeichen"):
        extract(write_pdf(TEXT, TEXT), "a.pdf")
