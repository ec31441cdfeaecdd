"""Burn-up of a goal: how many items it has and how many of them are done, day by day; and its figure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from backlog.config.sections import Kind
from backlog.history.past import DROPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from backlog.history import Figure, Life, Past
    from backlog.model import Goal

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnDay:
    """At the end of a day: how many items a goal has (`scope`), and how many of them are done."""

    day: date
    scope: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnUp:
    """The days of a goal's period up to the report day, and how many of its items no day is known of."""

    days: tuple[BurnDay, ...]
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A figure as of a day."""

    day: date
    value: Decimal


class _State(NamedTuple):
    """From the end of this day on an item is in scope or not, and done or not."""

    day: date
    in_scope: bool
    is_done: bool


_NOT_YET = _State(date.min, in_scope=False, is_done=False)


def burn_up(past: Past, goal: str, first: date, last: date) -> BurnUp:
    """The burn-up of a goal from `first` to `last`, or to the report day, whichever is earlier.

    An item is in scope from the first day that is known of it on; dropped or vanished it is not, from that
    day on. It is done on the days at whose end it is, and from the day on that its file gives in `done`.
    Items belong to the goal that they have now. An item that vanished while done stays. Items of which
    nobody knows on which day they came, were done, or dropped, are left out and counted.
    """
    scope: Counter[date] = Counter()
    done: Counter[date] = Counter()
    undated = 0
    for life in past.lives:
        if life.goal != goal:
            continue
        states = tuple(_states(past, life))
        if not states or states[-1][1:] != (life.kind is not Kind.DROPPED, life.kind is Kind.DONE):
            undated += life.kind is not Kind.DROPPED
            continue
        for (_, was_in_scope, was_done), (day, in_scope, is_done) in pairwise((_NOT_YET, *states)):
            scope[max(day, first)] += in_scope - was_in_scope
            done[max(day, first)] += is_done - was_done
    days = []
    scope_now = done_now = 0
    for number in range((min(last, past.today) - first).days + 1):
        day = first + number * DAY
        scope_now, done_now = scope_now + scope[day], done_now + done[day]
        days.append(BurnDay(day=day, scope=scope_now, done=done_now))
    return BurnUp(days=tuple(days), undated=undated)


def _states(past: Past, life: Life) -> Iterator[_State]:
    """From which day on an item is in scope, and done, in order of days."""
    timeline, columns = life.timeline, past.columns
    given = timeline.finished if life.given.done is not None else None
    known = {timeline.created, timeline.started, given, *(move.day for move in timeline.moves)}
    for day in sorted(day for day in known if day is not None):
        status = life.status_on(day)
        is_dropped = status is not None and (columns.kind(status) is Kind.DROPPED or status == DROPPED)
        is_done = status is not None and columns.kind(status) is Kind.DONE
        yield _State(day, not is_dropped, (is_done if given is None else day >= given) and not is_dropped)


def readings(goal: Goal, figures: Sequence[Figure]) -> tuple[Reading, ...]:
    """What is known of a goal's figure, by the day it was measured (else the day it was written down).

    Of several figures of one day the one written last counts; that of the file as it is now, last of all.
    """
    found: dict[date, Decimal] = {}
    for figure in figures:
        if figure.current is not None:
            found[figure.measured or figure.day] = figure.current
    if goal.current is not None and goal.measured is not None:
        found[goal.measured] = goal.current
    return tuple(Reading(day=day, value=found[day]) for day in sorted(found))
