"""The source of a paper as it was received: its text, and the file for taking along."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from inquiries.access import reading_required, sources_visible_to
from inquiries.models import Source
from inquiries.pages import NotFound, render_page


@reading_required
def source(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _source(request, pk)
    antraege = paper.antraege.select_related("drucksache").order_by("pk")
    letters = paper.stellungnahmen.select_related("antrag__drucksache").order_by("pk")
    return render_page(
        request,
        "inquiries/source.html",
        {"source": paper, "antraege": antraege, "stellungnahmen": letters},
    )


@reading_required
def source_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it came in, or the text when it was pasted; always for saving, never shown in the browser."""
    paper = _source(request, pk)
    if paper.datei_id is None:
        return to_be_saved(paper.text.encode(), paper.name or f"quelle-{paper.pk}.txt", "text/plain; charset=utf-8")
    return to_be_saved(bytes(paper.datei.inhalt), paper.name or f"quelle-{paper.pk}")


def to_be_saved(content: bytes, name: str, content_type: str = "application/octet-stream") -> FileResponse:
    """What came from outside, handed out so that no browser shows or runs it."""
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=content_type)


def _source(request: HttpRequest, pk: int) -> Source:
    paper = sources_visible_to(request.user).filter(pk=pk).first()
    if paper is None:
        raise NotFound("Diese Quelle gibt es nicht, oder sie gehört zu einem Schreiben, das noch Entwurf ist.")
    return paper
