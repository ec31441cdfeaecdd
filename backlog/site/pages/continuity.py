"""Continuity: what went live by week and channel, gaps, what comes and goes, what hangs on one person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.metrics.continuity import WEEK
from backlog.site.page import Page
from backlog.site.people import naming

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from backlog.metrics.continuity import Calendar, CalendarWeek, ChannelCalendar, Silence
    from backlog.report import Card, Report

# A phone has room for so many weeks; the older ones are left out there.
ON_A_PHONE = 13
# Arrivals and departures are said of so many complete weeks, or of more while arrivals lead.
RECENT = 4
# A list names so many items, a week of a channel so many of its own; the others are counted.
MOST = 100
IN_A_WEEK = 10
# A sentence names so many channels; of more it says how many.
FEW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A week of a channel: the ids that went live, and how to show it.

    `silent`: it belongs to a gap that is longer than agreed. `empty`: it is over and known, and nothing went
    live. `older`: not shown on a phone.
    """

    week: CalendarWeek
    ids: tuple[str, ...]
    silent: bool
    empty: bool
    older: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A channel with its weeks, oldest first."""

    channel: ChannelCalendar
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What came in and what left in so many complete weeks; `lead` of them, the last ones, came more.

    `arrived` are the ids of the weeks of the lead, or of all where there is none; they stand in a list, the
    latest first.
    """

    weeks: int
    came: int
    left: int
    lead: int
    arrived: tuple[str, ...]


def known_weeks(calendar: Calendar) -> int:
    """How many weeks to show: those of which anything is known, and as many as a phone shows at least."""
    known = calendar.known_from
    counted = sum(known is not None and week.first + WEEK > known for week in calendar.weeks)
    return max(ON_A_PHONE, counted)


def row(channel: ChannelCalendar, calendar: Calendar) -> Row:
    """The row of a channel; only a gap that is an alarm is marked."""
    shown, known = known_weeks(calendar), calendar.known_from
    last = shown - 1
    unknown = channel.undated and not calendar.told
    first_silent = last - channel.silent_cells if channel.alarm else last
    return Row(
        channel=channel,
        cells=tuple(
            Cell(
                week=week,
                ids=ids,
                silent=first_silent <= number < last,
                empty=not (ids or unknown)
                and week.complete
                and known is not None
                and week.first + WEEK > known,
                older=number <= last - ON_A_PHONE,
            )
            for number, (week, ids) in enumerate(
                zip(calendar.weeks[-shown:], channel.cells[-shown:], strict=True)
            )
        ),
    )


def balance(report: Report) -> Balance | None:
    """Arrivals against departures of the last complete weeks that are known; None before there is one."""
    begin = report.flow.begin
    if begin is None or not report.flow.departures_known:
        return None
    complete = [week.name for week in report.flow.arrivals if week.complete and week.last >= begin]
    if not complete:
        return None
    lead = report.flow.arrivals_lead
    names = frozenset(complete[-max(RECENT, lead) :])
    leading = frozenset(complete[-lead:]) if lead else names
    came = [week for week in report.flow.arrivals if week.name in names]
    return Balance(
        weeks=len(names),
        came=sum(week.count for week in came),
        left=sum(week.count for week in report.flow.departures if week.name in names),
        lead=lead,
        arrived=tuple(id_ for week in reversed(came) if week.name in leading for id_ in week.ids),
    )


def last_day(gap: Silence) -> date:
    """The Sunday of the last week of a gap."""
    return gap.first + gap.weeks * WEEK - (WEEK / 7)


def _cards(report: Report, ids: tuple[str, ...]) -> tuple[Card, ...]:
    return tuple(report.card_by_id[id_] for id_ in ids if id_ in report.card_by_id)


def _values(report: Report) -> Mapping[str, object]:
    calendar, dependence, named = report.continuity, report.dependence, naming(report.config)
    channels = {channel.id: channel.name for channel in calendar.channels}
    goals = {goal.id: goal.title for goal in report.backlog.goals}
    silent = sorted(
        (channel for channel in calendar.channels if channel.alarm),
        key=lambda channel: (-channel.gap, channel.id),
    )
    return {
        "weeks": calendar.weeks[-known_weeks(calendar) :],
        "rows": tuple(row(channel, calendar) for channel in calendar.channels),
        "silent": tuple(silent),
        "waiting": tuple(
            channel.name
            for channel in calendar.channels
            if channel.last_live is None and not (channel.alarm or channel.undated)
        ),
        "few": FEW,
        "most": MOST,
        "in_a_week": IN_A_WEEK,
        "older": known_weeks(calendar) - ON_A_PHONE,
        "balance": balance(report),
        "last_day": last_day,
        "limited": tuple(column for column in report.columns if column.status.wip_limit is not None),
        "over": tuple(view.id for view in report.people if view.over),
        "hanging": tuple(
            (
                one,
                (channels if one.kind == "channel" else goals).get(one.id, one.id),
                _cards(report, one.items),
            )
            for one in dependence.hanging
        ),
        "alone": tuple(name for id_ in dependence.without_deputy if (name := named(id_))),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one page of continuity; none where no item names a channel and none is configured."""
    if not report.continuity.channels:
        return ()
    return (
        Page(
            path="continuity.html",
            template="continuity.html",
            values=partial(_values, report),
            label=N_("Continuity"),
        ),
    )
