"""What a clerk types of an inquiry, checked: head, questions, names."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from inquiries.models import Antrag, Drucksache, Frage, Fraktion, Urheber
from inquiries.reading.numbers import NumberError, parse_numbers

from .fields import DrucksacheField, check_free, without_side_doors


class AntragForm(forms.ModelForm):
    drucksachennummer = DrucksacheField(help_text="Zum Beispiel 17/9075; leer, solange die Nummer nicht bekannt ist.")

    class Meta:
        model = Antrag
        fields = (
            "art",
            "titel",
            "datum",
            "eingegangen",
            "zugeleitet",
            "ausgegeben",
            "fraktionen",
            "begruendung",
            "enthaelt_beschlussteil",
        )
        widgets = {
            "titel": forms.Textarea(attrs={"rows": 2, "class": "paper-title"}),
            "fraktionen": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "fraktionen" in self.fields:
            without_side_doors(self.fields["fraktionen"])
        if self.instance.drucksache_id:
            self.initial["drucksachennummer"] = str(self.instance.drucksache)

    def clean_titel(self) -> str:
        """Titles run over several printed lines; they are one line here."""
        return " ".join(self.cleaned_data["titel"].split())

    def clean_drucksachennummer(self) -> str:
        number = self.cleaned_data["drucksachennummer"]
        if number:
            check_free(number, self.instance)
        return number

    def attach_number(self) -> None:
        """Give the inquiry the row of the number that was typed."""
        if "drucksachennummer" in self.changed_data:
            number = self.cleaned_data["drucksachennummer"]
            self.instance.drucksache = Drucksache.objects.with_number(number) if number else None


_ORDER = (
    ("datum", "eingegangen"),
    ("datum", "zugeleitet"),
    ("eingegangen", "zugeleitet"),
    ("eingegangen", "ausgegeben"),
)


def unlikely_dates(antrag: Antrag) -> list[str]:
    """Sentences about dates in an order that papers do not have; printed errors exist, so nothing is refused."""
    sentences = []
    for first, second in _ORDER:
        before, after = getattr(antrag, first), getattr(antrag, second)
        if before and after and after < before:
            names = [Antrag._meta.get_field(name).verbose_name for name in (first, second)]
            sentences.append(
                f"Bitte prüfen: „{names[1]}“ ({after:%d.%m.%Y}) liegt vor „{names[0]}“ ({before:%d.%m.%Y})."
            )
    return sentences


class FrageForm(forms.ModelForm):
    class Meta:
        model = Frage
        fields = ("nummer", "text", "abschnitt", "beschlussteil")
        help_texts = {"abschnitt": "", "beschlussteil": ""}  # not once for each of thirty questions

    def clean_nummer(self) -> str:
        typed = self.cleaned_data["nummer"]
        if "nummer" not in self.changed_data:
            return typed
        try:
            labels = parse_numbers(typed)
        except NumberError as error:
            raise ValidationError(str(error), code="number") from error
        if len(labels) > 1:
            raise ValidationError("Jede Frage hat eine Nummer für sich, zum Beispiel „3“ oder „3a“.", code="several")
        return labels[0]


class FrageFormSet(forms.BaseInlineFormSet):
    """The questions of one inquiry: each number once, and none removed that a letter answers or gives a reason for."""

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            self._queryset = self.queryset.order_by("position", "pk")
        return self._queryset

    def get_unique_error_message(self, unique_check):
        return "Eine Nummer steht mehrfach da."

    def clean(self) -> None:
        self._refuse_removal_of_answered()
        seen: set[str] = set()
        for form in self.forms:
            if form in self.deleted_forms or not (nummer := form.cleaned_data.get("nummer")):
                continue
            if nummer in seen:
                form.add_error("nummer", f"Die Nummer {nummer} steht schon bei einer Frage weiter oben.")
            seen.add(nummer)

    def _refuse_removal_of_answered(self) -> None:
        removed = [form.instance.pk for form in self.deleted_forms if form.instance.pk]
        told = Q(ziffern__isnull=False) | Q(luecken__isnull=False)
        answered = Frage.objects.filter(told, pk__in=removed).distinct().order_by("position", "pk")
        if numbers := [frage.nummer for frage in answered]:
            raise ValidationError(
                "Schon beantwortet oder mit einem Grund ohne Antwort und deshalb nicht zu löschen: "
                f"{self.instance.question_noun} {', '.join(numbers)}. Was veröffentlicht ist, bleibt; "
                "aus einem Entwurf löschen Sie zuerst die Antwort.",
                code="answered",
            )


class UrheberForm(forms.ModelForm):
    class Meta:
        model = Urheber
        fields = ("name_gedruckt", "rolle", "fraktion", "abgeordnete")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.abgeordnete_id:
            self.fields["abgeordnete"].widget.widget.chosen = self.instance.abgeordnete


class UrheberFormSet(forms.BaseInlineFormSet):
    """Names in the order of the paper; the Fraktionen to choose from are fetched once, not once a row."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fraktionen = [("", "–"), *((row.pk, str(row)) for row in Fraktion.objects.order_by("kuerzel", "pk"))]

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            self._queryset = self.queryset.select_related("abgeordnete", "fraktion").order_by("position", "pk")
        return self._queryset

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        form.fields["fraktion"].widget.choices = self.fraktionen
        without_side_doors(form.fields["fraktion"])
        without_side_doors(form.fields["abgeordnete"], add=True)
