"""Dependence on single people: work that is all one person's, owners without deputy, work at risk.

Nothing here counts what a person finished: it is said of a channel or a goal that one person does all
of it, and of people only who stands in and who is away.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from backlog.config.sections import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from backlog.config.sections import Absence, Config, Person
    from backlog.history import Timeline
    from backlog.model import Backlog, Item

LEAST = 3
"""Fewer items than that say nothing about whether work hangs on one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """A channel or goal (by id) all of whose items of the window are one person's, LEAST at least.

    `items` are those that are open and those finished in the window, by id.
    """

    kind: Literal["channel", "goal"]
    id: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtRisk:
    """Items that stand still while their owner is away, first to last day, both included.

    Nobody stands in (`deputy` is None), or the deputy is away on some of these days too. The days are
    those of the absence, which may begin before the window or end after it.
    """

    person: str
    first: date
    last: date
    deputy: str | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """What hangs on single people; `without_deputy` are owners of open items, by id."""

    hanging: tuple[Hanging, ...]
    without_deputy: tuple[str, ...]
    at_risk: tuple[AtRisk, ...]


NONE = Dependence(hanging=(), without_deputy=(), at_risk=())


def dependence_of(
    backlog: Backlog,
    timelines: Mapping[str, Timeline],
    since: date,
    window: tuple[date, date],
) -> Dependence:
    """What hangs on single people on the first day of the focus window.

    `since` is the first day of the flow window, from which on finished items count.
    """
    counted = [item for item in backlog.items if _counts(item, timelines, since)]
    return Dependence(
        hanging=tuple(_hanging(backlog, counted)),
        without_deputy=tuple(_without_deputy(backlog, window[0])),
        at_risk=tuple(_at_risk(backlog, window)),
    )


def _counts(item: Item, timelines: Mapping[str, Timeline], since: date) -> bool:
    if item.kind is Kind.DONE:
        finished = timelines[item.id].finished
        return finished is not None and finished >= since
    return item.kind.open and item.kind is not Kind.INTAKE


def _hanging(backlog: Backlog, items: Iterable[Item]) -> Iterator[Hanging]:
    """Channels, then goals, by id."""
    by_channel: defaultdict[str, list[Item]] = defaultdict(list)
    by_goal: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_channel[item.channel or ""].append(item)
        by_goal[backlog.goal_of(item) or ""].append(item)
    for id_, some in sorted(by_channel.items()):
        if id_ and _is_one_persons(some):
            yield Hanging(kind="channel", id=id_, items=tuple(item.id for item in some))
    for id_, some in sorted(by_goal.items()):
        if id_ and _is_one_persons(some):
            yield Hanging(kind="goal", id=id_, items=tuple(item.id for item in some))


def _is_one_persons(items: list[Item]) -> bool:
    owners = {item.owner for item in items}
    return len(items) >= LEAST and len(owners) == 1 and None not in owners


def deputy_of(config: Config, person: str, today: date) -> str | None:
    """Who stands in for a person: the configured deputy, as long as that one is with the team."""
    known = config.people.get(person)
    deputy = known.deputy if known else ""
    there = config.people.get(deputy)
    return deputy if there is not None and (there.until is None or there.until >= today) else None


def _without_deputy(backlog: Backlog, today: date) -> Iterator[str]:
    """Known people who own work that has begun or is planned, and for whom nobody stands in."""
    config = backlog.config
    owners = {item.owner for item in backlog.items if item.kind.started or item.kind is Kind.PLANNED}
    for person in sorted(owner for owner in owners if owner and owner in config.people):
        if deputy_of(config, person, today) is None:
            yield person


def _at_risk(backlog: Backlog, window: tuple[date, date]) -> Iterator[AtRisk]:
    """By the first day of the absence, then by person."""
    config, found = backlog.config, []
    owned: defaultdict[str, list[str]] = defaultdict(list)
    for item in backlog.items:
        if item.owner and item.owner in config.people and _is_coming(item, window[1]):
            owned[item.owner].append(item.id)
    for person, items in owned.items():
        deputy = deputy_of(config, person, window[0])
        for first, last in absences_within(config.people[person], window):
            days = max(first, window[0]), min(last, window[1])
            if deputy is None or any(absences_within(config.people[deputy], days)):
                found.append(AtRisk(person=person, first=first, last=last, deputy=deputy, items=tuple(items)))
    yield from sorted(found, key=lambda risk: (risk.first, risk.last, risk.person))


def _is_coming(item: Item, last: date) -> bool:
    """Whether it has begun, or is planned to begin by the last day."""
    begins = item.start or item.due
    return item.kind.started or (item.kind is Kind.PLANNED and (begins is None or begins <= last))


def absences_within(person: Person, window: tuple[date, date]) -> Iterator[tuple[date, date]]:
    """The absences of a person that share a day with the window, as first and last day."""
    for absence in person.absences:
        days = _days(absence)
        if days is not None and days[0] <= window[1] and days[1] >= window[0]:
            yield days


def _days(absence: Absence) -> tuple[date, date] | None:
    return (absence.first, absence.last or absence.first) if absence.first is not None else None
