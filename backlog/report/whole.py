"""The report as a whole: everything computed, one value that pages, JSON and terminal read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from backlog.config.sections import Config
    from backlog.findings import Finding
    from backlog.history import Past
    from backlog.metrics.cadence import Occasion
    from backlog.metrics.continuity import Calendar
    from backlog.metrics.dependence import Dependence
    from backlog.metrics.figures import Flow
    from backlog.metrics.ice import Ranking
    from backlog.metrics.meeting_days import MeetingDay
    from backlog.metrics.ranks import RankChange
    from backlog.metrics.wip import Wip
    from backlog.model import Backlog, Block, Meeting
    from backlog.report.index import Approval, Effect, Stuck
    from backlog.report.pace import TeamPace
    from backlog.report.shapes import (
        Alert,
        Card,
        ChannelView,
        Column,
        FocusWindow,
        GoalView,
        InitiativeView,
        Origin,
        PersonView,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The backlog of a day, as far as its audience may see it. Cards are sorted by id, rankings by order.

    `backlog` and `config` are already without private items, and without people where the audience is
    the public. `unscored` are items of kind backlog to review without ratings, `parked` open items that
    wait for a day. `current_goals` are the active goals whose period has begun, worst first. `requests`
    are the items of kind intake, oldest first. `stuck` begins with what endangers a goal, `approvals` with
    the one that waits longest. `past` is how the items came here, those that vanished included,
    `rank_changes` what each new rating of an item did, by id, `taken_out` the blockers that a file told of
    once and no more. `live` were finished after `live_since` (the
    day of the last review, else seven days ago), latest first; `measured` are the finished items with a
    result. `coming` are the meetings of the next three months, those that are cancelled too;
    `meeting_days` the past days of meetings that have a page, oldest first.
    """

    config: Config
    today: date
    origin: Origin
    backlog: Backlog
    past: Past
    flow: Flow
    pace: TeamPace | None
    taken_out: Mapping[str, tuple[Block, ...]]
    rank_changes: Mapping[str, tuple[RankChange, ...]]
    cards: tuple[Card, ...]
    card_by_id: Mapping[str, Card]
    columns: tuple[Column, ...]
    wip: Wip
    ranking: Ranking
    ranked: tuple[Card, ...]
    unscored: tuple[Card, ...]
    parked: tuple[Card, ...]
    quick_wins: tuple[Card, ...]
    big_bets: tuple[Card, ...]
    cut: int
    goals: tuple[GoalView, ...]
    current_goals: tuple[GoalView, ...]
    effort_share_without_goal: int | None
    without_goal: tuple[Card, ...]
    initiatives: tuple[InitiativeView, ...]
    people: tuple[PersonView, ...]
    channels: tuple[ChannelView, ...]
    without_channel: tuple[Card, ...]
    continuity: Calendar
    dependence: Dependence
    focus: FocusWindow
    requests: tuple[Card, ...]
    blocked: tuple[Card, ...]
    stuck: tuple[Stuck, ...]
    approvals: tuple[Approval, ...]
    live: tuple[Card, ...]
    live_since: date
    live_since_meeting: Meeting | None
    measured: tuple[Card, ...]
    effect: Effect
    meetings: tuple[Meeting, ...]
    meeting_days: tuple[MeetingDay, ...]
    next_meetings: tuple[Occasion, ...]
    coming: tuple[Occasion, ...]
    alerts: tuple[Alert, ...]
    findings: tuple[Finding, ...]

    @property
    def undated(self) -> tuple[str, ...]:
        """Finished items of which nobody knows when, where git does not tell; they count in no days."""
        return () if self.flow.departures_known else self.continuity.undated
