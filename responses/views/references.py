"""Verweise: what is cited and not here, as the list of what to enter next, and citations to look at."""

from __future__ import annotations

from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from inquiries.access import reading_required, sees_drafts
from inquiries.accesses import log_export
from inquiries.addresses import Address, keep_in_address_bar
from inquiries.pages import render_page, wants_fragment
from responses import open_references
from responses.forms import CitationsForm, MissingForm
from responses.open_references import Kind
from responses.references_csv import MOST_ROWS, rows_as_csv

TEMPLATE = "references/page.html"
FRAGMENT = "treffer"


@reading_required
def missing(request: HttpRequest) -> HttpResponse:
    """Papers that are cited but not here, by how often they are cited."""
    form = MissingForm(request.GET)
    if not form.is_valid():
        return _refuse(request, form, "")
    drafts = sees_drafts(request.user)
    address = Address(reverse("verweise"), form.cleaned_data)
    found = _found(form, drafts=drafts)
    return _page(
        request,
        form,
        address,
        Paginator(found.values_list("pk", flat=True), open_references.PER_PAGE),
        lambda keys: {"papers": open_references.described(keys, drafts=drafts)},
        {"kind": "", "csv": Address(reverse("verweise-csv"), form.cleaned_data), "most_rows": MOST_ROWS},
    )


@reading_required
def missing_csv(request: HttpRequest) -> HttpResponse:
    """The same papers as a table to open elsewhere, the first MOST_ROWS of them."""
    form = MissingForm(request.GET)
    if not form.is_valid():
        return _refuse(request, form, "")
    drafts = sees_drafts(request.user)
    keys = list(_found(form, drafts=drafts).values_list("pk", flat=True)[:MOST_ROWS])
    log_export("Liste der nicht erfassten Drucksachen (CSV)", request=request)
    name = f"nicht-erfasste-drucksachen-{timezone.localdate():%Y-%m-%d}.csv"
    return HttpResponse(
        rows_as_csv(keys, drafts=drafts, host=request.build_absolute_uri("/")),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@reading_required
def citations(request: HttpRequest, kind: str) -> HttpResponse:
    """Citations of one kind that somebody has to look at."""
    form = CitationsForm(request.GET)
    if not form.is_valid():
        return _refuse(request, form, kind)
    chosen = form.cleaned_data
    found = open_references.open_citations(
        Kind(kind),
        chosen["q"],
        wahlperiode=chosen["wahlperiode"],
        order=chosen["sortierung"],
        drafts=sees_drafts(request.user),
    )
    return _page(
        request,
        form,
        Address(reverse(f"verweise-{kind}"), chosen),
        Paginator(found.values_list("pk", flat=True), open_references.PER_PAGE),
        lambda keys: {"citations": open_references.explained(keys)},
        {"kind": kind},
    )


def _found(form: MissingForm, *, drafts: bool):
    chosen = form.cleaned_data
    return open_references.missing_papers(
        chosen["q"],
        parlament=chosen["parlament"],
        wahlperiode=chosen["wahlperiode"],
        order=chosen["sortierung"] or "haeufigkeit",
        drafts=drafts,
    )


def _page(request, form, address: Address, pages: Paginator, rows, context: dict[str, Any]) -> HttpResponse:
    """One page of what was found; ``rows`` makes of its primary keys what the template shows."""
    number = form.cleaned_data["seite"]
    context |= {"form": form, "total": pages.count, "address": address, "reset": address.path}
    try:
        page = pages.page(1 if number is None else number)
    except EmptyPage:
        context |= {"no_such_page": number, "pages": pages, "last_page": address.of_page(pages.num_pages)}
        return render_page(request, TEMPLATE, context, fragment=FRAGMENT, status=404)
    context |= {"page": page, "page_links": address.page_links(page), **rows(list(page.object_list))}
    response = render_page(request, TEMPLATE, context, fragment=FRAGMENT)
    return keep_in_address_bar(request, response, str(address)) if wants_fragment(request) else response


def _refuse(request: HttpRequest, form, kind: str) -> HttpResponse:
    context = {"form": form, "kind": kind, "reset": reverse(f"verweise-{kind}" if kind else "verweise")}
    return render_page(request, TEMPLATE, context, fragment=FRAGMENT, status=400)
