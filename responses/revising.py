"""A published letter is corrected by a draft of its own: a copy of all that it says, open to change."""

from __future__ import annotations

from django.db import models, transaction

from inquiries.models import Antrag, Verweis

from .citations import link_stellungnahme
from .models import Antwort, AntwortVerweis, Hinweis, Luecke, Stellungnahme, Ziffer
from .versions import line_of

COPIED = (
    "antrag", "art", "ministerium", "ministerium_gedruckt", "im_einvernehmen_gedruckt", "schreiben_vom",
    "aktenzeichen", "vorbemerkung", "unterzeichnet_von", "amt",
)  # fmt: skip
_CORRECTED = (
    "ort", "start", "ende", "zitat", "art", "drucksache", "protokoll", "ziffern", "ausgang", "grund", "stand",
    "berichtigt_von", "berichtigt_am", "davor", "danach",
)  # fmt: skip


class RevisionError(ValueError):
    """There is nothing to correct; the message is a German sentence for the clerk."""


def open_to_correction(antrag: Antrag) -> models.QuerySet[Stellungnahme]:
    """The letters to an inquiry that a new one may replace: published, or withdrawn, and by none so far."""
    letters = antrag.stellungnahmen.filter(
        state__in=[Stellungnahme.State.VEROEFFENTLICHT, Stellungnahme.State.ZURUECKGEZOGEN], ersetzt_durch=None
    )
    return letters.select_related("antrag__drucksache", "drucksache").order_by("schreiben_vom", "pk")


def latest_version(stellungnahme: Stellungnahme) -> Stellungnahme:
    """What became of a letter: itself, or the last of the versions that replaced it, whatever its state."""
    letters = Stellungnahme.objects.filter(antrag=stellungnahme.antrag_id).select_related("antrag__drucksache")
    return line_of(stellungnahme, letters)[0]


@transaction.atomic
def revise(stellungnahme: Stellungnahme) -> tuple[Stellungnahme, bool]:
    """The draft that corrects this letter, and whether it was made now; there is one at a time.

    It says what the letter says, with what clerks corrected of its citations and with the Hinweise that are open. Its
    source is the corrected letter's own once that came in; until then it has none. The number of its own moves to it
    when it is published. Raises RevisionError for a draft and for a version that was replaced already.
    """
    letter = Stellungnahme.objects.select_for_update(of=["self"]).get(pk=stellungnahme.pk)
    after = Stellungnahme.objects.filter(ersetzt=letter).first()
    if after is not None and after.is_draft:
        return after, False
    if letter.is_draft:
        raise RevisionError("Das Schreiben ist ein Entwurf und wird einfach geändert.")
    if after is not None:
        raise RevisionError("Diese Fassung ist schon ersetzt. Berichtigt wird die geltende.")
    draft = Stellungnahme.objects.create(ersetzt=letter, **{name: getattr(letter, name) for name in COPIED})
    draft.im_einvernehmen.set(letter.im_einvernehmen.all())
    _copy_answers(letter, draft)
    Luecke.objects.bulk_create(
        Luecke(stellungnahme=draft, frage_id=luecke.frage_id, grund=luecke.grund) for luecke in letter.luecken.all()
    )
    Hinweis.objects.bulk_create(
        Hinweis(
            stellungnahme=draft,
            code=hinweis.code,
            schwere=hinweis.schwere,
            stelle=hinweis.stelle,
            meldung=hinweis.meldung,
        )
        for hinweis in letter.hinweise.open().order_by("pk")
    )
    link_stellungnahme(draft)
    return draft, True


def _copy_answers(letter: Stellungnahme, draft: Stellungnahme) -> None:
    copies: dict[int, Antwort] = {}
    for antwort in letter.antworten.prefetch_related("ziffern").order_by("position", "pk"):
        copies[antwort.pk] = Antwort.objects.create(
            stellungnahme=draft, position=antwort.position, text=antwort.text, nur_verweis=antwort.nur_verweis
        )
        Ziffer.objects.bulk_create(
            Ziffer(antwort=copies[antwort.pk], nummer=ziffer.nummer, frage_id=ziffer.frage_id, wortlaut=ziffer.wortlaut)
            for ziffer in antwort.ziffern.order_by("pk")
        )
    # What clerks said of the citations; those that were only found are found anew.
    for verweis in AntwortVerweis.alle.filter(stellungnahme=letter).exclude(stand=Verweis.Stand.GEFUNDEN):
        AntwortVerweis.objects.create(
            antrag_id=letter.antrag_id,
            stellungnahme=draft,
            antwort=copies.get(verweis.antwort_id),
            **{name: getattr(verweis, name) for name in _CORRECTED},
        )
