"""The monthly strategy meeting: goals against work, what to start or stop, and what to clear away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.metrics.inflation import LEAST_SCORED, LIMITS
from backlog.report.strategy import strategy_of
from backlog.report.strategy_words import POINTS, SIGNS, WHY, course_of, foretold, rows_of, signed
from backlog.site.charts.figure import way
from backlog.site.page import Page
from backlog.site.terms import STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.report import Report

SHOWN = 6  # initiatives of a list, and items of the clean-up list; the others are folded away


def _values(report: Report) -> Mapping[str, object]:
    strategy = strategy_of(report)
    last = strategy.last.date if strategy.last is not None else None
    return {
        "strategy": strategy,
        "sentence": course_of(strategy.running, any_goal=bool(strategy.goals)),
        "points": POINTS,
        "signs": SIGNS,
        "limits": LIMITS,
        "why": WHY,
        "signed": signed,
        "foretold": foretold,
        "stages": STAGES,
        "step": {view.goal.id: STAGES.index(view.stage) for view in report.goals},
        "way": {
            view.goal.id: way(view.effort_share, view.goal.share)
            for view in report.goals
            if view.effort_share is not None
        },
        "rows": rows_of(strategy.months),
        "minutes_page": f"reviews/{last}.html" if last is not None else "",
        "least": LEAST_SCORED,
        "shown": SHOWN,
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one page of the strategy meeting."""
    return (
        Page(
            path="strategy.html",
            template="strategy.html",
            values=partial(_values, report),
            label=N_("Strategy"),
        ),
    )
