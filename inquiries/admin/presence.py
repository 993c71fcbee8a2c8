"""Who else works on the row of a page, on the clerks' desk."""

from __future__ import annotations

from django.utils import timezone

from inquiries import presence

from .history import HistoryAdmin


class PresenceAdmin(HistoryAdmin):
    """Tells whoever opens a row for changing who does so, too; looking at one is no work."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.has_change_permission(request, obj) and not context.get("is_popup"):
            context["presence"] = presence.begin(obj, request.user, at=timezone.now())
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        if "_continue" not in request.POST:
            presence.leave(obj, request.user)
        return super().response_change(request, obj)

    def delete_model(self, request, obj) -> None:
        presence.leave(obj, request.user)
        super().delete_model(request, obj)
