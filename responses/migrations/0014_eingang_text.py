import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("responses", "0013_betreff"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="eingang",
            index=models.Index(
                django.db.models.functions.text.MD5("text"),
                condition=models.Q(("stand__in", ["wartet", "gelesen"])),
                name="eingang_text_checksum",
            ),
        ),
    ]
