"""What the strategy meeting's page and mail say alike: message ids, and the rows of its comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.report.strategy import CERTAIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.metrics.inflation import Name
    from backlog.report.portfolio import Why
    from backlog.report.shapes import GoalView
    from backlog.report.strategy import Comparison, GoalLine, Point

POINTS: Mapping[Point, str] = {
    "goals": N_("Goals: coverage, effort, forecast"),
    "initiatives": N_("Initiatives: start, pause, stop"),
    "ratings": N_("Ratings: do they still tell items apart?"),
    "month": N_("The month in figures"),
    "clean-up": N_("Clean up the backlog"),
    "decisions": N_("Write down what was decided"),
}
SIGNS: Mapping[Name, tuple[str, str]] = {
    "impact-five": (
        N_("Impact 5: {count} of {whole} rated open items"),
        N_("alarm above {limit} %"),
    ),
    "nobody-low": (
        N_("Impact 1 or 2: {count} of {whole} rated open items"),
        N_("alarm if nobody uses them"),
    ),
    "same-top": (
        N_("Share the best score: {count} of {whole} rated open items"),
        N_("alarm above {limit} %"),
    ),
    "expedite": (
        N_("Jumped the ranking: {count} of {whole} items that have begun"),
        N_("alarm above {limit} %"),
    ),
}
"""Of each sign its figures, and when it is an alarm."""
WHY: Mapping[Why, str] = {
    "goal-achieved": N_("its goal is achieved"),
    "goal-dropped": N_("its goal is dropped"),
    "all-done": N_("all its items are done"),
    "unmoved": N_("nothing has moved for {count} days"),
}
CYCLE_TIME = N_("Cycle time of 85 %, in days")
ROWS = (
    N_("Items finished"),
    N_("Items added"),
    N_("In work at the end"),
    CYCLE_TIME,
    N_("Blocked days"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure of the comparison: its name (message id), three values, and the change; None unknown.

    `of` says of how many items the first two values are, where that is not the value itself.
    """

    name: str
    this: int | None
    same_days: int | None
    last: int | None
    of: tuple[int, int] | None = None

    @property
    def change(self) -> int | None:
        """By how much it is more than on the same days of the month before."""
        if self.this is None or self.same_days is None:
            return None
        return self.this - self.same_days


def rows_of(months: Comparison) -> tuple[Row, ...]:
    """The rows of the comparison, in the order of ROWS."""
    values = [
        (one.finished, one.arrived, one.wip, one.cycle_time.p85, one.blocked_days)
        for one in (months.this, months.same_days, months.last)
    ]
    of = months.this.cycle_time.n, months.same_days.cycle_time.n
    return tuple(
        Row(name=name, this=this, same_days=same_days, last=last, of=of if name == CYCLE_TIME else None)
        for name, this, same_days, last in zip(ROWS, *values, strict=True)
    )


def foretold(line: GoalLine) -> tuple[str, dict[str, object]]:
    """When the open items of a goal are done: a message id and its values."""
    forecast, goal = line.view.forecast, line.view.goal
    if goal.status not in {"active", "paused"}:
        return N_("no longer pursued"), {}
    if not line.view.open:
        return N_("nothing is open"), {}
    if forecast is None or forecast.lack == "nothing-finished":
        return N_("no forecast: nothing has been finished lately"), {}
    if forecast.lack:
        return N_("no forecast yet: finished on too few days so far"), {}
    if line.day is None:
        return N_("later than in two years"), {}
    return N_("with {percent} % certainty by {day}"), {"percent": CERTAIN, "day": line.day}


def signed(number: int) -> str:
    """A change with its sign.

    >>> signed(3), signed(-2), signed(0)
    ('+3', '−2', '±0')
    """
    return f"+{number}" if number > 0 else f"\N{MINUS SIGN}{-number}" if number else "±0"


def course_of(goals: Sequence[GoalView], *, any_goal: bool) -> str:
    """A sentence (message id) on how many of the running goals are on course, with {some} of {total}.

    `any_goal` says whether there is one at all, running or not.
    """
    on_course = sum(view.on_track is True for view in goals)
    if not goals:
        return N_("No goal is running.") if any_goal else N_("There is no goal yet.")
    if all(view.on_track is None for view in goals):
        return N_("Whether the goals are on course cannot be said: their figures are missing.")
    some = N_("{some} of {total} goals are on course.")
    few = {
        (1, 0): N_("The goal is not on course."),
        (1, 1): N_("The goal is on course."),
        (2, 0): N_("Neither goal is on course."),
        (2, 2): N_("Both goals are on course."),
    }
    said = {
        0: N_("None of the {total} goals is on course."),
        1: N_("One of {total} goals is on course."),
        len(goals): N_("All {total} goals are on course."),
    }
    return few.get((len(goals), on_course)) or said.get(on_course, some)
