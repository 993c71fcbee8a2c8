import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inquiries", "0011_bearbeitung"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="source",
            index=models.Index(django.db.models.functions.text.MD5("text"), name="source_text_checksum"),
        ),
        # The model had this name already when the table was made under another.
        migrations.RemoveConstraint(model_name="bearbeitung", name="bearbeitung_once"),
        migrations.AddConstraint(
            model_name="bearbeitung",
            constraint=models.UniqueConstraint(
                fields=("tabelle", "schluessel", "konto"), name="bearbeitung_once_a_row_and_account"
            ),
        ),
    ]
