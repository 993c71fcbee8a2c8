"""A read paper for a person to check at a glance: what was read, the paper beside a margin that names each part, and
what does not fit."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from .reading import Finding, Paper
from .reading.vocabulary import PARTS

_MARGIN = 30  # characters
_WIDTH = 100
_SIGNS = {"error": "✗", "warning": "!", "info": "i"}


def explain(name: str, text: str, paper: Paper) -> str:
    """``text`` is the source that ``paper`` was read from; a sign in the margin marks what a finding is about."""
    rows = [f"═══ {name}", ""]
    for one in (paper, *paper.further):
        rows += [*_values(one), ""]
    rows += [*_parts(text, paper), ""]
    rows.append(f"Funde: {len(paper.findings) or 'keine'}")
    rows += [
        f"  {_SIGNS[item.severity]} {german(item.about)}: {item.message} [{item.code}]"
        for one in (paper, *paper.further)
        for item in one.findings
    ]
    return "\n".join(rows) + "\n"


def german(part: str) -> str:
    """ "question 3" → "Frage 3"; names that are no words of the reader stay."""
    words = part.split(" ")
    for count in range(len(words), 0, -1):
        if label := PARTS.get(" ".join(words[:count])):
            return " ".join([label, *words[count:]])
    return part


def _values(paper: Paper) -> Iterator[str]:
    reply = paper.response
    askers = [f"{asker.name} {asker.fraktion or ''}".strip() for asker in paper.askers]
    read = [
        ("Art", paper.kind),
        ("Drucksache", paper.drucksache),
        ("Titel", paper.title),
        ("Fragestellende", ", ".join(askers or paper.fraktionen)),
        ("Datum", _days(("", paper.date), ("eingegangen", paper.received), ("ausgegeben", paper.issued))),
        ("Unterschriften", ", ".join(paper.signatories)),
        ("Fragen", ", ".join(question.number for question in paper.questions)),
    ]
    if reply:
        read += [
            (reply.kind, " · ".join(filter(None, [_days(("vom", reply.letter_date)), reply.letter_reference]))),
            ("Ministerium", reply.ministry),
            ("im Einvernehmen", "; ".join(reply.co_ministries)),
            ("Antworten zu", " · ".join(", ".join(answer.numbers) for answer in reply.answers)),
            ("Unterschrift", ", ".join(filter(None, [reply.signed_by, reply.office]))),
        ]
    for label, value in read:
        lines = textwrap.wrap(value or "–", _WIDTH)
        yield from (f"{label if not at else '':<{_MARGIN}}= {line}" for at, line in enumerate(lines))


def _days(*days: tuple[str, date | None]) -> str:
    return ", ".join(f"{label} {day:%d.%m.%Y}".strip() for label, day in days if day)


def _parts(text: str, paper: Paper) -> Iterator[str]:
    pieces = [(part.span, german(part.name)) for part in paper.parts]
    pieces += [(item.span, f"· {german(item.kind)}") for item in paper.furniture]
    findings = [item for one in (paper, *paper.further) for item in one.findings if item.span]
    for span, label in sorted(pieces):
        content = text[span.start : span.end].strip()
        sign = _sign(item for item in findings if item.span.start < span.end and span.start < item.span.end)
        margin = f"{sign}{label}" if content else ""
        for line in content.splitlines():
            for row in textwrap.wrap(line, _WIDTH) or [""]:
                yield f"{margin[: _MARGIN - 2]:<{_MARGIN}}│ {row}".rstrip()
                margin = ""


def _sign(findings: Iterable[Finding]) -> str:
    met = {item.severity for item in findings}
    return next((f"{sign} " for severity, sign in _SIGNS.items() if severity in met and severity != "info"), "")
