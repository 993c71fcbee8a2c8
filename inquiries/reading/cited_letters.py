"""Letters cited by date and Aktenzeichen: "auf das Schreiben vom 3. Mai 2021 (Az. 35-0141.5/7) wird verwiesen"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .cited_parts import DAY

_LETTER = re.compile(
    r"(?:Rundschreiben|Schreiben|Erlass|Brief)(?:e?s)?(?:\s{1,3}de[rs]\s{1,3}[^.;:!?]{3,120}?)?\s{1,3}vom\s{1,3}"
    + DAY
    + r"\s{0,3}[,–-]?\s{0,3}"
    r"\(?(?:Az\.|AZ|Aktenzeichen|Gz\.|Geschäftszeichen|Nr\.)\s{0,2}:?\s{0,2}"
    r"(?:[IVXA-Z]{1,4}\s[A-Z0-9]{1,3}\s(?:[A-Z0-9]{1,3}\s){0,2}(?:[–-]\s)?)?"
    r"(?=[^\s,;)]{0,40}[0-9])[^\s,;()]{1,60}(?:\([0-9]{1,3}\)[^\s,;()]{1,40})?\)?"
)
_CITED = re.compile(
    r"(?<![^\W_])(?:[Aa]uf|[Ss]iehe|[Vv]gl\.|[Gg]emäß|[Ll]aut|[Ii]n|[Ii]m|(?P<by>[Mm]it)|[Aa]us)\s{1,3}"
    r"(?:(?:das|dem|den|unser|unserem|sein|seinem|ihr|ihrem)\s{1,3})?\Z"
)


def find_letters(text: str) -> Iterator[tuple[int, int]]:
    """Where letters are cited, from "Schreiben" to the Aktenzeichen, in order.

    "Mit Schreiben vom … Nr. …" is how the letter itself begins that is being read, and no citation.
    """
    if "chreiben" not in text and "Erlass" not in text and "Brief" not in text:
        return
    for match in _LETTER.finditer(text):
        start, end = match.span()
        cited = _CITED.search(text, max(0, start - 30), start)
        if cited is None or (cited["by"] and "Nr." in match[0]):
            continue
        while text[end - 1] in ".)" and (text[end - 1] == "." or "(" not in text[start:end]):
            end -= 1
        yield start, end
