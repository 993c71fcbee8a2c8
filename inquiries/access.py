"""Who gets in: the role Lesen opens every page, and drafts stay with those who enter letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control

from inquiries import roles
from inquiries.models import Source

ROLE_MISSING = (
    "Ihr Konto hat noch keine Rolle in diesem Verzeichnis. Bitte wenden Sie sich an die Stelle, "
    "die Ihr Konto eingerichtet hat; sie kann die Rolle „Lesen“ oder „Sachbearbeitung“ vergeben."
)

View = Callable[..., HttpResponseBase]


def reading_required(view: View) -> View:
    """Open a view to whoever holds the role *Lesen* (or more); PermissionDenied with a sentence for others.

    That somebody is signed in at all is the concern of Django's LoginRequiredMiddleware, which closes every
    view that does not say otherwise.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not request.user.has_perms(roles.READ):
            raise PermissionDenied(ROLE_MISSING)
        return view(request, *args, **kwargs)

    return guarded


def keep_private(get_response: View) -> View:
    """Middleware: no page is kept by a cache on its way, nor by the browser for whoever sits there next.

    What says itself how long it may be kept is left alone.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def sees_drafts(user) -> bool:
    """Whether letters that are not published yet are shown: to clerks only."""
    return user.has_perm("responses.change_stellungnahme")


def sources_visible_to(user) -> QuerySet[Source]:
    """Sources that a reader may open.

    The text of a source is shown whole, so one that holds a letter in draft, or one that was withdrawn, stays closed
    to readers even when the inquiry on the same paper is public; so does one that nothing public was read from.
    """
    if sees_drafts(user):
        return Source.objects.all()
    return (
        Source.objects.filter(Q(antraege__isnull=False) | Q(stellungnahmen__isnull=False))
        .exclude(stellungnahmen__state__in=["entwurf", "zurueckgezogen"])
        .distinct()
    )
