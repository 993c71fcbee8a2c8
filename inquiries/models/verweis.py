"""A citation: where it stands, what it says, and what it points at."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, When
from django.db.models.functions import Coalesce

from .antrag import Antrag, Frage
from .drucksache import Drucksache


class NamesUnknownPart(Func):
    """Whether one of the labels is no question of the inquiry; ``reading.cited_parts.is_part`` in SQL."""

    template = """EXISTS (
        SELECT 1 FROM (VALUES (%(expressions)s)) AS cited(labels, antrag) CROSS JOIN unnest(cited.labels) AS label
        WHERE NOT EXISTS (
            SELECT 1 FROM inquiries_frage frage WHERE frage.antrag_id = cited.antrag AND (
                frage.nummer = label
                OR starts_with(frage.nummer, label) AND substr(frage.nummer, length(label) + 1, 1) ~ '[a-z.]'
                OR starts_with(label, frage.nummer) AND substr(label, length(frage.nummer) + 1, 1) ~ '[a-z.]'
            )
        )
    )"""
    output_field = models.BooleanField()


# Of the cited papers what citations show; the rest of their many columns would travel for each citation.
_OF_THE_TARGET = (
    *(f"drucksache__{field.name}" for field in Drucksache._meta.concrete_fields),
    *(f"drucksache__antrag__{name}" for name in ("titel", "drucksache")),
    *(f"drucksache__stellungnahme__{name}" for name in ("antrag", "state", "drucksache")),
)


class VerweisQuerySet(models.QuerySet):
    def published(self) -> VerweisQuerySet:
        """All but those in a letter that is still a draft (``AntwortVerweis`` of responses)."""
        # An anti-join with the few citations in drafts, which an index finds, and no look at the letter of each row.
        AntwortVerweis = apps.get_model("responses", "AntwortVerweis")
        drafts = models.QuerySet(AntwortVerweis).filter(verweis_ptr=OuterRef("pk"), stellungnahme__state="entwurf")
        return self.filter(~Exists(drafts))

    def with_target(self) -> VerweisQuerySet:
        """With the cited paper and whether it is here, in order of the text."""
        own = [field.name for field in self.model._meta.concrete_fields]
        return (
            self.select_related("drucksache__antrag", "drucksache__stellungnahme")
            .only(*own, *_OF_THE_TARGET)
            .order_by("start", "pk")
        )

    def unresolved(self) -> VerweisQuerySet:
        """Citations of papers of any house that no reader can open: not entered, or so far in a draft only."""
        # Two anti-joins: several times as fast, over many rows, as outer joins that come back empty.
        inquiry = Antrag.objects.filter(drucksache=OuterRef("drucksache"))
        letter = Drucksache.objects.filter(pk=OuterRef("drucksache"), stellungnahme__state="veroeffentlicht")
        return self.filter(~Exists(inquiry), ~Exists(letter), art=Verweis.Art.DRUCKSACHE, drucksache__isnull=False)

    def ambiguous(self) -> VerweisQuerySet:
        """Those that may mean one of several papers; these are the ``kandidaten`` of each."""
        return self.filter(ausgang=Verweis.Ausgang.AMBIGUOUS)

    def citing_unknown_parts(self) -> VerweisQuerySet:
        """Citations of a Ziffer that the cited paper, which is here, does not have."""
        letter = Case(
            When(drucksache__stellungnahme__state="veroeffentlicht", then=F("drucksache__stellungnahme__antrag_id"))
        )
        own = Case(When(art=Verweis.Art.SAME_PAPER, then=F("antrag_id")))
        target = Coalesce(own, F("drucksache__antrag__pk"), letter)
        cited = self.exclude(ziffern=[]).alias(target_antrag=target).filter(target_antrag__isnull=False)
        return cited.filter(NamesUnknownPart(F("ziffern"), F("target_antrag")))

    def open_to_correction(self) -> VerweisQuerySet:
        """All but those in a version of a letter that holds no more; the draft of a correction is open."""
        AntwortVerweis = apps.get_model("responses", "AntwortVerweis")
        drafts = models.QuerySet(AntwortVerweis).filter(verweis_ptr=OuterRef("pk"), stellungnahme__state="entwurf")
        return self.filter(Q(ruht=False) | Exists(drafts))

    def corrected(self) -> VerweisQuerySet:
        """Those that a clerk changed, added or, asked of ``Verweis.alle``, dismissed."""
        return self.exclude(stand=Verweis.Stand.GEFUNDEN)


class ValidManager(models.Manager.from_queryset(VerweisQuerySet)):
    def get_queryset(self) -> VerweisQuerySet:
        return super().get_queryset().filter(ruht=False).exclude(stand=Verweis.Stand.VERWORFEN)


class Verweis(models.Model):
    """A citation as it stands in one text of an inquiry.

    ``start`` and ``ende`` count characters of the text named by ``ort``; ``zitat`` is what stands there. Whether
    the cited paper is here is no column: it is asked of the Drucksache, so that a citation is resolved the
    moment its paper is entered. ``kandidaten`` are the papers that an ambiguous one may mean, ``grund`` says why
    one has no target. ``ziffer_fehlt`` is what ``citing_unknown_parts`` says, kept by the database as the counts of
    Drucksache are.

    ``objects`` leaves out what a clerk has dismissed as no citation; ``alle`` has it, so that it stays dismissed
    and can be taken back. Left out, too, is what stands in a version of a letter that does not hold (``ruht``): one
    that was replaced or withdrawn, or the draft of a correction; the database copies it from the letter. Any row but
    a found one was made by the clerk ``berichtigt_von``; the words ``davor`` and ``danach`` find its place again when
    the text around it changes.
    """

    class Art(models.TextChoices):
        DRUCKSACHE = "drucksache", "Drucksache"
        PLENARPROTOKOLL = "plenarprotokoll", "Plenarprotokoll"
        SAME_PAPER = "same-paper", "dieselbe Drucksache"
        LETTER = "letter", "Schreiben"

    class Ort(models.TextChoices):
        TITEL = "titel", "Titel"
        FRAGE = "frage", "Frage"
        BEGRUENDUNG = "begruendung", "Begründung"
        VORBEMERKUNG = "vorbemerkung", "Vorbemerkung"
        ANTWORT = "antwort", "Antwort"

    class Ausgang(models.TextChoices):
        TARGET = "target", "Ziel erkannt"
        AMBIGUOUS = "ambiguous", "mehrdeutig"
        NO_TARGET = "no-target", "kein Ziel"

    class Grund(models.TextChoices):
        LATER_TERM = "later-term", "spätere Wahlperiode"
        NO_NUMBER = "no-number", "keine Drucksachennummer"

    class Stand(models.TextChoices):
        GEFUNDEN = "gefunden", "gefunden"
        BERICHTIGT = "berichtigt", "berichtigt"
        ERGAENZT = "ergaenzt", "ergänzt"
        VERWORFEN = "verworfen", "kein Verweis"

    antrag = models.ForeignKey(Antrag, verbose_name="Anfrage", on_delete=models.CASCADE, related_name="verweise")
    frage = models.ForeignKey(
        Frage, verbose_name="Frage", on_delete=models.CASCADE, null=True, blank=True, related_name="verweise"
    )
    ort = models.CharField("Ort", max_length=12, choices=Ort)
    start = models.PositiveIntegerField("Anfang")
    ende = models.PositiveIntegerField("Ende")
    zitat = models.TextField("Zitat")
    art = models.CharField("Art", max_length=15, choices=Art)
    drucksache = models.ForeignKey(
        Drucksache,
        verbose_name="Drucksache",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="zitiert_in",
    )
    protokoll = models.CharField("Plenarprotokoll", max_length=30, blank=True)
    ziffern = ArrayField(models.CharField(max_length=20), verbose_name="Ziffern", default=list, blank=True)
    ausgang = models.CharField("Ausgang", max_length=9, choices=Ausgang, default=Ausgang.TARGET)
    grund = models.CharField("Grund", max_length=13, choices=Grund, blank=True)
    kandidaten = models.ManyToManyField(
        Drucksache, verbose_name="Kandidaten", blank=True, related_name="vielleicht_zitiert_in"
    )
    stand = models.CharField("Stand", max_length=10, choices=Stand, default=Stand.GEFUNDEN)
    berichtigt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="berichtigt von",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    berichtigt_am = models.DateTimeField("berichtigt am", null=True, blank=True, editable=False)
    davor = models.TextField("Worte davor", blank=True, editable=False)
    danach = models.TextField("Worte danach", blank=True, editable=False)
    ziffer_fehlt = models.BooleanField(
        "zitiert eine Ziffer, die es nicht gibt", default=False, db_default=False, editable=False
    )
    ruht = models.BooleanField(
        "steht in einer Fassung, die nicht gilt", default=False, db_default=False, editable=False
    )

    objects = ValidManager()
    alle = VerweisQuerySet.as_manager()

    class Meta:
        verbose_name = "Verweis"
        verbose_name_plural = "Verweise"
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("ende")), name="verweis_span_ordered"),
            models.CheckConstraint(
                condition=Q(art__in=["drucksache", "plenarprotokoll", "same-paper", "letter"]),
                name="verweis_art_known",
            ),
            models.CheckConstraint(
                condition=Q(ort__in=["titel", "frage", "begruendung", "vorbemerkung", "antwort"]),
                name="verweis_ort_known",
            ),
            models.CheckConstraint(
                condition=Q(ausgang__in=["target", "ambiguous", "no-target"]), name="verweis_ausgang_known"
            ),
            models.CheckConstraint(
                condition=Q(drucksache__isnull=True) | Q(art="drucksache"), name="verweis_drucksache_fits_art"
            ),
            models.CheckConstraint(
                condition=Q(grund="") | Q(grund__in=["later-term", "no-number"], ausgang="no-target"),
                name="verweis_grund_known",
            ),
            models.CheckConstraint(
                condition=Q(stand="gefunden", berichtigt_am__isnull=True, berichtigt_von__isnull=True)
                | Q(
                    stand__in=["berichtigt", "ergaenzt", "verworfen"],
                    berichtigt_am__isnull=False,
                    berichtigt_von__isnull=False,
                ),
                name="verweis_stand_says_who",
            ),
        ]
        indexes = [
            models.Index(F("drucksache"), F("id").desc(), name="verweis_cited_newest"),
            models.Index(
                F("ausgang"),
                F("id").desc(),
                condition=Q(ausgang__in=["ambiguous", "no-target"]),
                name="verweis_unclear",
            ),
            models.Index(F("id").desc(), condition=Q(ziffer_fehlt=True), name="verweis_unknown_part"),
        ]

    def __str__(self) -> str:
        return self.zitat

    @property
    def is_unresolved(self) -> bool:
        """Whether it names a paper whose contents are not here; no query on rows of ``with_target()``."""
        return self.drucksache is not None and not self.drucksache.is_entered
