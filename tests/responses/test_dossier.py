"""What a dossier holds, read back from its PDF."""

import datetime
import itertools
import re

import pytest
from django.core.management import call_command
from django.db import transaction

from inquiries.marking import paragraphs
from inquiries.models import Antrag, Fristverlaengerung, Source, Urheber
from inquiries.models.datei import digest
from inquiries.reading import read_paper
from responses import annex
from responses.dossier import by_number, compile_dossier, inquiries_to_annex, inquiries_to_print, to_html
from responses.intake import record_paper
from responses.models import Stellungnahme
from responses.press import render
from responses.publishing import publish
from responses.revising import revise
from tests import factories
from tests.pdf import Pdf, compact

ON = datetime.date(2026, 11, 23)
DAY = datetime.date
SENTENCE = "Die Landesregierung berichtet regelmäßig über die Weiterentwicklung der Verkehrsinfrastruktur im Land. "


def html_of(*antraege: Antrag, **options) -> str:
    return to_html(compile_dossier(inquiries_to_print([row.pk for row in antraege]), on=ON, **options))


def printed(*antraege: Antrag, **options) -> Pdf:
    return Pdf(render(html_of(*antraege, **options)))


def complete_inquiries() -> list[Antrag]:
    """Two inquiries that together show whatever a dossier can show."""
    cited = factories.antrag(
        number="17/19075",
        art=Antrag.Art.ANTRAG,
        titel="Musterantrag zu den Laufzeiten geförderter Projekte",
        fragen={
            "1": "wie viele Projekte gefördert werden;",
            "2": "welche davon verlängert wurden;",
            "3": f"aus welchen Gründen das geschah; {SENTENCE * 12}",
            "4": "ob die Landesregierung beabsichtigt, weitere Projekte zu fördern;",
            "5": "wie es weitergeht.",
        },
        askers=(("Erika Muster", "GRÜNE"), ("Max Beispiel", "SPD")),
        datum=DAY(2025, 6, 3),
        eingegangen=DAY(2025, 6, 4),
        zugeleitet=DAY(2025, 6, 5),
        ausgegeben=DAY(2025, 7, 9),
        begruendung=f"Der Antrag ist ein Beispiel.\n\n{SENTENCE * 3}",
    )
    for position, name in enumerate(("Muster", "Beispiel", "Vorlage")):
        Urheber.objects.create(
            antrag=cited, rolle=Urheber.Rolle.SIGNATORY, name_gedruckt=name, position=position, fraktion=None
        )
    Fristverlaengerung.objects.create(
        antrag=cited, neue_frist=DAY(2025, 7, 1), grund="Beispielgrund", zugestimmt_von="Erika Muster", quelle="Vermerk"
    )
    letter = factories.stellungnahme(
        cited,
        {
            "1, 2 und 5": f"Gemeinsam beantwortet wie im Muster.\n\n{SENTENCE * 9}",
            "3": "Insoweit wird auf die Stellungnahme der Landesregierung in Drucksache 16/1234 verwiesen.",
            "4": "Weitere Projekte sind in Vorbereitung; vgl. Plenarprotokoll 17/13.",
            "9": "Diese Antwort hat keine Frage.",
        },
        wortlaut={"4": "ob die Landesregierung plant, weitere Projekte zu fördern;"},
        art=Stellungnahme.Art.STELLUNGNAHME,
        ministerium=factories.ministerium("Ministerium für Finanzen", "FM"),
        vorbemerkung="Vorab: Alle Angaben sind Beispiele.",
        schreiben_vom=DAY(2025, 6, 27),
        aktenzeichen="FM1-22-33/44",
        unterzeichnet_von="Dr. Vorlage",
        amt="Minister für Finanzen",
    )
    letter.im_einvernehmen.add(factories.ministerium())
    factories.stellungnahme(
        cited,
        {"2": "Ergänzend: Zwei Projekte wurden verlängert."},
        art=Stellungnahme.Art.ERGAENZUNG,
        drucksache=factories.drucksache("17/19500"),
        schreiben_vom=DAY(2025, 9, 12),
        aktenzeichen="FM1-22-33/45",
    )
    citing = factories.antrag(
        titel="Musteranfrage zu den Brücken im Land",
        fragen={"1": f"Wie viele Brücken gibt es? {SENTENCE}", "2a": "Welche sind gesperrt?", "2b": "Wie lange?"},
        askers=(("Anna Vorlage", None),),
    )
    factories.stellungnahme(
        citing,
        {
            "1": "Es wird auf die Stellungnahme zu Ziffer 3 in Drucksache 17/19075 verwiesen. " + SENTENCE * 2,
            "2a": "Vier, siehe die Antwort zu Frage 1 und Drucksache 17/19500.",
        },
        schreiben_vom=DAY(2025, 10, 1),
    )
    return [citing, cited]


@pytest.fixture(scope="module")
def material(django_db_setup, django_db_blocker):
    """The two inquiries, their texts and their printed dossier; the rows are gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        antraege = inquiries_to_print([row.pk for row in complete_inquiries()])
        dossier = compile_dossier(antraege, on=ON, fuer="Präsidentin des Landtags")
        html = to_html(dossier)
        texts = [text for antrag in antraege for text in _texts(antrag)]
        transaction.set_rollback(True)
    return Pdf(render(html)), texts


def _texts(antrag: Antrag):
    """Every text of an inquiry as it must be found again, cut where the dossier adds the page of a citation."""
    own = list(antrag.verweise.all())
    yield from _pieces(antrag.begruendung, [verweis for verweis in own if verweis.ort == "begruendung"])
    for frage in antrag.fragen.all():
        yield from _pieces(frage.text, [verweis for verweis in own if verweis.frage_id == frage.pk])
    for letter in antrag.stellungnahmen.all():
        yield letter.vorbemerkung
        for antwort in letter.antworten.all():
            yield from _pieces(antwort.text, letter.citations_in(antwort))


def _pieces(text: str, verweise):
    return [segment.text for paragraph in paragraphs(text, verweise) for segment in paragraph]


@pytest.fixture(scope="module")
def pdf(material) -> Pdf:
    return material[0]


def test_every_word_of_every_question_and_answer_is_printed_in_reading_order(material):
    pdf, texts = material
    words = compact(pdf.tagged_text())
    assert len(texts) > 20
    for text in texts:
        assert compact(text) in words


def test_a_joint_answer_is_printed_once_and_pointed_to_from_its_other_questions(pdf):
    words = compact(pdf.tagged_text())
    assert words.count(compact("Gemeinsam beantwortet wie im Muster")) == 1
    assert compact("Stellungnahme vom 27. Juni 2025 zu Ziffern 1, 2 und 5: siehe Ziffer 1") in words


@pytest.mark.parametrize(
    "shown",
    [
        "Landtag von Baden-Württemberg",
        "2 parlamentarische Anfragen",
        "FürPräsidentin des Landtags",
        "Stand23. November 2026",
        "Datum Eingegangen Zugeleitet Schreiben vom Ausgegeben Antwort fällig 3.6.2025 4.6.2025 5.6.2025 27.6.2025 "
        "12.9.2025 9.7.2025 1.7.2025",
        "Erika Muster (GRÜNE), Max Beispiel u. a. (SPD)",
        "Muster, Beispiel und Vorlage",
        "Ministerium für Finanzen im Einvernehmen mit: Ministerium für Verkehr",
        "Aktenzeichen FM1-22-33/44",
        "Drucksache 17/19500",
        "bis 1.7.2025: Beispielgrund (zugestimmt: Erika Muster)",
        "Dr. Vorlage Minister für Finanzen",
        "Offen. Zu dieser Frage liegt keine veröffentlichte Antwort vor.",
        "Die Antwort besteht nur aus einem Verweis.",
        "Wortlaut geändert. In der Stellungnahme ist Ziffer 4 anders wiedergegeben: "
        "„beabsichtigt“ lautet dort „plant“.",
        "ob die Landesregierung beabsichtigt, plant, weitere Projekte zu fördern;",
        "Antwort ohne Frage",
        "Die Anfrage enthält nicht: Ziffer 9.",
        "Ohne Drucksachennummer",
    ],
)
def test_the_dossier_says(pdf, shown):
    assert compact(shown) in compact(pdf.tagged_text())


def test_the_page_number_after_a_link_is_the_page_that_it_leads_to(pdf):
    numbered = [
        (link, match)
        for link in pdf.links()
        if (match := re.match(r"(?: \(S\.\s|, S\.\s|[^.]*\.{4,} )(\d+)", link.after))
    ]
    assert sum(link.page == 2 for link, _ in numbered) >= 12
    assert sum(link.page > 2 for link, _ in numbered) >= 10
    for link, match in numbered:
        assert int(match[1]) == link.target_page, link


def test_a_citation_leads_to_the_named_ziffer_and_else_to_the_inquiry(pdf):
    by_description = {link.description: link for link in pdf.links()}
    assert "Drucksache-17-19075-Ziffer-3" in by_description
    assert any(
        compact("Drucksache 17/19500") in compact(link.text) and link.description == "Drucksache-17-19075"
        for link in pdf.links()
    )


def test_a_citation_of_another_paper_leads_to_the_register(pdf):
    assert any(
        compact("Drucksache 16/1234") in compact(link.text) and link.description == "Verzeichnis-Drucksache-16-1234"
        for link in pdf.links()
    )


def test_the_register_names_each_cited_paper_and_where_it_is_cited(pdf):
    words = compact(pdf.tagged_text())
    register = words[words.rindex(compact("Verzeichnis der zitierten Drucksachen")) :]
    positions = [
        register.index(compact(line))
        for line in (
            "Drucksache 16/1234 nicht erfasst 17/19075, Antwort zu Ziffer 3, S.",
            "Drucksache 17/19075 Musterantrag zu den Laufzeiten geförderter Projekte in diesem Dossier, S.",
            "Ziffer 3 ohne Nummer, Antwort zu Frage 1, S.",
            "Drucksache 17/19500 Musterantrag zu den Laufzeiten geförderter Projekte in diesem Dossier, S.",
            "Plenarprotokoll 17/13 Plenarprotokolle werden hier nicht erfasst 17/19075, Antwort zu Ziffer 4, S.",
        )
    ]
    assert positions == sorted(positions)


def test_each_page_but_the_cover_has_its_paper_and_its_number_in_the_margin(pdf):
    last = len(pdf.pages)
    assert "Seite" not in pdf.page_text(1)
    for number in range(2, last + 1):
        assert pdf.page_text(number).rstrip().endswith(f"Seite {number} von {last}")
    start = next(link.target_page for link in pdf.links() if link.description == "Drucksache-17-19075")
    assert pdf.page_text(start).startswith("Drucksache 17/19075 Musterantrag zu den Laufzeiten")
    assert pdf.page_text(start + 1).startswith("Drucksache 17/19075 Musterantrag zu den Laufzeiten")


def test_what_stands_in_the_margins_is_not_read_aloud(pdf):
    assert compact(f"Seite 2 von {len(pdf.pages)}") not in compact(pdf.tagged_text())


def test_it_calls_itself_pdf_ua_and_names_its_title_author_and_language(pdf):
    assert pdf.catalog["Lang"] == b"de"
    assert pdf.catalog["ViewerPreferences"]["DisplayDocTitle"] is True
    assert pdf.catalog["MarkInfo"]["Marked"] is True
    assert pdf.info["Title"] == "Dossier: 2 Anfragen"
    assert pdf.info["Author"] == "Landtag von Baden-Württemberg"
    assert "pdfuaid:part" in pdf.metadata_stream() or 'pdfua/ns/id/"' in pdf.metadata_stream()


def test_headings_begin_with_one_and_skip_no_level(pdf):
    levels = [int(element.kind[1]) for element in pdf.elements() if element.kind in {"H1", "H2", "H3", "H4", "H5"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_no_paragraph_heading_or_link_is_tagged_inside_another(pdf):
    flat = {"P", "H1", "H2", "H3", "H4", "H5", "Link"}
    assert [element for element in pdf.elements() if element.kind in flat and element.parent in flat - {"P"}] == []
    assert not [element for element in pdf.elements() if element.kind == element.parent == "P"]


def test_links_are_tagged_described_and_visited_in_reading_order(pdf):
    annotations = pdf.raw_annotations()
    assert annotations
    assert all(annotation["Contents"] and "StructParent" in annotation for annotation in annotations)
    assert all(page.page_obj.attrs["Tabs"].name == "S" for page in pdf.pages)
    assert sum(element.kind == "Link" for element in pdf.elements()) >= len(annotations) / 2


def test_tables_have_header_cells(pdf):
    kinds = [element.kind for element in pdf.elements()]
    assert kinds.count("Table") >= 5
    tables = [index for index, kind in enumerate(kinds) if kind == "Table"]
    for start, end in itertools.pairwise([*tables, len(kinds)]):
        assert "TH" in kinds[start:end]


def test_every_glyph_is_fira_sans_and_in_the_file(pdf):
    fonts = pdf.fonts()
    assert set(fonts) == {"Fira-Sans-Light", "Fira-Sans", "Fira-Sans-Semi-Bold"}
    assert all(fonts.values())


def test_the_outline_lists_inquiries_and_their_questions(pdf):
    titles = [title for _level, title, _page in pdf.outline]
    assert titles[:2] == ["Deckblatt", "Inhalt"]
    assert "17/19075 Musterantrag zu den Laufzeiten geförderter Projekte" in titles
    assert [title for title in titles if title.startswith("Frage ")] == [
        "Frage 1: Wie viele Brücken gibt es? Die Landesregierung berichtet …",
        "Frage 2a: Welche sind gesperrt?",
        "Frage 2b: Wie lange?",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("shift", range(5))
def test_a_question_never_stands_apart_from_the_beginning_of_its_answer(shift):
    texts = {str(number): f"Frage {number} des Musters: {SENTENCE * (number % 3)}" for number in range(1, 25)}
    antrag = factories.antrag(number="17/19001", fragen=texts)
    answers = {
        number: f"Antwortbeginn {number}. {SENTENCE * (1 + (int(number) * 5 + shift * 3) % 17)}" for number in texts
    }
    factories.stellungnahme(antrag, answers)
    pdf = printed(antrag)
    # A paragraph that goes on over the page is tagged in two parts: what counts is where it begins.
    assert headings(pdf) == [f"Frage {number}" for number in texts]
    starts = {compact(element.text): element.pages for element in pdf.elements() if element.kind == "P"}
    for number in texts:
        (asked,) = starts[compact(texts[number])]
        answered = next(pages[0] for text, pages in starts.items() if text.startswith(f"Antwortbeginn{number}."))
        assert asked == answered, f"question {number} ends on page {asked}, its answer begins on {answered}"


@pytest.mark.django_db
def test_the_real_inquiry_is_printed_word_for_word(settings):
    call_command("loaddata", "vocabulary", verbosity=0)
    text = (settings.BASE_DIR / "fixtures" / "papers" / "antrag-ki-allianz.txt").read_text(encoding="utf-8")
    row = record_paper(read_paper(text), Source(text=text, sha256=digest(text.encode()))).antrag
    pdf = printed(row)
    words = compact(pdf.tagged_text())
    (antrag,) = inquiries_to_print([row.pk])
    for part in _texts(antrag):
        assert compact(part) in words
    assert headings(pdf) == [f"Ziffer {number}" for number in range(1, 9)]
    for said in (
        "Salomon, Seimer, Häusler, Hentschel, Herken, Höh, Niemann und Tok (GRÜNE)",
        "im Einvernehmen mit: Staatsministerium; Ministerium für Finanzen",
        "WM36-43-99/161",
        "Hoffmeister-Kraut Ministerin für Wirtschaft, Arbeit und Tourismus",
        "„beabsichtigt“ lautet dort „plant“",
        "Drucksache 17/9075 nicht erfasst Antwort zu Ziffer 6,",
        "Ziffer 3 Antwort zu Ziffer 2, S. 4 Ziffer 4 Antwort zu Ziffer 2, S. 4",
    ):
        assert compact(said) in words


def headings(pdf: Pdf) -> list[str]:
    return [" ".join(element.text.split()) for element in pdf.elements() if element.kind == "H4"]


HOSTILE = (
    '<script>alert(1)</script><img src="http://203.0.113.9/a.png"><link rel="stylesheet" href="file:///etc/passwd">'
    '"><a href="javascript:x">&amp; </title><style>*{display:none}</style> {{ 7|add:7 }} {% now "Y" %}'
)


@pytest.mark.django_db
def test_markup_in_any_text_is_printed_as_it_stands():
    antrag = factories.antrag(
        number="17/19002", titel=HOSTILE, fragen=[HOSTILE], begruendung=HOSTILE, askers=((HOSTILE[:200], "SPD"),)
    )
    factories.stellungnahme(
        antrag,
        {"1": HOSTILE},
        wortlaut={"1": f"anders {HOSTILE}"},
        vorbemerkung=HOSTILE,
        aktenzeichen=HOSTILE[:100],
        unterzeichnet_von=HOSTILE[:200],
        amt=HOSTILE,
    )
    pdf = printed(antrag, fuer=HOSTILE[:200])
    assert compact(pdf.tagged_text()).count(compact(HOSTILE)) >= 7
    assert pdf.info["Title"] == f"Kleine Anfrage 17/19002: {HOSTILE}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "Donaudampfschifffahrt" * 40,
        "\u202fschmal\u2011hart\u2010",
        "日本語 ☃ 🚲 \u0627\u0644",
        "a\x0b\x0c\x1f\u2028b\ufffe",
    ],
    ids=["endless word", "rare spaces and hyphens", "other scripts", "control characters"],
)
def test_any_text_can_be_printed(text):
    antrag = factories.antrag(titel=text[:500], fragen=[text])
    factories.stellungnahme(antrag, {"1": text})
    pdf = printed(antrag)
    assert len(pdf.pages) >= 3
    assert all(pdf.fonts().values())


@pytest.mark.django_db
def test_drafts_are_not_printed():
    antrag = factories.antrag(number="17/19003")
    factories.stellungnahme(antrag, {"1": "Ein Entwurf in Drucksache 16/999."}, published=False, vorbemerkung="Geheim.")
    html = html_of(antrag)
    assert "Entwurf" not in html
    assert "Geheim" not in html
    assert "16/999" not in html
    assert "Offen." in html


@pytest.mark.django_db
def test_of_a_corrected_letter_the_version_that_holds_is_printed_and_says_so():
    antrag = factories.antrag(fragen=["Wie viele?"])
    draft, _ = revise(factories.stellungnahme(antrag, {"1": "Acht."}))
    draft.antworten.update(text="Neun.")
    draft.berichtigungsgrund = "Zahl richtiggestellt."
    draft.save()
    publish(draft, by=None, at=datetime.datetime(2025, 10, 7, 10, tzinfo=datetime.UTC))
    html = html_of(antrag)
    assert "berichtigt am 7. Oktober 2025: Zahl richtiggestellt." in html
    assert "Neun." in html
    assert "Acht." not in html


@pytest.mark.django_db
def test_a_supplement_that_is_still_a_draft_does_not_make_its_number_known():
    factories.stellungnahme(factories.antrag(), {}, published=False, drucksache=factories.drucksache("17/19500"))
    html = html_of(factories.antrag(fragen=["Was steht in Drucksache 17/19500?"]))
    assert "nicht erfasst" in html


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_inquiries(django_assert_num_queries):
    keys = [row.pk for row in complete_inquiries()]
    with django_assert_num_queries(12) as one:
        compile_dossier(inquiries_to_print(keys[1:]), on=ON)
    keys += [row.pk for row in (factories.antrag(number=f"17/{19100 + n}") for n in range(5))]
    for key in keys[2:]:
        factories.stellungnahme(Antrag.objects.get(pk=key), {"1": "Wie in Drucksache 17/19075."})
    with django_assert_num_queries(len(one)):
        compile_dossier(inquiries_to_print(keys), on=ON)


@pytest.mark.django_db
def test_inquiries_keep_the_order_of_the_selection_or_are_sorted_by_number():
    rows = [factories.antrag(number=number) for number in ("17/10000", None, "17/9075", "16/12000")]
    keys = [row.pk for row in rows]
    chosen = inquiries_to_print([*keys, keys[0], 999_999_999])
    assert [row.pk for row in chosen] == keys
    assert [row.number for row in by_number(chosen)] == ["16/12000", "17/9075", "17/10000", "ohne Nummer"]


@pytest.mark.django_db
def test_the_file_is_named_after_its_inquiry_or_the_day():
    one, two = factories.antrag(number="17/9075 neu"), factories.antrag()
    names = [compile_dossier(rows, on=ON).file_name for rows in ([one], [two], [one, two])]
    assert names == ["Dossier-17-9075-neu.pdf", f"Dossier-Anfrage-{two.pk}.pdf", "Dossier-2026-11-23-2-Anfragen.pdf"]


@pytest.mark.django_db
def test_a_long_cover_names_the_first_titles_and_counts_the_others():
    pdf = printed(*(factories.antrag(number=f"17/{19200 + n}", titel="Langer Mustertitel " * 10) for n in range(17)))
    assert "und 11 weitere, siehe Inhalt" in pdf.page_text(1)
    assert "Stand 23. November 2026" in pdf.page_text(1)
    assert pdf.page_text(2).startswith("Inhalt")
    assert compact("17/19216 Langer Mustertitel") in compact(pdf.tagged_text())


@pytest.mark.django_db
def test_no_query_is_needed_once_the_inquiries_are_loaded(django_assert_num_queries):
    keys = [row.pk for row in complete_inquiries()]
    antraege = inquiries_to_print(keys)
    with django_assert_num_queries(0):
        to_html(compile_dossier(antraege, on=ON))


# --- Annex: what is cited ------------------------------------------------------------------------------------------


@pytest.fixture
def citing(db) -> Antrag:
    """Cites Ziffer 2 (answered together with 4) and Ziffer 9 of 17/19075, all of 17/19080, and the supplement of
    17/19075 by its own number; none of what those cite, and nothing twice."""
    cited = factories.antrag(
        number="17/19075",
        art=Antrag.Art.ANTRAG,
        titel="Musterantrag zu den Laufzeiten",
        fragen={"1": "ob es Projekte gibt;", "2": "wie viele;", "3": "warum;", "4": "wie lange.", "5": "wo."},
    )
    factories.stellungnahme(
        cited,
        {
            "1": "Ja.",
            "2 und 4": "Zwölf, siehe Drucksache 16/1234 und Drucksache 17/19080.",
            "3": "Darum.",
            "5": "Dort.",
        },
    )
    whole = factories.antrag(number="17/19080", titel="Musteranfrage zu den Wäldern", fragen=["Wo?", "Wann?"])
    factories.stellungnahme(whole, {"1": "Im Land.", "2": "Bald, vgl. Drucksache 17/19001."})
    antrag = factories.antrag(
        number="17/19001", titel="Musteranfrage zu den Brücken", fragen=["Eins?", "Zwei?", "Drei?"]
    )
    factories.stellungnahme(
        antrag,
        {
            "1": "Es wird auf die Stellungnahme zu Ziffer 4 in Drucksache 17/19075 verwiesen.",
            "2": "Siehe Drucksache 17/19080 und Ziffer 9 in Drucksache 17/19075.",
            "3": "Nochmals: Ziffer 4 in Drucksache 17/19075 und Drucksache 15/77.",
        },
    )
    return antrag


def annexed(*antraege: Antrag) -> str:
    rows = inquiries_to_print([row.pk for row in antraege])
    return to_html(compile_dossier(rows, on=ON, annexed=inquiries_to_annex(rows)))


def test_the_annex_holds_the_cited_questions_and_answers_once_each_with_their_pages(citing):
    pdf = Pdf(render(annexed(citing)))
    words = compact(pdf.tagged_text())
    body, _, rest = words.rpartition(compact("Anhang: Zitierte Antworten"))
    annex_text, _, register = rest.rpartition(compact("Verzeichnis der zitierten Drucksachen"))
    for said in (
        "Antrag · Drucksache 17/19075 Musterantrag zu den Laufzeiten",
        "Nur die zitierten Ziffern und was mit ihnen gemeinsam beantwortet ist.",
        "wie lange.",
        "Zwölf, siehe Drucksache 16/1234",
        "Als Ganzes zitiert: alle Fragen.",
        "Im Land.",
        "Bald, vgl. Drucksache 17/19001",
    ):
        assert annex_text.count(compact(said)) == 1, said
        assert compact(said) not in body.rpartition(compact("Inhalt"))[2] or "Laufzeiten" in said
    for not_cited in ("Darum.", "Dort.", "ob es Projekte gibt;"):
        assert compact(not_cited) not in words
    for listed in (
        "Drucksache 17/19075 Musterantrag zu den Laufzeiten im Anhang, S.",
        "Ziffer 4 17/19001, Antwort zu Frage 1, S. 3",
        "Ziffer 9 (gibt es dort nicht) 17/19001, Antwort zu Frage 2, S.",
        "Drucksache 17/19080 Musteranfrage zu den Wäldern im Anhang, S.",
        "17/19075, Antwort zu Ziffern 2 und 4 (Anhang), S.",
        "Drucksache 15/77 nicht erfasst",
    ):
        assert compact(listed) in register, listed

    links = {link.description: link for link in pdf.links()}
    start = links["Anhang"].target_page
    assert links["Drucksache-17-19075-Ziffer-4"].target_page >= start
    assert links["Drucksache-17-19001-Frage-1"].target_page < start
    numbered = [(link, match) for link in pdf.links() if (match := re.match(r" \(S\.\s(\d+)", link.after))]
    assert len(numbered) >= 5
    assert all(int(match[1]) == link.target_page for link, match in numbered)

    titles = [title for _level, title, _page in pdf.outline]
    assert titles.index("Anhang: Zitierte Antworten") < titles.index("17/19075 Musterantrag zu den Laufzeiten")
    levels = [int(element.kind[1]) for element in pdf.elements() if re.fullmatch("H[1-6]", element.kind)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    flat = {"P", "H1", "H2", "H3", "H4", "H5", "Link"}
    assert [element for element in pdf.elements() if element.kind in flat and element.parent in flat - {"P"}] == []


def test_what_is_in_the_dossier_is_not_in_its_annex_and_without_one_nothing_is(citing):
    cited = Antrag.objects.get(drucksache__nummer=19075)
    rows = inquiries_to_print([citing.pk, cited.pk])
    assert [row.number for row in inquiries_to_annex(rows)] == ["17/19080"]
    assert "Anhang" not in html_of(citing)
    assert "Zwölf" not in html_of(citing)


def test_an_annex_without_room_says_what_it_leaves_out(citing, monkeypatch):
    monkeypatch.setattr(annex, "MOST_PAPERS", 1)
    html = annexed(citing)
    assert "Aufgenommen sind die ersten 1 Papiere; 1 weitere nennt das Verzeichnis." in html
    assert "Im Land." not in html
    assert "erfasst, nicht Teil dieses Dossiers" in html


def test_drafts_are_in_no_annex(citing):
    cited = Antrag.objects.get(drucksache__nummer=19080)
    factories.stellungnahme(cited, {"1": "Ein Entwurf."}, published=False)
    factories.stellungnahme(citing, {"1": "Siehe Drucksache 17/19090."}, published=False)
    factories.antrag(number="17/19090", fragen=["Geheim?"])
    html = annexed(citing)
    assert "Entwurf" not in html
    assert "Geheim" not in html


def test_the_annex_takes_a_fixed_number_of_queries(citing, django_assert_num_queries):
    rows = inquiries_to_print([citing.pk])
    with django_assert_num_queries(12):
        annexed_rows = inquiries_to_annex(rows)
    with django_assert_num_queries(0):
        to_html(compile_dossier(rows, on=ON, annexed=annexed_rows))
