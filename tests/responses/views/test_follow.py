"""A citation followed in place: what it opens, where a chain comes round, and what is said of what is not there."""

import datetime
import html as entities
import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from inquiries.models import Verweis
from responses.models import AntwortVerweis, Stellungnahme
from tests import factories

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def paper(number, answers=None, *, fragen=None, published=True, **fields):
    texts = fragen or {label: f"Was ist mit {number}, Nummer {label}?" for label in answers}
    inquiry = factories.antrag(number=number, fragen=texts, **{"titel": f"Musteranfrage {number}", **fields})
    if answers:
        factories.stellungnahme(inquiry, answers, published=published)
    return inquiry


def cited(text):
    """The citation whose words these are."""
    return Verweis.objects.get(zitat=text)


def way(*steps):
    return "-".join(str(getattr(step, "pk", step)) for step in steps)


def fragment(client, *steps, **query):
    return client.get(reverse("follow", args=[way(*steps)]), query, headers=HTMX)


def text_of(response):
    apart = re.sub(r"(</(?:p|li|a|div)>)", r" \1", response.content.decode())
    return " ".join(entities.unescape(strip_tags(apart)).split())


def follow_to(response):
    """What of the citations in the fragment can be followed on: the words and the way."""
    found = re.findall(r'<a class="cite[^>]+hx-get="/verweis/([\w-]+)/"[^>]*>([^<]+)<', response.content.decode())
    return {words: path for path, words in found}


# --- Opened -----------------------------------------------------------------------------------------------


def test_a_cited_ziffer_opens_its_question_and_answer_with_source_and_date(lesen_client):
    there = factories.antrag(number="17/2", fragen=["Erste?", "Zweite?"], titel="Muster, das zitiert wird")
    factories.stellungnahme(there, {"1": "Eins.", "2": "Zwei."}, schreiben_vom="2025-06-20")
    paper("17/1", {"1": "Siehe Frage 2 in der Drucksache 17/2."})
    response = fragment(lesen_client, cited("Frage 2 in der Drucksache 17/2"))
    assert response.status_code == 200
    said = text_of(response)
    assert "Drucksache 17/2, Frage 2" in said
    assert "Kleine Anfrage: Muster, das zitiert wird" in said
    assert "Zweite? Antwort vom 20. Juni 2025, Ministerium für Verkehr Zwei." in said
    assert "Erste?" not in said
    assert "HX-Request" in response["Vary"]


def test_several_ziffern_of_one_citation_open_together(lesen_client):
    paper("17/2", {"1": "Eins.", "2": "Zwei.", "3": "Drei."})
    paper("17/1", {"1": "Siehe Ziffern 1 und 3 in Drucksache 17/2."})
    said = text_of(fragment(lesen_client, Verweis.objects.get()))
    assert "Frage 1 Was ist mit 17/2, Nummer 1?" in said
    assert "Frage 3 Was ist mit 17/2, Nummer 3?" in said
    assert "Zwei." not in said


def test_a_joint_answer_stands_once_with_all_that_it_covers(lesen_client):
    there = factories.antrag(number="17/2", fragen=["Erste?", "Zweite?", "Dritte?"])
    factories.stellungnahme(there, {"1 und 3": "Beides.", "2": "Zwei."})
    paper("17/1", {"1": "Siehe Ziffer 3 in Drucksache 17/2."})
    said = text_of(fragment(lesen_client, Verweis.objects.get()))
    assert "Dritte?" in said
    assert "zu Fragen 1 und 3" in said
    assert said.count("Beides.") == 1


def test_a_whole_paper_opens_the_list_of_its_questions_each_to_open(lesen_client):
    there = paper("17/2", {"1": "Eins.", "2": "Zwei."})
    paper("17/1", {"1": "Siehe Drucksache 17/2."})
    citation = Verweis.objects.get()
    said = text_of(fragment(lesen_client, citation))
    assert "Musteranfrage 17/2 Antwort, Ministerium für Verkehr Zitiert ist das ganze Papier:" in said
    assert "Frage 1 Was ist mit 17/2, Nummer 1?" in said
    assert "Zwei." not in said
    second = there.fragen.get(nummer="2")
    chosen = text_of(fragment(lesen_client, citation, f"f{second.pk}"))
    assert "2. Schritt Drucksache 17/2, Frage 2" in chosen
    assert "Zwei." in chosen


def test_the_number_of_a_letter_opens_what_the_letter_answers_and_says_so(lesen_client):
    there = paper("17/2", {"1": "Eins."})
    factories.stellungnahme(
        there, {"1": "Ergänzt."}, art=Stellungnahme.Art.ERGAENZUNG, drucksache=factories.drucksache("17/3")
    )
    paper("17/1", {"1": "Siehe Ziffer 1 in Drucksache 17/3."})
    said = text_of(fragment(lesen_client, Verweis.objects.get()))
    assert "Drucksache 17/3, Frage 1" in said
    assert "Drucksache 17/3 ist die Ergänzung dazu." in said
    assert "Eins." in said
    assert "Ergänzt." in said


def test_a_question_without_an_answer_is_said_to_be_open(lesen_client):
    paper("17/2", fragen=["Wie viele?"])
    paper("17/1", {"1": "Siehe Ziffer 1 in Drucksache 17/2."})
    assert "Wie viele? Noch keine Antwort." in text_of(fragment(lesen_client, Verweis.objects.get()))


def test_a_citation_of_the_same_paper_opens_the_other_answer(lesen_client):
    paper("17/1", {"1": "Zwölf.", "2": "Es bleibt dabei, siehe Antwort zu Frage 1."})
    assert "Drucksache 17/1, Frage 1" in text_of(fragment(lesen_client, Verweis.objects.get()))


def test_the_citation_comes_along_as_it_stands_now(lesen_client):
    paper("17/1", {"1": "Siehe Ziffer 1 in Drucksache 17/2."})
    citation = Verweis.objects.get()
    assert f'id="zitat-{citation.pk}"' in lesen_client.get("/drucksache/17/1/").content.decode()
    paper("17/2", {"1": "Jetzt da."})
    response = fragment(lesen_client, citation)
    assert "Jetzt da." in text_of(response)
    [anew] = re.findall(r'<a class="([^"]+)"[^>]+id="zitat-\d+"[^>]+hx-swap-oob="true"', response.content.decode())
    assert anew == "cite cite--entered"
    assert "nicht erfasst" not in text_of(response)


# --- On and round -----------------------------------------------------------------------------------------


def test_a_chain_is_followed_step_by_step(lesen_client):
    for n in range(1, 5):
        paper(f"17/{n}", {"1": f"Ausgeführt ist das zu Frage 1 in der Drucksache 17/{n + 1}."})
    paper("17/5", {"1": "Zwölf."})
    path = str(AntwortVerweis.objects.get(antrag__drucksache__nummer=1).pk)
    for n in range(2, 6):
        response = fragment(lesen_client, path)
        assert f"Was ist mit 17/{n}, Nummer 1?" in text_of(response)
        onward = follow_to(response)
        path = onward.get(f"Frage 1 in der Drucksache 17/{n + 1}", "")
    assert path == ""
    assert "4. Schritt" in text_of(response)


def test_what_the_chain_came_by_is_said_to_stand_above_and_not_opened_again(lesen_client):
    paper("17/1", {"1": "Mehr zu Frage 1 in der Drucksache 17/2.", "2": "Zwei."})
    paper("17/2", {"1": "Mehr zu Frage 2 in der Drucksache 17/3."})
    third = "Mehr zu Frage 1 in der Drucksache 17/1 und zu Frage 1 der Drs. 17/2."
    paper("17/3", {"2": third})
    first = Verweis.objects.get(drucksache__nummer=2, antrag__drucksache__nummer=1)
    second = cited("Frage 2 in der Drucksache 17/3")
    response = fragment(lesen_client, first, second)
    shown = response.content.decode()
    assert re.search(r'<a class="cite cite--above" href="#ziffer-1">Frage 1 in der Drucksache 17/1<', shown)
    assert re.search(rf'<a class="cite cite--above" href="#verweis-{first.pk}">[^<]*17/2<', shown)
    assert text_of(response).count("(steht schon oben)") == 2


def test_of_several_ziffern_those_above_are_named_and_the_others_opened(lesen_client):
    paper("17/1", {"1": "Mehr zu Frage 1 in der Drucksache 17/2.", "2": "Zwei."})
    paper("17/2", {"1": "Wie zu Ziffern 1 und 2 in Drucksache 17/1."})
    first = cited("Frage 1 in der Drucksache 17/2")
    second = Verweis.objects.get(antrag__drucksache__nummer=2)
    said = text_of(fragment(lesen_client, first, second))
    assert "Frage 1 steht schon oben ." in said
    assert "Was ist mit 17/1, Nummer 2?" in said
    assert "Was ist mit 17/1, Nummer 1?" not in said


def test_a_paper_that_is_cited_as_a_whole_again_stands_above(lesen_client):
    there = paper("17/2", {"1": "Siehe Drs. 17/2 und Drs. 17/1."})
    paper("17/1", {"1": "Siehe Drucksache 17/2."})
    first = Verweis.objects.get(antrag__drucksache__nummer=1)
    shown = fragment(lesen_client, first, f"f{there.fragen.get().pk}").content.decode()
    assert re.search(rf'class="cite cite--above" href="#verweis-{first.pk}">Drs. 17/2<', shown)
    assert re.search(r'class="cite cite--above" href="#titel">Drs. 17/1<', shown)


# --- What is not there --------------------------------------------------------------------------------------


def test_a_paper_that_is_not_entered_says_so_and_how_often_it_is_cited(lesen_client, sachbearbeitung_client):
    paper("17/1", {"1": "Siehe Drucksache 17/9075.", "2": "Siehe Ziffer 3 in Drucksache 17/9075."})
    citation = Verweis.objects.get(ziffern=["3"])
    Verweis.objects.first().drucksache.refresh_from_db()
    response = fragment(lesen_client, citation)
    assert "Drucksache 17/9075 ist nicht erfasst." in text_of(response)
    assert 'href="/drucksache/17/9075/"' in response.content.decode()
    assert "Jetzt erfassen" not in text_of(response)
    clerks = fragment(sachbearbeitung_client, citation)
    add = f"{reverse('admin:inquiries_antrag_add')}?drucksache={citation.drucksache_id}"
    assert f'href="{add}"' in clerks.content.decode()
    assert sachbearbeitung_client.get(add).status_code == 200


def test_a_paper_of_another_house_is_said_to_be_one(lesen_client):
    paper("17/1", {"1": "Siehe Bundestagsdrucksache 21/500."})
    said = text_of(fragment(lesen_client, Verweis.objects.get()))
    assert "Deutscher Bundestag: Drucksachen anderer Parlamente werden hier nicht erfasst." in said


def test_a_ziffer_that_does_not_exist_there_is_said(lesen_client):
    paper("17/2", {"1": "Eins."})
    paper("17/1", {"1": "Siehe Ziffern 1 und 7 in Drucksache 17/2."})
    said = text_of(fragment(lesen_client, Verweis.objects.get()))
    assert "Frage 7 gibt es dort nicht." in said
    assert "Eins." in said


def test_drafts_open_for_clerks_only(lesen_client, sachbearbeitung_client):
    paper("17/2", {"1": "Geheim."}, published=False)
    paper("17/1", {"1": "Siehe Ziffer 1 in Drucksache 17/2."})
    citation = Verweis.objects.get()
    assert "Geheim." not in text_of(fragment(lesen_client, citation))
    assert "Entwurf Geheim." in text_of(fragment(sachbearbeitung_client, citation))


def test_a_citation_in_a_draft_is_not_there_for_readers(lesen_client, sachbearbeitung_client):
    paper("17/2", {"1": "Eins."})
    paper("17/1", {"1": "Siehe Ziffer 1 in Drucksache 17/2."}, published=False)
    citation = Verweis.objects.get()
    assert fragment(lesen_client, citation).status_code == 404
    assert lesen_client.get(reverse("follow", args=[citation.pk])).status_code == 404
    assert fragment(sachbearbeitung_client, citation).status_code == 200


@pytest.mark.parametrize(
    "path", ["0", "x", "12-", "f12", "999999999", "1-" * 150 + "1", "99999999999999999999", "1-f999999999", "-"]
)
def test_what_is_no_way_is_told_in_a_sentence(lesen_client, path):
    for headers in (HTMX, {}):
        response = lesen_client.get(f"/verweis/{path}/", headers=headers)
        assert response.status_code == 404
        assert re.search("Das ist keine Adresse eines Verweises|Diesen Verweis gibt es hier nicht", text_of(response))


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"ausgang": Verweis.Ausgang.AMBIGUOUS, "drucksache": None}, id="ambiguous"),
        pytest.param({"ausgang": Verweis.Ausgang.NO_TARGET, "drucksache": None}, id="no-target"),
        pytest.param({"art": Verweis.Art.LETTER, "drucksache": None}, id="letter"),
        pytest.param({"art": Verweis.Art.PLENARPROTOKOLL, "drucksache": None}, id="protocol"),
    ],
)
def test_what_leads_to_no_paper_opens_nothing(lesen_client, columns):
    paper("17/1", {"1": "Siehe Drucksache 17/2."})
    Verweis.objects.update(**columns)
    citation = Verweis.objects.get()
    response = fragment(lesen_client, citation)
    assert response.status_code == 404
    assert "Dieser Verweis führt zu keinem Papier" in text_of(response)
    shown = text_of(lesen_client.get(f"/drucksache/17/1/?offen={citation.pk}"))
    assert "Nicht alles, was diese Adresse aufklappen sollte" in shown


def test_a_question_that_the_cited_paper_does_not_have_is_no_step(lesen_client):
    paper("17/2", {"1": "Eins."})
    here = paper("17/1", {"1": "Siehe Drucksache 17/2."})
    assert fragment(lesen_client, Verweis.objects.get(), f"f{here.fragen.get().pk}").status_code == 404


# --- The address --------------------------------------------------------------------------------------------


def test_as_a_page_it_is_the_inquiry_with_the_way_opened(lesen_client):
    paper("17/1", {"1": "Mehr zu Frage 1 in der Drucksache 17/2."})
    paper("17/2", {"1": "Mehr zu Frage 1 in der Drucksache 17/3."})
    paper("17/3", {"1": "Am Ende der Kette."})
    path = way(cited("Frage 1 in der Drucksache 17/2"), cited("Frage 1 in der Drucksache 17/3"))
    response = lesen_client.get(reverse("follow", args=[path]))
    assert (response.status_code, response.url) == (302, f"/drucksache/17/1/?offen={path}#verweis-{path}")
    shown = lesen_client.get(response.url).content.decode()
    assert f'id="verweis-{path}"' in shown
    assert "Am Ende der Kette." in shown
    assert "Nicht alles, was diese Adresse aufklappen sollte" not in shown


@pytest.mark.parametrize("address", ["?offen=987654", "?offen=unsinn&offen=", "?offen=1-2-3-4"])
def test_an_address_that_opens_what_is_gone_shows_the_page_and_says_so(lesen_client, address):
    paper("17/1", {"1": "Siehe Drucksache 17/2."})
    response = lesen_client.get(f"/drucksache/17/1/{address}")
    assert response.status_code == 200
    assert ("Nicht alles, was diese Adresse" in text_of(response)) is ("unsinn" not in address)


def test_an_address_that_opens_too_much_opens_some_and_says_so(lesen_client):
    paper("17/2", {"1": "Eins."})
    paper("17/1", {"1": "Zwölf. " + "Siehe Frage 1 in der Drucksache 17/2. " * 50})
    keys = Verweis.objects.values_list("pk", flat=True)
    shown = lesen_client.get("/drucksache/17/1/", {"offen": list(keys)}).content.decode()
    assert shown.count('class="opened ') == 40
    assert "oder es sind zu viele auf einmal" in shown


def test_without_scripts_a_citation_is_a_plain_link(lesen_client):
    paper("17/2", {"1": "Eins."})
    paper("17/1", {"1": "Siehe Frage 1 in der Drucksache 17/2."})
    shown = lesen_client.get("/drucksache/17/1/").content.decode()
    [link] = re.findall(r"<a class=\"cite[^>]+>", shown)
    assert 'href="/drucksache/17/2/#ziffer-1"' in link
    assert "role=" not in link
    assert "aria-" not in link


# --- In place of an answer that only refers -------------------------------------------------------------------


def see(number):
    return f"Auf die Antwort zu Frage 1 in der Drucksache {number} wird verwiesen."


def test_the_answer_that_is_referred_to_stands_in_with_its_source(lesen_client):
    there = factories.antrag(number="17/2", fragen=["Wie viele?"])
    factories.stellungnahme(there, {"1": "Zwölf Talbrücken."}, schreiben_vom="2024-03-01")
    paper("17/1", {"1": see("17/2")})
    said = text_of(lesen_client.get("/drucksache/17/1/"))
    assert "nur durch Verweis beantwortet Auf die Antwort zu Frage 1" in said
    assert "Die Antwort, auf die verwiesen wird Drucksache 17/2, Frage 1" in said
    assert "Antwort vom 1. März 2024, Ministerium für Verkehr Zwölf Talbrücken." in said
    assert "0 von 1 beantwortet, 1 durch Verweis" in said


def test_a_chain_of_references_stands_open_to_the_answer_that_says_something(lesen_client):
    for n in range(1, 4):
        paper(f"17/{n}", {"1": see(f"17/{n + 1}")})
    paper("17/4", {"1": f"Zwölf Talbrücken. Im Übrigen: {see('17/5')}"})
    paper("17/5", {"1": "Nicht mehr gezeigt."})
    said = text_of(lesen_client.get("/drucksache/17/1/"))
    assert said.count("Die Antwort, auf die verwiesen wird") == 3
    assert "Zwölf Talbrücken." in said
    assert "Nicht mehr gezeigt." not in said
    followed = fragment(lesen_client, AntwortVerweis.objects.get(antrag__drucksache__nummer=1))
    assert "Zwölf Talbrücken." in text_of(followed)


def test_what_is_opened_in_an_answer_that_stands_in_leaves_it_standing_in(lesen_client):
    paper("17/1", {"1": see("17/2")})
    paper("17/2", {"1": f"Zwölf Talbrücken. Im Übrigen: {see('17/3')}"})
    paper("17/3", {"1": "Dreizehn."})
    path = way(*AntwortVerweis.objects.order_by("antrag__drucksache__nummer"))
    said = text_of(lesen_client.get(f"/drucksache/17/1/?offen={path}"))
    assert said.count("Die Antwort, auf die verwiesen wird") == 1
    assert "2. Schritt Drucksache 17/3, Frage 1" in said


def test_references_in_a_circle_end_with_a_word(lesen_client):
    paper("17/1", {"1": see("17/2")})
    paper("17/2", {"1": see("17/1")})
    said = text_of(lesen_client.get("/drucksache/17/1/"))
    assert said.count("Die Antwort, auf die verwiesen wird") == 1
    assert "Frage 1 in der Drucksache 17/1 (steht schon oben)" in said


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("Auf die Antwort der Landesregierung in Drucksache 17/2 wird verwiesen.", id="whole-paper"),
        pytest.param("Auf die Antwort zu Frage 1 in der Drucksache 17/9075 wird verwiesen.", id="not-entered"),
        pytest.param("Auf die Antwort zu Frage 9 in der Drucksache 17/2 wird verwiesen.", id="no-such-question"),
    ],
)
def test_where_no_answer_can_stand_in_nothing_is_opened(lesen_client, answer):
    paper("17/2", {"1": "Zwölf."})
    paper("17/1", {"1": answer})
    said = text_of(lesen_client.get("/drucksache/17/1/"))
    assert "nur durch Verweis beantwortet" in said
    assert "Die Antwort, auf die verwiesen wird" not in said


def test_a_supplement_with_substance_needs_no_answer_from_elsewhere(lesen_client):
    paper("17/2", {"1": "Zwölf."})
    here = paper("17/1", {"1": see("17/2")})
    factories.stellungnahme(here, {"1": "Dreizehn."}, art=Stellungnahme.Art.ERGAENZUNG)
    said = text_of(lesen_client.get("/drucksache/17/1/"))
    assert "Dreizehn." in said
    assert "Die Antwort, auf die verwiesen wird" not in said


# --- Preview ------------------------------------------------------------------------------------------------


def test_the_preview_is_the_question_and_the_beginning_of_the_answer(lesen_client):
    paper("17/2", {"1": "Zwölf Brücken. " + "Wort " * 200 + "Ende."})
    paper("17/1", {"1": "Siehe Frage 1 in der Drucksache 17/2."})
    said = text_of(fragment(lesen_client, Verweis.objects.get(), vorschau=""))
    assert said.startswith("Drucksache 17/2, Frage 1 Musteranfrage 17/2 Frage 1: Was ist mit 17/2, Nummer 1?")
    assert "Zwölf Brücken." in said
    assert "Ende." not in said


def test_the_preview_of_what_is_not_here_says_so(lesen_client):
    paper("17/1", {"1": "Siehe Drucksache 17/9075."})
    response = fragment(lesen_client, Verweis.objects.get(), vorschau="")
    assert text_of(response).startswith("Drucksache 17/9075 Nicht erfasst")
    assert "data-lasting" not in response.content.decode()


# --- Who cites a question -------------------------------------------------------------------------------------


def beside(client, address="/drucksache/17/1/"):
    shown = client.get(address).content.decode()
    return [
        " ".join(strip_tags(one).split()) for one in re.findall(r"<summary><span class=\"beside.*?</summary>", shown)
    ]


def test_each_question_says_where_it_is_cited_with_the_sentence(lesen_client):
    paper("17/1", {"1": "Eins.", "2": "Zwei.", "3": "Drei."})
    paper("17/2", {"5": "Alt. Dies folgt aus Ziffern 2 und 3 in Drucksache 17/1. Neu."})
    paper("17/3", {"1": "Siehe Drucksache 17/1."})
    assert beside(lesen_client) == ["Zitiert in: 17/2, Antwort zu Frage 5"] * 2
    said = text_of(lesen_client.get("/drucksache/17/1/"))
    assert said.count("Dies folgt aus Ziffern 2 und 3 in Drucksache 17/1.") == 3  # twice beside, once in the list


def test_a_question_named_in_its_own_paper_says_so_too(lesen_client):
    paper("17/1", {"1": "Eins.", "2": "Wie bereits gesagt, siehe Antwort zu Frage 1."})
    assert beside(lesen_client) == ["Zitiert in: Antwort zu Frage 2"]


def test_many_places_are_folded_to_their_number(lesen_client):
    paper("17/1", {"1": "Eins."})
    for n in range(2, 10):
        paper(f"17/{n}", {"1": "Siehe Frage 1 in der Drucksache 17/1."}, eingegangen=datetime.date(2025, 1, n))
    expected = "Zitiert in: 17/9, Antwort zu Frage 1; 17/8, Antwort zu Frage 1 und an 6 weiteren Stellen"
    assert beside(lesen_client) == [expected]
    said = text_of(lesen_client.get("/drucksache/17/1/"))
    assert "3 weitere unter „Zitiert in“" in said


def test_parts_of_a_question_count_as_the_question(lesen_client):
    paper("17/1", fragen={"3a": "Wie?", "3b": "Wo?", "4": "Wann?"})
    paper("17/2", {"1": "Siehe Ziffern 3 und 4 in Drucksache 17/1."})
    assert beside(lesen_client) == ["Zitiert in: 17/2, Antwort zu Frage 1"] * 3


def test_places_in_drafts_are_for_clerks(lesen_client, sachbearbeitung_client):
    paper("17/1", {"1": "Eins."})
    paper("17/2", {"1": "Siehe Frage 1 in der Drucksache 17/1."}, published=False)
    assert beside(lesen_client) == []
    assert beside(sachbearbeitung_client) == ["Zitiert in: 17/2, Antwort zu Frage 1"]


# --- Cost -----------------------------------------------------------------------------------------------------


def a_crowd(count):
    """A citation of ``count`` questions whose answers refer to as many papers, and are cited by as many."""
    numbers = [str(n) for n in range(1, count + 1)]
    paper("17/2", {n: f"Siehe Frage 1 in der Drucksache 16/{n} und Drucksache 15/{n}." for n in numbers})
    for n in numbers:
        paper(f"16/{n}", {"1": see("17/2")})
        paper(f"18/{n}", {"1": "Siehe Frage 1 in der Drucksache 17/2."})
    listed = f"Ziffern {', '.join(numbers)} und 99"
    paper("17/1", {"1": f"Siehe {listed} in Drucksache 17/2.", "2": see("16/1")})
    return Verweis.objects.get(antrag__drucksache__nummer=1, ziffern__contains=["99"])


@pytest.mark.parametrize("count", [1, 30], ids=["one", "thirty"])
def test_fragment_preview_and_page_take_a_fixed_number_of_queries(lesen_client, django_assert_num_queries, count):
    citation = a_crowd(count)
    address = f"/drucksache/17/1/?offen={citation.pk}"
    lesen_client.get(address)
    with django_assert_num_queries(17):
        assert fragment(lesen_client, citation).content.decode().count("opened__row") == 2 * count
    with django_assert_num_queries(16):
        assert fragment(lesen_client, citation, vorschau="").status_code == 200
    with django_assert_num_queries(26):
        assert lesen_client.get(address).content.decode().count("opened__row") >= count + 2
