"""Reads parliamentary inquiries: text in, frozen values out, standard library only.

``read_paper`` is the way in. Its promise: every part is a span of the source, the parts and the named
furniture cover the source completely, and what cannot be read is a finding, never a guess.
"""

from .paper import (
    Answer,
    Asker,
    Finding,
    Furniture,
    Paper,
    PaperReference,
    Part,
    Passage,
    Question,
    Response,
    to_json,
)
from .reader import read_paper
from .text import Span
from .wording import same_wording

__all__ = [
    "Answer",
    "Asker",
    "Finding",
    "Furniture",
    "Paper",
    "PaperReference",
    "Part",
    "Passage",
    "Question",
    "Response",
    "Span",
    "read_paper",
    "same_wording",
    "to_json",
]
