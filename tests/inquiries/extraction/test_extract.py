"""What a file is, is told by its content; what is no paper is refused in a sentence that says what to do."""

from __future__ import annotations

import os

import pytest

from inquiries.extraction import ExtractionError, extract, printable, read_file
from tests.archives import archive
from tests.written_pdf import show, write_pdf

TEXT = "Große Anfrage über Öl – „Ziele“ für 5 €"
PDF = write_pdf(show("Kleine Anfrage", 60, 700))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.TXT", "a.exe"])
def test_text_is_text_whatever_the_file_is_called(name):
    assert extract(TEXT.encode(), name).text == TEXT


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.docx", "a", "a.html"])
def test_a_pdf_is_a_pdf_whatever_the_file_is_called(name):
    read = extract(PDF, name)
    assert (read.text, read.media_type) == ("Kleine Anfrage", "application/pdf")


def test_a_pdf_behind_other_bytes_is_read():
    assert extract(b"HTTP/1.1 200 OK\r\n\r\n" + PDF, "a").text == "Kleine Anfrage"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        pytest.param(b"", "a.txt", "Die Datei ist leer", id="empty"),
        pytest.param(b" \n\n\t\0", "a.txt", "Die Datei ist leer", id="only blanks"),
        pytest.param(bytes(range(256)) * 40, "a.txt", "Binärdaten", id="binary"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9, "a.png", "Bild: bitte Texterkennung", id="picture"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", "a.pdf", "Bild: bitte Texterkennung", id="picture called PDF"),
        pytest.param(b"\xff\xfeA\x00B", "a.txt", "beschädigt", id="broken UTF-16"),
        pytest.param(TEXT.encode(), "a.pdf", "ist aber keines", id="text called PDF"),
        pytest.param(bytes(range(256)) * 40, "a.pdf", "ist aber keines", id="bytes called PDF"),
        pytest.param(TEXT.encode(), "a.docx", "ist aber keines", id="text called DOCX"),
        pytest.param(b"MZ\x90\0\x03" + b"\0" * 200, "a.pdf", "ein Programm", id="program called PDF"),
        pytest.param(b"{\\rtf1\\ansi Antrag}", "a.rtf", "RTF. Bitte als DOCX oder PDF", id="RTF"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "a.doc", "alten Format", id="old Word"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "Kennwort", id="encrypted DOCX"),
        pytest.param(OLE, "a.msg", "alten Office-Format", id="another old format"),
        pytest.param(archive({"xl/workbook.xml": "<a/>"}), "a.xlsx", "eine Tabelle", id="spreadsheet"),
        pytest.param(archive({"a.pdf": PDF}), "a.zip", "Archiv. Bitte entpacken", id="archive"),
        pytest.param(b"\x1f\x8b\x08\0\0", "a.pdf.gz", "Archiv. Bitte entpacken", id="packed file"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(content, name, message):
    with pytest.raises(ExtractionError, match=message):
        extract(content, name)


def test_limits_of_size_and_length_are_settings(settings):
    settings.PAPER_MAX_MB = 1
    with pytest.raises(ExtractionError, match="zu groß: erlaubt sind höchstens 1 MB"):
        extract(b"x" * 1_000_001, "a.txt")
    settings.PAPER_MAX_CHARACTERS = 500
    with pytest.raises(ExtractionError, match="zu viel Text: erlaubt sind höchstens 500 Zeichen"):
        extract(b"x" * 501, "a.txt")


@pytest.mark.parametrize(
    "content", [f"{TEXT}\0", f"<!doctype html><p>{TEXT}&#xD800;"], ids=["zero-byte", "half-a-pair-in-a-web-page"]
)
def test_what_no_database_stores_is_shown_as_a_sign(content):
    assert extract(content.encode(), "a.txt").text == f"{TEXT}\ufffd"


def test_a_file_is_read_as_far_as_it_takes_to_refuse_it(tmp_path, settings):
    settings.PAPER_MAX_MB = 2
    file = tmp_path / "a.txt"
    with file.open("wb") as large:
        large.truncate(3_000_000)
    assert len(read_file(file)) == 2_000_001


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
