"""Files on their way in: taken within limits, so that no request fills memory or disk, and refused in words.

The protection against forged requests reads the form first, and with it the files. So what is set here is set before
that, for this view alone: ``within_limits`` stands around the protected view.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import IO

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt

from inquiries.extraction.limits import max_bytes, too_large

IN_MEMORY = 1_000_000
"""So many bytes of all files of a request together are not worth a file on the disk."""
_CHUNK = 1 << 16
_BROKEN = "Die Übertragung war unvollständig oder fehlerhaft; es wurde nichts gespeichert. Bitte noch einmal."


@dataclass(slots=True)
class Upload:
    """A file of a request, to be read while that lasts. ``refusal`` says in German why its content was not kept."""

    name: str
    size: int
    refusal: str
    _kept: IO[bytes]
    _start: int

    def read(self) -> bytes:
        self._kept.seek(self._start)
        return self._kept.read(0 if self.refusal else self.size)

    def close(self) -> None:
        """Django closes each; they have one file together."""


class PaperUploadHandler(FileUploadHandler):
    """Keeps all files of a request in one, on the disk once they are large; of one that is too large, nothing."""

    chunk_size = _CHUNK

    def __init__(self, request: HttpRequest, kept: IO[bytes]) -> None:
        super().__init__(request)
        self.kept = kept
        self.start = self.size = 0

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.start, self.size = self.kept.tell(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size <= max_bytes():
            self.kept.write(raw_data)
        elif self.kept.tell() > self.start:
            self.kept.seek(self.start)
            self.kept.truncate()

    def file_complete(self, file_size: int) -> Upload:
        refusal = too_large() if self.size > max_bytes() else ""
        return Upload(self.file_name, self.size, refusal, self.kept, self.start)


def within_limits(site: AdminSite, view: Callable) -> Callable:
    """``view(request, refusal=…)`` behind the guard of the admin, which asks who is there and protects forms.

    ``refusal`` is "" or a German sentence that says why nothing of the request was taken: then it is only shown the
    page again, and what was sent is not looked at.
    """
    guarded = site.admin_view(view)

    @csrf_exempt
    @wraps(view)
    def refused(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    unprotected = site.admin_view(refused)

    @csrf_exempt  # by the middleware, which would read the form before this; the guard protects it
    @wraps(view)
    def limited(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.method != "POST" or not site.has_permission(request):
            return guarded(request, *args, **kwargs)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
            request.upload_handlers = [PaperUploadHandler(request, kept)]
            if refusal := _refusal(request):
                return unprotected(request, *args, refusal=refusal, **kwargs)
            return guarded(request, *args, **kwargs)

    return limited


def _refusal(request: HttpRequest) -> str:
    again = "Bitte in mehreren Teilen erfassen; es wurde nichts gespeichert."
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > settings.STAPEL_MAX_MB * 1_000_000:
        _read_to_the_end(request)
        return f"Das ist zu viel auf einmal: zusammen sind höchstens {settings.STAPEL_MAX_MB} MB möglich. {again}"
    try:
        request.POST  # noqa: B018 (reads it)
    except TooManyFilesSent:
        refusal = f"Das sind zu viele Dateien: auf einmal sind höchstens {settings.STAPEL_MAX_FILES} möglich. {again}"
    except RequestDataTooBig:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000
        refusal = f"Der eingefügte Text ist zu lang: höchstens {most} MB. Bitte als Datei angeben."
    except UnreadablePostError:  # whoever sent it is gone
        return _BROKEN
    except (SuspiciousOperation, BadRequest, MultiPartParserError):
        refusal = _BROKEN
    else:
        return ""
    _read_to_the_end(request)
    return refusal


def _read_to_the_end(request: HttpRequest) -> None:
    """A browser shows no answer before it has sent everything; nothing of it is kept."""
    while request.read(_CHUNK):
        pass
