"""``manage.py load_examples``: the vocabulary, the real example and the Musterdrucksachen of ``fixtures/``."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from inquiries.models import Ministerium
from responses.importing import files_below, import_file
from responses.intake import Outcome


class Command(BaseCommand):
    help = "Lädt Verzeichnisse und Beispiele aus fixtures/. Was schon da ist, bleibt, wie es ist."

    def handle(self, *args, **options) -> None:
        if not Ministerium.objects.exists():
            call_command("loaddata", "vocabulary", verbosity=0)
        results = [import_file(path) for path in files_below([settings.BASE_DIR / "fixtures" / "papers"])]
        if refused := [f"{result.path.name}: {result.refusal}" for result in results if result.refusal]:
            raise CommandError("\n".join(refused))
        new = sum(1 for result in results if result.receipt.outcome != Outcome.KNOWN)
        self.stdout.write(f"{new} von {len(results)} Beispielen neu geladen.")
