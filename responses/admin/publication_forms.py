"""What publishing asks for, and the ways around it: reasons, a second person, a withdrawal."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from inquiries.models import Antrag, Frage
from responses.findings import SUGGESTED
from responses.four_eyes import may_publish
from responses.models import Hinweis, Luecke

LONGEST = 500
"""Characters of a reason."""

WHY_UNANSWERED = (
    "Das Schreiben enthält zu dieser Nummer keine Antwort.",
    "Die Antwort wird nachgereicht.",
    "Die Frage ist zurückgezogen.",
    "Nach Auskunft des Ministeriums liegen dazu keine Daten vor.",
)


class ReasonField(forms.CharField):
    """A sentence in words of one's own, or one of those that ``suggestions`` (the id of a list) offers."""

    def __init__(self, suggestions: str, **kwargs):
        kwargs["widget"] = forms.TextInput(attrs={"list": suggestions, "class": "reason", "autocomplete": "off"})
        super().__init__(max_length=LONGEST, **kwargs)


class MissingForm(forms.Form):
    """One field for each question that stays without an answer and for each Hinweis that nobody has settled.

    Where there are several of a kind, one more gives a reason to all of them that have none of their own.
    """

    FRAGE, HINWEIS = "grund_", "hinweis_"
    REST = {FRAGE: "grund_uebrige", HINWEIS: "hinweis_uebrige"}
    LISTS = {FRAGE: WHY_UNANSWERED, HINWEIS: SUGGESTED}

    def __init__(
        self,
        *args,
        antrag: Antrag,
        fragen: Iterable[Frage],
        hinweise: Iterable[Hinweis],
        known: Iterable[Luecke] = (),
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        given = {luecke.frage_id: luecke.grund for luecke in known}
        for frage in fragen:
            name = f"{antrag.question_noun} {frage.nummer}"
            self._ask(
                self.FRAGE,
                frage,
                label=f"Warum bleibt {name} ohne Antwort?",
                needed=f"Bitte angeben, warum {name} ohne Antwort bleibt.",
                initial=given.get(frage.pk, ""),
            )
        for number, hinweis in enumerate(hinweise, start=1):
            self._ask(
                self.HINWEIS,
                hinweis,
                label=f"Warum ist Hinweis {number} erledigt?",
                needed=f"Bitte angeben, warum Hinweis {number} ({hinweis.place}) erledigt ist.",
            )
        for kind, label in ((self.FRAGE, "Grund für alle übrigen Fragen"), (self.HINWEIS, "Für alle übrigen Hinweise")):
            if len(self._fields(kind)) > 1:
                self.fields[self.REST[kind]] = ReasonField(f"vorschlaege-{kind}", label=label, required=False)

    def _ask(self, kind: str, row: Frage | Hinweis, *, label: str, needed: str, initial: str = "") -> None:
        field = ReasonField(f"vorschlaege-{kind}", label=label, required=False, initial=initial)
        field.row, field.needed = row, needed
        self.fields[f"{kind}{row.pk}"] = field

    def _fields(self, kind: str) -> list[str]:
        return [name for name, field in self.fields.items() if name.startswith(kind) and hasattr(field, "row")]

    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self._fields(self.FRAGE)]

    def findings(self) -> list[forms.BoundField]:
        return [self[name] for name in self._fields(self.HINWEIS)]

    def rest_of_questions(self) -> forms.BoundField | None:
        return self[self.REST[self.FRAGE]] if self.REST[self.FRAGE] in self.fields else None

    def rest_of_findings(self) -> forms.BoundField | None:
        return self[self.REST[self.HINWEIS]] if self.REST[self.HINWEIS] in self.fields else None

    def clean(self) -> None:
        super().clean()
        for kind in (self.FRAGE, self.HINWEIS):
            rest = self.cleaned_data.get(self.REST[kind], "")
            for name in self._fields(kind):
                if name in self.errors:
                    continue
                self.cleaned_data[name] = self.cleaned_data.get(name) or rest
                if not self.cleaned_data[name] and self.REST[kind] not in self.errors:
                    self.add_error(name, self.fields[name].needed)

    def given(self, kind: str) -> dict[int, str]:
        """The reasons by the key of the question or of the Hinweis; to be asked of a valid form only."""
        return {self.fields[name].row.pk: self.cleaned_data[name] for name in self._fields(kind)}


def _paper_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "paper-text"})


class WithdrawalForm(forms.Form):
    grund = forms.CharField(
        label="Warum wird das Schreiben zurückgezogen?",
        max_length=LONGEST,
        help_text="Lesende sehen diesen Satz anstelle des Schreibens; er steht auch im Verlauf.",
        widget=_paper_text(3),
        error_messages={"required": "Bitte angeben, warum das Schreiben zurückgezogen wird."},
    )


class PresentationForm(forms.Form):
    vorgelegt_an = forms.ModelChoiceField(
        may_publish(),
        label="Wem?",
        required=False,
        empty_label="wer zuerst dazu kommt",
        help_text="Veröffentlichen können es auch die anderen, die das dürfen.",
    )
    bemerkung = forms.CharField(label="Bemerkung", required=False, max_length=2000, widget=_paper_text(3))

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vorgelegt_an"].queryset = may_publish().exclude(pk=by.pk)


class ReturnForm(forms.Form):
    bemerkung = forms.CharField(
        label="Was ist vor dem Veröffentlichen zu tun?",
        max_length=2000,
        widget=_paper_text(3),
        error_messages={"required": "Bitte angeben, was noch zu tun ist."},
    )


class SettlementForm(forms.Form):
    grund = ReasonField(
        "vorschlaege-hinweis_", label="Warum erledigt?", error_messages={"required": "Bitte einen Grund angeben."}
    )
