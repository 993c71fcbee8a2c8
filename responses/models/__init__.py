"""What was answered, by which ministry, to which questions."""

from .druckauftrag import Druckauftrag
from .stellungnahme import Antwort, AntwortVerweis, Luecke, Stellungnahme, Ziffer
from .versions import ImEinvernehmen

__all__ = ["Antwort", "AntwortVerweis", "Druckauftrag", "ImEinvernehmen", "Luecke", "Stellungnahme", "Ziffer"]
