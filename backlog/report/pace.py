"""The three figures of flow that leadership reads, each against what was usual before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from backlog.history import past_on
from backlog.metrics.figures import LEAST
from backlog.metrics.flow import flow_of

if TYPE_CHECKING:
    from backlog.config.sections import Config
    from backlog.history import Past
    from backlog.metrics.figures import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A figure now and before; `before` is None where too little was known then."""

    now: int
    before: int | None
    more_is_better: bool

    @property
    def verdict(self) -> Literal["better", "worse", "same", ""]:
        """What the change means; empty without a comparison."""
        if self.before is None:
            return ""
        if self.now == self.before:
            return "same"
        return "better" if (self.now > self.before) is self.more_is_better else "worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPace:
    """The pace of the team: finished items a week, days within which 85 % are done, items at once.

    `at_once` is what is in work at the end of the report day, and before it the mean of the window's days,
    rounded half up. `days` is the length of the windows.
    """

    per_week: Trend
    within: Trend
    at_once: Trend
    days: int


def pace_of(flow: Flow, past: Past, config: Config) -> TeamPace | None:
    """The pace of the window and of the one before, as it was known then; None before LEAST cycle times."""
    if flow.per_week is None or flow.cycle_time.n < LEAST or flow.cycle_time.p85 is None:
        return None
    day = flow.window.first - timedelta(days=1)
    before = flow_of(past_on(past, day), config, day)
    known = before.per_week is not None and before.cycle_time.n >= LEAST
    return TeamPace(
        per_week=Trend(now=flow.per_week, before=before.per_week if known else None, more_is_better=True),
        within=Trend(
            now=flow.cycle_time.p85, before=before.cycle_time.p85 if known else None, more_is_better=False
        ),
        at_once=Trend(now=flow.wip[-1][1], before=_mean(flow), more_is_better=False),
        days=flow.window.days,
    )


def _mean(flow: Flow) -> int | None:
    """The mean work in progress of the days of which anything is known."""
    counts = [count for day, count in flow.wip if flow.begin is not None and day >= flow.begin]
    return (2 * sum(counts) + len(counts)) // (2 * len(counts)) if counts else None
