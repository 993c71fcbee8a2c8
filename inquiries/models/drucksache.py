"""The identity of a paper: parliament, Wahlperiode, number, suffix."""

from __future__ import annotations

import functools
import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import get_script_prefix, reverse


class Parlament(models.TextChoices):
    """The parliaments whose papers are cited; the codes are those of the Länder, BT and BR for the federation."""

    BADEN_WUERTTEMBERG = "BW", "Landtag von Baden-Württemberg"
    BUNDESTAG = "BT", "Deutscher Bundestag"
    BUNDESRAT = "BR", "Bundesrat"
    BAYERN = "BY", "Bayerischer Landtag"
    BERLIN = "BE", "Abgeordnetenhaus von Berlin"
    BRANDENBURG = "BB", "Landtag Brandenburg"
    BREMEN = "HB", "Bremische Bürgerschaft"
    HAMBURG = "HH", "Hamburgische Bürgerschaft"
    HESSEN = "HE", "Hessischer Landtag"
    MECKLENBURG_VORPOMMERN = "MV", "Landtag Mecklenburg-Vorpommern"
    NIEDERSACHSEN = "NI", "Niedersächsischer Landtag"
    NORDRHEIN_WESTFALEN = "NW", "Landtag Nordrhein-Westfalen"
    RHEINLAND_PFALZ = "RP", "Landtag Rheinland-Pfalz"
    SAARLAND = "SL", "Landtag des Saarlandes"
    SACHSEN = "SN", "Sächsischer Landtag"
    SACHSEN_ANHALT = "ST", "Landtag von Sachsen-Anhalt"
    SCHLESWIG_HOLSTEIN = "SH", "Schleswig-Holsteinischer Landtag"
    THUERINGEN = "TH", "Thüringer Landtag"


class Wahlperiode(models.Model):
    parlament = models.CharField("Parlament", max_length=2, choices=Parlament, default=Parlament.BADEN_WUERTTEMBERG)
    nummer = models.PositiveSmallIntegerField("Wahlperiode")
    beginn = models.DateField("Beginn")
    ende = models.DateField("Ende", null=True, blank=True)

    class Meta:
        verbose_name = "Wahlperiode"
        verbose_name_plural = "Wahlperioden"
        constraints = [
            models.UniqueConstraint(fields=["parlament", "nummer"], name="wahlperiode_unique"),
            models.CheckConstraint(condition=Q(parlament__in=Parlament.values), name="wahlperiode_parlament_known"),
            models.CheckConstraint(
                condition=Q(ende__isnull=True) | Q(ende__gte=models.F("beginn")),
                name="wahlperiode_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer}. Wahlperiode"


ZUSATZ = "[A-Za-zäöüÄÖÜß]{1,20}"
_NUMBER = re.compile(rf"\s*(\d{{1,2}})\s*/\s*(\d{{1,5}}|\d{{1,2}}[ \u00a0\u202f]\d{{3}})(?:\s+({ZUSATZ}))?\s*")


def parse_number(text: str) -> tuple[int, int, str]:
    """Read ``17/9075``, ``17 / 9075``, ``17/10 000`` or ``17/9075 neu`` as (Wahlperiode, number, suffix).

    Raises ValidationError with a German sentence for anything else.
    """
    if match := _NUMBER.fullmatch(text):
        wahlperiode, nummer = int(match[1]), int(re.sub(r"\s", "", match[2]))
        if wahlperiode and nummer:
            return wahlperiode, nummer, match[3] or ""
    raise ValidationError(
        "„%(text)s“ ist keine Drucksachennummer. "
        "Gemeint ist eine Angabe wie 17/9075: Wahlperiode, Schrägstrich, Nummer.",
        code="number",
        params={"text": text[:40]},
    )


class DrucksacheQuerySet(models.QuerySet):
    def numbered(self, text: str, parlament: str | None = None) -> DrucksacheQuerySet:
        """The paper with the number as printed; ValidationError when the text is no number."""
        wahlperiode, nummer, zusatz = parse_number(text)
        return self.filter(
            parlament=parlament or settings.PARLAMENT, wahlperiode=wahlperiode, nummer=nummer, zusatz=zusatz
        )

    def with_number(self, text: str, parlament: str | None = None) -> Drucksache:
        """The row of that number, made when it is not there yet (a paper that is only cited so far)."""
        wahlperiode, nummer, zusatz = parse_number(text)
        return self.get_or_create(
            parlament=parlament or settings.PARLAMENT, wahlperiode=wahlperiode, nummer=nummer, zusatz=zusatz
        )[0]

    def entered(self) -> DrucksacheQuerySet:
        """Papers whose contents are here: an inquiry, or a reply that was printed under its own number."""
        return self.filter(ENTERED)

    def not_entered(self) -> DrucksacheQuerySet:
        return self.exclude(ENTERED)


def number_of(parlament: str, wahlperiode: int, nummer: int, zusatz: str) -> str:
    """The number as staff write it: "17/9075", "17/9075 neu", "BT 20/1", "BR 12/24"."""
    number = f"{wahlperiode}/{nummer}"
    if parlament == Parlament.BUNDESRAT:  # numbered within the year, and the year comes last
        number = f"{nummer}/{wahlperiode % 100:02d}"
    suffix = f" {zusatz}" if zusatz else ""
    house = "" if parlament == settings.PARLAMENT else f"{parlament} "
    return f"{house}{number}{suffix}"


def address_of(parlament: str, wahlperiode: int, nummer: int, zusatz: str) -> str:
    """Where the paper is read."""
    if zusatz or parlament != settings.PARLAMENT:
        parts: dict[str, object] = {"wahlperiode": wahlperiode, "nummer": nummer}
        if zusatz:
            parts["zusatz"] = zusatz
        if parlament != settings.PARLAMENT:
            parts["parlament"] = parlament
        return reverse("drucksache", kwargs=parts)
    return f"{_own_papers(get_script_prefix())}{wahlperiode}/{nummer}/"


@functools.cache
def _own_papers(prefix: str) -> str:
    """What the addresses of nearly all papers begin with. A page has a hundred of them, and Django takes its time to
    make each."""
    return reverse("drucksache", kwargs={"wahlperiode": 1, "nummer": 1}).removesuffix("1/1/")


# A letter that is still a draft is not for readers, nor is the fact that it is here.
ENTERED = Q(antrag__isnull=False) | Q(stellungnahme__state="veroeffentlicht")


class Drucksache(models.Model):
    """A number of a parliament, whether or not its paper is here.

    The last three columns say what ``ENTERED`` and the citations say; the database writes them at the end of each
    transaction (migration ``responses/0003_open_citations``), so that a page asks millions of citations for nothing.
    """

    parlament = models.CharField("Parlament", max_length=2, choices=Parlament, default=Parlament.BADEN_WUERTTEMBERG)
    wahlperiode = models.PositiveSmallIntegerField(
        "Wahlperiode", help_text="Beim Bundesrat, der keine Wahlperioden hat, das Jahr."
    )
    nummer = models.PositiveIntegerField("Nummer")
    zusatz = models.CharField("Zusatz", max_length=20, blank=True, help_text="Wie gedruckt, zum Beispiel „neu“.")
    erfasst = models.BooleanField("erfasst", default=False, db_default=False, editable=False)
    zitate = models.PositiveIntegerField("Zitate", default=0, db_default=0, editable=False)
    zitate_im_entwurf = models.PositiveIntegerField("Zitate in Entwürfen", default=0, db_default=0, editable=False)

    objects = DrucksacheQuerySet.as_manager()

    class Meta:
        verbose_name = "Drucksache"
        verbose_name_plural = "Drucksachen"
        constraints = [
            models.UniqueConstraint(fields=["parlament", "wahlperiode", "nummer", "zusatz"], name="drucksache_unique"),
            models.CheckConstraint(condition=Q(parlament__in=Parlament.values), name="drucksache_parlament_known"),
            models.CheckConstraint(condition=Q(nummer__gt=0), name="drucksache_nummer_positive"),
        ]
        indexes = [
            models.Index(
                F("parlament"),
                F("zitate").desc(),
                F("wahlperiode").desc(),
                F("nummer").desc(),
                F("id").desc(),
                condition=Q(erfasst=False),
                name="drucksache_missing",
            ),
        ]

    def __str__(self) -> str:
        return number_of(self.parlament, self.wahlperiode, self.nummer, self.zusatz)

    def get_absolute_url(self) -> str:
        return address_of(self.parlament, self.wahlperiode, self.nummer, self.zusatz)

    @property
    def is_entered(self) -> bool:
        """Whether its contents are here; costs no query when the two relations were selected."""
        return hasattr(self, "antrag") or (hasattr(self, "stellungnahme") and self.stellungnahme.is_published)
