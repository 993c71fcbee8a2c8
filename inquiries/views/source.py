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
    if not paper.datei:
        return FileResponse(
            BytesIO(paper.text.encode()),
            as_attachment=True,
            filename=paper.name or f"quelle-{paper.pk}.txt",
            content_type="text/plain; charset=utf-8",
        )
    try:
        content = paper.datei.open("rb")
    except FileNotFoundError:
        raise NotFound(
            "Die Datei dieser Quelle liegt nicht mehr im Ablageordner. Ihr Text ist in der Datenbank erhalten."
        ) from None
    return FileResponse(
        content,
        as_attachment=True,
        filename=paper.name or paper.datei.name.rpartition("/")[2],
        content_type="application/octet-stream",
    )


def _source(request: HttpRequest, pk: int) -> Source:
    paper = sources_visible_to(request.user).filter(pk=pk).first()
    if paper is None:
        raise NotFound("Diese Quelle gibt es nicht, oder sie gehört zu einem Schreiben, das noch Entwurf ist.")
    return paper
