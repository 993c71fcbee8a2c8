"""A form as a browser would send it: every field of the page with what it shows, then what the test types."""

from __future__ import annotations

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """The fields of the largest form of a page; what stands in a <template> is not sent, as in a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.named: dict[str, tuple[str, dict[str, list[str]]]] = {}
        """id of a form → its address and its fields"""
        self._template = 0
        self._select: tuple[str, list[str], list[str]] | None = None
        self._textarea: tuple[str, list[str]] | None = None

    def _send(self, name: str, value: str) -> None:
        if name and self.forms and not self._template:
            self.forms[-1].setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        name = values.get("name", "")
        if tag == "form":
            self.forms.append({})
            if "id" in values:
                self.named[values["id"]] = (values.get("action") or "", self.forms[-1])
        elif tag == "template":
            self._template += 1
        elif tag == "input" and values.get("type") not in {"submit", "button"}:
            if values.get("type") not in {"checkbox", "radio"} or "checked" in values:
                self._send(name, values.get("value") or ("on" if values.get("type") == "checkbox" else ""))
        elif tag == "textarea":
            self._textarea = (name, [])
        elif tag == "select":
            self._select = (name, [], [])
        elif tag == "option" and self._select:
            self._select[1].append(values.get("value", ""))
            if "selected" in values:
                self._select[2].append(values.get("value", ""))

    def handle_data(self, data):
        if self._textarea:
            self._textarea[1].append(data)

    def handle_endtag(self, tag):
        if tag == "template":
            self._template -= 1
        elif tag == "textarea" and self._textarea:
            # The first line break after the tag is no part of the text; the others are sent as browsers do.
            text = "".join(self._textarea[1]).removeprefix("\r\n").removeprefix("\n")
            self._send(self._textarea[0], text.replace("\r\n", "\n").replace("\n", "\r\n"))
            self._textarea = None
        elif tag == "select" and self._select:
            name, options, selected = self._select
            for value in selected or options[:1]:
                self._send(name, value)
            self._select = None


def form_of(response, name: str, /, **typed) -> tuple[str, dict[str, list[str] | str]]:
    """The address of the form with this id, and what it sends when ``typed`` stands in it (a button is typed, too)."""
    parser = _Fields()
    parser.feed(response.content.decode())
    address, data = parser.named[name]
    return address, data | typed


def filled(response, **typed) -> dict[str, list[str] | str]:
    """What is sent when somebody types ``typed`` into the page's form; None leaves a field out (unchecks a box)."""
    parser = _Fields()
    parser.feed(response.content.decode())
    data: dict[str, list[str] | str] = dict(max(parser.forms, key=len))
    for name, value in typed.items():
        if value is None:
            data.pop(name, None)
        else:
            data[name] = value
    return data
