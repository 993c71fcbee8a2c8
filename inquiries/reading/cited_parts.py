"""Parts of papers named in a text: "Ziffern 3 und 4", "Antwort zu 4./5.", "dort zu Frage 2"; and how they belong.

A phrase is a noun with its numbers, or "zu"/"unter" with numbers alone. Whether a phrase belongs to a paper
before or behind it is decided by the words around it, from closed lists: any other word in between parts the two.
For the paper that is being read see cited_here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .numbers import NOUN, is_counted, match_numbers
from .vocabulary import rows


@dataclass(frozen=True, slots=True)
class Phrase:
    """Numbers of questions with the word before them; ``bare`` when that is only "zu", "unter" or "Antwort".

    ``is_answer`` tells the last of these: "siehe Antwort 3".
    """

    start: int
    end: int
    labels: tuple[str, ...]
    bare: bool
    is_answer: bool = False


# It begins with one class of characters, so that the search leaps; what it stands before is looked at from there.
_LEAD = re.compile(
    rf"[ABEFNPSTUZafuz](?<!\w.)(?<=(?=(?P<words>(?P<noun>(?:F\s{{0,2}}ragen?|Z\s{{0,2}}iffern?|{NOUN})\s{{0,3}}"
    r"(?:(?:Nr\.|Nrn\.|Nummern?)\s{0,2})?)|(?P<bare>[Zz]u|[Uu]nter|[Aa]ntwort(?:en)?)\s{1,3})"
    r"(?=[0-9IVX]|[a-zA-H](?![a-z]))).)"
)


# Than one in figures; that no small letter comes second tells most words at once.
OTHER_NUMBER = re.compile(r"[ ](?=.[^a-zäöüß]|.\Z)(?:[IVX]{1,5}|[a-zA-H])(?![^\W\d_])")


def find_phrases(text: str) -> Iterator[Phrase]:
    """Every noun with numbers, and every "zu 3." and "unter 3.", in order and without overlap."""
    if not (any(map(text.__contains__, "1203456789\n")) or OTHER_NUMBER.search(text)):
        return
    position = 0
    while lead := _LEAD.search(text, position):
        position = lead.end("words")
        if lead["noun"] and not lead["noun"][-1].isspace() and not lead["noun"].endswith("."):
            continue
        if lead["noun"] and lead["noun"][0] == "N" and _counts_else(text, lead.start()):
            continue
        found = match_numbers(text, position)
        if found and lead["noun"] and lead["noun"].startswith("Abschn") and found.labels[0][0].isdigit():
            continue  # of some report: those of an Antrag have roman numbers
        if found is None or (is_counted(text, found.end) and text[found.end - 1] != ")") or not _ends(text, found.end):
            continue
        if lead["bare"] and re.search(r"\b[Bb]is\s{1,2}\Z", text[max(0, lead.start() - 6) : lead.start()]):
            continue  # "bis zu 5"
        end = found.end
        while text[end - 1].isspace() or (text[end - 1] in ".)" and not _closes(text, lead.start(), end)):
            end -= 1
        labels = found.labels
        if more := _MORE.match(text, found.end if text[found.end - 1] != "." else end):
            end = more.end()
            if more["one"] and labels[-1].isdecimal():
                labels += (str(int(labels[-1]) + 1),)
        yield Phrase(
            lead.start(),
            end,
            labels,
            bare=bool(lead["bare"]),
            is_answer=bool(lead["bare"]) and lead["bare"][0] in "Aa",
        )
        position = found.end


# "Ziffer 3 f." has the next one too, "3 ff." goes on nobody knows how far; "Satz 2" is inside the part.
_MORE = re.compile(
    r"\s{0,2}(?:(?P<one>f)|ff)\.(?![^\W_])|,?\s{1,2}(?:Halbs|S)atz\s{1,2}[0-9]{1,2}(?![0-9])"
    r"|,?\s{1,2}(?:erste|zweite|dritte|vierte|letzte)r\s{1,2}(?:Absatz|Satz|Teil|Spiegelstrich)\b"
)


_NOUN_BEFORE = re.compile(r"(?<![^\W_])[A-ZÄÖÜ][a-zäöüß]{2,}\s\Z")
_NO_NOUNS = re.compile(
    r"(?:Siehe|Vergleiche|Unter|Auf|Aus|Bei|Nach|Laut|Die|Der|Den|Insbesondere|Auch|Frage|Fragen|Ziffern?|Antwort|"
    r"Antworten|Stellungnahme|Ausführungen|Beantwortung)\s"
)


def _counts_else(text: str, start: int) -> bool:
    """Whether the "Nr." at ``start`` counts what the noun before it says: "Beitrag Nr. 12"."""
    noun = _NOUN_BEFORE.search(text, max(0, start - 40), start)
    return noun is not None and _NO_NOUNS.fullmatch(noun[0]) is None


def _ends(text: str, end: int) -> bool:
    """Whether no letter or digit goes on where the numbers end, so that no label is half of something."""
    return not (text[end : end + 1].isalnum() and text[end - 1 : end].isalnum())


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the bracket before ``end`` closes one that is open since ``start``, or a letter: "3 a)"."""
    if text[end - 1] == ".":
        return False
    inside = text[start : end - 1]
    return inside.count("(") > inside.count(")") or re.search(r"[0-9\s.][a-z]\Z", inside) is not None


DAY = r"(?:[0-3]?[0-9]\.\s{0,2}[A-ZÄ][a-zä]{2,8}\.?|[0-3]?[0-9]\.\s?[01]?[0-9]\.)\s{0,2}(?:[12][0-9]{3}|[0-9]{2})"
TOKEN = re.compile(
    rf"\s{{0,3}}(?P<token>(?P<quoted>[„\"»][^“”\"«]{{1,330}}[“”\"«]|–\s[^–.;:]{{1,200}}\s–)|(?P<day>{DAY})"
    r"|(?P<word>[^\W\d_]+(?:[-/][^\W\d_]+)*\.?)|(?P<mark>[^\w\s]))"
)
_BETWEEN = {row["word"] for row in rows("citation_words") if row["role"] == "between"}
_BEHIND = {row["word"] for row in rows("citation_words") if row["role"] == "behind"}
_ANSWERS = {row["word"] for row in rows("citation_words") if row["role"] == "answer"}
_PEOPLE = {row["word"] for row in rows("citation_words") if row["role"] == "people"}
_NAME_LINKS = {"und", "für", "u.", "a.", "der", "die", "des", "von", "Dr.", "Prof.", ",", "(", ")"}
LONGEST_GAP = 420


def tokens(text: str, start: int, end: int) -> list[tuple[str, str]] | None:
    """Kind ("word", "mark", "quoted", "day", "name") and text of each token; None when something is neither.

    A name is "Abgeordneten", "Fraktion" or "Ministeriums" and any capitalised word behind it.
    """
    found, position, naming = [], start, False
    while position < end:
        match = TOKEN.match(text, position, end)
        if match is None:
            return None if text[position:end].strip() else found
        token = match["token"]
        kind = next(name for name in ("quoted", "day", "word", "mark") if match[name])
        if token in _PEOPLE or (token == "von" and found and found[-1][1] in _ANSWERS):
            kind, naming = "name", True
        elif naming and ((kind == "word" and token[0].isupper()) or token in _NAME_LINKS):
            kind = "name"
        else:
            naming = False
        found.append((kind, token))
        position = match.end()
    return found


def leads_to(text: str, phrase: Phrase, label_start: int, *, labelled: bool) -> bool:
    """Whether the phrase before a paper is a part of it: only words that join the two stand in between."""
    if label_start - phrase.end > LONGEST_GAP or re.search(r"\n\s*\n", text[phrase.end : label_start]):
        return False
    words = tokens(text, after_dot(text, phrase.end), label_start)
    if words is None:
        return False
    if not labelled:
        return [token for _, token in words] in (["in"], ["in", "der"], ["aus"], ["von"], ["der"])
    answered = _ANSWER_TO.search(text, max(0, phrase.start - 90), phrase.start)
    for kind, token in words:
        if kind in ("quoted", "day", "name"):
            continue
        if token in _ANSWERS:
            answered = True
        elif token in ("auf", "zu", "zum", "zur"):
            if not answered:
                return False
        elif token not in _BETWEEN:
            return False
    if phrase.bare:
        return any(token in ("in", "im", "der", "des", "aus", "von", "(") for _, token in words)
    return True


_ANSWER_TO = re.compile(
    r"(?:Antwort|Antworten|Stellungnahme|Beantwortung)(?:\s+(?:der|des)\s+[A-ZÄÖÜ]\w+)?\s+(?:zu|auf)(?:\s+(?:den|der|die))?\s+\Z"
)
_SENTENCE_GOES_ON = re.compile(
    r"\s{1,3}(?:siehe|s\.|vgl\.|auf|wird|werden|ist|sind|kann|hat|haben|liegen|teilt|verweis\w*)\b"
)
_PAST = {"verwiesen", "genommen", "hingewiesen", "Bezug", "wird", "werden", "kann", "darf"}
_THERE = {"dort", "dortige", "dortigen", "darin", "hier", "zwar", "insbesondere", "insb.", "insbes.", "konkret"}
SAID = re.compile(
    r"\s{1,3}(?:(?:bereits|schon|oben|hierzu|dazu|auch|näher|ausführlich|im\s{1,3}Einzelnen)\s{1,3}){0,3}"
    r"(?:ausgeführt|dargelegt|dargestellt|erläutert|beschrieben|erwähnt|aufgeführt|angegeben|mitgeteilt|genannt|benannt|"
    r"angeführt|angesprochen|bezeichnet|geschildert|(?:abge|ge|er)fragt|(?:auf)?gelistet|geantwortet|[Gg]esagt|Ausgeführt|"
    r"Dargelegt|Dargestellt)(?:e[nrms]?)?\b"
)
"""What a text says of what it says elsewhere, and of what it cites."""
_TOLD_THERE = re.compile(
    r"\s{1,3}(?:(?:hat|wird|wurde|ist|hatte)\s{1,3})?(?:(?:die|das)\s{1,3}(?:Landesregierung|(?:[A-ZÄÖÜ]\w{2,30})?[Mm]inisterium"
    r"(?:\s{1,3}(?:für|der|des)\s{1,3}[A-ZÄÖÜ]\w+(?:(?:,|\s{1,3}und)\s{1,3}[A-ZÄÖÜ]\w+){0,3})?)\s{1,3})?"
    r"(?:(?:bereits|schon|hierzu|dazu|auch|ausführlich|in\s{1,3}der\s{1,3}(?:Antwort|Stellungnahme)|die\s{1,3}Antwort)\s{1,3}){0,3}"
    r"(?:(?:zu|auf|unter|bei)\s{1,3}(?:den\s{1,3}|der\s{1,3}|die\s{1,3})?)?\Z"
)
_BARE_END = re.compile(
    r"\.?\s{0,3}(?:\Z|[),;]|\.?\s{1,3}(?:wird|werden|verwiesen|hingewiesen|und|sowie)\b|\.\s{1,3}\n)"
)


def follows(text: str, paper_end: int, phrase: Phrase) -> bool:
    """Whether the phrase behind a paper is a part of it: "…, dort zu Frage 2", "… (Ziffern 3 und 4)"."""
    if phrase.start - paper_end > 90 or re.search(r"\n\s*\n", text[paper_end : phrase.start]):
        return False
    if SAID.match(text, after_dot(text, phrase.end)) and _TOLD_THERE.match(text, paper_end, phrase.start):
        return True
    found = tokens(text, paper_end, phrase.start)
    if found is None:
        return False
    words = [token for kind, token in found if kind not in ("day", "name")]
    if not all(word in _BEHIND or word in _ANSWERS or word in _PAST for word in words):
        return False
    there = phrase.is_answer or any(word in _THERE or word in _ANSWERS for word in words)
    if _PAST & set(words) and not there:
        return False
    if {"und", "sowie"} & set(words) and not {"dort", "dortige", "dortigen", "hier", "zwar"} & set(words):
        return False
    if {"auf", "in", "siehe", "vgl.", "s."} & set(words) and not there and not {"(", "["} & set(words):
        return False
    if phrase.bare and not there and not {"(", "["} & set(words):
        return set(words) <= {","} and _BARE_END.match(text, phrase.end) is not None
    to = "zu" in words or "zur" in words or text.startswith("zu", phrase.start)
    if {"–", "-", ":", "/", ";"} & set(words) and to and not there:
        return False
    return not (to and "," in words and not there and _SENTENCE_GOES_ON.match(text, phrase.end))


def after_dot(text: str, end: int) -> int:
    """The place behind the dots and brackets that close a number."""
    while text[end : end + 1] in tuple(".)"):
        end += 1
    return end


def is_part(label: str, numbers: Iterable[str]) -> bool:
    """Whether a paper with these question numbers has the cited part.

    "3a" is part of question "3", whose text may count letters of its own; "3" is there where "3a" and "3b" are. The
    query ``VerweisQuerySet.citing_unknown_parts`` has the same rule.
    """
    return any(
        label == number
        or (number.startswith(label) and _GOES_ON.match(number, len(label)))
        or (label.startswith(number) and _GOES_ON.match(label, len(number)))
        for number in numbers
    )


_GOES_ON = re.compile(r"[a-z.]")
