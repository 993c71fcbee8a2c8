"""What readers tell us about barriers and mistakes: the feedback that § 10 L-BGG asks for."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Rueckmeldung(models.Model):
    seite = models.CharField("Seite", max_length=500, blank=True)
    text = models.TextField("Rückmeldung", max_length=5_000)
    von = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="von", on_delete=models.PROTECT, related_name="+")
    am = models.DateTimeField("am", default=timezone.now)

    class Meta:
        verbose_name = "Rückmeldung"
        verbose_name_plural = "Rückmeldungen"

    def __str__(self) -> str:
        return f"{self.von}, {timezone.localtime(self.am):%d.%m.%Y %H:%M}"
