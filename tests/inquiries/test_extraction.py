from __future__ import annotations

import contextlib
import io
import os
import zipfile

import pytest
import weasyprint

from inquiries.extraction import ExtractionError, decode, extract, printable, read_file

TEXT = "Große Anfrage über Öl – „Ziele“ für 5 €"


def printed(html: str) -> bytes:
    return weasyprint.HTML(string=f"<html lang=de><body>{html}</body></html>").write_pdf()


def encrypted_pdf() -> bytes:
    """The smallest PDF that asks for a password: keys that no empty password opens."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> /P -44 >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return out + (
        b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] >>\n"
        b"startxref\n%d\n%%%%EOF\n" % start
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_recognised(encoding):
    assert decode((TEXT * 3).encode(encoding)) == TEXT * 3


def test_line_ends_and_letters_are_made_uniform():
    assert decode("A\u0308rger\r\nmit\rZeilen".encode()) == "Ärger\nmit\nZeilen"


@pytest.mark.parametrize(
    "content", [f"{TEXT}\0", f"<!doctype html><p>{TEXT}&#xD800;"], ids=["zero-byte", "half-a-pair-in-a-web-page"]
)
def test_what_no_database_stores_is_shown_as_a_sign(content):
    assert extract(content.encode(), "a.txt").text == f"{TEXT}\ufffd"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.TXT"])
def test_text_is_text_whatever_the_file_is_called(name):
    assert extract(TEXT.encode(), name).text == TEXT


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        pytest.param(b"", "a.txt", "Die Datei ist leer", id="empty"),
        pytest.param(b" \n\n\t", "a.txt", "Die Datei ist leer", id="only blanks"),
        pytest.param(bytes(range(256)) * 40, "a.txt", "Binärdaten", id="binary"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9, "a.png", "ist ein Bild", id="picture"),
        pytest.param(b"\xff\xfeA\x00B", "a.txt", "beschädigt", id="broken UTF-16"),
        pytest.param(TEXT.encode(), "a.pdf", "ist aber keines", id="no PDF"),
        pytest.param(b"%PDF-1.7\nkaputt", "a.pdf", "beschädigt", id="damaged PDF"),
        pytest.param(printed("<p>Muster")[:400], "a.pdf", "beschädigt", id="PDF cut short"),
        pytest.param(b"x" * (50_000_000 + 1), "a.txt", "zu groß", id="too large"),
        pytest.param(encrypted_pdf(), "a.pdf", "Kennwort", id="encrypted PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(content, name, message):
    with pytest.raises(ExtractionError, match=message):
        extract(content, name)


def test_a_file_is_read_as_far_as_it_takes_to_refuse_it(tmp_path):
    file = tmp_path / "a.txt"
    with file.open("wb") as large:
        large.truncate(50_000_000 + 1000)
    assert len(read_file(file)) == 50_000_000 + 1


@pytest.mark.parametrize(
    ("name", "message"), [("fehlt.txt", "gibt es nicht"), (".", "Ordner"), ("null\0byte.txt", "gibt es nicht")]
)
def test_a_file_that_cannot_be_opened_is_refused_with_a_reason(tmp_path, name, message):
    with pytest.raises(ExtractionError, match=message):
        read_file(tmp_path / name)


def test_a_file_that_may_not_be_read_is_refused_with_a_reason(tmp_path, monkeypatch):
    def forbidden(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", forbidden)  # nothing is forbidden to root
    with pytest.raises(ExtractionError, match="fehlt die Berechtigung"):
        read_file(tmp_path / "a.txt")


def test_the_name_of_a_file_can_always_be_printed():
    assert printable(os.fsdecode(b"gr\xfc\xdfe.txt")) == "gr\ufffd\ufffde.txt"


def test_a_pdf_without_text_asks_for_text_recognition():
    picture = printed("<div style='width: 4cm; height: 4cm; background: #888'></div>")
    with pytest.raises(ExtractionError, match="bitte Texterkennung anwenden"):
        extract(picture, "scan.pdf")


def test_a_pdf_cut_off_in_the_middle_is_damaged_or_read_but_never_a_crash():
    whole = printed("<p>Kleine Anfrage</p>" * 40)
    for share in (0.2, 0.5, 0.9, 0.99):
        with contextlib.suppress(ExtractionError):
            assert "Anfrage" in extract(whole[: int(len(whole) * share)], "a.pdf").text


def test_a_pdf_keeps_paragraphs_apart_and_marks_its_pages():
    pdf = printed("<p>Erster Absatz.</p><p>Zweiter Absatz.</p><p style='break-before: page'>Neue Seite.</p>")
    assert extract(pdf, "a.pdf").text == "Erster Absatz.\n\nZweiter Absatz.\fNeue Seite."


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>PARLIS</title><script>var a = 1;</script></head>
<body><h1>Kleine&nbsp;Anfrage</h1><p>des Abg. Anton Müster<br>SPD</p><ol><li>Wie viele
Brücken?</li><li>Was kostet das?</li></ol><table><tr><td>2015</td><td>12</td></tr></table></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_a_web_page_gives_what_a_browser_shows(charset):
    read = extract(PAGE.format(charset=charset).encode(charset), "seite")
    assert read.media_type == "text/html"
    assert read.text == (
        "Kleine\xa0Anfrage\n\ndes Abg. Anton Müster\nSPD\n\n1. Wie viele Brücken?\n\n2. Was kostet das?\n\n2015\t12"
    )


def word_document(body: str, numbering: str = "") -> bytes:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {word}><w:body>{body}</w:body></w:document>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {word}>{numbering}</w:numbering>")
    return file.getvalue()


def test_a_word_document_gives_its_paragraphs_its_tables_and_the_numbers_of_its_lists():
    numbered = "<w:pPr><w:numPr><w:ilvl w:val='{}'/><w:numId w:val='7'/></w:numPr></w:pPr>"
    paragraph = "<w:p>{}<w:r><w:t>{}</w:t></w:r></w:p>".format
    body = (
        paragraph("", "Ich frage:")
        + paragraph(numbered.format(0), "Wie viele?")
        + paragraph(numbered.format(1), "in Musterstadt?")
        + paragraph(numbered.format(0), "Was kostet das?")
        + f"<w:tbl><w:tr><w:tc>{paragraph('', '2015')}</w:tc><w:tc>{paragraph('', '12')}</w:tc></w:tr></w:tbl>"
    )
    level = "<w:lvl w:ilvl='{}'><w:start w:val='1'/><w:numFmt w:val='{}'/><w:lvlText w:val='{}'/></w:lvl>".format
    numbering = (
        f"<w:abstractNum w:abstractNumId='3'>{level(0, 'decimal', '%1.')}{level(1, 'lowerLetter', '%2)')}"
        "</w:abstractNum>"
        "<w:num w:numId='7'><w:abstractNumId w:val='3'/></w:num>"
    )
    assert extract(word_document(body, numbering), "brief.docx").text == (
        "Ich frage:\n\n1. Wie viele?\n\na) in Musterstadt?\n\n2. Was kostet das?\n\n2015\t12"
    )


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04kaputt", word_document("")[:200], word_document("<w:p>")],
    ids=["no archive", "cut off", "broken markup"],
)
def test_a_damaged_word_document_is_refused(content):
    with pytest.raises(ExtractionError, match="Word-Dokument"):
        extract(content, "brief.docx")
