"""A synthetic paper as the Landtag prints it, after Drucksache 17/273 (Adobe InDesign, 2021), measured in points.

Page 1 has the large head and, at its foot, the dates and the imprint in two columns; later pages have a ruled header
and the number at the outer edge. The text is set in one narrow column, justified and hyphenated, 9.5 on 10.5 points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import weasyprint

from tests.inquiries.reading import corpus
from tests.inquiries.reading.corpus import Truth

PAPERS = 24
"""So many are printed by the tests; each takes a third of a second."""
STYLE = """
@page { size: 595.3pt 841.9pt; margin: 95pt 141.7pt 95pt 141.7pt;
  @top-left { content: "Landtag von Baden-Württemberg"; margin: 52pt 0 0 -67.3pt; width: 223.3pt; height: 18pt;
    border-bottom: 0.5pt solid; font: 9.5pt "Liberation Serif"; vertical-align: top }
  @top-right { content: "Drucksache NUMBER"; margin: 52pt -67.3pt 0 0; width: 223.2pt; height: 18pt;
    border-bottom: 0.5pt solid; font: 9.5pt "Liberation Serif"; vertical-align: top; text-align: right }
  @footnote { border-top: 0.4pt solid; padding-top: 3pt } }
@page :left { @bottom-left { content: counter(page); margin-left: -67.3pt; font: bold 12pt "Liberation Serif" } }
@page :right { @bottom-right { content: counter(page); margin-right: -67.4pt; font: bold 12pt "Liberation Serif" } }
@page :first { margin: 240pt 209pt 95pt 74.4pt; @top-left { content: none } @top-right { content: none }
  @bottom-right { content: none } }
body { margin: 0; font: 9.5pt/10.5pt "Liberation Serif"; text-align: justify; hyphens: auto; hyphenate-character: "-" }
p { margin: 0 0 5pt; orphans: 1; widows: 1 }
h1, h2 { margin: 0 0 8pt; font-size: 15pt; line-height: 20pt; text-align: left; hyphens: none; break-after: auto }
h2 { font-size: 12pt; line-height: 14pt; margin: 22pt 0 14pt; text-align: center }
.title { font-size: 12pt; line-height: 14pt; font-weight: bold; margin: 40pt 0 45pt }
.by { font-size: 12pt; line-height: 14pt; font-weight: bold; text-align: left; hyphens: none }
.spaced { letter-spacing: 0.22em }
.question { padding-left: 9.9pt; text-indent: -9.9pt }
.day { margin-top: 20pt } .left { text-align: left }
.fixed { position: absolute; hyphens: none; text-align: left; white-space: pre }
table { border-collapse: collapse; margin: 0 0 5pt; text-align: left; hyphens: none }
td { padding: 1pt 8pt 1pt 3pt; border: 0.4pt solid }
.note { float: footnote; font-size: 8pt; line-height: 9pt }
::footnote-call, ::footnote-marker { content: none }
sup { font-size: 65%; line-height: 0; vertical-align: super }
"""
_LABEL = re.compile(r"(?:Frage )?\d+[ab]?[.):] ")
_ROW = re.compile(r"(?:Jahr|\d{4}) (?P<amount>Anzahl|\d+) (?P<cost>Kosten|[\d ]+ Euro)")


def truths(count: int) -> Iterator[Truth]:
    """What the first papers of the corpus say, as far as the Landtag prints such papers; every third has a footnote."""
    seed = 0
    while count:
        truth = corpus.compose(seed).truth
        seed += 1
        if truth.drucksache is None or truth.layout in ("letter", "submitted"):
            continue
        if seed % 3 == 0 and truth.response:
            numbers, text = truth.response["answers"][0]
            first, *others = text.split("\n\n")
            truth.response["answers"][0] = (numbers, "\n\n".join([f"{first}¹", *others]))
        count -= 1
        yield truth


def print_pdf(truth: Truth) -> bytes:
    return weasyprint.HTML(string=typeset(truth)).write_pdf()


def typeset(truth: Truth) -> str:
    """The paper as HTML for a printer that knows pages."""
    term, digits = truth.drucksache.split("/")
    digits = f"{digits[:-3]} {digits[-3:]}" if len(digits) == 5 else digits
    received = corpus._day(truth, truth.received)
    issued = f" / Ausgegeben: {corpus._day(truth, truth.issued)}" if truth.issued else ""
    fixed = [
        (0, -183, "bold 15pt", "Landtag von Baden-Württemberg"),
        (0, -163, "bold 12pt", f"{term}. Wahlperiode"),
        (331, -183, "bold 12pt", f'Drucksache {term} / <span style="font-size: 15pt">{digits}</span>'),
        (331, -163, "bold 12pt", received),
        (0, 520, "9pt", f"Eingegangen: {received}{issued}"),
        (440, 518, "bold 12pt", "1"),
        (0, 536, "italic 8.5pt", "Drucksachen und Plenarprotokolle sind im Internet"),
        (0, 545, "italic 8.5pt", "abrufbar unter: www.landtag-bw.de/Dokumente"),
        (223, 536, "italic 8.5pt", "Der Landtag druckt auf Recyclingpapier, ausgezeich-"),
        (223, 545, "italic 8.5pt", "net mit dem Umweltzeichen „Der Blaue Engel“."),
    ]
    lines = "".join(
        f"<div class=fixed style='left: {x}pt; top: {y}pt; font: {font} \"Liberation Serif\"'>{text}</div>"
        for x, y, font, text in fixed
    )
    body = "".join([*_head(truth), *_asked(truth), *_answered(truth)])
    style = STYLE.replace("NUMBER", f"{term} / {digits}")
    start = "<!DOCTYPE html><html lang=de><meta charset=utf-8><title>Musterdrucksache – erfundenes Beispiel</title>"
    return f"{start}<style>{style}</style><body>{lines}{body}</body></html>"


def _head(truth: Truth) -> list[str]:
    kind, byline, *reply, title = corpus._title_block(truth)
    lines = [f"<h1>{escape(kind)}</h1>", f"<p class=by>{escape(byline)}</p>"]
    if reply:
        joint, answer, ministry = reply
        lines += [f"<p class=by>{joint}</p><h1>{escape(answer)}</h1><p class=by>{escape(ministry)}</p>"]
    return [*lines, f"<p class=title>{escape(title)}</p>"]


def _heading(truth: Truth, text: str, note: str = "") -> str:
    mark = f"<sup>*)</sup><span class=note>{escape(note)}</span>" if note else ""
    spaced = truth.term <= 16 and "spaced-headings" not in truth.defects  # else blanks stand between the letters
    return f"<h2{' class=spaced' if spaced else ''}>{escape(text)}{mark}</h2>"


def _asked(truth: Truth) -> list[str]:
    kind, opening, *questions = corpus._questions_block(None, truth)
    day, signatures = corpus._signed(truth)
    reason = corpus._reason(truth)
    return [
        _heading(truth, kind), f"<p class=left>{_lines(opening)}</p>", *map(_paragraphs, questions),
        f"<p class=day>{day}</p>", f"<p class=left>{_lines(signatures)}</p>",
        *([_heading(truth, reason[0]), *map(_paragraphs, reason[1:])] if reason else []),
    ]  # fmt: skip


def _answered(truth: Truth) -> list[str]:
    heading, *blocks = corpus._reply(truth) or [None]
    if heading is None:
        return []
    notes = [block for block in blocks if block.startswith("*)")]
    blocks = [block for block in blocks if not block.startswith("*)")]
    return [_heading(truth, heading, *notes), *map(_paragraphs, blocks)]


def _paragraphs(block: str) -> str:
    out = []
    for paragraph in block.split("\n\n"):
        rows = [_ROW.fullmatch(line) for line in paragraph.split("\n")]
        text = "\n".join(line for line, row in zip(paragraph.split("\n"), rows, strict=True) if not row)
        kind = " class=question" if _LABEL.match(text) else ""
        out.append(f"<p{kind}>{_lines(text)}</p>" if text else "")
        cells = "".join(
            f"<tr><td>{row[0].split()[0]}<td>{row['amount']}<td>{row['cost']}" for row in rows if row is not None
        )
        out.append(f"<table>{cells}</table>" if cells else "")
    return "".join(out)


def _lines(text: str) -> str:
    note = "<sup>1</sup><span class=note><sup>1</sup> Quelle: Erhebung im Musterlandkreis, erfundene Zahlen.</span>"
    return escape(text).replace("\n", "<br>").replace("¹", note)
