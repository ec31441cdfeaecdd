"""The one screen for leadership: what is on course, what needs an answer, what is stuck, what is live."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.report.strategy_words import course_of
from backlog.site.charts.figure import Way, way
from backlog.site.charts.goal import forecast_day
from backlog.site.page import Page
from backlog.site.people import naming

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from backlog.report import GoalView, Report

# Shares of a period that people say in words: percent, and how far off it may be.
PASSED = (
    (0, N_("the time has just begun")),
    (25, N_("a quarter of the time has passed")),
    (33, N_("a third of the time has passed")),
    (50, N_("half of the time has passed")),
    (67, N_("two thirds of the time have passed")),
    (75, N_("three quarters of the time have passed")),
    (100, N_("the time is over")),
)
NEAR = 4
# Alerts that other lines of the page say already.
SAID = {"blocked-too-long", "stalled", "goal-uncovered"}
SIGNALS = 3
# So many goals stand open, worst first, and so many entries of a list can be unfolded.
GOALS = 5
FOLDED = 20
CERTAIN = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A goal as the index says it. `passed` is a message id or empty, `percent` stands in for it.

    `forecast` is the day by which its open items are done with 85 % certainty, None without any or one.
    """

    view: GoalView
    way: Way
    passed: str
    percent: int | None
    forecast: date | None


def passed_words(percent: int | None) -> str:
    """The message id that says how much of a period has passed; nothing where only percent says it.

    >>> passed_words(52)
    'half of the time has passed'
    >>> passed_words(15)
    ''
    """
    if percent is None:
        return ""
    if 100 - NEAR <= percent < 100:  # noqa: PLR2004 - percent
        return N_("the time is almost over")
    near = [(abs(percent - share), words) for share, words in PASSED if abs(percent - share) <= NEAR]
    return min(near, default=(0, ""))[1]


def _line(view: GoalView, today: date) -> GoalLine:
    forecast = view.forecast
    return GoalLine(
        view=view,
        way=way(view.progress, view.period_passed),
        passed=passed_words(view.period_passed),
        percent=view.period_passed,
        forecast=forecast_day(forecast, CERTAIN, today) if forecast and forecast.items else None,
    )


def _values(report: Report) -> Mapping[str, object]:
    goals = report.current_goals
    names = [naming(report.config)(approval.card.item.reviewer) for approval in report.approvals[1:]]
    return {
        "goals": tuple(_line(view, report.today) for view in goals),
        "shown": GOALS,
        "folded": FOLDED,
        "sentence": course_of(goals, any_goal=bool(report.goals)),
        "reviewers": tuple(dict.fromkeys(name for name in names if name)),
        "live": tuple(sorted(report.live, key=lambda card: card.item.result is None)),
        "signals": tuple(alert for alert in report.alerts if alert.code not in SAID)[:SIGNALS],
        "next_strategy": next(
            (meeting for meeting in report.next_meetings if meeting.type == "strategy"), None
        ),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one index."""
    return (
        Page(path="index.html", template="index.html", values=partial(_values, report), label=N_("Overview")),
    )
