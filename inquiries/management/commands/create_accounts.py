"""One account for each role, for somebody who has just installed the application."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from inquiries import roles

# Name of the account → its group; the one without a group administers everything.
ACCOUNTS = {"lesen": roles.LESEN, "sachbearbeitung": roles.SACHBEARBEITUNG, "verwaltung": None}
PASSWORD_BYTES = 12  # 16 characters


class Command(BaseCommand):
    help = (
        "Legt für jede Rolle ein Konto mit einem erzeugten Kennwort an, das in accounts.txt im Datenordner steht. "
        "Vorhandene Konten und Kennwörter bleiben, wie sie sind."
    )

    def handle(self, *args, **options):
        file = settings.VAR_DIR / "accounts.txt"
        try:
            passwords = read_passwords(file)
            missing = [name for name in ACCOUNTS if name not in passwords]
            if missing:
                # Written first: an account whose password nobody knows would be of no use.
                passwords |= {name: secrets.token_urlsafe(PASSWORD_BYTES) for name in missing}
                write_passwords(file, passwords)
        except OSError as error:
            raise CommandError(f"{file} lässt sich nicht lesen oder schreiben: {error.strerror}.") from error
        created = create(passwords)
        if options["verbosity"]:
            self.stdout.write(f"Angelegt: {', '.join(created) or 'nichts, es gab schon alle Konten'}.")


def read_passwords(file: Path) -> dict[str, str]:
    """Name → password, from lines of a name and a password; nothing when there is no such file."""
    if not file.exists():
        return {}
    lines = (line.split() for line in file.read_text(encoding="ascii").splitlines())
    return {words[0]: words[1] for words in lines if len(words) == 2}


def write_passwords(file: Path, passwords: dict[str, str]) -> None:
    """Replaces the file as a whole; nobody but its owner ever reads it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as output:
        width = max(map(len, passwords))
        output.writelines(f"{name:<{width}}  {password}\n" for name, password in passwords.items())
    unfinished.replace(file)


@transaction.atomic
def create(passwords: dict[str, str]) -> list[str]:
    """Creates the accounts that do not exist yet and returns their names."""
    users = get_user_model().objects
    existing = set(users.filter(username__in=ACCOUNTS).values_list("username", flat=True))
    created = [name for name in ACCOUNTS if name not in existing]
    for name in created:
        group = ACCOUNTS[name]
        user = users.create_user(
            name,
            password=passwords[name],
            is_staff=group != roles.LESEN,
            is_superuser=group is None,
        )
        if group:
            user.groups.add(Group.objects.get(name=group))
    return created
