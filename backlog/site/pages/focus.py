"""The coming working days, week by week: promised days, what begins, meetings, holidays, who is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.metrics.working_days import SATURDAY, holidays_around
from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backlog.metrics.cadence import Occasion
    from backlog.report import Card, Report

DAY = timedelta(days=1)
# So many entries of a list are shown; the others are folded.
SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What is known of one day: promised items, items whose window begins, meetings; or a holiday."""

    day: date
    holiday: bool
    due: tuple[Card, ...]
    begins: tuple[Card, ...]
    meetings: tuple[Occasion, ...]

    @property
    def empty(self) -> bool:
        """Nothing is known of it."""
        return not (self.holiday or self.due or self.begins or self.meetings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A person's id, and the days within the week on which the person is away."""

    person: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The days from Monday to Friday that lie in the window, and who is away on any of them."""

    first: date
    last: date
    days: tuple[Day, ...]
    away: tuple[Away, ...]


def weeks(report: Report) -> tuple[Week, ...]:
    """The weeks of the focus window; days of a weekend are there only where something is due on them."""
    days = tuple(_days(report))
    found = []
    for _, group in groupby(days, key=lambda day: day.day - timedelta(days=day.day.weekday())):
        week = tuple(group)
        first, last = week[0].day, week[-1].day
        found.append(Week(first=first, last=last, days=week, away=_away(report, first, last)))
    return tuple(found)


def _days(report: Report) -> Iterator[Day]:
    window = report.focus
    holidays = holidays_around(report.config.holidays, report.today)
    day = window.first
    while day <= window.last:
        here = Day(
            day=day,
            holiday=day in holidays and day.weekday() < SATURDAY,
            due=tuple(card for card in window.cards if card.item.due == day),
            begins=tuple(card for card in window.planned if card.item.start == day),
            meetings=tuple(occasion for occasion in report.next_meetings if occasion.day == day),
        )
        if day.weekday() < SATURDAY or not here.empty:
            yield here
        day += DAY


def _away(report: Report, first: date, last: date) -> tuple[Away, ...]:
    """Absences that touch the days from first to last, by first day and person."""
    found = []
    for id_, person in report.config.people.items():
        for absence in person.absences:
            if absence.first is None or (person.until is not None and person.until < first):
                continue
            end = absence.last or absence.first
            if absence.first <= last and end >= first:
                found.append(Away(person=id_, first=max(absence.first, first), last=min(end, last)))
    return tuple(sorted(found, key=lambda away: (away.first, away.person)))


def _values(report: Report) -> Mapping[str, object]:
    window = report.focus
    return {
        "weeks": weeks(report),
        "overdue": tuple(card for card in window.cards if card.item.due and card.item.due < window.first),
        "promised": tuple(
            card for card in window.cards if card.item.due and window.first <= card.item.due <= window.last
        ),
        "shown": SHOWN,
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one page of the coming weeks."""
    return (
        Page(path="focus.html", template="focus.html", values=partial(_values, report), label=N_("Focus")),
    )
