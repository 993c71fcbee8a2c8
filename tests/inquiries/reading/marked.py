"""Papers written by hand, with what is to be read in them marked in their text.

A file of ``marked`` holds several. ``### name`` begins one; below stand values of its head, one a line ("signed_by:
Muster"), and behind a line ``===`` its text, in which braces mark what belongs to a field:

    {q 1:…}   question 1; {q II.1!:…} one that asks for a decision; {q 3@Finanzen:…} one below a heading
    {a 1,2:…} the answer to 1 and 2          {r 1:…} question 1 as the reply repeats it
    {p:…}     the Vorbemerkung of the reply  {b:…}   the Begründung
    {l:…}     the heading of an Anlage       {f:…}, {n:…} furniture and other text that no field holds
    ¬         a hyphen that only the end of the line put there; § before a letter: a blank that extraction put there

A file of ``pasted`` holds letters to an inquiry that is known: its questions stand above the first of them, "q 1: Wie
…". "separable: no" says that their answers cannot be told apart; "doubtful: yes" that findings may take the place of
values, because a person could not be sure either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inquiries.reading import Paper, Question, Span

FOLDER = Path(__file__).parent / "marked"
PASTED = Path(__file__).parent / "pasted"
NOTICE = "Musterdrucksache – erfundenes Beispiel ohne amtlichen Inhalt\n\n"
_MARK = re.compile(r"\{(?P<kind>[a-z])(?: (?P<of>[^:{}]*))?:|(?P<end>\})|(?P<hyphen>¬)|(?P<blank>§(?=[a-zäöü]))")
_LETTERHEAD = ("kind", "drucksache", "title", "date")
_REPLY = {"signed_by": "signed_by", "office": "office", "ministry": "ministry", "letter_date": "letter_date",
          "ref": "letter_reference"}  # fmt: skip
# What a finding must be about to speak for a field that was read wrongly.
_ABOUT = {
    "questions": ("question", "text"), "sections": ("question",), "answers": ("answer", "question", "response", "text"),
    "repeated": ("answer", "question", "response", "text"),
    "preamble": ("preamble", "response", "answer", "question", "text"),
    "begruendung": ("begruendung", "text"), "anlagen": ("answer", "text"), "office": ("signed_by",),
    "signatories": ("signatories", "text"), "co_ministries": ("ministry",),
}  # fmt: skip


@dataclass(slots=True)
class Marked:
    name: str
    text: str
    true: dict[str, Any] = field(default_factory=dict)
    asked: tuple[Question, ...] = ()
    """The questions that are known before the text is read."""
    doubtful: bool = False
    """Whether it is enough that findings speak of what is read wrongly."""

    def wrong(self, paper: Paper) -> Iterator[tuple[str, Any, Any, bool]]:
        """Field, what is true, what was read, and whether a finding says so, for each field that was read wrongly."""
        read = _read(paper)
        for name, true in self.true.items():
            if read[name] != true:
                about = _ABOUT.get(name, (name,))
                yield name, true, read[name], any(item.about.startswith(about) for item in paper.findings)


def marked_papers() -> list[Marked]:
    return [
        _marked(f"{path.stem}: {block.partition(chr(10))[0]}", *block.partition("\n")[2].split("===\n", 1))
        for path in sorted(FOLDER.glob("*.txt"))
        for block in re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    ]


def pasted_letters(folder: Path = PASTED) -> list[Marked]:
    letters = []
    for path in sorted(folder.glob("*.txt")):
        preface, *blocks = re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        asked = tuple(Question(*found, Span(0, 0)) for found in re.findall(r"^q (\S+): (.+)$", preface, re.MULTILINE))
        for block in blocks:
            title, _, rest = block.partition("\n")
            letter = _marked(f"{path.stem}: {title}", *rest.split("===\n", 1))
            letter.text, letter.asked = letter.text.removeprefix(NOTICE), asked
            letters.append(letter)
    return letters


def _marked(name: str, head: str, body: str) -> Marked:
    values = dict(line.split(": ", 1) for line in head.splitlines() if line)
    text, fields = _without_marks(body.strip("\n") + "\n")
    if values.pop("oneline", None):
        text = " ".join(text.split())
    true: dict[str, Any] = {
        "questions": [(of.partition("@")[0].rstrip("!"), said, "!" in of) for of, said in fields.get("q", [])],
        "answers": [(tuple(of.split(",")), said) for of, said in fields.get("a", [])],
        "preamble": " ".join(said for _, said in fields.get("p", [])) or None,
        "anlagen": [said for _, said in fields.get("l", [])],
    }
    if "separable" in values:
        true["separable"] = values["separable"]
        true.pop("preamble")
    doubtful = values.pop("doubtful", None) is not None
    if "norepeat" not in values:
        true["repeated"] = dict(fields.get("r", []))
    if values.get("begruendung") != "?":
        true["begruendung"] = " ".join(said for _, said in fields.get("b", [])) or None
    if any("@" in of for of, _ in fields.get("q", [])):
        true["sections"] = [of.partition("@")[2] for of, _ in fields["q"]]
    true |= {name: values[name] for name in _LETTERHEAD if name in values}
    true |= {name: values[key] for key, name in _REPLY.items() if key in values}
    if "signatories" in values:
        true["signatories"] = values["signatories"].split("; ")
    if "co" in values:
        true["co_ministries"] = values["co"].split("|")
    return Marked(name, NOTICE + text, true, doubtful=doubtful)


def _without_marks(body: str) -> tuple[str, dict[str, list[tuple[str, str]]]]:
    """The text, and by kind of mark what stands between its braces, with blanks evened out."""
    printed: list[str] = []
    open_marks: list[tuple[str, str, list[str]]] = []
    fields: dict[str, list[tuple[str, str]]] = {}
    broken = False  # a hyphen stands before: no blank belongs to the reading

    def put(shown: str, said: str) -> None:
        printed.append(shown)
        if not any(kind in "fn" for kind, _, _ in open_marks):
            for _, _, pieces in open_marks:
                pieces.append(said)

    position = 0
    for match in _MARK.finditer(body):
        plain = body[position : match.start()]
        hidden = any(kind in "fn" for kind, _, _ in open_marks)
        put(plain, plain.lstrip() if broken and not hidden else plain)
        broken = broken and (hidden or not plain.strip())
        position = match.end()
        if match["kind"]:
            open_marks.append((match["kind"], match["of"] or "", []))
        elif match["end"]:
            kind, of, pieces = open_marks.pop()
            fields.setdefault(kind, []).append((of, " ".join("".join(pieces).split())))
        elif match["hyphen"]:
            put("-", "")
            broken = True
        else:
            put(" ", "")
    put(body[position:], body[position:])
    return "".join(printed), fields


def _read(paper: Paper) -> dict[str, Any]:
    reply = paper.response
    answers = reply.answers if reply else ()
    return {
        "kind": paper.kind,
        "drucksache": paper.drucksache,
        "title": paper.title and " ".join(paper.title.split()),
        "date": paper.date and paper.date.isoformat(),
        "signatories": list(paper.signatories),
        "questions": [(one.number, _plain(one.text), one.decision) for one in paper.questions],
        "sections": [one.section or "" for one in paper.questions],
        "begruendung": paper.begruendung and _plain(paper.begruendung.text),
        "answers": [(one.numbers, _plain(one.text)) for one in answers],
        "repeated": {number: _plain(text) for one in answers for number, text in one.repeated.items()},
        "preamble": reply and reply.preamble and _plain(reply.preamble.text),
        "anlagen": [part.name for part in paper.parts if part.name.startswith("Anlage")],
        "signed_by": reply and reply.signed_by,
        "office": reply and reply.office,
        "ministry": reply and reply.ministry,
        "co_ministries": list(reply.co_ministries) if reply else [],
        "letter_date": reply and reply.letter_date and reply.letter_date.isoformat(),
        "letter_reference": reply and reply.letter_reference,
        "separable": "no" if any(one.code == "answers-not-separable" for one in paper.findings) else "yes",
    }


def _plain(text: str) -> str:
    return " ".join(text.split())
