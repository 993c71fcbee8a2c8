"""The bytes of a received file."""

from __future__ import annotations

import hashlib

from django.db import models


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class DateiManager(models.Manager):
    def keep(self, content: bytes) -> Datei:
        """The row of this content, made when nobody gave it before."""
        rows = self.defer("inhalt")
        return rows.get_or_create(sha256=digest(content), defaults={"inhalt": content, "groesse": len(content)})[0]


class Datei(models.Model):
    """A file as it was received, once for each content, and never changed.

    ``inhalt`` may have 50 MB: whoever joins this table for anything else defers it.

    It lies in the database: outside of whatever a web server hands out, within the transaction that stores what was
    read from it, in the same backup, and within reach of workers on other machines.
    """

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    inhalt = models.BinaryField("Inhalt")
    groesse = models.PositiveIntegerField("Größe in Bytes")

    objects = DateiManager()

    class Meta:
        verbose_name = "Datei"
        verbose_name_plural = "Dateien"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Datei {self.sha256[:12]}"
