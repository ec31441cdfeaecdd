"""The columns one below the other, and the ways that items took between them.

Rows are all of one height, so y counts thousandths of the whole; x counts pixels from the edge of the
gutter that is next to the columns. Moves that go on but not to the next column run in the left gutter, those
that go back in the right one, each in a lane; what goes one column on stands between the two.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.rules.moves import skips

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.config.sections import Config, Status
    from backlog.metrics.ways import Way

MOST_LANES = {"on": 2, "back": 2}  # more would leave no room for the columns on a phone
LEAVES, ENTERS, SAYS = 350, 200, 650  # where in a row, in thousandths, an arc begins, ends and has its number
THIN, THICK = 1.5, 7.0
LANE, DIGIT = 12, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """A way that does not lead to the next column: the thousandths of its upper and its lower end.

    `x` is where its lane runs, `says` the y of its number, on the far side of the lane, `stroke` how thick it
    is. `tip` is the y of its end. `expected`: the workflow names it, or it goes back.
    """

    before: str
    after: str
    count: int
    top: int
    bottom: int
    tip: int
    x: int
    says: int
    stroke: float
    expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A column: how many moves led one column on and how thick that arrow is, and how many to dropped.

    `on` is None where no next column follows.
    """

    status: Status
    on: int | None
    stroke: float
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A way that the workflow does not expect, and the columns that it leaves out."""

    way: Way
    past: tuple[Status, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """Everything to draw, and what is counted: all moves, and of them those on, back, past columns, dropped.

    `next_only`: every move on led to the next column. `beyond` are ways that found no lane; a table has them.
    """

    stops: tuple[Stop, ...]
    on_arcs: tuple[Arc, ...]
    back_arcs: tuple[Arc, ...]
    left: int
    right: int
    count: int
    on: int
    back: int
    past: int
    dropped: int
    next_only: bool
    skips: tuple[Skip, ...]
    beyond: int


def workflow_of(ways: Sequence[Way], config: Config) -> Workflow:
    """The picture of the configured columns with these ways between them."""
    order = [status for status in config.workflow if status.kind is not Kind.DROPPED]
    gone = [status for status in config.workflow if status.kind is Kind.DROPPED]
    row = {status.id: number for number, status in enumerate((*order, *gone))}
    dropped = {status.id for status in gone}
    most = max((way.count for way in ways), default=1)
    counts = {(way.before, way.after): way.count for way in ways}
    skipping = tuple(way for way in ways if skips(config, way.before, way.after))
    kinds: Counter[str] = Counter()
    for way in ways:
        kinds[_kind(way, row, dropped, way in skipping)] += way.count
    far = {
        "on": {
            pair: count
            for pair, count in {**_named(config, row, dropped), **counts}.items()
            if row[pair[1]] > row[pair[0]] + 1 and pair[1] not in dropped
        },
        "back": {pair: count for pair, count in counts.items() if row[pair[1]] < row[pair[0]]},
    }
    lanes = {side: _lanes(pairs, row, MOST_LANES[side]) for side, pairs in far.items()}
    lane = LANE + DIGIT * len(str(most))
    odd = {(way.before, way.after) for way in skipping}

    def arcs(side: str) -> tuple[Arc, ...]:
        return tuple(
            _arc(pair, far[side][pair], row, LANE + lane * number, most, expected=pair not in odd)
            for pair, number in sorted(lanes[side].items(), key=lambda entry: (entry[1], entry[0]))
        )

    return Workflow(
        stops=tuple(
            _stop(status, order[number + 1 : number + 2], counts, dropped, most)
            for number, status in enumerate(order)
        )
        + tuple(Stop(status=status, on=None, stroke=THIN, dropped=0) for status in gone),
        on_arcs=arcs("on"),
        back_arcs=arcs("back"),
        left=_room(lanes["on"], lane),
        right=_room(lanes["back"], lane),
        count=sum(way.count for way in ways),
        on=kinds["on"],
        back=kinds["back"],
        past=kinds["past"],
        dropped=kinds["dropped"],
        next_only=not any(pair in counts and pair not in odd for pair in far["on"]),
        skips=tuple(
            Skip(way=way, past=tuple(order[row[way.before] + 1 : row[way.after]]))
            for way in sorted(skipping, key=lambda way: (-way.count, row[way.before], row[way.after]))
        ),
        beyond=sum(len(far[side]) - len(lanes[side]) for side in far),
    )


def _kind(way: Way, row: Mapping[str, int], dropped: set[str], skipping: bool) -> str:  # noqa: FBT001
    if way.after in dropped:
        return "dropped"
    if row[way.after] < row[way.before]:
        return "back"
    return "past" if skipping else "on"


def _named(config: Config, row: Mapping[str, int], dropped: set[str]) -> dict[tuple[str, str], int]:
    """The moves that columns name under `from`, made or not."""
    return {
        (before, status.id): 0
        for status in config.workflow
        if status.id not in dropped
        for before in status.enters_from
        if before in row and before not in dropped
    }


def _stop(
    status: Status,
    following: Sequence[Status],
    counts: Mapping[tuple[str, str], int],
    dropped: set[str],
    most: int,
) -> Stop:
    on = sum(counts.get((status.id, after.id), 0) for after in following)
    return Stop(
        status=status,
        on=on if following else None,
        stroke=_stroke(on, most),
        dropped=sum(counts.get((status.id, other), 0) for other in dropped),
    )


def _lanes(
    pairs: Mapping[tuple[str, str], int], row: Mapping[str, int], most: int
) -> dict[tuple[str, str], int]:
    """A lane for each way, 0 next to the columns, the short ones first; the most frequent ways get one."""

    def span(pair: tuple[str, str]) -> tuple[int, int]:
        first, last = sorted((row[pair[0]], row[pair[1]]))
        return first, last

    def packed(chosen: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
        taken: list[list[tuple[int, int]]] = []
        found = {}
        for pair in sorted(chosen, key=lambda pair: (span(pair)[1] - span(pair)[0], span(pair))):
            first, last = span(pair)
            free = (
                number
                for number, spans in enumerate(taken)
                if all(last <= begin or end <= first for begin, end in spans)
            )
            number = next(free, len(taken))
            taken[number:] = taken[number:] or [[]]
            taken[number].append((first, last))
            found[pair] = number
        return found

    kept: list[tuple[str, str]] = []
    for pair in sorted(pairs, key=lambda pair: (-pairs[pair], span(pair))):
        if max(packed([*kept, pair]).values()) < most:
            kept.append(pair)
    return packed(kept)


def _arc(
    pair: tuple[str, str], count: int, row: Mapping[str, int], x: int, most: int, *, expected: bool
) -> Arc:
    first, last = sorted((row[pair[0]], row[pair[1]]))
    top, bottom = _place(first, LEAVES, row), _place(last, ENTERS, row)
    return Arc(
        before=pair[0],
        after=pair[1],
        count=count,
        top=top,
        bottom=bottom,
        tip=bottom if row[pair[1]] > row[pair[0]] else top,
        x=x,
        says=_place((first + last) // 2, SAYS, row),
        stroke=_stroke(count, most),
        expected=expected,
    )


def _place(number: int, within: int, row: Mapping[str, int]) -> int:
    """The thousandth of the whole for a thousandth of a row."""
    return (number * 1000 + within) // len(row)


def _stroke(count: int, most: int) -> float:
    return round(THIN + (THICK - THIN) * count / most, 1) if count else 1.0


def _room(lanes: Mapping[tuple[str, str], int], lane: int) -> int:
    return LANE + lane * (max(lanes.values()) + 1) if lanes else 0
