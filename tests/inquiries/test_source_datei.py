"""The files of sources that lay in a folder are carried into the database, once for each content."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from inquiries.models import Datei, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def before():
    """The models while both columns are there, on a table that has both."""
    state = MigrationLoader(connection).project_state(("inquiries", "0008_dateien"))
    migration = import_module("inquiries.migrations.0009_source_datei")
    for operation in migration.Migration.operations[:2]:
        operation.state_forwards("inquiries", state)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE inquiries_source ADD COLUMN ablage varchar(100) NOT NULL DEFAULT ''")
    return state.apps, migration.carry_over


def test_each_file_goes_with_its_source_and_a_missing_one_leaves_the_text(before, settings, caplog):
    apps, carry_over = before
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "eins.pdf").write_bytes(b"%PDF-1.7 \x00\xff")
    ablage = {"eins": "eins.pdf", "zwei": "eins.pdf", "fehlt": "sources/fehlt.pdf", "fremd": "../x", "text": ""}
    for name, path in ablage.items():
        apps.get_model("inquiries", "Source").objects.create(name=name, text=name, sha256=name, ablage=path)
    carry_over(apps, None)
    assert [bytes(datei.inhalt) for datei in Datei.objects.all()] == [b"%PDF-1.7 \x00\xff"]
    with_file = {source.name: source.datei_id is not None for source in Source.objects.all()}
    assert with_file == {"eins": True, "zwei": True, "fehlt": False, "fremd": False, "text": False}
    assert "fehlt: 2 Quellen" in caplog.text
