"""Boxes and arrows: what needs what first, from top to bottom.

Coordinates are units of the drawing, which the template scales with the reader's letters. Arrows run
in straight lines with round corners: out of the bottom of a box, along a *track* between two rows, past
rows in a *lane* between two places, and into the top of the box that waits. No two arrows of different
boxes share a piece of track or lane, and none runs through a box.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from backlog.site.charts.lanes import Lanes, lanes_of, shared
from backlog.site.charts.layers import standings
from backlog.site.charts.lettering import LEADING, lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.site.charts.layers import Stand

PADDING = 8  # between the border of a box and its words
MOST_LINES = 8
APART = 10  # between two tracks
ABOVE, BELOW = 12, 16  # a box and the next track; a track and the tip of an arrow
ROUND = 6
PORT = 16  # between two arrows that end at one box
EDGE = 2  # the stroke of a box at the edge of the drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What a box says: a title, and so many lines below it."""

    id: str
    title: str
    below: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The rectangle of a node."""

    id: str
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """The x of its middle."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A line from the bottom of `before` through its corners to the top of `after`, which waits for it."""

    before: str
    after: str
    corners: tuple[tuple[int, int], ...]
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything to draw."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def drawing(nodes: Sequence[Node], needs: Mapping[str, Sequence[str]], columns: int, wide: int) -> Drawing:
    """The picture of nodes that stand side by side up to `columns`, each box so `wide`.

    `needs` says for every node what it needs first, without circles.
    """
    stands = standings({node.id: needs[node.id] for node in nodes}, columns)
    lanes = lanes_of(needs, stands, columns, wide)
    rows = max((stand.row for stand in stands.values()), default=-1) + 1
    heights = [
        max(_height(node, wide) for node in nodes if stands[node.id].row == row) for row in range(rows)
    ]
    ports = _ports(needs, stands, lanes, wide)
    tracks, counts = _tracks(needs, stands, lanes, ports, rows)
    tops = [EDGE]
    for height, count in zip(heights, counts, strict=True):
        tops.append(tops[-1] + height + ABOVE + APART * max(count - 1, 0) + BELOW)
    boxes = {
        node.id: Box(
            id=node.id,
            x=lanes.slots[stand.slot],
            y=tops[stand.row],
            width=wide,
            height=heights[stand.row],
        )
        for node in nodes
        for stand in [stands[node.id]]
    }

    def level(id_: str, channel: int) -> int:
        return tops[channel] + heights[channel] + ABOVE + APART * tracks[channel, id_]

    def turns(other: str, id_: str) -> Sequence[tuple[int, int]]:
        port, middle = ports[other, id_], lanes.middle[other]
        first, last = stands[other].row, stands[id_].row - 1
        if first == last:
            along = level(other, first) if port != middle else 0
            return [(middle, along), (port, along)] if port != middle else []
        lane, along, down = lanes.lane[other], level(other, first), level(other, last)
        return [(middle, along), (lane, along), (lane, down), (port, down)]

    arrows = tuple(
        _arrow(boxes[other], boxes[node.id], ports[other, node.id], turns(other, node.id))
        for node in nodes
        for other in needs[node.id]
    )
    bottom = max((box.y + box.height for box in boxes.values()), default=0)
    return Drawing(width=lanes.width, height=bottom + EDGE, boxes=tuple(boxes.values()), arrows=arrows)


def _height(node: Node, wide: int) -> int:
    lines = min(lines_of(node.title, wide - 2 * PADDING), MOST_LINES) + node.below
    return 2 * PADDING + LEADING * lines


def _ports(
    needs: Mapping[str, Sequence[str]], stands: Mapping[str, Stand], lanes: Lanes, wide: int
) -> dict[tuple[str, str], int]:
    """The x at which each arrow ends: in the middle where it comes straight down, else beside it."""
    found: dict[tuple[str, str], int] = {}
    for id_, others in needs.items():
        middle = lanes.slots[stands[id_].slot] + wide // 2
        comes: list[tuple[int, str]] = []
        for other in others:
            straight = stands[other].slot == stands[id_].slot and stands[other].row == stands[id_].row - 1
            if straight:
                found[other, id_] = middle
            else:
                comes.append((_from(other, id_, stands, lanes, wide), other))
        for side in (-1, 1):
            here = sorted((x, other) for x, other in comes if (x < middle) == (side < 0))
            here = here if side > 0 else here[::-1]
            gap = min(PORT, (wide // 2 - PADDING) // max(1, len(here)))
            found |= {(other, id_): middle + side * gap * place for place, (_, other) in enumerate(here, 1)}
    return found


def _from(other: str, id_: str, stands: Mapping[str, Stand], lanes: Lanes, wide: int) -> int:
    """The x from which an arrow comes to the row above its end."""
    if stands[other].row == stands[id_].row - 1:
        return lanes.slots[stands[other].slot] + wide // 2
    return lanes.lane[other]


def _tracks(
    needs: Mapping[str, Sequence[str]],
    stands: Mapping[str, Stand],
    lanes: Lanes,
    ports: Mapping[tuple[str, str], int],
    rows: int,
) -> tuple[dict[tuple[int, str], int], list[int]]:
    """The track of each box's arrows below each row, and how many tracks there are below it."""
    reach: list[dict[str, set[int]]] = [{} for _ in range(rows)]
    for id_, others in needs.items():
        for other in others:
            first, last = stands[other].row, stands[id_].row - 1
            reach[first].setdefault(other, {lanes.middle[other]})
            reach[last].setdefault(other, set()).add(ports[other, id_])
            if last > first:
                reach[first][other].add(lanes.lane[other])
                reach[last][other].add(lanes.lane[other])
    tracks: dict[tuple[int, str], int] = {}
    counts = []
    for channel, nets in enumerate(reach):
        spans = {id_: (min(xs), max(xs)) for id_, xs in nets.items() if len(xs) > 1}
        given = shared(spans, ROUND * 2)
        tracks |= {(channel, id_): track for id_, track in given.items()}
        counts.append(max(given.values(), default=-1) + 1)
    return tracks, counts


def _arrow(before: Box, after: Box, port: int, turns: Sequence[tuple[int, int]]) -> Arrow:
    corners = ((before.middle, before.y + before.height), *turns, (port, after.y))
    return Arrow(before=before.id, after=after.id, corners=corners, path=rounded(corners))


def rounded(corners: Sequence[tuple[int, int]]) -> str:
    """An SVG path through corners at right angles, which are rounded.

    >>> rounded([(0, 0), (0, 20), (30, 20)])
    'M0 0L0 14Q0 20 6 20L30 20'
    """
    parts = [f"M{corners[0][0]} {corners[0][1]}"]
    for (before, here), (_, after) in pairwise(pairwise(corners)):
        radius = min(ROUND, _far(before, here) // 2, _far(here, after) // 2)
        into, out = _toward(here, before, radius), _toward(here, after, radius)
        parts.append(f"L{into[0]} {into[1]}Q{here[0]} {here[1]} {out[0]} {out[1]}")
    return "".join(parts) + f"L{corners[-1][0]} {corners[-1][1]}"


def _far(one: tuple[int, int], other: tuple[int, int]) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _toward(here: tuple[int, int], other: tuple[int, int], steps: int) -> tuple[int, int]:
    return tuple(  # type: ignore[return-value]  # two of them
        at + max(-steps, min(steps, to - at)) for at, to in zip(here, other, strict=True)
    )
