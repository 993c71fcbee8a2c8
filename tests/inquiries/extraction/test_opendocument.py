from __future__ import annotations

import pytest

from inquiries.extraction import ExtractionError, extract
from tests.archives import archive, item, opendocument

LISTS = (
    "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='1' "
    "style:num-suffix='.'/><text:list-level-style-number text:level='2' style:num-format='a' style:num-suffix=')'/>"
    "</text:list-style>"
    "<style:style style:name='H'><style:text-properties style:text-position='super 58%'/></style:style>"
)


def text_of(body: str) -> str:
    return extract(opendocument(body, LISTS), "brief.odt").text


def test_paragraphs_lists_tables_and_notes_are_written_as_printed():
    inner = f"<text:list>{item('in Musterstadt?')}</text:list>"
    body = (
        "<text:h>Kleine Anfrage</text:h>"
        "<text:p>Ich  frage<text:s text:c='2'/>die<text:line-break/>Landesregierung:</text:p>"
        f"<text:list text:style-name='L'>{item('Wie viele?', inner)}{item('Was kostet das?')}</text:list>"
        "<text:p>Kreise<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Ohne Städte.</text:p>"
        "</text:note-body></text:note>, m<text:span text:style-name='H'>2</text:span></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>2015</text:p></table:table-cell><table:table-cell>"
        "<text:p>12</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert text_of(body).split("\n\n") == [
        "Kleine Anfrage", "Ich frage  die\nLandesregierung:", "1. Wie viele?", "a) in Musterstadt?",
        "2. Was kostet das?", "Kreise¹, m²", "2015\t12", "¹ Ohne Städte.",
    ]  # fmt: skip


@pytest.mark.parametrize(("goes_on", "label"), [("", "1."), (" text:continue-numbering='true'", "2.")])
def test_a_list_begins_anew_unless_it_goes_on(goes_on, label):
    first = f"<text:list text:style-name='L'>{item('A')}</text:list>"
    read = text_of(f"{first}<text:p>Ferner:</text:p><text:list text:style-name='L'{goes_on}>{item('B')}</text:list>")
    assert read.split("\n\n")[-1] == f"{label} B"


def test_tracked_deletions_and_comments_are_left_out():
    gone = (
        "<text:tracked-changes><text:changed-region><text:p>weg</text:p></text:changed-region></text:tracked-changes>"
    )
    assert (
        text_of(f"{gone}<text:p>Text<office:annotation><text:p>Notiz</text:p></office:annotation></text:p>") == "Text"
    )


def test_a_damaged_file_is_refused():
    with pytest.raises(ExtractionError, match="beschädigtes"):
        extract(archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a>"}), "brief.odt")
