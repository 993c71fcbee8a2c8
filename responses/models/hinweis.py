"""What the reader found in a paper, or the desk on the way, that somebody should look at; and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from inquiries.margin import german
from inquiries.models import Antrag, InSource

from .stellungnahme import Stellungnahme


class HinweisQuerySet(models.QuerySet):
    def open(self) -> HinweisQuerySet:
        return self.filter(erledigt_am=None)

    def serious(self) -> HinweisQuerySet:
        """Those that ask for something to be done."""
        return self.filter(schwere__in=SERIOUS)


SERIOUS = ("warning", "error")


class Hinweis(InSource):
    """One finding, of a letter or else of an inquiry. It stays when it is settled: with who said what, and when.

    ``stelle`` is the place in the words of the reader ("answer 3").
    """

    class Schwere(models.TextChoices):
        INFO = "info", "Information"
        WARNING = "warning", "Warnung"
        ERROR = "error", "Fehler"

    antrag = models.ForeignKey(
        Antrag, verbose_name="Anfrage", on_delete=models.CASCADE, null=True, blank=True, related_name="hinweise"
    )
    stellungnahme = models.ForeignKey(
        Stellungnahme,
        verbose_name="Stellungnahme",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="hinweise",
    )
    code = models.CharField("Kennung", max_length=50)
    schwere = models.CharField("Schwere", max_length=7, choices=Schwere)
    stelle = models.TextField("Stelle", blank=True)
    meldung = models.TextField("Hinweis")
    erledigt_grund = models.CharField("erledigt, weil", max_length=500, blank=True)
    erledigt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="erledigt von",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    erledigt_am = models.DateTimeField("erledigt am", null=True, blank=True)

    objects = HinweisQuerySet.as_manager()

    class Meta:
        verbose_name = "Hinweis"
        verbose_name_plural = "Hinweise"
        default_permissions = ()
        constraints = [
            *InSource.Meta.constraints,
            models.CheckConstraint(condition=Q(schwere__in=["info", "warning", "error"]), name="hinweis_schwere_known"),
            models.CheckConstraint(
                condition=Q(antrag__isnull=True, stellungnahme__isnull=False)
                | Q(antrag__isnull=False, stellungnahme__isnull=True),
                name="hinweis_of_one",
            ),
            models.CheckConstraint(
                condition=Q(erledigt_am__isnull=True, erledigt_von__isnull=True, erledigt_grund="")
                | Q(erledigt_am__isnull=False) & ~Q(erledigt_grund=""),
                name="hinweis_settled_with_reason",
            ),
        ]
        # The few that nobody has settled, for the desk's lists.
        indexes = [
            models.Index(fields=["stellungnahme"], condition=Q(erledigt_am=None), name="hinweis_open_letter"),
            models.Index(fields=["antrag"], condition=Q(erledigt_am=None), name="hinweis_open_antrag"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.stelle else self.meldung

    @property
    def place(self) -> str:
        """The place in the words of the house: „Antwort zu 3“."""
        return german(self.stelle)

    @property
    def sentence(self) -> str:
        """What it says, without the place where that stands at its head."""
        return self.meldung.removeprefix(f"{self.place}: ")
