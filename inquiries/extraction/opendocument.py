"""The text of an OpenDocument text (ODT), as printed: numbers of lists written out, notes at the end."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from inquiries.pdf.marks import raised

from .archive import Archive, NotADocument, attribute, child, local
from .numerals import numeral

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_LEFT_OUT = frozenset({"tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms", "script"})
_DEEPEST = 200


def is_opendocument(archive: Archive) -> bool:
    return "content.xml" in archive.names and (
        "mimetype" not in archive.names or archive.read("mimetype").strip() == MEDIA_TYPE.encode()
    )


def opendocument_text(archive: Archive) -> str:
    """Raises NotADocument."""
    content = archive.xml("content.xml")
    body = child(content, "body", "text")
    if body is None:
        raise NotADocument("no text")
    reader = _Reader([content, archive.xml("styles.xml")])
    try:
        blocks = reader.blocks(body, 0, ())
    except RecursionError as error:
        raise NotADocument("nested too deeply") from error
    return "\n\n".join(block for block in [*blocks, *reader.notes] if block.strip())


class _Reader:
    def __init__(self, roots: list[Element | None]) -> None:
        self.notes: list[str] = []
        self.formats: dict[tuple[str, int], Element] = {}
        self.counts: dict[tuple[str, int], int] = {}
        self.raised: set[str] = set()
        for root in roots:
            for node in root.iter() if root is not None else ():
                if local(node) == "list-style":
                    for level in node:
                        self.formats[attribute(node, "name"), _whole(attribute(level, "level"), 1)] = level
                elif local(node) == "style" and attribute(child(node, "text-properties"), "text-position").startswith(
                    "super"
                ):
                    self.raised.add(attribute(node, "name"))

    def blocks(self, parent: Element, depth: int, lists: tuple[str, ...]) -> list[str]:
        """Paragraphs, items and tables below an element; ``lists`` are the styles of the lists around it."""
        if depth > _DEEPEST:
            raise NotADocument("nested too deeply")
        out: list[str] = []
        for node in parent:
            name = local(node)
            if name in ("p", "h"):
                out.append("".join(self._signs(node, depth)))
            elif name == "list":
                style = attribute(node, "style-name") or (lists[-1] if lists else "")
                if attribute(node, "continue-numbering") != "true":
                    self.counts.pop((style, len(lists) + 1), None)
                out += self.blocks(node, depth + 1, (*lists, style))
            elif name in ("list-item", "list-header"):
                label = self._label(lists, node) if name == "list-item" else ""
                items = self.blocks(node, depth + 1, lists)
                out += [label + items[0], *items[1:]] if items else []
            elif name == "table":
                out.append(self._table(node, depth))
            elif name not in _LEFT_OUT:
                out += self.blocks(node, depth + 1, lists)
        return out

    def _label(self, lists: tuple[str, ...], item: Element) -> str:
        key = (lists[-1], len(lists))
        level = self.formats.get(key)
        if level is None:
            return ""
        if local(level) != "list-level-style-number":
            return "• "
        before = self.counts.get(key, _whole(attribute(level, "start-value"), 1) - 1)
        self.counts[key] = number = _whole(attribute(item, "start-value"), before + 1)
        sign = numeral(number, attribute(level, "num-format") or "1")
        return f"{attribute(level, 'num-prefix')}{sign}{attribute(level, 'num-suffix')} "

    def _table(self, table: Element, depth: int) -> str:
        rows = []
        for row in (node for node in table.iter() if local(node) == "table-row"):
            cells = [self.blocks(cell, depth + 1, ()) for cell in row if local(cell) == "table-cell"]
            rows.append("\t".join(" ".join(" ".join(blocks).split()) for blocks in cells))
        return "\n".join(rows)

    def _signs(self, parent: Element, depth: int) -> list[str]:
        """The text of a paragraph: what stands in elements and, in this format, behind them."""
        if depth > _DEEPEST:
            raise NotADocument("nested too deeply")
        signs = [re.sub(r"\s+", " ", parent.text or "")]
        for node in parent:
            name = local(node)
            if name == "s":
                signs.append(" " * min(100, _whole(attribute(node, "c"), 1)))
            elif name == "tab":
                signs.append("\t")
            elif name == "line-break":
                signs.append("\n")
            elif name == "note":
                self.notes.append("")
                place = len(self.notes)
                text = "\n".join(self.blocks(child(node, "note-body") or (), depth + 1, ()))
                self.notes[place - 1] = f"{raised(str(place))} {text}"
                signs.append(raised(str(place)))
            elif name == "text-box":
                signs.append("\n".join(["", *self.blocks(node, depth + 1, ()), ""]))
            elif name not in _LEFT_OUT:
                inner = "".join(self._signs(node, depth + 1))
                signs.append(raised(inner) if attribute(node, "style-name") in self.raised else inner)
            signs.append(re.sub(r"\s+", " ", node.tail or ""))
        return signs


def _whole(value: str, default: int) -> int:
    return int(value) if re.fullmatch(r"\d{1,6}", value, re.ASCII) else default
