"""The text of a saved web page: what a browser shows, blocks apart, numbers of lists written out, cells by tabs."""

from __future__ import annotations

import email
import email.policy
import re
from html.parser import HTMLParser

from inquiries.pdf.marks import raised

from .numerals import numeral

_HIDDEN = frozenset({"script", "style", "head", "template", "noscript", "svg", "nav", "select", "iframe", "object"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
     "section", "table", "ul"}
)  # fmt: skip
_LINES = frozenset({"li", "dt", "dd"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MHTML = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?MIME-Version:", re.IGNORECASE)
_LONGEST_CELL = 600  # characters: more is a column of a page, not a cell
_UNSEEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(script|style|textarea|title|xmp)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DEEPEST = 50  # of lists in lists, and of tables in tables


def is_html(content: bytes) -> bool:
    return _START.match(content.removeprefix(b"\xef\xbb\xbf")[:8192]) is not None


def is_mhtml(content: bytes) -> bool:
    """Whether it is a page saved by a browser as one file with its pictures."""
    return b"multipart/related" in content[:4096] and _MHTML.match(content[:4096]) is not None


def page_of_mhtml(content: bytes) -> tuple[bytes, str | None] | None:
    """The page itself and its charset."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            return part.get_payload(decode=True), part.get_content_charset()
    return None


def declared_charset(content: bytes) -> str | None:
    """What the page itself says; a page that can be read so far is not in UTF-16, whatever it says."""
    match = _CHARSET.search(content[:4096])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
        return "cp1252"  # as browsers do
    return "utf-8" if name.startswith("utf-16") else name


def html_text(html: str) -> str:
    """The text that a browser shows of a page."""
    html = _UNSEEN.sub(" ", html)
    end = html.rfind(">") + 1  # behind the last tag a "<" begins none, though the parser would look for it each time
    parser = _TextParser()
    parser.feed(html[:end] + html[end:].replace("<", "&lt;"))
    parser.close()
    return _tidy(parser.text())


def _tidy(text: str) -> str:
    text = re.sub(r" *\n *", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip(" \n")


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.tables: list[list[list[str]]] = []  # of each open table the cells of the open row
        self.hidden: list[str] = []  # the element that hides what follows, and those of its name inside it
        self.lists: list[list] = []  # next number or None, type, step
        self.preformatted = 0
        self.raised = 0

    def text(self) -> str:
        while self.tables:
            self._close_row()
            self.tables.pop()
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self.hidden.clear()  # whatever was not closed before
        given = dict(attrs)
        if self.hidden:
            if tag == self.hidden[0]:
                self.hidden.append(tag)
            return
        if tag not in _VOID and (tag in _HIDDEN or "hidden" in given or _NO_DISPLAY.search(given.get("style") or "")):
            self.hidden.append(tag)
            return
        if tag == "br":
            self._emit("\n")
        elif tag in _BLOCKS:
            self._emit("\n" if tag in _LINES else "\n\n")
        if tag in ("table", "tr", "td", "th"):
            self._open_table(tag)
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "sup":
            self.raised += 1
        elif tag in ("ol", "ul") and len(self.lists) < _DEEPEST:
            first = _number(given.get("start"), 1)
            step = -1 if "reversed" in given else 1
            self.lists.append([first if tag == "ol" else None, given.get("type") or "1", step])
        elif tag == "li":
            self._number_item(given)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag == self.hidden[0]:
                self.hidden.pop()
            return
        if tag in ("tr", "table") and self.tables:
            self._close_row()
            if tag == "table":
                self.tables.pop()
        if tag in _BLOCKS:
            self._emit("\n" if tag in _LINES else "\n\n")
        if tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)
        elif tag == "sup":
            self.raised = max(0, self.raised - 1)
        elif tag in ("ol", "ul") and self.lists:
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            data = raised(data) if self.raised else data
            self._emit(data if self.preformatted else re.sub(r"[ \t\n\r\f]+", " ", data))

    def _emit(self, text: str) -> None:
        row = next((row for row in reversed(self.tables) if row), None)
        (row[-1] if row else self.pieces).append(text)

    def _open_table(self, tag: str) -> None:
        if tag == "table":
            if len(self.tables) < _DEEPEST:
                self.tables.append([])
        elif tag == "tr":
            if self.tables:
                self._close_row()
        elif self.tables:
            self.tables[-1].append([])

    def _close_row(self) -> None:
        """Cells of words make a line with tabs; cells of paragraphs are how old pages are laid out: blocks."""
        cells = [_tidy("".join(cell)) for cell in self.tables[-1]]
        self.tables[-1] = []
        if not cells:
            return
        laid_out = len(cells) == 1 or any("\n\n" in cell or len(cell) > _LONGEST_CELL for cell in cells)
        text = "\n\n".join(filter(None, cells)) if laid_out else "\t".join(" ".join(cell.split()) for cell in cells)
        self._emit(f"\n{text}")

    def _number_item(self, given: dict[str, str | None]) -> None:
        if not self.lists or self.lists[-1][0] is None:
            return
        number, kind, step = self.lists[-1]
        number = _number(given.get("value"), number)
        self._emit(f"{numeral(number, kind)}{')' if kind in 'aA' else '.'} ")
        self.lists[-1][0] = number + step


def _number(value: str | None, default: int) -> int:
    value = (value or "").strip()
    return int(value) if re.fullmatch(r"-?\d{1,6}", value, re.ASCII) else default
