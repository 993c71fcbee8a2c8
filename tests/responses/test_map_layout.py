"""A map of citations is laid out so that it can be read: in layers from old to new, without overlaps."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from responses.map_layout import BOX_HEIGHT, BOX_WIDTH, lay_out


@st.composite
def graphs(draw):
    number = draw(st.integers(1, 25))
    nodes = [f"17/{n}" for n in range(number)]
    pairs = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes)).filter(lambda pair: pair[0] != pair[1])
    return nodes, draw(st.lists(pairs, max_size=60)) if number > 1 else []


def overlap(one, other):
    return abs(one[0] - other[0]) < BOX_WIDTH and abs(one[1] - other[1]) < BOX_HEIGHT


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_no_box_overlaps_another_and_all_stand_inside(graph):
    layout = lay_out(*graph)
    assert set(layout.boxes) == set(graph[0])
    for one, other in itertools.combinations(layout.boxes.values(), 2):
        assert not overlap(one, other)
    for x, y in layout.boxes.values():
        assert 0 <= x <= layout.width - BOX_WIDTH
        assert 0 <= y <= layout.height - BOX_HEIGHT


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_what_is_older_stands_left_of_what_it_is_connected_to(graph):
    nodes, edges = graph
    layout = lay_out(nodes, edges)
    for older, newer in (sorted(edge, key=nodes.index) for edge in edges):
        assert layout.boxes[older][0] + BOX_WIDTH < layout.boxes[newer][0]


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_a_line_goes_from_the_citing_box_to_the_cited_one_and_through_no_other(graph):
    nodes, edges = graph
    layout = lay_out(nodes, edges)
    assert set(layout.lines) == set(edges)
    for (citing, cited), points in layout.lines.items():
        for node, (x, y) in ((citing, points[0]), (cited, points[-1])):
            left, top = layout.boxes[node]
            assert x in (left, left + BOX_WIDTH)
            assert top < y < top + BOX_HEIGHT
        for start, end in itertools.pairwise(points[1:-1]):
            if start[1] == end[1] and abs(start[0] - end[0]) == BOX_WIDTH:  # straight through a layer
                for left, top in layout.boxes.values():
                    if left == min(start[0], end[0]):
                        assert not top <= start[1] <= top + BOX_HEIGHT


def test_a_chain_stands_in_a_row_and_the_same_papers_give_the_same_picture():
    nodes = ["17/1", "17/2", "17/3"]
    edges = [("17/3", "17/2"), ("17/2", "17/1"), ("17/1", "17/2")]
    layout = lay_out(nodes, edges)
    assert len({y for _, y in layout.boxes.values()}) == 1
    assert layout == lay_out(nodes, edges)
    assert layout.lines["17/2", "17/1"] == layout.lines["17/1", "17/2"][::-1]


def test_nothing_is_laid_out_to_nothing():
    layout = lay_out([], [])
    assert (layout.boxes, layout.lines, layout.width, layout.height) == ({}, {}, 0, 0)
