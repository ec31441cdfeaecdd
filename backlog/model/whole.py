"""The backlog as a whole: everything that was read, sorted and with its indexes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from backlog.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.config.sections import Config, Status
    from backlog.findings import Fault
    from backlog.model.baseline import Baseline
    from backlog.model.goals import Goal, Initiative
    from backlog.model.items import Item
    from backlog.model.meetings import Meeting

UNSAID = Source(path="backlog.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file of which no value could be made; `private` where a line scan says so.

    It keeps the id that it seems to have, so that whoever names it is not at fault as well. A private one
    keeps its title too, so that both can be left out elsewhere; they are never published.
    """

    path: str
    private: bool = False
    id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Everything that was read, sorted by id (meetings by date), and what reading came upon.

    `found` counts the paths that the patterns match; found = read + len(refused). `assets` are the
    local files that bodies link to, by path, with their size in bytes (None: there is no such
    file, or it is no ordinary file inside the repository). `settings` are path and lines of the
    configuration file, to point into it; `baseline` is there where it names one.
    """

    config: Config
    settings: Source = UNSAID
    baseline: Baseline | None = None
    items: tuple[Item, ...] = ()
    goals: tuple[Goal, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    faults: tuple[Fault, ...] = ()
    found: int = 0
    refused: tuple[Refused, ...] = ()
    assets: Mapping[str, int | None] = field(default_factory=dict)
    item_by_id: Mapping[str, Item] = field(default_factory=dict)
    goal_by_id: Mapping[str, Goal] = field(default_factory=dict)
    initiative_by_id: Mapping[str, Initiative] = field(default_factory=dict)
    status_by_id: Mapping[str, Status] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many of the files found could be read."""
        return self.found - len(self.refused)

    def goal_of(self, item: Item) -> str | None:
        """Id of the item's effective goal: its own, else its initiative's; None if unknown."""
        if item.goal is not None:
            return item.goal if item.goal in self.goal_by_id else None
        initiative = self.initiative_by_id.get(item.initiative or "")
        goal = initiative.goal if initiative else None
        return goal if goal in self.goal_by_id else None


def backlog_of(
    config: Config,
    items: tuple[Item, ...] = (),
    goals: tuple[Goal, ...] = (),
    initiatives: tuple[Initiative, ...] = (),
    meetings: tuple[Meeting, ...] = (),
    **rest: object,
) -> Backlog:
    """A backlog of these values, sorted and with its indexes."""
    items = tuple(sorted(items, key=lambda item: item.id))
    goals = tuple(sorted(goals, key=lambda goal: goal.id))
    initiatives = tuple(sorted(initiatives, key=lambda initiative: initiative.id))
    in_time = sorted(meetings, key=lambda meeting: (str(meeting.date), str(meeting.type), meeting.path))
    return Backlog(
        config=config,
        items=items,
        goals=goals,
        initiatives=initiatives,
        meetings=tuple(in_time),
        item_by_id={item.id: item for item in items},
        goal_by_id={goal.id: goal for goal in goals},
        initiative_by_id={initiative.id: initiative for initiative in initiatives},
        status_by_id={status.id: status for status in config.workflow},
        **rest,  # type: ignore[arg-type]
    )


def configured(backlog: Backlog, config: Config) -> Backlog:
    """The same backlog by a configuration that names things otherwise; itself where it is the same."""
    if config == backlog.config:
        return backlog
    return replace(backlog, config=config, status_by_id={status.id: status for status in config.workflow})
