"""The page "Erfassen": what is given is kept, read and led on; what cannot be taken is said in words."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from inquiries import roles
from inquiries.models import Antrag, Datei
from responses.desk import steps
from responses.desk.arriving import clean_name
from responses.desk.reading_in import NO_INQUIRY, NOT_READ, read_in
from responses.models import Eingang, Stapel
from responses.publishing import open_questions, publish, withdraw
from responses.revising import revise
from responses.tasks import MOST_ATTEMPTS
from tests import factories
from tests.archives import archive, paragraph, word_document
from tests.conftest import signed_in
from tests.responses.desk.papers import LETTER, inquiry_text, opened_inquiry
from tests.written_pdf import encrypt_pdf, picture, show, write_pdf

pytestmark = pytest.mark.django_db
Stand = Eingang.Stand
ERFASSEN = "/admin/responses/eingang/erfassen/"
EXAMPLE = Path(__file__).parents[3] / "fixtures" / "papers" / "antrag-ki-allianz.txt"


@pytest.fixture
def clerk(sachbearbeitung_client) -> Client:
    factories.ministerium()
    factories.fraktion()
    return sachbearbeitung_client


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def give(client: Client, *files, address: str = ERFASSEN, **data):
    return client.post(address, data | ({"dateien": files} if files else {}))


def read_all() -> list[Eingang]:
    """What a worker does with what waits."""
    for eingang in Eingang.objects.filter(stand=Stand.WARTET).order_by("pk"):
        read_in(eingang.pk)
    return list(Eingang.objects.order_by("position"))


# --- Ways in ------------------------------------------------------------------------------------------------


def test_a_pasted_paper_is_read_at_once_and_leads_to_checking(clerk):
    response = give(clerk, text=inquiry_text().replace("\n", "\r\n"))
    eingang = Eingang.objects.get()
    assert (response.status_code, response.url) == (302, reverse("admin:responses_eingang_pruefen", args=[eingang.pk]))
    assert (eingang.stand, eingang.medientyp, eingang.text) == (Stand.GELESEN, "text/plain", inquiry_text())
    assert steps.current(eingang).paper.title == "Musteranfrage zu den Brücken im Land"


def test_a_small_file_is_read_at_once_and_kept_byte_by_byte(clerk):
    content = EXAMPLE.read_bytes()
    give(clerk, file("KI-Allianz.txt", content))
    eingang = Eingang.objects.get()
    assert (eingang.stand, eingang.name) == (Stand.GELESEN, "KI-Allianz.txt")
    assert bytes(eingang.datei.inhalt) == content


def test_what_a_broken_off_request_did_not_read_a_worker_reads_later(clerk):
    give(clerk, text=inquiry_text())
    [job] = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("read_eingang", {"eingang": Eingang.objects.get().pk})
    assert job.scheduled_at is not None
    before = Eingang.objects.get().version
    read_in(job.args["eingang"])  # it was read: nothing happens
    assert Eingang.objects.get().version == before


def test_several_files_wait_for_a_worker_and_lead_to_their_batch(clerk):
    response = give(clerk, file("a.txt", inquiry_text().encode()), file("b.txt", EXAMPLE.read_bytes()))
    assert response.url == Stapel.objects.get().get_absolute_url()
    assert [row.stand for row in Eingang.objects.all()] == [Stand.WARTET, Stand.WARTET]
    assert ProcrastinateJob.objects.filter(task_name="read_eingang", scheduled_at=None).count() == 2
    assert [row.stand for row in read_all()] == [Stand.GELESEN, Stand.GELESEN]


def test_a_large_paper_waits_for_a_worker(clerk, settings):
    settings.STAPEL_DIRECT_KB = 0
    response = give(clerk, text=inquiry_text())
    assert response.url == Stapel.objects.get().get_absolute_url()
    assert Eingang.objects.get().stand == Stand.WARTET


def test_a_letter_to_a_known_inquiry_is_read_as_the_reply_to_its_questions(clerk):
    antrag = opened_inquiry()
    give(clerk, text=LETTER, address=f"{ERFASSEN}?antrag={antrag.pk}")
    eingang = Eingang.objects.get()
    assert eingang.antrag == antrag
    paper = steps.current(eingang).paper
    assert [answer.numbers for answer in paper.response.answers] == [("1",), ("2",)]
    assert paper.questions == ()


def test_the_inquiry_may_be_given_by_its_number(clerk):
    antrag = opened_inquiry(number="17/4711")
    give(clerk, text="Zu 1.:\n\nEs sind 12.\n\nZu 2.:\n\nKeine.\n", anfrage="17 / 4711")
    assert Eingang.objects.get().antrag == antrag


def test_a_paper_without_a_source_is_begun_by_hand(clerk):
    antrag = opened_inquiry()
    response = clerk.post(f"{ERFASSEN}?antrag={antrag.pk}", {"_hand": ""})
    eingang = Eingang.objects.get()
    assert response.url == reverse("admin:responses_eingang_pruefen", args=[eingang.pk])
    assert (eingang.text, eingang.stand, eingang.antrag) == ("", Stand.GELESEN, antrag)
    assert steps.current(eingang).piece.has_reply


def test_a_corrected_letter_replaces_the_published_one(clerk):
    letter = factories.stellungnahme(opened_inquiry(), {"1": "Es sind 12."})
    address = f"{ERFASSEN}?berichtigt={letter.pk}"
    assert f'href="{address}"' in clerk.get(f"/admin/responses/stellungnahme/{letter.pk}/change/").content.decode()
    assert "Berichtigt wird" in clerk.get(address).content.decode()
    give(clerk, text=LETTER, address=address)
    eingang = Eingang.objects.get()
    assert (eingang.ersetzt, eingang.antrag, eingang.bekannt) == (letter, letter.antrag, "")


def test_a_letter_that_is_being_corrected_leads_to_the_draft_of_its_correction(clerk):
    letter = factories.stellungnahme(opened_inquiry(), {"1": "Es sind 12."})
    draft, _ = revise(letter)
    page = clerk.get(f"{ERFASSEN}?berichtigt={letter.pk}").content.decode()
    assert "Dieses Schreiben wird schon berichtigt" in page
    assert f"/admin/responses/stellungnahme/{draft.pk}/change/" in page


def test_a_draft_is_not_corrected_by_another_letter(clerk):
    letter = factories.stellungnahme(opened_inquiry(), {"1": "Es sind 12."}, published=False)
    page = clerk.get(f"{ERFASSEN}?berichtigt={letter.pk}").content.decode()
    assert "Dieses Schreiben ist ein Entwurf und wird einfach geändert" in page
    assert "Was Sie hier erfassen, wird eine weitere Antwort." in page
    assert "Berichtigt wird" not in page


def test_a_letter_whose_corrected_version_was_withdrawn_is_corrected_in_its_latest_version(clerk):
    account = factories.user(role="Sachbearbeitung")
    letter = factories.stellungnahme(opened_inquiry(), {"1": "Es sind 12."}, schreiben_vom="2025-09-01")
    newer, _ = revise(letter)
    newer.berichtigungsgrund = "Zahl richtiggestellt."
    newer.save()
    publish(newer, by=account, at=timezone.now(), reasons={frage.pk: "Fehlt." for frage in open_questions(newer)})
    withdraw(newer, by=account, at=timezone.now(), grund="Falsche Zahl.")
    address = f"{ERFASSEN}?berichtigt={letter.pk}"
    page = clerk.get(address).content.decode()
    assert "Diese Fassung ist schon ersetzt. Berichtigt wird hier die letzte" in page
    assert f"/admin/responses/stellungnahme/{newer.pk}/change/" in page
    assert "Berichtigt wird: Antwort vom 01.09.2025 (zurückgezogen)" in page
    give(clerk, text=LETTER, address=address)
    assert Eingang.objects.get().ersetzt == newer


@pytest.mark.parametrize("key", ["0", "siebzehn"])
def test_a_letter_that_is_gone_is_not_corrected(clerk, key):
    page = clerk.get(f"{ERFASSEN}?berichtigt={key}").content.decode()
    assert "Das Schreiben, das berichtigt werden soll, gibt es nicht (mehr)." in page


def test_the_desk_leads_to_the_page(clerk):
    antrag = opened_inquiry(number="17/4711")
    assert f'href="{ERFASSEN}"' in clerk.get("/admin/").content.decode()
    for address in ("/admin/inquiries/antrag/", f"/admin/inquiries/antrag/{antrag.pk}/change/"):
        assert f'href="{ERFASSEN}?antrag={antrag.pk}"' in clerk.get(address).content.decode()
    page = clerk.get(f"{ERFASSEN}?antrag={antrag.pk}").content.decode()
    assert "17/4711" in page
    assert antrag.titel in page
    assert f"/admin/responses/stellungnahme/add/?antrag={antrag.pk}" in page


def test_the_page_needs_the_same_few_queries_whatever_there_is(clerk, django_assert_max_num_queries):
    antrag = opened_inquiry()
    with django_assert_max_num_queries(6):
        clerk.get(f"{ERFASSEN}?antrag={antrag.pk}")


# --- Bad input ----------------------------------------------------------------------------------------------


def zip_bomb() -> bytes:
    return archive({"word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})


def picture_only() -> bytes:
    return write_pdf(
        "q 595 0 0 842 0 0 cm /Im1 Do Q\n", extra={100: picture()}, resources="/XObject << /Im1 100 0 R >>"
    )


BAD = {
    "wrong-type": ("brief.pdf", lambda: b"Kein PDF, nur Text.", "heißt wie ein PDF, ist aber keines"),
    "picture-called-pdf": ("scan.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(300), "ein Bild: bitte Texterkennung"),
    "password": ("geheim.pdf", lambda: encrypt_pdf("Kleine Anfrage", user=b"kennwort"), "mit einem Kennwort geschützt"),
    "image-only": ("scan2.pdf", picture_only, "Texterkennung"),
    "empty": ("leer.docx", lambda: b"", "Die Datei ist leer."),
    "only-blanks": ("leer.txt", lambda: b" \n\t\n", "Die Datei ist leer."),
    "too-large": ("riesig.pdf", lambda: b"%PDF-1.7" + bytes(3_000_000), "Die Datei ist zu groß: erlaubt sind"),
    "too-many-pages": ("lang.pdf", lambda: write_pdf(*[show("Seite", 60, 700)] * 12), "Seiten"),
    "zip-bomb": ("bombe.docx", zip_bomb, "entpackt"),
    "damaged": ("kaputt.docx", lambda: word_document(paragraph("Antrag"))[:200], "beschädigt"),
    "no-inquiry": ("protokoll.txt", lambda: b"Sehr geehrte Damen und Herren, anbei das Protokoll.", NO_INQUIRY),
}


@pytest.fixture
def small_limits(settings):
    """What takes 200 MB or 3,000 pages in life takes 3 MB and 12 pages here."""
    settings.PAPER_MAX_MB = 2
    settings.PAPER_MAX_PAGES = 10


def test_each_bad_file_says_why_at_its_row_and_the_others_go_on(clerk, small_limits):
    files = [file(name, make()) for name, make, _ in BAD.values()]
    good = inquiry_text().encode()
    response = give(clerk, *files[:4], file("gut.txt", good), *files[4:])
    rows = read_all()
    by_name = {row.name: row for row in rows}
    for name, _, sentence in BAD.values():
        assert (name, by_name[name].stand) == (name, Stand.FEHLER)
        assert sentence in by_name[name].fehler, name
        assert by_name[name].fehler.endswith("."), name
        assert not by_name[name].schritte.exists()
    assert by_name["gut.txt"].stand == Stand.GELESEN
    assert [row.position for row in rows] == list(range(1, len(BAD) + 2))
    page = clerk.get(response.url).content.decode()
    assert page.count("badge-danger") == len(BAD)
    assert not Datei.objects.filter(groesse__gt=2_000_000).exists()
    assert not Antrag.objects.exists()


def test_a_single_bad_file_leads_to_its_row(clerk):
    response = give(clerk, file("leer.txt", b""))
    assert response.url == Stapel.objects.get().get_absolute_url()
    assert "Die Datei ist leer." in clerk.get(response.url).content.decode()


def test_a_file_that_ends_its_worker_again_and_again_becomes_an_error_at_its_row(clerk, settings):
    settings.STAPEL_DIRECT_KB = 0
    give(clerk, file("a.txt", inquiry_text().encode()))
    read_in(Eingang.objects.get().pk, attempt=MOST_ATTEMPTS)
    assert (Eingang.objects.get().stand, Eingang.objects.get().fehler) == (Stand.FEHLER, NOT_READ)


def test_more_files_than_may_be_are_refused_as_a_whole(clerk, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = settings.STAPEL_MAX_FILES = 3
    response = give(clerk, *[file(f"{number}.txt", b"x" * 100_000) for number in range(5)])
    assert response.status_code == 413
    assert "auf einmal sind höchstens 3 möglich" in response.content.decode()
    assert not Stapel.objects.exists()


def test_a_request_that_is_too_large_is_refused_with_the_page(clerk, settings):
    settings.STAPEL_MAX_MB = 1
    response = give(clerk, file("a.txt", bytes(1_100_000)))
    assert response.status_code == 413
    assert "zusammen sind höchstens 1 MB möglich" in response.content.decode()
    assert not Stapel.objects.exists()


def test_a_text_that_is_too_long_is_refused_with_the_page(clerk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
    response = give(clerk, text="ä" * 600_000)
    assert response.status_code == 413
    assert "Der eingefügte Text ist zu lang" in response.content.decode()


def test_too_many_fields_and_a_broken_form_are_refused_with_the_page(clerk, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    many = clerk.post(ERFASSEN, {f"feld-{number}": "x" for number in range(10)})
    broken = clerk.generic("POST", ERFASSEN, b"--x\r\nunsinn", content_type="multipart/form-data; boundary=" + "ä" * 3)
    for response in (many, broken):
        assert response.status_code == 413
        assert "unvollständig oder fehlerhaft" in response.content.decode()


def test_nothing_given_is_said_at_the_form(clerk):
    response = give(clerk, text=" \n ")
    assert response.status_code == 400
    assert "Bitte einen Text einfügen oder Dateien wählen." in response.content.decode()


def test_a_wrong_number_keeps_what_was_pasted(clerk):
    for number, sentence in (("17/99999", "ist nicht erfasst"), ("siebzehn", "ist keine Drucksachennummer")):
        response = give(clerk, file("a.txt", b"x"), text="Mein eingefügter Text", anfrage=number)
        page = response.content.decode()
        assert response.status_code == 400
        assert sentence in page
        assert "Mein eingefügter Text" in page
        assert "Die Dateien bitte noch einmal wählen." in page
    assert not Stapel.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\Brief.pdf", "Brief.pdf"),
        ("gut\u202efdp.exe", "gutfdp.exe"),
        ("  viele \t Blanks .txt", "viele Blanks .txt"),
        ("a" * 400 + ".pdf", "a" * 250 + "….pdf"),
        ("Anhörung <b>.txt", "Anhörung <b>.txt"),
        ("...", "Datei"),
    ],
)
def test_names_of_files_are_cleaned_and_cut(given, kept):
    assert clean_name(given) == kept


def test_signs_that_cannot_be_stored_do_no_harm_in_a_pasted_text(clerk):
    give(clerk, text=inquiry_text().replace("Brücken", "Brü\0cken", 1))
    assert "Brü\ufffdcken" in Eingang.objects.get().text


def test_a_reader_that_fails_is_no_traceback_and_tried_again_by_a_worker(clerk, monkeypatch, caplog):
    def broken(text, **options):
        raise RecursionError("too deep")

    monkeypatch.setattr("responses.desk.reading_in.read_paper", broken)
    response = give(clerk, text=inquiry_text())
    assert response.url == Stapel.objects.get().get_absolute_url()
    assert Eingang.objects.get().stand == Stand.WARTET
    assert ProcrastinateJob.objects.filter(scheduled_at=None, task_name="read_eingang").exists()
    assert "was not read at once" in caplog.text


# --- Who may ------------------------------------------------------------------------------------------------


def test_only_clerks_get_in_and_nothing_of_others_is_read(lesen_client):
    for method in (lesen_client.get, lambda address: give(lesen_client, file("a.txt", b"x"), address=address)):
        assert method(ERFASSEN).status_code == 403
    visitor = Client()
    assert give(visitor, file("a.txt", b"x")).url.startswith("/anmelden/")
    assert not Stapel.objects.exists()


def test_a_forged_request_is_refused(clerk):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = clerk.cookies
    assert give(strict, file("a.txt", b"x"), text="x").status_code == 403
    assert not Stapel.objects.exists()


def test_a_file_is_handed_out_to_clerks_alone_and_never_shown(clerk, lesen_client):
    content = b"<html><script>alert(1)</script>Kleine Anfrage</html>"
    give(clerk, file("Anfrage Übersicht.html", content))
    address = reverse("admin:responses_eingang_datei", args=[Eingang.objects.get().pk])
    response = clerk.get(address)
    assert b"".join(response.streaming_content) == content
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert lesen_client.get(address).status_code == 403
    assert signed_in(roles.LESEN).get(address).status_code == 403
