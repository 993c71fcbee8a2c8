"""The files of sources move from the folder for media into the database."""

import hashlib
import logging

import django.db.models.deletion
from django.core.exceptions import SuspiciousFileOperation
from django.db import migrations, models

logger = logging.getLogger(__name__)


def carry_over(apps, schema_editor):
    """A source whose file is gone keeps its text, and has no file from now on. The folder is left as it is."""
    Datei, Source = (apps.get_model("inquiries", name) for name in ("Datei", "Source"))
    missing = 0
    for source in Source.objects.exclude(ablage="").only("ablage").order_by("pk").iterator(chunk_size=100):
        try:
            with source.ablage.open("rb") as file:
                content = file.read()
        except (OSError, SuspiciousFileOperation):
            missing += 1
            continue
        checksum = hashlib.sha256(content).hexdigest()
        datei, _ = Datei.objects.defer("inhalt").get_or_create(
            sha256=checksum, defaults={"inhalt": content, "groesse": len(content)}
        )
        Source.objects.filter(pk=source.pk).update(datei=datei)
    if missing:
        logger.warning("Ohne Datei, weil sie im Ordner fehlt: %d Quellen. Ihr Text ist erhalten.", missing)


class Migration(migrations.Migration):
    dependencies = [
        ("inquiries", "0008_dateien"),
    ]

    operations = [
        migrations.RenameField("source", "datei", "ablage"),
        migrations.AddField(
            "source",
            "datei",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quellen",
                to="inquiries.datei",
                verbose_name="Datei",
            ),
        ),
        migrations.RunPython(carry_over),
        migrations.RemoveField("source", "ablage"),
    ]
