"""Citations by the million: a paper's page with both directions, what to enter next, the map, and entering a paper.

    python -m benchmarks.graph [--papers 10000] [--rounds 20]

A graph of synthetic papers, eleven citations for each of them, is written by SQL into a database of its own: nine
papers in ten are here, with six questions and answers each that cite older ones; one missing paper is cited by one
paper in ten (ten thousand times in the full size), and so is one that is here. Pages are compared with the bare SQL
that they need; at most 2 is wanted, and as many statements for the much cited paper as for any other.
"""

from __future__ import annotations

import argparse
import time

from benchmarks.measuring import own_database, set_up_django
from benchmarks.pages import compare, reader

HUB, MISSING_HUB = 11, 10
"""Numbers of the much cited papers; every tenth number is of a paper that is not here."""

# Paper n of a house has the Wahlperiode 8 + n / 10000. Questions cite any older paper, answers likewise; the first
# answer of every tenth paper cites the missing hub as well, the second the other one.
GRAPH = """
SET session_replication_role = replica;
SELECT setseed(0.5);

INSERT INTO inquiries_drucksache (id, parlament, wahlperiode, nummer, zusatz)
SELECT n, 'BW', 8 + (n - 1) / 10000, 1 + (n - 1) % 10000, '' FROM generate_series(1, {papers}) n;

INSERT INTO inquiries_antrag (id, art, titel, begruendung, enthaelt_beschlussteil, frist_vorlaeufig, erfasst_am,
    fragen_gesamt, fragen_beantwortet, drucksache_id, eingegangen, suche)
SELECT n, 'kleine_anfrage', titel, '', false, false, now(), 6, 6, n, date '1980-01-01' + n / 8,
    to_tsvector('deutsch', titel)
FROM generate_series(1, {papers}) n,
    LATERAL (SELECT 'Musteranfrage ' || n || (ARRAY[' zu den Brücken', ' zu den Wäldern', ' zu den Schulen'])[1 + n % 3]
        || ' im Land') AS named (titel)
WHERE n % 10 > 0;

INSERT INTO responses_stellungnahme (id, antrag_id, art, ministerium_gedruckt, im_einvernehmen_gedruckt, aktenzeichen,
    vorbemerkung, unterzeichnet_von, amt, state, berichtigungsgrund, zurueckziehungsgrund, erfasst_am, schreiben_vom)
SELECT id, id, 'antwort', 'Musterministerium', '', '', '', 'Muster', 'Minister', 'veroeffentlicht', '', '', now(),
    eingegangen + 20
FROM inquiries_antrag;

CREATE TEMP TABLE text_of AS
SELECT antrag.id AS antrag, 6 * antrag.id + i AS id, i AS position, cited.id AS cited, part,
    'Wie hat sich der Zustand in Musterstadt seit dem Jahr 2015 entwickelt, auch mit Blick auf ' AS before,
    CASE WHEN part = '' THEN '' ELSE 'Ziffer ' || part || ' in ' END
        || 'Drucksache ' || cited.wahlperiode || '/' || cited.nummer AS quote
FROM inquiries_antrag antrag
CROSS JOIN generate_series(1, 6) i
CROSS JOIN LATERAL (SELECT 1 + floor(random() * least(antrag.id - 1, {papers}))::bigint AS n, random() AS chance
    WHERE i > 0) AS picked
JOIN inquiries_drucksache cited ON cited.id = greatest(1, picked.n)
CROSS JOIN LATERAL (SELECT CASE WHEN chance < 0.02 THEN '77' WHEN chance < 0.5 THEN '2' ELSE '' END) AS named (part);

INSERT INTO inquiries_frage (id, antrag_id, nummer, position, text, abschnitt, beschlussteil)
SELECT id, antrag, position::text, position, before || quote || '?', '', false FROM text_of;
INSERT INTO inquiries_verweis (antrag_id, frage_id, ort, start, ende, zitat, art, drucksache_id, protokoll, ziffern,
    ausgang, davor, danach, grund, stand, ziffer_fehlt)
SELECT antrag, id, 'frage', length(before), length(before || quote), quote, 'drucksache', cited, '',
    CASE WHEN part = '' THEN '{{}}' ELSE ARRAY[part] END, 'target', '', '', '', 'gefunden',
    part = '77' AND cited % 10 > 0
FROM text_of;

-- An answer cites what the question of the next paper cites, so that it is another paper, and some a hub as well.
CREATE TEMP TABLE answered AS
SELECT one.antrag, one.id, one.position, 'Nach Angaben der zuständigen Stellen liegt der Anteil bei 40 Prozent. Im '
        || 'Übrigen wird auf die Antwort zu ' AS before,
    least(one.antrag - 1, other.cited) AS cited,
    one.position <= 2 AND one.antrag % 10 = 1 AND one.antrag > {hub} AS has_hub,
    CASE one.position WHEN 1 THEN {missing_hub} ELSE {hub} END AS hub
FROM text_of one
CROSS JOIN LATERAL (SELECT 1 + one.antrag % {papers} AS antrag) AS next
JOIN text_of other ON other.antrag = next.antrag - (next.antrag % 10 = 0)::int AND other.position = one.position
WHERE one.antrag > 1;

CREATE TEMP TABLE answer AS
SELECT answered.*, 'Drucksache ' || cited.wahlperiode || '/' || cited.nummer AS quote,
    ' verwiesen, ferner auf ' AS between_them, 'Drucksache 8/' || hub AS hub_quote
FROM answered JOIN inquiries_drucksache cited ON cited.id = answered.cited;

INSERT INTO responses_antwort (id, stellungnahme_id, position, text, nur_verweis)
SELECT id, antrag, position,
    before || quote || CASE WHEN has_hub THEN between_them || hub_quote ELSE ' verwiesen' END || '.', false
FROM answer;
INSERT INTO responses_ziffer (antwort_id, frage_id, nummer, wortlaut)
SELECT id, id, position::text, '' FROM answer;

CREATE TEMP TABLE cited_in_answer AS
SELECT (SELECT max(id) FROM inquiries_verweis) + row_number() OVER () AS key, *
FROM (
    SELECT id, antrag, cited, length(before) AS start, quote FROM answer
    UNION ALL
    SELECT id, antrag, hub, length(before || quote || between_them), hub_quote FROM answer WHERE has_hub
) AS both_kinds;
INSERT INTO inquiries_verweis (id, antrag_id, ort, start, ende, zitat, art, drucksache_id, protokoll, ziffern,
    ausgang, davor, danach, grund, stand)
SELECT key, antrag, 'antwort', start, start + length(quote), quote, 'drucksache', cited, '', '{{}}', 'target', '', '',
    '', 'gefunden'
FROM cited_in_answer;
INSERT INTO responses_antwortverweis (verweis_ptr_id, stellungnahme_id, antwort_id)
SELECT key, antrag, id FROM cited_in_answer;

UPDATE inquiries_verweis SET ausgang = 'ambiguous', drucksache_id = NULL, ziffer_fehlt = false WHERE id % 200 = 0;
UPDATE inquiries_verweis SET ausgang = 'no-target', drucksache_id = NULL, ziffer_fehlt = false WHERE id % 200 = 1;

-- The counts at once and not paper by paper; what the triggers keep is proven to agree by the tests.
UPDATE inquiries_drucksache paper SET erfasst = paper.id % 10 > 0, zitate = counted.number
FROM (SELECT drucksache_id, count(*) AS number FROM inquiries_verweis GROUP BY drucksache_id) AS counted
WHERE counted.drucksache_id = paper.id;

SET session_replication_role = origin;
"""
TABLES = (
    "inquiries_drucksache",
    "inquiries_antrag",
    "inquiries_frage",
    "inquiries_verweis",
    "responses_stellungnahme",
    "responses_antwort",
    "responses_ziffer",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--papers", type=int, default=10_000, metavar="N", help="papers in the graph (at most 100000)")
    parser.add_argument("--rounds", type=int, default=20, metavar="N", help="rounds, of which the fastest counts")
    options = parser.parse_args()
    set_up_django()
    with own_database():
        build(min(options.papers, 100_000))
        client = reader()
        read_pages(client, options.rounds, options.papers)
        enter()


def build(papers: int) -> None:
    from django.db import connection

    from inquiries.models import Drucksache, Verweis

    start = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(GRAPH.format(papers=papers, hub=HUB, missing_hub=MISSING_HUB))
        for table in TABLES:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
            )
        cursor.execute("VACUUM ANALYZE")
    took = time.perf_counter() - start
    print(f"{papers} papers, {Verweis.objects.count()} citations, built in {took:.0f} s")
    for paper in Drucksache.objects.filter(pk__in=(HUB, MISSING_HUB)).order_by("pk"):
        print(f"  Drucksache {paper} is {'' if paper.erfasst else 'not '}here and cited {paper.zitate} times")


def read_pages(client, rounds: int, papers: int) -> None:
    from inquiries.models import Drucksache

    ordinary = Drucksache.objects.get(pk=papers // 2 + 1)
    hub, missing = (Drucksache.objects.get(pk=pk) for pk in (HUB, MISSING_HUB))
    for name, address in (
        ("paper", ordinary.get_absolute_url()),
        ("paper that many cite", hub.get_absolute_url()),
        ("paper that is not here and many cite", missing.get_absolute_url()),
        ("what to enter next", "/verweise/"),
        ("what to enter next, of a subject", "/verweise/?q=Schulen"),
        ("what to enter next, last page", last_page(client)),
        ("ambiguous", "/verweise/mehrdeutig/"),
        ("unknown Ziffern", "/verweise/unbekannte-ziffer/"),
        ("no target", "/verweise/ohne-ziel/"),
        ("map around a paper", f"/karte/anfrage/{ordinary.antrag.pk}/"),
        ("map around a paper that many cite", f"/karte/anfrage/{hub.antrag.pk}/"),
        ("map of a subject", "/karte/?q=Schulen"),
    ):
        compare(client, name, address, rounds)


def last_page(client) -> str:
    page = client.get("/verweise/").context_data["page"]
    return f"/verweise/?seite={page.paginator.num_pages}"


def enter() -> None:
    """The transaction that enters the missing paper that many cite, and one that enters a paper that nobody does."""
    from django.db import transaction

    from inquiries.linking import link_antrag
    from inquiries.models import Antrag, Drucksache, Frage, Verweis

    seconds = {}
    for paper in (Drucksache.objects.create(wahlperiode=7, nummer=1), Drucksache.objects.get(pk=MISSING_HUB)):
        start = time.perf_counter()
        with transaction.atomic():
            antrag = Antrag.objects.create(art=Antrag.Art.KLEINE_ANFRAGE, titel="Musteranfrage", drucksache=paper)
            for number in range(1, 6):  # one by one, as a form saves them
                Frage.objects.create(antrag=antrag, nummer=str(number), position=number, text="Wie viele?")
            link_antrag(antrag)
        seconds[paper] = time.perf_counter() - start
        paper.refresh_from_db()
        cited = Verweis.objects.filter(drucksache=paper)
        assert paper.erfasst
        assert not cited.unresolved().exists()
        print(f"entering a paper that {paper.zitate} cite: {seconds[paper] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
