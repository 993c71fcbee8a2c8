"""The citations of a whole paper: its texts in the order in which they are read, and what of them cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .cited_parts import is_part
from .draft import Draft
from .paper import PaperReference
from .references import Reference, find_references, named_last

_ORDER = ("title", "question", "begruendung", "preamble", "answer")
"""Texts in which "a. a. O." means what was named last, in that text or in one before."""
_RANKS = {kind: rank for rank, kind in enumerate(_ORDER)}


def read_references(draft: Draft, number: str | None) -> tuple[PaperReference, ...]:
    """Every citation of the paper, in order of the source; where title or opening name the paper itself, none."""
    found: list[PaperReference] = []
    last: Reference | None = None
    for place in sorted(draft.texts, key=_rank):
        repaired = draft.texts[place]
        in_order = _rank(place) < len(_ORDER)
        references = find_references(repaired.text, last_named=last if in_order else None)
        last = named_last(references, last) if in_order else last
        for reference in references:
            if place in ("opening", "title") and number and reference.drucksache == number:
                continue
            found.append(
                PaperReference(
                    place,
                    reference.kind,
                    reference.parliament,
                    reference.drucksache,
                    reference.parts,
                    reference.quote,
                    repaired.span(*reference.span),
                )
            )
    return tuple(sorted(found, key=lambda item: item.span))


def _rank(place: str) -> int:
    return _RANKS.get(place.partition(" ")[0], len(_ORDER))


def check_references(
    draft: Draft, references: Iterable[PaperReference], number: str | None, questions: Sequence[str]
) -> None:
    """Say which citations cannot be: of a later Wahlperiode, of the paper itself, of questions that it lacks.

    ``questions`` are the numbers of the paper's questions; without any, nothing is said of them.
    """
    term = int(number.partition("/")[0]) if number else None
    for reference in references:
        quote = " ".join(reference.quote.split())
        if reference.kind == "same-paper":
            unknown = [label for label in reference.parts if questions and not is_part(label, questions)]
            if unknown:
                draft.find(
                    "reference-unknown-part", "warning", reference.in_,
                    f"„{quote}“ meint Nummer {', '.join(unknown)}, die das Papier nicht hat. Bitte prüfen, welches "
                    "Papier gemeint ist.", reference.span,
                )  # fmt: skip
        elif reference.kind == "drucksache" and reference.parliament is None:
            draft.find(
                "reference-ambiguous", "info", reference.in_,
                f"Bei „{quote}“ ist nicht sicher, welches Parlament gemeint ist. Bitte das Papier auswählen.",
                reference.span,
            )  # fmt: skip
        elif reference.kind == "drucksache" and reference.parliament == "BW" and term is not None:
            if reference.drucksache == number:
                draft.find(
                    "reference-to-itself", "info", reference.in_,
                    f"„{quote}“ nennt das Papier selbst. Bitte prüfen, ob ein anderes gemeint ist.", reference.span,
                )  # fmt: skip
            elif int(reference.drucksache.partition("/")[0]) > term:
                draft.find(
                    "reference-to-later-term", "warning", reference.in_,
                    f"„{quote}“ gehört zu einer späteren Wahlperiode als das Papier ({number}). Bitte prüfen, ob die "
                    "Nummer stimmt oder ein anderes Parlament gemeint ist.", reference.span,
                )  # fmt: skip
