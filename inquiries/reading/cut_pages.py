"""What surrounds a text that begins in the middle of a paper: pages that count from anywhere, no number of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from .furniture import Surroundings
from .paper import Furniture
from .text import Span

_CITED = re.compile(r"Drucksache\s\d{1,2}/\d{1,5}\s*")
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_NUMBER_BEHIND = re.compile(r"\s{1,20}(?P<page>\d{1,3})(?=\s|\Z)")
_NUMBER_BEFORE = re.compile(r"(?<!\S)(?P<page>\d{1,3})\s{1,20}\Z")


def mend_surroundings(text: str, surroundings: Surroundings) -> list[Span]:
    """Takes citations out of the furniture, and page numbers into it that count on from header to header.

    Gives the other numbers behind headers, of which it is not certain what they are.
    """
    _keep_citations(text, surroundings)
    _mark_quoted(text, surroundings)
    headers = [index for index, item in enumerate(surroundings.furniture) if item.kind == "page-header"]
    doubtful: list[Span] = []
    for beside in (_behind, _before):
        found = {
            place: span
            for place, index in enumerate(headers)
            if (span := beside(text, surroundings.furniture[index].span)) and not any(surroundings.mask[slice(*span)])
        }
        counted = {int(span.of(text)) - place for place, span in found.items()}
        if len(found) < 2 or len(counted) > 1:
            doubtful += found.values()
            continue
        for place, span in found.items():
            item = surroundings.furniture[headers[place]]
            whole = Span(min(item.span.start, span.start), max(item.span.end, span.end))
            surroundings.furniture[headers[place]] = replace(item, span=whole)
    return doubtful


def _behind(text: str, header: Span) -> Span | None:
    match = _NUMBER_BEHIND.match(text, header.end)
    return Span(*match.span("page")) if match else None


def _before(text: str, header: Span) -> Span | None:
    match = _NUMBER_BEFORE.search(text, max(0, header.start - 24), header.start)
    return Span(*match.span("page")) if match else None


def _mark_quoted(text: str, surroundings: Surroundings) -> None:
    """The signs "> " with which mails quote, if nearly every line begins with them."""
    marks = list(_QUOTED.finditer(text))
    if len(marks) < 3 or len(marks) * 5 < 4 * sum(1 for line in text.splitlines() if line.strip()):
        return
    free = [
        Furniture("markup", Span(*match.span())) for match in marks if not any(surroundings.mask[slice(*match.span())])
    ]
    surroundings.furniture[:] = sorted([*surroundings.furniture, *free], key=lambda item: item.span)


def _keep_citations(text: str, surroundings: Surroundings) -> None:
    """ "Drucksache 17/9075" alone on a line, but in the middle of a sentence, is cited there."""
    for item in list(surroundings.furniture):
        if item.kind == "page-header" and _CITED.fullmatch(item.span.of(text)):
            before, behind = text[: item.span.start].rstrip(), text[item.span.end :].lstrip()
            if before[-1:].isalpha() and behind[:1].islower():
                surroundings.furniture.remove(item)
                surroundings.numbers[:] = [
                    one for one in surroundings.numbers if not item.span.start <= one[2].start < item.span.end
                ]
