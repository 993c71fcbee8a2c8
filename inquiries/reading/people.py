"""Who asks and who signs: the line below the type, and the names below the questions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .paper import Asker
from .seams import FRAKTION, OF, PERSON, RANK, TITLE
from .vocabulary import FRAKTIONEN

_FRAKTION = re.compile(rf"(?<![\w/-])\(?(?P<name>{FRAKTION})\)?(?![\w/-])")
_UNKNOWN = re.compile(r"(?<![\w/-])\(?((?:[A-ZÄÖÜ][A-ZÄÖÜa-zäöü]*/)*[A-ZÄÖÜ]{3,}(?:/[A-ZÄÖÜ]{2,})?)\)?\s*\Z")
_OFFICE = re.compile(r"(?:\bund\s+)?(?:\bde[rsn]\s+)?(?:\b(?:Abg\.|Abg\b|Abgeordnete[rn]?)[\s:]*)+")
_OTHERS = re.compile(r"\bu\.\s?a\.|\bund\s+andere[rn]?\b|\bund\s+weitere[rn]?\b|\bu\.\s?a\b")
_JOINED = re.compile(r"\s*,\s*|\s+und\s+|\s+sowie\s+")
_FACTION_WORD = re.compile(r"\bFraktion(?:en)?\b(?:\s+(?:de[rs]|von))?", re.IGNORECASE)
_PERSON = re.compile(rf"{PERSON}(?:,?\s+MdL)?")
_MEMBER = re.compile(r",?\s+Md[LB]\Z|\AMd[LB]\Z")
_TITLES = re.compile(rf"{TITLE}+")
_PARTICLES = re.compile(rf"\b(?:{RANK}|{OF})\s")
_OPEN_TITLE = re.compile(rf"(?<!\s),?\s*(?:{TITLE}|\b{RANK}\s?|\b{OF}\s?)+\Z")  # the name follows on the next line
_COLUMNS = re.compile(r"(?<=[^\s.,])[^\S\n]{3,}(?=[^\W\d_])")  # names side by side, with no comma between
_OPEN_LINE = re.compile(rf"(?:[,-]|\bund|\bsowie|\b(?:von|zu|de[rmn])|{TITLE})\s*\Z")
_LONGEST_TITLES = 60  # characters
_ENDS_OF_TITLES = (".", *re.findall(r"\w+", f"{RANK}|von|vom|van|zu|de|der|den|dem"))
_AND_FRAKTION = re.compile(r"(?<!\s)(?:\s*,)?\s*und\s+Fraktion\b\.?")


@dataclass(frozen=True, slots=True)
class Authors:
    """Members and Fraktionen of one line; what could not be understood is in ``rest`` and ``unknown``."""

    askers: tuple[Asker, ...] = ()
    fraktionen: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def known_fraktion(printed: str) -> str:
    compact = re.sub(r"\s*/\s*", "/", printed)
    return FRAKTIONEN.get(compact, compact)


def find_fraktionen(text: str) -> list[re.Match[str]]:
    return list(_FRAKTION.finditer(text))


def read_byline(text: str) -> Authors:
    """The askers of "der Abg. A B und C D u. a. GRÜNE", "der Fraktion der SPD", "der Abg. A GRÜNE und des Abg. B SPD".

    A member belongs to the Fraktion that is printed next after the name.
    """
    askers: list[Asker] = []
    fraktionen: list[str] = []
    unknown: list[str] = []
    rest: list[str] = []
    position = 0
    for match in _FRAKTION.finditer(text):
        name = known_fraktion(match["name"])
        _add_names(text[position : match.start()], name, askers, rest)
        if name not in fraktionen:
            fraktionen.append(name)
        position = match.end()
    tail = text[position:].strip(" ,;*)")
    if tail and not re.fullmatch(r"und\s+Fraktion|und", tail):
        if found := _UNKNOWN.search(tail):
            unknown.append(found[1])
            tail = tail[: found.start()]
        _add_names(tail, None, askers, rest)
    return Authors(tuple(askers), tuple(fraktionen), tuple(unknown), tuple(rest))


def _add_names(text: str, fraktion: str | None, askers: list[Asker], rest: list[str]) -> None:
    if _FACTION_WORD.search(text):
        text = _FACTION_WORD.sub(" ", text)
    text = _OTHERS.sub(" ", _OFFICE.sub(" , ", text))
    for piece in _JOINED.split(text):
        name = _MEMBER.sub("", " ".join(piece.split()).strip(" ,()"))
        if not name or name in {"der", "des", "und", "die"}:
            continue
        if _PERSON.fullmatch(name) and not name.isupper():
            askers.append(Asker(name, fraktion))
        else:
            rest.append(name)


def read_signatures(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Surnames and Fraktionen of "Salomon, Seimer, Tok GRÜNE" or "Stoch, Binder und Fraktion"; None for other text.

    Where no comma stands between the names, each line, and each column of a line, holds one.
    """
    if "\n" in text:
        text = _join_lines(text.split("\n"))
    if "  " in text or "\t" in text:
        text = _COLUMNS.sub(", ", text)
    names: list[str] = []
    fraktionen: list[str] = []
    position = 0
    plain = _AND_FRAKTION.sub(" ,", text) if "Fraktion" in text else text
    ends = plain.rstrip().endswith(_ENDS_OF_TITLES)
    if ends and (title := _OPEN_TITLE.search(plain, max(0, len(plain) - _LONGEST_TITLES))):
        plain = plain[: title.start()]
    pieces: list[str] = []
    for match in _FRAKTION.finditer(plain):
        pieces.append(plain[position : match.start()])
        fraktion = known_fraktion(match["name"])
        if fraktion not in fraktionen:
            fraktionen.append(fraktion)
        position = match.end()
    tail = plain[position:]
    if found := _UNKNOWN.search(tail) if not fraktionen else None:
        tail = tail[: found.start()]
    pieces.append(tail)
    for piece in pieces:
        for part in _JOINED.split(_OTHERS.sub(" ", piece)):
            name = " ".join(part.split()).strip(" ,()")
            name = name.removesuffix(" MdL").removesuffix(",")
            if not name:
                continue
            if not _PERSON.fullmatch(name) or len(name.split()) > 6:
                return None
            names.append(name)
    return (tuple(names), tuple(fraktionen)) if names or "Fraktion" in text else None


def _join_lines(lines: list[str]) -> str:
    listed = any("," in line for line in lines)
    joined = lines[0]
    for line in lines[1:]:
        joined += " " if listed or _OPEN_LINE.search(joined) or _FRAKTION.match(line) else ", "
        joined += line
    return joined


def signs_fraktion(text: str) -> bool:
    """Whether a line of signatures ends as they do: with a Fraktion or "und Fraktion"."""
    text = text.rstrip()
    if "Fraktion" in text and _AND_FRAKTION.search(text):
        return True
    return any(match.end() == len(text) for match in _FRAKTION.finditer(text))


def surname(name: str) -> str:
    """The bare surname: "Dr. Timm Kern" → "Kern"; particles are dropped, for comparison only."""
    if " " not in name and "." not in name:
        return name.casefold()  # nothing can go before it
    bare = bare_name(name).split()
    return bare[-1].casefold() if bare else ""


def bare_name(name: str) -> str:
    """The name without titles, ranks and particles: "Dr. Freiherr von Muster" → "Muster"."""
    return _PARTICLES.sub("", _TITLES.sub("", name)).strip()
