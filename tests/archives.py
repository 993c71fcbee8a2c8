"""Writes DOCX and ODT files: the few parts that hold the text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def word_document(body: str, **parts: str) -> bytes:
    """A DOCX; ``parts`` are the insides of word/NAME.xml: numbering, styles, footnotes, header1 …"""
    roots = {"header1": "hdr", "footer1": "ftr"}
    files = {"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"}
    for name, content in parts.items():
        root = roots.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {WORD}>{content}</w:{root}>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="r{name}" Type="{kind}/{name[:-1]}" Target="{name}.xml"/>' for name in parts if name in roots
    )
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
    return archive(files)


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0, list_id: int = 7) -> str:
    return paragraph(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list_id}'/></w:numPr>")


def numbering(*levels: tuple[str, str], overrides: str = "") -> str:
    """A list of these levels (format, pattern), number 7; number 8 is another one after the same model."""
    written = "".join(
        f"<w:lvl w:ilvl='{depth}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/><w:lvlText w:val='{pattern}'/></w:lvl>"
        for depth, (kind, pattern) in enumerate(levels)
    )
    return (
        f"<w:abstractNum w:abstractNumId='3'>{written}</w:abstractNum>"
        "<w:num w:numId='7'><w:abstractNumId w:val='3'/></w:num>"
        f"<w:num w:numId='8'><w:abstractNumId w:val='3'/>{overrides}</w:num>"
    )


def opendocument(body: str, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {_ODT}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def item(text: str, more: str = "") -> str:
    """An item of an ODT's list; ``more``: what stands below it, such as another list."""
    return f"<text:list-item><text:p>{text}</text:p>{more}</text:list-item>"
