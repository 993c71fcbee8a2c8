"""Reads a printed PDF back: its tagged text in reading order, its links, its outline, its fonts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pdfplumber
import pypdfium2
from pdfminer.pdftypes import resolve1


def compact(text: str) -> str:
    """Without white space and hyphens, for lines are broken anywhere and words are hyphenated."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


@dataclass(frozen=True)
class Element:
    """A tagged element: its type and its parent's, all text below it, the pages it stands on (the first is 1)."""

    kind: str
    parent: str
    text: str
    pages: tuple[int, ...]


@dataclass(frozen=True)
class Link:
    """One line of a link: the text in it, what follows on the same line, the page that it leads to."""

    page: int
    text: str
    after: str
    target_page: int
    description: str


class Pdf:
    def __init__(self, content: bytes) -> None:
        self._plumber = pdfplumber.open(io.BytesIO(content))
        self.catalog = self._plumber.doc.catalog
        self.info = self._plumber.metadata
        self.pages = self._plumber.pages
        self._marked: dict[tuple[int, int], str] = {}
        for page in self.pages:
            for char in page.chars:
                if char["mcid"] is not None:
                    key = (page.page_number, char["mcid"])
                    self._marked[key] = self._marked.get(key, "") + char["text"]
        with pypdfium2.PdfDocument(content) as document:
            self.outline = [
                (item.level, item.get_title(), item.get_dest().get_index() + 1) for item in document.get_toc()
            ]

    def page_text(self, number: int) -> str:
        return self.pages[number - 1].extract_text()

    def elements(self) -> list[Element]:
        """Every tagged element, in reading order."""
        return [element for node in self._plumber.structure_tree for element in self._below(node, "")]

    def tagged_text(self) -> str:
        return "".join(element.text for element in self.elements() if element.kind == "Document")

    def _below(self, node: dict, parent: str) -> Iterator[Element]:
        text, pages = self._content(node)
        yield Element(node["type"], parent, text, tuple(dict.fromkeys(pages)))
        for child in node.get("children", ()):
            yield from self._below(child, node["type"])

    def _content(self, node: dict) -> tuple[str, list[int]]:
        text, pages = "", []
        for mcid in node.get("mcids", ()):
            if marked := self._marked.get((node["page_number"], mcid)):
                text += marked
                pages.append(node["page_number"])
        for child in node.get("children", ()):
            more, where = self._content(child)
            text += more
            pages += where
        return text, pages

    def links(self) -> list[Link]:
        page_of = {page.page_obj.pageid: page.page_number for page in self.pages}
        names = resolve1(resolve1(resolve1(self.catalog["Names"])["Dests"])["Names"])
        targets = {key: page_of[resolve1(value)[0].objid] for key, value in zip(names[::2], names[1::2], strict=True)}
        found = []
        for page in self.pages:
            for annotation in page.annots:
                box = (annotation["x0"], annotation["top"], annotation["x1"], annotation["bottom"])
                text, after = _text_inside(page, box), _text_inside(page, (box[2], box[1], page.width, box[3]))
                data = annotation["data"]
                found.append(Link(page.page_number, text, after, targets[data["Dest"]], _decoded(data["Contents"])))
        return found

    def raw_annotations(self) -> list[dict]:
        return [annotation["data"] for page in self.pages for annotation in page.annots]

    def fonts(self) -> dict[str, bool]:
        """Name of each font (without the mark of a subset), and whether its glyphs are in the file."""
        fonts = {}
        for page in self.pages:
            for font in resolve1(page.page_obj.resources["Font"]).values():
                for descendant in resolve1(resolve1(font)["DescendantFonts"]):
                    descriptor = resolve1(resolve1(descendant)["FontDescriptor"])
                    name = descriptor["FontName"].name.partition("+")[2]
                    fonts[name] = any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
        return fonts

    def metadata_stream(self) -> str:
        return resolve1(self.catalog["Metadata"]).get_data().decode()


def _text_inside(page, box: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = box
    return "".join(
        char["text"]
        for char in page.chars
        if left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom
    )


def _decoded(value: bytes) -> str:
    return value.decode("utf-16") if value.startswith(b"\xfe\xff") else value.decode("latin-1")
