"""The source of a paper: shown as it was received, handed out as a file to be saved."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inquiries.models import Datei, Source
from inquiries.models.datei import digest
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "Musterdrucksache\n\n1. Ob <b>Brücken</b> halten;\n"


def source(*, content=None, **fields):
    raw = content or TEXT.encode()
    row = Source(
        text=TEXT, sha256=digest(raw), empfangen_am=datetime.datetime(2025, 9, 1, 8, 5, tzinfo=datetime.UTC), **fields
    )
    if content:
        row.datei = Datei.objects.keep(content)
    row.save()
    return row


def test_the_page_shows_the_text_unchanged_with_digest_and_time(lesen_client):
    paper = source(name="muster.txt")
    inquiry = factories.antrag(number="17/19344", source=paper)
    html = lesen_client.get(f"/quelle/{paper.pk}/").content.decode()
    assert "Musterdrucksache\n\n1. Ob &lt;b&gt;Brücken&lt;/b&gt; halten;\n</pre>" in html
    assert paper.sha256 in html
    assert "1. September 2025, 10:05 Uhr" in html
    assert inquiry.get_absolute_url() in html


def test_a_pasted_text_is_saved_as_text(lesen_client):
    paper = source()
    factories.antrag(source=paper)
    response = lesen_client.get(f"/quelle/{paper.pk}/datei/")
    assert b"".join(response.streaming_content) == TEXT.encode()
    assert response["Content-Disposition"] == f'attachment; filename="quelle-{paper.pk}.txt"'
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_saved_byte_by_byte_and_never_shown(lesen_client):
    paper = source(content=b"%PDF-1.7 \x00\xff", name="Drucksache Übersicht.html", medientyp="text/html")
    factories.antrag(source=paper)
    response = lesen_client.get(f"/quelle/{paper.pk}/datei/")
    assert b"".join(response.streaming_content) == b"%PDF-1.7 \x00\xff"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")


def test_the_page_does_not_fetch_the_content_of_the_file(lesen_client):
    paper = source(content=b"%PDF-1.7 " + bytes(100), name="muster.pdf")
    factories.antrag(source=paper)
    with CaptureQueriesContext(connection) as asked:
        assert "Datei speichern" in lesen_client.get(f"/quelle/{paper.pk}/").content.decode()
    assert not any("inhalt" in query["sql"] for query in asked)


def test_an_unknown_source_is_not_found(lesen_client):
    response = lesen_client.get("/quelle/4711/")
    assert response.status_code == 404
    assert "Diese Quelle gibt es nicht" in response.content.decode()
