"""A page against the bare SQL that it needs plus an empty view.

The page goes through every middleware, as for a browser. "Bare" runs the same statements through psycopg, fetches
all rows, and answers a request with an empty page behind the same middlewares, each statement once: what the empty
page asks itself (session and account) is not asked a second time.
"""

from __future__ import annotations

from benchmarks.measuring import fastest, verdict

WANTED = 2.0
EMPTY = "/barrierefreiheit/"
"""A page with hardly a query of its own, behind the same middlewares."""


def reader():
    from django.contrib.auth.models import Group, User
    from django.test import Client

    from inquiries.roles import LESEN

    account = User.objects.create_user("lesen")
    account.groups.add(Group.objects.get(name=LESEN))
    client = Client(headers={"host": "localhost"})
    client.force_login(account)
    return client


def compare(client, name: str, address: str, rounds: int) -> int:
    """Print the ratio of the two; returns the number of statements that the page takes."""
    from django.db import connection

    statements = _statements(client, address)
    asked_anyway = {sql for sql, _ in _statements(client, EMPTY)}
    asked_for_it = [(sql, params) for sql, params in statements if sql not in asked_anyway]

    def bare() -> None:
        with connection.connection.cursor() as cursor:
            for sql, params in asked_for_it:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()
        client.get(EMPTY)

    took = fastest(rounds, {"page": lambda: client.get(address), "bare": bare})
    print(f"{name}: {len(statements)} statements, page {took['page'] * 1000:.1f} ms, bare {took['bare'] * 1000:.1f} ms")
    print(f"  {verdict(took['page'] / took['bare'], WANTED)}")
    return len(statements)


def _statements(client, address: str) -> list[tuple[str, object]]:
    """What the page asks the database, with the values."""
    from django.db import connection

    statements: list[tuple[str, object]] = []

    def record(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    client.get(address)  # what is kept for later is there: templates, content types
    with connection.execute_wrapper(record):
        assert client.get(address).status_code == 200
    return statements
