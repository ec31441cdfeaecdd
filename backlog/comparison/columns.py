"""Columns that are called otherwise after: the same columns, and nothing in them has moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.model.whole import configured
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.config.sections import Config, Status
    from backlog.model import Backlog, Item


def with_columns_of(backlog: Backlog, config: Config) -> Backlog:
    """The earlier state with its columns called as in a later configuration; itself mostly.

    A column has another id where a later one has its id for another spelling, or is the only new one of its
    kind as it is the only one that is gone. What files called it goes on to mean it, as it did.
    """
    columns = backlog.config.workflow
    ids = _renamed(columns, config.workflow)
    later = {status.id: status for status in config.workflow}
    workflow = tuple(
        _called(status, later.get(ids.get(status.id, status.id)), columns, ids) for status in columns
    )
    if workflow == columns:
        return backlog
    items = tuple(_item(item, ids) for item in backlog.items)
    called = replace(backlog, items=items, item_by_id={item.id: item for item in items})
    return configured(called, replace(backlog.config, workflow=workflow))


def _called(
    status: Status, later: Status | None, columns: Sequence[Status], ids: Mapping[str, str]
) -> Status:
    """The column under its later id and name, unless that name is one of another column here."""
    sources = tuple(ids.get(id_, id_) for id_ in status.enters_from)
    if later is None or (later.id, later.name) == (status.id, status.name):
        return replace(status, enters_from=sources)
    taken = any(_is_spelling(later.name, one) for one in columns if one is not status)
    return replace(
        status,
        id=later.id,
        name=status.name if taken else later.name,
        aliases=(*status.aliases, status.name, status.id),
        enters_from=sources,
    )


def _renamed(before: Sequence[Status], after: Sequence[Status]) -> Mapping[str, str]:
    """The later ids of columns by the earlier ones, where they differ."""
    known, kept = {status.id for status in before}, {status.id for status in after}
    gone = [status for status in before if status.id not in kept]
    come = [status for status in after if status.id not in known]
    found: dict[str, str] = {}
    for status in gone:
        named = [one for one in come if _is_spelling(status.id, one)]
        alike = [one for one in come if one.kind is status.kind]
        only = alike if sum(one.kind is status.kind for one in gone) == 1 else []
        meant = named or only
        if len(meant) == 1 and meant[0].id not in found.values():
            found[status.id] = meant[0].id
    return found


def _is_spelling(word: str, status: Status) -> bool:
    return fold(word) in {fold(one) for one in (status.id, status.name, *status.aliases)}


def _item(item: Item, ids: Mapping[str, str]) -> Item:
    moves = tuple(
        replace(move, status=ids.get(move.status, move.status)) if move.status else move
        for move in item.history
    )
    return replace(item, status=ids.get(item.status, item.status), history=moves)
