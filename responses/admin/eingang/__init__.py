"""The papers on the clerks' desk: given, recognised, compared, listed."""

from django.contrib import admin

from inquiries.admin.papers import LookedAt
from responses.admin.pruefen import PruefenMixin
from responses.models import Eingang

from .assigning import ZuordnenMixin
from .capture import ErfassenMixin
from .comparing import VergleichenMixin
from .lists import ListenMixin


@admin.register(Eingang)
class EingangAdmin(PruefenMixin, ErfassenMixin, VergleichenMixin, ZuordnenMixin, ListenMixin, LookedAt):
    """Whoever may be at the desk at all may work on every paper there."""

    def has_module_permission(self, request) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        return self.admin_site.has_permission(request)
