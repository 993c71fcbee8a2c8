"""A ministry's letter, its answers, and the numbers each answer covers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q

from inquiries.models import Antrag, Drucksache, Frage, InSource, Ministerium, Source, Verweis


class StellungnahmeQuerySet(models.QuerySet):
    def published(self) -> StellungnahmeQuerySet:
        return self.filter(state=Stellungnahme.State.VEROEFFENTLICHT)

    def drafts(self) -> StellungnahmeQuerySet:
        return self.filter(state=Stellungnahme.State.ENTWURF)

    def visible_to(self, user) -> StellungnahmeQuerySet:
        """Drafts are for clerks only: they may name third parties and are not checked yet."""
        return self.all() if may_see_drafts(user) else self.published()

    def for_reading(self) -> StellungnahmeQuerySet:
        """With all that a page prints, in the order of the letters, whatever their number in a fixed few queries."""
        return (
            self.select_related("ministerium", "drucksache", "source")
            .prefetch_related(
                "im_einvernehmen",
                Prefetch("antworten", Antwort.objects.order_by("position", "pk")),
                "antworten__ziffern",
                Prefetch("verweise", AntwortVerweis.objects.with_target()),
                "luecken",
            )
            .order_by(F("schreiben_vom").asc(nulls_last=True), "pk")
        )


def may_see_drafts(user) -> bool:
    return user.has_perm("responses.change_stellungnahme")


class Stellungnahme(models.Model):
    class Art(models.TextChoices):
        STELLUNGNAHME = "stellungnahme", "Stellungnahme"
        ANTWORT = "antwort", "Antwort"
        ERGAENZUNG = "ergaenzung", "Ergänzung"

    class State(models.TextChoices):
        ENTWURF = "entwurf", "Entwurf"
        VEROEFFENTLICHT = "veroeffentlicht", "veröffentlicht"

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
                condition=Q(state__in=["entwurf", "veroeffentlicht"]), name="stellungnahme_state_known"
            ),
        ]
        # The few drafts among many letters, so that what is public is told from them at once.
        indexes = [models.Index(fields=["antrag"], condition=Q(state="entwurf"), name="stellungnahme_draft")]

    def __str__(self) -> str:
        date = f" vom {self.schreiben_vom:%d.%m.%Y}" if self.schreiben_vom else ""
        inquiry = self.antrag.number if self.antrag.drucksache_id else self.antrag.titel
        return f"{self.get_art_display()}{date} zu {inquiry}"

    def get_absolute_url(self) -> str:
        return self.antrag.get_absolute_url()

    @property
    def ministry_name(self) -> str:
        return self.ministerium_gedruckt or (self.ministerium.name if self.ministerium else "")

    def citations_in(self, antwort: Antwort) -> list[AntwortVerweis]:
        """Those of the letter's citations that stand in this answer; no query on rows of ``for_reading()``."""
        return [verweis for verweis in self.verweise.all() if verweis.antwort_id == antwort.pk]

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.ENTWURF


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

    def __str__(self) -> str:
        return self.nummer


class Luecke(models.Model):
    """Why a published letter leaves a question without an answer, in a clerk's words."""

    stellungnahme = models.ForeignKey(
        Stellungnahme, verbose_name="Stellungnahme", on_delete=models.CASCADE, related_name="luecken"
    )
    frage = models.ForeignKey(Frage, verbose_name="Frage", on_delete=models.CASCADE, related_name="luecken")
    grund = models.CharField("Grund", max_length=500)

    class Meta:
        verbose_name = "Frage ohne Antwort"
        verbose_name_plural = "Fragen ohne Antwort"
        constraints = [
            models.UniqueConstraint(fields=["stellungnahme", "frage"], name="luecke_once"),
            models.CheckConstraint(condition=~Q(grund=""), name="luecke_grund_given"),
        ]

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
