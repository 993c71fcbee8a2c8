"""What a letter says before its first answer: which papers it names, and what it says it is about. Pure."""

from __future__ import annotations

import re

from django.conf import settings

from inquiries.reading.references import find_references

LONGEST = 4_000
"""Characters; what comes later is no opening any more."""
SHORTEST_SUBJECT = 15
"""Letters of a line that may be a title, or a part of one."""
MOST_SUBJECTS = 40

_ENDS = re.compile(
    r"\bwie\s+folgt\b|\bfolgt\s+Stellung\b|^[ \t]*1\s?[.:)]"
    r"|^[ \t]*(?:Antwort[ ])?[Zz]u[ ](?:den[ ])?(?:Fragen?[ ]|Ziffern?[ ]|Nr\.[ ])?"
    r"\d{1,3}[a-z]?[ ]?(?:[.:),]|und\b|bis\b)",
    re.MULTILINE,
)
_SUPPLEMENTS = re.compile(r"\bErgänz(?:ende[rn]?|ung)\b")
_MARK = re.compile(r"\A(?:Betreff|Betr\.?|Bezug|hier)\s?:?\s+|\A[-–—•*]\s*")
_QUOTES = " \t„“”\"'»«.,:;"


def opening_of(text: str) -> str:
    """What a letter says before its first answer."""
    end = _ENDS.search(text)
    return text[: min(end.start() if end else len(text), LONGEST)]


def numbers_named(opening: str) -> list[str]:
    """The papers of the house that are named, each once."""
    ours = (cited for cited in find_references(opening) if cited.parliament == settings.PARLAMENT)
    return list(dict.fromkeys(cited.drucksache for cited in ours if cited.kind == "drucksache"))


def calls_itself_supplement(opening: str) -> bool:
    """ "Ergänzende Antwort", "Ergänzung der Stellungnahme"."""
    return _SUPPLEMENTS.search(opening) is not None


def possible_subjects(opening: str) -> list[str]:
    """Lines that may be a title or a part of it, without the mark before them ("Betreff:", "-") and quotation marks.

    Of a line with dashes ("Kleine Anfrage der Abg. Erika Muster – Brücken im Land") its parts, too.
    """
    subjects: list[str] = []
    for line in opening.splitlines():
        plain = _MARK.sub("", line.strip(), count=1)
        subjects += [plain, *re.split(r"\s[-–—]\s|[„“”\"]", plain)]
    stripped = (subject.strip(_QUOTES) for subject in subjects)
    long_enough = (subject for subject in stripped if len(subject) >= SHORTEST_SUBJECT)
    return list(dict.fromkeys(long_enough))[:MOST_SUBJECTS]
