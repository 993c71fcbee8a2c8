"""Who signed in, or tried to, and who took papers out of the house."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone


class Zugriff(models.Model):
    """One entry of the log. It is never changed, and goes when it is older than ``ACCESS_LOG_DAYS``.

    The account is named by its key alone, so that an account can be deleted without touching the log. A name that
    no account has is not kept: people type passwords into the wrong field.
    """

    class Art(models.TextChoices):
        ANMELDUNG = "anmeldung", "Anmeldung"
        FEHLVERSUCH = "fehlversuch", "Anmeldung gescheitert"
        EXPORT = "export", "Export"

    am = models.DateTimeField("am", default=timezone.now, db_index=True)
    art = models.CharField("Art", max_length=11, choices=Art)
    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="Konto",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        null=True,
        related_name="+",
    )
    adresse = models.GenericIPAddressField("von Adresse", null=True, help_text="Leer bei Befehlen auf dem Server.")
    was = models.TextField("Was", blank=True)

    class Meta:
        verbose_name = "Zugriff"
        verbose_name_plural = "Zugriffe"
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(art__in=["anmeldung", "fehlversuch", "export"]), name="zugriff_art_known"
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_art_display()}, {timezone.localtime(self.am):%d.%m.%Y %H:%M}"
