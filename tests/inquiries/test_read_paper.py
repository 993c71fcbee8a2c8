from __future__ import annotations

import json
from pathlib import Path

import pytest
import weasyprint
from django.core.management import call_command

PAPERS = Path(__file__).parents[2] / "fixtures" / "papers"
EXAMPLE = PAPERS / "antrag-ki-allianz.txt"


def run(capsys, *files, status: int = 0, **options):
    """Standard output and standard error of the command, which must end with this status."""
    if status:
        with pytest.raises(SystemExit) as ended:
            call_command("read_paper", *map(str, files), **options)
        assert ended.value.code == status
    else:
        call_command("read_paper", *map(str, files), **options)
    return capsys.readouterr()


def test_one_paper_gives_one_object(capsys):
    read = json.loads(run(capsys, EXAMPLE).out)
    assert read["title"] == "Strategische Weiterentwicklung der KI-Allianz"
    assert len(read["questions"]) == len(read["response"]["answers"]) == 8


def test_several_papers_give_a_list_in_their_order(capsys):
    other = PAPERS / "17-19731-kleine-anfrage-bahnhof-musterlingen.txt"
    assert [one["kind"] for one in json.loads(run(capsys, other, EXAMPLE).out)] == ["Kleine Anfrage", "Antrag"]


def test_a_pdf_is_read_like_its_text(capsys, tmp_path):
    file = tmp_path / "paper.pdf"
    rows = "".join(f"<p>{row}</p>" for row in EXAMPLE.read_text(encoding="utf-8").split("\n\n") if row.strip())
    weasyprint.HTML(string=f"<html lang=de><body style='font-size: 9pt'>{rows}</body></html>").write_pdf(file)
    read = json.loads(run(capsys, file).out)
    assert (read["kind"], len(read["questions"]), len(read["response"]["answers"])) == ("Antrag", 8, 8)
    assert read["response"]["signed_by"] == "Hoffmeister-Kraut"


def test_a_bill_is_named_as_such_and_ends_with_status_3(capsys, tmp_path):
    file = tmp_path / "bill.txt"
    file.write_text(
        "Landtag von Baden-Württemberg\n17. Wahlperiode\n\nDrucksache 17 / 273\n22.6.2021\n\nGesetzentwurf\n\n"
        "der Fraktion der SPD\n\nGesetz über Muster\n\nA. Zielsetzung\n\nMuster sollen geregelt werden.\n",
        encoding="utf-8",
    )
    read = json.loads(run(capsys, file, status=3).out)
    assert (read["kind"], read["drucksache"], read["title"]) == ("Gesetzentwurf", "17/273", "Gesetz über Muster")
    assert read["questions"] == []
    assert [(one["code"], one["severity"]) for one in read["findings"]] == [("not-an-inquiry", "error")]
    assert "Gesetzentwurf" in read["findings"][0]["message"]


@pytest.mark.parametrize(("content", "message"), [(b"", "Die Datei ist leer."), (bytes(range(256)) * 20, "Binärdaten")])
def test_an_unreadable_file_ends_with_status_2_and_a_sentence(capsys, tmp_path, content, message):
    file = tmp_path / "paper.txt"
    file.write_bytes(content)
    printed = run(capsys, file, status=2)
    assert message in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


def test_a_missing_file_and_a_folder_are_refused(capsys, tmp_path):
    assert "gibt es nicht" in run(capsys, tmp_path / "none.txt", status=2).err
    assert "Ordner" in run(capsys, tmp_path, status=2).err


def test_readable_files_are_printed_beside_unreadable_ones(capsys, tmp_path):
    printed = run(capsys, EXAMPLE, tmp_path / "none.txt", status=2)
    assert [one["kind"] for one in json.loads(printed.out)] == ["Antrag"]
    assert "gibt es nicht" in printed.err


def test_the_text_format_names_each_part_in_a_margin(capsys):
    out = run(capsys, EXAMPLE, format="text").out
    assert "Frage 6                       │ ob die Landesregierung beabsichtigt" in out
    assert "[question-reworded]" in out
    assert "im Einvernehmen               = Staatsministerium; Ministerium für Finanzen" in out
    assert "question" not in out.replace("[question-reworded]", "")
    printed = "".join(line.partition("│ ")[2] for line in out.splitlines())
    for word in ("Nordschwarzwald", "WM36-43-99/161", "Hoffmeister-Kraut"):
        assert word in printed


def test_the_margin_marks_what_a_finding_is_about(capsys, tmp_path):
    path = tmp_path / "paper.txt"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace("8. wie sich", "9. wie sich", 1), encoding="utf-8")
    out = run(capsys, path, format="text").out
    assert "! Frage 9" in out
    assert "[numbering-gap]" in out


@pytest.mark.django_db
def test_the_database_is_not_touched(capsys, django_assert_num_queries):
    with django_assert_num_queries(0):
        run(capsys, EXAMPLE)
