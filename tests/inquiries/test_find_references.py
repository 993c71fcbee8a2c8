"""The command find_references: text in, JSON out, a clear sentence for what is no text."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments, stdin=None, monkeypatch=None):
    if stdin is not None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(stdin)))
    out = io.StringIO()
    call_command("find_references", *arguments, stdout=out)
    return out.getvalue()


def test_a_file_gives_one_array(tmp_path):
    file = tmp_path / "antwort.txt"
    file.write_text("Zu 1.:\nSiehe Drs. 17/1.\nSiehe Ziffer 3 in Drucksache 17/9075.\n", encoding="utf-8")
    first, second = json.loads(run(str(file)))
    assert (first["in"], first["drucksache"], first["quote"]) == (None, "17/1", "Drs. 17/1")
    assert second == {
        "in": None,
        "kind": "drucksache",
        "parliament": "BW",
        "drucksache": "17/9075",
        "parts": ["3"],
        "quote": "Ziffer 3 in Drucksache 17/9075",
        "span": [30, 60],
    }


def test_standard_input_is_read_without_a_file(monkeypatch):
    printed = run(stdin="siehe Drs. 17/1 für Übersicht".encode(), monkeypatch=monkeypatch)
    assert [found["drucksache"] for found in json.loads(printed)] == ["17/1"]


def test_each_line_is_a_text_of_its_own(monkeypatch):
    lines = b"siehe Drs. 17/1\r\nVgl. a. a. O.\n\nDrucksache\nDrs. 17/2, Frage 3"
    arrays = [json.loads(line) for line in run("--lines", stdin=lines, monkeypatch=monkeypatch).splitlines()]
    assert [[found["drucksache"] for found in array] for array in arrays] == [["17/1"], [], [], [], ["17/2"]]
    assert arrays[0][0]["span"] == [6, 15]


def test_nothing_gives_an_empty_array_and_no_lines(monkeypatch):
    assert run(stdin=b"", monkeypatch=monkeypatch) == "[]\n"
    assert run("--lines", stdin=b"", monkeypatch=monkeypatch) == ""


def test_a_mark_of_byte_order_is_no_part_of_the_text(monkeypatch):
    (found,) = json.loads(run(stdin=b"\xef\xbb\xbfDrs. 17/1", monkeypatch=monkeypatch))
    assert found["span"] == [0, 9]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"Drs. 17/1 f\xfcr", "kein Text in UTF-8", id="latin-1"),
        pytest.param(b"Drs. 17/1\0", "binäre Daten", id="zero-bytes"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "kein Text in UTF-8", id="pdf"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, content, message):
    file = tmp_path / "datei"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=message) as refusal:
        run(str(file))
    assert refusal.value.returncode == 2


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(CommandError, match="Verzeichnis") as refusal:
        run(str(tmp_path))
    assert refusal.value.returncode == 2


def test_a_closed_standard_input_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(CommandError, match="geschlossen") as refusal:
        run()
    assert refusal.value.returncode == 2


def test_a_missing_file_ends_with_a_sentence_and_status_2(tmp_path):
    """In a process of its own: what a person at the terminal sees."""
    done = subprocess.run(
        [sys.executable, "manage.py", "find_references", str(tmp_path / "fehlt.txt")],
        cwd=ROOT,
        env={**os.environ, "SECRET_KEY": "test", "DATABASE_URL": "postgres://nobody@/nowhere"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "gibt es nicht" in done.stderr
    assert "Traceback" not in done.stderr
