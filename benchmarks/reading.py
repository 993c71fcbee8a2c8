"""The reader: papers a second on one core, and the growth of its time when the text grows.

    python -m benchmarks.reading [--rounds 5] [--megabytes 2]

Papers a second are counted on papers of 12 KB, as a clipboard gives them (a paragraph a line) and as a PDF does (lines
of the page's width, page headers). They depend on the machine: the aim of 300 is one of design, printed and not judged.

The growth is a ratio within this run: ten times the text may take at most 13 times as long (linear is 10). It is
measured on a Große Anfrage up to its full size, and on texts that are made to be hard, each tenfold.
"""

from __future__ import annotations

import argparse
import textwrap
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.measuring import fastest, verdict
from inquiries.reading import read_paper
from inquiries.reading.references import find_references

EXAMPLE = Path(__file__).resolve().parent.parent / "fixtures" / "papers" / "antrag-ki-allianz.txt"
WANTED_GROWTH = 13.0
SECTION = 25  # questions
WIDTH, HEIGHT = 88, 46  # of a printed page, in letters and lines
HARD = {
    "one line": "Die Landesregierung antwortet dem Landtag und nennt 3 von 12 Fällen im Jahr 2015. ",
    "digits": "1234567890",
    "numbers": "1.\n",
    "headings of questions": "Frage 1:\n",
    "headings of answers": "Zu 1.:\n",
    "questions": "1. Wie viele Brücken gibt es?\n",
    "blanks": " ",
    "line ends": "\n",
    "form feeds": "\f",
    "page headers": "Landtag von Baden-Württemberg Drucksache 17 / 1 ",
    "labels of papers": "Drucksache 17/",
    "brackets": "(",
    "asterisks": "*a* ",
    "hyphens": "a- ",
    "letters apart": "a b c d ",
    "title blocks": "Antrag\nder Abg. A B SPD\nTitel\n\n",
    "signatures": "Muster, Beispiel, ",
    "closings": "Muster\nMinister\n",
    "Anlagen": "Anlage 1\n",
    "table rows": "2015 17 33 12\n",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds, of which the fastest counts")
    parser.add_argument("--megabytes", type=float, default=2.0, metavar="N", help="length of the longest text")
    options = parser.parse_args()
    count_papers(options.rounds)
    longest = int(options.megabytes * 2**20)
    for read in (read_paper, find_references):
        print_growth(read, "Große Anfrage", large_paper, longest // 100, options.rounds)
        print_growth(read, "Große Anfrage", large_paper, longest // 10, 1)
    for name, sign in HARD.items():
        print_growth(read_paper, name, partial(repeated, sign), longest // 10, min(2, options.rounds))


def count_papers(rounds: int) -> None:
    example = EXAMPLE.read_text(encoding="utf-8")
    for name, text in (("a paragraph a line", example), ("in printed lines", printed(example))):
        # Each text another one: what is remembered of one paper helps no other.
        papers = [text.replace("17/9075", f"17/{number}") for number in range(9000, 9050)]
        took = fastest(rounds, {"papers": lambda: [read_paper(paper) for paper in papers]}, time.process_time)  # noqa: B023
        print(f"example of {len(text.encode()) / 1024:.0f} KB, {name}: {50 / took['papers']:.0f} papers a second")


def print_growth(
    read: Callable[[str], object], name: str, make: Callable[[int], str], length: int, rounds: int
) -> None:
    """Reads a text of about ``length`` characters and one of ten times that, and prints how the time grew."""
    short, long = make(length), make(10 * length)
    took = fastest(rounds, {"short": lambda: read(short), "long": lambda: read(long)}, time.process_time)
    growth = took["long"] / took["short"] / (len(long) / len(short)) * 10
    sizes = f"{len(short) / 1024:.0f} KB to {len(long) / 1024:.0f} KB in {took['long']:.2f} s"
    print(f"{read.__name__}, {name}, {sizes}: {verdict(growth, WANTED_GROWTH)}")


def repeated(sign: str, length: int) -> str:
    return (sign * (length // len(sign) + 1))[:length]


def printed(text: str) -> str:
    """The text in lines of the page's width, without empty lines, with a header on each page."""
    lines = [line for paragraph in text.split("\n") for line in textwrap.wrap(paragraph, WIDTH)]
    pages = ["\n".join(lines[first : first + HEIGHT]) for first in range(0, len(lines), HEIGHT)]
    first, *others = pages
    headed = [
        f"\f{number}\nLandtag von Baden-Württemberg Drucksache 17 / 9999\n{page}"
        for number, page in enumerate(others, start=2)
    ]
    return "\n".join(["Landtag von Baden-Württemberg\n17. Wahlperiode\nDrucksache 17 / 9999\n", first, *headed])


def roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def large_paper(length: int) -> str:
    """A synthetic Große Anfrage of about this length, with its reply."""
    return grosse_anfrage(max(1, length // 1050))


def grosse_anfrage(questions: int) -> str:
    """A synthetic paper with as many questions and answers as asked for, in sections; each answer cites a paper."""
    asked, answered = [], []
    for n in range(1, questions + 1):
        if n % SECTION == 1:
            heading = f"{roman(n // SECTION + 1)}. Brücken im Abschnitt {n // SECTION + 1}"
            asked.append(heading)
            answered.append(heading)
        question = f"{n}. Wie viele Brücken der Straße {n} in Musterstadt wurden seit dem Jahr 2015 saniert?"
        asked.append(question)
        answered.append(
            f"{question}\n\nZu {n}.:\n\n"
            + "Nach Angaben der Gemeinden wurden mehrere Vorhaben abgeschlossen. " * 12
            + f"Im Übrigen wird auf die Antwort zu Frage {n} in Drucksache 17/{10_000 + n} verwiesen."
        )
    head = (
        "Landtag von Baden-Württemberg\n17. Wahlperiode\n\nDrucksache 17 / 19 999\n3.5.2022\n\nGroße Anfrage\n\n"
        "der Fraktion der SPD\n\nund\n\nAntwort\n\nder Landesregierung\n\nBrücken in Musterstadt\n\nGroße Anfrage\n\n"
        "Wir fragen die Landesregierung:\n"
    )
    letter = (
        "3.5.2022\n\nMuster\nund Fraktion\n\nAntwort\n\nMit Schreiben vom 8. Juni 2022 Nr. VM2-0141.5-31/999 "
        "beantwortet das Ministerium für Verkehr im Namen der Landesregierung die Große Anfrage wie folgt:\n"
    )
    return "\n\n".join([head, *asked, letter, *answered, "Beispielmann\n\nMinister für Verkehr\n"])


if __name__ == "__main__":
    main()
