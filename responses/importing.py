"""Files become papers, papers become rows: what ``import_papers`` and ``load_examples`` share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from inquiries.extraction import ExtractionError, extract, printable, read_file
from inquiries.models import Datei, Source
from inquiries.reading import Finding

from .intake import IntakeError, Receipt, record_paper

SUFFIXES = (".pdf", ".docx", ".odt", ".html", ".htm", ".mht", ".mhtml", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: a receipt with the reader's findings, or a German sentence that says why not."""

    path: Path
    receipt: Receipt | None = None
    findings: tuple[Finding, ...] = ()
    refusal: str = ""


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those of folders that a paper can be read from, in order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
        else:
            yield path


def import_file(path: Path) -> Imported:
    """Read and store one file, in one transaction of its own; never raises for what the file holds."""
    try:
        content = read_file(path)
        extracted = extract(content, path.name)
    except ExtractionError as error:
        return Imported(path, refusal=str(error))
    paper = extracted.read()
    findings = tuple(finding for one in (paper, *paper.further) for finding in one.findings)
    try:
        with transaction.atomic():
            datei = Datei.objects.keep(content)
            source = Source(
                datei=datei,
                name=printable(path.name),
                medientyp=extracted.media_type,
                sha256=datei.sha256,
                text=extracted.text,
            )
            receipt = record_paper(paper, source)
    except IntakeError as error:
        return Imported(path, findings=findings, refusal=str(error))
    return Imported(path, receipt, findings)
