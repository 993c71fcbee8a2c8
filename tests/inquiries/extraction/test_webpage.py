from __future__ import annotations

import contextlib
import time

import pytest

from inquiries.extraction import ExtractionError, extract

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>PARLIS</title><script>var a = 1;</script></head>
<body><h1>Kleine&nbsp;Anfrage</h1><p>des Abg. Anton Müster<br>SPD</p><ol><li>Wie viele
Brücken?</li><li>Was kostet das?</li></ol><table><tr><td>2015</td><td>12</td></tr></table></body></html>"""
SHOWN = "Kleine\xa0Anfrage\n\ndes Abg. Anton Müster\nSPD\n\n1. Wie viele Brücken?\n\n2. Was kostet das?\n\n2015\t12"


def shown(html: str) -> str:
    return extract(f"<!doctype html>{html}".encode(), "seite").text


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_a_web_page_gives_what_a_browser_shows(charset):
    read = extract(PAGE.format(charset=charset).encode(charset), "seite")
    assert (read.media_type, read.text) == ("text/html", SHOWN)


@pytest.mark.parametrize(
    ("declared", "written"),
    [("iso-8859-1", "utf-8-sig"), ("utf-8", "utf-16"), ("utf-16", "utf-8"), ("nonsense", "utf-8"), ("utf-8", "cp1252")],
)
def test_the_bytes_count_where_the_page_is_wrong_about_itself(declared, written):
    assert extract(PAGE.format(charset=declared).encode(written), "seite").text == SHOWN


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ol start=3><li>A<li>B</ol>", "3. A\n4. B"),
        ("<ol reversed start=2><li>A<li>B</ol>", "2. A\n1. B"),
        ("<ol><li>A<li value=7>B<li>C</ol>", "1. A\n7. B\n8. C"),
        ("<ol type=a><li>A<li>B</ol>", "a) A\nb) B"),
        ("<ol type=I><li>A<li>B</ol>", "I. A\nII. B"),
        ("<ol><li>A<ol type=a><li>B</ol><li>C</ol>", "1. A\n\na) B\n\n2. C"),
        ("<ul><li>A<li>B</ul>", "A\nB"),
        ("<p>Kreise<sup>1</sup> mit 5 m<sup>2</sup>", "Kreise¹ mit 5 m²"),
        ("<p>A<!-- B --><script>C</script><style>D</style><noscript>E</noscript>", "A"),
        ("<p>A<p hidden>F</p><p style='display:none'>G</p>", "A"),
        ("<p>&lt;b&gt; &amp; &#8222;Ziel&#x201C; &shy;", "<b> & „Ziel“ \xad"),
        ("<pre>A  B\nC</pre>", "A  B\nC"),
        ("<head><title>T</title><body>A", "A"),
        ("<table><tr><td>A<td>B<tr><td><td>C</table>", "A\tB\n\tC"),
        ("<table><tr><th>A</th><td><p>B</p></td></tr></table>", "A\tB"),
        ("<table><tr><td><p>A</p><p>B</p></td></tr></table>", "A\n\nB"),
        ("<table><tr><td>Menü<td><p>A</p><p>B</p></table>C", "Menü\n\nA\n\nB\n\nC"),
        ("<div><p>A</div><div>B</p></div></i>", "A\n\nB"),
    ],
)  # fmt: skip
def test_markup_is_read_as_browsers_show_it(html, text):
    assert shown(html) == text


def test_a_page_saved_as_one_file_is_read():
    page = (
        "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
        "--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<html><body><p>Gro=C3=9Fe Anfrage</p></body></html>\n--b\nContent-Type: image/png\n\nxx\n--b--\n"
    )  # fmt: skip
    assert extract(page.encode(), "seite.mhtml").text == "Große Anfrage"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000,
        "<table><tr><td>" * 20_000 + "A",
        "<ol><li>" * 20_000,
        "<" * 500_000,
        "<!--" * 200_000,
        "&" * 500_000,
    ],
)
def test_pages_made_to_be_costly_are_read_in_a_moment(html):
    start = time.process_time()
    with contextlib.suppress(ExtractionError):
        shown(f"<p>Text</p>{html}")
    assert time.process_time() - start < 10


def test_a_page_without_text_is_refused():
    with pytest.raises(ExtractionError, match="Webseite enthält keinen Text"):
        shown("<script>a()</script><img src=a.png>")
