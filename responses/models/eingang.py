"""Papers that came in and are worked on: batches, the papers in them, and each step of the work."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.urls import reverse
from django.utils import timezone

from inquiries.models import Antrag, Datei, Source

from .stellungnahme import Stellungnahme


class Stapel(models.Model):
    """What one clerk gave at once: a text, a file, or many files."""

    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="erfasst von", on_delete=models.PROTECT, related_name="+"
    )
    erfasst_am = models.DateTimeField("erfasst am", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "Stapel"
        verbose_name_plural = "Stapel"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Stapel vom {timezone.localtime(self.erfasst_am):%d.%m.%Y %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("admin:responses_eingang_stapel", args=[self.pk])


class EingangQuerySet(models.QuerySet):
    def in_work(self) -> EingangQuerySet:
        return self.filter(stand__in=[Eingang.Stand.WARTET, Eingang.Stand.GELESEN])

    def read(self) -> EingangQuerySet:
        return self.filter(stand=Eingang.Stand.GELESEN)

    def acceptable(self) -> EingangQuerySet:
        """Read, new here, and nothing in them that a person should look at."""
        return self.read().filter(offen=0, bekannt="", andere_art="", uebernahme_von=None)


class Eingang(models.Model):
    """A paper from its arrival until it is stored as inquiry, letter or both.

    ``fehler`` says why it could not be read, or, of a read one, why it could not be stored. ``uebernahme_von`` is who
    had it stored by a worker, until that is done. ``version`` counts every change, so that whoever saves over a state
    they have not seen is told; ``schritt`` is the step of the work (``Arbeitsschritt.nummer``) that holds now: undoing
    goes back in the steps, not in the versions.
    """

    class Stand(models.TextChoices):
        WARTET = "wartet", "wird gelesen"
        GELESEN = "gelesen", "gelesen"
        GESPEICHERT = "gespeichert", "gespeichert"
        FEHLER = "fehler", "Fehler"
        VERWORFEN = "verworfen", "verworfen"

    stapel = models.ForeignKey(Stapel, on_delete=models.PROTECT, related_name="eingaenge")
    position = models.PositiveIntegerField("Position")
    name = models.CharField("Dateiname", max_length=255, blank=True)
    betreff = models.CharField(
        "Betreff", max_length=300, blank=True, help_text="Was für ein Papier es ist, wie gelesen."
    )
    andere_art = models.CharField(
        "andere Art von Papier",
        max_length=50,
        blank=True,
        help_text="Was es ist, wenn es weder Anfrage noch Antwort ist („Gesetzentwurf“).",
    )
    datei = models.ForeignKey(Datei, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    medientyp = models.CharField("Medientyp", max_length=100, blank=True)
    text = models.TextField("Text wie eingelesen", blank=True)
    antrag = models.ForeignKey(
        Antrag,
        verbose_name="Antwort zu",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="eingaenge",
        help_text="Die erfasste Anfrage, auf die das Schreiben antwortet.",
    )
    ersetzt = models.ForeignKey(
        Stellungnahme,
        verbose_name="berichtigt",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Das Schreiben, von dem dies eine neue Fassung ist.",
    )
    stand = models.CharField("Stand", max_length=11, choices=Stand, default=Stand.WARTET)
    fehler = models.TextField("Fehler", blank=True)
    bekannt = models.CharField("schon bekannt", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0)
    schritt = models.PositiveIntegerField(default=0)
    offen = models.PositiveIntegerField("offene Hinweise", default=0)
    bearbeitet_am = models.DateTimeField("zuletzt bearbeitet", null=True, blank=True)
    bearbeitet_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    uebernahme_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="wird gespeichert für",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    source = models.ForeignKey(
        Source, verbose_name="Quelle", on_delete=models.PROTECT, null=True, blank=True, related_name="eingaenge"
    )
    anfrage = models.ForeignKey(
        Antrag, verbose_name="gespeichert als", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stellungnahme = models.ForeignKey(
        Stellungnahme, on_delete=models.SET_NULL, null=True, blank=True, related_name="eingaenge"
    )

    objects = EingangQuerySet.as_manager()

    class Meta:
        verbose_name = "Eingang"
        verbose_name_plural = "Eingänge"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(stand__in=["wartet", "gelesen", "gespeichert", "fehler", "verworfen"]),
                name="eingang_stand_known",
            ),
            models.UniqueConstraint(fields=["stapel", "position"], name="eingang_position_unique"),
        ]
        indexes = [
            models.Index(fields=["stand"], condition=Q(stand__in=["wartet", "gelesen"]), name="eingang_in_work"),
            # The same text in another paper of a large batch.
            models.Index(MD5("text"), condition=Q(stand__in=["wartet", "gelesen"]), name="eingang_text_checksum"),
        ]

    def __str__(self) -> str:
        return self.name or self.betreff or f"Text vom {timezone.localtime(self.stapel.erfasst_am):%d.%m.%Y %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("admin:responses_eingang_pruefen", args=[self.pk])


class Arbeitsschritt(models.Model):
    """The whole state of the work on a paper after one step of it; see ``responses.desk.workpiece``."""

    eingang = models.ForeignKey(Eingang, on_delete=models.CASCADE, related_name="schritte")
    nummer = models.PositiveIntegerField()
    was = models.CharField("Was getan wurde", max_length=200)
    werkstueck = models.JSONField("Werkstück")
    konto = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    am = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "Arbeitsschritt"
        verbose_name_plural = "Arbeitsschritte"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["eingang", "nummer"], name="arbeitsschritt_once")]

    def __str__(self) -> str:
        return f"{self.nummer}. {self.was}"
