"""Keep on each inquiry what the list needs: how many questions are answered, and what the search looks in.

Triggers do it, once a statement, so that it holds for forms, commands, bulk loads and corrections by hand.
Only published letters count. ``tests/responses/test_progress.py`` proves that the counts agree with pairing.
"""

from django.db import migrations

REFRESH = """
CREATE FUNCTION inquiries_refresh(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Lock first: the statement after it then sees what a concurrent writer has committed.
    PERFORM 1 FROM inquiries_antrag WHERE id = ANY(ids) ORDER BY id FOR UPDATE;
    UPDATE inquiries_antrag antrag SET
        fragen_gesamt = (
            SELECT count(*) FROM inquiries_frage frage WHERE frage.antrag_id = antrag.id AND NOT frage.beschlussteil
        ),
        fragen_beantwortet = (
            SELECT count(DISTINCT ziffer.frage_id)
            FROM responses_stellungnahme letter
            JOIN responses_antwort antwort ON antwort.stellungnahme_id = letter.id
            JOIN responses_ziffer ziffer ON ziffer.antwort_id = antwort.id
            JOIN inquiries_frage frage ON frage.id = ziffer.frage_id
                AND frage.antrag_id = antrag.id AND NOT frage.beschlussteil
            WHERE letter.antrag_id = antrag.id AND letter.state = 'veroeffentlicht'
        ),
        suche = inquiries_search_vector(antrag.id, antrag.titel)
    WHERE antrag.id = ANY(ids);
END $$;

CREATE FUNCTION inquiries_search_vector(antrag bigint, titel text) RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
DECLARE
    namen text := (SELECT string_agg(name_gedruckt, ' ') FROM inquiries_urheber WHERE antrag_id = antrag);
    fragen text := (SELECT string_agg(frage.text, E'\\n' ORDER BY frage.position)
                    FROM inquiries_frage frage WHERE frage.antrag_id = antrag);
    antworten text := (SELECT string_agg(antwort.text, E'\\n' ORDER BY letter.id, antwort.position)
                       FROM responses_stellungnahme letter
                       JOIN responses_antwort antwort ON antwort.stellungnahme_id = letter.id
                       WHERE letter.antrag_id = antrag AND letter.state = 'veroeffentlicht');
BEGIN
    RETURN setweight(to_tsvector('deutsch', titel), 'A')
        || setweight(to_tsvector('deutsch', coalesce(fragen, '')), 'B')
        || setweight(to_tsvector('deutsch', coalesce(antworten, '')), 'C')
        || setweight(to_tsvector('deutsch', coalesce(namen, '')), 'D');
EXCEPTION WHEN program_limit_exceeded THEN
    -- PostgreSQL holds at most 1 MB of lexemes a vector; a paper beyond that is found by its beginning.
    RETURN setweight(to_tsvector('deutsch', titel), 'A')
        || setweight(to_tsvector('deutsch', left(coalesce(fragen, ''), 200000)), 'B')
        || setweight(to_tsvector('deutsch', left(coalesce(antworten, ''), 200000)), 'C');
END $$;

CREATE FUNCTION inquiries_antrag_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM inquiries_refresh(ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE TRIGGER antrag_progress_insert AFTER INSERT ON inquiries_antrag
    FOR EACH ROW EXECUTE FUNCTION inquiries_antrag_changed();
CREATE TRIGGER antrag_progress_update AFTER UPDATE OF titel ON inquiries_antrag
    FOR EACH ROW EXECUTE FUNCTION inquiries_antrag_changed();
"""

# For each table, the inquiries that its changed rows belong to.
TOUCHED = {
    "inquiries_frage": "SELECT antrag_id FROM changed",
    "inquiries_urheber": "SELECT antrag_id FROM changed",
    "responses_stellungnahme": "SELECT antrag_id FROM changed",
    "responses_antwort": """
        SELECT letter.antrag_id FROM changed
        JOIN responses_stellungnahme letter ON letter.id = changed.stellungnahme_id""",
    "responses_ziffer": """
        SELECT letter.antrag_id FROM changed
        JOIN responses_antwort antwort ON antwort.id = changed.antwort_id
        JOIN responses_stellungnahme letter ON letter.id = antwort.stellungnahme_id""",
}

FUNCTION = """
CREATE FUNCTION {table}_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[] := ARRAY(SELECT DISTINCT antrag_id FROM ({touched}) AS touched);
BEGIN
    IF cardinality(ids) > 0 THEN
        PERFORM inquiries_refresh(ids);
    END IF;
    RETURN NULL;
END $$;
"""

TRIGGER = """
CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {rows} TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_changed();
"""

# An update is looked at from both sides, for a row may move from one inquiry to another.
EVENTS = (("insert", "INSERT", "NEW"), ("delete", "DELETE", "OLD"), ("update_from", "UPDATE", "OLD"), ("update_to", "UPDATE", "NEW"))


def forwards() -> str:
    statements = [REFRESH]
    for table, touched in TOUCHED.items():
        statements.append(FUNCTION.format(table=table, touched=touched))
        statements += [
            TRIGGER.format(name=f"{table}_{name}", event=event, table=table, rows=rows) for name, event, rows in EVENTS
        ]
    return "".join(statements)


def backwards() -> str:
    functions = [f"{table}_changed()" for table in TOUCHED] + [
        "inquiries_antrag_changed()", "inquiries_refresh(bigint[])", "inquiries_search_vector(bigint, text)",
    ]
    return "".join(f"DROP FUNCTION {function} CASCADE;" for function in functions)


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0001_initial"), ("responses", "0001_initial")]

    operations = [migrations.RunSQL(forwards(), backwards())]
