"""Meetings: what each one looks at, and what it carries over from earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from backlog.metrics.figures import Window
from backlog.metrics.meeting_days import WEEK, MeetingDay, looks_back, meeting_days
from backlog.metrics.review import review
from backlog.metrics.stands import numbers_on, stands_on
from backlog.metrics.working_days import holidays_of
from backlog.spelling import fold, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from backlog.config.sections import Config
    from backlog.history import Past
    from backlog.metrics.review import Review
    from backlog.metrics.stands import Numbers, Stand
    from backlog.model import Decision, Meeting
    from backlog.report.whole import Report

Entry = TypeVar("Entry")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A blocker from minutes: since which meeting it stands there, for how many days, when it was solved.

    `item` is the file's word for the item; an id where it is one. `fresh`: the meeting itself noted it.
    """

    item: str | None
    note: str | None
    action: str | None
    owner: str | None
    since: date
    days: int
    resolved: date | None
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What somebody took home from a meeting: since which one, and when it was done.

    `overdue`: it was not done by the day of the meeting that looks at it, though due before.
    """

    text: str
    owner: str | None
    due: date | None
    since: date
    days: int
    done: date | None
    overdue: bool
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """What a meeting looks at: the days since the last one, its minutes, and what is carried over.

    Figures are as of its day; minutes are as they stand now. `obstacles` and `tasks` are those that the
    day noted itself, whatever became of them, and earlier ones that were open at its end, oldest first.
    """

    day: MeetingDay
    meetings: tuple[Meeting, ...]
    review: Review
    numbers: Numbers
    decisions: tuple[Decision, ...]
    obstacles: tuple[Obstacle, ...]
    tasks: tuple[Task, ...]

    @property
    def open_tasks(self) -> int:
        """How many of the actions were not done at the end of its day."""
        return sum(task.done is None or task.done > self.day.day for task in self.tasks)


def days_of_meetings(
    config: Config, meetings: Sequence[Meeting], past: Past, today: date
) -> tuple[MeetingDay, ...]:
    """The past days of meetings that have a page, oldest first."""
    first = min((life.timeline.moves[0].day for life in past.lives if life.timeline.moves), default=None)
    begin = min((day for day in (first, *(one.date for one in meetings)) if day is not None), default=today)
    holidays = holidays_of(config.holidays, min(begin, today).year, today.year + 1)
    return meeting_days(config.cadence, meetings, first, today, holidays)


def next_review(report: Report) -> MeetingDay:
    """The next review as it would be held on the report day."""
    today = report.today
    since = looks_back(report.meeting_days, "review", today + DAY)
    return MeetingDay(
        day=today, since=since or today - WEEK, types=("review",), on_file=False, cancelled=False
    )


def _review(report: Report, day: MeetingDay, stands: Sequence[Stand]) -> Review:
    days = day.since, day.day
    stalled = report.config.freshness.stalled
    return review(stands, report.past.columns, days, report.backlog.item_by_id, stalled)


def view_of(report: Report, day: MeetingDay) -> MeetingView:
    """Everything that the meeting of a day looks at."""
    window = Window(first=day.day - timedelta(days=report.config.flow.window - 1), last=day.day)
    stands = stands_on(report.past, day.day, min(day.since + DAY, window.first))
    held = tuple(meeting for meeting in report.meetings if meeting.date == day.day) if day.on_file else ()
    return MeetingView(
        day=day,
        meetings=held,
        review=_review(report, day, stands),
        numbers=numbers_on(report.past, stands, window, report.flow.begin),
        decisions=tuple(decision for meeting in held for decision in meeting.decisions if decision.text),
        obstacles=obstacles(report.meetings, day),
        tasks=tasks(report.meetings, day),
    )


def obstacles(meetings: Sequence[Meeting], day: MeetingDay) -> tuple[Obstacle, ...]:
    """The blockers that minutes up to a day noted: what that day noted, and what was not solved by then.

    Later minutes about the same item (without one: with the same words) speak of the same blocker.
    """
    noted = [
        (meeting.date, (same(entry.item or ""), fold("" if entry.item else entry.note or "")), entry)
        for meeting in meetings
        if meeting.date is not None
        for entry in meeting.blockers
    ]
    return tuple(
        Obstacle(
            item=entry.item,
            note=entry.note,
            action=entry.action,
            owner=entry.owner,
            since=since,
            days=(day.day - since).days,
            resolved=entry.resolved,
            fresh=fresh,
        )
        for entry, since, fresh in _carried(noted, day, lambda entry: entry.resolved)
    )


def tasks(meetings: Sequence[Meeting], day: MeetingDay) -> tuple[Task, ...]:
    """The actions that minutes up to a day noted: what that day noted, and what was not done by then.

    The same words in later minutes are the same action.
    """
    noted = [
        (meeting.date, (fold(entry.text), ""), entry)
        for meeting in meetings
        if meeting.date is not None
        for entry in meeting.actions
        if entry.text
    ]
    return tuple(
        Task(
            text=entry.text or "",
            owner=entry.owner,
            due=entry.due,
            since=since,
            days=(day.day - since).days,
            done=entry.done,
            overdue=entry.due is not None and entry.due < day.day and _is_open(entry.done, day.day),
            fresh=fresh,
        )
        for entry, since, fresh in _carried(noted, day, lambda entry: entry.done)
    )


def _is_open(closed: date | None, day: date) -> bool:
    return closed is None or closed > day


def _carried(
    noted: Iterable[tuple[date, tuple[str, str], Entry]],
    day: MeetingDay,
    closed: Callable[[Entry], date | None],
) -> Iterator[tuple[Entry, date, bool]]:
    """The entries that a day has to do with, oldest first, since when they stand there, whether it is new.

    The latest entry of a key tells its state; two of one meeting are two.
    """
    last: dict[tuple[tuple[str, str], int], tuple[Entry, date, date]] = {}
    for (when, key), entries in _of_meetings(noted, day.day):
        for number, entry in enumerate(entries):
            before = last.get((key, number))
            since = before[1] if before is not None and _is_open(closed(before[0]), when) else when
            last[key, number] = entry, since, when
    for entry, since, when in sorted(last.values(), key=lambda one: one[1]):
        fresh = day.on_file and when == day.day
        if fresh or _is_open(closed(entry), day.day):
            yield entry, since, fresh


def _of_meetings(
    noted: Iterable[tuple[date, tuple[str, str], Entry]], day: date
) -> Iterator[tuple[tuple[date, tuple[str, str]], list[Entry]]]:
    """Entries up to a day, grouped by day and key, in order."""
    grouped: dict[tuple[date, tuple[str, str]], list[Entry]] = {}
    for when, key, entry in sorted(noted, key=lambda one: one[0]):
        if when <= day:
            grouped.setdefault((when, key), []).append(entry)
    yield from grouped.items()
