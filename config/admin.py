"""The clerks' desk: Django's admin under the name of the house, for the role *Sachbearbeitung*."""

from functools import update_wrapper

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.urls import reverse
from django.utils.decorators import method_decorator


class Site(admin.AdminSite):
    site_title = "Anfragen-Verzeichnis"
    site_header = "Anfragen-Verzeichnis: Erfassung"
    index_title = "Erfassung"
    empty_value_display = "–"
    enable_nav_sidebar = False  # the width belongs to question and answer; the header leads to the lists

    def has_permission(self, request) -> bool:
        """An account of staff that also holds the role: either alone opens nothing."""
        return super().has_permission(request) and request.user.has_perm("responses.change_stellungnahme")

    def admin_view(self, view, cacheable=False):
        """As Django's, but whoever is signed in without the role is told so instead of asked to sign in again."""
        guarded = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)

    def autocomplete_view(self, request):
        if "\0" in request.GET.get("term", ""):  # no text of the database holds one, so it refuses to look for it
            raise BadRequest
        return super().autocomplete_view(request)

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """There is one way to sign in, that of the site."""
        index = reverse("admin:index", current_app=self.name)
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", index))
