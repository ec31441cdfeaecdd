"""The service level, and how old running items are against it and against the pace of the past."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.metrics.coverage import percent
from backlog.metrics.figures import LEAST, Aging, Level, Pace
from backlog.metrics.percentile import spread_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backlog.config.sections import Status
    from backlog.history import Columns, Life
    from backlog.metrics.figures import Finish, Spread


def level_of(finishes: Sequence[Finish], cycle_time: Spread, agreed: int | None) -> Level | None:
    """The agreed level, else the measured one: None before there are LEAST cycle times."""
    days = agreed if agreed is not None else cycle_time.p85 if cycle_time.n >= LEAST else None
    if days is None:
        return None
    within = sum(finish.days <= days for finish in finishes)
    return Level(
        days=days,
        source="agreed" if agreed is not None else "measured",
        attainment=percent(within, len(finishes)),
        n=len(finishes),
    )


def aging_of(lives: Iterable[Life], level: Level | None) -> tuple[Aging, ...]:
    """The items in progress or in review with a known start, oldest first."""
    found = (
        Aging(id=life.id, status=life.status, days=age, over=level is not None and age > level.days)
        for life in lives
        if (age := life.timeline.age_days) is not None
    )
    return tuple(sorted(found, key=lambda one: (-one.days, one.id)))


def pace_of(lives: Iterable[Life], workflow: Sequence[Status], columns: Columns) -> tuple[Pace, ...]:
    """How old finished lives were when they left each started status for the last time."""
    ages: defaultdict[str, list[int]] = defaultdict(list)
    for life in lives:
        for status, age in _ages(life, columns).items():
            ages[status].append(age)
    return tuple(
        Pace(status=status.id, ages=spread_of(ages[status.id])) for status in workflow if status.kind.started
    )


def _ages(life: Life, columns: Columns) -> dict[str, int]:
    known = life.timeline
    if known.started is None or known.finished is None:
        return {}
    ages: dict[str, int] = {}
    for move, after in zip(known.moves, known.moves[1:], strict=False):
        kind = columns.kind(move.status)
        age = (min(after.day, known.finished) - known.started).days + 1
        if kind.started and age > 0:
            ages[move.status] = age
        elif kind.position < Kind.ACTIVE.position:
            ages.clear()  # it went back, and began again
    return ages
