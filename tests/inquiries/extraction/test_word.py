from __future__ import annotations

import time

import pytest

from inquiries.extraction import ExtractionError, extract
from tests.archives import WORD, archive, numbered, numbering, paragraph, word_document


def text_of(content: bytes) -> str:
    return extract(content, "brief.docx").text


def test_paragraphs_tables_and_the_numbers_of_lists_are_written_as_printed():
    cell = "<w:tc>{}</w:tc>".format
    body = (
        paragraph("Ich frage:")
        + numbered("Wie viele?")
        + numbered("in Musterstadt?", 1)
        + numbered("Was kostet das?")
        + f"<w:tbl><w:tr>{cell(paragraph('2015'))}{cell(paragraph('12'))}</w:tr></w:tbl>"
    )
    read = extract(word_document(body, numbering=numbering(("decimal", "%1."), ("lowerLetter", "%2)"))), "brief.docx")
    assert read.text == "Ich frage:\n\n1. Wie viele?\n\na) in Musterstadt?\n\n2. Was kostet das?\n\n2015\t12"
    assert read.media_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("kind", "pattern", "labels"),
    [
        ("decimal", "%1)", ["1)", "2)", "3)"]),
        ("decimalZero", "%1.", ["01.", "02.", "03."]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)", "(iii)"]),
        ("upperLetter", "%1.", ["A.", "B.", "C."]),
        ("decimal", "Frage %1:", ["Frage 1:", "Frage 2:", "Frage 3:"]),
        ("bullet", "\uf0b7", ["•", "•", "•"]),
    ],
)
def test_labels_of_every_kind_are_written_out(kind, pattern, labels):
    body = "".join(numbered("Text") for _ in labels)
    read = text_of(word_document(body, numbering=numbering((kind, pattern))))
    assert read == "\n\n".join(f"{label} Text" for label in labels)


def test_numbers_of_several_levels_begin_anew_below_each():
    body = numbered("A") + numbered("B", 1) + numbered("C", 1) + numbered("D") + numbered("E", 1)
    read = text_of(word_document(body, numbering=numbering(("decimal", "%1."), ("decimal", "%1.%2"))))
    assert read.split("\n\n") == ["1. A", "1.1 B", "1.2 C", "2. D", "2.1 E"]


@pytest.mark.parametrize(
    ("overrides", "labels"),
    [("", "1. 2. 3."), ("<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>", "1. 2. 1.")],
    ids=["goes on", "begins anew"],
)
def test_a_second_list_of_the_same_kind_goes_on_unless_it_says_otherwise(overrides, labels):
    body = numbered("A") + numbered("B") + paragraph("Und ferner:") + numbered("C", list_id=8)
    read = text_of(word_document(body, numbering=numbering(("decimal", "%1."), overrides=overrides)))
    assert " ".join(block.split()[0] for block in read.split("\n\n") if block[0].isdigit()) == labels


def test_a_style_may_bring_the_number():
    styles = (
        "<w:style w:styleId='Frage'><w:pPr><w:numPr><w:numId w:val='7'/></w:numPr></w:pPr></w:style>"
        "<w:style w:styleId='Frage2'><w:basedOn w:val='Frage'/></w:style>"
    )
    body = paragraph("A", "<w:pStyle w:val='Frage'/>") + paragraph("B", "<w:pStyle w:val='Frage2'/>")
    assert (
        text_of(
            word_document(
                body,
                numbering=numbering(
                    ("decimal", "%1."),
                ),
                styles=styles,
            )
        )
        == "1. A\n\n2. B"
    )


def test_tracked_deletions_and_hidden_text_are_left_out_and_insertions_kept():
    run = "<w:r>{}<w:t xml:space='preserve'>{}</w:t></w:r>".format
    body = (
        f"<w:p>{run('', 'Die Zahl ist ')}<w:del><w:r><w:delText>zwölf</w:delText></w:r></w:del>"
        f"<w:ins>{run('', 'drei')}</w:ins>{run('<w:rPr><w:vanish/></w:rPr>', ' geheim')}"
        f"<w:moveFrom>{run('', ' weg')}</w:moveFrom></w:p><w:ins><w:p>{run('', 'Neu.')}</w:p></w:ins>"
    )
    assert text_of(word_document(body)) == "Die Zahl ist drei\n\nNeu."


def test_raised_marks_notes_boxes_headers_and_footers_are_read():
    box = f"<w:txbxContent>{paragraph('Im Kasten')}</w:txbxContent>"
    body = (
        "<w:p xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        "<w:r><w:t>Landkreise</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>, m</w:t></w:r>"
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('Im Steuerelement')}</w:sdtContent></w:sdt>"
    )
    note = "<w:footnote w:id='{}'>{}</w:footnote>".format
    notes = note(0, paragraph("")) + note(2, paragraph("Ohne Städte."))
    content = word_document(body, footnotes=notes, header1=paragraph("Kopf"), footer1=paragraph("Fuß"))
    assert text_of(content) == "Kopf\n\nLandkreise¹, m²\n\nIm Kasten\n\nIm Steuerelement\n\n¹ Ohne Städte.\n\nFuß"


def test_breaks_tabs_and_hyphens_are_signs():
    run = "<w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t><w:noBreakHyphen/><w:br w:type='page'/><w:t>D</w:t>"
    assert text_of(word_document(f"<w:p><w:r>{run}</w:r></w:p>")) == "A\tB\nC-\fD"


def test_a_document_with_macros_in_the_strict_format_is_read():
    strict = WORD.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main"
    )
    parts = {
        "word/document.xml": f"<w:document {strict}><w:body>{paragraph('Antrag')}</w:body></w:document>",
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 Makro",
    }
    assert text_of(archive(parts)) == "Antrag"


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
) + f"]><w:document {WORD}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PK\x03\x04kaputt", id="no archive"),
        pytest.param(word_document("")[:200], id="cut off"),
        pytest.param(word_document("<w:p>"), id="broken markup"),
        pytest.param(archive({"word/document.xml": BOMB}), id="entities that grow"),
        pytest.param(archive({"word/document.xml": BOMB.encode("utf-16")}), id="entities that grow, in UTF-16"),
        pytest.param(word_document("<w:sdt>" * 30_000 + "</w:sdt>" * 30_000), id="nested too deeply"),
        pytest.param(word_document("<w:p>" + "<w:r>" * 30_000 + "</w:r>" * 30_000 + "</w:p>"), id="runs in runs"),
        pytest.param(
            word_document("<w:tbl><w:tr><w:tc>" * 9000 + "</w:tc></w:tr></w:tbl>" * 9000), id="tables in tables"
        ),
    ],
)
def test_damaged_and_malicious_documents_are_refused_at_once(content):
    start = time.process_time()
    with pytest.raises(ExtractionError, match="beschädigtes Word-Dokument"):
        extract(content, "brief.docx")
    assert time.process_time() - start < 5


def test_a_document_that_unpacks_to_too_much_is_refused():
    with pytest.raises(ExtractionError, match="entpackt viel zu groß"):
        extract(archive({"word/document.xml": b" " * 60_000_000}), "brief.docx")
