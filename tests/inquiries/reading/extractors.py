"""The papers of the corpus as other extractors give them: columns kept, signs exchanged, blanks lost, lines glued.

``extract_otherwise(seed)`` takes a paper of the corpus and puts one or two of these upon it; the truth stays the same.
Each is modelled on what a program or a clipboard does to a Drucksache.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from tests.inquiries.reading.corpus import Composed, Truth, compose

_HEAD = re.compile(
    r"Landtag von Baden-Württemberg\n(?P<term>\d+\. Wahlperiode)\n+(?P<number>Drucksache .*)\n(?P<day>[\d. ]+\d{4})\n"
)
_HEADER = re.compile(r"Landtag von Baden-Württemberg (?P<number>Drucksache \d+ / \d+(?: \d{3})?(?!\d))")
_FOOT = re.compile(r"1?Eingegangen: .*")
_IMPRINT_LINE = re.compile(r"(?:Drucksachen und Plenar|abrufbar unter|Der Landtag druckt|net mit dem Umwelt).*")
_LOST = {"Auswertung": "Auswer tung", "Verordnung": "Verord nung", "Aufschlüsselung": "Aufschlüsse lung"}
_WIDE = " " * 34


def _columns(chance: random.Random, text: str, truth: Truth) -> str:
    """The columns of the page are kept, as by ``pdftotext -layout``."""
    text = _HEAD.sub(rf"Landtag von Baden-Württemberg{_WIDE}\g<number>\n\g<term>{_WIDE}{_WIDE}\g<day>\n\n", text, 1)
    text = _HEADER.sub(rf"Landtag von Baden-Württemberg{_WIDE}\g<number>", text)
    text = re.sub(r"(Eingegangen: .*) 1$", rf"\1{_WIDE}1", text, flags=re.MULTILINE)
    text = text.replace(" Der Landtag druckt auf", "        Der Landtag druckt auf")
    if len(truth.signatories) > 3 and len(truth.fraktionen) == 1 and chance.random() < 0.6:
        text = _names_in_columns(text, truth)
    indent = " " * chance.choice([0, 0, 3, 11])
    return "\n".join(f"{indent}{line}" if line else line for line in text.split("\n"))


def _names_in_columns(text: str, truth: Truth) -> str:
    """Three names a line, no comma between them."""
    names = truth.signatories
    rows = [names[start : start + 3] for start in range(0, len(names), 3)]
    block = "\n".join(f"{_WIDE[:12]}".join(row) for row in rows) + f"      {truth.fraktionen[0]}"
    wrapped = r",\s*".join(r"[\s-]+".join(map(re.escape, re.split(r"[\s-]", name))) for name in names)
    return re.sub(rf"{wrapped}\s+{re.escape(truth.fraktionen[0])}", lambda _: block, text, count=1)


def _foot_first(chance: random.Random, text: str, truth: Truth) -> str:
    """The order of drawing: the head of the first page comes last."""
    head = _HEAD.search(text)
    return text.replace(head[0], "", 1).rstrip() + "\n" + head[0] if head else text


def _viewer(chance: random.Random, text: str, truth: Truth) -> str:
    """A clipboard that runs short lines together."""
    text = re.sub(r"\n(Antwort|Stellungnahme)\n+(?=Mit Schreiben)", r"\n\1 ", text)
    if truth.response:
        signed, office = re.escape(truth.response["signed_by"]), truth.response["office"].split(",")[0]
        text = re.sub(rf"(?<=\n)({signed})\n+(?={re.escape(office)})", r"\1 ", text)
    return text


def _web(chance: random.Random, text: str, truth: Truth) -> str:
    """A saved page of a web site: what leads to other pages stands around the paper."""
    above = "Zum Inhalt springen\nSuche\nMenü\n\nStartseite > Dokumente > Drucksachen\n\n"
    return f"{above}{text}\n\nSeite 1 von 3\nNach oben\nImpressum\nDatenschutz\n© Landtag von Baden-Württemberg\n"


def _joined_hyphens(chance: random.Random, text: str, truth: Truth) -> str:
    """PDFium gives U+FFFE for a hyphen at the end of a line, and takes the line end away."""
    text = re.sub(r"(?<=[a-zäöüß])-\n+(?=[a-zäöüß])(?!und |oder |bzw)", "\ufffe", text)
    return text.replace("\n", "\r\n")


def _soft_hyphens(chance: random.Random, text: str, truth: Truth) -> str:
    return re.sub(r"\b([A-ZÄÖÜa-zäöüß]{5})(?=[a-zäöüß]{4})", "\\1\u00ad", text)


def _ligatures(chance: random.Random, text: str, truth: Truth) -> str:
    return text.replace("ffi", "\ufb03").replace("ff", "\ufb00").replace("fi", "\ufb01").replace("fl", "\ufb02")


def _wide_blanks(chance: random.Random, text: str, truth: Truth) -> str:
    """No-break and thin blanks where typesetters put them."""
    text = re.sub(r"(?<=\d\.) (?=\S)|(?<=Nr\.) |(?<=Abg\.) ", "\u00a0", text)
    return re.sub(r" / (?=\d)", "\u2009/\u2009", text)


def _no_blanks_around(chance: random.Random, text: str, truth: Truth) -> str:
    """Headers, foot and imprint are set so tightly that the extractor sees no blanks."""
    for pattern in (_HEADER, _FOOT, _IMPRINT_LINE):
        text = pattern.sub(lambda match: re.sub(r" (?=\S)(?!1$)", "", match[0]), text)
    return _HEAD.sub(lambda match: re.sub(r"[ ]", "", match[0]), text, count=1)


def _halves_exchanged(chance: random.Random, text: str, truth: Truth) -> str:
    return _HEADER.sub(r"\g<number> Landtag von Baden-Württemberg", text)


def _page_glued_to_year(chance: random.Random, text: str, truth: Truth) -> str:
    return re.sub(r"(Ausgegeben: [\d. ]+\d{4}) 1$", r"\g<1>1", text, flags=re.MULTILINE)


def _recognised(chance: random.Random, text: str, truth: Truth) -> str:
    """A scan behind text recognition: blanks before points and colons where letters stand far apart."""
    text = re.sub(r"^(\d{1,2})\. (?=[A-ZÄÖÜa-zäöü„])", r"\1 . ", text, flags=re.MULTILINE)
    text = re.sub(r"(?<=\d)\.:$", " . :", text, flags=re.MULTILINE)
    text = re.sub(r"(Eingegangen|Ausgegeben):", r"\1 :", text)
    return re.sub(r"^(\d\d)\. (\d\d)\. (\d{4})$", r"\1. \2 . \3", text, flags=re.MULTILINE)


def _nouns_in_pieces(chance: random.Random, text: str, truth: Truth) -> str:
    for whole, pieces in _LOST.items():
        text = text.replace(whole, pieces)
    return text


def _form_feeds(chance: random.Random, text: str, truth: Truth) -> str:
    return _HEADER.sub(lambda match: f"\f{match[0]}", text) + "\f"


def _double_spaced(chance: random.Random, text: str, truth: Truth) -> str:
    return re.sub(r"\n+", lambda match: " \n \n" * len(match[0]), text)


def _bold(chance: random.Random, text: str, truth: Truth) -> str:
    """Markup for headings and headers, and its escapes."""
    text = _HEADER.sub(r"**\g<0>**", text)
    text = re.sub(r"^(Begründung|Stellungnahme|Antwort)$", r"## **\1**", text, flags=re.MULTILINE)
    return re.sub(r"^(\d{1,2})\. ", r"\1\\. ", text, flags=re.MULTILINE)


EXTRACTORS: dict[str, Callable[[random.Random, str, Truth], str]] = {
    "columns": _columns,
    "foot first": _foot_first,
    "viewer": _viewer,
    "web page": _web,
    "joined hyphens": _joined_hyphens,
    "soft hyphens": _soft_hyphens,
    "ligatures": _ligatures,
    "wide blanks": _wide_blanks,
    "letters and marks apart": lambda chance, text, truth: unicodedata.normalize("NFD", text),
    "no blanks around": _no_blanks_around,
    "halves exchanged": _halves_exchanged,
    "page glued to year": _page_glued_to_year,
    "recognised": _recognised,
    "nouns in pieces": _nouns_in_pieces,
    "form feeds": _form_feeds,
    "double spaced": _double_spaced,
    "bold": _bold,
}
_LAST = ("letters and marks apart", "ligatures", "soft hyphens", "wide blanks", "joined hyphens", "double spaced")
_APART = ({"bold", "columns"}, {"bold", "recognised"}, {"columns", "no blanks around"}, {"columns", "halves exchanged"},
          {"bold", "no blanks around"}, {"bold", "form feeds"}, {"bold", "halves exchanged"})  # fmt: skip
"""What looks for the same lines cannot go together."""


_BY_LINES = {"no blanks around", "bold", "columns", "recognised"}  # and so nothing for a text without line ends


def extract_otherwise(seed: int) -> Composed:
    """The paper of this seed as one extractor, or two at once, would give it."""
    chance = random.Random(f"otherwise {seed}")
    names = list(EXTRACTORS)
    chosen = {names[seed % len(names)], *chance.sample(names, chance.randint(0, 1))}
    if any(pair <= chosen for pair in _APART):
        chosen = {names[seed % len(names)]}
    composed = compose(10_000 + seed)
    if composed.truth.layout == "flat":
        chosen -= _BY_LINES
    text = composed.text
    for name in sorted(chosen, key=lambda name: (name in _LAST, names.index(name))):
        text = EXTRACTORS[name](chance, text, composed.truth)
    composed.truth.notes["extractors"] = sorted(chosen)
    return Composed(text, composed.truth)
