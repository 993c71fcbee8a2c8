"""What was answered, by which ministry, to which questions."""

from .druckauftrag import Druckauftrag
from .eingang import Arbeitsschritt, Eingang, Stapel
from .hinweis import Hinweis
from .stellungnahme import Antwort, AntwortVerweis, Luecke, Stellungnahme, Ziffer
from .versions import ImEinvernehmen
from .vorlage import Vorlage

__all__ = [
    "Antwort",
    "AntwortVerweis",
    "Arbeitsschritt",
    "Druckauftrag",
    "Eingang",
    "Hinweis",
    "ImEinvernehmen",
    "Luecke",
    "Stapel",
    "Stellungnahme",
    "Vorlage",
    "Ziffer",
]
