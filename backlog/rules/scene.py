"""Scene: a backlog on a day, with everything that several rules ask for worked out once."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.places import locate
from backlog.metrics.flow import flow_of
from backlog.pasting import shown as lines_of
from backlog.rules.guess import Guesses
from backlog.rules.naming import field_called, written
from backlog.rules.rule import Place
from backlog.source import Location
from backlog.spelling import same, stem_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from backlog.config.sections import Config
    from backlog.findings import Fault
    from backlog.history import Past, Timeline
    from backlog.metrics.figures import Flow
    from backlog.model import Backlog, Goal, Initiative, Item, Meeting
    from backlog.pasting import Edit

    Thing = Item | Goal | Initiative | Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the rules look at.

    `faults` are those of reading, by slug; `faulty` the fields of each path that are filled in but at
    fault, so that no rule calls them missing. `refused` are the names that a refused file would have
    answered to: a reference to it is not at fault as well. `public` leaves out private items, which
    count in no figure; `private` are their ids; `published` is the backlog, `past` the past without them.
    `bodiless` are the paths of files whose text below the front matter could not be read.
    `items_of_goal` and `items_of_initiative` hold public items by id, in the order of ids. `flows` is filled
    when somebody asks for the `flow`.
    """

    backlog: Backlog
    today: date
    timelines: Mapping[str, Timeline]
    past: Past
    faults: Mapping[str, tuple[Fault, ...]]
    faulty: Mapping[str, frozenset[str]]
    refused: frozenset[str]
    public: tuple[Item, ...]
    private: frozenset[str]
    published: Backlog
    bodiless: frozenset[str]
    items_of_goal: Mapping[str, tuple[Item, ...]]
    items_of_initiative: Mapping[str, tuple[Item, ...]]
    guesses: Guesses = dataclasses.field(default_factory=Guesses)
    flows: list[Flow] = dataclasses.field(default_factory=list)

    @property
    def config(self) -> Config:
        """The configuration of the backlog."""
        return self.backlog.config


BODY_FAULTS = ("body-too-deep", "body-too-large")


def scene_of(backlog: Backlog, past: Past) -> Scene:
    """The scene of a backlog on the day of its past."""
    faults: defaultdict[str, list[Fault]] = defaultdict(list)
    for fault in backlog.faults:
        faults[fault.slug].append(fault)
    public = tuple(item for item in backlog.items if not item.private)
    goals: defaultdict[str, list[Item]] = defaultdict(list)
    initiatives: defaultdict[str, list[Item]] = defaultdict(list)
    for item in public:
        goal = backlog.goal_of(item)
        if goal is not None:
            goals[goal].append(item)
        if item.initiative is not None:
            initiatives[item.initiative].append(item)
    return Scene(
        backlog=backlog,
        today=past.today,
        timelines=past.timelines,
        past=_published(past),
        faults={slug: tuple(entries) for slug, entries in faults.items()},
        faulty=_faulty(backlog),
        refused=frozenset(
            same(name) for file in backlog.refused for name in (stem_of(file.path), file.id) if name
        ),
        public=public,
        private=frozenset(item.id for item in backlog.items if item.private),
        published=dataclasses.replace(backlog, items=public, item_by_id={item.id: item for item in public}),
        bodiless=frozenset(fault.location.path for slug in BODY_FAULTS for fault in faults[slug]),
        items_of_goal={goal: tuple(items) for goal, items in goals.items()},
        items_of_initiative={initiative: tuple(items) for initiative, items in initiatives.items()},
    )


def flow(scene: Scene) -> Flow:
    """How work flowed, without private items; worked out once."""
    if not scene.flows:
        scene.flows.append(flow_of(scene.past, scene.config, scene.today))
    return scene.flows[0]


def _published(past: Past) -> Past:
    """The past without the lives of private items, which count in nothing that concerns the whole."""
    lives = tuple(life for life in past.lives if life.item is None or not life.item.private)
    return dataclasses.replace(past, lives=lives)


def _faulty(backlog: Backlog) -> dict[str, frozenset[str]]:
    """Fields at fault by path; a field that was probably meant by an unknown one counts as well."""
    fields: defaultdict[str, set[str]] = defaultdict(set)
    for fault in backlog.faults:
        if fault.slug == "unknown-field" and fault.values.get("guess"):
            fields[fault.location.path].add(field_called(str(fault.values["guess"]), backlog.config))
        if fault.field:
            fields[fault.location.path].add(fault.field.partition(".")[0])
    return {path: frozenset(names) for path, names in fields.items()}


def things(scene: Scene) -> Iterator[Item | Goal | Initiative]:
    """Everything that has an id: items, goals, initiatives."""
    yield from scene.backlog.items
    yield from scene.backlog.goals
    yield from scene.backlog.initiatives


def every(scene: Scene) -> Iterator[Thing]:
    """Everything that was read."""
    yield from things(scene)
    yield from scene.backlog.meetings


def told(scene: Scene, slug: str) -> Iterator[Place]:
    """The faults of a slug as places: what reading came upon is told by a rule like any other."""
    for fault in scene.faults.get(slug, ()):
        yield Place(
            location=fault.location,
            values=fault.values,
            field=fault.field,
            paste=fault.paste,
            edits=fault.edits,
            sure=fault.sure,
            refuses=fault.refuses,
        )


def at(
    thing: Thing,
    name: str,
    *,
    edits: tuple[Edit, ...] = (),
    sure: bool = True,
    items: tuple[str, ...] = (),
    **values: object,
) -> Place:
    """The place of a field (`depends_on.0` for an entry) with its name as the file writes it.

    What is offered to paste is what the `edits` come to.
    """
    return Place(
        location=thing.source.at(name),
        values={"field": written(thing.source, name), **({"items": shown(items)} if items else {}), **values},
        field=".".join(part for part in name.split(".") if not part.isdigit()),
        paste=lines_of(edits),
        edits=edits,
        sure=sure,
        items=items,
    )


MOST_SHOWN = 8


def shown(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that a sentence lists: the first ones of many."""
    return names if len(names) <= MOST_SHOWN else (*names[: MOST_SHOWN - 1], "…")


def below_front_matter(thing: Thing) -> Location:
    """Where the text of a file begins: the closing fence of its front matter."""
    line = max(1, len(thing.source.lines))
    return Location(thing.path, line, 1, 0, thing.source.line(line))


def in_settings(scene: Scene, *keys: str) -> Location:
    """The place of a key in the configuration file."""
    settings = scene.backlog.settings
    return locate(settings.path, settings.lines, keys)


def ids(items: Iterable[Item]) -> tuple[str, ...]:
    """The ids of items, to be listed in a sentence."""
    return tuple(item.id for item in items)


def latest(scene: Scene, items: Iterable[Item]) -> Item:
    """The item that came last into its status: the one that could still go back."""
    return max(items, key=lambda item: (str(scene.timelines[item.id].status_since or ""), item.id))
