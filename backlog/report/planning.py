"""Planning: how much may begin until the next planning, what comes into question, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.metrics.wip import count_by_status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backlog.metrics.cadence import Occasion
    from backlog.report.shapes import Card
    from backlog.report.whole import Report

WEEKS = {"weekly": 1, "biweekly": 2, "monthly": 4}
AHEAD = timedelta(days=13)
"""Absences are looked at for two weeks from the planning on, its day included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many items may begin within `weeks` weeks: at least, and at most.

    `per_week` is measured, or agreed in the configuration before there is data. `running` items stand in
    active columns, which have `limit` places in all (None: one of them has no limit). `most` is what is
    finished in the time, less what is above the limit; `least` as many of these as have a place now.
    `planned` are the planned items that could begin, which come first; `room` is what is left of `most`.
    """

    weeks: int
    per_week: int
    measured: bool
    running: int
    limit: int | None
    least: int
    most: int
    planned: int
    room: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An item that might be planned, and whether its owner can take it.

    `away`: first and last day of the owner's absence, as far as it lies in the two weeks; `full`: the owner
    has as many items at once as the limit allows. `last_in_reach`: capacity ends below it; it is counted
    in items that could begin.
    """

    card: Card
    away: tuple[date, date] | None
    full: bool
    last_in_reach: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """What a planning looks at. `occasion` is the next one, None without a rhythm and minutes.

    `candidates` are the ranked items of the backlog in order, `unscored` those without ratings. `planned`
    and `running` (in progress, in review) stand in order; `due` are parked items whose day comes within
    the two weeks after.
    """

    occasion: Occasion | None
    day: date
    capacity: Capacity
    candidates: tuple[Candidate, ...]
    unscored: tuple[Card, ...]
    planned: tuple[Candidate, ...]
    running: tuple[Card, ...]
    due: tuple[Card, ...]


def planning_of(report: Report) -> Planning:
    """The next planning, as of the report day."""
    occasion = next((one for one in report.next_meetings if one.type == "planning"), None)
    day = occasion.day if occasion is not None else report.today
    open_cards = sorted(
        (card for card in report.cards if card.item.kind.open and not card.parked), key=_order
    )
    planned = [card for card in open_cards if card.item.kind is Kind.PLANNED]
    capacity = capacity_of(report, sum(card.ready for card in planned))
    ranked = [card for card in report.ranked if card.item.kind is Kind.BACKLOG]
    return Planning(
        occasion=occasion,
        day=day,
        capacity=capacity,
        candidates=_candidates(report, ranked, day, capacity.room),
        unscored=tuple(card for card in report.unscored if card.item.kind is Kind.BACKLOG),
        planned=_candidates(report, planned, day, 0),
        running=tuple(card for card in open_cards if card.item.kind.started),
        due=tuple(
            card
            for card in report.parked
            if card.item.recheck is not None and card.item.recheck <= day + AHEAD
        ),
    )


def _order(card: Card) -> tuple[float, str]:
    return card.order if card.order is not None else float("inf"), card.item.id


def capacity_of(report: Report, planned: int) -> Capacity:
    """How many items may begin until the planning after the next; `planned` ones wait for it already."""
    config = report.config
    weeks = WEEKS.get(config.cadence.planning.rhythm, 1)
    measured = report.flow.per_week
    per_week = measured if measured is not None else config.flow.capacity_per_week
    counts = count_by_status(report.backlog)
    columns = [status for status in config.workflow if status.kind is Kind.ACTIVE]
    limits = [status.wip_limit for status in columns if status.wip_limit is not None]
    limit = sum(limits) if limits and len(limits) == len(columns) else None
    running = sum(counts[status.id] for status in columns)
    most = weeks * per_week
    least = most
    if limit is not None:
        most = max(0, most - max(0, running - limit))
        least = min(most, max(0, limit - running))
    return Capacity(
        weeks=weeks,
        per_week=per_week,
        measured=measured is not None,
        running=running,
        limit=limit,
        least=least,
        most=most,
        planned=planned,
        room=max(0, most - planned),
    )


def _candidates(report: Report, cards: Sequence[Card], day: date, room: int) -> tuple[Candidate, ...]:
    full = {view.id for view in report.people if len(view.active) >= view.limit}
    ready = [card.item.id for card in cards if card.ready]
    last = ready[room - 1] if 0 < room <= len(ready) else None
    return tuple(
        Candidate(
            card=card,
            away=_away(report, card.item.owner, day),
            full=card.item.owner in full,
            last_in_reach=card.item.id == last,
        )
        for card in cards
    )


def _away(report: Report, owner: str | None, day: date) -> tuple[date, date] | None:
    """The first absence of a person that touches the two weeks, cut to them."""
    person = report.config.people.get(owner or "")
    last = day + AHEAD
    found = [
        (max(absence.first, day), min(absence.last or absence.first, last))
        for absence in (person.absences if person is not None else ())
        if absence.first is not None and absence.first <= last and (absence.last or absence.first) >= day
    ]
    return min(found, default=None)
