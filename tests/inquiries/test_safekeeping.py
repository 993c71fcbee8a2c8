"""What was typed and not saved: kept for the account that typed it, whatever became of its session, and given back."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from inquiries import roles, safekeeping
from inquiries.models import Antrag, Entwurfsablage
from responses.models import Stellungnahme
from tests import factories
from tests.conftest import signed_in
from tests.forms import filled

pytestmark = pytest.mark.django_db

ADD = "/admin/inquiries/antrag/add/"


@pytest.fixture
def anna():
    return signed_in(roles.SACHBEARBEITUNG)


@pytest.fixture
def antrag():
    return factories.antrag(number="17/19001", fragen=["Wie viele Brücken?"])


def page_of(row):
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def leave(client, page, **typed):
    """What the page sends every few seconds."""
    return client.post(reverse("safekeeping"), filled(page, **typed))


def offered(page) -> list[str]:
    return [str(entry.pk) for entry in page.context["kept"]]


def restore(client, address):
    [key] = offered(client.get(address))
    return client.post(address, {"_wiederherstellen": key})


def value(page, name):
    return filled(page)[name][0]


def test_what_was_typed_is_offered_on_the_same_page_and_comes_back_unsaved(anna, antrag):
    address = page_of(antrag)
    assert offered(anna.get(address)) == []
    said = leave(anna, anna.get(address), titel="Lange getippt")
    assert said.content.decode().startswith("Ihre Eingaben sind aufgehoben, Stand ")
    page = restore(anna, address)
    assert value(page, "titel") == "Lange getippt"
    assert "Es ist noch nicht gespeichert." in page.content.decode()
    antrag.refresh_from_db()
    assert antrag.titel != "Lange getippt"
    assert anna.post(address, filled(page, _save="1")).status_code == 302
    antrag.refresh_from_db()
    assert antrag.titel == "Lange getippt"
    assert not Entwurfsablage.objects.exists()


def test_a_new_letter_is_kept_under_its_inquiry(anna, antrag):
    address = f"{reverse('admin:responses_stellungnahme_add')}?antrag={antrag.pk}"
    leave(anna, anna.get(address), **{"antworten-0-text": "Acht Brücken.\r\n\r\nUnd zwei Stege."})
    assert offered(anna.get(f"{reverse('admin:responses_stellungnahme_add')}?antrag={factories.antrag().pk}")) == []
    page = restore(anna, address)
    assert value(page, "antworten-0-text") == "Acht Brücken.\r\n\r\nUnd zwei Stege."
    ministry = str(factories.ministerium().pk)
    assert anna.post(address, filled(page, ministerium=ministry, _save="1")).status_code == 302
    assert Stellungnahme.objects.get().antworten.get().text == "Acht Brücken.\n\nUnd zwei Stege."
    assert offered(anna.get(address)) == []


def test_an_incomplete_inquiry_comes_back_as_it_was(anna):
    leave(anna, anna.get(ADD), titel="", **{"fragen-0-text": "Wie viele?", "fragen-TOTAL_FORMS": "7"})
    page = restore(anna, ADD)
    assert value(page, "fragen-0-text") == "Wie viele?"
    assert not Antrag.objects.exists()


def test_each_opened_page_keeps_its_own(anna, antrag):
    address = page_of(antrag)
    first, second = anna.get(address), anna.get(address)
    for page, titel in ((first, "Eins"), (second, "Zwei"), (first, "Eins, länger")):
        leave(anna, page, titel=titel)
    kept = {entry.inhalt["titel"][0] for entry in Entwurfsablage.objects.all()}
    assert kept == {"Eins, länger", "Zwei"}
    assert anna.post(address, filled(second, titel="Zwei", _save="1")).status_code == 302
    [left] = Entwurfsablage.objects.all()
    anna.post(address, {"_verwerfen": str(left.pk)})
    assert not Entwurfsablage.objects.exists()


def test_what_comes_back_meets_what_others_saved_meanwhile(anna, antrag):
    address = page_of(antrag)
    leave(anna, anna.get(address), titel="Annas Titel")
    other = signed_in(roles.SACHBEARBEITUNG)
    other.post(address, filled(other.get(address), titel="Bens Titel", _save="1"))
    page = restore(anna, address)
    [line] = page.context["conflict"].lines
    assert (line.typed.text, line.stored.text) == ("Annas Titel", "Bens Titel")


# --- Whose it is --------------------------------------------------------------------------------------------


def test_nobody_gets_what_another_typed(anna, antrag):
    address = page_of(antrag)
    leave(anna, anna.get(address), titel="Annas Titel")
    key = Entwurfsablage.objects.get().pk
    other = signed_in(roles.SACHBEARBEITUNG)
    assert offered(other.get(address)) == []
    for button in ("_wiederherstellen", "_verwerfen"):
        assert other.post(address, {button: str(key)}).status_code == 302
    assert Entwurfsablage.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 30, "²"])
def test_a_key_that_is_none_brings_nothing_back(anna, antrag, key):
    for button in ("_wiederherstellen", "_verwerfen"):
        assert anna.post(page_of(antrag), {button: key}).status_code == 302


@pytest.mark.parametrize(
    "ticket",
    ["", "unsinn", signing.dumps([1, "/x/", "y"], salt="anderes")],
    ids=["none", "no ticket", "signed for something else"],
)
def test_without_a_ticket_of_ours_nothing_is_kept(anna, ticket):
    assert anna.post(reverse("safekeeping"), {"ablage": ticket, "titel": "x"}).status_code == 400
    assert not Entwurfsablage.objects.exists()


def test_an_account_that_was_closed_keeps_nothing_more(anna, antrag):
    page = anna.get(page_of(antrag))
    User.objects.update(is_active=False)
    assert leave(anna, page).status_code == 400


# --- Signed out, or refused ---------------------------------------------------------------------------------


def test_a_page_whose_session_is_over_still_keeps_what_is_typed(anna, antrag):
    page = anna.get(page_of(antrag))
    user = User.objects.get()
    anna.logout()
    said = leave(anna, page, titel="Nach der Abmeldung")
    assert "melden Sie sich bitte in einem neuen Fenster wieder an" in said.content.decode()
    anna.force_login(user)
    assert value(restore(anna, page_of(antrag)), "titel") == "Nach der Abmeldung"


def test_a_form_that_is_sent_when_nobody_is_signed_in_any_more_is_kept(anna, antrag):
    address = page_of(antrag)
    page = anna.get(address)
    user = User.objects.get()
    anna.logout()
    sent = anna.post(address, filled(page, titel="Zu spät gesendet", _save="1"))
    assert sent.url == f"/anmelden/?next={address}"
    anna.force_login(user)
    assert value(restore(anna, address), "titel") == "Zu spät gesendet"


def test_a_form_with_an_old_token_against_forgery_is_kept(anna, antrag):
    address = page_of(antrag)
    data = filled(anna.get(address), titel="Nach neuer Anmeldung", _save="1", csrfmiddlewaretoken="alt")
    anna.handler.enforce_csrf_checks = True
    assert anna.post(address, data).status_code == 403
    anna.handler.enforce_csrf_checks = False
    assert value(restore(anna, address), "titel") == "Nach neuer Anmeldung"


def test_a_form_that_meets_an_error_of_the_server_is_kept(anna, antrag, monkeypatch):
    address = page_of(antrag)
    data = filled(anna.get(address), titel="Vor dem Fehler", _save="1")
    monkeypatch.setattr(Antrag, "save", lambda *_, **__: 1 / 0)
    anna.raise_request_exception = False
    assert anna.post(address, data).status_code == 500
    assert Entwurfsablage.objects.get().inhalt["titel"] == ["Vor dem Fehler"]


# --- What is kept, and for how long -------------------------------------------------------------------------


def keep(user, address="/x/", *, at=None, **fields):
    typed = QueryDict(mutable=True)
    typed.update(fields)
    return safekeeping.keep(safekeeping.issue(user, address), typed, at=at or timezone.now())


def test_buttons_and_tokens_are_not_kept_and_no_text_breaks_the_keeping():
    entry = keep(factories.user(), titel="a\0b", _save="1", csrfmiddlewaretoken="x", ablage="y")
    assert entry.inhalt == {"titel": ["ab"]}


def test_what_was_never_saved_goes_after_a_while(settings):
    settings.DRAFT_DAYS = 30
    user, now = factories.user(), timezone.now()
    keep(user, at=now - datetime.timedelta(days=31))
    recent = keep(user, at=now - datetime.timedelta(days=29))
    keep(user, at=now)
    assert [entry.am for entry in safekeeping.kept(user, "/x/")] == [now, recent.am]


def test_an_address_too_long_to_be_kept_has_no_ticket():
    assert safekeeping.issue(factories.user(), "/" + "x" * 1000) == ""


def test_only_whoever_may_change_a_row_has_a_ticket(anna, antrag):
    published = factories.stellungnahme(antrag, {"1": "Acht."})
    assert 'name="ablage"' not in anna.get(page_of(published)).content.decode()
