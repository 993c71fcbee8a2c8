"""``manage.py read_paper FILE…``: what the reader makes of papers, without touching the database."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from inquiries.extraction import ExtractionError, extract, printable, read_file
from inquiries.margin import explain
from inquiries.reading import Paper, to_json

COMPLETE, NOT_READABLE, INCOMPLETE = 0, 2, 3


class Command(BaseCommand):
    help = "Liest Anfragen (PDF, DOCX, ODT, HTML, TXT, MD) und gibt aus, was gefunden wurde; ohne Datenbank."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="DATEI", type=Path)
        parser.add_argument("--format", choices=("json", "text"), default="json", help="json (Vorgabe) oder text")

    def handle(self, *, files: list[Path], **options) -> None:
        """Exit status: 0 complete, 3 with findings of severity "error", 2 when a file is not readable."""
        status = COMPLETE
        papers: list[tuple[Path, str, Paper]] = []
        for path in files:
            try:
                extracted = extract(read_file(path), path.name)
            except ExtractionError as error:
                self.stderr.write(f"{printable(path)}: {error}")
                status = NOT_READABLE
                continue
            paper = extracted.read()
            if not paper.complete and status == COMPLETE:
                status = INCOMPLETE
            papers.append((path, extracted.text, paper))
        if options["format"] == "text":
            for path, text, paper in papers:
                self.stdout.write(explain(printable(path), text, paper))
        elif papers or len(files) > 1:
            objects = [to_json(paper) for _, _, paper in papers]
            self.stdout.write(json.dumps(objects if len(files) > 1 else objects[0], ensure_ascii=False, indent=2))
        if status != COMPLETE:
            sys.exit(status)
