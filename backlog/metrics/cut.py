"""The cut of the ranking: how far the capacity of the planned columns reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.config.sections import Kind

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from backlog.metrics.ice import Ranking
    from backlog.model import Backlog


def cut_of(backlog: Backlog) -> int:
    """The WIP limit of the planned columns, if all of them have one, else the number of planned items."""
    limits = [status.wip_limit for status in backlog.config.workflow if status.kind is Kind.PLANNED]
    known = [limit for limit in limits if limit is not None]
    if limits and len(known) == len(limits):
        return sum(known)
    return sum(1 for item in backlog.items if item.kind is Kind.PLANNED)


def below_cut(
    backlog: Backlog, ranking: Ranking, ready: Container[str], window: tuple[date, date]
) -> dict[str, str]:
    """The planned items below the cut, each with the best ready item of the backlog above it.

    A planned item is below where its rank among backlog and planned items is worse than the cut and
    such a ready item has a better one. Whoever has an `expedite` is spared, and so is whoever has its
    due date in the focus window (first and last day), or is waited for by an open item that has.
    """
    cut, spared = cut_of(backlog), promised(backlog, window)
    below: dict[str, str] = {}
    better: tuple[int, str] | None = None  # the best ready item of the backlog: its rank here, its id
    rank, last = 0, None
    considered = [
        id_ for id_ in ranking.by_rank if backlog.item_by_id[id_].kind in {Kind.BACKLOG, Kind.PLANNED}
    ]
    for place, id_ in enumerate(considered, 1):
        item, score = backlog.item_by_id[id_], ranking.standings[id_].score
        rank, last = (rank if score == last else place), score
        if item.kind is Kind.BACKLOG:
            if better is None and id_ in ready:
                better = rank, id_
        elif rank > cut and better and better[0] < rank and not item.expedite and id_ not in spared:
            below[id_] = better[1]
    return below


def promised(backlog: Backlog, window: tuple[date, date]) -> frozenset[str]:
    """The open items with a due date in the window, and everything these wait for, near and far."""
    first, last = window
    found: set[str] = set()
    left = [item.id for item in backlog.items if item.kind.open and item.due and first <= item.due <= last]
    while left:
        item = backlog.item_by_id.get(left.pop())
        if item is not None and item.kind.open and item.id not in found:
            found.add(item.id)
            left.extend(item.depends_on)
    return frozenset(found)
