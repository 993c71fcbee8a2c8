"""The sentence in which a citation stands. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 400
"""Characters of a sentence that are quoted; a longer one is shortened at blanks around the citation."""

_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")
_STOP = re.compile(r"[.!?…][\"“”«»‚‘’\')\]]{0,3}\s+(?=[\"„“»‚‘\'(\[]{0,2}[A-ZÄÖÜ0-9])")
_LAST_WORD = re.compile(r"\w*$")
# A full stop behind one of these, a single letter or a short number ends no sentence: "z. B.", "1. September".
_NO_END = re.compile(
    r"[^\W\d]|\d{1,2}|abg|abs|anl|anm|art|aufl|bd|begr|betr|bsp|bspw|bzgl|bzw|ca|dr|drs|ebd|einschl|etc|evtl|gem|ggf|"
    r"hrsg|inkl|insb|insbes|kap|lfd|lit|max|min|mio|mrd|nr|nrn|prof|rd|rdnr|rn|sog|sogen|st|str|tab|tel|tsd|usw|vgl|"
    r"vol|ziff|zzgl",
    re.IGNORECASE,
)


class Quoted(NamedTuple):
    """A citation with the words of its sentence before and after it."""

    before: str
    quote: str
    after: str


def sentence_around(text: str, start: int, ende: int) -> Quoted:
    """The sentence (or sentences, when the citation spans several) around ``text[start:ende]``.

    White space is folded. Shortened ends are shown by "…". When in doubt a stop ends no sentence: a quotation
    that is too long says nothing wrong.
    """
    first, last = _paragraph(text, start, ende)
    for stop in _STOP.finditer(text, first, last):
        if not _ends_sentence(text, first, stop.start()):
            continue
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= ende:
            last = stop.end()
            break
    before, quote, after = (_folded(text[a:b]) for a, b in ((first, start), (start, ende), (ende, last)))
    room = max(LONGEST - len(quote), 0)
    left = max(room // 2, room - len(after))
    right = max(room // 2, room - len(before))
    return Quoted(_end_of(before.lstrip(), left), quote, _beginning_of(after.rstrip(), right))


def _paragraph(text: str, start: int, ende: int) -> tuple[int, int]:
    first = max((gap.end() for gap in _PARAGRAPH_END.finditer(text, 0, start)), default=0)
    gap = _PARAGRAPH_END.search(text, ende)
    return first, gap.start() if gap else len(text)


def _ends_sentence(text: str, first: int, stop: int) -> bool:
    if text[stop] != ".":
        return True
    word = _LAST_WORD.search(text[max(first, stop - 20) : stop])[0]
    return not _NO_END.fullmatch(word)


def _folded(text: str) -> str:
    """White space folded to single blanks; one at either end stays, for the citation touches its neighbours."""
    return re.sub(r"\s+", " ", text)


def _end_of(text: str, room: int) -> str:
    return text if len(text) <= room else "… " + text[len(text) - room :].partition(" ")[2]


def _beginning_of(text: str, room: int) -> str:
    return text if len(text) <= room else text[:room].rpartition(" ")[0] + " …"
