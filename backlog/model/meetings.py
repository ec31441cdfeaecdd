"""Meetings: minutes, with what was decided, stuck and agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.model.items import Body

if TYPE_CHECKING:
    from datetime import date

    from backlog.source import Source


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
