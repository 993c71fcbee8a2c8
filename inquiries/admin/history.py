"""The page "Verlauf" of whatever the history keeps: who changed what, when, and from which source."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.template.response import TemplateResponse

from inquiries.history import steps

STEPS_PER_PAGE = 25


class HistoryAdmin(admin.ModelAdmin):
    """Tells the states that the database kept, instead of what the admin noted of its own forms.

    A row that is gone still has its history.
    """

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        try:
            key = self.model._meta.pk.to_python(unquote(object_id))
            told = steps(self.model, key)
        except (ValidationError, OverflowError):
            told = []
        if row is None and not told:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        page = Paginator(told, STEPS_PER_PAGE).get_page(request.GET.get("seite"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Verlauf",
            "subtitle": None,
            "name": str(row) if row else f"{self.opts.verbose_name} {object_id} (gelöscht)",
            "original": row,
            "opts": self.opts,
            "page": page,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/history.html", context)
