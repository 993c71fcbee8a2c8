"""What a reader sees when a page cannot be shown.

The pages for 400 and 500 ask neither the session nor the database, for these may be what has failed.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import render_to_string

from inquiries.access import ROLE_MISSING
from inquiries.pages import NotFound, render_page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponseBadRequest(render_to_string("errors/400.html"))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {"role_missing": str(exception) == ROLE_MISSING, "sentence": str(exception)}
    return render_page(request, "errors/403.html", context, fragment="fehler", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Only our own sentences are shown: others are made for developers, and some hold what was asked for.
    context = {"sentence": str(exception) if isinstance(exception, NotFound) else ""}
    return render_page(request, "errors/404.html", context, fragment="fehler", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponseServerError(render_to_string("errors/500.html"))
