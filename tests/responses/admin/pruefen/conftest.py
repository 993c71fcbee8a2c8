"""A paper that was pasted, read, and is looked at by a clerk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from inquiries.reading import Question, read_paper
from responses.desk import steps
from responses.desk.workpiece import Desk
from responses.models import Eingang, Stapel
from tests import factories
from tests.forms import form_of

EXAMPLE = (Path(__file__).parents[4] / "fixtures" / "papers" / "antrag-ki-allianz.txt").read_text(encoding="utf-8")
MINISTRIES = ("Ministerium für Wirtschaft, Arbeit und Tourismus", "Staatsministerium", "Ministerium für Finanzen")


class Page:
    """The page "Prüfen" of one paper, in the hands of one clerk, without scripts."""

    def __init__(self, client: Client, eingang: Eingang) -> None:
        self.client, self.pk = client, eingang.pk
        self.url = eingang.get_absolute_url()
        self.response = client.get(self.url)

    @property
    def eingang(self) -> Eingang:
        return Eingang.objects.get(pk=self.pk)

    @property
    def desk(self) -> Desk:
        return steps.current(self.eingang)

    @property
    def text(self) -> str:
        return self.response.content.decode()

    def look(self, query: str = "") -> Page:
        self.response = self.client.get(self.url + query)
        return self

    def send(self, name: str, /, **typed) -> Page:
        """Send the form of this name as the page shows it, with ``typed`` in it, and follow where it leads."""
        address, data = form_of(self.response, f"form-{name}", **typed)
        self.response = self.client.post(address, data, follow=True)
        return self

    def at(self, words: str, *, occurrence: int = 1, until: str = "") -> Page:
        """Open the menu at the line that begins with these words."""
        source = self.eingang.text
        start = -1
        for _ in range(occurrence):
            start = source.index(words, start + 1)
        query = f"?ab={start}" + (f"&bis={source.index(until, start) + len(until)}" if until else "")
        self.response = self.client.get(f"{self.url}stelle/{query}")
        return self

    def answers(self) -> dict[str, str]:
        return {", ".join(one.numbers): self.desk.text_of(one.key) for one in self.desk.piece.answers}

    def key(self, number: str) -> str:
        return next(one.key for one in self.desk.piece.answers if number in one.numbers)


@pytest.fixture
def clerk(db):
    for name in MINISTRIES:
        factories.ministerium(name, name[:10])
    factories.fraktion("GRÜNE")
    return factories.user(role="Sachbearbeitung")


def arrived(text: str, clerk, *, antrag=None, name: str = "") -> Eingang:
    batch = Stapel.objects.create(konto=clerk)
    eingang = Eingang.objects.create(stapel=batch, position=1, name=name, antrag=antrag, medientyp="text/plain")
    asked = [Question(one.nummer, one.text, None) for one in antrag.fragen.order_by("position")] if antrag else ()
    steps.start(eingang, text=text, paper=read_paper(text, asked=asked), by=clerk)
    return eingang


@pytest.fixture
def page_of(clerk) -> Callable[..., Page]:
    """``page_of(text)`` opens the page of a paper with this text; ``antrag`` is the inquiry that it answers."""

    def open_page(text: str = EXAMPLE, *, antrag=None, account=None) -> Page:
        client = Client()
        client.force_login(account or clerk)
        return Page(client, arrived(text, clerk, antrag=antrag))

    return open_page
