"""The story of an item: changes of its status, of its ratings, and what blocked it, latest first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from backlog.config.sections import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from backlog.history import Columns, Move, Timeline
    from backlog.history.moves import Source
    from backlog.metrics.figures import Flow
    from backlog.metrics.ice import Ratings
    from backlog.metrics.ranks import RankChange
    from backlog.model import Block
    from backlog.report import Card, Report

What = Literal["born", "moved", "rated", "blocked", "freed"]
# On one day an item is born before it moves, and moved before it is rated.
_ORDER: tuple[What, ...] = ("born", "moved", "rated", "freed", "blocked")


class Rated(NamedTuple):
    """A rating (`impact`) that changed."""

    name: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened on a day, and where that is written.

    Of `born` and `moved`: `after` is the status it came into, `before` the one it left (None: unknown), a
    status id or the file's text for no known one; `days` is how long it stayed, None where it ended there.
    Of `rated`: `change`, and in `ratings` what it changed. Of `blocked`: `block`, `days` how long it was or
    is blocked; of `freed`: `block`.
    `lasts`: it still is. `dated` is False where it happened before the day. `source` is None where the file
    says it as it is now (blockers), `commit` None where git does not have it yet.
    """

    what: What
    day: date
    before: str | None = None
    after: str | None = None
    days: int | None = None
    lasts: bool = False
    dated: bool = True
    change: RankChange | None = None
    ratings: tuple[Rated, ...] = ()
    block: Block | None = None
    source: Source | None = None
    commit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Days in a status, of all days in work, in whole units of a bar: where it begins and how long it is."""

    status: str
    days: int
    x: int
    width: int


def story(report: Report, card: Card) -> tuple[Event, ...]:
    """The events of an item up to the report day, latest first."""
    columns, today = report.past.columns, report.today
    changes = report.rank_changes.get(card.item.id, ())
    events = [
        *_moves(card.timeline, columns, today),
        *(
            Event(
                what="rated",
                day=change.day,
                change=change,
                ratings=_changed(change.before, change.after),
                source="git",
                commit=change.commit,
            )
            for change in changes
        ),
        *_blocks(
            (*card.item.blocked, *report.taken_out.get(card.item.id, ())), today, open_=card.item.kind.open
        ),
    ]
    return tuple(sorted(events, key=lambda event: (event.day, _ORDER.index(event.what)))[::-1])


def _moves(timeline: Timeline, columns: Columns, today: date) -> Iterator[Event]:
    moves: Sequence[Move] = timeline.moves
    firsts = {change.day for change in timeline.transitions if change.before is None}
    for number, (before, move) in enumerate(pairwise((None, *moves))):
        if move is None:
            continue
        last = number + 1 == len(moves)
        ends = last and columns.kind(move.status) in {Kind.DONE, Kind.DROPPED}
        until = today if last else moves[number + 1].day
        yield Event(
            what="moved" if before or move.day in firsts else "born",
            day=move.day,
            before=before.status if before else None,
            after=move.status,
            days=None if ends else (until - move.day).days,
            lasts=last,
            dated=move.dated,
            source=move.source,
            commit=move.commit,
        )


def _blocks(blocks: Sequence[Block], today: date, *, open_: bool) -> Iterator[Event]:
    """Blockers up to the day; one that was never ended ends with the item, on no known day."""
    for block in blocks:
        if block.since is None or block.since > today:
            continue
        over = block.until if block.until is not None and block.until <= today else None
        lasts = over is None and open_
        end = over or (today if lasts else None)
        days = max(0, (end - block.since).days) if end else None
        yield Event(what="blocked", day=block.since, block=block, days=days, lasts=lasts)
        if over is not None:
            yield Event(what="freed", day=max(over, block.since), block=block)


def _changed(before: Ratings | None, after: Ratings | None) -> tuple[Rated, ...]:
    """Which of the three ratings changed."""
    names = ("impact", "confidence", "effort")
    pairs = (Rated(name, getattr(before, name, None), getattr(after, name, None)) for name in names)
    return tuple(pair for pair in pairs if pair.before != pair.after)


def parts_of(days: Mapping[str, int] | None, workflow: Iterable[str], width: int) -> tuple[Part, ...]:
    """Time in status as parts of a bar, in the order of the workflow; they fill it to the last unit.

    >>> parts_of({"in-review": 1, "in-progress": 2}, ("in-progress", "in-review"), 300)[1]
    Part(status='in-review', days=1, x=200, width=100)
    """
    known = days or {}
    whole, passed, parts = sum(known.values()), 0, []
    place = {status: number for number, status in enumerate(workflow)}
    for status in sorted(known, key=lambda name: (place.get(name, len(place)), name)):
        x = width * passed // whole
        passed += known[status]
        parts.append(Part(status=status, days=known[status], x=x, width=width * passed // whole - x))
    return tuple(parts)


def older_than(flow: Flow, days: int | None, least: int) -> int | None:
    """The percentage of the items finished in the window that took fewer days, rounded down.

    None below so many finished items: then nobody can tell.
    """
    if days is None or len(flow.finishes) < least:
        return None
    return 100 * sum(finish.days < days for finish in flow.finishes) // len(flow.finishes)
