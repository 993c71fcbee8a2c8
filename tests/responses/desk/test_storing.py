"""A paper on the desk becomes inquiry and letter: all of it or nothing, with what is open and what was settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from inquiries.models import Antrag, Source
from inquiries.reading import Question, read_paper
from responses.desk import changes, steps
from responses.desk.reading_in import read_as_reply
from responses.desk.storing import StoreError, store
from responses.desk.workpiece import Person
from responses.models import Eingang, Hinweis, Luecke, Stapel, Stellungnahme
from tests import factories
from tests.responses.desk.papers import inquiry_text

EXAMPLE = (Path(__file__).parents[3] / "fixtures" / "papers" / "antrag-ki-allianz.txt").read_text(encoding="utf-8")
MINISTRIES = (
    "Ministerium für Wirtschaft, Arbeit und Tourismus",
    "Staatsministerium",
    "Ministerium für Finanzen",
    "Ministerium für Verkehr",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    for name in MINISTRIES:
        factories.ministerium(name, name[:10])
    factories.fraktion("GRÜNE")
    return factories.user(role="Sachbearbeitung", name="erika")


def arrived(text: str, clerk, *, antrag: Antrag | None = None, name: str = "") -> Eingang:
    """A paper that was pasted and read."""
    eingang = Eingang.objects.create(
        stapel=Stapel.objects.create(konto=clerk), position=1, name=name, antrag=antrag, medientyp="text/plain"
    )
    asked = [Question(one.nummer, one.text, None) for one in antrag.fragen.order_by("position")] if antrag else ()
    steps.start(eingang, text=text, paper=read_paper(text, asked=asked), by=clerk)
    return eingang


def take(eingang: Eingang, clerk, change, *args, **kwargs) -> Eingang:
    def apply(piece):
        changed = change(piece, *args, **kwargs)
        return changed[0] if isinstance(changed, tuple) else changed

    return steps.take(eingang, apply, "geändert", by=clerk, version=eingang.version)[0]


def stored(eingang: Eingang, clerk, **kwargs):
    return store(eingang, by=clerk, version=eingang.version, **kwargs)


def answer(eingang: Eingang, number: str) -> str:
    return next(one.key for one in steps.current(eingang).piece.answers if number in one.numbers)


def test_the_example_is_stored_as_inquiry_and_draft(clerk):
    eingang = arrived(EXAMPLE, clerk)
    assert eingang.offen == 0
    receipt = stored(eingang, clerk)
    letter = receipt.stellungnahme
    assert receipt.missing == ()
    assert receipt.antrag.fragen.count() == letter.antworten.count() == 8
    assert letter.is_draft
    assert letter.ministerium.name == MINISTRIES[0]
    assert letter.im_einvernehmen.count() == 2
    assert letter.source.text == EXAMPLE
    for antwort in letter.antworten.all():
        assert antwort.text.split()[0] in EXAMPLE[antwort.span_start : antwort.span_end]
    eingang.refresh_from_db()
    assert (eingang.stand, eingang.anfrage, eingang.stellungnahme) == ("gespeichert", receipt.antrag, letter)


def test_it_can_be_published_at_once(clerk):
    letter = stored(arrived(EXAMPLE, clerk), clerk, publishing=True).stellungnahme
    assert (letter.state, letter.veroeffentlicht_von) == ("veroeffentlicht", clerk)


def test_a_letter_alone_answers_the_inquiry_that_is_there(clerk):
    questions, letter = EXAMPLE.split("Mit Schreiben vom", 1)
    antrag = stored(arrived(questions, clerk), clerk).antrag
    assert antrag.stellungnahmen.count() == 0
    eingang = arrived("Mit Schreiben vom" + letter, clerk, antrag=antrag)
    receipt = stored(eingang, clerk, publishing=True)
    assert receipt.antrag == antrag
    assert Antrag.objects.count() == 1
    antrag.refresh_from_db()
    assert antrag.fragen_beantwortet == 8


def test_what_is_open_stays_as_hinweis_and_what_has_a_reason_is_settled(clerk):
    eingang = arrived(EXAMPLE, clerk)
    eingang = take(eingang, clerk, changes.fill, "ministry", "Ministerium für Beispiele")
    eingang = take(eingang, clerk, changes.remove, answer(eingang, "7"))
    notes = {note.code: note for note in steps.notes(eingang, steps.current(eingang)) if note.is_open}
    assert set(notes) == {"unknown-ministry", "question-unanswered", "text-in-no-part"}
    eingang = take(eingang, clerk, changes.settle, notes["text-in-no-part"].key, "Doppelt gedruckt.")
    eingang = take(eingang, clerk, changes.settle, notes["question-unanswered"].key, "Wird nachgereicht.")
    letter = stored(eingang, clerk).stellungnahme
    hinweise = {row.code: row for row in Hinweis.objects.all()}
    assert hinweise["unknown-ministry"].stellungnahme == letter
    assert hinweise["unknown-ministry"].erledigt_am is None
    assert hinweise["text-in-no-part"].erledigt_grund == "Doppelt gedruckt."
    assert "question-unanswered" not in hinweise
    assert [(row.frage.nummer, row.grund) for row in Luecke.objects.filter(stellungnahme=letter)] == [
        ("7", "Wird nachgereicht.")
    ]


def test_what_is_open_at_two_places_of_one_answer_stays_as_one_hinweis_that_says_so(clerk):
    twice = "Siehe die Antwort zu Frage 19. Es bleibt bei der Antwort zu Frage 19."
    letter = stored(arrived(EXAMPLE.replace("Zu 3.:", f"Zu 3.:\n\n{twice}"), clerk), clerk)
    (hinweis,) = letter.stellungnahme.hinweise.all()
    assert hinweis.code == "reference-unknown-part"
    assert hinweis.meldung.endswith("(an 2 Stellen)")


def test_with_something_open_nothing_is_published_and_nothing_stored(clerk):
    eingang = arrived(EXAMPLE, clerk)
    eingang = take(eingang, clerk, changes.remove, answer(eingang, "7"))
    with pytest.raises(StoreError):
        stored(eingang, clerk, publishing=True)
    assert not Antrag.objects.exists()
    assert not Source.objects.exists()
    eingang.refresh_from_db()
    assert eingang.stand == "gelesen"


def test_everything_can_be_typed(clerk):
    eingang = arrived("", clerk)
    for name, value in {"kind": "Kleine Anfrage", "title": "Musteranfrage", "ministry": MINISTRIES[3]}.items():
        eingang = take(eingang, clerk, changes.fill, name, value)
    eingang = take(eingang, clerk, changes.add_question, "1", "Wie viele Brücken gibt es?")
    eingang = take(eingang, clerk, changes.add_answer, ["1"], "Es gibt 7300 Brücken.")
    eingang = take(eingang, clerk, changes.name_people, "askers", [Person("Erika Muster", "GRÜNE")])
    receipt = stored(eingang, clerk)
    assert receipt.antrag.source is None
    assert receipt.antrag.fragen.get().ziffern.get().antwort.text == "Es gibt 7300 Brücken."


def test_a_member_that_was_chosen_is_the_one_that_is_stored(clerk):
    from inquiries.models import Abgeordnete

    twins = [Abgeordnete.objects.create(name="Alexander Salomon", nachname="Salomon") for _ in range(2)]
    eingang = arrived(EXAMPLE, clerk)
    people = list(steps.current(eingang).piece.askers)
    people[0] = Person(people[0].name, people[0].fraktion, twins[1].pk)
    eingang = take(eingang, clerk, changes.name_people, "askers", people)
    antrag = stored(eingang, clerk).antrag
    assert antrag.urheber.filter(rolle="fragt").order_by("position").first().abgeordnete == twins[1]


UNSTORABLE = {
    "no title": (lambda piece: changes.fill(piece, "title", ""), "title"),
    "no kind": (lambda piece: changes.fill(piece, "kind", ""), "kind"),
    "a kind of nothing": (lambda piece: changes.fill(piece, "kind", "Gesetzentwurf"), "kind"),
    "a day that is none": (lambda piece: changes.fill(piece, "letter_date", "31.2.2025"), "letter_date"),
    "a number that is none": (lambda piece: changes.fill(piece, "drucksache", "siebzehn"), "drucksache"),
    "a question without text": (lambda piece: changes.write(piece, "f3", ""), "f3"),
    "two questions of one number": (lambda piece: changes.renumber(piece, "f3", ["2"]), "f2"),
    "a title that is too long": (lambda piece: changes.fill(piece, "title", "x" * 600), ""),
}


@pytest.mark.parametrize(("change", "at"), UNSTORABLE.values(), ids=UNSTORABLE)
def test_what_cannot_be_stored_is_said_at_its_place(clerk, change, at):
    eingang = take(arrived(EXAMPLE, clerk), clerk, change)
    with pytest.raises(StoreError) as refused:
        stored(eingang, clerk)
    assert refused.value.at == at
    assert not Antrag.objects.exists()


def test_a_number_that_is_taken_is_refused(clerk):
    factories.antrag(number="17/19999")
    eingang = take(arrived(EXAMPLE, clerk), clerk, changes.fill, "drucksache", "17/19999")
    with pytest.raises(StoreError, match="schon erfasst"):
        stored(eingang, clerk)


def test_what_is_stored_is_not_stored_again(clerk):
    eingang = arrived(EXAMPLE, clerk)
    stored(eingang, clerk)
    with pytest.raises(steps.ClosedError):
        stored(eingang, clerk)
    assert Stellungnahme.objects.count() == 1


def test_nobody_saves_over_a_state_that_they_have_not_seen(clerk):
    eingang = arrived(EXAMPLE, clerk)
    seen = eingang.version
    take(eingang, clerk, changes.fill, "title", "Anders")
    with pytest.raises(steps.OutdatedError):
        store(eingang, by=clerk, version=seen)
    with pytest.raises(steps.OutdatedError):
        steps.take(eingang, lambda piece: changes.fill(piece, "title", "Noch anders"), "Titel", by=clerk, version=seen)
    eingang.refresh_from_db()
    assert steps.current(eingang).piece.get("title") == "Anders"


def test_a_paper_is_called_what_it_is(clerk):
    eingang = arrived(EXAMPLE, clerk)
    assert str(eingang) == "Antrag: Strategische Weiterentwicklung der KI-Allianz"
    eingang = take(eingang, clerk, changes.fill, "drucksache", "17/19999")
    eingang = take(eingang, clerk, changes.fill, "title", "Anders")
    assert str(eingang) == "Antrag 17/19999: Anders"
    antrag = factories.antrag(number="17/19998", titel="Musterbrücken")
    reply = arrived("Zu 1.: Es gibt 7300 Brücken.", clerk, antrag=antrag)
    assert str(reply) == "Antwort zu Kleine Anfrage 17/19998: Musterbrücken"
    assert str(arrived(EXAMPLE, clerk, name="antrag.pdf")) == "antrag.pdf"


def test_steps_are_undone_and_done_again(clerk):
    eingang = arrived(EXAMPLE, clerk)
    before = steps.current(eingang).piece
    eingang = take(eingang, clerk, changes.fill, "title", "Anders")
    assert steps.undo(eingang, by=clerk, version=eingang.version) == "geändert"
    eingang.refresh_from_db()
    assert steps.current(eingang).piece == before
    assert steps.redo(eingang, by=clerk, version=eingang.version) == "geändert"
    eingang.refresh_from_db()
    assert steps.current(eingang).piece.get("title") == "Anders"
    steps.undo(eingang, by=clerk, version=eingang.version)
    eingang.refresh_from_db()
    assert steps.undo(eingang, by=clerk, version=eingang.version) == ""
    eingang = take(eingang, clerk, changes.fill, "title", "Drittens")
    assert steps.redo(eingang, by=clerk, version=eingang.version) == ""


def test_each_inquiry_of_a_paper_is_stored_on_its_own(clerk):
    path = Path(__file__).parents[2] / "inquiries/reading/papers/two-oral-questions.txt"
    first = arrived(path.read_text(encoding="utf-8"), clerk)
    second = first.stapel.eingaenge.get(position=2)
    assert "number-shared" in {note.code for note in steps.notes(second, steps.current(second)) if note.is_open}
    one, other = (stored(eingang, clerk).antrag for eingang in (first, second))
    assert one.drucksache
    assert other.drucksache is None
    assert one.titel != other.titel
    assert one.source == other.source


def test_an_inquiry_of_a_paper_that_names_a_number_of_its_own_keeps_it(clerk):
    first = arrived(f"{inquiry_text()}\f{inquiry_text(number='17/4712', title='Musteranfrage zu den Tunneln')}", clerk)
    second = first.stapel.eingaenge.get(position=2)
    assert "number-shared" not in {note.code for note in steps.notes(second, steps.current(second))}
    assert [str(stored(eingang, clerk).antrag.drucksache) for eingang in (first, second)] == ["17/4711", "17/4712"]


def test_each_inquiry_of_a_paper_stays_itself_when_it_is_read_again(clerk):
    titles = ["Musteranfrage zu den Brücken im Land", "Musteranfrage zu den Tunneln"]
    first = arrived(f"{inquiry_text()}\f{inquiry_text(number='17/4712', title=titles[1])}", clerk)
    wrong = factories.antrag(number="17/4713")
    for eingang, title in zip(first.stapel.eingaenge.order_by("position"), titles, strict=True):
        before = steps.current(eingang).piece
        again = read_as_reply(read_as_reply(eingang, wrong, by=clerk), None, by=clerk)
        assert steps.current(again).piece == before
        assert before.get("title") == title
    assert first.stapel.eingaenge.count() == 2


def test_a_supplement_alone_becomes_no_inquiry(clerk):
    text = (
        "Drucksache 17/8301\n\nErgänzende Antwort\n\ndes Ministeriums für Verkehr\n\nzu der Kleinen Anfrage der Abg. "
        "Erika Muster GRÜNE – Drucksache 17/8001\n\nBrücken im Land\n\nMit Schreiben vom 10. Oktober 2025 Nr. VM3-12/7 "
        "beantwortet das Ministerium für Verkehr die Kleine Anfrage ergänzend wie folgt:\n\nZu 2.:\n\nVorgesehen "
        "sind 95 Millionen Euro.\n\nMuster\n\nMinister für Verkehr\n"
    )
    with pytest.raises(StoreError, match="Bitte die Anfrage angeben"):
        stored(arrived(text, clerk), clerk)
    assert not Antrag.objects.exists()
