"""Items: one piece of work each, with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from backlog.config.sections import Kind
    from backlog.source import Location, Source


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
    """A task-list item of the body, with the line of the file it stands in, and that line as written."""

    text: str
    done: bool
    line: int
    written: str = field(default="", compare=False)


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
    `digest` is the same for the same words outside the criteria, whatever stands between words.
    """

    criteria: tuple[Criterion, ...] = ()
    links: tuple[Link, ...] = ()
    visible: int = 0
    html: str = ""
    digest: str = field(default="", compare=False)


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
        return in_force(self.blocked, day)


def in_force(blocks: Iterable[Block], day: date) -> tuple[Block, ...]:
    """Those of the blockers that are in force on the day, oldest first."""
    found = (block for block in blocks if block.holds(day))
    return tuple(sorted(found, key=lambda block: (block.since is not None, str(block.since))))
