"""The ministries to choose from: those of the letter's day first, the others still within reach."""

from __future__ import annotations

import datetime

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from inquiries.models import Ministerium

Choices = list[tuple[str, list[tuple[int, str]]]]


def ministry_choices(on: datetime.date | None) -> Choices:
    """All ministries in groups: valid on that day, then all others with the period of their name."""
    valid: list[tuple[int, str]] = []
    others: list[tuple[int, str]] = []
    for ministerium in sorted(Ministerium.objects.all(), key=lambda row: (row.name.casefold(), row.gueltig_von)):
        if on is None or is_valid(ministerium, on=on):
            valid.append((ministerium.pk, ministerium.name if on else _with_period(ministerium)))
        else:
            others.append((ministerium.pk, _with_period(ministerium)))
    groups = [(f"gültig am {on:%d.%m.%Y}" if on else "alle Ministerien", valid), ("zu anderer Zeit", others)]
    return [(label, members) for label, members in groups if members]


def is_valid(ministerium: Ministerium, *, on: datetime.date) -> bool:
    """The rule of ``Ministerium.objects.valid`` for a row at hand."""
    return ministerium.gueltig_von <= on and (ministerium.gueltig_bis is None or on <= ministerium.gueltig_bis)


def _with_period(ministerium: Ministerium) -> str:
    end = f" bis {ministerium.gueltig_bis:%d.%m.%Y}" if ministerium.gueltig_bis else ""
    return f"{ministerium.name} (ab {ministerium.gueltig_von:%d.%m.%Y}{end})"


class MinistryChecklist(forms.CheckboxSelectMultiple):
    """Checkboxes in groups; every group but the first is folded unless something in it is chosen."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        context = self.get_context(name, value, attrs)
        context["groups"] = [
            {"label": label, "options": options, "chosen": any(option["selected"] for option in options)}
            for label, options, _ in context["widget"]["optgroups"]
        ]
        return mark_safe(render_to_string("admin/widgets/ministry_checklist.html", context))
