"""A move to another column: what changes in the file, which columns it leaves out, which limits it crosses.

Days are written so that the file stays true by the rules of flow: the first step into work since the item
was last before the start is its start, the last step into done its end. With `history:` the file tells of
moves there, and days that the move makes untrue still go.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.content.values import status_word
from backlog.editing.accepted import status_said, written_now
from backlog.editing.changes import Add, Change, Drop, Put
from backlog.editing.unknown import unknown
from backlog.language import N_
from backlog.metrics.wip import over_limit_columns, over_limit_people
from backlog.rules.moves import skips
from backlog.spelling import fold

if TYPE_CHECKING:
    from datetime import date

    from backlog.config.sections import Config, Status
    from backlog.model import Backlog, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a move changes in a file, and what is to be said of it.

    `began` and `ended` are the days that are written, `forgotten` the fields whose days go. `skipped` are
    the columns that the workflow wants in between. `untold`: `history:` ends elsewhere, so git goes on.
    """

    changes: tuple[Change, ...] = ()
    began: bool = False
    ended: bool = False
    forgotten: tuple[str, ...] = ()
    skipped: tuple[Status, ...] = ()
    untold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """A limit that is passed by more than before: of a column, or of a person (then `status` is None)."""

    count: int
    limit: int
    status: Status | None = None
    person: str = ""


def named_status(config: Config, wanted: str) -> Status:
    """The status that is called this, by id, name or alias; `Stop` (exit 2) where none is."""
    for status in config.workflow:
        if fold(wanted) in {fold(name) for name in (status.id, status.name, *status.aliases)}:
            return status
    names = [name for status in config.workflow for name in (status.id, status.name)]
    shown = [status_word(status, config) for status in config.workflow]
    raise unknown(N_('"{value}" is no status of this backlog.'), wanted, names, shown=shown)


def step(item: Item, after: Status, day: date, config: Config) -> Step:
    """The move of an item to a status on a day; no change where it stands there already."""
    if item.status == after.id:
        return Step()
    word = status_said(after, written_now(item, "status"), config)
    changes: list[Change] = [Put("status", word)]
    forgotten = _forgotten(item, after.kind)
    began = ended = untold = False
    if item.history:
        untold = _last(item) != item.status
        if not untold:
            changes.append(Add("history", (("date", day.isoformat()), ("status", word))))
    else:
        before_start = item.kind.position < Kind.ACTIVE.position
        began = after.kind.started and before_start and item.started is None
        ended = after.kind is Kind.DONE and item.kind is not Kind.DONE
    changes += [Put("started", day.isoformat())] * began + [Put("done", day.isoformat())] * ended
    changes += [Drop(name) for name in forgotten]
    return Step(
        changes=tuple(changes),
        began=began,
        ended=ended,
        forgotten=forgotten,
        skipped=_between(config, item.status, after.id),
        untold=untold,
    )


def _forgotten(item: Item, after: Kind) -> tuple[str, ...]:
    """The days that are no longer true: of a start that is yet to come, of an end that is open again."""
    gone = []
    if item.started is not None and after.position < Kind.ACTIVE.position:
        gone.append("started")
    if item.done is not None and after is not Kind.DONE:
        gone.append("done")
    return tuple(gone)


def _last(item: Item) -> str | None:
    """The status in which `history:` ends; entries of one day keep their order."""
    dated = sorted((entry for entry in item.history if entry.date), key=lambda entry: str(entry.date))
    return dated[-1].status if dated else None


def _between(config: Config, before: str, after: str) -> tuple[Status, ...]:
    """The columns that a move leaves out although nobody allowed it."""
    if not skips(config, before, after):
        return ()
    columns = [status for status in config.workflow if status.kind is not Kind.DROPPED]
    places = {status.id: place for place, status in enumerate(columns)}
    return tuple(columns[places[before] + 1 : places[after]])


def crossed(before: Backlog, after: Backlog) -> tuple[Crossed, ...]:
    """The limits of work in progress that a change passes, or passes further; private items count in none."""
    was, now = _published(before), _published(after)
    columns, people = over_limit_columns(was), over_limit_people(was)
    found = [
        Crossed(count=count, limit=limit, status=now.status_by_id[id_])
        for id_, (count, limit) in over_limit_columns(now).items()
        if count > columns.get(id_, (limit, limit))[0]
    ]
    found += [
        Crossed(count=count, limit=limit, person=person)
        for person, (count, limit) in over_limit_people(now).items()
        if count > people.get(person, (limit, limit))[0]
    ]
    return tuple(found)


def _published(backlog: Backlog) -> Backlog:
    return dataclasses.replace(backlog, items=tuple(item for item in backlog.items if not item.private))
