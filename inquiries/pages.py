"""Page or fragment: the one place that decides it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers

HEADERS_READ = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


class NotFound(Http404):
    """There is no such page; the message is a German sentence that the reader sees."""


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page it shows.

    A boosted link and a restored history entry replace the whole body, so they get the whole page.
    """
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    fragment: str | None = None,
    status: int = 200,
) -> TemplateResponse:
    """Answer with the page, or with its partial of the name ``fragment`` when that is what is asked for.

    The partial is a ``{% partialdef %}`` of the same template, so both are one piece of markup; its name is the
    id of its element and the target of the requests that ask for it. The response varies on what was read.
    """
    name = f"{template}#{fragment}" if fragment and wants_fragment(request) else template
    response = TemplateResponse(request, name, context, status=status)
    if fragment:
        patch_vary_headers(response, HEADERS_READ)
    return response
