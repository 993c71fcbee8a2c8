"""Keep on each paper how often it is cited and whether it is here, and on each citation whether its Ziffer is.

The pages that ask for it then read an index, whatever the number of citations. What a row touches is noted in a
queue, each paper and inquiry once a transaction, and settled when the transaction ends: a paper that ten thousand
cite costs one count when it is entered. Only there is a lock common to all writers needed, and none of them holds
it while waiting for anything else. A citation that somebody else is changing is left to them: their own
transaction settles it.

``tests/responses/test_open_citations.py`` proves the agreement with ``ENTERED`` and ``citing_unknown_parts``.
"""

from django.db import migrations

# Kinds of work: "p" count the citations of a paper and say whether it is here; "z" look for the cited numbers in
# all citations of a paper; "a" in all that stand in an inquiry.
QUEUE = """
CREATE UNLOGGED TABLE inquiries_unsettled (
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    kind "char" NOT NULL,
    key bigint NOT NULL,
    PRIMARY KEY (transaction, kind, key)
);

CREATE FUNCTION inquiries_touch(kind "char", key bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO inquiries_unsettled (kind, key) SELECT kind, key WHERE key IS NOT NULL ON CONFLICT DO NOTHING
$$;
"""

SETTLE = """
CREATE FUNCTION inquiries_count_citations(papers bigint[]) RETURNS void LANGUAGE sql AS $$
    UPDATE inquiries_drucksache paper
    SET erfasst = now.erfasst, zitate = now.alle - now.im_entwurf, zitate_im_entwurf = now.im_entwurf
    FROM (
        SELECT asked.id,
            EXISTS (SELECT 1 FROM inquiries_antrag antrag WHERE antrag.drucksache_id = asked.id)
            OR EXISTS (
                SELECT 1 FROM responses_stellungnahme letter
                WHERE letter.drucksache_id = asked.id AND letter.state = 'veroeffentlicht'
            ) AS erfasst,
            (
                SELECT count(*) FROM inquiries_verweis verweis
                WHERE verweis.drucksache_id = asked.id AND verweis.stand <> 'verworfen'
            ) AS alle,
            (
                SELECT count(*) FROM responses_stellungnahme letter
                JOIN responses_antwortverweis own ON own.stellungnahme_id = letter.id
                JOIN inquiries_verweis verweis ON verweis.id = own.verweis_ptr_id
                WHERE letter.state = 'entwurf' AND verweis.drucksache_id = asked.id AND verweis.stand <> 'verworfen'
            ) AS im_entwurf
        FROM unnest(papers) AS asked (id)
    ) AS now
    WHERE paper.id = now.id
        AND (paper.erfasst, paper.zitate, paper.zitate_im_entwurf)
            IS DISTINCT FROM (now.erfasst, now.alle - now.im_entwurf, now.im_entwurf)
$$;

-- The same rule as NamesUnknownPart of inquiries/models/verweis.py.
CREATE FUNCTION inquiries_names_unknown_part(labels varchar[], antrag bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM unnest(labels) AS label
        WHERE NOT EXISTS (
            SELECT 1 FROM inquiries_frage frage WHERE frage.antrag_id = antrag AND (
                frage.nummer = label
                OR starts_with(frage.nummer, label) AND substr(frage.nummer, length(label) + 1, 1) ~ '[a-z.]'
                OR starts_with(label, frage.nummer) AND substr(label, length(frage.nummer) + 1, 1) ~ '[a-z.]'
            )
        )
    )
$$;

-- The inquiry that is read under what a citation cites; null when that is not here.
CREATE FUNCTION inquiries_cited_antrag(verweis inquiries_verweis) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN verweis.art = 'same-paper' THEN verweis.antrag_id ELSE coalesce(
        (SELECT id FROM inquiries_antrag WHERE drucksache_id = verweis.drucksache_id),
        (
            SELECT antrag_id FROM responses_stellungnahme
            WHERE drucksache_id = verweis.drucksache_id AND state = 'veroeffentlicht'
        )
    ) END
$$;

CREATE FUNCTION inquiries_check_parts(paper bigint, antrag bigint) RETURNS void LANGUAGE sql AS $$
    UPDATE inquiries_verweis SET ziffer_fehlt = NOT ziffer_fehlt WHERE id IN (
        SELECT verweis.id FROM inquiries_verweis verweis
        CROSS JOIN LATERAL (SELECT inquiries_cited_antrag(verweis) AS antrag_id) AS cited
        WHERE (verweis.drucksache_id = paper OR verweis.antrag_id = antrag)
            AND (verweis.ziffern <> '{}' OR verweis.ziffer_fehlt)
            AND verweis.ziffer_fehlt <> (
                cited.antrag_id IS NOT NULL AND inquiries_names_unknown_part(verweis.ziffern, cited.antrag_id)
            )
        FOR NO KEY UPDATE OF verweis SKIP LOCKED
    )
$$;

CREATE FUNCTION inquiries_settle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM inquiries_unsettled
    WHERE transaction = NEW.transaction AND kind = NEW.kind AND key = NEW.key;
    CASE NEW.kind
        WHEN 'p' THEN
            PERFORM pg_advisory_xact_lock(hashtext('inquiries_count_citations'));
            PERFORM inquiries_count_citations(ARRAY[NEW.key]);
        WHEN 'z' THEN PERFORM inquiries_check_parts(NEW.key, NULL);
        WHEN 'a' THEN PERFORM inquiries_check_parts(NULL, NEW.key);
    END CASE;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER inquiries_settle AFTER INSERT ON inquiries_unsettled
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inquiries_settle();
"""

# What each change of a row touches; "touched" is how it was or how it is now.
TOUCHED = {
    "inquiries_verweis": (
        "antrag_id, drucksache_id, art, ziffern, stand",
        "PERFORM inquiries_touch('p', touched.drucksache_id); PERFORM inquiries_touch('a', touched.antrag_id);",
    ),
    "inquiries_antrag": (
        "drucksache_id",
        "PERFORM inquiries_touch('p', touched.drucksache_id); PERFORM inquiries_touch('z', touched.drucksache_id);",
    ),
    "inquiries_frage": (
        "antrag_id, nummer",
        """PERFORM inquiries_touch('a', touched.antrag_id);
        PERFORM inquiries_touch('z', drucksache_id) FROM inquiries_antrag WHERE id = touched.antrag_id;
        PERFORM inquiries_touch('z', drucksache_id) FROM responses_stellungnahme WHERE antrag_id = touched.antrag_id;""",
    ),
    "responses_stellungnahme": (
        "antrag_id, drucksache_id, state",
        """PERFORM inquiries_touch('p', touched.drucksache_id); PERFORM inquiries_touch('z', touched.drucksache_id);
        PERFORM inquiries_touch('p', drucksache_id) FROM inquiries_verweis
            WHERE id IN (SELECT verweis_ptr_id FROM responses_antwortverweis WHERE stellungnahme_id = touched.id);""",
    ),
    # A citation in a letter is written in two steps; the second says whose it is.
    "responses_antwortverweis": (
        "stellungnahme_id",
        "PERFORM inquiries_touch('p', drucksache_id) FROM inquiries_verweis WHERE id = touched.verweis_ptr_id;",
    ),
}

TRIGGERS = """
CREATE FUNCTION {table}_touches() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched {table}%ROWTYPE;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        touched := OLD;
        {touches}
    END IF;
    IF TG_OP <> 'DELETE' THEN
        touched := NEW;
        {touches}
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER {table}_touches AFTER INSERT OR DELETE OR UPDATE OF {columns} ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_touches();
"""

EXISTING = """
SELECT inquiries_count_citations(ARRAY(SELECT id FROM inquiries_drucksache));
SELECT inquiries_check_parts(id, NULL) FROM inquiries_drucksache;
SELECT inquiries_check_parts(NULL, id) FROM inquiries_antrag;
"""


def forwards() -> str:
    triggers = (
        TRIGGERS.format(table=table, columns=columns, touches=touches) for table, (columns, touches) in TOUCHED.items()
    )
    return "".join([QUEUE, SETTLE, *triggers])


def backwards() -> str:
    return "".join(
        [
            *(f"DROP FUNCTION {table}_touches() CASCADE;" for table in TOUCHED),
            "DROP TABLE inquiries_unsettled;",
            *(
                f"DROP FUNCTION {function};"
                for function in (
                    "inquiries_settle()",
                    "inquiries_check_parts(bigint, bigint)",
                    "inquiries_cited_antrag(inquiries_verweis)",
                    "inquiries_names_unknown_part(varchar[], bigint)",
                    "inquiries_count_citations(bigint[])",
                    'inquiries_touch("char", bigint)',
                )
            ),
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0003_open_citations"), ("responses", "0002_progress")]

    operations = [
        migrations.RunSQL(forwards(), backwards()),
        migrations.RunSQL(EXISTING, migrations.RunSQL.noop),
    ]
