"""The list of inquiries: search, filters, order, pages, and the choice for a dossier."""

from __future__ import annotations

from typing import Any

from django.core.paginator import EmptyPage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from inquiries import listing
from inquiries.access import reading_required, sees_drafts
from inquiries.addresses import Address, keep_in_address_bar
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
    address = Address(reverse("antrag-list"), chosen)
    found = listing.find(chosen["q"], chosen, chosen["sortierung"], on=today)
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "map": Address(reverse("karte"), chosen),
        "sorted": SORT_LABELS[found.order],
        "active": [(label, address.with_(**{name: ""})) for name, label in form.active.items()],
    }
    try:
        page = found.pages.page(1 if chosen["seite"] is None else chosen["seite"])
    except EmptyPage:
        context |= {"no_such_page": chosen["seite"], "last_page": address.of_page(found.pages.num_pages)}
        return render_page(request, TEMPLATE, context, fragment=FRAGMENT, status=404)
    context |= {
        "page": page,
        "rows": listing.rows(list(page.object_list), found.words, on=today, drafts=sees_drafts(request.user)),
        "page_links": address.page_links(page),
    }
    response = render_page(request, TEMPLATE, context, fragment=FRAGMENT)
    return keep_in_address_bar(request, response, str(address)) if wants_fragment(request) else response
