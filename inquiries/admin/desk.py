"""What the pages of inquiries and of letters have in common."""

from __future__ import annotations

from django.db import IntegrityError, OperationalError

from inquiries.models import Verweis

from .safekeeping import SafekeepingAdmin


class DeskAdmin(SafekeepingAdmin):
    """A paper that is entered by hand: saved as a whole, deleted one at a time."""

    list_per_page = 50
    show_full_result_count = False

    class Media:
        js = ("js/admin.js",)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (IntegrityError, OperationalError):
            # Somebody else was quicker with the same number, or had one of two papers that we had to wait for while
            # we had the other; nothing of ours was stored. A second look finds what they did and says so at the
            # field, with all that was typed.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        title = str(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With every form of the page in one list, so that it can lead to what was refused."""
        formsets = [group.formset for group in context["inline_admin_formsets"]]
        rows = [form for formset in formsets for form in formset.forms]
        context |= {"all_formsets": formsets, "all_forms": [context["adminform"].form, *rows]}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_actions(self, request):
        """Nothing is deleted in bulk: a paper is looked at before it goes."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_deleted_objects(self, objs, request):
        """Citations go with the text they stand in, though nobody may delete them by themselves."""
        to_delete, counts, needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, needed - {Verweis._meta.verbose_name}, protected
