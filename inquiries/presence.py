"""Who else works on a row: a second clerk is told before both change the same.

A page that changes a row calls ``begin`` and shows ``presence/region.html``, which asks again every half minute while
the page is visible. Nobody is locked out by it; what keeps two from overwriting each other is in ``admin.opened``.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model
from django.urls import reverse

from inquiries.models import Bearbeitung


@dataclass(frozen=True, slots=True)
class Presence:
    """The others who work on a row, who came first leading, and the address that tells of them again.

    ``known`` are the keys of their accounts as the page shows them, to tell somebody new from somebody still there.
    """

    url: str
    others: list[Bearbeitung]

    @property
    def seconds(self) -> float:
        """After so many the page asks again."""
        return settings.PRESENCE_SECONDS / 3

    @property
    def known(self) -> str:
        return ",".join(str(other.konto_id) for other in self.others)


def begin(row: Model, user, *, at: datetime.datetime) -> Presence:
    """``user`` works on ``row`` from now on; for the context of the page, as ``presence``."""
    return Presence(reverse("presence", args=[row._meta.label_lower, row.pk]), arrive(row, user, at=at))


def arrive(row: Model, user, *, at: datetime.datetime) -> list[Bearbeitung]:
    """Note that ``user`` works on ``row``, or still does; returns the others who do, of whom a sign came lately."""
    gone = at - datetime.timedelta(seconds=settings.PRESENCE_SECONDS)
    Bearbeitung.objects.filter(zuletzt__lt=gone).delete()
    entry = Bearbeitung(tabelle=row._meta.label_lower, schluessel=row.pk, konto=user, seit=at, zuletzt=at)
    Bearbeitung.objects.bulk_create(
        [entry], update_conflicts=True, update_fields=["zuletzt"], unique_fields=["tabelle", "schluessel", "konto"]
    )
    return list(_of(row).exclude(konto=user).select_related("konto").order_by("seit", "pk"))


def leave(row: Model, user) -> None:
    """``user`` is done with ``row``."""
    _of(row).filter(konto=user).delete()


def _of(row: Model):
    return Bearbeitung.objects.filter(tabelle=row._meta.label_lower, schluessel=row.pk)
