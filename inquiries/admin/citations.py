"""What a clerk is told of the citations that were found on saving."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages

from inquiries.models import Verweis


def citation_sentence(verweise: Iterable[Verweis]) -> str:
    """„4 Verweise gefunden, davon 4 auf nicht erfasste Drucksachen.“ Empty when there is none."""
    found = list(verweise)
    if not found:
        return ""
    missing = sum(verweis.is_unresolved for verweis in found)
    count = "1 Verweis" if len(found) == 1 else f"{len(found)} Verweise"
    if not missing:
        return f"{count} gefunden."
    return f"{count} gefunden, davon {missing} auf nicht erfasste Drucksachen."


def announce_citations(request, verweise: Iterable[Verweis]) -> None:
    if sentence := citation_sentence(verweise):
        messages.info(request, sentence)
