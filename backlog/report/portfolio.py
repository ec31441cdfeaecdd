"""Initiatives that ask for a decision: to start, to pause or stop, and done ones that nothing follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from backlog.config.sections import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backlog.report.shapes import InitiativeView

UNMOVED = timedelta(days=60)

Why = Literal["goal-achieved", "goal-dropped", "unmoved", "all-done"]
"""Why an initiative should end or rest: its goal did, nothing moved, or nothing is left to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """An initiative to pause or stop. `days` since the last move of one of its items; None unknown."""

    view: InitiativeView
    why: Why
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """What is to be decided of initiatives, each list by id; no initiative stands in two of them.

    `start`: active ones of an active goal whose period has begun, none of whose items ever began.
    `pause`: active ones whose goal is achieved or dropped, or none of whose items changed its status or
    was added for UNMOVED, or all of whose items are done. `followed_by_nothing`: done ones (finished, or
    all items done) of an active goal none of whose other active initiatives has an open item. `running`
    counts the active ones.
    """

    running: int
    start: tuple[InitiativeView, ...]
    pause: tuple[Pause, ...]
    followed_by_nothing: tuple[InitiativeView, ...]


def portfolio_of(initiatives: Sequence[InitiativeView], today: date) -> Portfolio:
    """The initiatives that ask for a decision on the day."""
    unfollowed = tuple(view for view in initiatives if _is_unfollowed(view, initiatives, today))
    active = [view for view in initiatives if view.initiative.status == "active"]
    over = {view.initiative.id for view in unfollowed}
    rest = [view for view in active if view.initiative.id not in over]
    start = tuple(view for view in rest if _is_to_start(view, today))
    begin = {view.initiative.id for view in start}
    return Portfolio(
        running=len(active),
        start=start,
        pause=tuple(
            pause for view in rest if view.initiative.id not in begin for pause in _pause(view, today)
        ),
        followed_by_nothing=unfollowed,
    )


def last_moved(view: InitiativeView) -> date | None:
    """The day of the last move of one of its items, a birth included; None where none is known."""
    days = [move.day for card in view.cards for move in card.timeline.moves[-1:] if move.dated]
    days += [card.timeline.created for card in view.cards if card.timeline.created is not None]
    return max(days, default=None)


def _has_open(view: InitiativeView) -> bool:
    return any(card.item.kind.open for card in view.cards)


def _has_begun(view: InitiativeView) -> bool:
    """Whether one of its items was ever in progress, in review or done."""
    return any(
        card.item.kind.started or card.item.kind is Kind.DONE or card.timeline.started for card in view.cards
    )


def _is_running(view: InitiativeView, today: date) -> bool:
    """Whether its goal is active and its period has begun."""
    goal = view.goal
    return (
        goal is not None and goal.status == "active" and (goal.period is None or goal.period.first <= today)
    )


def _is_to_start(view: InitiativeView, today: date) -> bool:
    return _is_running(view, today) and not _has_begun(view)


def _is_over(view: InitiativeView) -> bool:
    """Finished, or active with all of its items done."""
    if view.initiative.status == "finished":
        return True
    return view.initiative.status == "active" and _has_begun(view) and not _has_open(view)


def _is_unfollowed(view: InitiativeView, all_: Sequence[InitiativeView], today: date) -> bool:
    if not _is_over(view) or not _is_running(view, today):
        return False
    return not any(
        other.goal == view.goal and other.initiative.status == "active" and _has_open(other) for other in all_
    )


def _pause(view: InitiativeView, today: date) -> tuple[Pause, ...]:
    moved = last_moved(view)
    days = (today - moved).days if moved is not None else None
    goal = view.goal.status if view.goal is not None else ""
    why: Why | None = None
    if goal == "achieved":
        why = "goal-achieved"
    elif goal == "dropped":
        why = "goal-dropped"
    elif _is_over(view):
        why = "all-done"
    elif days is not None and days >= UNMOVED.days:
        why = "unmoved"
    return (Pause(view=view, why=why, days=days),) if why else ()
