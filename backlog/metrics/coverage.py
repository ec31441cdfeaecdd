"""Goal coverage: how far a goal has come, and how the effort is shared out among goals."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.metrics.ice import ratings
from backlog.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from datetime import date

    from backlog.model import Goal, Item, Period

STAGES = ("uncovered", "linked", "ready", "in-work", "live", "measured")


def stage_of(items: Sequence[Item], ready: Container[str]) -> str:
    """The furthest stage of STAGES that one of a goal's items has reached; `ready` are ids of items."""
    return STAGES[max((_stage(item, ready) for item in items), default=0)]


def _stage(item: Item, ready: Container[str]) -> int:
    if item.kind is Kind.DROPPED:
        return 0
    if item.kind is Kind.DONE:
        return 5 if _has_result(item) else 4
    if item.kind.started:
        return 3
    return 2 if item.id in ready else 1


def _has_result(item: Item) -> bool:
    """A value, or an outcome other than `none`."""
    result = item.result
    return result is not None and (result.value is not None or result.outcome not in {None, Outcome.NONE})


def percent(part: int | Fraction, whole: int | Fraction) -> int | None:
    """An integer percentage, halves rounded up; None of nothing.

    >>> percent(1, 8), percent(0, 3), percent(0, 0)
    (13, 0, None)
    """
    return int((Fraction(100 * part) / whole * 2 + 1) // 2) if whole else None


def shares(weights: Sequence[int]) -> tuple[int, ...] | None:
    """Integer percentages that sum to 100, by largest remainder (the earlier of two equal ones first).

    >>> shares([1, 1, 1])
    (34, 33, 33)
    """
    whole = sum(weights)
    if not whole:
        return None
    parts = [100 * weight // whole for weight in weights]
    remainders = sorted(range(len(weights)), key=lambda place: (-(100 * weights[place] % whole), place))
    for place in remainders[: 100 - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def effort_shares(
    items: Sequence[Item], goal_of: Mapping[str, str | None], goals: Sequence[str]
) -> tuple[dict[str, int | None], int | None]:
    """The share of each goal in the effort of open scored items, and that of items without a goal.

    `goal_of` gives each item's effective goal, `goals` are the ids in order. None where no open item is
    scored.
    """
    effort = dict.fromkeys((*goals, None), 0)
    for item in items:
        rated = ratings(item)
        if item.kind.open and rated is not None:
            effort[goal_of[item.id]] += rated.effort
    parts = shares(tuple(effort.values()))
    if parts is None:
        return dict.fromkeys(goals), None
    return dict(zip(goals, parts, strict=False)), parts[-1]


def done_share(items: Sequence[Item]) -> tuple[int | None, int | None]:
    """Percentages of what is done, by number and by effort, of the items that are not dropped."""
    counted = [item for item in items if item.kind is not Kind.DROPPED]
    done = [item for item in counted if item.kind is Kind.DONE]
    return (
        percent(len(done), len(counted)),
        percent(sum(item.effort or 0 for item in done), sum(item.effort or 0 for item in counted)),
    )


def period_passed(period: Period, today: date) -> Fraction:
    """The share of a period's days that lie before the day: 0 until it begins, 1 when it is over."""
    days = (period.last - period.first).days + 1
    return Fraction(min(max((today - period.first).days, 0), days), days)


def progress(goal: Goal) -> Fraction | None:
    """How far the figure came from baseline (else 0) to target: 0 nothing, 1 reached; may be beyond both."""
    if goal.current is None or goal.target is None:
        return None
    baseline = Fraction(goal.baseline) if goal.baseline is not None else Fraction(0)
    way = Fraction(goal.target) - baseline
    if not way:
        return None
    return (Fraction(goal.current) - baseline) / way


def hangs_on(items: Sequence[Item]) -> str | None:
    """The one person who owns every one of at least two open items."""
    owners = [item.owner for item in items if item.kind.open]
    return owners[0] if len(owners) > 1 and len(set(owners)) == 1 else None
