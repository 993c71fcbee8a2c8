"""Many papers at once: what is without findings is stored together, each by itself; dismissing can be undone."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from inquiries.models import Antrag
from responses.desk import changes, steps
from responses.desk.arriving import Purpose, have_read_again, receive
from responses.desk.batches import (
    CHANGED,
    NOT_STORED,
    accept,
    bring_back,
    counts,
    dismiss,
    next_to_check,
    state_of,
    store_accepted,
)
from responses.desk.reading_in import read_in
from responses.models import Eingang, Stapel, Stellungnahme
from responses.tasks import MOST_ATTEMPTS
from tests import factories
from tests.responses.desk.papers import ANSWERS, BILL, inquiry_text
from tests.responses.desk.test_recognising import File

pytestmark = pytest.mark.django_db
Stand = Eingang.Stand
CLEAN = {
    f"{number}.txt": inquiry_text(
        number=f"17/{number}", title=f"Musteranfrage {number} zu den Brücken", answers=ANSWERS
    )
    for number in (4711, 4712)
}


@pytest.fixture
def clerk():
    factories.ministerium()
    factories.fraktion()
    return factories.user(role="Sachbearbeitung")


@pytest.fixture
def batch(clerk) -> Stapel:
    """Two papers without findings, one with some, and one that cannot be read."""
    files = [File(text.encode(), name) for name, text in CLEAN.items()]
    doubtful = inquiry_text(number="17/4713", title="Musteranfrage mit offenen Fragen", answers=ANSWERS)
    files.append(File(doubtful.replace("Zu 2.:", "Zu 3.:").encode(), "offen.txt"))
    files.append(File(b"", "leer.txt"))
    batch = receive(clerk, files=files, purpose=Purpose())
    for eingang in batch.eingaenge.all():
        read_in(eingang.pk)
    return batch


def test_a_paper_that_is_no_inquiry_is_in_a_state_of_its_own_and_never_stored_unseen(clerk):
    batch = receive(clerk, files=[File(BILL.encode(), "gesetz.txt")], purpose=Purpose())
    (eingang,) = batch.eingaenge.all()
    read_in(eingang.pk)
    eingang.refresh_from_db()
    assert (state_of(eingang), eingang.andere_art) == ("fremd", "Gesetzentwurf")
    assert {name: count for name, count in counts(batch.eingaenge.all()).items() if count} == {"fremd": 1}
    assert accept(batch.eingaenge.all(), by=clerk) == 0
    steps.take(
        eingang, lambda piece: changes.fill(piece, "kind", "Antrag"), "Art geändert", by=clerk, version=eingang.version
    )
    eingang.refresh_from_db()
    assert (state_of(eingang), eingang.andere_art) == ("hinweise", "")


def jobs(name: str = "store_eingang"):
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=name).order_by("pk")]


def row(batch: Stapel, name: str) -> Eingang:
    return batch.eingaenge.get(name=name)


def work_off(attempt: int = 0) -> None:
    for job in jobs():
        store_accepted(job["eingang"], version=job["version"], attempt=attempt)


def test_each_paper_is_in_one_state_and_counted_in_it(batch, clerk):
    assert {name: count for name, count in counts(batch.eingaenge.all()).items() if count} == {
        "gelesen": 2,
        "hinweise": 1,
        "fehler": 1,
    }
    accept(batch.eingaenge.all(), by=clerk)
    dismiss(row(batch, "leer.txt"), by=clerk)
    number = counts(batch.eingaenge.all())
    assert number == {name: [state_of(one) for one in batch.eingaenge.all()].count(name) for name in number}
    assert sum(number.values()) == 4


def test_those_without_findings_are_stored_as_drafts_and_the_rest_stays(batch, clerk):
    assert accept(batch.eingaenge.all(), by=clerk) == 2
    assert [job["eingang"] for job in jobs()] == [row(batch, name).pk for name in CLEAN]
    assert accept(batch.eingaenge.all(), by=clerk) == 0  # pressed twice
    work_off()
    work_off()  # jobs that a killed worker leaves are done again
    assert {str(antrag.drucksache) for antrag in Antrag.objects.all()} == {"17/4711", "17/4712"}
    assert {letter.state for letter in Stellungnahme.objects.all()} == {"entwurf"}
    assert [row(batch, name).stand for name in CLEAN] == [Stand.GESPEICHERT] * 2
    assert row(batch, "offen.txt").stand == Stand.GELESEN


def test_what_cannot_be_stored_says_so_at_its_row_and_the_others_are(batch, clerk):
    accept(batch.eingaenge.all(), by=clerk)
    factories.antrag(number="17/4711")  # somebody was quicker
    work_off()
    refused = row(batch, "4711.txt")
    assert (refused.stand, refused.uebernahme_von) == (Stand.GELESEN, None)
    assert "Drucksache 17/4711 ist schon erfasst" in refused.fehler
    assert row(batch, "4712.txt").stand == Stand.GESPEICHERT


def test_what_was_changed_since_is_not_stored_unseen(batch, clerk):
    accept(batch.eingaenge.all(), by=clerk)
    eingang = row(batch, "4711.txt")
    steps.take(
        eingang, lambda piece: changes.fill(piece, "title", "Neuer Titel"), "Titel", by=clerk, version=eingang.version
    )
    work_off()
    assert (row(batch, "4711.txt").stand, row(batch, "4711.txt").fehler) == (Stand.GELESEN, CHANGED)


def test_storing_that_ends_its_worker_again_and_again_is_given_up(batch, clerk):
    accept(batch.eingaenge.all(), by=clerk)
    work_off(attempt=MOST_ATTEMPTS)
    assert {row(batch, name).fehler for name in CLEAN} == {NOT_STORED}
    assert not Antrag.objects.exists()


def test_a_dismissed_paper_comes_back_as_it_was(batch, clerk):
    for name, stand in (("4711.txt", Stand.GELESEN), ("leer.txt", Stand.FEHLER)):
        assert dismiss(row(batch, name), by=clerk)
        assert not dismiss(row(batch, name), by=clerk)
        assert row(batch, name).stand == Stand.VERWORFEN
        assert bring_back(row(batch, name), by=clerk)
        assert not bring_back(row(batch, name), by=clerk)
        assert row(batch, name).stand == stand


def test_a_paper_dismissed_before_it_was_read_is_read_when_it_comes_back(clerk):
    batch = receive(clerk, files=[File(b"a", "a.txt"), File(b"b", "b.txt")], purpose=Purpose())
    eingang = row(batch, "a.txt")
    dismiss(eingang, by=clerk)
    read_in(eingang.pk)
    assert row(batch, "a.txt").stand == Stand.VERWORFEN
    bring_back(eingang, by=clerk)
    assert jobs("read_eingang")[-1] == {"eingang": eingang.pk}
    read_in(eingang.pk)
    assert row(batch, "a.txt").stand == Stand.FEHLER


def test_what_is_stored_or_being_stored_is_not_dismissed(batch, clerk):
    accept(batch.eingaenge.all(), by=clerk)
    assert not dismiss(row(batch, "4711.txt"), by=clerk)
    work_off()
    assert not dismiss(row(batch, "4711.txt"), by=clerk)


def test_a_file_that_was_not_read_can_be_read_again(batch, clerk):
    assert have_read_again(row(batch, "leer.txt"), by=clerk)
    assert not have_read_again(row(batch, "leer.txt"), by=clerk)
    assert not have_read_again(row(batch, "4711.txt"), by=clerk)
    assert jobs("read_eingang")[-1] == {"eingang": row(batch, "leer.txt").pk}


def test_the_next_to_check_follows_and_begins_again_at_the_top(batch, clerk):
    first, second, third, _ = batch.eingaenge.order_by("position")
    assert next_to_check(batch) == first
    assert next_to_check(batch, after=first.position) == second
    assert next_to_check(batch, after=third.position) == first
    for eingang in (first, second, third):
        dismiss(eingang, by=clerk)
    assert next_to_check(batch) is None
