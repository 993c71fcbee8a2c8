"""Nothing but the project's own files can get into a PDF."""

import pytest
from weasyprint.urls import FatalURLFetchingError

from responses.press import ADDRESS, FILES, STYLESHEET, OwnFilesOnly, render


@pytest.mark.parametrize(
    "url",
    [
        "http://203.0.113.9/picture.png",
        "https://dossier.invalid/other.css",
        "https://dossier.invalid/css/../../etc/passwd",
        "file:///etc/passwd",
        "ftp://203.0.113.9/",
        "data:image/png;base64,iVBORw0KGgo=",
        "",
    ],
)
def test_the_fetcher_refuses_what_is_not_the_projects_own(url):
    with pytest.raises(FatalURLFetchingError):
        OwnFilesOnly().fetch(url)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="http://203.0.113.9/picture.png" alt="">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<object data="file:///etc/passwd"></object>',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<style>@import url("http://203.0.113.9/a.css");</style>',
        '<style>p { background: url("http://203.0.113.9/a.png") }</style><p>Text',
        '<style>@font-face { font-family: a; src: url("http://203.0.113.9/a.woff2") }</style>',
    ],
    ids=["image", "stylesheet", "object", "attachment", "import", "background", "font"],
)
def test_a_document_that_asks_for_anything_else_is_not_printed(html, monkeypatch):
    asked = []
    fetch = OwnFilesOnly.fetch

    def noting(self, url, headers=None):
        asked.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(OwnFilesOnly, "fetch", noting)
    with pytest.raises(FatalURLFetchingError):
        render(f'<html lang="de"><title>T</title>{html}')
    assert asked[-1] not in FILES


def test_the_stylesheet_asks_for_each_font_that_is_kept_ready(monkeypatch):
    asked = set()
    fetch = OwnFilesOnly.fetch

    def noting(self, url, headers=None):
        asked.add(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(OwnFilesOnly, "fetch", noting)
    render('<html lang="de"><title>T</title><p>Text')
    assert asked == set(FILES)
    assert ADDRESS + STYLESHEET in asked
