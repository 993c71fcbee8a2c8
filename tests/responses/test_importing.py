import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from inquiries.models import Antrag, Datei, Source
from responses.importing import files_below, import_file

PAPERS = Path(settings.BASE_DIR) / "fixtures" / "papers"
EXAMPLE = PAPERS / "antrag-ki-allianz.txt"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vocabulary(db):
    call_command("loaddata", "vocabulary", verbosity=0)


def test_an_imported_file_is_kept_unchanged_beside_its_text():
    source = import_file(EXAMPLE).receipt.antrag.source
    assert bytes(source.datei.inhalt) == EXAMPLE.read_bytes()
    assert source.sha256 == source.datei.sha256
    assert source.name == "antrag-ki-allianz.txt"


def test_a_folder_stands_for_the_papers_in_it(tmp_path):
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "unter").mkdir()
    (tmp_path / "unter" / "a.PDF").write_text("a")
    (tmp_path / "bild.png").write_text("c")
    assert [path.name for path in files_below([tmp_path])] == ["b.txt", "a.PDF"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("leer.txt", b"", id="empty"),
        pytest.param("bild.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00", id="binary"),
        pytest.param("kaputt.pdf", b"%PDF-1.7 kaputt", id="damaged-pdf"),
        pytest.param("brief.txt", b"Sehr geehrte Damen und Herren, anbei das Protokoll.", id="no-inquiry"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_sentence_and_leaves_nothing(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    result = import_file(tmp_path / name)
    assert result.receipt is None
    assert result.refusal.endswith(".")
    assert not Source.objects.exists()
    assert not Datei.objects.exists()


def test_a_missing_file_is_refused(tmp_path):
    assert import_file(tmp_path / "fehlt.txt").refusal == "Die Datei gibt es nicht."


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param(b"gr\xfc\xdfe.txt", "gr\ufffd\ufffde.txt", id="not-utf-8"),
        pytest.param(b"m" * 251 + b".txt", "m" * 251 + ".txt", id="as-long-as-can-be"),
        pytest.param(b"a." + b"x" * 200, "a." + "x" * 200, id="long-suffix"),
    ],
)
def test_a_file_may_be_called_anything(tmp_path, capsys, name, shown):
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(EXAMPLE.read_bytes())
    call_command("import_papers", path)
    source = Source.objects.get()
    assert source.name == shown
    assert bytes(source.datei.inhalt) == EXAMPLE.read_bytes()
    assert f"{shown}: Anfrage mit Antwort erfasst" in capsys.readouterr().out


def test_a_stray_zero_byte_is_stored_as_a_sign(tmp_path):
    (tmp_path / "a.txt").write_bytes(EXAMPLE.read_bytes().replace(b"Genossenschaft", b"Genossen\0schaft"))
    antrag = import_file(tmp_path / "a.txt").receipt.antrag
    assert "Genossen\ufffdschaft" in antrag.begruendung
    assert "Genossen\ufffdschaft" in antrag.source.text


def test_import_papers_stores_what_it_can_and_ends_with_a_summary(tmp_path, capsys):
    (tmp_path / "leer.txt").touch()
    with pytest.raises(SystemExit) as stopped:
        call_command("import_papers", EXAMPLE, tmp_path)
    assert stopped.value.code == 1
    output = capsys.readouterr()
    assert "2 Papiere: 1 × Anfrage mit Antwort erfasst, 1 × nicht gespeichert." in output.out
    assert "question-reworded" in output.out
    assert "leer.txt: " in output.err
    assert Antrag.objects.count() == 1


def test_import_papers_twice_changes_nothing(capsys):
    call_command("import_papers", EXAMPLE)
    call_command("import_papers", EXAMPLE)
    assert "1 Papier: 1 × schon erfasst, nichts geändert." in capsys.readouterr().out
    assert Antrag.objects.count() == Source.objects.count() == 1


def test_import_papers_says_when_a_folder_holds_no_paper(tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("import_papers", tmp_path)
    assert "keine Datei" in capsys.readouterr().err


def test_load_examples_brings_all_papers_and_their_vocabulary_once(capsys):
    count = len(list(PAPERS.glob("*.txt")))
    call_command("load_examples")
    call_command("load_examples")
    assert capsys.readouterr().out.splitlines() == [
        f"{count} von {count} Beispielen neu geladen.",
        f"0 von {count} Beispielen neu geladen.",
    ]


def test_make_corpus_sends_synthetic_papers_through_the_reader(capsys):
    call_command("make_corpus", inquiries=12)
    assert "12 von 12 Musterdrucksachen gespeichert." in capsys.readouterr().out
    assert Antrag.objects.answered().exists()
    assert Antrag.objects.filter(source__text__startswith="Musterdrucksache").count() == 12
