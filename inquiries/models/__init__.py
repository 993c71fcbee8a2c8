"""What was asked, by whom, on which paper, and what it cites."""

from .access import Zugriff
from .antrag import Antrag, Frage, Fristverlaengerung
from .datei import Datei
from .drucksache import Drucksache, Parlament, Wahlperiode
from .feedback import Rueckmeldung
from .people import Abgeordnete, Fraktion, Ministerium, Urheber
from .presence import Bearbeitung
from .safekeeping import Entwurfsablage
from .source import InSource, Source
from .versions import AntragFraktion, VerweisKandidat
from .verweis import Verweis

__all__ = [
    "Abgeordnete",
    "Antrag",
    "AntragFraktion",
    "Bearbeitung",
    "Datei",
    "Drucksache",
    "Entwurfsablage",
    "Frage",
    "Fraktion",
    "Fristverlaengerung",
    "InSource",
    "Ministerium",
    "Parlament",
    "Rueckmeldung",
    "Source",
    "Urheber",
    "Verweis",
    "VerweisKandidat",
    "Wahlperiode",
    "Zugriff",
]
