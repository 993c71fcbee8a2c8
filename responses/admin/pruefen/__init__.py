"""The page "Prüfen": the source of a paper on one side, what becomes of it on the other, until it is stored."""

from .page import PruefenMixin

__all__ = ["PruefenMixin"]
