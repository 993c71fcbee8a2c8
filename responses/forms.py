"""What may be asked of a dossier, and of the pages of open citations."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from inquiries.models import Parlament

MOST_DIGITS = 18  # as many as a key of the database can have


class SelectionField(forms.Field):
    """The repeated parameter ``antrag``: keys of inquiries in the order given, each once."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[int]:
        keys = [text.strip() for text in value or () if text.strip()]
        for key in keys:
            if not (key.isascii() and key.isdecimal() and len(key) <= MOST_DIGITS):
                raise ValidationError(
                    "„%(key)s“ bezeichnet keine Anfrage. Bitte wählen Sie die Anfragen in der Liste aus.",
                    code="invalid",
                    params={"key": key[:40]},
                )
        return list(dict.fromkeys(map(int, keys)))

    def validate(self, value: list[int]) -> None:
        if not value:
            raise ValidationError(
                "Es ist keine Anfrage ausgewählt. Bitte wählen Sie in der Liste mindestens eine Anfrage aus.",
                code="required",
            )
        if len(value) > settings.DOSSIER_MAX_INQUIRIES:
            raise ValidationError(
                "Ein Dossier fasst höchstens %(most)d Anfragen; ausgewählt sind %(chosen)d. "
                "Bitte wählen Sie weniger aus, oder teilen Sie die Auswahl auf mehrere Dossiers auf.",
                code="too-many",
                params={"most": settings.DOSSIER_MAX_INQUIRIES, "chosen": len(value)},
            )


class DossierForm(forms.Form):
    """``ordnung`` is "auswahl" (as selected) or "nummer"."""

    AUSWAHL, NUMMER = "auswahl", "nummer"

    antrag = SelectionField(label="Anfragen")
    fuer = forms.CharField(
        label="Für",
        required=False,
        max_length=200,
        help_text="Name oder Stelle, für die das Dossier bestimmt ist; steht auf dem Deckblatt.",
        error_messages={"max_length": "„Für“ hat höchstens %(limit_value)d Zeichen (es sind %(show_value)d)."},
    )
    anhang = forms.BooleanField(label="Zitierte Antworten als Anhang", required=False)
    ordnung = forms.ChoiceField(
        label="Reihenfolge",
        required=False,
        choices=[(AUSWAHL, "wie ausgewählt"), (NUMMER, "nach Nummer")],
        error_messages={"invalid_choice": "„%(value)s“ ist keine Reihenfolge; möglich sind „auswahl“ und „nummer“."},
    )


class CitationsForm(forms.Form):
    """The search and the filters of a page of open citations; nothing is required."""

    q = forms.CharField(
        label="Suche",
        required=False,
        max_length=200,
        error_messages={"max_length": "Die Suche ist zu lang: höchstens 200 Zeichen, es sind %(show_value)s."},
    )
    wahlperiode = forms.IntegerField(
        label="Wahlperiode der Anfrage",
        required=False,
        min_value=1,
        max_value=99,
        error_messages={
            "invalid": "Die Wahlperiode ist keine Zahl.",
            "min_value": "Die Wahlperiode ist eine Zahl von 1 bis 99.",
            "max_value": "Die Wahlperiode ist eine Zahl von 1 bis 99.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
    )
    sortierung = forms.ChoiceField(
        label="Sortierung",
        required=False,
        choices=[("", "zuletzt gefundene zuerst"), ("aelteste", "zuerst gefundene zuerst")],
    )
    seite = forms.IntegerField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": "Die Seite ist keine Zahl."}
    )

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(data, auto_id="%s")
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = "„%(value)s“ steht hier nicht zur Auswahl."

    def clean_q(self) -> str:
        return " ".join(self.cleaned_data["q"].split())


class MissingForm(CitationsForm):
    """For papers that are cited and not here. ``parlament`` is empty for the own house, "alle" for every one."""

    parlament = forms.ChoiceField(label="Parlament", required=False)
    field_order = ("q", "parlament", "wahlperiode", "sortierung")

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(data)
        others = [choice for choice in Parlament.choices if choice[0] != settings.PARLAMENT]
        own = Parlament(settings.PARLAMENT).label
        self.fields["parlament"].choices = [("", own), ("alle", "alle Parlamente"), *others]
        self.fields["wahlperiode"].label = "Wahlperiode"
        self.fields["sortierung"].choices = [("", "am häufigsten zitierte zuerst"), ("nummer", "nach Nummer")]
