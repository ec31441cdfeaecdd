"""The picture of what needs what first: boxes apart, arrows from box to box, every dependency once."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.metrics.chain import held_up, longest_chain, steps, without_circles
from backlog.site.charts.dependencies import Drawing, Node, drawing
from backlog.site.charts.layers import standings
from backlog.site.charts.lettering import lines_of

TITLES = (
    "Seite",
    "Landingpage für den Wärmepumpen-Check im Herbst",
    "Donaudampfschifffahrtsgesellschaft " * 3,
)


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Up to 60 items that need some of those before them: chains, stars, meshes."""
    count = draw(st.integers(1, 60))
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=90))
    needs: dict[int, list[int]] = {number: [] for number in range(count)}
    for one, other in pairs:
        if one != other and min(one, other) not in needs[max(one, other)]:
            needs[max(one, other)].append(min(one, other))
    return {f"i{number:02}": tuple(f"i{other:02}" for other in others) for number, others in needs.items()}


def drawn(needs: dict[str, tuple[str, ...]], columns: int, wide: int = 190) -> Drawing:
    nodes = [
        Node(id=id_, title=TITLES[number % len(TITLES)], below=1 + number % 2)
        for number, id_ in enumerate(needs)
    ]
    return drawing(nodes, needs, columns, wide)


def segments(picture: Drawing) -> list[tuple[str, str, tuple[int, int], tuple[int, int]]]:
    """Every straight piece of every arrow, with the ids of the arrow."""
    return [
        (arrow.before, arrow.after, first, last)
        for arrow in picture.arrows
        for first, last in itertools.pairwise(arrow.corners)
    ]


@settings(deadline=None)
@given(graphs(), st.integers(1, 4))
def test_boxes_stand_apart_and_inside(needs, columns):
    picture = drawn(needs, columns)
    assert [box.id for box in picture.boxes] == list(needs)
    for box in picture.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= picture.width
        assert box.y + box.height <= picture.height
    for one, other in itertools.combinations(picture.boxes, 2):
        beside = one.x + one.width + 8 <= other.x or other.x + other.width + 8 <= one.x
        above = one.y + one.height + 8 <= other.y or other.y + other.height + 8 <= one.y
        assert beside or above


@settings(deadline=None)
@given(graphs(), st.integers(1, 4))
def test_every_dependency_is_one_arrow_from_box_to_box(needs, columns):
    picture = drawn(needs, columns)
    boxes = {box.id: box for box in picture.boxes}
    wanted = sorted((other, id_) for id_, others in needs.items() for other in others)
    assert sorted((arrow.before, arrow.after) for arrow in picture.arrows) == wanted
    for arrow in picture.arrows:
        before, after = boxes[arrow.before], boxes[arrow.after]
        assert arrow.corners[0] == (before.middle, before.y + before.height)
        assert arrow.corners[-1][1] == after.y
        assert after.x < arrow.corners[-1][0] < after.x + after.width
        assert all(
            one[0] == other[0] or one[1] == other[1] for one, other in itertools.pairwise(arrow.corners)
        )
        assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in arrow.corners)
    ends = [arrow.corners[-1] for arrow in picture.arrows]
    assert len(set(ends)) == len(ends), "two arrows end at one point"


@settings(deadline=None, max_examples=60)
@given(graphs(), st.integers(1, 4))
def test_no_arrow_runs_through_a_box_or_along_another(needs, columns):
    picture = drawn(needs, columns)
    for _, _, first, last in segments(picture):
        (left, right), (high, low) = sorted((first[0], last[0])), sorted((first[1], last[1]))
        for box in picture.boxes:
            apart = right <= box.x or left >= box.x + box.width or low <= box.y or high >= box.y + box.height
            assert apart, (box, first, last)
    for upright in (0, 1):
        lines: dict[int, list[tuple[int, int, str]]] = {}
        for before, _, first, last in segments(picture):
            if first[upright] == last[upright] and first != last:
                low, high = sorted((first[1 - upright], last[1 - upright]))
                lines.setdefault(first[upright], []).append((low, high, before))
        for pieces in lines.values():
            for (low, high, one), (low_, high_, other) in itertools.combinations(pieces, 2):
                assert one == other or high <= low_ or high_ <= low, (one, other)


@given(graphs(), st.integers(1, 4))
def test_whoever_waits_stands_below(needs, columns):
    stands = standings(needs, columns)
    assert all(stands[other].row < stands[id_].row for id_, others in needs.items() for other in others)
    assert all(0 <= stand.slot < columns for stand in stands.values())
    assert len({(stand.row, stand.slot) for stand in stands.values()}) == len(needs)


@given(graphs())
def test_the_longest_chain_is_one(needs):
    step = steps(needs)
    chain = longest_chain(needs)
    assert len(chain) == (max(step.values()) + 1 if max(step.values()) else 0)
    assert all(before in needs[after] for before, after in itertools.pairwise(chain))
    holds = held_up(needs)
    for id_, others in needs.items():
        for other in others:
            assert {id_} | holds[id_] <= holds[other]


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefx"), max_size=4), max_size=6)
)
def test_circles_are_left_out_and_nothing_else(needs):
    kept = without_circles(needs)
    steps(kept)  # ends, so there is no circle
    for id_, others in needs.items():
        for other in set(others) - set(kept[id_]):
            assert other not in needs or id_ in reached(needs, other)
    assert without_circles(kept) == kept


def reached(needs: dict[str, list[str]], start: str) -> set[str]:
    """What an id needs at first and second hand, and itself."""
    found, new = set(), {start}
    while new:
        found |= new
        new = {other for id_ in new for other in needs.get(id_, ())} - found
    return found


def test_chains_by_hand():
    needs = {
        "page": (),
        "ads": ("page",),
        "mail": ("page",),
        "report": ("ads",),
        "fair": (),
        "stand": ("fair",),
    }
    assert longest_chain(needs) == ("page", "ads", "report")
    assert held_up(needs)["page"] == {"ads", "mail", "report"}
    assert longest_chain({"a": (), "b": ()}) == ()
    assert longest_chain({}) == ()
    assert longest_chain({"a": (), "b": (), "c": ("a",), "d": ("b",), "e": ("b",)}) == ("b", "d")


def test_long_words_take_lines():
    assert lines_of("Donaudampfschifffahrtsgesellschaftskapitän", 150) >= 2
    assert lines_of("x" * 10_000, 150) > 40
    assert lines_of("", 150) == 1
