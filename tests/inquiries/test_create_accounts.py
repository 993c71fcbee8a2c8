"""The first accounts: one for each role, with passwords that are kept and never replaced."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from inquiries.management.commands.create_accounts import read_passwords

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    return settings.VAR_DIR / "accounts.txt"


def create_accounts():
    call_command("create_accounts", verbosity=0)


def test_each_role_has_an_account_with_the_password_of_the_file(file, rf):
    create_accounts()
    request = rf.post("/")
    passwords = read_passwords(file)
    assert len(set(passwords.values())) == 3
    users = {name: authenticate(request, username=name, password=password) for name, password in passwords.items()}
    assert {name: [group.name for group in user.groups.all()] for name, user in users.items()} == {
        "lesen": ["Lesen"],
        "sachbearbeitung": ["Sachbearbeitung"],
        "verwaltung": [],
    }
    assert {name: (user.is_staff, user.is_superuser) for name, user in users.items()} == {
        "lesen": (False, False),
        "sachbearbeitung": (True, False),
        "verwaltung": (True, True),
    }


def test_only_the_owner_reads_the_file(file):
    create_accounts()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_second_time_changes_nothing(file):
    create_accounts()
    User.objects.get(username="lesen").groups.clear()
    before = file.read_text(), list(User.objects.order_by("pk").values())
    create_accounts()
    assert (file.read_text(), list(User.objects.order_by("pk").values())) == before
    assert not User.objects.get(username="lesen").groups.exists()


def test_a_lost_account_comes_back_with_its_password(file, rf):
    create_accounts()
    User.objects.get(username="sachbearbeitung").delete()
    create_accounts()
    assert authenticate(rf.post("/"), username="sachbearbeitung", password=read_passwords(file)["sachbearbeitung"])


def test_a_file_that_cannot_be_written_is_one_sentence_and_creates_nobody(file):
    file.mkdir(parents=True)
    with pytest.raises(CommandError, match=r"accounts\.txt lässt sich nicht lesen oder schreiben"):
        create_accounts()
    assert not User.objects.exists()
