"""Where files point by id: every place, and the ids of what items depend on."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.language import N_
from backlog.metrics.precedence import circles
from backlog.model import Item
from backlog.pasting import swapped
from backlog.rules.entries import places_of_entries
from backlog.rules.guess import guess as guess_of
from backlog.rules.guess import is_sure, words_for
from backlog.rules.paste import NOTHING
from backlog.rules.scene import Scene, at, shown
from backlog.spelling import same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from backlog.model import Goal, Initiative
    from backlog.rules.rule import Note, Place
    from backlog.rules.scene import Thing

PLAIN = re.compile(r"\w[\w .-]*\w|\w")
"""Names that stand in a file as they are; for others the id does."""
THERE_ARE = N_("There are: {known}.")


def unknown(
    scene: Scene, thing: Thing, name: str, value: str, *, kind: str, known: Mapping[str, object]
) -> Iterator[Place]:
    """The place of a reference to nothing, with the nearest id or name; none for a file that was refused."""
    if value in known or same(value) in scene.refused:
        return
    words = words_for(scene.guesses, kind, known)
    guess = guess_of(scene.guesses, value, kind, words)
    guess = "" if isinstance(thing, Item) and kind == "item" and guess == thing.id else guess
    said = guess if PLAIN.fullmatch(guess) else words.get(guess, "")
    edits = swapped(thing.source.at(name), said, value)
    sure = is_sure(scene.guesses, value, guess, kind, words)
    notes = _choices(kind, known)
    yield at(thing, name, edits=edits, sure=sure, value=value, guess=guess, notes=notes)


def _choices(kind: str, known: Collection[str]) -> tuple[Note, ...]:
    if not known and kind in NOTHING:
        return ((NOTHING[kind], {}),)
    return () if kind == "item" else those_known(known)


def those_known(ids: Iterable[str]) -> tuple[Note, ...]:
    """The ids that there are, to be chosen from; of items there are too many."""
    return ((THERE_ARE, {"known": ", ".join(shown(tuple(ids)))}),) if ids else ()


def to_goals(scene: Scene) -> Iterator[tuple[Item | Initiative, str, str]]:
    """Every reference to a goal: whose it is, the field, the id."""
    for item in scene.backlog.items:
        if item.goal is not None:
            yield item, "goal", item.goal
    for initiative in scene.backlog.initiatives:
        if initiative.goal is not None:
            yield initiative, "goal", initiative.goal


def to_metrics(scene: Scene) -> Iterator[tuple[Item | Goal, str, str]]:
    """Every metric that is named: by whom, the field, the text."""
    for item in scene.backlog.items:
        if item.metric is not None:
            yield item, "metric", item.metric
    for goal in scene.backlog.goals:
        if goal.metric is not None:
            yield goal, "metric", goal.metric


def to_items(scene: Scene) -> Iterator[tuple[Thing, str, str]]:
    """Every reference to an item: whose it is, the field (or entry), the id."""
    for item in scene.backlog.items:
        for name, other in places_of_entries(item, "depends_on", item.depends_on):
            yield item, name, other
    for meeting in scene.backlog.meetings:
        for number, blocker in enumerate(meeting.blockers):
            if blocker.item is not None:
                yield meeting, f"blockers.{number}.item", blocker.item


def unfinished(scene: Scene, item: Item) -> list[Item]:
    """What an item depends on and is neither done nor dropped, in the order of the file."""
    known = (scene.backlog.item_by_id.get(other) for other in item.depends_on)
    return [other for other in known if other is not None and other.kind.open and other is not item]


def dropped(scene: Scene, item: Item) -> list[Item]:
    """What an item depends on and was dropped, in the order of the file."""
    known = (scene.backlog.item_by_id.get(other) for other in item.depends_on)
    return [other for other in known if other is not None and other.kind is Kind.DROPPED]


def ways_round(edges: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The circles in a graph, each as a shortest way from its smallest node back to it, one a tangle.

    Nodes that point to themselves make none.

    >>> ways_round({"a": ("b",), "b": ("c",), "c": ("a", "b"), "d": ("d", "a")})
    [('a', 'b', 'c', 'a')]
    """
    ids = sorted(edges)
    numbers = {id_: number for number, id_ in enumerate(ids)}
    tangles: defaultdict[int, set[str]] = defaultdict(set)
    numbered = [[numbers[other] for other in edges[id_] if other in numbers] for id_ in ids]
    for id_, tangle in zip(ids, circles(numbered), strict=True):
        tangles[tangle].add(id_)
    return sorted(_way_round(edges, tangle) for tangle in tangles.values() if len(tangle) > 1)


def _way_round(edges: Mapping[str, tuple[str, ...]], tangle: set[str]) -> tuple[str, ...]:
    """The shortest way from the smallest node of a tangle back to it; all nodes in it reach each other."""
    first = min(tangle)
    before = {first: first}
    nodes = list(_walk(edges, tangle, first, before))
    way = [first, next(node for node in nodes if first in edges[node] and node != first)]
    while way[-1] != first:
        way.append(before[way[-1]])
    return tuple(reversed(way))


def _walk(
    edges: Mapping[str, tuple[str, ...]], tangle: set[str], first: str, before: dict[str, str]
) -> Iterator[str]:
    """The nodes of a tangle, nearest first; `before` learns from where each was reached."""
    queue = [first]
    for node in queue:
        yield node
        for other in sorted(set(edges[node]) & tangle):
            if other not in before:
                before[other] = node
                queue.append(other)
