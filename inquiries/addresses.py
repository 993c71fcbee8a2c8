"""Addresses of lists: what is chosen stands in them, and each choice is a step that "back" undoes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django_htmx.http import push_url, replace_url


@dataclass(frozen=True, slots=True)
class Address:
    """A list's address; ``chosen`` are the values of its form, of which the empty ones are left out."""

    path: str
    chosen: dict[str, Any]

    def __str__(self) -> str:
        return self.with_()

    def with_(self, **changes: Any) -> str:
        """With other choices; any change begins at the first page again."""
        values = {**self.chosen, "seite": "", **changes}
        query = urlencode({name: value for name, value in values.items() if value})
        return self.path + (f"?{query}" if query else "")

    def of_page(self, number: int) -> str:
        return self.with_(seite=number if number > 1 else "")

    def page_links(self, page: Page) -> dict[str, Any]:
        """Addresses of the pages around; ``numbers`` are (number, address), (None, "") where some are left out."""
        numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        return {
            "previous": self.of_page(page.previous_page_number()) if page.has_previous() else "",
            "next": self.of_page(page.next_page_number()) if page.has_next() else "",
            "numbers": [(n, self.of_page(n)) if isinstance(n, int) else (None, "") for n in numbers],
        }


def keep_in_address_bar(request: HttpRequest, response: HttpResponse, url: str) -> HttpResponse:
    """Each choice is a step that "back" undoes; the letters of one search typed on are one step together."""
    shown = urlsplit(request.htmx.current_url or "")
    typing_on = request.htmx.trigger_name == "q" and "q" in parse_qs(shown.query)
    if typing_on or url == f"{shown.path}{'?' if shown.query else ''}{shown.query}":
        return replace_url(response, url)
    return push_url(response, url)
