"""What a clerk says of a citation: which paper and which Ziffern it means, or that it is none."""

from __future__ import annotations

import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from inquiries import correcting
from inquiries.correcting import CitingText, CorrectionError, Meaning
from inquiries.models import Antrag, Drucksache, Parlament, Verweis
from inquiries.models.drucksache import parse_number
from inquiries.reading.numbers import NumberError, parse_numbers

from .fields import PaperTextField

NONE = "kein"
_CANDIDATE = "kandidat-"
_PROTOCOL = re.compile(r"\s*([1-9][0-9]?)\s*/\s*([1-9][0-9]{0,3})\s*")


class MeaningForm(forms.ModelForm):
    """The meaning of a citation that is there; ``antrag`` is the paper in which it stands."""

    meint = forms.ChoiceField(label="Gemeint ist", widget=forms.RadioSelect)
    parlament = forms.ChoiceField(
        label="Parlament", choices=Parlament.choices, required=False, initial=settings.PARLAMENT
    )
    nummer = forms.CharField(
        label="Nummer",
        max_length=40,
        required=False,
        help_text="Der Drucksache wie 17/9075, beim Bundesrat 123/24; eines Plenarprotokolls wie 17/13.",
        widget=forms.TextInput(attrs={"size": 14, "autocomplete": "off", "spellcheck": "false"}),
    )
    ziffern = forms.CharField(
        label="Ziffern",
        max_length=200,
        required=False,
        help_text="Wie „3 und 4“ oder „1-3“; leer, wenn das ganze Papier gemeint ist.",
        widget=forms.TextInput(attrs={"size": 14, "autocomplete": "off", "spellcheck": "false"}),
    )

    antrag: Antrag

    class Meta:
        model = Verweis
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kandidaten = {}
        if self.instance.pk:
            papers = self.instance.kandidaten.order_by("parlament", "wahlperiode", "nummer", "pk")
            self.kandidaten = {f"{_CANDIDATE}{paper.pk}": paper for paper in papers}
            self.antrag = self.instance.antrag
            self._show(self.instance)
        self.fields["meint"].choices = [
            *((key, f"{paper.get_parlament_display()}, {paper}") for key, paper in self.kandidaten.items()),
            (Verweis.Art.DRUCKSACHE, "eine andere Drucksache" if self.kandidaten else "eine Drucksache"),
            (Verweis.Art.SAME_PAPER, "dieses Papier selbst"),
            (Verweis.Art.PLENARPROTOKOLL, "ein Plenarprotokoll"),
            (Verweis.Art.LETTER, "ein Schreiben"),
            *([(NONE, "nichts: Das ist kein Verweis.")] if self.instance.pk else []),
        ]

    def _show(self, verweis: Verweis) -> None:
        paper = verweis.drucksache
        chosen = next((key for key, candidate in self.kandidaten.items() if candidate == paper), None)
        self.initial["meint"] = NONE if verweis.stand == Verweis.Stand.VERWORFEN else chosen or verweis.art
        if verweis.ausgang == Verweis.Ausgang.AMBIGUOUS:
            self.initial["meint"] = None
        self.initial["ziffern"] = ", ".join(verweis.ziffern)
        self.initial["nummer"] = verweis.protokoll
        if paper and not chosen:
            self.initial["parlament"] = paper.parlament
            self.initial["nummer"] = str(paper).removeprefix(f"{paper.parlament} ")

    def clean_ziffern(self) -> tuple[str, ...]:
        text = self.cleaned_data["ziffern"]
        try:
            return parse_numbers(text) if text.strip() else ()
        except NumberError as error:
            raise ValidationError(str(error), code="number") from error

    def clean(self) -> None:
        super().clean()
        self.paper_key, self.protokoll = None, ""
        match self.cleaned_data.get("meint"):
            case Verweis.Art.DRUCKSACHE:
                self._clean_paper()
            case Verweis.Art.PLENARPROTOKOLL:
                self._clean_protocol()
            case Verweis.Art.SAME_PAPER if not self.cleaned_data.get("ziffern") and "ziffern" not in self.errors:
                self.add_error("ziffern", "Welche Ziffer dieses Papiers ist gemeint?")

    def _clean_paper(self) -> None:
        number, parlament = self.cleaned_data.get("nummer", ""), self.cleaned_data.get("parlament")
        if not number:
            self.add_error("nummer", "Bitte die Nummer der Drucksache angeben.")
            return
        if parlament == Parlament.BUNDESRAT:  # printed as number/year: 123/24
            nummer, _, year = number.partition("/")
            number = f"{year.strip()[-2:]}/{nummer.strip()}"
        try:
            key = parse_number(number)
        except ValidationError as error:
            self.add_error("nummer", error)
            return
        own = self.antrag.drucksache
        if own and parlament == own.parlament and key[0] > own.wahlperiode:
            self.add_error(
                "nummer",
                f"Ein Papier der {own.wahlperiode}. Wahlperiode kann keines der {key[0]}. zitieren. Ist ein anderes "
                "Parlament gemeint?",
            )
            return
        self.paper_key = (parlament or settings.PARLAMENT, *key)

    def _clean_protocol(self) -> None:
        match = _PROTOCOL.fullmatch(self.cleaned_data.get("nummer", ""))
        if match is None:
            self.add_error("nummer", "Gemeint ist eine Angabe wie 17/13: Wahlperiode, Schrägstrich, Sitzung.")
        else:
            self.protokoll = f"{match[1]}/{match[2]}"

    def meaning(self) -> Meaning | None:
        """What was said, None for no citation; asked of a valid form. A paper not known so far gets its row."""
        meint, ziffern = self.cleaned_data["meint"], self.cleaned_data["ziffern"]
        if meint == NONE:
            return None
        if paper := self.kandidaten.get(meint):
            return Meaning(Verweis.Art.DRUCKSACHE, paper, ziffern=ziffern)
        if self.paper_key:
            names = ("parlament", "wahlperiode", "nummer", "zusatz")
            paper, _ = Drucksache.objects.get_or_create(**dict(zip(names, self.paper_key, strict=True)))
            return Meaning(meint, paper, ziffern=ziffern)
        return Meaning(meint, protokoll=self.protokoll, ziffern=ziffern)


class AddForm(MeaningForm):
    """A citation that was not found: its words in ``text``, a text of ``antrag``."""

    worte = PaperTextField(
        label="Worte des Verweises",
        rows=2,
        help_text="Oben im Text markieren oder hier genau so eintragen, wie sie dort stehen.",
    )
    anfang = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    vorkommen = forms.IntegerField(
        label="Wievieltes Vorkommen",
        required=False,
        min_value=1,
        help_text="Nur nötig, wenn die Worte mehrmals im Text stehen und nicht markiert wurden.",
        widget=forms.NumberInput(attrs={"size": 4}),
    )

    text: CitingText

    def clean(self) -> None:
        super().clean()
        self.stretch: tuple[int, int] | None = None
        words = self.cleaned_data.get("worte", "").strip()
        if not words:
            return
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        places = [match.span() for match in pattern.finditer(self.text.text)]
        which = self.cleaned_data.get("vorkommen")
        marked = [span for span in places if span[0] == self.cleaned_data.get("anfang")]
        if not places:
            self.add_error("worte", "Diese Worte stehen so nicht im Text.")
        elif which and which > len(places):
            self.add_error("vorkommen", f"Die Worte stehen nur {len(places)}-mal im Text.")
        elif len(places) > 1 and not which and not marked:
            self.add_error("vorkommen", f"Die Worte stehen {len(places)}-mal im Text. Das wievielte Mal ist gemeint?")
        elif "\n\n" in self.text.text[slice(*places[0])]:
            self.add_error("worte", "Ein Verweis steht in einem Absatz. Bitte nur Worte aus einem Absatz angeben.")
        else:
            self.stretch = places[which - 1] if which else marked[0] if marked else places[0]
            if other := correcting.edited_at(self.antrag, self.text, *self.stretch):
                self.add_error("worte", str(CorrectionError(other)))
