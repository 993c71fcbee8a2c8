"""What the steps share while a paper is read: its flow of lines, the parts named so far, the findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .lines import Flow, Line
from .paper import Finding, Part, Passage, Severity
from .repair import Repaired, repair
from .text import Span


@dataclass(slots=True)
class Draft:
    text: str
    flow: Flow
    parts: list[Part] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, Repaired] = field(default_factory=dict)
    """Repaired texts in which citations are looked for, by place ("question 3")."""

    def name(self, part: str, lines: Sequence[Line], start: int | None = None, end: int | None = None) -> None:
        """Name the stretch that these lines cover, from ``start`` on and up to ``end``."""
        self.parts += [Part(part, span) for span in self.flow.slices(lines, start, end)]

    def read(self, lines: Sequence[Line], start: int | None = None, end: int | None = None) -> Repaired:
        return repair(self.text, self.flow.slices(lines, start, end), spacing=self.flow.spacing)

    def passage(
        self, part: str, place: str, lines: Sequence[Line], start: int | None = None, end: int | None = None
    ) -> Passage | None:
        """Name a stretch, remember its text under ``place``, and give it; None when nothing can be read there."""
        slices = self.flow.slices(lines, start, end)
        if not slices:
            return None
        self.parts += [Part(part, span) for span in slices]
        repaired = repair(self.text, slices, spacing=self.flow.spacing)
        if not repaired.text:
            return None
        self.texts[place] = repaired
        return Passage(repaired.text, Span(slices[0].start, slices[-1].end))

    def find(self, code: str, severity: Severity, about: str, message: str, span: Span | None = None) -> None:
        self.findings.append(Finding(code, severity, about, message, span))


def hull(lines: Sequence[Line]) -> Span | None:
    return Span(lines[0].start, lines[-1].end) if lines else None
