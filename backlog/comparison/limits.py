"""Limits of work in progress that a change passes, or comes back below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.comparison.shapes import LimitChange
from backlog.report.audience import is_public

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.report import Report


def limits_of(before: Report, after: Report) -> tuple[LimitChange, ...]:
    """Columns in the order of the board, then people by id, with more than their limit before or after.

    Only those of which the number or the limit is another one. A public report knows no people.
    """
    found = [*_columns(before, after)]
    if not is_public(after.config) and not is_public(before.config):
        found += _people(before, after)
    return tuple(
        one for one in found if one.was_over != one.is_over or (one.is_over and one.before != one.after)
    )


def _columns(before: Report, after: Report) -> Iterator[LimitChange]:
    ours = {column.status.id: column for column in before.columns}
    theirs = {column.status.id: column for column in after.columns}
    for id_ in dict.fromkeys((*theirs, *ours)):
        was, is_ = ours.get(id_), theirs.get(id_)
        yield LimitChange(
            kind="column",
            id=id_,
            before=len(was.cards) if was else 0,
            after=len(is_.cards) if is_ else 0,
            limit_before=was.status.wip_limit if was else None,
            limit=is_.status.wip_limit if is_ else None,
        )


def _people(before: Report, after: Report) -> Iterator[LimitChange]:
    ours, theirs = before.wip.by_person, after.wip.by_person
    for id_ in sorted({*ours, *theirs}):
        yield LimitChange(
            kind="person",
            id=id_,
            before=ours.get(id_, 0),
            after=theirs.get(id_, 0),
            limit_before=before.config.wip.per_person,
            limit=after.config.wip.per_person,
        )
