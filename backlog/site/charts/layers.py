"""Where the boxes of a dependency picture stand: rows from what comes first down, places in each row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from backlog.metrics.chain import steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SWEEPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """The row of a box, from 0 at the top, and its place in the row, from 0 at the left."""

    row: int
    slot: int


def standings(needs: Mapping[str, Sequence[str]], columns: int) -> dict[str, Stand]:
    """A stand for every id: below everything it needs, near to that where it can be; at most `columns` a row.

    `needs` is without circles. Ids of one step stand in one row, or in several where they are too many; in a
    single column each follows soon after what it needs.
    """
    if columns == 1:
        return {id_: Stand(row=row, slot=0) for row, id_ in enumerate(_in_one_column(needs))}
    places: dict[str, Stand] = {}
    row = 0
    for step in _ordered(needs):
        for some in _shared_out(step, columns):
            wanted = [
                _mean([places[other].slot for other in needs[id_]], number + (columns - len(some)) / 2)
                for number, id_ in enumerate(some)
            ]
            slots = min(combinations(range(columns), len(some)), key=partial(_off, wanted))
            places |= {id_: Stand(row=row, slot=slot) for id_, slot in zip(some, slots, strict=True)}
            row += 1
    return places


def _in_one_column(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """The ids, each after what it needs and as near to it as may be: the longest ways first."""
    step_of = steps(needs)
    found: dict[str, None] = {}
    for last in sorted(needs, key=lambda id_: -step_of[id_]):
        path = [last]
        while path:
            missing = [other for other in needs[path[-1]] if other not in found]
            if missing:
                path.append(max(missing, key=lambda id_: step_of[id_]))
            else:
                found[path.pop()] = None
    return list(found)


def _ordered(needs: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The ids of each step, in an order in which few arrows cross: each near the mean of its neighbours."""
    step_of = steps(needs)
    rows: list[list[str]] = [[] for _ in range(max(step_of.values(), default=-1) + 1)]
    for id_ in needs:
        rows[step_of[id_]].append(id_)
    needed_by: defaultdict[str, list[str]] = defaultdict(list)
    for id_, others in needs.items():
        for other in others:
            needed_by[other].append(id_)
    place: dict[str, float] = {}

    def note(row: Sequence[str]) -> None:
        place.update({id_: (number + 0.5) / len(row) for number, id_ in enumerate(row)})

    def sort(row: list[str], neighbours: Mapping[str, Sequence[str]]) -> None:
        row.sort(key=lambda id_: _mean([place[other] for other in neighbours.get(id_, ())], place[id_]))
        note(row)

    for row in rows:
        note(row)
    for _ in range(SWEEPS):
        for row in rows:
            sort(row, needs)
        for row in reversed(rows):
            sort(row, needed_by)
    return rows


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _shared_out(ids: Sequence[str], columns: int) -> list[Sequence[str]]:
    """As few rows as they fit in, none much longer than another.

    >>> _shared_out("abcde", 4)
    ['abc', 'de']
    """
    rows = -(-len(ids) // columns)
    ends = [-(-len(ids) * number // rows) for number in range(rows + 1)]
    return [ids[first:last] for first, last in pairwise(ends)]


def _off(wanted: Sequence[float], slots: Sequence[int]) -> tuple[float, Sequence[int]]:
    """How far off places are from where they are wanted; of equally good ones the first."""
    return sum(abs(slot - want) for slot, want in zip(slots, wanted, strict=True)), slots
