"""An inquiry as other pages mention it: by kind, number and title, and with a link to its own.

Pages mention dozens of inquiries, so these are values and not rows of the model, which take several times as long.
"""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from inquiries.models import Antrag
from inquiries.models.drucksache import address_of, number_of

MENTION = "{0}.id, {0}.art, {0}.titel, {1}.parlament, {1}.wahlperiode, {1}.nummer, {1}.zusatz"
"""The columns of a mention for SQL, given the names of the tables of the inquiry and of its Drucksache (which it may
lack: an outer join)."""


class Mention(NamedTuple):
    """The last four are None for an inquiry without a number."""

    pk: int
    art: str
    titel: str
    parlament: str | None
    wahlperiode: int | None
    nummer: int | None
    zusatz: str | None

    Art = Antrag.Art
    question_noun = Antrag.question_noun
    reply_noun = Antrag.reply_noun

    @classmethod
    def of(cls, antrag: Antrag) -> Mention:
        """The mention of a row that was loaded with its Drucksache."""
        paper = antrag.drucksache if antrag.drucksache_id else None
        number = (paper.parlament, paper.wahlperiode, paper.nummer, paper.zusatz) if paper else (None,) * 4
        return cls(antrag.pk, antrag.art, antrag.titel, *number)

    def get_art_display(self) -> str:
        return _KINDS[self.art]

    @property
    def number(self) -> str:
        """The number as staff name the paper."""
        return number_of(*self[3:]) if self.nummer else "ohne Nummer"

    @property
    def name(self) -> str:
        """ "Kleine Anfrage 17/9075" """
        return f"{_KINDS[self.art]} {self.number}"

    def get_absolute_url(self) -> str:
        return address_of(*self[3:]) if self.nummer else reverse("antrag", kwargs={"pk": self.pk})


_KINDS = dict(Antrag.Art.choices)
