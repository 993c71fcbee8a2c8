"""Each change a clerk can make, through its form as a browser without scripts sends it."""

from __future__ import annotations

import pytest

from inquiries.models import Abgeordnete, Fraktion, Ministerium
from responses.desk.workpiece import Person
from tests import factories

from .conftest import EXAMPLE

_QUESTION_4 = "4. welche konkreten Maßnahmen zur strategischen Weiterentwicklung der KI-Allianz vorgesehen sind;"
# Without number and question above it, the answer to 4 is read as the end of that to 3.
JOINT = EXAMPLE.replace(f"\n{_QUESTION_4}\n\nZu 4.:\n", "\n")
LETTER_OF_NOBODY = EXAMPLE.replace("Ministerium für Finanzen", "Ministerium für Sternkunde")


def test_a_field_is_changed_and_the_page_says_so(page_of):
    page = page_of().send("feld-title", wert="Ein  anderer Titel")
    assert page.desk.piece.get("title") == "Ein anderer Titel"
    assert "Titel geändert" in page.text
    assert page.response.redirect_chain[-1][0].endswith("?ort=title#e-title")


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("date", "1. September 2025", "2025-09-01"),
        ("received", "1.9.2025", "2025-09-01"),
        ("letter_date", "irgendwann", "irgendwann"),
        ("drucksache", "17 / 10 000", "17/10000"),
        ("ministry", "Staatsministerium", "Staatsministerium"),
        ("office", "", ""),
    ],
)
def test_fields_take_what_papers_print(page_of, field, typed, kept):
    page = page_of().send(f"feld-{field}", wert=typed)
    assert page.desk.piece.get(field) == kept


def test_a_day_that_is_none_is_said_at_its_field(page_of):
    page = page_of().send("feld-date", wert="32.13.2025")
    assert "„32.13.2025“ ist kein Tag" in page.text


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("feld-drucksache", {"wert": "siebzehn"}, "17/9075"),
        ("feld-title", {"wert": "x" * 1001}, "höchstens 1000 Zeichen"),
        ("feld-title", {"wert": "a\0b"}, "kein Text"),
        ("feld-title", {"tun": "gibt-es-nicht"}, "Diese Änderung gibt es nicht"),
        ("neue-frage", {"nummern": "1 und 2", "text": "Warum?"}, "genau eine Nummer"),
        ("neue-antwort", {"nummern": "", "text": "Darum."}, "Bitte eine Nummer angeben"),
        ("neue-antwort", {"nummern": "drei", "text": "Darum."}, "drei"),
    ],
)
def test_bad_input_is_refused_at_its_form_and_kept(page_of, name, typed, sentence):
    page = page_of()
    before = page.desk.piece
    page.send(name, **typed)
    assert page.response.status_code == 400
    assert sentence in page.text
    assert "Fehler:" in page.text.split("</title>")[0]
    assert page.desk.piece == before
    if typed.get("text"):
        assert typed["text"] in page.text


def test_an_answer_belongs_to_other_numbers(page_of):
    page = page_of()
    page.send(f"nummer-{page.key('8')}", nummern="7 und 8")
    assert "7, 8" in page.answers()
    page.send(f"nummer-{page.key('8')}", nummern="5-3")
    assert page.response.status_code == 400
    assert 'value="5-3"' in page.text


def test_a_text_typed_by_hand_is_marked_and_can_be_taken_back(page_of):
    page = page_of()
    key = page.key("3")
    read = page.answers()["3"]
    page.send(f"text-{key}", text="Kurz:\r\n\r\nJa.  ")
    assert page.answers()["3"] == "Kurz:\n\nJa."
    assert "von Hand geändert" in page.text
    page.send(f"gelesen-{key}")
    assert page.answers()["3"] == read


def test_a_text_sent_unchanged_is_no_step(page_of):
    page = page_of()
    version = page.eingang.version
    page.send(f"text-{page.key('3')}")
    assert page.eingang.version == version


def test_questions_and_answers_are_typed_merged_and_removed(page_of):
    page = page_of()
    page.send("neue-frage", nummern="9", text="Warum?").send("neue-antwort", nummern="9", text="Darum.")
    assert page.answers()["9"] == "Darum."
    page.send(f"verbinden-{page.key('1')}")
    assert page.answers()["1, 2"].startswith("Die KI-Allianz Baden-Württemberg versteht")
    page.send(f"entfernen-{page.key('9')}")
    assert "9" not in page.answers()
    assert "Ziffer 9: keine Antwort" in page.text or "Frage 9: keine Antwort" in page.text


def test_a_swallowed_answer_begins_where_the_clerk_says(page_of):
    page = page_of(JOINT)
    assert "4" not in page.answers()
    page.at("Als von der Landesverwaltung").send("neu-ab-hier")
    assert page.answers()["4"].startswith("Als von der Landesverwaltung unabhängige Genossenschaft")
    assert "weiter ausgebaut wird." in page.answers()["4"]
    assert "weiter ausgebaut wird." not in page.answers()["3"]


def test_the_number_above_a_new_answer_is_its_heading(page_of):
    page = page_of(EXAMPLE.replace("Zu 4.:", "Zu 3.:").replace("\nZu 3.:\n\nAls", "\nZu  4 .:\n\nAls"))
    source = page.eingang.text
    page.at("Zu  4 .:").send("neu-ab-hier", nummern="4", bis=str(source.index("5. welche", source.index("Zu  4"))))
    assert page.answers()["4"].startswith("Als von der Landesverwaltung")


def test_a_boundary_moves_up_and_down(page_of):
    page = page_of()
    page.at("Dieses Ziel wird aktuell").send("ab-hier")
    assert page.answers()["2"].startswith("Dieses Ziel wird aktuell")
    assert "Dieses Ziel" not in page.answers()["1"]
    page.at("Dieses Ziel wird aktuell", until="aufgebaut werden.\n").send("bis-hier")
    assert "aufgebaut werden." in page.answers()["1"]
    assert page.answers()["2"].startswith("Unter dem Dach")


def test_a_stretch_goes_wherever_the_clerk_says_and_nothing_is_lost(page_of):
    page = page_of()
    start = page.eingang.text.index("Dieses Ziel wird aktuell")
    page.at("Dieses Ziel wird aktuell").send("zuordnen", ziel="vorbemerkung")
    assert page.desk.text_of("vorbemerkung").startswith("Dieses Ziel wird")
    page.at("Dieses Ziel wird aktuell").send("zuordnen", ziel="nothing")
    assert page.desk.text_of("vorbemerkung") == ""
    assert page.desk.piece.segment_at(start).part == "nothing"
    page.at("Dieses Ziel wird aktuell").send("zuordnen", ziel=f"w:{page.key('2')}:2")
    assert page.desk.wordings(page.desk.piece.given(page.key("2")))["2"].startswith("Dieses Ziel")
    assert "".join(page.eingang.text[one.start : one.end] for one in page.desk.piece.segments) == page.eingang.text


@pytest.mark.parametrize("typed", [{"ziel": ""}, {"ziel": "a99"}, {"ziel": "f1", "bis": "9999999"}, {"bis": "x"}])
def test_a_stretch_cannot_go_where_there_is_nothing(page_of, typed):
    page = page_of()
    page.at("Dieses Ziel wird aktuell").send("zuordnen", **{"ziel": "nothing"} | typed)
    assert page.response.status_code == 400


def test_people_are_named_chosen_and_removed(page_of):
    same = [Abgeordnete.objects.create(name="Erika Muster", nachname="Muster") for _ in range(2)]
    page = page_of(EXAMPLE.replace("Alexander Salomon", "Erika Muster"))
    assert "2 dieses Namens: bitte wählen" in page.text
    page.send("person-askers-0", gemeint=str(same[1].pk))
    assert page.desk.piece.askers[0] == Person("Erika Muster", "", same[1].pk) or page.desk.piece.askers[0].meant
    page.send("person-askers-0", gemeint="0")
    assert page.desk.piece.askers[0].meant == 0
    page.send("person-askers-2", name="Max Beispiel")
    assert [one.name for one in page.desk.piece.askers][-1] == "Max Beispiel"
    page.send("weg-askers-1", weg="1")
    assert [one.name for one in page.desk.piece.askers] == ["Erika Muster", "Max Beispiel"]


def test_another_member_is_looked_for_and_a_new_one_made(page_of):
    other = Abgeordnete.objects.create(name="Anna Vorlage", nachname="Vorlage")
    page = page_of().look("?rolle=askers&stelle=0&suche=vorl")
    page.send("waehlen-person-askers-0")
    assert page.desk.piece.askers[0].meant == other.pk
    page.send("anlegen-person-askers-1", voll="Petra Beispiel")
    made = Abgeordnete.objects.get(name="Petra Beispiel")
    assert page.desk.piece.askers[1].meant == made.pk


def test_fraktionen_and_ministries_in_agreement_are_chosen(page_of):
    factories.fraktion("SPD")
    page = page_of()
    page.send("fraktionen", namen=["GRÜNE", "SPD"])
    assert page.desk.piece.fraktionen == ("GRÜNE", "SPD")
    page.send("einvernehmen", namen=["Staatsministerium", ""])
    assert page.desk.piece.co_ministries == ("Staatsministerium",)


def _form(page, beginning: str) -> str:
    """The form of a remedy; its name ends in the key of the finding."""
    names = [part.split('"')[0] for part in page.text.split('id="form-')]
    return next(name for name in names if name.startswith(beginning) and "-person-" not in name)


def test_an_unknown_ministry_is_chosen_or_made_on_the_spot(page_of):
    page = page_of(LETTER_OF_NOBODY)
    assert "steht in keinem Verzeichnis" in page.text
    page.send(_form(page, "anlegen-"), kuerzel="", gueltig_von="1.5.2024")
    assert page.response.status_code == 400
    assert "Kürzel: " in page.text
    page.send(_form(page, "anlegen-"), kuerzel="MfS", gueltig_von="irgendwann")
    assert "seit wann" in page.text
    page.send(_form(page, "anlegen-"), kuerzel="MfS", gueltig_von="1.5.2024")
    assert Ministerium.objects.get(kuerzel="MfS").name == "Ministerium für Sternkunde"
    assert "steht in keinem Verzeichnis" not in page.text
    other = page_of(EXAMPLE.replace("Ministerium für Finanzen", "Finanzministerium von früher"))
    other.send(_form(other, "ersetzen-"), wert="Ministerium für Finanzen")
    assert other.desk.piece.co_ministries == ("Staatsministerium", "Ministerium für Finanzen")


def test_an_unknown_fraktion_is_made_on_the_spot(page_of):
    Fraktion.objects.all().delete()
    page = page_of()
    page.send(_form(page, "anlegen-"), name="Fraktion GRÜNE")
    assert Fraktion.objects.get().kuerzel == "GRÜNE"
    assert "ist nicht bekannt" not in page.text


def test_names_are_made_by_those_only_who_may(page_of, clerk):
    page = page_of(LETTER_OF_NOBODY)
    group = clerk.groups.get()
    group.permissions.remove(group.permissions.get(codename="add_ministerium"))
    page.send(_form(page, "anlegen-"), kuerzel="MfS", gueltig_von="1.5.2024")
    assert "darf das nicht anlegen" in page.text
    assert not Ministerium.objects.filter(kuerzel="MfS").exists()


def test_a_finding_is_settled_with_a_reason_and_opened_again(page_of):
    page = page_of(JOINT)
    assert page.eingang.offen
    page.send(_form(page, "erledigen-"), ueblich="Das Schreiben enthält zu dieser Nummer keine Antwort.")
    reasons = list(page.desk.piece.settled.values())
    assert reasons == ["Das Schreiben enthält zu dieser Nummer keine Antwort."]
    page.send(_form(page, "wieder-offen-"))
    assert not page.desk.piece.settled
    settle = f"{_form(page, 'erledigen-')}-grund"
    page.send(settle, grund=" ")
    assert "Bitte einen Grund angeben" in page.text
    page.send(settle, grund="Wird nachgereicht.")
    assert list(page.desk.piece.settled.values()) == ["Wird nachgereicht."]


def test_text_in_no_part_may_stay_so_with_a_reason(page_of):
    page = page_of()
    page.send(f"entfernen-{page.key('7')}")
    note = next(one.note for one in page.response.context["shown"] if one.note.code == "text-in-no-part")
    page.send(f"erledigen-{note.key}-grund", grund="Doppelt gedruckt.")
    assert page.desk.piece.settled == {note.key: "Doppelt gedruckt."}
    assert "Erledigt: Doppelt gedruckt." in page.text
    page.send(f"wieder-offen-{note.key}")
    page.send(f"uebrig-{note.key}nichts")
    assert note.key not in {one.note.key for one in page.response.context["shown"]}


def test_what_holds_at_two_places_leads_to_both(page_of):
    twice = "Siehe die Antwort zu Frage 19. Es bleibt bei der Antwort zu Frage 19."
    page = page_of(EXAMPLE.replace("Zu 3.:", f"Zu 3.:\n\n{twice}"))
    source = page.eingang.text
    [shown] = [one for one in page.response.context["shown"] if one.note.code == "reference-unknown-part"]
    second = source.index("Frage 19", source.index("Frage 19") + 1)
    assert [span.start for span in shown.note.again] == [second]
    assert "an 1 weiteren Stelle" in page.text
    assert page.text.count(f'data-zeigt="{second}"') == 1
    page.send(f"erledigen-{shown.note.key}-grund", grund="Gemeint ist ein anderes Papier.")
    assert not page.eingang.offen


def test_steps_are_undone_and_done_again_by_name(page_of):
    page = page_of()
    page.send("feld-title", wert="Anders")
    page.send("rueckgaengig")
    assert "Rückgängig gemacht: Titel geändert" in page.text
    assert page.desk.piece.get("title").startswith("Strategische")
    page.send("wiederholen")
    assert page.desk.piece.get("title") == "Anders"
    assert 'id="wiederholen"' not in page.text


def test_who_changes_a_state_that_is_no_longer_there_loses_nothing(page_of, clerk):
    page = page_of()
    key = page.key("3")
    address, old = page.url, page.response
    page.send("feld-title", wert="Von der anderen")
    page.response = old
    page.send(f"text-{key}", text="Was ich getippt habe.")
    assert page.response.status_code == 409
    assert "Ihre Änderung wurde nicht übernommen" in page.text
    assert "Was ich getippt habe." in page.text
    assert page.answers()["3"] != "Was ich getippt habe."
    page.send("wanted")
    assert page.answers()["3"] == "Was ich getippt habe."
    assert page.desk.piece.get("title") == "Von der anderen"
    assert address in page.response.redirect_chain[-1][0]


def test_known_questions_are_shown_and_not_changed(page_of):
    antrag = factories.antrag(fragen=["welche Ziele erreicht wurden;", "wie es weitergeht."])
    page = page_of("Zu 1.:\n\nAlle.\n\nZu 2.:\n\nGut.\n", antrag=antrag)
    assert page.answers() == {"1": "Alle.", "2": "Gut."}
    assert "form-neue-frage" not in page.text
    url = page.url + "aendern/"
    for asked in (
        {"tun": "neue-frage", "nummern": "3"},
        {"tun": "neue-frage-ab-hier", "nummern": "3", "ab": 0, "bis": 4},
    ):
        response = page.client.post(url, asked | {"version": page.eingang.version})
        assert "gehören zur erfassten Anfrage" in response.content.decode()


def test_a_paper_without_source_is_typed(page_of):
    page = page_of("")
    assert "Keine Vorlage" in page.text
    page.send("feld-kind", wert="Kleine Anfrage").send("feld-title", wert="Brücken im Land")
    page.send("neue-frage", nummern="1", text="Wie viele Brücken gibt es?")
    page.send("neue-antwort", nummern="1", text="Neun.")
    assert page.answers() == {"1": "Neun."}
    assert "Das Ministerium" in page.text or "Welches Ministerium antwortet, fehlt" in page.text


def test_the_wording_of_a_repeated_question_is_typed_and_taken_back(page_of):
    page = page_of()
    key = page.key("6")
    read = page.desk.wordings(page.desk.piece.given(key))["6"]
    page.send(f"wortlaut-{key}-6", text="ob die Landesregierung etwas plant;")
    assert page.desk.wordings(page.desk.piece.given(key))["6"] == "ob die Landesregierung etwas plant;"
    page.send(f"wortlaut-{key}-6", text="")
    assert page.desk.wordings(page.desk.piece.given(key))["6"] == read


def test_a_question_has_a_section_and_may_ask_for_a_decision(page_of):
    page = page_of()
    place = page.desk.piece.questions[0].key
    page.send(f"abschnitt-{place}", abschnitt="I. Ziele", beschluss="on")
    assert page.desk.piece.questions[0].section == "I. Ziele"
    assert page.desk.piece.questions[0].decision
    page.send(f"entfernen-{place}")
    assert [one.number for one in page.desk.piece.questions] == list("2345678")


def test_a_paper_without_reply_loses_its_answers_and_can_have_them_back(page_of):
    page = page_of()
    page.send("keine-antwort")
    assert page.answers() == {}
    assert "gehören zu keinem Teil" in page.text
    page.send("rueckgaengig")
    assert len(page.answers()) == 8
