"""What was answered, by which ministry, to which questions."""

from .stellungnahme import Antwort, AntwortVerweis, Luecke, Stellungnahme, Ziffer

__all__ = ["Antwort", "AntwortVerweis", "Luecke", "Stellungnahme", "Ziffer"]
