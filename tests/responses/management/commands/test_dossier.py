"""``manage.py dossier``: a whole PDF, or one German sentence and nothing."""

import os
import re

import pytest
from django.core.management import CommandError, call_command

from responses import printing
from tests import factories
from tests.pdf import Pdf, compact

pytestmark = pytest.mark.django_db


def test_it_prints_the_named_inquiries_in_the_order_given(tmp_path, capsys):
    for number in ("17/19002", "17/19001"):
        factories.antrag(number=number, titel=f"Muster {number}")
    unnumbered = factories.antrag(titel="Muster ohne Nummer")
    target = tmp_path / "dossier.pdf"
    call_command(
        "dossier", "17/19002", "17 / 19 001", f"anfragen/{unnumbered.pk}", "-o", str(target), "--fuer", "den Ausschuss"
    )
    cover = compact(Pdf(target.read_bytes()).page_text(1))
    lines = ["17/19002Muster17/19002", "17/19001Muster17/19001", "ohneNummerMusterohneNummer", "FürdenAusschuss"]
    assert sorted(lines, key=cover.index) == lines
    assert capsys.readouterr().out == f"{target}: Dossier: 3 Anfragen\n"


def test_it_sorts_by_number_when_asked(tmp_path):
    for number in ("17/19002", "17/9001"):
        factories.antrag(number=number)
    call_command("dossier", "17/19002", "17/9001", "-o", str(tmp_path / "a.pdf"), "--nach-nummer")
    cover = Pdf((tmp_path / "a.pdf").read_bytes()).page_text(1)
    assert cover.index("17/9001") < cover.index("17/19002")


def test_it_annexes_the_cited_answers_when_asked(tmp_path):
    factories.stellungnahme(factories.antrag(number="17/19075"), {"1": "Es gibt 9 000 Brücken."})
    factories.antrag(number="17/19076", fragen=["Was sagt Frage 1 in Drucksache 17/19075?"])
    call_command("dossier", "17/19076", "-o", str(tmp_path / "a.pdf"), "--anhang")
    assert compact("Es gibt 9 000 Brücken.") in compact(Pdf((tmp_path / "a.pdf").read_bytes()).tagged_text())


def test_the_number_of_a_supplement_prints_the_inquiry_that_it_belongs_to(tmp_path):
    antrag = factories.antrag(number="15/15335", titel="Musterhafte Ergänzung")
    factories.stellungnahme(antrag, {"1": "Ergänzt."}, art="ergaenzung", drucksache=factories.drucksache("15/16036"))
    call_command("dossier", "15/16036", "-o", str(tmp_path / "a.pdf"))
    assert "Musterhafte Ergänzung" in Pdf((tmp_path / "a.pdf").read_bytes()).page_text(1)


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("17/99999", "Die Drucksache 17/99999 ist nicht bekannt."),
        ("17/18000", "Die Drucksache 17/18000 ist nicht erfasst; sie wird bisher nur zitiert."),
        ("17/18001", "Die Drucksache 17/18001 ist nicht erfasst; sie wird bisher nur zitiert."),
        ("siebzehn", "„siebzehn“ ist keine Drucksachennummer."),
        ("", "„“ ist keine Drucksachennummer."),
        ("anfragen/999999", "Die Anfrage „anfragen/999999“ gibt es nicht."),
        ("anfragen/" + "9" * 30, "ist keine Drucksachennummer."),
    ],
)
def test_a_number_that_cannot_be_printed_leaves_no_file(tmp_path, number, message):
    factories.antrag(number="17/19001", fragen=["Was steht in Drucksache 17/18000?"])
    factories.stellungnahme(factories.antrag(), {}, published=False, drucksache=factories.drucksache("17/18001"))
    with pytest.raises(CommandError, match=re.escape(message)):
        call_command("dossier", "17/19001", number, "-o", str(tmp_path / "a.pdf"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("nowhere/a.pdf", "den Ordner gibt es nicht"),
        (".", "das ist ein Ordner"),
        ("file/a.pdf", "ein Teil des Pfades ist kein Ordner"),
        ("n" * 300 + ".pdf", "das Betriebssystem meldet"),
    ],
    ids=["no folder", "a folder", "file as folder", "name too long"],
)
def test_a_file_that_cannot_be_written_is_said_so(tmp_path, target, message):
    factories.antrag(number="17/19001")
    (tmp_path / "file").write_text("stays")
    with pytest.raises(CommandError, match=f"kann nicht geschrieben werden: {message}"):
        call_command("dossier", "17/19001", "-o", str(tmp_path / target))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_failing_printer_leaves_the_old_file(tmp_path, monkeypatch):
    factories.antrag(number="17/19001")
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(printing, "SECONDS", 0.001)
    with pytest.raises(CommandError, match="Das PDF konnte nicht erstellt werden"):
        call_command("dossier", "17/19001", "-o", str(target))
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_the_file_is_as_readable_as_any_other(tmp_path):
    factories.antrag(number="17/19001")
    (tmp_path / "other").touch()
    call_command("dossier", "17/19001", "-o", str(tmp_path / "a.pdf"), verbosity=0)
    assert os.stat(tmp_path / "a.pdf").st_mode == os.stat(tmp_path / "other").st_mode


def test_who_it_is_for_has_a_length(tmp_path):
    with pytest.raises(CommandError, match="höchstens 200 Zeichen"):
        call_command("dossier", "17/19001", "-o", str(tmp_path / "a.pdf"), "--fuer", "x" * 201)
