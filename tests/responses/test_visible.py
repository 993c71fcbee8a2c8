"""Which citations a reader may see, in SQL as by the ORM."""

import pytest
from django.db import connection
from django.utils import timezone

from inquiries.models import Verweis
from responses.visible import VISIBLE
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("drafts", [False, True], ids=["readers", "clerks"])
def test_sql_and_orm_agree_on_what_may_be_seen(drafts, django_user_model):
    inquiry = factories.antrag(number="17/1", fragen=["Siehe Drucksache 17/2?", "Siehe Drucksache 17/3?"])
    factories.stellungnahme(inquiry, {"1": "Siehe Drucksache 17/4."})
    factories.stellungnahme(inquiry, {"2": "Siehe Drucksache 17/5."}, published=False)
    clerk = django_user_model.objects.create(username="erika")
    dismissed = {"stand": Verweis.Stand.VERWORFEN, "berichtigt_am": timezone.now(), "berichtigt_von": clerk}
    Verweis.objects.filter(zitat__endswith="17/3").update(**dismissed)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM inquiries_verweis verweis WHERE {VISIBLE}", {"drafts": drafts})  # noqa: S608
        found = {pk for (pk,) in cursor}
    seen = Verweis.objects.all() if drafts else Verweis.objects.published()
    assert found == set(seen.values_list("pk", flat=True))
    assert len(found) == (3 if drafts else 2)
