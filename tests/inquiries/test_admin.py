"""The clerks' desk for inquiries: who gets in, what is entered, and what is refused at which field."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from inquiries.models import Abgeordnete, Antrag, Drucksache, Frage, Ministerium, Rueckmeldung, Source, Urheber
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

LIST = "/admin/inquiries/antrag/"
ADD = "/admin/inquiries/antrag/add/"
KEPT = ("antrag", "abgeordnete", "fraktion", "ministerium")
LOOKED_AT = ("wahlperiode", "drucksache", "source", "rueckmeldung")


@pytest.fixture
def clerk(sachbearbeitung_client):
    return sachbearbeitung_client


@pytest.fixture
def administrator(db):
    client = Client()
    client.force_login(User.objects.create_superuser("verwaltung-1"))
    return client


def change(antrag):
    return reverse("admin:inquiries_antrag_change", args=[antrag.pk])


def typed(client, address=ADD, **fields):
    """Send the form at ``address`` with these fields typed."""
    return client.post(address, filled(client.get(address), **fields))


def a_question(index=0, nummer="1", text="Wie viele Brücken gibt es?"):
    return {f"fragen-{index}-nummer": nummer, f"fragen-{index}-text": text}


def form_errors(response):
    return response.context["adminform"].form.errors


def row_errors(response, prefix="fragen"):
    formset = next(
        group.formset for group in response.context["inline_admin_formsets"] if group.formset.prefix == prefix
    )
    return formset.errors, list(formset.non_form_errors())


# --- Who gets in ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/admin/", LIST, ADD, "/admin/responses/stellungnahme/", "/admin/autocomplete/"])
def test_strangers_are_sent_to_the_sign_in_page_of_the_site(client, address):
    response = client.get(address, follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("login"))


@pytest.mark.parametrize("address", ["/admin/", LIST, ADD, "/admin/login/", "/admin/responses/stellungnahme/"])
def test_readers_are_told_that_the_desk_is_not_theirs(lesen_client, address):
    response = lesen_client.get(address)
    assert response.status_code == 403
    assert "Ihre Rolle erlaubt diesen Schritt nicht" in response.content.decode()


@pytest.mark.parametrize("flag", [True, False], ids=["staff without the role", "the role without staff"])
def test_neither_staff_nor_the_role_alone_opens_the_desk(client, flag):
    account = factories.user(role=None if flag else "Sachbearbeitung")
    account.is_staff = flag
    account.save()
    client.force_login(account)
    assert client.get("/admin/").status_code == 403


def test_clerks_find_the_desk_under_its_name_with_a_way_back(clerk):
    html = clerk.get("/admin/").content.decode()
    assert "Anfragen-Verzeichnis: Erfassung" in html
    assert 'href="/"' in html


@pytest.mark.parametrize("name", [*KEPT, *LOOKED_AT, "verweis"])
def test_every_list_opens_and_searches(clerk, name):
    inquiry = factories.antrag(number="17/19001", fragen=["Siehe Drucksache 17/9075 und 17/19001?"])
    Source.objects.create(text="Muster", sha256="0" * 64)
    Rueckmeldung.objects.create(text="Muster", von=User.objects.get(pk=clerk.session["_auth_user_id"]))
    assert inquiry.verweise.exists()
    address = f"/admin/inquiries/{name}/"
    assert clerk.get(address).status_code == 200
    assert clerk.get(address, {"q": "17/9075"}).status_code == 200
    assert clerk.get(address, {"q": "' % \\ _ ; Ü" * 50}).status_code == 200


@pytest.mark.parametrize("name", LOOKED_AT)
def test_what_is_only_looked_at_has_no_form(clerk, name):
    assert clerk.get(f"/admin/inquiries/{name}/add/").status_code == 403


# --- Entering ---------------------------------------------------------------------------------------------


def test_an_inquiry_is_entered_with_its_questions_and_names(clerk):
    fraktion = factories.fraktion("GRÜNE")
    person = Abgeordnete.objects.create(name="Erika Muster", nachname="Muster")
    response = typed(
        clerk,
        art="kleine_anfrage",
        drucksachennummer=" 17 / 19 001 ",
        titel="Brücken\r\nim Land",
        zugeleitet="5.8.2025",
        fraktionen=[str(fraktion.pk)],
        **a_question(0, "2", "Wo stehen sie?\r\n\r\nBitte einzeln."),
        **a_question(1, "1.", "Wie viele gibt es?"),
        **{
            "urheber-0-name_gedruckt": "Dr. Erika Muster",
            "urheber-0-fraktion": fraktion.pk,
            "urheber-0-abgeordnete": person.pk,
        },
    )
    assert response.status_code == 302, form_errors(response)
    antrag = Antrag.objects.get()
    assert (antrag.number, antrag.titel) == ("17/19001", "Brücken im Land")
    assert antrag.frist == datetime.date(2025, 8, 26)
    assert list(antrag.fragen.order_by("position").values_list("nummer", "position", "text")) == [
        ("1", 1, "Wie viele gibt es?"),
        ("2", 2, "Wo stehen sie?\n\nBitte einzeln."),
    ]
    urheber = antrag.urheber.get()
    assert (urheber.abgeordnete, urheber.fraktion, urheber.position) == (person, fraktion, 1)
    antrag.refresh_from_db()
    assert antrag.fragen_gesamt == 2


def test_a_question_added_later_takes_its_place_in_the_order_of_the_house(clerk):
    antrag = factories.antrag(fragen={"1": "Eins?", "3": "Drei?", "10": "Zehn?"})
    assert typed(clerk, change(antrag), **a_question(3, "3 a)", "Drei a?")).status_code == 302
    assert list(antrag.fragen.order_by("position").values_list("nummer", flat=True)) == ["1", "3", "3a", "10"]


def test_a_number_that_is_only_cited_so_far_becomes_the_inquirys_own(clerk):
    cited = factories.drucksache("17/9075")
    typed(clerk, art="antrag", titel="Musterantrag", drucksachennummer="17/9075", **a_question())
    assert Antrag.objects.get().drucksache == cited


@pytest.mark.parametrize("key", ["", "abc", "0", "9" * 30, "9" * 4500], ids=lambda key: key[:3] + str(len(key)))
def test_a_paper_that_does_not_exist_proposes_no_number(clerk, key):
    response = clerk.get(ADD, {"drucksache": key})
    assert response.status_code == 200
    assert response.context["adminform"].form["drucksachennummer"].value() is None


def test_the_number_may_stay_empty_and_be_taken_away(clerk):
    antrag = factories.antrag(number="17/19001")
    assert typed(clerk, change(antrag), drucksachennummer="").status_code == 302
    antrag.refresh_from_db()
    assert antrag.drucksache is None
    assert Drucksache.objects.numbered("17/19001").exists()


@pytest.mark.parametrize("number", ["9075", "17/", "17/9075-1", "siebzehn", "17/0", "0/12", "17/123456"])
def test_what_is_no_number_is_refused_at_its_field_and_kept(clerk, number):
    response = typed(clerk, art="antrag", titel="Musterantrag", drucksachennummer=number, **a_question())
    assert response.status_code == 200
    assert "keine Drucksachennummer" in form_errors(response)["drucksachennummer"][0]
    assert f'value="{number}"' in response.content.decode()
    assert not Antrag.objects.exists()
    assert not Drucksache.objects.exists()


def test_a_number_of_another_inquiry_is_refused_naming_it(clerk):
    other = factories.antrag(number="17/19001", titel="Musteranfrage zu Kläranlagen")
    response = typed(clerk, art="antrag", titel="Musterantrag", drucksachennummer="17/19001", **a_question())
    (error,) = form_errors(response)["drucksachennummer"]
    assert "Musteranfrage zu Kläranlagen" in error
    assert change(other) in error
    assert Antrag.objects.count() == 1
    html = response.content.decode()
    assert f'<a href="{change(other)}">' in html
    assert "Wie viele Brücken gibt es?" in html


def test_a_number_of_a_supplement_is_refused_too(clerk):
    factories.stellungnahme(factories.antrag(), {"1": "Acht."}, drucksache=factories.drucksache("17/19002"))
    response = typed(clerk, art="antrag", titel="Musterantrag", drucksachennummer="17/19002", **a_question())
    assert "schon erfasst" in form_errors(response)["drucksachennummer"][0]


def test_the_own_number_is_no_obstacle(clerk):
    antrag = factories.antrag(number="17/19001")
    assert typed(clerk, change(antrag), drucksachennummer="17/19001", titel="Neuer Titel").status_code == 302


def test_a_clerk_who_was_slower_is_told_at_the_field(clerk, monkeypatch):
    """Another transaction takes the number between the look and the writing."""
    from inquiries.admin import forms

    look = forms.check_free
    looks = []

    def too_early(number, owner):
        looks.append(number)
        if len(looks) > 1:
            look(number, owner)

    monkeypatch.setattr(forms, "check_free", too_early)
    factories.antrag(number="17/19001")
    response = typed(clerk, art="antrag", titel="Musterantrag", drucksachennummer="17/19001", **a_question())
    assert response.status_code == 200
    assert "schon erfasst" in form_errors(response)["drucksachennummer"][0]
    assert Antrag.objects.count() == 1


def test_a_refused_form_leaves_no_trace_of_the_number(clerk):
    response = typed(clerk, art="antrag", titel="", drucksachennummer="17/19001", **a_question())
    assert "titel" in form_errors(response)
    assert not Drucksache.objects.exists()


@pytest.mark.parametrize(
    ("nummer", "sentence"),
    [
        ("1 und 2", "eine Nummer für sich"),
        ("eins", "keine Liste von Nummern"),
        ("1", "steht schon bei einer Frage weiter oben"),
    ],
)
def test_a_number_that_cannot_be_a_questions_is_refused_at_its_row(clerk, nummer, sentence):
    response = typed(clerk, art="antrag", titel="Musterantrag", **a_question(0, "1"), **a_question(1, nummer, "Noch?"))
    errors, _ = row_errors(response)
    assert errors[0] == {}
    assert sentence in errors[1]["nummer"][0]
    assert not Antrag.objects.exists()
    assert "Noch?" in response.content.decode()


def test_a_question_without_text_is_refused_at_its_row(clerk):
    errors, _ = row_errors(typed(clerk, art="antrag", titel="Musterantrag", **a_question(0, "1", "")))
    assert list(errors[0]) == ["text"]


@pytest.mark.parametrize("key", ["abc", "0", "9" * 30, "9" * 4500], ids=["letters", "zero", "30-digits", "4500-digits"])
def test_a_member_that_does_not_exist_is_refused_at_its_row(clerk, key):
    address = change(factories.antrag())
    response = typed(clerk, address, **{"urheber-0-abgeordnete": key})
    assert response.status_code == 200
    assert row_errors(response, "urheber")[0][0].keys() == {"abgeordnete"}


def test_a_member_that_was_just_chosen_stays_chosen_when_something_else_is_refused(clerk):
    member = Abgeordnete.objects.create(name="Erika Muster", nachname="Muster")
    response = typed(clerk, change(factories.antrag()), titel="", **{"urheber-0-abgeordnete": str(member.pk)})
    assert f'<option value="{member.pk}" selected>Erika Muster</option>' in response.content.decode()


def test_an_answered_question_is_not_deleted(clerk):
    antrag = factories.antrag(fragen=["Eins?", "Zwei?"])
    factories.stellungnahme(antrag, {"2": "Ja."})
    response = typed(clerk, change(antrag), **{"fragen-1-DELETE": "on"})
    _, errors = row_errors(response)
    assert "Schon beantwortet" in errors[0]
    assert "Frage 2" in errors[0]
    assert antrag.fragen.count() == 2


def test_an_unanswered_question_is_deleted_and_the_others_close_up(clerk):
    antrag = factories.antrag(fragen=["Eins?", "Zwei?", "Drei?"])
    assert typed(clerk, change(antrag), **{"fragen-1-DELETE": "on"}).status_code == 302
    assert list(antrag.fragen.order_by("position").values_list("nummer", "position")) == [("1", 1), ("3", 2)]


def test_a_longer_deadline_moves_the_date(clerk):
    antrag = factories.antrag(zugeleitet=datetime.date(2025, 8, 5))
    fields = {"neue_frist": "30.9.2025", "grund": "Umfang", "zugestimmt_von": "Präsidentin", "quelle": "Vermerk"}
    typed(clerk, change(antrag), **{f"fristverlaengerungen-0-{name}": value for name, value in fields.items()})
    antrag.refresh_from_db()
    assert antrag.frist == datetime.date(2025, 9, 30)


def test_dates_in_an_unlikely_order_are_kept_and_pointed_out(clerk):
    response = clerk.post(
        ADD,
        filled(clerk.get(ADD), art="antrag", titel="Muster", datum="8.8.2025", eingegangen="1.8.2025", **a_question()),
        follow=True,
    )
    assert Antrag.objects.get().eingegangen == datetime.date(2025, 8, 1)
    assert "Bitte prüfen: „eingegangen“ (01.08.2025) liegt vor „Datum“ (08.08.2025)." in [
        str(message) for message in response.context["messages"]
    ]


def test_citations_are_found_on_saving_and_shown(clerk):
    antrag = factories.antrag(fragen=["Eins?"])
    factories.antrag(number="17/19005")
    response = clerk.post(
        change(antrag),
        filled(
            clerk.get(change(antrag)),
            _continue="1",
            **{"fragen-0-text": "Was gilt nach Drucksache 17/9075 und nach Drucksache 17/19005?"},
        ),
        follow=True,
    )
    messages = [str(message) for message in response.context["messages"]]
    assert "2 Verweise gefunden, davon 1 auf nicht erfasste Drucksachen." in messages
    html = response.content.decode()
    assert "Frage 1" in html
    assert "nicht erfasst" in html
    assert "„Drucksache 17/9075“" in html


def test_an_answer_without_a_question_finds_the_question_that_is_entered_later(clerk):
    antrag = factories.antrag(fragen=["Eins?"])
    letter = factories.stellungnahme(antrag, {"1": "Ja.", "2": "Nein."})
    assert letter.antworten.get(position=2).ziffern.get().frage is None
    typed(clerk, change(antrag), **a_question(1, "2", "Zwei?"))
    assert letter.antworten.get(position=2).ziffern.get().frage == Frage.objects.get(nummer="2")
    antrag.refresh_from_db()
    assert (antrag.fragen_gesamt, antrag.fragen_beantwortet) == (2, 2)


def test_an_answer_whose_question_gets_another_number_stands_without_it_and_the_clerk_is_told(clerk):
    antrag = factories.antrag(fragen=["Eins?", "Zwei?"])
    letter = factories.stellungnahme(antrag, {"1": "Ja.", "2": "Nein."})
    address = change(antrag)
    response = clerk.post(address, filled(clerk.get(address), **{"fragen-0-nummer": "7"}), follow=True)
    assert any(
        "Schreiben antworten auf 1, doch keine Frage trägt diese Nummer mehr" in str(message)
        for message in response.context["messages"]
    )
    assert letter.antworten.get(position=1).ziffern.get().frage is None
    antrag.refresh_from_db()
    assert (antrag.fragen_gesamt, antrag.fragen_beantwortet) == (2, 1)


def test_questions_change_places_and_the_answers_stay_with_the_numbers(clerk):
    antrag = factories.antrag(fragen=["Eins?", "Zwei?"])
    letter = factories.stellungnahme(antrag, {"1": "Ja.", "2": "Nein."})
    typed(clerk, change(antrag), **{"fragen-0-nummer": "2", "fragen-1-nummer": "1"})
    assert [frage.text for frage in antrag.fragen.order_by("position")] == ["Zwei?", "Eins?"]
    asked = {
        antwort.text: antwort.ziffern.get().frage.text
        for antwort in letter.antworten.prefetch_related("ziffern__frage")
    }
    assert asked == {"Ja.": "Zwei?", "Nein.": "Eins?"}


def test_questions_move_on_by_one_to_make_room_for_one_that_was_missed(clerk):
    antrag = factories.antrag(fragen=["Eins?", "Drei?", "Vier?"])
    typed(
        clerk,
        change(antrag),
        **{"fragen-1-nummer": "3", "fragen-2-nummer": "4"},
        **a_question(3, "2", "Zwei?"),
    )
    assert list(antrag.fragen.order_by("position").values_list("nummer", "text")) == [
        ("1", "Eins?"),
        ("2", "Zwei?"),
        ("3", "Drei?"),
        ("4", "Vier?"),
    ]


def test_the_letters_of_an_inquiry_stand_on_its_page_with_their_state(clerk):
    antrag = factories.antrag()
    published = factories.stellungnahme(antrag, {"1": "Ja."}, aktenzeichen="VM-1")
    draft = factories.stellungnahme(antrag, {"1": "Doch."}, published=False, aktenzeichen="VM-2")
    html = clerk.get(change(antrag)).content.decode()
    for letter in (published, draft):
        assert reverse("admin:responses_stellungnahme_change", args=[letter.pk]) in html
        assert letter.aktenzeichen in html
        assert letter.get_state_display() in html
    assert f"{reverse('admin:responses_eingang_erfassen')}?antrag={antrag.pk}" in html


def test_a_change_stands_in_the_history(clerk):
    antrag = factories.antrag()
    typed(clerk, change(antrag), titel="Neuer Titel")
    assert "Titel" in LogEntry.objects.get().get_change_message()
    assert "Neuer Titel" in clerk.get(reverse("admin:inquiries_antrag_history", args=[antrag.pk])).content.decode()


# --- Finding ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("17/19001", ["Kläranlagen"]),
        (" 17 / 19 001 ", ["Kläranlagen"]),
        ("klaranlagen", ["Kläranlagen"]),
        ("KLÄR", ["Kläranlagen"]),
        ("Muster-Süd", ["Brücken"]),
        ("17/1900", []),
        ("Autobahn", []),
    ],
)
def test_the_search_finds_numbers_titles_and_names(clerk, query, found):
    factories.antrag(number="17/19001", titel="Kläranlagen", askers=[("Anna Beispiel", "SPD")])
    factories.antrag(number="17/19002", titel="Brücken", askers=[("Otto Muster-Süd", "CDU"), ("Eva Muster-Süd", "CDU")])
    listed = clerk.get(LIST, {"q": query}).context["cl"].result_list
    assert [antrag.titel for antrag in listed] == found


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("wartet", {"offen", "teils", "entwurf"}),
        ("offen", {"offen", "entwurf"}),
        ("teilweise", {"teils"}),
        ("beantwortet", {"fertig", "verwiesen"}),
        ("verweis", {"verwiesen"}),
        ("ueberfaellig", {"offen"}),
        ("entwurf", {"entwurf"}),
    ],
)
def test_the_list_is_filtered_by_state(clerk, state, found):
    factories.antrag(titel="offen", zugeleitet=datetime.date(2020, 1, 1))
    factories.stellungnahme(factories.antrag(titel="teils", fragen=["Eins?", "Zwei?"]), {"1": "Ja."})
    factories.stellungnahme(factories.antrag(titel="fertig"), {"1": "Ja."})
    factories.stellungnahme(factories.antrag(titel="verwiesen"), {"1": "Auf Drucksache 17/9075 wird verwiesen."})
    factories.stellungnahme(factories.antrag(titel="entwurf"), {"1": "Ja."}, published=False)
    listed = clerk.get(LIST, {"stand": state}).context["cl"].result_list
    assert {antrag.titel for antrag in listed} == found


def test_the_list_counts_what_is_answered_by_reference_apart(clerk):
    inquiry = factories.antrag(fragen=["Eins?", "Zwei?"])
    factories.stellungnahme(inquiry, {"1": "Ja.", "2": "Auf Drucksache 17/9075 wird verwiesen."})
    assert "1 von 2 beantwortet, 1 weitere durch Verweis" in clerk.get(LIST).content.decode()


@pytest.mark.parametrize(
    "query", ["stand=unsinn", "wahlperiode=x", "eingegangen__year=abc", "art__exact=' OR 1", "p=99"]
)
def test_a_filter_that_makes_no_sense_shows_the_list_without_it(clerk, query):
    assert clerk.get(f"{LIST}?{query}", follow=True).status_code == 200


def test_members_are_proposed_by_any_part_of_their_name(clerk):
    Abgeordnete.objects.create(name="Jürgen Müller-Muster", nachname="Müller-Muster")
    response = clerk.get(
        "/admin/autocomplete/",
        {"term": "muller", "app_label": "inquiries", "model_name": "urheber", "field_name": "abgeordnete"},
    )
    assert [row["text"] for row in response.json()["results"]] == ["Jürgen Müller-Muster"]


def test_members_are_not_looked_for_with_a_zero_byte(clerk):
    query = {"term": "\0", "app_label": "inquiries", "model_name": "urheber", "field_name": "abgeordnete"}
    assert clerk.get("/admin/autocomplete/", query).status_code == 400


def test_names_are_listed_in_german_order(clerk):
    for name in ("Zander", "Ärmel", "Arm"):
        Abgeordnete.objects.create(name=name, nachname=name)
    listed = clerk.get("/admin/inquiries/abgeordnete/").context["cl"].result_list
    assert [row.name for row in listed] == ["Arm", "Ärmel", "Zander"]


def test_ministries_of_today_are_told_from_former_ones(clerk):
    Ministerium.objects.all().delete()
    Ministerium.objects.create(kuerzel="A", name="Altes", gueltig_von="2000-01-01", gueltig_bis="2001-01-01")
    Ministerium.objects.create(kuerzel="N", name="Neues", gueltig_von="2001-01-02")
    for state, name in (("heute", "Neues"), ("frueher", "Altes")):
        listed = clerk.get("/admin/inquiries/ministerium/", {"gueltig": state}).context["cl"].result_list
        assert [row.name for row in listed] == [name]


# --- Removing ---------------------------------------------------------------------------------------------


def test_clerks_delete_no_inquiry(clerk):
    antrag = factories.antrag()
    assert clerk.post(reverse("admin:inquiries_antrag_delete", args=[antrag.pk]), {"post": "yes"}).status_code == 403


def test_an_inquiry_with_published_answers_is_not_deleted_and_a_sentence_says_why(administrator):
    antrag = factories.antrag(number="17/19001")
    factories.stellungnahme(antrag, {"1": "Ja."})
    response = administrator.post(
        reverse("admin:inquiries_antrag_delete", args=[antrag.pk]), {"post": "yes"}, follow=True
    )
    assert "17/19001 hat veröffentlichte Antworten" in str(next(iter(response.context["messages"])))
    assert Antrag.objects.exists()


def test_an_inquiry_without_letters_is_deleted_with_its_citations(administrator):
    antrag = factories.antrag(fragen=["Was gilt nach Drucksache 17/9075?"])
    assert antrag.verweise.exists()
    address = reverse("admin:inquiries_antrag_delete", args=[antrag.pk])
    assert administrator.get(address).status_code == 200
    assert administrator.post(address, filled(administrator.get(address))).status_code == 302
    assert not Antrag.objects.exists()
    assert Drucksache.objects.filter(nummer=9075).exists()


def test_nothing_is_deleted_in_bulk(administrator):
    factories.antrag()
    assert "delete_selected" not in administrator.get(LIST).content.decode()


# --- Cost -------------------------------------------------------------------------------------------------


def count_queries(django_capture, client, address):
    with django_capture() as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.fixture
def capture(db):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


def make(count):
    for index in range(count):
        antrag = factories.antrag(
            number=f"17/{19100 + index}",
            fragen=["Was gilt nach Drucksache 17/9075?"],
            askers=[(f"Person {index}", "GRÜNE"), ("Erika Muster", "SPD")],
            eingegangen=datetime.date(2025, 8, 8),
        )
        factories.stellungnahme(antrag, {"1": "Siehe Drucksache 17/9076."}, published=index % 2 == 0)


@pytest.mark.parametrize("name", ["antrag", "drucksache", "verweis"])
def test_a_list_of_thirty_costs_as_many_queries_as_a_list_of_one(clerk, capture, name):
    make(2)
    clerk.get(f"/admin/inquiries/{name}/")
    few = count_queries(capture, clerk, f"/admin/inquiries/{name}/")
    Antrag.objects.update(drucksache=None)
    make(30)
    assert count_queries(capture, clerk, f"/admin/inquiries/{name}/") == few


def test_the_form_of_thirty_questions_and_names_costs_as_many_queries_as_that_of_one(clerk, capture):
    def inquiry(count):
        antrag = factories.antrag(
            fragen=["Was gilt nach Drucksache 17/9075?"] * count,
            askers=[(f"Person {count}-{index}", "GRÜNE") for index in range(count)],
        )
        for person in antrag.urheber.all():
            person.abgeordnete = Abgeordnete.objects.create(name=person.name_gedruckt, nachname="Person")
            person.save()
        factories.stellungnahme(antrag, {"1": "Ja."})
        return antrag

    one, thirty = inquiry(1), inquiry(30)
    clerk.get(change(one))
    assert count_queries(capture, clerk, change(thirty)) == count_queries(capture, clerk, change(one))
    assert Urheber.objects.count() == 31
