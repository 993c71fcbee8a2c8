"""The questions of an inquiry in the order of the house: 1, 1a, 2, 10, I.1, II.1."""

from inquiries.models import Antrag, Frage
from inquiries.reading.numbers import sort_key


def order_fragen(antrag: Antrag) -> None:
    """Give each question the position that its number says; only those that stand elsewhere are written."""
    fragen = sorted(antrag.fragen.order_by("position", "pk"), key=lambda frage: sort_key(frage.nummer))
    moved = []
    for position, frage in enumerate(fragen, start=1):
        if frage.position != position:
            frage.position = position
            moved.append(frage)
    Frage.objects.bulk_update(moved, ["position"])
