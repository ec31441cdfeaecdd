"""What somebody still stands in: open items, goals, initiatives, minutes, and the settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from backlog.model import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.config.sections import Config
    from backlog.model import Backlog, Initiative, Item, Meeting

OWNED_TABLES = ("channels", "metrics", "partners", "tools")
_OVER = frozenset({"achieved", "finished", "dropped"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A place that names a person for something that is not over.

    `name` is what it is called: an id, the file name of minutes, `channels.seo`. `field` is our name of the
    field, `path` the file; settings have none.
    """

    kind: Literal["item", "goal", "initiative", "meeting", "setting"]
    name: str
    field: str
    path: str = ""


def duties(backlog: Backlog, person: str) -> tuple[Duty, ...]:
    """Every place that names a person (by id) for something that is not over; what is done is left alone."""
    return (
        *(duty for item in backlog.items if item.kind.open for duty in _of_item(item, person)),
        *(duty for goal in backlog.goals for duty in _of_aim(goal, person)),
        *(duty for initiative in backlog.initiatives for duty in _of_aim(initiative, person)),
        *(duty for meeting in backlog.meetings for duty in _of_minutes(meeting, person)),
        *_of_settings(backlog.config, person),
    )


def _of_item(item: Item, person: str) -> Iterator[Duty]:
    for field in ("owner", "reviewer"):
        if getattr(item, field) == person:
            yield Duty(kind="item", name=item.id, field=field, path=item.path)


def _of_aim(thing: Goal | Initiative, person: str) -> Iterator[Duty]:
    if thing.status not in _OVER and thing.owner == person:
        kind: Literal["goal", "initiative"] = "goal" if isinstance(thing, Goal) else "initiative"
        yield Duty(kind=kind, name=thing.id, field="owner", path=thing.path)


def _of_minutes(meeting: Meeting, person: str) -> Iterator[Duty]:
    name = meeting.path.rpartition("/")[2]
    over = [("actions", number, one.owner, one.done) for number, one in enumerate(meeting.actions)]
    over += [("blockers", number, one.owner, one.resolved) for number, one in enumerate(meeting.blockers)]
    for field, number, owner, closed in over:
        if owner == person and closed is None:
            yield Duty(kind="meeting", name=name, field=f"{field}.{number}.owner", path=meeting.path)


def _of_settings(config: Config, person: str) -> Iterator[Duty]:
    for id_, other in config.people.items():
        if other.deputy == person and other.until is None:
            yield Duty(kind="setting", name=f"people.{id_}", field="deputy")
    for table in OWNED_TABLES:
        for id_, entry in getattr(config, table).items():
            if entry.owner == person:
                yield Duty(kind="setting", name=f"{table}.{id_}", field="owner")
    for field in type(config.decisions).__dataclass_fields__:
        if any(named(one, person, config) for one in getattr(config.decisions, field)):
            yield Duty(kind="setting", name="decisions", field=field)


def named(text: str, person: str, config: Config) -> bool:
    """Whether a text of the settings is the id of a person, or has the name in it."""
    return text == person or bool(_name(person, config).search(text))


def renamed(text: str, person: str, other: str, config: Config) -> str:
    """The text with somebody else in place of a person: the id where it says no more than that."""
    whole = _name(person, config)
    if text == person or whole.fullmatch(text.strip()):
        return other
    return whole.sub(lambda _: config.people[other].name or other, text)


def _name(person: str, config: Config) -> re.Pattern[str]:
    known = config.people.get(person)
    return re.compile(rf"(?i)(?<!\w){re.escape(known.name if known and known.name else person)}(?!\w)")
