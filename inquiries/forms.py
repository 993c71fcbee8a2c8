"""The forms that readers fill in: signing in, feedback, and the filters of the list."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.db.models.functions import Lower

from inquiries.attempts import is_refused, refusal
from inquiries.filters import SORT_LABELS, STATES
from inquiries.models import Antrag, Fraktion, Ministerium, Rueckmeldung, Wahlperiode


class SignInForm(AuthenticationForm):
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": "Benutzername oder Passwort stimmt nicht. Groß- und Kleinschreibung zählt.",
    }

    def get_invalid_login_error(self) -> forms.ValidationError:
        if is_refused(self.request):
            return forms.ValidationError(refusal(), code="too_many_attempts")
        return super().get_invalid_login_error()


class FeedbackForm(forms.ModelForm):
    class Meta:
        model = Rueckmeldung
        fields = ("seite", "text")
        labels = {"seite": "Seite, um die es geht", "text": "Ihre Rückmeldung"}
        help_texts = {
            "seite": "Adresse auf diesem Server; sie ist schon ausgefüllt, wenn Sie von dort kommen.",
            "text": "Ein Hindernis, ein Fehler in einer Anfrage oder Antwort, ein Wunsch. Höchstens 5000 Zeichen.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}


class FilterForm(forms.Form):
    """The search field and the filters of the list; nothing is required, and the choices are what there is."""

    q = forms.CharField(
        label="Suche",
        required=False,
        max_length=200,
        error_messages={"max_length": "Die Suche ist zu lang: höchstens 200 Zeichen, es sind %(show_value)s."},
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "spellcheck": "false", "enterkeyhint": "search"}
        ),
    )
    wahlperiode = forms.ChoiceField(label="Wahlperiode", required=False)
    art = forms.ChoiceField(label="Art", required=False, choices=[("", "alle"), *Antrag.Art.choices])
    fraktion = forms.ChoiceField(label="Fraktion", required=False)
    ministerium = forms.ChoiceField(label="Ministerium", required=False)
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *STATES.items()])
    verweise = forms.ChoiceField(
        label="Verweise", required=False, choices=[("", "alle"), ("offen", "mit offenen Verweisen")]
    )
    sortierung = forms.ChoiceField(
        label="Sortierung", required=False, choices=[("", "automatisch"), *SORT_LABELS.items()]
    )
    seite = forms.IntegerField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Die Seite ist keine Zahl."},
    )

    FILTERS = ("wahlperiode", "art", "fraktion", "ministerium", "stand", "verweise")

    def __init__(self, data: Mapping[str, str], *, on: datetime.date) -> None:
        super().__init__(data, auto_id="%s")
        self.fields["wahlperiode"].choices = [("", "alle"), *_wahlperioden()]
        self.fields["fraktion"].choices = [("", "alle"), *_fraktionen()]
        self.fields["ministerium"].choices = [("", "alle"), *_ministerien(on=on)]
        for name in (*self.FILTERS, "sortierung"):
            self.fields[name].error_messages["invalid_choice"] = "„%(value)s“ steht hier nicht zur Auswahl."

    def clean_q(self) -> str:
        return " ".join(self.cleaned_data["q"].split())

    @property
    def active(self) -> dict[str, str]:
        """What narrows the list now: name of the filter → what the reader chose, in words."""
        chosen = {}
        for name in self.FILTERS:
            if value := self.cleaned_data.get(name):
                chosen[name] = _label(self.fields[name], value)
        return chosen


def _label(field: forms.ChoiceField, value: str) -> str:
    for key, label in field.choices:
        if isinstance(label, (list, tuple)):
            if any(str(inner) == value for inner, _ in label):
                return next(text for inner, text in label if str(inner) == value)
        elif str(key) == value:
            return label
    raise ValueError(f"{value!r} is no choice of {field.label}")


def _wahlperioden() -> list[tuple[int, str]]:
    terms = Wahlperiode.objects.filter(parlament=settings.PARLAMENT).order_by("-nummer")
    return [(term.nummer, str(term)) for term in terms]


def _fraktionen() -> list[tuple[str, str]]:
    return [(fraktion.kuerzel, fraktion.kuerzel) for fraktion in Fraktion.objects.order_by(Lower("kuerzel"), "pk")]


def _ministerien(*, on: datetime.date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every name a ministry has had, once; those valid on the day come first."""
    names: dict[str, bool] = {}
    for ministry in Ministerium.objects.order_by(Lower("name__unaccent"), "pk"):
        valid = ministry.gueltig_von <= on and (ministry.gueltig_bis is None or on <= ministry.gueltig_bis)
        names[ministry.name] = names.get(ministry.name, False) or valid
    groups = [
        ("Heutige Namen", [(name, name) for name, valid in names.items() if valid]),
        ("Frühere Namen", [(name, name) for name, valid in names.items() if not valid]),
    ]
    return [(label, choices) for label, choices in groups if choices]
