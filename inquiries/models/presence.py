"""Who works on which row at the moment."""

from django.conf import settings
from django.db import models


class Bearbeitung(models.Model):
    """An account has the page open on which a row is changed: since when, and when it was last heard of.

    ``tabelle`` is the label of the model ("inquiries.antrag"). The entry says nothing of what was changed, which is in
    the history; it goes when the work ends, or when nothing was heard of the page (``PRESENCE_SECONDS``).
    """

    tabelle = models.CharField("Tabelle", max_length=100)
    schluessel = models.BigIntegerField("Schlüssel der Zeile")
    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="Konto", on_delete=models.CASCADE, related_name="+"
    )
    seit = models.DateTimeField("seit")
    zuletzt = models.DateTimeField("zuletzt", db_index=True)

    class Meta:
        verbose_name = "Bearbeitung"
        verbose_name_plural = "Bearbeitungen"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["tabelle", "schluessel", "konto"], name="bearbeitung_once_a_row_and_account"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tabelle} {self.schluessel}: {self.konto}"

    @property
    def name(self) -> str:
        """Of the account, as colleagues know it."""
        return self.konto.get_full_name() or self.konto.get_username()
