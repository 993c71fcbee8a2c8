"""Parts of a document that is a ZIP archive of XML: read within limits, and never with a document type of their own."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree

from .outcome import ExtractionError

MAX_XML = 40_000_000
"""The most bytes of XML that are unpacked of one document; the longest Drucksachen have a few million."""
_TOO_LARGE = "Das Dokument ist entpackt viel zu groß, um ein Schreiben zu sein. Bitte als PDF speichern."
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


class NotADocument(ValueError):
    """The archive is no such document, or a damaged one."""


class Archive:
    """Raises NotADocument for whatever is wrong with the archive or a part of it, ExtractionError when it unpacks to
    more than is allowed."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise NotADocument(str(error)) from error
        self.names = frozenset(self._zip.namelist())
        self._left = MAX_XML

    def read(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as part:
                data = part.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, RuntimeError, ValueError) as error:
            raise NotADocument(f"{name}: {error}") from error  # a RuntimeError: encrypted, or of a strange method
        self._left -= len(data)
        if self._left < 0:
            raise ExtractionError(_TOO_LARGE)
        return data

    def xml(self, name: str) -> ElementTree.Element | None:
        """The root of a part; None when the archive has no such part."""
        if name not in self.names:
            return None
        data = self.read(name)
        if any(mark in data for mark in _DOCTYPE):  # neither format allows one; entities can make much out of little
            raise NotADocument(f"{name} has a document type")
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise NotADocument(f"{name}: {error}") from error


def local(node: ElementTree.Element) -> str:
    """The name of an element without its namespace, which differs between the editions of a format."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node: ElementTree.Element | None, name: str, default: str = "") -> str:
    """An attribute by its name without namespace."""
    if node is None:
        return default
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), default)


def child(node: ElementTree.Element | None, *names: str) -> ElementTree.Element | None:
    """The first element at the end of a path of local names."""
    for name in names:
        node = next((below for below in node if local(below) == name), None) if node is not None else None
    return node
