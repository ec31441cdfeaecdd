"""How an item came to where it stands: its transitions, and the days that follow from them.

An item's *moves* say on which day it came into which status. The first one is its birth, which is no
transition; each later one that changes the status is one. What a move means depends on the kind of
its status: *before the start* are intake, backlog, planned and every status that nobody configured;
*started* are active and review.

Moves come from `history:` where it is there, else from the dates of the file: `created` is the birth
in the first status of kind backlog, `started` and `done` are the moves to the first active and the
first done status. Days after the report day are left out. Where the file's status is another one than
the last move's, nobody knows since when, and figures that would need the day are None.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from backlog.config.sections import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from backlog.config.sections import Status
    from backlog.model import Backlog, Item

Source = Literal["git", "history", "dates"]
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """On this day the item came into this status: a status id, or the file's text for no known one.

    `at` and `commit` are None where only the day is known.
    """

    day: date
    status: str
    source: Source
    at: datetime | None = None
    commit: str | None = None


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
    that are not started. `returns` and `reopened` count moves.
    """

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the numbers need of a workflow: the kind of each status, and the first status of each kind."""

    kinds: Mapping[str, Kind]
    first: Mapping[Kind, str] = field(default_factory=dict)

    def kind(self, status: str) -> Kind:
        """The kind of a status; one that nobody configured counts as before the start."""
        return self.kinds.get(status, Kind.INTAKE)


def columns_of(workflow: Sequence[Status]) -> Columns:
    """The columns of a configured workflow."""
    first: dict[Kind, str] = {}
    for status in workflow:
        first.setdefault(status.kind, status.id)
    return Columns(kinds={status.id: status.kind for status in workflow}, first=first)


def timelines(backlog: Backlog, today: date) -> dict[str, Timeline]:
    """The timeline of every item, by id, as the files tell it on the report day."""
    columns = columns_of(backlog.config.workflow)
    return {item.id: timeline(item, moves_of(item, columns, today), columns, today) for item in backlog.items}


def moves_of(item: Item, columns: Columns, today: date) -> tuple[Move, ...]:
    """The moves that the item's file tells, in order, without those after the report day.

    Entries of one day keep the order of the file. An entry that names the status the item is in already
    (another spelling of it) is no move.
    """
    told = _told(item, columns)
    told = sorted((move for move in told if move.day <= today), key=lambda move: move.day)
    return tuple(
        move
        for before, move in zip((None, *told), told, strict=False)
        if before is None or before.status != move.status
    )


def _told(item: Item, columns: Columns) -> list[Move]:
    if item.history:
        return [
            Move(day=entry.date, status=entry.status, source="history")
            for entry in item.history
            if entry.date is not None and entry.status is not None
        ]
    later = [day for day in (item.started, item.done) if day is not None]
    # A file written down after the work is no item that went back to the backlog.
    created = item.created if item.created is not None and all(item.created <= day for day in later) else None
    dates = ((created, Kind.BACKLOG), (item.started, Kind.ACTIVE), (item.done, Kind.DONE))
    return [
        Move(day=day, status=columns.first[kind], source="dates")
        for day, kind in dates
        if day is not None and kind in columns.first
    ]


def timeline(item: Item, moves: Sequence[Move], columns: Columns, today: date) -> Timeline:
    """What the moves of an item, in order, come to on the report day.

    The dates `created`, `started` and `done` of the file override the days C, S and F, unless they lie
    after the report day. Without any move and any date everything is unknown.
    """
    given = [
        day if day is not None and day <= today else None for day in (item.created, item.started, item.done)
    ]
    if not moves and not any(given):
        return UNKNOWN
    created = given[0] or (moves[0].day if _first_is_birth(item, moves) else None)
    started = given[1] or (None if _is_before_start(item.kind) else _start(moves, columns))
    finished = (given[2] or _finish(moves, columns)) if item.kind is Kind.DONE else None
    running = today if item.kind.started else None
    transitions = _transitions(moves, births=1 if _first_is_birth(item, moves) else 0)
    return Timeline(
        transitions=transitions,
        created=created,
        started=started,
        finished=finished,
        status_since=moves[-1].day if moves and moves[-1].status == item.status else None,
        lead_time_days=_length(created, finished),
        cycle_time_days=_length(started, finished),
        age_days=_length(started, running),
        time_in_status_days=_time_in_status(item, moves, columns, (started, finished, running)),
        returns=_count(transitions, columns, _is_return) if moves else None,
        reopened=_count(transitions, columns, _is_reopening) if moves else None,
    )


def _first_is_birth(item: Item, moves: Sequence[Move]) -> bool:
    """Whether the first move is the item's birth; `started` and `done` alone tell of none."""
    return bool(moves) and (moves[0].source != "dates" or moves[0].day == item.created)


def _is_before_start(kind: Kind) -> bool:
    return kind is Kind.INTAKE or kind is Kind.BACKLOG or kind is Kind.PLANNED


def _start(moves: Sequence[Move], columns: Columns) -> date | None:
    """S: the day of the first entry into a started kind since the item was last before the start."""
    started = None
    for move in moves:
        kind = columns.kind(move.status)
        if _is_before_start(kind):
            started = None
        elif kind.started and started is None:
            started = move.day
    return started


def _finish(moves: Sequence[Move], columns: Columns) -> date | None:
    """F: the day of the last entry into a status of kind done, if that is where the moves end."""
    finished = None
    for move in moves:
        if columns.kind(move.status) is not Kind.DONE:
            finished = None
        elif finished is None:
            finished = move.day
    return finished


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
    )


def _is_return(before: Kind, after: Kind) -> bool:
    return (before.started or before is Kind.DONE) and _is_before_start(after)


def _is_reopening(before: Kind, after: Kind) -> bool:
    return before is Kind.DONE and after.started


def _count(changes: Sequence[Transition], columns: Columns, counts: Callable[[Kind, Kind], bool]) -> int:
    return sum(
        1
        for change in changes
        if change.before is not None and counts(columns.kind(change.before), columns.kind(change.after))
    )


def _time_in_status(
    item: Item, moves: Sequence[Move], columns: Columns, days: tuple[date | None, date | None, date | None]
) -> dict[str, int] | None:
    """The days from S to F (or to the report day) by status; their sum is the cycle time (or the age).

    Each day belongs to the status at its end, the finish day to the last status before done. A day
    without a known started status belongs to the first active one; days in which the item was dropped,
    before it was revived, belong to the dropped status.
    """
    if _is_before_start(item.kind) or item.kind is Kind.DROPPED:
        return {} if moves else None
    started, finished, running = days
    end = finished or running
    if started is None or end is None or end < started:
        return None
    fallback = columns.first.get(Kind.ACTIVE) or columns.first.get(Kind.REVIEW) or item.status

    def counted(status: str) -> str:
        kind = columns.kind(status)
        return status if kind.started or kind is Kind.DROPPED else fallback

    spent: Counter[str] = Counter()
    stop = end if finished else end + DAY  # the first day that the statuses at the end of days do not tell
    day, status = started, fallback
    for move in moves:
        if move.day > day:
            spent[counted(status)] += max(0, (min(move.day, stop) - day).days)
            day = min(move.day, stop)
        status = move.status
    spent[counted(status)] += (stop - day).days
    if finished:
        spent[counted(_before_done(moves, columns, finished) or fallback)] += 1
    return {status: spent[status] for status in sorted(spent) if spent[status]}


def _before_done(moves: Sequence[Move], columns: Columns, finished: date) -> str | None:
    """The last status before done, as far as the finish day."""
    for move in reversed(moves):
        if move.day <= finished and columns.kind(move.status) is not Kind.DONE:
            return move.status
    return None
