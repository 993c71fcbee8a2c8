"""Count the questions that are answered by reference only, beside those that are answered.

A question counts when it has a published answer and every one of them says nothing but where to look
(``Antwort.nur_verweis``). ``tests/responses/test_progress.py`` proves that the count agrees with pairing.
"""

from importlib import import_module

from django.db import migrations

# What the function was before; its second half, the search vector, stays as it is.
BEFORE, _, _ = import_module("responses.migrations.0002_progress").REFRESH.partition(
    "CREATE FUNCTION inquiries_search_vector"
)

COUNTED = """(fragen_beantwortet, fragen_durch_verweis) = (
            SELECT count(*), count(*) FILTER (WHERE answered.only_refers) FROM (
                SELECT bool_and(antwort.nur_verweis) AS only_refers
                FROM responses_stellungnahme letter
                JOIN responses_antwort antwort ON antwort.stellungnahme_id = letter.id
                JOIN responses_ziffer ziffer ON ziffer.antwort_id = antwort.id
                JOIN inquiries_frage frage ON frage.id = ziffer.frage_id
                    AND frage.antrag_id = antrag.id AND NOT frage.beschlussteil
                WHERE letter.antrag_id = antrag.id AND letter.state = 'veroeffentlicht'
                GROUP BY ziffer.frage_id
            ) AS answered
        )"""

REFRESH = """
CREATE OR REPLACE FUNCTION inquiries_refresh(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Lock first: the statement after it then sees what a concurrent writer has committed.
    PERFORM 1 FROM inquiries_antrag WHERE id = ANY(ids) ORDER BY id FOR UPDATE;
    UPDATE inquiries_antrag antrag SET
        fragen_gesamt = (
            SELECT count(*) FROM inquiries_frage frage WHERE frage.antrag_id = antrag.id AND NOT frage.beschlussteil
        ),
        {counted},
        suche = inquiries_search_vector(antrag.id, antrag.titel)
    WHERE antrag.id = ANY(ids);
END $$;
"""

# The inquiries that are here already; those without such an answer keep the zero that they have.
COUNT_ONCE = """
UPDATE inquiries_antrag antrag SET {counted}
WHERE antrag.id IN (
    SELECT letter.antrag_id FROM responses_stellungnahme letter
    JOIN responses_antwort antwort ON antwort.stellungnahme_id = letter.id WHERE antwort.nur_verweis
);
"""


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0004_by_reference"), ("responses", "0003_open_citations")]

    operations = [
        migrations.RunSQL(
            REFRESH.format(counted=COUNTED), BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
        ),
        migrations.RunSQL(COUNT_ONCE.format(counted=COUNTED), migrations.RunSQL.noop),
    ]
