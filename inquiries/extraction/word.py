"""The text of a Word document (DOCX), as printed: numbers of lists written out, deletions left out, notes at the end.

Tracked insertions count, tracked deletions and hidden text do not. Text boxes follow their paragraph; headers go before
the text, footers behind it, each once. Rows of tables are lines with tabs between the cells.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from inquiries.pdf.marks import raised

from .archive import Archive, NotADocument, attribute, child, local
from .word_numbering import Numbering

_DEFAULT = "word/document.xml"
_LEFT_OUT = frozenset({"del", "moveFrom", "pPr", "instrText", "delText", "rPrChange", "proofErr", "txbxContent"})
_DEEPEST = 200  # of tables in text boxes in tables
_SYMBOLS = {"F0B7": "•", "F0A7": "•", "F02D": "–", "F0E0": "→", "F0FE": "☒", "F0A8": "☐", "F06F": "☐", "F078": "☒"}


def is_word(names: frozenset[str]) -> bool:
    """Whether an archive of these parts is a Word document, with or without macros."""
    return any(name.startswith("word/") for name in names)


def word_text(archive: Archive) -> str:
    """Raises NotADocument."""
    try:
        return _Document(archive).text()
    except RecursionError as error:
        raise NotADocument("nested too deeply") from error


class _Document:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        relations = archive.xml("_rels/.rels")
        main = next(
            (attribute(link, "Target") for link in relations if attribute(link, "Type").endswith("/officeDocument")),
            _DEFAULT,
        ) if relations is not None else _DEFAULT  # fmt: skip
        self.main = main.lstrip("/")
        self.folder = self.main.rpartition("/")[0]
        document = archive.xml(self.main)
        self.body = child(document, "body")
        if self.body is None:
            raise NotADocument("no body")
        self.numbering = Numbering(
            archive.xml(f"{self.folder}/numbering.xml"), archive.xml(f"{self.folder}/styles.xml")
        )
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []  # kind and id, in the order of their marks

    def text(self) -> str:
        headers, footers = self._margins()
        blocks = self._blocks(self.body, 0)
        return "\n\n".join(block for block in [*headers, *blocks, *self._note_texts(), *footers] if block.strip())

    def _blocks(self, parent: Element, depth: int) -> list[str]:
        """Paragraphs and tables below an element, in order; content controls and insertions are looked into."""
        if depth > _DEEPEST:
            raise NotADocument("nested too deeply")
        blocks = []
        for node in parent:
            name = local(node)
            if name == "p":
                blocks.append(self._paragraph(node))
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    blocks += self._blocks(box, depth + 1)
            elif name == "tbl":
                blocks.append(self._table(node, depth))
            elif name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"):
                blocks += self._blocks(node, depth + 1)
        return blocks

    def _paragraph(self, paragraph: Element) -> str:
        label = self.numbering.label(paragraph)
        return label + "".join(self._signs(paragraph, 0))

    def _signs(self, parent: Element, depth: int) -> list[str]:
        if depth > _DEEPEST:
            raise NotADocument("nested too deeply")
        signs: list[str] = []
        for node in parent:
            name = local(node)
            if name == "t":
                signs.append(node.text or "")
            elif name in ("tab", "ptab"):
                signs.append("\t")
            elif name in ("br", "cr"):
                signs.append("\f" if attribute(node, "type") == "page" else "\n")
            elif name == "noBreakHyphen":
                signs.append("-")
            elif name == "sym":
                signs.append(_SYMBOLS.get(attribute(node, "char").upper(), "\ufffd"))
            elif name in ("footnoteReference", "endnoteReference"):
                signs.append(self._mark(name, node))
            elif name == "r":
                signs += self._run(node, depth)
            elif name == "AlternateContent":  # the same twice, for newer and older programs
                options = [option for option in node if local(option) in ("Choice", "Fallback")]
                signs += self._signs(options[0], depth + 1) if options else []
            elif name not in _LEFT_OUT:
                signs += self._signs(node, depth + 1)
            elif name == "txbxContent":
                self.boxes.append(node)
        return signs

    def _run(self, run: Element, depth: int) -> list[str]:
        properties = child(run, "rPr")
        hidden = child(properties, "vanish")
        if hidden is not None and attribute(hidden, "val") not in ("0", "false"):
            return []
        signs = self._signs(run, depth + 1)
        if attribute(child(properties, "vertAlign"), "val") == "superscript":
            return [raised("".join(signs))]
        return signs

    def _mark(self, name: str, node: Element) -> str:
        if attribute(node, "customMarkFollows") in ("1", "true"):
            return ""
        self.notes.append((name.removesuffix("Reference"), attribute(node, "id")))
        return raised(str(len(self.notes)))

    def _note_texts(self) -> list[str]:
        texts = {
            (kind, attribute(note, "id")): note
            for kind in ("footnote", "endnote")
            for note in self.archive.xml(f"{self.folder}/{kind}s.xml") or ()
        }
        out = []
        for number, key in enumerate(self.notes, 1):
            if key in texts:
                text = "\n".join(block.strip() for block in self._blocks(texts[key], 0))
                out.append(f"{raised(str(number))} {text}")
        return out

    def _table(self, table: Element, depth: int) -> str:
        rows = []
        for row in _below(table, "tr", ("sdt", "sdtContent", "ins")):
            cells = [self._blocks(cell, depth + 1) for cell in _below(row, "tc", ("sdt", "sdtContent"))]
            if len(cells) == 1:
                rows.append("\n\n".join(block for block in cells[0] if block.strip()))
            else:
                rows.append("\t".join(" ".join(" ".join(blocks).split()) for blocks in cells))
        return "\n".join(rows)

    def _margins(self) -> tuple[list[str], list[str]]:
        """What the headers and the footers of all sections say."""
        relations = self.archive.xml(f"{self.folder}/_rels/{self.main.rpartition('/')[2]}.rels")
        found: dict[str, list[str]] = {"header": [], "footer": []}
        for link in relations if relations is not None else ():
            kind = attribute(link, "Type").rpartition("/")[2]
            target = attribute(link, "Target")
            part = self.archive.xml(target.lstrip("/") if target.startswith("/") else f"{self.folder}/{target}")
            if kind in found and part is not None:
                text = "\n".join(block for block in self._blocks(part, 0) if block.strip())
                if text not in found[kind]:
                    found[kind].append(text)
        return found["header"], found["footer"]


def _below(parent: Element, name: str, through: tuple[str, ...]) -> list[Element]:
    found = []
    for node in parent:
        if local(node) == name:
            found.append(node)
        elif local(node) in through:
            found += _below(node, name, through)
    return found
