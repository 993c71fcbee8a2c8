"""Each PDF is made by a process of its own, and a failing one harms nobody."""

import subprocess
import sys
import threading

import psutil
import pytest

from responses.printing import PrintingError, print_pdf

PAGE = '<html lang="de"><title>Muster</title><h1>Muster</h1><p>Ein Absatz.</p>'
LONG = PAGE + "<p>" + "Ein langer Absatz mit vielen Worten. " * 200_000


def test_a_pdf_comes_back_from_another_process():
    assert print_pdf(PAGE).startswith(b"%PDF-1.7")


def test_the_asking_process_does_not_load_the_renderer():
    script = (
        "import sys\n"
        "from responses.printing import print_pdf\n"
        "if __name__ == '__main__':\n"
        f"    assert print_pdf({PAGE!r}).startswith(b'%PDF')\n"
        "    assert not {'weasyprint', 'fontTools', 'responses.press'} & set(sys.modules), 'loaded'\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_a_document_that_asks_for_foreign_files_is_an_error_with_its_reason():
    with pytest.raises(PrintingError, match=r"Not part of a dossier: http://203\.0\.113\.9/"):
        print_pdf(PAGE + '<img src="http://203.0.113.9/picture.png" alt="">')


def test_a_pdf_that_takes_too_long_is_given_up_and_its_process_ended():
    others = _printing_processes()
    with pytest.raises(PrintingError, match=r"within 0\.5 seconds"):
        print_pdf(LONG, seconds=0.5)
    assert _printing_processes() <= others


def test_a_printing_process_that_dies_is_an_error_and_the_next_one_prints():
    others = _printing_processes()
    failed = []

    def wait_for_the_end():
        try:
            print_pdf(LONG)
        except PrintingError as error:
            failed.append(str(error))

    waiting = threading.Thread(target=wait_for_the_end)
    waiting.start()
    while not (own := _printing_processes() - others):
        waiting.join(0.05)
        assert waiting.is_alive()
    for process in own:
        process.kill()
    waiting.join(60)
    assert failed == ["The printing process ended without a result; see its own message above."]
    assert print_pdf(PAGE).startswith(b"%PDF")


def _printing_processes() -> set[psutil.Process]:
    """The processes forked from the fork server, which is a child of this one.

    There may be one before a test begins: a page that an earlier test has closed is printed to its end.
    """
    found = set()
    for server in psutil.Process().children():
        if "forkserver" in " ".join(server.cmdline()):
            found |= {child for child in server.children() if child.status() != psutil.STATUS_ZOMBIE}
    return found
