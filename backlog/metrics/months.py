"""Calendar months side by side: what was finished, came, ran and stood still, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.metrics.figures import Spread, Window
from backlog.metrics.percentile import spread_of
from backlog.metrics.stays import blocked_days

if TYPE_CHECKING:
    from backlog.history import Life, Past

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Figures of a calendar month or of its first days. Counts are None where nothing is known of the days.

    Without git they are None as well where the file of an item that they may be about does not tell.

    `finished` and `arrived` count items with that day in the window, `wip` those in progress or in review at
    the end of its last day. `cycle_time` is of the finished ones with a known start. `blocked_days` are days
    on which an open item was blocked, summed over items; an item blocked twice over on one day counts once.
    `complete`: the window has all days of the month, and something is known of them all.
    """

    window: Window
    finished: int | None
    arrived: int | None
    wip: int | None
    cycle_time: Spread
    blocked_days: int | None
    complete: bool


def month_of(day: date) -> Window:
    """The calendar month that a day lies in.

    >>> month_of(date(2026, 2, 16)).last
    datetime.date(2026, 2, 28)
    """
    first = day.replace(day=1)
    return Window(first=first, last=(first + 31 * DAY).replace(day=1) - DAY)


def as_far_as(month: Window, day: date) -> Window:
    """The first days of a month, as many as have passed of the month that the day lies in."""
    return Window(first=month.first, last=min(month.last, month.first + (day.day - 1) * DAY))


def known_from(past: Past) -> date | None:
    """The first day of which the past tells; None where it tells of none."""
    days = [
        day
        for life in past.lives
        for day in (life.timeline.created, *(move.day for move in life.timeline.moves[:1]))
        if day is not None
    ]
    return min(days, default=None)


def figures_of_month(past: Past, window: Window) -> Month:
    """The figures of a window that begins with a month and ends in it, on the report day at the latest."""
    begin = known_from(past)
    whole = window == month_of(window.first)
    known = begin is not None and begin <= window.last
    lives = past.lives if known else ()
    told = not past.absent
    ended = told or all(life.timeline.finished for life in lives if life.kind is Kind.DONE)
    born = told or all(life.timeline.created for life in lives)
    moved = told or window.last >= past.today or all(life.timeline.moves for life in lives)
    finished = [life for life in lives if window.holds(life.timeline.finished)]
    return Month(
        window=window,
        finished=len(finished) if known and ended else None,
        arrived=sum(window.holds(life.timeline.created) for life in lives) if known and born else None,
        wip=sum(_kind(past, life, window.last).started for life in lives) if known and moved else None,
        cycle_time=spread_of(
            life.timeline.cycle_time_days for life in finished if life.timeline.cycle_time_days is not None
        ),
        blocked_days=sum(_blocked(past, life, window) for life in lives) if known else None,
        complete=whole and begin is not None and begin <= window.first,
    )


def _kind(past: Past, life: Life, day: date) -> Kind:
    """The kind of the status at the end of a day; dropped before the item was there."""
    if day >= past.today:
        return life.kind
    status = life.status_on(day)
    return past.columns.kind(status) if status is not None else Kind.DROPPED


def _blocked(past: Past, life: Life, window: Window) -> int:
    """The days of the window on which the item was open and blocked."""
    moves = life.timeline.moves
    if moves and window.last < past.today:  # what the file says today tells nothing of an earlier day
        life = replace(life, status=moves[-1].status)
    days = blocked_days(life, window, past.columns).values()
    return len({day for found in days for day in found})
