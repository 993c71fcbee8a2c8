"""On the clerks' desk: what was typed and not saved is offered on the page where it was typed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from inquiries import safekeeping
from inquiries.models import Entwurfsablage
from inquiries.safekeeping import TICKET, Ticket

from .opened import OpenedAdmin

RESTORE, DISCARD = "_wiederherstellen", "_verwerfen"


class SafekeepingAdmin(OpenedAdmin):
    """Pages whose forms lose nothing that was typed."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and DISCARD in request.POST:
            if entry := safekeeping.take(request.user, request.POST[DISCARD]):
                entry.delete()
            return HttpResponseRedirect(request.get_full_path())
        if request.method == "POST" and RESTORE in request.POST:
            entry = safekeeping.take(request.user, request.POST[RESTORE])
            if entry is None:
                return HttpResponseRedirect(request.get_full_path())
            _restore(request, entry)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if may and not context.get("is_popup"):
            address = request.get_full_path()
            context[TICKET] = request.POST.get(TICKET) or safekeeping.issue(request.user, address)
            context["draft_seconds"] = settings.DRAFT_SECONDS
            if request.method == "GET":
                context["kept"] = safekeeping.kept(request.user, address)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request, obj, post_url_continue=None):
        safekeeping.forget(request.user, request.POST.get(TICKET, ""))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        safekeeping.forget(request.user, request.POST.get(TICKET, ""))
        return super().response_change(request, obj)


def _restore(request: HttpRequest, entry: Entwurfsablage) -> None:
    """The form as it was typed, for going on with it: shown, and not saved yet."""
    typed = QueryDict(mutable=True)
    for name, values in entry.inhalt.items():
        typed.setlist(name, values)
    typed[TICKET] = Ticket(entry.konto_id, entry.adresse, entry.seite).signed()
    request.POST = typed
    when = date_format(timezone.localtime(entry.am), "d.m.Y, H:i")
    request.refusal = f"Wiederhergestellt ist, was Sie bis {when} Uhr eingegeben hatten. Es ist noch nicht gespeichert."
