"""A dossier that is printed by a job, because whoever asked for it would have to wait too long."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone


class DruckauftragQuerySet(models.QuerySet):
    def open(self) -> DruckauftragQuerySet:
        return self.filter(stand__in=[Druckauftrag.Stand.WARTET, Druckauftrag.Stand.IN_ARBEIT])

    def kept(self, *, now: datetime.datetime) -> DruckauftragQuerySet:
        return self.filter(erteilt_am__gte=now - lifetime())


def lifetime() -> datetime.timedelta:
    return datetime.timedelta(hours=settings.DOSSIER_KEEP_HOURS)


class Druckauftrag(models.Model):
    """What was asked (``abfrage``, the address of the dossier after its "?"), how far it is, and the PDF.

    The PDF lies in the database, so that a worker on any machine can print and any server can hand it out. It belongs
    to ``konto`` alone, and goes with the order after ``DOSSIER_KEEP_HOURS``.
    """

    class Stand(models.TextChoices):
        WARTET = "wartet", "wartet"
        IN_ARBEIT = "in-arbeit", "wird gedruckt"
        FERTIG = "fertig", "fertig"
        GESCHEITERT = "gescheitert", "gescheitert"

    konto = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    abfrage = models.TextField()
    erteilt_am = models.DateTimeField(default=timezone.now, db_index=True)
    stand = models.CharField(max_length=11, choices=Stand, default=Stand.WARTET)
    seiten = models.PositiveIntegerField("gesetzte Seiten", default=0)
    fehler = models.TextField("warum es scheiterte", blank=True)
    dateiname = models.CharField(max_length=200, blank=True)
    pdf = models.BinaryField(null=True)

    objects = DruckauftragQuerySet.as_manager()

    class Meta:
        verbose_name = "Druckauftrag"
        verbose_name_plural = "Druckaufträge"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(stand__in=["wartet", "in-arbeit", "gescheitert"], pdf__isnull=True)
                | Q(stand="fertig", pdf__isnull=False),
                name="druckauftrag_finished_with_pdf",
            ),
            models.UniqueConstraint(
                fields=["konto", "abfrage"],
                condition=Q(stand__in=["wartet", "in-arbeit"]),
                name="druckauftrag_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Druckauftrag {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("druckauftrag", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.stand in {self.Stand.FERTIG, self.Stand.GESCHEITERT}

    @property
    def kept_until(self) -> datetime.datetime:
        return self.erteilt_am + lifetime()
