"""The goals, and each goal's page: its figure, its stage, the work behind it."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.metrics.coverage import stage_of
from backlog.report.strategy_words import course_of
from backlog.site.charts.figure import way
from backlog.site.charts.goal import burning, course, forecast_day
from backlog.site.page import Page
from backlog.site.terms import STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.report import Card, GoalView, Report

# So many items say what comes next for a goal.
NEXT = 3


def _by_status(report: Report, view: GoalView) -> tuple[tuple[object, tuple[Card, ...]], ...]:
    """The cards of a goal by status: open ones furthest first, then what is done, then what is dropped."""
    place = {status.id: number for number, status in enumerate(report.config.workflow)}

    def order(card: Card) -> tuple[int, int]:
        kind = card.status.kind
        return 0 if kind.open else kind.position, -place[card.status.id]

    cards = sorted(view.cards, key=lambda card: (*order(card), card.order or len(report.cards), card.item.id))
    return tuple((group[0].status, group) for _, cards in groupby(cards, order) for group in [tuple(cards)])


def _drawn(view: GoalView) -> Mapping[str, object]:
    return {"view": view, "way": way(view.progress, view.period_passed), "step": STAGES.index(view.stage)}


def _list(report: Report) -> Mapping[str, object]:
    current = {view.goal.id for view in report.current_goals}
    others = tuple(view for view in report.goals if view.goal.id not in current)
    return {
        "sentence": course_of(report.current_goals, any_goal=bool(report.goals)),
        "stages": STAGES,
        "current": tuple(_drawn(view) for view in report.current_goals),
        "others": tuple(_drawn(view) for view in others),
    }


def _furthest(view: GoalView) -> int:
    """How many items have come as far as the goal's stage says; 0 where there is none."""
    if view.stage == STAGES[0]:
        return 0
    ready = frozenset(card.item.id for card in view.cards if card.ready)
    return sum(1 for card in view.cards if stage_of([card.item], ready) == view.stage)


def _goal(report: Report, view: GoalView) -> Mapping[str, object]:
    ranked = [card for card in view.cards if card.order is not None and card.item.kind.open]
    forecast = view.forecast
    return {
        **_drawn(view),
        "figures": course(report.past, view.goal),
        "burning": burning(report.past, view.goal),
        "likely": forecast_day(forecast, 85, report.today) if forecast else None,
        "even": forecast_day(forecast, 50, report.today) if forecast else None,
        "stages": STAGES,
        "furthest": _furthest(view),
        "next": tuple(sorted(ranked, key=lambda card: card.order or 0)[:NEXT]),
        "groups": _by_status(report, view),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The list of goals and one page a goal."""
    return (
        Page(path="goals.html", template="goals.html", values=partial(_list, report), label=N_("Goals")),
        *(
            Page(
                path=f"goals/{view.goal.id}.html",
                template="goal.html",
                values=partial(_goal, report, view),
                within="goals.html",
            )
            for view in report.goals
        ),
    )
