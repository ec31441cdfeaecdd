"""What two versions of an entry say otherwise, field by field, in the order of the field table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.comparison.shapes import FieldChange
from backlog.content.fields import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.model import Body, Goal, Initiative, Item

_APART = frozenset({"id", "private"})


def fields_of(
    kind: str, before: Item | Goal | Initiative, after: Item | Goal | Initiative
) -> tuple[FieldChange, ...]:
    """The fields that say something else; `kind` is one of the field tables."""
    return tuple(_fields(kind, before, after))


def _fields(
    kind: str, before: Item | Goal | Initiative, after: Item | Goal | Initiative
) -> Iterator[FieldChange]:
    for name in ("id", "path"):
        if getattr(before, name) != getattr(after, name):
            yield FieldChange(field=name, before=getattr(before, name), after=getattr(after, name))
    for row in TABLES[kind]:
        if row.name not in _APART:
            was, is_ = getattr(before, row.name), getattr(after, row.name)
            if was != is_:
                yield FieldChange(field=row.name, before=was, after=is_)
    if before.body.digest != after.body.digest:
        yield FieldChange(field="description")
    if _promises(before.body) != _promises(after.body):
        yield FieldChange(field="criteria", before=_ticked(before.body), after=_ticked(after.body))
    ours, theirs = dict(before.extra), dict(after.extra)
    for name in sorted({*ours, *theirs}):
        if ours.get(name) != theirs.get(name):
            yield FieldChange(field=f"extra.{name}", before=ours.get(name), after=theirs.get(name))


def _promises(body: Body) -> list[tuple[str, bool]]:
    return [(criterion.text, criterion.done) for criterion in body.criteria]


def _ticked(body: Body) -> tuple[int, int]:
    return sum(criterion.done for criterion in body.criteria), len(body.criteria)
