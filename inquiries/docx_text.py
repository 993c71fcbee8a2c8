"""The text of a Word document: paragraphs apart, rows of tables on lines, numbers of lists written out."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from xml.etree import ElementTree

MAX_XML = 100_000_000
"""The largest document part (in bytes, unpacked) that is read."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class NotADocument(ValueError):
    """The archive is no Word document, or a damaged one."""


def is_docx(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def docx_text(content: bytes) -> str:
    """Raises NotADocument."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document = _part(archive, "word/document.xml")
            numbering = _part(archive, "word/numbering.xml") if "word/numbering.xml" in archive.namelist() else None
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, RuntimeError, EOFError) as error:
        raise NotADocument(str(error)) from error
    body = document.find(f"{_W}body")
    if body is None:
        raise NotADocument("no body")
    counters = _Counters(numbering)
    blocks = [_table(child) if child.tag == f"{_W}tbl" else _paragraph(child, counters) for child in body]
    return "\n\n".join(block for block in blocks if block.strip())


def _part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if archive.getinfo(name).file_size > MAX_XML:
        raise NotADocument(f"{name} is too large")
    return ElementTree.fromstring(archive.read(name))


def _paragraph(paragraph: ElementTree.Element, counters: _Counters) -> str:
    return counters.number(paragraph) + _runs(paragraph)


def _runs(element: ElementTree.Element) -> str:
    signs = []
    for node in element.iter():
        if node.tag == f"{_W}t":
            signs.append(node.text or "")
        elif node.tag == f"{_W}tab":
            signs.append(" ")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            signs.append("\f" if node.get(f"{_W}type") == "page" else "\n")
        elif node.tag == f"{_W}noBreakHyphen":
            signs.append("-")
    return "".join(signs)


def _table(table: ElementTree.Element) -> str:
    rows = []
    for row in table.iter(f"{_W}tr"):
        cells = [" ".join(_runs(cell).split()) for cell in row.findall(f"{_W}tc")]
        rows.append(" ".join(cells))
    return "\n".join(rows)


class _Counters:
    """The numbers that Word writes in front of paragraphs of lists."""

    def __init__(self, numbering: ElementTree.Element | None):
        self.formats: dict[tuple[str, str], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, str], int] = defaultdict(int)
        if numbering is None:
            return
        levels = {
            abstract.get(f"{_W}abstractNumId"): list(abstract.findall(f"{_W}lvl"))
            for abstract in numbering.findall(f"{_W}abstractNum")
        }
        for number in numbering.findall(f"{_W}num"):
            link = number.find(f"{_W}abstractNumId")
            for level in levels.get(link.get(f"{_W}val") if link is not None else None, ()):
                key = (number.get(f"{_W}numId"), level.get(f"{_W}ilvl"))
                self.formats[key] = (
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                    int(_value(level, "start") or 1),
                )

    def number(self, paragraph: ElementTree.Element) -> str:
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return ""
        key = (_value(properties, "numId"), _value(properties, "ilvl") or "0")
        if key not in self.formats:
            return ""
        kind, pattern, start = self.formats[key]
        self.counts[key] += 1
        for other in [other for other in self.counts if other[0] == key[0] and other[1] > key[1]]:
            del self.counts[other]
        if kind not in ("decimal", "lowerLetter", "upperRoman"):
            return "- " if kind == "bullet" else ""
        count = start - 1 + self.counts[key]
        sign = _numeral(count, kind)
        place = f"%{int(key[1]) + 1}"
        text = pattern.replace(place, sign)
        for level in range(int(key[1])):
            upper = (key[0], str(level))
            above = self.formats.get(upper, ("decimal", "", 1))
            text = text.replace(f"%{level + 1}", _numeral(above[2] - 1 + self.counts.get(upper, 1), above[0]))
        return f"{text} "


def _numeral(number: int, kind: str) -> str:
    if kind == "lowerLetter" and 0 < number <= 26:
        return chr(96 + number)
    if kind == "upperRoman" and 0 < number < 40:
        ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
        return "X" * (number // 10) + ones[number % 10]
    return str(number)


def _value(element: ElementTree.Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return (found.get(f"{_W}val") or "") if found is not None else ""
