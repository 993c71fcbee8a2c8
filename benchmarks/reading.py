"""Reading: papers a second on one core, and how the time grows with the length of the text.

    python benchmarks/reading.py [--rounds 5]

Prints the rate for papers of 12 KB (wanted: at least 300 a second on an idle core) and, for texts ten times as long
as the ones before, how many times as long reading takes (10 is linear). Processor time, the fastest round counts.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from inquiries.reading import read_paper  # noqa: E402

WANTED = 300
EXAMPLE = ROOT / "fixtures" / "papers" / "antrag-ki-allianz.txt"


def grosse_anfrage(questions: int) -> str:
    """A synthetic Große Anfrage with its reply; about 2 KB a question."""
    asked = [
        f"{number}. Wie viele Vorhaben wurden im Musterkreis {number} gefördert, und welche Mittel standen dafür\n"
        "bereit (bitte nach Jahren getrennt)?\n"
        for number in range(1, questions + 1)
    ]
    answer = (
        "Nach Angaben der Kommunen lagen am 31. Dezember 2019 insgesamt 1 234 Anträge vor. Dies entspricht der Er-\n"
        "wartung. Weitere Angaben enthält die Übersicht des Musteramts, die jährlich fortgeschrieben wird. "
    ) * 8
    head = (
        "Landtag von Baden-Württemberg\n17. Wahlperiode\nDrucksache 17 / 3456\n1.12.2022\nGroße Anfrage\n"
        "der Fraktion der SPD\nund\nAntwort\ndes Ministeriums für Verkehr\nMustervorhaben\nGroße Anfrage\n"
        "Wir fragen die Landesregierung:\n"
    )
    letter = (
        "1.12.2022\nMuster, Beispiel\nund Fraktion\nAntwort\nMit Schreiben vom 30. Januar 2023 Nr. VM1-0141.5-31/43/3 "
        "beantwortet das Ministerium für Verkehr die Große Anfrage wie folgt:\n"
    )
    blocks = [
        f"{question}Zu {number}.:\n{answer}\n{number}\nLandtag von Baden-Württemberg Drucksache 17 / 3456\n"
        for number, question in enumerate(asked, 1)
    ]
    return head + "".join(asked) + letter + "".join(blocks) + "Muster\nMinister für Verkehr\n"


def fastest(rounds: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds, of which the fastest counts")
    rounds = parser.parse_args().rounds
    text = EXAMPLE.read_text(encoding="utf-8")
    seconds = fastest(rounds, lambda: [read_paper(text) for _ in range(50)]) / 50
    rate = 1 / seconds * len(text) / 12_000
    print(f"papers of 12 KB: {rate:.0f} a second, {rate / WANTED:.2f} times the {WANTED} that are wanted")
    before = None
    for questions in (10, 100, 1000):
        paper = grosse_anfrage(questions)
        seconds = fastest(max(1, rounds // 2), lambda paper=paper: read_paper(paper))
        growth = f", {seconds / before:.1f} times as long as the text of a tenth" if before else ""
        print(f"Große Anfrage of {len(paper) / 1000:.0f} KB: {seconds:.3f} s{growth}")
        before = seconds


if __name__ == "__main__":
    main()
