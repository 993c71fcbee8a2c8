"""What can be proposed for a new letter, and on what ground. Without a ground there is no proposal."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from inquiries.models import Antrag, Ministerium, Verweis

from .models import Stellungnahme


@dataclass(frozen=True, slots=True)
class Proposal:
    """A ministry, and the sentence that says why it is proposed."""

    ministerium: Ministerium
    grund: str


def letter_day(antrag: Antrag, letter: Stellungnahme | None = None) -> datetime.date | None:
    """The day whose ministries are meant: that of the letter, else the latest that is known of the inquiry."""
    if letter and letter.schreiben_vom:
        return letter.schreiben_vom
    return antrag.zugeleitet or antrag.eingegangen or antrag.datum


def propose_art(antrag: Antrag, *, earlier: bool) -> str:
    """An Antrag gets a Stellungnahme, an Anfrage an Antwort (§§ 54, 61, 63 GO); what comes later supplements it."""
    if earlier:
        return Stellungnahme.Art.ERGAENZUNG
    return Stellungnahme.Art.STELLUNGNAHME if antrag.art == Antrag.Art.ANTRAG else Stellungnahme.Art.ANTWORT


def propose_ministerium(antrag: Antrag, *, on: datetime.date | None) -> Proposal | None:
    """The ministry that answered this inquiry before, else the one that answered all papers which it cites.

    Two different ministries are no ground. A ministry renamed since is proposed under the name valid ``on``.
    """
    if ministerium := _only_one(Stellungnahme.objects.published().filter(antrag=antrag), on):
        return Proposal(ministerium, "Vorgeschlagen, weil dieses Ministerium diese Anfrage schon beantwortet hat.")
    cited = (
        Verweis.objects.filter(antrag=antrag, antwortverweis__isnull=True, drucksache__antrag__isnull=False)
        .exclude(drucksache__antrag=antrag)
        .values("drucksache__antrag")
    )
    letters = Stellungnahme.objects.published().filter(antrag__in=cited)
    if ministerium := _only_one(letters, on):
        numbers = sorted({letter.antrag.number for letter in letters.select_related("antrag__drucksache")})
        return Proposal(
            ministerium,
            f"Vorgeschlagen, weil dieses Ministerium auf {', '.join(numbers)} geantwortet hat; "
            "darauf verweist die Anfrage.",
        )
    return None


def _only_one(letters, on: datetime.date | None) -> Ministerium | None:
    """The one ministry of all these letters, under its name of that day."""
    ministries = Ministerium.objects.filter(stellungnahmen__in=letters).distinct()
    if len({ministerium.kuerzel for ministerium in ministries}) != 1:
        return None
    latest = max(ministries, key=lambda ministerium: ministerium.gueltig_von)
    if on is None:
        return latest
    valid = list(Ministerium.objects.valid(on=on).filter(kuerzel=latest.kuerzel))
    return valid[0] if len(valid) == 1 else None
