"""Members, Fraktionen and ministries, and who stands on which paper in which role."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q


class Fraktion(models.Model):
    kuerzel = models.CharField(
        "Kürzel", max_length=30, unique=True, help_text="Wie gedruckt: GRÜNE, FDP/DVP, fraktionslos."
    )
    name = models.CharField("Name", max_length=200)

    class Meta:
        verbose_name = "Fraktion"
        verbose_name_plural = "Fraktionen"

    def __str__(self) -> str:
        return self.kuerzel


class Abgeordnete(models.Model):
    """A member. The Fraktion belongs to the paper (Urheber), for members change sides."""

    name = models.CharField("Name", max_length=200, help_text="Vor- und Nachname, wie auf den Drucksachen üblich.")
    nachname = models.CharField("Nachname", max_length=120, help_text="Wie in den Unterschriften.")

    class Meta:
        verbose_name = "Abgeordnete/r"
        verbose_name_plural = "Abgeordnete"
        indexes = [
            models.Index(fields=["name"], name="abgeordnete_name"),
            models.Index(fields=["nachname"], name="abgeordnete_nachname"),
        ]

    def __str__(self) -> str:
        return self.name


class MinisteriumQuerySet(models.QuerySet):
    def valid(self, *, on: datetime.date) -> MinisteriumQuerySet:
        return self.filter(Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=on), gueltig_von__lte=on)


class Ministerium(models.Model):
    """A ministry under one name; each formation of a government renames some, so a name has a period."""

    kuerzel = models.CharField("Kürzel", max_length=10)
    name = models.CharField("Name", max_length=200)
    gueltig_von = models.DateField("gültig von")
    gueltig_bis = models.DateField("gültig bis", null=True, blank=True)

    objects = MinisteriumQuerySet.as_manager()

    class Meta:
        verbose_name = "Ministerium"
        verbose_name_plural = "Ministerien"
        constraints = [
            models.UniqueConstraint(fields=["name", "gueltig_von"], name="ministerium_unique"),
            models.CheckConstraint(
                condition=Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=models.F("gueltig_von")),
                name="ministerium_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Urheber(models.Model):
    """One name on one paper, as printed there: who asks, and who signed.

    ``abgeordnete`` stays empty until somebody is sure who is meant: persons are never merged by themselves.
    """

    class Rolle(models.TextChoices):
        ASKER = "fragt", "fragt"
        SIGNATORY = "unterzeichnet", "unterzeichnet"

    antrag = models.ForeignKey(
        "inquiries.Antrag", verbose_name="Anfrage", on_delete=models.CASCADE, related_name="urheber"
    )
    abgeordnete = models.ForeignKey(
        Abgeordnete,
        verbose_name="Abgeordnete/r",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="urheberschaften",
    )
    fraktion = models.ForeignKey(
        Fraktion,
        verbose_name="Fraktion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="urheberschaften",
    )
    rolle = models.CharField("Rolle", max_length=13, choices=Rolle, default=Rolle.ASKER)
    name_gedruckt = models.CharField("Name wie gedruckt", max_length=200)
    position = models.PositiveSmallIntegerField("Position", default=0)

    class Meta:
        verbose_name = "Urheber/in"
        verbose_name_plural = "Urheberinnen und Urheber"
        constraints = [
            models.CheckConstraint(condition=Q(rolle__in=["fragt", "unterzeichnet"]), name="urheber_rolle_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name_gedruckt} {self.fraktion}" if self.fraktion else self.name_gedruckt
