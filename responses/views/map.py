"""The map of citations: how the papers of a selection, or those around one paper, cite each other."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from inquiries import listing
from inquiries.access import reading_required, sees_drafts
from inquiries.addresses import Address
from inquiries.forms import FilterForm
from inquiries.models import Antrag, Drucksache
from inquiries.pages import NotFound, render_page
from responses import citation_map
from responses.citation_map import MOST_PAPERS, CitationMap, Paper
from responses.map_layout import Point, lay_out

TEMPLATE = "references/map.html"
TITLE_LINE = 30
"""Characters of a title that fit into a box in one line; there are two."""


@dataclass(frozen=True, slots=True)
class Node:
    """``lines`` is the beginning of the title, in at most two lines."""

    paper: Paper
    x: float
    y: float
    lines: tuple[str, ...]
    is_centre: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """``path`` as SVG writes it; ``number`` of citations."""

    path: str
    citing: Paper
    cited: Paper
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a paper with those that it cites, and those that cite it, each with the number of times."""

    paper: Paper
    cites: tuple[tuple[Paper, int], ...]
    cited_by: tuple[tuple[Paper, int], ...]


@reading_required
def selection(request: HttpRequest) -> HttpResponse:
    """The map of what the list of inquiries shows with the same parameters."""
    today = timezone.localdate()
    form = FilterForm(request.GET, on=today)
    if not form.is_valid():
        return redirect(f"{reverse('antrag-list')}?{request.GET.urlencode()}")
    chosen = form.cleaned_data
    found = listing.find(chosen["q"], chosen, chosen["sortierung"], on=today)
    keys = list(found.pages.object_list[: listing.MOST_FOUND])
    drawn = citation_map.map_of_selection(keys, drafts=sees_drafts(request.user))
    context = {
        "back": str(Address(reverse("antrag-list"), chosen)),
        "search": chosen["q"],
        "filters": form.active.values(),
        "inquiries": len(keys),
        "more": found.total > len(keys) or found.more,
    }
    return _page(request, drawn, context)


@reading_required
def around_inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers around an inquiry. NotFound when there is none of that key."""
    antrag = Antrag.objects.select_related("drucksache").filter(pk=pk).first()
    if antrag is None:
        raise NotFound("Diese Anfrage gibt es hier nicht.")
    key = ("anfrage", antrag.pk)
    drawn = citation_map.map_around(key, drafts=sees_drafts(request.user))
    return _page(request, drawn, {"back": antrag.get_absolute_url(), "centre": drawn.papers[key]})


@reading_required
def around_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers around one that is cited and not here; one that is here has its map as an inquiry."""
    paper = Drucksache.objects.select_related("antrag", "stellungnahme").filter(pk=pk).first()
    if paper is None:
        raise NotFound("Diese Drucksache gibt es hier nicht.")
    if paper.is_entered:
        antrag = paper.antrag.pk if hasattr(paper, "antrag") else paper.stellungnahme.antrag_id
        return redirect("karte-anfrage", pk=antrag)
    key = ("drucksache", paper.pk)
    drawn = citation_map.map_around(key, drafts=sees_drafts(request.user))
    if not drawn.edges:
        raise NotFound(f"Die Drucksache {paper} kommt in keinem Papier vor, das hier erfasst ist.")
    return _page(request, drawn, {"back": paper.get_absolute_url(), "centre": drawn.papers[key]})


def _page(request: HttpRequest, drawn: CitationMap, context: dict) -> HttpResponse:
    centre = context.get("centre")
    layout = lay_out(list(drawn.papers), drawn.edges)
    context |= {
        "map": drawn,
        "most": MOST_PAPERS,
        "width": round(layout.width),
        "height": round(layout.height),
        "nodes": [
            Node(paper, *layout.boxes[key], lines=_title_lines(paper.titel), is_centre=paper is centre)
            for key, paper in drawn.papers.items()
        ],
        "edges": [
            Edge(
                _path(layout.lines[citing, cited]),
                drawn.papers[citing],
                drawn.papers[cited],
                drawn.papers[citing].cites[cited],
            )
            for citing, cited in drawn.edges
        ],
        "rows": [_row(paper, drawn) for paper in drawn.papers.values()],
    }
    return render_page(request, TEMPLATE, context)


def _row(paper: Paper, drawn: CitationMap) -> Row:
    return Row(
        paper,
        tuple((drawn.papers[key], number) for key, number in paper.cites.items()),
        tuple((drawn.papers[key], number) for key, number in paper.cited_by.items()),
    )


def _title_lines(titel: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(titel, TITLE_LINE, max_lines=2, placeholder=" …"))


def _path(points: Sequence[Point]) -> str:
    """Curves between the columns that leave and arrive level, straight lines through them."""
    (x, y), *others = points
    steps = [f"M{x:.0f} {y:.1f}"]
    for index, (to_x, to_y) in enumerate(others):
        if index % 2:
            steps.append(f"H{to_x:.0f}")
        else:
            bend = (x + to_x) / 2
            steps.append(f"C{bend:.0f} {y:.1f} {bend:.0f} {to_y:.1f} {to_x:.0f} {to_y:.1f}")
        x, y = to_x, to_y
    return "".join(steps)
