"""The forms that readers fill in: feedback, and the filters of the list."""

from __future__ import annotations

from django import forms

from inquiries.models import Rueckmeldung


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
