"""How an item came to where it stands: its transitions, and the days that follow from them.

An item's *moves* say on which day it came into which status. The first one is its birth, which is no
transition; each later one that changes the status is one. What a move means depends on the kind of
its status: *before the start* are intake, backlog, planned and every status that nobody configured;
*started* are active and review.

Moves come from `history:`, from git, or from the dates of the file (`moves.py`): there `created` is the
birth in the first status of kind backlog, `started` and `done` are the moves to the first active and the
first done status. Days after the report day are left out. Where the file's status is another one than
the last move's, or that move is not dated, nobody knows since when, and figures that would need the day
are None.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.history.moves import NO_DAYS, Given

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from backlog.history.moves import Columns, Move, Source

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A change of status. `before` is None where the file does not say where the item came from."""

    at: datetime | None
    day: date
    before: str | None
    after: str
    commit: str | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The days of one item, and what follows from them. None is unknown, never 0.

    `created`, `started` and `finished` are the days C, S and F. Lead time (C to F), cycle time (S to F)
    and age (S to the report day; active and review only) are calendar days, both ends included.
    `time_in_status_days` shares the days of cycle time or age out among statuses; it is empty for items
    that are not started. `returns` and `reopened` count moves. `moves` are all moves, the birth included.
    """

    moves: tuple[Move, ...] = ()
    transitions: tuple[Transition, ...] = ()
    created: date | None = None
    started: date | None = None
    finished: date | None = None
    status_since: date | None = None
    lead_time_days: int | None = None
    cycle_time_days: int | None = None
    age_days: int | None = None
    time_in_status_days: Mapping[str, int] | None = None
    returns: int | None = None
    reopened: int | None = None


UNKNOWN = Timeline()


def timeline(
    status: str, moves: Sequence[Move], columns: Columns, today: date, given: Given = NO_DAYS
) -> Timeline:
    """What the moves of an item, in order, come to on the report day; `status` is the one it is in.

    The days that the file gives override C, S and F, unless they lie after the report day. Without any move
    and any day everything is unknown.
    """
    given = Given(*(day if day is not None and day <= today else None for day in given))
    if not moves and not any(given):
        return UNKNOWN
    kind = columns.kind(status)
    births = 1 if _first_is_birth(moves, given) else 0
    created = given.created or (moves[0].day if births and moves[0].dated else None)
    started = given.started or (None if _is_before_start(kind) else _start(moves, columns))
    finished = (given.done or _finish(moves, columns)) if kind is Kind.DONE else None
    running = today if kind.started else None
    transitions = _transitions(moves, births)
    last = moves[-1] if moves else None
    return Timeline(
        moves=tuple(moves),
        transitions=transitions,
        created=created,
        started=started,
        finished=finished,
        status_since=last.day if last is not None and last.status == status and last.dated else None,
        lead_time_days=_length(created, finished),
        cycle_time_days=_length(started, finished),
        age_days=_length(started, running),
        time_in_status_days=_time_in_status(status, moves, columns, (started, finished, running)),
        returns=_count(transitions, columns, is_return) if moves else None,
        reopened=_count(transitions, columns, is_reopening) if moves else None,
    )


def _first_is_birth(moves: Sequence[Move], given: Given) -> bool:
    """Whether the first move is the item's birth; `started` and `done` alone tell of none."""
    return bool(moves) and (moves[0].source != "dates" or moves[0].day == given.created)


def _is_before_start(kind: Kind) -> bool:
    return kind is Kind.INTAKE or kind is Kind.BACKLOG or kind is Kind.PLANNED


def _start(moves: Sequence[Move], columns: Columns) -> date | None:
    """S: the day of the first entry into a started kind since the item was last before the start.

    What began on an unknown day has none, until it went back and began again.
    """
    started: date | None = None
    begun = False
    for move in moves:
        kind = columns.kind(move.status)
        if _is_before_start(kind):
            started, begun = None, False
        elif not begun and (kind.started or not move.dated):
            started, begun = move.day if move.dated else None, True
    return started


def _finish(moves: Sequence[Move], columns: Columns) -> date | None:
    """F: the day of the last entry into a status of kind done, if that is where the moves end."""
    finished: Move | None = None
    for move in moves:
        if columns.kind(move.status) is not Kind.DONE:
            finished = None
        elif finished is None:
            finished = move
    return finished.day if finished is not None and finished.dated else None


def _length(first: date | None, last: date | None) -> int | None:
    """Calendar days from first to last, both included; None where one is unknown or they run backwards."""
    if first is None or last is None or last < first:
        return None
    return (last - first).days + 1


def _transitions(moves: Sequence[Move], births: int) -> tuple[Transition, ...]:
    return tuple(
        Transition(
            at=move.at,
            day=move.day,
            before=before.status if before else None,
            after=move.status,
            commit=move.commit,
            source=move.source,
        )
        for before, move in list(zip((None, *moves), moves, strict=False))[births:]
        if move.dated
    )


def is_return(before: Kind, after: Kind) -> bool:
    """Whether a move leads from work, or from done, back to before the start."""
    return (before.started or before is Kind.DONE) and _is_before_start(after)


def is_reopening(before: Kind, after: Kind) -> bool:
    """Whether a move leads from done back to work."""
    return before is Kind.DONE and after.started


def _count(changes: Sequence[Transition], columns: Columns, counts: Callable[[Kind, Kind], bool]) -> int:
    return sum(
        1
        for change in changes
        if change.before is not None and counts(columns.kind(change.before), columns.kind(change.after))
    )


def _time_in_status(
    status: str, moves: Sequence[Move], columns: Columns, days: tuple[date | None, date | None, date | None]
) -> dict[str, int] | None:
    """The days of `stretches` by status; their sum is the cycle time (or the age)."""
    spent: Counter[str] = Counter()
    found = stretches(status, moves, columns, days)
    for name, _, length in found or ():
        spent[name] += length
    return {name: spent[name] for name in sorted(spent)} if found is not None else None


def stretches(
    status: str, moves: Sequence[Move], columns: Columns, days: tuple[date | None, date | None, date | None]
) -> list[tuple[str, date, int]] | None:
    """The days from S to F (or to the report day) as stretches: status, first day, number of days.

    `days` are S, F and the report day (None unless it is in work). Each day belongs to the status at its
    end, the finish day to the last status before done. A day without a known started status belongs to the
    first active one; days in which the item was dropped, before it was revived, belong to the dropped
    status. None where S is not known; empty before the start.
    """
    kind = columns.kind(status)
    if _is_before_start(kind) or kind is Kind.DROPPED:
        return [] if moves else None
    started, finished, running = days
    end = finished or running
    if started is None or end is None or end < started:
        return None
    fallback = columns.first.get(Kind.ACTIVE) or columns.first.get(Kind.REVIEW) or status

    def counted(status: str) -> str:
        kind = columns.kind(status)
        return status if kind.started or kind is Kind.DROPPED else fallback

    found: list[tuple[str, date, int]] = []
    stop = end if finished else end + DAY  # the first day that the statuses at the end of days do not tell
    day, there = started, fallback
    for move in moves:
        if move.day > day:
            found.append((counted(there), day, (min(move.day, stop) - day).days))
            day = min(move.day, stop)
        there = move.status
    found.append((counted(there), day, (stop - day).days))
    if finished:
        found.append((counted(_before_done(moves, columns, finished) or fallback), finished, 1))
    return [stretch for stretch in found if stretch[2] > 0]


def _before_done(moves: Sequence[Move], columns: Columns, finished: date) -> str | None:
    """The last status before done, as far as the finish day."""
    for move in reversed(moves):
        if move.day <= finished and columns.kind(move.status) is not Kind.DONE:
            return move.status
    return None
