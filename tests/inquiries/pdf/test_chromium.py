"""What a browser prints, which places every character by itself and writes no blanks between columns."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from inquiries.pdf.__main__ import pages_of
from inquiries.pdf.process import Limits

LIMITS = Limits(seconds=10, memory=10**9, pages=50, characters=10**6)
PROSE = (
    "Die Landesregierung misst der Schulhaussanierung große Bedeutung bei und hat die zuständigen Stellen gebeten, den "
    "Stand der Vorhaben zu erheben und bis zum Ende des Jahres zu berichten."
)
PAGE = f"""<!doctype html><html lang=de><meta charset=utf-8><style>
@page {{ size: A4; margin: 30mm 25mm }} body {{ font: 11pt/1.2 "Liberation Serif"; text-align: justify; margin: 0 }}
h2 {{ letter-spacing: 0.25em; text-align: center }} table {{ border-collapse: collapse; text-align: left }}
td, th {{ border: 0.3mm solid; padding: 1mm }} sup {{ font-size: 65% }}</style>
<h2>Kleine Anfrage</h2><p>{PROSE}<sup>1</sup></p>
<ol><li>Wie viele Vorhaben sind das?<li>Was haben sie gekostet?</ol>
<table><tr><th>Landkreis<th>Anzahl<th>Kosten in Euro<tr><td>Calw<td>12<td>1 200<tr><td>Enzkreis<td><td>7</table>
<div style="column-count: 2; column-gap: 6mm">{PROSE} {PROSE}</div>
<p style="font-size: 8pt"><sup>1</sup> Ohne Städte.</p>
"""


def test_a_page_printed_by_a_browser_is_read_as_it_stands(tmp_path):
    program = shutil.which("chromium") or pytest.fail("Es fehlt Chromium: script/setup test")
    (tmp_path / "seite.html").write_text(PAGE, encoding="utf-8")
    command = [
        program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={tmp_path}/d",
        f"--print-to-pdf={tmp_path}/seite.pdf", f"file://{tmp_path}/seite.html",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (page,) = pages_of((tmp_path / "seite.pdf").read_bytes(), LIMITS)
    blocks = [" ".join(block.split("\n")) if "\t" not in block else block for block in page.text.split("\n\n")]
    assert " ".join(blocks) == " ".join([
        "Kleine Anfrage", f"{PROSE}¹", "1. Wie viele Vorhaben sind das? 2. Was haben sie gekostet?",
        "Landkreis\tAnzahl\tKosten in Euro\nCalw\t12\t1 200\nEnzkreis\t\t7", PROSE, PROSE, "¹ Ohne Städte.",
    ])  # fmt: skip
