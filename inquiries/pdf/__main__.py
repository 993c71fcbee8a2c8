"""What runs in the process: the PDF from standard input, its pages as JSON to standard output.

The arguments are ``process.Limits``. A JSON string instead of the list of pages names the problem. A file that asks for
more than the limits ends this process and nothing else.
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
from .process import CHARACTERS, COSTLY, DAMAGED, PAGES, PASSWORD, Limits, Page, PdfProblem


def confine(limits: Limits) -> None:
    """Lets this process run no longer, take no more memory, start no other and write no file."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    for forbidden in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NPROC):
        resource.setrlimit(forbidden, (0, 0))


def pages_of(content: bytes, limits: Limits) -> Iterator[Page]:
    """Raises PdfProblem."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise PdfProblem(PASSWORD if error.err_code == FPDF_ERR_PASSWORD else DAMAGED) from error
    if len(document) < 1:
        raise PdfProblem(DAMAGED)
    if len(document) > limits.pages:
        raise PdfProblem(PAGES)
    left = limits.characters
    for index in range(len(document)):
        page = _page(document, index)
        left -= len(page.text)
        if left < 0:
            raise PdfProblem(CHARACTERS)
        yield page


def _page(document: pypdfium2.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
        content = read_page(page)
    except pypdfium2.PdfiumError:
        return Page("", damaged=True)
    text = page_text(content)
    page.close()
    return Page(text, False, content.pictured, content.recognised, content.unseen, content.unknown)


def main() -> None:
    limits = Limits(*map(int, sys.argv[1:]))
    confine(limits)
    try:
        result = [asdict(page) for page in pages_of(sys.stdin.buffer.read(), limits)]
    except PdfProblem as problem:
        result = problem.code
    except MemoryError:
        result = COSTLY
    print(json.dumps(result))


if __name__ == "__main__":
    main()
