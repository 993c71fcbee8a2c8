"""Texts of a paper as HTML, with their citations marked.

Written here and not as templates because a text keeps its line ends: a template's own would show in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from inquiries.marking import Segment
from responses.views.citations import Citation, Prose

register = template.Library()


@register.filter
def as_paragraphs(prose: Prose) -> SafeString:
    """Each paragraph as ``<p>``."""
    return format_html_join("", "<p>{}</p>", ((_line(paragraph),) for paragraph in prose.paragraphs))


@register.filter
def as_line(prose: Prose) -> SafeString:
    """The whole text in one line, for headings."""
    return mark_safe(" ".join(_line(paragraph) for paragraph in prose.paragraphs))


def _line(segments: Iterable[Segment]) -> SafeString:
    return format_html_join(
        "", "{}", ((_citation(segment.verweis) if segment.verweis else segment.text,) for segment in segments)
    )


def _citation(citation: Citation) -> SafeString:
    """The words of the citation as a link where it leads somewhere, and how it stands in words."""
    note = citation.target.note
    if note:
        # In brackets for those who hear it; the frame around it is for those who see it.
        note = format_html(
            '<span class="cite__note"><span class="visually-hidden"> (</span>{}'
            '<span class="visually-hidden">)</span></span>',
            note,
        )
    kind = f"cite cite--{citation.target.standing}"
    if href := citation.href:
        return format_html('<a class="{}" href="{}">{}{}</a>', kind, href, citation.zitat, note)
    return format_html('<span class="{}">{}{}</span>', kind, citation.zitat, note)
