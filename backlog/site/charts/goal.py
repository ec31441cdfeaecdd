"""A goal through its period: its items and those done, its figure on the way to the target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.metrics.burn_up import BurnDay, burn_up, readings
from backlog.site.charts.lines import Level, LineChart, Series, line_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backlog.history import Past
    from backlog.metrics.burn_up import Reading
    from backlog.metrics.figures import GoalForecast
    from backlog.model import Goal

TODAY = N_("today")
SUNDAY = 6
FEW = 10  # a way of fewer units is told in tenths


@dataclass(frozen=True, slots=True, kw_only=True)
class Burning:
    """The burn-up of a goal: the chart, its first and last day, and the ends of weeks for the table."""

    chart: LineChart
    first: BurnDay
    last: BurnDay
    weeks: tuple[BurnDay, ...]
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The figure of a goal: the chart (None below two figures), all figures, and where it would be today.

    `even` is the figure of an even way from baseline to target, rounded; None outside the period.
    """

    chart: LineChart | None
    readings: tuple[Reading, ...]
    even: Decimal | None


def burning(past: Past, goal: Goal) -> Burning | None:
    """The burn-up over the goal's period; None before it begins, without a period, or without items."""
    if goal.period is None or goal.period.first > past.today:
        return None
    found = burn_up(past, goal.id, goal.period.first, goal.period.last)
    days = found.days
    if not any(one.scope for one in days):
        return None
    chart = line_chart(
        [
            Series(
                name=N_("Items"), points=_changes(days, lambda one: one.scope), stroke="dashed", step=True
            ),
            Series(name=N_("Done"), points=_changes(days, lambda one: one.done), step=True),
        ],
        goal.period.first,
        goal.period.last,
        marks=_today(goal, past.today),
    )
    return Burning(
        chart=chart,
        first=days[0],
        last=days[-1],
        weeks=tuple(one for one in days[:-1] if one.day.weekday() == SUNDAY) + days[-1:],
        undated=found.undated,
    )


def course(past: Past, goal: Goal) -> Course | None:
    """The figure over the goal's period; None without a period or a target."""
    if goal.period is None or goal.target is None:
        return None
    found = readings(goal, past.figures.get(goal.id, ()))
    first, last = goal.period.first, goal.period.last
    start = goal.baseline if goal.baseline is not None else Decimal(0)
    inside = tuple(one for one in found if first <= one.day <= last)
    chart = None
    if len(inside) > 1:
        chart = line_chart(
            [
                Series(name=N_("Figure"), points=[(one.day, one.value) for one in inside]),
                Series(name=N_("Evenly"), points=[(first, start), (last, goal.target)], stroke="dotted"),
            ],
            first,
            last,
            levels=[Level(name=N_("Target"), value=goal.target)] if goal.target != start else (),
            marks=_today(goal, past.today),
            zero=not goal.baseline,
        )
    return Course(chart=chart, readings=inside, even=_even(start, goal.target, first, last, past.today))


def forecast_day(forecast: GoalForecast, percent: int, today: date) -> date | None:
    """The day by which the goal's items are done with this probability; None beyond what is told."""
    days = forecast.days.get(percent)
    return today + timedelta(days=days) if days is not None else None


def _changes(days: Sequence[BurnDay], value: Callable[[BurnDay], int]) -> list[tuple[date, int]]:
    """The first day, those on which the value changed, and the last one."""
    kept = [
        after
        for before, after in pairwise((None, *days))
        if after is not None and (before is None or after is days[-1] or value(before) != value(after))
    ]
    return [(one.day, value(one)) for one in kept]


def _today(goal: Goal, today: date) -> tuple[tuple[date, str], ...]:
    inside = goal.period is not None and goal.period.first <= today <= goal.period.last
    return ((today, TODAY),) if inside else ()


def _even(start: Decimal, target: Decimal, first: date, last: date, today: date) -> Decimal | None:
    if not first <= today <= last or first == last:
        return None
    way = Fraction(target) - Fraction(start)
    at = Fraction(start) + way * (today - first).days / (last - first).days
    places = 0 if abs(way) >= FEW else 1
    return Decimal(round(at * 10**places)).scaleb(-places)
