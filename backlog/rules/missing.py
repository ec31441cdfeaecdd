"""Which fields of a file are missing, by the table of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.content.fields import TABLES, Field
from backlog.model import Goal, Initiative, Item, Meeting

if TYPE_CHECKING:
    from backlog.rules.scene import Scene, Thing

ALWAYS_THERE = {"title", "status"}
"""Fields that have a stand-in where the file has none."""


def is_wanted(row: Field, kind: Kind) -> bool:
    """Whether an item of the kind has to have the field: from the field's kind on, in their order.

    A reviewer is needed in review only; what was dropped needs no more than what was asked for.
    """
    if row.required is None or kind is Kind.DROPPED:
        return row.required is Kind.INTAKE
    if row.required is Kind.REVIEW:
        return kind is Kind.REVIEW
    return row.required.position <= kind.position


def is_missing(scene: Scene, thing: Thing, name: str) -> bool:
    """Whether a field is not filled in; one that is filled in and at fault is not missing."""
    if name in scene.faulty.get(thing.path, ()):
        return False
    if name in ALWAYS_THERE:
        return name not in thing.source.values
    return getattr(thing, name) in (None, ())


def missing_fields(scene: Scene, thing: Thing) -> list[Field]:
    """Fields that a file has to have and that are missing, without those that a rule of their own tells.

    The goal may come from the initiative; goals, initiatives and meetings want all their fields always.
    """
    kind = thing.kind if isinstance(thing, Item) else Kind.INTAKE
    missing = [
        row for row in WANTED[type(thing)] if is_wanted(row, kind) and is_missing(scene, thing, row.name)
    ]
    if isinstance(thing, Item) and not is_missing(scene, thing, "initiative"):
        return [row for row in missing if row.name != "goal"]
    return missing


_TOLD_ELSEWHERE = {"impact", "confidence", "effort", "result", "learning"}
_KINDS: dict[type, str] = {Item: "item", Goal: "goal", Initiative: "initiative", Meeting: "meeting"}
WANTED = {
    kind: tuple(row for row in TABLES[name] if row.required and row.name not in _TOLD_ELSEWHERE)
    for kind, name in _KINDS.items()
}
