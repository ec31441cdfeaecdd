"""The monthly strategy meeting: what its page and its mail show, computed when they ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from backlog.metrics.agenda import shared_out
from backlog.metrics.inflation import inflation_of
from backlog.metrics.months import as_far_as, figures_of_month, known_from, month_of
from backlog.metrics.ranks import rank_moves
from backlog.report.cleanup import clean_up
from backlog.report.portfolio import portfolio_of

if TYPE_CHECKING:
    from datetime import date

    from backlog.history import Past
    from backlog.metrics.cadence import Occasion
    from backlog.metrics.inflation import Inflation
    from backlog.metrics.months import Month
    from backlog.metrics.ranks import RankMove
    from backlog.model import Meeting
    from backlog.report.cleanup import Clearing
    from backlog.report.portfolio import Portfolio
    from backlog.report.shapes import Card, GoalView
    from backlog.report.whole import Report

DAY = timedelta(days=1)
MOST_MOVES = 6
CERTAIN = 85  # percent
NOTABLE = 10  # points between wanted and actual share that are worth a sentence

Point = Literal["goals", "initiatives", "ratings", "month", "clean-up", "decisions"]
AGENDA: dict[Point, int] = {
    "goals": 3, "initiatives": 3, "ratings": 2, "month": 1, "clean-up": 2, "decisions": 1,
}  # fmt: skip
"""The points of the meeting, in the order of the page, and their weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """The items whose rank changed most since a day, and how many were ranked on both days.

    `since_meeting`: the day is that of the last strategy meeting. `known` is False where no rating of an
    earlier day is known; `shortened` where ratings are known from that day on only.
    """

    since: date
    since_meeting: bool
    known: bool
    shortened: bool
    compared: int
    moves: tuple[tuple[Card, RankMove], ...]
    more: int

    @property
    def changed(self) -> int:
        """How many have another rank."""
        return len(self.moves) + self.more


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A month as far as it has come, the same days of the one before, and that one as a whole.

    Where the month is over, `same_days` is the one before itself.
    """

    this: Month
    same_days: Month
    last: Month
    known_from: date | None

    @property
    def over(self) -> bool:
        """Whether the report day is the last day of the month."""
        return self.this.window == month_of(self.this.window.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A goal and its forecast: the day by which its open items are done with 85 % certainty.

    `day` is None where nothing is open, and where there is no forecast (or none within two years). `late` is
    how many days after the end of the goal's period that is, 0 or less within it.
    """

    view: GoalView
    day: date | None
    late: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """What a strategy meeting needs.

    `agenda` shares out the minutes. `goals` are the running goals, worst first, then the others;
    `on_course` counts the running ones that are. `most` is the goal that gets most of the effort, `gap` the
    running goal that gets furthest below what is wanted (by NOTABLE points at least). `last` is the last
    strategy meeting that was held.
    """

    occasion: Occasion | None
    last: Meeting | None
    minutes: int
    agenda: tuple[tuple[Point, int], ...]
    goals: tuple[GoalLine, ...]
    running: tuple[GoalView, ...]
    on_course: int
    most: GoalView | None
    gap: GoalView | None
    portfolio: Portfolio
    inflation: Inflation
    moves: Moves
    months: Comparison
    clean_up: tuple[Clearing, ...]


def strategy_of(report: Report) -> Strategy:
    """The values of the strategy meeting that follows on the report day."""
    last = _last_meeting(report.meetings, report.today)
    minutes = report.config.cadence.strategy.minutes
    running = report.current_goals
    here = {view.goal.id for view in running}
    shared = [view for view in report.goals if view.effort_share]
    short = [view for view in running if _lacks(view) >= NOTABLE]
    return Strategy(
        occasion=next((one for one in report.next_meetings if one.type == "strategy"), None),
        last=last,
        minutes=minutes,
        agenda=tuple(zip(AGENDA, shared_out(minutes, tuple(AGENDA.values())), strict=True)),
        goals=tuple(
            _line(view, report.today)
            for view in (*running, *(view for view in report.goals if view.goal.id not in here))
        ),
        running=running,
        on_course=sum(view.on_track is True for view in running),
        most=min(shared, key=lambda view: (-(view.effort_share or 0), view.goal.id), default=None),
        gap=min(short, key=lambda view: (-_lacks(view), view.goal.id), default=None),
        portfolio=portfolio_of(report.initiatives, report.today),
        inflation=inflation_of(report.backlog.items),
        moves=_moves(report, last),
        months=comparison_of(report.past),
        clean_up=clean_up(report.cards, report.ranking.by_rank, report.config, report.today),
    )


def _line(view: GoalView, today: date) -> GoalLine:
    days = view.forecast.days.get(CERTAIN) if view.forecast is not None else None
    day = today + timedelta(days=days) if days else None
    last = view.goal.period.last if view.goal.period is not None else None
    return GoalLine(view=view, day=day, late=(day - last).days if day and last else None)


def _lacks(view: GoalView) -> int:
    """How many points of effort the goal gets below what is wanted."""
    if view.goal.share is None or view.effort_share is None:
        return 0
    return view.goal.share - view.effort_share


def _last_meeting(meetings: tuple[Meeting, ...], today: date) -> Meeting | None:
    held = [
        meeting
        for meeting in meetings
        if meeting.type == "strategy" and meeting.date and meeting.date < today and not meeting.cancelled
    ]
    return max(held, key=lambda meeting: (str(meeting.date), meeting.path), default=None)


def a_month_before(day: date) -> date:
    """The same day of the month before, or its last day where it is shorter.

    >>> from datetime import date
    >>> a_month_before(date(2026, 3, 31))
    datetime.date(2026, 2, 28)
    """
    return as_far_as(month_of(day.replace(day=1) - DAY), day).last


def _moves(report: Report, last: Meeting | None) -> Moves:
    """The largest rank moves since the last strategy meeting, or a month, or ratings are known."""
    since = last.date if last is not None and last.date is not None else a_month_before(report.today)
    known = min((life.ratings[0].day for life in report.past.lives if life.ratings), default=None)
    shortened = known is not None and known > since
    since = max(since, known) if known is not None else since
    moves = rank_moves(report.past, since) if known is not None and since < report.today else ()
    moved = [
        (report.card_by_id[move.id], move) for move in moves if move.places and move.id in report.card_by_id
    ]
    return Moves(
        since=since,
        since_meeting=last is not None and not shortened,
        known=known is not None and since < report.today,
        shortened=shortened,
        compared=len(moves),
        moves=tuple(moved[:MOST_MOVES]),
        more=len(moved[MOST_MOVES:]),
    )


def comparison_of(past: Past) -> Comparison:
    """The month of the day of a past against the one before it."""
    whole = month_of(past.today)
    before = month_of(whole.first - DAY)
    so_far = as_far_as(whole, past.today)
    same_days = before if so_far == whole else as_far_as(before, past.today)
    return Comparison(
        this=figures_of_month(past, so_far),
        same_days=figures_of_month(past, same_days),
        last=figures_of_month(past, before),
        known_from=known_from(past),
    )
