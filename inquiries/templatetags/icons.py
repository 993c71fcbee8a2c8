"""Icons as inline SVG: they take the colour of the text beside them and need no request."""

import functools

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

# Drawn on a grid of 24 by 24, with strokes of 2 in the colour of the text.
_SHAPES = {
    "alert": '<path d="M12 3.5 22 20.5H2z"/><path d="M12 10v5"/><path d="M12 17.6v.4"/>',
    "arrow-left": '<path d="M20 12H5"/><path d="m11 6-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h15"/><path d="m13 6 6 6-6 6"/>',
    "arrow-up": '<path d="M12 20V5"/><path d="m6 11 6-6 6 6"/>',
    "book": '<path d="M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z"/><path d="M5 17a3 3 0 0 1 3-3h11"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "chevron-down": '<path d="m6 9 6 6 6-6"/>',
    "chevron-left": '<path d="m15 6-6 6 6 6"/>',
    "chevron-right": '<path d="m9 6 6 6-6 6"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "close": '<path d="m6 6 12 12"/><path d="M18 6 6 18"/>',
    "document": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4"/><path d="M9 12h6"/><path d="M9 16h6"/>',
    "download": '<path d="M12 4v11"/><path d="m7 11 5 5 5-5"/><path d="M5 20h14"/>',
    "edit": '<path d="M4 20h4L19 9l-4-4L4 16z"/><path d="m13 7 4 4"/>',
    "filter": '<path d="M4 6h16"/><path d="M7 12h10"/><path d="M10 18h4"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6"/><path d="M12 7.3v.4"/>',
    "link": '<path d="m9.5 14.5 5-5"/><path d="m11 6.5 1.8-1.8a4.2 4.2 0 0 1 6 6L17 12.5"/>'
    '<path d="M13 17.5 11.2 19.3a4.2 4.2 0 0 1-6-6L7 11.5"/>',
    "print": '<path d="M7 9V4h10v5"/><path d="M7 17H4V9h16v8h-3"/><path d="M7 14h10v6H7z"/>',
    "redo": '<path d="m15 5 5 5-5 5"/><path d="M20 10H10a6 6 0 0 0 0 12h3" transform="translate(0 -2)"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "sign-out": '<path d="M10 4H5v16h5"/><path d="M10 12h10"/><path d="m16 8 4 4-4 4"/>',
    "success": '<circle cx="12" cy="12" r="9"/><path d="m8 12.5 3 3 5.5-6.5"/>',
    "undo": '<path d="M9 5 4 10l5 5"/><path d="M4 10h10a6 6 0 0 1 0 12h-3" transform="translate(0 -2)"/>',
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5"/>',
}


@register.simple_tag
@functools.cache  # a page has dozens of the same few
def icon(name: str, label: str = "") -> str:
    """The icon of that name: silent beside a text, or with ``label`` as an image of its own.

    Raises KeyError for a name that is not drawn here.
    """
    shape = mark_safe(_SHAPES[name])
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" role="img" aria-label="{}">{}</svg>',
            label,
            shape,
        )
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">{}</svg>',
        shape,
    )
