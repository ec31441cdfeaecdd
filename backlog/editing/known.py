"""What a reference may name: ids, and names and titles that only one thing has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.defaults import default_channels
from backlog.content.parse import vocabulary
from backlog.spelling import fold, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backlog.content.sheet import Vocabulary
    from backlog.model import Backlog

Targets = dict[str, "Target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The things of a kind: names by id, ids by spelling; `open`: a text that names none is as good."""

    names: Mapping[str, str]
    exact: Mapping[str, str]
    by_name: Mapping[str, str]
    open: bool = False

    def meant(self, said: str) -> str:
        """The id that is meant; nothing where there is none."""
        found = said if said in self.names else ""
        return found or self.exact.get(same(said), "") or self.by_name.get(fold(said), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A backlog with the words that wishes may use of it."""

    backlog: Backlog
    words: Vocabulary
    targets: Targets


def known(backlog: Backlog) -> Known:
    """The words of a backlog; to be made once for many wishes."""
    config = backlog.config
    goals = {goal.id: goal.title for goal in backlog.goals}
    initiatives = {initiative.id: initiative.title for initiative in backlog.initiatives}
    items = {item.id: item.title for item in backlog.items}
    former = [(name, item.id) for item in backlog.items for name in item.formerly]
    people = {id_: person.name for id_, person in config.people.items()}
    channels = {id_: channel.name for id_, channel in config.channels.items()}
    proposed = {id_: entry.name for id_, entry in default_channels(config.language).items()}
    metrics = {id_: metric.name for id_, metric in config.metrics.items()}
    partners = {id_: partner.name for id_, partner in config.partners.items()}
    targets = {
        "goal": _target(goals),
        "initiative": _target(initiatives),
        "item": _target(items, former),
        "person": _target(people, is_open=not people),
        "channel": _target(channels or proposed, is_open=not channels),
        "metric": _target(metrics, is_open=True),
        "partner": _target(partners, is_open=not partners),
    }
    return Known(backlog=backlog, words=vocabulary(config), targets=targets)


def _target(
    names: Mapping[str, str], former: Iterable[tuple[str, str]] = (), *, is_open: bool = False
) -> Target:
    exact = {same(name): id_ for name, id_ in former} | {same(id_): id_ for id_ in names}
    called: defaultdict[str, set[str]] = defaultdict(set)
    for id_, name in names.items():
        called[fold(name or id_)].add(id_)
    by_name = {name: min(ids) for name, ids in called.items() if len(ids) == 1}
    return Target(names=names, exact=exact, by_name=by_name, open=is_open)
