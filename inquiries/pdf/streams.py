"""Whether the packed parts of a PDF are whole. PDFium shows what it can of a damaged one and says nothing."""

from __future__ import annotations

import re
import zlib
from itertools import islice

_STREAM = re.compile(rb">>\s{0,4}stream\r?\n")
_OTHERWISE = (b"/Image", b"/Crypt", b"/ASCII", b"/LZW")
_BACK = 400  # bytes in which the entries of a stream stand
_MOST = 100_000_000  # bytes that are unpacked in all; what lies behind is not looked at
_MOST_STREAMS = 100_000
_PIECE = 65_536


def has_damaged_streams(content: bytes) -> bool:
    """Looks at texts, fonts and tables of objects, not at pictures; encrypted files are not looked at."""
    if b"/Encrypt" in content:
        return False
    left = _MOST
    for match in islice(_STREAM.finditer(content), _MOST_STREAMS):
        entries = content[max(0, match.start() - _BACK) : match.end()]
        entries = entries[entries.rfind(b" obj") + 1 :]
        if any(name in entries for name in _OTHERWISE) or entries.count(b"/FlateDecode") != 1:
            continue
        unpacking = zlib.decompressobj()
        position = match.end()
        try:
            while position < len(content) and not unpacking.eof and left > 0:
                piece = content[position : position + _PIECE]
                left -= len(unpacking.decompress(piece, _PIECE))
                position += len(piece) - len(unpacking.unconsumed_tail)
        except zlib.error:
            return True
        if left <= 0:
            break
    return False
