"""What extraction gives: a text with what a person should know about it, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inquiries.reading import Finding, Paper, read_paper


class ExtractionError(ValueError):
    """The file holds no readable text; the message is a German sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, its media type, and findings about what of the file was not read or is in doubt.

    Codes: page-damaged, file-damaged, file-cut-off, page-without-text, unseen-text, unknown-characters, garbled-text.
    """

    text: str
    media_type: str
    findings: tuple[Finding, ...] = ()

    def read(self) -> Paper:
        """The paper that the text holds, with the findings about the file before those about the text."""
        paper = read_paper(self.text)
        return replace(paper, findings=(*self.findings, *paper.findings))
