"""``manage.py import_papers PATH…``: read and store papers, one transaction each."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from inquiries.extraction import printable
from responses.importing import Imported, files_below, import_file


class Command(BaseCommand):
    help = "Liest Drucksachen (PDF, DOCX, HTML, TXT, MD; auch Ordner) und speichert sie. Bekannte ändern nichts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PFAD", type=Path)

    def handle(self, *, paths: list[Path], **options) -> None:
        """Exit status 1 when a file was refused; the others are stored all the same."""
        files = list(files_below(paths))
        if not files:
            self.stderr.write("Dort liegt keine Datei, die sich lesen lässt (PDF, DOCX, HTML, TXT, MD).")
            sys.exit(1)
        results = [import_file(path) for path in tqdm(files, unit=" Papiere", disable=None)]
        for result in results:
            self._report(result)
        refused = sum(1 for result in results if result.refusal)
        receipts = [receipt for result in results if result.receipt for receipt in result.receipt.all]
        outcomes = Counter(receipt.outcome for receipt in receipts)
        summary = [f"{count} × {outcome}" for outcome, count in outcomes.items()]
        if refused:
            summary.append(f"{refused} × nicht gespeichert")
        self.stdout.write(f"{len(results)} {'Papier' if len(results) == 1 else 'Papiere'}: {', '.join(summary)}.")
        if refused:
            sys.exit(1)

    def _report(self, result: Imported) -> None:
        name = printable(result.path.name)
        if result.refusal:
            self.stderr.write(f"{name}: {result.refusal}")
        elif result.findings:
            self.stdout.write(f"{name}: {', '.join(receipt.outcome for receipt in result.receipt.all)}")
        for finding in result.findings:
            self.stdout.write(f"    {finding.about}: {finding.message} [{finding.code}]")
