"""DATABASE_URL, DATABASE_POOL and what becomes of them."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import database

VAR = Path("/srv/anfragen/var")


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_POOL"):
        monkeypatch.delenv(name, raising=False)


def test_without_an_address_the_embedded_server_is_used():
    found = database.configuration(VAR)
    assert (found["ENGINE"], found["HOST"]) == ("config.embedded", "/srv/anfragen/var/postgres")


def test_an_address_names_a_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://anna:geheim@db.example:5433/anfragen?sslmode=require")
    found = database.configuration(VAR)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("anna", "geheim", "db.example", 5433)
    assert (found["NAME"], found["OPTIONS"]) == ("anfragen", {"sslmode": "require"})


@pytest.mark.parametrize(
    "address",
    ["mysql://anna:geheim@db/anfragen", "anfragen", "postgres://anna:geheim@db:x/anfragen", "postgres://db/"],
    ids=["another kind", "no address", "malformed port", "no name"],
)
def test_an_address_that_is_none_is_refused_without_repeating_its_password(monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must") as refused:
        database.configuration(VAR)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("address", [None, "postgres://db/anfragen"], ids=["embedded", "server"])
def test_a_pool_keeps_connections_instead_of_django(monkeypatch, address):
    monkeypatch.setenv("DATABASE_POOL", "7")
    if address:
        monkeypatch.setenv("DATABASE_URL", address)
    found = database.configuration(VAR)
    assert (found["OPTIONS"]["pool"]["max_size"], found["CONN_MAX_AGE"]) == (7, 0)


def test_a_pool_gives_an_attempt_up_before_a_request_does(monkeypatch):
    """Else the pauses between attempts grow to minutes, and the site is away long after its server is back."""
    monkeypatch.setenv("DATABASE_POOL", "7")
    pool = database.configuration(VAR)["OPTIONS"]["pool"]
    assert pool["reconnect_timeout"] < pool["timeout"]


def test_no_pool_unless_asked_for():
    assert "pool" not in database.configuration(VAR).get("OPTIONS", {})


def test_a_pool_is_a_number(monkeypatch):
    monkeypatch.setenv("DATABASE_POOL", "viele")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_POOL"):
        database.configuration(VAR)
