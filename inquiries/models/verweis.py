"""A citation: where it stands, what it says, and what it points at."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from .antrag import Antrag, Frage
from .drucksache import Drucksache


class VerweisQuerySet(models.QuerySet):
    def published(self) -> VerweisQuerySet:
        """All but those in a letter that is still a draft (``AntwortVerweis`` of responses)."""
        return self.exclude(antwortverweis__stellungnahme__state="entwurf")

    def with_target(self) -> VerweisQuerySet:
        """With the cited paper and whether it is here, in order of the text."""
        return (
            self.select_related("drucksache__antrag", "drucksache__stellungnahme")
            # Long columns of the cited papers that no citation shows.
            .defer(
                "drucksache__antrag__suche",
                "drucksache__antrag__begruendung",
                "drucksache__stellungnahme__vorbemerkung",
            )
            .order_by("start", "pk")
        )

    def unresolved(self) -> VerweisQuerySet:
        """Citations of papers of any house that no reader can open: not entered, or so far in a draft only."""
        # Two anti-joins: several times as fast, over many rows, as outer joins that come back empty.
        inquiry = Antrag.objects.filter(drucksache=OuterRef("drucksache"))
        letter = Drucksache.objects.filter(pk=OuterRef("drucksache"), stellungnahme__state="veroeffentlicht")
        return self.filter(~Exists(inquiry), ~Exists(letter), art=Verweis.Art.DRUCKSACHE, drucksache__isnull=False)


class Verweis(models.Model):
    """A citation as it stands in one text of an inquiry.

    ``start`` and ``ende`` count characters of the text named by ``ort``; ``zitat`` is what stands there. Whether
    the cited paper is here is no column: it is asked of the Drucksache, so that a citation is resolved the
    moment its paper is entered.
    """

    class Art(models.TextChoices):
        DRUCKSACHE = "drucksache", "Drucksache"
        PLENARPROTOKOLL = "plenarprotokoll", "Plenarprotokoll"
        SAME_PAPER = "same-paper", "dieselbe Drucksache"
        LETTER = "letter", "Schreiben"

    class Ort(models.TextChoices):
        TITEL = "titel", "Titel"
        FRAGE = "frage", "Frage"
        BEGRUENDUNG = "begruendung", "Begründung"
        VORBEMERKUNG = "vorbemerkung", "Vorbemerkung"
        ANTWORT = "antwort", "Antwort"

    class Ausgang(models.TextChoices):
        TARGET = "target", "Ziel erkannt"
        AMBIGUOUS = "ambiguous", "mehrdeutig"
        NO_TARGET = "no-target", "kein Ziel"

    antrag = models.ForeignKey(Antrag, verbose_name="Anfrage", on_delete=models.CASCADE, related_name="verweise")
    frage = models.ForeignKey(
        Frage, verbose_name="Frage", on_delete=models.CASCADE, null=True, blank=True, related_name="verweise"
    )
    ort = models.CharField("Ort", max_length=12, choices=Ort)
    start = models.PositiveIntegerField("Anfang")
    ende = models.PositiveIntegerField("Ende")
    zitat = models.TextField("Zitat")
    art = models.CharField("Art", max_length=15, choices=Art)
    drucksache = models.ForeignKey(
        Drucksache,
        verbose_name="Drucksache",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="zitiert_in",
    )
    protokoll = models.CharField("Plenarprotokoll", max_length=30, blank=True)
    ziffern = ArrayField(models.CharField(max_length=20), verbose_name="Ziffern", default=list, blank=True)
    ausgang = models.CharField("Ausgang", max_length=9, choices=Ausgang, default=Ausgang.TARGET)

    objects = VerweisQuerySet.as_manager()

    class Meta:
        verbose_name = "Verweis"
        verbose_name_plural = "Verweise"
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("ende")), name="verweis_span_ordered"),
            models.CheckConstraint(
                condition=Q(art__in=["drucksache", "plenarprotokoll", "same-paper", "letter"]),
                name="verweis_art_known",
            ),
            models.CheckConstraint(
                condition=Q(ort__in=["titel", "frage", "begruendung", "vorbemerkung", "antwort"]),
                name="verweis_ort_known",
            ),
            models.CheckConstraint(
                condition=Q(ausgang__in=["target", "ambiguous", "no-target"]), name="verweis_ausgang_known"
            ),
            models.CheckConstraint(
                condition=Q(drucksache__isnull=True) | Q(art="drucksache"), name="verweis_drucksache_fits_art"
            ),
        ]

    def __str__(self) -> str:
        return self.zitat

    @property
    def is_unresolved(self) -> bool:
        """Whether it names a paper whose contents are not here; no query on rows of ``with_target()``."""
        return self.drucksache is not None and not self.drucksache.is_entered
