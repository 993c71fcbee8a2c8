"""The clerks' desk for what was asked: inquiries, people, and the papers that are only looked at."""

from . import antrag, papers, people

__all__ = ["antrag", "papers", "people"]
