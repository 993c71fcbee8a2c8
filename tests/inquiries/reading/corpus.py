"""Synthetic papers that know their own truth: structure × layout × defects, everything from one seed.

``compose(seed)`` gives a paper as text and what a perfect reader would find in it. All names and contents are
invented; the texts say so themselves ("Musterdrucksache").
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

LAYOUTS = ("modern", "modern-footer-late", "sixteenth", "sixteenth-split", "submitted", "letter", "flat", "markdown")
DEFECTS = ("hyphenated", "headers-inside", "broken-words", "split-capitals", "spaced-headings", "interleaved-imprint",
           "glued-number", "extra-blanks", "double-abg", "blank-lines")  # fmt: skip
MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]

MINISTRIES = {
    14: ["Innenministerium", "Ministerium für Kultus, Jugend und Sport", "Finanzministerium", "Staatsministerium"],
    15: ["Ministerium für Verkehr und Infrastruktur", "Ministerium für Finanzen und Wirtschaft", "Innenministerium",
         "Ministerium für Arbeit und Sozialordnung, Familie, Frauen und Senioren", "Staatsministerium"],
    16: ["Ministerium für Inneres, Digitalisierung und Migration", "Ministerium der Justiz und für Europa",
         "Ministerium für Soziales und Integration", "Ministerium für Finanzen", "Staatsministerium"],
    17: ["Ministerium des Inneren, für Digitalisierung und Kommunen", "Ministerium für Verkehr",
         "Ministerium für Wirtschaft, Arbeit und Tourismus", "Ministerium der Justiz und für Migration",
         "Ministerium für Ernährung, Ländlichen Raum und Verbraucherschutz", "Staatsministerium"],
    18: ["Ministerium des Inneren, für Digitalisierung und Europa", "Ministerium für Kultus", "Ministerium für Verkehr",
         "Ministerium für Soziales, Arbeit und Gesundheit", "Staatsministerium"],
}  # fmt: skip
BEGINS = {14: date(2006, 9, 1), 15: date(2011, 9, 1), 16: date(2016, 9, 1), 17: date(2021, 9, 1), 18: date(2026, 6, 1)}
FRAKTIONEN = {14: ["CDU", "SPD", "GRÜNE", "FDP/DVP"], 15: ["GRÜNE", "SPD", "CDU", "FDP/DVP"],
              16: ["GRÜNE", "CDU", "AfD", "SPD", "FDP/DVP", "fraktionslos"],
              17: ["GRÜNE", "CDU", "SPD", "FDP/DVP", "AfD"], 18: ["GRÜNE", "CDU", "SPD", "FDP/DVP", "AfD"]}  # fmt: skip
FIRST = [
    "Anna",
    "Bernd",
    "Carla",
    "Dieter",
    "Eva-Maria",
    "Franz",
    "Gudrun",
    "Hans-Peter",
    "Ilse",
    "Jürgen",
    "Karin",
    "Ludwig",
]
LAST = [
    "Musterfrau",
    "Beispielmann",
    "Probst",
    "Vorlagen-Müller",
    "Höhbeispiel",
    "Platzhalter",
    "Mustermeier",
    "Beispiel-Öhler",
    "Federprobe",
    "Blindtext",
    "Schriftbild",
    "Fußnotner",
    "Randzeile",
    "Absatzer",
    "von der Probe",
    "Freiherr von Beispielhausen",
]
TITLES = ("", "", "", "Dr. ", "Prof. Dr. ", "Dr. h. c. ")

SUBJECTS = ("Schulhaussanierung", "Radwegeinfrastruktur", "Wasserversorgung", "Breitbandausbau",
            "Unterrichtsversorgung", "Krankenhausplanung", "Polizeipräsenz", "Lärmschutzmaßnahmen", "Forstverwaltung",
            "Smart-City-Projekte")  # fmt: skip
PLACES = ("im Neckar-Odenwald-Kreis", "in Baden-Württemberg", "im Musterlandkreis", "in Stuttgart-Beispielheim",
          "im ländlichen Raum", "an der Landesstraße L 1234")  # fmt: skip
SENTENCES = (
    "Die Landesregierung misst der {s} {p} große Bedeutung bei.",
    "Im Schuljahr 2014/15 wurden hierfür rund 1,5 Millionen Euro aufgewendet, im Folgejahr 15 Prozent mehr.",
    "Nach Angaben der zuständigen Regierungspräsidien lagen am 31. Dezember 2019 insgesamt 1 234 Anträge vor.",
    "Daten zur {s} werden statistisch nicht erfasst, weil eine gesetzliche Grundlage für die Erhebung fehlt.",
    "Bis zum 2. Juni des laufenden Jahres sollen die Vor- und Nachteile der Maßnahmen geprüft werden.",
    "Die KI-gestützte Auswertung ergab u. a., dass Bürgerinnen und Bürger das Angebot z. B. am Wochenende nutzen.",
    "Gemäß § 5 Absatz 2 der Verordnung (EU) Nr. 1143/2014 ist der Bund zuständig.",
    "Die Kommunen wurden gebeten, die Ergebnisse im 3. Quartal zu übermitteln.",
    "Zuständig sind die unteren Verwaltungsbehörden; eine Aufschlüsselung nach Gemeinden liegt nicht vor.",
    "Das Programm „Gemeinsam für {p}“ läuft bis 2025 und umfasst die Förderung von Personal- und Sachkosten.",
    "Insgesamt 17 Einrichtungen – davon drei neue – nahmen teil.",
    "Auf die Antwort zu Ziffer 1 wird verwiesen.",
    "Insofern wird auf die Stellungnahme der Landesregierung in Drucksache 15/9075 verwiesen.",
    "Ja.",
    "Nein, entsprechende Pläne bestehen nicht.",
    "Die Angaben unter Frage 1 gelten entsprechend; ein Antrag der Kommune lag bis 12.5.2016 nicht vor.",
    "Das Innenministerium und die Abg. Beispiel (SPD) haben hierzu am 8. Mai 2015 in Stuttgart beraten.",
)
LISTS = (
    "Zu den wichtigsten Maßnahmen gehören:\n"
    "1. die Förderung der Kommunen,\n2. die Beratung vor Ort,\n3. die Kontrolle.",
    "Im Einzelnen gilt:\n\n1. Die Mittel stehen im Haushalt.\n\n2. Die Stellen sind besetzt.",
    "Die Verteilung zeigt folgende Übersicht:\nJahr Anzahl Kosten\n2015 12 1 200 Euro\n2016 14 1 400 Euro",
    "Genannt werden\n- die Kosten,\n- die Dauer und\n- die Folgen für die Gemeinden.",
)
QUESTIONS_KA = (
    "Wie viele Vorhaben zur {s} wurden {p} in den Jahren 2015 bis 2019 gefördert (bitte nach Jahren getrennt)?",
    "Welche Maßnahmen ergreift sie, um die {s} {p} zu verbessern?",
    "Wie bewertet sie die Entwicklung der {s} seit dem 1. Januar 2017, insbesondere {p}?",
    "Trifft es zu, dass die Mittel für die {s} {p} gekürzt werden sollen und falls ja, aus welchen Gründen?",
    "Inwieweit sind ihr Fälle bekannt, in denen die {s} {p} nicht ausreichte? Falls ja, welche?",
    "Was hat sie unternommen, damit die {s} {p} bis zum 31. Dezember abgeschlossen werden kann?",
    "Bis wann rechnet sie mit einem Abschluss der {s} {p} (Angaben bitte mit Datum)?",
    "Unter welchen Voraussetzungen plant sie, die {s} {p} ab dem 2. Halbjahr auszuweiten?",
)
QUESTIONS_ANTRAG = (
    "wie viele Vorhaben zur {s} {p} in den letzten fünf Jahren gefördert wurden (bitte nach Jahren getrennt)",
    "welche Maßnahmen sie ergreift, um die {s} {p} zu verbessern, und welche Mittel hierfür bereitstehen",
    "inwiefern sie plant, die {s} {p} weiterzuentwickeln",
    "ob sie beabsichtigt, die {s} {p} künftig anders zu finanzieren – und wenn ja, wie",
    "welche Erkenntnisse ihr zur {s} {p} vorliegen, z. B. aus den Jahren 2014/15",
    "bis wann mit Ergebnissen der {s} {p} zu rechnen ist",
)


@dataclass(slots=True)
class Truth:
    seed: int
    layout: str
    defects: tuple[str, ...]
    kind: str
    term: int
    drucksache: str | None
    title: str
    date: date | None
    received: date | None
    issued: date | None
    fraktionen: list[str]
    askers: list[tuple[str, str]]
    signatories: list[str]
    questions: list[tuple[str, str]]
    begruendung: str | None
    response: dict | None
    notes: dict = field(default_factory=dict)


@dataclass(slots=True)
class Composed:
    text: str
    truth: Truth


def fill(chance: random.Random, template: str) -> str:
    return template.format(s=chance.choice(SUBJECTS), p=chance.choice(PLACES))


def prose(chance: random.Random, low: int, high: int) -> str:
    return " ".join(fill(chance, sentence) for sentence in chance.sample(SENTENCES, chance.randint(low, high)))


def paragraphs(chance: random.Random, count: int) -> str:
    return "\n\n".join(prose(chance, 1, 3) for _ in range(count))


def letter_date(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def genitive(ministry: str) -> str:
    return ministry.replace("inisterium", "inisteriums", 1)


def compose(seed: int) -> Composed:
    """The paper of this seed; every layout and every defect comes up within a few dozen seeds."""
    chance = random.Random(seed)
    layout = LAYOUTS[seed % len(LAYOUTS)]
    truth = _structure(chance, seed, layout)
    composed = {
        "modern": _modern, "modern-footer-late": _modern, "sixteenth": _sixteenth, "sixteenth-split": _sixteenth,
        "submitted": _submitted, "letter": _letter, "flat": _modern, "markdown": _markdown,
    }[layout](chance, truth)  # fmt: skip
    return Composed(_damage(chance, composed, truth), truth)


_TITLES = (
    "{} – wie weiter?",
    "Und täglich grüßt das Muster: {}",
    "380-kV-Leitungen und {}",
    "1. FC Musterstadt: {} am 1. Mai",
    "„{}“: Anspruch und Wirklichkeit",
    "Nachfragen zur Drucksache 15/9075: {}",
    "Zusammenarbeit von Innenministerium und Finanzministerium – {}",
)


def _structure(chance: random.Random, seed: int, layout: str) -> Truth:
    term = 16 if layout.startswith("sixteenth") else chance.choice([15, 16, 17, 17, 17, 18])
    if layout == "sixteenth-split":
        term = chance.choice([14, 15, 16])
    kind = chance.choices(["Kleine Anfrage", "Antrag", "Große Anfrage"], [6, 3, 1])[0]
    day = BEGINS[term] + timedelta(days=chance.randint(0, 900))
    names = chance.sample(LAST, 6)
    fraktion = chance.choice(FRAKTIONEN[term])
    people = [(f"{chance.choice(TITLES)}{chance.choice(FIRST)}", name) for name in names]
    askers, signatories, fraktionen = [], [], [fraktion]
    if kind == "Kleine Anfrage":
        first, last = people[0]
        askers = [(f"{first} {last}", fraktion)]
        signatories = [_signature(first, last)]
    elif kind == "Antrag" and chance.random() < 0.7:
        askers = [(f"{first} {last}", fraktion) for first, last in people[: chance.randint(1, 2)]]
        signatories = [_signature(first, last) for first, last in people]
        others = [name for name in FRAKTIONEN[term] if name not in (fraktion, "fraktionslos")]
        if fraktion != "fraktionslos" and chance.random() < 0.25:
            fraktionen = [fraktion, chance.choice(others)]
            askers = [(f"{people[at][0]} {people[at][1]}", name) for at, name in zip((0, 3), fraktionen, strict=True)]
    else:
        signatories = [_signature(first, last) for first, last in people[:2]]
    count = chance.choice([1, 3, 4, 5, 6, 8]) if kind != "Große Anfrage" else chance.randint(9, 14)
    questions = _questions(chance, kind, count)
    has_reply = layout in ("letter",) or (layout != "submitted" and chance.random() < 0.9)
    response = _response(chance, kind, term, day, questions) if has_reply else None
    number = (
        f"{term}/{chance.choice([chance.randint(1, 999), chance.randint(1000, 9999), chance.randint(10000, 10999)])}"
    )
    title = f"{chance.choice(SUBJECTS)} {chance.choice(PLACES)}"
    if chance.random() < 0.25:
        title = chance.choice(_TITLES).format(title)
    elif chance.random() < 0.4:
        title += f" – Stand, Entwicklung und Perspektiven der {chance.choice(SUBJECTS)}"
    defects = tuple(defect for defect in DEFECTS if chance.random() < 0.45)
    return Truth(
        seed, layout, defects, kind, term, number, title, day, day + timedelta(days=chance.choice([0, 0, 1])),
        day + timedelta(days=45) if response else None, fraktionen, askers, signatories, questions,
        paragraphs(chance, chance.randint(1, 2)) if chance.random() < 0.6 else None, response,
        {"heading": chance.choice(["Zu {}.:", "Zu {}.:", "Zu {}:", "Zu Frage {}:", "Zu Ziffer {}:",
                                   "Antwort zu Frage {}:", "none", "Antwort:", "Zu Nr. {}:"]),
         "annex": chance.random() < 0.15, "footnote": chance.random() < 0.15,
         "repeat": chance.random() < 0.85,
         "label": chance.choice(["{}. ", "{}. ", "{}. ", "{}. ", "{}) ", "Frage {}: "])},
    )  # fmt: skip


def _signature(first: str, last: str) -> str:
    title = re.match(r"(?:Prof\. )?(?:Dr\. )?(?:h\. c\. )?", first)[0]
    return f"{title}{last}"


def _questions(chance: random.Random, kind: str, count: int) -> list[tuple[str, str]]:
    pool = QUESTIONS_ANTRAG if kind == "Antrag" else QUESTIONS_KA
    texts: list[str] = []
    while len(texts) < count:
        text = fill(chance, chance.choice(pool))
        if text not in texts:
            texts.append(text)
    if kind == "Antrag":
        texts = [text + (";" if index < count - 1 else ".") for index, text in enumerate(texts)]
    numbered = [(str(index), text) for index, text in enumerate(texts, 1)]
    if kind != "Antrag" and count > 3 and chance.random() < 0.2:
        third = numbered[2][1]
        numbered[2:3] = [("3a", third), ("3b", fill(chance, "Welche Kosten entstehen dadurch für die {s} {p}?"))]
    return numbered


def _response(chance: random.Random, kind: str, term: int, day: date, questions: list[tuple[str, str]]) -> dict:
    ministries = chance.sample(MINISTRIES[term], min(len(MINISTRIES[term]), 1 + chance.choice([0, 0, 1, 2, 3])))
    lead, others = ministries[0], ministries[1:]
    groups: list[list[str]] = []
    numbers = [number for number, _ in questions]
    while numbers:
        size = min(len(numbers), chance.choice([1, 1, 1, 1, 2, 3]))
        groups.append(numbers[:size])
        numbers = numbers[size:]
    answers = [(tuple(group), _answer(chance)) for group in groups]
    reference = chance.choice([
        f"{chance.randint(1, 9)}-0141.5-0{term}/{chance.randint(100, 9999)}", "WM36-43-99/161", "Z(45)-0141.5/110F",
        f"IM3-0141.5-{chance.randint(100, 999)}/32/2", None, "62 – 5014 – 2.2", "V–0141.5", "JUMRII-JUM-1372-7/8/2",
    ])  # fmt: skip
    first, last = f"{chance.choice(TITLES)}", chance.choice(LAST)
    office = (
        chance.choice(_OFFICES)
        if chance.random() < 0.15
        else (
            f"Minister{_of(lead)}"
            if "für" in lead or " de" in lead
            else chance.choice(["Minister", "Staatssekretärin"])
        )
    )
    deputy = chance.random() < 0.25
    return {
        "kind": "Stellungnahme" if kind == "Antrag" else "Antwort",
        "ministry": lead,
        "co_ministries": others,
        "letter_date": day + timedelta(days=24),
        "letter_reference": reference,
        "preamble": prose(chance, 2, 3) if chance.random() < 0.2 else None,
        "signed_by": f"{first}{last}",
        "office": "Ministerialdirektor" if deputy else office,
        "deputy": deputy and chance.choice(["In Vertretung", "In Vertretung", "In Vertretung des Ministers"]),
        "joints": [chance.choice(_JOINTS) for _ in others],
        "answers": answers,
    }


_OFFICES = (
    "Stellvertretender Ministerpräsident und Minister für Inneres, Digitalisierung und Migration",
    "Staatssekretärin im Ministerium für Verkehr",
    "Staatsminister und Chef der Staatskanzlei",
)
_JOINTS = (" und dem", " und dem", " sowie dem", " und mit dem", " und in Abstimmung mit dem")


def _answer(chance: random.Random) -> str:
    text = paragraphs(chance, chance.randint(1, 3))
    if chance.random() < 0.2:
        text = f"{text}\n\n{chance.choice(LISTS)}"
        if chance.random() < 0.5:
            text = f"{text}\n\n{prose(chance, 1, 1)}"
    return text


def _of(ministry: str) -> str:
    return ministry.removeprefix("Ministerium")


# --- the pieces of a paper as paragraphs of the source ----------------------------------------------------------


def _byline(truth: Truth) -> str:
    if not truth.askers:
        article = "" if truth.fraktionen[0] == "GRÜNE" else "der "
        return f"der Fraktion {article}{truth.fraktionen[0]}"
    names = [name for name, _ in truth.askers]
    fraktion = truth.fraktionen[0]
    if len(truth.fraktionen) > 1:
        return " und ".join(f"der Abg. {name} u. a. {of}" for name, of in truth.askers)
    abg = "Abg. Abg." if "double-abg" in truth.defects else "Abg."
    if truth.kind == "Antrag":
        return f"der {abg} {' und '.join(names)} u. a. {fraktion}"
    return f"des {abg} {names[0]} {fraktion}"


def _signatures(truth: Truth) -> str:
    if not truth.askers:
        return f"{', '.join(truth.signatories)}\nund Fraktion"
    if len(truth.fraktionen) > 1:
        halves = truth.signatories[:3], truth.signatories[3:]
        return "\n".join(f"{', '.join(half)} {of}" for half, of in zip(halves, truth.fraktionen, strict=True))
    if len(truth.signatories) > 4:
        return f"{', '.join(truth.signatories[:4])},\n{', '.join(truth.signatories[4:])} {truth.fraktionen[0]}"
    return f"{', '.join(truth.signatories)} {truth.fraktionen[0]}"


def _opening(chance: random.Random, truth: Truth) -> str:
    if truth.kind == "Antrag":
        return "Der Landtag wolle beschließen,\ndie Landesregierung zu ersuchen\nzu berichten,"
    return "Ich frage die Landesregierung:" if truth.kind == "Kleine Anfrage" else "Wir fragen die Landesregierung:"


def _day(truth: Truth, day: date) -> str:
    return f"{day:%d}. {day:%m}. {day.year}" if truth.term <= 16 else f"{day.day}.{day.month}.{day.year}"


def _heading(truth: Truth, label: str) -> str:
    return " ".join(label).replace("   ", "  ") if "spaced-headings" in truth.defects else label


def _listed(truth: Truth) -> list[str]:
    return [truth.notes["label"].format(number) + text for number, text in truth.questions]


def _letter_sentence(truth: Truth) -> str:
    reply = truth.response
    number = f" Nr. {reply['letter_reference']}" if reply["letter_reference"] else ""
    if number and truth.seed % 11 == 0:
        number = f" – Az.: {reply['letter_reference']} –"
    agreed = ""
    if reply["co_ministries"]:
        *front, last = reply["co_ministries"]
        joined = ", dem ".join(front) + f"{reply['joints'][0]} " * bool(front) + last
        agreed = f" im Einvernehmen mit dem {joined}"
    verb = "nimmt" if truth.kind == "Antrag" else "beantwortet"
    what = "zu dem Antrag wie folgt Stellung:" if truth.kind == "Antrag" else f"die {truth.kind} wie folgt:"
    return (
        f"Mit Schreiben vom {letter_date(reply['letter_date'])}{number} {verb} das {reply['ministry']}{agreed} {what}"
    )


def _numbers(group: tuple[str, ...]) -> str:
    if len(group) == 1:
        return group[0]
    if len(group) == 2:
        return f"{group[0]}. und {group[1]}"
    plain = all(number.isdigit() for number in group)
    return f"{group[0]}. bis {group[-1]}" if plain else "., ".join(group[:-1]) + f". und {group[-1]}"


def _answers(truth: Truth) -> list[str]:
    """Repeated questions, headings and answers, one paragraph each."""
    asked = dict(truth.questions)
    style, repeat = truth.notes["heading"], truth.notes["repeat"]
    if style in ("none", "Antwort:"):
        repeat = True
    blocks = []
    for group, answer in truth.response["answers"]:
        if repeat:
            blocks += [truth.notes["label"].format(number) + asked[number] for number in group]
        if style == "Antwort:":
            blocks.append(style)
        elif style != "none":
            heading = style.format(_numbers(group))
            if len(group) > 1:
                heading = heading.replace("Zu Frage", "Zu den Fragen").replace("Zu Ziffer", "Zu den Ziffern")
                heading = heading.replace("zu Frage", "zu den Fragen")
            blocks.append(heading)
        blocks.append(answer)
    return blocks


def _closing(truth: Truth) -> list[str]:
    reply = truth.response
    office = re.sub(r", (?=\S+ und)", ",\n", reply["office"], count=1)
    *place, name = _place_and_name(truth, reply)
    return [*place, *([reply["deputy"]] if reply["deputy"] else []), name, office]


def _place_and_name(truth: Truth, reply: dict) -> list[str]:
    """The name, sometimes "gez.", with "MdL", or below place and day."""
    form = truth.seed % 13
    if form == 1:
        return [f"Stuttgart, {letter_date(reply['letter_date'])}", reply["signed_by"]]
    return [{2: f"gez. {reply['signed_by']}", 3: f"{reply['signed_by']} MdL"}.get(form, reply["signed_by"])]


def _reply(truth: Truth) -> list[str]:
    if truth.response is None:
        return []
    preamble = [truth.response["preamble"]] if truth.response["preamble"] else []
    blocks = [_heading(truth, truth.response["kind"]), _letter_sentence(truth), *preamble]
    if truth.notes["repeat"] and truth.kind == "Antrag" and not preamble:
        blocks.append(_opening(None, truth))
    answers = _answers(truth)
    if truth.notes["footnote"]:
        answers.append("*) Der Überschreitung der Drei-Wochen-Frist wurde zugestimmt.")
    annex = ["Anlage zu Drucksache", "Tabelle 1 Anzahl 12\n1. Stuttgart\n2. Karlsruhe"] if truth.notes["annex"] else []
    if annex:
        annex[0] = "Anlage 1"
    return [*blocks, *answers, *_closing(truth), *annex]


def _title_block(truth: Truth) -> list[str]:
    blocks = [_heading(truth, truth.kind), _byline(truth)]
    if truth.response:
        blocks += ["und", _heading(truth, truth.response["kind"]), f"des {genitive(truth.response['ministry'])}"]
    return [*blocks, truth.title]


def _header(truth: Truth) -> list[str]:
    term, number = truth.drucksache.split("/")
    spaced = f"{number[:-3]} {number[-3:]}" if len(number) == 5 else number
    return [
        f"Landtag von Baden-Württemberg\n{truth.term}. Wahlperiode\n\n"
        f"Drucksache {term} / {spaced}\n{_day(truth, truth.received)}"
    ]


_IMPRINTS = (
    "Drucksachen und Plenarprotokolle sind im Internet\nabrufbar unter: www.landtag-bw.de/Dokumente\n"
    "Der Landtag druckt auf Recyclingpapier, ausgezeich-\nnet mit dem Umweltzeichen „Der Blaue Engel“.",
    "Der Landtag druckt auf Recyclingpapier, ausgezeich-\nnet mit dem Umweltzeichen „Der Blaue Engel“.\n"
    "Drucksachen und Plenarprotokolle sind im Internet\nabrufbar unter: www.landtag-bw.de/Dokumente",
    "Drucksachen und Plenarprotokolle sind im Internet unter www.landtag-bw.de/Dokumente abrufbar.\n"
    "Gedruckt auf Recyclingpapier",
    "Drucksachen und Plenarprotokolle sind im Internet abrufbar unter: www.landtag-bw.de/DokumenteDer Landtag druckt "
    "auf Recyclingpapier, ausgezeichnet mit dem Umweltzeichen „Der Blaue Engel“.",
)
_INTERLEAVED = (
    "Drucksachen und Plenarprotokolle sind im Internet Der Landtag druckt auf Recyclingpapier, ausgezeich-\n"
    "abrufbar unter: www.landtag-bw.de/Dokumente net mit dem Umweltzeichen „Der Blaue Engel“.",
    "Der Landtag druckt auf Recyclingpapier, ausgezeich- Drucksachen und Plenarprotokolle sind im Internet\n"
    "net mit dem Umweltzeichen „Der Blaue Engel“. abrufbar unter: www.landtag-bw.de/Dokumente",
    "Drucksachen und Plenarprotokolle sind im Der Landtag druckt auf Recyclingpapier,\n"
    "Internet abrufbar unter: ausgezeichnet mit dem Umweltzeichen\nwww.landtag-bw.de/Dokumente „Der Blaue Engel“.",
    "Drucksachen und Plenarprotokolle sind im Internet abrufbar Der Landtag druckt auf Recyclingpapier, ausge-\n"
    "unter: www.landtag-bw.de/Dokumente zeichnet mit dem Umweltzeichen „Der Blaue Engel“.",
)


def _foot(truth: Truth) -> list[str]:
    received, issued = _day(truth, truth.received), _day(truth, truth.issued) if truth.issued else None
    foot = f"Eingegangen: {received}" + (f" / Ausgegeben: {issued}" if issued else "")
    foot = f"1{foot}" if "glued-number" in truth.defects else f"{foot} 1"
    imprints = _INTERLEAVED if "interleaved-imprint" in truth.defects else _IMPRINTS
    imprint = imprints[truth.seed // 7 % len(imprints)]
    return [f"{foot}\n{imprint}"]


def _questions_block(chance: random.Random, truth: Truth) -> list[str]:
    return [_heading(truth, truth.kind), _opening(chance, truth), *_listed(truth)]


def _signed(truth: Truth) -> list[str]:
    return [_day(truth, truth.date), _signatures(truth)]


def _reason(truth: Truth) -> list[str]:
    return [_heading(truth, "Begründung"), truth.begruendung] if truth.begruendung else []


NOTE = "Musterdrucksache – erfundenes Beispiel ohne amtlichen Inhalt"


def _modern(chance: random.Random, truth: Truth) -> list[str]:
    late = truth.layout == "modern-footer-late"
    foot = _foot(truth)
    return [
        NOTE, *_header(truth), *([] if late else foot), *_title_block(truth), *_questions_block(chance, truth),
        *_signed(truth), *(foot if late else []), *_reason(truth), *_reply(truth),
    ]  # fmt: skip


def _sixteenth(chance: random.Random, truth: Truth) -> list[str]:
    """The title block stands behind the questions, or in the middle of them."""
    listed = _questions_block(chance, truth)
    cut = len(listed)
    if truth.layout == "sixteenth-split" and len(listed) > 4:
        cut = chance.randint(3, len(listed) - 1)
    split = cut < len(listed)
    first = [*listed[:cut], *([] if split else _signed(truth))]
    rest = [*listed[cut:], *(_signed(truth) if split else [])]
    return [
        NOTE, "1", *first, *_title_block(truth), *_header(truth), *_foot(truth), *rest, *_reason(truth), *_reply(truth)
    ]  # fmt: skip


def _submitted(chance: random.Random, truth: Truth) -> list[str]:
    truth.issued = None
    truth.drucksache = None
    stamp = f"Eingang: {truth.received.day}.{truth.received.month}.{truth.received.year} 13:45"
    return [
        stamp, f"Landtag von Baden-Württemberg\n{truth.term}. Wahlperiode", truth.kind, _byline(truth), truth.title,
        _opening(chance, truth), *_listed(truth), *_signed(truth), *_reason(truth),
    ]  # fmt: skip


def _letter(chance: random.Random, truth: Truth) -> list[str]:
    """The ministry's own letter: no list of questions but the repeated one, no signatures of members."""
    truth.notes["repeat"] = True
    truth.begruendung = None
    truth.signatories = []
    truth.date = truth.received = truth.issued = None
    truth.title = truth.title.replace(" – Stand", ", Stand")
    reply = truth.response
    whose = _byline(truth).replace("Abg. Abg.", "Abg.")
    agreed = ""
    if reply["co_ministries"]:
        agreed = " im Einvernehmen mit " + " und ".join(f"dem {name}" for name in reply["co_ministries"])
    verb = (
        f"nimmt das {reply['ministry']}{agreed} zu dem Antrag wie folgt Stellung:"
        if truth.kind == "Antrag"
        else f"beantwortet das {reply['ministry']}{agreed} die {truth.kind} wie folgt:"
    )
    number = f" Nr. {reply['letter_reference']}" if reply["letter_reference"] else ""
    sentence = f"mit Schreiben vom {letter_date(reply['letter_date'])}{number} {verb}"
    preamble = [reply["preamble"]] if reply["preamble"] else []
    return [
        NOTE, f"Baden-Württemberg\n{reply['ministry'].upper()}\nPostfach 10 34 55, 70029 Stuttgart",
        "An die\nPräsidentin des Landtags\nvon Baden-Württemberg\nHaus des Landtags\n70173 Stuttgart",
        "nachrichtlich\nStaatsministerium", f"{truth.kind} {whose}\n- {truth.title}\n- Drucksache {truth.drucksache}",
        "Sehr geehrte Frau Präsidentin,", sentence, *preamble, *_answers(truth),
        "Mit freundlichen Grüßen", *_closing(truth),
    ]  # fmt: skip


def _markdown(chance: random.Random, truth: Truth) -> list[str]:
    """As a clipboard gives it: headings marked, repeated questions in asterisks, no furniture."""
    truth.received = truth.issued = truth.drucksache = None
    blocks = [*_title_block(truth), *_questions_block(chance, truth), *_signed(truth), *_reason(truth)]
    reply = _reply(truth)
    label = re.compile(r"\d+[ab]?[.)] ")
    marked = [f"*{block}*" if label.match(block) else block for block in reply]
    return [f"# {blocks[0]}", *blocks[1:], *marked]


# --- defects ----------------------------------------------------------------------------------------------------


def _damage(chance: random.Random, blocks: list[str], truth: Truth) -> str:
    if truth.layout == "flat":
        text = " ".join(" ".join(block.split()) for block in blocks)
        return _flat_headers(chance, text, truth) if "headers-inside" in truth.defects else text
    wrap = truth.layout != "markdown" and chance.random() < 0.85
    hyphenate = "hyphenated" in truth.defects
    out: list[str] = []
    for block in blocks:
        for paragraph in block.split("\n\n"):
            if "split-capitals" in truth.defects and re.match(r"\d+[ab]?[.)] [WTUI][a-zäöü]", paragraph):
                paragraph = re.sub(r"^(\S+ [WTUI])", r"\1 ", paragraph)
            if "extra-blanks" in truth.defects and chance.random() < 0.3:
                paragraph = re.sub(r"\?$", " ?", paragraph).replace("2014/15", "2014/ 15")
            if wrap and "Landtag von Baden" not in paragraph[:24] and "ingegangen:" not in paragraph[:13]:
                paragraph = "\n".join(_wrap(chance, line, hyphenate=hyphenate) for line in paragraph.split("\n"))
            if "broken-words" in truth.defects and chance.random() < 0.4:
                paragraph = paragraph.replace("Regierungspräsidien", "Regierungs - präsidien", 1)
                paragraph = paragraph.replace("Verwaltungsbehörden", "Verwaltungs - behörden", 1)
            out.append(paragraph)
    joint = "\n\n" if "blank-lines" in truth.defects or truth.layout in ("markdown", "letter") else "\n"
    text = joint.join(out)
    if "headers-inside" in truth.defects and truth.drucksache and truth.layout not in ("letter",):
        text = _insert_headers(chance, text, truth)
    return text


def _wrap(chance: random.Random, line: str, *, hyphenate: bool, width: int = 78) -> str:
    if len(line) <= width:
        return line
    rows, row = [], ""
    for word in line.split(" "):
        if row and len(row) + 1 + len(word) > width:
            room = width - len(row) - 2
            cut = _cut(word, room) if hyphenate else 0
            if cut:
                rows.append(f"{row} {word[:cut]}-" if word[cut - 1] != "-" else f"{row} {word[:cut]}")
                row = word[cut:]
                continue
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}" if row else word
    return "\n".join([*rows, row])


def _cut(word: str, room: int) -> int:
    """Where a word may be broken: behind its own hyphen, or between letters, never in figures or names of places."""
    for cut in range(min(room, len(word) - 3), 2, -1):
        if word[cut - 1] == "-" and word[cut].isalpha():
            return cut
        if word[cut - 3 : cut + 3].isalpha() and word[cut].islower() and not word.isupper():
            return cut
    return 0


def _insert_headers(chance: random.Random, text: str, truth: Truth) -> str:
    """Page breaks anywhere behind the first page: number, header, in the middle of paragraphs."""
    term, number = truth.drucksache.split("/")
    spaced = f"{number[:-3]} {number[-3:]}" if len(number) == 5 else number
    header = f"Landtag von Baden-Württemberg Drucksache {term} / {spaced}"
    lines = text.split("\n")
    anchor = next((i for i, line in enumerate(lines) if "Blaue Engel" in line), 0)
    below = chance.random() < 0.5
    out, page = [], 2
    for index, line in enumerate(lines):
        inside = out and out[-1].startswith(("Landtag", "Drucksache", f"{term}. Wahl"))
        if index > anchor + 3 and index % 33 == 0 and index < len(lines) - 3 and not inside:
            out += [header, str(page)] if below else [str(page - 1) if page > 2 else "", header]
            page += 1
        out.append(line)
    return "\n".join(out)


def _flat_headers(chance: random.Random, text: str, truth: Truth) -> str:
    """Page headers and numbers inside sentences of a text without line breaks."""
    if not truth.response:
        return text
    term, number = truth.drucksache.split("/")
    words = text.split(" ")
    start = next((i for i, word in enumerate(words) if word == "folgt" or word == "folgt:"), len(words)) + 40
    page = 2
    for at in range(start, len(words) - 30, 300):
        words[at] += f" Landtag von Baden-Württemberg Drucksache {term} / {number} {page}"
        page += 1
    return " ".join(words)
