"""A ministry's letter, its answers, and the numbers each answer covers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Prefetch, Q, When
from django.urls import reverse

from inquiries.models import Antrag, Drucksache, Frage, InSource, Ministerium, Source, Verweis

from .protection import keep_parts_of_published, keep_published


class StellungnahmeQuerySet(models.QuerySet):
    def published(self) -> StellungnahmeQuerySet:
        return self.filter(state=Stellungnahme.State.VEROEFFENTLICHT)

    def drafts(self) -> StellungnahmeQuerySet:
        return self.filter(state=Stellungnahme.State.ENTWURF)

    def open_to_citations(self) -> StellungnahmeQuerySet:
        """Drafts and what is published: the citations of a version that holds no more stay as they were."""
        return self.filter(state__in=[Stellungnahme.State.ENTWURF, Stellungnahme.State.VEROEFFENTLICHT])

    def withdrawn(self) -> StellungnahmeQuerySet:
        return self.filter(state=Stellungnahme.State.ZURUECKGEZOGEN)

    def current(self) -> StellungnahmeQuerySet:
        """What stands in an inquiry: no versions that were replaced, withdrawn or are to replace another."""
        return self.filter(ruht=False)

    def visible_to(self, user, *, and_withdrawn: bool = False) -> StellungnahmeQuerySet:
        """Drafts are for clerks only: they may name third parties and are not checked yet.

        Of withdrawn ones everybody may know that they were; what they say is not shown to readers.
        """
        visible = Q(ruht=False) if may_see_drafts(user) else Q(state=Stellungnahme.State.VEROEFFENTLICHT)
        return self.filter(visible | Q(state=Stellungnahme.State.ZURUECKGEZOGEN) if and_withdrawn else visible)

    def in_order(self) -> StellungnahmeQuerySet:
        """As they are read, by their dates, with their ministries and own numbers."""
        return self.select_related("ministerium", "drucksache").order_by(F("schreiben_vom").asc(nulls_last=True), "pk")

    def for_reading(self) -> StellungnahmeQuerySet:
        """With all that is told and to what, and the citations in it, however many letters in a fixed few queries."""
        return self.in_order().prefetch_related(
            "im_einvernehmen",
            Prefetch("antworten", Antwort.objects.order_by("position", "pk")),
            "antworten__ziffern",
            "luecken",
            Prefetch("verweise", AntwortVerweis.objects.with_target()),
        )


def may_see_drafts(user) -> bool:
    return user.has_perm("responses.change_stellungnahme")


MAY_CHANGE = (
    "state",
    "drucksache",
    "veroeffentlicht_am",
    "veroeffentlicht_von",
    "zurueckgezogen_am",
    "zurueckgezogen_von",
    "zurueckziehungsgrund",
    "ruht",
)
"""What becomes of a letter after it was published; the rest is what readers saw."""


class Stellungnahme(models.Model):
    """One version of a letter.

    Published, it is never changed or deleted; the database refuses it (``protection``). A correction is a row of its
    own that replaces (``ersetzt``) the one before it on the day it is published. A number of its own goes with the
    version that holds now, and so does all that asks for state "veroeffentlicht".
    """

    class Art(models.TextChoices):
        STELLUNGNAHME = "stellungnahme", "Stellungnahme"
        ANTWORT = "antwort", "Antwort"
        ERGAENZUNG = "ergaenzung", "Ergänzung"

    class State(models.TextChoices):
        ENTWURF = "entwurf", "Entwurf"
        VEROEFFENTLICHT = "veroeffentlicht", "veröffentlicht"
        ERSETZT = "ersetzt", "ersetzt"
        ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"

    antrag = models.ForeignKey(Antrag, verbose_name="Anfrage", on_delete=models.PROTECT, related_name="stellungnahmen")
    art = models.CharField("Art", max_length=15, choices=Art)
    drucksache = models.OneToOneField(
        Drucksache,
        verbose_name="eigene Drucksache",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="Nur wenn das Schreiben unter eigener Nummer gedruckt wurde (Ergänzung).",
    )
    ministerium = models.ForeignKey(
        Ministerium,
        verbose_name="Ministerium",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stellungnahmen",
    )
    ministerium_gedruckt = models.CharField(
        "Ministerium wie gedruckt",
        max_length=300,
        blank=True,
        help_text="Wenn der Name in keinem Verzeichnis steht.",
    )
    im_einvernehmen = models.ManyToManyField(
        Ministerium, verbose_name="im Einvernehmen mit", blank=True, related_name="mitgezeichnet"
    )
    im_einvernehmen_gedruckt = models.CharField(
        "weitere, wie gedruckt", max_length=500, blank=True, help_text="Namen, die in keinem Verzeichnis stehen."
    )
    schreiben_vom = models.DateField("Schreiben vom", null=True, blank=True)
    aktenzeichen = models.CharField("Aktenzeichen", max_length=100, blank=True)
    vorbemerkung = models.TextField("Vorbemerkung", blank=True)
    unterzeichnet_von = models.CharField("unterzeichnet von", max_length=200, blank=True)
    amt = models.CharField("Amt", max_length=300, blank=True)
    state = models.CharField("Stand", max_length=15, choices=State, default=State.ENTWURF)
    veroeffentlicht_am = models.DateTimeField("veröffentlicht am", null=True, editable=False)
    veroeffentlicht_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    source = models.ForeignKey(
        Source,
        verbose_name="Quelle",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stellungnahmen",
    )
    erfasst_am = models.DateTimeField("erfasst am", auto_now_add=True)
    ersetzt = models.OneToOneField(
        "self",
        verbose_name="berichtigt die Fassung",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="ersetzt_durch",
    )
    berichtigungsgrund = models.CharField(
        "Was wird berichtigt?",
        max_length=500,
        blank=True,
        help_text="Lesende sehen diesen Satz bei der berichtigten Fassung, etwa „Zahl in Antwort 3 richtiggestellt.“",
    )
    zurueckgezogen_am = models.DateTimeField("zurückgezogen am", null=True, editable=False)
    zurueckgezogen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    zurueckziehungsgrund = models.CharField("zurückgezogen, weil", max_length=500, blank=True, editable=False)
    ruht = models.GeneratedField(
        verbose_name="gilt nicht oder noch nicht anstelle einer anderen Fassung",
        expression=Case(
            When(state__in=["ersetzt", "zurueckgezogen"], then=True),
            default=Q(state="entwurf", ersetzt__isnull=False),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = StellungnahmeQuerySet.as_manager()

    class Meta:
        verbose_name = "Stellungnahme"
        verbose_name_plural = "Stellungnahmen"
        permissions = [("publish_stellungnahme", "Kann Stellungnahmen veröffentlichen")]
        constraints = [
            models.CheckConstraint(
                condition=Q(art__in=["stellungnahme", "antwort", "ergaenzung"]),
                name="stellungnahme_art_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["entwurf", "veroeffentlicht", "ersetzt", "zurueckgezogen"]),
                name="stellungnahme_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="zurueckgezogen", zurueckgezogen_am__isnull=False) & ~Q(zurueckziehungsgrund="")
                | ~Q(state="zurueckgezogen") & Q(zurueckgezogen_am__isnull=True, zurueckziehungsgrund=""),
                name="stellungnahme_withdrawn_with_reason",
            ),
        ]
        triggers = keep_published(*MAY_CHANGE)
        # The few drafts among many letters, so that what is public is told from them at once.
        indexes = [models.Index(fields=["antrag"], condition=Q(state="entwurf"), name="stellungnahme_draft")]

    def __str__(self) -> str:
        date = f" vom {self.schreiben_vom:%d.%m.%Y}" if self.schreiben_vom else ""
        inquiry = self.antrag.number if self.antrag.drucksache_id else self.antrag.titel
        return f"{self.get_art_display()}{date} zu {inquiry}"

    def get_absolute_url(self) -> str:
        """The inquiry that it answers; a version that does not stand there has a page of its own."""
        stands_there = self.is_published or (self.is_draft and not self.ersetzt_id)
        return self.antrag.get_absolute_url() if stands_there else reverse("fassung", args=[self.pk])

    @property
    def ministry_name(self) -> str:
        return self.ministerium_gedruckt or (self.ministerium.name if self.ministerium else "")

    def citations_in(self, antwort: Antwort) -> list[AntwortVerweis]:
        """Those of the letter's citations that stand in this answer; no query on rows of ``for_reading()``."""
        return [verweis for verweis in self.verweise.all() if verweis.antwort_id == antwort.pk]

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.ENTWURF

    @property
    def is_published(self) -> bool:
        return self.state == self.State.VEROEFFENTLICHT

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.ZURUECKGEZOGEN

    @property
    def own_number(self) -> Drucksache | None:
        """The number that is or will be its own: a correction takes that of the version before it."""
        if self.drucksache or not self.ersetzt_id or not self.is_draft:
            return self.drucksache
        return self.ersetzt.drucksache


class Antwort(InSource):
    """One answer, to the one or more numbers in ``ziffern``."""

    stellungnahme = models.ForeignKey(
        Stellungnahme, verbose_name="Stellungnahme", on_delete=models.CASCADE, related_name="antworten"
    )
    position = models.PositiveSmallIntegerField("Position")
    text = models.TextField("Text")
    nur_verweis = models.BooleanField(
        "nur Verweis",
        default=False,
        editable=False,
        help_text="Sagt nichts, als dass die Antwort anderswo steht.",
    )

    class Meta:
        verbose_name = "Antwort"
        verbose_name_plural = "Antworten"
        constraints = [
            *InSource.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="antwort_text_given"),
        ]
        triggers = keep_parts_of_published("stellungnahme_id", but=("nur_verweis",))

    def __str__(self) -> str:
        return f"Zu {', '.join(ziffer.nummer for ziffer in self.ziffern.all())}: {self.text[:60]}"


class Ziffer(models.Model):
    """One number that an answer covers. ``frage`` is empty when the inquiry has no question of that number."""

    antwort = models.ForeignKey(Antwort, verbose_name="Antwort", on_delete=models.CASCADE, related_name="ziffern")
    nummer = models.CharField("Nummer", max_length=20)
    frage = models.ForeignKey(
        Frage, verbose_name="Frage", on_delete=models.PROTECT, null=True, blank=True, related_name="ziffern"
    )
    wortlaut = models.TextField("Frage, wie das Ministerium sie wiederholt", blank=True)

    class Meta:
        verbose_name = "Ziffer"
        verbose_name_plural = "Ziffern"
        constraints = [models.UniqueConstraint(fields=["antwort", "nummer"], name="ziffer_nummer_unique")]
        triggers = keep_parts_of_published("antwort_id", but=("frage",), whole="responses_antwort")

    def __str__(self) -> str:
        return self.nummer


class Luecke(models.Model):
    """Why a published letter leaves a question without an answer, in a clerk's words."""

    stellungnahme = models.ForeignKey(
        Stellungnahme, verbose_name="Stellungnahme", on_delete=models.CASCADE, related_name="luecken"
    )
    frage = models.ForeignKey(Frage, verbose_name="Frage", on_delete=models.PROTECT, related_name="luecken")
    grund = models.CharField("Grund", max_length=500)

    class Meta:
        verbose_name = "Frage ohne Antwort"
        verbose_name_plural = "Fragen ohne Antwort"
        constraints = [
            models.UniqueConstraint(fields=["stellungnahme", "frage"], name="luecke_once"),
            models.CheckConstraint(condition=~Q(grund=""), name="luecke_grund_given"),
        ]
        triggers = keep_parts_of_published("stellungnahme_id")

    def __str__(self) -> str:
        return f"{self.frage.nummer}: {self.grund}"


class AntwortVerweis(Verweis):
    """A citation in a letter: in one of its answers, or (without one) in its Vorbemerkung.

    The rest of a citation is the same wherever it stands, and lives in Verweis; so the direction between the
    applications holds and "who cites this paper" stays one table.
    """

    stellungnahme = models.ForeignKey(
        Stellungnahme, verbose_name="Stellungnahme", on_delete=models.CASCADE, related_name="verweise"
    )
    antwort = models.ForeignKey(
        Antwort,
        verbose_name="Antwort",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="verweise",
    )

    class Meta:
        verbose_name = "Verweis in einer Stellungnahme"
        verbose_name_plural = "Verweise in Stellungnahmen"
