"""ISO weeks that overlap a window, and what counts in each of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backlog.metrics.figures import Week

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backlog.metrics.figures import Window

SIX_DAYS = timedelta(days=6)


def week_name(day: date) -> str:
    """The ISO week that a day lies in; its year may be another one than the day's.

    >>> week_name(date(2026, 12, 31)), week_name(date(2027, 1, 3)), week_name(date(2024, 12, 30))
    ('2026-W53', '2026-W53', '2025-W01')
    """
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def weeks_of(window: Window, dated: Iterable[tuple[date | None, str]]) -> tuple[Week, ...]:
    """Every week that has a day in the window, with the ids whose day lies in both; empty weeks too."""
    ids: defaultdict[date, list[str]] = defaultdict(list)
    for day, id_ in dated:
        if day is not None and window.holds(day):
            ids[_monday(day)].append(id_)
    monday = _monday(window.first)
    weeks = []
    while monday <= window.last:
        sunday = monday + SIX_DAYS
        weeks.append(
            Week(
                name=week_name(monday),
                first=monday,
                last=sunday,
                ids=tuple(sorted(ids[monday])),
                complete=window.first <= monday and sunday <= window.last,
            )
        )
        monday += timedelta(days=7)
    return tuple(weeks)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_in_lead(arrivals: Sequence[Week], departures: Sequence[Week]) -> int:
    """For how many complete weeks, up to the last one, more arrived than left; of the same weeks."""
    lead = 0
    for came, left in zip(reversed(arrivals), reversed(departures), strict=True):
        if not came.complete:
            continue
        if came.count <= left.count:
            break
        lead += 1
    return lead


def mean_per_week(weeks: Iterable[Week], begin: date | None) -> int | None:
    """How many there are in a complete week on average, halves rounded up; None where that is none.

    Weeks without anything count. Weeks that began before anything is known (`begin`) are not complete.
    """
    counts = [week.count for week in weeks if week.complete and begin is not None and week.first >= begin]
    return ((2 * sum(counts) + len(counts)) // (2 * len(counts)) or None) if counts else None
