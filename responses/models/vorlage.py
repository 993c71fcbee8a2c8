"""A draft that was presented to be published: by whom, to whom, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .stellungnahme import Stellungnahme


class VorlageQuerySet(models.QuerySet):
    def open(self) -> VorlageQuerySet:
        return self.filter(ausgang="")


class Vorlage(models.Model):
    """``vorgelegt_an`` is empty for whoever comes first. An open one has no ``ausgang``; a letter has one at most."""

    class Ausgang(models.TextChoices):
        VEROEFFENTLICHT = "veroeffentlicht", "veröffentlicht"
        ZURUECKGEGEBEN = "zurueckgegeben", "zurückgegeben"
        GEAENDERT = "geaendert", "durch eine Änderung zurückgenommen"

    stellungnahme = models.ForeignKey(
        Stellungnahme, verbose_name="Stellungnahme", on_delete=models.CASCADE, related_name="vorlagen"
    )
    vorgelegt_am = models.DateTimeField("vorgelegt am")
    vorgelegt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="vorgelegt von", on_delete=models.PROTECT, related_name="+"
    )
    vorgelegt_an = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vorgelegt an",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    bemerkung = models.TextField("Bemerkung", blank=True)
    ausgang = models.CharField("Ausgang", max_length=15, choices=Ausgang, blank=True)
    beendet_am = models.DateTimeField("beendet am", null=True, blank=True)
    beendet_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="beendet von",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    rueckmeldung = models.TextField("Bemerkung bei der Rückgabe", blank=True)

    objects = VorlageQuerySet.as_manager()

    class Meta:
        verbose_name = "Vorlage zur Veröffentlichung"
        verbose_name_plural = "Vorlagen zur Veröffentlichung"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(ausgang="", beendet_am__isnull=True)
                | Q(ausgang__in=["veroeffentlicht", "zurueckgegeben", "geaendert"], beendet_am__isnull=False),
                name="vorlage_ended_with_outcome",
            ),
            models.UniqueConstraint(fields=["stellungnahme"], condition=Q(ausgang=""), name="vorlage_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"vorgelegt von {self.vorgelegt_von}"
