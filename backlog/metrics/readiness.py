"""Readiness: what an item lacks before it can be planned, and what it still waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.content.fields import ITEM

if TYPE_CHECKING:
    from datetime import date

    from backlog.model import Backlog, Item

SHORTEST_DESCRIPTION = 20
READY_KINDS = frozenset({Kind.BACKLOG, Kind.PLANNED})

# Fields whose absence is no more than a warning do not keep an item from being ready.
REQUIRED = tuple(
    row.name
    for row in ITEM
    if row.required is not None and row.required.position <= Kind.PLANNED.position and not row.lenient
)


def missing(item: Item, backlog: Backlog) -> tuple[str, ...]:
    """What is absent of the fields required up to planned, and `description` and `criteria`.

    In the order of the field table. The goal may come from the initiative.
    """
    absent = [name for name in REQUIRED if _is_absent(item, name, backlog)]
    if item.body.visible < SHORTEST_DESCRIPTION:
        absent.append("description")
    if not item.body.criteria:
        absent.append("criteria")
    return tuple(absent)


def _is_absent(item: Item, name: str, backlog: Backlog) -> bool:
    if name == "goal":
        return backlog.goal_of(item) is None
    if name == "title":  # where a file has none, its id stands in
        return not item.title or (item.title == item.id and "title" not in item.source.values)
    return getattr(item, name) in {None, ""}


def waits_for(item: Item, backlog: Backlog) -> tuple[str, ...]:
    """The ids of `depends_on` that are not done, each once, in the order of the file.

    A dropped item is not done, and neither is one that does not exist.
    """
    return tuple(
        id_
        for id_ in dict.fromkeys(item.depends_on)
        if (other := backlog.item_by_id.get(id_)) is None or other.kind is not Kind.DONE
    )


def is_ready(item: Item, backlog: Backlog, today: date) -> bool:
    """Whether work on it could begin on the day.

    It is of kind backlog or planned, lacks nothing, no blocker is in force, everything it depends on is
    done.
    """
    return (
        item.kind in READY_KINDS
        and not missing(item, backlog)
        and not item.blocks(today)
        and not waits_for(item, backlog)
    )
