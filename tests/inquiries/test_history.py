"""The history: every change of every row, whoever makes it, and nobody changes the history."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pghistory
import pgtrigger
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from inquiries import roles
from inquiries.history import Change, Difference, Kind, steps
from inquiries.models import Antrag, Drucksache, Frage, Ministerium
from inquiries.recording import Version, first_states
from responses.models import Stellungnahme
from tests import factories
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

NOT_RECORDED = {
    "Zugriff": "is a log itself",
    "Bearbeitung": "says who has a page open, and goes with it",
    "Entwurfsablage": "is what somebody typed and did not save",
    "Druckauftrag": "goes after a day",
    "Datei": "is written once and never changed",
    "Source": "is written once and never changed",
    "Stapel": "is work in progress, until its papers are stored",
    "Eingang": "is work in progress, each step of which is kept",
    "Arbeitsschritt": "is a log itself",
    "Rueckmeldung": "is a message of a reader, which nobody edits",
}


def changes(model, key) -> list[Change]:
    return [change for step in steps(model, key) for change in step.changes]


def told(row) -> list[tuple[str, str, Kind]]:
    return [(change.noun, change.name, change.kind) for change in changes(type(row), row.pk)]


def separately(*changes) -> None:
    """Each in a transaction of its own, as requests are; a test is one transaction, so the contexts differ."""
    for change in changes:
        with pghistory.context(command="test"):
            change()


def test_every_table_of_the_house_is_recorded():
    versions = [model for model in apps.get_models() if issubclass(model, Version)]
    recorded = {version.pgh_tracked_model._meta.concrete_model for version in versions}
    for label in ("inquiries", "responses"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if not issubclass(model, Version) and not model._meta.proxy and model.__name__ not in NOT_RECORDED:
                assert model in recorded, model


WAYS = {
    "a saved row": lambda frage: (setattr(frage, "text", "Neu?"), frage.save()),
    "an update of many rows": lambda frage: Frage.objects.filter(pk=frage.pk).update(text="Neu?"),
    "SQL": lambda frage: connection.cursor().execute("UPDATE inquiries_frage SET text = 'Neu?'"),
}


@pytest.mark.parametrize("change", WAYS.values(), ids=WAYS)
def test_a_change_is_kept_whichever_way_it_is_made(change):
    antrag = factories.antrag(fragen=["Alt?"])
    change(antrag.fragen.get())
    latest = Frage.pgh_event_model.objects.latest("pgh_id")
    assert (latest.pgh_label, latest.text, latest.nummer) == ("update", "Neu?", "1")


def test_rows_made_together_and_rows_that_go_are_kept():
    antrag = factories.antrag(fragen=["Eins?", "Zwei?"])
    antrag.fragen.filter(nummer="2").delete()
    labels = Frage.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", "text")
    assert list(labels) == [("insert", "Eins?"), ("insert", "Zwei?"), ("delete", "Zwei?")]


def test_what_triggers_count_from_other_rows_is_no_change_of_an_inquiry():
    antrag = factories.antrag(number="17/19001")
    kept = Antrag.pgh_event_model.objects.count(), Drucksache.pgh_event_model.objects.count()
    factories.stellungnahme(antrag, {"1": "Siehe Drucksache 17/19001, Ziffer 9."})
    antrag.refresh_from_db()
    assert antrag.fragen_beantwortet == 1
    assert (Antrag.pgh_event_model.objects.count(), Drucksache.pgh_event_model.objects.count()) == kept


@pytest.mark.parametrize(
    "statement", ["UPDATE inquiries_fraktionversion SET name = 'x'", "DELETE FROM inquiries_fraktionversion"]
)
def test_nobody_changes_the_history(statement):
    factories.fraktion()
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        connection.cursor().execute(statement)


def test_rows_older_than_the_history_begin_with_the_state_they_were_found_in():
    with pgtrigger.ignore("inquiries.Ministerium:insert_insert"):
        ministry = factories.ministerium()
    version = Ministerium.pgh_event_model
    assert not version.objects.exists()
    connection.cursor().execute(first_states(version, Ministerium))
    ministry.kuerzel = "MV"
    separately(ministry.save)
    found = {change.kind: change.differences for change in changes(Ministerium, ministry.pk)}
    assert found.keys() == {Kind.FOUND, Kind.CHANGED}
    assert found[Kind.CHANGED] == (Difference("Kürzel", "VM", "MV"),)


# --- Steps ------------------------------------------------------------------------------------------------


def test_what_one_request_left_as_it_was_is_no_change():
    antrag = factories.antrag()
    with pghistory.context(url="/x/"):
        Antrag.objects.filter(pk=antrag.pk).update(titel="Zwischendurch")
        Antrag.objects.filter(pk=antrag.pk).update(titel=antrag.titel)
    assert not [kind for *_, kind in told(antrag) if kind == Kind.CHANGED]


def test_a_long_text_is_compared_word_by_word_and_a_date_as_it_is_read():
    antrag = factories.antrag(
        fragen=["Wie viele Brücken es im Land gibt und welche davon sie zu sanieren beabsichtigt;"]
    )
    frage = antrag.fragen.get()
    frage.text = frage.text.replace("beabsichtigt", "plant")
    antrag.zugeleitet = datetime.date(2026, 3, 2)
    separately(frage.save, antrag.save)
    found = {change.noun: change for change in changes(Antrag, antrag.pk) if change.kind == Kind.CHANGED}
    assert found["Frage"].differences[0].words[1:] == (("asked", "beabsichtigt;"), ("repeated", "plant;"))
    assert ("zugeleitet", "", "02.03.2026") in [(d.label, d.before, d.after) for d in found["Anfrage"].differences]


def test_the_page_of_an_inquiry_tells_of_all_that_belongs_to_it_even_when_it_is_gone():
    antrag = factories.antrag(number="17/19001")
    letter = factories.stellungnahme(antrag, {"1": "Siehe Drucksache 17/9075."}, published=False)
    letter.im_einvernehmen.add(factories.ministerium("Ministerium für Finanzen", "FM"))
    key = letter.pk
    separately(letter.delete)
    removed = {(noun, name) for noun, name, kind in told(antrag) if kind == Kind.REMOVED}
    assert {("Antwort", "1"), ("Ziffer", "1"), ("Verweis", "Drucksache 17/9075")} <= removed
    assert ("Ministerium im Einvernehmen", "Ministerium für Finanzen") in removed
    assert [noun for noun, *_ in removed].count("Stellungnahme") == 1
    assert ("Fraktion der Anfrage", "GRÜNE", Kind.ADDED) in told(antrag)
    assert ("Antwort", "1") in {(change.noun, change.name) for change in changes(Stellungnahme, key)}


def test_a_history_takes_as_many_queries_for_many_rows_as_for_few(
    django_assert_num_queries, django_assert_max_num_queries
):
    few = factories.antrag(fragen=["Eins?"])
    many = factories.antrag(fragen=[f"Frage {number}?" for number in range(40)])
    factories.stellungnahme(few, {"1": "Ja, siehe Drucksache 17/9075."})
    factories.stellungnahme(many, {str(number): "Ja, siehe Drucksache 17/9075." for number in range(1, 41)})
    with django_assert_max_num_queries(40) as asked:
        steps(Antrag, few.pk)
    with django_assert_num_queries(len(asked)):
        steps(Antrag, many.pk)


# --- Who, and from which source -----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_form_names_the_clerk_and_the_page(sachbearbeitung_client):
    letter = factories.stellungnahme(factories.antrag(), {"1": "Acht."})
    address = reverse("admin:responses_stellungnahme_withdraw", args=[letter.pk])
    name = User.objects.get(pk=sachbearbeitung_client.session["_auth_user_id"]).username
    assert sachbearbeitung_client.post(address, {"grund": "Zahl falsch."}).status_code == 302
    [step, *_] = steps(Stellungnahme, letter.pk)
    assert (step.who, step.way, step.grund) == (name, address, "Zahl falsch.")


def test_a_command_is_named(database_address):
    subprocess.run(
        [sys.executable, "manage.py", "loaddata", "vocabulary", "-v0"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database_address},
        check=True,
    )
    ministry = Ministerium.objects.order_by("pk")[0]
    assert [(step.who, step.way) for step in steps(Ministerium, ministry.pk)] == [("", "loaddata")]


def test_what_was_read_names_its_source():
    from responses.importing import import_file

    path = Path(settings.BASE_DIR / "fixtures/papers/17-19731-kleine-anfrage-bahnhof-musterlingen.txt")
    receipt = import_file(path).receipt
    sources = {step.source for step in steps(Antrag, receipt.antrag.pk)}
    assert sources == {receipt.antrag.source}


def test_whatever_bypasses_the_application_is_named_so(sachbearbeitung_client):
    antrag = factories.antrag()
    html = sachbearbeitung_client.get(reverse("admin:inquiries_antrag_history", args=[antrag.pk])).content.decode()
    assert "Unmittelbar in der Datenbank" in html


# --- The page -----------------------------------------------------------------------------------------------


def history_page(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])


def test_a_row_that_is_gone_has_its_history_and_one_that_never_was_has_none(sachbearbeitung_client):
    letter = factories.stellungnahme(factories.antrag(), {"1": "Acht."}, published=False)
    address, number = history_page(letter), letter.pk
    separately(letter.delete)
    html = sachbearbeitung_client.get(address).content.decode()
    assert "(gelöscht)" in html
    for key in ("4711", "9" * 30, "abc"):
        response = sachbearbeitung_client.get(address.replace(f"/{number}/", f"/{key}/"))
        assert response.status_code == 302, key


@pytest.mark.django_db(transaction=True)
def test_long_histories_come_in_pages(sachbearbeitung_client):
    antrag = factories.antrag()
    for number in range(30):
        separately(lambda number=number: Antrag.objects.filter(pk=antrag.pk).update(titel=f"Titel {number}"))
    first = sachbearbeitung_client.get(history_page(antrag)).content.decode()
    assert "Titel 29" in first
    assert "Seite 1 von 2" in first
    assert "Titel 0" in sachbearbeitung_client.get(history_page(antrag), {"seite": "2"}).content.decode()
    assert sachbearbeitung_client.get(history_page(antrag), {"seite": "unendlich"}).status_code == 200


@pytest.mark.parametrize("role", [roles.LESEN, None], ids=["Lesen", "no role"])
def test_the_history_is_for_clerks(role):
    assert signed_in(role).get(history_page(factories.antrag())).status_code == 403


def test_text_of_a_paper_is_no_markup(sachbearbeitung_client):
    antrag = factories.antrag(titel="<script>alert(1)</script>")
    assert "<script>alert" not in sachbearbeitung_client.get(history_page(antrag)).content.decode()
