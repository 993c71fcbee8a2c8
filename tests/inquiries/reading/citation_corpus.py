"""A generated corpus of citations that knows the truth: written forms × sentences × damage, seeded.

``measure`` reads it and counts. A text holds citations that were printed from known values, between sentences
that cite nothing but look like it; damage of extraction (line ends, doubled and hard blanks, hyphenation, split
capitals, blanks in numbers) is done afterwards and never changes what is cited.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from inquiries.reading.references import find_references
from tests.inquiries.reading.written_citations import IN_PAPERS

BASELINE = Path(__file__).with_name("citation_baseline.json")
"""What ``measure()`` counted by kind when it was last stored (``script/measure --store``)."""

HARD = "\u00a0"  # a blank inside a number: line ends are not put there


class Cited(NamedTuple):
    kind: str
    parliament: str | None
    number: str | None
    parts: tuple[str, ...]

    @property
    def group(self) -> str:
        """What the counts are kept by."""
        if self.kind != "drucksache":
            return self.kind
        if self.parliament != "BW":
            return "other house"
        return "drucksache, parts" if self.parts else "drucksache"


@dataclass(frozen=True)
class Text:
    """A text, what it cites in order, and which forms and damage went into it."""

    text: str
    cited: tuple[Cited, ...]
    made_of: tuple[str, ...]


LABELS = [
    "Drucksache {}",
    "Drs. {}",
    "Drs.: {}",
    "Drs {}",
    "DS {}",
    "Drs.-Nr.: {}",
    "LT-Drs. {}",
    "LT-DRS {}",
    "Landtagsdrucksache {}",
    "Landtags-Drucksache {}",
    "Kleine Anfrage/Drucksache {}",
    "Drucksache Nr. {}",
]
HOUSES = [
    ("BT", "BT-Drs. {}"),
    ("BT", "Bundestagsdrucksache {}"),
    ("BT", "Drucksache {} des Deutschen Bundestages"),
    ("NW", "LT-Drs. NRW {}"),
    ("BY", "Drucksache {} des Bayerischen Landtags"),
    ("BE", "AGH-Drs. {}"),
]
PARTS = [
    ("{noun} 3", ("3",)),
    ("{noun}n 3 und 4", ("3", "4")),
    ("{noun}n 1, 2 und 5", ("1", "2", "5")),
    ("{noun}n 3 bis 5", ("3", "4", "5")),
    ("{noun}n 3-5", ("3", "4", "5")),
    ("{noun} 2a", ("2a",)),
    ("{noun}n 2 a) und b)", ("2a", "2b")),
]
AROUND = [
    "Insofern wird auf {} verwiesen.",
    "Hierzu wird auf die Stellungnahme der Landesregierung in {} verwiesen.",
    "Die Landesregierung hat dies in {} dargestellt.",
    "Die Zahlen sind bekannt (vgl. {}).",
    "Siehe {}.",
    "1. welche Folgerungen sie aus {} zieht;",
    "Wie viele der in {} genannten Brücken wurden saniert?",
]
AROUND_PART = [
    "Insofern wird auf die Stellungnahme zu {} verwiesen.",
    "Siehe Antwort zu {}.",
    "Wie in der Antwort zu {} dargelegt, wird die Brücke saniert.",
    "Die Zahlen sind bekannt (vgl. {}).",
]
SAME = [
    "Siehe Antwort zu {}.",
    "Auf die Antwort zu {} wird verwiesen.",
    "Es wird auf die Stellungnahme zu {} Bezug genommen.",
    "Vgl. hierzu die Ausführungen zu {}.",
    "Die unter {} genannten Brücken werden saniert.",
    "Wie zu {} ausgeführt, wird die Brücke saniert.",
]
NOTHING = [
    "Im Schuljahr 2014/15 waren es 17 Schulen.",
    "In den Schuljahren 2017/2018 und 2018/2019 stieg die Zahl um 3 Prozent.",
    "Die Verordnung (EU) Nr. 1143/2014 gilt unmittelbar.",
    "Mit Schreiben vom 1. September 2025 Nr. WM36-43-99/161 nimmt das Ministerium Stellung.",
    "Das Aktenzeichen lautet 35-0141.5-017/8906.",
    "Partnerinnen/ Partner sind 24/7 erreichbar.",
    "Zu den Fragen 1 und 2:",
    "Die Fragen 1 und 2 werden gemeinsam beantwortet.",
    "Die Kosten betragen 5,3 Millionen Euro bis 2028.",
    "Nach § 3 Nr. 2 des Mustergesetzes gilt dies auch für Ziffer 3 der Verwaltungsvorschrift.",
    "Am 3. Mai 2024 lagen 17 von 9075 Anträgen vor.",
    "Der Anteil liegt bei 1/2, das Spiel endete 3:1.",
    "Zu Frage 4 liegen keine Daten vor.",
    "Telefon 0711/2063, Musterstraße 17/19.",
]


def make_text(seed: int) -> Text:
    chance = random.Random(seed)
    sentences: list[str] = []
    cited: list[Cited] = []
    made_of: list[str] = []
    for _ in range(chance.randint(2, 6)):
        if chance.random() < 0.4:
            sentences.append(chance.choice(NOTHING))
            continue
        form = chance.choice(FORMS)
        sentence, found = form(chance)
        sentences.append(sentence)
        cited += found
        made_of.append(form.__name__)
    written, found = _from_papers(chance)
    cited += found
    text = " ".join(sentences) + "".join(f"\n\n{one}" for one in written)
    for damage in DAMAGES:
        if chance.random() < 0.3:
            damaged = damage(text, chance)
            if damaged != text:
                text = damaged
                made_of.append(damage.__name__)
    return Text(text, tuple(cited), tuple(made_of))


_WRITTEN = re.compile(
    r"(?P<letter>letter)|=\((?P<own>[^)]+)\)"
    r"|(?P<protocol>PP:)?(?P<house>\?|[A-Z]{2}):(?P<number>[^( ]+)(?:\((?P<parts>[^)]+)\))?"
)


def _read_truth(found: str) -> list[Cited]:
    """The citations as the tables write them: "BW:17/9075(3,4) =(1)"."""
    cited = []
    for one in map(_WRITTEN.fullmatch, found.split()):
        parts = tuple((one["own"] or one["parts"] or "").split(",")) if one["own"] or one["parts"] else ()
        if one["letter"]:
            cited.append(Cited("letter", None, None, ()))
        elif one["own"]:
            cited.append(Cited("same-paper", None, None, parts))
        else:
            kind = "plenarprotokoll" if one["protocol"] else "drucksache"
            house = None if one["house"] == "?" else one["house"]
            cited.append(Cited(kind, house, one["number"].replace("_", " "), parts))
    return cited


# A blank inside a number is no place for a line end; sentences about a paper named before need that paper.
_INSIDE_NUMBER = re.compile(r"(?<=[\d/]) (?=[\d/])")
SENTENCES = [
    (_INSIDE_NUMBER.sub(HARD, text), _read_truth(found))
    for name, text, found in IN_PAPERS
    if found or not name.startswith("again")
]


def _from_papers(chance: random.Random) -> tuple[list[str], list[Cited]]:
    """Sentences as papers write them, each a paragraph of its own, for what stands around decides what is meant."""
    chosen = chance.sample(SENTENCES, chance.randint(0, 3))
    return [text for text, _ in chosen], [one for _, found in chosen for one in found]


def _number(chance: random.Random, *, printed: bool = True) -> tuple[str, str]:
    """A number as it is meant and as it is printed."""
    term, number = chance.randint(14, 18), chance.choice([chance.randint(1, 999), chance.randint(1000, 16_000)])
    meant = f"{term}/{number}"
    if not printed or chance.random() < 0.6:
        return meant, meant
    if number >= 10_000 and chance.random() < 0.5:
        return meant, f"{term}/{number // 1000}{HARD}{number % 1000:03d}"
    return meant, chance.choice([f"{term}{HARD}/{HARD}{number}", f"{term}/{HARD}{number}"])


def _part(chance: random.Random, noun: str) -> tuple[str, tuple[str, ...]]:
    written, labels = chance.choice(PARTS)
    written = written.format(noun=noun)
    return written.replace("Ziffern", "den Ziffern").replace("Fragen", "den Fragen"), labels


def paper(chance: random.Random) -> tuple[str, list[Cited]]:
    meant, printed = _number(chance)
    return chance.choice(AROUND).format(chance.choice(LABELS).format(printed)), [Cited("drucksache", "BW", meant, ())]


def other_house(chance: random.Random) -> tuple[str, list[Cited]]:
    meant, printed = _number(chance)
    code, label = chance.choice(HOUSES)
    return chance.choice(AROUND).format(label.format(printed)), [Cited("drucksache", code, meant, ())]


def several(chance: random.Random) -> tuple[str, list[Cited]]:
    numbers = [_number(chance) for _ in range(chance.randint(2, 4))]
    written = ", ".join(printed for _, printed in numbers[:-1])
    written += chance.choice([" und ", " sowie ", " und auf "]) + numbers[-1][1]
    label = chance.choice(["Drucksachen {}", "Drs. {}", "Landtagsdrucksachen {}"])
    if not label.startswith(("Drucksachen", "Landtagsdrucksachen")):  # short numbers of another term need the plural
        written = written.replace(", ", ", Drs. ").replace(" und ", " und Drs. ").replace(" sowie ", " sowie Drs. ")
        written = written.replace("und Drs. auf ", "und auf Drs. ")
    elif any(len(meant.partition("/")[2]) < 2 for meant, _ in numbers):
        return paper(chance)
    return chance.choice(AROUND).format(label.format(written)), [
        Cited("drucksache", "BW", meant, ()) for meant, _ in numbers
    ]


def part_before(chance: random.Random) -> tuple[str, list[Cited]]:
    meant, printed = _number(chance)
    written, labels = _part(chance, chance.choice(["Ziffer", "Frage"]))
    label = chance.choice(["in Drucksache {}", "der Drucksache {}", "der Drs. {}", "in der Landtagsdrucksache {}"])
    label = chance.choice([label, "des Antrags Drucksache {}", "der Kleinen Anfrage des Abg. Max Muster in Drs. {}"])
    return chance.choice(AROUND_PART).format(f"{written} {label.format(printed)}"), [
        Cited("drucksache", "BW", meant, labels)
    ]


def part_behind(chance: random.Random) -> tuple[str, list[Cited]]:
    meant, printed = _number(chance)
    written, labels = _part(chance, chance.choice(["Ziffer", "Frage"]))
    bare = written.removeprefix("den ")
    behind = chance.choice(
        [f", dort zu {written}", f" ({bare})", f", {bare}", f" zu {written}", f", Antwort zu {written}"]
    )
    label = chance.choice(["Drucksache {}", "Drs. {}", "LT-Drs. {}"]).format(printed)
    return f"Siehe {label}{behind}.", [Cited("drucksache", "BW", meant, labels)]


def same_paper(chance: random.Random) -> tuple[str, list[Cited]]:
    written, labels = _part(chance, chance.choice(["Ziffer", "Frage"]))
    return chance.choice(SAME).format(written), [Cited("same-paper", None, None, labels)]


def protocol(chance: random.Random) -> tuple[str, list[Cited]]:
    meant = f"{chance.randint(14, 18)}/{chance.randint(1, 150)}"
    behind = chance.choice(["", ", S. 512", ", S. 512 ff.", ", Seiten 512 bis 514"])
    return f"Vgl. Plenarprotokoll {meant}{behind}.", [Cited("plenarprotokoll", "BW", meant, ())]


def letter(chance: random.Random) -> tuple[str, list[Cited]]:
    day = chance.choice(["3. Mai 2021", "03.05.2021", "12. Dezember 2023"])
    sign = chance.choice(["35-0141.5/7", "Z(45)-0141.5/110F", "WM36-43-99/161", "2-0141.5/15/7712"])
    return chance.choice(
        [
            f"Auf das Schreiben vom {day} (Az. {sign}) wird verwiesen.",
            f"Dies wurde im Schreiben des Ministeriums für Verkehr vom {day}, Aktenzeichen {sign}, dargelegt.",
            f"Siehe das Schreiben vom {day}, Nr. {sign}, an die Gemeinden.",
        ]
    ), [Cited("letter", None, None, ())]


def again(chance: random.Random) -> tuple[str, list[Cited]]:
    """A paper, and in the next sentence the same one by other words."""
    meant, printed = _number(chance)
    written, labels = _part(chance, chance.choice(["Ziffer", "Frage"]))
    label, house = chance.choice([("Drucksache {}", "BW"), ("LT-Drs. {}", "BW"), ("BT-Drs. {}", "BT")])
    sentence, parts = chance.choice(
        [
            (f"Vgl. a. a. O., {written.removeprefix('den ')}.", labels),
            ("Weiteres ebd.", ()),
            ("In der genannten Drucksache steht mehr.", ()),
            (f"Die Antwort zu {written} der o. g. Drucksache gilt.", labels),
            (f"Dort wurde zu {written} mehr gesagt.", labels),
        ]
    )
    named = Cited("drucksache", house, meant, ())
    return f"Siehe {label.format(printed)}. {sentence}", [named, named._replace(parts=parts)]


FORMS = [
    *(paper, paper, other_house, several, part_before, part_before, part_behind, same_paper, same_paper),
    *(protocol, letter, again),
]


def line_ends(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    return "".join(
        word + (chance.choice("\n    ") if index < len(words) - 1 else "") for index, word in enumerate(words)
    )


def hyphenation(text: str, chance: random.Random) -> str:
    return text.replace("Drucksache", "Druck-\nsache").replace("drucksache", "druck-\nsache")


def split_capitals(text: str, chance: random.Random) -> str:
    return text.replace(" Drucksache ", " D rucksache ").replace(" Frage ", " F rage ").replace(" Ziffer ", " Z iffer ")


def doubled_blanks(text: str, chance: random.Random) -> str:
    return "".join(char * 2 if char == " " and chance.random() < 0.2 else char for char in text)


def soft_blanks(text: str, chance: random.Random) -> str:
    return text.replace(HARD, " ")


def hard_blanks(text: str, chance: random.Random) -> str:
    return text.replace(" ", HARD)


def indented_lines(text: str, chance: random.Random) -> str:
    return text.replace("\n", "\n" + " " * chance.randint(1, 8))


def returns(text: str, chance: random.Random) -> str:
    return text.replace("\n", "\r\n")


def broken_labels(text: str, chance: random.Random) -> str:
    return text.replace("Drs.-Nr.: ", "Drs.- Nr.:").replace("LT-Drs", "LT- Drs").replace("BT-Drs", "BT -Drs")


DAMAGES = [
    *(line_ends, hyphenation, split_capitals, doubled_blanks, soft_blanks, hard_blanks, broken_labels),
    *(indented_lines, returns),
]


def measure(*, papers: int = 1000, seed: int = 17) -> dict:
    """How many citations of the corpus are found exactly (kind, house, number, parts), and what is not.

    ``kinds`` counts those that are there, that were found, and that were found right, by ``Cited.group``.
    ``precision`` and ``recall`` are between 0 and 1; ``wrong`` and ``missed`` hold (text, citation) for a person
    to look at; ``recall_by_form`` counts by form and by damage, each text under everything it is made of.
    """
    right, expected, found = Counter(), Counter(), Counter()
    wrong: list[tuple[str, Cited]] = []
    missed: list[tuple[str, Cited]] = []
    meant_by, right_by = Counter(), Counter()
    for number in range(papers):
        made = make_text(seed * 1_000_003 + number)
        meant = Counter(made.cited)
        read = Counter(
            Cited(reference.kind, reference.parliament, reference.drucksache, reference.parts)
            for reference in find_references(made.text)
        )
        both = meant & read
        for counts, cited in ((right, both), (expected, meant), (found, read)):
            counts.update(one.group for one in cited.elements())
        wrong += [(made.text, cited) for cited in (read - meant).elements()]
        missed += [(made.text, cited) for cited in (meant - read).elements()]
        for name in set(made.made_of):
            meant_by[name] += meant.total()
            right_by[name] += both.total()
    return {
        "papers": papers,
        "kinds": {
            group: {"expected": expected[group], "found": found[group], "right": right[group]}
            for group in sorted(expected | found)
        },
        "expected": expected.total(),
        "precision": right.total() / found.total(),
        "recall": right.total() / expected.total(),
        "recall_by_form": {name: right_by[name] / meant_by[name] for name in sorted(meant_by) if meant_by[name]},
        "wrong": wrong,
        "missed": missed,
    }
