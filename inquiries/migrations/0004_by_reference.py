from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0003_open_citations")]

    operations = [
        migrations.AddField(
            model_name="antrag",
            name="fragen_durch_verweis",
            field=models.PositiveIntegerField(
                db_default=0, default=0, editable=False, verbose_name="davon nur durch Verweis"
            ),
        ),
        migrations.AddIndex(
            model_name="antrag",
            index=models.Index(
                condition=models.Q(("fragen_durch_verweis__gt", 0)),
                fields=["fragen_durch_verweis"],
                name="antrag_by_reference",
            ),
        ),
    ]
