"""Cadence: when the meetings of each type take place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backlog.metrics.working_days import working_day_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backlog.config.sections import Cadence, Rhythm
    from backlog.model import Meeting

TYPES = ("review", "planning", "strategy", "intake")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKS = ("first", "second", "third", "fourth")
WEEK = timedelta(days=7)
AHEAD = 20  # weeks looked ahead: enough for a monthly meeting of which three were cancelled
FIRST_MONDAY = date(2024, 1, 1)  # two-week rhythms count from here until there are minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A meeting to come: its type, its day, how long it takes, and whether its minutes cancel it."""

    type: str
    day: date
    minutes: int
    cancelled: bool = False


def occasions(
    cadence: Cadence, meetings: Sequence[Meeting], today: date, holidays: frozenset[date]
) -> tuple[Occasion, ...]:
    """The next meeting of each type, by day, then in the order of TYPES.

    On the report day itself, unless its minutes are on file already. A holiday moves a meeting to the
    next working day; minutes on file for a later day announce a meeting, or cancel it.
    """
    over = {(meeting.type, meeting.date) for meeting in meetings if meeting.date == today}
    found: dict[str, Occasion] = {}
    for occasion in diary(cadence, meetings, today, holidays):
        if not occasion.cancelled and (occasion.type, occasion.day) not in over:
            found.setdefault(occasion.type, occasion)
    return tuple(found.values())


def diary(
    cadence: Cadence, meetings: Sequence[Meeting], today: date, holidays: frozenset[date]
) -> tuple[Occasion, ...]:
    """All meetings from the report day on, AHEAD weeks at least, by day, then in the order of TYPES.

    Those of the rhythms and those whose minutes are on file; a day whose minutes cancel it says so.
    """
    found = []
    for type_ in TYPES:
        rhythm: Rhythm = getattr(cadence, type_)
        on_file = [meeting for meeting in meetings if meeting.type == type_ and meeting.date is not None]
        days = set(_days(rhythm, _anchor(rhythm, on_file, today, holidays), today, holidays))
        days |= {meeting.date for meeting in on_file if meeting.date}
        cancelled = {meeting.date for meeting in on_file if meeting.cancelled}
        found += [
            Occasion(type=type_, day=day, minutes=rhythm.minutes, cancelled=day in cancelled)
            for day in days
            if day >= today
        ]
    return tuple(sorted(found, key=lambda occasion: (occasion.day, TYPES.index(occasion.type))))


def _anchor(rhythm: Rhythm, on_file: Sequence[Meeting], today: date, holidays: frozenset[date]) -> date:
    """The Monday from which a two-week rhythm counts: that of the week the last meeting was due in."""
    held = [meeting.date for meeting in on_file if meeting.date is not None and meeting.date <= today]
    return _anchor_of(rhythm, max(held, default=FIRST_MONDAY), holidays)


def _anchor_of(rhythm: Rhythm, last: date, holidays: frozenset[date]) -> date:
    due = last - timedelta(days=(last.weekday() - WEEKDAYS.index(rhythm.weekday)) % 7)
    was_moved = due in holidays and working_day_from(due, holidays) == last
    return _monday(due if was_moved else last)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(rhythm: Rhythm, anchor: date, today: date, holidays: frozenset[date]) -> Iterator[date]:
    """The days of a rhythm from two weeks before the report day on: an earlier one may have been moved."""
    for number in range(-2, AHEAD):
        day = _due(rhythm, anchor, _monday(today) + number * WEEK)
        if day is not None:
            yield working_day_from(day, holidays) if day in holidays else day


def past_days(
    rhythm: Rhythm, held: Sequence[date], first: date, last: date, holidays: frozenset[date]
) -> dict[date, date]:
    """The days of a rhythm from first to last, each with the Monday of the week that it was due in.

    `held` are the days with minutes, sorted: they set a two-week rhythm from their week on, the first one
    also before. A holiday moves a day to the next working day.
    """
    anchors = [_anchor_of(rhythm, day, holidays) for day in held] or [FIRST_MONDAY]
    found: dict[date, date] = {}
    monday = _monday(first) - 2 * WEEK
    while monday <= last:
        anchor = anchors[max(0, bisect_right(anchors, monday) - 1)]
        day = _due(rhythm, anchor, monday)
        if day is not None:
            day = working_day_from(day, holidays) if day in holidays else day
            if first <= day <= last:
                found[day] = monday
        monday += WEEK
    return found


def _due(rhythm: Rhythm, anchor: date, monday: date) -> date | None:
    """The day of a rhythm in the week that begins on a Monday."""
    day = monday + timedelta(days=WEEKDAYS.index(rhythm.weekday))
    takes_place = {
        "weekly": True,
        "biweekly": (monday - anchor).days // 7 % 2 == 0,
        "monthly": _is_in_week(day, rhythm.week),
    }.get(rhythm.rhythm, False)
    return day if takes_place else None


def _is_in_week(day: date, week: str) -> bool:
    """Whether the day is the first, second, third, fourth or last of its weekday in the month."""
    if week == "last":
        return (day + WEEK).month != day.month
    return (day.day - 1) // 7 == WEEKS.index(week)
