"""The dossier against bare WeasyPrint on the same HTML, and what printing leaves in the web server's memory.

    python -m benchmarks.dossier [--inquiries 10] [--rounds 5]

Prints ratios of times measured within this run, the fastest of each kind, taken in turns; at most 1.15 is wanted.
"Bare" lays out and writes the HTML that the dossier made, in this process, with the same stylesheet and fonts.
The dossier also loads its rows, writes the HTML and starts a process. Works in a test database of its own.
"""

from __future__ import annotations

import argparse
import datetime
import io
import subprocess
import sys
from pathlib import Path

import psutil

from benchmarks.measuring import fastest, own_database, set_up_django, verdict

ROOT = Path(__file__).resolve().parent.parent
WANTED = 1.15
ON = datetime.date(2026, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inquiries", type=int, default=10, metavar="N", help="inquiries in the larger dossier")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds, of which the fastest counts")
    options = parser.parse_args()
    set_up_django()
    from django.core.management import call_command

    with own_database():
        call_command("make_corpus", inquiries=options.inquiries, verbosity=0, stdout=io.StringIO())
        measure(options.inquiries, options.rounds)


def measure(inquiries: int, rounds: int) -> None:
    from inquiries.models import Antrag

    keys = list(Antrag.objects.order_by("pk").values_list("pk", flat=True)[:inquiries])
    print_memory(keys)
    for chosen in (keys[:1], keys):
        compare(chosen, rounds)


def dossier(keys: list[int]) -> bytes:
    from responses.printing import print_pdf

    return print_pdf(html_of(keys))


def html_of(keys: list[int]) -> str:
    from responses.dossier import compile_dossier, inquiries_to_print, to_html

    return to_html(compile_dossier(inquiries_to_print(keys), on=ON))


def print_memory(keys: list[int]) -> None:
    """Before anything else, for measuring against bare WeasyPrint loads it into this process."""
    process = psutil.Process()
    dossier(keys[:1])
    before = process.memory_info().rss
    for _ in range(3):
        dossier(keys)
    grown = (process.memory_info().rss - before) / 2**20
    print(f"memory of the asking process after 3 dossiers of {len(keys)}: {grown:+.1f} MB")


def compare(keys: list[int], rounds: int) -> None:
    from responses import press

    html = html_of(keys)
    took = fastest(
        rounds,
        {
            "bare WeasyPrint": lambda: bare(html),
            "dossier": lambda: dossier(keys),
            "dossier, printed in this process": lambda: press.render(html_of(keys)),
            "bare, in an interpreter of its own": lambda: interpreter(html),
        },
    )
    reference = took["bare WeasyPrint"]
    print(f"{len(keys)} inquiries, {len(html) / 1024:.0f} KB of HTML:")
    for name, seconds in took.items():
        print(f"  {name:36} {seconds:7.2f} s  {seconds / reference:5.2f}")
    print(f"  {verdict(took['dossier'] / reference, WANTED)}")


def bare(html: str) -> bytes:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = weasyprint.CSS(string=stylesheet(), font_config=fonts)
    return weasyprint.HTML(string=html).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")


def stylesheet() -> str:
    """The dossier's, with the fonts as they come from their package."""
    from django.conf import settings

    css = (settings.BASE_DIR / "static" / "css" / "dossier.css").read_text(encoding="utf-8")
    return css.replace("../kern/", f"{settings.KERN_DIR.as_uri()}/")


def interpreter(html: str) -> bytes:
    """What each PDF would cost with a new interpreter instead of the fork server."""
    script = "import sys; from responses import press; sys.stdout.buffer.write(press.render(sys.stdin.read()))"
    command = [sys.executable, "-c", script]
    return subprocess.run(command, input=html.encode(), capture_output=True, check=True, cwd=ROOT).stdout


if __name__ == "__main__":
    main()
