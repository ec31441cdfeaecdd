"""Series of days: work in progress and cumulative flow at the end of each day of a window.

What a life tells of a day is the status at its end. Where the status of the file is another one than
the last move's, it counts on the report day alone.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.metrics.figures import CfdDay

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backlog.history import Life, Past
    from backlog.metrics.figures import Window


def ends_of_days(life: Life, today: date) -> list[tuple[date, str]]:
    """The days on which the life came into another status for the night, and that status."""
    ends: dict[date, str] = {}
    for move in life.timeline.moves:
        ends[move.day] = move.status
    if not ends or next(reversed(ends.values())) != life.status:
        ends[today] = life.status
    return list(ends.items())


def stretches_of_days(life: Life, window: Window) -> Iterator[tuple[str, int, int]]:
    """The statuses of a life in the window, each with its first day and the first one after it.

    Days are counted from 0, the first of the window.
    """
    first = window.first
    ends = ends_of_days(life, window.last)
    for place, (day, status) in enumerate(ends):
        begin = max((day - first).days, 0)
        end = (ends[place + 1][0] - first).days if place + 1 < len(ends) else window.days
        if end > begin:
            yield status, begin, min(end, window.days)


def is_known(past: Past) -> bool:
    """Whether any move of any item is known."""
    return any(life.timeline.moves for life in past.lives)


def wip_series(past: Past, window: Window) -> tuple[tuple[date, int], ...]:
    """How many items were started and not finished at the end of each day.

    Where no move of any item is known there is the last day alone.
    """
    changes = [0] * (window.days + 1)
    for life in past.lives:
        for status, begin, end in stretches_of_days(life, window):
            if past.columns.kind(status).started:
                changes[begin] += 1
                changes[end] -= 1
    series = tuple(
        (window.first + timedelta(days=number), count)
        for number, count in enumerate(accumulate(changes[:-1]))
    )
    return series if is_known(past) else series[-1:]


def left_out_of_flow(past: Past) -> tuple[str, ...]:
    """The ids of what is dropped or vanished by now, which cumulative flow leaves out of all days."""
    return tuple(sorted(life.id for life in past.lives if _is_left_out(life)))


def _is_left_out(life: Life) -> bool:
    return life.kind is Kind.DROPPED or life.vanished is not None


def cumulative_flow(past: Past, window: Window) -> tuple[CfdDay, ...] | None:
    """Cumulative flow of each day; None where no move of any item is known."""
    if not is_known(past):
        return None
    statuses = [status for status, kind in past.columns.kinds.items() if kind is not Kind.DROPPED]
    entered = [[0] * (window.days + 1) for _ in statuses]  # changes of N_i from day to day
    slipped = [[0] * (window.days + 1) for _ in statuses]
    places = dict.fromkeys(past.columns.kinds, -1) | {status: place for place, status in enumerate(statuses)}
    for life in past.lives:
        if not _is_left_out(life):
            _count(life, window, places, (entered, slipped))
    totals = [list(accumulate(row[:-1])) for row in entered]
    back = [list(accumulate(row[:-1])) for row in slipped]
    return tuple(
        CfdDay(
            day=window.first + timedelta(days=number),
            counts={status: totals[place][number] for place, status in enumerate(statuses)},
            slipped={status: back[place][number] for place, status in enumerate(statuses)},
        )
        for number in range(window.days)
    )


def _count(
    life: Life, window: Window, places: Mapping[str, int], rows: tuple[list[list[int]], list[list[int]]]
) -> None:
    """Add a life to the changes of both rows; `places` are those in the workflow, -1 for dropped."""
    entered, slipped = rows
    furthest = -1
    days = window.days
    ends = ends_of_days(life, window.last)
    for number, (day, status) in enumerate(ends):
        place = places.get(status, 0)  # a status that nobody configured counts as before the start
        begin = max((day - window.first).days, 0)
        for passed in range(furthest + 1, place + 1):
            entered[passed][begin] += 1
        furthest = max(furthest, place)
        end = (ends[number + 1][0] - window.first).days if number + 1 < len(ends) else days
        if 0 <= place < furthest and end > begin:
            slipped[furthest][begin] += 1
            slipped[furthest][min(end, days)] -= 1
