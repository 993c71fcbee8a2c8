"""Saving over a newer state: refused, both sides shown, neither lost; on every page of the clerks' desk."""

import datetime
import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inquiries import roles
from inquiries.admin.conflicts import CHOICE
from inquiries.linking import link_antrag
from inquiries.merging import Kind
from inquiries.models import Abgeordnete, Antrag, Verweis
from responses.models import Stellungnahme
from tests import factories
from tests.conftest import signed_in
from tests.forms import filled

pytestmark = pytest.mark.django_db

TITLE = "Musteranfrage zu den Brücken im Land"


def page_of(row):
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


@pytest.fixture
def anna():
    client = signed_in(roles.SACHBEARBEITUNG)
    User.objects.filter(pk=client.session["_auth_user_id"]).update(first_name="Anna", last_name="Muster")
    return client


@pytest.fixture
def ben():
    return signed_in(roles.SACHBEARBEITUNG)


@pytest.fixture
def antrag():
    return factories.antrag(number="17/19001", fragen=["Wie viele Brücken?", "Wo stehen sie?", "Wer zahlt?"])


@pytest.fixture
def capture():
    return lambda: CaptureQueriesContext(connection)


def save(client, page, address, **typed):
    typed = {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(address, filled(page, **({"_save": "1"} | typed)))


def lines(response):
    """Label → who changed it, the typed, stored and opened values."""
    return {
        line.label: (str(line.kind), line.typed.text, line.stored.text, line.opened)
        for line in response.context["conflict"].lines
    }


def value(response, name):
    """What the page shows in a field of this name."""
    return filled(response).get(name, [""])[0].replace("\r\n", "\n")


def questions(antrag):
    return list(antrag.fragen.order_by("position").values_list("nummer", "text"))


# --- Inquiries --------------------------------------------------------------------------------------------


def test_what_two_clerks_changed_in_different_places_is_put_together(anna, ben, antrag):
    address = page_of(antrag)
    opened = anna.get(address), ben.get(address)
    assert (
        save(anna, opened[0], address, titel="Annas Titel", fragen__0__text="Wie viele neue Brücken?").status_code
        == 302
    )
    refused = save(ben, opened[1], address, eingegangen="05.08.2025", fragen__1__text="Wo genau stehen sie?")
    assert refused.status_code == 200
    antrag.refresh_from_db()
    assert (antrag.titel, antrag.eingegangen) == ("Annas Titel", None)
    assert lines(refused) == {
        "Titel": (
            "andere",
            "Musteranfrage zu den Brücken im Land",
            "Annas Titel",
            "Musteranfrage zu den Brücken im Land",
        ),
        "Frage 1: Text": ("andere", "Wie viele Brücken?", "Wie viele neue Brücken?", "Wie viele Brücken?"),
        "Eingegangen": ("eigene", "05.08.2025", "", ""),
        "Frage 2: Text": ("eigene", "Wo genau stehen sie?", "Wo stehen sie?", "Wo stehen sie?"),
    }
    [author] = refused.context["conflict"].authors
    assert author.who == "Anna Muster"
    assert save(ben, refused, address).status_code == 302
    antrag.refresh_from_db()
    assert (antrag.titel, antrag.eingegangen) == ("Annas Titel", datetime.date(2025, 8, 5))
    assert questions(antrag)[:2] == [("1", "Wie viele neue Brücken?"), ("2", "Wo genau stehen sie?")]


@pytest.mark.parametrize(
    ("choice", "kept"), [(None, "Bens Titel"), ("eigene", "Bens Titel"), ("gespeichert", "Annas Titel")]
)
def test_what_both_changed_is_left_to_choose(anna, ben, antrag, choice, kept):
    address = page_of(antrag)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, titel="Annas Titel")
    refused = save(ben, opened[1], address, titel="Bens Titel")
    assert lines(refused)["Titel"][:3] == ("beide", "Bens Titel", "Annas Titel")
    assert value(refused, "titel") == "Bens Titel"
    assert value(refused, f"{CHOICE}titel") == "eigene"
    html = refused.content.decode()
    assert "Ihre Eingaben sind noch nicht gespeichert, aber nicht verloren." in html
    assert "Anna Muster" in html
    save(ben, refused, address, **({f"{CHOICE}titel": choice} if choice else {}))
    antrag.refresh_from_db()
    assert antrag.titel == kept


def test_a_third_who_saves_meanwhile_is_not_overwritten_either(anna, ben, antrag):
    address = page_of(antrag)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, titel="Annas Titel")
    refused = save(ben, opened[1], address, titel="Bens Titel")
    save(anna, anna.get(address), address, titel="Annas zweiter Titel")
    again = save(ben, refused, address)
    assert lines(again)["Titel"] == ("beide", "Bens Titel", "Annas zweiter Titel", "Annas Titel")


def test_what_both_changed_alike_is_no_conflict(anna, ben, antrag):
    address = page_of(antrag)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, titel="Der neue Titel")
    assert save(ben, opened[1], address, titel="Der neue Titel").status_code == 302


def test_the_same_clerk_saves_again_and_again(anna, antrag):
    page = anna.get(page_of(antrag))
    for number in range(3):
        saved = save(anna, page, page_of(antrag), titel=f"Titel {number}", _continue="1", _save=None)
        page = anna.get(saved.url)
    antrag.refresh_from_db()
    assert antrag.titel == "Titel 2"


def test_the_back_button_leads_to_a_conflict_and_not_over_what_was_saved(anna, antrag):
    address = page_of(antrag)
    page = anna.get(address)
    save(anna, page, address, titel="Zuerst")
    assert lines(save(anna, page, address, titel="Danach"))["Titel"][:3] == ("beide", "Danach", "Zuerst")


def test_what_follows_from_other_rows_is_no_conflict(anna, antrag):
    address = page_of(antrag)
    page = anna.get(address)
    factories.stellungnahme(antrag, {"1": "Siehe Drucksache 17/9075."})
    factories.antrag(number="17/9075")
    link_antrag(antrag)
    assert save(anna, page, address, titel="Neu").status_code == 302


def test_errors_of_a_refused_form_do_not_forget_how_it_was_opened(anna, ben, antrag):
    address = page_of(antrag)
    page = ben.get(address)
    wrong = save(ben, page, address, titel="")
    assert "conflict" not in wrong.context
    save(anna, anna.get(address), address, titel="Annas Titel")
    assert lines(save(ben, wrong, address, titel="Bens Titel"))["Titel"][0] == "beide"


@pytest.mark.parametrize("token", [None, "", "unsinn", "a:b:c"])
def test_a_form_that_does_not_say_how_it_was_opened_saves_nothing_unseen(anna, antrag, token):
    address = page_of(antrag)
    refused = save(anna, anna.get(address), address, titel="Neu", opened=token)
    assert lines(refused) == {"Titel": ("beide", "Neu", TITLE, "")}
    assert save(anna, refused, address).status_code == 302


def test_how_one_paper_was_opened_says_nothing_of_another(anna, antrag):
    other = factories.antrag(titel="Ein anderes Papier")
    token = value(anna.get(page_of(other)), "opened")
    assert save(anna, anna.get(page_of(antrag)), page_of(antrag), titel="Neu", opened=token).status_code == 200


# --- Rows -------------------------------------------------------------------------------------------------


def test_a_question_that_both_added_is_shown_twice_and_none_is_lost(anna, ben, antrag):
    address = page_of(antrag)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, fragen__3__nummer="4", fragen__3__text="Annas Frage?")
    refused = save(ben, opened[1], address, fragen__3__nummer="5", fragen__3__text="Bens Frage?")
    assert lines(refused)["Frage 4: Text"] == ("andere", "", "Annas Frage?", "")
    assert save(ben, refused, address).status_code == 302
    assert questions(antrag)[3:] == [("4", "Annas Frage?"), ("5", "Bens Frage?")]


def test_a_question_that_another_deleted_comes_back_as_a_new_row_when_it_was_changed(anna, ben, antrag):
    address = page_of(antrag)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, fragen__1__DELETE="on", fragen__2__DELETE="on")
    refused = save(ben, opened[1], address, fragen__1__text="Wo genau stehen sie?")
    assert lines(refused)["Frage 2: Text"] == ("beide", "Wo genau stehen sie?", "", "Wo stehen sie?")
    assert lines(refused)["Frage 3"][0] == "andere"
    assert save(ben, refused, address).status_code == 302
    assert questions(antrag) == [("1", "Wie viele Brücken?"), ("2", "Wo genau stehen sie?")]


def test_a_question_that_another_changed_is_not_deleted_by_the_way(anna, ben, antrag):
    address = page_of(antrag)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, fragen__1__text="Wo genau stehen sie?")
    refused = save(ben, opened[1], address, fragen__1__DELETE="on")
    assert lines(refused)["Frage 2: Löschen"][:3] == ("beide", "ja", "nein")
    assert save(ben, refused, address).status_code == 302
    assert antrag.fragen.count() == 3


def test_chosen_boxes_and_people_are_named_in_words(anna, ben, antrag):
    cdu = factories.fraktion("CDU")
    person = Abgeordnete.objects.create(name="Erika Muster", nachname="Muster")
    address = page_of(antrag)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, fraktionen=[str(cdu.pk)], urheber__0__abgeordnete=str(person.pk))
    told = lines(save(ben, opened[1], address, fraktionen=[], art="antrag"))
    assert told["Fraktionen"] == ("beide", "", "CDU", "GRÜNE")
    assert told["Urheber/in Erika Muster: Abgeordnete/r"][:3] == ("andere", "", "Erika Muster")
    assert told["Art"] == ("eigene", "Antrag", "Kleine Anfrage", "Kleine Anfrage")


# --- Letters ----------------------------------------------------------------------------------------------


def answers(letter):
    return {
        ", ".join(antwort.ziffern.order_by("pk").values_list("nummer", flat=True)): antwort.text
        for antwort in letter.antworten.order_by("position")
    }


def test_answers_of_two_clerks_to_different_questions_are_put_together(anna, ben, antrag):
    letter = factories.stellungnahme(antrag, {"1": "Acht."}, published=False)
    address = page_of(letter)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, antworten__1__text="Im Süden.")
    refused = save(ben, opened[1], address, antworten__2__text="Das Land.", antworten__0__text="Acht, mit Stegen neun.")
    assert lines(refused) == {
        "Antwort zu 2: Antwort": ("andere", "", "Im Süden.", ""),
        "Antwort zu 1: Antwort": ("eigene", "Acht, mit Stegen neun.", "Acht.", "Acht."),
        "Antwort zu 3: Antwort": ("eigene", "Das Land.", "", ""),
    }
    assert save(ben, refused, address).status_code == 302
    assert answers(letter) == {"1": "Acht, mit Stegen neun.", "2": "Im Süden.", "3": "Das Land."}


def test_two_answers_to_one_question_are_a_conflict_word_by_word(anna, ben, antrag):
    letter = factories.stellungnahme(antrag, {"1": "Es gibt acht Brücken im Land."}, published=False)
    address = page_of(letter)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, antworten__0__text="Es gibt neun Brücken im Land.", antworten__1__text="Annas.")
    refused = save(ben, opened[1], address, antworten__0__text="Es gibt acht alte Brücken.", antworten__1__text="Bens.")
    assert [line.kind for line in refused.context["conflict"].lines] == [Kind.BOTH, Kind.BOTH]
    html = refused.content.decode()
    assert '<del><span class="visually-hidden">entfallen: </span>acht</del>' in html
    assert '<ins><span class="visually-hidden">neu: </span>neun</ins>' in html
    assert save(ben, refused, address, **{f"{CHOICE}antworten-0-text": "gespeichert"}).status_code == 302
    assert answers(letter) == {"1": "Es gibt neun Brücken im Land.", "2": "Bens."}


def test_an_answer_that_another_deleted_stays_with_whoever_changed_it(anna, ben, antrag):
    letter = factories.stellungnahme(antrag, {"1": "Acht.", "2": "Im Süden."}, published=False)
    address = page_of(letter)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, antworten__0__DELETE="on")
    refused = save(ben, opened[1], address, antworten__0__text="Neun.")
    assert lines(refused)["Antwort zu 1: Antwort"] == ("beide", "Neun.", "", "Acht.")
    assert save(ben, refused, address).status_code == 302
    assert answers(letter) == {"1": "Neun.", "2": "Im Süden."}


def test_publishing_waits_until_the_conflict_is_settled(anna, ben, antrag):
    letter = factories.stellungnahme(antrag, {"1": "a", "2": "b", "3": "c"}, published=False)
    address = page_of(letter)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, aktenzeichen="VM1-0141.5-1/1")
    refused = save(ben, opened[1], address, aktenzeichen="VM1-0141.5-1/2", _save=None, _publish="1")
    letter.refresh_from_db()
    assert letter.is_draft
    assert '<input type="submit" name="_publish" value="Meine Eingaben speichern"' in refused.content.decode()


@pytest.mark.parametrize("how", ["published", "deleted"])
def test_what_was_typed_into_a_letter_that_is_closed_or_gone_is_shown(anna, ben, antrag, how):
    letter = factories.stellungnahme(antrag, {"1": "Acht."}, published=False)
    address, ministry = page_of(letter), factories.ministerium("Ministerium für Finanzen", "FM")
    page = ben.get(address)
    if how == "published":
        Stellungnahme.objects.filter(pk=letter.pk).update(state=Stellungnahme.State.VEROEFFENTLICHT)
    else:
        letter.delete()
    late = save(ben, page, address, ministerium=str(ministry.pk), antworten__0__text="Neun.\r\n\r\nUnd eine.")
    assert late.status_code == 409
    assert late.context["typed"] == [
        ("Ministerium", "Ministerium für Finanzen"),
        ("Antwort zu 1: Text", "Neun.\n\nUnd eine."),
    ]
    said = "lässt sich inzwischen nicht mehr ändern" if how == "published" else "ist inzwischen gelöscht"
    assert said in " ".join(late.content.decode().split())


def test_nobody_without_the_right_to_change_is_shown_more(lesen_client, ben, antrag):
    data = filled(ben.get(page_of(antrag)), titel="x")
    assert lesen_client.post(page_of(antrag), data).status_code == 403


# --- Citations and the vocabulary -------------------------------------------------------------------------


def test_two_corrections_of_one_citation_are_a_conflict(anna, ben):
    antrag = factories.antrag(number="17/19001", fragen=["Siehe Drucksache 17/9075?"])
    verweis = Verweis.objects.get()
    address = page_of(verweis)
    opened = anna.get(address), ben.get(address)
    assert save(anna, opened[0], address, nummer="17/9076", ziffern="1").status_code == 302
    refused = save(ben, opened[1], address, nummer="17/9077")
    assert lines(refused)["Nummer"] == ("beide", "17/9077", "17/9076", "17/9075")
    assert lines(refused)["Ziffern"][0] == "andere"
    assert save(ben, refused, address).status_code == 302
    assert str(Verweis.objects.get(antrag=antrag).drucksache) == "17/9077"


@pytest.mark.parametrize(
    ("make", "column"),
    [
        (factories.fraktion, "name"),
        (factories.ministerium, "kuerzel"),
        (lambda: Abgeordnete.objects.create(name="Erika Muster", nachname="Muster"), "name"),
    ],
    ids=["Fraktion", "Ministerium", "Abgeordnete"],
)
def test_the_vocabulary_is_not_overwritten_unseen(anna, ben, make, column):
    row = make()
    address = page_of(row)
    opened = anna.get(address), ben.get(address)
    save(anna, opened[0], address, **{column: "AAA"})
    [line] = save(ben, opened[1], address, **{column: "BBB"}).context["conflict"].lines
    assert (line.typed.text, line.stored.text) == ("BBB", "AAA")


# --- At the same time, and deleting ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_that_save_at_the_same_moment_one_is_refused():
    antrag = factories.antrag()
    address = page_of(antrag)
    clerks = [signed_in(roles.SACHBEARBEITUNG) for _ in range(2)]
    sent = [filled(clerk.get(address), titel=f"Titel {number}", _save="1") for number, clerk in enumerate(clerks)]
    statuses = []

    def post(clerk, data) -> None:
        statuses.append(clerk.post(address, data).status_code)
        connections.close_all()

    with transaction.atomic():
        Antrag.objects.select_for_update().get(pk=antrag.pk)
        threads = [threading.Thread(target=post, args=each) for each in zip(clerks, sent, strict=True)]
        for thread in threads:
            thread.start()
        _wait_for_locks(2)
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 302]


def _wait_for_locks(number: int) -> None:
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone()[0] >= number:
                return
            cursor.execute("SELECT pg_sleep(0.05), pg_stat_clear_snapshot()")
    pytest.fail("Nobody waited for the row.")


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_was_changed_meanwhile_is_not_deleted(anna, ben, antrag):
    letter = factories.stellungnahme(antrag, {"1": "Acht."}, published=False)
    address = reverse("admin:responses_stellungnahme_delete", args=[letter.pk])
    page = ben.get(address)
    save(anna, anna.get(page_of(letter)), page_of(letter), antworten__0__text="Neun.")
    refused = ben.post(address, filled(page))
    assert refused.status_code == 200
    assert "Nicht gelöscht: Inzwischen wurde hier von Anna Muster etwas geändert." in refused.content.decode()
    assert Stellungnahme.objects.exists()
    assert ben.post(address, filled(refused)).status_code == 302
    assert not Stellungnahme.objects.exists()


def test_a_conflict_costs_as_many_queries_whether_one_question_was_changed_or_thirty(anna, ben, capture):
    counted = []
    for antrag, number in [(factories.antrag(fragen=["Wie viele?"] * 30), number) for number in (1, 30)]:
        opened = anna.get(page_of(antrag)), ben.get(page_of(antrag))
        typed = {f"fragen__{index}__text": "Wo?" for index in range(number)}
        assert save(anna, opened[0], page_of(antrag), **typed).status_code == 302
        with capture() as queries:
            refused = save(ben, opened[1], page_of(antrag), fragen__0__text="Wann?")
        assert len(refused.context["conflict"].lines) == number
        counted.append(len(queries))
    assert counted[0] == counted[1]
