"""Where the boxes and lines of a citation map stand: layers from old to new, without overlaps. Pure.

The method of Sugiyama, Tagawa and Toda (1981): each node in a layer right of all that it is connected to and that
is older; a line that passes a layer keeps a slot there; the order within the layers by the mean of the neighbours.
The same input gives the same picture.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

BOX_WIDTH, BOX_HEIGHT = 216, 64
SLOT_HEIGHT = 14
COLUMN_GAP, ROW_GAP = 76, 14
MARGIN = 8
SWEEPS = 8

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Upper left corners of the boxes, and each line as points from the citing box to the cited one. In pixels."""

    boxes: dict[Hashable, Point]
    lines: dict[tuple[Hashable, Hashable], list[Point]]
    width: float
    height: float


@dataclass(slots=True, eq=False)
class _Slot:
    """A place in a layer: a box, or where a line passes. ``at`` is its place in the order of its layer."""

    layer: int
    at: float
    height: float
    left: list[_Slot] = field(default_factory=list)
    right: list[_Slot] = field(default_factory=list)
    top: float = 0.0

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def x(self) -> float:
        return MARGIN + self.layer * (BOX_WIDTH + COLUMN_GAP)


def lay_out(nodes: Sequence[Hashable], edges: Iterable[tuple[Hashable, Hashable]]) -> Layout:
    """``nodes`` in order of time, the oldest first; ``edges`` are (citing, cited), both of them nodes and not the same.

    What is older stands further left, whoever of the two cites.
    """
    edges = list(dict.fromkeys(edges))
    age = {node: place for place, node in enumerate(nodes)}
    pairs = list(dict.fromkeys(tuple(sorted(edge, key=age.__getitem__)) for edge in edges))
    layer = _layers(nodes, pairs)
    boxes = {node: _Slot(layer[node], place, BOX_HEIGHT) for node, place in age.items()}
    chains = {pair: _chain(boxes[pair[0]], boxes[pair[1]]) for pair in pairs}
    columns: list[list[_Slot]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for slot in dict.fromkeys([*boxes.values(), *(slot for chain in chains.values() for slot in chain)]):
        columns[slot.layer].append(slot)
    _order(columns)
    height = _stack(columns)
    lines = {}
    for citing, cited in edges:
        older_first = age[citing] < age[cited]
        points = _points(chains[(citing, cited) if older_first else (cited, citing)])
        lines[citing, cited] = points if older_first else points[::-1]
    width = 2 * MARGIN + len(columns) * (BOX_WIDTH + COLUMN_GAP) - COLUMN_GAP if columns else 0
    return Layout({node: (slot.x, slot.top) for node, slot in boxes.items()}, lines, width, height)


def _layers(nodes: Sequence[Hashable], pairs: Iterable[tuple[Hashable, Hashable]]) -> dict[Hashable, int]:
    older: dict[Hashable, list[Hashable]] = {node: [] for node in nodes}
    newer: dict[Hashable, list[Hashable]] = {node: [] for node in nodes}
    for old, new in pairs:
        older[new].append(old)
        newer[old].append(new)
    layer: dict[Hashable, int] = {}
    for node in nodes:
        layer[node] = max((layer[old] + 1 for old in older[node]), default=0)
    for node in reversed(nodes):  # as far right as it can be, so that lines are short
        layer[node] = min((layer[new] - 1 for new in newer[node]), default=layer[node])
    return layer


def _chain(old: _Slot, new: _Slot) -> list[_Slot]:
    """The slots from the older box to the newer one, with one in each layer between them."""
    between = [_Slot(layer, new.at, SLOT_HEIGHT) for layer in range(old.layer + 1, new.layer)]
    chain = [old, *between, new]
    for left, right in itertools.pairwise(chain):
        left.right.append(right)
        right.left.append(left)
    return chain


def _order(columns: list[list[_Slot]]) -> None:
    for column in columns:
        _number(column)
    for sweep in range(SWEEPS):
        rightwards = sweep % 2 == 0
        for column in columns if rightwards else reversed(columns):
            for slot in column:
                if neighbours := slot.left if rightwards else slot.right:
                    slot.at = sum(other.at for other in neighbours) / len(neighbours)
            _number(column)


def _number(column: list[_Slot]) -> None:
    column.sort(key=lambda slot: slot.at)  # stable: ties stay as they were
    for place, slot in enumerate(column):
        slot.at = place - len(column) / 2  # counted from the middle, where the columns meet


def _stack(columns: list[list[_Slot]]) -> float:
    """Put the slots of each column below each other, all columns around one middle; the height of the whole."""
    heights = [sum(slot.height for slot in column) + ROW_GAP * (len(column) - 1) for column in columns]
    tallest = max(heights, default=0)
    for column, height in zip(columns, heights, strict=True):
        top = MARGIN + (tallest - height) / 2
        for slot in column:
            slot.top = top
            top += slot.height + ROW_GAP
    return tallest + 2 * MARGIN if columns else 0


def _points(chain: list[_Slot]) -> list[Point]:
    """From the right side of the older box to the left side of the newer one, straight through each slot."""
    points = [(chain[0].x + BOX_WIDTH, chain[0].middle)]
    for slot in chain[1:-1]:
        points += [(slot.x, slot.middle), (slot.x + BOX_WIDTH, slot.middle)]
    return [*points, (chain[-1].x, chain[-1].middle)]
