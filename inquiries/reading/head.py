"""The title block: type, who asks, whose reply, title. It stands before the questions, or in the middle of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .draft import Draft
from .lines import Line
from .marks import (
    BYLINE,
    DOCUMENT_KEYS,
    FROM,
    KIND_KEYS,
    OPENING,
    REPLY_KEYS,
    stands_apart,
)
from .ministries import Named, known_prefix, read_ministry
from .people import Authors, find_fraktionen, read_byline
from .seams import KIND
from .text import Span
from .title import LONGEST_TITLE, OWN_NUMBER, end_of_title

_INLINE = re.compile(rf"(?:\d{{1,2}}\.\s+)?(?P<kind>{KIND})\s+(?=de[rs]\s+(?:Abg|Abgeordnete|Fraktion))", re.IGNORECASE)
_CONTINUES = re.compile(r"(?:,|\bund|\bsowie|\bAbg\.|\bder|\bdes|\bu\.\s?a\.|-)\s*\Z")
_GOES_ON = re.compile(r"(?:und|sowie|u\.\s?a\.)\s|,")
_SUPPLEMENTED = re.compile(rf"zu\s+de[mr]\s+(?P<kind>{KIND}|(?:Kleinen|Großen|Mündlichen)\s+Anfrage)\b")
_FOOTNOTE_MARK = re.compile(r"\s*\*{1,3}\s?\)?\Z")
_TITLE_MARK = re.compile(r"(?:Betr(?:eff|\.)?:?|Titel:|hier:|[-–])\s+")


@dataclass(slots=True)
class Head:
    kind: str | None = None
    is_inquiry: bool = True
    authors: Authors = field(default_factory=Authors)
    byline: Span | None = None
    title: str | None = None
    title_span: Span | None = None
    reply_kind: str | None = None
    ministry: Named | None = None
    number: tuple[int, str, Span] | None = None
    """The paper's own number where the head of a letter names it: Wahlperiode, digits, place."""
    in_letter: bool = False
    """Whether type and askers stand on one line, as in the letter of a ministry."""
    used: tuple[int, int] = (0, 0)
    """Half-open range of the lines of the title block."""


def read_head(draft: Draft) -> Head:
    lines = draft.flow.lines
    start = next(iter(title_blocks(lines)), None)
    if start is None:
        start = _find_document(lines)
    if start is None:
        return _read_bare_head(draft)
    head = Head()
    position = _read_kind(draft, head, start)
    position = _read_authors(draft, head, position)
    position = _read_reply(draft, head, position)
    if head.reply_kind and head.reply_kind.startswith("Ergänz"):
        position = _read_supplemented(draft, head, position)
    position = _read_title(draft, head, position)
    head.used = (start, position)
    return head


def _kind_at(line: Line) -> tuple[str, bool] | None:
    """Kind and whether it is an inquiry, when the line is a heading that names one."""
    if len(line.text) > 80:
        return None
    key = line.key
    if key in KIND_KEYS:  # also "2. Mündliche Anfrage": figures are no part of a key
        return KIND_KEYS[key], True
    if key in DOCUMENT_KEYS:
        return DOCUMENT_KEYS[key], False
    return None


def title_blocks(lines: list[Line]) -> list[int]:
    """Index of each line that names the type directly above the line that names who asks.

    Without any: of the first line that names both ("Kleine Anfrage des Abg. …"), as letters do.
    """
    found = []
    for index, line in enumerate(lines[:-1]):
        following = lines[index + 1].text
        if (
            following[0] in "dD"
            and len(line.text) < 80
            and (
                (BYLINE.match(following) and (_kind_at(line) or _supplements(line)))
                or (_supplements(line) and FROM.match(following) and (index == 0 or lines[index - 1].key != "und"))
            )
            and (not found or stands_apart(lines, index))
        ):
            found.append(index)
    if found:
        return found
    return [index for index, line in enumerate(lines) if len(line.text) < 400 and _INLINE.match(line.text)][:1]


def _find_document(lines: list[Line]) -> int | None:
    """Index of a heading near the beginning that names another kind of document ("Mitteilung")."""
    for index, line in enumerate(lines[:60]):
        found = _kind_at(line)
        if found and not found[1]:
            return index
        if OPENING.match(line.text):
            return None
    return None


def _supplements(line: Line) -> bool:
    return REPLY_KEYS.get(line.key, "").startswith("Ergänz")


def _read_supplemented(draft: Draft, head: Head, position: int) -> int:
    """ "zu dem Antrag der Abg. … – Drucksache 17/19744": what an "Ergänzende Antwort" supplements."""
    lines = draft.flow.lines
    match = _SUPPLEMENTED.match(lines[position].text) if position < len(lines) else None
    if match is None:
        return position
    end = position + 1
    while end < len(lines) and end < position + 6 and not lines[end].page:
        if lines[end].gap and not OWN_NUMBER.fullmatch(lines[end].text):
            break
        if re.search(r"\d\s?/\s?[\d ]+\s*[-–]?\Z", lines[end - 1].text):
            break
        end += 1
    head.kind = KIND_KEYS[re.sub(r"[\W\d_]+", "", match["kind"]).casefold().replace("nanfrage", "anfrage")]
    passage = draft.passage("supplemented paper", "head", lines[position:end])
    if byline := re.search(
        r"(?=\bde[rs]\s+(?:Abg|Fraktion)).*?(?=\s*[-–]\s+(?:Drucksache|Drs)|\Z)", passage.text, re.DOTALL
    ):
        head.authors = read_byline(byline[0])
        head.byline = passage.span
    return end


def _read_kind(draft: Draft, head: Head, start: int) -> int:
    line = draft.flow.lines[start]
    if found := _kind_at(line):
        head.kind, head.is_inquiry = found
        draft.name("kind", [line])
        return start + 1
    if line.key in REPLY_KEYS:
        head.reply_kind = REPLY_KEYS[line.key]
        draft.name("kind", [line])
        return start + 1
    match = _INLINE.match(line.text)
    head.in_letter = True
    head.kind = KIND_KEYS[re.sub(r"[\W\d_]+", "", match["kind"]).casefold()]
    draft.name("kind", [line], end=line.start + match.end("kind"))
    return start


def _read_authors(draft: Draft, head: Head, position: int) -> int:
    lines = draft.flow.lines
    if position >= len(lines):
        return position
    first = lines[position]
    match = _INLINE.match(first.text)
    if not match and not BYLINE.match(first.text):
        return position
    start = first.start + (match.end("kind") if match else 0)
    end = position + 1
    while end < len(lines) and end < position + 25 and not _ends_byline(lines, end):
        end += 1
    taken = lines[position:end]
    head.byline = Span(start, taken[-1].end)
    head.authors = read_byline(draft.read(taken, start).text)
    draft.name("askers", taken, start)
    return end


def _ends_byline(lines: list[Line], index: int) -> bool:
    """Whether the byline ends before this line."""
    line, before = lines[index], lines[index - 1]
    key = line.key
    if key == "und" or key in REPLY_KEYS or key in KIND_KEYS or FROM.match(line.text) or OPENING.match(line.text):
        return True
    if re.match(r"und\s+(?:Antwort|Stellungnahme)\b", line.text):
        return True
    text = before.text
    if _CONTINUES.search(text) or _GOES_ON.match(line.text):
        return False
    fraktionen = find_fraktionen(text)
    if fraktionen and fraktionen[-1].end() >= len(text.rstrip(" *)")):
        return True
    fraktionen = find_fraktionen(line.text)
    if fraktionen and fraktionen[-1].end() >= len(line.text.rstrip(" *)")) and len(line.text) < 90:
        return False
    return not any(_closes_byline(following) for following in lines[index : index + 12])


def _closes_byline(line: Line) -> bool:
    return line.key == "und" or (line.key in REPLY_KEYS and not line.page)


def _read_reply(draft: Draft, head: Head, position: int) -> int:
    """ "und" / "Stellungnahme" / "des Ministeriums für …", on up to seven lines."""
    lines = draft.flow.lines
    start = position
    if position < len(lines) and lines[position].key == "und":
        position += 1
    if position >= len(lines):
        return start
    line = lines[position]
    text = re.sub(r"^und\s+", "", line.text)
    key = re.sub(r"[\W\d_]+", "", text).casefold() if len(text) < 60 else ""
    if key in REPLY_KEYS:
        head.reply_kind = REPLY_KEYS[key]
        draft.name("reply kind", lines[start : position + 1])
        position += 1
    elif match := re.match(r"(Antwort|Stellungnahme)\s+(?=de[rs]\s)", text):
        head.reply_kind = REPLY_KEYS[match[1].casefold()]
        offset = line.start + len(line.text) - len(text) + match.end()
        draft.name("reply kind", lines[start : position + 1], end=offset)
        return _read_from(draft, head, position, offset)
    elif head.reply_kind is None or not FROM.match(line.text):
        return start
    if position < len(lines) and FROM.match(lines[position].text):
        return _read_from(draft, head, position, lines[position].start)
    return position


def _read_from(draft: Draft, head: Head, position: int, start: int) -> int:
    """The ministry: as many lines as make a known name, else as many as the wording holds together."""
    lines = draft.flow.lines
    if re.match(r"de[rs]\s+(?:Landesr|R)egierung\b", draft.text[start : start + 40]):
        draft.name("ministry", [lines[position]], start)
        return position + 1
    best = 0
    for count in range(1, 5):
        if position + count > len(lines):
            break
        text = draft.read(lines[position : position + count], start).text
        named = read_ministry(text)
        if named and named.known:
            head.ministry, best = named, count
    if not best:
        best = 1
        while (
            best < 5
            and position + best < len(lines)
            and _holds_together(lines[position + best - 1], lines[position + best])
        ):
            best += 1
        text = draft.read(lines[position : position + best], start).text
        head.ministry = read_ministry(text)
        if prefix := known_prefix(text):
            draft.find(
                "several-readings",
                "warning",
                "ministry",
                f"Wo der Name des Ministeriums endet und der Titel beginnt, ist nicht erkennbar (möglich: „{prefix}“). "
                "Bitte Ministerium und Titel prüfen.",
                Span(start, lines[position + best - 1].end),
            )
    draft.name("ministry", lines[position : position + best], start)
    return position + best


def _holds_together(before: Line, line: Line) -> bool:
    if line.gap or line.page:
        return False
    return bool(re.search(r"(?:,|\bund|\bfür|\bde[sr]|-)\s*\Z", before.text)) or line.text[0].islower()


def _read_title(draft: Draft, head: Head, position: int) -> int:
    lines = draft.flow.lines
    end = end_of_title(lines, position, in_letter=head.in_letter)
    taken = lines[position:end]
    if not taken:
        return position
    start = taken[0].start
    if match := _TITLE_MARK.match(taken[0].text):
        start += match.end()
        draft.name("title mark", taken[:1], end=start)
    passage = draft.passage("title", "title", taken, start)
    if passage and head.is_inquiry is False and len(passage.text) > LONGEST_TITLE:
        passage = None
    if passage:
        title = " ".join(passage.text.split())
        head.title, head.title_span = _FOOTNOTE_MARK.sub("", title) or None, passage.span
    letter = head.in_letter or (end < len(lines) and (lines[end].seam or lines[end].text[0] in "-–"))
    if letter and end < len(lines) and (match := OWN_NUMBER.fullmatch(lines[end].text)):
        head.in_letter = True
        span = Span(lines[end].start + match.start("term"), lines[end].start + match.end("number"))
        head.number = int(match["term"]), re.sub(r"\D", "", match["number"]), span
        draft.name("drucksache", [lines[end]])
        end += 1
    return end


def _read_bare_head(draft: Draft) -> Head:
    """Without a title block only the type is certain, when a heading names it."""
    head = Head()
    for index, line in enumerate(draft.flow.lines[:200]):
        found = _kind_at(line)
        if found:
            head.kind, head.is_inquiry = found
            draft.name("kind", [line])
            head.used = (index, index + 1)
            break
    return head


def report_head(draft: Draft, head: Head) -> None:
    """Findings about the type, who asks and the title."""
    if head.kind is None:
        draft.find(
            "kind-missing", "error", "kind", "Die Art des Papiers ist nicht erkennbar. Bitte die Art von Hand angeben."
        )
    elif not head.is_inquiry:
        draft.find(
            "not-an-inquiry",
            "error",
            "kind",
            f"Das Papier ist kein Antrag und keine Anfrage, sondern: {head.kind}. "
            "Bitte prüfen, ob die Datei die richtige ist.",
        )
    if not head.title:
        draft.find(
            "title-missing", "error" if head.is_inquiry else "warning", "title",
            "Der Titel wurde nicht gefunden. Bitte den Titel von Hand eintragen.",
        )  # fmt: skip
    for name in head.authors.unknown:
        draft.find(
            "unknown-fraktion", "warning", "askers",
            f"Die Fraktion „{name}“ ist nicht bekannt. Bitte prüfen und gegebenenfalls anlegen.", head.byline,
        )  # fmt: skip
    for rest in head.authors.rest:
        draft.find(
            "unknown-person", "warning", "askers",
            f"„{rest}“ in der Zeile der Fragestellenden wurde nicht verstanden. Bitte die Namen prüfen.", head.byline,
        )  # fmt: skip
    if head.is_inquiry and head.kind and not head.authors.askers and not head.authors.fraktionen:
        draft.find(
            "askers-missing", "warning", "askers",
            "Wer fragt, wurde nicht gefunden. Bitte Abgeordnete oder Fraktion von Hand eintragen.", head.byline,
        )  # fmt: skip
    without = [asker.name for asker in head.authors.askers if asker.fraktion is None]
    if without and not head.authors.unknown:
        draft.find(
            "fraktion-missing", "warning", "askers",
            f"Ohne Fraktion gedruckt: {', '.join(without)}. Bitte die Fraktion ergänzen.", head.byline,
        )  # fmt: skip
