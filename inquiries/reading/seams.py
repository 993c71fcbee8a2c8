"""Where a text that lost its line breaks shows its structure.

Works on one long line at a time and only cuts; what a piece is, the later steps decide by the same rules as for
lines that were printed as such.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from .dates import DATE, MONTH
from .vocabulary import DOCUMENTS, FRAKTIONEN, KINDS, MINISTRIES, OFFICES, REPLIES, WORDS

_BROKEN = r"(?:-\s)?"  # a word may be broken anywhere: "Digitali- sierung"


def _spaced(label: str) -> str:
    """A pattern for a label that may be letter-spaced: "Antrag", "A n t r a g"."""
    return r"\s{1,3}".join(r"\s?".join(map(re.escape, word)) for word in label.split())


def _any(labels) -> str:
    return "|".join(_spaced(label) for label in sorted(labels, key=len, reverse=True))


def _loose(name: str) -> str:
    """A pattern for a name that may be broken by blanks and hyphens; "Ministerium" may stand in the genitive."""
    words = [r"[ ,]{1,3}".join(map(_BROKEN.join, word.split(","))) for word in name.replace(", ", ",").split()]
    genitive = _BROKEN.join("inisterium")
    return r"\s{1,3}".join(words).replace(genitive, f"{genitive}s?", 1)


KIND = _any(KINDS)
REPLY = _any(REPLIES)
FRAKTION = "|".join(re.escape(name).replace("/", r"\s?/\s?") for name in sorted(FRAKTIONEN, key=len, reverse=True))
MINISTRY = "|".join(_loose(ministry.name) for ministry in sorted(MINISTRIES, key=lambda row: -len(row.name)))
OFFICE = "|".join(map(re.escape, OFFICES))
TITLE = r"(?:(?:Prof|Dr|Dipl|h|c|Ing|med|jur|rer|nat|phil|theol|habil|mult|e|iur|pol|oec)\.(?:-Ing\.)?\s{0,2})"
_NO_NAMES = "|".join(sorted({office.split()[0] for office in OFFICES if " " in office}))  # Stellvertretender …
_NAME = rf"(?:[A-ZÄÖÜ]\.|(?!(?:{_NO_NAMES})\b)[A-ZÄÖÜ][\w’'-]*)"
RANK = r"(?:Freiherr|Freifrau|Freiin|Graf|Gräfin|Baron|Baronin|Edler|Edle|Ritter|Prinz|Prinzessin)"
OF = r"(?:(?:von|vom|van|zu|de)(?:\s(?:der|den|dem|und\szu))?)"
PERSON = rf"{TITLE}{{0,5}}(?:{RANK}\s)?(?:{OF}\s)?{_NAME}(?:\s(?:{RANK}\s)?(?:{OF}\s)?{_NAME}){{0,3}}"
_NUMBER = r"\(?\d{1,3}(?:\.\d{1,2})?\s?[a-z]?"
_ITEM = rf"(?:{_NUMBER}(?:\.?\s?[a-z]\))?|[a-z]|[IVX]{{1,4}})[.)]?"
_NUMBERS = (
    rf"(?:[A-H]\.\s?)?(?:[IVX]{{1,4}}\.\s?)?{_ITEM}"
    rf"(?:\s?(?:,|/|-|–|und|u\.|sowie|bis|&|\+)\s?(?:[Ff]rage\s)?{_ITEM}){{0,30}}"
)
ANSWER_NOUN = (
    r"(?:(?:den|der|die)\s)?(?:(?:Teil|Unter|Einzel)?[Ff]ragen?(?:\sNrn?\.)?|Ziffern?|Ziff\.|Nummern?|Nrn?\.|Buchstaben?|"
    r"(?:Unter|Spiegel)?[Pp]unkte?n?)"
)

# Each alternative begins with a letter or sign, so that the search leaps to them.
_STRONG = re.compile(
    rf"Landtag\svon\sBaden|Der\s+Landtag\s+wolle|frage[n]?\s+(?:ich|wir)?\s?die\s+Landesregierung|Mit\s+Schreiben\s+vom"
    rf"|wie\s+folgt|Zu(?<!\wZu)\s+(?:{ANSWER_NOUN}\s)?\d{{1,2}}"
    + "".join(rf"|{kind}\s+de[rs]\s+(?:Abg|Frak)" for kind in KIND.split("|"))
    + r"|\?\s+\d{1,2}[.)]\s|;\s+\d{1,2}[.)]\s"
)
_NOT_AFTER = "".join(
    rf"(?<!\b{word})"
    for word in ("zu", "Zu", "zur", "der", "die", "unter", "bei", "auf", "und", "in", "von", "siehe", "s")
)
_VORBEMERKUNG = (
    rf"(?:Zur\s)?(?:{_spaced('Vorbemerkung')}|Vorbemerkungen)"
    r"(?:\s(?:der|des)\s(?:Landesregierung|Ministeriums|Fragestell\w+|Antragstell\w+)(?:\sfür\s[^:.]{3,60}(?=:))?)?"
)
_TO = rf"(?:Antworte?n?\s(?:[Zz]u|[Aa]d)|Zu|zu|Ad|ad)\s(?:{ANSWER_NOUN}\s)?{_NUMBERS}"
_COLON = r"(?:\s?\([^()]{3,80}\))?\s?:"
_ASKING = r"(?:ie|er|as|ann|arum|eshalb|o|oher|ohin|odurch|omit|elche[rsmn]?)"
_ASKS = (
    rf"(?:W{_ASKING}|Inwie\w+|(?:[ABDFISUVZ]\w{{1,5}})\sw{_ASKING}"
    r"|Gibt\ses|Trifft\ses|Teilt\ssie|(?:Ist|Sind|Hat|Plant)\s\w+)\b"
)
_WHEREOF = r"(?:\szu\s(?:Drs\.|Drucksache|Frage|Ziffer)\s[\d/]+)?"
_FIRST = "|".join(sorted(WORDS["first"] | WORDS["answer begins"]))
_AFTER_SENTENCE = r"(?<=[.;?!:,)“\"*])\s{1,4}"
# Where one of the next two may match: blanks with a sign behind them that begins something.
_BLANKS = re.compile(r"\s(?<=\S\s)\s*(?=[-–*(\dA-ZÄÖÜ]|[a-h]\)|zu|ad|und)")
_SENTENCE_SIGNS = frozenset('.;?!:,)“"*')
_NUMBER_SIGNS = frozenset("-–*(0123456789abcdefghAFINVXZ")
# Its alternatives need one of the former before the blanks or one of the latter behind them.
_CUT_IN_BLANKS = re.compile(
    rf"""
    (?<=\S)\s{{1,4}}(?=\*\)\s[A-ZÄÖÜ])
  | (?:(?<=[.;?!:)“"*])(?<!Nr\.)|(?<=berichten)|(?<=(?:ten|hen),))\s{{1,4}}(?:[-–]\s)?
      (?=(?:(?:Frage|Ziffer|Nr\.)\s)?{_NUMBER}[.):]{{1,2}}\s(?!\d|(?:{MONTH}|Quartal|Halbjahr)\b)|[IVX]{{1,4}}\.\s|[a-h]\)\s)
  | (?<=[.;?!:)“"*])\s{{1,4}}(?={DATE}\s{{1,3}}{PERSON})
  | {_AFTER_SENTENCE}(?={_TO}{_COLON})
  | (?<=[\w.])\s{{1,4}}(?=Zu\s(?:{ANSWER_NOUN}\s)?{_NUMBERS}{_COLON})
  | (?<=\S){_NOT_AFTER}\s{{1,4}}(?=(?:Antworte?n?\szu|Zu)\s{ANSWER_NOUN}\s{_NUMBERS}(?:{_COLON}|\s[A-ZÄÖÜ„]))
  | (?<=\S){_NOT_AFTER}\s{{1,4}}(?=Antworte?n?\szu\s{_NUMBERS}{_COLON})
  | {_AFTER_SENTENCE}(?=(?:Antworte?n?\szu|Zu)\s{_NUMBERS}\s(?:{_FIRST})\b)
  | {_AFTER_SENTENCE}(?=(?:Antworte?n?\szu|Zu)\s(?:{ANSWER_NOUN}\s)?{_NUMBERS}\)?(?<=[.)])\s(?!{MONTH})[A-ZÄÖÜ\d])
  | {_AFTER_SENTENCE}(?=\d{{1,2}}\.\d{{1,2}}\.?\s[A-ZÄÖÜ])
  | (?<=[a-zäöüß]){_NOT_AFTER}\s{{1,4}}(?=\d{{1,2}}\.1\.?\s[A-ZÄÖÜ])
  | (?<=\S){_NOT_AFTER}(?<!Frage)(?<!Ziffer)(?<!Nr\.)\s{{1,4}}
      (?=(?:(?:Frage|Ziffer|Nr\.)\s)?\(?\d{{1,2}}[a-h]?[.):]{{0,2}}\s?{_ASKS})
  | (?<=[^\s.])\s{{1,4}}(?=\d{{1,2}}[.)]\s(?:w{_ASKING}|ob|inwie\w+|[abdfisuvz]\w{{1,5}}\sw{_ASKING})\b)
  | (?<=[?;.:])(?<!\s[A-HIVX]\.)\s{{1,4}}
      (?=(?:[A-H]\.\s|Teil\s[A-H]:\s)?[A-ZÄÖÜ][^.?!;:]{{2,60}}\s\d{{1,2}}[.)]\s{_ASKS})
  | (?<=[^\W\d_]){_NOT_AFTER}\s{{1,4}}(?=[a-h]\)\s)
  | {_AFTER_SENTENCE}
      (?=(?:Antwort\s)?[Zz]u(?:\s(?:den|der|die|Fragen?|Ziffern?|Nr\.|\d{{1,3}}[a-z]?[.)]?,?|und|bis))*\s*\Z)
  | {_AFTER_SENTENCE}(?=(?:Frage|Ziffer|{_NUMBER}[.)])\s*\Z)
  | {_AFTER_SENTENCE}(?=Antwort(?:\sder\sLandesregierung)?:)
  | {_AFTER_SENTENCE}(?=(?:Frage|Ziffer)\s{_NUMBERS}:)
  | (?<=[\w%€]){_NOT_AFTER}\s{{1,4}}(?=Frage\s\d{{1,2}}:\s)
    """,
    re.VERBOSE,
)
_CUT_BEFORE_WORDS = re.compile(
    rf"""
    (?:{KIND}|{_any(DOCUMENTS)})(?:\s?\*\))?(?=\s{{1,3}}(?:de[rs]\s{{1,3}}(?:Abg|Fraktion)))
  | (?:{KIND})(?=\s{{1,3}}(?:Der\sLandtag\swolle|(?:Ich|Wir)\sfragen?\s|Begründung\s))
  | Der\s{{1,3}}Landtag\s{{1,3}}wolle\s{{1,3}}beschließen
  | (?<=[?;.]\s)(?:Ferner|Weiter(?:hin)?|Außerdem|Zudem)\sfragen?\s(?:ich|wir)
  | (?:Ich|Wir)\s{{1,3}}fragen?\s{{1,3}}die\s{{1,3}}Landesregierung
  | [-–]\s(?=(?:Landtags-)?Drucksache\s1\d\s?/)
  | (?:Ihr\sSchreiben\svom|Sehr\sgeehrte)\s
  | Drucksache(?<![-–]\sDrucksache)\s1\d\s?/\s?[\d ]{{1,6}}(?=\s(?:(?:Ihr\s)?Schreiben\svom|Sehr\sgeehrte|Anlagen?:))
  | und\s{{1,3}}(?={REPLY})
  | (?:{REPLY})(?:\s?\*\))?(?=\s{{1,3}}(?:Mit\s{{1,3}}Schreiben|Schreiben\sde[sr])\b)
  | Mit\s{{1,3}}Schreiben\s{{1,3}}vom\s
  | (?:{_spaced("Begründung")}|{_VORBEMERKUNG})(?=:?\s{{1,3}}(?:[A-ZÄÖÜ„]|\d{{1,2}}\.\s[A-ZÄÖÜ]))
  | Mit\sfreundlichen\sGrüßen
    """,
    re.VERBOSE,
)
# It begins with one class of signs, so that the search leaps; what begins there is looked at from there.
_CUT_AFTER = re.compile(
    rf"""
    [A-ZÄÖÜ\dafuwz](?<=(?=(?P<cut>
    (?<!\S)(?:{KIND}|{_any(DOCUMENTS)})(?:\s?\*\))?\s(?=\s{{0,3}}de[rs]\s{{1,3}}(?:Abg|Fraktion))
  | zu\sberichten,?\s(?=[A-ZÄÖÜ])
  | (?<!\S)(?:{KIND})\s(?=\s{{0,3}}(?:Der\sLandtag\swolle|(?:Ich|Wir)\sfragen?\s|Begründung\s))
  | (?<=\s)und\s(?=\s{{0,3}}(?:{REPLY})\s{{1,3}}de[rs]\s)
  | (?:{REPLY})(?:\s?\*\))?\s(?=\s{{0,3}}(?:Mit\s{{1,3}}Schreiben|Schreiben\sde[sr])\b)
  | (?<=und\s)(?:{REPLY})(?:\s?\*\))?\s(?=\s{{0,3}}de[rs]\s{{1,3}}(?:\w*[Mm]inisteriums|Landesregierung))
  | (?:(?:Ich|Wir)\s{{1,3}}fragen?|fragen?\s(?:ich|wir))\s{{1,3}}die\s{{1,3}}Landesregierung\s?:\s
  | (?:(?<=[.;?!:,]\s)|\A)[IVX]{{1,4}}\.\s[^\W\d][^.;?!]{{2,100}}?\s(?=\d{{1,2}}\.\s[^\W\d])
  | Sehr\sgeehrte[^,.]{{3,80}},\s
  | Drucksache\s1\d\s?/\s?[\d ]{{1,6}}\s(?=(?:Ihr\s)?Schreiben\svom|Sehr\sgeehrte|Anlagen?:)
  | wie\s{{1,3}}folgt(?:\s{{1,3}}(?:Stellung(?:\sgenommen)?|beantwortet))?\s?:\s
  | (?<=[.;?!:,)“"*]\s){DATE}\s(?=\s{{0,3}}{PERSON})
  | (?<!\S)(?:{_spaced("Begründung")}|{_VORBEMERKUNG}):?\s(?=\s{{0,3}}(?:[A-ZÄÖÜ„]|\d{{1,2}}\.\s[A-ZÄÖÜ]))
  | Mit\sfreundlichen\sGrüßen\s
  | (?<=[.;?!:,)“"*]\s)Antwort(?:\sder\sLandesregierung)?:\s
  | (?<=[.;?!:,)“"*]\s){_TO}{_COLON}\s
  | \AAnlage\s\d{{1,2}}{_WHEREOF}\s
    )).)""",
    re.VERBOSE,
)
_HEADING = re.compile(f"{_TO}{_COLON}")
_FROM = re.compile(
    rf"(?<=und\s)(?:{REPLY})(?:\s?\*\))?\s{{1,3}}de[rs]\s{{1,3}}(?:{MINISTRY}|Landesregierung)(?:\s?\([A-Z]\w{{1,9}}\))?\s"
)
_BYLINE = re.compile(
    rf"(?:{KIND}|{_any(DOCUMENTS)})(?:\s?\*\))?\s{{1,3}}de[rs]\s{{1,3}}(?:Abg|Fraktion)"
    rf"[^?;:]{{1,400}}?(?<![\w-])(?:{FRAKTION})"
    rf"(?![\w/-])(?!\s{{1,3}}und\s{{1,3}}de[rs]\s)\s"
)
_SIGNATURE = re.compile(
    rf"{DATE}\s{{1,3}}{PERSON}(?:(?:,|\sund)\s{{1,3}}{PERSON}){{0,40}}\s{{1,3}}(?:{FRAKTION}|und\sFraktion)(?![\w/-])(?:\s|\Z)"
)
_CLOSING = re.compile(
    rf"""
    (?:(?:(?<=[.?!“\"):])(?<!Dr\.)(?<!Prof\.)(?<!\b[iI]\.)(?<!Mio\.)(?<!Mrd\.)|(?<=Grüßen))\s{{1,4}}
      |(?<=\w)\s{{1,4}}(?=[Gg]ez\.\s|In\sVertretung\s)|\A)
    (?P<day>[A-ZÄÖÜ]\w+,\s(?:den\s)?{DATE}\s{{1,3}})?
    (?P<deputy>(?:[iI]\.\s?V\.|In\sVertretung)(?:\sde[rs]\s\w{{5,30}})?\s{{1,3}})?
    (?P<name>(?:[Gg]ez\.\s)?{PERSON}(?:\sMdL)?)\s{{1,3}}
    (?P<office>(?:{OFFICE})(?:\s(?:für|de[rs]|im|und)\s[\w ,-]{{3,120}})?)(?=\s*\Z|\s{{1,3}}Anlagen?\b)
    """,
    re.VERBOSE,
)
_ORDINAL = re.compile(r"\s\d{1,2}\.\Z")
_ANNEX = re.compile(r"(?<=\w)\s{1,3}Anlagen?\b")
_SAMPLE = 3000  # characters
_LONGEST_CLOSING = 250  # characters
_HINTS = ("folgt", "Landtag", "die Landesregierung:", "Mit Schreiben", " Zu ", " des Abg", " der Abg", "? 2", "; 2")


@lru_cache(maxsize=2)
def lost_its_breaks(text: str) -> bool:
    """Whether a text has far too few line breaks for its length, or holds most of itself in one line."""
    if len(text) <= 600:
        return False
    middle = len(text) // 2  # a line that is longer than half the text goes through it
    end = text.find("\n", middle)
    longest = (end if end >= 0 else len(text)) - text.rfind("\n", 0, middle) - 1
    return text.count("\n") * 300 < len(text) or longest > max(1500, middle)


def was_reflowed(text: str) -> bool:
    """Whether a text lost its line breaks and was then filled anew: no line could take the next line's first word."""
    return _is_filled(text[:_SAMPLE].splitlines()[:-1]) and _is_filled(text.splitlines())


def _is_filled(lines: list[str]) -> bool:
    lines = [line.strip() for line in lines if line.strip()]
    width = max(map(len, lines), default=0)
    if len(lines) < 10 or not 40 <= width <= 200:
        return False
    left = len(lines) // 25
    for line, following in pairwise(lines):
        if len(line) + 1 + len(following.split(None, 1)[0]) <= width:
            left -= 1
            if left < 0:
                return False
    return True


def find_seams(line: str, *, flat: bool) -> list[int]:
    """Ascending offsets at which the line is to be cut; empty for an ordinary paragraph.

    ``flat``: the whole text lost its breaks, so one mark is enough.
    """
    if " " not in line and "\t" not in line:
        return []  # nothing is cut inside a word, however long
    if flat:
        return _seams(line)
    if not any(map(line.__contains__, _HINTS)):
        return []
    strong = _STRONG.finditer(line)
    if next(strong, None) is None or (next(strong, None) is None and len(line) < 1500):
        return []
    if line.startswith("Mit Schreiben") and "folgt" in line[-20:]:
        return []  # the sentence that opens the reply, as it should stand
    return _seams(line)


def _seams(line: str) -> list[int]:
    seams = {*_before(line), *_behind(line)}
    for match in _SIGNATURE.finditer(line):
        seams.update(match.span())
    for pattern in (_FROM, _BYLINE):
        seams.update(match.end() for match in pattern.finditer(line))
    last = 0
    for match in _closings(line):
        seams.update(match.start(name) for name in ("day", "deputy", "name", "office") if match[name])
        last = match.end("office")
        seams.add(last)
    if last:
        seams.update(_annexes(line, last))
    solid = [match.span() for match in _HEADING.finditer(line)]
    starts = [start for start, _ in solid]
    return sorted(seam for seam in seams if not _inside(seam, starts, solid))


def _before(line: str) -> Iterator[int]:
    """Where something begins that stands on a line of its own."""
    position = 0
    for blanks in _BLANKS.finditer(line):
        start, end = blanks.span()
        likely = line[start - 1] in _SENTENCE_SIGNS or line[end] in _NUMBER_SIGNS or not line[end].isascii()
        if likely and start >= position and (match := _CUT_IN_BLANKS.match(line, start)):
            position = match.end()
            yield start if match[0].strip() else position
        if end >= position and (match := _CUT_BEFORE_WORDS.match(line, end)):
            position = match.end()
            yield end


def _behind(line: str) -> Iterator[int]:
    """Where something ends that stands on a line of its own."""
    position = 0
    while match := _CUT_AFTER.search(line, position):
        position = match.end("cut")
        yield position


def _inside(seam: int, starts: list[int], solid: list[tuple[int, int]]) -> bool:
    """Whether the seam would cut one of the stretches that stay whole."""
    index = bisect_left(starts, seam) - 1
    return index >= 0 and seam < solid[index][1]


def _closings(line: str) -> Iterator[re.Match[str]]:
    """Name and office in front of an Anlage, and at the end of the text."""
    for annex in _ANNEX.finditer(line) if "Anlage" in line else ():
        if match := _CLOSING.search(line, max(0, annex.start() - _LONGEST_CLOSING), annex.start()):
            yield match
    match = _CLOSING.search(line, max(0, len(line) - 600))
    if match is None:
        return
    counted = _ORDINAL.search(line, max(0, match.start() - 4), match.start())
    if not (counted and re.search(r"(?<!\.)\s", match["name"])):
        yield match  # but "in 2. Instanz Muster": where the name begins is not to be seen


def closing_seams(line: str) -> list[int]:
    """Where a line that holds the whole closing of a letter is to be cut: "In Vertretung Muster Staatssekretär"."""
    match = _CLOSING.match(line)
    if match is None or match.end() < len(line):
        return []
    return [match.start(name) for name in ("day", "deputy", "name", "office") if match[name] and match.start(name)]


def _annexes(line: str, position: int) -> Iterator[int]:
    """Before and behind the headings of the Anlagen behind a closing, which count 1, 2, 3."""
    number = 1
    while annex := re.compile(rf"\s(?P<name>Anlagen?(?:\s{number}(?!\d)|(?!\s\d)){_WHEREOF})").search(line, position):
        yield annex.start("name")
        yield annex.end("name")
        position, number = annex.end(), number + 1
