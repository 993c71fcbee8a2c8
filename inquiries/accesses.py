"""The log of sign-ins and exports: what is written, and for how long it is kept."""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Iterable

import pgtrigger
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from inquiries.models import Antrag, Zugriff


def log_export(what: str, antraege: Iterable[Antrag] = (), *, request: HttpRequest | None = None) -> None:
    """Note that somebody takes these inquiries out of the house, as a "Dossier"; without a request, by command."""
    names = ", ".join(antrag.number if antrag.drucksache_id else f"Anfrage {antrag.pk}" for antrag in antraege)
    was = f"{what}: {names}" if names else what
    _log(Zugriff.Art.EXPORT, request=request, konto=request and request.user, was=was)


def _log_sign_in(sender, request, user, **_signal) -> None:
    _log(Zugriff.Art.ANMELDUNG, request=request, konto=user)


def _log_failure(sender, credentials, request=None, **_signal) -> None:
    accounts = get_user_model()
    name = credentials.get(accounts.USERNAME_FIELD)
    konto = accounts.objects.filter(**{accounts.USERNAME_FIELD: name}).first() if name and "\0" not in name else None
    _log(Zugriff.Art.FEHLVERSUCH, request=request, konto=konto)


def listen() -> None:
    """Hear of every sign-in, whichever page it comes from."""
    user_logged_in.connect(_log_sign_in, dispatch_uid="access-log")
    user_login_failed.connect(_log_failure, dispatch_uid="access-log")


def _log(art: Zugriff.Art, *, request: HttpRequest | None, konto, was: str = "") -> None:
    if settings.ACCESS_LOG_DAYS:
        Zugriff.objects.create(art=art, konto=konto, adresse=address(request), was=was)
    forget(now=timezone.now())


def forget(*, now: datetime.datetime) -> None:
    """Remove the entries that are older than ``ACCESS_LOG_DAYS``; each new entry does so."""
    old = Zugriff.objects.filter(am__lt=now - datetime.timedelta(days=settings.ACCESS_LOG_DAYS))
    with pgtrigger.ignore("inquiries.Zugriff:append_only"):
        old.delete()


def address(request: HttpRequest | None) -> str | None:
    """The address of whoever asks; behind proxies, the one that the first of them saw."""
    if request is None:
        return None
    seen = request.META.get("REMOTE_ADDR", "")
    told = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    if 0 < settings.BEHIND_PROXY <= len(told):
        seen = told[-settings.BEHIND_PROXY]
    try:
        return str(ipaddress.ip_address(seen))
    except ValueError:
        return None
