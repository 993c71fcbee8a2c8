"""A correction is a version of its own: a copy to be changed, that replaces the one before it when it is published."""

import datetime

import pytest
from django.utils import timezone

from inquiries.correcting import Meaning, correct
from inquiries.models import Antrag, Drucksache, Source, Verweis
from inquiries.models.datei import digest
from inquiries.search import matching, understand
from responses.models import AntwortVerweis, Hinweis, Luecke, Stellungnahme
from responses.publishing import PublishError, publish, withdraw
from responses.revising import RevisionError, revise
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 9, 3, 10, 30, tzinfo=datetime.UTC)


@pytest.fixture
def clerk():
    return factories.user(role="Sachbearbeitung")


@pytest.fixture
def letter():
    inquiry = factories.antrag(number="17/19500", fragen=["Wie viele?", "Wo?", "Wann?"])
    text = "Muster"
    source = Source.objects.create(text=text, sha256=digest(text.encode()))
    row = factories.stellungnahme(
        inquiry,
        {"1 und 2": "Acht, siehe Drucksache 17/19001 und Drucksache 17/19002.", "9": "Nichts."},
        wortlaut={"2": "Wo denn?"},
        vorbemerkung="Vorab.",
        aktenzeichen="VM-1",
        schreiben_vom=datetime.date(2025, 9, 1),
        source=source,
        veroeffentlicht_am=NOW,
    )
    row.im_einvernehmen.add(factories.ministerium("Staatsministerium", "StM"))
    Luecke.objects.create(stellungnahme=row, frage=inquiry.fragen.get(nummer="3"), grund="Folgt.")
    return row


def said(letter):
    """All that a letter says, but for what tells one version from another."""
    return (
        [getattr(letter, name) for name in ("antrag", "art", "ministerium", "vorbemerkung", "aktenzeichen")],
        set(letter.im_einvernehmen.all()),
        [
            (antwort.text, sorted(antwort.ziffern.values_list("nummer", "frage", "wortlaut")))
            for antwort in letter.antworten.order_by("position")
        ],
        list(letter.luecken.values_list("frage", "grund")),
    )


def published_again(letter, clerk, *, at=NOW, grund="Zahl richtiggestellt."):
    draft, _ = revise(letter)
    draft.berichtigungsgrund = grund
    draft.save()
    publish(draft, by=clerk, at=at, reasons=dict(draft.luecken.values_list("frage", "grund")))
    return draft


def test_the_draft_says_all_that_the_letter_says_and_has_no_source_yet(letter):
    draft, made = revise(letter)
    assert made
    assert said(draft) == said(letter)
    assert (draft.ersetzt, draft.state, draft.source, draft.schreiben_vom) == (
        letter,
        "entwurf",
        None,
        letter.schreiben_vom,
    )


def test_a_second_press_leads_to_the_draft_that_is_there(letter):
    draft, _ = revise(letter)
    assert revise(letter) == (draft, False)
    assert Stellungnahme.objects.count() == 2


def test_a_draft_and_a_replaced_version_are_not_corrected(letter, clerk):
    draft, _ = revise(letter)
    with pytest.raises(RevisionError, match="ist ein Entwurf"):
        revise(draft)
    draft.delete()
    published_again(letter, clerk)
    with pytest.raises(RevisionError, match="schon ersetzt"):
        revise(letter)


def test_what_clerks_said_of_the_citations_and_hinweise_that_are_open_go_along(letter, clerk):
    first = AntwortVerweis.objects.get(drucksache__nummer=19001)
    correct(first, Meaning(Verweis.Art.DRUCKSACHE, factories.drucksache("17/18888")), by=clerk, at=timezone.now())
    for code, settled in (("repeat-missing", None), ("letter-in-text", NOW)):
        Hinweis.objects.create(
            stellungnahme=letter,
            code=code,
            schwere="warning",
            meldung="Prüfen.",
            erledigt_am=settled,
            erledigt_grund="Geprüft." if settled else "",
        )
    draft, _ = revise(letter)
    cited = AntwortVerweis.alle.filter(stellungnahme=draft).order_by("start")
    assert [(str(row.drucksache), row.stand) for row in cited] == [
        ("17/18888", "berichtigt"),
        ("17/19002", "gefunden"),
    ]
    assert [hinweis.code for hinweis in draft.hinweise.all()] == ["repeat-missing"]


def test_until_it_is_published_the_correction_counts_for_nobody(letter):
    revise(letter)
    factories.settle()
    assert Verweis.objects.count() == 2
    paper = Drucksache.objects.numbered("17/19001").get()
    assert (paper.zitate, paper.zitate_im_entwurf) == (1, 0)
    for role in ("Lesen", "Sachbearbeitung"):
        assert list(Stellungnahme.objects.visible_to(factories.user(role=role))) == [letter]


def test_published_it_takes_the_place_of_the_version_before_it(letter, clerk):
    draft = published_again(letter, clerk)
    letter.refresh_from_db()
    assert (letter.state, draft.state) == ("ersetzt", "veroeffentlicht")
    assert list(Stellungnahme.objects.published()) == [draft]
    assert set(Verweis.objects.values_list("antwortverweis__stellungnahme", flat=True)) == {draft.pk}
    factories.settle()
    assert Drucksache.objects.numbered("17/19001").get().zitate == 1
    letter.antrag.refresh_from_db()
    assert letter.antrag.fragen_beantwortet == 2


def test_the_search_finds_what_holds(letter, clerk):
    draft, _ = revise(letter)
    draft.antworten.filter(position=1).update(text="Neunundneunzig Kraniche.")
    draft.berichtigungsgrund = "Zahl."
    draft.save()

    def found(word):
        return matching(Antrag.objects.all(), understand(word)).exists()

    assert (found("Acht"), found("Kraniche")) == (True, False)
    publish(draft, by=clerk, at=NOW, reasons=dict(draft.luecken.values_list("frage", "grund")))
    assert (found("Acht"), found("Kraniche")) == (False, True)
    withdraw(draft, by=clerk, at=NOW, grund="Falsch.")
    assert not found("Kraniche")


def test_without_saying_what_is_corrected_it_is_not_published(letter, clerk):
    draft, _ = revise(letter)
    with pytest.raises(PublishError, match="was berichtigt wird"):
        publish(draft, by=clerk, at=NOW, reasons=dict(draft.luecken.values_list("frage", "grund")))
    letter.refresh_from_db()
    assert letter.is_published


def test_a_reason_of_the_version_before_it_does_not_count(letter, clerk):
    draft, _ = revise(letter)
    draft.berichtigungsgrund = "Zahl richtiggestellt."
    draft.save()
    with pytest.raises(PublishError, match=r"ohne Grund: 3\."):
        publish(draft, by=clerk, at=NOW)


def test_the_number_of_its_own_moves_to_the_version_that_holds(letter, clerk):
    supplement = factories.stellungnahme(
        letter.antrag, {"1": "Neun."}, art="ergaenzung", drucksache=factories.drucksache("17/19600")
    )
    draft, _ = revise(supplement)
    assert (draft.drucksache, draft.own_number) == (None, supplement.drucksache)
    draft.berichtigungsgrund = "Zahl."
    draft.save()
    publish(draft, by=clerk, at=NOW)
    assert Drucksache.objects.numbered("17/19600").get().stellungnahme == draft
    assert Drucksache.objects.entered().numbered("17/19600").exists()


def test_a_correction_of_a_correction_and_withdrawing_take_the_whole_line(letter, clerk):
    third = published_again(published_again(letter, clerk), clerk)
    withdraw(third, by=clerk, at=NOW, grund="Falsches Papier.")
    assert set(Stellungnahme.objects.values_list("state", "zurueckziehungsgrund")) == {
        ("zurueckgezogen", "Falsches Papier.")
    }


def test_a_withdrawn_letter_comes_back_as_a_new_version_only(letter, clerk):
    withdraw(letter, by=clerk, at=NOW, grund="Falsches Papier.")
    with pytest.raises(PublishError, match="schon veröffentlicht"):
        publish(letter, by=clerk, at=NOW)
    again = published_again(letter, clerk)
    letter.refresh_from_db()
    assert (letter.state, again.state) == ("zurueckgezogen", "veroeffentlicht")
    letter.antrag.refresh_from_db()
    assert letter.antrag.fragen_beantwortet == 2
