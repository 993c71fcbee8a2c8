"""What every test starts from: its own database on a real PostgreSQL, plain static files, and people with roles."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from inquiries import roles
from tests import factories


def pytest_configure(config):
    """Settings that differ from those of the running site, each with its reason."""
    # The live server speaks HTTP only; what HTTPS adds is asserted by "check --deploy".
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    # No collected files: the finders serve them. The start of the real site collects and serves them for a test.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")]
    # Signing in is meant to be slow; a thousand tests are not.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request):
    """Two runs at the same time have a database each."""
    if not request.config.getoption("reuse_db"):
        database = settings.DATABASES["default"]
        database["TEST"]["NAME"] = f"test_{database['NAME']}_{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database is removed even if a request of a browser that was closed meanwhile still holds a connection."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
        )


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Uploaded papers of a test lie in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def database_address(transactional_db) -> str:
    """The DATABASE_URL of this test's database, for a process of its own."""
    parameters = connection.get_connection_params()
    host = parameters.get("host", "").replace("/", "%2F")
    who = f"{parameters['user']}:{parameters['password']}" if parameters.get("password") else parameters["user"]
    port = f":{parameters['port']}" if parameters.get("port") else ""
    return f"postgres://{who}@{host}{port}/{parameters['dbname']}"


@pytest.fixture
def no_jobs_left(transactional_db):
    """The tables of the jobs are not Django's, so no test empties them by itself."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


@pytest.fixture
def worker(database_address, no_jobs_left):
    """``worker()`` starts one; it is ended after the test."""
    started = []

    def start() -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "procrastinate", "worker"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": database_address},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def signed_in(role: str | None) -> Client:
    client = Client()
    client.force_login(factories.user(role=role))
    return client


@pytest.fixture
def lesen_client(db) -> Client:
    """Somebody who browses and exports."""
    return signed_in(roles.LESEN)


@pytest.fixture
def sachbearbeitung_client(db) -> Client:
    """A clerk."""
    return signed_in(roles.SACHBEARBEITUNG)
