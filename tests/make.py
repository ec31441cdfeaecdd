"""Builders of values for tests: an item, a goal, a configuration, with as little said as possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from backlog.config.defaults import default_config
from backlog.config.sections import Config, Kind, Person
from backlog.findings import Finding, Severity
from backlog.model import (
    Backlog,
    Body,
    Criterion,
    Goal,
    Initiative,
    Item,
    Meeting,
    Moved,
    Period,
    backlog_of,
)
from backlog.source import Location, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TODAY = date(2026, 2, 16)  # a Monday

KINDS: Mapping[str, Kind] = {status.id: status.kind for status in default_config().workflow}


def day(text: str) -> date:
    """The day of an ISO date: `day("2026-02-16")`."""
    return date.fromisoformat(text)


def config(language: str = "en", **values: Any) -> Config:
    """The default configuration, with these sections replaced."""
    return replace(default_config(language), **values)


def people(*ids: str, **persons: Person) -> dict[str, Person]:
    """A `[people]` table: `people("anna")` is called Anna."""
    return {**{id_: Person(name=id_.capitalize()) for id_ in ids}, **persons}


def history(*entries: str) -> tuple[Moved, ...]:
    """Entries of `history:`: `history("2026-01-05 backlog", "2026-01-07 in-progress")`."""
    return tuple(Moved(day(entry[:10]), entry[11:]) for entry in entries)


def item(id: str = "landingpage", status: str = "backlog", **values: Any) -> Item:  # noqa: A002 - as the field is called
    """An item of which nothing is known but its title and status (an id of the default workflow)."""
    path = f"items/{id}.md"
    kind = values.pop("kind", KINDS.get(status, Kind.INTAKE))
    given = {"title": f"Title of {id}", "source": Source(path=path), **values}
    return Item(id=id, path=path, status=status, kind=kind, **given)


def ready_item(id: str = "landingpage", status: str = "backlog", **values: Any) -> Item:  # noqa: A002 - as the field is called
    """An item that has everything that is required up to planned; its goal is `leads`."""
    given = {
        "goal": "leads",
        "owner": "anna",
        "channel": "website",
        "impact": 4,
        "confidence": 3,
        "effort": 2,
        "metric": "leads",
        "body": Body(criteria=(Criterion("It is online", done=False, line=20),), visible=80),
        **values,
    }
    return item(id, status, **given)


def goal(id: str = "leads", **values: Any) -> Goal:  # noqa: A002 - as the field is called
    """A goal of the first quarter of 2026."""
    path = f"items/goals/{id}.md"
    period = Period(date(2026, 1, 1), date(2026, 3, 31), "2026-Q1")
    return Goal(
        id=id, path=path, **{"title": f"Goal {id}", "source": Source(path=path), "period": period, **values}
    )


def initiative(id: str = "heating", **values: Any) -> Initiative:  # noqa: A002 - as the field is called
    """An initiative of the goal `leads`."""
    path = f"items/initiatives/{id}.md"
    given = {"title": f"Initiative {id}", "source": Source(path=path), "goal": "leads", **values}
    return Initiative(id=id, path=path, **given)


def meeting(on: str = "2026-02-09", type: str = "review", **values: Any) -> Meeting:  # noqa: A002 - as the field is called
    """Minutes of a meeting."""
    path = f"items/meetings/{on}-{type}.md"
    return Meeting(path=path, date=day(on), type=type, **{"source": Source(path=path), **values})


def backlog(
    items: Sequence[Item] = (),
    goals: Sequence[Goal] = (),
    initiatives: Sequence[Initiative] = (),
    meetings: Sequence[Meeting] = (),
    **values: Any,
) -> Backlog:
    """A backlog of these values, by default in the default configuration."""
    found = len(items) + len(goals) + len(initiatives) + len(meetings)
    given = {"found": found, **values}
    settings = given.pop("config", None) or config()
    return backlog_of(settings, tuple(items), tuple(goals), tuple(initiatives), tuple(meetings), **given)


def finding(slug: str = "stalled", path: str = "items/landingpage.md", **values: Any) -> Finding:
    """What a rule found; items named by `items=("a",)`."""
    given = {"code": "I001", "severity": Severity.WARNING, "location": Location(path), **values}
    return Finding(slug=slug, **given)
