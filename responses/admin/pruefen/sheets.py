"""The pages of a PDF as pictures, beside the text that was read from them."""

from __future__ import annotations

import threading

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition

from inquiries.extraction import ExtractionError, page_image
from responses.models import Eingang

PDF = "application/pdf"
_WIDTH = 1200  # pixels
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each picture is drawn by a process of its own: so many at a time by one server process."""
_PATIENCE = 15  # seconds
_KEPT = 24 * 60 * 60  # seconds that the clerk's own browser keeps a picture; a file never changes


def sheets_of(eingang: Eingang) -> int:
    """How many pages the paper has that can be shown; 0 when it is no PDF."""
    return eingang.text.count("\f") + 1 if eingang.datei_id and eingang.medientyp == PDF else 0


def _etag(request: HttpRequest, eingang: Eingang, sheet: int) -> str:
    return f'"{eingang.datei_id}-{sheet}-{_WIDTH}"'


@condition(etag_func=_etag)
def _picture(request: HttpRequest, eingang: Eingang, sheet: int) -> HttpResponse:
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        return HttpResponse("Zu viele Seiten zugleich. Bitte noch einmal versuchen.", status=503)
    try:
        picture = page_image(bytes(eingang.datei.inhalt), sheet, width=_WIDTH)
    except ExtractionError as error:
        raise Http404(str(error)) from error
    finally:
        _AT_ONCE.release()
    return HttpResponse(picture, content_type="image/png")


class SheetsMixin(admin.ModelAdmin):
    def get_urls(self):
        return [
            path(
                "<int:pk>/pruefen/seite/<int:sheet>.png",
                self.admin_site.admin_view(self.sheet_view, cacheable=True),
                name="responses_eingang_seite",
            ),
            *super().get_urls(),
        ]

    @staticmethod
    def sheet_view(request: HttpRequest, pk: int, sheet: int) -> HttpResponse:
        eingang = get_object_or_404(Eingang.objects.only("datei_id", "medientyp"), pk=pk)
        if not eingang.datei_id or eingang.medientyp != PDF or not 1 <= sheet <= 99_999:
            raise Http404
        response = _picture(request, eingang, sheet)
        if response.status_code in (200, 304):
            patch_cache_control(response, private=True, max_age=_KEPT)
        return response
