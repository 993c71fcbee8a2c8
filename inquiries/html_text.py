"""The text of a saved web page: what a browser shows, blocks apart, numbers of lists written out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_HIDDEN = frozenset({"script", "style", "head", "template", "noscript", "svg", "nav"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
     "table", "tr", "ul"}
)  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_START = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)


def is_html(content: bytes) -> bool:
    return _START.match(content.removeprefix(b"\xef\xbb\xbf")[:4096]) is not None


def declared_charset(content: bytes) -> str | None:
    match = _CHARSET.search(content[:4096])
    return match[1].decode("ascii") if match else None


def html_text(html: str) -> str:
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    text = "".join(parser.pieces)
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0
        self.lists: list[list] = []  # [next number or None, type]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden += tag != "svg" or not self.hidden
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append(" ")
        elif tag in _BLOCKS:
            self.pieces.append("\n" if tag in ("li", "tr", "dt", "dd") else "\n\n")
        given = dict(attrs)
        if tag in ("ol", "ul"):
            start = given.get("start") or "1"
            self.lists.append([int(start) if tag == "ol" and start.isdigit() else None, given.get("type") or "1"])
        elif tag == "li" and self.lists and self.lists[-1][0] is not None:
            number, kind = self.lists[-1]
            self.pieces.append(f"{_numeral(number, kind)} ")
            self.lists[-1][0] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in _BLOCKS:
            self.pieces.append("\n" if tag in ("li", "tr", "dt", "dd") else "\n\n")
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(re.sub(r"[ \t\n\r\f]+", " ", data))


def _numeral(number: int, kind: str) -> str:
    return f"{chr(96 + number)})" if kind in "aA" and number <= 26 else f"{number}."
