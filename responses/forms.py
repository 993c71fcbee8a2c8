"""What may be asked of a dossier."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

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
    ordnung = forms.ChoiceField(
        label="Reihenfolge",
        required=False,
        choices=[(AUSWAHL, "wie ausgewählt"), (NUMMER, "nach Nummer")],
        error_messages={"invalid_choice": "„%(value)s“ ist keine Reihenfolge; möglich sind „auswahl“ und „nummer“."},
    )
