"""What the page "Prüfen" writes again and again: the beginning of its forms, and the lines of the source.

The lines are written here and not in a template because they keep their white space: a template's own would show.
"""

from __future__ import annotations

from bisect import bisect_right

from django import template
from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from responses.admin.pruefen.source_pane import Line

register = template.Library()


@register.simple_tag(takes_context=True)
def change_form(
    context: template.Context, name: str, tun: str, *, auto: bool = False, css: str = "", **hidden
) -> SafeString:
    """The beginning of a form: ``name`` is its id on the page, ``tun`` the change that it asks for.

    ``auto``: it is sent as soon as a field of it is changed; its button is for pages without scripts.
    """
    values = {"version": context["version"], "formular": name, "tun": tun, **hidden}
    fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', values.items())
    return format_html(
        '<form class="{}" method="post" action="{url}" hx-post="{url}"{} id="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}',
        f"aendern {css}".strip(),
        mark_safe(' hx-trigger="change, submit"') if auto else "",
        f"form-{name}",
        get_token(context["request"]),
        fields,
        url=context["change_url"],
    )


@register.simple_tag(takes_context=True)
def source_link(context: template.Context, start: int) -> str:
    """The address of a place of the source: on this page, or in another window of it."""
    left = context["left"]
    number = left.number_of(start)
    query = "" if number == left.number else f"?links={number}&rechts={context['part'].number}"
    lines = context["lines"]
    at = bisect_right(lines, start, key=lambda line: line.start) - 1
    return f"{query}#z{start if query or at < 0 else lines[at].start}"


@register.simple_tag(takes_context=True)
def result_link(context: template.Context, place: str) -> str:
    """The address of a place of the result: on this page, or on another part of it."""
    now = context["part"].number
    number = context["parts"].get(place, now)
    query = "" if number == now else f"?links={context['left'].number}&rechts={number}"
    return f"{query}#e-{place}"


@register.simple_tag(takes_context=True)
def source_lines(context: template.Context, lines: list[Line]) -> SafeString:
    """Each line with its handle, and the name of its part where one begins."""
    shown = context["shown_at_line"]
    parts = []
    for line in lines:
        parts.append(_line(context, line))
        for note in line.notes:
            if boxed := shown.get(note.key):
                parts.append(_note(context, boxed))
    return mark_safe("".join(parts))


def _line(context: template.Context, line: Line) -> SafeString:
    stelle = f"{context['stelle_url']}?{urlencode(context['here'].query | {'ab': line.start})}"
    turn = format_html('<p class="blatt" id="seite-{}">Seite {}</p>', line.page, line.page) if line.turns else ""
    words = "".join(
        format_html('<b class="zeile__marke">{}</b>', one.text) if one.is_mark else format_html("{}", one.text)
        for one in line.pieces
    )
    marks = format_html_join(
        "",
        '<a class="zeile__fund zeile__fund--{}" href="#h-{}"><span class="visually-hidden">Hinweis: {}</span></a>',
        ((note.severity, note.key, note.message) for note in line.notes),
    )
    return format_html(
        '{}<div class="zeile t-{}{}{}{}" id="z{}" data-ende="{}"{}{}>{}'
        '<a class="zeile__griff" href="{}" id="g{}" data-griff>'
        '<span class="visually-hidden">{}: zuordnen, „{}“</span></a>'
        '<span class="zeile__text">{}</span>{}</div>',
        turn,
        line.colour,
        " zeile--beginn" if line.begins_part else "",
        " zeile--absatz" if line.ends_paragraph else "",
        " zeile--fund" if line.notes else "",
        line.start,
        line.end,
        format_html(' data-ort="{}"', line.place) if line.place else "",
        format_html(' data-seite="{}"', line.page) if line.page else "",
        _name(context, line),
        stelle,
        line.start,
        line.name,
        _beginning(line),
        mark_safe(words),
        marks,
    )


def _name(context: template.Context, line: Line) -> SafeString:
    if not line.begins_part:
        return mark_safe('<span class="zeile__teil"></span>')
    if not line.place:
        return format_html('<span class="zeile__teil">{}</span>', line.name)
    href = result_link(context, line.place)
    return format_html('<a class="zeile__teil" href="{}" title="Ergebnis zeigen">{}</a>', href, line.name)


def _beginning(line: Line) -> str:
    text = " ".join("".join(one.text for one in line.pieces).split())
    return text if len(text) <= 40 else f"{text[:40]}…"


def _note(context: template.Context, shown) -> str:
    with context.push(shown=shown):
        return context.template.engine.get_template("admin/responses/pruefen/hinweis.html").render(context)
