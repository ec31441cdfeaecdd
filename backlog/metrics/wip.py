"""Work in progress: how many items are in work or in review at once, by column and by person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.model import Backlog


@dataclass(frozen=True, slots=True, kw_only=True)
class Wip:
    """Items of kind active or review: all, by started status (in board order), by owner (by id)."""

    total: int
    by_status: Mapping[str, int]
    by_person: Mapping[str, int]


def wip_of(backlog: Backlog) -> Wip:
    """The work in progress; statuses with nothing in them are there with 0, people are not."""
    running = [item for item in backlog.items if item.kind.started]
    statuses = Counter(item.status for item in running)
    owners = Counter(item.owner for item in running if item.owner)
    return Wip(
        total=len(running),
        by_status={
            status.id: statuses[status.id] for status in backlog.config.workflow if status.kind.started
        },
        by_person={owner: owners[owner] for owner in sorted(owners)},
    )


def count_by_status(backlog: Backlog) -> dict[str, int]:
    """How many items stand in each column of the board, which its WIP limit is about."""
    counts = Counter(item.status for item in backlog.items)
    return {status.id: counts[status.id] for status in backlog.config.workflow}


def over_limit_columns(backlog: Backlog) -> dict[str, tuple[int, int]]:
    """The columns that hold more items than their limit: count and limit by status."""
    counts = count_by_status(backlog)
    return {
        status.id: (counts[status.id], status.wip_limit)
        for status in backlog.config.workflow
        if status.wip_limit is not None and counts[status.id] > status.wip_limit
    }


def over_limit_people(backlog: Backlog) -> dict[str, tuple[int, int]]:
    """The people who have more items in work or in review than the limit: count and limit by owner."""
    limit = backlog.config.wip.per_person
    return {owner: (count, limit) for owner, count in wip_of(backlog).by_person.items() if count > limit}
