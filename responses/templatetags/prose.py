"""Texts of a paper as HTML, with their citations marked and what they lead to below each paragraph.

Written here and not as templates because a text keeps its line ends: a template's own would show in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from inquiries.marking import Segment
from responses.views.citation import Citation, Prose, Standing

register = template.Library()


@register.simple_tag(takes_context=True)
def paragraphs(context: template.Context, prose: Prose) -> SafeString:
    """Each paragraph as ``<p>``, and after it a place for each citation that can be opened there."""
    parts = []
    for paragraph in prose.paragraphs:
        parts.append(format_html("<p>{}</p>", _line(paragraph)))
        cited = [segment.verweis for segment in paragraph if segment.verweis]
        parts += [_place(context, citation) for citation in cited if citation.can_be_opened]
    return mark_safe("".join(parts))


@register.filter
def as_line(prose: Prose) -> SafeString:
    """The whole text in one line, for headings."""
    return mark_safe(" ".join(_line(paragraph) for paragraph in prose.paragraphs))


@register.simple_tag
def citation_anew(citation: Citation) -> SafeString:
    """The citation itself, as it stands now, to take the place of what the page showed."""
    return _citation(citation, anew=True) if citation and citation.can_be_opened else ""


def _place(context: template.Context, citation: Citation) -> SafeString:
    opened = ""
    if citation.opened:
        with context.push(opened=citation.opened):
            opened = get_template("responses/opened.html").template.render(context)
    return format_html('<div class="opened-place" id="platz-{}">{}</div>', citation.path, opened)


def _line(segments: Iterable[Segment]) -> SafeString:
    return format_html_join(
        "", "{}", ((_citation(segment.verweis) if segment.verweis else segment.text,) for segment in segments)
    )


def _citation(citation: Citation, *, anew: bool = False) -> SafeString:
    """The words of the citation as a link where it leads somewhere, and how it stands in words."""
    words = format_html("{}{}", citation.zitat, _note(citation))
    kind = f"cite cite--{'above' if citation.above and citation.trail.steps else citation.target.standing}"
    if not citation.href:
        return format_html('<span class="{}">{}</span>', kind, words)
    if not citation.can_be_opened:
        return format_html('<a class="{}" href="{}">{}</a>', kind, citation.href, words)
    return format_html(
        '<a class="{}" href="{}" id="zitat-{path}" data-follow="{}" hx-get="{}" hx-target="#platz-{path}"'
        ' hx-trigger="follow" hx-swap="innerHTML" hx-sync="this:drop"{}>{}</a>',
        kind,
        citation.href,
        _unsaid(citation),
        reverse("follow", args=[citation.path]),
        mark_safe(' hx-swap-oob="true"') if anew else "",
        words,
        path=citation.path,
    )


def _note(citation: Citation) -> SafeString | str:
    """How it stands, in brackets for those who hear it; the frame around it is for those who see it."""
    if not citation.note:
        return ""
    return format_html(
        '<span class="cite__note"><span class="visually-hidden"> (</span>{}'
        '<span class="visually-hidden">)</span></span>',
        citation.note,
    )


def _unsaid(citation: Citation) -> str:
    """What the words of the citation leave unsaid: ", Drucksache 17/9075, Ziffer 3" for "17/9075, dort zu 3."."""
    if citation.target.standing is Standing.HERE or (
        citation.target.name in citation.zitat and all(part.nummer in citation.zitat for part in citation.parts)
    ):
        return ""
    return f", {citation.name}"
