from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("responses", "0006_druckauftrag")]

    operations = [
        migrations.AddIndex(
            "stellungnahme",
            models.Index(fields=["antrag"], condition=Q(state="entwurf"), name="stellungnahme_draft"),
        )
    ]
