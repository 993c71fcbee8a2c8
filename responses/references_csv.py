"""The list of missing papers as CSV, for spreadsheets: UTF-8 with a byte order mark, semicolons, German headings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from responses import open_references
from responses.open_references import MissingPaper

MOST_ROWS = 5_000
AT_ONCE = 500
# What a spreadsheet takes for a formula when a cell begins so (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def rows_as_csv(papers: Sequence[int], *, drafts: bool, host: str) -> bytes:
    """The papers (primary keys) in their order; ``host`` begins their addresses ("https://…/").

    With ``drafts`` there is a column of the citations in drafts.
    """
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(_headings(drafts=drafts))
    for start in range(0, len(papers), AT_ONCE):
        for missing in open_references.described(papers[start : start + AT_ONCE], drafts=drafts):
            table.writerow([_cell(value) for value in _values(missing, drafts=drafts, host=host)])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _headings(*, drafts: bool) -> list[str]:
    places = [
        f"{heading} {number}"
        for number in range(1, open_references.PLACES_SHOWN + 1)
        for heading in ("Fundstelle", "Satz")
    ]
    counts = ["Zitiert", "davon in Entwürfen"] if drafts else ["Zitiert"]
    return ["Drucksache", "Parlament", "Wahlperiode", "Nummer", "Zusatz", *counts, "Adresse", *places]


def _values(missing: MissingPaper, *, drafts: bool, host: str) -> Iterable[object]:
    paper = missing.paper
    yield from (str(paper), paper.get_parlament_display(), paper.wahlperiode, paper.nummer, paper.zusatz)
    yield missing.zitate
    if drafts:
        yield missing.im_entwurf
    yield host.rstrip("/") + paper.get_absolute_url()
    for antrag, place in missing.places:
        yield f"{place.where}, {antrag.get_art_display()} {antrag.number}: {antrag.titel}"
        yield "".join(place.sentence)


def _cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula is led by an apostrophe, which says: text."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value
