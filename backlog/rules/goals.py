"""Goals and initiatives: whether work follows them, and whether their figures are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.content.fields import GOAL
from backlog.findings import Severity
from backlog.language import N_
from backlog.metrics.coverage import stage_of
from backlog.pasting import swapped
from backlog.rules.gaps import empty_lines
from backlog.rules.missing import is_missing
from backlog.rules.naming import called
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, at, ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.model import Goal

FIGURE_DAYS = 31
FIGURE = tuple(row for row in GOAL if row.name in {"current", "measured"})


@rule("G101", severity=Severity.ERROR)
def goal_differs_from_initiative(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", and the initiative "{initiative}" works for "{other}".

    The item would count for two goals, and nobody knows which of them it moves.

    Delete the line, so that the goal comes from the initiative, or correct one of the two.
    """
    for item in scene.backlog.items:
        initiative = scene.backlog.initiative_by_id.get(item.initiative or "")
        if initiative is None or item.goal is None or initiative.goal in {None, item.goal}:
            continue
        if not item.kind.open:  # the initiative went on to another goal; what is done was done for its own
            continue
        if item.goal in scene.backlog.goal_by_id and initiative.goal in scene.backlog.goal_by_id:
            edits = swapped(item.source.at("goal"), initiative.goal)
            yield at(
                item,
                "goal",
                edits=edits,
                items=(item.id,),
                value=item.goal,
                initiative=initiative.id,
                other=initiative.goal,
            )


@rule("G201", severity=Severity.WARNING)
def goal_uncovered(scene: Scene) -> Iterator[Place]:
    """No work leads to this goal.

    A goal without items is a wish: nothing that anybody does moves its figure.

    Plan an item for it, or pause or drop the goal.
    """
    for goal in scene.backlog.goals:
        over = goal.period is not None and goal.period.last < scene.today
        if goal.status == "active" and not over:
            items = scene.items_of_goal.get(goal.id, ())
            if stage_of(items, frozenset()) == "uncovered":
                yield at(goal, "title", value=goal.title)


@rule("G202", severity=Severity.WARNING)
def figure_missing(scene: Scene) -> Iterator[Place]:
    """The period is running, and nobody knows where the goal stands. Missing: {fields}.

    Without a current figure and its day the goal cannot be on course or off it.

    Enter the figure and the day on which it was read.
    """
    for goal in _running(scene):
        rows = [row for row in FIGURE if is_missing(scene, goal, row.name)]
        if rows:
            fields = tuple(called(row, goal.source, scene.config) for row in rows)
            empty = empty_lines(goal, rows)
            yield at(goal, empty[0] if empty else "target", fields=fields)


@rule("G203", severity=Severity.WARNING)
def figure_stale(scene: Scene) -> Iterator[Place]:
    """The figure is from {day}: older than {limit} days.

    Decisions of today would rest on a figure of then.

    Read the number again and enter it under "{current}", and its day under "{field}".
    """
    for goal in _running(scene):
        if goal.measured is not None and (scene.today - goal.measured).days > FIGURE_DAYS:
            current = called(FIGURE[0], goal.source, scene.config)
            yield at(goal, "measured", day=goal.measured, limit=FIGURE_DAYS, current=current)


def _running(scene: Scene) -> Iterator[Goal]:
    """Active goals in their period."""
    for goal in scene.backlog.goals:
        period = goal.period
        if goal.status == "active" and period is not None and period.first <= scene.today <= period.last:
            yield goal


@rule("G204", severity=Severity.WARNING)
def goal_closed(scene: Scene) -> Iterator[Place]:
    """The goal is no longer active, and open items work for it: {items}.

    Work for a goal that is paused, reached or dropped takes time from the others.

    Give these items another goal, drop them, or make the goal active again.
    """
    for goal in scene.backlog.goals:
        if goal.status != "active":
            left = [item for item in scene.items_of_goal.get(goal.id, ()) if item.kind.open]
            if left:
                notes = ((TO_ANOTHER, {"goal": goal.id}),)
                yield at(goal, "status", items=ids(left), notes=notes)


TO_ANOTHER = N_(
    "One line in the form for many changes, or for `backlog apply`, gives them another one: "
    "where goal={goal} status=open: goal = …"
)


@rule("G205", severity=Severity.WARNING)
def initiative_closed(scene: Scene) -> Iterator[Place]:
    """The initiative is no longer active, and open items belong to it: {items}.

    Work for an initiative that is paused, finished or dropped takes time from the others.

    Take these items out of it, drop them, or make the initiative active again.
    """
    for initiative in scene.backlog.initiatives:
        if initiative.status != "active":
            left = [item for item in scene.items_of_initiative.get(initiative.id, ()) if item.kind.open]
            if left:
                yield at(initiative, "status", items=ids(left))


@rule("G206", severity=Severity.WARNING)
def initiative_without_items(scene: Scene) -> Iterator[Place]:
    """The initiative is active, and no open item belongs to it: nothing follows.

    It stands on the pages as if somebody worked on it.

    Plan its next item, or set the initiative to finished.
    """
    for initiative in scene.backlog.initiatives:
        items = scene.items_of_initiative.get(initiative.id, ())
        if initiative.status == "active" and not any(item.kind.open for item in items):
            yield at(initiative, "title")
