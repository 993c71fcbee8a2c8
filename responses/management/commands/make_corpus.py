from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from inquiries.models import Source
from inquiries.models.datei import digest
from inquiries.reading import read_paper
from responses.corpus import MOST, papers
from responses.intake import IntakeError, record_paper


class Command(BaseCommand):
    help = "Erzeugt Musterdrucksachen für Messungen; sie gehen denselben Weg wie jedes andere Papier."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--inquiries", type=int, required=True, metavar="N", help="Zahl der Anfragen")
        parser.add_argument("--seed", type=int, default=1, help="gleiche Zahl, gleiche Papiere")

    def handle(self, *args, **options) -> None:
        if not 1 <= options["inquiries"] <= MOST:
            raise CommandError(f"Möglich sind 1 bis {MOST} Anfragen.")
        stored = 0
        texts = papers(options["inquiries"], seed=options["seed"])
        for text in tqdm(texts, total=options["inquiries"], unit=" Papiere", disable=None):
            source = Source(text=text, sha256=digest(text.encode()), name="Musterdrucksache")
            try:
                record_paper(read_paper(text), source)
            except IntakeError as error:
                self.stderr.write(f"Ein Papier wurde nicht gespeichert: {error}")
            else:
                stored += 1
        self.stdout.write(f"{stored} von {options['inquiries']} Musterdrucksachen gespeichert.")
