"""What was typed and not saved is kept: the browser closed, the session over, the server gone.

Each opened page of the clerks' desk holds a ticket, signed, that says whose page it is. With it a page leaves what is
typed every few seconds, and so does a form that the server refuses because nobody is signed in any more. On the same
page the account finds it again.
"""

from __future__ import annotations

import datetime
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone

from inquiries.models import Entwurfsablage

TICKET = "ablage"
_SALT = "safekeeping"
_LONGEST_ADDRESS = 1000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ticket:
    """One opened page: the key of the account, the address, and what tells it from the same page opened again."""

    konto: int
    adresse: str
    seite: str

    def signed(self) -> str:
        return signing.dumps([self.konto, self.adresse, self.seite], salt=_SALT)

    @classmethod
    def read(cls, signed: str) -> Ticket | None:
        """None for what is not signed by us, or is older than anything that is kept."""
        try:
            return cls(*signing.loads(signed, salt=_SALT, max_age=datetime.timedelta(days=settings.DRAFT_DAYS)))
        except signing.BadSignature:
            return None


def issue(user, address: str) -> str:
    """A ticket for a page that ``user`` opens; empty for an address that is too long to be kept."""
    return Ticket(user.pk, address, secrets.token_urlsafe(18)).signed() if len(address) <= _LONGEST_ADDRESS else ""


def keep(signed: str, typed: QueryDict, *, at: datetime.datetime) -> Entwurfsablage | None:
    """Keep the fields that a page sent in place of what it sent before; None when it has no ticket of an account."""
    ticket = Ticket.read(signed)
    if ticket is None or not get_user_model().objects.filter(pk=ticket.konto, is_active=True).exists():
        return None
    Entwurfsablage.objects.filter(am__lt=at - datetime.timedelta(days=settings.DRAFT_DAYS)).delete()
    fields = {
        name: [value.replace("\0", "") for value in values]
        for name, values in typed.lists()
        if not name.startswith("_") and name not in {TICKET, "csrfmiddlewaretoken"}
    }
    entry = Entwurfsablage(konto_id=ticket.konto, adresse=ticket.adresse, seite=ticket.seite, inhalt=fields, am=at)
    Entwurfsablage.objects.bulk_create(
        [entry], update_conflicts=True, update_fields=["inhalt", "am"], unique_fields=["seite"]
    )
    return entry


def kept(user, address: str) -> list[Entwurfsablage]:
    """What ``user`` typed on the page of this address and did not save, the latest first; without the fields."""
    rows = Entwurfsablage.objects.filter(konto=user, adresse=address)
    return list(rows.defer("inhalt").order_by("-am", "-pk"))


def take(user, key: str) -> Entwurfsablage | None:
    """One of them by its key, with the fields."""
    return Entwurfsablage.objects.filter(konto=user, pk=key).first() if key.isdecimal() and len(key) < 19 else None


def forget(user, signed: str) -> None:
    """The page of this ticket is saved."""
    if ticket := Ticket.read(signed):
        Entwurfsablage.objects.filter(konto=user, seite=ticket.seite).delete()


def keep_refused(get_response: Callable) -> Callable:
    """Middleware: a form that ends in an error, or at the page for signing in, is kept."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "POST" and (response.status_code in {403, 500} or _asks_to_sign_in(response)):
            _keep(request)
        return response

    return middleware


def _asks_to_sign_in(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and urlsplit(response["Location"]).path == reverse(settings.LOGIN_URL)


def _keep(request: HttpRequest) -> None:
    if signed := request.POST.get(TICKET):
        try:
            keep(signed, request.POST, at=timezone.now())
        except DatabaseError:  # it may be why the form ended in an error
            _log.exception("What was typed could not be kept.")
