"""A synthetic paper set as the Landtag prints it: headers, page numbers, imprint in two columns, hyphenation."""

from __future__ import annotations

from html import escape

import weasyprint

from tests.inquiries.reading import corpus
from tests.inquiries.reading.corpus import Truth

STYLE = """
@page { size: A4; margin: 30mm 30mm 32mm 35mm;
  @top-left { content: "Landtag von Baden-Württemberg"; font: bold 11pt serif; white-space: nowrap }
  @top-right { content: "Drucksache %(number)s"; font: bold 11pt serif; white-space: nowrap }
  @bottom-center { content: counter(page); font: 10pt serif } }
@page :first {
  @top-left { content: "Landtag von Baden-Württemberg\\A %(term)s. Wahlperiode"; white-space: pre }
  @top-right { content: "Drucksache %(number)s\\A %(received)s"; white-space: pre; text-align: right }
  @bottom-center { content: normal } }
body { font: 11pt/1.2 serif; hyphens: auto; text-align: justify; margin: 0 }
p { margin: 0 0 2.5mm; white-space: pre-line }
h1, h2 { font-size: 13pt; margin: 5mm 0 3mm; text-align: left }
#foot { position: absolute; top: 218mm; width: 100%%; font-size: 8.5pt; text-align: left; hyphens: none }
#foot div { column-count: 2; column-gap: 8mm; border-top: 0.3mm solid; padding-top: 1mm }
#head { height: 100mm } #head + * { break-before: page }
"""


def print_pdf(truth: Truth) -> bytes:
    """The paper as a PDF: title and who asks on the first page, all else behind it."""
    term, digits = truth.drucksache.split("/")
    spaced = f"{term} / {digits[:-3]} {digits[-3:]}" if len(digits) == 5 else f"{term} / {digits}"
    style = STYLE % {"number": spaced, "term": term, "received": corpus._day(truth, truth.received)}
    head = "".join(f"<p>{escape(block)}</p>" for block in corpus._title_block(truth))
    issued = f" / Ausgegeben: {corpus._day(truth, truth.issued)}" if truth.issued else ""
    foot = (
        f"<div id=foot>Eingegangen: {corpus._day(truth, truth.received)}{issued} <span style='float: right'>1</span>"
        "<div>Drucksachen und Plenarprotokolle sind im Internet<br>abrufbar unter: www.landtag-bw.de/Dokumente<br>"
        "Der Landtag druckt auf Recyclingpapier, ausgezeich-<br>net mit dem Umweltzeichen „Der Blaue Engel“."
        "</div></div>"
    )
    blocks = [
        *corpus._questions_block(None, truth), *corpus._signed(truth), *corpus._reason(truth), *corpus._reply(truth),
    ]  # fmt: skip
    body = "".join(f"<p>{escape(paragraph)}</p>" for block in blocks for paragraph in block.split("\n\n"))
    html = f"<html lang=de><style>{style}</style><body><div id=head>{head}{foot}</div>{body}</body></html>"
    return weasyprint.HTML(string=html).write_pdf()
