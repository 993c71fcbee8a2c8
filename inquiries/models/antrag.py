"""An inquiry and its numbered questions."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from inquiries import calendar, deadlines

from .drucksache import Drucksache
from .people import Abgeordnete, Fraktion, Urheber
from .source import InSource, Source


class AntragQuerySet(models.QuerySet):
    def unanswered(self) -> AntragQuerySet:
        return self.filter(fragen_beantwortet=0)

    def partly_answered(self) -> AntragQuerySet:
        return self.filter(fragen_beantwortet__gt=0, fragen_beantwortet__lt=F("fragen_gesamt"))

    def answered(self) -> AntragQuerySet:
        return self.filter(fragen_gesamt__gt=0, fragen_beantwortet=F("fragen_gesamt"))

    def answered_by_reference(self) -> AntragQuerySet:
        """Every inquiry with a question that was answered, but only by pointing elsewhere."""
        return self.filter(fragen_durch_verweis__gt=0)

    def incomplete(self) -> AntragQuerySet:
        """Every inquiry that waits for an answer to at least one question."""
        return self.filter(Q(fragen_gesamt=0) | Q(fragen_beantwortet__lt=F("fragen_gesamt")))

    def overdue(self, *, on: datetime.date) -> AntragQuerySet:
        return self.incomplete().filter(frist__lt=on)


class AntragManager(models.Manager.from_queryset(AntragQuerySet)):
    def get_queryset(self) -> AntragQuerySet:
        # The search vector is for the database alone; it is written there and never travels.
        return super().get_queryset().defer("suche")


class Antrag(models.Model):
    """An inquiry of any kind.

    The last four columns are kept by triggers of the database (migrations ``responses/0002_progress`` and
    ``responses/0004_by_reference``), so that the list is right whoever wrote the rows, and counts no rows to be fast.
    ``fragen_durch_verweis`` are those of the answered questions whose answers say nothing but where to look.
    """

    class Art(models.TextChoices):
        ANTRAG = "antrag", "Antrag"
        KLEINE_ANFRAGE = "kleine_anfrage", "Kleine Anfrage"
        GROSSE_ANFRAGE = "grosse_anfrage", "Große Anfrage"
        MUENDLICHE_ANFRAGE = "muendliche_anfrage", "Mündliche Anfrage"

    art = models.CharField("Art", max_length=20, choices=Art)
    drucksache = models.OneToOneField(
        Drucksache,
        verbose_name="Drucksache",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="Leer, solange die Nummer nicht bekannt ist.",
    )
    titel = models.CharField("Titel", max_length=500)
    datum = models.DateField("Datum", null=True, blank=True, help_text="Steht bei den Unterschriften.")
    eingegangen = models.DateField("eingegangen", null=True, blank=True)
    zugeleitet = models.DateField(
        "zugeleitet",
        null=True,
        blank=True,
        help_text="An die Landesregierung; steht nicht in der Drucksache.",
    )
    ausgegeben = models.DateField("ausgegeben", null=True, blank=True)
    begruendung = models.TextField("Begründung", blank=True)
    enthaelt_beschlussteil = models.BooleanField(
        "enthält Beschlussteil", default=False, help_text="Der Antrag verlangt mehr als einen Bericht."
    )
    fraktionen = models.ManyToManyField(Fraktion, verbose_name="Fraktionen", blank=True, related_name="antraege")
    abgeordnete = models.ManyToManyField(Abgeordnete, through=Urheber, related_name="antraege")
    source = models.ForeignKey(
        Source,
        verbose_name="Quelle",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="antraege",
    )
    frist = models.DateField("Antwort fällig am", null=True, editable=False)
    frist_vorlaeufig = models.BooleanField("Frist vorläufig", default=False, editable=False)
    erfasst_am = models.DateTimeField("erfasst am", auto_now_add=True)

    fragen_gesamt = models.PositiveIntegerField("Fragen", default=0, editable=False)
    fragen_beantwortet = models.PositiveIntegerField("davon beantwortet", default=0, editable=False)
    fragen_durch_verweis = models.PositiveIntegerField(
        "davon nur durch Verweis", default=0, db_default=0, editable=False
    )
    suche = SearchVectorField(null=True, editable=False)

    objects = AntragManager()

    class Meta:
        verbose_name = "Anfrage"
        verbose_name_plural = "Anfragen"
        constraints = [
            models.CheckConstraint(
                condition=Q(art__in=["antrag", "kleine_anfrage", "grosse_anfrage", "muendliche_anfrage"]),
                name="antrag_art_known",
            ),
            models.CheckConstraint(condition=~Q(titel=""), name="antrag_titel_given"),
        ]
        indexes = [
            GinIndex(fields=["suche"], name="antrag_suche"),
            GinIndex(OpClass("titel", "gin_trgm_ops"), name="antrag_titel_trigram"),
            models.Index(Coalesce("eingegangen", "datum").desc(nulls_last=True), F("id").desc(), name="antrag_newest"),
            models.Index(fields=["frist"], name="antrag_frist"),
            models.Index(fields=["fragen_gesamt", "fragen_beantwortet", "frist"], name="antrag_progress"),
            models.Index(
                fields=["fragen_durch_verweis"], condition=Q(fragen_durch_verweis__gt=0), name="antrag_by_reference"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.drucksache or 'ohne Nummer'}: {self.titel}"

    def save(self, *args, **kwargs) -> None:
        # The dates may change in a form, a command or a correction: the deadline follows in every case.
        self._set_deadline()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "frist", "frist_vorlaeufig"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        if self.drucksache_id:
            return self.drucksache.get_absolute_url()
        return reverse("antrag", kwargs={"pk": self.pk})

    def _set_deadline(self) -> None:
        extension = self.fristverlaengerungen.order_by("-neue_frist").first() if self.pk else None
        due = deadlines.due(
            self.art,
            received=self.eingegangen,
            dispatched=self.zugeleitet,
            extended_to=extension.neue_frist if extension else None,
            is_working_day=calendar.is_working_day if settings.FRIST_AUF_WERKTAG else None,
        )
        self.frist = due.on if due else None
        self.frist_vorlaeufig = bool(due and due.provisional)

    @property
    def number(self) -> str:
        """The number as staff name the paper."""
        return str(self.drucksache) if self.drucksache_id else "ohne Nummer"

    @property
    def question_noun(self) -> str:
        """An Antrag speaks of Ziffer and Stellungnahme, an Anfrage of Frage and Antwort."""
        return "Ziffer" if self.art == self.Art.ANTRAG else "Frage"

    @property
    def reply_noun(self) -> str:
        return "Stellungnahme" if self.art == self.Art.ANTRAG else "Antwort"

    @property
    def fragen_ausgefuehrt(self) -> int:
        """Questions with an answer that says something of its own."""
        return self.fragen_beantwortet - self.fragen_durch_verweis

    @property
    def progress(self) -> str:
        """ "3 von 5 beantwortet, 1 weitere durch Verweis": what points elsewhere counts apart."""
        answered = f"{self.fragen_ausgefuehrt} von {self.fragen_gesamt} beantwortet"
        if not self.fragen_durch_verweis:
            return answered
        more = "weitere " if self.fragen_ausgefuehrt else ""
        return f"{answered}, {self.fragen_durch_verweis} {more}durch Verweis"

    def is_overdue(self, *, on: datetime.date) -> bool:
        return self.frist is not None and self.frist < on and self.fragen_beantwortet < max(self.fragen_gesamt, 1)


class Frage(InSource):
    """One numbered question. The number is a label ("3a"); the position gives the order of the paper."""

    antrag = models.ForeignKey(Antrag, verbose_name="Anfrage", on_delete=models.CASCADE, related_name="fragen")
    nummer = models.CharField("Nummer", max_length=20)
    position = models.PositiveSmallIntegerField("Position")
    text = models.TextField("Text")
    abschnitt = models.CharField(
        "Abschnitt",
        max_length=300,
        blank=True,
        help_text="Überschrift, unter der die Frage in einer Großen Anfrage steht.",
    )
    beschlussteil = models.BooleanField(
        "Beschlussteil",
        default=False,
        help_text="Verlangt einen Beschluss, keine Antwort (Abschnitt II eines Antrags).",
    )

    class Meta:
        verbose_name = "Frage"
        verbose_name_plural = "Fragen"
        constraints = [
            *InSource.Meta.constraints,
            models.UniqueConstraint(
                fields=["antrag", "nummer"],
                name="frage_nummer_unique",
                violation_error_message="Diese Nummer gibt es in der Anfrage schon.",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="frage_text_given"),
        ]

    def __str__(self) -> str:
        return f"{self.nummer}. {self.text[:80]}"

    def get_absolute_url(self) -> str:
        return f"{self.antrag.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"ziffer-{self.nummer}"


class Fristverlaengerung(models.Model):
    """A longer deadline is a recorded fact: the rules of procedure know none of their own."""

    antrag = models.ForeignKey(
        Antrag, verbose_name="Anfrage", on_delete=models.CASCADE, related_name="fristverlaengerungen"
    )
    neue_frist = models.DateField("neue Frist")
    grund = models.CharField("Grund", max_length=500)
    zugestimmt_von = models.CharField("zugestimmt von", max_length=200)
    quelle = models.CharField("Quelle", max_length=300, help_text="Schreiben oder Vermerk, aus dem das hervorgeht.")

    class Meta:
        verbose_name = "Fristverlängerung"
        verbose_name_plural = "Fristverlängerungen"

    def __str__(self) -> str:
        return f"bis {self.neue_frist:%d.%m.%Y}"

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        self.antrag.save(update_fields=[])

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self.antrag.save(update_fields=[])
        return deleted
