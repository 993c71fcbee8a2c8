"""The answers of a letter as rows: one for each question number, its text beside the field for the answer."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch

from inquiries.admin.fields import PaperTextField
from inquiries.models import Frage
from inquiries.reading.numbers import NumberError, parse_numbers, sort_key
from responses.entry import Entry
from responses.models import Antwort, Stellungnahme, Ziffer

WORTLAUT = "wortlaut_"


def enumerate_labels(labels: Iterable[str]) -> str:
    """„1“, „1 und 2“, „1, 2 und 4“; three or more whole numbers in a row are shortened to „1 bis 8“."""
    shortened: list[str] = []
    run: list[str] = []
    for label in [*labels, ""]:
        if run and label.isdecimal() and run[-1].isdecimal() and int(label) == int(run[-1]) + 1:
            run.append(label)
            continue
        shortened += [f"{run[0]} bis {run[-1]}"] if len(run) > 2 else run
        run = [label]
    return " und ".join(filter(None, [", ".join(shortened[:-1]), *shortened[-1:]]))


class AntwortForm(forms.ModelForm):
    """One row. ``vorgabe`` is the number that the page put into it; left as it is and without text, it is no answer.

    The formset adds a field for the wording of each question that the row stands for.
    """

    nummern = forms.CharField(
        label="Nummer",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"size": 10, "autocomplete": "off", "spellcheck": "false"}),
    )
    text = PaperTextField(label="Antwort", required=False, rows=6)
    so_gedruckt = forms.BooleanField(label="Das Schreiben nennt diese Nummer wirklich", required=False)
    vorgabe = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    fragen: dict[str, Frage]
    """The questions of the inquiry by number; set by the formset."""
    numbers: tuple[str, ...]
    """The numbers that the row stands for as it was shown."""

    class Meta:
        model = Antwort
        fields = ("text",)

    @property
    def wortlaut_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(WORTLAUT)]

    @property
    def questions(self) -> list[Frage]:
        return [self.fragen[number] for number in self.numbers if number in self.fragen]

    @property
    def unknown_numbers(self) -> list[str]:
        return [number for number in self.numbers if number not in self.fragen]

    @property
    def wording_given(self) -> bool:
        return any(field.value() or field.errors for field in self.wortlaut_fields)

    @property
    def asks_for_confirmation(self) -> bool:
        """Whether the row names a number that the inquiry lacks, so that the clerk may insist."""
        if self.is_bound and "nummern" in self.errors:
            return self.has_error("nummern", "unknown")
        return bool(self["so_gedruckt"].value())

    def has_changed(self) -> bool:
        if self.instance.pk:
            return super().has_changed()
        typed = {
            name: (self[name].value() or "") for name in self.fields if isinstance(self.fields[name], forms.CharField)
        }
        if typed["nummern"].strip() not in {"", typed["vorgabe"]}:
            return True
        return any(text.strip() for name, text in typed.items() if name not in {"nummern", "vorgabe"})

    def clean_nummern(self) -> tuple[str, ...]:
        if self.instance.pk and "nummern" not in self.changed_data:
            return self.numbers
        try:
            return parse_numbers(self.cleaned_data["nummern"])
        except NumberError as error:
            raise ValidationError(str(error), code="number") from error

    def clean(self) -> None:
        super().clean()
        numbers = self.cleaned_data.get("nummern")
        if not numbers:
            return
        if not self.cleaned_data.get("text") and not self._holds_wording_only(numbers):
            instead = " Soll sie entfallen, kreuzen Sie „Antwort löschen“ an." if self.instance.pk else ""
            self.add_error("text", f"Zu {enumerate_labels(numbers)} fehlt der Text der Antwort.{instead}")
        unknown = [number for number in numbers if number not in self.fragen]
        if unknown and not self.cleaned_data.get("so_gedruckt"):
            self.add_error("nummern", ValidationError(self._unknown(unknown), code="unknown"))

    def _holds_wording_only(self, numbers: tuple[str, ...]) -> bool:
        """The row of a question that is answered in another row, with the question as the letter repeats it."""
        return self.instance.pk is None and numbers == (self.cleaned_data.get("vorgabe"),)

    def _unknown(self, unknown: list[str]) -> str:
        noun = self.instance.stellungnahme.antrag.question_noun
        there_are = f"Es gibt {noun}n {enumerate_labels(self.fragen)}." if self.fragen else "Sie hat noch keine."
        return (
            f"Die Anfrage hat keine {noun} {enumerate_labels(unknown)}. {there_are} Nennt das Schreiben wirklich "
            "diese Nummer, bestätigen Sie es unter dem Feld."
        )


class AntwortFormSet(forms.BaseInlineFormSet):
    """All rows of a letter: its answers, then one row for each question without one, then a blank row."""

    instance: Stellungnahme

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        antrag = self.instance.antrag
        self.fragen = {frage.nummer: frage for frage in antrag.fragen.order_by("position", "pk")}
        answered = {ziffer.nummer for antwort in self.get_queryset() for ziffer in antwort.ziffern.all()}
        waiting = [number for number in self.fragen if number not in answered]
        self.initial_extra = [{"vorgabe": number, "nummern": number} for number in waiting]
        self.extra = len(waiting) + 1
        self.elsewhere: dict[str, list[Stellungnahme]] = {}
        letters = antrag.stellungnahmen.current().exclude(pk__in=[self.instance.pk or 0, self.instance.ersetzt_id or 0])
        others = Ziffer.objects.filter(antwort__stellungnahme__in=letters)
        for ziffer in others.select_related("antwort__stellungnahme").order_by("pk"):
            letter = ziffer.antwort.stellungnahme
            letter.antrag = antrag  # its name needs the inquiry, which is at hand
            self.elsewhere.setdefault(ziffer.nummer, []).append(letter)

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            ziffern = Prefetch("ziffern", Ziffer.objects.order_by("pk"))
            self._queryset = list(self.queryset.prefetch_related(ziffern).order_by("position", "pk"))
        return self._queryset

    def add_fields(self, form: AntwortForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fragen = self.fragen
        form.instance.stellungnahme = self.instance
        wording = {}
        if form.instance.pk:
            ziffern = sorted(form.instance.ziffern.all(), key=lambda ziffer: sort_key(ziffer.nummer))
            wording = {ziffer.nummer: ziffer.wortlaut for ziffer in ziffern}
            form.initial["nummern"] = enumerate_labels(wording)
            form.initial["so_gedruckt"] = any(number not in self.fragen for number in wording)
        elif suggested := form["vorgabe"].value():
            wording = {suggested: ""}
        form.numbers = tuple(wording)
        form.elsewhere = [letter for number in wording for letter in self.elsewhere.get(number, ())]
        for number, text in (wording or {"": ""}).items():
            form.fields[WORTLAUT + number] = PaperTextField(
                label=f"{number} im Wortlaut des Schreibens" if number else "Frage im Wortlaut des Schreibens",
                required=False,
                initial=text,
                rows=2,
            )

    @property
    def rows(self) -> list[AntwortForm]:
        """The rows in the order of the house, whether answered already or not; blank ones last."""
        return sorted(self.forms, key=lambda form: (not form.numbers, *(sort_key(n) for n in form.numbers[:1])))

    def clean(self) -> None:
        self._answered_in: dict[str, AntwortForm] = {}
        self._wording: dict[str, str] = {}
        given = [form for form in self._filled() if form.cleaned_data.get("text")]
        for form in given:
            for number in form.cleaned_data["nummern"]:
                if earlier := self._answered_in.get(number):
                    where = enumerate_labels(earlier.cleaned_data["nummern"])
                    form.add_error("nummern", f"{number} ist in diesem Schreiben schon beantwortet (Zeile „{where}“).")
                    break
                self._answered_in[number] = form
        for form in self._filled():
            self._collect_wording(form)

    def _filled(self) -> list[AntwortForm]:
        removed = self.deleted_forms
        return [form for form in self.forms if form not in removed and form.cleaned_data.get("nummern")]

    def _collect_wording(self, form: AntwortForm) -> None:
        numbers = form.cleaned_data["nummern"]
        fields = form.wortlaut_fields
        for bound in fields:
            if not (text := form.cleaned_data.get(bound.name)):
                continue
            number = numbers[0] if len(numbers) == len(fields) == 1 else bound.name.removeprefix(WORTLAUT)
            if not number:
                form.add_error(
                    bound.name,
                    "Zu mehreren Nummern zugleich: Bitte erst speichern, dann gibt es für jede ein Feld.",
                )
            elif number in self._wording:
                form.add_error(bound.name, f"Der Wortlaut von {number} steht schon in einer anderen Zeile.")
            elif number not in self._answered_in:
                form.add_error("text", f"Zu {number} ist nur der Wortlaut der Frage angegeben; die Antwort fehlt.")
            else:
                self._wording[number] = text

    def entries(self) -> list[Entry]:
        """The answers as typed; to be asked of a valid formset only."""
        return [
            Entry(
                numbers=form.cleaned_data["nummern"],
                text=form.cleaned_data["text"],
                wortlaut={
                    number: self._wording[number] for number in form.cleaned_data["nummern"] if number in self._wording
                },
                antwort=form.instance if form.instance.pk else None,
            )
            for form in dict.fromkeys(self._answered_in.values())
        ]

    def removed(self) -> list[Antwort]:
        return [form.instance for form in self.deleted_forms if form.instance.pk]


class AntwortInline(admin.StackedInline):
    model = Antwort
    form = AntwortForm
    formset = AntwortFormSet
    template = "admin/responses/stellungnahme/antworten.html"
    fields = ("nummern", "text", "so_gedruckt", "vorgabe")
    verbose_name_plural = "Antworten"
