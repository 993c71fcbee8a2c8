import pytest

from inquiries.models import Fraktion, Urheber
from inquiries.naming import askers_named, enumeration, signatories_named

GRUENE, SPD = Fraktion(kuerzel="GRÜNE"), Fraktion(kuerzel="SPD")


def asks(name, fraktion=GRUENE):
    return Urheber(rolle=Urheber.Rolle.ASKER, name_gedruckt=name, fraktion=fraktion)


def signs(name, fraktion=GRUENE):
    return Urheber(rolle=Urheber.Rolle.SIGNATORY, name_gedruckt=name, fraktion=fraktion)


@pytest.mark.parametrize(
    ("urheber", "fraktionen", "named"),
    [
        pytest.param([asks("Erika Muster"), signs("Muster")], [GRUENE], "Erika Muster (GRÜNE)", id="one-member"),
        pytest.param(
            [asks("Erika Muster"), asks("Jonas Beispiel"), signs("Muster"), signs("Beispiel"), signs("Vorlage")],
            [GRUENE],
            "Erika Muster und Jonas Beispiel u. a. (GRÜNE)",
            id="more-have-signed",
        ),
        pytest.param(
            [asks("Erika Muster"), asks("Ida Vorlage", SPD)],
            [GRUENE, SPD],
            "Erika Muster (GRÜNE), Ida Vorlage (SPD)",
            id="two-fraktionen",
        ),
        pytest.param([asks("Ida Leerzeile", None)], [], "Ida Leerzeile", id="no-fraktion"),
        pytest.param([signs("Muster")], [GRUENE], "Fraktion GRÜNE", id="a-fraktion-asks"),
        pytest.param([], [GRUENE, SPD], "Fraktionen GRÜNE und SPD", id="two-fraktionen-ask"),
        pytest.param([], [], "", id="nobody-known"),
    ],
)
def test_askers_are_named_as_the_head_of_the_paper_names_them(urheber, fraktionen, named):
    assert askers_named(urheber, fraktionen) == named


def test_signatories_are_named_by_what_is_printed():
    assert signatories_named([asks("Erika Muster"), signs("Muster"), signs("Höh")]) == "Muster und Höh (GRÜNE)"


@pytest.mark.parametrize(
    ("parts", "named"), [([], ""), (["a"], "a"), (["a", "b"], "a und b"), (["a", "b", "c"], "a, b und c")]
)
def test_a_list_reads_as_german(parts, named):
    assert enumeration(parts) == named
