"""Forecasts of goals: when the open items of each are likely to be done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.metrics.goal_forecast import ahead_of_goals, goal_forecast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.metrics.draws import Draws
    from backlog.metrics.figures import GoalForecast
    from backlog.report.shapes import Card, GoalView


def with_forecasts(
    goals: Sequence[GoalView],
    ranked: Sequence[Card],
    owner_of: Mapping[str, str | None],
    draws: Draws,
) -> tuple[GoalView, ...]:
    """The goals with their forecasts; `ranked` are the ranked items in their order.

    `owner_of` are the owners by item as the files name them, so that figures are the same for every
    audience; `draws` are what forecasts draw from.
    """
    ahead = ahead_of_goals(
        [card.item.id for card in ranked],
        {card.item.id: card.goal.id if card.goal else None for card in ranked},
        owner_of,
    )
    return tuple(replace(view, forecast=_forecast(view, ahead.get(view.goal.id, 0), draws)) for view in goals)


def _forecast(view: GoalView, ahead: int, draws: Draws) -> GoalForecast | None:
    if all(card.item.kind is Kind.DROPPED for card in view.cards):
        return None
    end = view.goal.period.last if view.goal.period else None
    return goal_forecast(draws, view.open, ahead, end)
