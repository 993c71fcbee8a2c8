"""``python manage.py dossier 17/9075 17/9080 -o FILE.pdf``: print inquiries as one PDF."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inquiries.accesses import log_export
from inquiries.models import Antrag, Drucksache
from responses.dossier import by_number, compile_dossier, inquiries_to_annex, inquiries_to_print, to_html
from responses.printing import PrintingError, print_pdf

# An inquiry without a number is named as its page is: /anfragen/12/.
_KEY = re.compile(r"/?anfragen/(\d{1,18})/?", re.ASCII)


class Command(BaseCommand):
    help = "Druckt Anfragen mit ihren Antworten als ein PDF-Dossier."

    def add_arguments(self, parser):
        parser.add_argument(
            "nummern",
            nargs="+",
            metavar="NUMMER",
            help="Drucksachennummer (17/9075), oder anfragen/12 für die Anfrage der Seite /anfragen/12/, die keine hat",
        )
        parser.add_argument("-o", "--output", required=True, metavar="DATEI", help="PDF-Datei, die geschrieben wird")
        parser.add_argument("--fuer", default="", help="für wen das Dossier bestimmt ist (höchstens 200 Zeichen)")
        parser.add_argument("--nach-nummer", action="store_true", help="nach Nummer geordnet statt wie angegeben")

        parser.add_argument("--anhang", action="store_true", help="zitierte Fragen und Antworten als Anhang")

    def handle(self, *, nummern, output, fuer, nach_nummer, anhang, verbosity, **options):
        if len(fuer) > 200:
            raise CommandError(f"--fuer hat höchstens 200 Zeichen (es sind {len(fuer)}).")
        antraege = inquiries_to_print([_key_of(nummer) for nummer in nummern])
        if nach_nummer:
            antraege = by_number(antraege)
        annexed = inquiries_to_annex(antraege) if anhang else ()
        compiled = compile_dossier(antraege, on=timezone.localdate(), fuer=fuer.strip(), annexed=annexed)
        target = Path(output)
        try:
            _write(target, to_html(compiled))
        except OSError as error:
            raise CommandError(f"„{target}“ kann nicht geschrieben werden: {_reason(error)}.") from None
        except PrintingError as error:
            raise CommandError(f"Das PDF konnte nicht erstellt werden ({error}).") from None
        log_export("Dossier", antraege)
        if verbosity:
            self.stdout.write(f"{target}: {compiled.title}")


def _key_of(name: str) -> int:
    """The inquiry of that number; of a supplement printed under its own number, the inquiry that it belongs to."""
    if match := _KEY.fullmatch(name.strip()):
        if Antrag.objects.filter(pk=int(match[1])).exists():
            return int(match[1])
        raise CommandError(f"Die Anfrage „{name}“ gibt es nicht.")
    try:
        paper = Drucksache.objects.numbered(name).select_related("antrag", "stellungnahme").first()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    if paper is None:
        raise CommandError(f"Die Drucksache {name} ist nicht bekannt.")
    if hasattr(paper, "antrag"):
        return paper.antrag.pk
    if hasattr(paper, "stellungnahme") and paper.stellungnahme.is_published:
        return paper.stellungnahme.antrag_id
    raise CommandError(f"Die Drucksache {name} ist nicht erfasst; sie wird bisher nur zitiert.")


_REASONS = {
    FileNotFoundError: "den Ordner gibt es nicht",
    NotADirectoryError: "ein Teil des Pfades ist kein Ordner",
    IsADirectoryError: "das ist ein Ordner",
    PermissionError: "dazu fehlt die Berechtigung",
}


def _reason(error: OSError) -> str:
    return _REASONS.get(type(error)) or f"das Betriebssystem meldet „{error.strerror}“"


def _write(target: Path, html: str) -> None:
    """Beside the target first, so that a file is there in full or not at all."""
    if target.is_dir():
        raise IsADirectoryError
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".dossier-")
    draft = Path(name)
    try:
        with open(descriptor, "wb") as file:
            file.write(print_pdf(html))
        # A temporary file is its owner's alone; the PDF is as readable as any file the user makes.
        umask = os.umask(0)
        os.umask(umask)
        draft.chmod(0o666 & ~umask)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
