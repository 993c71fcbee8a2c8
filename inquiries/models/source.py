"""What came in, unchanged: the file or the pasted text that everything else was read from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5
from django.utils import timezone

from .datei import Datei, digest


class SourceQuerySet(models.QuerySet):
    def of_text(self, text: str) -> SourceQuerySet:
        return self.filter(sha256=digest(text.encode()))


class Source(models.Model):
    """A received paper. It is written once and never changed: a correction is a new source."""

    datei = models.ForeignKey(
        Datei,
        verbose_name="Datei",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="quellen",
    )
    name = models.CharField("Dateiname", max_length=255, blank=True)
    medientyp = models.CharField("Medientyp", max_length=100, default="text/plain")
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    text = models.TextField("Text wie eingelesen")
    empfangen_am = models.DateTimeField("empfangen am", default=timezone.now)
    erfasst_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="erfasst von",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "Quelle"
        verbose_name_plural = "Quellen"
        # The same text in another file; texts themselves are too long for an index.
        indexes = [models.Index(MD5("text"), name="source_text_checksum")]

    def __str__(self) -> str:
        return self.name or f"Text vom {timezone.localtime(self.empfangen_am):%d.%m.%Y %H:%M}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("A source is never changed; record a new one.")
        super().save(*args, **kwargs)


class InSource(models.Model):
    """A text that was read from a source, and the characters of its text where it stands; typed by hand, none."""

    span_start = models.PositiveIntegerField("Anfang in der Quelle", null=True, editable=False)
    span_end = models.PositiveIntegerField("Ende in der Quelle", null=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(span_start__isnull=True, span_end__isnull=True) | Q(span_start__lte=F("span_end")),
                name="%(class)s_span_ordered",
            )
        ]
