"""Report: everything that is computed of a backlog on a day, as one frozen value.

Pages, JSON and the command line read this and nothing else. Private items are gone before anything
here is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from backlog.config.sections import Config, Person, Status
    from backlog.findings import Finding, Severity
    from backlog.history import Timeline
    from backlog.metrics.cadence import Occasion
    from backlog.metrics.ice import Ranking
    from backlog.model import Backlog, Block, Goal, Initiative, Item, Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the numbers come from. Commit, branch and dirty are None without git."""

    commit: str | None = None
    branch: str | None = None
    dirty: bool | None = None
    files_found: int = 0
    files_read: int = 0
    files_refused: int = 0
    refused_private: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An item with everything that is computed of it.

    `standing` is None for items that are not ranked. `missing` are ids of fields, and
    `description`, `criteria`. `waits_for` are the unfinished ids of `depends_on`, `needed_by` the ids
    of open items that depend on this one. `days_in_status` is None where no history is known.
    """

    item: Item
    status: Status
    goal: Goal | None
    initiative: Initiative | None
    owner: Person | None
    score: Fraction | None
    rank: int | None
    rank_best: int | None
    rank_worst: int | None
    order: int | None
    ready: bool
    missing: tuple[str, ...]
    blocks: tuple[Block, ...]
    waits_for: tuple[str, ...]
    needed_by: tuple[str, ...]
    criteria_done: int
    criteria: int
    parked: bool
    quick_win: bool
    big_bet: bool
    below_cut: bool
    timeline: Timeline
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the board with its cards in board order and its WIP."""

    status: Status
    cards: tuple[Card, ...]

    @property
    def over(self) -> bool:
        """More items than its limit allows."""
        return self.status.wip_limit is not None and len(self.cards) > self.status.wip_limit


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """A goal with its items. Shares are integer percent; None where there is nothing to share."""

    goal: Goal
    stage: str
    cards: tuple[Card, ...]
    counts: Mapping[str, int]
    effort_share: int | None
    done_share_count: int | None
    done_share_effort: int | None
    period_passed: int | None
    progress: int | None
    hangs_on: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeView:
    """An initiative with its items."""

    initiative: Initiative
    goal: Goal | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """Open work of one person, for planning: nothing that measures a person."""

    id: str
    person: Person
    team: str
    active: tuple[Card, ...]
    planned: tuple[Card, ...]
    reviewing: tuple[Card, ...]
    limit: int
    deputy: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView:
    """A channel: open items in order, what is blocked, what its owner is to estimate, last live."""

    id: str
    name: str
    owner: str | None
    cards: tuple[Card, ...]
    blocked: tuple[Card, ...]
    unscored: tuple[Card, ...]
    last_live: Card | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusWindow:
    """The coming working days: `first` is the report day, `last` the last working day inside.

    `cards` have a planned window or due date inside, or are active or in review; sorted by due
    date, then order.
    """

    first: date
    last: date
    working_days: int
    cards: tuple[Card, ...]
    due: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A signal: the findings of one rule, grouped. `message` is worded by the language."""

    code: str
    severity: Severity
    items: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The backlog of a day. Cards are sorted by id, rankings by order."""

    config: Config
    today: date
    origin: Origin
    backlog: Backlog
    cards: tuple[Card, ...]
    card_by_id: Mapping[str, Card]
    columns: tuple[Column, ...]
    ranking: Ranking
    ranked: tuple[Card, ...]
    unscored: tuple[Card, ...]
    parked: tuple[Card, ...]
    quick_wins: tuple[Card, ...]
    big_bets: tuple[Card, ...]
    cut: int | None
    goals: tuple[GoalView, ...]
    effort_share_without_goal: int | None
    without_goal: tuple[Card, ...]
    initiatives: tuple[InitiativeView, ...]
    people: tuple[PersonView, ...]
    channels: tuple[ChannelView, ...]
    focus: FocusWindow
    requests: tuple[Card, ...]
    blocked: tuple[Card, ...]
    waiting_for_approval: tuple[Card, ...]
    live: tuple[Card, ...]
    live_since: date
    live_since_meeting: Meeting | None
    measured: tuple[Card, ...]
    meetings: tuple[Meeting, ...]
    next_meetings: tuple[Occasion, ...]
    alerts: tuple[Alert, ...]
    findings: tuple[Finding, ...]
