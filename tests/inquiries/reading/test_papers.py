"""Difficult papers, written by hand: each shows forms that lists of numbers, replies and closings take."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inquiries.reading import Paper, read_paper
from tests.inquiries.reading.score import uncovered

FOLDER = Path(__file__).parent / "papers"


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def paper_of(name: str) -> Paper:
    return read_paper(text_of(name))


def numbers(paper: Paper) -> list[str]:
    return [question.number for question in paper.questions]


def answered(paper: Paper) -> list[tuple[str, ...]]:
    return [answer.numbers for answer in paper.response.answers]


def codes(paper: Paper) -> list[str]:
    return [finding.code for finding in paper.findings]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_character_belongs_to_one_part_or_piece_of_furniture(path):
    text = path.read_text(encoding="utf-8")
    assert uncovered(text, read_paper(text)) is None


def test_sections_that_count_anew_give_labels_with_their_mark():
    paper = paper_of("sections-that-count-anew")
    assert numbers(paper) == ["I.1", "I.2", "II.1", "II.2"]
    assert answered(paper) == [("I.1",), ("I.2",), ("II.1", "II.2")]
    assert paper.questions[2].section == "Finanzierung und Personal"
    assert paper.questions[2].text.startswith("Welche Mittel stehen bereit (bitte nach 1. Personal,")
    assert set(paper.response.answers[2].repeated) == {"II.1", "II.2"}
    assert codes(paper) == []


def test_the_covering_letter_of_a_grosse_anfrage_is_no_begruendung():
    paper = paper_of("sections-that-count-anew")
    assert paper.begruendung.text == "Die Versorgung ist wichtig."
    assert paper.response.letter_reference == "VM1-0141.5-31/43/3"
    assert "cover letter" in {part.name for part in paper.parts}


def test_parts_of_questions_are_questions_of_their_own():
    paper = paper_of("parts-of-questions")
    assert numbers(paper) == ["1", "1a", "1b", "2", "2a", "2b", "3"]
    assert answered(paper) == [("1a", "1b"), ("2",), ("2a",), ("2b",), ("3",)]
    assert paper.response.answers[3].text == "Wegen der Nachfrage."  # over a page break
    assert paper.response.answers[4].text.endswith("2016 1 100 21 000")  # neither footnote nor closing
    assert paper.response.signed_by == "Dr. Würfel-Muster"
    assert "footnote" in {part.name for part in paper.parts}
    assert codes(paper) == []


def test_answers_straight_after_repeated_questions_keep_their_lists():
    paper = paper_of("answers-without-headings")
    assert paper.questions[0].text.endswith("seit dem 2. Juni 2020?")
    assert answered(paper) == [("1",), ("2",), ("3",)]
    assert paper.response.answers[0].text.endswith("3. die Nachfrage.")
    assert paper.response.answers[1].repeated["2"].startswith("Welche Kosten entstehen dem Land")
    assert codes(paper) == ["question-reworded"]
    assert [asker.fraktion for asker in paper.askers] == ["GRÜNE", "GRÜNE", "CDU"]


def test_a_single_question_inside_the_formula_is_number_one():
    paper = paper_of("one-question-without-number")
    assert numbers(paper) == ["1"]
    assert paper.questions[0].text.startswith("wie sie die Lage der Sache")
    assert codes(paper) == ["question-without-number"]
    assert paper.begruendung.text == "Sache."


def test_frage_and_antwort_are_labels_and_a_number_left_out_is_reported():
    paper = paper_of("frage-and-antwort")
    assert numbers(paper) == ["1", "2", "4"]
    assert paper.questions[1].text.endswith("und wie wirkten sie nach 3 Monaten?")
    assert answered(paper) == [("1",), ("2",), ("4",)]
    assert codes(paper) == ["numbering-gap"]
    assert [part.name for part in paper.parts if part.name.startswith("Anlage")] == ["Anlage 1", "Anlage 2 zu Frage 2"]


def test_several_inquiries_in_one_drucksache_are_read_one_by_one():
    paper = paper_of("two-oral-questions")
    assert [(one.title, len(one.questions), one.signatories) for one in (paper, *paper.further)] == [
        ("Förderung von Musterdingen", 2, ("Dr. Muster",)),
        ("Bahn in Beispielheim", 2, ("Beispiel",)),
    ]
    assert codes(paper) == ["several-inquiries"]


def test_each_inquiry_has_the_number_and_days_of_its_own_page_headers_and_feet():
    text = text_of("two-oral-questions")
    foot = "Eingegangen: 8.2.2022 / Ausgegeben: 8.2.2022 1\n"
    first, second = text.replace(foot, "").split("2. Mündliche Anfrage")
    header = "Landtag von Baden-Württemberg\n17. Wahlperiode\nDrucksache 17 / 1801\n\n"
    other = foot.replace("8.2.", "9.2.")
    paper = read_paper(f"{first}{foot}\f{header}2. Mündliche Anfrage{second}{other}")
    assert [(one.drucksache, one.received, one.issued) for one in (paper, *paper.further)] == [
        ("17/1800", date(2022, 2, 8), date(2022, 2, 8)),
        ("17/1801", date(2022, 2, 9), date(2022, 2, 9)),
    ]
    assert codes(paper) == ["several-inquiries"]
    assert [one.drucksache for one in paper_of("two-oral-questions").further] == ["17/1800"]


def test_joint_answers_cover_all_their_numbers():
    paper = paper_of("joint-answers")
    assert answered(paper) == [("1", "2"), ("3", "4"), ("5",)]
    assert paper.response.preamble.text == "Die Zahlen sind vorläufig."
    assert paper.response.answers[0].text.startswith("Die Fragen 1 und 2 werden aufgrund")
    assert paper.response.signed_by == "Dr. Gesundheit-Muster"
    assert codes(paper) == ["answer-without-question"]


def test_the_own_letter_of_a_ministry_gives_date_and_aktenzeichen_of_its_head():
    paper = paper_of("letter-of-a-ministry")
    reply = paper.response
    assert (paper.kind, paper.drucksache, paper.title) == ("Kleine Anfrage", "17/6352", "Radwege im Musterkreis")
    assert (reply.letter_date, reply.letter_reference) == (date(2024, 3, 12), "VM1-0141.5-31/43/3")
    assert (reply.ministry, reply.co_ministries) == ("Ministerium für Verkehr", ("Ministerium für Finanzen",))
    assert reply.signed_by == "Verkehrs-Muster"
    assert answered(paper) == [("1",), ("2",)]
    assert reply.answers[0].text.endswith("1. sieben an Landesstraßen, 2. fünf an Bundesstraßen.")
    assert codes(paper) == ["questions-from-reply"]


def test_numbers_with_a_point_stand_under_headings_with_a_number():
    paper = paper_of("numbers-with-points")
    assert [(one.number, one.section) for one in paper.questions] == [
        ("1.1", "Lage"),
        ("1.2", "Lage"),
        ("2.1", "Zukunft"),
    ]
    assert answered(paper) == [("1.1",), ("1.2",), ("2.1",)]
    assert paper.begruendung.text == "Der ländliche Raum ist wichtig. Deshalb diese Anfrage."
    assert codes(paper) == []


def test_labels_with_and_without_points_make_one_list():
    paper = paper_of("labels-of-many-kinds")
    assert numbers(paper) == ["1a", "1b", "2", "3"]
    assert paper.questions[2].text.endswith("Drucksache 15/123, erfragt?")
    assert answered(paper) == [("1a",), ("1b",), ("2", "3")]
    assert paper.response.ministry == "Ministerium für Finanzen und Wirtschaft"


def test_an_enumeration_is_no_list_of_questions_and_ii_is_for_decision():
    paper = paper_of("enumeration-and-decision")
    assert [(one.number, one.decision) for one in paper.questions] == [("1", False), ("2", False), ("II", True)]
    assert answered(paper) == [("1",), ("2",), ("II",)]
    assert paper.response.preamble.text == "Die Anstalten sind voll."
    assert codes(paper) == ["decision-part"]


def test_questions_go_on_behind_title_block_and_imprint():
    paper = paper_of("questions-around-the-title")
    assert paper.title == "Kontrollen auf der A 8 und der A 81 – Ergebnisse der Schulhausaktion"
    assert [one.text for one in paper.questions][1:3] == [
        "Welche Verstöße wurden 31. Dezember 2016 festgestellt?", "Was kostet eine Kontrolle das Land?",
    ]  # fmt: skip
    assert paper.drucksache == "16/10123"
    assert [one.text for one in paper.response.answers][1] == "Keine Angaben."  # footnote and page break inside
    assert codes(paper) == []


def test_a_question_that_breaks_off_is_reported():
    paper = paper_of("question-broken-off")
    assert numbers(paper) == ["1", "2", "2a", "2b", "3", "4", "5"]
    assert paper.title.endswith("Antwort der Landesregierung auf Drucksache 17/5000")
    assert set(codes(paper)) == {"question-unfinished", "question-unanswered"}
    assert paper.response.signed_by == "Dr. Pflege-Muster"


def test_two_fraktionen_ask_together():
    paper = paper_of("two-fraktionen")
    assert paper.fraktionen == ("CDU", "GRÜNE")
    assert [one.fraktion for one in paper.askers] == ["CDU", "CDU", "GRÜNE"]
    assert len(paper.signatories) == 10
    assert numbers(paper) == ["1", "2", "3"]
    assert len(paper.response.co_ministries) == 4
    assert codes(paper) == []


def test_a_title_block_behind_the_questions_ends_with_the_type_again():
    paper = paper_of("title-behind-the-questions")
    assert (paper.kind, paper.drucksache) == ("Kleine Anfrage", "16/21554")
    assert paper.title == "Unterrichtsausfall im Neckar-Odenwald-Kreis"
    assert paper.signatories == ("Dr. Musterfrau",)
    assert numbers(paper) == ["1", "2", "3", "4"]
    assert paper.questions[0].text.endswith("an den Grundschulen im Neckar-Odenwald-Kreis ausgefallen?")
    assert answered(paper) == [("1", "2"), ("3",), ("4",)]
    assert "Der Ausfall betrug 2,1 Prozent." in paper.response.answers[0].text
    assert paper.response.office == "Ministerin für Kultus, Jugend und Sport"
    assert codes(paper) == []


def test_names_in_columns_are_signatures_of_their_own():
    paper = paper_of("names-in-columns")
    assert paper.signatories == (
        "Kernmuster", "Böhlen-Probst", "Fritzmuster", "Halder-Beispiel", "Dr. Kinderle", "Poreskimann",
    )  # fmt: skip
    assert (paper.drucksache, paper.received) == ("15/1001", date(2011, 12, 7))
    assert [answer.text for answer in paper.response.answers] == ["Sie steigen.", "Sie beträgt zehn Prozent.", "Nein."]
    assert codes(paper) == []


def test_columns_of_the_page_that_were_kept_are_no_columns_of_a_text():
    paper = paper_of("kept-columns")
    assert paper.title == "Schulsozialarbeit an Grundschulen im Landkreis Musterlingen"
    assert paper.begruendung.text == "Die Schulsozialarbeit ist ein wichtiger Baustein."
    assert paper.response.office == "Minister für Soziales, Gesundheit und Integration"
    assert codes(paper) == []


def test_soft_hyphens_and_thin_blanks_hide_no_heading():
    paper = paper_of("soft-hyphens-and-thin-blanks")
    assert (paper.drucksache, paper.date) == ("17/9876", date(2025, 11, 10))
    assert paper.signatories[2] == "Cuny-Probst"
    assert paper.begruendung.text == "Pflegekräfte fehlen überall."
    assert paper.response.letter_reference == "31-0141.5-017/9876"
    assert paper.response.answers[0].text == "Rund 18 000 Auszubildende."
    assert codes(paper) == []


def test_page_numbers_glued_to_dates_and_headers_change_neither():
    paper = paper_of("numbers-glued-to-headers")
    assert (paper.drucksache, paper.issued) == ("17/8123", date(2025, 2, 18))
    assert [answer.text for answer in paper.response.answers] == ["48.", "Neun."]
    assert codes(paper) == []


def test_an_imprint_inside_a_question_is_taken_out():
    paper = paper_of("imprint-inside-a-question")
    assert paper.questions[1].text == "Welche Kosten sind bislang für Beschaffung, Schulung und Wartung entstanden?"
    assert codes(paper) == []


def test_names_in_pieces_are_known():
    paper = paper_of("names-in-pieces")
    assert paper.title == "Infrastrukturausbau im Regierungsbezirk Tübingen-Muster"
    assert paper.response.ministry == "Ministerium für Verkehr"
    assert paper.response.co_ministries == ("Ministerium für Wirtschaft, Arbeit und Wohnungsbau",)
    assert paper.questions[1].text == "Welche Bedeutung hat die Nennung im Bundesverkehrswegeplan?"
    assert codes(paper) == []


def test_four_fraktionen_sign_one_below_the_other():
    paper = paper_of("four-fraktionen")
    assert paper.fraktionen == ("GRÜNE", "CDU", "SPD", "FDP/DVP")
    assert paper.signatories == ("Andreas Schwarzmuster", "Dr. Reinhartmuster", "Stoch-Muster", "Dr. Rülkeprobst")
    assert codes(paper) == []


def test_lost_letters_are_kept_as_such_and_reported():
    paper = paper_of("lost-letters")
    assert paper.askers[0].name == "J\ufffdrg Musterm\ufffdller"
    assert [question.number for question in paper.questions] == ["1", "2"]
    assert paper.date == date(2013, 9, 10)
    assert {"unreadable-characters", "unknown-ministry"} <= set(codes(paper))
