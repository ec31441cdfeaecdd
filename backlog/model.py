"""The backlog as frozen values, in the field's own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from backlog.config.sections import Config, Status
    from backlog.findings import Fault
    from backlog.source import Location

REASONS = ("content", "approval", "tracking", "sales", "other")


class Outcome(StrEnum):
    """What a finished item came to."""

    ABOVE = "above"
    MET = "met"
    BELOW = "below"
    NONE = "none"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True)
class Block:
    """A blocker; in force on day d where since ≤ d and not until ≤ d."""

    since: date | None = None
    reason: str | None = None
    until: date | None = None
    note: str | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on the day; without `since` it always was."""
        return (self.since is None or self.since <= day) and not (self.until and self.until <= day)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a finished item. `value` is the text of the file."""

    value: str | None = None
    outcome: Outcome | None = None
    measured: date | None = None
    again: str | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """Whole euros."""

    planned: int | None = None
    actual: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """An entry of `history:`: on this day the item came into this status (its id where known)."""

    date: date | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A task-list item of the body, with the line of the file it stands in."""

    text: str
    done: bool
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image of the body that does not lead to another host."""

    target: str
    image: bool
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text below the front matter.

    `visible` counts characters outside headings, comments and task lines. `html` is safe HTML with
    a marker for each link of `links` (see `content/markdown.py`), empty where it was not asked for.
    """

    criteria: tuple[Criterion, ...] = ()
    links: tuple[Link, ...] = ()
    visible: int = 0
    html: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of work. A field that is missing or cannot be read as meant is None or empty.

    `goal` is the item's own one; `Backlog.goal_of` gives the effective one. References are ids
    where they exist, else what the file says.
    """

    id: str
    path: str
    source: Source
    body: Body = Body()
    title: str
    status: str
    kind: Kind
    goal: str | None = None
    initiative: str | None = None
    owner: str | None = None
    channel: str | None = None
    impact: int | None = None
    confidence: int | None = None
    effort: int | None = None
    evidence: str | None = None
    scored: date | None = None
    metric: str | None = None
    expected: str | None = None
    start: date | None = None
    due: date | None = None
    cost: Cost | None = None
    campaign: str | None = None
    depends_on: tuple[str, ...] = ()
    blocked: tuple[Block, ...] = ()
    reviewer: str | None = None
    requested_by: str | None = None
    expedite: str | None = None
    partner: str | None = None
    result: Result | None = None
    learning: str | None = None
    created: date | None = None
    started: date | None = None
    done: date | None = None
    history: tuple[Moved, ...] = ()
    recheck: date | None = None
    tags: tuple[str, ...] = ()
    private: bool = False
    formerly: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    def blocks(self, day: date) -> tuple[Block, ...]:
        """The blockers in force on the day, oldest first."""
        return tuple(
            sorted(
                (block for block in self.blocked if block.holds(day)),
                key=lambda block: (block.since is not None, str(block.since)),
            )
        )


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a goal's period, and what the file calls it (`2026-Q1`)."""

    first: date
    last: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What the work is for. Figures are exact decimals in the unit of the metric."""

    id: str
    path: str
    source: Source
    body: Body = Body()
    title: str
    period: Period | None = None
    metric: str | None = None
    target: Decimal | None = None
    baseline: Decimal | None = None
    current: Decimal | None = None
    measured: date | None = None
    owner: str | None = None
    sponsor: str | None = None
    share: int | None = None
    purpose: str | None = None
    status: str = "active"
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A bundle of items towards one goal."""

    id: str
    path: str
    source: Source
    body: Body = Body()
    title: str
    goal: str | None = None
    owner: str | None = None
    status: str = "active"
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a meeting; `supersedes` is the text of an earlier one or its date."""

    text: str | None = None
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A blocker as a meeting noted it."""

    item: str | None = None
    note: str | None = None
    action: str | None = None
    owner: str | None = None
    resolved: date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody took home from a meeting; carried over until `done`."""

    text: str | None = None
    owner: str | None = None
    due: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Minutes of one meeting, known by date and type."""

    path: str
    source: Source
    body: Body = Body()
    date: date | None = None
    type: str | None = None
    attendees: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    blockers: tuple[Hindrance, ...] = ()
    actions: tuple[Action, ...] = ()
    cancelled: str | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file of which no value could be made; `private` where a line scan says so."""

    path: str
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Everything that was read, sorted by id (meetings by date), and what reading came upon.

    `found` counts the paths that the patterns match; found = read + len(refused). `assets` are the
    local files that bodies link to, by path, with their size in bytes (None: there is no such
    file, or it is no ordinary file inside the repository). `settings` are path and lines of the
    configuration file, to point into it.
    """

    config: Config
    settings: Source = Source(path="backlog.toml")
    items: tuple[Item, ...] = ()
    goals: tuple[Goal, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    faults: tuple[Fault, ...] = ()
    found: int = 0
    refused: tuple[Refused, ...] = ()
    assets: Mapping[str, int | None] = field(default_factory=dict)
    item_by_id: Mapping[str, Item] = field(default_factory=dict)
    goal_by_id: Mapping[str, Goal] = field(default_factory=dict)
    initiative_by_id: Mapping[str, Initiative] = field(default_factory=dict)
    status_by_id: Mapping[str, Status] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many of the files found could be read."""
        return self.found - len(self.refused)

    def goal_of(self, item: Item) -> str | None:
        """Id of the item's effective goal: its own, else its initiative's; None if unknown."""
        if item.goal is not None:
            return item.goal if item.goal in self.goal_by_id else None
        initiative = self.initiative_by_id.get(item.initiative or "")
        goal = initiative.goal if initiative else None
        return goal if goal in self.goal_by_id else None


def backlog_of(  # noqa: D417
    config: Config,
    items: tuple[Item, ...] = (),
    goals: tuple[Goal, ...] = (),
    initiatives: tuple[Initiative, ...] = (),
    meetings: tuple[Meeting, ...] = (),
    **rest: object,
) -> Backlog:
    """A backlog of these values, sorted and with its indexes."""
    items = tuple(sorted(items, key=lambda item: item.id))
    goals = tuple(sorted(goals, key=lambda goal: goal.id))
    initiatives = tuple(sorted(initiatives, key=lambda initiative: initiative.id))
    meetings = tuple(sorted(meetings, key=lambda meeting: (str(meeting.date), str(meeting.type), meeting.path)))
    return Backlog(
        config=config,
        items=items,
        goals=goals,
        initiatives=initiatives,
        meetings=meetings,
        item_by_id={item.id: item for item in items},
        goal_by_id={goal.id: goal for goal in goals},
        initiative_by_id={initiative.id: initiative for initiative in initiatives},
        status_by_id={status.id: status for status in config.workflow},
        **rest,  # type: ignore[arg-type]
    )
