"""Words that no line takes: addresses, numbers of accounts, a table that lost its blanks."""

import pytest

from inquiries.roles import SACHBEARBEITUNG
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

WORD = "Musterwort" * 30
BEYOND = """[...document.querySelectorAll("main *")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > window.innerWidth + 1)
    .map((one) => `${one.tagName} ${one.className}`)"""


@pytest.mark.parametrize("width", [320, 1600])
def test_a_word_that_is_too_long_is_broken_and_the_page_stays_as_wide_as_the_window(browser_as, width):
    inquiry = factories.antrag(
        number="17/19001",
        titel=f"Anfrage {WORD}",
        fragen=[f"Gilt https://muster.example/{WORD}?", "Was gilt?"],
        askers=[(f"Erika {WORD[:180]}", "SPD")],
        begruendung=WORD,
    )
    factories.stellungnahme(
        inquiry,
        {"1": f"Ja {WORD} (Drucksache 17/9075).", "2": WORD, "7": WORD},
        wortlaut={"2": f"Was gilt {WORD}?"},
        aktenzeichen=WORD[:100],
        vorbemerkung=WORD,
        unterzeichnet_von=WORD[:200],
        amt=WORD[:300],
    )
    page = browser_as(SACHBEARBEITUNG, width=width)
    for address in ("/", f"/?q={WORD[:200]}", "/?q=Anfrage", "/drucksache/17/19001/", "/drucksache/17/9075/"):
        page.goto(address)
        for details in page.locator("main details").all():
            details.evaluate("one => one.open = true")
        assert not page.evaluate(BEYOND), address
