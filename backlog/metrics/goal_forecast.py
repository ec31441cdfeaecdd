"""When the open items of each goal are likely to be done, with what stands before them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from backlog.metrics.figures import GoalForecast
from backlog.metrics.forecast import chance, lack_of, when_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from backlog.metrics.draws import Draws


def ahead_of_goals(
    order: Sequence[str], goal_of: Mapping[str, str | None], owner_of: Mapping[str, str | None]
) -> dict[str, int]:
    """How many items of others stand before a goal's items in the order and have the same owner, by goal.

    Each counts once. An item without an owner shares nobody, and one that is not ranked stands before
    nothing and behind nothing.
    """
    by_owner: Counter[str] = Counter()
    own: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], int] = {}
    for id_ in order:
        owner, goal = owner_of.get(id_), goal_of.get(id_)
        if owner is None:
            continue
        if goal is not None:  # whatever of others this owner has met by now stands before this one
            last[goal, owner] = by_owner[owner] - own[goal, owner]
            own[goal, owner] += 1
        by_owner[owner] += 1
    ahead: Counter[str] = Counter()
    for (goal, _), count in last.items():
        ahead[goal] += count
    return dict(ahead)


def goal_forecast(draws: Draws, items: int, ahead: int, period_end: date | None) -> GoalForecast:
    """The forecast of a goal with so many open items, and so many before them."""
    if not items:
        return GoalForecast(items=0, ahead=0, days=when_of(draws, 0), chance=100 if period_end else None)
    lack = lack_of(draws.sample)
    if lack:
        return GoalForecast(items=items, ahead=ahead, lack=lack)
    left = (period_end - draws.today).days if period_end is not None else None
    return GoalForecast(
        items=items,
        ahead=ahead,
        days=when_of(draws, items + ahead),
        chance=chance(draws.sample, items + ahead, draws.within(left))
        if left is not None and left >= 0
        else None,
    )
