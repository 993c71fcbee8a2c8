"""What was answered, by which ministry, to which questions."""

from .stellungnahme import Antwort, AntwortVerweis, Luecke, Stellungnahme, Ziffer
from .versions import ImEinvernehmen

__all__ = ["Antwort", "AntwortVerweis", "ImEinvernehmen", "Luecke", "Stellungnahme", "Ziffer"]
