"""Synthetic papers about forms: each combines at random how questions are numbered and grouped in sections, how answers
are headed, what repeats them, which traps their texts hold, how the reply closes and how its lines are set.

``compose_forms(seed)`` gives a paper as text and its truth, as ``corpus.compose`` does; the two share no sentence.
"""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass
from datetime import date

from tests.inquiries.reading.corpus import Composed, Truth

NOTICE = "Musterdrucksache – erfundenes Beispiel ohne amtlichen Inhalt"
SUBJECTS = [
    "die Musterbahn", "den Radweg an der L 1100", "das Programm „Stadt-Land-Bus“", "die Brücke bei Probstadt",
    "die Feuerwache in Beispielheim", "den Unterricht in der 5. Klasse", "die 1. Bundesliga", "das G9", "den Wolf",
    "die Grundsteuer B", "den ÖPNV", "die Polizeireviere", "das Ehrenamt", "den § 3 des Landesgesetzes", "Kitas",
]  # fmt: skip
QUESTIONS = [
    "Wie bewertet sie {}?",
    "Welche Kosten entstanden dem Land durch {} in den Jahren 2019, 2020 und\n2021?",
    "Seit wann fördert sie {}, insbesondere nach dem\n1. Januar 2020?",
    "Inwiefern plant sie, {} zu stärken (bitte aufgeschlüsselt nach\n1. Ort,\n2. Jahr)?",
    "Trifft es zu, dass {} betroffen ist, und wenn ja, seit wann?",
    "Wie viele Anträge betrafen {} im\n2. Halbjahr 2021 und im\n1. Quartal 2022?",
    "Aus welchen Gründen wurde {} geändert?\nWelche Folgen hatte dies?",
    "Gibt es Pläne für {}? Wenn ja, welche?",
    "Unter welchen Voraussetzungen wird {} nach Nr. 3 der Richtlinie gefördert?",
    "In welcher Höhe sind bis zum\n31. Dezember 2022 Mittel für {} geflossen?",
    "Bis wann rechnet sie mit Ergebnissen für {} (vgl. Frage 2 der Drucksache 17/100)?",
    "Welche Erkenntnisse hat sie über {} im Hinblick auf\na) die Sicherheit,\nb) die Kosten und\nc) die Umwelt?",
]
DEMANDS = [
    "wie sie {} bewertet;",
    "welche Kosten dem Land durch {} in den Jahren 2019, 2020 und\n2021 entstanden;",
    "seit wann sie {} fördert, insbesondere nach dem\n1. Januar 2020;",
    "ob es zutrifft, dass {} betroffen ist;",
    "wie viele Anträge {} im\n2. Halbjahr 2021 betrafen;",
    "ob es Pläne für {} gibt und wenn ja, welche;",
    "unter welchen Voraussetzungen {} nach Nr. 3 der Richtlinie gefördert wird, wobei\na) Kosten,\nb) Nutzen\n"
    "darzustellen sind;",
]
ANSWERS = [
    "Ja.", "Hierzu liegen keine Daten vor.", "Es gibt drei Gründe:\n1. Personal,\n2. Kosten und\n3. Zeit.",
    "Am\n2. Juni 2021 fand ein Gespräch statt.", "Im Jahr\n2020 waren es 1 200 Fälle, im Jahr 2021\n1 400.",
    "Nach § 5\nAbs. 2 ist die Gemeinde zuständig.", "Auf die Antwort zu Frage 1 wird verwiesen.",
    "Insoweit wird auf die Ausführungen unter\nZiffer 2 Bezug genommen.",
    "Ort Kosten\n1 Musterstadt 12 000\n2 Probstadt 8 000\n3 Beispielheim 500", "Der\n1. FC Musterstadt ist beteiligt.",
    "Diese teilen mit:\n– Nord: keine Fälle\n– Süd: 2 Fälle", "Im\n3. Quartal sank der Wert um\n5 Prozent.",
    "Zu unterscheiden sind:\n\n1. Landesmittel\n\nDas Land zahlt 3 Mio. Euro.\n\n2. Bundesmittel\n\nDer Bund zahlt.",
    "Siehe Antwort zu Frage\n3.", "Die Förderung erfolgt nach\nNr. 3 der Richtlinie.",
    "Es gelten folgende Fristen:\n\n1. drei Wochen,\n\n2. sechs Wochen.", "Dies betrifft\n12 Gemeinden.",
    "„(1) Die Gemeinde entscheidet.\n(2) Sie hört den Rat.“", "Die Frage „2. Wie viele sind es?“ ist beantwortet.",
    "Hinsichtlich der Kosten siehe die Antwort\nzu 1.", "Zum 1. und 2. Punkt liegen Anträge vor.",
    "Nach Auskunft der Stadt:\n1) ja\n2) nein", "Insgesamt\n3 000 Euro.",
]  # fmt: skip
CLOSINGS = [
    ("Ahorn-Muster\nMinister für Verkehr", "Ahorn-Muster", "Minister für Verkehr"),
    ("In Vertretung\n\nDr. Birken-Muster\nMinisterialdirektor", "Dr. Birken-Muster", "Ministerialdirektor"),
    ("gez. Buchen-Muster\nMinister", "Buchen-Muster", "Minister"),
    ("Stuttgart, den 24. März 2022\n\nEichen-Muster\nMinister für Verkehr", "Eichen-Muster", "Minister für Verkehr"),
]
PREAMBLES = [
    "Die Zahlen sind vorläufig.",
    "Zuständig sind die Gemeinden. Die Landesregierung hat\n1. die Städte und\n2. die Kreise befragt.",
    "Zu den Fragen 1 bis 3 wird vorangestellt, dass keine Statistik geführt wird.",
]
SECTIONS = ["Allgemeines", "Personal und Ausstattung", "Finanzierung", "Ausblick", "Lage vor Ort"]
NUMBERS = ("{}.", "{}.", "{})", "{}", "Frage {}:", "{}.)")
HEADINGS = ("Zu {}.", "Zu {}", "Zu Frage {}", "Zu Ziffer {}", "Antwort zu {}.", "Antwort zu Frage {}", "Antwort", "")
LINES = {
    "as printed": lambda text: text,
    "without empty lines": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "an empty line behind each": lambda text: text.replace("\n", "\n\n"),
    "short lines": lambda text: "\n".join(
        textwrap.fill(line, 60, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    ),
    "one line": lambda text: " ".join(text.split()),
}


@dataclass(slots=True)
class _Question:
    label: str
    shown: str
    text: str
    heading: str = ""
    """What is printed above it."""


def compose_forms(seed: int) -> Composed:
    chance = random.Random(f"forms {seed}")
    lines = list(LINES)[seed % len(LINES)]
    kind = chance.choice(["Antrag", "Antrag", "Kleine Anfrage", "Kleine Anfrage", "Kleine Anfrage", "Große Anfrage"])
    number = "{}." if kind != "Kleine Anfrage" else chance.choice(NUMBERS)
    questions = _questions(chance, kind)
    closing, signed_by, office = chance.choice(CLOSINGS)
    begruendung = chance.choice([None, "Das Thema ist wichtig.", "Es gibt zwei Gründe:\n1. Kosten,\n2. Zeit."])
    asked, repeats, signature = _asked(kind)
    blocks = [*asked, *_listed(chance, questions, number), "2.3.2022", signature]
    blocks += ["Begründung", begruendung] if begruendung else []
    reply, preamble, answers = _reply(chance, kind, questions, number, repeats)
    truth = Truth(
        seed=seed,
        layout=lines,
        defects=(),
        kind=kind,
        term=17,
        drucksache=None,
        title="Mustersache im Land",
        date=date(2022, 3, 2),
        received=None,
        issued=None,
        fraktionen=["SPD"],
        askers=[] if kind == "Große Anfrage" else [("Rudolf Muster", "SPD")],
        signatories={"Antrag": ["Muster", "Erlen-Test", "Eschen-Test"], "Kleine Anfrage": ["Muster"]}.get(
            kind, ["Fichten-Muster"]
        ),
        questions=[(question.label, question.text) for question in questions],
        begruendung=begruendung,
        response={
            "kind": "Stellungnahme" if kind == "Antrag" else "Antwort",
            "ministry": "Ministerium für Verkehr",
            "co_ministries": [],
            "letter_date": date(2022, 3, 24),
            "letter_reference": "VM1-0141.5-12/3",
            "preamble": preamble,
            "signed_by": signed_by,
            "office": office,
            "answers": answers,
        },
    )
    return Composed(LINES[lines]("\n\n".join([NOTICE, *blocks, *reply, closing]) + "\n"), truth)


def _asked(kind: str) -> tuple[list[str], list[str], str]:
    """The head with the formula, the formula as a reply may repeat it, the signatures."""
    who, formula, signature = {
        "Antrag": (
            "der Abg. Rudolf Muster u. a. SPD",
            "Der Landtag wolle beschließen,\ndie Landesregierung zu ersuchen\nzu berichten,",
            "Muster, Erlen-Test, Eschen-Test SPD",
        ),
        "Kleine Anfrage": ("des Abg. Rudolf Muster SPD", "Ich frage die Landesregierung:", "Muster SPD"),
        "Große Anfrage": ("der Fraktion der SPD", "Wir fragen die Landesregierung:", "Fichten-Muster\nund Fraktion"),
    }[kind]
    reply = "Stellungnahme" if kind == "Antrag" else "Antwort"
    whose = "der Landesregierung" if kind == "Große Anfrage" else "des Ministeriums für Verkehr"
    head = [f"{kind}\n{who}\nund\n{reply}\n{whose}\nMustersache im Land", kind, formula]
    return head, [formula] if kind == "Antrag" else [], signature


def _questions(chance: random.Random, kind: str) -> list[_Question]:
    templates = chance.sample(DEMANDS if kind == "Antrag" else QUESTIONS, chance.randint(2, 7))
    texts = [template.format(chance.choice(SUBJECTS)) for template in templates]
    if kind == "Antrag":
        texts[-1] = texts[-1].rstrip(";") + "."
    if kind != "Große Anfrage":
        return [_Question(str(number), str(number), text) for number, text in enumerate(texts, 1)]
    cut = chance.randint(1, len(texts) - 1)
    marks = chance.choice([("I", "II"), ("A", "B"), ("", "")])
    anew = chance.random() < 0.6
    titles = chance.sample(SECTIONS, 2)
    made = []
    for index, text in enumerate(texts):
        section = int(index >= cut)
        shown = index + 1 - (cut if anew and section else 0)
        mark = marks[section] or ("I", "II")[section]
        heading = f"{marks[section]}. {titles[section]}" if marks[section] else titles[section]
        label = f"{mark}.{shown}" if anew else str(shown)
        made.append(_Question(label, str(shown), text, heading if index in (0, cut) else ""))
    return made


def _listed(chance: random.Random, questions: list[_Question], number: str) -> list[str]:
    blocks = []
    for question in questions:
        printed = f"{number.format(question.shown)} {question.text}"
        if question.heading:
            blocks += [question.heading, printed]
        elif blocks and number != "{}" and chance.random() < 0.5:
            blocks[-1] += f"\n{printed}"
        else:
            blocks.append(printed)
    return blocks


def _reply(
    chance: random.Random, kind: str, questions: list[_Question], number: str, formula: list[str]
) -> tuple[list[str], str | None, list[tuple[tuple[str, ...], str]]]:
    """The blocks of the reply up to its closing, its Vorbemerkung, its answers."""
    opening = "Mit Schreiben vom 24. März 2022 Nr. VM1-0141.5-12/3 "
    opening += {
        "Antrag": "nimmt das Ministerium für Verkehr zu dem Antrag wie folgt Stellung:",
        "Kleine Anfrage": "beantwortet das Ministerium für Verkehr die Kleine Anfrage wie folgt:",
        "Große Anfrage": "beantwortet das Ministerium für Verkehr im Namen der Landesregierung die Große Anfrage wie "
        "folgt:",
    }[kind]
    blocks = ["Stellungnahme" if kind == "Antrag" else "Antwort", opening]
    blocks += formula if chance.random() < 0.4 else []
    preamble = chance.choice(PREAMBLES) if chance.random() < 0.25 else None
    if preamble:
        blocks += [*chance.choice([["Vorbemerkung:"], ["Vorbemerkung der Landesregierung"]]), preamble]
    sections = kind == "Große Anfrage"
    repeats = sections or chance.random() < 0.7
    heading = chance.choice(("Zu {}.", "Antwort", "") if sections else HEADINGS if repeats else HEADINGS[:-2])
    colon = chance.choice([":", ":", ""]) if heading != "Antwort" else ":"
    answers = []
    for group in _groups(chance, questions):
        blocks += [group[0].heading] if group[0].heading else []
        blocks += [f"{number.format(question.shown)} {question.text}" for question in group] if repeats else []
        blocks += [f"{_heading(chance, heading, group)}{colon}"] if heading else []
        said = chance.sample(ANSWERS, chance.randint(1, 3))
        if len(group) > 1 and chance.random() < 0.5:
            listed = _joined([question.shown for question in group])
            said.insert(0, f"Die {'Ziffern' if kind == 'Antrag' else 'Fragen'} {listed} werden gemeinsam beantwortet.")
        answer = "\n\n".join(said)
        blocks.append(answer)
        answers.append((tuple(question.label for question in group), answer))
    return blocks, preamble, answers


def _groups(chance: random.Random, questions: list[_Question]) -> list[list[_Question]]:
    """Questions that are answered together; none goes over the end of a section."""
    groups: list[list[_Question]] = []
    for question in questions:
        if groups and not question.heading and len(groups[-1]) < 3 and chance.random() < 0.3:
            groups[-1].append(question)
        else:
            groups.append([question])
    return groups


def _heading(chance: random.Random, heading: str, group: list[_Question]) -> str:
    if "{}" not in heading:
        return heading
    words, _, end = heading.partition("{}")
    shown = [f"{question.shown}{end}" for question in group]
    if len(group) > 1:
        words = (
            words.replace("Zu Frage", "Zu den Fragen").replace("zu Frage", "zu den Fragen").replace("Ziffer", "Ziffern")
        )
    if len(group) == 3 and chance.random() < 0.5:
        return f"{words}{shown[0]} bis {shown[-1]}"
    return f"{words}{_joined(shown)}"


def _joined(shown: list[str]) -> str:
    return " und ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
