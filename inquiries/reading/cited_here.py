"""Citations of the paper that is being read: "siehe Antwort zu Frage 1", "wie zu 3. ausgeführt", "in Ziffer 2 genannt".

Whether a phrase cites is decided by closed lists of the words around it; headings and what counts something else
cite nothing.
"""

from __future__ import annotations

import re

from .cited_parts import LONGEST_GAP, SAID, Phrase, after_dot

_FILL = (
    r"(?:auch|bitte|hierzu|dazu|hier|oben|bereits|insbesondere|jeweils|insoweit|die|der|den|dem|das|des|unsere[rn]?|"
    r"meine[rn]?|ihre[rn]?|seine[rn]?|obige[nr]?|obenstehende[nr]?|vorstehende[nr]?|vorherige[nr]?|vorangegangene[nr]?|gemeinsame[nr]?|"
    r"(?:oben\s|unten\s|unten|nach)stehende[nr]?|vorangehende[nr]?|nachfolgende[nr]?|entsprechende[nr]?|dortige[nr]?|"
    r"jeweilige[nr]?|ausführliche[nr]?|weitere[nr]?|bisherige[nr]?|Vorbemerkungen|Vorbemerkung|"
    r"Antworten|Antwort|Stellungnahmen|Stellungnahme|Ausführungen|Beantwortung|Darlegungen|Darstellungen|Darstellung|"
    r"Erläuterungen|Angaben|Tabellen|Tabelle|Auflistung|Übersicht|Landesregierung|Ministeriums|zu|auf|unter|bei|in|"
    r"zur|von|und|sowie|aus|Anlagen?|(?:Anlage|Tabelle|Übersicht|Abbildung)\s{1,2}[0-9]{1,2})"
)
_TRIGGER = re.compile(
    r"(?<![^\W_])(?:[Ss]iehe|[Vv]ergleiche|[Vv]gl\.|[Cc]f\.|[Ss]\.\s?(?:o\.|a\.)?|[Vv]erweis\w*\s{1,3}(?:\w+\s{1,3}){0,2}auf|"
    r"ergib\w{1,2}\s{1,3}sich|ergeben\s{1,3}sich|(?:ver|hinge)wiesen,\s{1,3}(?:insbesondere|auch)\s{1,3}auf|[Bb]ezug\s{1,3}auf|[Bb]ezug\s{1,3}genommen\s{1,3}auf|[Bb]ezug\s?nehmend\s{1,3}auf|[Hh]inweis\s{1,3}auf)"
    rf"(?:\s{{0,3}}[,(:]?\s{{0,3}}{_FILL}\b){{0,8}}\s{{0,3}}[,(:]?\s{{0,3}}\Z"
)
_LIKE = re.compile(r"(?<![^\W_])[Aa]nalog(?:\s{1,3}(?:zu[rm]?|der|den|Antwort|Stellungnahme)){0,3}\s{1,3}\Z")
_ABOUT = re.compile(r"(?<![^\W_])(?:nach|gemäß|aus|laut)\s{1,3}(?:den\s{1,3}|der\s{1,3})?\Z")
_IF = re.compile(
    r"(?<![^\W_])(?:[Ff]alls|[Ww]enn|[Ss]ofern|[Ss]ollten?)(?:\s{1,3}(?:die|der|Antwort|auf|zu)){0,4}\s{1,3}\Z"
)
_IS_ANSWERED = re.compile(r"[^.!?;]{0,60}?\b(?:bejaht|verneint|beantwortet|[Jj]a|[Nn]ein|bejahen|verneinen)\b")
_TO = re.compile(rf"(?<![^\W_])[Aa]uf(?:\s{{1,3}}{_FILL}\b){{0,7}}\s{{1,3}}\Z")
_REFERRED = re.compile(
    r"(?:[^.!?;\n]|\n(?!\s*\n)|\.(?!\s{1,3}(?!Bezug)[A-ZÄÖÜ])){0,140}?\b(?:verwiesen|hingewiesen|Bezug\s{1,3}genommen)\b"
)
_ANSWERED = re.compile(
    r"(?<![^\W_])(?:[Dd]ie|[Dd]er|[Dd]en|[Ii]n|[Zz]ur|[Aa]us|[Ll]aut|obige[nr]?|vorstehende[nr]?|meine[rn]?|unsere[rn]?)\s{1,3}"
    r"(?:Antwort|Antworten|Stellungnahme|Ausführungen|Darlegungen|Erläuterungen|Angaben|Tabellen?|Übersicht|Auflistung)\s{1,3}"
    r"(?:der\s{1,3}Landesregierung\s{1,3})?(?:zu|auf|unter|bei|(?=zu|unter))(?:\s{1,3}(?:den|der|die|zu))?\s{0,3}\Z"
)
_ANSWERED_BARE = re.compile(
    r"(?<![^\W_])(?:[Dd]ie|[Dd]er|[Dd]en|[Ii]n|[Zz]ur|[Aa]us)\s{1,3}(?:Antwort|Antworten|Stellungnahme|Ausführungen)\s{1,3}\Z"
)
_TOGETHER = re.compile(
    r"(?:[^.!?;\n]|\n(?!\s*\n)|\.(?!\s{1,3}[A-ZÄÖÜ])){0,140}?\b(?:gemeinsam|zusammen|zusammengefasst|zusammenfassend|Sachzusammenhang\w*|"
    r"Zusammenhang\w*)\b"
)
_AND_ANSWER = re.compile(
    rf"\)?\s{{0,3}},?\s{{0,3}}(?:und|sowie)(?:\s{{1,3}}{_FILL}\b){{0,3}}?\s{{1,3}}"
    rf"(?:Antworten|Antwort|Stellungnahme|Ausführungen)(?:\s{{1,3}}{_FILL}\b){{1,4}}\s{{1,3}}\Z"
)
_ENDED = re.compile(r"\.\s{1,3}[A-ZÄÖÜ]")  # behind "ebd." and the like
_SENTENCE_END = re.compile(r"[.!?;:]\s|\n\s*\n")
_UNDER = re.compile(r"(?<![^\W_])(?:[Zz]u|[Uu]nter|[Ii]n|[Bb]ei|[Aa]us|[Vv]on)(?:\s{1,3}(?:den|der|dem))?\s{1,3}\Z")
_OTHER_TEXT_BEFORE = re.compile(
    r"(?:§{1,2}\s?[0-9]+[a-z]?|\b(?:Art\.|Artikel|Abs\.|Absatz|Satz|Kapitel|Tabelle|Anlage|Anhang|Teil|Kap\.|Titel)"
    r"(?:\s{1,2}[0-9IVXA-H]+[a-z]?|(?=\s?[,(]?\s{0,2}\Z)))\s?[,(]?\s{0,2}(?:(?:unter|in|zu|bei)\s)?\Z"
)
_NO_GAP = r"(?![^\S\n]{0,3}\n[^\S\n]{0,3}\n)"  # what stands in another paragraph says nothing
_OTHER_PAPER = re.compile(
    _NO_GAP + r"\s{1,3}(?:des|der|vom|von|im|in\s{1,3}de[rmn]|aus\s{1,3}de[rmn]"
    r"|in(?=\s{1,3}(?:Anlage|Anhang|Tabelle|Kapitel|Teil)\b))\s{1,3}"
    r"(?!(?:vorliegende[nrms]?|dieser|dieses|diesem|gegenständliche[nrms]?|obige[nrms]?)\b"
    r"|(?:Antrags|Antrages|Antrag|Anfrage)\b(?!\s{1,3}(?:de[rs]|vo[mn]|[0-9(])))"
)
_STATUTE = re.compile(
    _NO_GAP + r"\s{1,3}(?:Abs\.|Absatz|Satz|TA|DIN|[A-ZÄÖÜ][a-zäöü]*[A-ZÄÖÜ][\w-]*"
    r"|[A-ZÄÖÜ][\w-]{0,60}(?:gesetz|ordnung|vorschrift|richtlinie)(?:es|s)?)\b"
)
_COLON = re.compile(r"\s?:")
_WINDOW = 160


def is_of_same_paper(text: str, phrase: Phrase, floor: int) -> bool:
    """Whether the phrase cites the paper being read: "siehe Antwort zu Frage 1", "wie zu 3. ausgeführt".

    ``floor`` is the end of the citation before. Headings, announcements of joint answers and Ziffern of statutes
    cite nothing.
    """
    left = text[max(floor, phrase.start - _WINDOW) : phrase.start]
    behind = after_dot(text, phrase.end)
    asked = text.startswith(("Frage", "Fragen", "Ziffer"), phrase.start)
    other = _OTHER_TEXT_BEFORE.search(left)
    if (
        (other and not (asked and other[0].split()[-1] == "zu"))
        or _STATUTE.match(text, phrase.end)
        or _OTHER_PAPER.match(text, behind)
    ):
        return False
    if _TRIGGER.search(left) or (_TO.search(left) and _REFERRED.match(text, phrase.end)):
        return True
    if asked and _ABOUT.search(left) and not _COLON.match(text, behind):
        return True
    if not phrase.bare and (_LIKE.search(left) or (_IF.search(left) and _IS_ANSWERED.match(text, phrase.end))):
        return True
    if _AND_ANSWER.match(left):  # "auf Drs. 17/1 und die Antwort zu Frage 3"
        return True
    if phrase.is_answer or _COLON.match(text, behind):
        return False
    if (
        floor > 0
        and phrase.start - floor < LONGEST_GAP
        and not _SENTENCE_END.search(text, floor, phrase.start)
        and not _ENDED.match(text, floor - 1)
    ):
        return False  # in the sentence of another paper: "In Drs. 17/1 wird zu Frage 4 ausgeführt"
    if (phrase.bare or _UNDER.search(left)) and SAID.match(text, behind):
        return True
    answered = _ANSWERED_BARE if phrase.bare else _ANSWERED
    return answered.search(left) is not None and not _TOGETHER.match(text, phrase.end)
