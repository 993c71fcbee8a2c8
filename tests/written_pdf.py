"""Writes PDFs by hand, object by object, for what no printing library would write."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def show(text: str, x: float, y: float, size: float = 11, *, before: str = "") -> str:
    """Operators that show a line of text with its left end at (x, y), y upwards; ``before``: operators ahead of it."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {before} 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


def write_pdf(
    *pages: str,
    page: str = "",
    font: bytes = HELVETICA,
    extra: Mapping[int, bytes] | None = None,
    resources: str = "",
    catalog: str = "",
) -> bytes:
    """A PDF with these content streams. ``extra`` are objects from number 100 on, ``page`` and ``resources`` more
    entries of each page, ``catalog`` of the root.
    """
    numbers = [10 + 2 * index for index in range(len(pages))]
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog.encode(),
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % number for number in numbers), len(pages)),
        3: font,
    }
    for number, content in zip(numbers, pages, strict=True):
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> %s >> %s >>" % (number + 1, resources.encode(), page.encode())
        )
        objects[number + 1] = stream(content.encode("cp1252"))
    return assemble(objects | dict(extra or {}))


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    if packed:
        data, entries = zlib.compress(data, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def assemble(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """The file with its table of objects; object 1 is the root."""
    out, places = b"%PDF-1.7\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, count = len(out), max(objects) + 1
    table = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        for number in range(count)
    )
    out += b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R %s >>\n" % (count, table, count, trailer)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def picture(width: int = 20, height: int = 20) -> bytes:
    """A grey picture, for ``extra``; drawn with ``500 0 0 700 40 60 cm /Im1 Do``."""
    return stream(
        b"\x80" * (width * height),
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
        % (width, height),
    )


def encrypt_pdf(text: str, *, user: bytes, owner: bytes = b"geheim") -> bytes:
    """A page with this text, encrypted by the standard handler's revision 2 (RC4, 40 bits; PDF 1.7, 7.6.3)."""
    identity = b"0123456789abcdef"
    permissions = -44
    owner_entry = _rc4(hashlib.md5(_padded(owner)).digest()[:5], _padded(user))
    key = hashlib.md5(_padded(user) + owner_entry + struct.pack("<i", permissions) + identity).digest()[:5]
    content = _rc4(hashlib.md5(key + b"\x05\0\0\0\0").digest()[:10], show(text, 60, 700).encode("cp1252"))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        3: HELVETICA,
        4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
        5: stream(content),
        6: b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P %d >>"
        % (owner_entry.hex().encode(), _rc4(key, _padded(b"")).hex().encode(), permissions),
    }
    return assemble(objects, b"/Encrypt 6 0 R /ID [<%s> <%s>]" % ((identity.hex().encode(),) * 2))


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _padded(password: bytes) -> bytes:
    return (password + _PADDING)[:32]


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
