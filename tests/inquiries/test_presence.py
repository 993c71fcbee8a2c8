"""Who works on a row at the moment, and what the pages of the clerks' desk say of it."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from inquiries import presence, roles
from inquiries.models import Bearbeitung
from tests import factories
from tests.conftest import signed_in
from tests.forms import filled

pytestmark = pytest.mark.django_db

TEN = datetime.datetime(2026, 3, 2, 10, 0, tzinfo=datetime.UTC)


def minutes(number: float) -> datetime.datetime:
    return TEN + datetime.timedelta(minutes=number)


def beat(row):
    return reverse("presence", args=[row._meta.label_lower, row.pk])


def page_of(row):
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


@pytest.fixture
def antrag():
    return factories.antrag(number="17/19001")


@pytest.fixture
def anna():
    client = signed_in(roles.SACHBEARBEITUNG)
    User.objects.filter(pk=client.session["_auth_user_id"]).update(first_name="Anna", last_name="Muster")
    return client


def test_the_second_is_told_of_the_first_and_nobody_of_themselves(antrag):
    one, two = (factories.user() for _ in range(2))
    assert presence.arrive(antrag, one, at=TEN) == []
    [other] = presence.arrive(antrag, two, at=minutes(1))
    assert (other.konto, other.seit, other.zuletzt) == (one, TEN, TEN)
    assert presence.arrive(factories.antrag(), two, at=minutes(1)) == []
    assert presence.arrive(factories.fraktion(), two, at=minutes(1)) == []


def test_whoever_was_not_heard_of_for_long_is_gone_and_comes_back_anew(antrag, settings):
    settings.PRESENCE_SECONDS = 90
    one, two = (factories.user() for _ in range(2))
    presence.arrive(antrag, one, at=TEN)
    presence.arrive(antrag, one, at=minutes(1))
    [other] = presence.arrive(antrag, two, at=minutes(2.5))
    assert (other.seit, other.zuletzt) == (TEN, minutes(1))
    assert presence.arrive(antrag, two, at=minutes(3)) == []
    presence.arrive(antrag, one, at=minutes(9))
    [other] = presence.arrive(antrag, two, at=minutes(9))
    assert other.seit == minutes(9)


def test_whoever_leaves_is_gone_at_once(antrag):
    one, two = (factories.user() for _ in range(2))
    for account in (one, two):
        presence.arrive(antrag, account, at=TEN)
    presence.leave(antrag, one)
    assert presence.arrive(antrag, two, at=TEN) == []


def test_old_entries_and_those_of_deleted_accounts_go(antrag):
    gone, old = (factories.user() for _ in range(2))
    presence.arrive(antrag, old, at=minutes(-2))
    presence.arrive(factories.antrag(), gone, at=TEN)
    assert [entry.konto for entry in Bearbeitung.objects.all()] == [gone]
    gone.delete()
    assert not Bearbeitung.objects.exists()


def test_a_page_opened_for_changing_names_the_others_by_their_full_names(antrag, anna, sachbearbeitung_client):
    assert "arbeitet auch hier" not in anna.get(page_of(antrag)).content.decode()
    html = sachbearbeitung_client.get(page_of(antrag)).content.decode()
    assert "<strong>Anna Muster</strong> arbeitet auch hier, seit " in html


def test_looking_is_no_work(antrag, anna, sachbearbeitung_client):
    published = factories.stellungnahme(antrag, {"1": "Acht."})
    for row in (published, antrag.drucksache):
        assert 'id="presence"' not in anna.get(page_of(row)).content.decode()
    anna.get(reverse("admin:inquiries_antrag_add"))
    anna.get(reverse("admin:inquiries_antrag_history", args=[antrag.pk]))
    assert not Bearbeitung.objects.exists()


def test_saving_ends_the_work_unless_it_goes_on(antrag, anna):
    letter = factories.stellungnahme(antrag, {"1": "Acht."}, published=False)
    for name, left in (("_continue", 1), ("_save", 0)):
        response = anna.post(page_of(letter), filled(anna.get(page_of(letter)), **{name: "1"}))
        assert response.status_code == 302
        assert Bearbeitung.objects.count() == left


def test_the_page_asks_again_and_only_news_is_said(antrag, anna, sachbearbeitung_client):
    anna.get(page_of(antrag))
    address = beat(antrag)
    news = sachbearbeitung_client.post(address, {"known": ""})
    key = Bearbeitung.objects.get(konto__first_name="Anna").konto_id
    assert "Anna Muster" in news.content.decode()
    assert "HX-Reswap" not in news
    same = sachbearbeitung_client.post(address, {"known": str(key)})
    assert same["HX-Reswap"] == "none"
    assert f'id="presence-{key}" aria-live="off" hx-swap-oob="true">zuletzt' in same.content.decode()
    assert "Anna Muster" not in same.content.decode()
    Bearbeitung.objects.filter(konto=key).update(zuletzt=timezone.now() - datetime.timedelta(minutes=2))
    gone = sachbearbeitung_client.post(address, {"known": str(key)}).content.decode()
    assert "arbeitet" not in gone
    assert 'name="known" value=""' in gone


def test_the_page_is_told_when_its_row_is_gone_or_closed(antrag, anna):
    letter = factories.stellungnahme(antrag, {"1": "Acht."}, published=False)
    address = beat(letter)
    assert anna.post(address).status_code == 200
    letter.state = letter.State.VEROEFFENTLICHT
    letter.save()
    assert "inzwischen abgeschlossen" in anna.post(address).content.decode()
    missing = reverse("presence", args=["responses.stellungnahme", 4711])
    assert "inzwischen gelöscht" in anna.post(missing).content.decode()


def test_whoever_is_signed_out_is_told_so_in_place(antrag, client):
    response = client.post(beat(antrag), headers={"HX-Request": "true"})
    assert (response.status_code, "HX-Refresh" in response) == (200, False)
    assert "Ihre Anmeldung ist abgelaufen" in response.content.decode()
    assert not Bearbeitung.objects.exists()


@pytest.mark.parametrize("table", ["auth.user", "nichts", "inquiries.nichts", "a.b.c", "sessions.session"])
def test_only_tables_of_the_house_are_worked_on(anna, table):
    assert anna.post(f"/bearbeitung/{table}/1/").status_code == 404


@pytest.mark.parametrize("role", [None, roles.LESEN])
def test_only_whoever_may_change_a_row_is_told_who_does(antrag, role):
    address = beat(antrag)
    assert signed_in(role).post(address).status_code == 403
    assert signed_in(roles.SACHBEARBEITUNG).get(address).status_code == 405


def test_a_row_that_only_administrators_change_is_not_told_to_clerks(antrag, anna):
    assert anna.post(beat(antrag.drucksache)).status_code == 403


def test_however_many_work_there_the_page_asks_as_often(antrag, anna, django_assert_num_queries):
    address = beat(antrag)
    anna.post(address)
    for _ in range(4):
        presence.arrive(antrag, factories.user(), at=timezone.now())
    with django_assert_num_queries(7):
        anna.post(address)
