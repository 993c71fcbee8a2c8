"""Several inquiries in one Drucksache. A number is borne by one inquiry: the first of the paper that names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inquiries.reading import Finding, Paper

SHARED = "number-shared"


def inquiries_of(paper: Paper) -> tuple[Paper, ...]:
    """Each inquiry of a paper as a paper of its own, in their order. One whose head names a number of its own keeps
    it; one that shares it with an inquiry before it is without, with a finding that says so."""
    return tuple(_each((paper, *paper.further)))


def _each(papers: tuple[Paper, ...]) -> Iterator[Paper]:
    borne: set[str] = set()
    for one in papers:
        number = one.drucksache
        if number in borne:
            said = Finding(
                SHARED, "warning", "drucksache",
                f"Die Nummer {number} trägt schon eine andere Anfrage des Papiers. Nennt diese eine eigene, bitte "
                "eintragen; sonst bleibt sie ohne Nummer, und die Seiten beider Anfragen nennen einander.",
            )  # fmt: skip
            yield replace(one, drucksache=None, findings=(*one.findings, said), further=())
        else:
            yield replace(one, further=())
        borne |= {number} if number else set()
