"""What two clerks changed at once, as the page tells it: a row for each field, the wordings compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.forms.models import ModelChoiceField

from inquiries.history import Author, last_authors
from inquiries.merging import DELETE, SAVED, Difference, Kind, Merged, Row, State, Values, merge, normal
from inquiries.reading.wording import difference

CHOICE = "wahl:"
"""Begins the name of the choice between two values of the field that it goes on with."""
STORED = "gespeichert"
_ANYWHERE = ("", "*")

Words = tuple[tuple[str, str], ...]


def state_of(form: forms.BaseForm, formsets: Iterable[forms.BaseFormSet]) -> State:
    """What a form shows, with its groups of rows; of forms into which nothing was typed yet."""
    fields = {field.html_name: shown(field) for field in form if not field.is_hidden}
    return State(fields, {formset.prefix: [_row(formset, row) for row in formset.forms] for formset in formsets})


def _row(formset: forms.BaseModelFormSet, form: forms.ModelForm) -> Row:
    keys, name = [], str(formset.model._meta.verbose_name)
    if form.instance.pk:
        keys.append(f"{SAVED}{form.instance.pk}")
        named_by = formset.model.pgh_event_model.named_by
        name = " ".join([name, *filter(None, (str(getattr(form.instance, column) or "") for column in named_by))])
    if labels := getattr(form, "numbers", ()):  # a row that stands for numbers of questions, stored or not
        keys += [f"nr:{label}" for label in labels]
        name = f"{formset.model._meta.verbose_name} zu {', '.join(labels)}"
    fields = {field.name: shown(field) for field in form if not field.is_hidden}
    hidden = {field.name: shown(field) for field in form if field.is_hidden}
    return Row(tuple(keys), name, fields, hidden)


def shown(field: forms.BoundField) -> Values:
    """The values that a browser sends for a field that is left as it is."""
    widget = getattr(field.field.widget, "widget", field.field.widget)  # without the links that the admin puts beside
    value = field.value()
    if isinstance(widget, forms.CheckboxInput):
        return ("on",) if widget.check_test(value) else ()
    formatted = widget.format_value(value)
    if isinstance(formatted, list | tuple):
        return tuple(map(str, formatted))
    return () if formatted is None else (str(formatted),)


@dataclass(frozen=True, slots=True)
class Side:
    """A value in words, and word by word against the one at the opening where both are texts."""

    text: str
    words: Words = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the table. ``choice`` is the name of the choice, empty where there is none to make."""

    label: str
    kind: Kind
    typed: Side
    stored: Side
    opened: str
    choice: str
    prefers_stored: bool
    author: Author | None
    gone: bool


class Conflict:
    """What was stored since a form was opened and is not what was typed into it."""

    def __init__(self, merged: Merged, stored: State, row, form: forms.BaseForm, formsets: Iterable) -> None:
        self.data, self.stored, self.row = merged.data, stored, row
        self._fields = {("", name): field for name, field in form.fields.items()}
        self._models = {}
        for formset in formsets:
            self._models[formset.prefix] = formset.model
            for each in (formset.empty_form, *formset.forms):
                self._fields |= {(formset.prefix, name): field for name, field in each.fields.items()}
        self._authors = self._authors_of(merged.differences)
        self.lines = [self._line(found) for found in merged.differences]

    def _authors_of(self, differences: Iterable[Difference]) -> dict[tuple[str, str], Author]:
        """Who changed a row last, by its prefix and key; of the form's own fields by two empty words."""
        keys: dict[str, set[int]] = {}
        for found in differences:
            if found.row and found.row.saved and found.kind is not Kind.OWN:
                keys.setdefault(found.prefix, set()).add(int(found.row.saved))
        authors = {
            (prefix, str(key)): author
            for prefix, of_group in keys.items()
            for key, author in last_authors(self._models[prefix], of_group).items()
        }
        for place, parts in ((("", ""), False), (_ANYWHERE, True)):
            authors[place] = last_authors(type(self.row), [self.row.pk], parts=parts).get(self.row.pk)
        return authors

    @property
    def authors(self) -> list[Author]:
        """Who stored something, each account once, with the latest time."""
        latest: dict[str, Author] = {}
        for line in self.lines:
            if line.author and line.kind is not Kind.OWN:
                known = latest.setdefault(line.author.who, line.author)
                if line.author.at > known.at:
                    latest[line.author.who] = line.author
        return sorted(latest.values(), key=lambda author: author.at)

    @property
    def to_decide(self) -> int:
        return sum(line.kind is Kind.BOTH for line in self.lines)

    def _line(self, found: Difference) -> Line:
        field = self._fields.get((found.prefix, found.column))
        typed, stored = (in_words(field, values) for values in (found.typed, found.stored))
        opened = in_words(field, found.opened or ())
        label = str(field.label) if field and field.label else found.column.replace("_", " ").strip()
        if found.row:
            label = f"{found.row.name}: {label}" if label else found.row.name
        both_kept = found.name and found.kind is Kind.BOTH and not found.gone
        return Line(
            label=label,
            kind=found.kind,
            typed=_side(opened, typed) if found.opened is not None else Side(typed),
            stored=_side(opened, stored) if found.opened is not None else Side(stored, _words(typed, stored)),
            opened="" if found.opened is None else opened,
            choice=CHOICE + found.name if both_kept else "",
            prefers_stored=found.column == DELETE,
            author=self._author(found),
            gone=found.gone,
        )

    def _author(self, found: Difference) -> Author | None:
        if found.kind is Kind.OWN:
            return None
        if found.row is None:
            return self._authors["", ""]
        return self._authors.get((found.prefix, found.row.saved), self._authors[_ANYWHERE])


def find_conflict(opened: State | None, row, form: forms.BaseForm, formsets: list, typed) -> Conflict | None:
    """``form`` and ``formsets`` show what is stored now; None when it is still what was opened."""
    stored = state_of(form, formsets)
    if opened == stored:
        return None
    return Conflict(merge(opened, stored, typed), stored, row, form, formsets)


def typed_in_words(model: type[models.Model], opened: State | None, typed: Iterable) -> list[tuple[str, str]]:
    """Label and text of each field of a form that is not as it was opened, for a row that has no form any more."""
    told = []
    for name, values in typed:
        prefix, index, column = [*name.split("-", 2), "", ""][:3]
        rows = opened.rows.get(prefix, []) if opened else []
        if rows and index.isdecimal() and any(column in row.fields for row in rows):
            owner = f"{rows[int(index)].name}: " if int(index) < len(rows) else ""
            field = _column(_column(model, prefix).related_model, column)
        elif not rows and (name in opened.fields if opened else not name.startswith("_")):
            owner, column, field = "", name, _column(model, name)
        else:
            continue
        if normal(values) not in {normal(opened.shown(name) if opened else ()), ()}:
            label = str(field.verbose_name if field else column.replace("_", " "))
            told.append((f"{owner}{label[:1].upper()}{label[1:]}", _named(field, values)))
    return told


def _column(model: type[models.Model], name: str):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _named(field: models.Field | None, values: Values) -> str:
    """As ``in_words``, for a column instead of a field of a form."""
    labels = dict(field.flatchoices) if field is not None and not field.is_relation else {}
    if field is not None and field.is_relation:
        keys = [value for value in values if value.isdecimal()]
        labels = {str(row.pk): str(row) for row in field.related_model._base_manager.filter(pk__in=keys)}
    return "\n".join(str(labels.get(value, value)) for value in values).replace("\r\n", "\n")


def in_words(field: forms.Field | None, values: Values) -> str:
    """The values of a field as a person reads them."""
    if isinstance(field, forms.BooleanField):
        return "ja" if any(values) else "nein"
    if isinstance(field, ModelChoiceField):
        rows = {str(row.pk): str(row) for row in field.queryset.filter(pk__in=[v for v in values if v.isdecimal()])}
        return "\n".join(rows.get(value, value) for value in values if value)
    if isinstance(field, forms.ChoiceField):
        labels = dict(_flat(field.choices))
        return "\n".join(str(labels.get(value, value)) for value in values if value)
    return "\n".join(values).replace("\r\n", "\n")


def _flat(choices: Iterable) -> Iterable[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


def _side(opened: str, now: str) -> Side:
    return Side(now, _words(opened, now))


def _words(before: str, after: str) -> Words:
    """Nothing where one of them is empty: then all of it differs."""
    return difference(before, after) if before and after and before != after else ()
