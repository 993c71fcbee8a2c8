"""How often somebody may try to sign in: what django-axes asks of the application, and what it answers.

After so many failures (``SIGN_IN_ATTEMPTS``) with one name from one address, that name is refused from that address
for a while (``SIGN_IN_PAUSE_MINUTES``). Nobody is kept out by what others try elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

TOO_MANY_REQUESTS = 429


def name_key(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """The name that somebody types as a keyed digest: people type passwords into the wrong field, so no name that
    was typed is kept."""
    field = get_user_model().USERNAME_FIELD
    name = (request.POST if credentials is None else credentials).get(field) or ""
    return salted_hmac("inquiries.attempts", name).hexdigest()


def is_refused(request: HttpRequest) -> bool:
    """Whether the attempt that this request made was one too many."""
    return getattr(request, "axes_locked_out", False)


def refusal() -> str:
    """What is said then, in German."""
    minutes = settings.SIGN_IN_PAUSE_MINUTES
    return (
        "Zu viele Fehlversuche mit diesem Benutzernamen. Bitte versuchen Sie es in "
        f"{'einer Minute' if minutes == 1 else f'{minutes} Minuten'} noch einmal."
    )


def say_so(request: HttpRequest, response: HttpResponse, credentials: Mapping[str, str] | None) -> HttpResponse:
    """The page that says it at its form, with the status that says it to programs."""
    response.status_code = TOO_MANY_REQUESTS
    return response
