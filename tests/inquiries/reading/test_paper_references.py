"""The citations of a whole paper: what an earlier text named, and what cannot be."""

from inquiries.reading import read_paper

PAPER = """Musterdrucksache – erfundenes Beispiel ohne amtlichen Inhalt

Landtag von Baden-Württemberg
16. Wahlperiode

Drucksache 16 / 4711
8.8.2018

Kleine Anfrage

der Abg. Anna Muster SPD

und

Antwort

des Ministeriums für Verkehr

Musterbrücken im Musterkreis

Kleine Anfrage

Wir fragen die Landesregierung:

1. Wie viele Musterbrücken gibt es nach Drucksache 16/1000?

2. Was folgt daraus?

7.8.2018

Muster SPD

Antwort

Mit Schreiben vom 30. August 2018 Nr. VM2-0141.5-31/4711 beantwortet das Ministerium für Verkehr die Kleine Anfrage
wie folgt:

1. Wie viele Musterbrücken gibt es nach Drucksache 16/1000?

Zu 1.:

{first}

2. Was folgt daraus?

Zu 2.:

{second}

Beispiel

Minister für Verkehr
"""


def read(first="Zwölf.", second="Nichts."):
    return read_paper(PAPER.format(first=first, second=second))


def findings(**answers):
    return [
        (finding.code, finding.severity, finding.about)
        for finding in read(**answers).findings
        if finding.code.startswith("reference")
    ]


def cited_in(paper, place):
    return [(one.drucksache, one.parts) for one in paper.references if one.in_ == place]


def test_words_for_the_last_paper_mean_the_one_of_an_earlier_text():
    paper = read(first="Siehe a. a. O., Frage 3.", second="Siehe Drucksache 16/2000. In der genannten Drucksache.")
    assert cited_in(paper, "answer 1") == [("16/1000", ("3",))]
    assert cited_in(paper, "answer 2") == [("16/2000", ()), ("16/2000", ())]


def test_a_paper_that_cites_what_can_be_has_nothing_to_look_at():
    assert findings(first="Siehe Antwort zu Frage 2.", second="Siehe BT-Drs. 19/1.") == []


def test_a_paper_of_a_later_wahlperiode_is_looked_at():
    assert findings(first="Siehe Drucksache 17/1.") == [("reference-to-later-term", "warning", "answer 1")]


def test_a_paper_that_cites_itself_is_looked_at():
    assert findings(second="Siehe Drucksache 16/4711.") == [("reference-to-itself", "info", "answer 2")]


def test_a_question_that_the_same_paper_lacks_is_looked_at():
    assert findings(second="Siehe Antworten zu den Fragen 1 und 7.") == [
        ("reference-unknown-part", "warning", "answer 2")
    ]
    assert "Nummer 7," in next(one.message for one in read(second="Siehe Frage 7.").findings if "part" in one.code)


def test_a_house_that_may_be_one_of_two_is_looked_at():
    assert findings(first="Siehe Bürgerschaftsdrucksache 22/1.") == [("reference-ambiguous", "info", "answer 1")]


def test_a_finding_leads_to_the_words_in_the_source():
    paper = read(first="Siehe Drucksache 17/1.")
    (finding,) = (one for one in paper.findings if one.code == "reference-to-later-term")
    assert finding.span.of(PAPER.format(first="Siehe Drucksache 17/1.", second="Nichts.")) == "Drucksache 17/1"
