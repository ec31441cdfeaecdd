"""Days of meetings: which past days get a page, what met on them, and since when each one looks back."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backlog.metrics.cadence import TYPES, past_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.config.sections import Cadence
    from backlog.model import Meeting

MOST = 60
"""So many past days have a page, the latest ones."""
WEEK = timedelta(days=7)
# How far a meeting of a rhythm looks back at most, where those between have no minutes.
ROUNDS = {"weekly": WEEK, "biweekly": 2 * WEEK, "monthly": 5 * WEEK}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDay:
    """A day with a meeting. It looks back on the days after `since`, itself included.

    `types` are what met, in the order of TYPES; a review without minutes is there because it was due.
    `on_file`: there are minutes; `cancelled`: they say that nothing on that day took place.
    """

    day: date
    since: date
    types: tuple[str, ...]
    on_file: bool
    cancelled: bool


def meeting_days(
    cadence: Cadence,
    meetings: Sequence[Meeting],
    first_move: date | None,
    today: date,
    holidays: frozenset[date],
) -> tuple[MeetingDay, ...]:
    """The past days of meetings, oldest first, the last MOST of them.

    Those with minutes, the report day included, and the days before it on which a review was due, from the
    first known move or the first minutes on. Where minutes of a review stand for another day of the time
    until the next one was due, that day is the review.
    """
    by_day: dict[date, list[Meeting]] = {}
    for meeting in meetings:
        if meeting.date is not None and meeting.date <= today and meeting.type in TYPES:
            by_day.setdefault(meeting.date, []).append(meeting)
    begin = min((day for day in (first_move, *by_day) if day is not None), default=None)
    reviews = sorted(day for day, held in by_day.items() if any(one.type == "review" for one in held))
    due = {}
    if begin is not None:
        due = past_days(cadence.review, reviews, begin, today - timedelta(days=1), holidays)
    for day in _covered(due, reviews):
        del due[day]
    found: list[MeetingDay] = []
    for day in sorted({*by_day, *due}):
        held = by_day.get(day, [])
        types = {str(one.type) for one in held} | ({"review"} if day in due else set())
        in_order = tuple(type_ for type_ in TYPES if type_ in types)
        found.append(
            MeetingDay(
                day=day,
                since=_since(found, cadence, in_order[0], day),
                types=in_order,
                on_file=bool(held),
                cancelled=bool(held) and all(one.cancelled for one in held),
            )
        )
    return tuple(found[-MOST:])


def _since(days: Sequence[MeetingDay], cadence: Cadence, type_: str, day: date) -> date:
    """Since when a day's meeting looks back; another one than a review a round of its rhythm at most."""
    last = looks_back(days, type_, day) or day - WEEK
    if type_ == "review":
        return last
    return max(last, day - ROUNDS.get(getattr(cadence, type_).rhythm, day - last))


def looks_back(days: Sequence[MeetingDay], type_: str, day: date) -> date | None:
    """The last day before on which such a meeting was not cancelled; else such a day of a review, if any."""
    for wanted in (type_, "review"):
        for earlier in reversed(days):
            if earlier.day < day and wanted in earlier.types and not earlier.cancelled:
                return earlier.day
    return None


def _covered(due: dict[date, date], reviews: Sequence[date]) -> set[date]:
    """The days due on which, or in the time until the next one, a review is on file.

    Minutes of a day that was due belong to it, others to the day due in their week or last before it.
    """
    days = sorted(due)
    weeks = [due[day] for day in days]
    found = set()
    for review in reviews:
        place = bisect_right(weeks, review) - 1
        if review in due:
            found.add(review)
        elif place >= 0:
            found.add(days[place])
    return found
