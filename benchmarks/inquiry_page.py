"""The page of one inquiry against the bare SQL that it needs plus an empty view.

    python -m benchmarks.inquiry_page [--rounds 30]

At most 2 is wanted; ``benchmarks/pages.py`` says what is compared.
"""

from __future__ import annotations

import argparse
import io

from benchmarks.measuring import own_database, set_up_django
from benchmarks.pages import compare, reader


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=30, metavar="N", help="rounds, of which the fastest counts")
    rounds = parser.parse_args().rounds
    set_up_django()
    from django.core.management import call_command

    with own_database():
        call_command("load_examples", verbosity=0, stdout=io.StringIO())
        client = reader()
        from inquiries.models import Antrag

        for title in ("Strategische Weiterentwicklung der KI-Allianz", largest_title()):
            antrag = Antrag.objects.get(titel=title)
            compare(client, f"{antrag.fragen_gesamt} questions", antrag.get_absolute_url(), rounds)
        compare(client, "list", "/", rounds)


def largest_title() -> str:
    from inquiries.models import Antrag

    return Antrag.objects.order_by("-fragen_beantwortet").values_list("titel", flat=True)[0]


if __name__ == "__main__":
    main()
