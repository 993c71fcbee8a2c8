"""The page of one inquiry against the bare SQL that it needs plus an empty view.

    python -m benchmarks.inquiry_page [--rounds 30]

The page goes through every middleware, as for a browser. "Bare" runs the same statements through psycopg, fetches
all rows, and answers a request with an empty page behind the same middlewares. At most 2 is wanted.
"""

from __future__ import annotations

import argparse
import io

from benchmarks.measuring import fastest, own_database, set_up_django, verdict

WANTED = 2.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=30, metavar="N", help="rounds, of which the fastest counts")
    rounds = parser.parse_args().rounds
    set_up_django()
    from django.core.management import call_command

    with own_database():
        call_command("load_examples", verbosity=0, stdout=io.StringIO())
        client = reader()
        from inquiries.models import Antrag

        for title in ("Strategische Weiterentwicklung der KI-Allianz", largest_title()):
            antrag = Antrag.objects.get(titel=title)
            compare(client, f"{antrag.fragen_gesamt} questions", antrag.get_absolute_url(), rounds)
        compare(client, "list", "/", rounds)


def largest_title() -> str:
    from inquiries.models import Antrag

    return Antrag.objects.order_by("-fragen_beantwortet").values_list("titel", flat=True)[0]


def reader():
    from django.contrib.auth.models import Group, User
    from django.test import Client

    from inquiries.roles import LESEN

    account = User.objects.create_user("lesen")
    account.groups.add(Group.objects.get(name=LESEN))
    client = Client(headers={"host": "localhost"})
    client.force_login(account)
    return client


def compare(client, name: str, address: str, rounds: int) -> None:
    from django.db import connection

    statements: list[tuple[str, object]] = []

    def record(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    client.get(address)  # what is kept for later is there: templates, content types
    with connection.execute_wrapper(record):
        assert client.get(address).status_code == 200

    def bare() -> None:
        with connection.connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()
        # A page with hardly a query of its own, behind the same middlewares.
        client.get("/barrierefreiheit/")

    took = fastest(rounds, {"page": lambda: client.get(address), "bare": bare})
    print(f"{name}: {len(statements)} statements, page {took['page'] * 1000:.1f} ms, bare {took['bare'] * 1000:.1f} ms")
    print(f"  {verdict(took['page'] / took['bare'], WANTED)}")


if __name__ == "__main__":
    main()
