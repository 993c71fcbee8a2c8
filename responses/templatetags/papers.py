"""Lists of papers and of places in them, a hundred on one page.

Written here and not as templates, which take ten times as long for each line. What is not markup goes through
``escape``.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from inquiries.mentions import Mention
from inquiries.models import Antrag
from responses.places import Place
from responses.timeline import Entry
from responses.views.citing import Citing

register = template.Library()


@register.simple_tag
def timeline_entries(entries: Iterable[Entry]) -> SafeString:
    """Each paper of a time line as ``<li>``: its day, its name as a link, its title and how it is connected."""
    return mark_safe("\n".join(_entry(entry) for entry in entries))


def _entry(entry: Entry) -> str:
    name = escape(entry.antrag.name)
    if entry.is_here:
        kind = " timeline__entry--here"
        paper = f'<strong aria-current="page">{name}</strong> <span class="tag">dieses Papier</span>'
    else:
        kind = " timeline__entry--after" if entry.cites else ""
        paper = f'<a href="{escape(entry.antrag.get_absolute_url())}">{name}</a>'
    day = f'<time datetime="{entry.day.isoformat()}">{entry.day_in_words}</time>' if entry.day else "ohne Datum"
    relations = ""
    if cited := entry.cited:
        where = f"in {escape(cited.via.number)}" if cited.via else "hier"
        relations += f'<span class="timeline__relation">wird {where} zitiert</span> '
    if cites := entry.cites:
        what = escape(cites.via.number) if cites.via else "dieses Papier"
        relations += f'<span class="timeline__relation">zitiert {what}</span> '
    return (
        f'<li class="timeline__entry{kind}"> <span class="timeline__day">{day}</span> <span class="timeline__paper">'
        f' {paper} <span class="timeline__title">{escape(entry.antrag.titel)}</span> {relations}</span> </li>'
    )


@register.simple_tag
def citing_inquiries(citing: Citing) -> SafeString:
    """Each inquiry as ``<li>`` with the places in it."""
    return mark_safe("\n".join(_inquiry(antrag, places) for antrag, places in citing.groups))


def _inquiry(antrag: Mention, places: Iterable[Place]) -> str:
    listed = " ".join(f'<li class="place"> {_place(place, place.where, cites=place.cites)} </li>' for place in places)
    return (
        f'<li class="citing__inquiry"> <h3 class="citing__title"><a href="{escape(antrag.get_absolute_url())}">'
        f'{escape(antrag.titel)}</a></h3> <p class="citing__paper">{escape(antrag.name)}</p>'
        f' <ul class="plain"> {listed} </ul> </li>'
    )


@register.simple_tag
def places_beside(places: Iterable[tuple[Mention, Place]], antrag: Antrag) -> SafeString:
    """The places that cite a question of ``antrag`` as ``<li>``, each with its inquiry when it is another."""
    lines = []
    for other, place in places:
        name = place.where if other.pk == antrag.pk else f"{other.number}, {place.where}"
        lines.append(f'<li class="place"> {_place(place, name)} </li>')
    return mark_safe("\n".join(lines))


@register.simple_tag
def places_elsewhere(places: Iterable[tuple[Mention, Place]]) -> SafeString:
    """Places of several inquiries as ``<li>``, each with its inquiry."""
    return mark_safe(
        "\n".join(
            f"<li> {_place(place, f'{antrag.name}, {place.where}', cites=place.cites)} </li>"
            for antrag, place in places
        )
    )


def _place(place: Place, name: str, *, cites: str = "") -> str:
    before, quote, after = place.sentence
    said = f' <span class="muted">zitiert {escape(cites)}</span>' if cites else ""
    draft = ' <span class="tag tag--draft">Entwurf</span>' if place.is_draft else ""
    return (
        f'<p class="place__where"><a href="{escape(place.href)}">{escape(name)}</a>{said}{draft}</p>'
        f' <blockquote class="place__sentence">{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}</blockquote>'
    )
