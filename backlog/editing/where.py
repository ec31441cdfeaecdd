"""Which items are meant: `goal=q1-leads`, `status=open`, `verantwortlich=Anna Schmidt`, `tags=seo`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.content.field import Type
from backlog.content.values import spellings
from backlog.editing.scalars import meant
from backlog.editing.unknown import unknown
from backlog.editing.wishes import field_called, wish
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.model import REASONS
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backlog.content.field import Field
    from backlog.editing.known import Known
    from backlog.model import Item

_OPEN = frozenset({"open", "offen"})
_NOTHING = N_('There is nothing called "{value}".')


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A field and the values of which it has one, as the model has them; without any it is missing."""

    field: str
    values: frozenset[str]


def chosen(known: Known, conditions: Iterable[str]) -> tuple[Item, ...]:
    """The items for which all of the conditions hold, by id; `Stop` (exit 2) for one that nobody understands.

    `status` takes a status, a kind, or `open`: neither done nor dropped. A goal is the effective one.
    """
    wanted = [condition(text, known) for text in conditions]
    return tuple(item for item in known.backlog.items if all(holds(one, item, known) for one in wanted))


def condition(text: str, known: Known) -> Condition:
    """The condition that a text says."""
    told = wish(text)
    if told.operation != "=":
        raise Stop(Exit.WRONG_USE, N_('"{value}" says no field and value.'), "goal=q1-leads", value=text)
    name, row = field_called(told.field, "item", known.backlog.config)
    value = meant(told.value)
    if not value:
        return Condition(field=name, values=frozenset())
    return Condition(field=name, values=_values(row, value, known))


def holds(wanted: Condition, item: Item, known: Known) -> bool:
    """Whether an item is as a condition wants it."""
    found = _found(wanted.field, item, known)
    return not wanted.values.isdisjoint(found) if wanted.values else not found


def _values(row: Field, value: str, known: Known) -> frozenset[str]:
    if row.type is Type.STATUS:
        return _statuses(value, known)
    if row.type is Type.LIST:
        row = row.of[0]
    if row.type is Type.REFERENCE:
        id_ = known.targets[row.to].meant(value.removeprefix("@"))
        if not id_ and not known.targets[row.to].open:
            raise unknown(_NOTHING, value, known.targets[row.to].names)
        return frozenset({fold(id_ or value)})
    if row.type is Type.CHOICE:
        extra = (*REASONS, *known.backlog.config.reasons) if row.name == "reason" else row.choices
        return frozenset({fold(spellings(row.name, extra).get(fold(value), value))})
    return frozenset({fold(value)})


def _statuses(value: str, known: Known) -> frozenset[str]:
    """Folded ids of the statuses that are meant: one, those of a kind, or all that are open."""
    workflow = known.backlog.config.workflow
    if fold(value) in _OPEN:
        return frozenset(fold(status.id) for status in workflow if status.kind.open)
    one = known.words.statuses.get(fold(value))
    if one is not None:
        return frozenset({fold(one)})
    found = frozenset(fold(status.id) for status in workflow if fold(status.kind) == fold(value))
    if not found:
        raise unknown(_NOTHING, value, [*(status.id for status in workflow), *map(str, Kind), "open"])
    return found


def _found(name: str, item: Item, known: Known) -> frozenset[str]:
    """What an item says in a field, folded; nothing where it says nothing."""
    if name == "goal":
        goal = known.backlog.goal_of(item) or item.goal
        return frozenset({fold(goal)} if goal else ())
    found: list[object] = [item]
    for part in name.split("."):
        if part.isdigit():
            continue
        values = [getattr(one, part, None) for one in found]
        found = [one for value in values for one in (value if isinstance(value, tuple) else (value,))]
    return frozenset(fold(_text(one)) for one in found if one is not None)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
