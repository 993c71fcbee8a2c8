"""The map of citations: its picture as SVG, and the same as the rows of a table.

Written here and not as templates, which take ten times as long for sixty papers and all that lies between them. What
is not markup goes through ``escape``.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from responses.citation_map import Paper
from responses.map_layout import BOX_HEIGHT, BOX_WIDTH
from responses.views.map import Edge, Node, Row

register = template.Library()


@register.simple_tag
def map_edges(edges: Iterable[Edge]) -> SafeString:
    return mark_safe(
        "\n".join(
            f'<path class="map__edge{" map__edge--several" if edge.number > 1 else ""}" d="{edge.path}"'
            ' marker-end="url(#pfeil)"/>'
            for edge in edges
        )
    )


@register.simple_tag
def map_nodes(nodes: Iterable[Node]) -> SafeString:
    """Each paper as a box that is a link."""
    return mark_safe("\n".join(_node(node) for node in nodes))


def _node(node: Node) -> str:
    paper = node.paper
    name = escape(f"{paper.name}: {paper.titel}" if paper.titel else paper.name)
    kind = "" if paper.is_entered else " map__node--missing"
    kind += " map__node--centre" if node.is_centre else ""
    box = f'x="{node.x}" y="{node.y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}"'
    inner = f'<rect class="map__inner" {box} rx="4"/>' if node.is_centre else ""
    lines = "".join(
        f'<text class="map__title" x="10" y="{y}">{escape(line)}</text>'
        for y, line in zip((39, 54), node.lines, strict=False)
    )
    return (
        f'<a class="map__node{kind}" href="{escape(paper.url)}"'
        f' aria-label="{name}{"" if paper.is_entered else ", nicht erfasst"}"> <title>{name}</title>'
        f' <rect {box} rx="4"/> {inner} <svg {box}>'
        f' <text class="map__number" x="10" y="21">{escape(paper.number)}</text>'
        f' <text class="map__kind" x="{BOX_WIDTH - 10}" y="21" text-anchor="end">'
        f"{escape(paper.kind) if paper.is_entered else 'nicht erfasst'}</text> {lines} </svg> </a>"
    )


@register.simple_tag
def map_rows(rows: Iterable[Row]) -> SafeString:
    """Each paper as ``<tr>`` with those that it cites and those that cite it."""
    return mark_safe("\n".join(_row(row) for row in rows))


def _row(row: Row) -> str:
    paper = row.paper
    missing = "" if paper.is_entered else ' <span class="muted">nicht erfasst</span>'
    titel = f'<span class="map-table__title">{escape(paper.titel)}</span>' if paper.titel else ""
    return (
        f'<tr> <th scope="row"><a href="{escape(paper.url)}">{escape(paper.name)}</a>{missing}{titel}</th>'
        f" <td>{_others(row.cites)}</td> <td>{_others(row.cited_by)}</td> </tr>"
    )


def _others(papers: Iterable[tuple[Paper, int]]) -> str:
    return ", ".join(_other(paper, number) for paper, number in papers) or "–"


def _other(paper: Paper, number: int) -> str:
    titel = f" ({escape(paper.titel)})" if paper.number == "ohne Nummer" else ""
    several = f" ({number} Stellen)" if number > 1 else ""
    return f'<a href="{escape(paper.url)}">{escape(paper.number)}</a>{titel}{several}'
