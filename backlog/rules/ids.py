"""Ids that nobody has yet, for files whose own is none or belongs to another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.pasting import shown
from backlog.rules.gaps import ADD_LINE
from backlog.rules.scene import Scene, things, told
from backlog.spelling import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.rules.rule import Place


def renamed(scene: Scene, slug: str) -> Iterator[Place]:
    """The faults of ids that somebody else has, each with the next free id to paste."""
    taken = _taken(scene)
    for place in told(scene, slug):
        value = str(place.values["value"])
        yield _called(place, value, _next(value, taken))


def free_instead(scene: Scene, slug: str) -> Iterator[Place]:
    """The faults of ids that are none; where the id to paste is taken, the next free one is."""
    taken = _taken(scene)
    for place in told(scene, slug):
        wanted = place.paste.rpartition(": ")[2]
        free = _next(wanted, taken) if same(wanted) in taken else wanted
        taken.setdefault(same(free), 2)
        yield _called(place, wanted, free)


def _called(place: Place, wanted: str, free: str) -> Place:
    """The place with another id to paste than the one that was wanted."""
    edits = tuple(
        replace(edit, text=edit.text.replace(f": {wanted}", f": {free}", 1)) for edit in place.edits
    )
    added = bool(edits) and not any(edit.count for edit in edits)
    values = {**place.values, "notes": ((ADD_LINE, {}),)} if added else place.values
    return replace(place, edits=edits, paste=shown(edits), values=values)


def _taken(scene: Scene) -> dict[str, int]:
    """The ids that somebody has, each with the number to try behind it."""
    return dict.fromkeys([*scene.refused, *(same(thing.id) for thing in things(scene))], 2)


def _next(wanted: str, taken: dict[str, int]) -> str:
    """The id with the first number behind it that nobody has, and nobody is told to take before."""
    number = taken.get(same(wanted), 2)
    while same(f"{wanted}-{number}") in taken:
        number += 1
    taken |= {same(wanted): number + 1, same(f"{wanted}-{number}"): 2}
    return f"{wanted}-{number}"
