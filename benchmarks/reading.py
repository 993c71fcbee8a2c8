"""The reader: papers a second on one core, and the growth of its time when the text grows tenfold.

    python -m benchmarks.reading [--rounds 5]

The growth is a ratio within this run: ten times the text may take at most 13 times as long (linear is 10). Papers
a second depend on the machine: the aim of 300 papers of 12 KB is one of design, printed and not judged.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.measuring import fastest, verdict
from inquiries.reading import read_paper
from inquiries.reading.references import find_references

EXAMPLE = Path(__file__).resolve().parent.parent / "fixtures" / "papers" / "antrag-ki-allianz.txt"
WANTED_GROWTH = 13.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds, of which the fastest counts")
    rounds = parser.parse_args().rounds
    example = EXAMPLE.read_text(encoding="utf-8")
    took = fastest(rounds, {"papers": lambda: [read_paper(example) for _ in range(50)]}, time.process_time)
    print(f"example of {len(example.encode()) / 1024:.0f} KB: {50 / took['papers']:.0f} papers a second")

    for name, read in (("read_paper", read_paper), ("find_references", find_references)):
        short, long = grosse_anfrage(40), grosse_anfrage(400)
        took = fastest(rounds, {"short": lambda: read(short), "long": lambda: read(long)}, time.process_time)  # noqa: B023
        growth = took["long"] / took["short"] / (len(long) / len(short)) * 10
        print(f"{name}, {len(short) / 1024:.0f} KB to {len(long) / 1024:.0f} KB: {verdict(growth, WANTED_GROWTH)}")


def grosse_anfrage(questions: int) -> str:
    """A synthetic paper with as many questions and answers as asked for; each answer cites another paper."""
    asked = [
        f"{n}. Wie viele Brücken der Straße {n} in Musterstadt wurden seit dem Jahr 2015 saniert?"
        for n in range(1, questions + 1)
    ]
    answered = [
        f"{text}\n\nZu {n}.:\n\n"
        + "Nach Angaben der Gemeinden wurden mehrere Vorhaben abgeschlossen. " * 12
        + f"Im Übrigen wird auf die Antwort zu Frage {n} in Drucksache 17/{10_000 + n} verwiesen."
        for n, text in enumerate(asked, start=1)
    ]
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
