"""The values a report is made of: an item with everything computed of it, and views over items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.sections import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from backlog.config.sections import Channel, Metric, Person, Status
    from backlog.findings import Finding, Severity
    from backlog.history import Timeline
    from backlog.metrics.figures import GoalForecast
    from backlog.model import Block, Goal, Initiative, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the numbers come from. Commit, branch and dirty are None without git.

    `refused_private` counts refused files whose path is not to be published; it is part of
    `files_refused`. `below` leads from the top of the repository to the backlog, with a slash at its end.
    """

    commit: str | None = None
    branch: str | None = None
    dirty: bool | None = None
    files_found: int = 0
    files_read: int = 0
    files_refused: int = 0
    refused_private: int = 0
    below: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An item with everything that is computed of it.

    `goal` is the effective one. People are by id in `item`; `owner` and `reviewer` are what the
    configuration says of them, or a person with nothing but the name that the file gives. Rank,
    interval and order are None for items that are not ranked; `score` is there for every rated item.
    `missing` are ids of fields, and `description`, `criteria`. `blocks` are the blockers in force,
    oldest first. `waits_for` are the unfinished ids of `depends_on`, `needed_by` the ids of open items
    that depend on this one. `below_cut_for` is the ready item that stands above it, where it is below.
    `days_in_status` is None where no history is known, and so are the figures of the timeline.
    """

    item: Item
    status: Status
    goal: Goal | None
    initiative: Initiative | None
    owner: Person | None
    reviewer: Person | None
    channel: Channel | None
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
    below_cut_for: str | None
    days_in_status: int | None
    timeline: Timeline
    findings: tuple[Finding, ...]

    @property
    def below_cut(self) -> bool:
        """Planned, though a ready item of the backlog ranks above it and capacity ends before it."""
        return self.below_cut_for is not None

    @property
    def blocked(self) -> bool:
        """A blocker is in force on the report day."""
        return bool(self.blocks)

    @property
    def needs_approval(self) -> bool:
        """It is in review, or open and blocked until somebody approves."""
        waits = any(block.reason == "approval" for block in self.blocks)
        return self.item.kind is Kind.REVIEW or (self.item.kind.open and waits)

    @property
    def approval_since(self) -> date | None:
        """Since when it waits for an approval: in review or blocked for it, whichever came first."""
        days = [block.since for block in self.blocks if block.reason == "approval"]
        if self.item.kind is Kind.REVIEW:
            days.append(self.timeline.status_since)
        return min((day for day in days if day is not None), default=None)

    def waits_since(self, block: Block) -> date | None:
        """Since when one of its blockers holds it up; for an approval that is `approval_since`."""
        return self.approval_since if block.reason == "approval" else block.since

    @property
    def held_by_approval(self) -> bool:
        """Nothing but the approval is in the way, or nothing that is older."""
        return self.needs_approval and (not self.blocks or self.blocks[0].reason == "approval")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the board with its cards in board order and its WIP.

    Board order: ranked items by order, then the others by id; finished and dropped ones latest first.
    """

    status: Status
    cards: tuple[Card, ...]

    @property
    def over(self) -> bool:
        """More items than its limit allows."""
        return self.status.wip_limit is not None and len(self.cards) > self.status.wip_limit


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """A goal with its items. Shares are integer percent; None where there is nothing to share.

    `metric` is what the configuration says of the goal's metric, or one with nothing but the name the
    file gives. `counts` are items by kind. `period_passed` is 0 before the first day of the period and
    100 after its last. `progress` says how far the figure came from baseline (0 where none is given) to
    target, below 0 and above 100 where it did. `on_track` compares the two: True where progress is not
    behind the period or the goal is achieved; None where a figure is missing, the period has not
    begun, or the goal is paused or dropped. `hangs_on` is the id of the person who owns every one of
    at least two open items. `forecast` is None where the goal has no items but dropped ones.
    """

    goal: Goal
    stage: str
    owner: Person | None
    metric: Metric | None
    cards: tuple[Card, ...]
    initiatives: tuple[Initiative, ...]
    counts: Mapping[str, int]
    open: int
    done: int
    effort_share: int | None
    done_share_count: int | None
    done_share_effort: int | None
    period_passed: int | None
    progress: int | None
    on_track: bool | None
    hangs_on: str | None
    findings: tuple[Finding, ...]
    forecast: GoalForecast | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeView:
    """An initiative with its items."""

    initiative: Initiative
    goal: Goal | None
    owner: Person | None
    cards: tuple[Card, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """Open work of one person, for planning: nothing that measures a person.

    `active` are the own items in work or in review, which the limit is about; `planned` and `waiting`
    (backlog) the own items before the start; `reviewing` the items of others that wait for this person's
    approval. `deputy` is a person's id.
    """

    id: str
    person: Person
    team: str
    active: tuple[Card, ...]
    planned: tuple[Card, ...]
    waiting: tuple[Card, ...]
    reviewing: tuple[Card, ...]
    limit: int
    deputy: str | None

    @property
    def over(self) -> bool:
        """More items at once than the limit allows."""
        return len(self.active) > self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView:
    """A channel: open items in order, what is blocked, what its owner is to estimate, last live.

    `cards` are the open items: ranked ones by order, then the others by id. `owner` is a person's id.
    """

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

    `running` are active or in review; `planned` are not started and stand in a planned column (unless
    their window begins later) or have their window or due date inside; `cards` are both. `due` are the
    planned ones with a promised day inside or passed. All sorted by due date, then order, then id.
    """

    first: date
    last: date
    working_days: int
    cards: tuple[Card, ...]
    running: tuple[Card, ...]
    planned: tuple[Card, ...]
    due: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A signal: the findings of one rule, grouped. `words` of `alerts.py` says it in a language."""

    code: str
    severity: Severity
    items: tuple[str, ...]
    findings: tuple[Finding, ...]
