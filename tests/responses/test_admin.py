"""The clerks' desk for letters: rows beside the questions, joint answers, and what is refused at which field."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inquiries.models import Antrag, Drucksache, Ministerium
from responses.admin.answers import enumerate_labels
from responses.models import Antwort, AntwortVerweis, Stellungnahme, Ziffer
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

LIST = "/admin/responses/stellungnahme/"


@pytest.fixture
def clerk(sachbearbeitung_client):
    return sachbearbeitung_client


@pytest.fixture
def inquiry():
    return factories.antrag(
        number="17/19001",
        fragen=["Wie viele?", "Wo?", "Wann?", "Warum?", "Wozu?"],
        eingegangen=datetime.date(2025, 8, 8),
    )


def add(inquiry):
    return f"{reverse('admin:responses_stellungnahme_add')}?antrag={inquiry.pk}"


def change(letter):
    return reverse("admin:responses_stellungnahme_change", args=[letter.pk])


def row(index, text=None, nummern=None, **more):
    """What is typed into one row."""
    fields = {"text": text, "nummern": nummern, **more}
    return {f"antworten-{index}-{name}": value for name, value in fields.items() if value is not None}


def typed(client, address, *rows, follow=False, **fields):
    fields.setdefault("_save", "1")
    for filled_row in rows:
        fields |= filled_row
    return client.post(address, filled(client.get(address), **fields), follow=follow)


def answers(letter):
    """numbers → text, in the order of the letter."""
    return {
        ", ".join(antwort.ziffern.order_by("pk").values_list("nummer", flat=True)): antwort.text
        for antwort in letter.antworten.order_by("position")
    }


def formset(response):
    return response.context["inline_admin_formsets"][0].formset


def row_errors(response):
    """Index of the row → field → first sentence."""
    return {
        index: {name: messages[0] for name, messages in errors.items()}
        for index, errors in enumerate(formset(response).errors)
        if errors
    }


def head_errors(response):
    return {name: messages[0] for name, messages in response.context["adminform"].form.errors.items()}


def messages(response):
    return [str(message) for message in response.context["messages"]]


def nothing_stored():
    return not (Stellungnahme.objects.exists() or Antwort.objects.exists() or Ziffer.objects.exists())


# --- What the form knows ----------------------------------------------------------------------------------


def test_the_form_shows_each_question_beside_a_field_for_its_answer(clerk, inquiry):
    response = clerk.get(add(inquiry))
    rows = formset(response).rows
    assert [row["nummern"].value() for row in rows] == ["1", "2", "3", "4", "5", None]
    assert [[frage.text for frage in row.questions] for row in rows[:2]] == [["Wie viele?"], ["Wo?"]]
    html = response.content.decode()
    for frage in inquiry.fragen.all():
        assert frage.text in html
    assert "17/19001" in html


def test_questions_stand_in_the_order_of_the_house(clerk):
    inquiry = factories.antrag(fragen={"1": "a?", "2": "b?", "10": "c?"})
    letter = factories.stellungnahme(inquiry, {"10": "Zuerst."}, published=False)
    assert [row["nummern"].value() for row in formset(clerk.get(change(letter))).rows] == ["1", "2", "10", None]


@pytest.mark.parametrize(
    ("art", "noun", "offered"),
    [
        (Antrag.Art.ANTRAG, "stellungnahme", ["stellungnahme", "ergaenzung"]),
        (Antrag.Art.KLEINE_ANFRAGE, "antwort", ["antwort", "ergaenzung"]),
    ],
)
def test_the_kind_of_letter_is_the_right_one(clerk, art, noun, offered):
    form = clerk.get(add(factories.antrag(art=art))).context["adminform"].form
    assert form["art"].value() == noun
    assert [value for value, _ in form.fields["art"].choices] == offered


def test_ministries_of_the_day_come_first_and_the_others_stay_within_reach(clerk, inquiry):
    Ministerium.objects.all().delete()
    for name, start, end in (
        ("Ministerium von früher", "2010-01-01", "2020-12-31"),
        ("Ministerium von heute", "2021-01-01", None),
    ):
        Ministerium.objects.create(kuerzel="M", name=name, gueltig_von=start, gueltig_bis=end)
    _, valid, others = clerk.get(add(inquiry)).context["adminform"].form.fields["ministerium"].choices
    assert valid[0] == "gültig am 08.08.2025"
    assert [label for _, label in valid[1]] == ["Ministerium von heute"]
    assert [label for _, label in others[1]] == ["Ministerium von früher (ab 01.01.2010 bis 31.12.2020)"]


def test_a_proposed_ministry_says_why(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht."})
    response = clerk.get(add(inquiry))
    assert response.context["adminform"].form["ministerium"].value() == letter.ministerium.pk
    assert "weil dieses Ministerium diese Anfrage schon beantwortet hat" in response.content.decode()


def test_without_a_ground_no_ministry_is_chosen(clerk, inquiry):
    factories.ministerium()
    response = clerk.get(add(inquiry))
    assert response.context["adminform"].form["ministerium"].value() is None
    assert "Vorgeschlagen" not in response.content.decode()


def test_what_another_letter_answered_is_said_beside_the_question(clerk, inquiry):
    earlier = factories.stellungnahme(inquiry, {"2": "Hier."}, schreiben_vom=datetime.date(2025, 8, 20))
    html = clerk.get(add(inquiry)).content.decode()
    assert "Antwort liegt vor" in html
    assert change(earlier) in html


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?antrag=",
        "?antrag=abc",
        "?antrag=0",
        "?antrag=-1",
        "?antrag=%00",
        *(f"?antrag={'9' * n}" for n in (30, 4500)),
    ],
    ids=["nothing", "empty", "letters", "zero", "negative", "zero-byte", "30-digits", "4500-digits"],
)
def test_without_an_inquiry_the_way_leads_to_those_that_wait(clerk, query):
    response = clerk.get(f"{LIST}add/{query}", follow=True)
    assert response.redirect_chain[-1][0] == f"{reverse('admin:inquiries_antrag_changelist')}?stand=wartet"
    assert len(messages(response)) == 1


# --- Entering ---------------------------------------------------------------------------------------------


def test_a_letter_is_entered_as_a_draft_and_leads_back_to_its_inquiry(clerk, inquiry):
    ministerium, other = factories.ministerium(), factories.ministerium("Ministerium für Finanzen", "FM")
    response = typed(
        clerk,
        add(inquiry),
        row(0, "Acht.\r\n\r\nUnd zwei."),
        row(2, "Morgen."),
        ministerium=ministerium.pk,
        im_einvernehmen=[other.pk],
        schreiben_vom="1.9.2025",
        aktenzeichen="WM36-43-99/161",
        unterzeichnet_von="Muster",
        amt="Ministerin",
    )
    assert response.status_code == 302, (head_errors(response), row_errors(response))
    assert response.url == reverse("admin:inquiries_antrag_change", args=[inquiry.pk])
    letter = Stellungnahme.objects.get()
    assert (letter.antrag, letter.state, letter.art) == (inquiry, "entwurf", "antwort")
    assert (letter.ministerium, letter.schreiben_vom) == (ministerium, datetime.date(2025, 9, 1))
    assert list(letter.im_einvernehmen.all()) == [other]
    assert answers(letter) == {"1": "Acht.\n\nUnd zwei.", "3": "Morgen."}
    assert {ziffer.nummer: ziffer.frage.text for ziffer in Ziffer.objects.all()} == {"1": "Wie viele?", "3": "Wann?"}


@pytest.mark.parametrize(
    ("nummern", "expected"),
    [("1 und 2", "1, 2"), ("1-3", "1, 2, 3"), ("3. bis 5.", "3, 4, 5"), ("Zu 1., 2. und 4.:", "1, 2, 4"), ("5", "5")],
)
def test_numbers_in_any_written_form_make_a_joint_answer(clerk, inquiry, nummern, expected):
    typed(clerk, add(inquiry), row(0, "Gemeinsam.", nummern))
    assert answers(Stellungnahme.objects.get()) == {expected: "Gemeinsam."}


def test_answers_stand_in_the_order_of_the_house_whatever_the_order_of_the_rows(clerk, inquiry):
    typed(clerk, add(inquiry), row(0, "Zu fünf.", "5"), row(4, "Zu eins.", "1"), row(5, "Zu zwei.", "2"))
    assert answers(Stellungnahme.objects.get()) == {"1": "Zu eins.", "2": "Zu zwei.", "5": "Zu fünf."}


def test_an_empty_form_is_a_draft_without_answers(clerk, inquiry):
    typed(clerk, add(inquiry))
    assert answers(Stellungnahme.objects.get()) == {}


def test_a_draft_is_changed_row_by_row_and_keeps_the_identity_of_its_answers(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht.", "2": "Hier."}, published=False)
    first = letter.antworten.get(position=1)
    typed(clerk, change(letter), row(0, "Neun.", "1 und 3"), row(2, "Hier auch.", "4"))
    assert answers(letter) == {"1, 3": "Neun.", "2": "Hier.", "4": "Hier auch."}
    assert letter.antworten.get(position=1) == first


def test_an_answer_is_deleted_and_its_question_gets_its_row_back(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht.", "2": "Siehe Drucksache 17/9075."}, published=False)
    typed(clerk, change(letter), **{"antworten-1-DELETE": "on"})
    assert answers(letter) == {"1": "Acht."}
    assert "Zu 2: Siehe Drucksache 17/9075." in LogEntry.objects.get().get_change_message()
    assert not AntwortVerweis.objects.exists()
    assert "2" in [row["nummern"].value() for row in formset(clerk.get(change(letter))).rows]


def test_further_answers_fit_into_the_blank_row_and_rows_added_in_the_page(clerk, inquiry):
    more = {"antworten-TOTAL_FORMS": "7", **row(6, "Und noch.", "5")}
    typed(clerk, add(inquiry), row(5, "Frei.", "4"), more)
    assert answers(Stellungnahme.objects.get()) == {"4": "Frei.", "5": "Und noch."}


def test_the_wording_of_a_question_is_kept_with_its_number(clerk, inquiry):
    typed(clerk, add(inquiry), row(0, "Acht.", wortlaut_1="Wie viele denn?"))
    assert Ziffer.objects.get().wortlaut == "Wie viele denn?"


def test_each_question_of_a_joint_answer_keeps_its_own_wording(clerk, inquiry):
    typed(
        clerk,
        add(inquiry),
        row(0, "Gemeinsam.", "1 und 2", wortlaut_1="Wie viele denn?"),
        row(1, wortlaut_2="Wo denn?"),
    )
    letter = Stellungnahme.objects.get()
    assert dict(Ziffer.objects.values_list("nummer", "wortlaut")) == {"1": "Wie viele denn?", "2": "Wo denn?"}
    typed(clerk, change(letter), row(0, wortlaut_2="Wo genau?"))
    assert dict(Ziffer.objects.values_list("nummer", "wortlaut")) == {"1": "Wie viele denn?", "2": "Wo genau?"}


def test_a_supplement_bears_its_own_number(clerk, inquiry):
    factories.stellungnahme(inquiry, {"1": "Acht."})
    cited = factories.drucksache("17/19500")
    typed(clerk, add(inquiry), row(0, "Neun."), drucksachennummer="17 / 19 500")
    letter = Stellungnahme.objects.drafts().get()
    assert (letter.art, letter.drucksache) == ("ergaenzung", cited)


def test_citations_are_found_on_saving_told_and_shown(clerk, inquiry):
    factories.antrag(number="17/19005")
    response = typed(
        clerk,
        add(inquiry),
        row(0, "Auf Drucksache 17/9075 und Drucksache 17/19005 wird verwiesen.", "1 und 2"),
        follow=True,
        _save=None,
        _continue="1",
    )
    assert "2 Verweise gefunden, davon 1 auf nicht erfasste Drucksachen." in messages(response)
    html = response.content.decode()
    assert "Antwort zu 1, 2" in html
    assert "nicht erfasst" in html
    assert "„Drucksache 17/9075“" in html


def test_citations_stand_in_the_order_of_the_letter(clerk, inquiry):
    texts = {"2": "Siehe Drucksache 17/19502.", "1": "Zuerst ist das zu sagen: siehe Drucksache 17/19501."}
    letter = factories.stellungnahme(inquiry, texts, published=False)
    typed(clerk, change(letter))
    verweise = clerk.get(change(letter)).context["verweise"]
    assert [str(verweis.drucksache) for verweis in verweise] == ["17/19501", "17/19502"]


def test_dates_and_ministries_that_hardly_fit_are_kept_and_pointed_out(clerk, inquiry):
    old = Ministerium.objects.create(kuerzel="A", name="Altes Amt", gueltig_von="2000-01-01", gueltig_bis="2001-01-01")
    response = typed(clerk, add(inquiry), ministerium=old.pk, schreiben_vom="1.8.2025", follow=True)
    assert Stellungnahme.objects.get().schreiben_vom == datetime.date(2025, 8, 1)
    told = " ".join(messages(response))
    assert "ist älter als die Anfrage (08.08.2025)" in told
    assert "„Altes Amt“ hieß am 01.08.2025 nicht so" in told


# --- Bad input: at its field, with all that was typed, and nothing stored ----------------------------------


def test_a_number_that_the_inquiry_lacks_is_refused_with_those_it_has(clerk, inquiry):
    response = typed(clerk, add(inquiry), row(0, "Acht.", "1 und 9"), row(1, "Hier."), aktenzeichen="VM-1")
    assert row_errors(response) == {
        0: {
            "nummern": "Die Anfrage hat keine Frage 9. Es gibt Fragen 1 bis 5. Nennt das Schreiben wirklich diese "
            "Nummer, bestätigen Sie es unter dem Feld."
        }
    }
    assert nothing_stored()
    html = response.content.decode()
    assert 'value="1 und 9"' in html
    assert 'value="VM-1"' in html
    assert "Acht." in html
    assert "Hier." in html
    assert 'name="antworten-0-so_gedruckt"' in html
    assert 'name="antworten-1-so_gedruckt"' not in html


def test_the_head_of_the_page_leads_to_each_error(clerk, inquiry):
    response = typed(clerk, add(inquiry), row(3, "Acht.", "12"), schreiben_vom="gestern")
    html = response.content.decode()
    assert '<a href="#id_schreiben_vom">' in html
    assert '<a href="#id_antworten-3-nummern">Nummer zu 4</a>: Die Anfrage hat keine Frage 12.' in html


def test_a_number_that_the_letter_really_names_is_kept_without_a_question(clerk, inquiry):
    response = typed(clerk, add(inquiry), row(0, "Acht.", "1 und 9"))
    response = clerk.post(add(inquiry), filled(response, _save="1", **{"antworten-0-so_gedruckt": "on"}))
    assert response.status_code == 302
    letter = Stellungnahme.objects.get()
    assert {ziffer.nummer: ziffer.frage_id is None for ziffer in Ziffer.objects.all()} == {"1": False, "9": True}
    html = clerk.get(change(letter)).content.decode()
    assert "keine Frage dieser Nummer" in html
    assert typed(clerk, change(letter), aktenzeichen="VM-1").status_code == 302


def test_taking_the_confirmation_back_refuses_the_number_again(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"9": "Acht."}, published=False)
    response = typed(clerk, change(letter), **{"antworten-0-so_gedruckt": None})
    assert "keine Frage 9" in row_errors(response)[0]["nummern"]


@pytest.mark.parametrize(
    ("nummern", "sentence"),
    [
        ("eins", "keine Liste von Nummern"),
        ("5 bis 3", "läuft rückwärts"),
        ("1 und 1", "doppelt angegeben"),
        ("1 bis 900", "zu groß"),
        ("17/9075", "keine Liste von Nummern"),
        ("<script>", "keine Liste von Nummern"),
    ],
)
def test_what_is_no_number_is_refused_at_its_field_and_kept(clerk, inquiry, nummern, sentence):
    response = typed(clerk, add(inquiry), row(1, "Hier.", nummern))
    assert sentence in row_errors(response)[1]["nummern"]
    assert nothing_stored()
    assert formset(response).forms[1]["nummern"].value() == nummern
    assert formset(response).forms[1]["text"].value() == "Hier."


def test_a_text_without_a_number_is_refused_at_the_number(clerk, inquiry):
    response = typed(clerk, add(inquiry), row(5, "Wozu gehört das?"))
    assert "mindestens eine Nummer" in row_errors(response)[5]["nummern"]
    assert nothing_stored()


def test_a_number_answered_twice_is_refused_at_the_second_row(clerk, inquiry):
    response = typed(clerk, add(inquiry), row(0, "Gemeinsam.", "1 und 2"), row(1, "Noch einmal."))
    assert row_errors(response) == {1: {"nummern": "2 ist in diesem Schreiben schon beantwortet (Zeile „1 und 2“)."}}
    assert nothing_stored()


def test_joint_numbers_without_a_text_are_refused_at_the_text(clerk, inquiry):
    response = typed(clerk, add(inquiry), row(0, "", "1 und 2"))
    assert row_errors(response) == {0: {"text": "Zu 1 und 2 fehlt der Text der Antwort."}}


def test_emptying_an_answer_is_not_deleting_it(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht."}, published=False)
    response = typed(clerk, change(letter), row(0, "  "))
    assert "Antwort löschen" in row_errors(response)[0]["text"]
    assert answers(letter) == {"1": "Acht."}


def test_a_wording_without_an_answer_is_refused_at_the_answer(clerk, inquiry):
    response = typed(clerk, add(inquiry), row(2, wortlaut_3="Wann denn?"))
    assert "nur der Wortlaut" in row_errors(response)[2]["text"]
    assert "Wann denn?" in response.content.decode()
    assert nothing_stored()


def test_the_wording_of_several_numbers_at_once_is_refused(clerk, inquiry):
    response = typed(clerk, add(inquiry), row(5, "Gemeinsam.", "1 und 2", wortlaut_="Welche denn?"))
    assert "Bitte erst speichern" in row_errors(response)[5]["wortlaut_"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("schreiben_vom", "31.2.2025", "gültiges Datum"),
        ("ministerium", "999999", "gültige Auswahl"),
        ("im_einvernehmen", ["x"], "x"),
        ("art", "stellungnahme", "gültige Auswahl"),
        ("aktenzeichen", "A" * 101, "100 Zeichen"),
        ("drucksachennummer", "neuntausend", "keine Drucksachennummer"),
        ("drucksachennummer", "17/19001", "Nummer der Anfrage selbst"),
        ("unterzeichnet_von", "M\x00uster", "Nullzeichen"),
    ],
)
def test_the_head_of_the_letter_is_refused_field_by_field(clerk, inquiry, field, value, sentence):
    response = typed(clerk, add(inquiry), row(0, "Acht."), **{field: value})
    assert response.status_code == 200
    assert list(head_errors(response)) == [field]
    assert sentence in head_errors(response)[field]
    assert nothing_stored()
    assert not Drucksache.objects.exclude(antrag=inquiry).exists()
    assert "Acht." in response.content.decode()


def test_a_number_of_another_paper_is_refused_naming_it(clerk, inquiry):
    factories.antrag(number="17/19005", titel="Musteranfrage zu Kläranlagen")
    response = typed(clerk, add(inquiry), drucksachennummer="17/19005")
    assert "Musteranfrage zu Kläranlagen" in head_errors(response)["drucksachennummer"]


def test_a_ministry_does_not_agree_with_itself(clerk, inquiry):
    own = factories.ministerium()
    response = typed(clerk, add(inquiry), ministerium=own.pk, im_einvernehmen=[own.pk])
    assert list(head_errors(response)) == ["im_einvernehmen"]


def test_what_is_typed_is_never_markup(clerk, inquiry):
    typed(clerk, add(inquiry), row(0, "<b>Acht</b> & <script>alert(1)</script>"))
    html = clerk.get(change(Stellungnahme.objects.get())).content.decode()
    assert "<script>alert" not in html
    assert "&lt;b&gt;Acht&lt;/b&gt; &amp;" in html


def test_a_broken_management_form_is_no_traceback(clerk, inquiry):
    data = filled(clerk.get(add(inquiry)), **row(0, "Acht."))
    for broken in ({"antworten-TOTAL_FORMS": "x"}, {"antworten-TOTAL_FORMS": "99999"}):
        assert clerk.post(add(inquiry), data | broken).status_code == 200
    assert nothing_stored()


# --- Publishing -------------------------------------------------------------------------------------------


def publish_page(letter):
    return reverse("admin:responses_stellungnahme_publish", args=[letter.pk])


def withdraw_page(letter):
    return reverse("admin:responses_stellungnahme_withdraw", args=[letter.pk])


def test_a_complete_letter_is_saved_and_published_at_once(clerk, inquiry):
    response = typed(
        clerk,
        add(inquiry),
        row(0, "Gemeinsam.", "1 bis 5"),
        ministerium=factories.ministerium().pk,
        follow=True,
        _save=None,
        _publish="1",
    )
    letter = Stellungnahme.objects.get()
    assert letter.state == "veroeffentlicht"
    assert letter.veroeffentlicht_von.pk == int(clerk.session["_auth_user_id"])
    assert letter.veroeffentlicht_am is not None
    assert any("ist veröffentlicht" in text for text in messages(response))
    assert "Veröffentlicht." in [entry.get_change_message() for entry in LogEntry.objects.all()]
    inquiry.refresh_from_db()
    assert inquiry.fragen_beantwortet == 5


def test_open_questions_are_named_before_publishing_and_each_needs_a_reason(clerk, inquiry):
    response = typed(
        clerk,
        add(inquiry),
        row(0, "Gemeinsam.", "1 bis 3"),
        ministerium=factories.ministerium().pk,
        _save=None,
        _publish="1",
    )
    letter = Stellungnahme.objects.get()
    assert response.url == publish_page(letter)
    assert letter.is_draft
    html = clerk.get(publish_page(letter)).content.decode()
    assert "Warum?" in html
    assert "Wozu?" in html
    fourth, fifth = (inquiry.fragen.get(nummer=nummer) for nummer in ("4", "5"))

    response = clerk.post(publish_page(letter), {f"grund_{fourth.pk}": "Keine Daten.", f"grund_{fifth.pk}": " "})
    assert response.status_code == 200
    assert dict(response.context["form"].errors) == {
        f"grund_{fifth.pk}": ["Bitte angeben, warum Frage 5 ohne Antwort bleibt."]
    }
    assert "Keine Daten." in response.content.decode()
    letter.refresh_from_db()
    assert letter.is_draft
    assert not letter.luecken.exists()

    response = clerk.post(publish_page(letter), {f"grund_{fourth.pk}": "Keine Daten.", f"grund_{fifth.pk}": "Folgt."})
    assert response.status_code == 302
    letter.refresh_from_db()
    assert letter.state == "veroeffentlicht"
    assert dict(letter.luecken.values_list("frage__nummer", "grund")) == {"4": "Keine Daten.", "5": "Folgt."}
    html = clerk.get(change(letter)).content.decode()
    assert "Keine Daten." in html


def test_a_reason_that_is_too_long_is_refused_and_kept(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1 bis 4": "Gemeinsam."}, published=False)
    name = f"grund_{inquiry.fragen.get(nummer='5').pk}"
    response = clerk.post(publish_page(letter), {name: "x" * 501})
    assert "500 Zeichen" in response.context["form"].errors[name][0]
    assert "x" * 501 in response.content.decode()


def test_a_letter_without_a_ministry_is_refused_at_the_field_when_it_is_to_be_published(clerk, inquiry):
    response = typed(clerk, add(inquiry), row(0, "Gemeinsam.", "1 bis 5"), _save=None, _publish="1")
    assert list(head_errors(response)) == ["ministerium"]
    assert nothing_stored()


def test_the_page_before_publishing_says_what_is_missing(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {}, published=False, ministerium=None)
    response = clerk.post(publish_page(letter), {})
    html = response.content.decode()
    assert "Das Ministerium fehlt." in html
    assert "noch keinen Text" in html
    letter.refresh_from_db()
    assert letter.is_draft


def test_publishing_needs_its_permission(clerk, inquiry):
    from django.contrib.auth.models import Group

    Group.objects.get(name="Sachbearbeitung").permissions.filter(codename="publish_stellungnahme").delete()
    letter = factories.stellungnahme(inquiry, {"1 bis 5": "Gemeinsam."}, published=False)
    assert "_publish" not in clerk.get(change(letter)).content.decode()
    assert clerk.post(publish_page(letter), {}).status_code == 403
    assert clerk.post(withdraw_page(letter), {"grund": "x"}).status_code == 403
    assert clerk.post(change(letter), filled(clerk.get(change(letter)), _publish="1")).status_code == 403
    letter.refresh_from_db()
    assert letter.is_draft


@pytest.mark.parametrize("page", [publish_page, withdraw_page, change])
def test_readers_reach_none_of_these_pages(lesen_client, inquiry, page):
    letter = factories.stellungnahme(inquiry, {"1 bis 5": "Gemeinsam."}, published=False)
    assert lesen_client.get(page(letter)).status_code == 403
    assert lesen_client.post(page(letter), {}).status_code == 403
    letter.refresh_from_db()
    assert letter.is_draft


def test_a_published_letter_is_only_read(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1 und 2": "Gemeinsam."}, wortlaut={"1": "Wie?"})
    html = clerk.get(change(letter)).content.decode()
    assert "Gemeinsam." in html
    assert "Wie viele?" in html
    assert "wird nicht mehr geändert" in html
    assert '<textarea name="antworten-0-text"' not in html
    assert '_publish"' not in html
    data = {"art": "antwort", "aktenzeichen": "gefälscht", "antworten-TOTAL_FORMS": "0", "antworten-INITIAL_FORMS": "0"}
    assert clerk.post(change(letter), data).status_code == 403
    letter.refresh_from_db()
    assert letter.aktenzeichen == ""


def test_a_published_letter_is_deleted_by_nobody(admin_client, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht."})
    address = reverse("admin:responses_stellungnahme_delete", args=[letter.pk])
    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    assert Stellungnahme.objects.exists()


def test_a_draft_may_be_deleted_by_whoever_may_delete(admin_client, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Siehe Drucksache 17/9075."}, published=False)
    address = reverse("admin:responses_stellungnahme_delete", args=[letter.pk])
    assert admin_client.post(address, filled(admin_client.get(address))).status_code == 302
    assert nothing_stored()


def test_a_letter_is_withdrawn_with_a_reason_that_the_history_keeps(clerk, inquiry):
    letter = factories.stellungnahme(inquiry, {"1": "Acht."})
    response = clerk.post(withdraw_page(letter), {"grund": ""})
    assert "Bitte angeben" in response.context["form"].errors["grund"][0]
    letter.refresh_from_db()
    assert letter.is_published

    assert clerk.post(withdraw_page(letter), {"grund": "Zahl in  Antwort 1 falsch."}).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.zurueckziehungsgrund) == ("zurueckgezogen", "Zahl in Antwort 1 falsch.")
    history = clerk.get(reverse("admin:responses_stellungnahme_history", args=[letter.pk])).content.decode()
    assert "Zahl in Antwort 1 falsch." in history


@pytest.mark.parametrize(("page", "published"), [(publish_page, True), (withdraw_page, False)], ids=["twice", "draft"])
def test_a_step_that_is_done_already_changes_nothing(clerk, inquiry, page, published):
    letter = factories.stellungnahme(inquiry, {"1 bis 5": "Gemeinsam."}, published=published)
    response = clerk.post(page(letter), {"grund": "x"}, follow=True)
    assert response.redirect_chain == [(change(letter), 302)]
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("name", ["publish", "withdraw", "revise", "present", "give_back"])
def test_a_letter_that_is_not_there_is_not_found(clerk, name):
    assert clerk.get(reverse(f"admin:responses_stellungnahme_{name}", args=[999])).status_code == 404


# --- Finding, and what it costs ---------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["17/19001", "vm-1", "muster", "brucken", "17/19500"])
def test_letters_are_found_by_number_reference_title_and_signature(clerk, query):
    factories.stellungnahme(
        factories.antrag(number="17/19001"),
        {"1": "Acht."},
        aktenzeichen="VM-1",
        unterzeichnet_von="Muster",
        drucksache=factories.drucksache("17/19500"),
    )
    factories.stellungnahme(factories.antrag(number="17/19002", titel="Wälder"), {"1": "Acht."})
    listed = clerk.get(LIST, {"q": query}).context["cl"].result_list
    assert [letter.antrag.number for letter in listed] == ["17/19001"]


@pytest.mark.parametrize("state", ["entwurf", "veroeffentlicht"])
def test_the_list_is_filtered_by_state(clerk, inquiry, state):
    for published in (True, False):
        factories.stellungnahme(inquiry, {"1": "Acht."}, published=published)
    listed = clerk.get(LIST, {"state__exact": state}).context["cl"].result_list
    assert [letter.state for letter in listed] == [state]


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_list_of_thirty_letters_costs_as_many_queries_as_a_list_of_two(clerk):
    for index in range(30):
        inquiry = factories.antrag(number=f"17/{19100 + index}")
        factories.stellungnahme(inquiry, {"1": "Acht."}, schreiben_vom=datetime.date(2025, 8, 1))
        if index == 1:
            clerk.get(LIST)
            few = queries(clerk, LIST)
    assert queries(clerk, LIST) == few


@pytest.mark.parametrize("published", [True, False], ids=["published", "draft"])
def test_the_form_of_thirty_questions_costs_as_many_queries_as_that_of_one(clerk, published):
    def letter(count):
        inquiry = factories.antrag(fragen=["Wie?"] * count)
        texts = {str(number): "Siehe Drucksache 17/9075." for number in range(1, count + 1)}
        factories.stellungnahme(inquiry, texts)
        return factories.stellungnahme(inquiry, texts, published=published)

    one, thirty = letter(1), letter(30)
    clerk.get(change(one))
    assert queries(clerk, change(thirty)) == queries(clerk, change(one))
    assert queries(clerk, add(thirty.antrag)) == queries(clerk, add(one.antrag))


# --- Words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ([], ""),
        (["1"], "1"),
        (["1", "2"], "1 und 2"),
        (["1", "2", "3"], "1 bis 3"),
        (["1", "2", "3", "5"], "1 bis 3 und 5"),
        (["1", "2", "4", "7"], "1, 2, 4 und 7"),
        (["3a", "3b"], "3a und 3b"),
        (["1", "2", "3", "3a", "4", "5", "6"], "1 bis 3, 3a und 4 bis 6"),
    ],
)
def test_numbers_are_named_as_staff_name_them(labels, words):
    assert enumerate_labels(labels) == words
