"""The clerks' desk for what was asked: inquiries, people, and the papers that are only looked at."""

from . import access, antrag, citations, papers, people

__all__ = ["access", "antrag", "citations", "papers", "people"]
