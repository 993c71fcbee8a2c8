"""The reader's findings become Hinweise of what was stored, and Hinweise are settled by clerks."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from django.db import transaction

from inquiries.models import Antrag
from inquiries.reading import Finding

from .models import Hinweis, Stellungnahme
from .models.hinweis import SERIOUS

AS_PRINTED = "So steht es im Papier."
SUGGESTED = (AS_PRINTED, "Im Entwurf berichtigt.", "Geprüft: trifft nicht zu.", "Mit dem Ministerium geklärt.")

SETTLED_BY_PUBLISHING = frozenset({"question-unanswered"})
"""Codes of Hinweise that publishing asks about by itself: the question is answered, or has a reason."""

_OF_THE_LETTER = frozenset(
    {
        "answer", "co_ministries", "letter_date", "letter_reference", "ministry", "office", "preamble", "reply_kind",
        "response", "signed_by",
    }
)  # fmt: skip
_CODES_OF_THE_LETTER = frozenset({"question-unanswered", "question-reworded"})


def record_findings(
    findings: Iterable[Finding], *, antrag: Antrag | None = None, stellungnahme: Stellungnahme | None = None
) -> list[Hinweis]:
    """Keep what a clerk should look at, each with the row that it is about.

    ``antrag`` and ``stellungnahme`` are the rows that were made of the paper. What is about the inquiry goes with the
    letter when the paper brought a letter only: there is no other row that was read from it. An "info" tells of the
    paper as it is, asks for nothing and is not kept. What is said several times of one place is kept once, and says so.
    """
    return Hinweis.objects.bulk_create(
        Hinweis(
            antrag=None if of_letter else antrag,
            stellungnahme=stellungnahme if of_letter else None,
            code=finding.code,
            schwere=finding.severity,
            stelle=finding.about,
            meldung=f"{finding.message} (an {times} Stellen)" if times > 1 else finding.message,
            span_start=finding.span.start if finding.span else None,
            span_end=finding.span.end if finding.span else None,
        )
        for finding, times in _counted(findings)
        if finding.severity in SERIOUS
        for of_letter in [stellungnahme is not None and (antrag is None or is_about_letter(finding))]
    )


def _counted(findings: Iterable[Finding]) -> Iterator[tuple[Finding, int]]:
    """Each with how often it says the same of the same place; the first of them stands for all."""
    same: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        same.setdefault((finding.code, finding.about, finding.message), []).append(finding)
    for first, *others in same.values():
        yield first, 1 + len({other.span for other in others} - {first.span})


def is_about_letter(finding: Finding) -> bool:
    return finding.code in _CODES_OF_THE_LETTER or finding.about.split(" ")[0] in _OF_THE_LETTER


class SettledError(ValueError):
    """Somebody else was quicker; the message is a German sentence for the clerk."""


@transaction.atomic
def settle(hinweis: Hinweis, *, grund: str, by, at: datetime.datetime) -> None:
    """Say why nothing is left to do. Raises SettledError when that was said already."""
    _lock(hinweis, settled=False, otherwise="Der Hinweis ist inzwischen schon erledigt.")
    hinweis.erledigt_grund, hinweis.erledigt_von, hinweis.erledigt_am = grund, by, at
    hinweis.save(update_fields=["erledigt_grund", "erledigt_von", "erledigt_am"])


@transaction.atomic
def reopen(hinweis: Hinweis) -> None:
    """Take back what ``settle`` said. Raises SettledError when the Hinweis is open."""
    _lock(hinweis, settled=True, otherwise="Der Hinweis ist inzwischen schon wieder offen.")
    hinweis.erledigt_grund, hinweis.erledigt_von, hinweis.erledigt_am = "", None, None
    hinweis.save(update_fields=["erledigt_grund", "erledigt_von", "erledigt_am"])


def settle_many(hinweise: Iterable[Hinweis], *, by, at: datetime.datetime) -> None:
    """Settle rows whose ``erledigt_grund`` is set."""
    rows = list(hinweise)
    for hinweis in rows:
        hinweis.erledigt_von, hinweis.erledigt_am = by, at
    Hinweis.objects.bulk_update(rows, ["erledigt_grund", "erledigt_von", "erledigt_am"])


def _lock(hinweis: Hinweis, *, settled: bool, otherwise: str) -> None:
    stored = Hinweis.objects.select_for_update().only("erledigt_am").get(pk=hinweis.pk)
    if (stored.erledigt_am is not None) != settled:
        raise SettledError(otherwise)
