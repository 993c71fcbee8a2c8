"""HTML → PDF/UA, with nothing but the project's own files at hand.

Imported by the processes that print (``responses.printing``), never by the web server: what is loaded here once
(WeasyPrint, German hyphenation, the unpacked fonts) is lent to each of them.
"""

from __future__ import annotations

import io
from pathlib import Path

import pyphen
import weasyprint
from django.conf import settings
from fontTools.ttLib import woff2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# A name that cannot exist (RFC 2606): should the fetcher below ever be circumvented, there is nobody to ask.
ADDRESS = "https://dossier.invalid/"
STYLESHEET = "css/dossier.css"


def _unpacked(font: Path) -> bytes:
    """WeasyPrint would unpack a WOFF2 font anew for each PDF, which takes 0.2 seconds a font."""
    unpacked = io.BytesIO()
    with font.open("rb") as packed:
        woff2.decompress(packed, unpacked)
    return unpacked.getvalue()


def _files() -> dict[str, bytes]:
    """Everything a dossier is made of besides its HTML, by address."""
    fonts = settings.KERN_DIR / "fonts"
    names = (
        *(f"fira-sans/FiraSans-{weight}.woff2" for weight in ("Light", "Regular", "SemiBold")),
        "noto-sans/NotoSans-Regular.woff2",
    )
    files = {f"{ADDRESS}kern/fonts/{name}": _unpacked(fonts / name) for name in names}
    files[ADDRESS + STYLESHEET] = (settings.BASE_DIR / "static" / STYLESHEET).read_bytes()
    return files


FILES = _files()
pyphen.Pyphen(lang="de")  # keeps its dictionary


class OwnFilesOnly(URLFetcher):
    """Hands out ``FILES`` and opens nothing: no network, no disk, no data address.

    Anything else that a dossier asks for is a mistake in it (or somebody's trick) and ends the printing.
    """

    def fetch(self, url, headers=None):
        if url not in FILES:
            raise FatalURLFetchingError(f"Not part of a dossier: {url[:200]}")
        kind = "text/css" if url.endswith(".css") else "font/ttf"
        return URLFetcherResponse(url, FILES[url], {"Content-Type": kind})


def render(html: str) -> bytes:
    """The document as PDF/UA-1, styled by ``static/css/dossier.css``.

    Raises weasyprint.urls.FatalURLFetchingError when it asks for a file that is not the project's.
    """
    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    style = weasyprint.CSS(url=ADDRESS + STYLESHEET, url_fetcher=fetcher, font_config=fonts)
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    return document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
