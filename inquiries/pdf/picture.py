"""A page of a PDF as a picture: PNG, written with the standard library from PDFium's bitmap."""

from __future__ import annotations

import struct
import zlib

from .process import Sheet

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TALLEST = 3  # times as high as it may be wide: a page can be a strip of any length
_TRUE_COLOUR = bytes([8, 2, 0, 0, 0])  # bits a channel, RGB, then what PNG has only one way of
_AS_IT_IS = b"\0"  # how a row of pixels is filtered


def page_png(page, sheet: Sheet) -> bytes:
    """A page of pypdfium2 on white, as large as fits into ``sheet.width`` and three times that as height.

    What a form or a script of the file would add is not drawn, for neither is started. Raises PdfiumError.
    """
    across, along = (max(side, 1.0) for side in page.get_size())
    scale = min(sheet.width / across, _TALLEST * sheet.width / along)
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
    # Rounding up may have given one pixel more than asked for.
    width, height, stride = min(bitmap.width, sheet.width), bitmap.height, bitmap.stride
    pixels = memoryview(bitmap.buffer).cast("B")
    packer = zlib.compressobj(6)
    rows = bytearray()
    for start in range(0, height * stride, stride):
        rows += packer.compress(_AS_IT_IS + pixels[start : start + 3 * width].tobytes())
    rows += packer.flush()
    header = struct.pack(">II", width, height) + _TRUE_COLOUR
    return SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", bytes(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    """PNG, 5.3: length, kind, data, and a sum of both."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
