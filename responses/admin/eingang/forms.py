"""What a clerk gives: texts, files, and which inquiry they answer."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from inquiries.admin.fields import DrucksacheField
from inquiries.models import Antrag, Drucksache
from responses.desk.arriving import stored_text

ENDINGS = ".pdf,.docx,.odt,.txt,.md,.html,.htm,.mht,.mhtml"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)


class PastedField(forms.CharField):
    """A text as it is to be kept, whatever signs are in it."""

    def to_python(self, value) -> str:
        return stored_text(super().to_python(value))


class InquiryField(DrucksacheField):
    """The number of an inquiry that is entered; cleans to the inquiry, None without a number."""

    def clean(self, value) -> Antrag | None:
        number = super().clean(value)
        if not number:
            return None
        papers = Drucksache.objects.numbered(number)
        antrag = Antrag.objects.select_related("drucksache").filter(drucksache__in=papers).first()
        if antrag is None:
            raise ValidationError(
                "Eine Anfrage mit der Nummer %(number)s ist nicht erfasst.", code="unknown", params={"number": number}
            )
        return antrag


class ErfassenForm(forms.Form):
    """``antrag``: the inquiry that is known to be answered; otherwise its number may be given."""

    text = PastedField(
        label="Text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "paper-text", "spellcheck": "false", "autofocus": True}),
    )
    dateien = forms.Field(
        label="Dateien", required=False, widget=FilesInput(attrs={"accept": ENDINGS, "data-dateien": True})
    )
    anfrage = InquiryField(
        label="Antwort auf Drucksache",
        help_text="Nur bei einem Schreiben, das selbst keine Nummer nennt; sonst wird die Anfrage erkannt. "
        "Eine Anfrage ohne Nummer lässt sich nach dem Einlesen suchen.",
    )

    def __init__(self, *args, antrag: Antrag | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if antrag:
            del self.fields["anfrage"]

    def clean_text(self) -> str:
        return self.cleaned_data["text"] if self.cleaned_data["text"].strip() else ""

    def clean(self) -> None:
        given = self.cleaned_data.get("text") or self.cleaned_data.get("dateien")
        if not given and not self.errors and "_hand" not in self.data:
            raise ValidationError("Bitte einen Text einfügen oder Dateien wählen.", code="nothing")


class SuchenForm(forms.Form):
    """What a clerk knows of the inquiry that a paper answers."""

    suche = forms.CharField(
        label="Welche Anfrage beantwortet das Papier?",
        help_text="Nummer (17/9075), Wörter aus Titel oder Fragen, Name oder Aktenzeichen eines Schreibens dazu.",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "size": 40, "autocomplete": "off"}),
        error_messages={"required": "Bitte angeben, wonach gesucht werden soll."},
    )
