"""Review: what happened between two meetings, and what is stuck on the day of the second."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.metrics.stands import day_of, entry_of
from backlog.model import in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from backlog.history import Columns
    from backlog.metrics.stands import Stand
    from backlog.model import Item

STALLED = "stalled"
APPROVAL = "approval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An item that came to done, and on which day."""

    id: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An open item that stands elsewhere than at the meeting before; `before` is None where unknown.

    `back`: it stands further back in the workflow, or was closed before.
    """

    id: str
    before: str | None
    after: str
    back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """An open item that is blocked (the blocker's reason) or `stalled`, since when and for how many days."""

    id: str
    reason: str
    since: date | None
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """An item that was written down, on which day, and the status it has at the end."""

    id: str
    day: date
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """An item that was given up, and on which day; `vanished`: its file was removed."""

    id: str
    day: date
    vanished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What happened on the days after `since` up to `day`, as it was known at the end of `day`.

    An item is done, dropped, new or moved, and in one of these lists at most. Done, new and dropped ones
    stand latest first, moved ones those that went back first; what is stuck longest comes first. `wip` is
    the number of items in progress or in review at the end of the day.
    """

    since: date
    day: date
    done: tuple[Done, ...]
    moved: tuple[Moved, ...]
    stuck: tuple[Stuck, ...]
    new: tuple[New, ...]
    dropped: tuple[Dropped, ...]
    wip: int


def review(
    stands: Iterable[Stand],
    columns: Columns,
    days: tuple[date, date],
    items: Mapping[str, Item],
    stalled: int,
) -> Review:
    """What a meeting looks at; `days` are the one since which, and its own, at whose end the stands are.

    `items` are those that may be shown, by id. Stalled is what is in work for more than so many days
    without a change of status. Blockers are those in force on the day, as the files said then.
    """
    done: list[Done] = []
    moved: list[Moved] = []
    stuck: list[Stuck] = []
    new: list[New] = []
    dropped: list[Dropped] = []
    since, day = days
    wip = 0
    for stand in stands:
        wip += stand.kind.started
        item = items.get(stand.id) if stand.life.item is not None else None
        waits = stand.kind.started or (stand.kind.open and item is not None and stand.blocks)
        if waits and (found := _stuck(stand, item, day, stalled)):
            stuck.append(found)
        change = _change(stand, since, columns)
        for kind, list_ in ((Done, done), (Moved, moved), (New, new), (Dropped, dropped)):
            if isinstance(change, kind):
                list_.append(change)  # type: ignore[arg-type]
    return Review(
        since=since,
        day=day,
        done=tuple(sorted(done, key=_latest)),
        moved=tuple(sorted(moved, key=lambda one: (not one.back, one.id))),
        stuck=tuple(sorted(stuck, key=lambda one: (one.days is None, -(one.days or 0), one.id))),
        new=tuple(sorted(new, key=_latest)),
        dropped=tuple(sorted(dropped, key=_latest)),
        wip=wip,
    )


def _latest(one: Done | New | Dropped) -> tuple[int, str]:
    return -one.day.toordinal(), one.id


def _change(stand: Stand, since: date, columns: Columns) -> Done | Moved | New | Dropped | None:
    """What became of an item after a day; nothing where it stands as it did, or nobody knows since when."""
    moves = stand.moves
    if not moves or moves[-1].day <= since or moves[-1].status != stand.status:
        return None
    place = bisect_right(moves, since, key=day_of)
    before = moves[place - 1].status if place else None
    if stand.kind is Kind.DONE:
        entry = entry_of(moves, columns)
        return Done(id=stand.id, day=entry.day) if entry.dated and entry.day > since else None
    last = moves[-1]
    if not last.dated or before == stand.status:
        return None
    if stand.kind is Kind.DROPPED:
        return Dropped(id=stand.id, day=last.day, vanished=stand.vanished)
    first = moves[0]
    if before is None and first.dated and (first.source != "dates" or first.day == stand.life.given.created):
        return New(id=stand.id, day=first.day, status=stand.status)
    return Moved(id=stand.id, before=before, after=stand.status, back=_is_back(before, stand, columns))


def _is_back(before: str | None, stand: Stand, columns: Columns) -> bool:
    if before is None:
        return False
    order = list(columns.kinds)
    if before not in columns.kinds or stand.status not in columns.kinds:
        return columns.kind(before).position > stand.kind.position
    return order.index(before) > order.index(stand.status)


def _stuck(stand: Stand, item: Item | None, day: date, stalled: int) -> Stuck | None:
    """Why an open item cannot go on, if it cannot; what nothing but an approval holds says so."""
    last = stand.moves[-1] if stand.moves else None
    known = last is not None and last.dated and last.status == stand.status
    here = last.day if last is not None and known else None
    blocks = in_force(stand.blocks, day) if item is not None else ()
    if blocks:
        since, reason = blocks[0].since, blocks[0].reason or "other"
    elif stand.kind.started and here is not None and (day - here).days > stalled:
        since, reason = here, STALLED
    else:
        return None
    if stand.kind is Kind.REVIEW and (not blocks or reason == APPROVAL):
        waits = [block.since for block in blocks if block.reason == APPROVAL]
        since = min((one for one in (*waits, here) if one is not None), default=None)
        reason = APPROVAL
    return Stuck(id=stand.id, reason=reason, since=since, days=(day - since).days if since else None)
