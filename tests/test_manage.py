"""The command line as a person at a terminal meets it: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "manage.py"]
NO_DATABASE = {**os.environ, "SECRET_KEY": "test", "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere"}


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path):
    done = subprocess.run(
        [*COMMAND, "dossier", "17/9075", "-o", str(tmp_path / "dossier.pdf")],
        cwd=ROOT,
        env=NO_DATABASE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Die Datenbank antwortet nicht: ")
    assert "Traceback" not in done.stderr


def test_a_command_whose_output_nobody_reads_on_ends_quietly(tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("Siehe Drucksache 17/9075.\n" * 5_000, encoding="utf-8")
    with subprocess.Popen(
        [*COMMAND, "find_references", "--lines", str(text)],
        cwd=ROOT,
        env=NO_DATABASE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as command:
        assert command.stdout.readline()
        command.stdout.close()
        assert command.wait(timeout=60) == 141
        assert command.stderr.read() == b""
