"""Stays: where finished items spent their days, how many of those waiting, and what work was blocked by."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backlog.history import stretches
from backlog.metrics.coverage import percent, shares
from backlog.metrics.figures import Blocking, Stay, Window
from backlog.metrics.series import ends_of_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backlog.config.sections import Status
    from backlog.history import Columns, Life, Past
    from backlog.model import Block

DAY = timedelta(days=1)
OTHER = "other"


def stays_of(lives: Sequence[Life], workflow: Sequence[Status]) -> tuple[Stay, ...]:
    """The days of finished lives by status, in workflow order; none where no days are known.

    Every started status is there, and the dropped ones where days were spent in them.
    """
    spent: Counter[str] = Counter()
    visitors: Counter[str] = Counter()
    for life in lives:
        days = life.timeline.time_in_status_days or {}
        spent.update(days)
        visitors.update(days.keys())
    listed = [status for status in workflow if status.kind.started or spent[status.id]]
    parts = shares([spent[status.id] for status in listed])
    return tuple(
        Stay(
            status=status.id,
            days=spent[status.id],
            percent=part,
            items=visitors[status.id],
            waiting=status.waiting,
        )
        for status, part in zip(listed, parts or (), strict=False)
    )


def bottleneck_of(stays: Sequence[Stay]) -> str | None:
    """The status in which the most days were spent, the first of equal ones; None without any."""
    longest = max(stays, key=lambda stay: stay.days, default=None)
    return longest.status if longest is not None and longest.days else None


def efficiency_of(lives: Iterable[Life], workflow: Sequence[Status], columns: Columns) -> int | None:
    """Active ÷ (active + waiting) over the days of finished lives, in percent.

    Waiting are the days in a status marked so, and blocked days in the other started ones, the last day
    and those that nothing tells the status of included; no day counts twice. None where no started status
    is marked as waiting, and without any days.
    """
    waits = {status.id for status in workflow if status.waiting and status.kind.started}
    if not waits:
        return None
    active = waiting = 0
    for life in lives:
        known = life.timeline
        for status, first, days in (
            stretches(life.status, known.moves, columns, (known.started, known.finished, None)) or ()
        ):
            if status in waits:
                waiting += days
            elif columns.kind(status).started:
                blocked = len(_blocked(life, first, first + timedelta(days=days - 1)))
                waiting += blocked
                active += days - blocked
    return percent(active, active + waiting)


def _blocked(life: Life, first: date, last: date) -> set[int]:
    """The days (ordinals) from first to last on which a blocker of the item was in force."""
    found: set[int] = set()
    for block in life.blocks:
        found.update(_in_force(block, first, last))
    return found


def blocking_of(past: Past, window: Window) -> tuple[Blocking, ...]:
    """Blocked days by reason, in the window and in as many days before it; the most days first."""
    both = Window(first=window.first - timedelta(days=window.days), last=window.last)
    border = window.first.toordinal()
    now: Counter[str] = Counter()
    before: Counter[str] = Counter()
    items: defaultdict[str, set[str]] = defaultdict(set)
    for life in past.lives:
        for reason, days in blocked_days(life, both, past.columns).items():
            inside = sum(day >= border for day in days)
            now[reason] += inside
            before[reason] += len(days) - inside
            if inside:
                items[reason].add(life.id)
    found = (
        Blocking(reason=reason, days=days, before=before[reason], items=tuple(sorted(items[reason])))
        for reason, days in now.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.days, -one.before, one.reason)))


def blocked_days(life: Life, window: Window, columns: Columns) -> dict[str, set[int]]:
    """The days of the window (ordinals) on which the item was open and blocked, by reason."""
    blocks = life.blocks
    if not blocks:
        return {}
    found: defaultdict[str, set[int]] = defaultdict(set)
    for first, last in _open(life, window, columns):
        for block in blocks:
            if days := _in_force(block, first, last):
                found[block.reason or OTHER].update(days)
    return found


def _in_force(block: Block, first: date, last: date) -> range:
    """The days (ordinals) from first to last on which a blocker is in force; none without its begin."""
    if block.since is None:
        return range(0)
    end = min(last, block.until - DAY) if block.until is not None else last
    return range(max(first, block.since).toordinal(), end.toordinal() + 1)


def _open(life: Life, window: Window, columns: Columns) -> Iterator[tuple[date, date]]:
    """The stretches of the window, first and last day, at the end of whose days the item was open.

    What came in bulk, and what nothing tells the moves of, was there before the first day that is known.
    """
    moves = life.timeline.moves
    ends = ends_of_days(life, window.last) if moves else [(date.min, life.status)]
    if not moves or not moves[0].dated:
        ends[0] = date.min, ends[0][1]
    for number, (day, status) in enumerate(ends):
        begin = max(day, window.first)
        end = min(ends[number + 1][0] - DAY, window.last) if number + 1 < len(ends) else window.last
        if columns.kind(status).open and begin <= end:
            yield begin, end
