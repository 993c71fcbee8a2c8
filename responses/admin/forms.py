"""What a clerk types of a letter besides its answers, checked."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from inquiries.admin.fields import DrucksacheField, check_free, without_side_doors
from inquiries.models import Antrag, Drucksache
from responses.models import Stellungnahme
from responses.proposals import letter_day, propose_art, propose_ministerium
from responses.revising import open_to_correction

from .ministries import MinistryChecklist, is_valid, ministry_choices


class StellungnahmeForm(forms.ModelForm):
    antrag: ClassVar[Antrag]
    """The inquiry that the letter answers; it comes with the address of the page and is no field."""

    berichtigt = forms.ModelChoiceField(
        Stellungnahme.objects.none(),
        label="Berichtigte Fassung von",
        required=False,
        empty_label="nichts: ein eigenes Schreiben",
        help_text="Wenn das Ministerium ein veröffentlichtes Schreiben neu geschickt hat. Dieses ersetzt es dann.",
    )
    drucksachennummer = DrucksacheField(
        label="eigene Drucksache",
        help_text="Nur wenn das Schreiben unter eigener Nummer gedruckt wurde, etwa als Ergänzung.",
    )

    class Meta:
        model = Stellungnahme
        fields = (
            "berichtigungsgrund",
            "art",
            "ministerium",
            "ministerium_gedruckt",
            "im_einvernehmen",
            "im_einvernehmen_gedruckt",
            "schreiben_vom",
            "aktenzeichen",
            "vorbemerkung",
            "unterzeichnet_von",
            "amt",
        )
        widgets = {
            "im_einvernehmen": MinistryChecklist,
            "aktenzeichen": forms.TextInput(attrs={"size": 24, "autocomplete": "off", "spellcheck": "false"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.antrag_id is None:
            self.instance.antrag = self.antrag
        if not self.fields.keys() & {"art", "ministerium"}:  # a published letter is shown without fields
            return
        if "berichtigt" in self.fields:
            self.fields["berichtigt"].queryset = open_to_correction(self.antrag)
        if number := self.instance.own_number:
            self.initial["drucksachennummer"] = str(number)
        day = self._typed_day() or letter_day(self.antrag, self.instance)
        if self.instance.pk is None:
            self._propose(day)
        self._offer(day)

    def _typed_day(self) -> datetime.date | None:
        """The date of the letter as it stands in a form that came back with errors elsewhere."""
        if not self.is_bound:
            return None
        try:
            return self.fields["schreiben_vom"].clean(self["schreiben_vom"].value())
        except ValidationError:
            return None

    def _propose(self, day: datetime.date | None) -> None:
        earlier = Stellungnahme.objects.published().filter(antrag=self.antrag).exists()
        self.initial.setdefault("art", propose_art(self.antrag, earlier=earlier))
        if proposal := propose_ministerium(self.antrag, on=day):
            self.initial.setdefault("ministerium", proposal.ministerium.pk)
            self.fields["ministerium"].help_text = f"{proposal.grund} Bitte mit dem Schreiben vergleichen."

    def _offer(self, day: datetime.date | None) -> None:
        usual = {propose_art(self.antrag, earlier=False), Stellungnahme.Art.ERGAENZUNG, self.instance.art}
        self.fields["art"].choices = [choice for choice in Stellungnahme.Art.choices if choice[0] in usual]
        groups = ministry_choices(day)
        self.fields["ministerium"].choices = [("", "bitte wählen"), *groups]
        self.fields["im_einvernehmen"].choices = groups
        without_side_doors(self.fields["ministerium"])
        without_side_doors(self.fields["im_einvernehmen"])

    def clean_drucksachennummer(self) -> str:
        number = self.cleaned_data["drucksachennummer"]
        if number and number == self.antrag.number:
            raise ValidationError(
                "Das ist die Nummer der Anfrage selbst. Eine Antwort, die unter derselben Nummer gedruckt wird, "
                "braucht hier keine Angabe.",
                code="same",
            )
        before = self._number_before()
        if self.instance.own_number and self.instance.ersetzt_id and not number:
            raise ValidationError(
                "Die Nummer geht auf die berichtigte Fassung über. Sie lässt sich ändern, aber nicht streichen.",
                code="needed",
            )
        if number and number != str(before or ""):
            check_free(number, self.instance)
        return number

    def _number_before(self) -> Drucksache | None:
        before = self.cleaned_data.get("berichtigt") or self.instance.ersetzt
        return before.drucksache if before else None

    def clean(self) -> None:
        super().clean()
        corrects = self.instance.ersetzt_id or self.cleaned_data.get("berichtigt")
        if corrects and "_publish" in self.data and not self.cleaned_data.get("berichtigungsgrund"):
            self.add_error("berichtigungsgrund", "Bitte angeben, was berichtigt wird; Lesende sehen diesen Satz.")
        leading = self.cleaned_data.get("ministerium")
        named = leading or self.cleaned_data.get("ministerium_gedruckt")
        if "_publish" in self.data and not named and "ministerium" not in self.errors:
            self.add_error("ministerium", "Ohne Ministerium kann das Schreiben nicht veröffentlicht werden.")
        if leading and leading in (self.cleaned_data.get("im_einvernehmen") or ()):
            self.add_error("im_einvernehmen", f"„{leading}“ führt das Schreiben schon; es stimmt nicht sich selbst zu.")

    def attach_papers(self) -> None:
        """Give the letter the version that it corrects and the row of the number that was typed."""
        if before := self.cleaned_data.get("berichtigt"):
            self.instance.ersetzt = before
        if "drucksachennummer" in self.changed_data:
            number = self.cleaned_data["drucksachennummer"]
            before = self._number_before()
            own = Drucksache.objects.with_number(number) if number else None
            self.instance.drucksache = None if own == before else own  # the same moves here when this is published


def unlikely_dates(letter: Stellungnahme, *, today: datetime.date) -> list[str]:
    """Sentences about a date that such a letter hardly bears; printed errors exist, so nothing is refused."""
    day = letter.schreiben_vom
    if day is None:
        return []
    sentences = []
    asked = letter.antrag.datum or letter.antrag.eingegangen
    if asked and day < asked:
        sentences.append(f"Bitte prüfen: Das Schreiben ({day:%d.%m.%Y}) ist älter als die Anfrage ({asked:%d.%m.%Y}).")
    if day > today:
        sentences.append(f"Bitte prüfen: Das Schreiben trägt ein Datum in der Zukunft ({day:%d.%m.%Y}).")
    if letter.ministerium and not is_valid(letter.ministerium, on=day):
        sentences.append(f"Bitte prüfen: „{letter.ministerium}“ hieß am {day:%d.%m.%Y} nicht so.")
    return sentences
