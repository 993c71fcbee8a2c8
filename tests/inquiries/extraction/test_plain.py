from __future__ import annotations

import pytest

from inquiries.extraction import ExtractionError, decode, extract

TEXT = "Große Anfrage über Öl – „Ziele“ für 5 €\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_encodings_are_recognised(encoding):
    assert decode((TEXT * 3).encode(encoding)) == TEXT * 3


@pytest.mark.parametrize("encoding", ["latin-1", "cp850"])
def test_older_encodings_are_recognised(encoding):
    text = "Die Fraktion der Grünen möchte Näheres über die Straße wissen: § 5 Absatz 2.\n" * 3
    assert decode(text.encode(encoding)) == text


def test_text_that_was_encoded_twice_is_decoded_twice():
    assert decode(TEXT.encode().decode("cp1252").encode()) == TEXT


def test_text_that_was_encoded_twice_in_part_is_reported():
    read = extract((TEXT + "GroÃŸe Maßnahme ☃").encode(), "a.txt")
    assert [(finding.code, finding.severity) for finding in read.findings] == [("garbled-text", "warning")]


def test_single_bytes_that_mean_nothing_are_signs_and_reported():
    read = extract((TEXT * 4).encode() + b"\xff Ende", "a.txt")
    assert read.text == TEXT * 4 + "\ufffd Ende"
    (finding,) = read.findings
    assert (finding.code, finding.severity) == ("unknown-characters", "warning")
    assert finding.message.startswith("Ein Zeichen ließ sich nicht lesen")


def test_the_findings_of_a_file_stand_before_those_of_its_text():
    paper = extract((TEXT * 4).encode() + b"\xff", "a.txt").read()
    first, *others = paper.findings
    assert first.code == "unknown-characters"
    assert others


def test_line_ends_and_letters_are_made_uniform():
    assert decode("A\u0308rger\r\nmit\rZeilen".encode()) == "Ärger\nmit\nZeilen"


def test_control_characters_make_a_file_binary_only_when_they_are_many():
    assert decode(f"{TEXT}\x02".encode()) == f"{TEXT}\x02"
    with pytest.raises(ExtractionError, match="Binärdaten"):
        decode(b"\x01\x02\x03" * 100)
