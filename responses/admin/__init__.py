"""The clerks' desk for what was answered: letters, their answers, and publishing them."""

from . import stellungnahme

__all__ = ["stellungnahme"]
