"""The list of inquiries: search, filters, order, pages, and the choice for a dossier."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.core.paginator import EmptyPage, Page
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import push_url, replace_url

from inquiries import listing
from inquiries.access import reading_required, sees_drafts
from inquiries.filters import SORT_LABELS
from inquiries.forms import FilterForm
from inquiries.pages import render_page, wants_fragment

TEMPLATE = "inquiries/list.html"
FRAGMENT = "treffer"


@reading_required
def antrag_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = FilterForm(request.GET, on=today)
    if not form.is_valid():
        return render_page(request, TEMPLATE, {"form": form}, fragment=FRAGMENT, status=400)
    chosen = form.cleaned_data
    found = listing.find(chosen["q"], chosen, chosen["sortierung"], on=today)
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "sorted": SORT_LABELS[found.order],
        "active": [(label, address(chosen, **{name: ""})) for name, label in form.active.items()],
    }
    try:
        page = found.pages.page(1 if chosen["seite"] is None else chosen["seite"])
    except EmptyPage:
        context |= {"no_such_page": chosen["seite"], "last_page": page_address(chosen, found.pages.num_pages)}
        return render_page(request, TEMPLATE, context, fragment=FRAGMENT, status=404)
    context |= {
        "page": page,
        "rows": listing.rows(list(page.object_list), found.words, on=today, drafts=sees_drafts(request.user)),
        "page_links": page_links(page, chosen),
    }
    response = render_page(request, TEMPLATE, context, fragment=FRAGMENT)
    return keep_in_address_bar(request, response, address(chosen)) if wants_fragment(request) else response


def address(chosen: dict[str, Any], **changes: Any) -> str:
    """The list's address with what is chosen and nothing empty; any change begins at the first page again."""
    values = {**chosen, "seite": "", **changes}
    query = urlencode({name: value for name, value in values.items() if value})
    return reverse("antrag-list") + (f"?{query}" if query else "")


def page_address(chosen: dict[str, Any], number: int) -> str:
    return address(chosen, seite=number if number > 1 else "")


def page_links(page: Page, chosen: dict[str, Any]) -> dict[str, Any]:
    """Addresses of the pages around; ``numbers`` are (number, address), (None, "") where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "previous": page_address(chosen, page.previous_page_number()) if page.has_previous() else "",
        "next": page_address(chosen, page.next_page_number()) if page.has_next() else "",
        "numbers": [(n, page_address(chosen, n)) if isinstance(n, int) else (None, "") for n in numbers],
    }


def keep_in_address_bar(request: HttpRequest, response: HttpResponse, url: str) -> HttpResponse:
    """Each choice is a step that "back" undoes; the letters of one search typed on are one step together."""
    shown = urlsplit(request.htmx.current_url or "")
    typing_on = request.htmx.trigger_name == "q" and "q" in parse_qs(shown.query)
    if typing_on or url == f"{shown.path}{'?' if shown.query else ''}{shown.query}":
        return replace_url(response, url)
    return push_url(response, url)
