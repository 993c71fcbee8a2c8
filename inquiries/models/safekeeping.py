"""What was typed into a form of the clerks' desk and not saved."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Entwurfsablage(models.Model):
    """The fields of one opened page, as its browser sent them last. Only the account that typed them gets them back.

    It goes when the page is saved or the clerk discards it, else after ``DRAFT_DAYS``.
    """

    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="Konto", on_delete=models.CASCADE, related_name="+"
    )
    adresse = models.CharField("Adresse der Seite", max_length=1000)
    seite = models.CharField("geöffnete Seite", max_length=32, unique=True)
    inhalt = models.JSONField("Felder")
    am = models.DateTimeField("am", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "Entwurfsablage"
        verbose_name_plural = "Entwurfsablagen"
        default_permissions = ()
        indexes = [models.Index(fields=["konto", "adresse"], name="entwurfsablage_of_page")]

    def __str__(self) -> str:
        return f"{self.adresse} ({timezone.localtime(self.am):%d.%m.%Y %H:%M})"
