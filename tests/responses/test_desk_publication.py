"""The steps around publishing on the clerks' desk: what is missing, who is asked, what is corrected and withdrawn."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inquiries import roles
from responses.models import Hinweis, Stellungnahme, Vorlage
from tests import factories
from tests.conftest import signed_in
from tests.forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(sachbearbeitung_client):
    return sachbearbeitung_client


@pytest.fixture
def inquiry():
    return factories.antrag(number="17/19001", fragen=["Wie viele?", "Wo?", "Wann?"])


def step(letter, name):
    return reverse(f"admin:responses_stellungnahme_{name}", args=[letter.pk])


def warned(row, stelle="answer 1", code="letter-in-text", **fields):
    owner = "stellungnahme" if isinstance(row, Stellungnahme) else "antrag"
    return Hinweis.objects.create(
        **{owner: row}, code=code, schwere="warning", stelle=stelle, meldung="Bitte prüfen.", **fields
    )


def html(response):
    return response.content.decode()


def account(client):
    return User.objects.get(pk=client.session["_auth_user_id"])


# --- What is missing --------------------------------------------------------------------------------------


def test_what_is_missing_is_counted_and_named_and_leads_to_its_field(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht."}, published=False)
    hinweis = warned(letter)
    page = html(clerk.get(step(letter, "publish")))
    assert "Es fehlt noch: 2 Antworten und ein Wort zu 1 Hinweis." in " ".join(page.split())
    for frage in inquiry.fragen.exclude(nummer="1"):
        assert f'<a href="#id_grund_{frage.pk}">Frage {frage.nummer}</a>: keine Antwort' in page
    assert f'<a href="#id_hinweis_{hinweis.pk}">Hinweis 1 (Antwort zu 1)</a>: Bitte prüfen.' in page
    assert '<option value="So steht es im Papier.">' in page


def test_one_reason_serves_all_that_have_none_of_their_own(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht."}, published=False)
    second, third = inquiry.fragen.exclude(nummer="1").order_by("nummer")
    first_hint, other_hint = warned(letter), warned(letter, "preamble")
    response = clerk.post(step(letter, "publish"), {f"grund_{second.pk}": "Folgt.", "hinweis_uebrige": "Geprüft."})
    assert response.context["form"].errors == {
        f"grund_{third.pk}": ["Bitte angeben, warum Frage 3 ohne Antwort bleibt."]
    }
    data = {f"grund_{second.pk}": "Folgt.", "grund_uebrige": "Keine Daten.", f"hinweis_{other_hint.pk}": "Stimmt so."}
    assert clerk.post(step(letter, "publish"), {**data, "hinweis_uebrige": "Geprüft."}).status_code == 302
    assert dict(letter.luecken.values_list("frage", "grund")) == {second.pk: "Folgt.", third.pk: "Keine Daten."}
    assert dict(letter.hinweise.values_list("pk", "erledigt_grund")) == {
        first_hint.pk: "Geprüft.",
        other_hint.pk: "Stimmt so.",
    }
    assert set(letter.hinweise.values_list("erledigt_von", flat=True)) == {account(clerk).pk}


def test_a_complete_letter_with_an_open_hinweis_is_saved_and_asked_about(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1 bis 3": "Acht."}, published=False)
    warned(letter)
    address = reverse("admin:responses_stellungnahme_change", args=[letter.pk])
    response = clerk.post(address, filled(clerk.get(address), _publish="1"))
    assert response.url == step(letter, "publish")


def test_a_question_with_a_published_reason_is_not_deleted(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1 und 2": "Acht."}, published=False)
    third = inquiry.fragen.get(nummer="3")
    clerk.post(step(letter, "publish"), {f"grund_{third.pk}": "Folgt."})
    address = reverse("admin:inquiries_antrag_change", args=[inquiry.pk])
    page = clerk.get(address)
    response = clerk.post(address, filled(page, **{"fragen-2-DELETE": "on", "_save": "1"}))
    assert response.status_code == 200
    assert "nicht zu löschen: Frage 3." in html(response)
    assert inquiry.fragen.filter(pk=third.pk).exists()


# --- Hinweise ---------------------------------------------------------------------------------------------


def test_a_hinweis_is_settled_as_printed_or_with_a_reason_and_taken_back_and_the_history_tells(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht."}, published=False)
    hinweis = warned(letter)
    button = reverse("admin:responses_hinweis", args=[hinweis.pk])
    back = reverse("admin:responses_stellungnahme_change", args=[letter.pk]) + "#hinweise"
    for data, grund in (
        ({"was": "gedruckt"}, "So steht es im Papier."),
        ({"was": "oeffnen"}, ""),
        ({"was": "grund", "grund": "Mit dem Haus geklärt."}, "Mit dem Haus geklärt."),
    ):
        assert clerk.post(button, data).url == back
        hinweis.refresh_from_db()
        assert hinweis.erledigt_grund == grund
    history = html(clerk.get(reverse("admin:responses_stellungnahme_history", args=[letter.pk])))
    assert "Mit dem Haus geklärt." in history
    assert html(clerk.post(button, {"was": "gedruckt"}, follow=True)).count("inzwischen schon erledigt") == 1


def test_a_reason_that_is_missing_or_too_long_is_refused_at_its_field(clerk, inquiry):
    hinweis = warned(inquiry, "title")
    button = reverse("admin:responses_hinweis", args=[hinweis.pk])
    for grund, sentence in (("", "Bitte einen Grund angeben."), ("x" * 501, "höchstens 500 Zeichen")):
        response = clerk.post(button, {"was": "grund", "grund": grund})
        assert sentence in response.context["form"].errors["grund"][0]
        assert response.context["form"]["grund"].value() == grund
    assert clerk.post(button, {"was": "gedruckt"}).url.endswith(f"/inquiries/antrag/{inquiry.pk}/change/#hinweise")


PLACES = {
    "answer 2": "antworten-1-text",
    "answer 1, 2": "antworten-0-text",
    "question 3": "antworten-2-text",
    "ministry": "ministerium",
    "letter_date": "schreiben_vom",
}


@pytest.mark.parametrize(("stelle", "field"), PLACES.items(), ids=PLACES)
def test_a_hinweis_leads_to_the_field_of_its_place(clerk, inquiry, stelle, field):
    letter = factories.stellungnahme(inquiry, {"1": "Acht.", "2": "Hier.", "3": "Nie."}, published=False)
    warned(letter, stelle)
    page = html(clerk.get(reverse("admin:responses_stellungnahme_change", args=[letter.pk])))
    assert f'<a href="#id_{field}">' in page
    assert f'id="id_{field}"' in page


def test_a_hinweis_of_a_published_letter_leads_to_the_answer_that_is_only_read(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht.", "2": "Hier."})
    for stelle in ("answer 2", "ministry"):
        warned(letter, stelle)
    page = html(clerk.get(reverse("admin:responses_stellungnahme_change", args=[letter.pk])))
    assert '<a href="#id_antworten-1-text">Antwort zu 2</a>' in page
    assert '<div class="gedruckt" id="id_antworten-1-text">' in page
    assert '<a href="#id_ministerium">' not in page


def test_the_hinweise_of_an_inquiry_lead_to_its_fields_and_a_place_without_one_is_named_only(clerk, inquiry):
    for stelle in ("title", "question 2", "text"):
        warned(inquiry, stelle)
    page = html(clerk.get(reverse("admin:inquiries_antrag_change", args=[inquiry.pk])))
    assert "Hinweise: 3 offen" in page
    assert '<a href="#id_titel">Titel</a>' in page
    assert '<a href="#id_fragen-1-text">Frage 2</a>' in page
    assert "Text: Bitte prüfen." in " ".join(page.split())


def test_lists_and_the_first_page_tell_what_has_open_hinweise(clerk, inquiry):
    letters = [factories.stellungnahme(inquiry, {"1": "Acht."}, published=at == 0) for at in range(3)]
    for letter in letters[:2]:
        warned(letter)
    Stellungnahme.objects.filter(pk=letters[1].pk).update(ersetzt=letters[0])
    Stellungnahme.objects.filter(pk=letters[0].pk).update(state="ersetzt")
    warned(inquiry, "title")
    listed = clerk.get("/admin/responses/stellungnahme/?hinweise=offen").context["cl"].queryset
    assert set(listed) == {letters[1]}
    assert set(clerk.get("/admin/inquiries/antrag/?hinweise=offen").context["cl"].queryset) == {inquiry}
    clerk.post(step(letters[1], "revise"))
    page = html(clerk.get("/admin/"))
    assert "Stellungnahmen (1)" in page
    assert "Anfragen (1)" in page


# --- Four eyes --------------------------------------------------------------------------------------------


def test_a_draft_is_presented_to_somebody_found_on_their_first_page_and_given_back(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1 bis 3": "Acht."}, published=False)
    other = signed_in(roles.SACHBEARBEITUNG)
    data = {"vorgelegt_an": account(other).pk, "bemerkung": "Bitte bis Freitag."}
    assert clerk.post(step(letter, "present"), data).status_code == 302
    factories.stellungnahme(inquiry, {"2": "Hier."}, published=False)
    for client, mine in ((other, True), (clerk, False)):
        page = html(client.get("/admin/"))
        assert "Zur Veröffentlichung vorgelegt (1)" in page
        assert "Bitte bis Freitag." in page
        assert ("mir vorgelegt" in page) is mine
        listed = client.get("/admin/responses/stellungnahme/?vorgelegt=mir").context["cl"].queryset
        assert list(listed) == ([letter] if mine else [])
    assert list(clerk.get("/admin/responses/stellungnahme/?vorgelegt=alle").context["cl"].queryset) == [letter]
    assert "Bitte angeben" in html(other.post(step(letter, "give_back"), {"bemerkung": ""}))
    assert other.post(step(letter, "give_back"), {"bemerkung": "Seite 2 fehlt."}).status_code == 302
    page = html(clerk.get(reverse("admin:responses_stellungnahme_change", args=[letter.pk])))
    assert "Seite 2 fehlt." in page
    assert "Zur Veröffentlichung vorgelegt (0)" in html(clerk.get("/admin/"))


def test_nobody_presents_to_themselves_or_to_a_reader(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht."}, published=False)
    for person in (account(clerk), factories.user(role=roles.LESEN)):
        response = clerk.post(step(letter, "present"), {"vorgelegt_an": person.pk})
        assert "vorgelegt_an" in response.context["form"].errors
    assert not Vorlage.objects.exists()


@pytest.mark.parametrize("changed", [True, False], ids=["changed", "as-it-was"])
def test_a_change_of_a_presented_draft_takes_the_presentation_back(clerk, inquiry, changed):
    letter = factories.stellungnahme(inquiry, {"1": "Acht."}, published=False)
    clerk.post(step(letter, "present"), {})
    address = reverse("admin:responses_stellungnahme_change", args=[letter.pk])
    data = {"antworten-0-text": "Neun."} if changed else {}
    response = clerk.post(address, filled(clerk.get(address), **data, _continue="1"), follow=True)
    assert ("die Vorlage zurückgenommen" in html(response)) is changed
    assert Vorlage.objects.open().exists() is not changed


def test_with_four_eyes_the_page_says_who_does_not_publish(clerk, inquiry, settings):
    settings.VIER_AUGEN = True
    letter = factories.stellungnahme(inquiry, {"1 bis 3": "Acht."}, published=False)
    assert step(letter, "publish") in html(clerk.get(reverse("admin:responses_stellungnahme_change", args=[letter.pk])))
    clerk.post(step(letter, "present"), {})
    response = clerk.post(step(letter, "publish"), {})
    assert "Sie haben dieses Schreiben selbst erfasst, geändert oder vorgelegt." in html(response)
    assert "_publish" not in html(clerk.get(reverse("admin:responses_stellungnahme_change", args=[letter.pk])))
    assert signed_in(roles.SACHBEARBEITUNG).post(step(letter, "publish"), {}).status_code == 302
    letter.refresh_from_db()
    assert letter.is_published


def test_whoever_may_not_publish_presents_all_the_same(clerk, inquiry):
    Group.objects.get(name=roles.SACHBEARBEITUNG).permissions.filter(codename="publish_stellungnahme").delete()
    letter = factories.stellungnahme(inquiry, {"1": "Acht."}, published=False)
    assert clerk.get(step(letter, "present")).status_code == 200
    for name in ("publish", "withdraw", "revise", "give_back"):
        assert clerk.post(step(letter, name), {}).status_code == 403


# --- Corrections ------------------------------------------------------------------------------------------


def test_the_button_makes_one_draft_and_leads_to_it_again(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht."})
    assert clerk.get(step(letter, "revise")).status_code == 302
    assert Stellungnahme.objects.count() == 1
    addresses = {clerk.post(step(letter, "revise")).url for _ in range(2)}
    draft = Stellungnahme.objects.get(ersetzt=letter)
    assert addresses == {reverse("admin:responses_stellungnahme_change", args=[draft.pk])}
    page = html(clerk.get(*addresses))
    assert "Was wird berichtigt?" in page
    assert "Antwort liegt vor" not in page


def test_a_correction_says_what_it_corrects_before_it_is_published(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1 bis 3": "Acht."})
    address = clerk.post(step(letter, "revise")).url
    response = clerk.post(address, filled(clerk.get(address), _publish="1"))
    assert "was berichtigt wird" in response.context["adminform"].form.errors["berichtigungsgrund"][0]
    response = clerk.post(address, filled(clerk.get(address), berichtigungsgrund="Zahl.", _publish="1"), follow=True)
    assert "Sie ersetzt die bisherige Fassung." in html(response)


def test_a_letter_that_came_anew_replaces_the_one_it_corrects(clerk, inquiry):
    old = factories.stellungnahme(
        inquiry, {"1 bis 3": "Acht."}, art="ergaenzung", drucksache=factories.drucksache("17/19600")
    )
    draft = factories.stellungnahme(inquiry, {"1 bis 3": "Neun."}, published=False)
    address = reverse("admin:responses_stellungnahme_change", args=[draft.pk])
    data = {"berichtigt": old.pk, "berichtigungsgrund": "Neu geschickt.", "_publish": "1"}
    assert clerk.post(address, filled(clerk.get(address), **data)).status_code == 302
    draft.refresh_from_db()
    old.refresh_from_db()
    assert (draft.ersetzt, draft.is_published, str(draft.drucksache), old.state) == (old, True, "17/19600", "ersetzt")


def test_the_number_of_a_correction_may_be_put_right_but_not_taken_away(clerk, inquiry):
    letter = factories.stellungnahme(
        inquiry, {"1": "Acht."}, art="ergaenzung", drucksache=factories.drucksache("17/19600")
    )
    address = clerk.post(step(letter, "revise")).url
    page = clerk.get(address)
    assert page.context["adminform"].form["drucksachennummer"].value() == "17/19600"
    response = clerk.post(address, filled(page, drucksachennummer="", _continue="1"))
    assert "nicht streichen" in response.context["adminform"].form.errors["drucksachennummer"][0]
    data = {"drucksachennummer": "17/19601", "berichtigungsgrund": "Nummer.", "_publish": "1"}
    assert clerk.post(address, filled(page, **data)).status_code == 302
    assert str(Stellungnahme.objects.published().get().drucksache) == "17/19601"


def test_the_citations_of_a_version_that_holds_no_more_are_not_put_right(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Siehe Drucksache 17/18000."})
    verweis = letter.verweise.get()
    address = reverse("admin:inquiries_verweis_change", args=[verweis.pk])
    assert clerk.get(address).status_code == 200
    clerk.post(step(letter, "withdraw"), {"grund": "Falsches Papier."})
    assert "Verweis ergänzen" not in html(clerk.get(reverse("admin:responses_stellungnahme_change", args=[letter.pk])))
    assert clerk.get(address).status_code == 302
    assert not clerk.get("/admin/inquiries/verweis/").context["cl"].queryset.exists()
    draft = Stellungnahme.objects.get(pk=clerk.post(step(letter, "revise")).url.split("/")[-3])
    again = type(verweis).alle.get(stellungnahme=draft)
    assert clerk.get(reverse("admin:inquiries_verweis_change", args=[again.pk])).status_code == 200


@pytest.mark.parametrize("name", ["publish", "present"])
def test_these_pages_cost_as_many_queries_for_thirty_as_for_two(clerk, name):
    def queries(count):
        letter = factories.stellungnahme(factories.antrag(fragen=["Wie?"] * count), {"1": "So."}, published=False)
        for _ in range(count):
            warned(letter)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert clerk.get(step(letter, name)).status_code == 200
        return len(captured)

    queries(2)
    assert queries(2) == queries(30)


def test_the_first_page_costs_as_many_queries_for_thirty_as_for_two(clerk):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get("/admin/").status_code == 200
        return len(captured)

    def present(count):
        for _ in range(count):
            letter = factories.stellungnahme(factories.antrag(), {"1": "So."}, published=False)
            clerk.post(step(letter, "present"), {})
            warned(letter)

    present(2)
    few = queries()
    present(10)
    assert queries() == few
