"""What runs in the process: the PDF from standard input, its pages as JSON or one as PNG to standard output.

The arguments are ``process.Limits``, and ``process.Sheet`` for a picture. With the exit status ``REFUSED`` the output
names the problem. A file that asks for more than the limits ends this process and nothing else.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from .glyphs import read_page
from .page_text import page_text
from .picture import page_png
from .process import (
    CHARACTERS,
    COSTLY,
    DAMAGED,
    NO_PAGE,
    PAGE_DAMAGED,
    PAGES,
    PASSWORD,
    REFUSED,
    Limits,
    Page,
    PdfProblem,
    Sheet,
)


def confine(limits: Limits) -> None:
    """Lets this process run no longer, take no more memory, start no other and write no file."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    for forbidden in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NPROC):
        resource.setrlimit(forbidden, (0, 0))


def pages_of(content: bytes, limits: Limits) -> Iterator[Page]:
    """Raises PdfProblem."""
    document = _opened(content, limits)
    left = limits.characters
    for index in range(len(document)):
        page = _page(document, index)
        left -= len(page.text)
        if left < 0:
            raise PdfProblem(CHARACTERS)
        yield page


def picture_of(content: bytes, sheet: Sheet, limits: Limits) -> bytes:
    """Raises PdfProblem."""
    document = _opened(content, limits)
    if not 1 <= sheet.page <= len(document):
        raise PdfProblem(NO_PAGE)
    try:
        return page_png(document[sheet.page - 1], sheet)
    except pypdfium2.PdfiumError as error:
        raise PdfProblem(PAGE_DAMAGED) from error


def _opened(content: bytes, limits: Limits) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise PdfProblem(PASSWORD if error.err_code == FPDF_ERR_PASSWORD else DAMAGED) from error
    if len(document) < 1:
        raise PdfProblem(DAMAGED)
    if len(document) > limits.pages:
        raise PdfProblem(PAGES)
    return document


def _page(document: pypdfium2.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
        content = read_page(page)
    except pypdfium2.PdfiumError:
        return Page("", damaged=True)
    text = page_text(content)
    page.close()
    return Page(text, False, content.pictured, content.recognised, content.unseen, content.unknown)


def main() -> int:
    numbers = [int(argument) for argument in sys.argv[1:]]
    limits, wanted = Limits(*numbers[:4]), numbers[4:]
    confine(limits)
    try:
        content = sys.stdin.buffer.read()
        if wanted:
            result = picture_of(content, Sheet(*wanted), limits)
        else:
            result = json.dumps([asdict(page) for page in pages_of(content, limits)]).encode()
        status = 0
    except PdfProblem as problem:
        result, status = problem.code.encode(), REFUSED
    except MemoryError:
        result, status = COSTLY.encode(), REFUSED
    sys.stdout.buffer.write(result)
    return status


if __name__ == "__main__":
    sys.exit(main())
