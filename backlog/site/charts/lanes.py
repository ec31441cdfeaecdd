"""The lanes beside the places of boxes, in which arrows run past rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.site.charts.layers import Stand

APART = 10  # between two lanes
GAP = 28  # between two boxes side by side, at least
BESIDE = 12  # between a box and the lane next to it
EDGE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The x of each place, of the middle of each box, and of the lane of each box whose arrows run far."""

    width: int
    slots: tuple[int, ...]
    middle: Mapping[str, int]
    lane: Mapping[str, int]


def lanes_of(
    needs: Mapping[str, Sequence[str]], stands: Mapping[str, Stand], columns: int, wide: int
) -> Lanes:
    """Lanes for all arrows that run past a row; those that do not meet share one."""
    far: defaultdict[str, list[str]] = defaultdict(list)
    for id_, others in needs.items():
        for other in others:
            if stands[id_].row > stands[other].row + 1:
                far[other].append(id_)
    beside: list[dict[str, tuple[int, int]]] = [{} for _ in range(columns + 1)]
    for id_ in sorted(far):
        gap = _nearest(stands[id_], [stands[other] for other in far[id_]], columns)
        beside[gap][id_] = (stands[id_].row, max(stands[other].row for other in far[id_]) - 1)
    given = [shared(spans, 0) for spans in beside]
    x = EDGE
    slots: list[int] = []
    lane: dict[str, int] = {}
    for gap, numbers in enumerate(given):
        across = APART * max(numbers.values(), default=0)
        left, right = (0 if gap == 0 else BESIDE), (0 if gap == columns else BESIDE)
        room = left + across + right if numbers else 0
        if 0 < gap < columns and room < GAP:
            left, room = (GAP - across) // 2, GAP
        lane |= {id_: x + left + APART * number for id_, number in numbers.items()}
        x += room
        if gap < columns:
            slots.append(x)
            x += wide
    middle = {id_: slots[stand.slot] + wide // 2 for id_, stand in stands.items()}
    return Lanes(width=x + EDGE, slots=tuple(slots), middle=middle, lane=lane)


def _nearest(stand: Stand, others: Sequence[Stand], columns: int) -> int:
    """The gap between places (0 is left of the first) with the shortest way from a box to those below."""

    def way(gap: int) -> float:
        return sum(abs(gap - 0.5 - one.slot) for one in (stand, *others))

    return min(range(columns, -1, -1), key=way)


def shared(spans: Mapping[str, tuple[int, int]], apart: int) -> dict[str, int]:
    """A number from 0 for each span, so that those of one number have more than `apart` between them.

    >>> shared({"a": (0, 5), "b": (3, 9), "c": (8, 9)}, 0)
    {'a': 0, 'b': 1, 'c': 0}
    """
    ends: list[int] = []
    found = {}
    for name, (first, last) in sorted(spans.items(), key=lambda entry: (entry[1], entry[0])):
        number = next((place for place, end in enumerate(ends) if end + apart < first), len(ends))
        ends[number : number + 1] = [last]
        found[name] = number
    return found
