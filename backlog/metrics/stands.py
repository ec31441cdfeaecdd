"""Stands: where every item stood at the end of a day, and what the pace was known to be."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.history import past_on
from backlog.history.past import DROPPED
from backlog.metrics.figures import LEAST
from backlog.metrics.percentile import spread_of
from backlog.metrics.weeks import mean_per_week, weeks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backlog.history import Columns, Life, Move, Past, Timeline
    from backlog.metrics.figures import Spread, Window
    from backlog.model import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """An item at the end of a day: its status and kind, its moves up to then, its blockers as known then."""

    life: Life
    status: str
    kind: Kind
    moves: Sequence[Move]
    vanished: bool
    blocks: tuple[Block, ...] = ()

    @property
    def id(self) -> str:
        """Its id."""
        return self.life.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The figures of the window that ends on a day, as they were known at its end.

    `per_week` is the mean of finished items in complete weeks, None before LEAST finished items.
    """

    wip: int
    window: Window
    finished: int
    per_week: int | None
    cycle_time: Spread

    @property
    def p85(self) -> int | None:
        """The days within which 85 % are finished; None before LEAST cycle times."""
        return self.cycle_time.p85 if self.cycle_time.n >= LEAST else None


def stands_on(past: Past, day: date, begin: date = date.min) -> tuple[Stand, ...]:
    """Where the items stood at the end of a day, in the order of the lives, without those that came later.

    Left out is what rests since before `begin`: nothing moved it from then on, it is neither in work nor
    open with a blocker on file, and its file gives no day on which it was done. Cheaper than `past_on`, whose
    words these are, because nothing is computed anew.
    """
    found = []
    now = day >= past.today
    kinds = past.columns.kinds
    for life in past.lives:
        moves = life.timeline.moves
        place = len(moves)
        if not now and moves and moves[-1].day > day:
            place = bisect_right(moves, day, key=day_of)
        if not place and not now and (moves or life.given.created is None or life.given.created > day):
            continue
        status = life.status if now or not place else moves[place - 1].status
        kind = Kind.DROPPED if status == DROPPED else kinds.get(status, Kind.INTAKE)
        if place and moves[place - 1].day < begin and _rests(life, kind):
            continue
        found.append(
            Stand(
                life=life,
                status=status,
                kind=kind,
                moves=moves if place == len(moves) else moves[:place],
                vanished=life.vanished is not None and life.vanished <= day,
                blocks=_blocks(life, None if now else day),
            )
        )
    return tuple(found)


def _rests(life: Life, kind: Kind) -> bool:
    if kind is Kind.DONE:
        return life.given.done is None
    return not kind.started and not (kind.open and (life.blockers or _blocks(life, None)))


def _blocks(life: Life, day: date | None) -> tuple[Block, ...]:
    """The blockers of what is there, as known at the end of a day; None is today."""
    if life.item is None:
        return ()
    return life.item.blocked if day is None else life.blocks_on(day)


def day_of(move: Move) -> date:
    """The day of a move, to search by."""
    return move.day


def entry_of(moves: Sequence[Move], columns: Columns) -> Move:
    """The move with which an item that is done came to be done."""
    entry = moves[-1]
    for move in reversed(moves):
        if columns.kind(move.status) is not Kind.DONE:
            break
        entry = move
    return entry


def numbers_on(past: Past, stands: Sequence[Stand], window: Window, begin: date | None) -> Numbers:
    """The figures of a window; `stands` are those at the end of its last day, back to its first one at least.

    Weeks that ended before anything is known (`begin`) do not count.
    """
    known = [
        (life.id, timeline)
        for life in (stand.life for stand in stands if _may_be_in(stand, window, past.columns))
        for timeline in _timelines(life, past, window.last)
        if window.holds(timeline.finished)
    ]
    weeks = weeks_of(window, [(timeline.finished, id_) for id_, timeline in known])
    return Numbers(
        wip=sum(stand.kind.started for stand in stands),
        window=window,
        finished=len(known),
        per_week=mean_per_week(weeks, begin) if len(known) >= LEAST else None,
        cycle_time=spread_of(
            timeline.cycle_time_days for _, timeline in known if timeline.cycle_time_days is not None
        ),
    )


def _timelines(life: Life, past: Past, day: date) -> Iterator[Timeline]:
    """The timeline of something finished as it was known on a day: today's, where nothing came later."""
    moves, given = life.timeline.moves, life.given
    as_now = moves and moves[-1].day <= day and moves[-1].status == life.status
    if as_now and all(one is None or one <= day for one in given):
        yield life.timeline
    else:
        yield from (cut.timeline for cut in past_on(replace(past, lives=(life,)), day).lives)


def _may_be_in(stand: Stand, window: Window, columns: Columns) -> bool:
    """Whether it is done and may have been finished in the window; its file may give another day."""
    if stand.kind is not Kind.DONE:
        return False
    return (
        stand.life.given.done is not None
        or not stand.moves
        or entry_of(stand.moves, columns).day >= window.first
    )
