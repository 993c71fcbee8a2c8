"""Nothing is overwritten unseen: a page is saved or deleted only in the state in which it was opened.

The form carries what it showed when it was opened, signed. When something else is stored by the time it is sent,
nothing is saved: the page comes back with what was typed and what was stored put together, and both sides in a table.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.template.response import TemplateResponse

from inquiries.history import count_states, last_authors
from inquiries.merging import State

from .conflicts import CHOICE, STORED, Conflict, find_conflict, state_of, typed_in_words
from .presence import PresenceAdmin

OPENED = "opened"
_CHANGED = "Inzwischen wurde etwas anderes gespeichert. Ihre Eingaben sind noch nicht gespeichert, aber nicht verloren."
_NO_BUTTONS = {"_popup", "_to_field"}


class OpenedAdmin(PresenceAdmin):
    """Pages whose forms know in which state they were opened."""

    def locked_with(self, row: models.Model) -> list[models.Model]:
        """The rows that a save of ``row`` locks before it looks, in the order in which others lock them."""
        return [row]

    # --- Saving ------------------------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            row = self._locked(request, object_id)
            if row is None and request.POST.get(OPENED) and self.has_change_permission(request):
                return self._too_late(request, object_id)
            request.conflict = self._conflict(request, row) if row else None
            if request.conflict:
                request.refusal = _CHANGED
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _conflict(self, request: HttpRequest, row: models.Model) -> Conflict | None:
        """What is stored and was not seen. The form that was sent is then the one in which both are put together."""
        opened = self._unsigned(request.POST.get(OPENED, ""), row.pk)
        _choose(request, opened)
        conflict = find_conflict(opened, row, *self._forms(request, row), request.POST.getlist)
        if conflict is None:
            return None
        request.POST = _merged(request.POST, conflict)
        return conflict if conflict.lines else None

    def _locked(self, request: HttpRequest, object_id: str) -> models.Model | None:
        """The row as it is once nobody else is saving it; None when it is gone, or not to be changed."""
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_change_permission(request, row):
            return None
        for each in self.locked_with(row):
            type(each)._base_manager.select_for_update(no_key=True).filter(pk=each.pk).values("pk").first()
        row = self.get_object(request, unquote(object_id))
        return row if row and self.has_change_permission(request, row) else None

    def _forms(self, request: HttpRequest, row: models.Model) -> tuple[Any, list]:
        """The form and its groups of rows as somebody finds them who opens the page now."""
        opening = copy(request)
        opening.method, opening.POST, opening.refusal = "GET", QueryDict(), ""
        fields = flatten_fieldsets(self.get_fieldsets(opening, row))
        form = self.get_form(opening, row, change=True, fields=fields)(instance=row)
        formsets, _ = self._create_formsets(opening, row, change=True)
        return form, formsets

    def get_form(self, request, obj=None, change=False, **kwargs):
        return self.with_refusal(request, super().get_form(request, obj, change=change, **kwargs))

    def with_refusal(self, request: HttpRequest, form: type) -> type:
        """The form, which is refused whatever it holds when ``request.refusal`` says why."""
        sentence = getattr(request, "refusal", "")
        if not sentence:
            return form

        def clean(self) -> None:
            super(refused, self).clean()
            self.add_error(None, ValidationError(sentence, code="refused"))

        refused = type(form.__name__, (form,), {"clean": clean})
        return refused

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.has_change_permission(request, obj):
            conflict = getattr(request, "conflict", None)
            if conflict:
                context[OPENED] = self._signed(conflict.stored, obj)
                context["conflict"] = conflict
                buttons = {name for name in request.POST if name.startswith("_")} - _NO_BUTTONS
                context["pressed"] = next(iter(buttons), "_save")
            elif request.method == "POST":
                context[OPENED] = request.POST.get(OPENED, "")
            else:
                formsets = [group.formset for group in context["inline_admin_formsets"]]
                context[OPENED] = self._signed(state_of(context["adminform"].form, formsets), obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _signed(self, state: State, row: models.Model) -> str:
        return signing.dumps(state.packed(), salt=self._salt(row.pk), compress=True)

    def _unsigned(self, token: str, key: Any) -> State | None:
        try:
            return State.unpacked(signing.loads(token, salt=self._salt(key)))
        except signing.BadSignature:
            return None

    def _salt(self, key: Any) -> str:
        return f"opened:{self.opts.label_lower}:{key}"

    def _too_late(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """The row is gone or closed, and what was typed is shown for taking it elsewhere."""
        row = self.get_object(request, unquote(object_id))
        opened = self._unsigned(request.POST[OPENED], unquote(object_id))
        key = self.opts.pk.to_python(unquote(object_id)) if opened else None
        context = {
            **self.admin_site.each_context(request),
            "title": "Nicht gespeichert",
            "opts": self.opts,
            "original": row,
            "author": last_authors(self.model, [key]).get(key),
            "typed": typed_in_words(self.model, opened, request.POST.lists()),
        }
        return TemplateResponse(request, "admin/gone.html", context, status=409)

    # --- Deleting ----------------------------------------------------------------------------------------

    def delete_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().delete_view(request, object_id, extra_context)
        with transaction.atomic():
            return self._delete_unchanged(request, row, object_id, extra_context or {})

    def _delete_unchanged(self, request, row: models.Model, object_id: str, extra_context: dict) -> HttpResponseBase:
        for each in self.locked_with(row) if request.method == "POST" else ():
            type(each)._base_manager.select_for_update().filter(pk=each.pk).values("pk").first()
        states = str(count_states(type(row), row.pk))
        context = {**extra_context, OPENED: states}
        if request.method == "POST" and request.POST.get(OPENED) != states:
            author = last_authors(type(row), [row.pk]).get(row.pk)
            who = f" von {author.who}" if author and author.who else ""
            messages.error(
                request,
                f"Nicht gelöscht: Inzwischen wurde hier{who} etwas geändert. Bitte sehen Sie es an, ehe Sie löschen.",
            )
            request.method, request.POST = "GET", QueryDict()
        return super().delete_view(request, object_id, context)


def _choose(request: HttpRequest, opened: State | None) -> None:
    """Where the table of a conflict was answered with what is stored, that is what was typed."""
    typed = request.POST.copy()
    for choice in [name for name in typed if name.startswith(CHOICE)]:
        if typed.pop(choice)[-1] == STORED and opened:
            name = choice.removeprefix(CHOICE)
            typed.setlist(name, opened.shown(name))
    request.POST = typed


def _merged(typed: QueryDict, conflict: Conflict) -> QueryDict:
    """What was sent, with the fields of the form as the conflict leaves them."""
    prefixes = tuple(f"{prefix}-" for prefix in conflict.stored.rows)
    data = QueryDict(mutable=True)
    for name, values in typed.lists():
        counted = name.endswith("_NUM_FORMS")
        if counted or not (name in conflict.stored.fields or name.startswith(prefixes or ("\0",))):
            data.setlist(name, values)
    for name, values in conflict.data.items():
        if values:
            data.setlist(name, values)
    return data
