"""The list of inquiries as a page, without JavaScript and as a fragment for htmx."""

import datetime
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from inquiries import listing, roles
from inquiries.models import Antrag, Ministerium, Wahlperiode
from tests import factories
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2025, 6, 1)
HTMX = {"HX-Request": "true", "HX-Target": "treffer"}


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(datetime.datetime(2025, 6, 1, 12, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture(autouse=True)
def terms():
    for nummer, year in ((16, 2016), (17, 2021)):
        Wahlperiode.objects.create(nummer=nummer, beginn=datetime.date(year, 5, 1))


def words(html):
    return unescape(" ".join(strip_tags(html).split()))


def rows(response):
    return [words(row) for row in re.findall(r'<li class="row">(.*?)\n</li>', response.content.decode(), re.DOTALL)]


def titles(response):
    return [words(title) for title in re.findall(r'<h3 class="row__title">(.*?)</h3>', response.content.decode())]


def heading(response):
    return words(re.search(r'<h2 id="treffer-titel".*?</h2>', response.content.decode(), re.DOTALL)[0])


# --- A row -----------------------------------------------------------------------------------------------------


def test_a_row_says_what_staff_know_an_inquiry_by(lesen_client):
    inquiry = factories.antrag(
        number="17/19344",
        titel="Zustand der Brücken",
        fragen=["Ob?", "Wann?"],
        askers=[("Erika Muster", "GRÜNE"), ("Max Beispiel", "GRÜNE"), ("Anna Vorlage", "SPD")],
        eingegangen=datetime.date(2025, 5, 28),
    )
    factories.stellungnahme(inquiry, {"1": "Ja."})
    response = lesen_client.get("/")
    assert rows(response) == [
        "Kleine Anfrage 17/19344 für ein Dossier auswählen 17/19344 Kleine Anfrage Zustand der Brücken "
        "Erika Muster und Max Beispiel (GRÜNE), Anna Vorlage (SPD) Antwort: Ministerium für Verkehr "
        "1 von 2 beantwortet Eingang 28.5.2025 Frist 18.6.2025 (vorläufig)"
    ]
    assert '<a href="/drucksache/17/19344/">Zustand der Brücken</a>' in response.content.decode()


def test_without_members_the_fraktion_asks(lesen_client):
    inquiry = factories.antrag(askers=[])
    inquiry.fraktionen.add(factories.fraktion("SPD"), factories.fraktion("CDU"))
    assert "Fraktionen CDU und SPD" in rows(lesen_client.get("/"))[0]


def test_an_inquiry_without_number_and_dates_is_listed_as_such(lesen_client):
    factories.antrag(titel="Ohne alles", fragen=[])
    assert "ohne Nummer Kleine Anfrage Ohne alles" in rows(lesen_client.get("/"))[0]
    assert rows(lesen_client.get("/"))[0].endswith("keine Fragen erfasst ohne Datum")


@pytest.mark.parametrize(
    ("dates", "flag"),
    [
        ({"zugeleitet": datetime.date(2025, 5, 1)}, "überfällig seit 22.5.2025"),
        ({"eingegangen": datetime.date(2025, 5, 1)}, "überfällig seit 22.5.2025 (vorläufig)"),
    ],
    ids=["from the dispatch", "counted from the Eingang"],
)
def test_an_overdue_inquiry_is_flagged_and_a_provisional_deadline_said_to_be_one(lesen_client, dates, flag):
    factories.antrag(**dates)
    (row,) = rows(lesen_client.get("/"))
    assert flag in row
    assert ("(vorläufig)" in row) == ("(vorläufig)" in flag)


def test_open_references_and_a_beschlussteil_are_flagged(lesen_client):
    inquiry = factories.antrag(fragen=["Was folgt aus Drucksache 17/19500?"], enthaelt_beschlussteil=True)
    factories.stellungnahme(inquiry, {"1": "Siehe Drucksache 17/19501 und Drucksache 17/19502."})
    (row,) = rows(lesen_client.get("/"))
    assert "3 offene Verweise enthält Beschlussteil" in row
    factories.antrag(number="17/19500")
    factories.antrag(number="17/19501")
    assert any("1 offener Verweis " in row for row in rows(lesen_client.get("/")))


def test_only_clerks_see_that_there_is_a_draft(lesen_client, sachbearbeitung_client):
    factories.stellungnahme(factories.antrag(), {"1": "Ja."}, published=False)
    assert "Entwurf" in rows(sachbearbeitung_client.get("/"))[0]
    assert "Entwurf" not in rows(lesen_client.get("/"))[0]


def test_a_draft_changes_nothing_that_a_reader_sees(lesen_client):
    inquiry = factories.antrag(titel="Brücken", fragen=["Ob?"])
    ministry = factories.ministerium()
    addresses = ["/", "/?q=Quastenflosser", "/?stand=beantwortet", "/?verweise=offen", "/?q=17/19500", "/?q=17/19501"]

    def pages():
        shown = [lesen_client.get(address).content for address in addresses]
        return [re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page) for page in shown]

    before = pages()
    factories.stellungnahme(
        inquiry,
        {"1": "Quastenflosser, siehe Drucksache 17/19500."},
        ministerium=ministry,
        drucksache=factories.drucksache("17/19501"),
        published=False,
    )
    assert pages() == before


# --- Search ----------------------------------------------------------------------------------------------------


def test_matches_are_marked_in_the_title_and_in_the_best_passage_with_its_place(lesen_client):
    inquiry = factories.antrag(number="17/19344", titel="Zustand der Brücken", fragen=["Ob?", "Wann?"])
    factories.stellungnahme(inquiry, {"1": "Ja.", "2": "Alle Brücken werden geprüft."})
    html = lesen_client.get("/?q=brücke").content.decode()
    assert "Zustand der <mark>Brücken</mark>" in html
    assert '<a href="/drucksache/17/19344/#ziffer-2">Antwort zu Frage 2</a>' in html
    assert "Alle <mark>Brücken</mark> werden geprüft." in html


def test_in_an_antrag_the_passage_stands_in_a_ziffer(lesen_client):
    factories.antrag(art=Antrag.Art.ANTRAG, titel="Titel", fragen=["welche Brücken es gibt;"])
    assert ">Ziffer 1</a>" in lesen_client.get("/?q=Brücken").content.decode()


def test_a_search_stands_in_order_of_relevance_unless_told_otherwise(lesen_client):
    new = factories.antrag(titel="Straßen", fragen=["Und Brücken?"], eingegangen=TODAY)
    factories.antrag(titel="Brücken", fragen=["Ob?"], eingegangen=TODAY - datetime.timedelta(days=9))
    response = lesen_client.get("/?q=Brücken")
    assert titles(response) == ["Brücken", new.titel]
    assert "nach Relevanz" in response.content.decode()
    assert titles(lesen_client.get("/?q=Brücken&sortierung=neueste")) == [new.titel, "Brücken"]


def test_relevance_without_a_search_is_newest_first(lesen_client):
    factories.antrag()
    response = lesen_client.get("/?sortierung=relevanz")
    assert response.status_code == 200
    assert "neueste zuerst" in response.content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Hochwasserschutz", None),
        ("Hochwasser", "Keine genauen Treffer für „Hochwasser“; Anfragen mit Wörtern, die so beginnen:"),
        ("Hochwaserschutz", "Keine genauen Treffer für „Hochwaserschutz“; ähnliche Titel:"),
    ],
    ids=["exact", "beginning", "misspelt"],
)
def test_what_does_not_fit_exactly_is_found_and_said_so(lesen_client, text, sentence):
    factories.antrag(titel="Hochwasserschutz am Musterbach")
    response = lesen_client.get("/", {"q": text})
    assert titles(response) == ["Hochwasserschutz am Musterbach"]
    assert ("Keine genauen Treffer" in response.content.decode()) == bool(sentence)
    if sentence:
        assert sentence in words(response.content.decode())


def test_a_search_of_stop_words_alone_is_explained(lesen_client):
    factories.antrag(titel="Die Brücken und die Tunnel")
    response = lesen_client.get("/?q=die+und")
    assert not rows(response)
    assert "„die und“ enthält kein Wort, nach dem sich suchen lässt." in words(response.content.decode())


def test_a_number_leads_to_the_paper_and_lists_who_cites_it(lesen_client):
    factories.antrag(titel="Zitiert sie", fragen=["Was folgt aus Drucksache 17/19500?"])
    response = lesen_client.get("/?q=Drs. 17/19500")
    assert titles(response) == ["Zitiert sie"]
    html = response.content.decode()
    assert '<a href="/drucksache/17/19500/">Drucksache 17/19500</a> ist nicht erfasst' in html
    factories.antrag(titel="Ist sie", number="17/19500")
    response = lesen_client.get("/?q=17/19500")
    assert titles(response) == ["Ist sie", "Zitiert sie"]
    assert "Drucksache 17/19500</a> ist erfasst." in response.content.decode()


def test_an_unknown_number_is_said_to_be_unknown(lesen_client):
    response = lesen_client.get("/?q=17/19999")
    assert "Drucksache 17/19999 ist hier weder erfasst noch zitiert." in words(response.content.decode())


def test_more_matches_than_are_shown_are_said_to_be_more(lesen_client, monkeypatch):
    monkeypatch.setattr(listing, "MOST_FOUND", 30)
    for _ in range(31):
        factories.antrag(titel="Brücken")
    response = lesen_client.get("/?q=Brücken&seite=2")
    assert heading(response) == "Mehr als 30 Anfragen"
    assert "Gezeigt werden die ersten 30" in words(response.content.decode())
    assert len(rows(response)) == 5


# --- Filters and pages -----------------------------------------------------------------------------------------


def test_active_filters_are_shown_and_each_can_be_taken_away(lesen_client):
    factories.antrag(number="17/19001", titel="Brücken", askers=[("Erika Muster", "FDP/DVP")])
    html = lesen_client.get("/?q=Brücken&fraktion=FDP/DVP&wahlperiode=17&sortierung=frist").content.decode()
    chips = re.findall(r'<a class="chip" href="([^"]+)">(.*?)<svg', html)
    assert {label: parse_qs(urlsplit(unescape(url)).query) for url, label in chips} == {
        "FDP/DVP": {"q": ["Brücken"], "wahlperiode": ["17"], "sortierung": ["frist"]},
        "17. Wahlperiode": {"q": ["Brücken"], "fraktion": ["FDP/DVP"], "sortierung": ["frist"]},
    }
    assert '<option value="FDP/DVP" selected>' in html
    assert '<details class="filters" open>' in html


def test_a_ministry_is_listed_once_for_each_name_and_present_names_come_first(lesen_client):
    day = datetime.date(2016, 5, 12)
    for name, begins, ends in [
        ("Ministerium für Verkehr", day, None),
        ("Ministerium für Verkehr", datetime.date(2011, 5, 12), day),
        ("Ministerium für Arbeit", day, datetime.date(2021, 5, 12)),
        ("Ministerium für Äcker", day, None),
    ]:
        Ministerium.objects.create(kuerzel="M", name=name, gueltig_von=begins, gueltig_bis=ends)
    html = lesen_client.get("/").content.decode()
    select = re.search(r'<select name="ministerium".*?</select>', html, re.DOTALL)[0]
    assert re.findall(r'(?:label|value)="([^"]*)"', select) == [
        "",
        "Heutige Namen",
        "Ministerium für Äcker",
        "Ministerium für Verkehr",
        "Frühere Namen",
        "Ministerium für Arbeit",
    ]


def test_the_list_is_turned_page_by_page_without_losing_anything(lesen_client):
    keys = {factories.antrag(titel=f"Anfrage {number}", eingegangen=TODAY).titel for number in range(52)}
    seen, address = [], "/?art=kleine_anfrage"
    while address:
        response = lesen_client.get(address)
        seen += titles(response)
        following = re.search(r'rel="next" href="([^"]+)"', response.content.decode())
        address = unescape(following[1]) if following else None
    assert len(seen) == 52
    assert set(seen) == keys
    assert 'aria-current="page" aria-label="Seite 3"' in response.content.decode()


def test_those_without_a_number_come_after_the_numbered_across_pages(lesen_client):
    for number in range(27):
        factories.antrag(titel=f"mit {number:02}", number=f"17/{19001 + number}")
        factories.antrag(titel=f"ohne {number:02}")
    seen = [title for page in (1, 2, 3) for title in titles(lesen_client.get(f"/?sortierung=nummer&seite={page}"))]
    assert seen == [f"{kind} {number:02}" for kind in ("mit", "ohne") for number in reversed(range(27))]


def test_checked_inquiries_go_to_one_dossier_without_javascript(lesen_client):
    inquiry = factories.antrag()
    html = lesen_client.get("/").content.decode()
    form = re.search(r'<form id="auswahl" method="get" action="/dossier/">(.*?)</form>', html, re.DOTALL)[1]
    assert f'type="checkbox" id="antrag-{inquiry.pk}" name="antrag" value="{inquiry.pk}"' in form
    assert "Auswahl als PDF" in form


# --- Bad input -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"art": "quatsch"}, "Art: „quatsch“ steht hier nicht zur Auswahl."),
        ({"wahlperiode": "17x"}, "Wahlperiode: „17x“ steht hier nicht zur Auswahl."),
        ({"fraktion": "<b>"}, "Fraktion: „<b>“ steht hier nicht zur Auswahl."),
        ({"ministerium": "gibt es nicht"}, "Ministerium: „gibt es nicht“ steht hier nicht zur Auswahl."),
        ({"stand": "1"}, "Stand: „1“ steht hier nicht zur Auswahl."),
        ({"verweise": "ja"}, "Verweise: „ja“ steht hier nicht zur Auswahl."),
        ({"sortierung": "titel; --"}, "Sortierung: „titel; --“ steht hier nicht zur Auswahl."),
        ({"seite": "eins"}, "Seite: Die Seite ist keine Zahl."),
        ({"seite": "9" * 5000}, "Seite: Die Seite ist keine Zahl."),
        ({"q": "x" * 201}, "Suche: Die Suche ist zu lang: höchstens 200 Zeichen, es sind 201."),
        ({"q": "a\x00b"}, "Suche: Nullzeichen sind nicht erlaubt."),
        ({"fraktion": "\x00"}, "steht hier nicht zur Auswahl."),
    ],
    ids=lambda value: None if isinstance(value, str) else "-".join(value),
)
def test_a_malformed_value_is_refused_in_words_and_the_page_stays_usable(lesen_client, query, message):
    factories.antrag()
    response = lesen_client.get("/", query)
    assert response.status_code == 400
    assert message in words(response.content.decode()).replace("\x00", "")
    assert 'id="filter"' in response.content.decode()


def test_what_was_typed_is_kept_and_the_message_stands_at_the_field(lesen_client):
    html = lesen_client.get("/", {"q": "x" * 201, "art": "antrag"}).content.decode()
    assert f'value="{"x" * 201}"' in html
    assert 'aria-invalid="true" aria-describedby="q_error"' in html
    assert 'id="q_error"' in html
    assert '<option value="antrag" selected>' in html


@pytest.mark.parametrize("page", ["2", "0", "-1", "999999999999"])
def test_a_page_that_does_not_exist_is_not_found_and_leads_back(lesen_client, page):
    factories.antrag()
    response = lesen_client.get("/", {"seite": page, "art": "kleine_anfrage"})
    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in heading(response)
    assert '<a href="/?art=kleine_anfrage">Zur letzten Seite</a>' in response.content.decode()


def test_an_empty_list_has_a_first_page(lesen_client):
    response = lesen_client.get("/")
    assert response.status_code == 200
    assert "Es ist noch keine Anfrage erfasst." in response.content.decode()


# --- htmx ------------------------------------------------------------------------------------------------------


def test_htmx_gets_the_results_alone_with_the_count_to_be_announced(lesen_client):
    factories.antrag(titel="Brücken")
    response = lesen_client.get("/?q=Brücken&art=", headers=HTMX)
    html = response.content.decode().strip()
    assert html.startswith('<section id="treffer"')
    assert "<html" not in html
    assert '<p id="trefferzahl" hx-swap-oob="innerHTML">1 Anfrage gefunden.</p>' in html
    assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= set(response["Vary"].split(", "))


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_or_restored_page_is_whole(lesen_client, header):
    html = lesen_client.get("/", headers={"HX-Request": "true", header: "true"}).content.decode()
    assert html.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("current", "trigger", "header"),
    [
        ("http://testserver/", "q", "HX-Push-Url"),
        ("http://testserver/?q=Br", "q", "HX-Replace-Url"),
        ("http://testserver/?q=Br", "", "HX-Push-Url"),
        ("http://testserver/?q=Br%C3%BCcken", "", "HX-Replace-Url"),
    ],
    ids=["first letters", "typing on", "a choice", "nothing new"],
)
def test_the_address_bar_keeps_the_state_and_typing_is_one_step_back(lesen_client, current, trigger, header):
    factories.antrag()
    headers = HTMX | {"HX-Current-URL": current, "HX-Trigger-Name": trigger}
    response = lesen_client.get("/?q=Brücken&art=&stand=&sortierung=", headers=headers)
    assert response[header] == "/?q=Br%C3%BCcken"
    assert not {"HX-Push-Url", "HX-Replace-Url"} - {header} & set(response.headers)


def test_a_refused_value_is_told_to_htmx_as_well(lesen_client):
    response = lesen_client.get("/", {"q": "x" * 201}, headers=HTMX)
    assert response.status_code == 400
    assert "höchstens 200 Zeichen" in response.content.decode()


# --- Cost ------------------------------------------------------------------------------------------------------


def add_inquiries(numbers):
    for number in numbers:
        inquiry = factories.antrag(
            number=f"17/{number}",
            titel="Brücken im Land",
            fragen=["Wie viele Brücken es gibt, siehe Drucksache 17/19999;", "Wo?"],
            askers=[("Erika Muster", "GRÜNE"), ("Max Beispiel", "SPD")],
        )
        factories.stellungnahme(inquiry, {"1": "Zwölf Brücken."})
        factories.stellungnahme(inquiry, {"2": "Brücken."}, published=False)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=Brücken",
        "q=Brücken&sortierung=neueste",
        "q=Brü",
        "q=Brückken",
        "q=17/19999",
        "stand=teilweise",
        "verweise=offen&fraktion=SPD&ministerium=Ministerium für Verkehr&wahlperiode=17",
        "sortierung=nummer",
    ],
)
@pytest.mark.parametrize("role", [roles.LESEN, roles.SACHBEARBEITUNG])
def test_a_page_costs_a_fixed_number_of_queries(query, role):
    client = signed_in(role)
    costs = []
    for numbers in (range(19001, 19002), range(19002, 19031)):
        add_inquiries(numbers)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/?{query}")
        assert len(rows(response)) == min(Antrag.objects.count(), listing.PER_PAGE)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 25


def test_a_row_counts_what_is_answered_by_reference_apart(lesen_client):
    inquiry = factories.antrag(fragen=["Eins?", "Zwei?", "Drei?"])
    factories.stellungnahme(inquiry, {"1": "Ja.", "2": "Auf Drucksache 17/9075 wird verwiesen."})
    shown = lesen_client.get("/").content.decode()
    assert "1 von 3 beantwortet, 1 weitere durch Verweis" in shown
    assert '<rect class="progress__by-reference" width="2"' in shown
    assert '<rect class="progress__done" width="1"' in shown
