"""Texts of a paper as HTML, with their citations marked and what they lead to below each paragraph.

Written here and not as templates because a text keeps its line ends: a template's own would show in it. What is not
markup goes through ``escape``.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from inquiries.marking import Segment
from inquiries.naming import enumeration
from inquiries.templatetags.icons import icon
from responses.views.citation import Citation, Cited, Prose, Standing

register = template.Library()


@register.simple_tag(takes_context=True)
def paragraphs(context: template.Context, prose: Prose) -> SafeString:
    """Each paragraph as ``<p>``, and after it a place for each citation that can be opened there."""
    parts = []
    for paragraph in prose.paragraphs:
        parts.append(f"<p>{_line(paragraph)}</p>")
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
    return mark_safe(_citation(citation, anew=True) if citation and citation.can_be_opened else "")


@register.simple_tag
def cited_papers(prose: Prose) -> SafeString:
    """Below a text, everything that it cites, each once; empty when it cites nothing."""
    if not prose.cited:
        return mark_safe("")
    papers, missing = len(prose.papers), prose.missing
    said = f": {papers} Drucksache{'n' if papers > 1 else ''}" if papers else ""
    said += f", davon {missing} nicht erfasst" if papers and missing else ""
    lines = "".join(f"<li> {_cited(one)} </li>" for one in prose.cited)
    title = f'<p class="cited__title">{icon("link")}Verweise{said}</p>'
    return mark_safe(f'<div class="cited"> {title} <ul class="plain">{lines}</ul> </div>')


def _cited(one: Cited) -> str:
    target = one.target
    said = _link(target.href, target.name)
    if target.title:
        said += f' <span class="cited__paper">{escape(target.title)}</span>'
    if one.parts:
        labels = [
            _link(part.href, part.nummer) + (" (gibt es dort nicht)" if part.unknown else "") for part in one.parts
        ]
        said += f'<span class="cited__parts">, Ziffer{"n" if len(labels) > 1 else ""} {enumeration(labels)}</span>'
    if target.note:
        said += f' <span class="tag tag--{target.standing}">{escape(target.note)}</span>'
    if target.explanation:
        candidates = ", ".join(_link(href, name) for name, href in target.candidates)
        candidates = f" Es kann sein: {candidates}." if candidates else ""
        said += f' <span class="cited__why">{escape(target.explanation)}{candidates}</span>'
    return said


def _link(href: str, words: str) -> str:
    return f'<a href="{escape(href)}">{escape(words)}</a>' if href else escape(words)


def _place(context: template.Context, citation: Citation) -> str:
    opened = ""
    if citation.opened:
        with context.push(opened=citation.opened):
            opened = get_template("responses/opened.html").template.render(context)
    return f'<div class="opened-place" id="platz-{citation.path}">{opened}</div>'


def _line(segments: Iterable[Segment]) -> str:
    return "".join(_citation(segment.verweis) if segment.verweis else escape(segment.text) for segment in segments)


def _citation(citation: Citation, *, anew: bool = False) -> str:
    """The words of the citation as a link where it leads somewhere, and how it stands in words."""
    words = escape(citation.zitat) + _note(citation)
    kind = f"cite cite--{'above' if citation.above and citation.trail.steps else citation.target.standing}"
    if not citation.href:
        return f'<span class="{kind}">{words}</span>'
    href = escape(citation.href)
    if not citation.can_be_opened:
        return f'<a class="{kind}" href="{href}">{words}</a>'
    path = citation.path
    return (
        f'<a class="{kind}" href="{href}" id="zitat-{path}" data-follow="{escape(_unsaid(citation))}"'
        f' hx-get="{reverse("follow", args=[path])}" hx-target="#platz-{path}"'
        ' hx-trigger="follow" hx-swap="innerHTML" hx-sync="this:drop"'
        f"{_ANEW if anew else ''}>{words}</a>"
    )


_ANEW = ' hx-swap-oob="true"'


def _note(citation: Citation) -> str:
    """How it stands, in brackets for those who hear it; the frame around it is for those who see it."""
    if not citation.note:
        return ""
    return (
        f'<span class="cite__note"><span class="visually-hidden"> (</span>{escape(citation.note)}'
        '<span class="visually-hidden">)</span></span>'
    )


def _unsaid(citation: Citation) -> str:
    """What the words of the citation leave unsaid: ", Drucksache 17/9075, Ziffer 3" for "17/9075, dort zu 3."."""
    if citation.target.standing is Standing.HERE or (
        citation.target.name in citation.zitat and all(part.nummer in citation.zitat for part in citation.parts)
    ):
        return ""
    return f", {citation.name}"
