"""Form fields for what is typed from a paper: texts, question numbers, the number of a Drucksache."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html

from inquiries.models import Drucksache
from inquiries.models.drucksache import parse_number


class PaperTextField(forms.CharField):
    """A text of several paragraphs. Lines end in "\\n" as everywhere in the house, whatever the browser sends."""

    def __init__(self, *, rows: int = 6, **kwargs):
        kwargs["widget"] = forms.Textarea(attrs={"rows": rows, "class": "paper-text"})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(line.rstrip() for line in lines)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), self.to_python(data))


class DrucksacheField(forms.CharField):
    """The number of a paper as printed: 17/9075, 17 / 9075, 17/10 000. Cleans to the canonical text."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Drucksache")
        kwargs["widget"] = forms.TextInput(attrs={"size": 14, "autocomplete": "off", "spellcheck": "false"})
        super().__init__(max_length=40, required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        wahlperiode, nummer, zusatz = parse_number(text)
        return f"{wahlperiode}/{nummer} {zusatz}".strip()


def named_by(key: str, rows: QuerySet) -> Any | None:
    """The row whose key an address gives, None when there is none or the text is no key at all."""
    try:
        return rows.filter(pk=key).first()
    except ValueError:
        return None


def desk_url(row: Any) -> str:
    """Where a row stands on the clerks' desk."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def check_free(number: str, owner: Any) -> None:
    """Refuse a number whose contents are entered already, naming the paper; ``owner`` may keep its own.

    The row of a number that nobody took is made only when the form is saved: a refused form leaves nothing behind.
    """
    paper = Drucksache.objects.numbered(number).select_related("antrag", "stellungnahme__antrag").first()
    for taken_by in (getattr(paper, name, None) for name in ("antrag", "stellungnahme")):
        if taken_by is not None and taken_by != owner:
            raise ValidationError(
                format_html(
                    'Drucksache {} ist schon erfasst: <a href="{}">{}</a>.', number, desk_url(taken_by), taken_by
                ),
                code="taken",
            )


def without_side_doors(field: forms.Field, *, add: bool = False) -> None:
    """Take the small links beside a choice away: each is a stop of the tab key that hardly anybody wants."""
    wrapper = field.widget
    wrapper.can_add_related = add and wrapper.can_add_related
    wrapper.can_change_related = wrapper.can_delete_related = wrapper.can_view_related = False


class LoadedAutocompleteSelect(AutocompleteSelect):
    """Autocomplete that knows the label of its row's value already, and so asks the database nothing.

    Django's asks once for each row of a formset; a paper with thirty names would cost thirty queries.
    """

    chosen: Any = None

    def build_attrs(self, base_attrs, extra_attrs=None):
        """An empty box says what it is for."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-placeholder": "suchen …"}

    def optgroups(self, name, value, attr=None):
        chosen = next(iter(value), "")
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        known = self.chosen is not None and str(self.chosen.pk) == str(chosen)
        if chosen and (row := self.chosen if known else named_by(chosen, self.choices.queryset)):
            options.append(self.create_option(name, row.pk, str(row), True, len(options)))
        return [(None, options, 0)]
