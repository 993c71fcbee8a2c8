from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0002_corrected_citations")]

    operations = [
        migrations.AddField(
            "drucksache",
            "erfasst",
            models.BooleanField("erfasst", db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            "drucksache",
            "zitate",
            models.PositiveIntegerField("Zitate", db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            "drucksache",
            "zitate_im_entwurf",
            models.PositiveIntegerField("Zitate in Entwürfen", db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            "verweis",
            "ziffer_fehlt",
            models.BooleanField(
                "zitiert eine Ziffer, die es nicht gibt", db_default=False, default=False, editable=False
            ),
        ),
        migrations.AddIndex(
            "drucksache",
            models.Index(
                F("parlament"),
                F("zitate").desc(),
                F("wahlperiode").desc(),
                F("nummer").desc(),
                F("id").desc(),
                condition=Q(erfasst=False),
                name="drucksache_missing",
            ),
        ),
        migrations.AddIndex("verweis", models.Index(F("drucksache"), F("id").desc(), name="verweis_cited_newest")),
        migrations.AddIndex(
            "verweis",
            models.Index(
                F("ausgang"),
                F("id").desc(),
                condition=Q(ausgang__in=["ambiguous", "no-target"]),
                name="verweis_unclear",
            ),
        ),
        migrations.AddIndex(
            "verweis",
            models.Index(F("id").desc(), condition=Q(ziffer_fehlt=True), name="verweis_unknown_part"),
        ),
    ]
