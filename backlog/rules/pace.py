"""The pace of the whole: work that takes longer than usual, arrivals that lead, a backlog that lies still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, at, flow, in_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from backlog.history import Past

LEADING_WEEKS = 3
"""For so many complete weeks more has to arrive than leaves before it is worth a word."""
FEWEST_OPEN = 5
"""A backlog of fewer open items is being set up, or done with."""


@rule("W206", severity=Severity.WARNING)
def service_level_passed(scene: Scene) -> Iterator[Place]:
    """In work for {days} days; {percent} % of items are finished within {limit} days.

    The longer an item is in work beyond what is usual, the longer it still takes.

    Ask in the review what holds it up, make it smaller, or finish it before anything new begins.
    """
    found = flow(scene)
    if found.level is None:
        return
    for aging in found.aging:
        item = scene.published.item_by_id.get(aging.id)
        if aging.over and item is not None:
            limit, percent = found.level.days, found.level.percent
            yield at(item, "status", items=(item.id,), days=aging.days, limit=limit, percent=percent)


@rule("W207", severity=Severity.WARNING)
def arrivals_lead(scene: Scene) -> Iterator[Place]:
    """For {weeks} weeks more items have come in than left: {arrived} came, {left} were finished or dropped.

    A backlog that grows faster than it shrinks promises more and more that nobody can keep.

    Say no to some of it in the intake slot, or drop what has been lying longest.
    """
    found = flow(scene)
    weeks = found.arrivals_lead
    if weeks < LEADING_WEEKS:
        return
    names = [week.name for week in found.arrivals if week.complete][-weeks:]
    arrived = [id_ for week in found.arrivals if week.name in names for id_ in week.ids]
    left = sum(week.count for week in found.departures if week.name in names)
    yield Place(
        location=in_settings(scene, "flow"),
        values={"weeks": weeks, "arrived": len(arrived), "left": left},
        field="history",
        items=tuple(sorted(id_ for id_ in arrived if id_ in scene.published.item_by_id)),
    )


@rule("W208", severity=Severity.WARNING)
def backlog_untouched(scene: Scene) -> Iterator[Place]:
    """No item has changed since {day}: longer than {limit} days.

    Whoever reads the pages takes them for what is going on today.

    Go through the board in the next review and bring every item to where it stands.
    """
    limit = scene.config.freshness.items
    last = last_change(scene.past)
    if last is None or sum(item.kind.open for item in scene.public) < FEWEST_OPEN:
        return
    if (scene.today - last).days > limit:
        yield Place(
            location=in_settings(scene, "freshness", "items"),
            values={"day": last, "limit": limit},
            field="history",
        )


def last_change(past: Past) -> date | None:
    """The last day on which anything is known to have happened to an item: by git, else a move."""
    days = (life.changes[-1:] or [move.day for move in life.timeline.moves[-1:]] for life in past.lives)
    return max((day for some in days for day in some), default=None)
